//! The recycle bin (回收站).

use rusqlite::named_params;

use crate::domain::notice::{NoticeId, Summary};
use crate::store::transact::Operation;
use crate::store::undo::Before;
use crate::store::{Result, Store, StoreError, stored_instant};

impl Store {
    /// Moves a notice to the recycle bin.
    ///
    /// # Errors
    /// [`StoreError::Posted`]: what hung on the wall stays on record. [`StoreError::NoSuchNotice`].
    pub fn remove(&mut self, notice: NoticeId) -> Result<Summary> {
        self.transact(|operation| {
            let summary = operation.open_notice(notice)?;
            operation.write_removed(notice, true)?;
            operation.remember("remove", Some(notice), &Before::Removed(false))?;
            operation.log("remove", Some(notice), &summary.title)?;
            Ok(summary)
        })
    }

    /// Deletes a notice of the recycle bin for good; this is not undone.
    ///
    /// # Errors
    /// [`StoreError::NotRemoved`], [`StoreError::NoSuchNotice`].
    pub fn purge(&mut self, notice: NoticeId) -> Result<()> {
        self.transact(|operation| {
            let summary = operation.summary(notice)?;
            let deleted = operation.connection.execute(
                "DELETE FROM notice WHERE id = :id AND removed IS NOT NULL",
                named_params! { ":id": notice.get() },
            )?;
            if deleted == 0 {
                return Err(StoreError::NotRemoved(notice));
            }
            operation.log("purge", Some(notice), &summary.title)
        })
    }

    /// Sweeps away the notices of the sample village, whatever their state, and returns how many there were; this is
    /// not undone.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn remove_samples(&mut self) -> Result<usize> {
        self.transact(|operation| {
            let swept = operation.connection.execute("DELETE FROM notice WHERE sample = 1", [])?;
            if swept > 0 {
                operation.log("remove-samples", None, &swept.to_string())?;
            }
            Ok(swept)
        })
    }

    /// Marks a notice as one of the sample village.
    pub(crate) fn mark_sample(&mut self, notice: NoticeId) -> Result<()> {
        self.transact(|operation| {
            operation
                .connection
                .execute("UPDATE notice SET sample = 1 WHERE id = :id", named_params! { ":id": notice.get() })?;
            Ok(())
        })
    }
}

impl Operation<'_> {
    pub(in crate::store) fn write_removed(&self, notice: NoticeId, removed: bool) -> Result<()> {
        self.connection.prepare_cached("UPDATE notice SET removed = :removed WHERE id = :id")?.execute(
            named_params! {
                ":id": notice.get(),
                ":removed": removed.then(|| stored_instant(self.now.timestamp())),
            },
        )?;
        Ok(())
    }
}
