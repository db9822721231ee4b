//! A part of the window that is drawn by itself, so that a keystroke costs what it changes and no more.
//!
//! The software renderer compares the frame with the last one layer by layer and, within a layer, quad by quad in their
//! order. A caret that comes or goes shifts every quad behind it, and all of them are drawn again; and a quad that
//! reaches out of the damaged part is blended through a mask over its whole size, a full window's worth for two letters.
//! So what blinks gets a layer of its own, and large grounds are laid in tiles.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, overlay, renderer};
use iced::{Color, Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

use crate::ui::theme::{self, Tones};

/// Side of a tile in pixels of the window.
const TILE: f32 = 128.0;

/// How far a tile reaches under the next: at any scale no seam shows between two of one opaque colour.
const OVERLAP: f32 = 1.0;

/// Room for a focus ring around what stands in the area.
const RING: f32 = 2.0;

pub struct Area<'a, Message> {
    content: Element<'a, Message>,
    ground: Option<fn(&Tones) -> Color>,
}

/// Gives the content a layer of its own.
pub fn area<'a, Message>(content: impl Into<Element<'a, Message>>) -> Area<'a, Message> {
    Area { content: content.into(), ground: None }
}

impl<Message> Area<'_, Message> {
    /// Lays the area in one opaque colour.
    pub fn ground(mut self, color: fn(&Tones) -> Color) -> Self {
        self.ground = Some(color);
        self
    }
}

/// Fills a large area with one opaque colour.
pub fn tiles(renderer: &mut Renderer, bounds: Rectangle, color: Color) {
    let (right, bottom) = (bounds.x + bounds.width, bounds.y + bounds.height);
    let steps = |length: f32| 0..(length / TILE).ceil() as u32;
    for down in steps(bounds.height) {
        for across in steps(bounds.width) {
            let (x, y) = (bounds.x + across as f32 * TILE, bounds.y + down as f32 * TILE);
            let width = (TILE + OVERLAP).min(right - x);
            let height = (TILE + OVERLAP).min(bottom - y);
            let bounds = Rectangle { x, y, width, height };
            renderer.fill_quad(renderer::Quad { bounds, ..renderer::Quad::default() }, color);
        }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Area<'_, Message> {
    fn tag(&self) -> tree::Tag {
        self.content.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.content.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.content.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.content.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        self.content.as_widget_mut().layout(tree, renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.content.as_widget_mut().operate(tree, layout, renderer, operation);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let content = self.content.as_widget_mut();
        content.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.content.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let Some(seen) = bounds.expand(RING).intersection(viewport) else { return };
        renderer.with_layer(seen, |renderer| {
            if let Some(ground) = self.ground {
                tiles(renderer, bounds, ground(theme::tones(theme)));
            }
            self.content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        });
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.content.as_widget_mut().overlay(tree, layout, renderer, viewport, translation)
    }
}

impl<'a, Message: 'a> From<Area<'a, Message>> for Element<'a, Message> {
    fn from(area: Area<'a, Message>) -> Self {
        Self::new(area)
    }
}
