//! Buttons with a word on them.

use iced::widget::{row, text};
use iced::{Center, Element, Length};

use super::press::{Look, Press, press};
use crate::ui::theme;

/// The one main action of a screen. `keys` are the keys that do the same, such as `Ctrl+N`; empty where there are none.
pub fn primary<'a, Message: Clone + 'a>(label: impl text::IntoFragment<'a>, keys: &'a str) -> Press<'a, Message> {
    press(labelled(label, keys)).look(Look::Primary)
}

/// Every other action.
pub fn quiet<'a, Message: Clone + 'a>(label: impl text::IntoFragment<'a>, keys: &'a str) -> Press<'a, Message> {
    press(labelled(label, keys)).look(Look::Quiet)
}

/// An action in a tool bar or a line of text.
pub fn bare<'a, Message: Clone + 'a>(label: impl text::IntoFragment<'a>) -> Press<'a, Message> {
    press(text(label).size(theme::BODY).wrapping(text::Wrapping::None))
        .look(Look::Bare)
        .padding([0.0, theme::INSIDE])
        .height(theme::ROW_HEIGHT)
}

/// One of several, such as a tab or a filter.
pub fn choice<'a, Message: Clone + 'a>(label: impl text::IntoFragment<'a>, is_chosen: bool) -> Press<'a, Message> {
    let face = if is_chosen { theme::BOLD } else { theme::FACE };
    press(text(label).size(theme::BODY).font(face).wrapping(text::Wrapping::None))
        .look(Look::Choice(is_chosen))
        .padding([0.0, theme::INSIDE + theme::TIGHT])
        .height(theme::ROW_HEIGHT)
}

fn labelled<'a, Message: 'a>(label: impl text::IntoFragment<'a>, keys: &'a str) -> Element<'a, Message> {
    let label = text(label).size(theme::BODY).wrapping(text::Wrapping::None);
    if keys.is_empty() {
        return label.into();
    }
    row![label, text(keys).size(theme::SMALL).wrapping(text::Wrapping::None)]
        .spacing(theme::INSIDE)
        .align_y(Center)
        .width(Length::Shrink)
        .into()
}
