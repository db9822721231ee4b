//! A line of text of the exporter's own: labels on sheets, never the notice's content.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::{Abs, Em};
use typst::syntax::Span;
use typst::text::{Font, FontInstance, FontVariant, FontVariations, Glyph, Lang, TextItem};
use typst::visualize::Paint;

use crate::face;

static HEI: LazyLock<FontInstance> = LazyLock::new(|| {
    let font = Font::new(Bytes::new(face::HEI), 0).expect("the built-in font is sound");
    font.instantiate(FontVariant::default(), Abs::pt(12.0), &FontVariations::default())
});

/// Characters that the built-in font lacks are left out.
pub(super) fn line(text: &str, size: Abs, fill: Paint) -> TextItem {
    let glyphs = text.char_indices().filter_map(|(at, character)| {
        let id = HEI.ttf().glyph_index(character)?.0;
        Some(Glyph {
            id,
            x_advance: HEI.x_advance(id)?,
            x_offset: Em::zero(),
            y_advance: Em::zero(),
            y_offset: Em::zero(),
            range: u16::try_from(at).ok()?..u16::try_from(at + character.len_utf8()).ok()?,
            span: (Span::detached(), 0),
        })
    });
    TextItem {
        font: HEI.clone(),
        size,
        fill,
        stroke: None,
        lang: Lang::CHINESE,
        region: None,
        text: text.into(),
        glyphs: glyphs.collect(),
    }
}
