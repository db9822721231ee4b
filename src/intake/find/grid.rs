//! A sheet with its merged areas, read by position.

use crate::domain::table::Cell;
use crate::intake::sheet::{Sheet, SheetRow, Span};

/// A sheet whose merged areas can be asked for.
pub(super) struct Grid<'a> {
    pub(super) sheet: &'a Sheet,
    /// Merged areas of more than one cell.
    spans: Vec<Span>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(sheet: &'a Sheet) -> Self {
        let is_area = |span: &&Span| span.last_row > span.first_row || span.last_column > span.first_column;
        Self { sheet, spans: sheet.merges.iter().filter(is_area).copied().collect() }
    }

    pub(super) fn rows(&self) -> &'a [SheetRow] {
        &self.sheet.rows
    }

    /// The index of the first row whose number is at least this.
    pub(super) fn index_of(&self, number: u32) -> usize {
        self.sheet.rows.partition_point(|row| row.number < number)
    }

    pub(super) fn text(&self, row: u32, column: u32) -> String {
        self.sheet.cell(row, column).map(Cell::typed).unwrap_or_default()
    }

    /// The merged areas that touch these rows.
    pub(super) fn spans_in(&self, first: u32, last: u32) -> Vec<Span> {
        self.spans.iter().filter(|span| span.first_row <= last && span.last_row >= first).copied().collect()
    }
}

/// The merged area that covers a cell.
pub(super) fn span_at(spans: &[Span], row: u32, column: u32) -> Option<Span> {
    let covers = |span: &&Span| {
        (span.first_row..=span.last_row).contains(&row) && (span.first_column..=span.last_column).contains(&column)
    };
    spans.iter().find(covers).copied()
}

/// The cells of a row that hold something, with their columns.
pub(super) fn filled(row: &SheetRow) -> impl Iterator<Item = (u32, &Cell)> {
    (0u32..).zip(&row.cells).filter(|(_, cell)| !cell.is_blank())
}

/// A cell that only data has: a date, a number that is no year, a long run of digits.
pub(super) fn is_datum(cell: &Cell) -> bool {
    match cell {
        Cell::Blank => false,
        Cell::Date(_) => true,
        Cell::Number(number) => !(number.is_integer() && (1990..=2100).any(|year| *number == year.into())),
        Cell::Text(text) => is_datum_text(text),
    }
}

fn is_datum_text(text: &str) -> bool {
    let (mut digits, mut marks, mut all) = (0, 0, 0);
    for c in text.chars() {
        all += 1;
        digits += usize::from(c.is_ascii_digit() || ('０'..='９').contains(&c));
        marks += usize::from(matches!(c, '.' | '-' | '/' | ',' | ' '));
    }
    let is_year = digits == 4 && all == 4;
    let is_day = digits >= 4 && text.contains('年') && text.contains('月') && text.ends_with('日');
    digits > 0 && !is_year && (is_day || digits + marks == all || digits * 10 >= all * 8 && digits > 4)
}
