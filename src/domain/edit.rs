//! Editing a table: every change is a value that can be applied, undone and saved on its own.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::table::{Cell, Column, Role, Row, RowKey, Table};

mod arrange;
mod block;
mod header;
mod history;

pub use arrange::{moved_rows, renumbered, sorted, sorted_by};
pub use block::{fill, parse_block, write_block};
pub use header::{header_merged, header_over, header_renamed, header_split};
pub use history::History;

/// One change to a table. What names a row or column that is not there is left undone.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    SetCells(Vec<(RowKey, usize, Cell)>),
    SetRoles(Vec<(RowKey, Role)>),
    /// Rows with the places they have once all are in, ascending.
    InsertRows(Vec<(usize, Row)>),
    RemoveRows(Vec<RowKey>),
    /// The new order of the rows, by moving or sorting; rows not named follow in the order they had.
    Reorder(Vec<RowKey>),
    /// A column and its cells in the order of the rows; cells that are missing are blank.
    InsertColumn(usize, Column, Vec<Cell>),
    RemoveColumn(usize),
    /// For each place the column that stands there now; not a permutation: nothing happens.
    ReorderColumns(Vec<usize>),
    /// Renames, aligns, hides or classes a column.
    SetColumn(usize, Column),
    /// Another table in its place, as an import brings it.
    Replace(Box<Table>),
    /// Several as one, in order.
    All(Vec<Edit>),
}

/// What a change did.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// Takes the change back.
    pub inverse: Edit,
    pub touched: Touched,
}

/// What has to be written for a change to be kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    pub rows: BTreeSet<RowKey>,
    /// Rows came, went or moved, or the columns changed: the table is written whole.
    pub structure: bool,
}

impl Touched {
    pub fn is_empty(&self) -> bool {
        !self.structure && self.rows.is_empty()
    }

    pub fn absorb(&mut self, other: Self) {
        self.rows.extend(other.rows);
        self.structure |= other.structure;
    }

    fn whole() -> Self {
        Self { rows: BTreeSet::new(), structure: true }
    }
}

impl Table {
    /// Makes the change and says how to take it back.
    pub fn apply(&mut self, edit: Edit) -> Applied {
        match edit {
            Edit::SetCells(cells) => set_cells(self, cells),
            Edit::SetRoles(roles) => set_roles(self, roles),
            Edit::InsertRows(rows) => insert_rows(self, rows),
            Edit::RemoveRows(keys) => remove_rows(self, &keys),
            Edit::Reorder(order) => reorder(self, &order),
            Edit::InsertColumn(at, column, cells) => insert_column(self, at, column, cells),
            Edit::RemoveColumn(at) => remove_column(self, at),
            Edit::ReorderColumns(order) => reorder_columns(self, &order),
            Edit::SetColumn(at, column) => set_column(self, at, column),
            Edit::Replace(table) => {
                let before = std::mem::replace(self, *table);
                whole(Edit::Replace(Box::new(before)))
            }
            Edit::All(edits) => all(self, edits),
        }
    }
}

fn whole(inverse: Edit) -> Applied {
    Applied { inverse, touched: Touched::whole() }
}

fn nothing() -> Applied {
    Applied { inverse: Edit::All(Vec::new()), touched: Touched::default() }
}

/// Where the rows stand. A few keys are looked up one by one, many through a map of the whole table.
fn positions(table: &Table, keys: impl ExactSizeIterator<Item = RowKey>) -> HashMap<RowKey, usize> {
    if keys.len() <= 4 {
        return keys.filter_map(|key| Some((key, table.position(key)?))).collect();
    }
    let wanted: HashSet<RowKey> = keys.collect();
    let rows = table.rows.iter().enumerate();
    rows.filter(|(_, row)| wanted.contains(&row.key)).map(|(at, row)| (row.key, at)).collect()
}

fn set_cells(table: &mut Table, cells: Vec<(RowKey, usize, Cell)>) -> Applied {
    let at = positions(table, cells.iter().map(|(key, ..)| *key));
    let mut before = Vec::with_capacity(cells.len());
    let mut touched = Touched::default();
    for (key, column, cell) in cells {
        let Some(place) = at.get(&key).and_then(|at| table.rows[*at].cells.get_mut(column)) else { continue };
        before.push((key, column, std::mem::replace(place, cell)));
        touched.rows.insert(key);
    }
    // A cell set twice gets its first value back only when the last change is taken back first.
    before.reverse();
    Applied { inverse: Edit::SetCells(before), touched }
}

fn set_roles(table: &mut Table, roles: Vec<(RowKey, Role)>) -> Applied {
    let at = positions(table, roles.iter().map(|(key, _)| *key));
    let mut before = Vec::with_capacity(roles.len());
    let mut touched = Touched::default();
    for (key, role) in roles {
        let Some(at) = at.get(&key) else { continue };
        before.push((key, std::mem::replace(&mut table.rows[*at].role, role)));
        touched.rows.insert(key);
    }
    before.reverse();
    Applied { inverse: Edit::SetRoles(before), touched }
}

fn insert_rows(table: &mut Table, mut rows: Vec<(usize, Row)>) -> Applied {
    let width = table.columns.len();
    let present: HashSet<RowKey> = table.rows.iter().map(|row| row.key).collect();
    rows.retain(|(_, row)| !present.contains(&row.key));
    let keys = rows.iter().map(|(_, row)| row.key).collect();
    let mut standing = std::mem::take(&mut table.rows).into_iter();
    let mut merged = Vec::with_capacity(standing.len() + rows.len());
    for (at, mut row) in rows {
        merged.extend(standing.by_ref().take(at.saturating_sub(merged.len())));
        row.cells.resize(width, Cell::Blank);
        table.reserve_key(row.key);
        merged.push(row);
    }
    merged.extend(standing);
    table.rows = merged;
    whole(Edit::RemoveRows(keys))
}

fn remove_rows(table: &mut Table, keys: &[RowKey]) -> Applied {
    let leaving: HashSet<RowKey> = keys.iter().copied().collect();
    let mut gone = Vec::with_capacity(keys.len());
    let mut kept = Vec::with_capacity(table.rows.len());
    for (at, row) in std::mem::take(&mut table.rows).into_iter().enumerate() {
        if leaving.contains(&row.key) { gone.push((at, row)) } else { kept.push(row) }
    }
    table.rows = kept;
    whole(Edit::InsertRows(gone))
}

fn reorder(table: &mut Table, order: &[RowKey]) -> Applied {
    let before = table.rows.iter().map(|row| row.key).collect();
    let place: HashMap<RowKey, usize> = order.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    table.rows.sort_by_key(|row| place.get(&row.key).copied().unwrap_or(usize::MAX));
    whole(Edit::Reorder(before))
}

fn insert_column(table: &mut Table, at: usize, column: Column, cells: Vec<Cell>) -> Applied {
    let at = at.min(table.columns.len());
    table.columns.insert(at, column);
    let mut cells = cells.into_iter();
    for row in &mut table.rows {
        row.cells.insert(at, cells.next().unwrap_or_default());
    }
    whole(Edit::RemoveColumn(at))
}

fn remove_column(table: &mut Table, at: usize) -> Applied {
    if at >= table.columns.len() {
        return nothing();
    }
    let column = table.columns.remove(at);
    let cells = table.rows.iter_mut().map(|row| row.cells.remove(at)).collect();
    whole(Edit::InsertColumn(at, column, cells))
}

fn reorder_columns(table: &mut Table, order: &[usize]) -> Applied {
    let mut inverse = vec![usize::MAX; table.columns.len()];
    for (to, from) in order.iter().enumerate() {
        if let Some(place) = inverse.get_mut(*from) {
            *place = to;
        }
    }
    if order.len() != inverse.len() || inverse.contains(&usize::MAX) {
        return nothing();
    }
    table.columns = order.iter().map(|from| table.columns[*from].clone()).collect();
    for row in &mut table.rows {
        row.cells = order.iter().map(|from| std::mem::take(&mut row.cells[*from])).collect();
    }
    whole(Edit::ReorderColumns(inverse))
}

fn set_column(table: &mut Table, at: usize, column: Column) -> Applied {
    let Some(place) = table.columns.get_mut(at) else { return nothing() };
    let before = std::mem::replace(place, column);
    whole(Edit::SetColumn(at, before))
}

fn all(table: &mut Table, edits: Vec<Edit>) -> Applied {
    let mut inverse = Vec::with_capacity(edits.len());
    let mut touched = Touched::default();
    for edit in edits {
        let applied = table.apply(edit);
        inverse.push(applied.inverse);
        touched.absorb(applied.touched);
    }
    inverse.reverse();
    Applied { inverse: Edit::All(inverse), touched }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::table::Class;

    fn table(columns: usize, rows: usize) -> Table {
        let mut table = Table::new((0..columns).map(|at| Column::new(format!("列{at}"), Class::Text)).collect());
        for row in 0..rows {
            let cells = (0..columns).map(|column| Cell::text(format!("{row}-{column}"))).collect();
            table.push(Role::Data, cells, None);
        }
        table
    }

    fn some_key() -> impl Strategy<Value = RowKey> {
        (0_u32..12).prop_map(RowKey::from_stored)
    }

    fn some_cell() -> impl Strategy<Value = Cell> {
        prop_oneof![Just(Cell::Blank), "[a-z]{1,3}".prop_map(Cell::Text)]
    }

    fn some_rows() -> impl Strategy<Value = Vec<(usize, Row)>> {
        proptest::collection::vec((0_usize..12, some_cell()), 0..4).prop_map(|rows| {
            let mut rows: Vec<_> = rows
                .into_iter()
                .enumerate()
                .map(|(nth, (at, cell))| {
                    let key = RowKey::from_stored(100 + u32::try_from(nth).unwrap());
                    (at, Row { key, role: Role::Data, cells: vec![cell].into(), source: None })
                })
                .collect();
            rows.sort_by_key(|(at, _)| *at);
            rows
        })
    }

    fn some_edit() -> impl Strategy<Value = Edit> {
        let leaf = prop_oneof![
            proptest::collection::vec((some_key(), 0_usize..5, some_cell()), 0..8).prop_map(Edit::SetCells),
            proptest::collection::vec((some_key(), Just(Role::Total)), 0..3).prop_map(Edit::SetRoles),
            some_rows().prop_map(Edit::InsertRows),
            proptest::collection::vec(some_key(), 0..6).prop_map(Edit::RemoveRows),
            proptest::collection::vec(some_key(), 0..12).prop_map(Edit::Reorder),
            (0_usize..6, proptest::collection::vec(some_cell(), 0..12)).prop_map(|(at, cells)| Edit::InsertColumn(
                at,
                Column::new("新", Class::Text),
                cells
            )),
            (0_usize..6).prop_map(Edit::RemoveColumn),
            Just((0..4).collect::<Vec<_>>()).prop_shuffle().prop_map(Edit::ReorderColumns),
            (0_usize..6).prop_map(|at| Edit::SetColumn(at, Column::new("改", Class::Amount))),
            Just(Edit::Replace(Box::new(table(2, 3)))),
        ];
        leaf.prop_recursive(2, 8, 4, |inner| proptest::collection::vec(inner, 0..4).prop_map(Edit::All))
    }

    proptest! {
        #[test]
        fn every_change_can_be_taken_back_and_made_again(edits in proptest::collection::vec(some_edit(), 1..6)) {
            let before = table(4, 8);
            let mut edited = before.clone();
            let back: Vec<Edit> = edits.iter().map(|edit| edited.apply(edit.clone()).inverse).collect();
            let after = edited.clone();
            let forth: Vec<Edit> = back.into_iter().rev().map(|edit| edited.apply(edit).inverse).collect();
            prop_assert_eq!(&edited.rows, &before.rows);
            prop_assert_eq!(&edited.columns, &before.columns);
            for edit in forth.into_iter().rev() {
                edited.apply(edit);
            }
            prop_assert_eq!(edited.rows, after.rows);
            prop_assert_eq!(edited.columns, after.columns);
        }

        #[test]
        fn rows_stay_as_wide_as_the_table_and_keys_stay_unique(edits in proptest::collection::vec(some_edit(), 1..6)) {
            let mut table = table(4, 8);
            for edit in edits {
                table.apply(edit);
            }
            let fresh = table.make_row(Role::Data, Vec::new(), None);
            let keys: HashSet<RowKey> = table.rows.iter().map(|row| row.key).collect();
            prop_assert!(!keys.contains(&fresh.key));
            prop_assert_eq!(keys.len(), table.rows.len());
            prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        }
    }

    #[test]
    fn one_cell_touches_one_row_and_leaves_the_structure() {
        let mut table = table(2, 3);
        let key = table.rows[1].key;
        let applied = table.apply(Edit::SetCells(vec![(key, 0, Cell::text("改"))]));
        assert_eq!(applied.touched, Touched { rows: BTreeSet::from([key]), structure: false });
    }

    #[test]
    fn a_removed_row_has_to_be_written_as_structure() {
        let mut table = table(2, 3);
        let key = table.rows[1].key;
        assert!(table.apply(Edit::RemoveRows(vec![key])).touched.structure);
        assert_eq!(table.rows.len(), 2);
    }
}
