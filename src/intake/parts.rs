//! 其中 rows that nothing names: set in under the row they are part of, by spaces or by the cell's own indent.

use rust_decimal::Decimal;

use super::find::Place;
use crate::domain::table::{Cell, Class, Role, Row, Table};

/// Turns rows that are set in below another into parts of it: behind a row that says 其中, and where they add up to the row
/// above them or the 合计 counts without them. Rows only set in for the eye stay what they are.
pub(super) fn recognise(table: &mut Table, place: &Place) {
    if place.sheet.indents.is_empty() {
        return;
    }
    let label = |class| !matches!(class, Class::Serial | Class::Amount | Class::Quantity | Class::Rate);
    let Some(at) = table.columns.iter().position(|column| label(column.class)) else { return };
    let index = place.columns[at].index;
    let levels: Vec<u8> = place
        .rows
        .iter()
        .map(|(row, _)| place.sheet.indents.get(&(place.sheet.rows[*row].number, index)).copied().unwrap_or(0))
        .collect();
    if levels.iter().all(|level| *level == 0) || levels.len() != table.rows.len() {
        return;
    }
    let serial = table.column_of(Class::Serial);
    let numbered = |row: &Row| serial.is_some_and(|at| !row.cells[at].is_blank());
    let mut start = 0;
    while start < table.rows.len() {
        let block = block_below(table, &levels, start, &numbered);
        if !block.is_empty() && is_part(table, start, &block) {
            block.clone().for_each(|at| table.rows[at].role = Role::Part);
        }
        start = block.end.max(start + 1);
    }
}

/// The rows below a row of the list that are set in farther than it.
fn block_below(
    table: &Table,
    levels: &[u8],
    parent: usize,
    numbered: &impl Fn(&Row) -> bool,
) -> std::ops::Range<usize> {
    let first = parent + 1;
    if table.rows[parent].role != Role::Data {
        return first..first;
    }
    let within = |at: &usize| match table.rows[*at].role {
        Role::Part => true,
        Role::Data => levels[*at] > levels[parent] && !numbered(&table.rows[*at]),
        _ => false,
    };
    first..first + (first..table.rows.len()).take_while(within).count()
}

fn is_part(table: &Table, parent: usize, block: &std::ops::Range<usize>) -> bool {
    let named = table.rows[block.start].role == Role::Part;
    named || adds_up(table, parent, block) || counts_without(table, block)
}

fn summable(table: &Table) -> impl Iterator<Item = usize> {
    let counted = |class| matches!(class, Class::Amount | Class::Quantity);
    table.columns.iter().enumerate().filter(move |(_, column)| counted(column.class)).map(|(at, _)| at)
}

fn sum<'a>(rows: impl Iterator<Item = &'a Row>, at: usize) -> Option<Decimal> {
    let numbers = rows.filter_map(|row| row.cells[at].number());
    numbers.fold(None, |sum: Option<Decimal>, number| sum.unwrap_or_default().checked_add(number))
}

/// In every column where both have figures, and in one at least.
fn adds_up(table: &Table, parent: usize, block: &std::ops::Range<usize>) -> bool {
    let mut figures = 0;
    summable(table).all(|at| match (table.rows[parent].cells[at].number(), sum(table.rows[block.clone()].iter(), at)) {
        (Some(whole), Some(parts)) => {
            figures += 1;
            whole == parts
        }
        _ => true,
    }) && figures > 0
}

/// The 合计 is right only if the rows are not counted.
fn counts_without(table: &Table, block: &std::ops::Range<usize>) -> bool {
    let Some(total) = table.rows.iter().find(|row| row.role == Role::Total) else { return false };
    let data = |row: &&Row| row.role == Role::Data;
    summable(table).any(|at| {
        let rows = || table.rows.iter().enumerate().filter(|(at, _)| !block.contains(at)).map(|(_, row)| row);
        let written = total.cells.get(at).and_then(Cell::number);
        let without = sum(rows().filter(data), at);
        written.is_some() && written == without && without != sum(table.data_rows(), at)
    })
}
