//! The lobby screen: how it is set, what its pages say, how long each stood, and 插播. Written and read from two processes.

mod alert;
mod page;
mod pictures;
mod pulse;
mod settings;
mod shown;
mod spans;

pub use page::{Frozen as FrozenPage, Hit as OnScreenHit};
pub use pictures::FreshPictures;
pub use pulse::Pulse;

use super::{Result, Store};

/// Changes when another process has changed the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeMark(i64);

impl Store {
    /// The number of the last event: every change of what the office does has one, what the screen writes down of itself has
    /// none. What is read again only when the mark is another one is never older than the last look.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn change_mark(&self) -> Result<ChangeMark> {
        let last = "SELECT coalesce(max(id), 0) AS last FROM event";
        let read = self.connection.prepare_cached(last)?.query_row([], |row| row.get("last"));
        Ok(ChangeMark(read?))
    }
}

#[cfg(test)]
mod tests;
