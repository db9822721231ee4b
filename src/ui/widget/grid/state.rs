//! What the grid remembers between frames and its screen has to know.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::measure;
use crate::domain::edit;
use crate::domain::table::{RowKey, Table};

/// A cell by its place in the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub row: usize,
    pub column: usize,
}

/// From the cell it began in to the one that is worked on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    pub anchor: Place,
    pub head: Place,
}

#[derive(Debug, Clone, Default)]
pub struct State {
    pub(super) selection: Selection,
    pub(super) draft: Option<Draft>,
    pub(super) widths: Vec<f32>,
    /// The widths were found without a row: the first rows that come decide anew.
    pub(super) unfilled: bool,
}

/// A cell being edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) text: String,
    /// Opened by typing over the cell: the arrows leave it, as they would before.
    pub(super) by_typing: bool,
}

impl Selection {
    pub fn at(place: Place) -> Self {
        Self { anchor: place, head: place }
    }

    pub fn rows(&self) -> RangeInclusive<usize> {
        self.anchor.row.min(self.head.row)..=self.anchor.row.max(self.head.row)
    }

    pub fn columns(&self) -> RangeInclusive<usize> {
        self.anchor.column.min(self.head.column)..=self.anchor.column.max(self.head.column)
    }
}

impl State {
    /// A grid for the table, with columns as wide as their content asks for.
    pub fn new(table: &Table) -> Self {
        let (widths, unfilled) = (measure::widths(table), table.rows.is_empty());
        Self { selection: Selection::default(), draft: None, widths, unfilled }
    }

    pub fn selection(&self) -> Selection {
        self.selection
    }

    pub fn select(&mut self, selection: Selection) {
        self.selection = selection;
    }

    /// What is typed into the cell being edited.
    pub fn draft(&self) -> Option<&str> {
        self.draft.as_ref().map(|draft| draft.text.as_str())
    }

    pub(super) fn is_typed_over(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.by_typing)
    }

    pub(super) fn widths(&self) -> &[f32] {
        &self.widths
    }

    /// After the table changed: the selection stays within it, and columns that came get a width.
    pub fn fit(&mut self, table: &Table) {
        if self.widths.len() != table.columns.len() || (self.unfilled && !table.rows.is_empty()) {
            self.widths = measure::widths(table);
            self.unfilled = table.rows.is_empty();
        }
        let within = |place: Place| Place {
            row: place.row.min(table.rows.len().saturating_sub(1)),
            column: place.column.min(table.columns.len().saturating_sub(1)),
        };
        self.selection = Selection { anchor: within(self.selection.anchor), head: within(self.selection.head) };
    }

    /// The keys of the selected rows.
    pub fn selected_keys(&self, table: &Table) -> Vec<RowKey> {
        let rows = self.selection.rows().filter_map(|row| table.rows.get(row));
        rows.map(|row| row.key).collect()
    }

    pub(super) fn selected_rows(&self) -> BTreeSet<usize> {
        self.selection.rows().collect()
    }

    /// The selected cells as a spreadsheet puts them on the clipboard.
    pub(super) fn copied(&self, table: &Table) -> String {
        let rows = self.selection.rows().filter_map(|row| table.rows.get(row));
        let typed = rows.map(|row| {
            self.selection.columns().filter_map(|column| row.cells.get(column)).map(|cell| cell.typed()).collect()
        });
        edit::write_block(&typed.collect::<Vec<Vec<String>>>())
    }
}
