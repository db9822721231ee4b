//! What hangs, as a list: beside the page, or as a board that is read by itself.

use iced::widget::{column, container, row, space, text};
use iced::{Center, Element, Fill, Theme};

use super::{BOARD, LIST, MARGIN, Measure, TEXT, TITLE, days_left, gap};
use crate::domain::lobby::Item;
use crate::lobby::program::{Lobby, Message};
use crate::store::OnScreen;
use crate::ui::theme;
use crate::ui::words::Word;

/// Two lines of a title and the days left.
const SIDE_ROW: f32 = 172.0;
/// Two lines of a title, the days left beside them.
pub(super) const BOARD_ROW: f32 = 118.0;
const HEADING: f32 = 72.0;
/// The mark beside the notice that stands.
const MARK: f32 = 8.0;

/// The part of the list that has room, with the notice that stands in it.
struct Window<'a> {
    rows: Vec<&'a OnScreen>,
    /// Which part of how many.
    part: usize,
    parts: usize,
}

fn window(lobby: &Lobby, rows: usize) -> Window<'_> {
    let all = &lobby.news.shown;
    let rows = rows.max(1);
    let on = all.iter().position(|shown| stands(lobby, shown)).unwrap_or(0);
    let part = on / rows;
    Window { rows: all.iter().skip(part * rows).take(rows).collect(), part, parts: all.len().div_ceil(rows) }
}

fn stands(lobby: &Lobby, shown: &OnScreen) -> bool {
    lobby.play.standing().iter().any(|page| page.of == Item::Notice(shown.notice))
}

/// 正在公示 12 件
fn heading<'a>(lobby: &'a Lobby, measure: Measure, window: &Window<'_>) -> Element<'a, Message> {
    let said = lobby.words.with(Word::GlassHanging, &[("n", lobby.news.shown.len().into())]);
    let mut line =
        row![text(said).size(measure.px(TITLE)).font(theme::BOLD).style(theme::due).wrapping(text::Wrapping::None)];
    if window.parts > 1 {
        let part = format!("{}/{}", window.part + 1, window.parts);
        line = line.push(gap()).push(text(part).size(measure.px(TEXT)).style(theme::quiet));
    }
    line.height(measure.px(HEADING)).align_y(Center).into()
}

/// The narrow list: titles in two lines, and the days left.
pub(super) fn side(lobby: &Lobby, measure: Measure, room: f32) -> Element<'_, Message> {
    let rows = ((room - measure.px(HEADING)) / measure.px(SIDE_ROW)).floor().max(1.0) as usize;
    let window = window(lobby, rows);
    let mut list = column![heading(lobby, measure, &window)];
    for shown in &window.rows {
        let (left, is_soon) = days_left(lobby, shown.period.last);
        let left = text(left).size(measure.px(34.0)).style(if is_soon { theme::due } else { theme::quiet });
        list = list.push(marked(
            lobby,
            measure,
            shown,
            column![title(shown, LIST - 50.0, measure), left].spacing(measure.px(4.0)).width(Fill).into(),
            SIDE_ROW,
        ));
    }
    list.into()
}

/// The wide list: titles in two lines where they need them, the days left at their end.
pub(super) fn board(lobby: &Lobby, measure: Measure, room: f32) -> Element<'_, Message> {
    let rows = ((room - measure.px(HEADING)) / measure.px(BOARD_ROW)).floor().max(1.0) as usize;
    let window = window(lobby, rows);
    let mut list = column![heading(lobby, measure, &window)];
    for shown in &window.rows {
        let (left, is_soon) = days_left(lobby, shown.period.last);
        let left = text(left)
            .size(measure.px(TEXT))
            .style(if is_soon { theme::due } else { theme::quiet })
            .wrapping(text::Wrapping::None);
        let line = row![title(shown, BOARD - 240.0, measure), left].spacing(measure.px(20.0)).align_y(Center).into();
        list = list.push(marked(lobby, measure, shown, line, BOARD_ROW));
    }
    list.into()
}

/// At most two lines of `width`; what is longer is read on the page itself.
fn title<'a>(shown: &OnScreen, width: f32, measure: Measure) -> Element<'a, Message> {
    const LINE: f32 = 1.25;
    // The first line may end a character early, and the ellipsis wants one.
    let fitting = shorten(&shown.title, 2.0 * width / TEXT - 2.0);
    let whole = text(fitting).size(measure.px(TEXT)).line_height(LINE).wrapping(text::Wrapping::WordOrGlyph);
    container(whole).width(Fill).max_height(measure.px(TEXT * LINE * 2.0)).clip(true).into()
}

/// A text cut to so many ems, an ellipsis at its end where something is missing.
fn shorten(title: &str, room: f32) -> String {
    let mut taken = 0.0;
    let fits = title.char_indices().find(|(_, c)| {
        taken += if c.is_ascii() { 0.58 } else { 1.0 };
        taken > room
    });
    fits.map_or_else(|| title.to_owned(), |(end, _)| format!("{}…", &title[..end]))
}

/// A row with a mark where its notice stands, and a hairline over it.
fn marked<'a>(
    lobby: &Lobby,
    measure: Measure,
    shown: &OnScreen,
    row_content: Element<'a, Message>,
    height: f32,
) -> Element<'a, Message> {
    let is_on = stands(lobby, shown);
    let mark = container(space()).width(measure.px(MARK)).height(Fill).style(move |theme: &Theme| container::Style {
        background: is_on.then(|| theme::tones(theme).seal.into()),
        ..container::Style::default()
    });
    let ground = move |theme: &Theme| if is_on { theme::sheet(theme) } else { container::Style::default() };
    let line = container(space()).width(Fill).height(measure.px(2.0)).style(theme::hairline);
    let body = container(row![mark, row_content].spacing(measure.px(MARGIN / 2.0)).align_y(Center))
        .padding(iced::Padding::ZERO.right(measure.px(12.0)))
        .center_y(Fill)
        .style(ground);
    column![line, body].height(measure.px(height)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_is_too_long_ends_with_an_ellipsis() {
        assert_eq!(shorten("石桥镇2026年公示", 20.0), "石桥镇2026年公示");
        assert_eq!(shorten("石桥镇2026年公示", 7.0), "石桥镇2026年…");
    }
}
