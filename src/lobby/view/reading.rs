//! The bar of a reader at the foot of the glass, and over it the list of what hangs or the search for a name.

use std::time::Instant;

use iced::widget::{column, container, row, space, text, text_input};
use iced::{Center, Element, Fill};

use super::Measure;
use crate::domain::lobby::PageRef;
use crate::lobby::cover::reading::{Panel, State};
use crate::lobby::cover::{Message, RESUME};
use crate::lobby::program::{Lobby, Message as Outer};
use crate::ui::theme;
use crate::ui::widget::{Look, ellipsis, press, reach};
use crate::ui::words::Word;

/// How high the bar is.
pub(super) const BAR: f32 = 128.0;
const BUTTON: f32 = 88.0;
const ROW: f32 = 88.0;
const TEXT: f32 = 38.0;
/// Two rows of letters, for who has no keyboard: a name is found by the first letters of its pinyin.
const LETTERS: [&str; 2] = ["ABCDEFGHIJKLM", "NOPQRSTUVWXYZ"];

pub(super) fn view<'a>(lobby: &'a Lobby, state: &'a State, measure: Measure) -> Element<'a, Outer> {
    let panel: Element<'_, Outer> = match state.panel() {
        Panel::Page => space().height(Fill).into(),
        Panel::List => sheet(notices(lobby, state, measure), measure),
        Panel::Search => sheet(search(lobby, state, measure), measure),
    };
    column![panel, bar(lobby, state, measure)].into()
}

fn bar<'a>(lobby: &'a Lobby, state: &State, measure: Measure) -> Element<'a, Outer> {
    let words = &lobby.words;
    let left = RESUME.saturating_sub(Instant::now().saturating_duration_since(lobby.touched)).as_secs();
    let label = |word| text(words.get(word)).size(measure.px(TEXT)).wrapping(text::Wrapping::None);
    let button = |word, look, message| {
        let inside = container(label(word)).center_y(Fill);
        press(inside)
            .look(look)
            .padding([0.0, measure.px(28.0)])
            .height(measure.px(BUTTON))
            .on_press(Outer::Cover(message))
    };
    let choice = |panel| Look::Choice(state.panel() == panel);
    let resume = text(words.with(Word::GlassResumes, &[("n", left.into())])).size(measure.px(32.0)).style(theme::quiet);
    let line = row![
        button(Word::GlassBack, Look::Quiet, Message::Step { forward: false }),
        button(Word::GlassOn, Look::Quiet, Message::Step { forward: true }),
        button(Word::GlassAll, choice(Panel::List), Message::List),
        button(Word::GlassFind, choice(Panel::Search), Message::Search),
        space().width(Fill),
        resume.wrapping(text::Wrapping::None),
        button(Word::GlassPlay, Look::Primary, Message::Cancel),
    ];
    container(line.spacing(measure.px(16.0)).align_y(Center))
        .padding([0.0, measure.px(32.0)])
        .center_y(measure.px(BAR))
        .style(theme::raised)
        .into()
}

fn sheet<'a>(content: Element<'a, Outer>, measure: Measure) -> Element<'a, Outer> {
    let wide = (1400.0 * measure.unit).min(measure.glass.width * 0.94).round();
    let sheet = container(content).padding(measure.px(28.0)).width(wide).style(theme::raised);
    container(sheet).center_x(Fill).height(Fill).align_y(iced::Bottom).padding(measure.px(16.0)).into()
}

/// The rows around the chosen one.
fn around(chosen: usize, count: usize, room: usize) -> std::ops::Range<usize> {
    let start = (chosen / room.max(1)) * room.max(1);
    start..(start + room).min(count)
}

fn notices<'a>(lobby: &'a Lobby, state: &State, measure: Measure) -> Element<'a, Outer> {
    let all = &lobby.news.shown;
    let room = ((measure.glass.height - measure.px(BAR + 120.0)) / measure.px(ROW + 8.0)).floor().max(1.0) as usize;
    let rows = around(state.chosen(), all.len(), room).map(|at| {
        let shown = &all[at];
        line(shown.title.as_str(), String::new(), at == state.chosen(), Message::Pick(shown.notice), measure)
    });
    column(rows).spacing(measure.px(8.0)).into()
}

fn search<'a>(lobby: &'a Lobby, state: &'a State, measure: Measure) -> Element<'a, Outer> {
    const HITS: usize = 5;
    let words = &lobby.words;
    let field = text_input(words.get(Word::GlassFindHint), state.sought())
        .on_input(|text| Outer::Cover(Message::Sought(text)))
        .size(measure.px(44.0))
        .padding(measure.px(18.0))
        .style(theme::input);
    let letters = LETTERS.map(|line| row(line.chars().map(|c| letter(c, measure))).spacing(measure.px(8.0)).into());
    let hits = around(state.chosen(), state.hits().len(), HITS).map(|at| {
        let hit = &state.hits()[at];
        line(hit.words.as_str(), place(lobby, hit.page), at == state.chosen(), Message::Go(hit.page), measure)
    });
    let erase = press(container(text("⌫").size(measure.px(48.0))).center(Fill))
        .padding(0.0)
        .width(measure.px(120.0))
        .height(measure.px(84.0))
        .on_press(Outer::Cover(Message::Erase));
    let mut sheet = column![
        row![reach::at_once(field), erase].spacing(measure.px(12.0)).align_y(Center),
        column(letters).spacing(measure.px(8.0))
    ];
    if state.is_in_vain() {
        sheet = sheet.push(text(words.get(Word::GlassNotFound)).size(measure.px(TEXT)).style(theme::quiet));
    }
    sheet.push(column(hits).spacing(measure.px(8.0))).spacing(measure.px(16.0)).into()
}

fn letter<'a>(letter: char, measure: Measure) -> Element<'a, Outer> {
    press(container(text(letter.to_string()).size(measure.px(40.0))).center(Fill))
        .padding(0.0)
        .width(Fill)
        .height(measure.px(76.0))
        .skip_tab()
        .on_press(Outer::Cover(Message::Letter(letter.to_ascii_lowercase())))
        .into()
}

/// 石桥村2026年…公示表 第 2 页
fn place(lobby: &Lobby, page: PageRef) -> String {
    lobby.news.entry(page.of).map_or_else(String::new, |entry| {
        let values = [("n", (page.page + 1).into()), ("of", entry.pages.into())];
        format!("{} {}", entry.title, lobby.words.with(Word::GlassPage, &values))
    })
}

fn line<'a>(title: &'a str, place: String, is_chosen: bool, message: Message, measure: Measure) -> Element<'a, Outer> {
    let mut words = row![ellipsis::title(title).size(measure.px(TEXT)).font(theme::BOLD)].align_y(Center);
    if !place.is_empty() {
        words = words.push(container(ellipsis::line(place).size(measure.px(32.0)).style(theme::quiet)).width(Fill));
    }
    press(words.spacing(measure.px(16.0)))
        .look(Look::Row(is_chosen))
        .width(Fill)
        .height(measure.px(ROW))
        .on_press(Outer::Cover(message))
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_longer_than_the_glass_is_shown_around_the_chosen_row() {
        assert_eq!(around(0, 20, 8), 0..8);
        assert_eq!(around(8, 20, 8), 8..16);
        assert_eq!(around(19, 20, 8), 16..20);
        assert_eq!(around(0, 0, 8), 0..0);
    }
}
