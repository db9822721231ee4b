//! The part of the glass where pages stand, with its transitions. It moves by itself: the program is not asked to look at
//! everything anew for each picture of a fade.

use std::time::{Duration, Instant};

use iced::advanced::image::{FilterMethod, Image, Renderer as _};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, window};

use super::artist::Picture;

/// How long a fade takes.
pub(super) const FADE: Duration = Duration::from_millis(800);
/// Between two pictures of a fade.
const FADE_STEP: Duration = Duration::from_millis(50);
/// Between two pictures of a slow scroll: 15 a second.
pub(super) const SCROLL_STEP: Duration = Duration::from_nanos(1_000_000_000 / 15);

/// Pages side by side; on an upright glass one above the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Scene {
    pub(super) pictures: Vec<Picture>,
}

/// How what is on came on.
#[derive(Debug, Clone, Default)]
pub(super) enum Motion {
    #[default]
    Still,
    /// Out of what stood before.
    Fade { before: Scene, took: Duration },
    /// Up and away within its time, the next one after it.
    Scroll { next: Option<Scene>, hold: Duration },
}

pub(super) struct Stage {
    scene: Scene,
    motion: Motion,
    /// When the scene came on.
    since: Instant,
    /// Stops where it is, while somebody reads.
    is_held: bool,
}

/// The instant that is drawn.
struct Now(Instant);

impl Stage {
    pub(super) fn new(scene: Scene, motion: Motion, since: Instant, is_held: bool) -> Self {
        Self { scene, motion, since, is_held }
    }

    /// When the next picture is due, if it moves.
    fn next(&self, now: Instant) -> Option<Instant> {
        let gone = now.saturating_duration_since(self.since);
        match &self.motion {
            Motion::Still => None,
            _ if self.is_held => None,
            Motion::Fade { took, .. } => (gone < *took).then(|| now + FADE_STEP),
            Motion::Scroll { hold, .. } => (gone < *hold).then(|| now + SCROLL_STEP),
        }
    }

    fn draw_fade(&self, before: &Scene, took: Duration, gone: Duration, renderer: &mut Renderer, room: Rectangle) {
        let share = (gone.as_secs_f32() / took.as_secs_f32().max(0.001)).min(1.0);
        if share < 1.0 {
            // Where both stand in the same place the ground between them must not shine through.
            let same = before.places(room) == self.scene.places(room);
            before.draw(renderer, room, 0.0, if same { 1.0 } else { 1.0 - share });
        }
        self.scene.draw(renderer, room, 0.0, share);
    }

    fn draw_scroll(
        &self,
        next: Option<&Scene>,
        hold: Duration,
        gone: Duration,
        renderer: &mut Renderer,
        room: Rectangle,
    ) {
        let tall = self.scene.tape(room);
        let way = if next.is_some() { tall } else { tall - room.height };
        let share = if self.is_held { 0.0 } else { (gone.as_secs_f32() / hold.as_secs_f32().max(0.001)).min(1.0) };
        let up = (way * share).floor();
        self.scene.draw(renderer, room, -up, 1.0);
        if let Some(next) = next {
            next.draw(renderer, room, tall - up, 1.0);
        }
    }
}

impl Scene {
    pub(super) fn is_empty(&self) -> bool {
        self.pictures.is_empty()
    }

    /// How much of a tape it is, in pixels: a page lower than the room has the room to itself.
    fn tape(&self, room: Rectangle) -> f32 {
        self.pictures.iter().map(|picture| picture.height as f32).fold(room.height, f32::max)
    }

    /// Where each of its pages stands, on whole pixels.
    fn places(&self, room: Rectangle) -> Vec<Rectangle> {
        let count = self.pictures.len().max(1) as f32;
        let upright = room.height > room.width;
        let cell = |at: usize| {
            let at = at as f32;
            if upright {
                let height = (room.height / count).floor();
                Rectangle { y: room.y + at * height, height, ..room }
            } else {
                let width = (room.width / count).floor();
                Rectangle { x: room.x + at * width, width, ..room }
            }
        };
        let place = |(at, picture): (usize, &Picture)| {
            let cell = cell(at);
            let (width, height) = (picture.width as f32, picture.height as f32);
            // What is higher than its cell begins at the top.
            let x = cell.x + ((cell.width - width) / 2.0).floor();
            let y = cell.y + ((cell.height - height) / 2.0).floor().max(0.0);
            Rectangle::new(Point::new(x, y), Size::new(width, height))
        };
        self.pictures.iter().enumerate().map(place).collect()
    }

    fn draw(&self, renderer: &mut Renderer, room: Rectangle, down: f32, opacity: f32) {
        for (picture, place) in self.pictures.iter().zip(self.places(room)) {
            let place = Rectangle { y: place.y + down, ..place };
            if opacity <= 0.0 || place.intersection(&room).is_none() {
                continue;
            }
            let image = Image::new(picture.handle.clone()).filter_method(FilterMethod::Nearest).opacity(opacity);
            renderer.draw_image(image, place, room);
        }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Stage {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Now>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Now(self.since))
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::Node::new(limits.max())
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        _layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        if let Event::Window(window::Event::RedrawRequested(now)) = event {
            tree.state.downcast_mut::<Now>().0 = *now;
            if let Some(next) = self.next(*now) {
                shell.request_redraw_at(next);
            }
        }
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
        let (room, now) = (layout.bounds(), tree.state.downcast_ref::<Now>().0);
        let gone = now.saturating_duration_since(self.since);
        match &self.motion {
            Motion::Still => self.scene.draw(renderer, room, 0.0, 1.0),
            Motion::Fade { before, took } => self.draw_fade(before, *took, gone, renderer, room),
            Motion::Scroll { next, hold } => self.draw_scroll(next.as_ref(), *hold, gone, renderer, room),
        }
    }
}

impl<'a, Message: 'a> From<Stage> for Element<'a, Message> {
    fn from(stage: Stage) -> Self {
        Self::new(stage)
    }
}

#[cfg(test)]
mod tests {
    use iced::widget::image::Handle;

    use super::*;

    const ROOM: Rectangle = Rectangle { x: 10.0, y: 20.0, width: 1000.0, height: 500.0 };

    fn scene(sizes: &[(u32, u32)]) -> Scene {
        let picture = |(width, height): &(u32, u32)| Picture {
            handle: Handle::from_rgba(1, 1, vec![0; 4]),
            width: *width,
            height: *height,
        };
        Scene { pictures: sizes.iter().map(picture).collect() }
    }

    #[test]
    fn a_page_stands_in_the_middle_on_whole_pixels() {
        let place = scene(&[(801, 450)]).places(ROOM)[0];
        assert_eq!((place.x, place.y, place.width), (109.0, 45.0, 801.0));
        let tall = scene(&[(1000, 1778)]).places(ROOM)[0];
        assert_eq!((tall.x, tall.y), (10.0, 20.0));
    }

    #[test]
    fn two_pages_share_the_room() {
        let places = scene(&[(500, 281), (281, 500)]).places(ROOM);
        assert_eq!((places[0].x, places[1].x), (10.0, 619.0));
        let upright = Rectangle { width: 500.0, height: 1000.0, ..ROOM };
        let places = scene(&[(500, 281), (500, 281)]).places(upright);
        assert_eq!((places[0].y, places[1].y), (129.0, 629.0));
    }

    #[test]
    fn what_stands_still_asks_for_no_pictures() {
        let since = Instant::now();
        let later = since + Duration::from_secs(2);
        let next = |motion, is_held| Stage::new(scene(&[(1, 1)]), motion, since, is_held).next(later);
        assert_eq!(next(Motion::Still, false), None);
        assert_eq!(next(Motion::Fade { before: Scene::default(), took: FADE }, false), None);
        let scroll = || Motion::Scroll { next: None, hold: Duration::from_secs(9) };
        assert_eq!(next(scroll(), false), Some(later + SCROLL_STEP));
        assert_eq!(next(scroll(), true), None);
    }

    #[test]
    fn a_low_page_on_a_tape_has_the_room_to_itself() {
        assert_eq!(scene(&[(1000, 300)]).tape(ROOM), 500.0);
        assert_eq!(scene(&[(1000, 1778)]).tape(ROOM), 1778.0);
    }
}
