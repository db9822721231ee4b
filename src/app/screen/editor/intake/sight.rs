//! What is seen of a file before any of it is taken: read and looked at away from the window.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rust_decimal::Decimal;

use super::Failure;
use crate::domain::block::{Block, Further};
use crate::domain::budget;
use crate::domain::check;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::gate::{self, Policy, Treatment};
use crate::domain::heading;
use crate::domain::kind::Kind;
use crate::domain::notice::Content;
use crate::domain::office::Office;
use crate::domain::table::Table;
use crate::intake::inspect::{Found, inspect};
use crate::intake::read::{ReadOptions, paste, read_with};
use crate::intake::set::set;
use crate::intake::shape::Correction;
use crate::intake::sheet::Book;
use crate::store::Handle;

/// Where a table comes from.
#[derive(Debug, Clone)]
pub(super) enum Source {
    File(PathBuf),
    /// Read before, to guess its kind.
    Read(PathBuf, Arc<Book>),
    /// What the clipboard held.
    Block(String),
}

/// Whose notice it becomes.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) kind: Kind,
    pub(super) office: Office,
    pub(super) store: Handle,
}

/// What was found, and what the clerk chose for each of its columns.
#[derive(Debug, Clone)]
pub struct Sighted {
    file: Option<PathBuf>,
    book: Arc<Book>,
    pub(super) found: Arc<Found>,
    pub(super) correction: Correction,
    /// The correction is the one of an earlier file of the same shape.
    pub(super) remembered: bool,
    /// A correction of an earlier file of the same shape fits this one no more.
    pub(super) unfit: bool,
    /// For each column the kind's column that it stands for; `None`: none, or no one may choose.
    pub(super) matched: Vec<Option<String>>,
    /// Mobiles that the file gives for an office's.
    pub(super) telephones: Vec<Telephone>,
    /// For each column what may be chosen, and what is.
    pub(super) choices: Vec<(Vec<Treatment>, Treatment)>,
    /// For each column that is summed: the sum of its rows, and what the file's 合计 says.
    pub(super) totals: Vec<Option<(Decimal, Option<Decimal>)>>,
    pub(super) findings: Vec<Finding>,
    /// The whole book as the kind's set of tables, where the kind is one and the book has several sheets.
    pub(super) whole: Option<Arc<Whole>>,
}

/// A workbook as a set (预算公开), as it may be stored.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) sheets: Vec<budget::Sheet>,
    /// Each table as it will be numbered.
    pub(super) tables: Vec<Listed>,
    /// Paragraphs that the book says before its tables.
    pub(super) paragraphs: usize,
    /// Columns taken out for what they hold.
    pub(super) dropped: Vec<String>,
    pub(super) findings: Vec<Finding>,
}

#[derive(Debug)]
pub(super) struct Listed {
    pub(super) heading: String,
    /// Of data; `None`: the table is empty.
    pub(super) rows: Option<usize>,
    /// No sheet is this table.
    pub(super) is_absent: bool,
}

impl Listed {
    fn of(further: &Further, absent: &[&str]) -> Self {
        let is_absent = absent.iter().any(|name| budget::bare(&further.heading) == budget::bare(name));
        let rows = (!further.table.rows.is_empty()).then(|| further.table.data_rows().count());
        Self { heading: further.heading.clone(), is_absent: is_absent && rows.is_none(), rows }
    }
}

impl Whole {
    fn of(book: &Book, desk: &Desk) -> Option<Self> {
        let sheets = book.sheets.iter().filter(|sheet| !sheet.hidden && !sheet.rows.is_empty()).count();
        if !desk.kind.is_set() || sheets < 2 {
            return None;
        }
        let set = set(book, &desk.office);
        let mut dropped = Vec::new();
        let cleansed = set.sheets.into_iter().map(|sheet| {
            let (sheet, taken_out) = sheet.cleansed(&desk.kind, &desk.office);
            dropped.extend(taken_out);
            sheet
        });
        let sheets: Vec<budget::Sheet> = cleansed.collect();
        let content = budget::content(Content::default(), &desk.kind, sheets.clone());
        let absent = budget::absent(&desk.kind, &sheets);
        let tables = content.blocks.iter().filter_map(Block::further).map(|further| Listed::of(further, &absent));
        let tables = tables.collect();
        let paragraphs = sheets.iter().filter(|sheet| sheet.is_text(&desk.kind)).map(|sheet| sheet.lines.len()).sum();
        let mut findings = set.findings;
        findings.extend(check::content(&content, &desk.kind));
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        Some(Self { sheets, tables, paragraphs, dropped, findings })
    }
}

/// A mobile that stands behind 监督电话 in the file and that the office does not know.
#[derive(Debug, Clone)]
pub(super) struct Telephone {
    pub(super) row: u32,
    number: String,
    /// Shown whole, and put into the notice's telephone: as the clerk says.
    pub(super) own: bool,
}

/// Reads the source; where a file of its shape was corrected before, it is corrected alike.
pub(super) async fn first(source: Source, desk: Desk, cancel: Arc<AtomicBool>) -> Result<Box<Sighted>, Failure> {
    let (book, file) = match source {
        Source::File(path) => {
            let options = ReadOptions { sheet: None, cancel: Some(&cancel) };
            let book = read_with(&path, options).map_err(|error| {
                tracing::warn!(%error, "a file could not be read");
                Failure::File(Arc::new(error))
            })?;
            (Arc::new(book), Some(path))
        }
        Source::Read(path, book) => (book, Some(path)),
        Source::Block(block) => (Arc::new(paste(&block).map_err(|_| Failure::Clipboard)?), None),
    };
    let sighted = look(book, file, Correction::default(), &desk)?;
    let whole = Whole::of(&sighted.book, &desk).map(Arc::new);
    let sighted = Sighted { whole, ..sighted };
    let signature = sighted.found.signature.as_str().to_owned();
    let stored = desk.store.run(move |store| store.shape(&signature)).await;
    let stored = stored.unwrap_or_else(|error| {
        tracing::error!(%error, "a remembered correction could not be read");
        None
    });
    let Some(stored) = stored else { return Ok(Box::new(sighted)) };
    let corrected = serde_json::from_str::<Correction>(&stored).ok().and_then(|mut correction| {
        // Another kind's columns say nothing here.
        correction.matches.retain(|_, name| name.is_empty() || desk.kind.expected_columns().contains(name));
        sighted.again(correction, &desk).ok()
    });
    // A correction that fits no more is no reason to show nothing; that it was not followed is said.
    Ok(Box::new(match corrected {
        Some(corrected) => Sighted { remembered: true, ..corrected },
        None => Sighted { unfit: true, ..sighted },
    }))
}

impl Sighted {
    pub(super) fn own_telephones(&self) -> impl Iterator<Item = String> + '_ {
        self.telephones.iter().filter(|telephone| telephone.own).map(|telephone| telephone.number.clone())
    }

    /// Other tables of the book, each as it is found by itself; those that are too long to stand beside another are not.
    pub(super) fn besides(&self, chosen: &BTreeSet<usize>) -> Vec<Found> {
        let others = chosen.iter().filter_map(|at| self.found.others.get(*at));
        let found = others.filter_map(|other| {
            let correction =
                Correction { sheet: other.sheet.clone(), header_row: Some(other.header_row), ..Correction::default() };
            let mut found = inspect(&self.book, Some(&correction)).ok()?;
            // What stands right above it is its name, not what heads the whole sheet.
            found.title = other.title.clone().or(found.title);
            Some(found)
        });
        found.filter(|found| found.table.rows.len() <= Further::MOST_ROWS).collect()
    }

    /// The same book under another correction; what was chosen for a column stays chosen.
    pub(super) fn again(&self, correction: Correction, desk: &Desk) -> Result<Self, Failure> {
        let mut sighted = look(Arc::clone(&self.book), self.file.clone(), correction, desk)?;
        for (column, (allowed, chosen)) in sighted.found.table.columns.iter().zip(&mut sighted.choices) {
            let mut earlier = self.found.table.columns.iter().zip(&self.choices);
            let same = earlier.find(|(before, _)| before.header == column.header && before.class == column.class);
            if let Some((_, (_, before))) = same.filter(|(_, (_, before))| allowed.contains(before)) {
                *chosen = *before;
            }
        }
        sighted.whole.clone_from(&self.whole);
        for telephone in &mut sighted.telephones {
            telephone.own = self.telephones.iter().any(|other| other.own && other.number == telephone.number);
        }
        Ok(sighted)
    }
}

fn look(book: Arc<Book>, file: Option<PathBuf>, correction: Correction, desk: &Desk) -> Result<Sighted, Failure> {
    let found = inspect(&book, Some(&correction)).map_err(|error| {
        tracing::warn!(%error, "no table was found");
        file.as_ref().map_or(Failure::Clipboard, |file| Failure::File(Arc::new(error.at(file))))
    })?;
    let table = &found.table;
    let choice = |at: usize| {
        let allowed = Policy::allowed(table, at, &desk.kind, &desk.office);
        let chosen = allowed.first().copied().unwrap_or(Treatment::Drop);
        (allowed, chosen)
    };
    let choices = (0..table.columns.len()).map(choice).collect();
    let totals = (0..table.columns.len()).map(|at| check::total(table, at)).collect();
    let (_, report) = gate::pass_strictly(table, &desk.kind, &desk.office);
    let apart: Vec<usize> = (0..table.columns.len())
        .filter(|at| correction.matches.get(&found.names[*at]).is_some_and(String::is_empty))
        .collect();
    let mut findings = check::missing(table, &desk.kind, &apart);
    let checked = check::check(table, &desk.kind);
    findings.extend(checked.into_iter().filter(|finding| finding.kind != FindingKind::MissingColumn));
    // Columns left out are told with their columns.
    findings.extend(report.findings.into_iter().filter(|finding| finding.kind != FindingKind::LeftOut));
    findings.extend(found.findings.iter().cloned());
    let telephones = found.telephones_to_ask(&desk.office).into_iter();
    let telephones = telephones.map(|(row, number)| Telephone { row, number, own: false }).collect();
    let matched = matched(table, &desk.kind, &apart);
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Ok(Sighted {
        file,
        book,
        found: Arc::new(found),
        correction,
        remembered: false,
        unfit: false,
        matched,
        telephones,
        choices,
        totals,
        findings,
        whole: None,
    })
}

/// The kind's column for each of the table's.
fn matched(table: &Table, kind: &Kind, apart: &[usize]) -> Vec<Option<String>> {
    let mut matched = vec![None; table.columns.len()];
    for (name, at) in kind.expected_columns().iter().zip(heading::matches(table, kind, apart)) {
        if let Some(matched) = at.and_then(|at| matched.get_mut(at)) {
            *matched = Some(name.clone());
        }
    }
    matched
}
