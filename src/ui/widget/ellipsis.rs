//! One line of text that ends with an ellipsis where its room ends.

use std::borrow::Cow;

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{self, Paragraph as _, paragraph};
use iced::advanced::widget::{Operation, Tree, text as drawing, tree};
use iced::advanced::{Widget, mouse, renderer};
use iced::widget::text::Style;
use iced::{Element, Font, Length, Pixels, Point, Rectangle, Renderer, Size, Theme};

use crate::ui::theme;

type Paragraph = <Renderer as text::Renderer>::Paragraph;

/// A line of text as wide as its room.
pub struct Line<'a> {
    content: Cow<'a, str>,
    size: f32,
    font: Font,
    style: fn(&Theme) -> Style,
}

#[derive(Default)]
struct State {
    whole: paragraph::Plain<Paragraph>,
    shown: paragraph::Plain<Paragraph>,
}

pub fn line<'a>(content: impl Into<Cow<'a, str>>) -> Line<'a> {
    Line { content: content.into(), size: theme::BODY, font: theme::FACE, style: theme::inherited }
}

impl Line<'_> {
    pub fn size(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    pub fn font(mut self, font: Font) -> Self {
        self.font = font;
        self
    }

    pub fn style(mut self, style: fn(&Theme) -> Style) -> Self {
        self.style = style;
        self
    }

    fn set<'t>(&self, content: &'t str) -> text::Text<&'t str, Font> {
        text::Text {
            content,
            bounds: Size::INFINITE,
            size: Pixels(self.size),
            line_height: text::LineHeight::default(),
            font: self.font,
            align_x: text::Alignment::Default,
            align_y: iced::alignment::Vertical::Top,
            shaping: text::Shaping::Advanced,
            wrapping: text::Wrapping::None,
        }
    }

    /// What fits into `room`, the ellipsis counted.
    fn cut(&self, whole: &Paragraph, room: f32) -> String {
        // Half an em less, since the nearest character may begin before the point and end behind it.
        let end = (room - 1.5 * self.size).max(0.0);
        let hit = whole.hit_test(Point::new(end, whole.min_bounds().height / 2.0));
        let bytes = hit.map_or(0, text::Hit::cursor);
        let kept = &self.content[..self.content.floor_char_boundary(bytes)];
        format!("{}…", kept.trim_end())
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Line<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let room = limits.max().width;
        state.whole.update(self.set(&self.content));
        if state.whole.min_width() <= room {
            state.shown.update(self.set(&self.content));
        } else {
            let cut = self.cut(state.whole.raw(), room);
            state.shown.update(self.set(&cut));
        }
        layout::Node::new(limits.resolve(Length::Fill, Length::Shrink, state.shown.min_bounds()))
    }

    fn operate(&mut self, _: &mut Tree, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        operation.text(None, layout.bounds(), &self.content);
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        defaults: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let shown = tree.state.downcast_ref::<State>().shown.raw();
        drawing::draw(renderer, defaults, layout.bounds(), shown, (self.style)(theme), viewport);
    }
}

impl<'a, Message: 'a> From<Line<'a>> for Element<'a, Message> {
    fn from(line: Line<'a>) -> Self {
        Self::new(line)
    }
}
