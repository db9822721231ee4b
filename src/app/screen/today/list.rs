//! The day as a list: a part for each thing to be done, the most urgent first.

use iced::widget::{Column, Row, column, container, row, scrollable, space, text};
use iced::{Center, Element, Length};

use super::{Message, month};
use crate::app::desk::Desk;
use crate::app::screen::notices::{days_left, short_day};
use crate::domain::agenda::{Errand, Item, LYING};
use crate::domain::disclosure::Cycle;
use crate::domain::kind::{Catalogue, KindId};
use crate::domain::notice::{NoticeId, State};
use crate::ui::theme;
use crate::ui::widget::date::spoken;
use crate::ui::widget::{Look, button, ellipsis, message, press};
use crate::ui::words::{Word, Words};

/// The most urgent thing: where the keyboard stands when the page opens.
pub(in crate::app) const FIRST: &str = "today-first";
/// More of a part than these are found in the list of notices.
const MOST: usize = 12;

/// In the order of urgency, with the one thing to do about each.
const PARTS: [(Errand, Word, Option<Word>); 8] = [
    (Errand::TakeDown, Word::TodayDown, Some(Word::LifeWithdraw)),
    (Errand::Publish, Word::TodayPublish, None),
    (Errand::Post, Word::TodayApproved, Some(Word::LifePost)),
    (Errand::Sign, Word::TodayReview, Some(Word::LifeSign)),
    (Errand::Answer, Word::TodayObjections, Some(Word::LifeAnswer)),
    (Errand::Draft, Word::TodayDrafts, None),
    (Errand::Seal, Word::TodayToSeal, Some(Word::LifeSeal)),
    (Errand::Hang, Word::TodayHanging, None),
];

pub(super) fn view(desk: &Desk) -> Element<'_, Message> {
    let words = &desk.words;
    if desk.shelf.agenda.items.is_empty() && desk.shelf.has_plan {
        return idle(desk);
    }
    let date = text(spoken(desk.today, words)).style(theme::quiet);
    let mut column = Column::new().push(row![date].push(month::day_off(desk.today, desk)).spacing(theme::BETWEEN));
    for (errand, title, deed) in PARTS {
        column = column.push(part(errand, title, deed, desk));
        if errand == Errand::Publish && !desk.shelf.has_plan {
            column = column.push(no_plan(words));
        }
    }
    let column = column.push(machines(desk)).spacing(theme::AROUND);
    scrollable(column.padding(iced::Padding::ZERO.right(theme::BETWEEN)))
        .style(theme::scroll)
        .width(Length::Fill)
        .height(Length::Fill)
        .into()
}

/// Nothing is to be done; what the machines say is still seen.
fn idle(desk: &Desk) -> Element<'_, Message> {
    let words = &desk.words;
    let way_on = button::primary(words.get(Word::NewNotice), "Ctrl+N").on_press(Message::New).into();
    let told = message::centred(words.get(Word::TodayEmptyTitle), words.get(Word::TodayEmptyText), Some(way_on));
    column![container(told).height(Length::Fill), machines(desk)].into()
}

/// A part of the page; nothing where there is none of it to do.
fn part<'a>(errand: Errand, title: Word, deed: Option<Word>, desk: &'a Desk) -> Option<Element<'a, Message>> {
    let words = &desk.words;
    let count = desk.shelf.agenda.of_errand(errand).count();
    let mut rows =
        Column::new().extend(desk.shelf.agenda.of_errand(errand).take(MOST).map(|item| line(item, deed, desk)));
    if count > MOST {
        let told = words.with(Word::TodayMore, &[("n", (count - MOST).into())]);
        rows = rows.push(button::bare(told).on_press(Message::All));
    }
    (count > 0).then(|| section(words.get(title), rows))
}

/// The office has not said yet what it publishes.
fn no_plan(words: &Words) -> Element<'_, Message> {
    let told = text(words.get(Word::TodayNoPlan)).width(Length::Fill);
    let choose = button::quiet(words.get(Word::TodayChoosePlan), "").on_press(Message::Plan);
    let line = row![told, choose].spacing(theme::INSIDE).align_y(Center).padding([theme::TIGHT, theme::INSIDE]);
    section(words.get(Word::TodayPublish), Column::new().push(line))
}

/// What the office's machines say, a line each: the lobby screen, the last backup.
fn machines(desk: &Desk) -> Element<'_, Message> {
    section(desk.words.get(Word::TodayMachines), Column::new().push(lobby(desk)).push(backup(desk)))
}

/// Said where notices hang on the lobby screen and nobody sees them.
fn lobby(desk: &Desk) -> Option<Element<'_, Message>> {
    let words = &desk.words;
    if !desk.lobby.is_missed() {
        return None;
    }
    let values = [("n", desk.lobby.held.notices.len().into()), ("how", desk.lobby.told(words).into())];
    let told = text(words.with(Word::TodayLobbyStopped, &values)).width(Length::Fill).style(theme::due);
    let there = button::quiet(words.get(Word::RailLobby), "").on_press(Message::Lobby);
    Some(row![told, there].align_y(Center).padding([theme::TIGHT, theme::INSIDE]).spacing(theme::BETWEEN).into())
}

fn backup(desk: &Desk) -> Element<'_, Message> {
    let words = &desk.words;
    let day = desk.backup.map(|at| at.to_zoned_datetime(jiff::tz::TimeZone::system()));
    let is_fresh = day.as_ref().is_some_and(|at| at.date() == desk.today);
    let told = match &day {
        Some(at) => {
            let time = at.strftime("%H:%M").to_string();
            let time = if is_fresh {
                words.with(Word::AtToday, &[("time", time.into())])
            } else {
                short_day(at.date(), desk.today, words)
            };
            words.with(Word::BackupAt, &[("time", time.into())])
        }
        None => words.get(Word::BackupNever).to_owned(),
    };
    let told = text(told).style(if is_fresh { theme::quiet } else { theme::soon }).width(Length::Fill);
    let now = button::quiet(words.get(Word::TodayBackupNow), "").on_press(Message::Backup);
    row![told, now].align_y(Center).padding([theme::TIGHT, theme::INSIDE]).into()
}

fn section<'a>(title: &'a str, rows: Column<'a, Message>) -> Element<'a, Message> {
    Column::new()
        .push(text(title).size(theme::PANE).font(theme::BOLD))
        .push(container(rows.spacing(theme::TIGHT).width(Length::Fill)).style(theme::pane).padding(theme::TIGHT))
        .spacing(theme::INSIDE)
        .into()
}

/// What it is, how far off its day is, and the one thing to do with it.
fn line<'a>(item: &'a Item, deed: Option<Word>, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let number = item
        .number
        .map(|number| text(words.with(Word::TodayObjection, &[("n", number.into())])).wrapping(text::Wrapping::None));
    let what = Row::new().push(number).push(ellipsis::title(name(item, words))).push(far_off(item, desk));
    let is_first = desk.shelf.agenda.items.first().is_some_and(|first| std::ptr::eq(first, item));
    let id = if is_first { FIRST } else { "today-begin" };
    if item.notice.is_none() && desk.is_large_text() {
        // Two lines, or the buttons would leave nothing of the name.
        let below = row![far_off(item, desk), space().width(Length::Fill), begin(&item.kind, item.cycle, id, desk)];
        let both = column![text(name(item, words)), below.align_y(Center)].spacing(theme::TIGHT);
        return both.padding([theme::TIGHT, theme::INSIDE]).into();
    }
    let deeds = match item.notice {
        Some(id) => deed.map(|word| button::quiet(words.get(word), "").on_press(Message::Life(id)).into()),
        None => Some(begin(&item.kind, item.cycle, id, desk)),
    };
    let what = what.spacing(theme::BETWEEN).align_y(Center);
    let room = [0.0, theme::INSIDE + theme::TIGHT];
    let what: Element<'_, Message> = match item.notice {
        Some(id) => {
            let what = press(what).look(Look::Bare).padding(room).width(Length::Fill).height(theme::CONTROL_HEIGHT);
            let what = what.on_press(open(id, item, desk));
            if is_first { what.id(FIRST).into() } else { what.into() }
        }
        // What is not written yet cannot be opened: the buttons beside it begin it.
        None => container(what).padding(room).center_y(theme::CONTROL_HEIGHT).width(Length::Fill).into(),
    };
    Row::new().push(what).push(deeds).spacing(theme::INSIDE).align_y(Center).into()
}

/// A draft is written on; everything else is led on.
fn open(id: NoticeId, item: &Item, desk: &Desk) -> Message {
    let is_draft = match item.errand {
        Errand::Draft => true,
        Errand::Publish => desk.shelf.get(id).is_some_and(|entry| entry.summary.state == State::Draft),
        _ => false,
    };
    if is_draft { Message::Open(id) } else { Message::Life(id) }
}

/// The title; for what is not written yet, its kind and what it is about.
pub(super) fn name(item: &Item, words: &Words) -> String {
    match (&item.title, item.notice) {
        (title, _) if !title.is_empty() => title.clone(),
        (_, Some(_)) => words.get(Word::Untitled).to_owned(),
        (_, None) => due_name(item.kind.as_str(), item.cycle.map(|cycle| cycle.name())),
    }
}

/// 村级财务收支公开 · 2026年第三季度
pub(super) fn due_name(kind: &str, cycle: Option<String>) -> String {
    let name = Catalogue::bundled().find(kind).map_or(kind, |kind| kind.name.as_str());
    cycle.map_or_else(|| name.to_owned(), |cycle| format!("{name} · {cycle}"))
}

fn far_off<'a>(item: &Item, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    if let Some(days) = item.days {
        let left = days_left(days, words);
        let day = item.day.filter(|_| item.errand == Errand::Publish);
        let until = day.map(|day| words.with(Word::TodayUntil, &[("day", short_day(day, desk.today, words).into())]));
        let until =
            until.map(|until| text(until).size(theme::SMALL).style(theme::quiet).wrapping(text::Wrapping::None));
        return Row::new().push(until).push(left).spacing(theme::INSIDE).align_y(Center).into();
    }
    let told = if item.errand == Errand::Answer {
        text(words.get(Word::LifeObjectionNoDue)).style(theme::quiet)
    } else if item.errand == Errand::Hang {
        text(words.get(Word::PeriodStanding)).style(theme::quiet)
    } else if item.lain >= LYING {
        text(words.with(Word::TodayLying, &[("n", item.lain.into())])).style(theme::soon)
    } else {
        let day = desk.today.checked_sub(jiff::Span::new().days(item.lain)).unwrap_or(desk.today);
        let date = short_day(day, desk.today, words);
        text(words.with(Word::TodayUpdated, &[("date", date.into())])).style(theme::quiet)
    };
    told.size(theme::SMALL).wrapping(text::Wrapping::None).into()
}

/// What is due is begun at once: from the last one of its kind, or blank.
pub(super) fn begin<'a>(kind: &KindId, cycle: Option<Cycle>, id: &'static str, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let last = desk.shelf.last_of(kind).map(|entry| entry.summary.id);
    let again = last.map(|last| button::quiet(words.get(Word::NewFromLast), "").on_press(Message::Repeat(last, cycle)));
    let blank = button::quiet(words.get(Word::TodayMake), "").id(id).on_press(Message::Make(kind.clone(), cycle));
    Row::new().push(again).push(blank).spacing(theme::INSIDE).into()
}
