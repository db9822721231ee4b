//! Lists of notices.

use rusqlite::{OptionalExtension, named_params};

use crate::domain::kind::KindId;
use crate::domain::notice::{NoticeId, State, Summary};
use crate::store::notice::{SUMMARY_COLUMNS, StoredSummary, state_code};
use crate::store::{Result, Store, StoreError};

/// Which notices, last changed first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub state: Option<State>,
    pub kind: Option<KindId>,
    /// The recycle bin instead of the notices.
    pub removed: bool,
}

impl Store {
    /// What a list shows of one notice, without its content.
    ///
    /// # Errors
    /// [`crate::store::StoreError::NoSuchNotice`].
    pub fn glance(&self, notice: NoticeId) -> Result<Summary> {
        self.connection
            .prepare_cached(&format!("SELECT {SUMMARY_COLUMNS} FROM notice WHERE id = :id"))?
            .query_row(named_params! { ":id": notice.get() }, StoredSummary::read)
            .optional()?
            .ok_or(StoreError::NoSuchNotice(notice))?
            .into_summary()
    }

    /// # Errors
    /// A file that cannot be read; [`crate::store::StoreError::Damaged`].
    pub fn list(&self, filter: &Filter) -> Result<Vec<Summary>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {SUMMARY_COLUMNS} FROM notice
             WHERE (removed IS NOT NULL) = :removed
               AND (:state IS NULL OR state = :state)
               AND (:kind IS NULL OR kind = :kind)
             ORDER BY updated DESC, id DESC"
        ))?;
        let stored = statement.query_map(
            named_params! {
                ":removed": filter.removed,
                ":state": filter.state.map(state_code),
                ":kind": filter.kind.as_ref().map(KindId::as_str),
            },
            StoredSummary::read,
        )?;
        stored.map(|summary| summary?.into_summary()).collect()
    }
}
