//! Writing the log.

use jiff::SignedDuration;
use rusqlite::{OptionalExtension, named_params};

use super::{Canonical, EventHash};
use crate::domain::notice::NoticeId;
use crate::store::transact::Operation;
use crate::store::{Result, StoreError, stored_instant};

/// Typing is saved twice a second and logged once a minute for each notice, unless something else was done to the
/// notice in between.
const EDITS_MERGE: SignedDuration = SignedDuration::from_secs(60);

impl Operation<'_> {
    pub(in crate::store) fn log(&self, operation: &str, notice: Option<NoticeId>, summary: &str) -> Result<()> {
        let last = self
            .connection
            .prepare_cached("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get::<_, i64>("id")?, row.get::<_, Vec<u8>>("hash")?)))
            .optional()?;
        let (id, before) = match last {
            Some((id, hash)) => (id + 1, EventHash::read(&hash).ok_or(StoreError::DamagedSetting { part: "event" })?),
            None => (1, EventHash::START),
        };
        let at = stored_instant(self.now.timestamp());
        let event = Canonical {
            id,
            at: &at,
            utc_offset: self.now.offset().seconds(),
            session: self.session.unwrap_or(0),
            actor: self.actor,
            operation,
            notice: notice.map(NoticeId::get),
            summary,
        };
        let hash = before.after(&event)?;
        self.connection
            .prepare_cached(
                "INSERT INTO event (id, at, utc_offset, session, actor, operation, notice, summary, hash)
                 VALUES (:id, :at, :utc_offset, :session, :actor, :operation, :notice, :summary, :hash)",
            )?
            .execute(named_params! {
                ":id": event.id,
                ":at": event.at,
                ":utc_offset": event.utc_offset,
                ":session": event.session,
                ":actor": event.actor,
                ":operation": event.operation,
                ":notice": event.notice,
                ":summary": event.summary,
                ":hash": hash.bytes().as_slice(),
            })?;
        Ok(())
    }

    /// Logs that a notice was typed in, at most once a minute and session.
    pub(in crate::store) fn log_edit(&self, notice: NoticeId, title: &str) -> Result<()> {
        let last = self
            .connection
            .prepare_cached("SELECT operation, session, at FROM event WHERE notice = :notice ORDER BY id DESC LIMIT 1")?
            .query_row(named_params! { ":notice": notice.get() }, |row| {
                Ok((row.get::<_, String>("operation")?, row.get::<_, i64>("session")?, row.get::<_, String>("at")?))
            })
            .optional()?;
        let now = self.now.timestamp();
        let merges = last.is_some_and(|(operation, session, at)| {
            let age = at.parse().map(|at: jiff::Timestamp| now.duration_since(at));
            operation == "edit"
                && session == self.session.unwrap_or(0)
                && age.is_ok_and(|age| age >= SignedDuration::ZERO && age < EDITS_MERGE)
        });
        if merges { Ok(()) } else { self.log("edit", Some(notice), title) }
    }
}
