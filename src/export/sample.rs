//! Documents for the tests of this layer: a line of text and a rule on every page.

use typst::foundations::Smart;
use typst::layout::{Abs, Axes, Frame, FrameItem, FrameKind, Point};
use typst::model::DocumentInfo;
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{Color, FixedStroke, Geometry, Paint};
use typst_layout::PagedDocument;

use crate::export::{caption, sheet};
use crate::layout::Document;

/// Pages of `width` × `height` mm.
pub(super) fn document(pages: usize, width: f32, height: f32) -> Document {
    let size = Axes::new(Abs::mm(width.into()), Abs::mm(height.into()));
    let frames = (1..=pages).map(|number| {
        let mut frame = Frame::new(size, FrameKind::Hard);
        frame.push(Point::splat(Abs::mm(30.0)), FrameItem::Text(line(&format!("公示第 {number} 页"))));
        frame.push(Point::splat(Abs::mm(35.0)), FrameItem::Shape(rule(), Span::detached()));
        frame
    });
    sheet::document(frames.collect())
}

/// One page full of text: rows 9 mm apart in columns of 35 mm, on a coloured paper.
pub(super) fn table(width: f64, height: f64) -> Document {
    let mut document = document(1, width as f32, height as f32);
    let mut page = document.paged.pages()[0].clone();
    page.fill = Smart::Custom(Some(Paint::Solid(Color::from_u8(0xF4, 0xE0, 0xDC, 0xFF))));
    let mut y = 60.0;
    while y < height - 25.0 {
        let mut x = 20.0;
        while x < width - 40.0 {
            page.frame.push(Point::new(Abs::mm(x), Abs::mm(y)), FrameItem::Text(line(&format!("第{x:.0}栏补贴"))));
            x += 35.0;
        }
        y += 9.0;
    }
    document.paged = PagedDocument::new(std::iter::once(page).collect(), DocumentInfo::default());
    document
}

fn line(text: &str) -> TextItem {
    caption::line(text, Abs::pt(16.0), Paint::Solid(Color::BLACK))
}

fn rule() -> typst::visualize::Shape {
    let stroke = FixedStroke { paint: Paint::Solid(Color::BLACK), thickness: Abs::pt(1.0), ..FixedStroke::default() };
    Geometry::Line(Point::with_x(Abs::mm(50.0))).stroked(stroke)
}
