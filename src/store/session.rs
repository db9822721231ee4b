//! From one start of the program to its end, so that the next start can say what was recovered.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, named_params};

use super::transact::Operation;
use super::{Result, Store, StoreError, stored_instant};
use crate::domain::notice::NoticeId;

/// The session before this one ended in the middle of editing: killed, or the power went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interrupted {
    pub opened: Timestamp,
    /// Last saved first.
    pub notices: Vec<Recovered>,
}

/// A notice that was being edited; all that was saved of it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    pub id: NoticeId,
    pub title: String,
    pub saved: Timestamp,
}

impl Store {
    /// What the session before this one left unfinished; `None` where it ended in peace.
    pub fn last_session(&self) -> Option<&Interrupted> {
        self.interrupted.as_ref()
    }

    /// The editor left the notice: a later crash does not concern it.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn finish_editing(&mut self, notice: NoticeId) -> Result<()> {
        self.transact(|operation| {
            operation
                .connection
                .prepare_cached("DELETE FROM editing WHERE session = :session AND notice = :notice")?
                .execute(named_params! { ":session": operation.session, ":notice": notice.get() })?;
            Ok(())
        })
    }

    pub(super) fn begin_session(&mut self) -> Result<()> {
        let (session, interrupted) = self.transact(|operation| {
            let interrupted = read_interrupted(operation)?;
            // Undo ends with the session, and so does what was being edited.
            operation.connection.execute("DELETE FROM undo", [])?;
            operation.connection.execute("DELETE FROM editing", [])?;
            operation.connection.execute(
                "INSERT INTO session (opened) VALUES (:opened)",
                named_params! { ":opened": stored_instant(operation.now.timestamp()) },
            )?;
            Ok((operation.connection.last_insert_rowid(), interrupted))
        })?;
        self.session = Some(session);
        self.interrupted = interrupted;
        Ok(())
    }

    /// Marks the session as ended in peace. [`super::Handle`] does it when its last clone is dropped.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn end_session(&mut self) -> Result<()> {
        if self.session.is_none() {
            return Ok(());
        }
        self.transact(|operation| {
            operation.connection.execute(
                "UPDATE session SET closed = :closed WHERE id = :session",
                named_params! {
                    ":closed": stored_instant(operation.now.timestamp()),
                    ":session": operation.session,
                },
            )?;
            Ok(())
        })
    }
}

impl Operation<'_> {
    pub(super) fn mark_editing(&self, notice: NoticeId) -> Result<()> {
        if self.session.is_none() {
            return Ok(());
        }
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO editing (session, notice, saved) VALUES (:session, :notice, :saved)",
            )?
            .execute(named_params! {
                ":session": self.session,
                ":notice": notice.get(),
                ":saved": stored_instant(self.now.timestamp()),
            })?;
        Ok(())
    }
}

fn read_interrupted(operation: &Operation<'_>) -> Result<Option<Interrupted>> {
    let last = operation
        .connection
        .query_row("SELECT id, opened, closed FROM session ORDER BY id DESC LIMIT 1", [], |row| {
            Ok((row.get::<_, i64>("id")?, row.get::<_, String>("opened")?, row.get::<_, Option<String>>("closed")?))
        })
        .optional()?;
    let Some((session, opened, None)) = last else {
        return Ok(None);
    };
    let mut statement = operation.connection.prepare(
        "SELECT notice.id AS id, notice.title AS title, editing.saved AS saved
         FROM editing JOIN notice ON notice.id = editing.notice
         WHERE editing.session = :session ORDER BY editing.saved DESC",
    )?;
    let rows = statement.query_map(named_params! { ":session": session }, |row| {
        Ok((row.get::<_, i64>("id")?, row.get::<_, String>("title")?, row.get::<_, String>("saved")?))
    })?;
    let mut notices = Vec::new();
    for row in rows {
        let (id, title, saved) = row?;
        notices.push(Recovered { id: NoticeId::from_stored(id), title, saved: instant(&saved)? });
    }
    Ok(if notices.is_empty() { None } else { Some(Interrupted { opened: instant(&opened)?, notices }) })
}

fn instant(stored: &str) -> Result<Timestamp> {
    stored.parse().map_err(|_| StoreError::DamagedSetting { part: "session" })
}
