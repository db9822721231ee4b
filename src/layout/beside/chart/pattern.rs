//! Fills that can be told apart without colour.

use std::f64::consts::TAU;

use typst::layout::{Abs, Axes, Frame, FrameItem, GroupItem, Point, Rect};
use typst::syntax::Span;
use typst::visualize::{Curve, FixedStroke, Geometry};

use crate::layout::draw;
use crate::layout::measures::Ink;

/// How a bar or a part is filled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pattern {
    ground: Ink,
    ink: Ink,
    rising: bool,
    falling: bool,
    level: bool,
    /// Between two lines of a hatching, and how strong they are, in pt.
    pitch: f64,
    line: f64,
}

impl Pattern {
    /// The pattern of the series or part at `at`; after eight they begin again.
    pub(super) fn of(at: usize, ink: Ink, paper: Ink, size: f64, hairline: f64) -> Self {
        let (ground, rising, falling, level) = match at % 8 {
            0 => (0.72, false, false, false),
            1 => (0.0, true, false, false),
            2 => (0.25, false, false, false),
            3 => (0.0, true, true, false),
            4 => (0.0, false, false, false),
            5 => (0.45, false, false, false),
            6 => (0.0, false, false, true),
            _ => (0.12, false, true, false),
        };
        let mix = |ink: u8, paper: u8| (f64::from(paper) + (f64::from(ink) - f64::from(paper)) * ground).round() as u8;
        let ground = Ink(mix(ink.0, paper.0), mix(ink.1, paper.1), mix(ink.2, paper.2));
        Self { ground, ink, rising, falling, level, pitch: 0.36 * size, line: hairline.max(0.05 * size) }
    }

    /// The hatching over a rectangle.
    fn lines(&self, area: Rect) -> Frame {
        let (left, top) = (area.min.x.to_pt(), area.min.y.to_pt());
        let (width, height) = (area.size().x.to_pt(), area.size().y.to_pt());
        let mut frame = Frame::soft(Axes::new(area.max.x, area.max.y));
        // Lines at 45° are counted along the top, so the hatching of neighbours runs on.
        let first = |from: f64, step: f64| (from / step).floor() * step;
        let step = self.pitch * std::f64::consts::SQRT_2;
        let mut line = |at: (f64, f64), by: (f64, f64)| draw::stroke(&mut frame, at, by, self.line, self.ink);
        if self.rising {
            let mut x = first(left + top, step);
            while x < left + top + width + height {
                line((x - top, top), (-height, height));
                x += step;
            }
        }
        if self.falling {
            let mut x = first(left - top - height, step);
            while x < left - top + width {
                line((x + top, top), (height, height));
                x += step;
            }
        }
        if self.level {
            let mut y = first(top, self.pitch) + self.pitch / 2.0;
            while y < top + height {
                line((left, y), (width, 0.0));
                y += self.pitch;
            }
        }
        frame
    }
}

/// Fills a shape with a pattern and draws its outline.
pub(super) fn filled(frame: &mut Frame, shape: &Curve, pattern: &Pattern) {
    let ground = Geometry::Curve(shape.clone()).filled(pattern.ground.paint());
    frame.push(Point::zero(), FrameItem::Shape(ground, Span::detached()));
    let area = shape.bbox(None);
    if pattern.rising || pattern.falling || pattern.level {
        let hatching = GroupItem { clip: Some(shape.clone()), ..GroupItem::new(pattern.lines(area)) };
        frame.push(Point::zero(), FrameItem::Group(hatching));
    }
    let outline = FixedStroke::from_pair(pattern.ink.paint(), Abs::pt(pattern.line));
    let outline = Geometry::Curve(shape.clone()).stroked(outline);
    frame.push(Point::zero(), FrameItem::Shape(outline, Span::detached()));
}

/// A rectangle from `at`, `size` wide and high, in pt.
pub(super) fn box_of(at: (f64, f64), size: (f64, f64)) -> Curve {
    let mut curve = Curve::rect(Axes::new(Abs::pt(size.0), Abs::pt(size.1)));
    curve.translate(Point::new(Abs::pt(at.0), Abs::pt(at.1)));
    curve
}

/// The hole of the ring, of its radius.
const HOLE: f64 = 0.62;

/// The part of a ring from one share of the whole to another, clockwise from the top.
pub(super) fn ring(centre: Point, radius: f64, from: f64, to: f64) -> Curve {
    let at = |share: f64, radius: f64| {
        let angle = share * TAU;
        centre + Point::new(Abs::pt(angle.sin() * radius), Abs::pt(-angle.cos() * radius))
    };
    // A quarter of a circle at most is one curve.
    let steps = ((to - from) / 0.2).ceil().max(1.0);
    let step = (to - from) / steps;
    let handle = 4.0 / 3.0 * (step * TAU / 4.0).tan();
    let mut curve = Curve::new();
    let arc = |curve: &mut Curve, start: f64, step: f64, radius: f64, count: f64| {
        let handle = handle * step.signum() * radius;
        let tangent = |share: f64| {
            let angle = share * TAU;
            Point::new(Abs::pt(angle.cos() * handle), Abs::pt(angle.sin() * handle))
        };
        let mut share = start;
        for _ in 0..count as usize {
            let end = share + step;
            curve.cubic(at(share, radius) + tangent(share), at(end, radius) - tangent(end), at(end, radius));
            share = end;
        }
    };
    curve.move_(at(from, radius));
    arc(&mut curve, from, step, radius, steps);
    curve.line(at(to, radius * HOLE));
    arc(&mut curve, to, -step, radius * HOLE, steps);
    curve.close();
    curve
}
