//! Today: what is due to come down, to be answered, signed or posted, what hangs, which drafts lie about.

use iced::widget::{Column, Row, container, row, scrollable, text};
use iced::{Center, Element, Length};

use super::notices::{days_left, short_day, state_text};
use super::{of_shelf, titled};
use crate::app::desk::Desk;
use crate::app::shelf::Entry;
use crate::app::write::Write;
use crate::domain::notice::{NoticeId, State};
use crate::ui::theme;
use crate::ui::widget::{Look, button, ellipsis, message, press};
use crate::ui::words::{Word, Words};

/// More drafts than these are found in the list.
const DRAFTS: usize = 10;

/// From so many days on a draft lies about.
const LYING: i32 = 7;

#[derive(Debug, Clone)]
pub enum Message {
    Open(NoticeId),
    Life(NoticeId),
    Backup,
    New,
    Retry,
}

#[derive(Debug)]
pub enum Action {
    Open(NoticeId),
    /// What is to be done with it next.
    Life(NoticeId),
    Write(Write),
    New,
    Read,
}

pub fn update(message: Message) -> Action {
    match message {
        Message::Open(id) => Action::Open(id),
        Message::Life(id) => Action::Life(id),
        Message::Backup => Action::Write(Write::Backup),
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
    let standing = |state: State| -> Vec<&Entry> {
        desk.shelf.entries.iter().filter(|entry| entry.summary.state == state).collect()
    };
    let mut drafts = standing(State::Draft);
    drafts.truncate(DRAFTS);
    let mut sealing = standing(State::Withdrawn);
    sealing.truncate(DRAFTS);
    let before = [
        (Word::TodayOver, Some(Word::LifeWithdraw), hanging(|days| days < 0)),
        (Word::TodayDue, Some(Word::LifeWithdraw), hanging(|days| days == 0)),
    ];
    let after = [
        (Word::TodayReview, Some(Word::LifeSign), standing(State::InReview)),
        (Word::TodayApproved, Some(Word::LifePost), standing(State::Approved)),
        (Word::TodayHanging, None, hanging(|days| days > 0)),
        (Word::TodayToSeal, Some(Word::LifeSeal), sealing),
        (Word::TodayDrafts, None, drafts),
    ];
    let is_idle = |sections: &[Part<'_>]| sections.iter().all(|(.., entries)| entries.is_empty());
    if is_idle(&before) && is_idle(&after) && desk.shelf.objections.is_empty() {
        return empty(words);
    }
    let mut column = Column::new();
    for part in before {
        column = column.push(shown(part, desk));
    }
    column = column.push(objections(desk));
    for part in after {
        column = column.push(shown(part, desk));
    }
    let column = column.push(backup(desk)).spacing(theme::AROUND);
    scrollable(column.padding(iced::Padding::ZERO.right(theme::BETWEEN)))
        .style(theme::scroll)
        .width(Length::Fill)
        .height(Length::Fill)
        .into()
}

/// A part of the page; nothing where it has no notice.
type Part<'a> = (Word, Option<Word>, Vec<&'a Entry>);

fn shown<'a>((title, deed, entries): Part<'a>, desk: &'a Desk) -> Option<Element<'a, Message>> {
    let rows = entries.iter().map(|entry| line(entry, deed, desk));
    (!entries.is_empty()).then(|| section(desk.words.get(title), Column::with_children(rows)))
}

/// The soonest due first; those without a term at the end.
fn objections(desk: &Desk) -> Option<Element<'_, Message>> {
    let words = &desk.words;
    let mut waiting: Vec<_> = desk.shelf.objections.iter().collect();
    waiting.sort_by_key(|(_, objection)| (objection.due.is_none(), objection.due));
    let rows = waiting.iter().map(|(id, objection)| {
        let title = desk.shelf.get(*id).map_or("", |entry| entry.summary.title.as_str());
        let left = objection.due.and_then(|due| Some(desk.today.until(due).ok()?.get_days()));
        let number = words.with(Word::TodayObjection, &[("n", objection.number.into())]);
        let what = row![text(number).size(theme::SMALL).wrapping(text::Wrapping::None), ellipsis::line(title),];
        let left = left.map(|days| days_left(days, words));
        framed(what.push(left), *id, Some(Word::LifeAnswer), Message::Life(*id), words)
    });
    (!waiting.is_empty()).then(|| section(words.get(Word::TodayObjections), Column::with_children(rows)))
}

/// Said where there is none of today.
fn backup(desk: &Desk) -> Option<Element<'_, Message>> {
    let words = &desk.words;
    let day = desk.backup.map(|at| at.to_zoned_datetime(jiff::tz::TimeZone::system()).date());
    if day == Some(desk.today) {
        return None;
    }
    let told = match day {
        Some(day) => words.with(Word::BackupAt, &[("time", short_day(day, desk.today, words).into())]),
        None => words.get(Word::BackupNever).to_owned(),
    };
    let now = button::quiet(words.get(Word::TodayBackupNow), "").on_press(Message::Backup);
    let line = row![text(told).width(Length::Fill), now].align_y(Center).padding([theme::TIGHT, theme::INSIDE]);
    Some(section(words.get(Word::TodayBackup), Column::new().push(line)))
}

fn empty(words: &Words) -> Element<'_, Message> {
    let way_on = button::primary(words.get(Word::NewNotice), "Ctrl+N").on_press(Message::New).into();
    message::centred(words.get(Word::TodayEmptyTitle), words.get(Word::TodayEmptyText), Some(way_on))
}

fn section<'a>(title: &'a str, rows: Column<'a, Message>) -> Element<'a, Message> {
    Column::new()
        .push(text(title).size(theme::PANE).font(theme::BOLD))
        .push(container(rows.width(Length::Fill)).style(theme::pane).padding(theme::TIGHT))
        .spacing(theme::INSIDE)
        .into()
}

/// A notice, how far off its day is, and the one thing to do with it.
fn line<'a>(entry: &'a Entry, deed: Option<Word>, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let title = if entry.summary.title.is_empty() { words.get(Word::Untitled) } else { &entry.summary.title };
    let day = entry.summary.updated.to_zoned_datetime(jiff::tz::TimeZone::system()).date();
    let lain = day.until(desk.today).map_or(0, |span| span.get_days());
    let right: Element<'_, Message> = match entry.days_left(desk.today) {
        Some(days) => days_left(days, words).into(),
        None => {
            let told = if lain >= LYING {
                text(words.with(Word::TodayLying, &[("n", lain.into())])).style(theme::soon)
            } else {
                text(words.with(Word::TodayUpdated, &[("date", short_day(day, desk.today, words).into())]))
                    .style(theme::quiet)
            };
            told.size(theme::SMALL).wrapping(text::Wrapping::None).into()
        }
    };
    let what = row![state_text(entry.summary.state, words).width(88), ellipsis::line(title), right];
    let is_draft = entry.summary.state == State::Draft;
    let open = if is_draft { Message::Open(entry.summary.id) } else { Message::Life(entry.summary.id) };
    framed(what, entry.summary.id, deed, open, words)
}

fn framed<'a>(
    what: Row<'a, Message>,
    id: NoticeId,
    deed: Option<Word>,
    open: Message,
    words: &'a Words,
) -> Element<'a, Message> {
    let what = press(what.spacing(theme::BETWEEN).align_y(Center))
        .look(Look::Bare)
        .padding([0.0, theme::INSIDE + theme::TIGHT])
        .width(Length::Fill)
        .height(theme::CONTROL_HEIGHT)
        .on_press(open);
    let deed = deed.map(|word| button::quiet(words.get(word), "").on_press(Message::Life(id)));
    Row::new().push(what).push(deed).spacing(theme::INSIDE).align_y(Center).into()
}
