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
    /// Costs a few microseconds: what is read again only when the mark is another one is never older than the last look.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn change_mark(&self) -> Result<ChangeMark> {
        let read = self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get("data_version"));
        Ok(ChangeMark(read?))
    }
}

#[cfg(test)]
mod tests;
