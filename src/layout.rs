//! Layout (排版): a bulletin and fonts become pages. Pure: no files, no clock, and content never makes it fail.
//!
//! Head and tail are set by typst from `assets/templates`, the rows of the table by our own paginator, because a list
//! of 20,000 rows has to be on the screen before the clerk looks up. All of it becomes frames of one document.

mod beside;
mod blocks;
mod bodies;
mod cells;
mod columns;
mod draw;
mod dump;
mod flow;
pub mod fonts;
mod fragment;
mod front;
mod gather;
mod growth;
mod header;
mod joins;
mod list;
mod marks;
mod measures;
mod official;
mod pages;
mod paginate;
mod paperwork;
mod reading;
mod roll;
mod rows;
mod shape;
mod slides;
mod specs;
mod title;
mod warnings;
mod whole;
mod words;
mod wrap;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use typst::layout::Frame;
use typst_layout::PagedDocument;

pub use self::dump::dump;
pub use self::fonts::Fonts;
use self::fragment::Press;
use self::growth::Growth;
use self::measures::{MM, Measures, Palette, Purpose};
pub use self::paperwork::{Pictures, paperwork};
pub use self::reading::PageText;
use self::rows::RowCache;
use self::shape::Shaper;
pub use self::slides::{Slide, slides};
use crate::domain::block::BlockKey;
use crate::domain::bulletin::Bulletin;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::gate::PublicMatter;
use crate::domain::notice::Theme;

/// A bulletin's pages.
#[derive(Debug, Clone)]
pub struct Document {
    /// What exporters and the preview draw.
    pub paged: PagedDocument,
    /// Missing glyphs and overfull cells, by row.
    pub warnings: Vec<Finding>,
    /// The smallest text that has something to say, in pt; page numbers do not count.
    pub smallest_text_pt: f64,
    /// As many as there are pages.
    pub pages: Vec<PageInfo>,
}

/// What stands on a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageInfo {
    /// Rows of the bulletin's table; empty where a page holds only text.
    pub rows: Range<usize>,
    /// The blocks that begin here.
    pub blocks: Vec<BlockKey>,
}

impl Document {
    /// The height of the smallest text (字高) in mm.
    pub fn smallest_text_mm(&self) -> f64 {
        self.smallest_text_pt / MM
    }

    /// From how many metres the smallest text can be read: its height times 300.
    pub fn legible_at_metres(&self) -> f64 {
        self.smallest_text_mm() * 0.3
    }
}

/// Lays a bulletin out once. Where it is laid out again and again, keep a [`Composer`].
pub fn compose(bulletin: &Bulletin, fonts: &Arc<Fonts>) -> Document {
    Composer::new(Arc::clone(fonts)).compose(bulletin)
}

/// Lays out and remembers: after a small change only what changed is set again.
pub struct Composer {
    shaper: Shaper,
    press: Press,
    rows: RowCache,
    /// Table bodies of the last layout, by content.
    bodies: HashMap<u128, Frame>,
    /// Those of the layout that is being made.
    fresh: HashMap<u128, Frame>,
    images: beside::Images,
    /// Cells of the layout that is being made that take more lines than is good for them.
    folded: usize,
    /// A table of the layout that is being made is smaller than its page asks for, to fit its width.
    held: bool,
}

impl std::fmt::Debug for Composer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Composer").finish_non_exhaustive()
    }
}

impl Composer {
    pub fn new(fonts: Arc<Fonts>) -> Self {
        Self {
            shaper: Shaper::new(Arc::clone(&fonts)),
            press: Press::new(fonts),
            rows: RowCache::default(),
            bodies: HashMap::new(),
            fresh: HashMap::new(),
            images: beside::Images::new(),
            folded: 0,
            held: false,
        }
    }

    pub fn compose(&mut self, bulletin: &Bulletin) -> Document {
        let list = bulletin.table.columns().iter().any(|column| !column.hidden);
        let tables = bulletin.blocks.iter().any(|block| matches!(block.matter, PublicMatter::Table(_)));
        let purpose = if list { Purpose::List } else { Purpose::Prose };
        // The notices of one wall keep the same edges, with a table or without.
        let red = bulletin.look.theme == Theme::RedPaper;
        let measures = Measures::of(&bulletin.look, if red || tables { Purpose::List } else { purpose });
        let palette = Palette::of(bulletin.look.theme, bulletin.ground);
        self.press.lend(bulletin.seal.as_ref());
        let document = match roll::names(bulletin) {
            Some(names) => self.roll(bulletin, names, &measures, &palette),
            None => match Growth::of(&bulletin.look, purpose) {
                Some(growth) => self.large(bulletin, purpose, measures, &palette, growth),
                None => self.set(bulletin, purpose, &measures, &palette),
            },
        };
        self.shaper.sweep();
        self.rows.sweep();
        self.bodies = std::mem::take(&mut self.fresh);
        document
    }

    fn set(&mut self, bulletin: &Bulletin, purpose: Purpose, measures: &Measures, palette: &Palette) -> Document {
        (self.folded, self.held) = (0, false);
        match purpose {
            Purpose::List => self.list(bulletin, measures, palette),
            Purpose::Prose => self.prose(bulletin, measures, palette),
        }
    }
}

/// A fault of the program: the content is set all the same, and the notice cannot be posted looking like that.
fn template_finding(error: &fragment::TemplateError) -> Finding {
    tracing::error!(%error, "a template failed");
    Finding::whole(
        Severity::Blocking,
        FindingKind::Template,
        "版面模板出错，文字已按最简单的样式排出。请不要张贴，并把本程序的日志发给维护人员。",
    )
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
