//! What is done in the sheets over the list: the package, the papers, the terms.

use std::sync::Arc;

use iced::Task;
use iced::widget::operation;

use super::{Action, Message, Sheet, State, Told, pack, papers, terms};
use crate::app::desk::Desk;
use crate::app::job::Order;
use crate::app::screen::writing::{self, Writing};
use crate::app::write::Write;
use crate::archive::{self as sealed, ArchiveError, Asked};
use crate::domain::paperwork::Paperwork;
use crate::ui::error::Trouble;

impl State {
    pub(super) fn unfold(&mut self, sheet: Sheet, field: &'static str) -> Action {
        self.sheet = Some(sheet);
        if field.is_empty() { Action::None } else { Action::Run(operation::focus(field)) }
    }

    pub(super) fn update_pack(&mut self, message: pack::Message, desk: &Desk) -> Action {
        let Some(Sheet::Pack(state)) = &mut self.sheet else { return Action::None };
        match state.update(message) {
            pack::Action::None => Action::None,
            pack::Action::Run(task) => Action::Run(task.map(Message::Pack)),
            pack::Action::Go(choice, out) => self.start(Order::Pack(choice, out), desk),
            pack::Action::Stop => Action::Stop,
        }
    }

    pub(super) fn update_papers(&mut self, message: papers::Message, desk: &Desk) -> Action {
        let Some(Sheet::Papers(state)) = &mut self.sheet else { return Action::None };
        let Some(asked) = state.update(message) else { return Action::None };
        let drafted = desk.store.run(move |store| Ok(sealed::draft(store, asked)));
        Action::Run(Task::perform(drafted, move |drafted| {
            let drafted = drafted.unwrap_or_else(|error| Err(error.into()));
            Message::Drafted(asked, drafted.map(Box::new).map_err(Arc::new))
        }))
    }

    pub(super) fn drafted(
        &mut self,
        asked: Asked,
        drafted: Result<Box<Paperwork>, Arc<ArchiveError>>,
        desk: &Desk,
    ) -> Action {
        match drafted {
            Ok(paper) => {
                let of = papers::span(asked);
                let name = format!("{of}{}", desk.office.name);
                self.sheet = Some(Sheet::Writing(Box::new(Writing::new(asked, *paper, &name, desk.office.clone()))));
                Action::Run(operation::focus(writing::PATH))
            }
            Err(error) => {
                let text = Trouble::of_archive(&error, &desk.words).line();
                self.told = Some(Told { text, is_well: false });
                self.sheet = None;
                Action::None
            }
        }
    }

    pub(super) fn update_writing(&mut self, message: writing::Message, desk: &Desk) -> Action {
        let Some(Sheet::Writing(writing)) = &mut self.sheet else { return Action::None };
        match writing.update(message) {
            writing::Action::None => Action::None,
            writing::Action::Run(task) => Action::Run(task.map(Message::Writing)),
            writing::Action::Write(paper, path) => {
                let place = path.clone();
                let written = desk.store.run(move |store| Ok(writing::save(store, *paper, &place)));
                Action::Run(Task::perform(written, move |written| {
                    let written = written.unwrap_or_else(|error| Err(error.into()));
                    Message::Wrote(written.map(|()| path.clone()).map_err(Arc::new))
                }))
            }
            writing::Action::Print(source) => Action::Print(source),
            writing::Action::Close => {
                self.sheet = None;
                Action::None
            }
        }
    }

    /// Ctrl+P: the paper that is open, to a printer.
    pub fn print(&mut self, desk: &Desk) -> Action {
        self.update_writing(writing::Message::Print, desk)
    }

    pub(super) fn update_terms(&mut self, message: terms::Message) -> Action {
        let Some(Sheet::Terms(state)) = &mut self.sheet else { return Action::None };
        let Some(keeping) = state.update(message) else { return Action::None };
        Action::Write(Write::Keeping(keeping))
    }
}
