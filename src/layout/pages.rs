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
use super::front::{self, Entry};
use super::measures::{Measures, Palette};
use super::shape::Shaper;
use super::{Composer, Document, PageInfo, blocks, list, official, template_finding};
use crate::domain::block::BlockKey;
use crate::domain::bulletin::Bulletin;

/// Pages under construction.
pub(super) struct Stack<'a> {
    pub(super) measures: &'a Measures,
    pub(super) palette: &'a Palette,
    pages: Vec<(Frame, PageInfo)>,
    /// What a list of contents names.
    entries: Vec<Entry>,
    /// A cover bears no number.
    has_cover: bool,
}

impl<'a> Stack<'a> {
    pub(super) fn new(measures: &'a Measures, palette: &'a Palette) -> Self {
        Self { measures, palette, pages: Vec::new(), entries: Vec::new(), has_cover: false }
    }

    pub(super) fn begin(&mut self, info: PageInfo) {
        let size = Axes::new(Abs::pt(self.measures.width), Abs::pt(self.measures.height));
        self.pages.push((Frame::hard(size), info));
    }

    /// Says which rows stand on the page worked on.
    pub(super) fn inform(&mut self, info: PageInfo) {
        if let Some((_, last)) = self.pages.last_mut() {
            last.rows = info.rows;
        }
    }

    /// Says that a block begins on the page worked on.
    pub(super) fn meet(&mut self, block: BlockKey) {
        if let Some((_, last)) = self.pages.last_mut() {
            last.blocks.push(block);
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

    /// Notes that something for the list of contents stands on the page worked on.
    pub(super) fn enter(&mut self, text: String, is_part: bool) {
        self.entries.push(Entry { text, is_part, page: self.pages.len().saturating_sub(1) });
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Puts cover and contents before the first page.
    pub(super) fn put_before(&mut self, frames: Vec<Frame>) {
        let front = frames.into_iter().map(|frame| (frame, PageInfo::default()));
        self.pages.splice(0..0, front);
        self.has_cover = true;
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
        let covers = usize::from(self.has_cover);
        for (at, (frame, _)) in self.pages.iter_mut().enumerate().skip(covers) {
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
        if !(bulletin.blocks.is_empty() || official::is_official(bulletin)) {
            return self.blocks_alone(bulletin, measures, palette);
        }
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

    /// A notice without a main table whose content is its blocks.
    fn blocks_alone(&mut self, bulletin: &Bulletin, measures: &Measures, palette: &Palette) -> Document {
        let mut texts = blocks::Texts::of(bulletin, &mut self.shaper);
        let mut warnings = std::mem::take(&mut texts.findings);
        let mut data = blocks::data(bulletin, &texts, measures, palette, &mut self.shaper);
        // A title on the cover is not said again.
        let has_head = if bulletin.look.front { !texts.paragraphs.is_empty() } else { texts.has_head(bulletin) };
        if bulletin.look.front {
            data["title"] = "".into();
            data["mark"] = serde_json::Value::Null;
        }
        let mut fragment = |template, wanted: bool| {
            let set = wanted.then(|| flow::flow(&mut self.press, template, &mut data, measures.text_height()));
            set.transpose().unwrap_or_else(|error| {
                warnings.push(template_finding(&error));
                Some(flow::plain(&texts.plain(), &mut self.shaper, measures, palette.ink))
            })
        };
        let head = fragment(Template::Head, has_head).unwrap_or_default();
        let tail = fragment(Template::Tail, texts.has_tail()).unwrap_or_default();
        let beside = self.beside(bulletin, measures, palette, &mut data, &mut warnings);
        let sizes = [&head.last, &tail.last].map(smallest).into_iter().chain([beside.smallest()]);
        let smallest_text_pt = sizes.fold(measures.body, f64::min);
        let mut stack = Stack::new(measures, palette);
        stack.begin(PageInfo::default());
        let y = head.height;
        stack.pour(head);
        let y = self.put_units(&mut stack, beside.above, y, 0.0);
        let y = self.put_units(&mut stack, beside.below, y, list::needs(&tail, measures));
        list::put_tail(&mut stack, tail, y);
        if bulletin.look.front {
            front::put(&mut stack, &texts, &mut self.shaper);
        }
        let (paged, pages) = stack.finish(&mut self.shaper, &texts.title);
        Document { paged, warnings, smallest_text_pt, pages }
    }
}
