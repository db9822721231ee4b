//! What becomes of one row.

use super::column::Matter;
use super::scan::RowScan;
use super::{Treatment, words};
use crate::domain::detect::{Detector, Hit, HitKind};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::mask;
use crate::domain::table::{Cell, Cells, Role, Row, RowKey};

/// All that decides about a row, but the row itself.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub(super) detector: Detector,
    pub(super) matters: Vec<Matter>,
    pub(super) treatments: Vec<Treatment>,
    /// The columns' names, as they may be said.
    pub(super) names: Vec<String>,
    /// The columns that go on.
    pub(super) left: Vec<bool>,
}

/// What of a row counts beside its cells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mark {
    key: RowKey,
    role: Role,
    source: Option<u32>,
}

/// The row as it goes on, and what is to be reported of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Done {
    pub(super) cells: Cells,
    pub(super) personal: usize,
    pub(super) masked: usize,
    pub(super) findings: Vec<Finding>,
}

impl Mark {
    pub(super) fn of(row: &Row) -> Self {
        Self { key: row.key, role: row.role, source: row.source }
    }
}

impl Asked {
    /// The row's cells treated, those of columns that do not stay left out. A row that nothing is done to shares its cells.
    pub(super) fn row(&self, row: &Row, found: &RowScan) -> Done {
        let mut done = Done::default();
        self.tell_of_pieces(row, &found.pieces, &mut done);
        let mut cells = Vec::with_capacity(self.left.len());
        for (at, left) in self.left.iter().enumerate() {
            let cell = row.cells.get(at).unwrap_or(&Cell::Blank);
            let hits = found.hits(at);
            let is_piece = found.pieces.contains(&at);
            if row.role == Role::Data && (is_piece || self.counts(at, cell, hits)) {
                done.personal += 1;
            }
            if hits.iter().any(|hit| hit.kind == HitKind::SuspiciousId) {
                done.findings.push(self.finding(row, at, HitKind::SuspiciousId, ""));
            }
            if *left && is_piece {
                done.masked += 1;
                cells.push(Cell::Blank);
            } else if *left {
                cells.push(self.cell(row, at, cell, hits, &mut done));
            }
        }
        done.cells = if cells == *row.cells { row.cells.clone() } else { cells.into() };
        done
    }

    /// Cells that only together are an ID number are emptied, in whatever column they stand.
    fn tell_of_pieces(&self, row: &Row, pieces: &[usize], done: &mut Done) {
        let shown: Vec<&str> = pieces.iter().filter(|at| self.left[**at]).map(|at| self.names[*at].as_str()).collect();
        if shown.is_empty() {
            return;
        }
        let place = words::place(row, &shown.join("”“"));
        done.findings.push(Finding {
            severity: Severity::Warning,
            kind: FindingKind::Personal,
            key: Some(row.key),
            block: None,
            source: row.source,
            column: Some(shown[0].to_owned()),
            text: format!("{place}里的数字与相邻的格子合起来是一个身份证号，这些格公示时留空，请核对。"),
        });
    }

    /// Whether the cell counts as personal: by what it holds, or by a long number in a column of such numbers.
    fn counts(&self, at: usize, cell: &Cell, hits: &[Hit]) -> bool {
        let matter = self.matters[at];
        let found = hits
            .iter()
            .any(|hit| hit.kind.is_number() && !(matter == Matter::OfficePhone && hit.kind == HitKind::Phone));
        let long = matches!(matter, Matter::IdNumber | Matter::BankCard)
            && hits.is_empty()
            && cell.typed().chars().filter(|c| c.is_numeric()).count() >= 12;
        found || long
    }

    fn cell(&self, row: &Row, at: usize, cell: &Cell, hits: &[Hit], done: &mut Done) -> Cell {
        let untouched = hits.is_empty() && !matches!(self.treatments[at], Treatment::Mask(_));
        if untouched || cell.is_blank() {
            return cell.clone();
        }
        let office = self.matters[at] == Matter::OfficePhone;
        let treatment = self.treatments[at];
        let hits: Vec<_> = hits.iter().filter(|hit| !(office && hit.kind == HitKind::Phone)).cloned().collect();
        let before = cell.typed();
        let after = match treatment {
            _ if hits.iter().any(|hit| hit.kind == HitKind::Health) => String::new(),
            Treatment::Mask(mask) => {
                let masked = mask::apply(mask, &before, &self.detector);
                mask::hide(&masked, &self.detector.find(&masked))
            }
            Treatment::Empty if !hits.is_empty() => String::new(),
            Treatment::Show | Treatment::Empty | Treatment::Drop if hits.is_empty() => return cell.clone(),
            Treatment::Show | Treatment::Empty | Treatment::Drop => mask::hide(&before, &hits),
        };
        if after == before {
            return cell.clone();
        }
        done.masked += 1;
        if !matches!(treatment, Treatment::Mask(_)) || hits.iter().any(|hit| hit.kind == HitKind::Health) {
            let kind = hits.first().map_or(HitKind::Health, |hit| hit.kind);
            if kind != HitKind::SuspiciousId {
                let told = if after.is_empty() { "这一格公示时留空" } else { "公示时已隐去" };
                done.findings.push(self.finding(row, at, kind, told));
            }
        }
        if after.is_empty() { Cell::Blank } else { Cell::Text(after) }
    }

    fn finding(&self, row: &Row, at: usize, kind: HitKind, done: &str) -> Finding {
        let place = words::place(row, &self.names[at]);
        let (finding, text) = if kind == HitKind::SuspiciousId {
            (FindingKind::SuspiciousId, format!("{place}像是身份证号，但校验位不对，已按身份证号处理，请核对原件。"))
        } else {
            (FindingKind::Personal, format!("{place}里有{}，{done}，请核对。", kind.word()))
        };
        Finding {
            severity: Severity::Warning,
            kind: finding,
            key: Some(row.key),
            block: None,
            source: row.source,
            column: Some(self.names[at].clone()),
            text,
        }
    }
}
