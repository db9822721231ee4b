//! The gate (脱敏关): the only way from what the office holds to what the public sees.
//!
//! A policy says what becomes of each column; whatever it says, every cell that is shown is scanned once more.

use super::bulletin::Bulletin;
use super::detect::{Detector, Hit, HitKind};
use super::finding::{Finding, FindingKind, Severity};
use super::kind::Kind;
use super::mask;
use super::notice::Content;
use super::office::{Office, Seal};
use super::paperwork::Paperwork;
use super::table::{Cell, Column, Role, Row, Table};

pub use blocks::{PublicBlock, PublicChart, PublicFurther, PublicMatter, PublicPicture};
use column::Matter;
use scan::{RowScan, Scan};

mod blocks;
mod column;
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
        Self::by(table, kind, &Scan::of(table, &Detector::new(office)))
    }

    fn by(table: &Table, kind: &Kind, scan: &Scan) -> Self {
        let first = |at: usize| column::allowed(kind, table, at, scan).first().copied().unwrap_or(Treatment::Drop);
        Self { treatments: (0..table.columns.len()).map(first).collect() }
    }

    /// What the clerk may choose among for the column at `at`, the default first. One entry: there is no choice.
    pub fn allowed(table: &Table, at: usize, kind: &Kind, office: &Office) -> Vec<Treatment> {
        column::allowed(kind, table, at, &Scan::of(table, &Detector::new(office)))
    }

    /// The treatment of a column; one the policy does not know is dropped.
    fn of(&self, at: usize) -> Treatment {
        self.treatments.get(at).copied().unwrap_or(Treatment::Drop)
    }
}

/// What the public may see of a table.
pub fn pass(table: &Table, policy: &Policy, office: &Office) -> (PublicTable, Report) {
    let detector = Detector::new(office);
    let scan = Scan::of(table, &detector);
    Gate::new(table, policy, &scan, &detector).public(table, &scan)
}

/// As [`pass`], by the strictest policy.
pub fn pass_strictly(table: &Table, kind: &Kind, office: &Office) -> (PublicTable, Report) {
    let detector = Detector::new(office);
    let scan = Scan::of(table, &detector);
    Gate::new(table, &Policy::by(table, kind, &scan), &scan, &detector).public(table, &scan)
}

/// What may be stored of a table: dropped columns are gone, masked cells replaced; keys, and columns the office hid,
/// stay.
pub fn cleanse(table: &Table, policy: &Policy, office: &Office) -> (Table, Report) {
    let detector = Detector::new(office);
    let scan = Scan::of(table, &detector);
    let (columns, rows, report) = Gate::new(table, policy, &scan, &detector).run(table, &scan, Hidden::Keep);
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
    let mut office = office.clone();
    office.telephones.push(content.telephone.clone());
    let (mut table, mut report) = pass_strictly(&content.table, kind, &office);
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
        report.findings.push(Finding { severity, kind, key: None, block: None, source: None, column: None, text });
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
    detector: &'a Detector,
    matters: Vec<Matter>,
    treatments: Vec<Treatment>,
    names: Vec<String>,
    report: Report,
}

impl<'a> Gate<'a> {
    fn new(table: &Table, policy: &Policy, scan: &Scan, detector: &'a Detector) -> Self {
        let matters: Vec<Matter> = (0..table.columns.len()).map(|at| column::matter_of(table, at, scan)).collect();
        let treatment = |(at, matter): (usize, &Matter)| match policy.of(at) {
            Treatment::Show if column::masked(table, at, *matter, scan) => Treatment::Show,
            treatment => column::clamp(treatment, *matter),
        };
        let treatments = matters.iter().enumerate().map(treatment).collect();
        let names = table.columns.iter().map(|column| mask_header(&column.name(), detector)).collect();
        Self { detector, matters, treatments, names, report: Report::default() }
    }

    fn public(self, table: &Table, scan: &Scan) -> (PublicTable, Report) {
        let (columns, rows, report) = self.run(table, scan, Hidden::LeaveOut);
        (PublicTable { columns, rows, ..PublicTable::default() }, report)
    }

    fn run(mut self, table: &Table, scan: &Scan, hidden: Hidden) -> (Vec<Column>, Vec<Row>, Report) {
        let stays = |at: usize, column: &Column| {
            self.treatments[at] != Treatment::Drop && (hidden == Hidden::Keep || !column.hidden)
        };
        let left: Vec<bool> = table.columns.iter().enumerate().map(|(at, column)| stays(at, column)).collect();
        for (at, column) in table.columns.iter().enumerate() {
            if self.treatments[at] == Treatment::Drop && !column.hidden {
                self.drop_column(at);
            }
        }
        let mut columns: Vec<Column> =
            table.columns.iter().zip(&left).filter(|(_, left)| **left).map(|(column, _)| column.clone()).collect();
        for level in columns.iter_mut().flat_map(|column| &mut column.header) {
            *level = mask_header(level, self.detector);
        }
        let rows = table.rows.iter().zip(scan.rows()).map(|(row, found)| self.row(row, found, &left)).collect();
        (columns, rows, self.report)
    }

    fn drop_column(&mut self, at: usize) {
        let name = self.names[at].clone();
        let word = column::word(self.matters[at]);
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
    fn row(&mut self, row: &Row, found: &RowScan, left: &[bool]) -> Row {
        let mut cells = Vec::with_capacity(left.len());
        self.tell_of_pieces(row, &found.pieces, left);
        for (at, left) in left.iter().enumerate() {
            let cell = row.cells.get(at).unwrap_or(&Cell::Blank);
            let hits = found.hits(at);
            let is_piece = found.pieces.contains(&at);
            if row.role == Role::Data && (is_piece || self.counts(at, cell, hits)) {
                self.report.personal_cells += 1;
            }
            if hits.iter().any(|hit| hit.kind == HitKind::SuspiciousId) {
                self.finding(row, at, HitKind::SuspiciousId, "");
            }
            if *left && is_piece {
                self.report.masked_cells += 1;
                cells.push(Cell::Blank);
            } else if *left {
                cells.push(self.cell(row, at, cell, hits));
            }
        }
        Row { key: row.key, role: row.role, cells, source: row.source }
    }

    /// Cells that only together are an ID number are emptied, in whatever column they stand.
    fn tell_of_pieces(&mut self, row: &Row, pieces: &[usize], left: &[bool]) {
        let shown: Vec<&str> = pieces.iter().filter(|at| left[**at]).map(|at| self.names[*at].as_str()).collect();
        if shown.is_empty() {
            return;
        }
        let place = words::place(row, &shown.join("”“"));
        self.report.findings.push(Finding {
            severity: Severity::Warning,
            kind: FindingKind::Personal,
            key: Some(row.key),
            block: None,
            source: row.source,
            column: Some(shown[0].to_owned()),
            text: format!("{place}里的数字与相邻的格子合起来是一个身份证号，这些格公示时留空，请核对。"),
        });
    }

    /// Whether the cell counts as personal: by what it holds, or by a long number in a column of such numbers.
    fn counts(&self, at: usize, cell: &Cell, hits: &[Hit]) -> bool {
        let matter = self.matters[at];
        let found = hits
            .iter()
            .any(|hit| hit.kind.is_number() && !(matter == Matter::OfficePhone && hit.kind == HitKind::Phone));
        let long = matches!(matter, Matter::IdNumber | Matter::BankCard)
            && hits.is_empty()
            && cell.typed().chars().filter(|c| c.is_numeric()).count() >= 12;
        found || long
    }

    fn cell(&mut self, row: &Row, at: usize, cell: &Cell, hits: &[Hit]) -> Cell {
        let untouched = hits.is_empty() && !matches!(self.treatments[at], Treatment::Mask(_));
        if untouched || cell.is_blank() {
            return cell.clone();
        }
        let office = self.matters[at] == Matter::OfficePhone;
        let treatment = self.treatments[at];
        let hits: Vec<_> = hits.iter().filter(|hit| !(office && hit.kind == HitKind::Phone)).cloned().collect();
        let before = cell.typed();
        let after = match treatment {
            _ if hits.iter().any(|hit| hit.kind == HitKind::Health) => String::new(),
            Treatment::Mask(mask) => {
                let masked = mask::apply(mask, &before, self.detector);
                mask::hide(&masked, &self.detector.find(&masked))
            }
            Treatment::Empty if !hits.is_empty() => String::new(),
            Treatment::Show | Treatment::Empty | Treatment::Drop if hits.is_empty() => return cell.clone(),
            Treatment::Show | Treatment::Empty | Treatment::Drop => mask::hide(&before, &hits),
        };
        if after == before {
            return cell.clone();
        }
        self.report.masked_cells += 1;
        if !matches!(treatment, Treatment::Mask(_)) || hits.iter().any(|hit| hit.kind == HitKind::Health) {
            let kind = hits.first().map_or(HitKind::Health, |hit| hit.kind);
            if kind != HitKind::SuspiciousId {
                let done = if after.is_empty() { "这一格公示时留空" } else { "公示时已隐去" };
                self.finding(row, at, kind, done);
            }
        }
        if after.is_empty() { Cell::Blank } else { Cell::Text(after) }
    }

    fn finding(&mut self, row: &Row, at: usize, kind: HitKind, done: &str) {
        let place = words::place(row, &self.names[at]);
        let (finding, text) = if kind == HitKind::SuspiciousId {
            (FindingKind::SuspiciousId, format!("{place}像是身份证号，但校验位不对，已按身份证号处理，请核对原件。"))
        } else {
            (FindingKind::Personal, format!("{place}里有{}，{done}，请核对。", kind.word()))
        };
        self.report.findings.push(Finding {
            severity: Severity::Warning,
            kind: finding,
            key: Some(row.key),
            block: None,
            source: row.source,
            column: Some(self.names[at].clone()),
            text,
        });
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
