//! Having the keyboard: what a widget of ours remembers of it, and how Tab keeps what has it in sight.

use iced::Task;
use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable, TextInput};
use iced::advanced::widget::{Id, Operation, operate};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::operation;
use iced::{Event, Rectangle, Vector, mouse, touch};

use crate::ui::theme;

/// Whether a widget has the keyboard.
#[derive(Debug, Default)]
pub(super) struct Focus {
    pub(super) is_here: bool,
}

impl Focusable for Focus {
    fn is_focused(&self) -> bool {
        self.is_here
    }

    fn focus(&mut self) {
        self.is_here = true;
    }

    fn unfocus(&mut self) {
        self.is_here = false;
    }
}

/// The pointer or a finger comes down: what has the keyboard may lose it, even where a field takes the press.
pub(super) fn is_press(event: &Event) -> bool {
    matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Touch(touch::Event::FingerPressed { .. }))
}

impl Focus {
    /// The named key that is pressed on the widget, alone.
    pub(super) fn key(&self, event: &Event) -> Option<Named> {
        match event {
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. })
                if self.is_here && modifiers.is_empty() =>
            {
                Some(*named)
            }
            _ => None,
        }
    }
}

/// Tab: the next thing to use gets the keyboard and is scrolled into sight.
pub fn next<Message: Send + 'static>() -> Task<Message> {
    operation::focus_next().chain(operate(Seek::default()))
}

/// Shift+Tab
pub fn previous<Message: Send + 'static>() -> Task<Message> {
    operation::focus_previous().chain(operate(Seek::default()))
}

/// The keyboard to this one, which is scrolled into sight.
pub fn at<Message: Send + 'static>(id: &'static str) -> Task<Message> {
    operation::focus(id).chain(operate(Seek::default()))
}

/// Enter in one of many fields: the next field, past the buttons between them. In the last one the keyboard stays.
pub fn next_field<Message: Send + 'static>() -> Task<Message> {
    operate(Fields::default()).chain(operate(Seek::default()))
}

/// Looks for the field behind the one that has the keyboard.
#[derive(Debug, Default)]
struct Fields {
    /// How many things that can have the keyboard were seen.
    seen: usize,
    /// What is seen next is a field.
    is_field: bool,
    has_keyboard: Option<usize>,
    next: Option<usize>,
}

impl<T: 'static> Operation<T> for Fields {
    fn traverse(&mut self, each: &mut dyn FnMut(&mut dyn Operation<T>)) {
        each(self);
    }

    fn text_input(&mut self, _id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn TextInput) {
        self.is_field = true;
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        let is_field = std::mem::take(&mut self.is_field);
        if state.is_focused() {
            self.has_keyboard = Some(self.seen);
        } else if is_field && self.has_keyboard.is_some() {
            self.next.get_or_insert(self.seen);
        }
        self.seen += 1;
    }

    fn finish(&self) -> Outcome<T> {
        match self.next {
            Some(wanted) => Outcome::Chain(Box::new(Give { wanted, seen: 0 })),
            None => Outcome::None,
        }
    }
}

/// Gives the keyboard to one of the things that can have it.
#[derive(Debug)]
struct Give {
    wanted: usize,
    seen: usize,
}

impl<T> Operation<T> for Give {
    fn traverse(&mut self, each: &mut dyn FnMut(&mut dyn Operation<T>)) {
        each(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if self.seen == self.wanted {
            state.focus();
        } else {
            state.unfocus();
        }
        self.seen += 1;
    }
}

/// Looks for what has the keyboard and for the scrolled panes around it.
#[derive(Debug, Default)]
struct Seek {
    panes: Vec<Pane>,
    /// The panes that are entered, by their place in `panes`.
    within: Vec<Option<usize>>,
    entering: Option<usize>,
    /// The innermost pane around the focus, and how far it has to be scrolled.
    found: Option<(usize, Vector)>,
}

#[derive(Debug, Clone, Copy)]
struct Pane {
    bounds: Rectangle,
    translation: Vector,
}

impl<T: 'static> Operation<T> for Seek {
    fn traverse(&mut self, each: &mut dyn FnMut(&mut dyn Operation<T>)) {
        self.within.push(self.entering.take());
        each(self);
        self.within.pop();
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.entering = Some(self.panes.len());
        self.panes.push(Pane { bounds, translation });
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        if let Some(at) = self.within.iter().rev().copied().flatten().next()
            && state.is_focused()
        {
            self.found = Some((at, self.panes[at].out_of_sight(bounds)));
        }
    }

    fn finish(&self) -> Outcome<T> {
        match self.found {
            Some((pane, by)) if by != Vector::ZERO => Outcome::Chain(Box::new(Scroll { left: pane, by })),
            _ => Outcome::None,
        }
    }
}

impl Pane {
    /// How far the pane has to be scrolled until all of `inner` is seen with a little room around it.
    fn out_of_sight(self, inner: Rectangle) -> Vector {
        let along = |start: f32, length: f32, from: f32, room: f32| {
            let (start, end) = (start - theme::BETWEEN, start + length + theme::BETWEEN);
            if start < from {
                start - from
            } else if end > from + room {
                (end - from - room).min(start - from)
            } else {
                0.0
            }
        };
        let seen = self.bounds.position() + self.translation;
        Vector::new(
            along(inner.x, inner.width, seen.x, self.bounds.width),
            along(inner.y, inner.height, seen.y, self.bounds.height),
        )
    }
}

/// Scrolls one pane, by its place in the order of the tree.
#[derive(Debug)]
struct Scroll {
    left: usize,
    by: Vector,
}

impl<T> Operation<T> for Scroll {
    fn traverse(&mut self, each: &mut dyn FnMut(&mut dyn Operation<T>)) {
        each(self);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        _translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if self.left == 0 {
            state.scroll_by(AbsoluteOffset { x: self.by.x, y: self.by.y }, bounds, content);
        }
        self.left = self.left.wrapping_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_the_pane_is_scrolled_up_and_what_is_seen_stays() {
        let bounds = Rectangle { x: 0.0, y: 0.0, width: 400.0, height: 200.0 };
        let pane = Pane { bounds, translation: Vector::new(0.0, 100.0) };
        let at = |y: f32| pane.out_of_sight(Rectangle { x: 20.0, y, width: 100.0, height: 40.0 }).y;
        assert_eq!((at(150.0), at(400.0), at(50.0)), (0.0, 156.0, -66.0));
    }
}
