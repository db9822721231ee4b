//! A widget without a picture that speaks up at an instant: turns come exactly on time, and between them nothing wakes the
//! program.

use std::time::Instant;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, window};

pub(super) struct Alarm<Message> {
    due: Option<Instant>,
    message: Message,
}

impl<Message> Alarm<Message> {
    pub(super) fn new(due: Option<Instant>, message: Message) -> Self {
        Self { due, message }
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Alarm<Message> {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, _limits: &layout::Limits) -> layout::Node {
        layout::Node::new(Size::ZERO)
    }

    fn update(
        &mut self,
        _tree: &mut Tree,
        event: &Event,
        _layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let (Event::Window(window::Event::RedrawRequested(now)), Some(due)) = (event, self.due) else { return };
        if *now >= due {
            shell.publish(self.message.clone());
        } else {
            shell.request_redraw_at(due);
        }
    }

    fn draw(
        &self,
        _tree: &Tree,
        _renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        _layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
    }
}

impl<'a, Message: Clone + 'a> From<Alarm<Message>> for Element<'a, Message> {
    fn from(alarm: Alarm<Message>) -> Self {
        Self::new(alarm)
    }
}
