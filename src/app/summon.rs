//! Ctrl+K: what the palette is asked for and what it leads to.

use std::sync::Arc;

use iced::Task;
use iced::widget::operation;

use super::keys::{ListKey, Shortcut};
use super::rail::Place;
use super::screen::new;
use super::{App, Message, Screen, palette};
use crate::domain::block::Spot;
use crate::domain::kind::{Catalogue, KindId};
use crate::domain::notice::NoticeId;

impl App {
    pub(super) fn summon(&mut self) -> Task<Message> {
        let editor = match &self.screen {
            Screen::Editor(state) => Some((state.id(), state.is_read_only())),
            _ => None,
        };
        let person = if let Screen::Editor(state) = &self.screen { state.person() } else { None };
        self.palette = Some(palette::State::new(&self.desk, editor, person));
        operation::focus(palette::FIELD)
    }

    pub(super) fn update_palette(&mut self, message: palette::Message) -> Task<Message> {
        let Some(palette) = &mut self.palette else { return Task::none() };
        match palette.update(message, &self.desk) {
            palette::Action::None => Task::none(),
            palette::Action::Reveal(task) => task.map(Message::Palette),
            palette::Action::Ask(question, name) => {
                let reply = self.desk.store.run(move |store| store.find_people(&name, palette::MOST_PEOPLE));
                Task::perform(reply, move |found| {
                    Message::Palette(palette::Message::Found(question, found.map_err(Arc::new)))
                })
            }
            palette::Action::Close => {
                self.palette = None;
                Task::none()
            }
            palette::Action::Do(deed) => {
                self.palette = None;
                self.update(*deed)
            }
        }
    }

    pub(super) fn palette_key(&mut self, shortcut: Shortcut) -> Task<Message> {
        let message = match shortcut {
            Shortcut::Back | Shortcut::LeaveField | Shortcut::Find => palette::Message::Close,
            Shortcut::List(ListKey::Open) => palette::Message::Open,
            Shortcut::List(key) => palette::Message::Walk(key),
            _ => return Task::none(),
        };
        self.update_palette(message)
    }

    pub(super) fn seek(&mut self, notice: NoticeId, spot: Spot) -> Task<Message> {
        if let Screen::Editor(state) = &mut self.screen
            && state.id() == notice
        {
            let action = state.seek(spot);
            return self.act_on_editor(notice, action);
        }
        self.sought = Some((notice, spot));
        self.open(notice)
    }

    pub(super) fn new_of(&mut self, kind: &KindId) -> Task<Message> {
        let kind = Catalogue::bundled().get(kind);
        kind.map_or_else(Task::none, |kind| self.write(new::blank_of(kind, &self.desk)))
    }

    pub(super) fn setting(&mut self, field: &'static str) -> Task<Message> {
        Task::batch([self.go(Place::Settings), operation::focus(field)])
    }
}
