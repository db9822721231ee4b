//! Today: what is due to come down, what hangs, which drafts lie about.

use iced::widget::{Column, container, row, scrollable, text};
use iced::{Center, Element, Length};

use super::notices::{days_left, short_day, state_text};
use super::{of_shelf, titled};
use crate::app::desk::Desk;
use crate::app::shelf::Entry;
use crate::domain::notice::{NoticeId, State};
use crate::ui::theme;
use crate::ui::widget::{Look, button, ellipsis, message, press};
use crate::ui::words::{Word, Words};

/// More drafts than these are found in the list.
const DRAFTS: usize = 10;

#[derive(Debug, Clone)]
pub enum Message {
    Open(NoticeId),
    New,
    Retry,
}

#[derive(Debug)]
pub enum Action {
    Open(NoticeId),
    New,
    Read,
}

pub fn update(message: Message) -> Action {
    match message {
        Message::Open(id) => Action::Open(id),
        Message::New => Action::New,
        Message::Retry => Action::Read,
    }
}

pub fn view(desk: &Desk) -> Element<'_, Message> {
    let words = &desk.words;
    let content = of_shelf(desk, Message::Retry, || sections(desk));
    let make = button::primary(words.get(Word::NewNotice), "Ctrl+N").on_press(Message::New).into();
    titled(desk, words.get(Word::TodayTitle), Some(make), content)
}

fn sections(desk: &Desk) -> Element<'_, Message> {
    let words = &desk.words;
    let hanging = |test: fn(i32) -> bool| {
        let is_so = move |entry: &&Entry| entry.days_left(desk.today).is_some_and(test);
        let mut entries: Vec<&Entry> = desk.shelf.entries.iter().filter(is_so).collect();
        entries.sort_by_key(|entry| entry.days_left(desk.today));
        entries
    };
    let is_draft = |entry: &&Entry| entry.summary.state == State::Draft;
    let sections = [
        (Word::TodayOver, hanging(|days| days < 0)),
        (Word::TodayDue, hanging(|days| days == 0)),
        (Word::TodayHanging, hanging(|days| days > 0)),
        (Word::TodayDrafts, desk.shelf.entries.iter().filter(is_draft).take(DRAFTS).collect()),
    ];
    if sections.iter().all(|(_, entries)| entries.is_empty()) {
        return empty(words);
    }
    let shown = sections.into_iter().filter(|(_, entries)| !entries.is_empty());
    let column = Column::with_children(shown.map(|(word, entries)| section(words.get(word), entries, desk)));
    scrollable(column.spacing(theme::AROUND).padding(iced::Padding::ZERO.right(theme::BETWEEN)))
        .style(theme::scroll)
        .width(Length::Fill)
        .height(Length::Fill)
        .into()
}

fn empty(words: &Words) -> Element<'_, Message> {
    let way_on = button::primary(words.get(Word::NewNotice), "Ctrl+N").on_press(Message::New).into();
    message::centred(words.get(Word::TodayEmptyTitle), words.get(Word::TodayEmptyText), Some(way_on))
}

fn section<'a>(title: &'a str, entries: Vec<&'a Entry>, desk: &'a Desk) -> Element<'a, Message> {
    let rows = Column::with_children(entries.into_iter().map(|entry| line(entry, desk)));
    Column::new()
        .push(text(title).size(theme::PANE).font(theme::BOLD))
        .push(container(rows.width(Length::Fill)).style(theme::pane).padding(theme::TIGHT))
        .spacing(theme::INSIDE)
        .into()
}

fn line<'a>(entry: &'a Entry, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let title = if entry.summary.title.is_empty() { words.get(Word::Untitled) } else { &entry.summary.title };
    let day = entry.summary.updated.to_zoned_datetime(jiff::tz::TimeZone::system()).date();
    let right: Element<'_, Message> = match entry.days_left(desk.today) {
        Some(days) => days_left(days, words).into(),
        None => text(words.with(Word::TodayUpdated, &[("date", short_day(day, desk.today, words).into())]))
            .size(theme::SMALL)
            .style(theme::quiet)
            .wrapping(text::Wrapping::None)
            .into(),
    };
    let line = row![state_text(entry.summary.state, words).width(88), ellipsis::line(title), right,];
    press(line.spacing(theme::BETWEEN).align_y(Center))
        .look(Look::Bare)
        .padding([0.0, theme::INSIDE + theme::TIGHT])
        .width(Length::Fill)
        .height(theme::ROW_HEIGHT)
        .on_press(Message::Open(entry.summary.id))
        .into()
}
