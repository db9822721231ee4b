//! One sheet of a poster: its part of the page, cut lines, glue edges, label and map. All lengths in mm.

use typst::foundations::Smart;
use typst::layout::{Abs, Angle, Axes, Frame, FrameItem, GroupItem, Point, Rect, Size, Transform};
use typst::syntax::Span;
use typst::visualize::{Color, Curve, DashPattern, FixedStroke, Geometry, Paint};
use typst_layout::Page;

use super::grid::{Grid, INSET, Label, OVERLAP, STRIP};
use super::mm;
use super::part::part;
use crate::export::caption;

/// From the page to the line that marks its edge: the line itself falls with what is cut off.
const BESIDE: f64 = 0.2;
const LINE: f64 = 0.1;
/// The length of the marks that the next sheet's edge is laid along.
const MARK: f64 = 4.0;
/// The label's text, in pt.
const TEXT: f64 = 7.0;
const MAP: f64 = 4.2;

/// Which sheet, and the part of the page between its seams.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// Counted from 0.
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) x: (f64, f64),
    pub(super) y: (f64, f64),
}

/// A sheet being drawn.
struct Drawing<'a> {
    grid: &'a Grid,
    place: &'a Place,
    frame: Frame,
}

/// `number` is the page's, where there are several.
pub(super) fn draw(page: &Page, grid: &Grid, place: &Place, number: Option<usize>) -> Frame {
    let frame = Frame::hard(size(grid.sheet.0, grid.sheet.1));
    let mut drawing = Drawing { grid, place, frame };
    drawing.page(page);
    drawing.cut_lines();
    drawing.marks();
    drawing.labels(number);
    drawing.frame
}

impl Place {
    pub(super) fn name(&self) -> String {
        format!("R{}C{}", self.row + 1, self.column + 1)
    }

    fn width(&self) -> f64 {
        self.x.1 - self.x.0
    }

    fn height(&self) -> f64 {
        self.y.1 - self.y.0
    }
}

impl Drawing<'_> {
    fn glues_right(&self) -> bool {
        self.place.column + 1 < self.grid.columns.sheets
    }

    fn glues_below(&self) -> bool {
        self.place.row + 1 < self.grid.rows.sheets
    }

    /// Left, top, right and bottom of what is printed of the page.
    fn printed(&self) -> (f64, f64, f64, f64) {
        let origin = self.grid.origin();
        let beyond = |glues: bool| if glues { OVERLAP } else { 0.0 };
        let right = origin + self.place.width() + beyond(self.glues_right());
        let bottom = origin + self.place.height() + beyond(self.glues_below());
        (origin, origin, right, bottom)
    }

    fn page(&mut self, page: &Page) {
        let (left, top, right, bottom) = self.printed();
        let shown = size(right - left, bottom - top);
        let corner = Point::new(mm(self.place.x.0), mm(self.place.y.0));
        let mut window = Frame::hard(shown);
        if let Smart::Custom(Some(paint)) = &page.fill {
            let paper = Geometry::Rect(shown).filled(paint.clone());
            window.push(Point::zero(), FrameItem::Shape(paper, Span::detached()));
        }
        let inside = part(&page.frame, Rect::from_pos_size(corner, shown));
        window.push(Point::zero() - corner, FrameItem::Group(GroupItem::new(inside)));
        window.clip(Curve::rect(shown));
        self.frame.push_frame(Point::new(mm(left), mm(top)), window);
    }

    /// Where the sheet is cut: left and above always, right and below where the page ends.
    fn cut_lines(&mut self) {
        let (left, top, right, bottom) = self.printed();
        self.line((left - BESIDE, top), (left - BESIDE, bottom), true);
        self.line((left, top - BESIDE), (right, top - BESIDE), true);
        if !self.glues_right() {
            self.line((right + BESIDE, top), (right + BESIDE, bottom), true);
        }
        if !self.glues_below() {
            self.line((left, bottom + BESIDE), (right, bottom + BESIDE), true);
        }
    }

    /// Where the next sheets' edges are laid; they cover these marks.
    fn marks(&mut self) {
        let (left, top, right, bottom) = self.printed();
        if self.glues_right() {
            let x = right - OVERLAP + BESIDE;
            self.line((x, top), (x, top + MARK), false);
            self.line((x, bottom - MARK), (x, bottom), false);
        }
        if self.glues_below() {
            let y = bottom - OVERLAP + BESIDE;
            self.line((left, y), (left + MARK, y), false);
            self.line((right - MARK, y), (right, y), false);
        }
    }

    fn labels(&mut self, number: Option<usize>) {
        let (left, top, right, bottom) = self.printed();
        let glue = |row, column| format!("涂胶处，上面贴 {}", Place { row, column, ..self.place.clone() }.name());
        let below = self.glues_below().then(|| glue(self.place.row + 1, self.place.column));
        let beside = self.glues_right().then(|| glue(self.place.row, self.place.column + 1));
        let own = self.own_label(number);
        match (below, beside) {
            (Some(below), beside) => {
                let strip = self.strip(&format!("{own}　{below}"), true);
                self.frame.push_frame(Point::new(mm(left), mm(bottom)), strip);
                if let Some(beside) = beside {
                    let strip = self.strip(&beside, false);
                    self.upright(right, top, strip);
                }
            }
            (None, Some(beside)) => {
                let strip = self.strip(&format!("{own}　{beside}"), true);
                self.upright(right, top, strip);
            }
            (None, None) => {
                let strip = self.strip(&own, true);
                match self.grid.label {
                    Label::Right => self.upright(right + INSET, top, strip),
                    Label::Below => self.frame.push_frame(Point::new(mm(left), mm(bottom + INSET)), strip),
                }
            }
        }
    }

    fn own_label(&self, number: Option<usize>) -> String {
        let (rows, columns) = (self.grid.rows.sheets, self.grid.columns.sheets);
        let at = self.place.row * columns + self.place.column + 1;
        let page = number.map(|number| format!("第 {number} 页　")).unwrap_or_default();
        format!("{page}{}　{rows} 行 × {columns} 列　第 {at} 张，共 {} 张", self.place.name(), rows * columns)
    }

    /// A label as a frame as high as a glue edge's blank part.
    fn strip(&self, text: &str, with_map: bool) -> Frame {
        let item = caption::line(text, Abs::pt(TEXT), grey());
        let map = if with_map { self.map() } else { Frame::soft(Size::zero()) };
        let from = map.width() + if with_map { mm(2.0) } else { Abs::zero() };
        let mut strip = Frame::soft(Size::new(from + item.width(), mm(STRIP)));
        strip.push_frame(Point::new(Abs::zero(), (mm(STRIP) - map.height()) / 2.0), map);
        strip.push(Point::new(from, mm(STRIP) / 2.0 + Abs::pt(TEXT * 0.37)), FrameItem::Text(item));
        strip
    }

    /// All sheets, this one filled.
    fn map(&self) -> Frame {
        let (rows, columns) = (self.grid.rows.sheets, self.grid.columns.sheets);
        let height = MAP / rows as f64;
        let width = height * self.grid.sheet.0 / self.grid.sheet.1;
        let mut map = Frame::soft(size(width * columns as f64, MAP));
        for row in 0..rows {
            for column in 0..columns {
                let mut cell = Geometry::Rect(size(width, height)).stroked(stroke(false));
                if (row, column) == (self.place.row, self.place.column) {
                    cell.fill = Some(grey());
                }
                let at = Point::new(mm(width * column as f64), mm(height * row as f64));
                map.push(at, FrameItem::Shape(cell, Span::detached()));
            }
        }
        map
    }

    /// Puts a strip on its side, reading downwards, its blank edge at `x`.
    fn upright(&mut self, x: f64, y: f64, strip: Frame) {
        let group = GroupItem { transform: Transform::rotate(Angle::deg(90.0)), ..GroupItem::new(strip) };
        self.frame.push(Point::new(mm(x + STRIP), mm(y)), FrameItem::Group(group));
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), dashed: bool) {
        let by = Point::new(mm(to.0 - from.0), mm(to.1 - from.1));
        let shape = Geometry::Line(by).stroked(stroke(dashed));
        self.frame.push(Point::new(mm(from.0), mm(from.1)), FrameItem::Shape(shape, Span::detached()));
    }
}

pub(super) fn size(width: f64, height: f64) -> Size {
    Axes::new(mm(width), mm(height))
}

fn grey() -> Paint {
    Paint::Solid(Color::from_u8(0x70, 0x70, 0x70, 0xFF))
}

fn stroke(dashed: bool) -> FixedStroke {
    let dash = dashed.then(|| DashPattern { array: vec![mm(3.0), mm(2.0)], phase: Abs::zero() });
    FixedStroke { dash, ..FixedStroke::from_pair(grey(), mm(LINE)) }
}
