//! The papers of the office: which one, of which year or month.

use iced::widget::{Column, column, row, scrollable, space, text};
use iced::{Center, Element, Length};
use jiff::civil::Date;

use super::Held;
use super::list_view::Choice;
use crate::archive::Asked;
use crate::ui::theme;
use crate::ui::widget::button;
use crate::ui::widget::choose::choose;
use crate::ui::words::{Word, Words};

#[derive(Debug)]
pub(super) struct State {
    today: Date,
    year: i16,
    /// The last month that is over, where none was chosen.
    month: (i16, i8),
}

#[derive(Debug, Clone)]
pub enum Message {
    Year(i16),
    Month(i16, i8),
    Write(Asked),
    Close,
}

/// So many months back a list of seals can be printed from here; older ones by the command.
const MONTHS: usize = 24;

impl State {
    pub(super) fn new(today: Date) -> Self {
        let month = months(today).nth(1).unwrap_or((today.year(), today.month()));
        Self { today, year: today.year(), month }
    }

    /// The paper that was asked for.
    pub(super) fn update(&mut self, message: Message) -> Option<Asked> {
        match message {
            Message::Year(year) => self.year = year,
            Message::Month(year, month) => self.month = (year, month),
            Message::Write(asked) => return Some(asked),
            Message::Close => {}
        }
        None
    }

    pub(super) fn view<'a>(&'a self, held: &'a Held, words: &'a Words) -> Element<'a, Message> {
        let year = |year: i16| Choice {
            value: year,
            label: words.with(Word::ArchivePaperRegister, &[("year", year.to_string().into())]),
        };
        let mut years: Vec<i16> = std::iter::once(self.today.year()).chain(held.years.iter().copied()).collect();
        years.dedup();
        let years = years.into_iter().map(year).collect();
        let years = choose(years, Some(year(self.year)), theme::BODY, Length::Fill, |choice: Choice<i16>| {
            Message::Year(choice.value)
        });
        let month = |(year, month): (i16, i8)| Choice {
            value: (year, month),
            label: words.with(
                Word::ArchivePaperMonth,
                &[("year", year.to_string().into()), ("month", month.to_string().into())],
            ),
        };
        let all = months(self.today).take(MONTHS).map(month).collect();
        let all = choose(all, Some(month(self.month)), theme::BODY, Length::Fill, |choice: Choice<(i16, i8)>| {
            Message::Month(choice.value.0, choice.value.1)
        });
        let (of_year, of_month) = self.month;
        let handover = text(words.get(Word::ArchivePaperHandover)).width(Length::Fill);
        let all = Column::new()
            .push(text(words.get(Word::ArchivePapers)).size(theme::PANE).font(theme::BOLD))
            .push(text(words.get(Word::ArchivePapersWhy)).size(theme::SMALL).style(theme::quiet))
            .push(paper(years.into(), Word::ArchivePaperRegisterWhy, Asked::Register(self.year), words))
            .push(paper(all.into(), Word::ArchivePaperMonthWhy, Asked::Month(of_year, of_month), words))
            .push(paper(handover.into(), Word::ArchivePaperHandoverWhy, Asked::Handover, words))
            .push(row![
                space().width(Length::Fill),
                button::quiet(words.get(Word::Close), "Esc").on_press(Message::Close)
            ])
            .spacing(theme::AROUND);
        // In a short window the sheet is scrolled.
        scrollable(all.padding(iced::Padding::ZERO.right(theme::BETWEEN))).style(theme::scroll).into()
    }
}

/// What is written, what for, and the button that fills it in.
fn paper<'a>(what: Element<'a, Message>, why: Word, asked: Asked, words: &'a Words) -> Element<'a, Message> {
    let write = button::quiet(words.get(Word::Open), "").on_press(Message::Write(asked));
    column![
        row![what, write].spacing(theme::INSIDE).align_y(Center),
        text(words.get(why)).size(theme::SMALL).style(theme::quiet),
    ]
    .spacing(theme::TIGHT)
    .into()
}

/// What of a paper's name says its year or month: it stands in the name of the file.
pub(super) fn span(asked: Asked) -> String {
    match asked {
        Asked::Register(year) => format!("{year} "),
        Asked::Month(year, month) => format!("{year}-{month:02} "),
        _ => String::new(),
    }
}

/// This month, the one before it, and so on.
fn months(today: Date) -> impl Iterator<Item = (i16, i8)> {
    let first = today.first_of_month();
    std::iter::successors(Some(first), |month| month.checked_sub(jiff::Span::new().months(1)).ok())
        .map(|month| (month.year(), month.month()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_months_go_back_over_the_turn_of_the_year_and_the_last_that_is_over_is_offered() {
        let today = date(2026, 1, 31);
        assert_eq!(months(today).take(3).collect::<Vec<_>>(), [(2026, 1), (2025, 12), (2025, 11)]);
        assert_eq!(State::new(today).month, (2025, 12));
    }
}
