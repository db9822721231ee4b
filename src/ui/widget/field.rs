//! Fields to type into.

use iced::widget::{Column, TextInput, column, container, row, text, text_input};
use iced::{Center, Element, Length};

use super::press::{Look, Press, press};
use crate::ui::theme;
use crate::ui::widget::area;

/// A line to type into, 40 high, with the focus seen.
pub fn input<'a, Message: Clone + 'a>(placeholder: &str, value: &str) -> TextInput<'a, Message> {
    text_input(placeholder, value)
        .size(theme::BODY)
        .padding([(theme::CONTROL_HEIGHT - theme::BODY * 1.3) / 2.0, theme::INSIDE + theme::TIGHT])
        .style(theme::input)
}

/// A field with its caption above it.
pub fn labelled<'a, Message: 'a>(
    caption: impl text::IntoFragment<'a>,
    field: impl Into<Element<'a, Message>>,
) -> Column<'a, Message> {
    column![text(caption).size(theme::SMALL).style(theme::quiet), area(field)].spacing(theme::TIGHT).width(Length::Fill)
}

/// A labelled field with a sentence under it that says what is wrong or what it is for.
pub fn explained<'a, Message: 'a>(
    caption: impl text::IntoFragment<'a>,
    field: impl Into<Element<'a, Message>>,
    explanation: impl text::IntoFragment<'a>,
    is_wrong: bool,
) -> Column<'a, Message> {
    let style = if is_wrong { theme::due } else { theme::quiet };
    labelled(caption, field).push(text(explanation).size(theme::SMALL).style(style))
}

/// Yes or no: a box to tick, with the words beside it.
pub fn check<'a, Message: Clone + 'a>(label: impl text::IntoFragment<'a>, is_on: bool) -> Press<'a, Message> {
    let tick = text(if is_on { "✓" } else { "" }).size(theme::SMALL).font(theme::BOLD);
    let square = container(tick).center(20).style(move |theme| theme::tick(theme, is_on));
    let line = row![square, text(label).size(theme::BODY)].spacing(theme::INSIDE).align_y(Center);
    press(line).look(Look::Bare).padding([0.0, theme::TIGHT]).height(theme::ROW_HEIGHT)
}
