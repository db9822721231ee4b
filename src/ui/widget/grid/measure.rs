//! Where everything in the grid is.

use iced::{Point, Rectangle, Size, Vector};

use super::super::bar::Sight;
use super::Place;
use crate::domain::table::Table;
use crate::ui::theme;

pub(super) const HEAD_LINE: f32 = 30.0;
pub(super) const NUMBERS: f32 = 60.0;
const BAR: f32 = 12.0;
const EDGE: f32 = 4.0;
pub(super) const NARROWEST: f32 = 48.0;
const WIDEST: f32 = 280.0;
/// So many rows are looked at to find how wide a column should be.
const SAMPLE: usize = 400;

/// What is under the pointer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spot {
    Corner,
    Head(usize),
    /// The right edge of a column's head.
    Edge(usize),
    Row(usize),
    Cell(Place),
    Bar {
        upright: bool,
        grip: f32,
    },
    Nothing,
}

pub(super) struct Measures<'a> {
    pub(super) bounds: Rectangle,
    /// The part that shows cells; the scroll bars stand beside it.
    body: Rectangle,
    /// How far it is scrolled, never past the end.
    pub(super) offset: Vector,
    pub(super) widths: &'a [f32],
    pub(super) levels: usize,
    rows: usize,
}

/// How wide each column is to be, by its head and a sample of its cells.
pub(super) fn widths(table: &Table) -> Vec<f32> {
    let step = table.rows.len().div_ceil(SAMPLE).max(1);
    let fitting = |(at, column): (usize, &crate::domain::table::Column)| {
        let head = column.header.last().map_or(0.0, |name| ems(name));
        let cells = table.rows.iter().step_by(step).filter_map(|row| row.cells.get(at));
        let widest = cells.map(|cell| ems(&cell.typed())).fold(head, f32::max);
        (widest * theme::BODY + 3.0 * theme::INSIDE).round().clamp(NARROWEST, WIDEST)
    };
    table.columns.iter().enumerate().map(fitting).collect()
}

/// The width of a text in ems, near enough: Han are square, the rest about half of that.
pub(super) fn ems(text: &str) -> f32 {
    text.lines().map(|line| line.chars().map(em).sum()).fold(0.0, f32::max)
}

pub(super) fn em(c: char) -> f32 {
    match c {
        '.' | ',' | ':' | ';' | '\'' | '|' | ' ' => 0.28,
        'A'..='Z' => 0.64,
        _ if c.is_ascii() => 0.56,
        _ => 1.0,
    }
}

impl<'a> Measures<'a> {
    pub(super) fn new(table: &Table, widths: &'a [f32], bounds: Rectangle, offset: Vector) -> Self {
        let levels = table.columns.iter().map(|column| column.header.len()).max().unwrap_or(1).max(1);
        // On whole pixels: what lies on two is blended again with each part of the window that is drawn anew.
        let (x, y) = (bounds.x.ceil(), bounds.y.ceil());
        let width = (bounds.x + bounds.width).floor() - x;
        let bounds = Rectangle { x, y, width, height: (bounds.y + bounds.height).floor() - y };
        let mut measures = Self { bounds, body: bounds, offset: Vector::ZERO, widths, levels, rows: table.rows.len() };
        measures.body = measures.room();
        let most = |upright| measures.sight(upright).overhang();
        measures.offset = Vector::new(offset.x.clamp(0.0, most(false)), offset.y.clamp(0.0, most(true)));
        measures
    }

    pub(super) fn head(&self) -> f32 {
        self.levels as f32 * HEAD_LINE
    }

    fn content(&self) -> Size {
        // A row's height of room below the last row shows that it is the last.
        Size::new(self.widths.iter().sum(), (self.rows + 1) as f32 * theme::ROW_HEIGHT)
    }

    /// What is seen of the cells, from top to bottom or from left to right.
    fn sight(&self, upright: bool) -> Sight {
        let (content, body) = (self.content(), self.body());
        if upright {
            Sight { room: body.height, whole: content.height, offset: self.offset.y }
        } else {
            Sight { room: body.width, whole: content.width, offset: self.offset.x }
        }
    }

    pub(super) fn body(&self) -> Rectangle {
        self.body
    }

    /// What head, row numbers and scroll bars leave for the cells.
    fn room(&self) -> Rectangle {
        let Rectangle { x, y, width, height } = self.bounds;
        let (head, content) = (self.head(), self.content());
        let (wide, high) = (width - NUMBERS, height - head);
        let upright = content.height > high;
        let across = content.width > if upright { wide - BAR } else { wide };
        // The bar below takes room that the rows would need.
        let upright = upright || across && content.height > high - BAR;
        let width = if upright { wide - BAR } else { wide };
        let height = if across { high - BAR } else { high };
        Rectangle { x: x + NUMBERS, y: y + head, width: width.max(1.0), height: height.max(1.0) }
    }

    pub(super) fn column_start(&self, column: usize) -> f32 {
        self.body().x - self.offset.x + self.widths.iter().take(column).sum::<f32>()
    }

    pub(super) fn row_start(&self, row: usize) -> f32 {
        self.body().y - self.offset.y + row as f32 * theme::ROW_HEIGHT
    }

    pub(super) fn cell(&self, place: Place) -> Rectangle {
        let width = self.widths.get(place.column).copied().unwrap_or(NARROWEST);
        let start = Point::new(self.column_start(place.column), self.row_start(place.row));
        Rectangle::new(start, Size::new(width, theme::ROW_HEIGHT))
    }

    /// The rows in sight.
    pub(super) fn visible_rows(&self) -> std::ops::Range<usize> {
        let first = (self.offset.y / theme::ROW_HEIGHT) as usize;
        let count = (self.body().height / theme::ROW_HEIGHT) as usize + 2;
        first..(first + count).min(self.rows)
    }

    /// The columns in sight, with where they begin.
    pub(super) fn visible_columns(&self) -> impl Iterator<Item = (usize, f32, f32)> + '_ {
        let body = self.body();
        let starts = self.widths.iter().scan(body.x - self.offset.x, |x, width| {
            let start = *x;
            *x += width;
            Some((start, *width))
        });
        let seen = starts.enumerate().filter(move |(_, (x, width))| x + width > body.x && *x < body.x + body.width);
        seen.map(|(at, (x, width))| (at, x, width))
    }

    /// The offset that brings a cell into sight with the least movement.
    pub(super) fn revealing(&self, place: Place) -> Vector {
        let (body, cell) = (self.body(), self.cell(place));
        let near = |offset: f32, start: f32, end: f32, low: f32, high: f32| {
            if start < low {
                offset - (low - start)
            } else if end > high {
                offset + (end - high).min(start - low)
            } else {
                offset
            }
        };
        let x = near(self.offset.x, cell.x, cell.x + cell.width, body.x, body.x + body.width);
        let y = near(self.offset.y, cell.y, cell.y + cell.height, body.y, body.y + body.height);
        Vector::new(x, y)
    }

    pub(super) fn spot(&self, at: Point) -> Spot {
        let body = self.body();
        for upright in [true, false] {
            if let Some((rail, _)) = self.bar(upright)
                && rail.contains(at)
            {
                let along = if upright { at.y - rail.y } else { at.x - rail.x };
                return Spot::Bar { upright, grip: self.sight(upright).grip(along) };
            }
        }
        let row = ((at.y - body.y + self.offset.y) / theme::ROW_HEIGHT).max(0.0) as usize;
        let column = self.visible_columns().find(|(_, x, width)| (*x..x + width).contains(&at.x));
        match (at.x < body.x, at.y < body.y) {
            (true, true) => Spot::Corner,
            (false, true) => self.head_spot(at.x, column),
            (true, false) if row < self.rows => Spot::Row(row),
            (false, false) if row < self.rows => {
                column.map_or(Spot::Nothing, |(column, ..)| Spot::Cell(Place { row, column }))
            }
            _ => Spot::Nothing,
        }
    }

    fn head_spot(&self, x: f32, column: Option<(usize, f32, f32)>) -> Spot {
        let edge = self.visible_columns().find(|(_, start, width)| (start + width - x).abs() <= EDGE);
        match (edge, column) {
            (Some((column, ..)), _) => Spot::Edge(column),
            (None, Some((column, ..))) => Spot::Head(column),
            (None, None) => Spot::Nothing,
        }
    }

    /// The cell nearest to a point, for a drag that leaves the grid.
    pub(super) fn nearest(&self, at: Point) -> Place {
        let body = self.body();
        let y = at.y.clamp(body.y - theme::ROW_HEIGHT, body.y + body.height);
        let row = ((y - body.y + self.offset.y) / theme::ROW_HEIGHT).max(0.0) as usize;
        let past = self.widths.iter().scan(body.x - self.offset.x, |x, width| {
            *x += width;
            Some(*x)
        });
        let column = past.take_while(|end| *end <= at.x).count();
        Place { row: row.min(self.rows.saturating_sub(1)), column: column.min(self.widths.len().saturating_sub(1)) }
    }

    /// The rail of a scroll bar and the bar on it; `None` where there is nothing to scroll.
    pub(super) fn bar(&self, upright: bool) -> Option<(Rectangle, Rectangle)> {
        let body = self.body();
        let (start, length) = self.sight(upright).bar()?;
        Some(if upright {
            let rail = Rectangle { x: body.x + body.width, width: BAR, ..body };
            (rail, Rectangle { y: rail.y + start, height: length, ..rail })
        } else {
            let rail = Rectangle { y: body.y + body.height, height: BAR, ..body };
            (rail, Rectangle { x: rail.x + start, width: length, ..rail })
        })
    }

    /// The offset while the pointer drags a scroll bar.
    pub(super) fn dragged(&self, upright: bool, at: Point, grip: f32) -> Vector {
        let (body, sight) = (self.body(), self.sight(upright));
        if upright {
            Vector::new(self.offset.x, sight.dragged(at.y - grip - body.y))
        } else {
            Vector::new(sight.dragged(at.x - grip - body.x), self.offset.y)
        }
    }
}
