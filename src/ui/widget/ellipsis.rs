//! One line of text with an ellipsis for what has no room.

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
    /// How much of the room is for the line's beginning; the rest is for its end.
    beginning: f32,
}

#[derive(Default)]
struct State {
    whole: paragraph::Plain<Paragraph>,
    shown: paragraph::Plain<Paragraph>,
}

pub fn line<'a>(content: impl Into<Cow<'a, str>>) -> Line<'a> {
    Line { content: content.into(), size: theme::BODY, font: theme::FACE, style: theme::inherited, beginning: 1.0 }
}

/// The name of a notice or a file, which begins as all of an office's do: what tells it from others is at its end.
pub fn title<'a>(content: impl Into<Cow<'a, str>>) -> Line<'a> {
    Line { beginning: 0.35, ..line(content) }
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
        let Size { width, height } = whole.min_bounds();
        let at = |across: f32| {
            let hit = whole.hit_test(Point::new(across, height / 2.0));
            self.content.floor_char_boundary(hit.map_or(0, text::Hit::cursor))
        };
        // Half an em less at each cut, since the nearest character may begin before the point and end behind it.
        let cuts = if self.beginning < 1.0 { 1.0 } else { 0.5 };
        let room = (room - (1.0 + cuts) * self.size).max(0.0);
        let (kept, gone) = self.content.split_at(at(room * self.beginning));
        // A number is told whole or not at all: of 2026年 neither 2 nor 026年 is left.
        let kept = if gone.starts_with(is_figure) { kept.trim_end_matches(is_figure) } else { kept };
        if self.beginning == 1.0 {
            return format!("{}…", kept.trim_end());
        }
        let (gone, end) = self.content.split_at(at(width - room * (1.0 - self.beginning)));
        let end = if gone.ends_with(is_figure) { end.trim_start_matches(is_figure) } else { end };
        format!("{}…{}", kept.trim_end(), end.trim_start())
    }
}

fn is_figure(letter: char) -> bool {
    letter.is_ascii_digit()
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
