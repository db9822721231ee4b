//! A wall to scale: panels, the sheets on them, and under them what is not placed yet. A sheet is dragged with the pointer or
//! carried with the keyboard; what that means is the screen's to say.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::keyboard::key::Named;
use iced::widget::image::Handle;
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, keyboard, window};
use jiff::civil::Date;

use super::focus::Focus;
use crate::domain::board::{self, At, Due, Misfit, SheetId};
use crate::ui::theme;

mod draw;
mod measure;

pub use measure::Measures;

/// The pointer holds still within so many pixels: that is a press, not a drag.
const STILL: f32 = 5.0;

/// What the clerk does on the wall.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// The pointer is over a sheet, or took it.
    Choose(SheetId),
    /// A press that was no drag.
    Open(SheetId),
    /// The sheet in hand would hang there; `None`: under the wall.
    Carry(SheetId, Option<At>),
    /// The hand lets go.
    Drop,
    Cancel,
    /// A key on the wall; with Shift.
    Key(Named, bool),
    /// So many pixels of the window to a millimetre of the wall.
    Scale(f32),
}

/// A sheet that is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    pub sheet: SheetId,
    /// `None`: under the wall.
    pub at: Option<At>,
    /// Why it cannot be let go there.
    pub misfit: Option<Misfit>,
}

/// What the wall writes, in the language of the window.
pub struct Labels<'a> {
    /// On a sheet, as short as can be: 今天, 2天.
    pub due: Box<dyn Fn(Due) -> String + 'a>,
    /// Under a panel's name: 1200×2400 · 还能贴 6 张A4.
    pub panel: Box<dyn Fn(&board::Panel) -> String + 'a>,
    /// Over the sheets that are not placed, and where there is none.
    pub tray: String,
}

/// The widget.
pub struct Wall<'a, Message> {
    id: Id,
    wall: &'a board::Wall,
    measures: Measures,
    labels: Labels<'a>,
    picture: Box<dyn Fn(SheetId) -> Option<Handle> + 'a>,
    chosen: Option<SheetId>,
    hand: Option<Hand>,
    today: Date,
    on_action: fn(Action) -> Message,
}

#[derive(Debug, Default)]
struct State {
    focus: Focus,
    press: Option<Press>,
    hover: Option<SheetId>,
    told: Option<f32>,
}

#[derive(Debug, Clone, Copy)]
struct Press {
    sheet: SheetId,
    from: Point,
    /// From the sheet's corner to the pointer.
    grip: iced::Vector,
    is_drag: bool,
    at: Option<Option<At>>,
}

impl<'a, Message> Wall<'a, Message> {
    pub fn new(
        id: impl Into<Id>,
        wall: &'a board::Wall,
        measures: Measures,
        labels: Labels<'a>,
        picture: impl Fn(SheetId) -> Option<Handle> + 'a,
        on_action: fn(Action) -> Message,
        today: Date,
    ) -> Self {
        let picture = Box::new(picture);
        Self { id: id.into(), wall, measures, labels, picture, chosen: None, hand: None, today, on_action }
    }

    pub fn chosen(mut self, sheet: Option<SheetId>) -> Self {
        self.chosen = sheet;
        self
    }

    pub fn hand(mut self, hand: Option<Hand>) -> Self {
        self.hand = hand;
        self
    }

    fn sheet_at(&self, point: Point) -> Option<SheetId> {
        let found = self
            .wall
            .sheets
            .iter()
            .rev()
            .find(|sheet| self.measures.of_sheet(self.wall, sheet).is_some_and(|bounds| bounds.contains(point)));
        found.map(|sheet| sheet.id)
    }

    fn pressed(&self, point: Point) -> Option<Press> {
        let sheet = self.wall.sheet(self.sheet_at(point)?)?;
        let corner = self.measures.of_sheet(self.wall, sheet)?.position();
        Some(Press { sheet: sheet.id, from: point, grip: point - corner, is_drag: false, at: None })
    }

    /// Keys that are the wall's own while it has the keyboard.
    fn key(&self, event: &Event, state: &State) -> Option<Action> {
        let Event::Keyboard(keyboard::Event::KeyPressed { key: keyboard::Key::Named(named), modifiers, .. }) = event
        else {
            return None;
        };
        if !(modifiers.is_empty() || *modifiers == keyboard::Modifiers::SHIFT) {
            return None;
        }
        let carries = self.hand.is_some();
        match named {
            Named::Escape if carries || state.press.is_some() => Some(Action::Cancel),
            _ if !state.focus.is_here => None,
            Named::ArrowLeft | Named::ArrowRight | Named::ArrowUp | Named::ArrowDown | Named::Enter | Named::Delete => {
                Some(Action::Key(*named, modifiers.shift()))
            }
            Named::Home | Named::End | Named::PageUp | Named::PageDown if carries => {
                Some(Action::Key(*named, modifiers.shift()))
            }
            _ => None,
        }
    }

    fn moved(&self, state: &mut State, point: Point) -> Option<Action> {
        let Some(press) = &mut state.press else {
            let over = self.sheet_at(point);
            let is_news = over != state.hover;
            state.hover = over;
            return over.filter(|_| is_news && self.hand.is_none()).map(Action::Choose);
        };
        if !press.is_drag && press.from.distance(point) < STILL {
            return None;
        }
        press.is_drag = true;
        let size = self.wall.sheet(press.sheet)?.size;
        let at = self.measures.at(self.wall, size, point - press.grip);
        if press.at == Some(at) {
            return None;
        }
        press.at = Some(at);
        Some(Action::Carry(press.sheet, at))
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Wall<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        let Size { width, height } = self.measures.size();
        Size::new(Length::Fixed(width), Length::Fixed(height))
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, _limits: &layout::Limits) -> layout::Node {
        layout::Node::new(self.measures.size())
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        operation.focusable(Some(&self.id), layout.bounds(), &mut tree.state.downcast_mut::<State>().focus);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let on_action = self.on_action;
        let origin = iced::Vector::new(layout.bounds().x, layout.bounds().y);
        let point = cursor.position().map(|point| point - origin);
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                state.focus.is_here = cursor.is_over(layout.bounds()) && !shell.is_event_captured();
                state.press = point.filter(|_| state.focus.is_here).and_then(|point| self.pressed(point));
                if let Some(press) = &state.press {
                    shell.publish(on_action(Action::Choose(press.sheet)));
                    shell.capture_event();
                }
                shell.request_redraw();
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                let is_over = state.press.is_some() || cursor.is_over(layout.bounds());
                if let Some(action) = point.filter(|_| is_over).and_then(|point| self.moved(state, point)) {
                    shell.publish(on_action(action));
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                if let Some(press) = state.press.take() {
                    let action = if press.is_drag { Action::Drop } else { Action::Open(press.sheet) };
                    shell.publish(on_action(action));
                    shell.capture_event();
                }
            }
            Event::Keyboard(_) if !shell.is_event_captured() => {
                if let Some(action) = self.key(event, state) {
                    state.press = state.press.filter(|_| action != Action::Cancel);
                    shell.publish(on_action(action));
                    shell.capture_event();
                }
            }
            Event::Window(window::Event::RedrawRequested(_)) if state.told != Some(self.measures.scale()) => {
                state.told = Some(self.measures.scale());
                shell.publish(on_action(Action::Scale(self.measures.scale())));
            }
            _ => {}
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let Some(seen) = layout.bounds().intersection(viewport) else { return };
        let scene = draw::Scene { wall: self, tones: theme::tones(theme), origin: layout.position(), seen };
        scene.draw(renderer, state.focus.is_here);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State>();
        if state.press.is_some_and(|press| press.is_drag) {
            return mouse::Interaction::Grabbing;
        }
        let origin = iced::Vector::new(layout.bounds().x, layout.bounds().y);
        let over = cursor.position_over(layout.bounds()).and_then(|point| self.sheet_at(point - origin));
        over.map_or(mouse::Interaction::default(), |_| mouse::Interaction::Pointer)
    }
}

impl<'a, Message: 'a> From<Wall<'a, Message>> for Element<'a, Message> {
    fn from(wall: Wall<'a, Message>) -> Self {
        Self::new(wall)
    }
}
