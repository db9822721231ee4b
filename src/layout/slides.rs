//! 大屏图片: the office's own pictures as pages of the lobby screen.

use std::sync::Arc;

use serde_json::json;
use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Sides};
use typst::model::DocumentInfo;
use typst::visualize::{Color, Paint};
use typst_layout::{Page, PagedDocument};

use super::fonts::{Face, Fonts};
use super::fragment::{Press, Template};
use super::pages::smallest;
use super::shape::Shaper;
use super::{Document, PageInfo, template_finding};
use crate::domain::gate::PublicText;
use crate::domain::notice::Paper;

/// One picture.
#[derive(Debug, Clone)]
pub struct Slide {
    /// A JPEG.
    pub picture: Vec<u8>,
    /// Empty: the picture has the whole page.
    pub caption: PublicText,
}

/// Lays slides out on a dark ground, each as large as its page has room. A picture that cannot be read leaves a warning and no page.
pub fn slides(title: &PublicText, slides: Vec<Slide>, paper: Paper, fonts: &Arc<Fonts>) -> Document {
    let mut shaper = Shaper::new(Arc::clone(fonts));
    let (width, height) = paper.size();
    let mut told = Vec::new();
    let mut files = Vec::new();
    for (slide, number) in slides.into_iter().zip(1..) {
        let file = format!("photograph-{number}.jpg");
        told.push(json!({ "file": file, "caption": shaper.settable(slide.caption.as_str(), Face::Bold).0 }));
        files.push((file, slide.picture));
    }
    let data = json!({
        "width": width,
        "height": height,
        "slides": told,
        "fonts": { "bold": fonts.families(Face::Bold) },
    });
    let (frames, warnings) = match Press::new(Arc::clone(fonts)).set_with(Template::Slides, &data, files) {
        Ok(frames) => (frames, Vec::new()),
        Err(error) => (Vec::new(), vec![template_finding(&error)]),
    };
    let smallest_text_pt = frames.iter().map(smallest).fold(f64::INFINITY, f64::min);
    let pages = vec![PageInfo::default(); frames.len()];
    let framed = frames.into_iter().zip(1..).map(|(frame, number)| Page {
        frame,
        bleed: Sides::splat(Abs::zero()),
        fill: Smart::Custom(Some(Paint::Solid(Color::from_u8(0x1F, 0x1D, 0x1A, 0xFF)))),
        numbering: None,
        supplement: Content::empty(),
        number,
    });
    let info = DocumentInfo { title: Some(title.as_str().into()), ..DocumentInfo::default() };
    Document { paged: PagedDocument::new(framed.collect(), info), warnings, smallest_text_pt, pages }
}
