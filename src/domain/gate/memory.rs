//! What the gate found and did, kept from one passage of a notice to the next.

use std::sync::Arc;

use super::row::{Asked, Done, Mark};
use super::scan::RowScan;
use crate::domain::detect::Detector;
use crate::domain::office::Office;
use crate::domain::table::Known;

/// A row whose cells are still the very same ones is neither searched nor treated again. What was found counts only while
/// the detector is the same, what was done only while the columns and their treatments are, too.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) detector: Detector,
    pub(super) found: Known<Arc<RowScan>>,
    pub(super) asked: Option<Asked>,
    pub(super) done: Known<(Mark, Done)>,
}

impl Memory {
    pub(super) fn of(office: &Office) -> Self {
        Self { detector: Detector::new(office), ..Self::default() }
    }

    /// Forgets what was found for another office, or with other telephones of its own.
    pub(super) fn serve(&mut self, office: &Office) {
        let detector = Detector::new(office);
        if detector != self.detector {
            *self = Self { detector, ..Self::default() };
        }
    }
}
