//! A question, for what cannot be undone only.

use iced::widget::{column, container, mouse_area, opaque, row, space, stack, text};
use iced::{Center, Element, Length};

use super::button;
use super::reach::under;
use crate::ui::theme;
use crate::ui::words::{Word, Words};

/// The id of the button that leaves everything as it is: it has the focus when the question opens.
pub const CANCEL: &str = "modal-cancel";

/// A question with its two answers.
#[derive(Debug, Clone)]
pub struct Question<Message> {
    pub title: String,
    /// What is done, to what, and what cannot be had back.
    pub text: String,
    /// What the button that does it says: the deed, never 确定.
    pub deed: String,
    pub on_deed: Message,
    pub on_cancel: Message,
}

/// Lays a question over the window; what is under it cannot be reached.
pub fn over<'a, Message: Clone + 'a>(
    base: impl Into<Element<'a, Message>>,
    question: &'a Question<Message>,
    words: &'a Words,
) -> Element<'a, Message> {
    let answers = row![
        space().width(Length::Fill),
        button::quiet(words.get(Word::Cancel), "Esc").id(CANCEL).on_press(question.on_cancel.clone()),
        button::primary(question.deed.as_str(), "").on_press(question.on_deed.clone()),
    ];
    let sheet = column![
        text(&question.title).size(theme::PANE).font(theme::BOLD),
        text(&question.text).size(theme::BODY),
        answers.spacing(theme::INSIDE).align_y(Center),
    ]
    .spacing(theme::BETWEEN);
    dialog(
        base,
        container(sheet).padding(theme::AROUND).max_width(520).style(theme::raised),
        question.on_cancel.clone(),
    )
}

/// Lays any sheet over the window: what is under it cannot be reached, and a press beside it sends `on_leave`.
pub fn dialog<'a, Message: Clone + 'a>(
    base: impl Into<Element<'a, Message>>,
    sheet: impl Into<Element<'a, Message>>,
    on_leave: Message,
) -> Element<'a, Message> {
    let veil = container(opaque(sheet)).center(Length::Fill).padding(theme::AROUND).style(theme::veil);
    stack![under(base, true), opaque(mouse_area(veil).on_press(on_leave))].into()
}

/// As [`dialog`], with what lies under the sheet still seen around it.
pub fn panel<'a, Message: Clone + 'a>(
    base: impl Into<Element<'a, Message>>,
    sheet: impl Into<Element<'a, Message>>,
    on_leave: Message,
) -> Element<'a, Message> {
    let around = container(opaque(sheet)).center(Length::Fill).padding(theme::AROUND);
    stack![under(base, true), opaque(mouse_area(around).on_press(on_leave))].into()
}

/// The window without a sheet over it; what it remembers is the same when a sheet comes and goes.
pub fn bare<'a, Message: 'a>(base: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    stack![under(base, false)].into()
}
