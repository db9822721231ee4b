//! The columns that are on the page, and how their cells stand.

use super::cells::Format;
use crate::domain::gate::PublicTable;
use crate::domain::gate::shown::merges;
use crate::domain::table::{Align, Cell, Class, Role};

/// A column that is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Spec {
    /// Its place in the table.
    pub(super) source: usize,
    pub(super) class: Class,
    pub(super) align: Align,
    pub(super) format: Format,
    /// 其中： rows are set in by two characters here.
    pub(super) indents: bool,
    /// No more characters of a cell are set.
    pub(super) longest: usize,
    /// Equal cells under each other are one.
    pub(super) merged: bool,
}

/// No more characters of a cell are set: a page full of them.
pub(super) const LONGEST_CELL: usize = 16_384;

/// The columns that are shown, `left_out` being the one that became headings.
pub(super) fn specs(table: &PublicTable, left_out: Option<usize>) -> Vec<Spec> {
    let longest = longest_cell(table);
    let mut indented = false;
    let mut specs = Vec::new();
    for (source, column) in table.columns().iter().enumerate() {
        if column.hidden || Some(source) == left_out {
            continue;
        }
        let indents = !indented && matches!(column.class, Class::Text | Class::Name | Class::Address | Class::Group);
        indented |= indents;
        let format = Format::of(table, source, column);
        let align = if is_short(table, source) { Align::Centre } else { column.alignment() };
        let merged = merges(column);
        specs.push(Spec { source, class: column.class, align, format, indents, longest, merged });
    }
    specs
}

/// So many characters of a cell are set that a table of cells which each fill a book does not fill the memory. In steps,
/// because a row more must not have all others set again.
fn longest_cell(table: &PublicTable) -> usize {
    /// A list of 50,000 households has fewer characters.
    const ROOMY: usize = 4_000_000;
    /// For all cells together of a table that has more.
    const BUDGET: usize = 2_000_000;
    /// No remark in a list is longer.
    const LEAST: usize = 256;
    let length = |cell: &Cell| if let Cell::Text(text) = cell { text.len() / 3 } else { 0 };
    let mut whole = 0_usize;
    let mut cells = 1_usize;
    for row in table.rows() {
        whole += row.cells.iter().map(length).sum::<usize>();
        cells += row.cells.len();
    }
    if whole <= ROOMY { LONGEST_CELL } else { 1 << (BUDGET / cells).clamp(LEAST, LONGEST_CELL).ilog2() }
}

/// Words as short as 男 or 主任 stand under the middle of their header, unless the clerk set them otherwise.
fn is_short(table: &PublicTable, source: usize) -> bool {
    const SHORT: usize = 6;
    let column = &table.columns()[source];
    if column.class != Class::Text || column.align.is_some() {
        return false;
    }
    let mut said = false;
    for row in table.rows().iter().filter(|row| matches!(row.role, Role::Data | Role::Part)) {
        match row.cells.get(source) {
            Some(Cell::Text(text)) if !text.trim().is_empty() => {
                // Figures are half as wide: 80—89周岁
                let width = text.trim().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
                if row.role == Role::Part || width > 2 * SHORT {
                    return false;
                }
                said = true;
            }
            _ => {}
        }
    }
    said
}
