//! …… as one row of six dots: each glyph leaves a gap of its own at both ends, and two of them gape in the middle.

use rustybuzz::ttf_parser::GlyphId;
use typst::layout::Em;
use typst::text::{FontInstance, Glyph, TextItem};

/// Moves neighbouring ellipses together; they take as much room as before.
pub(super) fn join_ellipses(item: &mut TextItem) {
    if !item.text.contains("……") {
        return;
    }
    let mut at = 0;
    while at < item.glyphs.len() {
        let count = item.glyphs[at..].iter().take_while(|glyph| &item.text[glyph.range()] == "…").count();
        if count > 1 {
            space_evenly(&item.font, &mut item.glyphs[at..at + count]);
        }
        at += count.max(1);
    }
}

fn space_evenly(font: &FontInstance, glyphs: &mut [Glyph]) {
    let Some((middle, period)) = dots(font, glyphs[0].id) else { return };
    let total: f64 = glyphs.iter().map(|glyph| glyph.x_advance.get()).sum();
    let mut wanted = (total - (glyphs.len() as f64 - 1.0) * period) / 2.0;
    let mut left = 0.0;
    for glyph in glyphs {
        glyph.x_offset = Em::new(wanted - left - middle);
        left += glyph.x_advance.get();
        wanted += period;
    }
}

/// The middle of the glyph's three dots, and how far on the next three would follow, in em.
fn dots(font: &FontInstance, id: u16) -> Option<(f64, f64)> {
    let ttf = font.ttf();
    let ink = ttf.glyph_bounding_box(GlyphId(id))?;
    let em = f64::from(ttf.units_per_em());
    let (width, dot) = (f64::from(ink.width()) / em, f64::from(ink.height()) / em);
    let middle = f64::from(ink.x_min) / em + width / 2.0;
    (width > 3.0 * dot).then_some((middle, 1.5 * (width - dot)))
}
