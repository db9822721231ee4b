//! What the grid does to its table.

use super::measure::NARROWEST;
use super::state::Draft;
use super::{Action, Onward, Place, Selection, State};
use crate::domain::edit::{self, Edit};
use crate::domain::table::{Cell, Role, Table};

/// What its screen has to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Response {
    /// Nothing: only the selection or the draft is another one.
    Shown,
    Change(Edit),
    Undo,
    Redo,
}

impl State {
    /// The table is not changed here, only asked for new rows.
    pub fn respond(&mut self, action: Action, table: &mut Table) -> Response {
        match action {
            Action::Go { to, extend } => self.reach(to, extend),
            Action::Rows { to, extend } => self.reach_rows(to, extend, table),
            Action::Columns { to, extend } => self.reach_columns(to, extend, table),
            Action::SelectAll => {
                self.selection = Selection { anchor: last(table), head: Place::default() };
            }
            Action::Begin => self.begin(table),
            Action::Draft(text) => match &mut self.draft {
                Some(draft) => draft.text = text,
                None if table.rows.is_empty() || table.columns.is_empty() => {}
                None => self.draft = Some(Draft { text, by_typing: true }),
            },
            Action::Commit(onward) => return self.commit(onward, table),
            Action::Cancel => self.draft = None,
            Action::Clear => return change(self.cleared(table)),
            Action::Paste(text) => return self.pasted(&text, table),
            Action::InsertRow => return self.row_inserted(table),
            Action::RemoveRows => return change(Some(Edit::RemoveRows(self.selected_keys(table)))),
            Action::MoveRows { down } => return self.rows_moved(down, table),
            Action::MoveColumn { .. } | Action::Header { .. } => {}
            Action::Undo => return Response::Undo,
            Action::Redo => return Response::Redo,
            Action::Resize { column, width } => {
                if let Some(place) = self.widths.get_mut(column) {
                    *place = width.clamp(NARROWEST, 800.0);
                }
            }
        }
        Response::Shown
    }

    fn reach(&mut self, to: Place, extend: bool) {
        self.selection.head = to;
        if !extend {
            self.selection.anchor = to;
        }
    }

    fn reach_rows(&mut self, to: usize, extend: bool, table: &Table) {
        let from = if extend { self.selection.anchor.row } else { to };
        let anchor = Place { row: from, column: last(table).column };
        self.selection = Selection { anchor, head: Place { row: to, column: 0 } };
    }

    fn reach_columns(&mut self, to: usize, extend: bool, table: &Table) {
        let from = if extend { self.selection.anchor.column } else { to };
        let anchor = Place { row: last(table).row, column: from };
        self.selection = Selection { anchor, head: Place { row: 0, column: to } };
    }

    fn begin(&mut self, table: &Table) {
        let Place { row, column } = self.selection.head;
        if let Some(cell) = table.rows.get(row).and_then(|row| row.cells.get(column)) {
            self.draft = Some(Draft { text: cell.typed(), by_typing: false });
        }
    }

    fn commit(&mut self, onward: Onward, table: &Table) -> Response {
        let at = self.selection.head;
        let edit = self.draft.take().and_then(|draft| {
            let (row, column) = (table.rows.get(at.row)?, table.columns.get(at.column)?);
            let cell = Cell::parse(&draft.text, column.class);
            (row.cells[at.column] != cell).then(|| Edit::SetCells(vec![(row.key, at.column, cell)]))
        });
        self.go_on(onward, table);
        change(edit)
    }

    fn go_on(&mut self, onward: Onward, table: &Table) {
        let Place { row, column } = self.selection.head;
        let end = last(table);
        let to = match onward {
            Onward::Stay => return,
            Onward::Up => Place { row: row.saturating_sub(1), column },
            Onward::Down => Place { row: (row + 1).min(end.row), column },
            Onward::Left if column == 0 && row > 0 => Place { row: row - 1, column: end.column },
            Onward::Left => Place { row, column: column.saturating_sub(1) },
            Onward::Right if column == end.column && row < end.row => Place { row: row + 1, column: 0 },
            Onward::Right => Place { row, column: (column + 1).min(end.column) },
        };
        self.reach(to, false);
    }

    fn cleared(&self, table: &Table) -> Option<Edit> {
        let mut cells = Vec::new();
        for row in self.selection.rows().filter_map(|row| table.rows.get(row)) {
            for column in self.selection.columns() {
                if row.cells.get(column).is_some_and(|cell| *cell != Cell::Blank) {
                    cells.push((row.key, column, Cell::Blank));
                }
            }
        }
        (!cells.is_empty()).then_some(Edit::SetCells(cells))
    }

    fn pasted(&mut self, text: &str, table: &mut Table) -> Response {
        let mut block = edit::parse_block(text);
        let (rows, columns) = (self.selection.rows(), self.selection.columns());
        if let [line] = block.as_slice()
            && let [only] = line.as_slice()
        {
            // One cell fills all that is selected.
            block =
                vec![vec![only.clone(); columns.clone().count()]; rows.clone().count().min(table.rows.len().max(1))];
        }
        let (first, left) = (*rows.start(), *columns.start());
        let edit = edit::fill(table, first, left, &block);
        let wide = block.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let corner = Place {
            row: first + block.len().saturating_sub(1),
            column: (left + wide - 1).min(table.columns.len().saturating_sub(1)),
        };
        self.selection = Selection { anchor: corner, head: Place { row: first, column: left } };
        change(Some(edit))
    }

    fn row_inserted(&mut self, table: &mut Table) -> Response {
        let at = *self.selection.rows().start();
        let count = self.selection.rows().count().min(table.rows.len().max(1));
        let rows = (0..count).map(|nth| (at + nth, table.make_row(Role::Data, Vec::new(), None))).collect();
        change(Some(Edit::InsertRows(rows)))
    }

    fn rows_moved(&mut self, down: bool, table: &Table) -> Response {
        let Some(edit) = edit::moved_rows(table, &self.selected_rows(), down) else { return Response::Shown };
        for place in [&mut self.selection.anchor, &mut self.selection.head] {
            place.row = if down { place.row + 1 } else { place.row.saturating_sub(1) };
        }
        Response::Change(edit)
    }
}

fn last(table: &Table) -> Place {
    Place { row: table.rows.len().saturating_sub(1), column: table.columns.len().saturating_sub(1) }
}

fn change(edit: Option<Edit>) -> Response {
    edit.map_or(Response::Shown, Response::Change)
}
