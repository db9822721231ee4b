//! The gate (脱敏关): the only way from what the office holds to what the public sees.
//!
//! A policy says what becomes of each column; whatever it says, every cell that is shown is scanned once more.

use super::bulletin::Bulletin;
use super::detect::Detector;
use super::finding::{Finding, FindingKind, Severity};
use super::kind::Kind;
use super::mask;
use super::notice::Content;
use super::office::{Office, Seal};
use super::paperwork::Paperwork;
use super::table::{Cell, Column, Known, Row, Table};

pub use blocks::{PublicBlock, PublicChart, PublicFurther, PublicMatter, PublicPicture};
use column::Matter;
pub use memory::Memory;
use row::{Asked, Done, Mark};
use scan::{RowScan, Scan};

mod blocks;
mod column;
mod memory;
mod row;
mod scan;
pub(crate) mod shown;
mod split;
mod words;

/// A table that passed: hidden and dropped columns are gone, personal data is masked.
#[derive(Debug, Clone, Default)]
pub struct PublicTable {
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// Decimals a column's figures are rounded to where they are written; `None`, or none at all: as they are.
    places: Vec<Option<u32>>,
    /// 合计（大写）, said below the rows.
    capitals: Option<String>,
}

/// A text that passed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PublicText(String);

/// A paper of the office that passed.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicPaperwork(Paperwork);

/// What is done with a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    Show,
    /// The whole column is left out.
    Drop,
    Mask(Mask),
    /// The column stays, its personal cells are emptied.
    Empty,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// 110105********002X
    SixAndFour,
    /// 110***********002X
    ThreeAndFour,
    LastFour,
    /// 138****1234
    Phone,
    /// 张*
    Surname,
    /// 张*明
    Middle,
    /// 村 and 组 only
    Village,
}

/// One treatment a column, in the table's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub treatments: Vec<Treatment>,
}

/// What the gate did; never holds the values themselves.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Names of the columns left out for privacy (not those the office hid).
    pub dropped: Vec<String>,
    pub masked_cells: usize,
    /// Cells of data rows that hold an ID, a card or a private telephone, in dropped and hidden columns too.
    pub personal_cells: usize,
    pub findings: Vec<Finding>,
}

impl PublicTable {
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Decimals the figures of the column at `at` are rounded to where they are written.
    pub fn places(&self, at: usize) -> Option<u32> {
        self.places.get(at).copied().flatten()
    }

    /// The total in capitals (大写), said below the rows.
    pub fn capitals(&self) -> Option<&str> {
        self.capitals.as_deref()
    }
}

impl PublicPaperwork {
    pub fn as_paper(&self) -> &Paperwork {
        &self.0
    }

    /// All of it as plain lines.
    pub fn lines(&self) -> Vec<String> {
        let mut paper = self.0.clone();
        let texts = paper.texts();
        texts.iter().flat_map(|text| text.lines().map(str::to_owned)).filter(|line| !line.is_empty()).collect()
    }

    pub fn title(&self) -> PublicText {
        PublicText(self.0.title.clone())
    }
}

impl PublicText {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Policy {
    /// What is done where no one can be asked: dropped, masked or emptied.
    pub fn strictest(table: &Table, kind: &Kind, office: &Office) -> Self {
        Self::by(table, kind, &Scan::of(table, &mut Memory::of(office)))
    }

    fn by(table: &Table, kind: &Kind, scan: &Scan) -> Self {
        let first = |at: usize| column::allowed(kind, table, at, scan).first().copied().unwrap_or(Treatment::Drop);
        Self { treatments: (0..table.columns.len()).map(first).collect() }
    }

    /// What the clerk may choose among for the column at `at`, the default first. One entry: there is no choice.
    pub fn allowed(table: &Table, at: usize, kind: &Kind, office: &Office) -> Vec<Treatment> {
        column::allowed(kind, table, at, &Scan::of(table, &mut Memory::of(office)))
    }

    /// The treatment of a column; one the policy does not know is dropped.
    fn of(&self, at: usize) -> Treatment {
        self.treatments.get(at).copied().unwrap_or(Treatment::Drop)
    }
}

/// What the public may see of a table.
pub fn pass(table: &Table, policy: &Policy, office: &Office) -> (PublicTable, Report) {
    let mut memory = Memory::of(office);
    let scan = Scan::of(table, &mut memory);
    public(Gate::new(table, policy, &scan, Hidden::LeaveOut, &mut memory).run(table, &scan))
}

/// As [`pass`], by the strictest policy.
pub fn pass_strictly(table: &Table, kind: &Kind, office: &Office) -> (PublicTable, Report) {
    pass_again(table, kind, office, &mut Memory::default())
}

fn pass_again(table: &Table, kind: &Kind, office: &Office, memory: &mut Memory) -> (PublicTable, Report) {
    memory.serve(office);
    let scan = Scan::of(table, memory);
    public(Gate::new(table, &Policy::by(table, kind, &scan), &scan, Hidden::LeaveOut, memory).run(table, &scan))
}

fn public((columns, rows, report): (Vec<Column>, Vec<Row>, Report)) -> (PublicTable, Report) {
    (PublicTable { columns, rows, ..PublicTable::default() }, report)
}

/// What may be stored of a table: dropped columns are gone, masked cells replaced; keys, and columns the office hid,
/// stay.
pub fn cleanse(table: &Table, policy: &Policy, office: &Office) -> (Table, Report) {
    let mut memory = Memory::of(office);
    let scan = Scan::of(table, &mut memory);
    let (columns, rows, report) = Gate::new(table, policy, &scan, Hidden::Keep, &mut memory).run(table, &scan);
    (table.with(columns, rows), report)
}

/// A text for the public, and how many places of it were masked.
pub fn text(raw: &str, office: &Office) -> (PublicText, usize) {
    words::public(raw, &Detector::new(office))
}

/// A paper of the office, every text of it masked as a notice's would be: a certificate is copied and sent on. A line that
/// ends in a hash keeps it.
pub fn paperwork(mut paper: Paperwork, office: &Office) -> PublicPaperwork {
    let detector = Detector::new(office);
    for text in paper.texts() {
        let lines = text.split('\n').map(|line| {
            let (said, hash) = hash_at_end(line);
            words::public(said, &detector).0.0 + hash
        });
        *text = lines.collect::<Vec<_>>().join("\n");
    }
    PublicPaperwork(paper)
}

/// A SHA-256 may look like an ID number in its middle.
fn hash_at_end(line: &str) -> (&str, &str) {
    const DIGITS: usize = 64;
    let Some(at) = line.len().checked_sub(DIGITS).filter(|at| line.is_char_boundary(*at)) else { return (line, "") };
    let (said, end) = line.split_at(at);
    let is_hash = end.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if is_hash && !said.ends_with(|c: char| c.is_ascii_alphanumeric()) { (said, end) } else { (line, "") }
}

/// Whether the column is private by its name or its class, so that no other name may stand over it.
pub fn is_private(column: &Column) -> bool {
    !matches!(column::matter(column), Matter::Other | Matter::OfficePhone)
}

/// Empties the cells of a row that only together are an ID number; how many there were.
pub fn empty_pieces(row: &mut Row) -> usize {
    let pieces = split::pieces(row);
    pieces.iter().for_each(|at| row.cells[*at] = Cell::Blank);
    pieces.len()
}

/// The mobiles in a text that stand behind 监督电话, 举报电话 or 联系电话 and are not known as the office's own: a person may
/// say they are, by naming them as the notice's telephone; without one they are masked.
pub fn office_mobiles(text: &str, office: &Office) -> Vec<String> {
    words::office_mobiles(text, &Detector::new(office))
}

/// The whole bulletin, by the strictest policy over whatever is left in the content. The notice's telephone counts as
/// the office's own.
pub fn bulletin(content: &Content, kind: &Kind, office: &Office) -> (Bulletin, Report) {
    bulletin_again(content, kind, office, &mut Memory::default())
}

/// As [`bulletin`], for who passes the same notice at each keystroke: `memory` is that of the passage before.
pub fn bulletin_again(content: &Content, kind: &Kind, office: &Office, memory: &mut Memory) -> (Bulletin, Report) {
    let mut office = office.clone();
    office.telephones.push(content.telephone.clone());
    let (mut table, mut report) = pass_again(&content.table, kind, &office, memory);
    let (unit, rounding) = shown::adapt(&mut table, &content.look, &content.unit);
    let seal = seal(content, &office, &mut report);
    let detector = Detector::new(&office);
    let mut one = |raw: &str, place: &str| words::reported(raw, place, &detector, &mut report);
    let lines =
        |raw: &str| raw.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let rounded = rounding.then(|| PublicText(shown::ROUNDED.to_owned()));
    let unit = one(&unit, "单位");
    let mut bulletin = Bulletin {
        title: one(&content.title, "标题"),
        intro: lines(&content.intro).iter().map(|line| one(line, "正文")).collect(),
        table,
        unit,
        blocks: Vec::new(),
        notes: lines(&content.notes).iter().map(|line| one(line, "注")).chain(rounded).collect(),
        signatures: content.signatures.iter().map(|line| one(line, "签字栏")).collect(),
        telephone: one(&content.telephone, "监督电话"),
        issuer: one(&content.issuer, "落款"),
        date: content.date,
        period: content.period,
        look: content.look.clone(),
        seal,
        ground: true,
    };
    let main = blocks::Main { table: &bulletin.table, unit: &bulletin.unit };
    bulletin.blocks = blocks::public(&content.blocks, &content.pictures, &main, kind, &office, &mut report);
    (bulletin, report)
}

/// The seal, where the notice asks for it and it has a place to stand.
fn seal(content: &Content, office: &Office, report: &mut Report) -> Option<Seal> {
    if !content.look.seal {
        return None;
    }
    let mut missing = |text: &str| {
        let (severity, kind) = (Severity::Warning, FindingKind::Seal);
        let text = text.to_owned();
        report.findings.push(Finding::whole(severity, kind, text));
    };
    if content.issuer.trim().is_empty() && content.date.is_none() {
        missing("要盖公章，但没有落款和日期，公章没有地方盖。请填上落款和日期，或者不盖公章。");
        return None;
    }
    let seal = office.seal.clone().filter(|seal| !seal.picture.is_empty());
    if seal.is_none() {
        missing("要盖公章，但设置里没有公章图片，或者图片文件不在了。请在设置里放入公章图片。");
    }
    seal
}

/// What becomes of the columns the office hid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    LeaveOut,
    Keep,
}

/// One passage through the gate.
struct Gate<'a> {
    asked: Asked,
    known: &'a mut Known<(Mark, Done)>,
    report: Report,
}

impl<'a> Gate<'a> {
    fn new(table: &Table, policy: &Policy, scan: &Scan, hidden: Hidden, memory: &'a mut Memory) -> Self {
        let matters: Vec<Matter> = (0..table.columns.len()).map(|at| column::matter_of(table, at, scan)).collect();
        let treatment = |(at, matter): (usize, &Matter)| match policy.of(at) {
            Treatment::Show if column::masked(table, at, *matter, scan) => Treatment::Show,
            treatment => column::clamp(treatment, *matter),
        };
        let treatments: Vec<Treatment> = matters.iter().enumerate().map(treatment).collect();
        let stays = |(column, treatment): (&Column, &Treatment)| {
            *treatment != Treatment::Drop && (hidden == Hidden::Keep || !column.hidden)
        };
        let left = table.columns.iter().zip(&treatments).map(stays).collect();
        let names = table.columns.iter().map(|column| mask_header(&column.name(), &memory.detector)).collect();
        let asked = Asked { detector: memory.detector.clone(), matters, treatments, names, left };
        if memory.asked.as_ref() != Some(&asked) {
            memory.done.forget();
            memory.asked = Some(asked.clone());
        }
        Self { asked, known: &mut memory.done, report: Report::default() }
    }

    fn run(mut self, table: &Table, scan: &Scan) -> (Vec<Column>, Vec<Row>, Report) {
        for (at, column) in table.columns.iter().enumerate() {
            if self.asked.treatments[at] == Treatment::Drop && !column.hidden {
                self.drop_column(at);
            }
        }
        let left = table.columns.iter().zip(&self.asked.left).filter(|(_, left)| **left);
        let mut columns: Vec<Column> = left.map(|(column, _)| column.clone()).collect();
        for level in columns.iter_mut().flat_map(|column| &mut column.header) {
            *level = mask_header(level, &self.asked.detector);
        }
        let rows = table.rows.iter().zip(scan.rows()).map(|(row, found)| self.row(row, found)).collect();
        self.known.sweep();
        (columns, rows, self.report)
    }

    fn drop_column(&mut self, at: usize) {
        let name = self.asked.names[at].clone();
        let word = column::word(self.asked.matters[at]);
        let text = format!("“{name}”一列属于{word}，公示时整列不显示。");
        self.report.findings.push(Finding {
            severity: Severity::Note,
            kind: FindingKind::LeftOut,
            key: None,
            block: None,
            source: None,
            column: Some(name.clone()),
            text,
        });
        self.report.dropped.push(name);
    }

    /// The row as it goes on: its cells treated, those of columns that do not stay left out.
    fn row(&mut self, row: &Row, found: &RowScan) -> Row {
        let mark = Mark::of(row);
        let done = match self.known.get(&row.cells) {
            Some((known, done)) if *known == mark => done.clone(),
            _ => {
                let done = self.asked.row(row, found);
                self.known.set(&row.cells, (mark, done.clone()));
                done
            }
        };
        self.report.personal_cells += done.personal;
        self.report.masked_cells += done.masked;
        self.report.findings.extend(done.findings);
        Row { key: row.key, role: row.role, cells: done.cells, source: row.source }
    }
}

/// A header that holds a number is masked before it is shown or named.
fn mask_header(name: &str, detector: &Detector) -> String {
    let hits: Vec<_> = detector.find(name).into_iter().filter(|hit| hit.kind.is_number()).collect();
    mask::hide(name, &hits)
}

#[cfg(test)]
impl PublicTable {
    /// For layout's tests, whose tables were never private.
    pub(crate) fn of(table: Table) -> Self {
        Self { columns: table.columns, rows: table.rows, ..Self::default() }
    }
}

#[cfg(test)]
impl PublicText {
    pub(crate) fn of(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests;
