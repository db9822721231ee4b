//! Notices that came from an older file are indexed little by little, while the office works.

use rusqlite::{Connection, OptionalExtension, named_params};

use crate::domain::notice::{Content, NoticeId};
use crate::store::custody::conceal;
use crate::store::transact::Operation;
use crate::store::{Result, Store};

impl Store {
    /// Indexes at least one and about `rows` rows' worth of notices that are not in the index yet; returns how many notices
    /// are left.
    ///
    /// # Errors
    /// A file that cannot be written. A notice that is damaged is left out of the index.
    pub fn index_more(&mut self, rows: usize) -> Result<usize> {
        self.transact(|operation| {
            let mut room = rows;
            while let Some((notice, rows)) = operation.next_due()? {
                operation
                    .connection
                    .prepare_cached("DELETE FROM search_due WHERE notice = :notice")?
                    .execute(named_params! { ":notice": notice.get() })?;
                match operation.load(notice) {
                    Ok(loaded) if conceal::is_concealed(operation.connection, notice)? => {
                        let head = Content { title: loaded.content.title, ..Content::default() };
                        operation.index_fields(notice, &Content { period: loaded.content.period, ..head })?;
                    }
                    Ok(loaded) => {
                        operation.index_fields(notice, &loaded.content)?;
                        operation.index_table(notice, &loaded.content.table)?;
                    }
                    Err(error) => tracing::error!(%error, "a notice cannot be indexed"),
                }
                if rows >= room {
                    break;
                }
                room -= rows;
            }
            count(operation.connection)
        })
    }

    /// How many notices are not in the index yet.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn unindexed(&self) -> Result<usize> {
        count(&self.connection)
    }
}

impl Operation<'_> {
    /// The newest first, since that is what is searched for, with as much work as it is: a row's for its texts.
    fn next_due(&self) -> Result<Option<(NoticeId, usize)>> {
        let next = self
            .connection
            .prepare_cached(
                "SELECT notice.id AS id, notice.row_count AS rows FROM search_due
                 JOIN notice ON notice.id = search_due.notice ORDER BY notice.id DESC LIMIT 1",
            )?
            .query_row([], |row| Ok((row.get::<_, i64>("id")?, row.get::<_, i64>("rows")?)))
            .optional()?;
        Ok(next.map(|(id, rows)| (NoticeId::from_stored(id), usize::try_from(rows).unwrap_or_default() + 1)))
    }

    pub(super) fn is_due(&self, notice: NoticeId) -> Result<bool> {
        Ok(self
            .connection
            .prepare_cached("SELECT 1 FROM search_due WHERE notice = :notice")?
            .exists(named_params! { ":notice": notice.get() })?)
    }
}

fn count(connection: &Connection) -> Result<usize> {
    let due: i64 = connection.query_row("SELECT count(*) AS due FROM search_due", [], |row| row.get("due"))?;
    Ok(usize::try_from(due).unwrap_or_default())
}
