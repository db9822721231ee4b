//! Collects the cells of one sheet within the bounds that keep a hostile file from eating the machine.

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};

use super::fault::Fault;
use crate::domain::table::Cell;
use crate::intake::error::Limit;
use crate::intake::sheet::{MAX_CELLS, Sheet, SheetRow, Span};

pub(super) const MAX_ROWS: u32 = 1_048_576;
pub(super) const MAX_COLUMNS: u32 = 16_384;
/// Bytes of text all cells of a file may hold together.
pub(super) const MAX_TEXT: usize = 32 << 20;
/// A sheet of real work has a few hundred; what is beyond is left unmerged.
const MAX_MERGES: usize = 100_000;

/// What may still be read of a file, over all its sheets.
pub(super) struct Budget<'a> {
    cells: usize,
    text: usize,
    cancel: Option<&'a AtomicBool>,
}

impl<'a> Budget<'a> {
    pub(super) fn new(cancel: Option<&'a AtomicBool>) -> Self {
        Self { cells: MAX_CELLS, text: MAX_TEXT, cancel }
    }

    fn spend(&mut self, cells: usize, text: usize) -> Result<(), Fault> {
        self.cells = self.cells.checked_sub(cells).ok_or(Fault::TooLarge(Limit::Cells))?;
        self.text = self.text.checked_sub(text).ok_or(Fault::TooLarge(Limit::TextBytes))?;
        Ok(())
    }

    pub(super) fn check_cancelled(&self) -> Result<(), Fault> {
        match self.cancel {
            Some(flag) if flag.load(Ordering::Relaxed) => Err(Fault::Cancelled),
            _ => Ok(()),
        }
    }
}

pub(super) struct Grid<'b, 'a> {
    budget: &'b mut Budget<'a>,
    sheet: Sheet,
    hidden_rows: HashSet<u32>,
    hidden_columns: BTreeSet<u32>,
}

impl<'b, 'a> Grid<'b, 'a> {
    pub(super) fn new(name: Option<String>, hidden: bool, budget: &'b mut Budget<'a>) -> Self {
        let sheet = Sheet { name, hidden, ..Sheet::default() };
        Self { budget, sheet, hidden_rows: HashSet::new(), hidden_columns: BTreeSet::new() }
    }

    /// Sets a cell; `row` is 1-based, `column` 0-based. Blanks take no place.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Fault> {
        if cell == Cell::Blank {
            return Ok(());
        }
        if row == 0 || row > MAX_ROWS || column >= MAX_COLUMNS {
            return Err(Fault::TooLarge(Limit::Cells));
        }
        let text = if let Cell::Text(text) = &cell { text.len() } else { 0 };
        if self.sheet.rows.last().is_none_or(|last| last.number != row) {
            self.budget.check_cancelled()?;
            self.budget.spend(1, 0)?;
            let width = self.sheet.rows.last().map_or(0, |last| last.cells.len().min(64));
            self.sheet.rows.push(SheetRow { number: row, hidden: false, cells: Vec::with_capacity(width) });
        }
        let Some(last) = self.sheet.rows.last_mut() else { return Ok(()) };
        let column = column as usize;
        self.budget.spend((column + 1).saturating_sub(last.cells.len()), text)?;
        if column >= last.cells.len() {
            last.cells.resize(column + 1, Cell::Blank);
        }
        last.cells[column] = cell;
        Ok(())
    }

    /// A text stands so many characters in, by its own spaces or by the cell's format.
    pub(super) fn indent(&mut self, row: u32, column: u32, by: u8) {
        if by > 0 {
            self.sheet.indents.insert((row, column), by);
        }
    }

    pub(super) fn hide_row(&mut self, row: u32) {
        if row <= MAX_ROWS {
            self.hidden_rows.insert(row);
        }
    }

    /// 0-based, both counted.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.extend(first..=last.min(MAX_COLUMNS - 1));
    }

    pub(super) fn merge(&mut self, span: Span) {
        let upright = span.first_row <= span.last_row && span.first_column <= span.last_column;
        if upright && self.sheet.merges.len() < MAX_MERGES {
            self.sheet.merges.push(span);
        }
    }

    pub(super) fn uncalculated(&mut self) {
        self.sheet.uncalculated += 1;
    }

    pub(super) fn finish(mut self) -> Sheet {
        self.order_rows();
        for row in &mut self.sheet.rows {
            row.hidden = self.hidden_rows.contains(&row.number);
        }
        let rows = self.sheet.rows.last().map_or(0, |row| row.number);
        let columns = self.sheet.rows.iter().map(|row| row.cells.len() as u32).max().unwrap_or(0);
        self.sheet.hidden_columns = self.hidden_columns.range(..columns).copied().collect();
        self.clip_merges(rows, columns);
        self.sheet
    }

    /// Most files hold their rows in order; one that does not, or names a row twice, is put right.
    fn order_rows(&mut self) {
        let rows = &mut self.sheet.rows;
        if rows.is_sorted_by(|a, b| a.number < b.number) {
            return;
        }
        rows.sort_by_key(|row| row.number);
        rows.dedup_by(|later, kept| {
            if later.number != kept.number {
                return false;
            }
            kept.cells.resize(kept.cells.len().max(later.cells.len()), Cell::Blank);
            for (cell, new) in kept.cells.iter_mut().zip(later.cells.drain(..)) {
                if new != Cell::Blank {
                    *cell = new;
                }
            }
            true
        });
    }

    /// A merge over whole columns ends with the data, so that nobody walks a million rows for it.
    fn clip_merges(&mut self, rows: u32, columns: u32) {
        self.sheet.merges.retain_mut(|span| {
            span.last_row = span.last_row.min(rows);
            span.last_column = span.last_column.min(columns.saturating_sub(1));
            let inside = span.first_row <= span.last_row && span.first_column <= span.last_column;
            inside && (span.first_row < span.last_row || span.first_column < span.last_column)
        });
        self.sheet.merges.sort_by_key(|span| (span.first_row, span.first_column));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn rows_come_in_order_and_once_each() {
        let mut budget = Budget::new(None);
        let mut grid = Grid::new(None, false, &mut budget);
        for (row, column, value) in [(3, 0, "c"), (1, 0, "a"), (3, 1, "d")] {
            grid.put(row, column, text(value)).unwrap();
        }
        let sheet = grid.finish();
        assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(sheet.rows[1].cells, [text("c"), text("d")]);
    }

    #[test]
    fn a_merge_over_the_whole_sheet_ends_with_the_data() {
        let mut budget = Budget::new(None);
        let mut grid = Grid::new(None, false, &mut budget);
        grid.put(2, 3, text("x")).unwrap();
        grid.merge(Span { first_row: 1, last_row: MAX_ROWS, first_column: 0, last_column: MAX_COLUMNS - 1 });
        grid.merge(Span { first_row: 9, last_row: 12, first_column: 0, last_column: 1 });
        let merges = grid.finish().merges;
        assert_eq!(merges, [Span { first_row: 1, last_row: 2, first_column: 0, last_column: 3 }]);
    }

    #[test]
    fn cells_far_to_the_right_spend_the_budget_before_the_memory() {
        let mut budget = Budget::new(None);
        let mut grid = Grid::new(None, false, &mut budget);
        let refused = (1..=MAX_ROWS).find_map(|row| grid.put(row, MAX_COLUMNS - 1, text("x")).err());
        assert!(matches!(refused, Some(Fault::TooLarge(Limit::Cells))));
        assert!(grid.sheet.rows.len() < 200);
    }
}
