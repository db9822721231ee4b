//! The header: where it starts, how many rows it has, what stands above each column.

use std::ops::Range;

use crate::domain::heading::{self, bare, is_unit};
use crate::domain::table::Cell;
use crate::intake::columns::synonyms::Synonyms;
use crate::intake::sheet::{SheetRow, Span};

use super::grid::{Grid, filled, is_datum, span_at};
use super::labels::{is_caption_line, is_note, labelled, squeeze};

/// Levels a header may have.
pub(super) const MAX_DEPTH: u32 = 4;
/// Rows above a header that are looked through for it.
const SEARCHED: usize = 40;

/// Where a header lies, in the spreadsheet's own row numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) row: u32,
    /// 0: the table has none, and `row` is its first row of data.
    pub(super) depth: u32,
}

impl Header {
    pub(super) fn end(self) -> u32 {
        self.row.saturating_add(self.depth)
    }
}

/// Finds the header among the rows from `from` on. `None`: no row holds anything that could be a table.
pub(super) fn locate(grid: &Grid, from: usize) -> Option<Header> {
    let rows = &grid.rows()[from..];
    let width = used_columns(rows);
    if width <= 1 {
        return single_column(rows);
    }
    let mut best: Option<(i64, usize)> = None;
    let mut data_seen = 0;
    for (at, row) in rows.iter().take(SEARCHED).enumerate() {
        if data_seen > 2 {
            break;
        }
        let count = filled(row).count();
        if count < 2 {
            continue;
        }
        if filled(row).any(|(_, cell)| is_datum(cell)) {
            data_seen += 1;
            continue;
        }
        let score = score(grid, row, width) - 5 * at as i64 - 120 * data_seen;
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, at));
        }
    }
    let first_wide = rows.iter().position(|row| filled(row).count() >= 2)?;
    match best {
        Some((score, at)) if score > 0 && !is_names_only(&rows[at]) => {
            let top = extend_up(grid, from, from + at);
            Some(Header { row: grid.rows()[top].number, depth: depth(grid, top, from + at) })
        }
        _ => Some(Header { row: rows[first_wide].number, depth: 0 }),
    }
}

/// Is a row in mid-sheet the header of another table? Mostly words that head columns, and no figure.
pub(super) fn starts_another(row: &SheetRow) -> bool {
    let mut known = 0;
    let mut unknown = 0;
    for (_, cell) in filled(row) {
        let Cell::Text(text) = cell else { return false };
        if is_datum(cell) {
            return false;
        }
        if heading::is_known(&bare(text)) {
            known += 1
        } else {
            unknown += 1
        }
        // Rows of data fail here after two cells.
        if unknown >= 2 && known == 0 {
            return false;
        }
    }
    known >= 2 && known >= unknown
}

/// Columns that hold something in the rows of a table (rows with two cells or more).
fn used_columns(rows: &[SheetRow]) -> usize {
    let mut used: Vec<bool> = Vec::new();
    for row in rows.iter().filter(|row| filled(row).count() >= 2).take(60) {
        for (column, _) in filled(row) {
            let column = column as usize;
            if used.len() <= column {
                used.resize(column + 1, false);
            }
            used[column] = true;
        }
    }
    used.iter().filter(|used| **used).count()
}

/// Hundredths: 300 for words that head columns, 200 for covering the table's width, minus 150 for captions with colons.
fn score(grid: &Grid, row: &SheetRow, width: usize) -> i64 {
    if labelled(row).is_some() {
        return -1000;
    }
    let spans = grid.spans_in(row.number, row.number);
    let (mut count, mut known, mut covered, mut colons, mut long) = (0i64, 0i64, 0i64, 0i64, 0i64);
    for (column, cell) in filled(row) {
        let text = cell.typed();
        count += 1;
        covered +=
            span_at(&spans, row.number, column).map_or(1, |span| i64::from(span.last_column - span.first_column) + 1);
        known += i64::from(heading::is_known(&bare(&text)));
        colons += i64::from(text.contains(['：', ':']));
        long += i64::from(text.chars().count() > 40);
    }
    let width = (width as i64).max(1);
    300 * known / count + 200 * covered.min(width) / width - 150 * colons - 100 * long
}

/// A list in one column: 姓名 and the names below, perhaps a title above.
fn single_column(rows: &[SheetRow]) -> Option<Header> {
    let word = |row: &&SheetRow| filled(row).next().is_some_and(|(_, cell)| heading::is_known(&bare(&cell.typed())));
    if let Some(row) = rows.iter().take(SEARCHED).find(word) {
        return Some(Header { row: row.number, depth: 1 });
    }
    let is_title = |row: &SheetRow| filled(row).next().is_some_and(|(_, cell)| cell.typed().chars().count() > 8);
    let first = rows.iter().find(|row| filled(row).next().is_some())?;
    let first = if is_title(first) { rows.get(1)? } else { first };
    Some(Header { row: first.number, depth: 0 })
}

/// Names side by side and nothing that names a column.
fn is_names_only(row: &SheetRow) -> bool {
    let texts: Vec<String> = filled(row).map(|(_, cell)| squeeze(&cell.typed())).collect();
    let words = Synonyms::bundled();
    let is_name = |text: &String| {
        (2..=4).contains(&text.chars().count())
            && text.chars().next().is_some_and(|first| words.surnames.contains(first))
            && !heading::is_known(text)
    };
    texts.iter().filter(|text| is_name(text)).count() * 10 >= texts.len() * 8
}

/// A sparse row above the one that was found may be the upper level: 2025年 over 预算 and 决算.
fn extend_up(grid: &Grid, from: usize, found: usize) -> usize {
    let rows = grid.rows();
    let mut top = found;
    while top > from && rows[top].number - rows[top - 1].number == 1 && found - top < MAX_DEPTH as usize - 1 {
        let above = &rows[top - 1];
        let spans = grid.spans_in(above.number, above.number);
        let has_word = filled(above).all(|(_, cell)| !is_datum(cell) && cell.typed().chars().count() <= 20);
        let columns = || filled(&rows[found]).map(|(column, _)| column);
        let (left, right) = (columns().min().unwrap_or_default(), columns().max().unwrap_or_default());
        // A title spans the table or stands alone in its first column.
        let is_group = filled(above).count() >= 2
            || filled(above).all(|(column, _)| {
                column > left
                    && span_at(&spans, above.number, column).is_some_and(|span| {
                        span.first_column > left && span.last_column - span.first_column < right - left
                    })
            });
        if !has_word || !is_group || is_caption_line(above) || !sits_over(above, &rows[top..=found], &spans) {
            break;
        }
        top -= 1;
    }
    top
}

/// Every cell of an upper level stands over cells of the level below, or is merged down beside them; where a file has no
/// merges, the blanks below a known word (地区 left of 低保 over 户数 and 人数) belong to it.
fn sits_over(above: &SheetRow, below: &[SheetRow], spans: &[Span]) -> bool {
    let holds = |row: &SheetRow, column: u32| row.cells.get(column as usize).is_some_and(|cell| !cell.is_blank());
    let over = |column: u32| below.first().is_some_and(|row| holds(row, column));
    let is_spread = filled(above).any(|(column, _)| over(column));
    filled(above).all(|(column, cell)| {
        let next = below.first().map_or(0, |row| row.number);
        let merged_down = span_at(spans, above.number, column).is_some_and(|span| span.last_row >= next);
        let is_word = || heading::is_known(&bare(&cell.typed()));
        let beside = || is_spread && (is_word() || below.iter().any(|row| holds(row, column)));
        merged_down || over(column) || beside()
    })
}

/// How many rows a header has that starts at this index.
pub(super) fn depth_at(grid: &Grid, top: usize) -> u32 {
    depth(grid, top, top)
}

/// How many rows the header has, from `top`; at least down to `known`, which is part of it.
fn depth(grid: &Grid, top: usize, known: usize) -> u32 {
    let rows = grid.rows();
    let first = rows[top].number;
    let mut last = rows[known].number;
    let limit = first + MAX_DEPTH - 1;
    loop {
        let merged = grid
            .spans_in(first, last)
            .iter()
            .filter(|span| span.first_row >= first && span.last_row <= limit && span.first_row <= last)
            .map(|span| span.last_row)
            .max();
        if let Some(merged) = merged.filter(|merged| *merged > last) {
            last = merged;
            continue;
        }
        let next = grid.index_of(last + 1);
        let continues = last < limit
            && rows.get(next).is_some_and(|row| row.number == last + 1 && continues(grid, first..last + 1, row));
        if !continues {
            return last - first + 1;
        }
        last += 1;
    }
}

/// Does a row without merges below a header row still belong to it? It names parts below a wider cell (走读、寄宿 below
/// 小学), or it holds nothing but units.
fn continues(grid: &Grid, header: Range<u32>, row: &SheetRow) -> bool {
    if filled(row).any(|(_, cell)| !matches!(cell, Cell::Text(_)) || is_datum(cell)) || labelled(row).is_some() {
        return false;
    }
    let texts: Vec<(u32, String)> = filled(row).map(|(column, cell)| (column, squeeze(&cell.typed()))).collect();
    if texts.is_empty() || texts.iter().any(|(_, text)| is_note(text) || text.chars().count() > 20) {
        return false;
    }
    let units = texts.iter().all(|(_, text)| is_unit(text));
    let above = header.end - 1;
    let spans = grid.spans_in(header.start, above);
    let holds = |column: u32| !grid.text(above, column).trim().is_empty();
    let parent = |column: u32| {
        span_at(&spans, above, column).is_some_and(|span| span.last_column > span.first_column)
            || !holds(column)
            || !holds(column + 1)
    };
    let first = filled_first(grid, header);
    let starts_right = texts[0].0 > first;
    let below_parents = texts.iter().all(|(column, _)| parent(*column));
    let under_blank = texts.iter().any(|(column, _)| !holds(*column) && *column > 0);
    units || (starts_right && below_parents && under_blank)
}

fn filled_first(grid: &Grid, header: Range<u32>) -> u32 {
    let rows = &grid.rows()[grid.index_of(header.start)..grid.index_of(header.end)];
    rows.iter().filter_map(|row| filled(row).next().map(|(column, _)| column)).min().unwrap_or_default()
}

/// The header's levels above each of `columns`, top first; a cell merged downward counts once.
pub(super) fn levels(grid: &Grid, header: Header, columns: Range<u32>) -> Vec<Vec<String>> {
    let spans = grid.spans_in(header.row, header.end().saturating_sub(1));
    let numbers: Vec<u32> = (header.row..header.end()).collect();
    let mut levels: Vec<Vec<Option<String>>> = Vec::new();
    for column in columns {
        let own = numbers.iter().map(|row| own_text(grid, &spans, *row, column, header.row)).collect();
        levels.push(own);
    }
    for at in 1..levels.len() {
        spread(&mut levels, at);
    }
    levels.into_iter().map(|column| column.into_iter().flatten().filter(|text| !text.is_empty()).collect()).collect()
}

/// `Some("")`: covered by the cell above it; `None`: blank.
fn own_text(grid: &Grid, spans: &[Span], row: u32, column: u32, top: u32) -> Option<String> {
    let text = match span_at(spans, row, column) {
        Some(span) if row > span.first_row.max(top) => return Some(String::new()),
        Some(span) => grid.text(span.first_row, span.first_column),
        None => grid.text(row, column),
    };
    let text = header_text(&text);
    (!text.is_empty()).then_some(text)
}

/// Where a file has no merges, a blank upper level right of a filled one belongs to it, as long as a level below is filled.
fn spread(levels: &mut [Vec<Option<String>>], at: usize) {
    let (left, right) = levels.split_at_mut(at);
    let (left, right) = (&left[at - 1], &mut right[0]);
    for level in 0..right.len().saturating_sub(1) {
        let same_above = left[..level] == right[..level];
        let named = |column: &[Option<String>]| column[level + 1..].iter().flatten().any(|text| !text.is_empty());
        if right[level].is_none() && same_above && named(left) && named(right) {
            right[level].clone_from(&left[level]);
        }
    }
}

/// A header's text as it is shown: without line breaks, and without the spaces that spread Chinese words.
pub(super) fn header_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.trim().chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_whitespace() {
            out.push(c);
            continue;
        }
        while chars.peek().is_some_and(|c| c.is_whitespace()) {
            chars.next();
        }
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(out.chars().last()) && latin(chars.peek().copied()) {
            out.push(' ');
        }
    }
    out
}
