//! Texts on one baseline as few items: a PDF pays for each item, not for its glyphs.

use std::ops::Range;

use typst::diag::EcoString;
use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::syntax::Span;
use typst::text::{Glyph, Lang, TextItem};

use super::fonts::Fonts;
use super::marks::join_ellipses;
use super::measures::Ink;
use super::shape::{Run, RunGlyph};

/// A blank between cells is wider than the font's own by at least this much, in em; a justified blank is not.
const GAP: f64 = 0.5;
/// Glyph ranges are 16 bits wide.
const LONGEST: usize = 60_000;

/// Collects texts from left to right and writes neighbours of the same font as one item, a blank as wide as the gap
/// between them.
pub(super) struct Gather<'a> {
    fonts: &'a Fonts,
    size: f64,
    ink: Ink,
    baseline: f64,
    /// Glyphs and bytes that are still to come.
    expected: (usize, usize),
    open: Option<Open>,
}

struct Open {
    font: u8,
    left: f64,
    right: f64,
    text: EcoString,
    glyphs: Vec<Glyph>,
}

impl<'a> Gather<'a> {
    /// `size` and `baseline` in pt.
    pub(super) fn new(fonts: &'a Fonts, size: f64, ink: Ink, baseline: f64) -> Self {
        Self { fonts, size, ink, baseline, expected: (0, 0), open: None }
    }

    /// Room for so many glyphs and bytes at once, rather than in steps.
    pub(super) fn expect(&mut self, glyphs: usize, bytes: usize) {
        self.expected = (glyphs, bytes);
    }

    /// Some glyphs of a run at `x` pt.
    pub(super) fn add(&mut self, frame: &mut Frame, run: &Run, glyphs: Range<usize>, x: f64) {
        let mut x = x;
        for piece in run.glyphs[glyphs].chunk_by(|a, b| a.font == b.font) {
            let (Some(first), Some(last)) = (piece.first(), piece.last()) else { continue };
            let range = first.range().start..last.range().end;
            let right = x + f64::from(piece.iter().map(|glyph| glyph.advance).sum::<f32>()) * self.size;
            if !self.join(first.font, range.len(), x) {
                self.flush(frame);
                let (glyphs, bytes) = std::mem::take(&mut self.expected);
                let mut text = EcoString::with_capacity(bytes.max(range.len()));
                text.push_str(&run.text[range.clone()]);
                let glyphs = Vec::with_capacity(glyphs.max(piece.len()));
                self.open = Some(Open { font: first.font, left: x, right, text, glyphs });
            } else if let Some(open) = &mut self.open {
                open.text.push_str(&run.text[range.clone()]);
                open.right = right;
            }
            if let Some(open) = &mut self.open {
                let before = open.text.len() - range.len();
                open.glyphs.extend(piece.iter().map(|glyph| placed(glyph, range.start, before)));
            }
            x = right;
        }
    }

    /// Continues the open item with a blank up to `x`, where that is possible.
    fn join(&mut self, font: u8, length: usize, x: f64) -> bool {
        let Some(open) = self.open.as_mut().filter(|open| open.font == font) else { return false };
        let Some((id, own)) = self.fonts.blank(font) else { return false };
        let gap = (x - open.right) / self.size;
        if gap < own + GAP || open.text.len() + length >= LONGEST {
            return false;
        }
        let at = to_u16(open.text.len());
        open.text.push(' ');
        open.glyphs.push(glyph(id, gap, at..at + 1));
        true
    }

    /// Writes what was collected.
    pub(super) fn flush(&mut self, frame: &mut Frame) {
        let Some(open) = self.open.take() else { return };
        let mut item = TextItem {
            font: self.fonts.instance(open.font).clone(),
            size: Abs::pt(self.size),
            fill: self.ink.paint(),
            stroke: None,
            lang: Lang::CHINESE,
            region: None,
            text: open.text,
            glyphs: open.glyphs,
        };
        join_ellipses(&mut item);
        frame.push(Point::new(Abs::pt(open.left), Abs::pt(self.baseline)), FrameItem::Text(item));
    }
}

/// The texts of an item as they were gathered, each with its place right of the item's own, in pt.
pub(super) fn parts(item: &TextItem) -> Vec<(f64, &str)> {
    let mut parts = Vec::new();
    let (mut x, mut left, mut start) = (0.0, 0.0, 0);
    for glyph in &item.glyphs {
        let advance = glyph.x_advance.get();
        let own = item.font.x_advance(glyph.id).map_or(0.0, |own| own.get());
        let range = glyph.range();
        x += advance * item.size.to_pt();
        if item.text.get(range.clone()) == Some(" ") && advance >= own + GAP - 1e-6 {
            parts.push((left, &item.text[start..range.start]));
            (left, start) = (x, range.end);
        }
    }
    parts.push((left, &item.text[start..]));
    parts
}

fn placed(from: &RunGlyph, start: usize, before: usize) -> Glyph {
    let range = from.range();
    let within = |at: usize| to_u16(at - start + before);
    glyph(from.id, f64::from(from.advance), within(range.start)..within(range.end))
}

fn glyph(id: u16, advance: f64, range: Range<u16>) -> Glyph {
    Glyph {
        id,
        x_advance: Em::new(advance),
        x_offset: Em::zero(),
        y_advance: Em::zero(),
        y_offset: Em::zero(),
        range,
        span: (Span::detached(), 0),
    }
}

fn to_u16(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
