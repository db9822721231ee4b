//! Fields to type into.

use iced::widget::{Column, TextInput, column, container, row, text, text_editor, text_input};
use iced::{Border, Center, Element, Length};

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

/// Paragraphs to type into, so many lines high at first and twice that at most. Without `on_action` they are only read.
pub fn paragraphs<'a, Message: Clone + 'a>(
    content: &'a text_editor::Content,
    hint: &'a str,
    lines: f32,
    on_action: Option<impl Fn(text_editor::Action) -> Message + 'a>,
) -> Element<'a, Message> {
    named_paragraphs(None, content, hint, lines, on_action)
}

/// The same, with a name by which it takes the focus.
pub fn named_paragraphs<'a, Message: Clone + 'a>(
    id: Option<&'static str>,
    content: &'a text_editor::Content,
    hint: &'a str,
    lines: f32,
    on_action: Option<impl Fn(text_editor::Action) -> Message + 'a>,
) -> Element<'a, Message> {
    // The widget itself never says that it is disabled.
    let is_fixed = on_action.is_none();
    let height = lines * 1.3 * theme::BODY + 2.0 * theme::INSIDE - 1.0;
    // It grows with what is typed: a line more than there is room for would be drawn over what stands below.
    let field = text_editor(content)
        .placeholder(hint)
        .size(theme::BODY)
        .padding([theme::INSIDE, theme::INSIDE + theme::TIGHT])
        .min_height(height)
        .max_height(height * 2.0)
        .style(move |theme, status| {
            let tones = theme::tones(theme);
            let (width, color) = match status {
                text_editor::Status::Focused { .. } => (2.0, tones.focus),
                text_editor::Status::Hovered => (1.0, tones.ink),
                text_editor::Status::Active | text_editor::Status::Disabled if is_fixed => (1.0, tones.hairline),
                text_editor::Status::Active | text_editor::Status::Disabled => (1.0, tones.edge),
            };
            text_editor::Style {
                background: if is_fixed { tones.ground.into() } else { tones.pane.into() },
                border: Border { color, width, radius: theme::CORNER.into() },
                placeholder: tones.quiet,
                value: if is_fixed { tones.quiet } else { tones.ink },
                selection: iced::Color { a: 0.3, ..tones.focus },
            }
        });
    let field = match id {
        Some(id) => field.id(id),
        None => field,
    };
    match on_action {
        Some(on_action) => field.on_action(on_action).into(),
        None => field.into(),
    }
}

/// What was typed, without the line end that the widget adds.
pub fn typed(content: &text_editor::Content) -> String {
    let mut text = content.text();
    if text.ends_with('\n') {
        text.pop();
    }
    text
}
