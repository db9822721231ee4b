//! The table's body as a frame: texts, grid, headings.

use std::ops::Range;

use typst::layout::{Abs, Axes, Frame, FrameItem, Point};
use typst::syntax::Span;
use typst::visualize::{FixedStroke, Geometry};

use super::columns::PAD;
use super::fonts::Fonts;
use super::gather::Gather;
use super::joins::Joins;
use super::measures::{Ink, Palette};
use super::rows::{CellText, Extent, RowText};
use super::shape::Run;
use super::specs::Spec;
use super::wrap::Line;
use crate::domain::table::Align;

/// From one line of a cell to the next, in em.
const LINE_PITCH: f64 = 1.3;
/// Blank above and below a row's text together, in em.
pub(super) const ROW_PAD: f64 = 0.5;
/// The middle of a Han character above the baseline, in em.
const MIDDLE: f64 = 0.37;

/// Everything the body's look depends on.
#[derive(Debug, Clone)]
pub(super) struct Style<'a> {
    pub(super) size: f64,
    /// Left edges and the right edge, in pt.
    pub(super) edges: &'a [f64],
    pub(super) specs: &'a [Spec],
    /// Where each column's numbers stand.
    pub(super) stands: &'a [Stand],
    pub(super) palette: Palette,
    pub(super) hairline: f64,
    /// Blank above and below a row's text together, in em.
    pub(super) row_pad: f64,
}

/// Where a column's numbers stand, in em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stand {
    /// Right of the decimal point.
    pub(super) tail: f32,
    /// From the widest number to the column's right blank: the numbers stand as a block under the header's middle.
    pub(super) inset: f32,
}

impl Stand {
    /// `width` without the blank beside the text.
    pub(super) fn of(extent: &Extent, width: f32) -> Self {
        Self { tail: extent.tail, inset: ((width - extent.natural()) / 2.0).max(0.0) }
    }
}

/// What is drawn, from the top.
#[derive(Debug, Clone)]
pub(super) enum Entry<'a> {
    Row {
        text: &'a RowText,
        lines: Option<&'a [Vec<Line>]>,
        shown: Range<usize>,
    },
    Heading(&'a Run),
    /// A table without rows still shows that it has none.
    Blank,
}

impl Style<'_> {
    /// The height of a row of so many lines, in pt.
    pub(super) fn height(&self, lines: usize) -> f64 {
        (LINE_PITCH * lines.max(1) as f64 + self.row_pad) * self.size
    }

    /// How many lines a row of at most this height has.
    pub(super) fn lines_in(&self, height: f64) -> usize {
        ((height / self.size - self.row_pad) / LINE_PITCH).floor().max(1.0) as usize
    }

    fn width(&self) -> f64 {
        self.edges.last().copied().unwrap_or(0.0)
    }
}

/// Draws the entries under each other; the frame is as wide as the table.
pub(super) fn body(fonts: &Fonts, style: &Style<'_>, entries: &[Entry<'_>]) -> Frame {
    let heights: Vec<f64> = entries.iter().map(|entry| entry_height(style, entry)).collect();
    let total: f64 = heights.iter().sum();
    let mut frame = Frame::soft(Axes::new(Abs::pt(style.width()), Abs::pt(total)));
    let mut y = 0.0;
    for (entry, height) in entries.iter().zip(&heights) {
        if let (Entry::Heading(_), Some(tint)) = (entry, style.palette.tint) {
            fill(&mut frame, (0.0, y), (style.width(), *height), tint);
        }
        y += height;
    }
    let joins = Joins::of(style.specs, entries);
    grid(&mut frame, style, entries, &heights, &joins);
    let mut y = 0.0;
    for (number, (entry, height)) in entries.iter().zip(&heights).enumerate() {
        match entry {
            Entry::Row { text, lines, shown } => {
                row(&mut frame, fonts, style, text, *lines, shown, (y, *height), |at| joins.holds(number, at));
            }
            Entry::Heading(run) => {
                let x = f64::from(PAD) * style.size;
                let baseline = y + height / 2.0 + MIDDLE * style.size;
                text(&mut frame, fonts, run, 0..run.glyphs.len(), (x, baseline), style.size, style.palette.ink);
            }
            Entry::Blank => {}
        }
        y += height;
    }
    merged(&mut frame, fonts, style, entries, &heights, &joins);
    frame
}

fn entry_height(style: &Style<'_>, entry: &Entry<'_>) -> f64 {
    match entry {
        Entry::Row { shown, .. } => style.height(shown.len()),
        Entry::Heading(_) | Entry::Blank => style.height(1),
    }
}

/// A line under each entry; lines between columns, left out where an entry reaches over them.
fn grid(frame: &mut Frame, style: &Style<'_>, entries: &[Entry<'_>], heights: &[f64], joins: &Joins) {
    let inner = style.edges.len().saturating_sub(2);
    let mut began: Vec<Option<f64>> = vec![None; inner];
    // A tinted heading under the column headers would hide half of their last line.
    stroke(frame, (0.0, 0.0), (style.width(), 0.0), style.hairline, style.palette.grid);
    let mut y = 0.0;
    for (number, (entry, height)) in entries.iter().zip(heights).enumerate() {
        for (at, began) in began.iter_mut().enumerate() {
            if covers(entry, at) {
                if let Some(from) = began.take() {
                    stroke(frame, (style.edges[at + 1], from), (0.0, y - from), style.hairline, style.palette.grid);
                }
            } else if began.is_none() {
                *began = Some(y);
            }
        }
        y += height;
        for (from, to) in joins.apart(number + 1, style.edges) {
            stroke(frame, (from, y), (to - from, 0.0), style.hairline, style.palette.grid);
        }
    }
    for (at, began) in began.iter().enumerate() {
        if let Some(from) = began {
            stroke(frame, (style.edges[at + 1], *from), (0.0, y - from), style.hairline, style.palette.grid);
        }
    }
}

/// Whether an entry reaches over the line right of column `at`.
fn covers(entry: &Entry<'_>, at: usize) -> bool {
    match entry {
        Entry::Row { text, .. } => text.label.is_some_and(|(first, last)| (first..last).contains(&at)),
        Entry::Heading(_) => true,
        Entry::Blank => false,
    }
}

#[expect(clippy::too_many_arguments, reason = "a row's place and content, once per row and without a struct to fill")]
fn row(
    frame: &mut Frame,
    fonts: &Fonts,
    style: &Style<'_>,
    row: &RowText,
    lines: Option<&[Vec<Line>]>,
    shown: &Range<usize>,
    (top, height): (f64, f64),
    is_elsewhere: impl Fn(usize) -> bool,
) {
    let middle = top + height / 2.0 + MIDDLE * style.size;
    let mut gather = Gather::new(fonts, style.size, style.palette.ink, middle);
    if lines.is_none() {
        let glyphs = row.cells.iter().map(|cell| cell.run.glyphs.len() + 1).sum();
        gather.expect(glyphs, row.cells.iter().map(|cell| cell.run.text.len() + 1).sum());
    }
    for (at, cell) in row.cells.iter().enumerate() {
        if cell.run.glyphs.is_empty() || is_elsewhere(at) {
            continue;
        }
        let Some(lines) = lines else {
            let x = x_of(style, row, at, cell, cell.run.width);
            gather.add(frame, &cell.run, 0..cell.run.glyphs.len(), x);
            continue;
        };
        let lines = &lines[at];
        let lines = &lines[shown.start.min(lines.len())..shown.end.min(lines.len())];
        if let [line] = lines {
            let x = x_of(style, row, at, cell, line.width);
            gather.add(frame, &cell.run, glyphs_of(line), x);
            continue;
        }
        gather.flush(frame);
        folded(frame, fonts, style, row, at, lines, middle);
    }
    gather.flush(frame);
}

/// The cells that are one over several rows, in the middle of what they cover.
fn merged(frame: &mut Frame, fonts: &Fonts, style: &Style<'_>, entries: &[Entry<'_>], heights: &[f64], joins: &Joins) {
    for (at, first, last) in joins.runs() {
        let Some(Entry::Row { text: row, lines, .. }) = entries.get(first) else { continue };
        let top: f64 = heights[..first].iter().sum();
        let height: f64 = heights[first..=last].iter().sum();
        let middle = top + height / 2.0 + MIDDLE * style.size;
        match lines.map(|lines| &*lines[at]) {
            Some([_, _, ..]) => folded(frame, fonts, style, row, at, &lines.unwrap_or_default()[at], middle),
            _ => {
                let cell = &row.cells[at];
                let x = x_of(style, row, at, cell, cell.run.width);
                text(frame, fonts, &cell.run, 0..cell.run.glyphs.len(), (x, middle), style.size, style.palette.ink);
            }
        }
    }
}

fn glyphs_of(line: &Line) -> Range<usize> {
    line.glyphs.start as usize..line.glyphs.end as usize
}

/// A cell's lines around the row's middle.
fn folded(frame: &mut Frame, fonts: &Fonts, style: &Style<'_>, row: &RowText, at: usize, lines: &[Line], middle: f64) {
    let cell = &row.cells[at];
    let labelled = row.label.is_some_and(|(first, last)| (first..=last).contains(&at));
    let first = middle - (lines.len() as f64 - 1.0) / 2.0 * LINE_PITCH * style.size;
    for (number, line) in lines.iter().enumerate() {
        let x = if labelled { x_of(style, row, at, cell, line.width) } else { x_folded(style, at, cell, line.width) };
        let baseline = first + number as f64 * LINE_PITCH * style.size;
        text(frame, fonts, &cell.run, glyphs_of(line), (x, baseline), style.size, style.palette.ink);
    }
}

/// Where a cell's only line begins.
fn x_of(style: &Style<'_>, row: &RowText, at: usize, cell: &CellText, width: f32) -> f64 {
    let pad = f64::from(PAD) * style.size;
    let width = f64::from(width) * style.size;
    if let Some((first, last)) = row.label.filter(|(first, last)| (*first..=*last).contains(&at)) {
        if row.flush {
            return style.edges[first] + pad;
        }
        return (style.edges[first] + style.edges[last + 1] - width) / 2.0;
    }
    let (left, right) = (style.edges[at], style.edges[at + 1]);
    if cell.number {
        let stand = &style.stands[at];
        let behind = f64::from(stand.tail - cell.tail + stand.inset) * style.size;
        return (right - pad - behind - width).max(left);
    }
    if cell.indent > 0.0 {
        return left + pad + f64::from(cell.indent) * style.size;
    }
    // 支出总计 in the middle of a row of sums stands as 收入总计 at its beginning does.
    let is_sum = !row.listed && cell.run.text.ends_with('计');
    match style.specs[at].align {
        Align::Left if !is_sum => left + pad,
        Align::Left | Align::Centre => (left + right - width) / 2.0,
        Align::Right => (right - pad - f64::from(style.stands[at].inset) * style.size - width).max(left),
    }
}

/// Where one of several lines begins: folded text reads from the left, whatever its column does.
fn x_folded(style: &Style<'_>, at: usize, cell: &CellText, width: f32) -> f64 {
    let (left, right) = (style.edges[at], style.edges[at + 1]);
    if cell.run.broken && style.specs[at].align == Align::Centre {
        return (left + right - f64::from(width) * style.size) / 2.0;
    }
    left + f64::from(PAD + cell.indent) * style.size
}

/// Places some glyphs of a run, one text item for each font they come from.
pub(super) fn text(
    frame: &mut Frame,
    fonts: &Fonts,
    run: &Run,
    glyphs: Range<usize>,
    at: (f64, f64),
    size: f64,
    ink: Ink,
) {
    let mut gather = Gather::new(fonts, size, ink, at.1);
    gather.add(frame, run, glyphs, at.0);
    gather.flush(frame);
}

/// A line from `at` by `by`.
pub(super) fn stroke(frame: &mut Frame, at: (f64, f64), by: (f64, f64), thickness: f64, ink: Ink) {
    let line = Geometry::Line(Point::new(Abs::pt(by.0), Abs::pt(by.1)));
    let shape = line.stroked(FixedStroke::from_pair(ink.paint(), Abs::pt(thickness)));
    frame.push(Point::new(Abs::pt(at.0), Abs::pt(at.1)), FrameItem::Shape(shape, Span::detached()));
}

/// The outline of a table.
pub(super) fn outline(frame: &mut Frame, at: (f64, f64), size: (f64, f64), thickness: f64, ink: Ink) {
    let rect = Geometry::Rect(Axes::new(Abs::pt(size.0), Abs::pt(size.1)));
    let shape = rect.stroked(FixedStroke::from_pair(ink.paint(), Abs::pt(thickness)));
    frame.push(Point::new(Abs::pt(at.0), Abs::pt(at.1)), FrameItem::Shape(shape, Span::detached()));
}

pub(super) fn fill(frame: &mut Frame, at: (f64, f64), size: (f64, f64), colour: Ink) {
    let shape = Geometry::Rect(Axes::new(Abs::pt(size.0), Abs::pt(size.1))).filled(colour.paint());
    frame.push(Point::new(Abs::pt(at.0), Abs::pt(at.1)), FrameItem::Shape(shape, Span::detached()));
}
