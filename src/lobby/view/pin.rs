//! The PIN pad over the glass.

use std::time::Instant;

use iced::widget::{column, container, row, text};
use iced::{Center, Element, Fill};

use super::Measure;
use crate::lobby::cover::{Message, Purpose, pin};
use crate::lobby::program::{Lobby, Message as Outer};
use crate::ui::theme;
use crate::ui::widget::{Look, press};
use crate::ui::words::Word;

const KEY: f32 = 128.0;
const GAP: f32 = 12.0;

pub(super) fn view<'a>(
    lobby: &'a Lobby,
    state: &'a pin::State,
    purpose: Purpose,
    measure: Measure,
) -> Element<'a, Outer> {
    let words = &lobby.words;
    let title = match purpose {
        Purpose::Leave => Word::GlassPinLeave,
        Purpose::Alert => Word::GlassPinAlert,
    };
    let said = if state.rests(Instant::now()) {
        words.get(Word::GlassPinRests)
    } else if state.is_wrong() {
        words.get(Word::GlassPinWrong)
    } else {
        ""
    };
    let dots = if state.length() == 0 { "　".to_owned() } else { "●".repeat(state.length()) };
    let digit = |digit: char| key(digit.to_string(), Message::Digit(digit), Look::Quiet, measure);
    let gap = measure.px(GAP);
    let rows = ["123", "456", "789"].map(|line| row(line.chars().map(digit)).spacing(gap).into());
    let last = row![
        key("⌫".to_owned(), Message::Erase, Look::Quiet, measure),
        digit('0'),
        key("✓".to_owned(), Message::Enter, Look::Primary, measure),
    ];
    let sheet = column![
        text(words.get(title)).size(measure.px(44.0)).font(theme::BOLD),
        text(dots).size(measure.px(48.0)),
        text(said).size(measure.px(32.0)).style(theme::due),
        column(rows).push(last.spacing(gap)).spacing(gap),
        text(words.get(Word::GlassPinCancel)).size(measure.px(30.0)).style(theme::quiet),
    ];
    over(sheet.spacing(measure.px(20.0)).align_x(Center).into(), measure)
}

fn key<'a>(label: String, message: Message, look: Look, measure: Measure) -> Element<'a, Outer> {
    press(container(text(label).size(measure.px(52.0))).center(Fill))
        .look(look)
        .padding(0.0)
        .width(measure.px(KEY))
        .height(measure.px(KEY))
        .on_press(Outer::Cover(message))
        .into()
}

/// A sheet in the middle of the glass.
pub(super) fn over<'a>(sheet: Element<'a, Outer>, measure: Measure) -> Element<'a, Outer> {
    let sheet = container(sheet).padding(measure.px(48.0)).style(theme::raised);
    container(sheet).center(Fill).into()
}
