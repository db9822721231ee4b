//! Finds the table in a book: its sheet, its header, its rows, and what stands around it.

mod above;
mod body;
mod fold;
mod grid;
mod header;
mod labels;

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use crate::domain::heading::{bare, class_of_bare};
use crate::domain::table::{Class, Role};
use crate::intake::columns::synonyms::Synonyms;
use crate::intake::error::{IntakeError, Limit};
use crate::intake::shape::{Correction, Signature};
use crate::intake::sheet::{Book, Sheet, SheetRow};

pub use body::Why;
pub(in crate::intake) use fold::unfold;
pub(in crate::intake) use labels::{is_label, label, squeeze};

use above::Above;
pub(in crate::intake) use body::joined;
use body::{Body, Walk};
use grid::{Grid, filled};
use header::Header;

/// No table to be found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindError {
    /// No sheet holds a cell.
    #[error("no sheet holds a table")]
    NoTable,
    #[error("no sheet of the name {name}")]
    NoSuchSheet { name: String },
    /// More cells than one bulletin can be laid out with.
    #[error("the table has {cells} cells")]
    TooLarge { cells: usize },
}

impl FindError {
    /// The same for a file that is known by its path.
    pub fn at(self, path: &Path) -> IntakeError {
        let path = path.to_path_buf();
        match self {
            Self::NoTable => IntakeError::NoTable { path },
            Self::TooLarge { .. } => IntakeError::TooLarge { path, limit: Limit::Table },
            Self::NoSuchSheet { name } => IntakeError::NoSuchSheet { path, sheet: name },
        }
    }
}

/// A table as it lies in its sheet.
#[derive(Debug)]
pub(in crate::intake) struct Place<'a> {
    pub(in crate::intake) sheet: &'a Sheet,
    /// 1-based; where there is no header, the first row of data.
    pub(in crate::intake) header_row: u32,
    pub(in crate::intake) header_depth: u32,
    pub(in crate::intake) above: Above,
    pub(in crate::intake) columns: Vec<PlacedColumn>,
    /// Index into the sheet's rows, and what the row is.
    pub(in crate::intake) rows: Vec<(usize, Role)>,
    pub(in crate::intake) notes: Vec<String>,
    pub(in crate::intake) signatures: Vec<String>,
    pub(in crate::intake) left_out: Vec<(u32, Why)>,
    /// Headings that name a group of rows: index into the sheet's rows, and the name.
    pub(in crate::intake) groups: Vec<(usize, String)>,
    /// The file's row for each row that was moved; see [`unfold`].
    pub(in crate::intake) sources: HashMap<u32, u32>,
}

impl Place<'_> {
    /// The file's row.
    pub(in crate::intake) fn source(&self, row: u32) -> u32 {
        self.sources.get(&row).copied().unwrap_or(row)
    }
}

/// A column of the sheet and the header above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::intake) struct PlacedColumn {
    /// 0-based
    pub(in crate::intake) index: u32,
    pub(in crate::intake) levels: Vec<String>,
}

/// Another table of the book, which the clerk may choose instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    pub sheet: Option<String>,
    pub title: Option<String>,
    /// 1-based
    pub header_row: u32,
    pub header_depth: u32,
    pub rows: usize,
}

/// What the search delivers.
#[derive(Debug)]
pub(in crate::intake) struct Search<'a> {
    pub(in crate::intake) place: Place<'a>,
    pub(in crate::intake) others: Vec<Other>,
    /// Of what the program finds by itself, so that a correction is found again for the next file of the shape.
    pub(in crate::intake) signature: Signature,
    /// The header row that the program finds by itself.
    pub(in crate::intake) own_header_row: u32,
}

/// Finds the table, or the one that the correction points to.
///
/// # Errors
/// A book without a filled cell; a correction that names a sheet the book has not.
pub(in crate::intake) fn find<'a>(book: &'a Book, correction: &Correction) -> Result<Search<'a>, FindError> {
    let sheet = choose_sheet(book, correction.sheet.as_deref())?;
    let grid = Grid::new(sheet);
    let skip = |_: &SheetRow| false;
    let mut tables = tables_of(&grid, &skip);
    let best = most_rows(&tables).ok_or(FindError::NoTable)?;
    let signature = Signature::of(tables[best].columns.iter().map(|column| column.levels.as_slice()));
    let own_header_row = tables[best].header_row;
    let place = if correction.moves_rows() {
        place_corrected(&grid, &tables[best], correction).ok_or(FindError::NoTable)?
    } else {
        tables.swap_remove(best)
    };
    let elsewhere =
        book.sheets.iter().filter(|other| !std::ptr::eq(*other, sheet) && !other.hidden && is_tabular(other));
    let mut others: Vec<Other> =
        tables.iter().filter(|table| table.header_row != place.header_row).map(other_of).collect();
    others.sort_by_key(|other| other.header_row);
    for other in elsewhere {
        others.extend(tables_of(&Grid::new(other), &skip).iter().map(other_of));
    }
    Ok(Search { place, others, signature, own_header_row })
}

fn other_of(place: &Place) -> Other {
    Other {
        sheet: place.sheet.name.clone(),
        title: place.above.title.clone(),
        header_row: place.header_row,
        header_depth: place.header_depth,
        rows: place.rows.len(),
    }
}

/// The first of those with the most rows.
fn most_rows(tables: &[Place]) -> Option<usize> {
    (0..tables.len()).max_by_key(|at| (tables[*at].rows.len(), tables.len() - at))
}

fn choose_sheet<'a>(book: &'a Book, named: Option<&str>) -> Result<&'a Sheet, FindError> {
    if let Some(name) = named {
        let found = book.sheets.iter().find(|sheet| sheet.name.as_deref() == Some(name));
        return found.ok_or_else(|| FindError::NoSuchSheet { name: name.to_owned() });
    }
    let scored = book.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.rows.is_empty());
    let best = scored.max_by_key(|(at, sheet)| (!sheet.hidden, score(sheet), book.sheets.len() - at));
    best.map(|(_, sheet)| sheet).ok_or(FindError::NoTable)
}

/// How much a sheet looks like data: the filled cells of its rows; a 封面 or 填表说明 counts a twentieth.
fn score(sheet: &Sheet) -> usize {
    let cells: usize = sheet.rows.iter().map(|row| filled(row).count()).filter(|count| *count >= 2).sum();
    let cells = cells * 20 + sheet.rows.len();
    let name = sheet.name.as_deref().unwrap_or_default();
    let is_cover = Synonyms::bundled().labels.cover.iter().any(|word| name.contains(word.as_str()));
    if is_cover { cells / 20 } else { cells }
}

fn is_tabular(sheet: &Sheet) -> bool {
    score(sheet) > 0 && sheet.rows.iter().filter(|row| filled(row).count() >= 2).take(2).count() == 2
}

/// All tables of a sheet, from the top.
fn tables_of<'a>(grid: &Grid<'a>, skip: &dyn Fn(&SheetRow) -> bool) -> Vec<Place<'a>> {
    let mut tables = Vec::new();
    let mut from = 0;
    while let Some(header) = (from < grid.rows().len()).then(|| header::locate(grid, from)).flatten() {
        let (place, next) = place(grid, from, header, skip);
        tables.push(place);
        match next {
            Some(next) if next > from => from = next,
            _ => break,
        }
    }
    tables
}

fn place_corrected<'a>(grid: &Grid<'a>, own: &Place, correction: &Correction) -> Option<Place<'a>> {
    let row = correction.header_row_for(own.header_row);
    let moved = row != own.header_row;
    let from = if moved { 0 } else { grid.index_of(own.above.first_row.unwrap_or(own.header_row)) };
    let at = grid.index_of(row);
    let row = grid.rows().get(at)?.number;
    let own_depth = || if moved { header::depth_at(grid, at) } else { own.header_depth };
    let depth = correction.header_depth.unwrap_or_else(own_depth).min(header::MAX_DEPTH);
    let header = Header { row, depth };
    let skip = |row: &SheetRow| correction.leaves_out(row.number, filled(row).map(|(_, cell)| cell));
    Some(place(grid, from.min(at), header, &skip).0)
}

/// Reads the table under a header; `from` is the first row that may belong to it (its title).
fn place<'a>(
    grid: &Grid<'a>,
    from: usize,
    header: Header,
    skip: &dyn Fn(&SheetRow) -> bool,
) -> (Place<'a>, Option<usize>) {
    let rows = grid.rows();
    let top = grid.index_of(header.row);
    let start = grid.index_of(header.end());
    let columns = extent(&rows[top..]);
    let above = Above::read(&rows[from..top]);
    let mut placed: Vec<PlacedColumn> = header::levels(grid, header, columns.clone())
        .into_iter()
        .zip(columns.clone())
        .map(|(levels, index)| PlacedColumn { index, levels })
        .collect();
    let named = placed.iter().filter(|column| !column.levels.is_empty());
    let body_columns = named.clone().map(|column| column.index).min().zip(named.map(|column| column.index).max());
    let (first, last) = body_columns.unwrap_or((columns.start, columns.end.saturating_sub(1)));
    let of_class = |class| placed.iter().find(|column| has_class(&column.levels, class)).map(|column| column.index);
    let above_texts = rows[from..top].iter().map(body::said).collect();
    let starts_with_name = of_class(Class::Name) == Some(first);
    let (serial, group) = (of_class(Class::Serial), of_class(Class::Group));
    let body = Walk { grid, header, first, last, serial, group, starts_with_name, above: above_texts, skip }.run(start);
    keep_used(&mut placed, rows, &body);
    let Body { rows: kept, notes, signatures, left_out, groups, next } = body;
    let place = Place {
        sheet: grid.sheet,
        header_row: header.row,
        header_depth: header.depth,
        above,
        columns: placed,
        rows: kept,
        notes,
        signatures,
        left_out,
        groups,
        sources: HashMap::new(),
    };
    (place, next)
}

/// By the words of its lowest level.
pub(in crate::intake) fn has_class(levels: &[String], class: Class) -> bool {
    levels.last().is_some_and(|level| class_of_bare(&bare(level)) == Some(class))
}

/// From the first to the last column that holds something.
fn extent(rows: &[SheetRow]) -> Range<u32> {
    let wide = |row: &&SheetRow| rows.len() == 1 || filled(row).nth(1).is_some();
    let first = rows.iter().filter(wide).filter_map(|row| filled(row).next()).map(|(column, _)| column).min();
    let last = rows.iter().filter(wide).map(|row| row.cells.len()).max();
    match first.zip(last) {
        Some((first, last)) => first..u32::try_from(last).unwrap_or(u32::MAX),
        // A list in one column.
        None => {
            let column = rows.iter().find_map(|row| filled(row).next()).map_or(0, |(column, _)| column);
            column..column + 1
        }
    }
}

/// Leaves out columns without a header and without data, and those that only widen their left neighbour.
fn keep_used(columns: &mut Vec<PlacedColumn>, rows: &[SheetRow], body: &Body) {
    let mut has_data = vec![false; columns.last().map_or(0, |column| column.index as usize + 1)];
    for (at, _) in &body.rows {
        for (column, _) in filled(&rows[*at]) {
            if let Some(has) = has_data.get_mut(column as usize) {
                *has = true;
            }
        }
    }
    let mut left: Option<Vec<String>> = None;
    columns.retain(|column| {
        let widens = left.as_ref() == Some(&column.levels);
        left = Some(column.levels.clone());
        has_data[column.index as usize] || !(column.levels.is_empty() || widens)
    });
}
