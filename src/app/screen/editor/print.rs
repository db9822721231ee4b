//! 打印 from the editor: the print sheet over the notice that is open.

use super::{Action, Message as Told, State, look};
use crate::app::print::PrintId;
use crate::app::screen::printing::{Asked, Message, Notice, Printing, Source};

impl State {
    pub(super) fn ask_printing(&mut self) -> Action {
        let source = Source::Notice(Box::new(Notice {
            id: self.id,
            content: self.content.clone(),
            kind: self.kind.clone(),
            office: self.office.clone(),
            is_dressed: look::is_dressed(&self.content.look),
            was_posted: self.is_read_only(),
        }));
        self.delivery = None;
        let (sheet, opened) = Printing::open(source, self.store.clone(), self.printers, Told::Printing);
        self.printing = Some(sheet);
        Action::Run(opened)
    }

    pub(super) fn printing_asked(&mut self, message: Message) -> Action {
        let Some(sheet) = &mut self.printing else { return Action::None };
        match sheet.update(message) {
            None => Action::None,
            Some(Asked::Print(errand)) => Action::Print(*errand),
            Some(Asked::Again(id)) => Action::PrintAgain(id),
            Some(Asked::Cancel(id)) => Action::CancelPrint(id),
            Some(Asked::Save) => {
                self.printing = None;
                self.ask_delivery()
            }
            Some(Asked::Close) => {
                self.printing = None;
                Action::None
            }
        }
    }

    /// What was asked for is on its way.
    pub fn sent(&mut self, id: PrintId) {
        if let Some(sheet) = &mut self.printing {
            sheet.sent(id);
        }
    }

    /// The sheet that is open tells what becomes of it.
    pub fn shows_print(&self, id: PrintId) -> bool {
        self.printing.as_ref().is_some_and(|sheet| sheet.shows(id))
    }
}
