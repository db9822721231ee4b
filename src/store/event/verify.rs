//! Reading the log back and computing every hash again.

use super::{COLUMNS, EventHash, Stored};
use crate::store::{Result, Store};

/// What the log looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many events were read.
    pub events: u64,
    /// The last event whose hash holds: noted elsewhere (on paper, in a sealed archive), it shows later that nothing
    /// before it was replaced.
    pub head: EventHash,
    /// The first event that is missing, replaced or altered; `None`: the log is whole.
    pub first_difference: Option<i64>,
}

impl Store {
    /// Follows the chain from the first event to the first difference.
    ///
    /// # Errors
    /// A file that cannot be read. A broken chain is no error but an answer.
    pub fn verify_events(&self) -> Result<Verified> {
        let mut verified = Verified { events: 0, head: EventHash::START, first_difference: None };
        let mut statement = self.connection.prepare(&format!("SELECT {COLUMNS} FROM event ORDER BY id"))?;
        let mut rows = statement.query([])?;
        let mut expected = 1;
        while let Some(row) = rows.next()? {
            let stored = Stored::read(row)?;
            let hash = verified.head.after(&stored.canonical())?;
            if stored.id != expected || hash.bytes().as_slice() != stored.hash {
                verified.first_difference = Some(expected);
                return Ok(verified);
            }
            verified.events += 1;
            verified.head = hash;
            expected += 1;
        }
        // Ids are never given twice: where more were given than are there, the end was cut off.
        let given: i64 = self.connection.query_row(
            "SELECT coalesce(max(seq), 0) AS given FROM sqlite_sequence WHERE name = 'event'",
            [],
            |row| row.get("given"),
        )?;
        if given >= expected {
            verified.first_difference = Some(expected);
        }
        Ok(verified)
    }
}
