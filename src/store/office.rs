//! The office the data folder belongs to.

use super::{Result, Store, setting};
use crate::domain::office::Office;

impl Store {
    /// The office; an empty one before it was first set.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn office(&self) -> Result<Office> {
        Ok(setting::read(&self.connection, "office")?.unwrap_or_default())
    }

    /// # Errors
    /// A file that cannot be written.
    pub fn set_office(&mut self, office: &Office) -> Result<()> {
        self.transact(|operation| operation.set("office", office))
    }
}
