//! A date to type or to take from a calendar.

use iced::widget::{Column, column, container, row, space, text};
use iced::{Center, Element, Length};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::{Look, button, field, press};
use crate::ui::theme;
use crate::ui::words::{Language, Word, Words};

/// A date field: what is typed, and the month its calendar shows while it is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picker {
    typed: String,
    date: Option<Date>,
    open: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    Typed(String),
    /// Opens or closes the calendar.
    Toggle,
    /// Turns the calendar by this many months.
    Turn(i32),
    Take(Date),
}

impl Picker {
    pub fn new(date: Option<Date>) -> Self {
        Self { typed: date.map(|date| date.to_string()).unwrap_or_default(), date, open: None }
    }

    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// What is typed is neither empty nor a date.
    pub fn is_wrong(&self) -> bool {
        self.date.is_none() && !self.typed.trim().is_empty()
    }

    /// Closes the calendar; false where it is not open.
    pub fn close(&mut self) -> bool {
        self.open.take().is_some()
    }

    /// Returns true where the date is another one now. `today` completes a date typed without its year.
    pub fn update(&mut self, message: Message, today: Date) -> bool {
        let before = self.date;
        match message {
            Message::Typed(typed) => {
                self.date = parse(&typed, today);
                self.typed = typed;
            }
            Message::Toggle => {
                self.open = if self.open.is_some() { None } else { Some(self.date.unwrap_or(today).first_of_month()) }
            }
            Message::Turn(months) => self.open = self.open.and_then(|month| turn(month, months)),
            Message::Take(date) => *self = Self::new(Some(date)),
        }
        self.date != before
    }

    /// The field and, while it is open, the calendar under it.
    pub fn view<'a>(&'a self, id: &'static str, words: &'a Words, today: Date) -> Element<'a, Message> {
        let input = field::input(words.get(Word::DateHint), &self.typed).id(id).on_input(Message::Typed);
        let line = row![input, button::quiet(words.get(Word::Calendar), "").on_press(Message::Toggle)];
        let mut whole = Column::new().spacing(theme::TIGHT).push(line.spacing(theme::INSIDE).align_y(Center));
        if self.is_wrong() {
            whole = whole.push(text(words.get(Word::DateWrong)).size(theme::SMALL).style(theme::due));
        } else if let Some(date) = self.date {
            whole = whole.push(text(spoken(date, words)).size(theme::SMALL).style(theme::quiet));
        }
        if let Some(month) = self.open {
            whole = whole.push(self.calendar(month, words, today));
        }
        whole.into()
    }

    fn calendar<'a>(&self, month: Date, words: &'a Words, today: Date) -> Element<'a, Message> {
        let title =
            words.with(Word::Month, &[("year", month.year().to_string().into()), ("month", month.month().into())]);
        let head = row![
            button::bare("‹").on_press(Message::Turn(-1)),
            container(text(title).font(theme::BOLD)).center_x(Length::Fill),
            button::bare("›").on_press(Message::Turn(1)),
        ];
        let names = words.get(Word::WeekdaysShort).split(' ').map(|name| {
            container(text(name.to_owned()).size(theme::SMALL).style(theme::quiet)).center_x(Length::Fill).into()
        });
        let mut weeks = column![head.align_y(Center), row(names)].spacing(theme::TIGHT);
        let lead = i64::from(month.weekday().to_monday_zero_offset());
        for week in 0..6_i64 {
            let days = (0..7_i64).map(|weekday| self.day(month, week * 7 + weekday - lead, today));
            weeks = weeks.push(row(days).spacing(theme::TIGHT));
        }
        container(weeks).padding(theme::INSIDE).width(320).style(theme::raised).into()
    }

    fn day<'a>(&self, month: Date, offset: i64, today: Date) -> Element<'a, Message> {
        let date = month.checked_add(Span::new().days(offset)).ok().filter(|date| date.month() == month.month());
        let Some(date) = date else {
            return space().width(Length::Fill).height(theme::ROW_HEIGHT).into();
        };
        let face = if date == today { theme::BOLD } else { theme::FACE };
        let label = container(text(date.day().to_string()).font(face)).center_x(Length::Fill);
        press(label)
            .look(Look::Choice(self.date == Some(date)))
            .padding(0)
            .width(Length::Fill)
            .height(theme::ROW_HEIGHT)
            .on_press(Message::Take(date))
            .into()
    }
}

fn turn(month: Date, by: i32) -> Option<Date> {
    month.checked_add(by.months()).ok()
}

/// Reads a date as clerks type it: 2026-4-8, 2026.4.8, 2026/4/8, 2026年4月8日, 20260408, 4月8日, 4-8.
pub fn parse(typed: &str, today: Date) -> Option<Date> {
    let typed: String = typed.trim().chars().map(|c| if c.is_ascii_digit() { c } else { ' ' }).collect();
    let parts: Vec<&str> = typed.split_whitespace().collect();
    let (year, month, day) = match parts.as_slice() {
        [whole] if whole.len() == 8 => (&whole[..4], &whole[4..6], &whole[6..]),
        [month, day] => return Date::new(today.year(), month.parse().ok()?, day.parse().ok()?).ok(),
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// 2026年4月8日（周三）
pub fn spoken(date: Date, words: &Words) -> String {
    let weekday = words.get(weekday(date.weekday()));
    let month = match words.language() {
        Language::Chinese => date.month().to_string(),
        Language::English => date.strftime("%B").to_string(),
    };
    let values = [
        ("year", date.year().to_string().into()),
        ("month", month.into()),
        ("day", date.day().into()),
        ("weekday", weekday.into()),
    ];
    words.with(Word::DateSpoken, &values)
}

fn weekday(weekday: Weekday) -> Word {
    match weekday {
        Weekday::Monday => Word::Monday,
        Weekday::Tuesday => Word::Tuesday,
        Weekday::Wednesday => Word::Wednesday,
        Weekday::Thursday => Word::Thursday,
        Weekday::Friday => Word::Friday,
        Weekday::Saturday => Word::Saturday,
        Weekday::Sunday => Word::Sunday,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 4, 8);

    #[test]
    fn a_date_is_read_as_clerks_type_it() {
        for typed in ["2026-4-8", "2026.04.08", "2026/4/8", "2026年4月8日", "20260408", "4月8日", " 4-8 "] {
            assert_eq!(parse(typed, TODAY), Some(TODAY), "{typed}");
        }
        for typed in ["", "2026-2-30", "四月八日", "26-4-8", "2026"] {
            assert_eq!(parse(typed, TODAY), None, "{typed}");
        }
    }

    #[test]
    fn a_date_is_spoken_with_its_weekday() {
        assert_eq!(spoken(TODAY, &Words::new(Language::Chinese)), "2026年4月8日（周三）");
        assert_eq!(spoken(TODAY, &Words::new(Language::English)), "8 April 2026 (Wed)");
    }

    #[test]
    fn a_day_taken_from_the_calendar_is_the_date_and_closes_it() {
        let mut picker = Picker::new(None);
        assert!(!picker.update(Message::Toggle, TODAY));
        assert!(!picker.update(Message::Turn(1), TODAY));
        assert!(picker.update(Message::Take(date(2026, 5, 1)), TODAY));
        assert_eq!(picker, Picker::new(Some(date(2026, 5, 1))));
    }
}
