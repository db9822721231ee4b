//! Where a page is cut: through as few characters as the number of sheets allows. All lengths in mm.

use std::collections::VecDeque;

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst::visualize::{Geometry, Shape};

use super::grid::Axis;

/// Seams are tried this far apart.
const STEP: f64 = 0.25;
/// Nearer to a character than this a cut by hand hits it.
const CLEAR: f64 = 1.5;
/// A sheet bears at least this much, so that its label finds room.
const LEAST: f64 = 40.0;

/// A cut through something; through a character as much more as it is mm high: of two cuts that hit as many, the one
/// through the smaller is seen less.
const CHARACTER: u32 = 1_000;
const HIGHEST: f64 = 250.0;
const PICTURE: u32 = 20 * CHARACTER;
/// Cutting along a line halves it from end to end.
const LINE: u32 = 5 * CHARACTER;

/// What stands where along one side of the page.
#[derive(Debug, Default)]
pub(super) struct Taken(Vec<(f64, f64, u32)>);

/// What stands where on a page.
#[derive(Debug, Default)]
pub(super) struct Cuts {
    pub(super) across: Taken,
    pub(super) down: Taken,
}

impl Cuts {
    pub(super) fn of(frame: &Frame) -> Self {
        let mut cuts = Self::default();
        cuts.frame(frame, Transform::identity());
        cuts
    }

    fn frame(&mut self, frame: &Frame, turn: Transform) {
        for (at, item) in frame.items() {
            let here = turn.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform)),
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Image(_, size, _) => self.take(here, Point::zero(), size.to_point(), PICTURE),
                FrameItem::Shape(shape, _) => self.line(shape, here),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn text(&mut self, text: &TextItem, turn: Transform) {
        let mut pen = Point::zero();
        let weight = CHARACTER + text.size.to_mm().clamp(0.0, HIGHEST) as u32;
        for glyph in &text.glyphs {
            let id = rustybuzz::ttf_parser::GlyphId(glyph.id);
            if let Some(ink) = text.font.ttf().glyph_bounding_box(id) {
                let length = |units: i16| text.font.to_em(units).at(text.size);
                let at = Point::new(pen.x + glyph.x_offset.at(text.size), pen.y - glyph.y_offset.at(text.size));
                let from = at + Point::new(length(ink.x_min), -length(ink.y_max));
                let to = at + Point::new(length(ink.x_max), -length(ink.y_min));
                self.take(turn, from, to, weight);
            }
            pen.x += glyph.x_advance.at(text.size);
            pen.y -= glyph.y_advance.at(text.size);
        }
    }

    /// A line lies in the way of a cut along it only.
    fn line(&mut self, shape: &Shape, turn: Transform) {
        let Geometry::Line(end) = shape.geometry else { return };
        let half = shape.stroke.as_ref().map_or(0.0, |stroke| stroke.thickness.to_mm() / 2.0);
        let (from, to) = (Point::zero().transform(turn), end.transform(turn));
        if (from.x - to.x).to_mm().abs() < STEP {
            self.across.0.push((from.x.to_mm() - half, from.x.to_mm() + half, LINE));
        } else if (from.y - to.y).to_mm().abs() < STEP {
            self.down.0.push((from.y.to_mm() - half, from.y.to_mm() + half, LINE));
        }
    }

    fn take(&mut self, turn: Transform, from: Point, to: Point, weight: u32) {
        let corners = [from, to, Point::new(from.x, to.y), Point::new(to.x, from.y)].map(|at| at.transform(turn));
        let span = |side: fn(&Point) -> f64| {
            let ends = corners.iter().map(side);
            (ends.clone().fold(f64::INFINITY, f64::min), ends.fold(f64::NEG_INFINITY, f64::max))
        };
        let (left, right) = span(|at| at.x.to_mm());
        let (top, bottom) = span(|at| at.y.to_mm());
        self.across.0.push((left, right, weight));
        self.down.0.push((top, bottom, weight));
    }
}

impl Taken {
    /// What a cut at each step hits, everything made wider by `clear` on both sides.
    fn hits(&self, length: f64, clear: f64) -> Vec<u32> {
        let last = steps(length);
        let mut change = vec![0_i64; last + 2];
        for (from, to, weight) in &self.0 {
            let first = ((from - clear) / STEP).ceil().max(0.0) as usize;
            let end = ((to + clear) / STEP).floor();
            if end < 0.0 || first > last {
                continue;
            }
            let end = (end as usize).min(last);
            if first <= end {
                change[first] += i64::from(*weight);
                change[end + 1] -= i64::from(*weight);
            }
        }
        let sum = change.iter().scan(0_i64, |sum, change| {
            *sum += change;
            Some(u32::try_from(*sum).unwrap_or(u32::MAX))
        });
        sum.take(last + 1).collect()
    }

    /// How much a cut at `at` mm hits.
    #[cfg(test)]
    pub(super) fn hit(&self, at: f64) -> u32 {
        self.0.iter().filter(|(from, to, _)| *from < at && at < *to).map(|(_, _, weight)| weight).sum()
    }
}

/// The page's edge, the seams and the page's other edge.
pub(super) fn seams(axis: &Axis, taken: &Taken) -> Vec<f64> {
    let between = best(axis, taken).unwrap_or_else(|| {
        let middle = |(from, to): (f64, f64)| (from + to) / 2.0;
        (1..axis.sheets).map(|number| middle(axis.range(number))).collect()
    });
    let ends = std::iter::once(0.0).chain(between).chain([axis.length]);
    ends.collect()
}

/// The seams that hit least; of those the clear ones; of those the most even. `None` where no steps fit.
fn best(axis: &Axis, taken: &Taken) -> Option<Vec<f64>> {
    let (hits, near) = (taken.hits(axis.length, 0.0), taken.hits(axis.length, CLEAR));
    let seams = axis.sheets - 1;
    let even = axis.length / axis.sheets as f64;
    let least = steps(LEAST.min(even / 2.0));
    let pitch = steps(axis.pitch);
    // For each seam: what it and those before it cost at each step, and where the one before stands.
    let mut rounds: Vec<Vec<(u64, usize)>> = Vec::with_capacity(seams);
    for number in 1..=seams {
        let (from, to) = axis.range(number);
        let (from, to) = ((from / STEP).ceil() as usize, steps(to));
        let mut open: VecDeque<(u64, usize)> = VecDeque::new();
        let mut round = vec![(u64::MAX, 0); hits.len()];
        for at in least..hits.len() {
            let before = match rounds.last() {
                None => (at <= pitch).then_some((0, 0)),
                Some(earlier) => cheapest(&mut open, earlier, at, least, pitch),
            };
            if let Some((cost, before)) = before.filter(|_| (from..=to).contains(&at)) {
                let uneven = (at as f64 * STEP - even * number as f64).abs() as u64;
                let crowded = if near[at] > 0 { 10_000 } else { 0 };
                round[at] = (cost + u64::from(hits[at]) * 20_000 + crowded + uneven, before);
            }
        }
        rounds.push(round);
    }
    let mut places = Vec::with_capacity(seams);
    let mut at = rounds.last().map(|round| (0..round.len()).min_by_key(|at| round[*at].0).unwrap_or_default());
    for round in rounds.iter().rev() {
        let here = at?;
        if round[here].0 == u64::MAX {
            return None;
        }
        places.push(here as f64 * STEP);
        at = Some(round[here].1);
    }
    places.reverse();
    Some(places)
}

/// The cheapest seam between `pitch` and `least` steps before `at`: `open` keeps those that may still be it, cheapest first.
fn cheapest(
    open: &mut VecDeque<(u64, usize)>,
    earlier: &[(u64, usize)],
    at: usize,
    least: usize,
    pitch: usize,
) -> Option<(u64, usize)> {
    let new = at - least;
    let cost = earlier[new].0;
    if cost < u64::MAX {
        while open.back().is_some_and(|(worse, _)| *worse >= cost) {
            open.pop_back();
        }
        open.push_back((cost, new));
    }
    while open.front().is_some_and(|(_, place)| place + pitch < at) {
        open.pop_front();
    }
    open.front().copied()
}

fn steps(length: f64) -> usize {
    (length / STEP + 1e-6).floor().max(0.0) as usize
}
