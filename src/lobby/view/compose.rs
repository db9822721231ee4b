//! The sheet on which a warning is written at the screen itself.

use iced::widget::{column, container, mouse_area, row, space, text, text_input};
use iced::{Center, Element, Fill, Theme};

use super::Measure;
use super::pin::over;
use crate::domain::lobby::AlertLevel;
use crate::lobby::cover::{Message, compose};
use crate::lobby::program::{Lobby, Message as Outer};
use crate::ui::theme;
use crate::ui::widget::{Look, Press, press, reach};
use crate::ui::words::Word;

pub(super) fn view<'a>(lobby: &'a Lobby, state: &'a compose::State, measure: Measure) -> Element<'a, Outer> {
    let words = &lobby.words;
    let field = text_input(words.get(Word::GlassAlertHint), state.text())
        .on_input(|text| Outer::Cover(Message::AlertText(text)))
        .size(measure.px(44.0))
        .padding(measure.px(18.0))
        .style(theme::input);
    let levels = AlertLevel::ALL.map(|level| swatch(level, level == state.level(), measure));
    let minutes = words.with(Word::GlassAlertMinutes, &[("n", state.minutes().into())]);
    let minutes = row![
        button("−", Look::Quiet, Message::AlertMinutes(compose::Step::Back), measure),
        text(minutes).size(measure.px(40.0)),
        button("+", Look::Quiet, Message::AlertMinutes(compose::Step::On), measure),
    ];
    let is_empty = state.text().trim().is_empty();
    let raise = button(words.get(Word::GlassAlertRaise), Look::Primary, Message::Raise, measure);
    let deeds = row![
        button(words.get(Word::GlassAlertCancel), Look::Quiet, Message::Cancel, measure),
        lobby
            .news
            .alert
            .is_some()
            .then(|| { button(words.get(Word::GlassAlertClear), Look::Quiet, Message::Clear, measure) }),
        space().width(Fill),
        raise.on_press_maybe((!is_empty).then_some(Outer::Cover(Message::Raise))),
    ];
    let quiet = |said: String| text(said).size(measure.px(30.0)).style(theme::quiet);
    let sheet = column![
        text(words.get(Word::GlassAlertTitle)).size(measure.px(48.0)).font(theme::BOLD),
        reach::at_once(field),
        quiet(words.with(Word::GlassAlertLeft, &[("n", state.left().into())])),
        row(levels).spacing(measure.px(16.0)),
        minutes.spacing(measure.px(20.0)).align_y(Center),
        quiet(words.get(Word::GlassAlertKeys).to_owned()),
        deeds.spacing(measure.px(20.0)),
    ];
    let wide = (1240.0 * measure.unit).min(measure.glass.width * 0.9).round();
    over(container(sheet.spacing(measure.px(24.0))).width(wide).into(), measure)
}

fn button<'a>(label: &'a str, look: Look, message: Message, measure: Measure) -> Press<'a, Outer> {
    press(container(text(label).size(measure.px(40.0)).wrapping(text::Wrapping::None)).center_y(Fill))
        .look(look)
        .padding([0.0, measure.px(36.0)])
        .height(measure.px(88.0))
        .on_press(Outer::Cover(message))
}

/// One level in its colour; the chosen one has an edge.
fn swatch<'a>(level: AlertLevel, is_chosen: bool, measure: Measure) -> Element<'a, Outer> {
    let (ground, ink) = super::alert::colours(level);
    let style = move |theme: &Theme| container::Style {
        background: Some(ground.into()),
        text_color: Some(ink),
        border: iced::border::rounded(theme::CORNER)
            .width(if is_chosen { 8.0 } else { 0.0 })
            .color(theme::tones(theme).ink),
        ..container::Style::default()
    };
    let label = text(level.word()).size(measure.px(40.0)).font(if is_chosen { theme::BOLD } else { theme::FACE });
    let swatch = container(label).center_x(Fill).center_y(measure.px(96.0)).style(style);
    mouse_area(swatch).on_press(Outer::Cover(Message::AlertLevel(level))).into()
}
