//! A table to edit in place with the keyboard, like a spreadsheet. Only what is seen is drawn, so that 20,000 rows
//! scroll on a PC without a GPU.

use std::cell::RefCell;
use std::collections::HashSet;

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, clipboard, mouse, renderer};
use iced::widget::{TextInput, text_input};
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, keyboard, touch, window};

use crate::domain::table::{RowKey, Table};
use crate::ui::theme;

mod draw;
mod keys;
mod measure;
mod respond;
mod state;
#[cfg(test)]
mod tests;

pub use respond::Response;
pub use state::{Place, Selection, State};

use measure::{Measures, Spot};

/// What the clerk did in the grid.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Moves the one selected cell, or with `extend` the end of the selection.
    Go {
        to: Place,
        extend: bool,
    },
    /// Selects whole rows from the one the selection began in.
    Rows {
        to: usize,
        extend: bool,
    },
    Columns {
        to: usize,
        extend: bool,
    },
    SelectAll,
    /// Opens the cell with what is in it.
    Begin,
    /// What is typed now; the first character opens the cell.
    Draft(String),
    /// Takes what is typed and moves on.
    Commit(Onward),
    Cancel,
    Clear,
    Paste(String),
    InsertRow,
    RemoveRows,
    MoveRows {
        down: bool,
    },
    /// Moves the column of the selected cell; done by the screen.
    MoveColumn {
        right: bool,
    },
    /// Merges or splits the header over the selected columns; done by the screen.
    Header {
        split: bool,
    },
    Undo,
    Redo,
    Resize {
        column: usize,
        width: f32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onward {
    Stay,
    Up,
    Down,
    Left,
    Right,
}

/// Cells with something to tell the clerk; a row as a whole where the column is `None`.
pub type Marks = HashSet<(RowKey, Option<usize>)>;

/// The widget. Its focus is that of a text field that lies on the selected cell and is seen only while the cell is
/// edited: so an input method finds a field wherever the clerk begins to type.
pub struct Grid<'a, Message> {
    table: &'a Table,
    state: &'a State,
    marks: &'a Marks,
    on_action: fn(Action) -> Message,
    input: TextInput<'a, Message>,
    is_editing: bool,
}

#[derive(Default)]
struct Inner {
    offset: Vector,
    /// The selection when last laid out: where it has moved, the view follows.
    shown: Option<Selection>,
    was_editing: bool,
    drag: Option<Drag>,
    modifiers: keyboard::Modifiers,
    last_click: Option<mouse::Click>,
    lengths: RefCell<draw::Lengths>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Drag {
    Cells,
    Rows,
    Columns,
    /// The pointer holds the right edge of a column this far from where it stood.
    Edge {
        column: usize,
        from: f32,
        width: f32,
    },
    /// The pointer holds a scroll bar, this far from the bar's beginning.
    Bar {
        upright: bool,
        grip: f32,
    },
}

type Field = text_input::State<<Renderer as iced::advanced::text::Renderer>::Paragraph>;

impl<'a, Message: Clone + 'a> Grid<'a, Message> {
    /// `id` is the id of the field that has the focus.
    pub fn new(
        id: &'static str,
        table: &'a Table,
        state: &'a State,
        marks: &'a Marks,
        on_action: fn(Action) -> Message,
    ) -> Self {
        let draft = state.draft().unwrap_or_default();
        let input = text_input("", draft)
            .id(id)
            .size(theme::BODY)
            .padding([0.0, theme::INSIDE])
            .line_height(iced::Pixels(theme::ROW_HEIGHT))
            .style(draw::field)
            .on_input(move |typed| on_action(Action::Draft(typed)));
        Self { table, state, marks, on_action, input, is_editing: state.draft().is_some() }
    }

    fn measures(&self, bounds: Rectangle, offset: Vector) -> Measures<'a> {
        Measures::new(self.table, self.state.widths(), bounds, offset)
    }

    fn publish(&self, shell: &mut Shell<'_, Message>, action: Action) {
        shell.publish((self.on_action)(action));
        shell.capture_event();
    }

    fn field(tree: &mut Tree) -> &mut Field {
        tree.children[0].state.downcast_mut::<Field>()
    }

    /// Ends an edit that the pointer leaves.
    fn leave(&mut self, shell: &mut Shell<'_, Message>) {
        if self.is_editing {
            self.is_editing = false;
            shell.publish((self.on_action)(Action::Commit(Onward::Stay)));
        }
    }

    fn pressed(&mut self, tree: &mut Tree, at: Point, bounds: Rectangle, shell: &mut Shell<'_, Message>) {
        self.leave(shell);
        let inner = tree.state.downcast_mut::<Inner>();
        let extend = inner.modifiers.shift();
        let measures = self.measures(bounds, inner.offset);
        let click = mouse::Click::new(at, mouse::Button::Left, inner.last_click);
        inner.last_click = Some(click);
        match measures.spot(at) {
            Spot::Bar { upright, grip } => {
                inner.drag = Some(Drag::Bar { upright, grip });
                shell.capture_event();
                shell.request_redraw();
            }
            Spot::Edge(column) => {
                inner.drag = Some(Drag::Edge { column, from: at.x, width: self.state.widths()[column] });
                shell.capture_event();
            }
            Spot::Corner => self.publish(shell, Action::SelectAll),
            Spot::Row(row) => {
                inner.drag = Some(Drag::Rows);
                self.publish(shell, Action::Rows { to: row, extend });
            }
            Spot::Head(column) => {
                inner.drag = Some(Drag::Columns);
                self.publish(shell, Action::Columns { to: column, extend });
            }
            Spot::Cell(to) => {
                inner.drag = Some(Drag::Cells);
                self.publish(shell, Action::Go { to, extend });
                if click.kind() == mouse::click::Kind::Double {
                    self.publish(shell, Action::Begin);
                }
            }
            Spot::Nothing => {}
        }
        Self::field(tree).focus();
    }

    fn dragged(&self, inner: &mut Inner, drag: Drag, at: Point, bounds: Rectangle, shell: &mut Shell<'_, Message>) {
        let measures = self.measures(bounds, inner.offset);
        match drag {
            Drag::Bar { upright, grip } => {
                inner.offset = measures.dragged(upright, at, grip);
                shell.request_redraw();
                shell.capture_event();
            }
            Drag::Edge { column, from, width } => {
                self.publish(shell, Action::Resize { column, width: width + at.x - from });
            }
            Drag::Cells | Drag::Rows | Drag::Columns => {
                let to = measures.nearest(at);
                if to == self.state.selection().head {
                    return;
                }
                let action = match drag {
                    Drag::Rows => Action::Rows { to: to.row, extend: true },
                    Drag::Columns => Action::Columns { to: to.column, extend: true },
                    _ => Action::Go { to, extend: true },
                };
                self.publish(shell, action);
            }
        }
    }

    fn scrolled(
        &self,
        inner: &mut Inner,
        delta: mouse::ScrollDelta,
        bounds: Rectangle,
        shell: &mut Shell<'_, Message>,
    ) {
        let by = match delta {
            mouse::ScrollDelta::Lines { x, y } => Vector::new(x, y) * (theme::ROW_HEIGHT * 3.0),
            mouse::ScrollDelta::Pixels { x, y } => Vector::new(x, y),
        };
        let by = if inner.modifiers.shift() && by.x == 0.0 { Vector::new(by.y, 0.0) } else { by };
        let offset = self.measures(bounds, inner.offset - by).offset;
        if offset != inner.offset {
            inner.offset = offset;
            shell.request_redraw();
            if self.is_editing {
                shell.invalidate_layout();
            }
        }
        shell.capture_event();
    }

    /// A key while the grid has the focus; true where it was meant for the grid and not for the field.
    fn key(
        &mut self,
        event: &keyboard::Event,
        height: f32,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let keyboard::Event::KeyPressed { key, physical_key, modifiers, .. } = event else { return false };
        let page = ((height / theme::ROW_HEIGHT) as usize).saturating_sub(2).max(1);
        let Some(meant) = keys::meaning(key, *physical_key, *modifiers, self.is_editing, self.state, self.table, page)
        else {
            return false;
        };
        match meant {
            keys::Meant::Do(action) => {
                self.is_editing = matches!(action, Action::Begin);
                self.publish(shell, action);
            }
            keys::Meant::Copy | keys::Meant::Cut => {
                clipboard.write(clipboard::Kind::Standard, self.state.copied(self.table));
                shell.capture_event();
                if meant == keys::Meant::Cut {
                    self.publish(shell, Action::Clear);
                }
            }
            keys::Meant::Paste => {
                if let Some(text) = clipboard.read(clipboard::Kind::Standard) {
                    self.publish(shell, Action::Paste(text));
                }
                shell.capture_event();
            }
            keys::Meant::Pass => {}
        }
        true
    }
}

impl<'a, Message: Clone + 'a> Widget<Message, Theme, Renderer> for Grid<'a, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Inner>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Inner::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.input as &dyn Widget<Message, Theme, Renderer>)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&[&self.input as &dyn Widget<Message, Theme, Renderer>]);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let size = limits.max();
        let inner = tree.state.downcast_mut::<Inner>();
        let selection = self.state.selection();
        let bounds = Rectangle::with_size(size);
        let mut measures = self.measures(bounds, inner.offset);
        if inner.shown != Some(selection) {
            measures = self.measures(bounds, measures.revealing(selection.head));
            inner.shown = Some(selection);
        }
        inner.offset = measures.offset;
        let opens = self.is_editing && !inner.was_editing;
        inner.was_editing = self.is_editing;
        if opens {
            Self::field(tree).move_cursor_to_end();
        }
        let cell = measures.cell(selection.head);
        let limits = layout::Limits::new(Size::ZERO, cell.size());
        let field =
            Widget::<Message, Theme, Renderer>::layout(&mut self.input, &mut tree.children[0], renderer, &limits);
        if opens {
            // The typed text is wider than the cell at times: the cursor is put at its end only once it is shaped.
            Self::field(tree).move_cursor_to_end();
        }
        layout::Node::with_children(size, vec![field.move_to(cell.position())])
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        if let Some(field) = layout.children().next() {
            let input: &mut dyn Widget<Message, Theme, Renderer> = &mut self.input;
            input.operate(&mut tree.children[0], field, renderer, operation);
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
        let bounds = layout.bounds();
        let Some(field) = layout.children().next() else { return };
        let is_focused = Self::field(tree).is_focused();
        let inner = tree.state.downcast_mut::<Inner>();
        match event {
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => inner.modifiers = *modifiers,
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                let over_field = self.is_editing && cursor.is_over(field.bounds());
                match cursor.position_over(bounds) {
                    Some(at) if !over_field => return self.pressed(tree, at, bounds, shell),
                    Some(_) => {}
                    None => self.leave(shell),
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(_)) | Event::Touch(touch::Event::FingerLifted { .. }) => {
                inner.drag = None;
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) | Event::Touch(touch::Event::FingerMoved { .. }) => {
                if let (Some(drag), Some(at)) = (inner.drag, cursor.position()) {
                    return self.dragged(inner, drag, at, bounds, shell);
                }
            }
            Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(bounds) => {
                return self.scrolled(inner, *delta, bounds, shell);
            }
            Event::Keyboard(event) if is_focused && self.key(event, bounds.height, clipboard, shell) => return,
            _ => {}
        }
        let redraw = shell.redraw_request();
        let input: &mut dyn Widget<Message, Theme, Renderer> = &mut self.input;
        input.update(&mut tree.children[0], event, field, cursor, renderer, clipboard, shell, viewport);
        if is_focused && matches!(event, Event::Window(window::Event::RedrawRequested(_))) && !self.is_editing {
            // The hidden field's cursor does not blink, so nothing is redrawn while nothing happens.
            Shell::replace_redraw_request(shell, redraw);
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
        let inner = tree.state.downcast_ref::<Inner>();
        let is_focused = tree.children[0].state.downcast_ref::<Field>().is_focused();
        let measures = self.measures(layout.bounds(), inner.offset);
        let scene = draw::Scene {
            table: self.table,
            measures: &measures,
            marks: self.marks,
            tones: theme::tones(theme),
            lengths: &inner.lengths,
            seen: *viewport,
        };
        scene.draw(renderer, self.state.selection(), is_focused);
        if let Some(field) = layout.children().next()
            && self.is_editing
        {
            let input: &dyn Widget<Message, Theme, Renderer> = &self.input;
            let seen = measures.body().intersection(viewport).unwrap_or_default();
            iced::advanced::Renderer::with_layer(renderer, seen, |renderer| {
                input.draw(&tree.children[0], renderer, theme, style, field, cursor, viewport);
            });
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let inner = tree.state.downcast_ref::<Inner>();
        let Some(at) = cursor.position_over(layout.bounds()) else { return mouse::Interaction::default() };
        match self.measures(layout.bounds(), inner.offset).spot(at) {
            Spot::Edge(_) => mouse::Interaction::ResizingHorizontally,
            Spot::Cell(_) => mouse::Interaction::Cell,
            _ => mouse::Interaction::default(),
        }
    }
}

impl<'a, Message: Clone + 'a> From<Grid<'a, Message>> for Element<'a, Message> {
    fn from(grid: Grid<'a, Message>) -> Self {
        Self::new(grid)
    }
}
