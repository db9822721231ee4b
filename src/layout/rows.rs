//! A table's rows as text ready to be placed: each row read once, kept until it changes.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use typst::utils::hash128;

use super::columns::{self, Demand};
use super::fonts::Face;
use super::header;
use super::shape::{Run, Shaper};
use super::specs::Spec;
use super::wrap::{Line, parts_words, wrap};
use crate::domain::gate::PublicTable;
use crate::domain::table::{Align, Cell, Class, Column, Known, Role, Row};

/// A cell's text. Lengths in em.
#[derive(Debug, Clone)]
pub(super) struct CellText {
    pub(super) run: Arc<Run>,
    /// From the decimal point to the right, the point included.
    pub(super) tail: f32,
    /// It is a number and stands on the column's point.
    pub(super) number: bool,
    pub(super) indent: f32,
    /// There was more of it than is ever set.
    pub(super) cut: bool,
}

/// A row's text.
#[derive(Debug)]
pub(super) struct RowText {
    /// Equal ids, equal texts.
    pub(super) id: u128,
    pub(super) cells: Vec<CellText>,
    /// Some character is in no font.
    pub(super) missing: bool,
    /// Some cell is cut.
    pub(super) cut: bool,
    /// 合计 and the like stand centred over the blank cells beside them: first and last of these columns.
    pub(super) label: Option<(usize, usize)>,
    /// The label stands at the left of what it reaches over.
    pub(super) flush: bool,
    /// A row of the list, no sum of others.
    pub(super) listed: bool,
}

/// The lines of a row's cells at one geometry; a row of single lines has none.
pub(super) type RowLines = Option<Arc<[Vec<Line>]>>;

/// Rows as last set, by their content.
#[derive(Debug, Default)]
pub(super) struct RowCache {
    texts: FxHashMap<u128, Kept>,
    /// The ids of rows whose cells are the very same as in the last layout, as read with these columns.
    ids: Known<(u128, Role, u128)>,
    generation: u32,
}

#[derive(Debug)]
struct Kept {
    text: Arc<RowText>,
    lines: RowLines,
    /// Which widths the lines were broken for.
    geometry: u128,
    used: u32,
}

/// What the whole table asks of its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Extent {
    /// The widest text that does not stand on a decimal point.
    pub(super) plain: f32,
    /// The widest number or word of letters within such a text.
    pub(super) unbroken: f32,
    /// Left of the decimal point.
    pub(super) whole: f32,
    /// Right of it.
    pub(super) tail: f32,
}

impl Extent {
    pub(super) fn natural(&self) -> f32 {
        self.plain.max(self.whole + self.tail)
    }

    pub(super) fn widen(&mut self, other: &Self) {
        self.plain = self.plain.max(other.plain);
        self.unbroken = self.unbroken.max(other.unbroken);
        self.whole = self.whole.max(other.whole);
        self.tail = self.tail.max(other.tail);
    }
}

impl RowCache {
    /// All rows of the table as text.
    ///
    /// `headed` is the column that became headings: a 小计 that has its label there keeps it.
    pub(super) fn texts(
        &mut self,
        table: &PublicTable,
        specs: &[Spec],
        headed: Option<usize>,
        shaper: &mut Shaper,
    ) -> Vec<Arc<RowText>> {
        let columns = hash128(&(specs, headed));
        // Below 其中：购置费 its sisters begin under the first one's name.
        let mut led = false;
        let mut texts = Vec::with_capacity(table.rows().len());
        for row in table.rows() {
            let leads = row.role == Role::Part && specs.iter().any(|spec| spec.indents && leads(row, spec));
            let indent = match row.role {
                Role::Part if led && !leads => PART + LEAD,
                Role::Part => PART,
                _ => 0.0,
            };
            led = row.role == Role::Part && (led || leads);
            texts.push(self.text(row, specs, headed, columns, indent, shaper));
        }
        texts
    }

    fn text(
        &mut self,
        row: &Row,
        specs: &[Spec],
        headed: Option<usize>,
        columns: u128,
        indent: f32,
        shaper: &mut Shaper,
    ) -> Arc<RowText> {
        let headed = headed.and_then(|at| row.cells.get(at)).filter(|_| !matches!(row.role, Role::Data | Role::Part));
        let columns = columns ^ u128::from(indent.to_bits());
        let id = match self.ids.get(&row.cells) {
            Some((known, role, id)) if (*known, *role) == (columns, row.role) => *id,
            _ => {
                let id = fingerprint(row, specs, headed, columns);
                self.ids.set(&row.cells, (columns, row.role, id));
                id
            }
        };
        let generation = self.generation;
        let kept = self.texts.entry(id).or_insert_with(|| Kept {
            text: Arc::new(read(row, specs, headed, id, indent, shaper)),
            lines: None,
            geometry: 0,
            used: generation,
        });
        kept.used = generation;
        Arc::clone(&kept.text)
    }

    /// The row's lines for columns of these widths (in em, without the blank beside the text).
    pub(super) fn lines(&mut self, text: &Arc<RowText>, measures: &[f32], geometry: u128) -> RowLines {
        let Some(kept) = self.texts.get_mut(&text.id) else { return break_row(text, measures) };
        if kept.geometry != geometry {
            kept.lines = break_row(text, measures);
            kept.geometry = geometry;
        }
        kept.lines.clone()
    }

    /// Forgets the rows that the last layout did not have.
    pub(super) fn sweep(&mut self) {
        let generation = self.generation;
        self.texts.retain(|_, kept| kept.used == generation);
        self.ids.sweep();
        self.generation += 1;
    }
}

/// 128 bits, because two rows taken for one another would post the wrong row.
fn fingerprint(row: &Row, specs: &[Spec], headed: Option<&Cell>, columns: u128) -> u128 {
    let cells = specs.iter().map(|spec| row.cells.get(spec.source)).chain([headed]);
    hash128(&Print { columns, role: row.role, cells })
}

struct Print<I> {
    columns: u128,
    role: Role,
    cells: I,
}

impl<'a, I: Iterator<Item = Option<&'a Cell>> + Clone> Hash for Print<I> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.columns.hash(state);
        self.role.hash(state);
        for cell in self.cells.clone() {
            match cell {
                None | Some(Cell::Blank) => state.write_u8(0),
                Some(Cell::Text(text)) => {
                    state.write_u8(1);
                    text.hash(state);
                }
                Some(Cell::Number(number)) => {
                    state.write_u8(2);
                    // Not Decimal's own hash: 1.0 and 1.00 are equal, but not on the page.
                    state.write(&number.serialize());
                }
                Some(Cell::Date(date)) => {
                    state.write_u8(3);
                    date.hash(state);
                }
            }
        }
    }
}

/// How far 其中：… is set in, in em, and how wide those three characters are.
const PART: f32 = 2.0;
const LEAD: f32 = 3.0;

/// 其中：购置费
fn leads(row: &Row, spec: &Spec) -> bool {
    matches!(row.cells.get(spec.source), Some(Cell::Text(text)) if text.trim_start().starts_with("其中"))
}

fn read(row: &Row, specs: &[Spec], headed: Option<&Cell>, id: u128, indent: f32, shaper: &mut Shaper) -> RowText {
    let bold = !matches!(row.role, Role::Data | Role::Part);
    let face = if bold { Face::Bold } else { Face::Table };
    let lent = headed.filter(|_| !specs.iter().any(|spec| is_label(row, spec)));
    let free = specs.iter().position(|spec| !is_counted(spec.class)).filter(|_| lent.is_some());
    let mut cells = Vec::with_capacity(specs.len());
    for (at, spec) in specs.iter().enumerate() {
        let cell = if Some(at) == free { lent } else { row.cells.get(spec.source) };
        let indent = if spec.indents { indent } else { 0.0 };
        cells.push(cell_text(cell.unwrap_or(&Cell::Blank), spec, face, indent, shaper));
    }
    let label = if bold { label_span(&cells, specs) } else { None };
    let missing = cells.iter().any(|cell| cell.run.missing);
    let cut = cells.iter().any(|cell| cell.cut);
    RowText { id, cells, label, missing, cut, flush: false, listed: !bold }
}

fn is_label(row: &Row, spec: &Spec) -> bool {
    matches!(row.cells.get(spec.source), Some(Cell::Text(text)) if !text.trim().is_empty())
}

pub(super) fn cell_text(cell: &Cell, spec: &Spec, face: Face, indent: f32, shaper: &mut Shaper) -> CellText {
    let mut written = spec.format.write(cell);
    // Most texts have fewer bytes than may be set of characters.
    let is_short = written.len() <= spec.longest;
    let end = if is_short { None } else { written.char_indices().nth(spec.longest).map(|(at, _)| at) };
    if let Some(end) = end {
        written = Cow::Owned(format!("{}…", &written[..end]));
    }
    let run = shaper.run(&written, face);
    let number = spec.format.on_point && spec.align == Align::Right && cell.number().is_some();
    let point = run.glyphs.iter().position(|glyph| run.text[glyph.range()].starts_with('.'));
    let tail = match point {
        Some(at) if number => run.glyphs[at..].iter().map(|glyph| glyph.advance).sum(),
        _ => 0.0,
    };
    CellText { run, tail, number, indent, cut: end.is_some() }
}

/// A label reaches over the blank cells around it, but never over a blank sum: that blank says something.
pub(super) fn label_span(cells: &[CellText], specs: &[Spec]) -> Option<(usize, usize)> {
    let counted = |at: usize| is_counted(specs[at].class);
    let at = cells.iter().position(|cell| !cell.run.glyphs.is_empty())?;
    if (0..=at).any(counted) {
        return None;
    }
    let after = (at + 1..cells.len()).find(|next| counted(*next) || !cells[*next].run.glyphs.is_empty());
    Some((0, after.unwrap_or(cells.len()) - 1))
}

pub(super) fn is_counted(class: Class) -> bool {
    matches!(class, Class::Amount | Class::Quantity | Class::Rate)
}

/// No more lines of a cell are drawn: a table of cells that each fill a book would fill the memory.
pub(super) const MOST_LINES: usize = 400;

fn break_row(text: &RowText, measures: &[f32]) -> RowLines {
    let covered = |at: usize| text.label.is_some_and(|(first, last)| (first..=last).contains(&at));
    let room = |at: usize, cell: &CellText| match text.label {
        Some((first, last)) if covered(at) => measures[first..=last].iter().sum(),
        _ => measures[at] - cell.indent,
    };
    let wide = |at: usize, cell: &CellText| cell.run.broken || cell.run.width > room(at, cell) + 0.001;
    if !text.cells.iter().enumerate().any(|(at, cell)| wide(at, cell)) {
        return None;
    }
    let lines = text.cells.iter().enumerate().map(|(at, cell)| {
        let mut lines = wrap(&cell.run, room(at, cell).max(1.0));
        if lines.len() > MOST_LINES {
            lines.truncate(MOST_LINES);
            lines.shrink_to_fit();
        }
        lines
    });
    Some(lines.collect())
}

/// How many of a row's cells take more lines than they should for the sake of size: values, a few words, five lines of
/// anything, and what is parted in the middle of a word or a number.
pub(super) fn folded(text: &RowText, lines: &RowLines, demands: &[Demand]) -> usize {
    /// In em.
    const FEW_WORDS: f32 = 6.0;
    const MANY_LINES: usize = 5;
    let Some(lines) = lines else { return 0 };
    let folds = |((cell, lines), demand): &((&CellText, &Vec<Line>), &Demand)| {
        let whole = !demand.wraps || cell.run.width <= FEW_WORDS || lines.len() >= MANY_LINES;
        lines.len() > 1 && !cell.run.broken && (whole || parts_words(&cell.run, lines))
    };
    text.cells.iter().zip(lines.iter()).zip(demands).filter(folds).count()
}

/// What the rows, and the sums below each page, ask of the columns.
pub(super) fn extents<'a>(texts: impl Iterator<Item = &'a RowText>, columns: usize) -> Vec<Extent> {
    let mut extents = vec![Extent { plain: 0.0, unbroken: 0.0, whole: 0.0, tail: 0.0 }; columns];
    for text in texts {
        for (at, (extent, cell)) in extents.iter_mut().zip(&text.cells).enumerate() {
            if text.label.is_some_and(|(first, last)| first != last && (first..=last).contains(&at)) {
                continue;
            }
            if cell.number {
                extent.whole = extent.whole.max(cell.run.width - cell.tail);
                extent.tail = extent.tail.max(cell.tail);
            } else {
                extent.plain = extent.plain.max(cell.run.width + cell.indent);
                extent.unbroken = extent.unbroken.max(cell.run.unbroken + cell.indent);
            }
        }
    }
    extents
}

/// The columns' demands, headers included.
pub(super) fn demands(table: &PublicTable, specs: &[Spec], extents: &[Extent], shaper: &mut Shaper) -> Vec<Demand> {
    let demand = |(spec, extent): (&Spec, &Extent)| {
        let column = &table.columns()[spec.source];
        let (header, header_folded) = header_widths(column, shaper);
        let wraps = columns::wraps(column);
        let (natural, stretch) = (extent.natural(), columns::stretch(column));
        Demand { natural, unbroken: extent.unbroken, header, header_folded, wraps, stretch }
    };
    specs.iter().zip(extents).map(demand).collect()
}

/// The lowest level's label on one line, and the narrowest it may be folded.
fn header_widths(column: &Column, shaper: &mut Shaper) -> (f32, f32) {
    let Some(label) = column.header.iter().rev().find(|label| !label.trim().is_empty()) else { return (1.0, 1.0) };
    let label: String = label.chars().take(header::LONGEST_LABEL + 1).collect();
    let run = shaper.run(label.trim(), Face::Bold);
    let lines = match run.width {
        ..=2.0 => 1,
        ..=8.0 => 2,
        ..=16.0 => 3,
        _ => 5,
    };
    // The unit in brackets goes below the name.
    if let Some((name, unit)) = header::at_bracket(label.trim()) {
        let folded = shaper.run(name, Face::Bold).width.max(shaper.run(unit, Face::Bold).width);
        if folded <= 10.0 {
            return (run.width, folded);
        }
    }
    let folded = header::narrowest_in(label.trim(), lines, shaper);
    (run.width.min(24.0), folded.min(24.0))
}

/// Sums of the data rows by column; nothing where a column is not summed.
pub(super) fn sums<'a>(rows: impl Iterator<Item = &'a Row>, specs: &[Spec]) -> Vec<Option<Decimal>> {
    let mut sums: Vec<Option<Decimal>> =
        specs.iter().map(|spec| is_summed(spec.class).then_some(Decimal::ZERO)).collect();
    for row in rows.filter(|row| row.role == Role::Data) {
        for (sum, spec) in sums.iter_mut().zip(specs) {
            let number = row.cells.get(spec.source).and_then(Cell::number);
            if let (Some(total), Some(number)) = (*sum, number) {
                *sum = total.checked_add(number);
            }
        }
    }
    sums
}

fn is_summed(class: Class) -> bool {
    matches!(class, Class::Amount | Class::Quantity)
}

/// A row of sums under a page: 本页小计, 累计.
pub(super) fn sum_row(label: &str, sums: &[Option<Decimal>], specs: &[Spec], shaper: &mut Shaper) -> RowText {
    let free = specs.iter().position(|spec| !is_counted(spec.class));
    let cells: Vec<CellText> = specs
        .iter()
        .zip(sums)
        .enumerate()
        .map(|(at, (spec, sum))| {
            let cell = match sum {
                Some(sum) => Cell::Number(*sum),
                None if Some(at) == free => Cell::text(label),
                None => Cell::Blank,
            };
            cell_text(&cell, spec, Face::Bold, 0.0, shaper)
        })
        .collect();
    let label_at = label_span(&cells, specs);
    let id = hash128(&(label, sums.iter().map(|sum| sum.map(|sum| sum.serialize())).collect::<Vec<_>>()));
    let missing = cells.iter().any(|cell| cell.run.missing);
    RowText { id, cells, label: label_at, missing, cut: false, flush: false, listed: false }
}

/// A row of one text over the whole table, at its left: 合计（大写）.
pub(super) fn whole_row(text: &str, specs: &[Spec], shaper: &mut Shaper) -> RowText {
    let blank = shaper.run("", Face::Bold);
    let cell = |run: Arc<Run>| CellText { run, tail: 0.0, number: false, indent: 0.0, cut: false };
    let run = shaper.run(text, Face::Bold);
    let (id, missing) = (hash128(&("whole", text, specs.len())), run.missing);
    let mut cells = vec![cell(blank); specs.len()];
    if let Some(first) = cells.first_mut() {
        *first = cell(run);
    }
    let label = Some((0, specs.len().saturating_sub(1)));
    RowText { id, cells, label, missing, cut: false, flush: true, listed: false }
}
