//! A document in words, for tests: what stands where, in mm.

use std::fmt::Write;

use typst::layout::{Frame, FrameItem, Point};
use typst::visualize::Geometry;

use super::measures::MM;
use super::{Document, gather};

/// Each page's texts (baseline) and lines with their places from the page's top left, in mm to one decimal.
pub fn dump(document: &Document) -> String {
    let mut out = String::new();
    for (number, page) in document.paged.pages().iter().enumerate() {
        let (width, height) = (page.frame.width().to_pt() / MM, page.frame.height().to_pt() / MM);
        writeln!(out, "page {} {width:.1}x{height:.1}", number + 1).expect("a string takes any text");
        let mut visit = |at: Point, item: &FrameItem| {
            let (x, y) = (at.x.to_pt() / MM, at.y.to_pt() / MM);
            let written = match item {
                FrameItem::Text(text) => gather::parts(text).into_iter().try_for_each(|(right, words)| {
                    writeln!(out, "  {:.1},{y:.1} {:.1}pt {words}", x + right / MM, text.size.to_pt())
                }),
                FrameItem::Shape(shape, _) => match &shape.geometry {
                    Geometry::Line(to) => {
                        let (to_x, to_y) = (x + to.x.to_pt() / MM, y + to.y.to_pt() / MM);
                        writeln!(out, "  line {x:.1},{y:.1} {to_x:.1},{to_y:.1}")
                    }
                    Geometry::Rect(size) => {
                        let (width, height) = (size.x.to_pt() / MM, size.y.to_pt() / MM);
                        writeln!(out, "  rect {x:.1},{y:.1} {width:.1}x{height:.1}")
                    }
                    Geometry::Curve(_) => writeln!(out, "  curve {x:.1},{y:.1}"),
                },
                _ => Ok(()),
            };
            written.expect("a string takes any text");
        };
        walk(&page.frame, Point::zero(), &mut visit);
    }
    out
}

/// Every item that is no group, with its place on the page. Layout moves groups but never turns them.
pub(super) fn walk(frame: &Frame, origin: Point, visit: &mut impl FnMut(Point, &FrameItem)) {
    for (at, item) in frame.items() {
        let place = origin + *at;
        match item {
            FrameItem::Group(group) => {
                let moved = Point::new(group.transform.tx, group.transform.ty);
                walk(&group.frame, place + moved, visit);
            }
            item => visit(place, item),
        }
    }
}
