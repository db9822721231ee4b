//! What the detector finds in a table: each cell is looked at once, whatever is asked of it afterwards.

use super::split;
use crate::domain::detect::{Detector, Hit};
use crate::domain::table::{Row, Table};

/// By the table's rows. Few cells hold anything personal, so only those are kept.
pub(super) struct Scan {
    rows: Vec<RowScan>,
}

pub(super) struct RowScan {
    hits: Vec<(usize, Vec<Hit>)>,
    /// The columns whose cells only together are an ID number.
    pub(super) pieces: Vec<usize>,
}

impl Scan {
    pub(super) fn of(table: &Table, detector: &Detector) -> Self {
        Self { rows: table.rows.iter().map(|row| RowScan::of(row, detector)).collect() }
    }

    /// As many as the table has, in its order.
    pub(super) fn rows(&self) -> &[RowScan] {
        &self.rows
    }
}

impl RowScan {
    fn of(row: &Row, detector: &Detector) -> Self {
        let found = row.cells.iter().map(|cell| detector.cell(cell)).enumerate();
        Self { hits: found.filter(|(_, hits)| !hits.is_empty()).collect(), pieces: split::pieces(row) }
    }

    /// What the cell in that column holds.
    pub(super) fn hits(&self, at: usize) -> &[Hit] {
        self.hits.iter().find(|(column, _)| *column == at).map_or(&[], |(_, hits)| hits)
    }
}
