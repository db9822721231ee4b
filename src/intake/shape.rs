//! The shape of a file, and what a clerk corrected by hand: remembered for the next file of the same shape.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::table::{Cell, Class};

use super::find::{is_label, label, squeeze};

/// Names a shape: a hash over the header's texts, the same for every file with the same header.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Signature(String);

/// What a clerk set right in what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    pub sheet: Option<String>,
    /// 1-based row of the header's first line.
    pub header_row: Option<u32>,
    /// Rows the header stands below where the program would find it: what remains of `header_row` for the next file.
    pub header_shift: Option<i32>,
    /// 0: the table has no header.
    pub header_depth: Option<u32>,
    /// 1-based rows of this very file; never remembered, since another file has another person there.
    pub left_out_rows: BTreeSet<u32>,
    /// Labels (合计, 小计 …) whose rows are left out.
    pub left_out_labels: BTreeSet<String>,
    /// Names of columns, levels joined by "/".
    pub left_out_columns: BTreeSet<String>,
    /// Columns that are one of the kind's by hand: its name there, by the name in the file; an empty name is none of them.
    pub matches: BTreeMap<String, String>,
    /// Classes by column name.
    pub classes: BTreeMap<String, Class>,
}

impl Signature {
    pub(super) fn of<'a>(columns: impl Iterator<Item = &'a [String]>) -> Self {
        let mut hash = Sha256::new();
        for levels in columns {
            for level in levels {
                // The year changes with every file, the shape does not.
                let level: String = squeeze(level).chars().filter(|c| !c.is_ascii_digit()).collect();
                hash.update(level.as_bytes());
                hash.update([0]);
            }
            hash.update([1]);
        }
        Self(hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// For the store alone.
    pub fn from_stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Correction {
    /// What may be kept for the next file: nothing of a single row, and the header's place relative to where the program
    /// finds it (`own_header_row`, see `Found::own_header_row`).
    #[must_use]
    pub fn remembered(&self, own_header_row: u32) -> Self {
        let shift = self.header_row.map(|row| i64::from(row) - i64::from(own_header_row));
        Self {
            header_row: None,
            header_shift: shift.and_then(|shift| i32::try_from(shift).ok()).or(self.header_shift),
            left_out_rows: BTreeSet::new(),
            left_out_labels: self.left_out_labels.iter().filter(|text| is_label(text)).cloned().collect(),
            ..self.clone()
        }
    }

    /// Does the correction change which rows are the header or the table?
    pub(super) fn moves_rows(&self) -> bool {
        self.header_row.is_some()
            || self.header_shift.is_some()
            || self.header_depth.is_some()
            || !self.left_out_rows.is_empty()
            || !self.left_out_labels.is_empty()
    }

    pub(super) fn header_row_for(&self, own: u32) -> u32 {
        let shifted = || self.header_shift.map(|shift| own.saturating_add_signed(shift).max(1));
        self.header_row.or_else(shifted).unwrap_or(own)
    }

    pub(super) fn leaves_out<'a>(&self, row: u32, cells: impl Iterator<Item = &'a Cell>) -> bool {
        self.left_out_rows.contains(&row)
            || (!self.left_out_labels.is_empty()
                && cells
                    .take(3)
                    .any(|cell| matches!(cell, Cell::Text(text) if self.left_out_labels.contains(&label(text)))))
    }
}
