//! How long pages stand, and when the screen is on.

use iced::widget::{Row, column, row, text};
use iced::{Center, Element};

use super::{Message, State, Typed, choices, numbers_of, read_time, section};
use crate::app::desk::Desk;
use crate::domain::lobby::{Holidays, Outside};
use crate::ui::theme;
use crate::ui::widget::{button, field};
use crate::ui::words::{Word, Words};

const PAGE_SECONDS: [u32; 6] = [5, 8, 10, 15, 20, 30];
const SPEEDS: [u32; 5] = [3, 4, 6, 8, 10];
const PROMISES: [u32; 7] = [5, 10, 15, 20, 30, 45, 60];

pub(super) fn view<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    column![
        section(words.get(Word::LobbyPromise), reading(desk)),
        section(words.get(Word::LobbyHours), hours(state, desk)),
    ]
    .spacing(theme::AROUND)
    .max_width(880)
    .into()
}

fn reading(desk: &Desk) -> iced::widget::Column<'_, Message> {
    let (words, settings) = (&desk.words, &desk.lobby.settings);
    let told = |word: Word| move |n: u32| words.with(word, &[("n", n.into())]);
    let seconds = numbers_of(&PAGE_SECONDS, settings.page_seconds, told(Word::LobbySeconds), Message::PageSeconds);
    let speeds = numbers_of(&SPEEDS, settings.chars_per_second, told(Word::LobbySpeedN), Message::Speed);
    let promises = numbers_of(&PROMISES, settings.promise_minutes, told(Word::LobbyPromiseN), Message::Promise);
    let lists = |word, look_up| {
        let choice = button::choice(words.get(word), settings.lists_for_looking_up == look_up);
        choice.on_press(Message::Lists(look_up)).into()
    };
    let lists = [lists(Word::LobbyListsLookUp, true), lists(Word::LobbyListsRead, false)];
    column![
        choices(words.get(Word::LobbyPageSeconds), seconds),
        choices(words.get(Word::LobbySpeed), speeds),
        choices(words.get(Word::LobbyLists), lists),
        choices(words.get(Word::LobbyPromiseMinutes), promises),
    ]
}

fn hours<'a>(state: &'a State, desk: &'a Desk) -> iced::widget::Column<'a, Message> {
    let (words, settings) = (&desk.words, &desk.lobby.settings);
    let mut all = column![];
    if state.hours.is_empty() {
        all = all.push(text(words.get(Word::LobbyHoursAlways)));
    }
    for (at, typed) in state.hours.iter().enumerate() {
        all = all.push(stretch(at, typed, words));
    }
    all = all.push(button::quiet(words.get(Word::LobbyHoursAdd), "").on_press(Message::AddHours));
    let holidays = |word, holidays| {
        button::choice(words.get(word), settings.holidays == holidays).on_press(Message::Holidays(holidays)).into()
    };
    let outside = |word, outside| {
        button::choice(words.get(word), settings.outside == outside).on_press(Message::Outside(outside)).into()
    };
    let holidays = [
        holidays(Word::LobbyHolidaysIgnored, Holidays::Ignored),
        holidays(Word::LobbyHolidaysOff, Holidays::Off),
        holidays(Word::LobbyHolidaysSunday, Holidays::AsSunday),
    ];
    let outside = [
        outside(Word::LobbyOutsideBlack, Outside::Black),
        outside(Word::LobbyOutsideStandby, Outside::Standby),
        outside(Word::LobbyOutsideIdle, Outside::Idle),
    ];
    all.push(choices(words.get(Word::LobbyHolidays), holidays)).push(choices(words.get(Word::LobbyOutside), outside))
}

/// Days of the week, from when to when.
fn stretch<'a>(at: usize, typed: &'a Typed, words: &'a Words) -> Element<'a, Message> {
    let names = words.get(Word::WeekdaysShort).split(' ').zip(typed.days).enumerate();
    let days = names.map(|(day, (name, is_on))| button::choice(name, is_on).on_press(Message::Day(at, day)).into());
    let time = |value: &str, message: fn(usize, String) -> Message| {
        field::input("8:00", value).on_input(move |typed| message(at, typed)).width(88)
    };
    let (from, to) = (read_time(&typed.from), read_time(&typed.to));
    let told = match (from, to) {
        (Some(from), Some(to)) if to <= from => text(words.get(Word::LobbyHoursNight)).style(theme::quiet),
        (Some(_), Some(_)) => text(""),
        _ => text(words.get(Word::LobbyHoursWrong)).style(theme::due),
    };
    let line = row![
        Row::with_children(days).spacing(theme::TIGHT),
        text(words.get(Word::LobbyHoursFrom)),
        time(&typed.from, Message::From),
        text(words.get(Word::LobbyHoursTo)),
        time(&typed.to, Message::To),
        told.size(theme::SMALL),
        button::quiet(words.get(Word::LobbyHoursRemove), "").on_press(Message::RemoveHours(at)),
    ];
    line.spacing(theme::INSIDE).align_y(Center).wrap().into()
}
