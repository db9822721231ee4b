//! Out of the recycle bin.

use rusqlite::named_params;

use crate::domain::notice::{NoticeId, Summary};
use crate::store::undo::Before;
use crate::store::{Result, Store, StoreError};

impl Store {
    /// Puts a notice back where it was.
    ///
    /// # Errors
    /// [`StoreError::NotRemoved`], [`StoreError::NoSuchNotice`].
    pub fn restore(&mut self, notice: NoticeId) -> Result<Summary> {
        self.transact(|operation| {
            let summary = operation.summary(notice)?;
            let in_bin: bool = operation.connection.query_row(
                "SELECT removed IS NOT NULL AS in_bin FROM notice WHERE id = :id",
                named_params! { ":id": notice.get() },
                |row| row.get("in_bin"),
            )?;
            if !in_bin {
                return Err(StoreError::NotRemoved(notice));
            }
            operation.write_removed(notice, false)?;
            operation.remember("restore", Some(notice), &Before::Removed(true))?;
            operation.log("restore", Some(notice), &summary.title)?;
            Ok(summary)
        })
    }
}
