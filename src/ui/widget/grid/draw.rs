//! How the grid looks. Every quad costs on a PC without a GPU: one hairline a row and a column, no box a cell.

use std::cell::RefCell;
use std::collections::HashMap;

use iced::advanced::text::{Alignment, LineHeight, Paragraph as _, Renderer as _, Shaping, Text, Wrapping};
use iced::advanced::{Renderer as _, renderer};
use iced::widget::text_input;
use iced::{Border, Color, Font, Pixels, Point, Rectangle, Renderer, Size, Theme, alignment};

use super::measure::{HEAD_LINE, Measures, NUMBERS, em, ems};
use super::{Marks, Selection};
use crate::domain::table::{Align, Column, Role, Row, Table};
use crate::ui::theme::{self, Tones};
use crate::ui::widget::area::tiles;

const CORNER: f32 = 8.0;

/// A width no text of a cell reaches.
const UNCUT: f32 = 100_000.0;

/// From one line of text to the next.
const LINE: f32 = 24.0;

type Shaped = <Renderer as iced::advanced::text::Renderer>::Paragraph;

pub(super) struct Scene<'a> {
    pub(super) table: &'a Table,
    pub(super) measures: &'a Measures<'a>,
    pub(super) marks: &'a Marks,
    pub(super) tones: &'static Tones,
    pub(super) lengths: &'a RefCell<Lengths>,
    /// The part of the window that shows anything of it.
    pub(super) seen: Rectangle,
}

/// The field on the cell being edited.
pub(super) fn field(theme: &Theme, _status: text_input::Status) -> text_input::Style {
    let tones = theme::tones(theme);
    text_input::Style {
        background: tones.pane.into(),
        border: Border { color: tones.focus, width: 2.0, radius: 0.into() },
        icon: tones.quiet,
        placeholder: tones.quiet,
        value: tones.ink,
        selection: Color { a: 0.3, ..tones.focus },
    }
}

fn fill(renderer: &mut Renderer, bounds: Rectangle, color: Color) {
    if bounds.width > 0.0 && bounds.height > 0.0 {
        renderer.fill_quad(renderer::Quad { bounds, ..renderer::Quad::default() }, color);
    }
}

/// How long each text is that was drawn, in pixels of the window: to measure one means to shape it.
#[derive(Default)]
pub(super) struct Lengths(HashMap<(Font, String), f32>);

impl Lengths {
    /// More than any screen shows at once.
    const MOST: usize = 8192;

    fn of(&mut self, text: &Text) -> f32 {
        if self.0.len() >= Self::MOST {
            self.0.clear();
        }
        let measure = || Shaped::with_text(text.as_ref()).min_bounds().width;
        *self.0.entry((text.font, text.content.clone())).or_insert_with(measure)
    }
}

/// As much of the text as fits so many ems, with a mark where something is missing.
fn fitting(text: String, room: f32) -> String {
    if ems(&text) <= room {
        return text;
    }
    let mut used = 1.0;
    let mut short: String = text
        .chars()
        .take_while(|c| {
            used += em(*c);
            used <= room
        })
        .collect();
    short.push('…');
    short
}

impl Scene<'_> {
    /// One line of text in a box. The renderer cuts text only at the edge of a layer, so what is too long for its box is
    /// shortened here. And it takes the point it is given for the text's upper left corner when it asks what has to be
    /// drawn again, so every text is put there by that corner, wherever in the box it stands.
    fn write(
        &self,
        renderer: &mut Renderer,
        content: String,
        face: Font,
        align: Align,
        bounds: Rectangle,
        color: Color,
    ) {
        if content.is_empty() {
            return;
        }
        let inside = Rectangle { x: bounds.x + theme::INSIDE, width: bounds.width - 2.0 * theme::INSIDE, ..bounds };
        let text = Text {
            content: fitting(content, (inside.width + theme::TIGHT) / theme::BODY),
            // Wider than any cell, and finite: the renderer makes NaN of infinity, and no two frames would be alike.
            bounds: Size::new(UNCUT, LINE),
            size: Pixels(theme::BODY),
            line_height: LineHeight::Absolute(Pixels(LINE)),
            font: face,
            align_x: Alignment::Left,
            align_y: alignment::Vertical::Top,
            shaping: Shaping::Advanced,
            wrapping: Wrapping::None,
        };
        let x = match align {
            Align::Left => inside.x,
            Align::Centre => inside.center_x() - self.lengths.borrow_mut().of(&text) / 2.0,
            Align::Right => inside.x + inside.width - self.lengths.borrow_mut().of(&text),
        };
        renderer.fill_text(text, Point::new(x, bounds.center_y() - LINE / 2.0), color, bounds);
    }

    pub(super) fn draw(&self, renderer: &mut Renderer, selection: Selection, is_focused: bool) {
        let bounds = self.measures.bounds;
        let body = self.measures.body();
        let numbers = Rectangle { x: bounds.x, width: NUMBERS, ..body };
        let head = Rectangle { x: body.x, width: body.width, height: self.measures.head(), ..bounds };
        // A layer of its own knows nothing of the sheet that the grid is scrolled on.
        let seen = |area: Rectangle| area.intersection(&self.seen).unwrap_or_default();
        tiles(renderer, bounds, self.tones.ground);
        renderer.with_layer(seen(body), |renderer| {
            tiles(renderer, body, self.tones.pane);
            self.draw_grounds(renderer, selection);
            self.draw_marks(renderer);
            self.draw_cells(renderer);
        });
        renderer.with_layer(seen(body), |renderer| {
            self.draw_selection(renderer, selection, is_focused);
        });
        renderer.with_layer(seen(numbers), |renderer| self.draw_numbers(renderer, numbers, selection));
        renderer.with_layer(seen(head), |renderer| self.draw_head(renderer, head, selection));
        renderer.with_layer(seen(bounds), |renderer| {
            fill(renderer, Rectangle { y: body.y - 1.0, height: 1.0, ..bounds }, self.tones.edge);
            fill(renderer, Rectangle { x: body.x - 1.0, width: 1.0, ..bounds }, self.tones.edge);
            self.draw_bars(renderer);
        });
    }

    /// The selected cells' tint and the hairlines.
    fn draw_grounds(&self, renderer: &mut Renderer, selection: Selection) {
        let body = self.measures.body();
        if selection.anchor != selection.head
            && let Some(area) = self.area(selection).intersection(&body)
        {
            fill(renderer, area, Color { a: 0.12, ..self.tones.focus });
        }
        let width = (self.measures.widths.iter().sum::<f32>() - self.measures.offset.x).min(body.width);
        for row in self.measures.visible_rows() {
            let y = self.measures.row_start(row) + theme::ROW_HEIGHT - 1.0;
            fill(renderer, Rectangle { x: body.x, y, width, height: 1.0 }, self.tones.hairline);
        }
        let bottom = self.measures.row_start(self.table.rows.len()).min(body.y + body.height);
        for (_, x, width) in self.measures.visible_columns() {
            let line = Rectangle { x: x + width - 1.0, y: body.y, width: 1.0, height: bottom - body.y };
            fill(renderer, line, self.tones.hairline);
        }
    }

    fn draw_cells(&self, renderer: &mut Renderer) {
        let columns: Vec<(usize, f32, f32)> = self.measures.visible_columns().collect();
        for at in self.measures.visible_rows() {
            let row = &self.table.rows[at];
            let y = self.measures.row_start(at);
            for (column, x, width) in &columns {
                let bounds = Rectangle { x: *x, y, width: *width, height: theme::ROW_HEIGHT };
                self.draw_cell(renderer, row, *column, bounds);
            }
        }
    }

    fn draw_cell(&self, renderer: &mut Renderer, row: &Row, at: usize, bounds: Rectangle) {
        let (Some(cell), Some(column)) = (row.cells.get(at), self.table.columns.get(at)) else { return };
        let face = if matches!(row.role, Role::Data | Role::Part) { theme::FACE } else { theme::BOLD };
        let color = if column.hidden { self.tones.quiet } else { self.tones.ink };
        // A cell of several lines shows its first with a mark that there is more.
        let typed = cell.typed();
        let content = match typed.split_once('\n') {
            Some((first, _)) => format!("{first} ↵"),
            None => typed,
        };
        self.write(renderer, content, face, column.alignment(), bounds, color);
    }

    /// An amber corner in each cell that has something to tell.
    fn draw_marks(&self, renderer: &mut Renderer) {
        for at in self.measures.visible_rows() {
            let key = self.table.rows[at].key;
            for (column, x, width) in self.measures.visible_columns() {
                if !self.marks.contains(&(key, Some(column))) {
                    continue;
                }
                let y = self.measures.row_start(at);
                let cell = Rectangle { x, y, width: width - 1.0, height: theme::ROW_HEIGHT - 1.0 };
                let corner = Rectangle { x: cell.x + cell.width - CORNER, y, width: CORNER, height: CORNER };
                fill(renderer, cell, Color { a: 0.12, ..self.tones.soon });
                fill(renderer, corner, self.tones.soon);
            }
        }
    }

    fn area(&self, selection: Selection) -> Rectangle {
        let (rows, columns) = (selection.rows(), selection.columns());
        let start = Point::new(self.measures.column_start(*columns.start()), self.measures.row_start(*rows.start()));
        let end = Point::new(self.measures.column_start(*columns.end() + 1), self.measures.row_start(*rows.end() + 1));
        Rectangle::new(start, Size::new(end.x - start.x, end.y - start.y))
    }

    fn draw_selection(&self, renderer: &mut Renderer, selection: Selection, is_focused: bool) {
        if self.table.rows.is_empty() || self.table.columns.is_empty() {
            return;
        }
        let color = if is_focused { self.tones.focus } else { self.tones.edge };
        let cell = self.measures.cell(selection.head);
        let border = Border { color, width: 2.0, radius: 0.into() };
        let bounds = Rectangle { x: cell.x - 1.0, y: cell.y - 1.0, width: cell.width + 1.0, height: cell.height + 1.0 };
        renderer.fill_quad(renderer::Quad { bounds, border, ..renderer::Quad::default() }, Color::TRANSPARENT);
    }

    fn draw_head(&self, renderer: &mut Renderer, head: Rectangle, selection: Selection) {
        for (_, x, width) in self.measures.visible_columns().filter(|(at, ..)| selection.columns().contains(at)) {
            fill(renderer, Rectangle { x, width, ..head }, self.tones.chosen);
        }
        let columns: Vec<(usize, f32, f32)> = self.measures.visible_columns().collect();
        for level in 0..self.measures.levels {
            self.draw_head_level(renderer, level, &columns);
        }
    }

    /// One level of the head: neighbours with the same words above and on it are one cell, and the last word of a
    /// column reaches down to the cells.
    fn draw_head_level(&self, renderer: &mut Renderer, level: usize, columns: &[(usize, f32, f32)]) {
        let y = self.measures.bounds.y + level as f32 * HEAD_LINE;
        let same = |left: &(usize, f32, f32), right: &(usize, f32, f32)| {
            let (left, right) = (&self.table.columns[left.0].header, &self.table.columns[right.0].header);
            left.len() > level + 1 && right.len() > level + 1 && left[..=level] == right[..=level]
        };
        for group in columns.chunk_by(same) {
            let column = &self.table.columns[group[0].0];
            let Some(word) = column.header.get(level) else { continue };
            let is_last = level + 1 == column.header.len();
            let lines = if is_last { self.measures.levels - level } else { 1 };
            let width = group.iter().map(|(_, _, width)| width).sum();
            let cell = Rectangle { x: group[0].1, y, width, height: lines as f32 * HEAD_LINE };
            let color = if column.hidden { self.tones.quiet } else { self.tones.ink };
            let word = shown_word(word, column, is_last);
            self.write(renderer, word, theme::BOLD, Align::Centre, cell, color);
            let edge = cell.x + cell.width - 1.0;
            fill(renderer, Rectangle { x: edge, width: 1.0, ..cell }, self.tones.hairline);
            if !is_last {
                fill(renderer, Rectangle { y: cell.y + cell.height - 1.0, height: 1.0, ..cell }, self.tones.hairline);
            }
        }
    }

    fn draw_numbers(&self, renderer: &mut Renderer, area: Rectangle, selection: Selection) {
        for at in self.measures.visible_rows() {
            let cell = Rectangle { y: self.measures.row_start(at), height: theme::ROW_HEIGHT, ..area };
            if selection.rows().contains(&at) {
                fill(renderer, cell, self.tones.chosen);
            }
            let marked = self.marks.contains(&(self.table.rows[at].key, None));
            let color = if marked { self.tones.soon } else { self.tones.quiet };
            self.write(renderer, (at + 1).to_string(), theme::FACE, Align::Right, cell, color);
        }
    }

    fn draw_bars(&self, renderer: &mut Renderer) {
        for (upright, (_, bar)) in
            [true, false].into_iter().filter_map(|upright| Some((upright, self.measures.bar(upright)?)))
        {
            let bounds = if upright {
                Rectangle { x: bar.x + 3.0, width: bar.width - 5.0, ..bar }
            } else {
                Rectangle { y: bar.y + 3.0, height: bar.height - 5.0, ..bar }
            };
            let border = Border { radius: 3.5.into(), ..Border::default() };
            renderer.fill_quad(renderer::Quad { bounds, border, ..renderer::Quad::default() }, self.tones.edge);
        }
    }
}

/// A hidden column says so.
fn shown_word(word: &str, column: &Column, is_last: bool) -> String {
    if column.hidden && is_last { format!("（{word}）") } else { word.to_owned() }
}
