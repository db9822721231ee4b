//! The scroll bar of a long list: iced's own shrinks with the list, to two pixels at 5,000 rows, and cannot be held.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::Scrollable;
use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, overlay, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector, border};

use crate::ui::theme;

/// However long the list is, the bar can be seen and held.
const SHORTEST: f32 = 32.0;
const WIDTH: f32 = 10.0;

/// What of something long is seen, along one axis.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sight {
    /// The length that is seen; the bar's rail is as long.
    pub(super) room: f32,
    pub(super) whole: f32,
    pub(super) offset: f32,
}

impl Sight {
    /// How far it can be scrolled.
    pub(super) fn overhang(self) -> f32 {
        (self.whole - self.room).max(0.0)
    }

    /// Where on its rail the bar begins, and how long it is; `None` where all is seen.
    pub(super) fn bar(self) -> Option<(f32, f32)> {
        let most = self.overhang();
        let length = (self.room / self.whole * self.room).max(SHORTEST).min(self.room);
        (most > 0.0).then(|| ((self.room - length) * (self.offset / most).min(1.0), length))
    }

    /// The offset at which the bar begins there.
    pub(super) fn dragged(self, start: f32) -> f32 {
        let spare = self.bar().map_or(0.0, |(_, length)| self.room - length);
        if spare > 0.0 { (start / spare).clamp(0.0, 1.0) * self.overhang() } else { 0.0 }
    }

    /// How far from the bar's beginning it is held by a pointer `along` the rail: beside the bar, by its middle.
    pub(super) fn grip(self, along: f32) -> f32 {
        let (start, length) = self.bar().unwrap_or_default();
        let within = along - start;
        if (0.0..length).contains(&within) { within } else { length / 2.0 }
    }
}

/// A scrolled pane with that bar at its right edge.
pub(super) struct Barred<'a, Message> {
    pane: Element<'a, Message>,
}

/// `pane` is a scrollable without a bar of its own.
pub(super) fn barred<'a, Message>(pane: impl Into<Element<'a, Message>>) -> Barred<'a, Message> {
    Barred { pane: pane.into() }
}

#[derive(Debug, Default)]
struct State {
    sight: Sight,
    /// Where the pointer holds the bar, from its beginning.
    grip: Option<f32>,
    is_hovered: bool,
}

/// Asks the pane how far it is scrolled, and scrolls it.
#[derive(Debug, Default)]
struct Ask {
    to: Option<f32>,
    sight: Sight,
}

impl Operation for Ask {
    /// Only the pane itself is meant, not what is in it.
    fn traverse(&mut self, _each: &mut dyn FnMut(&mut dyn Operation)) {}

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if self.to.is_some() {
            state.scroll_to(AbsoluteOffset { x: None, y: self.to });
        }
        let offset = self.to.unwrap_or(translation.y);
        self.sight = Sight { room: bounds.height, whole: content.height, offset };
    }
}

impl<Message> Barred<'_, Message> {
    fn ask(&mut self, to: Option<f32>, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) -> Sight {
        let mut ask = Ask { to, ..Ask::default() };
        if let Some(inner) = layout.children().next() {
            self.pane.as_widget_mut().operate(&mut tree.children[0], inner, renderer, &mut ask);
        }
        ask.sight
    }

    /// Scrolls to where the pointer draws the bar.
    fn drag(&mut self, y: f32, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer) {
        let State { sight, grip, .. } = *tree.state.downcast_ref::<State>();
        let to = sight.dragged(y - layout.bounds().y - grip.unwrap_or_default());
        let sight = self.ask(Some(to), tree, layout, renderer);
        tree.state.downcast_mut::<State>().sight = sight;
    }
}

fn rail(bounds: Rectangle) -> Rectangle {
    Rectangle { x: bounds.x + bounds.width - WIDTH, width: WIDTH, ..bounds }
}

impl<Message> Widget<Message, Theme, Renderer> for Barred<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.pane)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.pane));
    }

    fn size(&self) -> Size<Length> {
        self.pane.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let pane = self.pane.as_widget_mut().layout(&mut tree.children[0], renderer, limits);
        layout::Node::with_children(pane.size(), vec![pane])
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        if let Some(inner) = layout.children().next() {
            self.pane.as_widget_mut().operate(&mut tree.children[0], inner, renderer, operation);
        }
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
        let rail = rail(layout.bounds());
        let state = tree.state.downcast_mut::<State>();
        let is_hovered = cursor.is_over(rail);
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
                if is_hovered && state.sight.bar().is_some() =>
            {
                if let Some(at) = cursor.position() {
                    state.grip = Some(state.sight.grip(at.y - rail.y));
                    self.drag(at.y, tree, layout, renderer);
                    shell.capture_event();
                    shell.request_redraw();
                    return;
                }
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) if state.grip.is_some() => {
                if let Some(at) = cursor.position() {
                    self.drag(at.y, tree, layout, renderer);
                    shell.capture_event();
                    shell.request_redraw();
                    return;
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(_)) => state.grip = None,
            _ => {}
        }
        if let Some(inner) = layout.children().next() {
            let pane = self.pane.as_widget_mut();
            pane.update(&mut tree.children[0], event, inner, cursor, renderer, clipboard, shell, viewport);
        }
        let sight = self.ask(None, tree, layout, renderer);
        let state = tree.state.downcast_mut::<State>();
        if (sight, is_hovered) != (state.sight, state.is_hovered) {
            (state.sight, state.is_hovered) = (sight, is_hovered);
            shell.request_redraw();
        }
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
        let Some(inner) = layout.children().next() else { return };
        self.pane.as_widget().draw(&tree.children[0], renderer, theme, style, inner, cursor, viewport);
        let state = tree.state.downcast_ref::<State>();
        let Some((start, length)) = state.sight.bar() else { return };
        let rail = rail(layout.bounds());
        let bounds = Rectangle { y: rail.y + start, height: length, ..rail };
        let tones = theme::tones(theme);
        let color = if state.is_hovered || state.grip.is_some() { tones.quiet } else { tones.edge };
        // A layer of its own: the rows lie in the pane's.
        renderer.with_layer(rail, |renderer| {
            let quad = renderer::Quad { bounds, border: border::rounded(4), ..renderer::Quad::default() };
            renderer.fill_quad(quad, color);
        });
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let is_on_bar =
            cursor.is_over(rail(layout.bounds())) && tree.state.downcast_ref::<State>().sight.bar().is_some();
        let inner = layout.children().next().filter(|_| !is_on_bar);
        inner.map_or_else(mouse::Interaction::default, |inner| {
            self.pane.as_widget().mouse_interaction(&tree.children[0], inner, cursor, viewport, renderer)
        })
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let inner = layout.children().next()?;
        self.pane.as_widget_mut().overlay(&mut tree.children[0], inner, renderer, viewport, translation)
    }
}

impl<'a, Message: 'a> From<Barred<'a, Message>> for Element<'a, Message> {
    fn from(barred: Barred<'a, Message>) -> Self {
        Self::new(barred)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_of_a_long_list_can_still_be_held() {
        let sight = Sight { room: 500.0, whole: 180_000.0, offset: 0.0 };
        assert_eq!(sight.bar(), Some((0.0, SHORTEST)));
        assert_eq!(Sight { offset: sight.overhang(), ..sight }.bar(), Some((500.0 - SHORTEST, SHORTEST)));
    }

    #[test]
    fn dragged_to_its_end_the_bar_shows_the_last_row() {
        let sight = Sight { room: 500.0, whole: 180_000.0, offset: 0.0 };
        assert_eq!((sight.dragged(-20.0), sight.dragged(900.0)), (0.0, 179_500.0));
        let half = Sight { offset: sight.dragged(234.0), ..sight };
        assert_eq!(half.bar().map(|(start, _)| start.round()), Some(234.0));
    }

    #[test]
    fn a_list_that_is_all_seen_has_no_bar() {
        let sight = Sight { room: 500.0, whole: 360.0, offset: 0.0 };
        assert_eq!((sight.bar(), sight.dragged(40.0)), (None, 0.0));
    }
}
