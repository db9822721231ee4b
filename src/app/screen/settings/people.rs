//! 人员: who signs on this computer, and who left.

use iced::widget::{column, row, text};
use iced::{Center, Element, Length};
use jiff::civil::Date;

use super::RoomAction;
use crate::app::desk::Desk;
use crate::app::screen::life::Pin;
use crate::app::screen::notices::short_day;
use crate::app::write::Write;
use crate::store::Worker;
use crate::ui::theme;
use crate::ui::widget::{button, field};
use crate::ui::words::Word;

#[derive(Debug, Default)]
pub(super) struct State {
    workers: Vec<Worker>,
    /// Those who left, with the day.
    gone: Vec<(Worker, Date)>,
    typed: Typed,
}

/// A person as typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    name: String,
    duty: String,
    pin: Pin,
}

type Next = RoomAction<Message>;

#[derive(Debug, Clone)]
pub enum Message {
    Name(String),
    Duty(String),
    Pin(Pin),
    Keep,
    /// Puts a person into the fields, to be changed.
    Change(Worker),
    Remove(String),
}

impl State {
    pub(super) fn update(&mut self, message: Message) -> Next {
        match message {
            Message::Name(name) => self.typed.name = name,
            Message::Duty(duty) => self.typed.duty = duty,
            Message::Pin(pin) => self.typed.pin = pin,
            Message::Keep => return self.keep(),
            Message::Change(Worker { name, duty, .. }) => self.typed = Typed { name, duty, pin: Pin::default() },
            Message::Remove(name) => return Next::Write(Write::RemoveWorker(name)),
        }
        Next::None
    }

    pub(super) fn take(&mut self, workers: Vec<Worker>, gone: Vec<(Worker, Date)>) {
        (self.workers, self.gone) = (workers, gone);
    }

    fn keep(&mut self) -> Next {
        if self.typed.name.trim().is_empty() {
            return Next::None;
        }
        let Typed { name, duty, pin } = std::mem::take(&mut self.typed);
        let pin = Some(pin).filter(|pin| !pin.0.is_empty());
        Next::Write(Write::Worker { name: name.trim().to_owned(), duty: duty.trim().to_owned(), pin })
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let mut people = column![text(words.get(Word::SettingsPeopleWhy)).style(theme::quiet)];
        if self.workers.is_empty() {
            people = people.push(text(words.get(Word::SettingsPeopleNone)));
        }
        people = people.extend(self.workers.iter().map(|worker| here(worker, desk)));
        people = people.extend(self.gone.iter().map(|(worker, day)| gone(worker, *day, desk)));
        let input = |value: &str| field::input("", value).on_submit(Message::Keep);
        let name = input(&self.typed.name).id("person-name").on_input(Message::Name);
        let duty = input(&self.typed.duty).on_input(Message::Duty);
        let pin = input(&self.typed.pin.0).secure(true).on_input(|pin| Message::Pin(Pin(pin)));
        let can_keep = !self.typed.name.trim().is_empty();
        let keep = button::quiet(words.get(Word::SettingsPersonKeep), "Enter");
        people
            .push(field::labelled(words.get(Word::SettingsPersonName), name))
            .push(field::labelled(words.get(Word::SettingsPersonDuty), duty))
            .push(field::labelled(words.get(Word::SettingsPersonPin), pin))
            .push(keep.on_press_maybe(can_keep.then_some(Message::Keep)))
            .spacing(theme::BETWEEN)
            .width(Length::Fill)
            .into()
    }
}

fn here<'a>(worker: &'a Worker, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let pin = if worker.has_pin { Word::SettingsPersonHasPin } else { Word::SettingsPersonNoPin };
    row![
        button::bare(worker.name.as_str()).on_press(Message::Change(worker.clone())),
        text(&worker.duty).width(Length::Fill),
        text(words.get(pin)).size(theme::SMALL).style(theme::quiet),
        button::quiet(words.get(Word::SettingsPersonRemove), "").on_press(Message::Remove(worker.name.clone())),
    ]
    .spacing(theme::BETWEEN)
    .align_y(Center)
    .into()
}

/// Who left stays named, since signatures keep the name; coming back, the person is put into the fields.
fn gone<'a>(worker: &'a Worker, day: Date, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let told = words.with(Word::SettingsPersonGone, &[("day", short_day(day, desk.today, words).into())]);
    row![
        button::bare(worker.name.as_str()).on_press(Message::Change(worker.clone())),
        text(&worker.duty).style(theme::quiet).width(Length::Fill),
        text(told).size(theme::SMALL).style(theme::quiet),
    ]
    .spacing(theme::BETWEEN)
    .align_y(Center)
    .into()
}
