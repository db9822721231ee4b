//! Corrections by hand to what the intake found, kept for the next file of the same shape.

use rusqlite::{OptionalExtension, named_params};

use super::{Result, Store, stored_instant};

impl Store {
    /// The correction kept for a shape, as the JSON it was given as.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn shape(&self, signature: &str) -> Result<Option<String>> {
        Ok(self
            .connection
            .prepare_cached("SELECT correction FROM shape WHERE signature = :signature")?
            .query_row(named_params! { ":signature": signature }, |row| row.get("correction"))
            .optional()?)
    }

    /// Keeps a correction, in place of an earlier one for the same shape. Neither may hold anything of the rows.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn remember_shape(&mut self, signature: &str, correction: &str) -> Result<()> {
        self.transact(|operation| {
            operation.connection.execute(
                "INSERT OR REPLACE INTO shape (signature, correction, used) VALUES (:signature, :correction, :used)",
                named_params! {
                    ":signature": signature,
                    ":correction": correction,
                    ":used": stored_instant(operation.now.timestamp()),
                },
            )?;
            operation.log("shape", None, "")
        })
    }

    /// # Errors
    /// A file that cannot be written.
    pub fn forget_shape(&mut self, signature: &str) -> Result<()> {
        self.transact(|operation| {
            operation
                .connection
                .execute("DELETE FROM shape WHERE signature = :signature", named_params! { ":signature": signature })?;
            operation.log("forget-shape", None, "")
        })
    }
}
