//! The table's column headers: levels, merged neighbours.

use serde_json::{Value, json};

use super::fonts::Face;
use super::rows::Spec;
use super::shape::Shaper;
use crate::domain::gate::PublicTable;

/// A header cell: where it begins, how far it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderCell {
    pub(super) text: String,
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) colspan: usize,
    pub(super) rowspan: usize,
}

/// The shown columns' headers as cells. Equal neighbours under the same cell are one; a label reaches down over the
/// blank or equal labels below it.
pub(super) fn cells(table: &PublicTable, specs: &[Spec]) -> Vec<HeaderCell> {
    let columns: Vec<Vec<&str>> = specs.iter().map(|spec| levels(&table.columns()[spec.source].header)).collect();
    let depth = columns.iter().map(Vec::len).max().unwrap_or(1);
    let mut cells = Vec::new();
    place(&columns, 0..columns.len(), 0, depth, &mut cells);
    cells
}

/// Without blank levels and without a label repeated below itself.
fn levels(header: &[String]) -> Vec<&str> {
    let mut levels: Vec<&str> = header.iter().map(|label| label.trim()).filter(|label| !label.is_empty()).collect();
    levels.dedup();
    if levels.is_empty() {
        levels.push("");
    }
    levels
}

fn place(columns: &[Vec<&str>], range: std::ops::Range<usize>, y: usize, depth: usize, cells: &mut Vec<HeaderCell>) {
    let mut x = range.start;
    while x < range.end {
        let Some(text) = columns[x].get(y) else {
            x += 1;
            continue;
        };
        let leaf = columns[x].len() == y + 1;
        // Two columns of the same name stay two; only what has something below it is merged.
        let colspan = if leaf {
            1
        } else {
            let same = |column: &&Vec<&str>| column.len() > y + 1 && column.get(y) == Some(text);
            columns[x..range.end].iter().take_while(same).count()
        };
        let rowspan = if leaf { depth - y } else { 1 };
        cells.push(HeaderCell { text: (*text).to_owned(), x, y, colspan, rowspan });
        place(columns, x..x + colspan, y + 1, depth, cells);
        x += colspan;
    }
}

pub(super) fn to_json(cells: &[HeaderCell], shaper: &mut Shaper) -> Value {
    cells
        .iter()
        .map(|cell| {
            let (text, _) = shaper.settable(&cell.text, Face::Bold);
            json!({ "text": text, "x": cell.x, "y": cell.y, "colspan": cell.colspan, "rowspan": cell.rowspan })
        })
        .collect()
}
