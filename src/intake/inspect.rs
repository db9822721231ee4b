//! A book's table with everything found around it, ready to be shown, corrected and used.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use crate::domain::detect::Detector;
use crate::domain::draft::Received;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::gate;
use crate::domain::heading;
use crate::domain::office::Office;
use crate::domain::table::{Cell, Class, Column, Role, Table};

use super::columns::{self, values::settle};
use super::find::{FindError, Other, Place, PlacedColumn, Search, Why, find, has_class, joined, unfold};
use super::parts;
use super::shape::{Correction, Signature};
use super::sheet::{Book, SheetRow, Span};

/// What a file holds.
#[derive(Debug)]
pub struct Found {
    /// `None` for CSV, HTML and pasted blocks.
    pub sheet: Option<String>,
    pub title: Option<String>,
    /// 1-based row of the header's first line; the first row of data where `header_depth` is 0.
    pub header_row: u32,
    pub header_depth: u32,
    /// Where the program found the header by itself; see [`Correction::remembered`].
    pub own_header_row: u32,
    pub table: Table,
    /// 填报单位, 填报日期 and whatever else stands above, without the title.
    pub lines_above: Vec<String>,
    /// 注 and what else stands below.
    pub notes: Vec<String>,
    /// Captions of the lines to sign on.
    pub signatures: Vec<String>,
    /// 万元 of 单位：万元
    pub unit: Option<String>,
    /// Names of columns that the file hides; they are hidden in `table` too.
    pub hidden_columns: Vec<String>,
    /// Mobiles outside of the rows that stand behind 监督电话 or 联系电话, each with its row: see [`Found::telephones_to_ask`].
    telephones: Vec<(u32, String)>,
    /// Of structure only: left out, hidden.
    pub findings: Vec<Finding>,
    pub signature: Signature,
    /// What the columns are called in the file, levels joined by "/": what a correction names them by.
    pub names: Vec<String>,
    /// Other tables in the book, to be chosen by a [`Correction`].
    pub others: Vec<Other>,
}

/// Cells of a table that is laid out within 500 MB: twice a county's largest list, and no wall has room for it.
const MAX_TABLE: usize = 700_000;

/// Finds and reads the table of a book.
///
/// # Errors
/// A book without a filled cell; a correction that names a sheet the book has not; a table of more than 700,000 cells.
pub fn inspect(book: &Book, correction: Option<&Correction>) -> Result<Found, FindError> {
    let found = find_table(book, correction)?;
    let cells = found.table.rows.len() * found.table.columns.len();
    if cells > MAX_TABLE { Err(FindError::TooLarge { cells }) } else { Ok(found) }
}

fn find_table(book: &Book, correction: Option<&Correction>) -> Result<Found, FindError> {
    let none = Correction::default();
    let correction = correction.unwrap_or(&none);
    let search = find(book, correction)?;
    let Some(unfolded) = unfold(&search.place) else { return Ok(found(book, search, correction)) };
    let sources = unfolded.sources;
    let moved = Correction {
        left_out_rows: sources
            .iter()
            .filter(|(_, source)| correction.left_out_rows.contains(source))
            .map(|(row, _)| *row)
            .collect(),
        ..correction.clone()
    };
    let one_list = Book { sheets: vec![unfolded.sheet], encoding: None };
    let place = Place { sources, ..find(&one_list, &moved)?.place };
    Ok(found(book, Search { place, ..search }, &moved))
}

fn found(book: &Book, search: Search, correction: &Correction) -> Found {
    let mut place = search.place;
    name_columns(&mut place.columns);
    add_group_column(&mut place);
    place.columns.retain(|column| !correction.left_out_columns.contains(&column.levels.join("/")));
    let table = build(&place, correction);
    let hidden = |column: &&PlacedColumn| place.sheet.hidden_columns.contains(&column.index);
    let hidden_columns: Vec<String> =
        place.columns.iter().filter(hidden).map(|column| column.levels.join("/")).collect();
    let telephones = telephones(&place);
    let mut findings = structure_findings(&place, &table, &hidden_columns);
    findings.extend(hidden_sheets(book));
    findings.extend(search.others.iter().map(other_table));
    Found {
        sheet: place.sheet.name.clone(),
        title: place.above.title,
        header_row: place.header_row,
        header_depth: place.header_depth,
        own_header_row: search.own_header_row,
        table,
        lines_above: place.above.lines,
        notes: place.notes,
        signatures: place.signatures,
        unit: place.above.unit,
        hidden_columns,
        telephones,
        findings,
        signature: search.signature,
        names: place.columns.iter().map(|column| column.levels.join("/")).collect(),
        others: search.others,
    }
}

impl Found {
    /// What a draft takes over of it, the table as it was cleansed.
    pub fn received(&self, table: Table) -> Received {
        Received {
            title: self.title.clone(),
            table,
            unit: self.unit.clone(),
            notes: self.notes.clone(),
            signatures: self.signatures.clone(),
        }
    }

    /// Mobiles that the file calls an office's and the office does not know, with their rows: a person says whose they are.
    pub fn telephones_to_ask(&self, office: &Office) -> Vec<(u32, String)> {
        let detector = Detector::new(office);
        self.telephones.iter().filter(|(_, number)| !detector.is_own(number)).cloned().collect()
    }

    /// The same as findings, where no one can be asked.
    pub fn unknown_telephones(&self, office: &Office) -> Vec<Finding> {
        let told = |(row, _): (u32, String)| {
            let text = format!(
                "第{row}行写作单位电话的手机号不在本单位的电话里，公示时已隐去；确是单位电话的，请写进监督电话。"
            );
            finding(Severity::Warning, FindingKind::Personal, Some(row), text)
        };
        self.telephones_to_ask(office).into_iter().map(told).collect()
    }

    /// How many rows the statement has: data, 其中 rows, and a 合计 that stands first in a table without 序号, where it is
    /// an item like the others (三公经费).
    pub fn rows(&self) -> usize {
        let leads = self.table.rows.first().is_some_and(|row| row.role == Role::Total)
            && self.table.column_of(Class::Serial).is_none();
        let counted = self.table.rows.iter().filter(|row| matches!(row.role, Role::Data | Role::Part)).count();
        counted + usize::from(leads)
    }
}

fn telephones(place: &Place) -> Vec<(u32, String)> {
    let rows = place.sheet.rows.iter().enumerate();
    let outside = rows.filter(|(at, _)| place.rows.binary_search_by_key(at, |(row, _)| *row).is_err());
    let in_row = |row: &SheetRow| gate::office_mobiles(&joined(row), &Office::default());
    outside.flat_map(|(_, row)| in_row(row).into_iter().map(|number| (place.source(row.number), number))).collect()
}

/// A column without a header is named by its letter, as the spreadsheet shows it.
fn name_columns(columns: &mut [PlacedColumn]) {
    for column in columns.iter_mut().filter(|column| column.levels.is_empty()) {
        column.levels.push(format!("{}列", letters(column.index)));
    }
}

/// No column of the sheet: the groups that headings over the rows name.
const FROM_HEADINGS: u32 = u32::MAX;

/// Headings such as 一组 become a column of 村民小组, unless the table has one.
fn add_group_column(place: &mut Place) {
    if place.groups.is_empty() || place.columns.iter().any(|column| has_class(&column.levels, Class::Group)) {
        return;
    }
    let serial = place.columns.iter().position(|column| has_class(&column.levels, Class::Serial));
    let name = if place.groups.iter().all(|(_, name)| name.ends_with('村')) { "行政村" } else { "村民小组" };
    let column = PlacedColumn { index: FROM_HEADINGS, levels: vec![name.to_owned()] };
    place.columns.insert(serial.map_or(0, |at| at + 1), column);
}

/// The name of the heading over a row.
fn heading(place: &Place, at: usize) -> Option<Cell> {
    let (_, name) = place.groups[..place.groups.partition_point(|(heading, _)| *heading < at)].last()?;
    Some(Cell::text(name))
}

/// A, B … Z, AA
fn letters(index: u32) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    if index < 26 { letter.to_string() } else { format!("{}{letter}", letters(index / 26 - 1)) }
}

fn build(place: &Place, correction: &Correction) -> Table {
    let rows = &place.sheet.rows;
    let unit = place.above.unit.as_deref();
    let columns = place.columns.iter().map(|column| {
        let index = column.index as usize;
        let data = place.rows.iter().filter(|(_, role)| *role == Role::Data);
        let cells = data.filter_map(|(at, _)| rows[*at].cells.get(index));
        let chosen = correction.classes.get(&column.levels.join("/")).copied();
        let class = chosen.unwrap_or_else(|| columns::classify(&column.levels, cells, unit));
        let hidden = place.sheet.hidden_columns.contains(&column.index);
        let mut column = Column { header: column.levels.clone(), class, align: None, hidden, merged: false };
        let matched =
            correction.matches.get(&column.name()).filter(|name| !name.is_empty() && !gate::is_private(&column));
        if let Some(name) = matched {
            column.header = vec![name.clone()];
            column.class = chosen.or_else(|| heading::class_of(&column.header, unit)).unwrap_or(column.class);
        }
        column
    });
    let mut table = Table::new(columns.collect());
    table.rows.reserve(place.rows.len());
    let placed = || place.columns.iter().zip(&table.columns);
    let classes: Vec<(usize, Class)> = placed().map(|(placed, column)| (placed.index as usize, column.class)).collect();
    let in_yuan: Vec<bool> = placed().map(|(_, column)| is_in_yuan(column, unit)).collect();
    let filled_down = filled_down(place, &classes);
    for (at, role) in &place.rows {
        let row = &rows[*at];
        let cells = classes.iter().zip(&in_yuan).map(|((index, class), in_yuan)| {
            let cell = row.cells.get(*index).filter(|cell| !cell.is_blank());
            let merged = || filled_down.get(&(row.number, *index)).copied().filter(|_| *role == Role::Data);
            let under = || heading(place, *at).filter(|_| *class == Class::Group && *role == Role::Data);
            cell.or_else(merged).map(|cell| settle(cell, *class, *in_yuan)).or_else(under).unwrap_or(Cell::Blank)
        });
        let cells = cells.collect();
        table.push(*role, cells, Some(place.source(row.number)));
    }
    mark_merged(&mut table, place);
    name_sum(&mut table);
    parts::recognise(&mut table, place);
    table
}

/// A column whose cells the file merges down over rows of the list shows them so.
fn mark_merged(table: &mut Table, place: &Place) {
    let first = place.header_row + place.header_depth;
    for (column, placed) in table.columns.iter_mut().zip(&place.columns) {
        let down = |span: &&Span| span.first_column == placed.index && span.last_column == placed.index;
        let over = |span: &Span| span.first_row >= first && span.last_row > span.first_row;
        column.merged = place.sheet.merges.iter().filter(down).any(over)
            && !matches!(column.class, Class::Amount | Class::Quantity | Class::Serial | Class::Name);
    }
}

/// A last row of nothing but the sums of the rows above is the 合计, although nothing says so.
fn name_sum(table: &mut Table) {
    let Some((last, above)) = table.rows.split_last_mut() else { return };
    let summed = |class| matches!(class, Class::Amount | Class::Quantity);
    let data = || above.iter().filter(|row| row.role == Role::Data);
    let sum = |at: usize| data().filter_map(|row| row.cells[at].number()).sum::<Decimal>();
    let mut figures = 0;
    let is_sum = table.columns.iter().enumerate().all(|(at, column)| match &last.cells[at] {
        cell if cell.is_blank() => true,
        Cell::Number(number) if summed(column.class) => {
            figures += 1;
            *number == sum(at)
        }
        _ => false,
    });
    let named = above.iter().any(|row| row.role == Role::Total);
    if is_sum && figures > 0 && !named && last.role == Role::Data && data().count() > 1 {
        last.role = Role::Total;
    }
}

/// Are the column's figures in 元 by its own header, or else by the table's unit?
fn is_in_yuan(column: &Column, unit: Option<&str>) -> bool {
    let name = column.name();
    let other = ["万元", "千元", "百元", "亿元"];
    let says = |text: &str| other.iter().any(|unit| text.contains(unit));
    !says(&name) && (name.contains("元）") || name.contains("元)") || !unit.is_some_and(says))
}

/// The values of cells merged down over rows, for every row they cover. An amount or a number of persons merged over a
/// family stands once: filled down it would be counted once a row.
fn filled_down<'a>(place: &Place<'a>, classes: &[(usize, Class)]) -> HashMap<(u32, usize), &'a Cell> {
    let mut filled = HashMap::new();
    let sheet = place.sheet;
    let end = place.header_row + place.header_depth;
    for span in sheet.merges.iter().filter(|span| span.last_row > span.first_row && span.first_row >= end) {
        let column = span.first_column as usize;
        let repeats = classes.iter().any(|(index, class)| {
            *index == column && !matches!(class, Class::Amount | Class::Quantity | Class::Serial)
        });
        let Some(cell) = sheet.cell(span.first_row, span.first_column).filter(|_| repeats) else { continue };
        let first = place.rows.partition_point(|(at, _)| sheet.rows[*at].number <= span.first_row);
        let covered = place.rows[first..].iter().map(|(at, _)| sheet.rows[*at].number);
        for row in covered.take_while(|row| *row <= span.last_row) {
            filled.insert((row, column), cell);
        }
    }
    filled
}

fn structure_findings(place: &Place, table: &Table, hidden_columns: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if table.rows.is_empty() {
        findings.push(finding(
            Severity::Blocking,
            FindingKind::EmptyTable,
            None,
            "表头下面没有数据行，请核对文件或改选表头所在行。".into(),
        ));
    }
    if place.header_depth == 0 {
        let text = format!("没有找到表头，第{}行起按数据读入；如有表头，请指定其所在行。", place.header_row);
        findings.push(finding(Severity::Warning, FindingKind::LeftOut, Some(place.header_row), text));
    }
    for name in hidden_columns {
        let text = format!("文件中隐藏了“{name}”一列，版面上不显示，请核对是否需要。");
        let mut found = finding(Severity::Warning, FindingKind::HiddenInFile, None, text);
        found.column = Some(name.clone());
        findings.push(found);
    }
    let hidden: Vec<u32> = place
        .rows
        .iter()
        .map(|(at, _)| &place.sheet.rows[*at])
        .filter(|row| row.hidden)
        .map(|row| place.source(row.number))
        .collect();
    if let Some(first) = hidden.first() {
        let text = format!(
            "文件中隐藏的{}行（第{}行）已按数据读入，合计也包含它们；不应公示的请删去。",
            hidden.len(),
            ranges(&hidden)
        );
        findings.push(finding(Severity::Warning, FindingKind::HiddenInFile, Some(*first), text));
    }
    let rows: Vec<(u32, Why)> = place.left_out.iter().map(|(row, why)| (place.source(*row), *why)).collect();
    findings.extend(left_out(&rows));
    findings
}

/// One finding for each reason, naming all its rows.
fn left_out(rows: &[(u32, Why)]) -> impl Iterator<Item = Finding> + use<> {
    let mut by_reason: BTreeMap<u8, (Why, Vec<u32>)> = BTreeMap::new();
    for (row, why) in rows {
        by_reason.entry(*why as u8).or_insert_with(|| (*why, Vec::new())).1.push(*row);
    }
    by_reason.into_values().map(|(why, rows)| {
        let named = ranges(&rows);
        let (severity, text) = match why {
            Why::Repeated => (Severity::Note, format!("第{named}行是重复的表头，未读入。")),
            Why::PageLine => (Severity::Note, format!("第{named}行是本页小计或页码一类的行，未读入。")),
            Why::SerialOnly => (Severity::Note, format!("第{named}行只有序号，没有内容，未读入。")),
            Why::GroupHeading => {
                (Severity::Warning, format!("第{named}行是分组标题，未列入数据，请核对是否需要分组一列。"))
            }
            Why::ColumnNumbers => (Severity::Note, format!("第{named}行是栏次，未读入。")),
            Why::Correction => (Severity::Note, format!("第{named}行已按您的更正略去。")),
        };
        finding(severity, FindingKind::LeftOut, rows.first().copied(), text)
    })
}

pub(super) fn hidden_sheets(book: &Book) -> impl Iterator<Item = Finding> {
    book.sheets.iter().filter(|sheet| sheet.hidden && !sheet.rows.is_empty()).map(|sheet| {
        let name = sheet.name.as_deref().unwrap_or_default();
        let text = format!("文件中还有隐藏的工作表“{name}”，没有读入；发出原文件前请先核对其中的内容。");
        finding(Severity::Note, FindingKind::HiddenInFile, None, text)
    })
}

fn other_table(other: &Other) -> Finding {
    let sheet = other.sheet.as_ref().map(|name| format!("工作表“{name}”")).unwrap_or_default();
    let text = format!("{sheet}第{}行起另有一个表（{}行），没有读入；需要时请改选。", other.header_row, other.rows);
    finding(Severity::Note, FindingKind::LeftOut, Some(other.header_row), text)
}

fn finding(severity: Severity, kind: FindingKind, source: Option<u32>, text: String) -> Finding {
    Finding { severity, kind, key: None, block: None, source, column: None, text }
}

/// 3, 5–9, 12; after ten pieces 等.
fn ranges(rows: &[u32]) -> String {
    let mut pieces: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match pieces.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => pieces.push((*row, *row)),
        }
    }
    let shown = pieces.iter().take(10).map(
        |(first, last)| {
            if first == last { first.to_string() } else { format!("{first}–{last}") }
        },
    );
    let shown = shown.collect::<Vec<_>>().join("、");
    if pieces.len() > 10 { format!("{shown}等") } else { shown }
}

#[cfg(test)]
mod tests;
