//! Pages from their parts: paper, head, table, tail, foot.

use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Axes, Frame, FrameItem, Point, Sides};
use typst::model::DocumentInfo;
use typst_layout::{Page, PagedDocument};

use super::draw;
use super::dump::walk;
use super::flow::{self, Flow};
use super::fonts::Face;
use super::fragment::Template;
use super::measures::{Measures, Palette};
use super::shape::Shaper;
use super::{Composer, Document, PageInfo, blocks, official, template_finding};
use crate::domain::bulletin::Bulletin;

/// Pages under construction.
pub(super) struct Stack<'a> {
    pub(super) measures: &'a Measures,
    pub(super) palette: &'a Palette,
    pages: Vec<(Frame, PageInfo)>,
}

impl<'a> Stack<'a> {
    pub(super) fn new(measures: &'a Measures, palette: &'a Palette) -> Self {
        Self { measures, palette, pages: Vec::new() }
    }

    pub(super) fn begin(&mut self, info: PageInfo) {
        let size = Axes::new(Abs::pt(self.measures.width), Abs::pt(self.measures.height));
        self.pages.push((Frame::hard(size), info));
    }

    /// Says what stands on the page worked on.
    pub(super) fn inform(&mut self, info: PageInfo) {
        if let Some((_, last)) = self.pages.last_mut() {
            *last = info;
        }
    }

    /// The page worked on.
    pub(super) fn page(&mut self) -> &mut Frame {
        if self.pages.is_empty() {
            self.begin(PageInfo::default());
        }
        &mut self.pages.last_mut().expect("a page was begun above").0
    }

    /// Puts a frame at the text's left, `y` pt below the text's top.
    pub(super) fn place(&mut self, frame: Frame, y: f64) {
        let at = Point::new(Abs::pt(self.measures.left), Abs::pt(self.measures.top + y));
        self.page().push_frame(at, frame);
    }

    /// Puts the frames of a flow on this page and further ones; the last stays open.
    pub(super) fn pour(&mut self, flow: Flow) {
        for frame in flow.full {
            self.place(frame, 0.0);
            self.begin(PageInfo::default());
        }
        self.place(flow.last, 0.0);
    }

    /// 第 x 页　共 y 页, and the document.
    pub(super) fn finish(mut self, shaper: &mut Shaper, title: &str) -> (PagedDocument, Vec<PageInfo>) {
        let total = self.pages.len();
        for (at, (frame, _)) in self.pages.iter_mut().enumerate() {
            foot(frame, self.measures, self.palette, shaper, at + 1, total);
        }
        self.close(title)
    }

    /// The document, its pages numbered already.
    fn close(self, title: &str) -> (PagedDocument, Vec<PageInfo>) {
        let fill = self.palette.paper.map_or(Smart::Auto, |colour| Smart::Custom(Some(colour.paint())));
        let (frames, infos): (Vec<_>, Vec<_>) = self.pages.into_iter().unzip();
        let pages = frames
            .into_iter()
            .zip(1..)
            .map(|(frame, number)| Page {
                frame,
                bleed: Sides::splat(Abs::zero()),
                fill: fill.clone(),
                numbering: None,
                supplement: Content::empty(),
                number,
            })
            .collect();
        let info = DocumentInfo { title: Some(title.into()), ..DocumentInfo::default() };
        (PagedDocument::new(pages, info), infos)
    }
}

fn foot(frame: &mut Frame, measures: &Measures, palette: &Palette, shaper: &mut Shaper, number: usize, total: usize) {
    let size = measures.foot();
    let run = shaper.run(&format!("第 {number} 页　共 {total} 页"), Face::Table);
    let x = (measures.width - f64::from(run.width) * size) / 2.0;
    let baseline = measures.height - measures.bottom * 0.5 + size * 0.37;
    let fonts = shaper.fonts().clone();
    draw::text(frame, &fonts, &run, 0..run.glyphs.len(), (x, baseline), size, palette.ink);
}

/// The smallest text of a frame, in pt.
pub(super) fn smallest(frame: &Frame) -> f64 {
    let mut smallest = f64::INFINITY;
    // What hangs below a fragment is its page number.
    walk(frame, Point::zero(), &mut |at, item| {
        if let FrameItem::Text(text) = item
            && at.y <= frame.height()
        {
            smallest = smallest.min(text.size.to_pt());
        }
    });
    smallest
}

impl Composer {
    /// A notice without a table.
    pub(super) fn prose(&mut self, bulletin: &Bulletin, measures: &Measures, palette: &Palette) -> Document {
        let mut texts = blocks::Texts::of(bulletin, &mut self.shaper);
        let mut warnings = std::mem::take(&mut texts.findings);
        let official = official::is_official(bulletin);
        let flow = if official {
            self.official(bulletin, &texts, measures, palette, &mut warnings)
        } else {
            let mut data = blocks::data(bulletin, &texts, measures, palette, &mut self.shaper);
            let set = flow::flow(&mut self.press, Template::Prose, &mut data, measures.text_height());
            set.unwrap_or_else(|error| {
                warnings.push(template_finding(&error));
                flow::plain(&texts.plain(), &mut self.shaper, measures, palette.ink)
            })
        };
        let smallest_text_pt = flow.full.iter().chain([&flow.last]).map(smallest).fold(f64::INFINITY, f64::min);
        let mut stack = Stack::new(measures, palette);
        stack.begin(PageInfo::default());
        stack.pour(flow);
        let (paged, pages) =
            if official { stack.close(&texts.title) } else { stack.finish(&mut self.shaper, &texts.title) };
        let smallest_text_pt = if smallest_text_pt.is_finite() { smallest_text_pt } else { measures.body };
        Document { paged, warnings, smallest_text_pt, pages }
    }
}
