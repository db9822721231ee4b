//! What stands where a list would be: nothing yet, still reading, or an error with a way on.

use iced::widget::{Column, container, text};
use iced::{Center, Element, Length};

use super::button;
use crate::ui::theme;

/// A title, a sentence, and where there is one, the way on.
pub fn centred<'a, Message: Clone + 'a>(
    title: impl text::IntoFragment<'a>,
    sentence: impl text::IntoFragment<'a>,
    way_on: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let lines = Column::new()
        .push(text(title).size(theme::PANE).font(theme::BOLD))
        .push(text(sentence).size(theme::BODY).style(theme::quiet).align_x(Center))
        .push(way_on)
        .spacing(theme::BETWEEN)
        .align_x(Center)
        .max_width(560);
    container(lines).center(Length::Fill).padding(theme::AROUND).into()
}

/// An error: what happened, what to do now, and a button that tries again.
pub fn failed<'a, Message: Clone + 'a>(
    what: impl text::IntoFragment<'a>,
    next: impl text::IntoFragment<'a>,
    retry: &'a str,
    on_retry: Message,
) -> Element<'a, Message> {
    centred(what, next, Some(button::quiet(retry, "").on_press(on_retry).into()))
}
