//! The gate (脱敏关): the only way from what the office holds to what the public sees.

use super::bulletin::Bulletin;
use super::finding::Finding;
use super::kind::Kind;
use super::notice::Content;
use super::office::Office;
use super::table::{Column, Row, Table};

/// A table that passed: hidden and dropped columns are gone, personal data is masked.
#[derive(Debug, Clone, Default)]
pub struct PublicTable {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

/// A text that passed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicText(String);

/// What is done with a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment {
    Show,
    /// The whole column is left out.
    Drop,
    Mask(Mask),
    /// The column stays, its personal cells are emptied.
    Empty,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mask {
    /// 110105********002X
    SixAndFour,
    /// 110***********002X
    ThreeAndFour,
    LastFour,
    /// 138****1234
    Phone,
    /// 张*
    Surname,
    /// 张*明
    Middle,
    /// 村 and 组 only
    Village,
}

/// One treatment a column, in the table's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub treatments: Vec<Treatment>,
}

/// What the gate did; never holds the values themselves.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Names of the columns left out for privacy (not those the office hid).
    pub dropped: Vec<String>,
    pub masked_cells: usize,
    pub findings: Vec<Finding>,
}

impl PublicTable {
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl PublicText {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
impl PublicTable {
    /// For layout's tests, whose tables were never private.
    pub(crate) fn of(table: Table) -> Self {
        Self { columns: table.columns, rows: table.rows }
    }
}

#[cfg(test)]
impl PublicText {
    pub(crate) fn of(text: &str) -> Self {
        Self(text.to_owned())
    }
}
