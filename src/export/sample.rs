//! Documents for the tests of this layer: a line of text and a rule on every page.

use typst::foundations::{Bytes, Content, Smart};
use typst::layout::{Abs, Axes, Em, Frame, FrameItem, FrameKind, Point, Sides};
use typst::model::DocumentInfo;
use typst::syntax::Span;
use typst::text::{Font, FontInstance, FontVariant, FontVariations, Glyph, Lang, TextItem};
use typst::visualize::{Color, FixedStroke, Geometry, Paint};
use typst_layout::{Page, PagedDocument};

use crate::face;
use crate::layout::{Document, PageInfo};

/// Pages of `width` × `height` mm.
pub(super) fn document(pages: usize, width: f32, height: f32) -> Document {
    let font = Font::new(Bytes::new(face::HEI), 0).expect("a bundled font").instantiate(
        FontVariant::default(),
        Abs::pt(16.0),
        &FontVariations::default(),
    );
    let size = Axes::new(Abs::mm(width.into()), Abs::mm(height.into()));
    let pages = (1..=pages).map(|number| {
        let mut frame = Frame::new(size, FrameKind::Hard);
        frame.push(Point::splat(Abs::mm(30.0)), FrameItem::Text(line(&font, &format!("公示第 {number} 页"))));
        frame.push(Point::splat(Abs::mm(35.0)), FrameItem::Shape(rule(), Span::detached()));
        page(frame, number as u64)
    });
    let paged = PagedDocument::new(pages.collect(), DocumentInfo::default());
    let pages = vec![PageInfo::default(); paged.pages().len()];
    Document { paged, warnings: Vec::new(), smallest_text_pt: 16.0, pages }
}

fn page(frame: Frame, number: u64) -> Page {
    Page {
        frame,
        bleed: Sides::splat(Abs::zero()),
        fill: Smart::Auto,
        numbering: None,
        supplement: Content::empty(),
        number,
    }
}

fn rule() -> typst::visualize::Shape {
    let stroke = FixedStroke { paint: Paint::Solid(Color::BLACK), thickness: Abs::pt(1.0), ..FixedStroke::default() };
    Geometry::Line(Point::with_x(Abs::mm(50.0))).stroked(stroke)
}

fn line(font: &FontInstance, text: &str) -> TextItem {
    let glyphs = text.char_indices().map(|(at, character)| {
        let id = font.ttf().glyph_index(character).expect("a glyph in the bundled font").0;
        Glyph {
            id,
            x_advance: font.x_advance(id).expect("a width"),
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            range: at as u16..(at + character.len_utf8()) as u16,
            span: (Span::detached(), 0),
        }
    });
    TextItem {
        font: font.clone(),
        size: Abs::pt(16.0),
        fill: Paint::Solid(Color::BLACK),
        stroke: None,
        lang: Lang::CHINESE,
        region: None,
        text: text.into(),
        glyphs: glyphs.collect(),
    }
}
