//! Pages of the exporter's own, that no bulletin was set on.

use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Frame, Sides};
use typst::model::DocumentInfo;
use typst_layout::{Page, PagedDocument};

use crate::layout::{Document, PageInfo};

/// White pages with these frames.
pub(super) fn document(frames: Vec<Frame>) -> Document {
    let pages: Vec<Page> = frames.into_iter().zip(1..).map(|(frame, number)| page(frame, number)).collect();
    let infos = vec![PageInfo::default(); pages.len()];
    let paged = PagedDocument::new(pages.into(), DocumentInfo::default());
    Document { paged, warnings: Vec::new(), smallest_text_pt: 16.0, pages: infos }
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
