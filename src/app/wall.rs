//! The board's screen in the window: what it writes, and the pictures it shows.

use std::sync::Arc;

use iced::Task;

use super::screen::{board, life};
use super::thumbs::{self, Drawn, Key};
use super::{App, Message, Screen};
use crate::store::StoreError;

impl App {
    pub(super) fn update_board(&mut self, message: board::Message) -> Task<Message> {
        let Screen::Board(state) = &mut self.screen else { return Task::none() };
        match state.update(message, &self.desk) {
            board::Action::None => Task::none(),
            board::Action::Run(task) => task.map(Message::Board),
            board::Action::Write(write) => self.write(write),
            board::Action::Life(id) => self.live(id, life::Origin::Board),
            board::Action::Print(source) => self.open_printing(source),
            board::Action::Draw(wants, also) => {
                self.desk.thumbs.want(wants);
                Task::batch([self.draw_thumb(), also.map(Message::Board)])
            }
        }
    }

    fn draw_thumb(&mut self) -> Task<Message> {
        let store = self.desk.store.clone();
        let drawn = self
            .desk
            .thumbs
            .begin()
            .map(|want| Task::perform(thumbs::draw(store, want), |(key, drawn)| Message::Thumb(key, drawn)));
        drawn.unwrap_or_else(Task::none)
    }

    pub(super) fn take_thumb(&mut self, key: Key, drawn: Drawn) -> Task<Message> {
        self.desk.thumbs.take(key, drawn);
        self.draw_thumb()
    }

    pub(super) fn read_board(&mut self) -> Task<Message> {
        let Screen::Board(state) = &mut self.screen else { return Task::none() };
        state.read(&self.desk).map(Message::Board)
    }

    /// The places were kept, or something could not be written: the picture is read anew.
    pub(super) fn places_kept(&mut self, kept: Result<(), Arc<StoreError>>) -> Task<Message> {
        let is_refused = kept.is_err();
        let told = self.update_board(board::Message::Places(board::places::Message::Kept(kept)));
        if is_refused { Task::batch([told, self.read_board()]) } else { told }
    }

    /// Ctrl+P
    pub(super) fn print_board(&mut self) -> Task<Message> {
        let Screen::Board(state) = &self.screen else { return Task::none() };
        self.update_board(state.print())
    }
}
