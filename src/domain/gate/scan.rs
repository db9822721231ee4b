//! What the detector finds in a table: each cell is looked at once, whatever is asked of it afterwards.

use std::sync::Arc;

use super::memory::Memory;
use super::split;
use crate::domain::detect::{Detector, Hit};
use crate::domain::table::{Row, Table};

/// By the table's rows. Few cells hold anything personal, so only those are kept.
pub(super) struct Scan {
    rows: Vec<Arc<RowScan>>,
}

#[derive(Debug)]
pub(super) struct RowScan {
    hits: Vec<(usize, Vec<Hit>)>,
    /// The columns whose cells only together are an ID number.
    pub(super) pieces: Vec<usize>,
}

impl Scan {
    pub(super) fn of(table: &Table, memory: &mut Memory) -> Self {
        let Memory { detector, found, .. } = memory;
        let scan = |row: &Row| match found.get(&row.cells) {
            Some(known) => Arc::clone(known),
            None => {
                let scan = Arc::new(RowScan::of(row, detector));
                found.set(&row.cells, Arc::clone(&scan));
                scan
            }
        };
        let rows = table.rows.iter().map(scan).collect();
        found.sweep();
        Self { rows }
    }

    /// As many as the table has, in its order.
    pub(super) fn rows(&self) -> impl Iterator<Item = &RowScan> {
        self.rows.iter().map(Arc::as_ref)
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
