//! Every change goes through here: it is applied, remembered for undo, written, and shown on the page.

use iced::widget::operation::focus;

use super::sums::Sums;
use super::{Action, Change, GRID, State, Told};
use crate::domain::detect::Detector;
use crate::domain::edit::Edit;
use crate::domain::gate;
use crate::domain::mask;
use crate::domain::notice::Content;
use crate::domain::table::{Cell, Table};
use crate::ui::widget::grid;

impl State {
    pub(super) fn grid_acted(&mut self, action: grid::Action) -> Action {
        use grid::Action::{InsertRow, MoveRows, RemoveRows};
        // Above the table there is a button for each, which takes the keyboard: it goes back to the cells.
        let has_button = matches!(action, InsertRow | RemoveRows | MoveRows { .. });
        let row = self.grid.selection().head.row;
        match self.grid.respond(action, &mut self.content.table) {
            grid::Response::Shown => {}
            grid::Response::Change(edit) => self.edit(edit),
            grid::Response::Undo => self.undo(),
            grid::Response::Redo => self.redo(),
        }
        let head = self.grid.selection().head;
        self.columns.fit(&self.content.table, head.column);
        if head.row != row {
            self.follow();
        }
        if has_button { Action::Run(focus(GRID)) } else { Action::None }
    }

    /// A change of the table by the clerk. Personal numbers are masked before they are anywhere else.
    pub(super) fn edit(&mut self, edit: Edit) {
        let edit = self.screened(edit);
        let inverse = self.apply(Change::Table(edit));
        self.history.record(inverse);
    }

    /// The change without the personal numbers in it; the clerk is told of them.
    pub(super) fn screened(&mut self, edit: Edit) -> Edit {
        let mut detector = Detector::new(&self.office);
        detector.own(&self.content.telephone);
        let mut masked = 0;
        let edit = screened(edit, &detector, &mut masked);
        if masked > 0 {
            self.told = Some(Told::Masked(masked));
        }
        edit
    }

    /// A change of the fields: `place` names the field, so that what is typed into it in one go is one step.
    pub(super) fn change_fields(&mut self, place: u64, change: impl FnOnce(&mut Content)) {
        let before = self.fields_only();
        change(&mut self.content);
        let after = self.fields_only();
        if before == after {
            return;
        }
        self.history.record_typing(place, Change::Fields(Box::new(before)));
        self.saving.fields();
        self.preview.fall_behind();
        self.press.fields(after);
    }

    /// A table and the fields that came with it, as one step.
    pub(super) fn replace_all(&mut self, table: Table, fields: Content) {
        let changes = vec![Change::Table(Edit::Replace(Box::new(table))), Change::Fields(Box::new(fields))];
        let inverse = self.apply(Change::All(changes));
        self.history.record(inverse);
    }

    pub(super) fn undo(&mut self) {
        let mut history = std::mem::take(&mut self.history);
        history.undo(|change| self.apply(change));
        self.history = history;
    }

    pub(super) fn redo(&mut self) {
        let mut history = std::mem::take(&mut self.history);
        history.redo(|change| self.apply(change));
        self.history = history;
    }

    /// Makes a change and returns how to take it back.
    pub(super) fn apply(&mut self, change: Change) -> Change {
        self.preview.fall_behind();
        match change {
            Change::Table(edit) => {
                self.press.edit(edit.clone());
                let applied = self.content.table.apply(edit);
                self.grid.fit(&self.content.table);
                self.sums = Sums::of(&self.content.table);
                self.columns.fit(&self.content.table, self.grid.selection().head.column);
                self.saving.touched(applied.touched);
                self.see_order();
                Change::Table(applied.inverse)
            }
            Change::All(changes) => {
                let mut inverses: Vec<Change> = changes.into_iter().map(|change| self.apply(change)).collect();
                inverses.reverse();
                Change::All(inverses)
            }
            Change::Fields(fields) => {
                let before = self.fields_only();
                let table = std::mem::take(&mut self.content.table);
                self.content = Content { table, ..*fields };
                self.fields.show(&self.content);
                self.blocks.show(&self.content);
                self.look.show(self.content.look.paper);
                self.saving.fields();
                self.press.fields(self.fields_only());
                Change::Fields(Box::new(before))
            }
        }
    }

    /// The content without its table, which may be long.
    pub(super) fn fields_only(&self) -> Content {
        let Content {
            title,
            intro,
            table: _,
            unit,
            blocks,
            pictures,
            notes,
            signatures,
            telephone,
            issuer,
            date,
            period,
            look,
        } = &self.content;
        Content {
            title: title.clone(),
            intro: intro.clone(),
            table: Table::default(),
            unit: unit.clone(),
            blocks: blocks.clone(),
            pictures: pictures.clone(),
            notes: notes.clone(),
            signatures: signatures.clone(),
            telephone: telephone.clone(),
            issuer: issuer.clone(),
            date: *date,
            period: *period,
            look: look.clone(),
        }
    }
}

/// The change with every personal number in it masked.
fn screened(edit: Edit, detector: &Detector, masked: &mut usize) -> Edit {
    match edit {
        Edit::SetCells(mut cells) => {
            cells.iter_mut().for_each(|(_, _, cell)| screen(cell, detector, masked));
            Edit::SetCells(cells)
        }
        Edit::InsertRows(mut rows) => {
            *masked += rows.iter_mut().map(|(_, row)| gate::empty_pieces(row)).sum::<usize>();
            rows.iter_mut().flat_map(|(_, row)| &mut row.cells).for_each(|cell| screen(cell, detector, masked));
            Edit::InsertRows(rows)
        }
        Edit::All(edits) => Edit::All(edits.into_iter().map(|edit| screened(edit, detector, masked)).collect()),
        other => other,
    }
}

fn screen(cell: &mut Cell, detector: &Detector, masked: &mut usize) {
    let hits: Vec<_> = detector.cell(cell).into_iter().filter(|hit| hit.kind.is_number()).collect();
    if !hits.is_empty() {
        *cell = Cell::Text(mask::hide(&cell.typed(), &hits));
        *masked += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::office::Office;
    use crate::domain::table::RowKey;

    #[test]
    fn an_id_number_typed_into_a_cell_is_masked_before_it_is_anywhere() {
        let detector = Detector::new(&Office::default());
        let mut masked = 0;
        let typed = Cell::text("11010519491231002X");
        let edit = Edit::All(vec![Edit::SetCells(vec![(RowKey::from_stored(0), 0, typed)])]);
        let screened = format!("{:?}", screened(edit, &detector, &mut masked));
        assert_eq!(masked, 1);
        assert!(!screened.contains("19491231"));
    }
}
