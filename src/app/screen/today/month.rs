//! The day in its month: what comes up, comes down, is due and is to be answered, with the days off.

use std::collections::BTreeMap;
use std::sync::Arc;

use iced::widget::{Column, Row, column, container, responsive, row, scrollable, space, text};
use iced::{Center, Element, Length, Size, Task};
use jiff::Span;
use jiff::civil::Date;

use super::{Action, Message as Told, list};
use crate::app::desk::Desk;
use crate::app::keys::ListKey;
use crate::domain::agenda::{Entry, Fall};
use crate::store::StoreError;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::date::spoken;
use crate::ui::widget::{Look, button, ellipsis, press};
use crate::ui::words::Word;

/// Below this width the day's list stands under the month.
const NARROW: f32 = 760.0;
/// Below this height the page scrolls as a whole, with low weeks.
const SHORT: f32 = 480.0;
/// Below this height of a cell only its number and a mark are shown.
const LOW: f32 = 64.0;
/// Of a week in a short window, and of the month's head above it.
const WEEK: f32 = 36.0;
const HEAD: f32 = 64.0;

#[derive(Debug)]
pub(super) struct State {
    chosen: Date,
    days: BTreeMap<Date, Vec<Entry>>,
    /// Names the last read; the answer to an earlier one is dropped.
    question: u64,
    trouble: Option<Arc<StoreError>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Choose(Date),
    /// By so many months.
    Turn(i32),
    Today,
    Read(u64, Result<BTreeMap<Date, Vec<Entry>>, Arc<StoreError>>),
}

impl State {
    pub(super) fn new(today: Date) -> Self {
        Self { chosen: today, days: BTreeMap::new(), question: 0, trouble: None }
    }

    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Choose(day) => self.choose(day, desk),
            Message::Turn(months) => self.choose(moved(self.chosen, Span::new().months(months)), desk),
            Message::Today => self.choose(desk.today, desk),
            Message::Read(question, read) => {
                if question == self.question {
                    self.take(read);
                }
                Action::None
            }
        }
    }

    pub(super) fn key(&mut self, key: ListKey, desk: &Desk) -> Action {
        let by = |span: Span| moved(self.chosen, span);
        let day = match key {
            ListKey::Left => by(Span::new().days(-1)),
            ListKey::Right => by(Span::new().days(1)),
            ListKey::Up => by(Span::new().days(-7)),
            ListKey::Down => by(Span::new().days(7)),
            ListKey::PageUp => by(Span::new().months(-1)),
            ListKey::PageDown => by(Span::new().months(1)),
            ListKey::First => self.chosen.first_of_month(),
            ListKey::Last => self.chosen.last_of_month(),
            ListKey::Open => return self.open(),
            ListKey::Remove => return Action::None,
        };
        self.choose(day, desk)
    }

    /// Asks for the month; what is shown stays until the answer is there.
    pub(super) fn read(&mut self, desk: &Desk) -> Task<Told> {
        self.question += 1;
        let (question, today) = (self.question, desk.today);
        let (first, last) = (self.chosen.first_of_month(), self.chosen.last_of_month());
        let reply = desk.store.run(move |store| store.days_between(first, last, today));
        Task::perform(reply, move |read| Told::Month(Message::Read(question, read.map_err(Arc::new))))
    }

    fn choose(&mut self, day: Date, desk: &Desk) -> Action {
        let is_other = day.first_of_month() != self.chosen.first_of_month();
        self.chosen = day;
        if !is_other {
            return Action::None;
        }
        self.days.clear();
        Action::Run(self.read(desk))
    }

    fn take(&mut self, read: Result<BTreeMap<Date, Vec<Entry>>, Arc<StoreError>>) {
        match read {
            Ok(days) => (self.days, self.trouble) = (days, None),
            Err(error) => self.trouble = Some(error),
        }
    }

    /// Enter: the day's first notice.
    fn open(&self) -> Action {
        let entries = self.days.get(&self.chosen).into_iter().flatten();
        entries.filter_map(|entry| entry.notice).next().map_or(Action::None, Action::Life)
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Told> {
        responsive(move |size| {
            let month = self.month(desk);
            let pane = |day: Element<'a, Told>| container(day).style(theme::pane).padding(theme::BETWEEN);
            if size.height < SHORT && size.width < NARROW {
                let month = container(month).height(self.weeks() as f32 * (WEEK + theme::TIGHT) + HEAD);
                let both = column![month, pane(self.day(desk).into())].spacing(theme::INSIDE);
                return scrollable(both.padding(iced::Padding::ZERO.right(theme::BETWEEN))).style(theme::scroll).into();
            }
            let day = scrollable(self.day(desk).padding(iced::Padding::ZERO.right(theme::INSIDE)));
            let day = pane(day.style(theme::scroll).height(Length::Fill).into());
            if size.width < NARROW {
                let day = day.width(Length::Fill).height(Length::FillPortion(2));
                return column![container(month).height(Length::FillPortion(3)), day].spacing(theme::INSIDE).into();
            }
            let day = day.width(Length::FillPortion(2)).height(Length::Fill);
            row![container(month).width(Length::FillPortion(5)), day].spacing(theme::BETWEEN).into()
        })
        .into()
    }

    fn month<'a>(&'a self, desk: &'a Desk) -> Element<'a, Told> {
        let words = &desk.words;
        let first = self.chosen.first_of_month();
        let values = [("year", first.year().to_string().into()), ("month", first.month().into())];
        let turn = |sign: &'a str, by| button::bare(sign).on_press(Told::Month(Message::Turn(by)));
        let head = row![
            turn("‹", -1),
            text(words.with(Word::Month, &values)).size(theme::PANE).font(theme::BOLD),
            turn("›", 1),
            space().width(Length::Fill),
            button::bare(words.get(Word::MonthToday)).on_press(Told::Month(Message::Today)),
        ];
        let names = words.get(Word::WeekdaysShort).split(' ').map(|name| {
            container(text(name.to_owned()).size(theme::SMALL).style(theme::quiet)).center_x(Length::Fill).into()
        });
        let lead = i64::from(first.weekday().to_monday_zero_offset());
        let weeks = self.weeks();
        let grid = responsive(move |size: Size| {
            let is_low = size.height / (weeks as f32) < LOW;
            let rows = (0..weeks).map(|week| {
                let days = (0..7).map(|at| self.cell(first, week * 7 + at - lead, is_low, desk));
                Row::with_children(days).spacing(theme::TIGHT).height(Length::Fill).into()
            });
            Column::with_children(rows).spacing(theme::TIGHT).into()
        });
        let head = head.spacing(theme::INSIDE).align_y(Center);
        column![head, Row::with_children(names).spacing(theme::TIGHT), grid].spacing(theme::TIGHT).into()
    }

    /// Monday to Sunday, as far as the month lies in them.
    fn weeks(&self) -> i64 {
        let first = self.chosen.first_of_month();
        let days = i64::from(first.weekday().to_monday_zero_offset()) + i64::from(first.days_in_month());
        days.div_euclid(7) + i64::from(days % 7 > 0)
    }

    /// A day of the grid; nothing before the month's first and behind its last.
    fn cell<'a>(&'a self, first: Date, offset: i64, is_low: bool, desk: &'a Desk) -> Element<'a, Told> {
        let date = moved(first, Span::new().days(offset));
        if date.first_of_month() != first {
            return space().width(Length::Fill).height(Length::Fill).into();
        }
        let entries = self.days.get(&date).map_or(&[][..], Vec::as_slice);
        let head = row![number(date, desk), space().width(Length::Fill)].push(kind_of_day(date, desk)).align_y(Center);
        let head = if is_low && !entries.is_empty() { head.push(mark(entries, date, desk)) } else { head };
        let mut content = Column::new().push(head.spacing(theme::TIGHT)).width(Length::Fill).height(Length::Fill);
        if !is_low {
            content = content.extend(counts(entries, date, desk));
        }
        let is_chosen = date == self.chosen;
        let pressed = press(content)
            .look(Look::Choice(is_chosen))
            .skip_tab()
            .padding([theme::TIGHT, theme::INSIDE])
            .width(Length::Fill)
            .height(Length::Fill)
            .on_press(Told::Month(Message::Choose(date)));
        container(pressed).style(if is_chosen { theme::raised } else { theme::pane }).into()
    }

    /// Everything of the chosen day.
    fn day<'a>(&'a self, desk: &'a Desk) -> Column<'a, Told> {
        let words = &desk.words;
        let mut all = Column::new().spacing(theme::INSIDE).width(Length::Fill);
        all = all.push(text(spoken(self.chosen, words)).size(theme::PANE).font(theme::BOLD));
        all = all.push(day_off(self.chosen, desk));
        if let Some(error) = &self.trouble {
            all = all.push(text(Trouble::of_store(error, words).line()).style(theme::due));
        }
        let entries = self.days.get(&self.chosen).map_or(&[][..], Vec::as_slice);
        if entries.is_empty() {
            all = all.push(text(words.get(Word::MonthNothing)).style(theme::quiet));
        }
        for entry in entries {
            all = all.push(one(entry, self.chosen, desk));
        }
        all.push(text(words.get(Word::MonthKeys)).size(theme::SMALL).style(theme::quiet))
    }
}

fn moved(day: Date, by: Span) -> Date {
    day.checked_add(by).unwrap_or(day)
}

fn number<'a>(date: Date, desk: &Desk) -> Element<'a, Told> {
    let is_today = date == desk.today;
    let day = text(date.day().to_string()).font(if is_today { theme::BOLD } else { theme::FACE });
    let is_worked = desk.rules.calendar.is_workday(date);
    day.style(if is_today {
        theme::due
    } else if is_worked {
        theme::ink
    } else {
        theme::quiet
    })
    .into()
}

/// 休 on a holiday, 班 on a weekend that is worked.
fn kind_of_day<'a>(date: Date, desk: &'a Desk) -> Option<Element<'a, Told>> {
    let (word, style): (_, fn(&iced::Theme) -> text::Style) = if desk.rules.calendar.holiday(date).is_some() {
        (Word::MonthOff, theme::fine)
    } else if desk.rules.calendar.is_worked_in_return(date) {
        (Word::MonthWorked, theme::soon)
    } else {
        return None;
    };
    Some(text(desk.words.get(word)).size(theme::SMALL).style(style).wrapping(text::Wrapping::None).into())
}

/// 春节放假, 调休上班, or that nobody knows yet.
pub(super) fn day_off<'a>(date: Date, desk: &'a Desk) -> Option<Element<'a, Told>> {
    let (words, calendar) = (&desk.words, &desk.rules.calendar);
    let (told, style): (_, fn(&iced::Theme) -> text::Style) = match calendar.holiday(date) {
        Some(name) => (words.with(Word::MonthHoliday, &[("name", name.into())]), theme::fine),
        None if calendar.is_worked_in_return(date) => (words.get(Word::MonthWorkedDay).to_owned(), theme::soon),
        None if calendar.year(date.year()).is_none() => {
            (words.with(Word::MonthUnknown, &[("year", date.year().to_string().into())]), theme::soon)
        }
        None => return None,
    };
    Some(text(told).size(theme::SMALL).style(style).into())
}

const FALLS: [(Fall, Word); 4] = [
    (Fall::Down, Word::LifeWithdraw),
    (Fall::Due, Word::MonthDue),
    (Fall::Answer, Word::LifeAnswer),
    (Fall::Up, Word::LifePost),
];

/// 撤下 2, 应公开 1: as many lines as there is something.
fn counts<'a>(entries: &[Entry], date: Date, desk: &'a Desk) -> Vec<Element<'a, Told>> {
    let line = |(fall, word): (Fall, Word)| {
        let of_fall = || entries.iter().filter(move |entry| entry.fall == fall);
        let count = of_fall().count();
        let style = style(fall, of_fall().all(|entry| entry.is_done), date, desk);
        let told = ellipsis::line(format!("{} {count}", desk.words.get(word))).size(theme::SMALL).style(style);
        (count > 0).then(|| told.into())
    };
    FALLS.into_iter().filter_map(line).collect()
}

/// How many there are, in the colour of the gravest.
fn mark<'a>(entries: &[Entry], date: Date, desk: &Desk) -> Element<'a, Told> {
    let gravest = entries.first().map_or(Fall::Up, |entry| entry.fall);
    let style = style(gravest, entries.iter().all(|entry| entry.is_done), date, desk);
    text(format!("· {}", entries.len())).size(theme::SMALL).style(style).into()
}

fn style(fall: Fall, is_done: bool, date: Date, desk: &Desk) -> fn(&iced::Theme) -> text::Style {
    match fall {
        _ if is_done => theme::quiet,
        Fall::Up => theme::ink,
        Fall::Down | Fall::Due | Fall::Answer if date <= desk.today => theme::due,
        Fall::Down | Fall::Due | Fall::Answer => theme::soon,
    }
}

/// An entry with its notice, or with the ways to begin one.
fn one<'a>(entry: &'a Entry, date: Date, desk: &'a Desk) -> Element<'a, Told> {
    let words = &desk.words;
    let word = FALLS.iter().find(|(fall, _)| *fall == entry.fall).map_or(Word::LifePost, |(_, word)| *word);
    let name = match (&entry.title, entry.notice) {
        (title, _) if !title.is_empty() => title.clone(),
        (_, Some(_)) if entry.fall != Fall::Due => words.get(Word::Untitled).to_owned(),
        _ => list::due_name(entry.kind.as_str(), entry.cycle.map(|cycle| cycle.name())),
    };
    let done = if entry.is_done { " ✓" } else { "" };
    let what = text(format!("{}{done}", words.get(word))).size(theme::SMALL);
    let what = what.style(style(entry.fall, entry.is_done, date, desk)).wrapping(text::Wrapping::None);
    let Some(id) = entry.notice else {
        let begin = list::begin(&entry.kind, entry.cycle, "month-begin", desk);
        return column![what, text(name), begin].spacing(theme::TIGHT).padding([theme::TIGHT, theme::INSIDE]).into();
    };
    press(column![what, ellipsis::title(name)])
        .look(Look::Bare)
        .padding([theme::TIGHT, theme::INSIDE])
        .width(Length::Fill)
        .height(56)
        .on_press(Told::Life(id))
        .into()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_turned_from_its_last_day_stays_in_the_next_month() {
        assert_eq!(moved(date(2026, 1, 31), Span::new().months(1)), date(2026, 2, 28));
        assert_eq!(moved(date(2026, 3, 31), Span::new().months(-1)), date(2026, 2, 28));
    }
}
