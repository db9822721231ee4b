//! A list set in blocks side by side to save paper (序号 姓名 金额 | 序号 姓名 金额) is one list.

use std::collections::HashMap;

use crate::domain::table::{Cell, Class, Role};
use crate::intake::sheet::{Sheet, SheetRow};

use super::grid::filled;
use super::{Place, has_class};

/// Blocks that a page is wide enough for.
const MAX_BLOCKS: usize = 8;

/// The sheet with its blocks one below the other.
pub(in crate::intake) struct Unfolded {
    pub(in crate::intake) sheet: Sheet,
    /// The file's row for each row of the sheet under the header.
    pub(in crate::intake) sources: HashMap<u32, u32>,
}

/// The columns of the sheet, 0-based, that each block has.
type Blocks = Vec<Vec<usize>>;

/// `None` where the table stands in one block.
pub(in crate::intake) fn unfold(place: &Place) -> Option<Unfolded> {
    let blocks = blocks(place)?;
    let rows = &place.sheet.rows;
    let start = rows.partition_point(|row| row.number < place.header_row + place.header_depth);
    let last = place.rows.iter().rev().find(|(_, role)| *role == Role::Data).map(|(at, _)| *at)?;
    let totals: Vec<usize> =
        place.rows.iter().filter(|(at, role)| *at > last && is_sum(*role)).map(|(at, _)| *at).collect();
    let list = &rows[start..=last];
    let mut sheet = Sheet { rows: head(place, &blocks, start), uncalculated: 0, ..place.sheet.clone() };
    let mut out = Writer { sheet: &mut sheet, sources: HashMap::new(), next: place.header_row + place.header_depth };
    if is_across(place, &blocks, list) {
        for row in list {
            blocks.iter().for_each(|block| out.put(row, part(row, &blocks[0], block)));
        }
    } else {
        for block in &blocks {
            list.iter().for_each(|row| out.put(row, part(row, &blocks[0], block)));
            for row in totals.iter().map(|at| &rows[*at]).filter(|row| sums_each(row, &blocks)) {
                out.put(row, with_label(row, part(row, &blocks[0], block)));
            }
        }
    }
    for (at, row) in rows.iter().enumerate().skip(last + 1) {
        if !totals.contains(&at) {
            out.put(row, row.cells.clone());
        } else if !sums_each(row, &blocks) {
            out.put(row, together(row, &blocks));
        }
    }
    let sources = out.sources;
    sheet.merges.retain(|span| span.last_row < place.header_row + place.header_depth);
    Some(Unfolded { sheet, sources })
}

fn is_sum(role: Role) -> bool {
    matches!(role, Role::Total | Role::Subtotal)
}

/// The same headers two times or more, among them 序号 or a name.
fn blocks(place: &Place) -> Option<Blocks> {
    let columns = &place.columns;
    let person = |class| columns.iter().any(|column| has_class(&column.levels, class));
    if place.header_depth == 0 || !(person(Class::Serial) || person(Class::Name)) {
        return None;
    }
    let count = (2..=MAX_BLOCKS.min(columns.len() / 2)).rev().find(|count| {
        let width = columns.len() / count;
        let same = |chunk: &[_]| {
            let first = columns[..width].iter().map(|column: &super::PlacedColumn| &column.levels);
            chunk.iter().map(|column: &super::PlacedColumn| &column.levels).eq(first)
        };
        columns.len().is_multiple_of(*count) && columns.chunks(width).all(same)
    })?;
    let indices = |chunk: &[super::PlacedColumn]| chunk.iter().map(|column| column.index as usize).collect();
    Some(columns.chunks(columns.len() / count).map(indices).collect())
}

/// All rows above the list, the header without the further blocks.
fn head(place: &Place, blocks: &Blocks, start: usize) -> Vec<SheetRow> {
    let end = blocks[1].first().copied().unwrap_or_default();
    let header = place.sheet.rows[..start].iter().cloned().map(|mut row| {
        if row.number >= place.header_row {
            row.cells.truncate(end);
        }
        row
    });
    header.collect()
}

/// Is the numbering 1 | 2 over 3 | 4, and not 1 | 3 over 2 | 4?
fn is_across(place: &Place, blocks: &Blocks, list: &[SheetRow]) -> bool {
    let Some(at) = place.columns.iter().take(blocks[0].len()).position(|c| has_class(&c.levels, Class::Serial)) else {
        return false;
    };
    let serial = |row: &SheetRow, block: &[usize]| row.cells.get(block[at]).and_then(|cell| cell.typed().parse().ok());
    let first: Option<(u32, u32)> =
        list.first().and_then(|row| Some((serial(row, &blocks[0])?, serial(row, &blocks[1])?)));
    list.len() > 1 && first.is_some_and(|(left, right)| right == left + 1)
}

/// A block's cells of a row, where those of the first block stand.
fn part(row: &SheetRow, first: &[usize], block: &[usize]) -> Vec<Cell> {
    let mut cells = vec![Cell::Blank; first.last().map_or(0, |last| last + 1)];
    for (to, from) in first.iter().zip(block) {
        if let Some(cell) = row.cells.get(*from) {
            cells[*to] = cell.clone();
        }
    }
    cells
}

/// Does a 合计 row hold a figure in more than one block, so that each block is summed by itself?
fn sums_each(row: &SheetRow, blocks: &Blocks) -> bool {
    let has_number = |block: &&Vec<usize>| block.iter().any(|at| matches!(row.cells.get(*at), Some(Cell::Number(_))));
    blocks.iter().filter(has_number).count() > 1
}

/// 合计 stands in the first block only.
fn with_label(row: &SheetRow, mut cells: Vec<Cell>) -> Vec<Cell> {
    let label = filled(row).next().map(|(_, cell)| cell.clone());
    if let (Some(first), Some(label)) = (cells.first_mut().filter(|cell| cell.is_blank()), label) {
        *first = label;
    }
    cells
}

/// A row that sums up the whole list, whichever block its figures stand in.
fn together(row: &SheetRow, blocks: &Blocks) -> Vec<Cell> {
    let mut cells = part(row, &blocks[0], &blocks[0]);
    for block in &blocks[1..] {
        for (cell, other) in cells.iter_mut().zip(part(row, &blocks[0], block)) {
            if cell.is_blank() {
                *cell = other;
            }
        }
    }
    cells
}

struct Writer<'s> {
    sheet: &'s mut Sheet,
    sources: HashMap<u32, u32>,
    next: u32,
}

impl Writer<'_> {
    fn put(&mut self, row: &SheetRow, cells: Vec<Cell>) {
        if cells.iter().all(Cell::is_blank) {
            return;
        }
        self.sheet.rows.push(SheetRow { number: self.next, hidden: row.hidden, cells });
        self.sources.insert(self.next, row.number);
        self.next += 1;
    }
}
