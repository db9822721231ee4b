//! The editor as it is seen.

use iced::widget::{column, container, row, rule, scrollable, space, text};
use iced::{Center, Element, Length};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::look::paper_word;
use super::save::Outcome;
use super::{GRID, Message, State, Tab, Told, checks, columns, delivery, fields, intake, look, preview};
use crate::domain::notice;
use crate::domain::table::{Class, Role};
use crate::ui::theme;
use crate::ui::widget::button;
use crate::ui::widget::grid::Grid;
use crate::ui::words::{Word, Words};

/// From here a reader stands at the board.
const BOARD_METRES: f64 = 3.0;

pub(super) fn view<'a>(state: &'a State, words: &'a Words, today: Date) -> Element<'a, Message> {
    let desk = desk(state, words, today);
    match (&state.intake, &state.delivery) {
        (Some(panel), _) => intake::over(desk, panel, words),
        (None, Some(asked)) => delivery::over(desk, asked, words),
        (None, None) => desk,
    }
}

fn desk<'a>(state: &'a State, words: &'a Words, today: Date) -> Element<'a, Message> {
    if state.preview.is_large() {
        return column![head(state, words), preview::view(state, words)].into();
    }
    let left = column![tabs(state, words), body(state, words, today)];
    let left = container(left).width(Length::FillPortion(11)).height(Length::Fill).style(theme::sheet);
    let right = column![facts(state, words), preview::view(state, words)];
    let right = container(right).width(Length::FillPortion(9)).height(Length::Fill);
    if state.is_read_only() {
        return column![
            head(state, words),
            posted(words),
            line(),
            row![left, rule::vertical(1).style(rule_style), right]
        ]
        .into();
    }
    column![head(state, words), line(), row![left, rule::vertical(1).style(rule_style), right]].into()
}

fn rule_style(theme: &iced::Theme) -> rule::Style {
    rule::Style { color: theme::tones(theme).hairline, radius: 0.into(), fill_mode: rule::FillMode::Full, snap: true }
}

fn line<'a>() -> Element<'a, Message> {
    rule::horizontal(1).style(rule_style).into()
}

fn head<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let title = if state.content.title.is_empty() { words.get(Word::Untitled) } else { &state.content.title };
    let count = state.checked.findings.len();
    let check = match count {
        0 => button::quiet(words.get(Word::EditorCheck), ""),
        _ => button::quiet(words.with(Word::EditorCheckCount, &[("n", count.into())]), ""),
    };
    let bar = row![
        button::bare(format!("‹ {}", words.get(Word::RailNotices))).on_press(Message::Back),
        text(title).size(theme::PANE).font(theme::BOLD).wrapping(text::Wrapping::None).width(Length::Fill),
        text(standing(state, words)).size(theme::SMALL).style(theme::quiet).wrapping(text::Wrapping::None),
        check.on_press(Message::Tab(Tab::Check)),
        button::primary(words.get(Word::EditorExport), "Ctrl+P").on_press(Message::Export),
    ];
    let bar = bar.spacing(theme::INSIDE).align_y(Center).height(56);
    container(bar.clip(true)).padding([0.0, theme::BETWEEN]).style(theme::sheet).into()
}

/// 草稿 · 已保存 15:02
fn standing(state: &State, words: &Words) -> String {
    let stage = words.get(match state.stage {
        notice::State::Draft => Word::StateDraft,
        notice::State::InReview => Word::StateInReview,
        notice::State::Approved => Word::StateApproved,
        notice::State::Posted => Word::StatePosted,
        notice::State::Expired => Word::StateExpired,
        notice::State::Withdrawn => Word::StateWithdrawn,
        notice::State::Archived => Word::StateArchived,
    });
    let saved = match &state.saving.outcome {
        Outcome::Failed => words.get(Word::EditorNotSaved).to_owned(),
        _ if state.saving.is_dirty() || state.saving.is_writing() => words.get(Word::Saving).to_owned(),
        Outcome::Saved(at) => {
            let at = TimeZone::system().to_datetime(*at);
            words.with(Word::SavedAt, &[("time", at.strftime("%H:%M").to_string().into())])
        }
        Outcome::Untouched => words.get(Word::SavedAlways).to_owned(),
    };
    format!("{stage} · {saved}")
}

fn tabs<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let tab = |word: Word, tab: Tab| button::choice(words.get(word), state.tab == tab).on_press(Message::Tab(tab));
    let tabs = row![
        tab(Word::EditorTabContent, Tab::Content),
        tab(Word::EditorTabLook, Tab::Look),
        tab(Word::EditorTabCheck, Tab::Check),
        space().width(Length::Fill),
        button::bare(words.get(Word::EditorImport)).on_press_maybe((!state.is_read_only()).then_some(Message::Import)),
    ];
    container(tabs.spacing(theme::TIGHT)).padding([theme::INSIDE, theme::BETWEEN]).into()
}

fn body<'a>(state: &'a State, words: &'a Words, today: Date) -> Element<'a, Message> {
    match state.tab {
        Tab::Content => content(state, words, today),
        Tab::Look => look::view(state, words),
        Tab::Check => checks::view(state, words),
    }
}

fn content<'a>(state: &'a State, words: &'a Words, today: Date) -> Element<'a, Message> {
    let foot_word = if state.fields.foot { Word::EditorShowTable } else { Word::EditorShowFoot };
    let foot = button::bare(words.get(foot_word)).on_press(Message::ToggleFoot);
    if state.fields.foot {
        let fields = container(fields::foot(state, words, today)).padding([theme::INSIDE, theme::BETWEEN]);
        return column![
            container(foot).padding([0.0, theme::BETWEEN]),
            scrollable(fields).style(theme::scroll).height(Length::Fill)
        ]
        .into();
    }
    let caption = row![text(summary(state, words)).size(theme::SMALL).style(theme::quiet).width(Length::Fill), foot]
        .align_y(Center);
    let mut all = column![fields::head(state, words), caption].spacing(theme::TIGHT);
    if let Some(told) = &state.told {
        all = all.push(told_line(told, words));
    }
    if let Some(dropped) = checks::dropped(state, words) {
        all = all.push(text(dropped).size(theme::SMALL).style(theme::soon));
    }
    if state.content.table.rows.is_empty() && !state.is_read_only() {
        all = all.push(offer(words));
    }
    if !state.is_read_only() {
        all = all.push(columns::view(state, words));
    }
    let grid = Grid::new(GRID, &state.content.table, &state.grid, &state.marks, Message::Grid);
    let table: Element<'a, Message> = if state.content.table.columns.is_empty() {
        let empty = column![
            text(words.get(Word::EditorNoTable)).size(theme::BODY),
            button::quiet(words.get(Word::EditorImport), "").on_press(Message::Import),
        ];
        container(empty.spacing(theme::BETWEEN).align_x(Center)).center(Length::Fill).style(theme::pane).into()
    } else {
        container(grid).padding(1).style(theme::pane).into()
    };
    column![
        container(all).padding(iced::Padding::from([0.0, theme::BETWEEN])),
        container(table).padding(iced::Padding::from([theme::TIGHT, theme::BETWEEN]).bottom(theme::BETWEEN))
    ]
    .into()
}

/// A table without rows: where they come from.
fn offer<'a>(words: &'a Words) -> Element<'a, Message> {
    row![
        text(words.get(Word::EditorOffer)).width(Length::Fill),
        button::quiet(words.get(Word::EditorImport), "Ctrl+O").on_press(Message::Import),
        button::quiet(words.get(Word::ReadPaste), "Ctrl+V").on_press(Message::Intake(intake::Message::Paste)),
    ]
    .spacing(theme::INSIDE)
    .align_y(Center)
    .into()
}

/// What is posted is looked at, and the way on is a notice like it.
fn posted<'a>(words: &'a Words) -> Element<'a, Message> {
    let bar = row![
        text(words.get(Word::EditorReadOnly)).style(theme::soon).width(Length::Fill),
        button::quiet(words.get(Word::EditorAgain), "").on_press(Message::Again),
    ];
    container(bar.align_y(Center)).padding([theme::TIGHT, theme::BETWEEN]).style(theme::sheet).into()
}

fn told_line<'a>(told: &Told, words: &'a Words) -> Element<'a, Message> {
    let Told::Masked(count) = told;
    let told = words.with(Word::EditorMasked, &[("n", (*count).into())]);
    row![
        text(told).size(theme::SMALL).style(theme::soon).width(Length::Fill),
        button::bare(words.get(Word::Close)).on_press(Message::Dismiss)
    ]
    .align_y(Center)
    .into()
}

/// 320 行 · 补贴金额合计 27,680.00
fn summary(state: &State, words: &Words) -> String {
    let table = &state.content.table;
    let rows = table.data_rows().count();
    let mut told = words.with(Word::Rows, &[("n", rows.into())]);
    if let Some(at) = table.columns.iter().position(|column| column.class == Class::Amount) {
        let cells = table.rows.iter().filter(|row| row.role == Role::Data).filter_map(|row| row.cells[at].number());
        // A sum past what a decimal holds is no amount of a township.
        let sum = cells.fold(rust_decimal::Decimal::ZERO, |sum, number| sum.checked_add(number).unwrap_or(sum));
        let name = table.columns[at].header.last().cloned().unwrap_or_default();
        let values = [("name", name.into()), ("sum", grouped(sum).into())];
        told = format!("{told} · {}", words.with(Word::EditorSum, &values));
    }
    told
}

/// 27,680.00
fn grouped(number: rust_decimal::Decimal) -> String {
    let plain = number.abs().to_string();
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut marked = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            marked.push(',');
        }
        marked.push(digit);
    }
    let sign = if number.is_sign_negative() && !number.is_zero() { "−" } else { "" };
    format!("{sign}{marked}{rest}")
}

/// Paper, theme and how far the page can be read.
fn facts<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let look = &state.content.look;
    let paper = text(words.get(paper_word(look.paper))).size(theme::SMALL).style(theme::quiet);
    let mut facts = row![paper].spacing(theme::BETWEEN).align_y(Center);
    if let Some(composed) = state.preview.composed() {
        facts = facts.push(if composed.legible_metres >= BOARD_METRES {
            text(words.get(Word::EditorLegible)).size(theme::SMALL).style(theme::fine)
        } else {
            let size = format!("{:.1}", composed.smallest_mm);
            let metres = format!("{:.1}", composed.legible_metres);
            let told = words.with(Word::EditorLegibleTo, &[("size", size.into()), ("metres", metres.into())]);
            text(told).size(theme::SMALL).style(theme::soon)
        });
    }
    container(facts).padding([theme::INSIDE, theme::BETWEEN]).width(Length::Fill).style(theme::sheet).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_has_marks_between_its_thousands() {
        for (number, shown) in [("27680.00", "27,680.00"), ("-1234567.5", "−1,234,567.5"), ("999", "999"), ("0", "0")]
        {
            assert_eq!(grouped(number.parse().unwrap()), shown);
        }
    }
}
