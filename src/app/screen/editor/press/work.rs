//! What the press does.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use iced::widget::image;

use super::Job;
use super::deliver::{ExportError, Order, deliver};
use crate::domain::block::BlockKey;
use crate::domain::bulletin::Bulletin;
use crate::domain::check;
use crate::domain::election;
use crate::domain::finding::Finding;
use crate::domain::gate::{self, Memory, Report};
use crate::domain::kind::Kind;
use crate::domain::notice::Content;
use crate::domain::office::Office;
use crate::domain::rulebook::Rulebook;
use crate::domain::table::{RowKey, Table};
use crate::export;
use crate::layout::{Composer, Document, Fonts};

/// What the press tells the window.
#[derive(Debug, Clone)]
pub enum News {
    /// With the first page in sight, so that the window draws itself once for both.
    Composed(Composed, Option<Drawn>),
    Drawn(Drawn),
    Checked(Checked),
    Delivered(Result<std::path::PathBuf, std::sync::Arc<ExportError>>),
}

/// The pages of one layout.
#[derive(Debug, Clone)]
pub struct Composed {
    pub generation: u64,
    /// Width and height in pt.
    pub sizes: Vec<(f32, f32)>,
    /// The table's rows on each page.
    pub rows: Vec<Range<usize>>,
    /// The page that each block begins on.
    pub blocks: Vec<(BlockKey, usize)>,
    pub smallest_mm: f64,
    pub legible_metres: f64,
    pub took: Duration,
}

/// One page as pixels.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub generation: u64,
    pub page: usize,
    /// Pixels to the pt.
    pub scale: f64,
    /// Width and height.
    pub pixels: (u32, u32),
    pub picture: image::Handle,
}

/// What the check found in the newest content.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The first of them: the gravest.
    pub findings: Vec<Finding>,
    /// How many there are.
    pub count: usize,
    /// Where all of them are, in the main table (`None`) and in the further ones: rows and the positions of columns.
    pub places: Places,
    /// Names of columns left out for privacy.
    pub dropped: Vec<String>,
    pub masked_cells: usize,
}

pub type Places = HashMap<Option<BlockKey>, HashSet<(RowKey, Option<usize>)>>;

/// The pages in sight and their pixels to the pt.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wanted {
    pub pages: Range<usize>,
    pub scale: f64,
}

/// More findings than a clerk reads in one go; the rest is counted.
const MOST: usize = 200;

pub(super) struct Worker {
    content: Content,
    kind: Kind,
    office: Office,
    rules: Arc<Rulebook>,
    memory: Memory,
    composer: Composer,
    bulletin: Option<Bulletin>,
    document: Option<Document>,
    report: Report,
    generation: u64,
    /// The generation and the scale each page was drawn in.
    drawn: HashMap<usize, (u64, f64)>,
    /// Who stands for election, beside a list of proxies.
    standing: Vec<String>,
    wanted: Wanted,
    orders: Vec<Order>,
    is_new: bool,
    is_unchecked: bool,
}

/// Tells the window; false where no one listens any more.
type Say<'a> = &'a mut dyn FnMut(News) -> bool;

impl Worker {
    pub(super) fn new(content: Content, kind: Kind, office: Office, rules: Arc<Rulebook>) -> Self {
        Self {
            content,
            kind,
            office,
            rules,
            memory: Memory::default(),
            composer: Composer::new(Fonts::installed()),
            bulletin: None,
            document: None,
            report: Report::default(),
            generation: 0,
            drawn: HashMap::new(),
            standing: Vec::new(),
            wanted: Wanted::default(),
            orders: Vec::new(),
            is_new: true,
            is_unchecked: true,
        }
    }

    pub(super) fn has_new_content(&self) -> bool {
        self.is_new
    }

    pub(super) fn is_unchecked(&self) -> bool {
        self.is_unchecked
    }

    pub(super) fn take(&mut self, job: Job) {
        match job {
            Job::Fields(fields) => {
                let table = std::mem::take(&mut self.content.table);
                self.content = Content { table, ..*fields };
                self.is_new = true;
            }
            Job::Edit(edit) => {
                self.content.table.apply(edit);
                self.is_new = true;
            }
            Job::Standing(names) => {
                self.standing = names;
                self.is_unchecked = true;
            }
            Job::Show(wanted) => self.wanted = wanted,
            Job::Deliver(order) => self.orders.push(order),
        }
    }

    pub(super) fn compose(&mut self, say: Say<'_>) -> bool {
        let begun = Instant::now();
        let (bulletin, report) = gate::bulletin_again(&self.content, &self.kind, &self.office, &mut self.memory);
        let document = self.composer.compose(&bulletin);
        self.generation += 1;
        self.is_new = false;
        self.is_unchecked = true;
        let size = |page: &typst_layout::Page| {
            let size = page.frame.size();
            (size.x.to_pt() as f32, size.y.to_pt() as f32)
        };
        let composed = Composed {
            generation: self.generation,
            sizes: document.paged.pages().iter().map(size).collect(),
            rows: document.pages.iter().map(|page| page.rows.clone()).collect(),
            blocks: (0..)
                .zip(&document.pages)
                .flat_map(|(at, page)| page.blocks.iter().map(move |key| (*key, at)))
                .collect(),
            smallest_mm: document.smallest_text_mm(),
            legible_metres: document.legible_at_metres(),
            took: begun.elapsed(),
        };
        self.bulletin = Some(bulletin);
        self.document = Some(document);
        self.report = report;
        let first = self.draw();
        say(News::Composed(composed, first))
    }

    /// The next page in sight that is not drawn as it is now.
    fn next(&self) -> Option<usize> {
        let document = self.document.as_ref()?;
        let now = (self.generation, self.wanted.scale);
        let last = document.paged.pages().len();
        let mut pages = self.wanted.pages.start..self.wanted.pages.end.min(last);
        if self.wanted.scale <= 0.0 {
            return None;
        }
        pages.find(|page| self.drawn.get(page) != Some(&now))
    }

    pub(super) fn is_behind(&self) -> bool {
        self.next().is_some()
    }

    pub(super) fn draw_next(&mut self, say: Say<'_>) -> bool {
        self.draw().is_none_or(|drawn| say(News::Drawn(drawn)))
    }

    fn draw(&mut self) -> Option<Drawn> {
        let (page, document) = (self.next()?, self.document.as_ref()?);
        let (generation, scale) = (self.generation, self.wanted.scale);
        self.drawn.insert(page, (generation, scale));
        match export::pixels(document, page, scale) {
            Ok(pixels) => {
                let size = (pixels.width, pixels.height);
                let picture = image::Handle::from_rgba(pixels.width, pixels.height, pixels.rgba);
                Some(Drawn { generation, page, scale, pixels: size, picture })
            }
            Err(error) => {
                tracing::error!(%error, page, "a page could not be drawn");
                None
            }
        }
    }

    pub(super) fn check(&mut self, say: Say<'_>) -> bool {
        self.is_unchecked = false;
        let mut findings = self.report.findings.clone();
        findings.extend(check::content(&self.content, &self.kind));
        findings.extend(election::standing_proxies(&self.content.table, &self.standing));
        findings.extend(self.rules.check(self.content.period, &self.kind, self.office.level));
        findings.extend(self.document.iter().flat_map(|document| document.warnings.iter().cloned()));
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        let places = self.places(&findings);
        let count = findings.len();
        findings.truncate(MOST);
        let (dropped, masked_cells) = (self.report.dropped.clone(), self.report.masked_cells);
        say(News::Checked(Checked { findings, count, places, dropped, masked_cells }))
    }

    fn places(&self, findings: &[Finding]) -> Places {
        let names = |table: &Table| table.columns.iter().map(|column| column.name()).collect::<Vec<String>>();
        let further =
            self.content.blocks.iter().filter_map(|block| Some((Some(block.key), names(&block.further()?.table))));
        let columns: HashMap<Option<BlockKey>, Vec<String>> =
            further.chain([(None, names(&self.content.table))]).collect();
        let mut places = Places::new();
        for finding in findings {
            let (Some(key), Some(columns)) = (finding.key, columns.get(&finding.block)) else { continue };
            let column = finding.column.as_ref().and_then(|name| columns.iter().position(|column| column == name));
            places.entry(finding.block).or_default().insert((key, column));
        }
        places
    }

    pub(super) fn deliver(&mut self, say: Say<'_>) -> bool {
        let (Some(document), Some(bulletin)) = (&self.document, &self.bulletin) else { return true };
        for order in self.orders.drain(..) {
            let outcome = deliver(&order, document, bulletin).map_err(std::sync::Arc::new);
            if !say(News::Delivered(outcome.map(|()| order.path))) {
                return false;
            }
        }
        true
    }
}
