//! The page beside what is typed, as it will print.

use std::collections::HashMap;
use std::time::Instant;

use iced::widget::operation::{AbsoluteOffset, scroll_to};
use iced::widget::scrollable::{Direction, Scrollbar};
use iced::widget::{Column, column, container, image, row, scrollable, sensor, space, text};
use iced::{Center, Element, Length, Size};

use super::press::{Composed, Drawn, Wanted};
use super::{Action, Message as Told, State};
use crate::domain::block::BlockKey;
use crate::ui::theme;
use crate::ui::widget::{area, button};
use crate::ui::words::{Word, Words};

/// Pixels to the pt at 100 %.
const FULL: f32 = 96.0 / 72.0;
const GAP: f32 = 16.0;
const SCROLL: &str = "editor-preview";

/// The preview's own state.
#[derive(Debug, Default)]
pub(super) struct Preview {
    composed: Option<Composed>,
    shots: HashMap<usize, Drawn>,
    current: usize,
    continuous: bool,
    zoom: Zoom,
    pane: Size,
    /// Pixels of the screen to one of the window.
    density: f32,
    /// How far the continuous pages are scrolled.
    offset: f32,
    large: bool,
    /// A block that is to be turned to when it is on a page.
    sought: Option<BlockKey>,
    /// Since when the page is behind what is typed.
    behind: Option<Instant>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Zoom {
    #[default]
    Width,
    /// The whole page.
    Page,
    /// 1.0 is true size on a screen of 96 dpi.
    Times(f32),
}

#[derive(Debug, Clone)]
pub enum Message {
    /// The room there is, and how many pixels the screen shows to one of the window.
    Pane(Size, f32),
    Turn(isize),
    Continuous(bool),
    Zoom(Zoom),
    /// Larger or smaller by one step.
    Step(bool),
    Scrolled(f32),
    Large(bool),
}

const STEPS: [f32; 9] = [0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0];

impl Preview {
    pub(super) fn is_large(&self) -> bool {
        self.large
    }

    pub(super) fn composed(&self) -> Option<&Composed> {
        self.composed.as_ref()
    }

    pub(super) fn current(&self) -> usize {
        self.current
    }

    fn pages(&self) -> usize {
        self.composed.as_ref().map_or(0, |composed| composed.sizes.len())
    }

    /// Pixels to the pt.
    fn scale(&self) -> f32 {
        let (width, height) = self.size(self.current).unwrap_or((595.0, 842.0));
        let room = Size::new((self.pane.width - 2.0 * GAP - 12.0).max(80.0), (self.pane.height - 2.0 * GAP).max(80.0));
        match self.zoom {
            Zoom::Width => room.width / width,
            Zoom::Page => (room.width / width).min(room.height / height),
            Zoom::Times(times) => FULL * times,
        }
    }

    fn size(&self, page: usize) -> Option<(f32, f32)> {
        self.composed.as_ref().and_then(|composed| composed.sizes.get(page).copied())
    }

    pub(super) fn composed_anew(&mut self, composed: Composed) {
        self.current = self.current.min(composed.sizes.len().saturating_sub(1));
        self.composed = Some(composed);
        if let Some(block) = self.sought {
            self.turn_to(block);
        }
    }

    /// Turns to the page that a block begins on: now, or once it is on one; true where that is another page.
    pub(super) fn turn_to(&mut self, block: BlockKey) -> bool {
        let mut pages = self.composed.iter().flat_map(|composed| &composed.blocks);
        let page = pages.find(|(key, _)| *key == block).map(|(_, page)| *page);
        self.sought = if page.is_some() { None } else { Some(block) };
        let turns = page.is_some_and(|page| page != self.current);
        self.current = page.unwrap_or(self.current);
        turns
    }

    /// Something was typed: the page is to follow.
    pub(super) fn fall_behind(&mut self) {
        self.behind.get_or_insert_with(Instant::now);
    }

    pub(super) fn drawn(&mut self, drawn: Drawn) {
        if let Some(since) = self.behind.take() {
            tracing::debug!(took = ?since.elapsed(), page = drawn.page, "the page follows what was typed");
        }
        let near = self.visible();
        self.shots.retain(|page, _| page + 2 >= near.start && *page < near.end + 2);
        self.shots.insert(drawn.page, drawn);
    }

    /// Turns to the page that shows a row of the table; true where that is another page.
    pub(super) fn follow(&mut self, row: usize) -> bool {
        let rows = self.composed.iter().flat_map(|composed| composed.rows.iter());
        let page = rows.enumerate().find(|(_, rows)| rows.contains(&row)).map(|(page, _)| page);
        let turns = page.is_some_and(|page| page != self.current);
        self.current = page.unwrap_or(self.current);
        turns
    }

    /// The pages in sight.
    fn visible(&self) -> std::ops::Range<usize> {
        if !self.continuous {
            return self.current..self.current + 1;
        }
        let scale = self.scale();
        let (mut y, mut first, mut last) = (GAP, usize::MAX, 0);
        for page in 0..self.pages() {
            let height = self.size(page).map_or(0.0, |(_, height)| height * scale);
            if y + height >= self.offset && y <= self.offset + self.pane.height {
                first = first.min(page);
                last = page + 1;
            }
            y += height + GAP;
        }
        first.min(last)..last
    }

    pub(super) fn wanted(&self) -> Wanted {
        Wanted { pages: self.visible(), scale: f64::from(self.scale() * self.density) }
    }

    fn update(&mut self, message: Message) {
        match message {
            Message::Pane(size, density) => (self.pane, self.density) = (size, density),
            Message::Turn(by) => {
                self.current = self.current.saturating_add_signed(by).min(self.pages().saturating_sub(1));
            }
            Message::Continuous(continuous) => self.continuous = continuous,
            Message::Zoom(zoom) => self.zoom = zoom,
            Message::Step(larger) => self.step(larger),
            Message::Scrolled(offset) => self.offset = offset,
            Message::Large(large) => {
                self.large = large;
                self.zoom = Zoom::Width;
            }
        }
    }

    /// How high all that can be scrolled through is.
    fn height(&self) -> f32 {
        let shown = if self.continuous { 0..self.pages() } else { self.current..self.current + 1 };
        let heights = shown.filter_map(|page| self.size(page)).map(|(_, height)| height * self.scale() + GAP);
        heights.sum::<f32>() + GAP
    }

    /// PageDown and PageUp: on through the page, then to the next one. Returns how far it is scrolled now.
    fn leaf(&mut self, down: bool) -> f32 {
        let most = |preview: &Self| (preview.height() - preview.pane.height).max(0.0);
        let (step, end) = (self.pane.height * 0.9, most(self));
        let is_last = self.continuous || self.current + 1 >= self.pages();
        let is_first = self.continuous || self.current == 0;
        if down && (self.offset < end - 1.0 || is_last) {
            self.offset = (self.offset + step).min(end);
        } else if down {
            (self.current, self.offset) = (self.current + 1, 0.0);
        } else if self.offset > 1.0 || is_first {
            self.offset = (self.offset - step).max(0.0);
        } else {
            self.current -= 1;
            self.offset = most(self);
        }
        self.offset
    }

    fn step(&mut self, larger: bool) {
        let now = self.scale() / FULL;
        let step = if larger {
            STEPS.into_iter().find(|step| *step > now + 0.01)
        } else {
            STEPS.into_iter().rev().find(|step| *step < now - 0.01)
        };
        if let Some(step) = step {
            self.zoom = Zoom::Times(step);
        }
    }
}

impl State {
    pub(super) fn preview_asked(&mut self, message: Message) {
        self.preview.update(message);
        self.press.show(self.preview.wanted());
    }

    pub(super) fn leafed(&mut self, down: bool) -> Action {
        let y = Some(self.preview.leaf(down));
        self.press.show(self.preview.wanted());
        Action::Run(scroll_to(SCROLL, AbsoluteOffset { x: None, y }))
    }
}

pub(super) fn view<'a>(state: &'a State, words: &'a Words, density: f32) -> Element<'a, Told> {
    let preview = &state.preview;
    let measured = move |size| Message::Pane(size, density);
    let pages = sensor(pages(preview, words)).key(density.to_bits()).on_show(measured).on_resize(measured);
    let pages: Element<'a, Message> = pages.into();
    column![
        container(pages.map(Told::Preview)).width(Length::Fill).height(Length::Fill),
        container(bar(preview, words)).padding([theme::TIGHT, theme::BETWEEN]).width(Length::Fill).style(theme::sheet),
    ]
    .into()
}

fn pages<'a>(preview: &'a Preview, words: &'a Words) -> Element<'a, Message> {
    if preview.pages() == 0 {
        let waiting = text(words.get(Word::EditorSetting)).style(theme::quiet);
        return container(waiting).center(Length::Fill).style(theme::ground).into();
    }
    let shown = if preview.continuous { 0..preview.pages() } else { preview.visible() };
    let sheets = shown.map(|page| sheet(preview, page));
    let direction = Direction::Both { vertical: Scrollbar::default(), horizontal: Scrollbar::default() };
    let all = Column::with_children(sheets).spacing(GAP).padding(GAP);
    // A page narrower than the pane stands in its middle.
    let all = container(all).center_x(Length::Shrink).width(Length::Shrink);
    let scale = preview.scale();
    let widest = (0..preview.pages()).filter_map(|page| preview.size(page)).map(|(width, _)| width * scale);
    let spare = (preview.pane.width - widest.fold(0.0, f32::max) - 2.0 * GAP).max(0.0) / 2.0;
    // On whole pixels: between them the page would be soft.
    let spare = (spare * preview.density).floor() / preview.density.max(f32::EPSILON);
    let centred = row![space().width(spare), all];
    let scroll = scrollable(centred).id(SCROLL).direction(direction).width(Length::Fill).height(Length::Fill);
    let scroll = scroll.style(theme::scroll).on_scroll(|view| Message::Scrolled(view.absolute_offset().y));
    area(scroll).into()
}

/// One page: its picture where it is drawn, else blank paper of its size.
fn sheet(preview: &Preview, page: usize) -> Element<'_, Message> {
    let scale = preview.scale();
    let (width, height) = preview.size(page).map_or((0.0, 0.0), |(width, height)| (width * scale, height * scale));
    let paper =
        |style: fn(&iced::Theme) -> container::Style| container(space()).width(width).height(height).style(style);
    match preview.shots.get(&page) {
        Some(shot) if shot.scale == preview.wanted().scale => {
            let (across, down) = shot.pixels;
            let size = |pixels: u32| pixels as f32 / preview.density;
            image(shot.picture.clone()).width(size(across)).height(size(down)).into()
        }
        Some(shot) => image(shot.picture.clone()).width(width).height(height).into(),
        None => paper(|_| container::background(iced::Color::WHITE)).into(),
    }
}

fn bar<'a>(preview: &'a Preview, words: &'a Words) -> Element<'a, Told> {
    let of = words
        .with(Word::EditorPage, &[("page", (preview.current + 1).into()), ("pages", preview.pages().max(1).into())]);
    let small = |label: &'a str, message: Message| button::bare(label).on_press(Told::Preview(message));
    let percent = format!("{:.0} %", preview.scale() / FULL * 100.0);
    let turn = row![
        small("‹", Message::Turn(-1)),
        text(of).size(theme::SMALL),
        small("›", Message::Turn(1)),
        space().width(Length::Fill),
        small("−", Message::Step(false)),
        text(percent).size(theme::SMALL),
        small("+", Message::Step(true)),
        small(words.get(Word::EditorFitWidth), Message::Zoom(Zoom::Width)),
        small(words.get(Word::EditorFitPage), Message::Zoom(Zoom::Page)),
        if preview.continuous {
            small(words.get(Word::EditorPaged), Message::Continuous(false))
        } else {
            small(words.get(Word::EditorContinuous), Message::Continuous(true))
        },
        if preview.large {
            small(words.get(Word::EditorSmall), Message::Large(false))
        } else {
            small(words.get(Word::EditorLarge), Message::Large(true))
        },
    ];
    turn.spacing(theme::TIGHT).align_y(Center).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::block::{Chart, Matter, insert};

    #[test]
    fn page_down_goes_through_the_page_before_it_turns_it() {
        let composed = Composed {
            generation: 0,
            sizes: vec![(595.0, 842.0); 2],
            rows: Vec::new(),
            blocks: Vec::new(),
            smallest_mm: 10.0,
            legible_metres: 3.0,
            took: std::time::Duration::ZERO,
        };
        let composed = Some(composed);
        let mut preview = Preview { composed, pane: Size::new(639.0, 500.0), density: 1.0, ..Preview::default() };
        let mut leaf = |down| (preview.leaf(down).round() as i32, preview.current);
        // A page of 842 and the space around it in a pane of 500.
        assert_eq!([leaf(true), leaf(true), leaf(true)], [(374, 0), (0, 1), (374, 1)]);
        assert_eq!([leaf(true), leaf(false), leaf(false)], [(374, 1), (0, 1), (374, 0)]);
    }

    #[test]
    fn a_block_that_was_put_in_is_turned_to_once_it_is_on_a_page() {
        let composed = |blocks: Vec<(BlockKey, usize)>| Composed {
            generation: 0,
            sizes: vec![(595.0, 842.0); 3],
            rows: Vec::new(),
            blocks,
            smallest_mm: 10.0,
            legible_metres: 3.0,
            took: std::time::Duration::ZERO,
        };
        let chart = Matter::Chart(Chart::default());
        let key = insert(&mut Vec::new(), None, chart);
        let mut preview = Preview { composed: Some(composed(Vec::new())), ..Preview::default() };
        assert!(!preview.turn_to(key));
        preview.composed_anew(composed(vec![(key, 2)]));
        assert_eq!(preview.current, 2);
        // Turned to once: whoever leafs on stays there.
        preview.update(Message::Turn(-1));
        preview.composed_anew(composed(vec![(key, 2)]));
        assert_eq!(preview.current, 1);
    }
}
