//! The papers of the notice, open over the panel.

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;
use iced::widget::operation;

use super::{Action as Next, Deed, Message as Told, State};
use crate::app::desk::Desk;
use crate::app::screen::writing::{Action, Message, PATH, Writing};
use crate::archive::{self, ArchiveError, Asked};
use crate::domain::paperwork::Paperwork;
use crate::ui::error::Trouble;

impl State {
    pub(super) fn ask_paper(&mut self, asked: Asked, desk: &Desk) -> Next {
        self.trouble = None;
        let drafted = desk.store.run(move |store| Ok(archive::draft(store, asked)));
        Next::Run(Task::perform(drafted, move |drafted| {
            let drafted = drafted.unwrap_or_else(|error| Err(error.into()));
            Told::Drafted(asked, drafted.map(Box::new).map_err(Arc::new))
        }))
    }

    pub(super) fn drafted(
        &mut self,
        asked: Asked,
        drafted: Result<Box<Paperwork>, Arc<ArchiveError>>,
        desk: &Desk,
    ) -> Next {
        match drafted {
            Ok(paper) => {
                let title = self.held().map(|held| held.title.clone()).unwrap_or_default();
                self.writing = Some(Writing::new(asked, *paper, &title, desk.office.clone()));
                Next::Run(operation::focus(PATH))
            }
            Err(error) => {
                self.trouble = Some(Trouble::of_archive(&error, &desk.words).line());
                Next::None
            }
        }
    }

    pub(super) fn write(&mut self, message: Message) -> Next {
        let Some(writing) = &mut self.writing else { return Next::None };
        match writing.update(message) {
            Action::None => Next::None,
            Action::Run(task) => Next::Run(task.map(Told::Writing)),
            Action::Write(paper, path) => self.carry(Deed::Write(paper, path)),
            Action::Print(source) => Next::PrintPaper(source),
            Action::Close => {
                self.writing = None;
                Next::None
            }
        }
    }

    /// Ctrl+P: the paper that is open to a printer, or else the notice.
    pub fn print(&mut self) -> Next {
        if self.writing.is_some() { self.write(Message::Print) } else { Next::Print }
    }

    /// Esc closes the paper that is open; false where none is.
    pub fn close_sheet(&mut self) -> bool {
        self.writing.take().is_some()
    }

    pub(super) fn wrote(&mut self, outcome: Result<PathBuf, Arc<ArchiveError>>) {
        if let Some(writing) = &mut self.writing {
            writing.written(outcome);
        }
    }
}
