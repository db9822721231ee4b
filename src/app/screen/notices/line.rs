//! A notice as a line of a list, and how the window writes states and days.

use iced::widget::{Row, container, row, text};
use iced::{Center, Element, Length};
use jiff::civil::Date;

use super::Message;
use crate::app::desk::Desk;
use crate::app::shelf::Entry;
use crate::domain::notice::State as NoticeState;
use crate::ui::theme;
use crate::ui::widget::ellipsis;
use crate::ui::words::{Language, Word, Words};

/// The widths of 状态, 事项, 行数, 公示期, 改动; the title takes what is left.
const WIDTHS: [f32; 5] = [80.0, 176.0, 48.0, 216.0, 112.0];

/// The width of 状态 where the window is narrow.
const NARROW_STATE: f32 = 56.0;

pub(super) fn head(words: &Words, is_narrow: bool) -> Element<'_, Message> {
    let caption = |word| text(words.get(word)).size(theme::SMALL).style(theme::quiet);
    let [state, kind, rows, period, updated] = WIDTHS;
    let state = if is_narrow { NARROW_STATE } else { state };
    let mut line = row![caption(Word::ColumnState).width(state), caption(Word::ColumnTitle).width(Length::Fill)];
    if !is_narrow {
        line = line
            .push(caption(Word::ColumnKind).width(kind))
            .push(caption(Word::ColumnRows).width(rows).align_x(iced::Right));
    }
    line = line.push(caption(Word::ColumnPeriod).width(if is_narrow { 124.0 } else { period }));
    if !is_narrow {
        line = line.push(caption(Word::ColumnUpdated).width(updated).align_x(iced::Right));
    }
    line.spacing(theme::BETWEEN).align_y(Center).into()
}

/// `title`: drawn with marks in it.
pub(super) fn cells<'a>(
    entry: &'a Entry,
    title: Option<Element<'a, Message>>,
    desk: &'a Desk,
    is_narrow: bool,
) -> Element<'a, Message> {
    let words = &desk.words;
    let [state, kind, rows, period, updated] = WIDTHS;
    let state = if is_narrow { NARROW_STATE } else { state };
    let plain = if entry.summary.title.is_empty() { words.get(Word::Untitled) } else { &entry.summary.title };
    let title = title.unwrap_or_else(|| ellipsis::title(plain).into());
    let mut line = row![state_text(entry.summary.state, words).width(state), title];
    if !is_narrow {
        let number = text(entry.summary.rows.to_string()).width(rows).align_x(iced::Right);
        let kind_name = ellipsis::line(&entry.kind).size(theme::SMALL).style(theme::quiet);
        line = line.push(container(kind_name).width(kind)).push(number);
    }
    line = line.push(period_cell(entry, desk, is_narrow).width(if is_narrow { 124.0 } else { period }));
    if !is_narrow {
        let day = entry.summary.updated.to_zoned_datetime(jiff::tz::TimeZone::system()).date();
        let day = text(short_day(day, desk.today, words)).size(theme::SMALL).style(theme::quiet);
        line = line.push(day.width(updated).align_x(iced::Right).wrapping(text::Wrapping::None));
    }
    line.spacing(theme::BETWEEN).align_y(Center).into()
}

pub(in crate::app) fn state_text<'a>(state: NoticeState, words: &'a Words) -> iced::widget::Text<'a> {
    let style = match state {
        NoticeState::Posted => theme::fine,
        NoticeState::Expired => theme::due,
        NoticeState::InReview | NoticeState::Approved => theme::soon,
        NoticeState::Draft => theme::ink,
        NoticeState::Withdrawn | NoticeState::Archived | NoticeState::Void => theme::quiet,
    };
    text(words.get(name(state))).size(theme::SMALL).style(style).wrapping(text::Wrapping::None)
}

pub(in crate::app) fn name(state: NoticeState) -> Word {
    match state {
        NoticeState::Draft => Word::StateDraft,
        NoticeState::InReview => Word::StateInReview,
        NoticeState::Approved => Word::StateApproved,
        NoticeState::Posted => Word::StatePosted,
        NoticeState::Expired => Word::StateExpired,
        NoticeState::Withdrawn => Word::StateWithdrawn,
        NoticeState::Archived => Word::StateArchived,
        NoticeState::Void => Word::StateVoid,
    }
}

fn period_cell<'a>(entry: &Entry, desk: &'a Desk, is_narrow: bool) -> Row<'a, Message> {
    let words = &desk.words;
    let period = entry.summary.period;
    let days = match (period.first, period.last) {
        (Some(first), Some(last)) => span(first, last, desk.today, words),
        (Some(first), None) => words.with(Word::PeriodFrom, &[("first", short_day(first, desk.today, words).into())]),
        (None, _) => words.get(Word::PeriodNone).to_owned(),
    };
    let left = entry.days_left(desk.today).map(|days| days_left(days, words));
    let mut cell = Row::new().spacing(theme::INSIDE).align_y(Center);
    if !is_narrow || left.is_none() {
        cell = cell.push(text(days).size(theme::SMALL).style(theme::quiet).wrapping(text::Wrapping::None));
    }
    cell.push(left)
}

/// How far off the last day is: red on the day and after it, amber within three days.
pub(in crate::app) fn days_left<'a>(days: i32, words: &Words) -> iced::widget::Text<'a> {
    let (label, style): (String, fn(&iced::Theme) -> text::Style) = match days {
        ..0 => (words.with(Word::DaysOver, &[("n", days.unsigned_abs().into())]), theme::due),
        0 => (words.get(Word::DueToday).to_owned(), theme::due),
        1..=3 => (words.with(Word::DaysLeft, &[("n", days.into())]), theme::soon),
        4.. => (words.with(Word::DaysLeft, &[("n", days.into())]), theme::fine),
    };
    text(label).size(theme::SMALL).style(style).wrapping(text::Wrapping::None)
}

/// 2025年11月24日–11月30日: the year is said once, and not at all where it is this year.
fn span(first: Date, last: Date, today: Date, words: &Words) -> String {
    let (first_beside, last_beside) = match words.language() {
        Language::Chinese => (today, first),
        Language::English => (last, today),
    };
    format!("{}–{}", short_day(first, first_beside, words), short_day(last, last_beside, words))
}

/// 4月8日, with the year where it is another one.
pub(in crate::app) fn short_day(day: Date, today: Date, words: &Words) -> String {
    match (words.language(), day.year() == today.year()) {
        (Language::Chinese, true) => format!("{}月{}日", day.month(), day.day()),
        (Language::Chinese, false) => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        (Language::English, true) => day.strftime("%-d %b").to_string(),
        (Language::English, false) => day.strftime("%-d %b %Y").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_says_its_year_once_and_this_year_not_at_all() {
        let today = date(2026, 11, 24);
        let told = |first, last| {
            let tell = |language| span(first, last, today, &Words::new(language));
            (tell(Language::Chinese), tell(Language::English))
        };
        let same = told(date(2025, 11, 24), date(2025, 11, 30));
        assert_eq!(same, ("2025年11月24日–11月30日".to_owned(), "24 Nov–30 Nov 2025".to_owned()));
        let two = told(date(2025, 12, 28), date(2026, 1, 3));
        assert_eq!(two, ("2025年12月28日–2026年1月3日".to_owned(), "28 Dec 2025–3 Jan".to_owned()));
        let this = told(date(2026, 4, 8), date(2026, 4, 14));
        assert_eq!(this, ("4月8日–4月14日".to_owned(), "8 Apr–14 Apr".to_owned()));
    }
}
