//! Text in the largest type that fits into its room.

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{self, Paragraph as _, Renderer as _};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Widget, mouse, renderer};
use iced::{Color, Element, Fill, Font, Length, Pixels, Point, Rectangle, Renderer, Size, Theme};

type Paragraph = <Renderer as text::Renderer>::Paragraph;

const SMALLEST: f32 = 16.0;
const LARGEST: f32 = 800.0;
/// As close as this, in pixels, is close enough.
const STEP: f32 = 2.0;
const LINE_HEIGHT: f32 = 1.25;

pub(super) struct Fit<'a> {
    content: &'a str,
    font: Font,
    ink: Color,
}

#[derive(Default)]
struct State {
    content: String,
    room: Size,
    set: Paragraph,
}

pub(super) fn fit(content: &str, font: Font, ink: Color) -> Fit<'_> {
    Fit { content, font, ink }
}

impl Fit<'_> {
    fn set(&self, size: f32, room: Size) -> Paragraph {
        Paragraph::with_text(text::Text {
            content: self.content,
            bounds: Size::new(room.width, f32::INFINITY),
            size: Pixels(size),
            line_height: text::LineHeight::Relative(LINE_HEIGHT),
            font: self.font,
            align_x: text::Alignment::Left,
            align_y: iced::alignment::Vertical::Top,
            shaping: text::Shaping::Advanced,
            wrapping: text::Wrapping::WordOrGlyph,
        })
    }

    fn largest(&self, room: Size) -> Paragraph {
        let (mut fits, mut beyond) = (SMALLEST, room.height.clamp(SMALLEST + STEP, LARGEST));
        let mut best = self.set(fits, room);
        while beyond - fits > STEP {
            let size = ((fits + beyond) / 2.0).floor();
            let set = self.set(size, room);
            let bounds = set.min_bounds();
            if bounds.width <= room.width && bounds.height <= room.height {
                (fits, best) = (size, set);
            } else {
                beyond = size;
            }
        }
        best
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Fit<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Fill)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let room = limits.max();
        if state.room != room || state.content != self.content {
            *state = State { content: self.content.to_owned(), room, set: self.largest(room) };
        }
        layout::Node::new(room)
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let (bounds, set) = (layout.bounds(), &tree.state.downcast_ref::<State>().set);
        let size = set.min_bounds();
        let x = bounds.x + ((bounds.width - size.width) / 2.0).max(0.0).floor();
        let y = bounds.y + ((bounds.height - size.height) / 2.0).max(0.0).floor();
        renderer.fill_paragraph(set, Point::new(x, y), self.ink, bounds);
    }
}

impl<'a, Message: 'a> From<Fit<'a>> for Element<'a, Message> {
    fn from(fit: Fit<'a>) -> Self {
        Self::new(fit)
    }
}
