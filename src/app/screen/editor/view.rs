//! The editor as it is seen.

use iced::widget::{Row, column, container, responsive, row, rule, scrollable, space, text};
use iced::{Center, Element, Length};
use jiff::tz::TimeZone;

use super::look::paper_word;
use super::save::Outcome;
use super::{
    GRID, Message, State, Tab, Told, blocks, checks, columns, delivery, election, fields, intake, look, preview,
};
use crate::app::desk::Desk;
use crate::app::screen::printing;
use crate::domain::notice;
use crate::ui::theme;
use crate::ui::widget::grid::Grid;
use crate::ui::widget::press::Press;
use crate::ui::widget::{area, button, ellipsis, field, modal};
use crate::ui::words::{Word, Words};

/// From here a reader stands at the board.
const BOARD_METRES: f64 = 3.0;
/// Distances are told to a tenth of a metre: what is told as the board's is.
const HALF_A_STEP: f64 = 0.05;
/// Below this width there is room for one sheet only.
const NARROW: f32 = 760.0;
/// The table where the sheet it stands on is scrolled: ten rows.
const TABLE_HEIGHT: f32 = 396.0;

pub(super) fn view<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let under = sheets(state, desk);
    if let Some(sheet) = &state.counting {
        return election::over(under, sheet, desk);
    }
    match (&state.intake, &state.delivery, &state.printing) {
        (Some(panel), ..) => intake::over(under, panel, &state.kind, desk.is_large_text(), words),
        (None, Some(asked), _) => delivery::over(under, asked, look::is_dressed(&state.content.look), words),
        (None, None, Some(sheet)) => printing::over(under, sheet, desk, Message::Printing),
        (None, None, None) => modal::bare(under),
    }
}

fn sheets<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    responsive(move |size| fitted(state, desk, size.width < NARROW)).into()
}

/// Where it is narrow, F5 shows the page in place of what is typed.
fn fitted<'a>(state: &'a State, desk: &'a Desk, is_narrow: bool) -> Element<'a, Message> {
    let words = &desk.words;
    let page = || preview::view(state, words, desk.density());
    let mut top = column![head(state, words, is_narrow)];
    if state.preview.is_large() {
        return top.push(page()).into();
    }
    top = top.push(state.is_read_only().then(|| posted(words))).push(signed(state.stage, words));
    top = top.push(line());
    let left = column![tabs(state, words, is_narrow), body(state, desk, is_narrow)];
    let left = container(left).width(Length::FillPortion(11)).height(Length::Fill);
    let left = area(left).ground(|tones| tones.pane);
    if is_narrow {
        return top.push(left).into();
    }
    let right = column![facts(state, words), page()];
    let right = container(right).width(Length::FillPortion(9)).height(Length::Fill);
    top.push(row![left, rule::vertical(1).style(rule_style), right]).into()
}

fn rule_style(theme: &iced::Theme) -> rule::Style {
    rule::Style { color: theme::tones(theme).hairline, radius: 0.into(), fill_mode: rule::FillMode::Full, snap: true }
}

fn line<'a>() -> Element<'a, Message> {
    rule::horizontal(1).style(rule_style).into()
}

fn head<'a>(state: &'a State, words: &'a Words, is_narrow: bool) -> Element<'a, Message> {
    let title = if state.content.title.is_empty() { words.get(Word::Untitled) } else { &state.content.title };
    let count = state.checked.count;
    let check = match count {
        0 => button::quiet(words.get(Word::EditorCheck), ""),
        _ => button::quiet(words.with(Word::EditorCheckCount, &[("n", count.into())]), ""),
    };
    let stage = (!is_narrow)
        .then(|| text(standing(state, words)).size(theme::SMALL).style(theme::quiet).wrapping(text::Wrapping::None));
    let bar = Row::new()
        .push(button::bare(format!("‹ {}", words.get(Word::RailNotices))).on_press(Message::Back))
        .push(ellipsis::title(title).size(theme::PANE).font(theme::BOLD))
        .push(stage)
        .push(check.on_press(Message::Tab(Tab::Check)))
        .push(
            button::quiet(words.get(Word::PrintingGo), if is_narrow { "" } else { "Ctrl+P" }).on_press(Message::Print),
        )
        .push(
            button::primary(words.get(next(state.stage)), if is_narrow { "" } else { "Ctrl+L" })
                .on_press(Message::Life),
        );
    let bar = bar.spacing(theme::INSIDE).align_y(Center).height(56);
    area(container(bar).padding([0.0, theme::BETWEEN])).ground(|tones| tones.pane).into()
}

/// What is to be done next with the notice, as the button that leads there says it.
fn next(stage: notice::State) -> Word {
    match stage {
        notice::State::Draft => Word::LifeSubmit,
        notice::State::InReview => Word::LifeSign,
        notice::State::Approved => Word::LifePost,
        notice::State::Posted | notice::State::Expired => Word::LifeWithdraw,
        notice::State::Withdrawn => Word::LifeSeal,
        notice::State::Archived | notice::State::Void => Word::LifeEvents,
    }
}

/// A change would void what was signed: said before it is made.
fn signed(stage: notice::State, words: &Words) -> Option<Element<'_, Message>> {
    let word = match stage {
        notice::State::InReview => Word::LifeEditorInReview,
        notice::State::Approved => Word::LifeEditorApproved,
        _ => return None,
    };
    let told = text(words.get(word)).style(theme::soon);
    Some(container(told).padding([theme::INSIDE, theme::BETWEEN]).width(Length::Fill).style(theme::band).into())
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
        notice::State::Void => Word::StateVoid,
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

fn tabs<'a>(state: &'a State, words: &'a Words, is_narrow: bool) -> Element<'a, Message> {
    let tab = |word: Word, tab: Tab| button::choice(words.get(word), state.tab == tab).on_press(Message::Tab(tab));
    let large = button::bare(words.get(Word::EditorLarge)).on_press(Message::Preview(preview::Message::Large(true)));
    let import = (!state.is_read_only()).then_some(Message::Import);
    let history = state.person().map(|name| {
        let label = words.with(Word::EditorHistory, &[("name", name.into())]);
        button::bare(label).on_press(Message::History)
    });
    let tabs = Row::new()
        .push(tab(Word::EditorTabContent, Tab::Content))
        .push(tab(Word::EditorTabLook, Tab::Look))
        .push(tab(Word::EditorTabCheck, Tab::Check))
        .push(space().width(Length::Fill))
        .push(history.filter(|_| !is_narrow && state.tab == Tab::Content))
        .push(is_narrow.then_some(large))
        .push(button::bare(words.get(Word::EditorImport)).on_press_maybe(import));
    container(tabs.spacing(theme::TIGHT)).padding([theme::INSIDE, theme::BETWEEN]).into()
}

fn body<'a>(state: &'a State, desk: &'a Desk, is_narrow: bool) -> Element<'a, Message> {
    let words = &desk.words;
    match state.tab {
        Tab::Content => content(state, desk, is_narrow),
        Tab::Look => look::view(state, words),
        Tab::Check => checks::view(state, words),
    }
}

fn content<'a>(state: &'a State, desk: &'a Desk, is_narrow: bool) -> Element<'a, Message> {
    let words = &desk.words;
    let foot_word = if state.fields.foot { Word::EditorShowTable } else { Word::EditorShowFoot };
    let foot = button::bare(words.get(foot_word)).on_press(Message::ToggleFoot);
    if state.fields.foot {
        let fields = container(fields::foot(state, words, desk.today)).padding([theme::INSIDE, theme::BETWEEN]);
        return column![
            container(foot).padding([0.0, theme::BETWEEN]),
            scrollable(fields).style(theme::scroll).height(Length::Fill)
        ]
        .into();
    }
    if state.blocks.shown {
        let bar = row![blocks_button(state, words), foot].spacing(theme::INSIDE);
        let mut top = column![container(bar).padding([0.0, theme::BETWEEN])];
        if let Some(told) = &state.told {
            top = top.push(container(told_line(told, words)).padding([0.0, theme::BETWEEN]));
        }
        return top.push(blocks::view(state, words)).into();
    }
    let mut all = column![fields::head(state, words), caption(state, foot, words)].spacing(theme::TIGHT);
    if let Some(told) = &state.told {
        all = all.push(told_line(told, words));
    }
    if let Some(dropped) = checks::dropped(state, words) {
        all = all.push(text(dropped).size(theme::SMALL).style(theme::soon));
    }
    if state.has_figures() {
        all = all.push(election::offer(words));
    } else if state.content.table.rows.is_empty() && !state.is_read_only() {
        all = all.push(offer(words));
    }
    if !state.is_read_only() {
        all = all.push(columns::view(state, words));
    }
    let sheet = column![
        container(all).padding(iced::Padding::from([0.0, theme::BETWEEN])),
        container(table(state, words))
            .height(if is_narrow { Length::Fixed(TABLE_HEIGHT) } else { Length::Fill })
            .padding(iced::Padding::from([theme::TIGHT, theme::BETWEEN]).bottom(theme::BETWEEN))
    ];
    if is_narrow { scrollable(sheet).style(theme::scroll).height(Length::Fill).into() } else { sheet.into() }
}

/// What the table holds, and the unit of its money.
fn caption<'a>(state: &'a State, foot: Press<'a, Message>, words: &'a Words) -> Element<'a, Message> {
    let unit = field::input(words.get(Word::EditorUnitHint), &state.content.unit)
        .id("editor-unit")
        .on_input_maybe((!state.is_read_only()).then_some(Message::Unit))
        .size(theme::SMALL)
        .padding([theme::TIGHT, theme::INSIDE])
        .width(96);
    // The sum is at its end.
    let told = ellipsis::title(state.sums.told(words)).size(theme::SMALL).style(theme::quiet);
    row![told, unit, blocks_button(state, words), foot].spacing(theme::INSIDE).align_y(Center).into()
}

/// To the blocks above and below the table, and back.
fn blocks_button<'a>(state: &'a State, words: &'a Words) -> Press<'a, Message> {
    let shown = state.blocks.shown;
    let label = match state.content.blocks.len() {
        _ if shown => words.get(Word::EditorShowTable).to_owned(),
        0 => words.get(Word::BlocksShow).to_owned(),
        count => words.with(Word::BlocksShowCount, &[("n", count.into())]),
    };
    button::bare(label).on_press(Message::Blocks(blocks::Message::Show(!shown)))
}

fn table<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let grid = Grid::new(GRID, &state.content.table, &state.grid, &state.marks, Message::Grid);
    if state.content.table.columns.is_empty() {
        // A set (预算公开) has all its tables among the blocks.
        let count = state.content.blocks.len();
        let told = if count > 0 { Word::EditorInBlocks } else { Word::EditorNoTable };
        let blocks = || {
            let label = words.with(Word::BlocksShowCount, &[("n", count.into())]);
            button::quiet(label, "").on_press(Message::Blocks(blocks::Message::Show(true)))
        };
        let import = button::quiet(words.get(Word::EditorImport), "").on_press(Message::Import);
        let deeds = row![].push((count > 0).then(blocks)).push(import).spacing(theme::INSIDE);
        let empty = column![text(words.get(told)).size(theme::BODY), deeds];
        container(empty.spacing(theme::BETWEEN).align_x(Center)).center(Length::Fill).style(theme::pane).into()
    } else {
        area(container(grid).padding(1).style(theme::frame)).into()
    }
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
    let told = row![
        text(words.get(Word::EditorReadOnlyState)).font(theme::BOLD).style(theme::soon),
        text(words.get(Word::EditorReadOnly)).width(Length::Fill),
    ];
    let bar = row![
        told.spacing(theme::INSIDE + theme::TIGHT),
        button::quiet(words.get(Word::EditorAgain), "").on_press(Message::Again),
    ];
    let bar = bar.spacing(theme::BETWEEN).align_y(Center);
    container(bar).padding([theme::INSIDE, theme::BETWEEN]).style(theme::band).into()
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

/// Paper, theme and how far the page can be read.
fn facts<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let look = &state.content.look;
    let paper = text(words.get(paper_word(look.paper))).size(theme::SMALL).style(theme::quiet);
    let mut facts = row![paper].spacing(theme::BETWEEN).align_y(Center);
    if let Some(composed) = state.preview.composed() {
        facts = facts.push(if composed.legible_metres + HALF_A_STEP >= BOARD_METRES {
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
