//! The notices of the sample village.

use crate::store::{Result, Store};

impl Store {
    /// How many notices of the sample village there are.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn samples(&self) -> Result<usize> {
        let count: i64 = self.connection.query_row(
            "SELECT count(*) AS samples FROM notice WHERE sample = 1 AND removed IS NULL",
            [],
            |row| row.get("samples"),
        )?;
        Ok(usize::try_from(count).unwrap_or_default())
    }
}
