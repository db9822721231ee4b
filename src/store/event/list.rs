//! Reading the log.

use rusqlite::{OptionalExtension, named_params};

use super::{COLUMNS, Event, Stored};
use crate::domain::notice::NoticeId;
use crate::store::{Result, Store};

/// Which events, newest first.
#[derive(Debug, Clone, Copy, Default)]
pub struct EventFilter {
    pub notice: Option<NoticeId>,
    /// `None`: all.
    pub limit: Option<u32>,
}

impl Store {
    /// # Errors
    /// A file that cannot be read, or an event that is damaged.
    pub fn events(&self, filter: EventFilter) -> Result<Vec<Event>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM event WHERE :notice IS NULL OR notice = :notice ORDER BY id DESC LIMIT :limit"
        ))?;
        let rows = statement.query_map(
            named_params! {
                ":notice": filter.notice.map(NoticeId::get),
                ":limit": filter.limit.map_or(-1, i64::from),
            },
            Stored::read,
        )?;
        rows.map(|stored| stored?.into_event()).collect()
    }

    /// Who last sent a notice to review or put one up, among the last 2,000 events; empty: nobody.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn last_clerk(&self) -> Result<String> {
        let mut statement = self.connection.prepare_cached(
            "SELECT actor FROM event
             WHERE id > (SELECT max(id) FROM event) - 2000 AND operation = 'life' AND actor <> ''
               AND summary IN ('in-review', 'posted')
             ORDER BY id DESC LIMIT 1",
        )?;
        Ok(statement.query_row([], |row| row.get("actor")).optional()?.unwrap_or_default())
    }
}
