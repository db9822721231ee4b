//! What every reader delivers: the cells of a sheet as they stand in the file, before anyone has asked what they mean.

use std::collections::{BTreeSet, HashMap};

use crate::domain::table::Cell;

/// A file as read. Never more than [`MAX_CELLS`] cells.
#[derive(Debug, Clone, Default)]
pub struct Book {
    pub sheets: Vec<Sheet>,
    /// How the bytes of a text file (CSV, HTML) were read, by the encoding's usual name; `None` for every other format.
    pub encoding: Option<&'static str>,
}

/// Cells a file may hold; beyond it is no notice but a database, and reading stops.
pub const MAX_CELLS: usize = 3_000_000;

#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// `None` for CSV, HTML and pasted blocks.
    pub name: Option<String>,
    pub hidden: bool,
    /// Rows with at least one cell that is not blank, in order.
    pub rows: Vec<SheetRow>,
    pub merges: Vec<Span>,
    /// 0-based columns the file hides.
    pub hidden_columns: BTreeSet<u32>,
    /// How far a text is set in, by 1-based row and 0-based column; only what is.
    pub indents: HashMap<(u32, u32), u8>,
    /// Formulas whose result the file does not hold, since no program ever calculated them: blank here, not zero.
    pub uncalculated: usize,
}

#[derive(Debug, Clone, Default)]
pub struct SheetRow {
    /// 1-based, as the spreadsheet program counts.
    pub number: u32,
    pub hidden: bool,
    /// From column 0; trailing blanks are left out. A number with more than 15 digits comes as [`Cell::Text`], to the digit
    /// that the file holds; a date as [`Cell::Date`]; an empty cell and an empty string as [`Cell::Blank`].
    pub cells: Vec<Cell>,
}

/// A merged area; the value stands in its first cell, the others are blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// 1-based, both counted.
    pub first_row: u32,
    pub last_row: u32,
    /// 0-based, both counted.
    pub first_column: u32,
    pub last_column: u32,
}

impl Sheet {
    /// The cell at a 1-based row and a 0-based column.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        let at = self.rows.binary_search_by_key(&row, |row| row.number).ok()?;
        self.rows[at].cells.get(column as usize)
    }
}
