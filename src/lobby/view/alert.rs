//! 插播: a few words over the whole glass, in the largest type that fits, in the colour of their level.

use iced::widget::{column, container, row, text};
use iced::{Center, Color, Element, Fill, Theme};
use jiff::tz::TimeZone;

use super::fit::fit;
use super::{MARGIN, Measure, TITLE};
use crate::domain::lobby::AlertLevel;
use crate::lobby::program::{Lobby, Message};
use crate::ui::theme;
use crate::ui::words::Word;

/// The ground and the ink of a level (预警信号 in red, orange, yellow and blue); every pair reads at 4.5 : 1 or better.
pub(super) fn colours(level: AlertLevel) -> (Color, Color) {
    match level {
        AlertLevel::Red => (Color::from_rgb8(0xB3, 0x26, 0x1E), Color::WHITE),
        AlertLevel::Orange => (Color::from_rgb8(0xF2, 0x8C, 0x28), Color::from_rgb8(0x1F, 0x1D, 0x1A)),
        AlertLevel::Yellow => (Color::from_rgb8(0xF8, 0xD2, 0x3A), Color::from_rgb8(0x1F, 0x1D, 0x1A)),
        AlertLevel::Blue => (Color::from_rgb8(0x1F, 0x5F, 0xA8), Color::WHITE),
    }
}

pub(super) fn view(lobby: &Lobby, measure: Measure) -> Element<'_, Message> {
    let Some(alert) = &lobby.news.alert else { return super::idle::view(lobby, measure) };
    let (ground, ink) = colours(alert.level);
    let heading = if alert.category.is_empty() {
        let word = if alert.level >= AlertLevel::Orange { Word::GlassUrgent } else { Word::GlassNotice };
        lobby.words.get(word).to_owned()
    } else {
        alert.heading()
    };
    let heading = text(heading).size(measure.px(84.0)).font(theme::BOLD).wrapping(text::Wrapping::None);
    let fields = alert.fields(&TimeZone::system()).into_iter().map(|(caption, value)| {
        let caption = text(caption).size(measure.px(TITLE)).font(theme::BOLD).wrapping(text::Wrapping::None);
        let value = text(value).size(measure.px(TITLE)).wrapping(text::Wrapping::WordOrGlyph).width(Fill);
        row![caption, value].spacing(measure.px(24.0)).into()
    });
    let style = move |_: &Theme| container::Style {
        background: Some(ground.into()),
        text_color: Some(ink),
        ..container::Style::default()
    };
    let page = column![
        heading,
        fit(alert.text.as_str(), theme::BOLD, ink),
        column(fields).spacing(measure.px(6.0)).width(Fill),
    ];
    container(page.spacing(measure.px(MARGIN)).align_x(Center))
        .padding([measure.px(48.0), measure.px(72.0)])
        .width(Fill)
        .height(Fill)
        .style(style)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_can_be_read_from_the_door() {
        for level in AlertLevel::ALL {
            let (ground, ink) = colours(level);
            let (a, b) = (ground.relative_luminance() + 0.05, ink.relative_luminance() + 0.05);
            assert!((a / b).max(b / a) >= 4.5, "{level:?}");
        }
    }
}
