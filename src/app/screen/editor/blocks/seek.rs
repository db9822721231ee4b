//! The way to a cell of a further table: from what was found, from a search, from a person's name.

use iced::Task;
use iced::widget::operation::{self, AbsoluteOffset};

use super::super::press::Places;
use super::super::{Action, State, Tab};
use super::Panel;
use crate::domain::block::{Block, BlockKey, Place};
use crate::domain::table::{Cell, Class, RowKey, Table};
use crate::ui::theme;
use crate::ui::widget::grid::{self, Selection};

/// The id of the list of blocks.
pub(super) const LIST: &str = "editor-blocks";
/// The id of the open table's grid.
pub(super) const GRID: &str = "editor-block-grid";

impl Panel {
    /// Cells of further tables that something was found in.
    pub(in crate::app::screen::editor) fn mark(&mut self, places: Places) {
        self.marks = places;
    }
}

impl State {
    /// The further table of that block; the main one where none is named.
    pub(in crate::app::screen::editor) fn table_of(&self, block: Option<BlockKey>) -> Option<&Table> {
        let Some(key) = block else { return Some(&self.content.table) };
        let found = self.content.blocks.iter().find(|block| block.key == key);
        found.and_then(Block::further).map(|further| &further.table)
    }

    /// Opens the table and selects the cell in it.
    pub(in crate::app::screen::editor) fn seek_further(&mut self, key: BlockKey, row: RowKey, column: usize) -> Action {
        let Some(row) = self.table_of(Some(key)).and_then(|table| table.position(row)) else { return Action::None };
        self.tab = Tab::Content;
        self.fields.foot = false;
        self.history.settle();
        self.blocks.begin(key, &self.content);
        self.blocks.grid.select(Selection::at(grid::Place { row, column }));
        let offset = AbsoluteOffset { x: None, y: Some(self.above_in_list(key)) };
        Action::Run(Task::batch([operation::scroll_to(LIST, offset), operation::focus(GRID)]))
    }

    /// What stands above a block in the list while the block is the open one: a line each for the others and the main table.
    fn above_in_list(&self, key: BlockKey) -> f32 {
        let blocks = &self.content.blocks;
        let of = |place: Place| blocks.iter().filter(move |block| block.place == place);
        let mut lines = of(Place::Above).map(Some).chain([None]).chain(of(Place::Below).map(Some));
        let at = lines.position(|block| block.is_some_and(|block| block.key == key)).unwrap_or_default();
        at as f32 * (theme::ROW_HEIGHT + theme::TIGHT)
    }

    /// Row and column of the selected cell of the open table, counted from 0.
    #[cfg(test)]
    pub(in crate::app::screen::editor) fn selected_beside(&self) -> Option<(usize, usize)> {
        let grid::Place { row, column } = self.blocks.grid.selection().head;
        self.blocks.open.map(|_| (row, column))
    }

    /// The name in the selected cell of the open table.
    pub(in crate::app::screen::editor) fn person_beside(&self) -> Option<&str> {
        let table = self.table_of(Some(self.blocks.open?))?;
        name_at(table, self.blocks.grid.selection().head)
    }
}

/// The name in a cell of names.
pub(in crate::app::screen::editor) fn name_at(table: &Table, place: grid::Place) -> Option<&str> {
    let is_name = table.columns.get(place.column)?.class == Class::Name;
    match table.rows.get(place.row)?.cells.get(place.column)? {
        Cell::Text(name) if is_name && !name.trim().is_empty() => Some(name.trim()),
        _ => None,
    }
}
