//! Tables of tags → rows and columns.

use std::collections::BTreeMap;

use super::parse::{Block, Cell, Row, Table};
use crate::domain::table::Cell as Value;
use crate::intake::read::fault::Fault;
use crate::intake::read::grid::{Grid, MAX_COLUMNS};
use crate::intake::read::number::stored;
use crate::intake::read::text::{clean, leading, typed};
use crate::intake::sheet::Span;

/// A text outside of tables: one row with one cell.
pub(super) fn line(text: &str, next_row: &mut u32, grid: &mut Grid) -> Result<(), Fault> {
    let cell = clean(text);
    if cell != Value::Blank {
        grid.put(*next_row, 0, cell)?;
        *next_row += 1;
    }
    Ok(())
}

pub(super) fn table(table: &Table, next_row: &mut u32, grid: &mut Grid) -> Result<(), Fault> {
    let mut taken = Taken::default();
    let mut seen: BTreeMap<u32, bool> = BTreeMap::new();
    let last_row = next_row.saturating_add(table.rows.len() as u32);
    for row in &table.rows {
        if row.cells.iter().any(|cell| inner_tables(cell).next().is_some()) {
            layout_row(row, next_row, grid)?;
            taken = Taken::default();
            continue;
        }
        let number = *next_row;
        if row.hidden {
            grid.hide_row(number);
        }
        let mut column = 0;
        for cell in &row.cells {
            column = taken.free(number, column);
            if column >= MAX_COLUMNS {
                break;
            }
            let (value, blanks) = value(cell);
            if matches!(value, Value::Text(_)) {
                grid.indent(number, column, blanks);
            }
            let shows = cell.columns == 1 && value != Value::Blank;
            grid.put(number, column, value)?;
            let (right, bottom) = (column + cell.columns - 1, (number + cell.rows - 1).min(last_row));
            if cell.columns > 1 || cell.rows > 1 {
                grid.merge(Span { first_row: number, last_row: bottom, first_column: column, last_column: right });
            }
            if bottom > number {
                taken.until.extend((column..=right).map(|column| (column, bottom)));
            }
            if shows {
                *seen.entry(column).or_insert(true) &= cell.hidden;
            }
            column = right + 1;
        }
        *next_row += 1;
    }
    let hidden = seen.iter().filter(|(_, hidden)| **hidden).map(|(column, _)| *column);
    for column in hidden.chain(table.hidden_columns.iter().copied()) {
        grid.hide_columns(column, column);
    }
    Ok(())
}

/// A row of a table that only places other tables on the page: what it holds comes one below the other.
fn layout_row(row: &Row, next_row: &mut u32, grid: &mut Grid) -> Result<(), Fault> {
    for block in row.cells.iter().flat_map(|cell| &cell.blocks) {
        match block {
            Block::Text(text) => line(text, next_row, grid)?,
            Block::Table(inner) => table(inner, next_row, grid)?,
        }
    }
    Ok(())
}

/// Tables in a cell that are more than a frame around one text.
fn inner_tables(cell: &Cell) -> impl Iterator<Item = &Table> {
    cell.blocks.iter().filter_map(|block| match block {
        Block::Table(table) if framed(table).is_none() => Some(table),
        _ => None,
    })
}

/// The one cell of a table that has no other.
fn framed(table: &Table) -> Option<&Cell> {
    match &table.rows[..] {
        [row] => match &row.cells[..] {
            [cell] if inner_tables(cell).next().is_none() => Some(cell),
            _ => None,
        },
        _ => None,
    }
}

/// What the cell says, and the blanks before it.
fn value(cell: &Cell) -> (Value, u8) {
    let mut text = String::new();
    push_text(cell, &mut text);
    if let Some(number) = &cell.number {
        return (stored(number), 0);
    }
    (if cell.is_text { clean(&text) } else { typed(&text) }, leading(&text))
}

fn push_text(cell: &Cell, text: &mut String) {
    for block in &cell.blocks {
        match block {
            Block::Text(part) => text.push_str(part),
            Block::Table(table) => {
                if let Some(cell) = framed(table) {
                    push_text(cell, text);
                }
            }
        }
    }
}

/// Columns that cells from rows above still stand in, and the row they end with.
#[derive(Default)]
struct Taken {
    until: BTreeMap<u32, u32>,
}

impl Taken {
    /// The first free column from `column` on.
    fn free(&self, row: u32, mut column: u32) -> u32 {
        while self.until.get(&column).is_some_and(|until| *until >= row) {
            column += 1;
        }
        column
    }
}
