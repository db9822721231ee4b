//! One of many, from a menu: iced's own pick list cannot take the focus.

use std::rc::Rc;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::key::Named;
use iced::widget::pick_list;
use iced::{Border, Color, Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

use super::focus::{Focus, is_press};
use crate::ui::theme;

/// A menu that takes the focus: Enter and Space open it, the arrows choose without opening it.
pub struct Choose<'a, T, Message> {
    options: Vec<T>,
    chosen: Option<T>,
    on_choose: Rc<dyn Fn(T) -> Message + 'a>,
    menu: Element<'a, Message>,
}

pub fn choose<'a, T, Message>(
    options: Vec<T>,
    chosen: Option<T>,
    size: f32,
    width: impl Into<Length>,
    on_choose: impl Fn(T) -> Message + 'a,
) -> Choose<'a, T, Message>
where
    T: ToString + PartialEq + Clone + 'a,
    Message: Clone + 'a,
{
    let on_choose: Rc<dyn Fn(T) -> Message + 'a> = Rc::new(on_choose);
    let in_menu = Rc::clone(&on_choose);
    let menu = pick_list(options.clone(), chosen.clone(), move |option| in_menu(option))
        .text_size(size)
        .width(width)
        .style(theme::choice)
        .menu_style(theme::choices);
    Choose { options, chosen, on_choose, menu: menu.into() }
}

impl<T: PartialEq + Clone, Message> Choose<'_, T, Message> {
    /// The option before or after the chosen one.
    fn beside(&self, after: bool) -> Option<&T> {
        let Some(at) = self.options.iter().position(|option| Some(option) == self.chosen.as_ref()) else {
            return self.options.first();
        };
        self.options.get(if after { at + 1 } else { at.checked_sub(1)? })
    }
}

impl<T: PartialEq + Clone, Message> Widget<Message, Theme, Renderer> for Choose<'_, T, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Focus>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Focus::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.menu)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.menu));
    }

    fn size(&self) -> Size<Length> {
        self.menu.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let menu = self.menu.as_widget_mut().layout(&mut tree.children[0], renderer, limits);
        layout::Node::with_children(menu.size(), vec![menu])
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, _: &Renderer, operation: &mut dyn Operation) {
        operation.focusable(None, layout.bounds(), tree.state.downcast_mut::<Focus>());
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
        let Some(inner) = layout.children().next() else { return };
        let focus = tree.state.downcast_mut::<Focus>();
        if is_press(event) {
            focus.is_here = cursor.is_over(layout.bounds());
        }
        let key = if shell.is_event_captured() { None } else { focus.key(event) };
        let menu = self.menu.as_widget_mut();
        match key {
            Some(Named::Enter | Named::Space) => {
                // As if the pointer had pressed it: the menu opens, and closes again.
                let press = Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left));
                let there = mouse::Cursor::Available(layout.bounds().center());
                menu.update(&mut tree.children[0], &press, inner, there, renderer, clipboard, shell, viewport);
                shell.capture_event();
                shell.request_redraw();
            }
            Some(named @ (Named::ArrowDown | Named::ArrowUp)) => {
                if let Some(option) = self.beside(named == Named::ArrowDown) {
                    shell.publish((self.on_choose)(option.clone()));
                }
                shell.capture_event();
            }
            _ => menu.update(&mut tree.children[0], event, inner, cursor, renderer, clipboard, shell, viewport),
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
        self.menu.as_widget().draw(&tree.children[0], renderer, theme, style, inner, cursor, viewport);
        if tree.state.downcast_ref::<Focus>().is_here {
            let border = Border { color: theme::tones(theme).focus, width: 2.0, radius: theme::CORNER.into() };
            let ring = renderer::Quad { bounds: layout.bounds(), border, ..renderer::Quad::default() };
            renderer.fill_quad(ring, Color::TRANSPARENT);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        layout.children().next().map_or_else(mouse::Interaction::default, |inner| {
            self.menu.as_widget().mouse_interaction(&tree.children[0], inner, cursor, viewport, renderer)
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
        self.menu.as_widget_mut().overlay(&mut tree.children[0], inner, renderer, viewport, translation)
    }
}

impl<'a, T: PartialEq + Clone + 'a, Message: 'a> From<Choose<'a, T, Message>> for Element<'a, Message> {
    fn from(choose: Choose<'a, T, Message>) -> Self {
        Self::new(choose)
    }
}
