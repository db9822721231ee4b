//! A long list of which only what is seen is built: 20,000 rows cost as much as 40.

use std::ops::Range;

use iced::widget::operation::{AbsoluteOffset, scroll_to};
use iced::widget::scrollable::{Direction, Scrollbar, Viewport};
use iced::widget::{Column, scrollable, space};
use iced::{Element, Length, Task};

use super::bar::barred;
use crate::ui::theme;

/// Rows built above and below what is seen, so that a turn of the wheel finds them there.
const SPARE: usize = 6;

/// The part of a list that is seen.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Window {
    offset: f32,
    /// Not known before the first scroll.
    height: Option<f32>,
}

/// Rows are built for a tall screen, and brought into sight for a low one, while the height is not known.
const TALL: f32 = 1440.0;
const LOW: f32 = 216.0;

impl Window {
    pub fn scrolled(&mut self, viewport: Viewport) {
        self.offset = viewport.absolute_offset().y;
        self.height = Some(viewport.bounds().height);
    }

    /// The rows to build out of `count`.
    pub fn rows(self, count: usize) -> Range<usize> {
        let first = (self.offset / theme::ROW_HEIGHT).floor() as usize;
        let seen = (self.height.unwrap_or(TALL) / theme::ROW_HEIGHT).ceil() as usize + 1;
        first.saturating_sub(SPARE).min(count)..(first + seen + SPARE).min(count)
    }

    /// Scrolls just far enough that `row` is seen.
    pub fn reveal<Message: Send + 'static>(&mut self, id: &'static str, row: usize) -> Task<Message> {
        let top = row as f32 * theme::ROW_HEIGHT;
        let height = self.height.unwrap_or(LOW).max(theme::ROW_HEIGHT);
        let offset = if top < self.offset {
            top
        } else if top + theme::ROW_HEIGHT > self.offset + height {
            top + theme::ROW_HEIGHT - height
        } else {
            return Task::none();
        };
        self.offset = offset;
        scroll_to(id, AbsoluteOffset { x: None, y: Some(offset) })
    }

    /// The list is built anew: brings it to where it stood, and `row` into sight.
    pub fn stand_again<Message: Send + 'static>(&mut self, id: &'static str, row: Option<usize>) -> Task<Message> {
        let there = scroll_to(id, AbsoluteOffset { x: None, y: Some(self.offset) });
        there.chain(row.map_or_else(Task::none, |row| self.reveal(id, row)))
    }

    pub fn page(self) -> usize {
        ((self.height.unwrap_or(720.0) / theme::ROW_HEIGHT) as usize).saturating_sub(1).max(1)
    }
}

/// The list. Every row has to be [`theme::ROW_HEIGHT`] high.
pub fn list<'a, Message: 'a>(
    id: &'static str,
    window: Window,
    count: usize,
    row: impl Fn(usize) -> Element<'a, Message>,
    on_scroll: impl Fn(Viewport) -> Message + 'a,
) -> Element<'a, Message> {
    let built = window.rows(count);
    let above = built.start as f32 * theme::ROW_HEIGHT;
    let below = (count - built.end) as f32 * theme::ROW_HEIGHT;
    let rows = Column::new()
        .push(space().height(above))
        .extend(built.map(row))
        .push(space().height(below))
        .width(Length::Fill);
    let direction = Direction::Vertical(Scrollbar::hidden());
    let pane = scrollable(rows).id(id).direction(direction).on_scroll(on_scroll);
    barred(pane.width(Length::Fill).height(Length::Fill)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_is_built() {
        let window = Window { offset: 360_000.0, height: Some(720.0) };
        assert_eq!(window.rows(20_000), 9_994..10_027);
        assert_eq!(window.rows(5), 5..5);
        assert_eq!(Window::default().rows(3), 0..3);
    }
}
