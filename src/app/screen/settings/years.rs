//! 放假安排: the years of days off that are known, and a form to enter or change one.

use iced::widget::{Column, column, container, operation, row, scrollable, text, text_editor};
use iced::{Center, Element, Length};

use super::RoomAction;
use crate::app::desk::Desk;
use crate::app::write::Write;
use crate::domain::period::{Calendar, YearList};
use crate::ui::theme;
use crate::ui::widget::{Look, button, field, press};
use crate::ui::words::{Word, Words};

const YEAR: &str = "year";

#[derive(Debug, Default)]
pub(super) struct State {
    year: String,
    source: String,
    off: text_editor::Content,
    worked: String,
    /// What stands in the way of what was asked last.
    trouble: Option<String>,
}

type Next = RoomAction<Message>;

#[derive(Debug, Clone)]
pub enum Message {
    /// Puts a known year into the fields.
    Choose(i16),
    /// The first year that is not known.
    Begin,
    Year(String),
    Source(String),
    Off(text_editor::Action),
    Worked(String),
    Keep,
    /// The office's own list is given up.
    Forget(i16),
}

impl State {
    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Next {
        self.trouble = None;
        match message {
            Message::Choose(year) => return self.choose(year, desk),
            Message::Begin => return self.begin(desk),
            Message::Year(year) => self.year = year,
            Message::Source(source) => self.source = source,
            Message::Off(action) => self.off.perform(action),
            Message::Worked(worked) => self.worked = worked,
            Message::Keep => return self.keep(desk),
            Message::Forget(year) => return Next::Write(Write::ForgetYear(year)),
        }
        Next::None
    }

    fn choose(&mut self, year: i16, desk: &Desk) -> Next {
        if let Some(list) = desk.rules.calendar.year(year) {
            *self = Self {
                year: year.to_string(),
                source: list.source.clone(),
                off: text_editor::Content::with_text(&list.off_text()),
                worked: list.worked_text(),
                trouble: None,
            };
        }
        Next::Run(operation::focus(YEAR))
    }

    fn begin(&mut self, desk: &Desk) -> Next {
        let last = desk.rules.calendar.years().next_back().map_or(desk.today.year(), |list| list.year + 1);
        let source = desk.words.with(Word::YearsSource, &[("year", last.to_string().into())]);
        *self = Self { year: last.to_string(), source, ..Self::default() };
        Next::Run(operation::focus(YEAR))
    }

    fn keep(&mut self, desk: &Desk) -> Next {
        let words = &desk.words;
        let year = self.year.trim().trim_end_matches('年').parse().ok().filter(|year| (2000..2100).contains(year));
        let Some(year) = year else {
            self.trouble = Some(words.get(Word::YearsWhich).to_owned());
            return Next::None;
        };
        match YearList::typed(year, &self.source, &field::typed(&self.off), &self.worked) {
            Ok(list) => Next::Write(Write::Year(list)),
            Err(unreadable) => {
                self.trouble = Some(words.with(Word::YearsUnreadable, &[("line", unreadable.0.into())]));
                Next::None
            }
        }
    }

    pub(super) fn view<'a>(&'a self, own: &'a [i16], desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let known = desk.rules.calendar.years().map(|list| self.known(list, own.contains(&list.year), words));
        let begin = button::quiet(words.get(Word::YearsNew), "").on_press(Message::Begin);
        let content = column![
            text(words.get(Word::YearsWhy)).style(theme::quiet),
            container(Column::with_children(known)).style(theme::pane).padding(theme::TIGHT).width(Length::Fill),
            begin,
        ]
        .push((!self.year.is_empty()).then(|| self.form(words)));
        let content = content.spacing(theme::BETWEEN).max_width(720);
        scrollable(content.padding(iced::Padding::ZERO.right(theme::BETWEEN).bottom(desk.toasts_above())))
            .style(theme::scroll)
            .width(Length::Fill)
            .height(Length::Fill)
            .into()
    }

    fn known<'a>(&self, list: &'a YearList, is_own: bool, words: &'a Words) -> Element<'a, Message> {
        let days: usize = list.off.iter().map(|holiday| (holiday.to - holiday.from).get_days() as usize + 1).sum();
        let facts = [("off", days.into()), ("worked", list.worked.len().into())];
        let whose = if is_own { Word::YearsOwn } else { Word::YearsBundled };
        let line = row![
            text(list.year.to_string()).font(theme::BOLD).width(56),
            text(words.with(Word::YearsDays, &facts)).width(Length::Fill),
            text(words.get(whose)).size(theme::SMALL).style(theme::quiet),
        ];
        let is_chosen = self.year.trim() == list.year.to_string();
        let chosen = press(line.spacing(theme::BETWEEN).align_y(Center))
            .look(Look::Row(is_chosen))
            .padding([0.0, theme::BETWEEN])
            .width(Length::Fill)
            .on_press(Message::Choose(list.year));
        // Without the office's own list the bundled one holds again, where there is one.
        let word = if Calendar::bundled().year(list.year).is_some() { Word::YearsBack } else { Word::YearsForget };
        let forget = is_own.then(|| button::quiet(words.get(word), "").on_press(Message::Forget(list.year)));
        row![chosen].push(forget).spacing(theme::INSIDE).align_y(Center).into()
    }

    fn form<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let input = |value: &str| field::input("", value).on_submit(Message::Keep);
        let year = input(&self.year).id(YEAR).on_input(Message::Year);
        let off = field::paragraphs(&self.off, "", 8.0, Some(Message::Off));
        let form = column![
            field::labelled(words.get(Word::YearsYear), year).max_width(160),
            field::labelled(words.get(Word::YearsFrom), input(&self.source).on_input(Message::Source)),
            field::explained(words.get(Word::YearsOff), off, words.get(Word::YearsOffHint), false),
            field::explained(
                words.get(Word::YearsWorked),
                input(&self.worked).on_input(Message::Worked),
                words.get(Word::YearsWorkedHint),
                false
            ),
        ]
        .push(self.trouble.as_ref().map(|told| text(told).style(theme::due)))
        .push(button::primary(words.get(Word::YearsKeep), "Enter").on_press(Message::Keep));
        container(form.spacing(theme::BETWEEN)).padding(theme::BETWEEN).style(theme::pane).into()
    }
}
