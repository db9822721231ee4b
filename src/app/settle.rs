//! The settings as the window leads them: what their pages want done.

use iced::Task;

use super::rail::Place;
use super::screen::settings;
use super::write::Write;
use super::{App, Message, Question, Screen};
use crate::ui::words::Word;

impl App {
    pub(super) fn read_settings(&self) -> Task<Message> {
        match self.screen {
            Screen::Settings(_) => settings::read(&self.desk).map(Message::Settings),
            _ => Task::none(),
        }
    }

    /// One of the settings' pages.
    pub(super) fn set_up(&mut self, tab: settings::Tab) -> Task<Message> {
        let gone = self.go(Place::Settings);
        Task::batch([gone, self.update_settings(settings::Message::Tab(tab))])
    }

    pub(super) fn update_settings(&mut self, message: settings::Message) -> Task<Message> {
        let Screen::Settings(state) = &mut self.screen else {
            return Task::none();
        };
        let action = state.update(message, &self.desk);
        self.act_on_settings(action)
    }

    pub(super) fn act_on_settings(&mut self, action: settings::Action) -> Task<Message> {
        match action {
            settings::Action::None => Task::none(),
            settings::Action::Run(task) => task.map(Message::Settings),
            settings::Action::Print(errand) => {
                let (id, heard) = self.print(errand);
                if let Screen::Settings(state) = &mut self.screen {
                    state.sent(id);
                }
                heard
            }
            settings::Action::Write(write) => self.write(write),
            settings::Action::AskClearSamples(count) => {
                let words = &self.desk.words;
                self.ask(Question {
                    title: words.get(Word::SampleClearTitle).to_owned(),
                    text: words.with(Word::SampleClearText, &[("n", count.into())]),
                    deed: words.get(Word::SettingsSampleClear).to_owned(),
                    on_deed: Message::Answer(Box::new(Message::Write(Write::ClearSamples))),
                    on_cancel: Message::CancelQuestion,
                })
            }
        }
    }
}
