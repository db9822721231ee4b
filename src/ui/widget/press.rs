//! Something to press, by pointer or by keyboard: iced's own button cannot take the focus.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::key::Named;
use iced::{
    Background, Border, Color, Element, Event, Length, Padding, Rectangle, Renderer, Size, Theme, Vector, touch, window,
};

use super::focus::{Focus, is_press};
use crate::ui::theme::{self, Tones};

/// How it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The one main action of a screen.
    Primary,
    /// Every other action.
    Quiet,
    /// An action in a line of text or a tool bar: no edge.
    Bare,
    /// A place in the rail, a tab, a filter, a row: `true` where it is the chosen one.
    Choice(bool),
    /// A row of a list: `true` where it is the chosen one, which is to be told from the one under the pointer.
    Row(bool),
    /// An action on a toast.
    Inverse,
}

/// The mark at the left of the chosen row.
const MARK: f32 = 3.0;

/// A button that takes the focus. Enter and Space press it.
pub struct Press<'a, Message> {
    content: Element<'a, Message>,
    id: Option<Id>,
    on_press: Option<Message>,
    look: Look,
    width: Length,
    height: Length,
    padding: Padding,
    in_tab_order: bool,
}

#[derive(Debug, Default)]
struct State {
    focus: Focus,
    is_pressed: bool,
    is_hovered: bool,
}

/// Something to press that shows `content`.
pub fn press<'a, Message>(content: impl Into<Element<'a, Message>>) -> Press<'a, Message> {
    Press {
        content: content.into(),
        id: None,
        on_press: None,
        look: Look::Quiet,
        width: Length::Shrink,
        height: Length::Fixed(theme::CONTROL_HEIGHT),
        padding: Padding::from([0.0, theme::BETWEEN]),
        in_tab_order: true,
    }
}

impl<Message> Press<'_, Message> {
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Without a message it is shown as not to be pressed, and Tab passes it.
    pub fn on_press(mut self, message: Message) -> Self {
        self.on_press = Some(message);
        self
    }

    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.on_press = message;
        self
    }

    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    pub fn padding(mut self, padding: impl Into<Padding>) -> Self {
        self.padding = padding.into();
        self
    }

    /// Leaves it out of the Tab order: the rows of a list are walked with the arrows.
    pub fn skip_tab(mut self) -> Self {
        self.in_tab_order = false;
        self
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Press<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        Size { width: self.width, height: self.height }
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let content = &mut self.content;
        let padding = self.padding;
        let limits = limits.width(self.width).height(self.height);
        let node = content.as_widget_mut().layout(&mut tree.children[0], renderer, &limits.shrink(padding).loose());
        let size = limits.resolve(self.width, self.height, node.size().expand(padding));
        let drop = ((size.height - padding.y() - node.size().height) / 2.0).max(0.0);
        layout::Node::with_children(size, vec![node.move_to((padding.left, padding.top + drop))])
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        if self.in_tab_order && self.on_press.is_some() {
            operation.focusable(self.id.as_ref(), layout.bounds(), &mut tree.state.downcast_mut::<State>().focus);
        }
        operation.container(self.id.as_ref(), layout.bounds());
        operation.traverse(&mut |operation| {
            if let Some(inner) = layout.children().next() {
                self.content.as_widget_mut().operate(&mut tree.children[0], inner, renderer, operation);
            }
        });
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
        if let Some(inner) = layout.children().next() {
            let content = self.content.as_widget_mut();
            content.update(&mut tree.children[0], event, inner, cursor, renderer, clipboard, shell, viewport);
        }
        let state = tree.state.downcast_mut::<State>();
        let Some(on_press) = &self.on_press else {
            *state = State::default();
            return;
        };
        if is_press(event) {
            state.focus.is_here = false;
        }
        if shell.is_event_captured() {
            return;
        }
        let is_over = cursor.is_over(layout.bounds());
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                state.is_pressed = is_over;
                if is_over {
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. })
                if state.is_pressed =>
            {
                state.is_pressed = false;
                if is_over {
                    shell.publish(on_press.clone());
                }
                shell.capture_event();
                shell.request_redraw();
            }
            Event::Keyboard(_) if matches!(state.focus.key(event), Some(Named::Enter | Named::Space)) => {
                shell.publish(on_press.clone());
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::CursorMoved { .. } | mouse::Event::CursorLeft)
                if state.is_hovered != is_over =>
            {
                state.is_hovered = is_over;
                shell.request_redraw();
            }
            Event::Window(window::Event::RedrawRequested(_)) => state.is_hovered = is_over,
            _ => {}
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
        use iced::advanced::Renderer as _;
        let state = tree.state.downcast_ref::<State>();
        let tones = theme::tones(theme);
        let paint = paint(self.look, self.on_press.is_some(), state, tones);
        let bounds = layout.bounds();
        let border = Border { color: paint.edge, width: paint.edge_width, radius: theme::CORNER.into() };
        if paint.ground.is_some() || paint.edge_width > 0.0 {
            let ground = paint.ground.unwrap_or(Color::TRANSPARENT);
            renderer
                .fill_quad(renderer::Quad { bounds, border, ..renderer::Quad::default() }, Background::Color(ground));
        }
        if self.look == Look::Row(true) {
            let bar = Rectangle { width: MARK, ..bounds };
            renderer.fill_quad(renderer::Quad { bounds: bar, ..renderer::Quad::default() }, tones.ink);
        }
        if let Some(inner) = layout.children().next() {
            let style = renderer::Style { text_color: paint.text.unwrap_or(style.text_color) };
            self.content.as_widget().draw(&tree.children[0], renderer, theme, &style, inner, cursor, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.on_press.is_some() && cursor.is_over(layout.bounds()) {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
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
        self.content.as_widget_mut().overlay(&mut tree.children[0], inner, renderer, viewport, translation)
    }
}

impl<'a, Message: Clone + 'a> From<Press<'a, Message>> for Element<'a, Message> {
    fn from(press: Press<'a, Message>) -> Self {
        Self::new(press)
    }
}

struct Paint {
    ground: Option<Color>,
    edge: Color,
    edge_width: f32,
    text: Option<Color>,
}

fn paint(look: Look, is_enabled: bool, state: &State, tones: &Tones) -> Paint {
    let is_lit = state.is_hovered || state.is_pressed;
    let lit = is_lit.then_some(tones.chosen);
    let mut paint = match look {
        Look::Primary => Paint {
            ground: Some(if is_lit { tones.seal_hover } else { tones.seal }),
            edge: Color::TRANSPARENT,
            edge_width: 0.0,
            text: Some(tones.on_seal),
        },
        Look::Quiet => {
            Paint { ground: lit.or(Some(tones.pane)), edge: tones.edge, edge_width: 1.0, text: Some(tones.ink) }
        }
        Look::Bare | Look::Choice(false) | Look::Row(false) => {
            Paint { ground: lit, edge: Color::TRANSPARENT, edge_width: 0.0, text: Some(tones.ink) }
        }
        Look::Choice(true) | Look::Row(true) => {
            Paint { ground: Some(tones.chosen), edge: Color::TRANSPARENT, edge_width: 0.0, text: Some(tones.ink) }
        }
        Look::Inverse => Paint { ground: None, edge: tones.ground, edge_width: 1.0, text: Some(tones.ground) },
    };
    if !is_enabled {
        paint.ground = paint.ground.map(|_| tones.ground);
        paint.edge = tones.hairline;
        paint.text = Some(tones.quiet);
    }
    if state.focus.is_here {
        // On seal red the blue ring would drown: the ring is ink there.
        paint.edge = if look == Look::Primary { tones.ink } else { tones.focus };
        paint.edge_width = if look == Look::Primary { 3.0 } else { 2.0 };
    }
    paint
}
