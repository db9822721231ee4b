//! Cover (封面) and contents (目录) of a set of tables, put before its first page.

use std::sync::Arc;

use typst::layout::{Abs, Axes, Frame};

use super::blocks::Texts;
use super::draw;
use super::fonts::Face;
use super::measures::{Measures, Palette};
use super::pages::Stack;
use super::shape::{Run, Shaper};
use super::title;
use super::wrap::wrap;

/// A line of the contents.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) text: String,
    /// A part, or a table within it.
    pub(super) is_part: bool,
    /// Page it stands on, counted from 0 without the pages before the first.
    pub(super) page: usize,
}

/// Puts cover and contents before the pages of the stack.
pub(super) fn put(stack: &mut Stack<'_>, texts: &Texts, shaper: &mut Shaper) {
    let sheet = Sheet { measures: stack.measures, palette: stack.palette };
    let mut entries = stack.entries().to_vec();
    // Within 第一部分 … the sections 一、 stand as the tables do.
    let is_part = |entry: &Entry| entry.text.starts_with('第') && entry.text.contains("部分");
    if entries.iter().any(is_part) {
        entries.iter_mut().for_each(|entry| entry.is_part = is_part(entry));
    }
    let lines = sheet.lines(&entries, shaper);
    let per_page = sheet.lines_on_page();
    let pages = lines.len().div_ceil(per_page);
    let before = 1 + pages;
    let mut front = vec![sheet.cover(texts, shaper)];
    front.extend(lines.chunks(per_page).enumerate().map(|(at, lines)| sheet.contents(lines, at == 0, before, shaper)));
    stack.put_before(front);
}

struct Sheet<'a> {
    measures: &'a Measures,
    palette: &'a Palette,
}

/// A line of the list: words, and on its last the page.
struct Line {
    run: Arc<Run>,
    glyphs: std::ops::Range<usize>,
    indent: f64,
    is_part: bool,
    page: Option<usize>,
}

impl Sheet<'_> {
    fn page(&self) -> Frame {
        Frame::hard(Axes::new(Abs::pt(self.measures.width), Abs::pt(self.measures.height)))
    }

    fn size(&self) -> f64 {
        self.measures.body
    }

    fn pitch(&self) -> f64 {
        1.75 * self.size()
    }

    /// Below the caption of the list.
    fn top(&self) -> f64 {
        self.measures.top + 3.0 * self.measures.title
    }

    fn lines_on_page(&self) -> usize {
        let room = self.measures.height - self.measures.bottom - self.top();
        ((room / self.pitch()) as usize).max(1)
    }

    /// The title in the upper third, issuer and date in the lower.
    fn cover(&self, texts: &Texts, shaper: &mut Shaper) -> Frame {
        let measures = self.measures;
        let mut frame = self.page();
        let size = 1.5 * measures.title;
        let lines = title::lines(&texts.title, (measures.text_width() / size) as f32, shaper);
        let mut y = 0.3 * measures.height;
        for line in &lines {
            self.centred(&mut frame, line, Face::Title, size, y, self.palette.title, shaper);
            y += 1.5 * size;
        }
        let size = 1.15 * self.size();
        let mut y = 0.78 * measures.height;
        for line in [&texts.issuer, &texts.date] {
            self.centred(&mut frame, line, Face::Body, size, y, self.palette.ink, shaper);
            y += 1.8 * size;
        }
        frame
    }

    #[expect(clippy::too_many_arguments, reason = "a word, how and where it is set")]
    fn centred(
        &self,
        frame: &mut Frame,
        text: &str,
        face: Face,
        size: f64,
        baseline: f64,
        ink: super::measures::Ink,
        shaper: &mut Shaper,
    ) {
        let run = shaper.run(text, face);
        let size = size.min(self.measures.text_width() / f64::from(run.width).max(1.0));
        let x = (self.measures.width - f64::from(run.width) * size) / 2.0;
        let fonts = Arc::clone(shaper.fonts());
        draw::text(frame, &fonts, &run, 0..run.glyphs.len(), (x, baseline), size, ink);
    }

    fn lines(&self, entries: &[Entry], shaper: &mut Shaper) -> Vec<Line> {
        let mut lines = Vec::new();
        for entry in entries {
            let indent = if entry.is_part { 0.0 } else { 2.0 * self.size() };
            let run = shaper.run(&entry.text, if entry.is_part { Face::Bold } else { Face::Body });
            let room = (self.measures.text_width() - indent) / self.size() - 4.0;
            let broken = wrap(&run, room as f32);
            let last = broken.len().saturating_sub(1);
            lines.extend(broken.into_iter().enumerate().map(|(at, line)| Line {
                run: Arc::clone(&run),
                glyphs: line.glyphs.start as usize..line.glyphs.end as usize,
                indent: indent + if at > 0 { self.size() } else { 0.0 },
                is_part: entry.is_part,
                page: (at == last).then_some(entry.page),
            }));
        }
        lines
    }

    fn contents(&self, lines: &[Line], is_first: bool, before: usize, shaper: &mut Shaper) -> Frame {
        let measures = self.measures;
        let mut frame = self.page();
        let caption = if is_first { "目　录" } else { "目　录（续）" };
        let baseline = measures.top + measures.title;
        self.centred(&mut frame, caption, Face::Title, measures.title, baseline, self.palette.title, shaper);
        let (size, ink) = (self.size(), self.palette.ink);
        let fonts = Arc::clone(shaper.fonts());
        let right = measures.left + measures.text_width();
        for (at, line) in lines.iter().enumerate() {
            let baseline = self.top() + self.pitch() * at as f64 + size;
            let x = measures.left + line.indent;
            draw::text(&mut frame, &fonts, &line.run, line.glyphs.clone(), (x, baseline), size, ink);
            let Some(page) = line.page else { continue };
            let face = if line.is_part { Face::Bold } else { Face::Body };
            let number = shaper.run(&(page + 1 + before).to_string(), face);
            let number_x = right - f64::from(number.width) * size;
            draw::text(&mut frame, &fonts, &number, 0..number.glyphs.len(), (number_x, baseline), size, ink);
            let words: f32 = line.run.glyphs[line.glyphs.clone()].iter().map(|glyph| glyph.advance).sum();
            let dots = x + f64::from(words) * size + 0.6 * size..number_x - 0.6 * size;
            self.leader(&mut frame, dots, baseline, shaper);
        }
        frame
    }

    /// Dots that stand under each other on all lines.
    fn leader(&self, frame: &mut Frame, span: std::ops::Range<f64>, baseline: f64, shaper: &mut Shaper) {
        let size = self.size();
        let step = 0.5 * size;
        let dot = shaper.run(".", Face::Body);
        let fonts = Arc::clone(shaper.fonts());
        let mut x = (span.start / step).ceil() * step;
        let mut gather = super::gather::Gather::new(&fonts, size, self.palette.ink, baseline);
        while x + step < span.end {
            gather.add(frame, &dot, 0..dot.glyphs.len(), x);
            x += step;
        }
        gather.flush(frame);
    }
}
