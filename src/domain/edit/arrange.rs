//! Moving, sorting and numbering rows.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::Edit;
use crate::domain::table::{Cell, Class, Role, Row, RowKey, Table};

/// Sorts by a column, blank cells last either way; see [`sorted_by`].
pub fn sorted(table: &Table, column: usize, descending: bool, by: impl Fn(&Cell, &Cell) -> Ordering) -> Edit {
    sorted_by(table, |left, right| {
        let (left, right) = (&left.cells[column], &right.cells[column]);
        match (left.is_blank(), right.is_blank()) {
            (false, false) if descending => by(right, left),
            (false, false) => by(left, right),
            (left, right) => left.cmp(&right),
        }
    })
}

/// Sorts the rows. 小计, 合计, 期初 and 期末 stay where they are, and rows are sorted between them; 其中 goes with the row it
/// is part of.
pub fn sorted_by(table: &Table, order: impl Fn(&Row, &Row) -> Ordering) -> Edit {
    let mut keys = Vec::with_capacity(table.rows.len());
    let mut run: Vec<&[Row]> = Vec::new();
    for group in table.rows.chunk_by(|_, next| next.role == Role::Part) {
        if group[0].role == Role::Data {
            run.push(group);
        } else {
            close_run(&mut run, &mut keys, &order);
            keys.extend(group.iter().map(|row| row.key));
        }
    }
    close_run(&mut run, &mut keys, &order);
    Edit::Reorder(keys)
}

fn close_run(run: &mut Vec<&[Row]>, keys: &mut Vec<RowKey>, order: impl Fn(&Row, &Row) -> Ordering) {
    run.sort_by(|left, right| order(&left[0], &right[0]));
    keys.extend(run.drain(..).flatten().map(|row| row.key));
}

/// Moves rows one place up (`down` false) or down, together; `None` at the table's edge.
pub fn moved_rows(table: &Table, rows: &BTreeSet<usize>, down: bool) -> Option<Edit> {
    let (first, last) = (*rows.first()?, *rows.last()?);
    if last >= table.rows.len() || (down && last + 1 == table.rows.len()) || (!down && first == 0) {
        return None;
    }
    let mut keys: Vec<RowKey> = table.rows.iter().map(|row| row.key).collect();
    if down {
        rows.iter().rev().for_each(|at| keys.swap(*at, at + 1));
    } else {
        rows.iter().for_each(|at| keys.swap(*at, at - 1));
    }
    Some(Edit::Reorder(keys))
}

/// Numbers the data rows 1, 2, 3 … in the 序号 column; `None` where there is none or nothing changes.
pub fn renumbered(table: &Table) -> Option<Edit> {
    let column = table.column_of(Class::Serial)?;
    let numbered = table.data_rows().zip(1_u32..);
    let cells: Vec<_> = numbered
        .map(|(row, number)| (row, Cell::Number(number.into())))
        .filter(|(row, cell)| row.cells[column] != *cell)
        .map(|(row, cell)| (row.key, column, cell))
        .collect();
    (!cells.is_empty()).then_some(Edit::SetCells(cells))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::Column;

    fn table(rows: &[(Role, &str)]) -> Table {
        let mut table = Table::new(vec![Column::new("金额", Class::Amount)]);
        for (role, typed) in rows {
            table.push(*role, vec![Cell::parse(typed, Class::Amount)], None);
        }
        table
    }

    fn typed(table: &Table) -> Vec<String> {
        table.rows.iter().map(|row| row.cells[0].typed()).collect()
    }

    fn by_number(left: &Cell, right: &Cell) -> Ordering {
        left.number().cmp(&right.number())
    }

    #[test]
    fn rows_are_sorted_between_their_subtotals_and_parts_go_along() {
        let rows = [
            (Role::Data, "3"),
            (Role::Part, "2.5"),
            (Role::Data, ""),
            (Role::Data, "1"),
            (Role::Subtotal, "4"),
            (Role::Data, "9"),
            (Role::Data, "7"),
            (Role::Total, "20"),
        ];
        let mut table = table(&rows);
        table.apply(sorted(&table, 0, false, by_number));
        assert_eq!(typed(&table), ["1", "3", "2.5", "", "4", "7", "9", "20"]);
        table.apply(sorted(&table, 0, true, by_number));
        assert_eq!(typed(&table), ["3", "2.5", "1", "", "4", "9", "7", "20"]);
    }

    #[test]
    fn rows_move_together_and_stop_at_the_edge() {
        let mut table = table(&[(Role::Data, "1"), (Role::Data, "2"), (Role::Data, "3")]);
        let edit = moved_rows(&table, &BTreeSet::from([1, 2]), false).unwrap();
        table.apply(edit);
        assert_eq!(typed(&table), ["2", "3", "1"]);
        assert!(moved_rows(&table, &BTreeSet::from([0, 1]), false).is_none());
        assert!(moved_rows(&table, &BTreeSet::from([2]), true).is_none());
    }
}
