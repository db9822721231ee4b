//! Back: Esc closes what is open, and the list that a notice was opened from stands again as it was left.

use iced::Task;

use super::rail::Place;
use super::screen::{help, life};
use super::{App, Message, Screen};
use crate::domain::notice::NoticeId;

impl App {
    /// Shows a notice; the list it was opened from is kept for the way back.
    pub(super) fn leave_for(&mut self, next: Screen) {
        let left = std::mem::replace(&mut self.screen, next);
        if matches!(left, Screen::Notices(_) | Screen::Archive(_)) {
            self.left = Some(left);
        }
    }

    /// Back from a notice: the list as it was left, with that notice chosen.
    pub(super) fn return_to(&mut self, place: Place, id: NoticeId) -> Task<Message> {
        let is_that = |left: &Screen| {
            matches!((place, left), (Place::Notices, Screen::Notices(_)) | (Place::Archive, Screen::Archive(_)))
        };
        let Some(left) = self.left.take().filter(is_that) else {
            let gone = self.go(place);
            let Screen::Notices(state) = &mut self.screen else { return gone };
            return Task::batch([gone, state.stand_again(id, &self.desk).map(Message::Notices)]);
        };
        let saved = self.save_editor();
        self.screen = left;
        let stands = match &mut self.screen {
            Screen::Notices(state) => state.stand_again(id, &self.desk).map(Message::Notices),
            Screen::Archive(state) => state.stand_again(&self.desk).map(Message::Archive),
            _ => Task::none(),
        };
        Task::batch([saved, stands])
    }

    /// Esc: all notices, or the list of them.
    pub(super) fn back(&mut self) -> Task<Message> {
        if self.toasts.close_last_warning() {
            return Task::none();
        }
        match &mut self.screen {
            Screen::Notices(state) => {
                state.clear(&self.desk);
                Task::none()
            }
            Screen::Help(help::Topic::Editor(id)) => {
                let id = *id;
                self.open(id)
            }
            // The editor's own keys know whether Esc leaves it.
            Screen::Editor(_) => Task::none(),
            Screen::Board(state) => {
                if state.close() {
                    return Task::none();
                }
                self.go(Place::Notices)
            }
            Screen::Help(help::Topic::Board) => self.go(Place::Board),
            Screen::Life(state) => {
                let id = state.id();
                if state.close_sheet() { Task::none() } else { self.update_life(id, life::Message::Back) }
            }
            Screen::Today(state) => {
                if state.close() {
                    return Task::none();
                }
                self.go(Place::Notices)
            }
            Screen::New(_) | Screen::Lobby(_) | Screen::Settings(_) | Screen::Help(_) => self.go(Place::Notices),
            Screen::Archive(state) => state.close(&self.desk).map(Message::Archive),
        }
    }

    /// One Esc closes a sheet or clears a search, even from within its field.
    pub(super) fn leave_field(&mut self) -> Task<Message> {
        match &mut self.screen {
            Screen::Notices(state) => {
                state.clear(&self.desk);
                Task::none()
            }
            Screen::Editor(state) if state.has_sheet() => {
                let id = state.id();
                let action = state.close_sheet();
                self.act_on_editor(id, action)
            }
            Screen::Life(state) => {
                state.close_sheet();
                Task::none()
            }
            Screen::Today(state) if state.has_paper() => {
                state.close();
                Task::none()
            }
            Screen::Archive(state) => state.close(&self.desk).map(Message::Archive),
            Screen::Board(state) => {
                state.close();
                Task::none()
            }
            _ => Task::none(),
        }
    }
}
