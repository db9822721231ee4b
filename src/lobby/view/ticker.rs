//! 滚动字幕: what hangs, in a line that moves by at the foot of the glass, fifteen times a second in whole pixels.

use std::time::Instant;

use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{self, Paragraph as _, Renderer as _, paragraph};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::widget::{container, row, text as text_widget};
use iced::{Center, Element, Event, Fill, Length, Pixels, Point, Rectangle, Renderer, Size, Theme, window};

use super::{MARGIN, Measure, TICKER, days_left};
use crate::domain::lobby::Layout as LobbyLayout;
use crate::lobby::program::{Lobby, Message};
use crate::lobby::stage::SCROLL_STEP;
use crate::ui::theme;

type Paragraph = <Renderer as text::Renderer>::Paragraph;

const TEXT: f32 = 44.0;
/// How far it goes between two pictures, on a glass of 1080.
const PIXELS_A_STEP: f32 = 7.0;

/// The line at the foot; where no head shows the time, the time beside it.
pub(super) fn view(lobby: &Lobby, measure: Measure) -> Element<'_, Message> {
    let titles: Vec<String> = lobby
        .news
        .shown
        .iter()
        .map(|shown| format!("{}（{}）", shown.title, days_left(lobby, shown.period.last).0))
        .collect();
    let line =
        Ticker { content: titles.join("　　"), size: measure.px(TEXT), step: measure.px(PIXELS_A_STEP).max(1.0) };
    let mut foot = row![Element::from(line)].spacing(measure.px(MARGIN)).align_y(Center);
    let has_head = super::layout(&lobby.news.settings, measure) != LobbyLayout::FullPage;
    if !has_head && !lobby.clock.time.is_empty() {
        let time = text_widget(&lobby.clock.time).size(measure.px(56.0)).font(theme::BOLD);
        foot = foot.push(time.wrapping(text::Wrapping::None));
    }
    let style = |theme: &Theme| {
        let tones = theme::tones(theme);
        container::Style {
            background: Some(tones.ink.into()),
            text_color: Some(tones.ground),
            ..container::Style::default()
        }
    };
    container(foot).height(measure.px(TICKER)).width(Fill).padding([0.0, measure.px(MARGIN)]).style(style).into()
}

struct Ticker {
    content: String,
    size: f32,
    /// In pixels.
    step: f32,
}

struct State {
    set: paragraph::Plain<Paragraph>,
    begun: Instant,
    now: Instant,
}

impl Ticker {
    /// How far it has come, in pixels.
    fn gone(&self, state: &State) -> f32 {
        let steps = state.now.saturating_duration_since(state.begun).as_nanos() / SCROLL_STEP.as_nanos();
        // A round is some thousand pixels; the remainder keeps the number small enough to be exact.
        let round = (f64::from(state.set.min_width() + self.size * 2.0)).max(1.0);
        (steps as f64 * f64::from(self.step) % round) as f32
    }
}

impl<M> Widget<M, Theme, Renderer> for Ticker {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        let now = Instant::now();
        tree::State::new(State { set: paragraph::Plain::default(), begun: now, now })
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Fill)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        state.set.update(text::Text {
            content: self.content.as_str(),
            bounds: Size::INFINITE,
            size: Pixels(self.size),
            line_height: text::LineHeight::default(),
            font: theme::FACE,
            align_x: text::Alignment::Left,
            align_y: iced::alignment::Vertical::Top,
            shaping: text::Shaping::Advanced,
            wrapping: text::Wrapping::None,
        });
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
        shell: &mut Shell<'_, M>,
        _viewport: &Rectangle,
    ) {
        if let Event::Window(window::Event::RedrawRequested(now)) = event {
            tree.state.downcast_mut::<State>().now = *now;
            shell.request_redraw_at(*now + SCROLL_STEP);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let (state, bounds) = (tree.state.downcast_ref::<State>(), layout.bounds());
        let set = state.set.raw();
        let round = (set.min_bounds().width + self.size * 2.0).round().max(1.0);
        let y = bounds.y + ((bounds.height - set.min_bounds().height) / 2.0).floor();
        // The line follows itself without a gap longer than two characters.
        let mut x = bounds.x - self.gone(state).floor();
        while x < bounds.x + bounds.width {
            renderer.fill_paragraph(set, Point::new(x, y), style.text_color, bounds);
            x += round;
        }
    }
}

impl<'a, M: 'a> From<Ticker> for Element<'a, M> {
    fn from(ticker: Ticker) -> Self {
        Self::new(ticker)
    }
}
