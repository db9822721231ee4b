//! What is typed into a notice: the least that changed is written.

use rusqlite::named_params;

use crate::domain::notice::{Content, NoticeId, Summary};
use crate::domain::table::{Row, RowKey, Table};
use crate::store::notice::role_code;
use crate::store::transact::Operation;
use crate::store::undo::Before;
use crate::store::{Result, Store, encode};

impl Store {
    /// Saves everything outside the table; `content.table` is not looked at.
    ///
    /// # Errors
    /// [`crate::store::StoreError::Posted`] where the notice hangs or hung;
    /// [`crate::store::StoreError::NoSuchNotice`].
    pub fn save_fields(&mut self, notice: NoticeId, content: &Content) -> Result<Summary> {
        self.edit(notice, |operation| operation.write_fields(notice, content))
    }

    /// Saves rows that changed in place, each with its position in the table. A row not yet stored is added; the other
    /// rows keep their positions (see [`Store::insert_rows`]).
    ///
    /// # Errors
    /// As [`Store::save_fields`].
    pub fn save_rows(&mut self, notice: NoticeId, rows: &[(usize, &Row)]) -> Result<Summary> {
        self.edit(notice, |operation| {
            operation.write_rows(notice, rows.iter().copied())?;
            operation.index_rows(notice, rows.iter().map(|(_, row)| row.key))?;
            operation.count_rows(notice)
        })
    }

    /// Saves new rows that stand together from position `at` on; the rows from there move down.
    ///
    /// # Errors
    /// As [`Store::save_fields`].
    pub fn insert_rows(&mut self, notice: NoticeId, at: usize, rows: &[&Row]) -> Result<Summary> {
        self.edit(notice, |operation| {
            operation
                .connection
                .prepare_cached(
                    "UPDATE row SET position = position + :added WHERE notice = :notice AND position >= :at",
                )?
                .execute(named_params! { ":notice": notice.get(), ":at": at as i64, ":added": rows.len() as i64 })?;
            operation.write_rows(notice, rows.iter().enumerate().map(|(index, row)| (at + index, *row)))?;
            operation.index_rows(notice, rows.iter().map(|row| row.key))?;
            operation.count_rows(notice)
        })
    }

    /// Deletes rows; those below move up.
    ///
    /// # Errors
    /// As [`Store::save_fields`].
    pub fn remove_rows(&mut self, notice: NoticeId, rows: &[RowKey]) -> Result<Summary> {
        self.edit(notice, |operation| {
            for key in rows {
                operation
                    .connection
                    .prepare_cached("DELETE FROM row WHERE notice = :notice AND key = :key")?
                    .execute(named_params! { ":notice": notice.get(), ":key": key.get() })?;
            }
            operation
                .connection
                .prepare_cached(
                    "UPDATE row SET position = place.position
                     FROM (SELECT key, row_number() OVER (ORDER BY position, key) - 1 AS position
                           FROM row WHERE notice = :notice) AS place
                     WHERE row.notice = :notice AND row.key = place.key AND row.position <> place.position",
                )?
                .execute(named_params! { ":notice": notice.get() })?;
            operation.index_rows(notice, rows.iter().copied())?;
            operation.count_rows(notice)
        })
    }

    /// Saves the whole table, columns and rows, in place of what was there: after an import, a sort, a change of columns.
    ///
    /// # Errors
    /// As [`Store::save_fields`].
    pub fn save_table(&mut self, notice: NoticeId, table: &Table) -> Result<Summary> {
        self.edit(notice, |operation| operation.write_table(notice, table))
    }

    /// Changes the title alone, as a list does; unlike typing it can be undone here.
    ///
    /// # Errors
    /// As [`Store::save_fields`].
    pub fn rename(&mut self, notice: NoticeId, title: &str) -> Result<Summary> {
        self.transact(|operation| {
            let summary = operation.open_notice(notice)?;
            operation.reopen(&summary)?;
            let before = summary.title;
            operation.write_title(notice, title)?;
            operation.remember("rename", Some(notice), &Before::Title(before))?;
            operation.log("rename", Some(notice), title)?;
            operation.touch(notice)
        })
    }

    fn edit(&mut self, notice: NoticeId, write: impl FnOnce(&Operation<'_>) -> Result<()>) -> Result<Summary> {
        self.transact(|operation| {
            let summary = operation.open_notice(notice)?;
            operation.reopen(&summary)?;
            write(operation)?;
            let summary = operation.touch(notice)?;
            operation.mark_editing(notice)?;
            operation.log_edit(notice, &summary.title)?;
            Ok(summary)
        })
    }
}

impl Operation<'_> {
    pub(in crate::store) fn write_title(&self, notice: NoticeId, title: &str) -> Result<()> {
        let mut content = self.load(notice)?.content;
        title.clone_into(&mut content.title);
        self.write_fields(notice, &content)
    }

    pub(super) fn write_table(&self, notice: NoticeId, table: &Table) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE notice SET columns = :columns WHERE id = :id")?
            .execute(named_params! { ":id": notice.get(), ":columns": encode(&table.columns)? })?;
        self.connection
            .prepare_cached("DELETE FROM row WHERE notice = :notice")?
            .execute(named_params! { ":notice": notice.get() })?;
        self.write_rows(notice, table.rows.iter().enumerate())?;
        self.index_table(notice, table)?;
        self.count_rows(notice)
    }

    fn write_rows<'a>(&self, notice: NoticeId, rows: impl Iterator<Item = (usize, &'a Row)>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO row (notice, key, position, role, source, cells)
             VALUES (:notice, :key, :position, :role, :source, :cells)
             ON CONFLICT (notice, key) DO UPDATE SET
                 position = excluded.position, role = excluded.role, source = excluded.source, cells = excluded.cells",
        )?;
        for (position, row) in rows {
            statement.execute(named_params! {
                ":notice": notice.get(),
                ":key": row.key.get(),
                ":position": position as i64,
                ":role": role_code(row.role),
                ":source": row.source,
                ":cells": encode(&row.cells)?,
            })?;
        }
        Ok(())
    }

    fn count_rows(&self, notice: NoticeId) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE notice SET
                     row_count = (SELECT count(*) FROM row WHERE notice = :id AND role = 'data'),
                     next_key = max(next_key, (SELECT coalesce(max(key) + 1, 0) FROM row WHERE notice = :id))
                 WHERE id = :id",
            )?
            .execute(named_params! { ":id": notice.get() })?;
        self.count_further_rows(notice)
    }
}
