//! Undo of operations on whole notices and settings. Undo of keystrokes belongs to the editor.

use rusqlite::{OptionalExtension, named_params};
use serde::{Deserialize, Serialize};

use super::transact::Operation;
use super::{ElectionId, Result, Store, StoreError, encode};
use crate::domain::election::Plan;
use crate::domain::notice::{Content, NoticeId, State};

/// What an operation replaced: only that, so that what was typed since stays.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Before {
    /// The notice was not there; undone, it goes to the recycle bin, since things may have been typed into it.
    Created,
    /// Whether it lay in the recycle bin.
    Removed(bool),
    State(State),
    Title(String),
    /// The setting's name and its JSON, if it had one.
    Setting(String, Option<String>),
    /// As `Created`, of a whole election.
    SeriesCreated(Vec<NoticeId>),
    /// The plan and the texts a moved election had; the tables were not touched.
    SeriesMoved {
        election: ElectionId,
        plan: Plan,
        contents: Vec<(NoticeId, Content)>,
    },
}

/// What was undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// As the log names it: `create`, `remove`, `restore`, `state`, `rename`, `office`, `preferences`,
    /// `election`, `move`.
    pub operation: String,
    pub notice: Option<NoticeId>,
}

impl Store {
    /// Takes back the last operation of this session that is not yet taken back; `None` where there is none.
    ///
    /// # Errors
    /// A file that cannot be read or written; then nothing was taken back.
    pub fn undo_last(&mut self) -> Result<Option<Undone>> {
        self.transact(|operation| {
            let last = operation
                .connection
                .query_row(
                    "SELECT id, operation, notice, before FROM undo WHERE session = :session ORDER BY id DESC LIMIT 1",
                    named_params! { ":session": operation.session },
                    |row| {
                        Ok((
                            row.get::<_, i64>("id")?,
                            row.get::<_, String>("operation")?,
                            row.get::<_, Option<i64>>("notice")?,
                            row.get::<_, String>("before")?,
                        ))
                    },
                )
                .optional()?;
            let Some((id, name, notice, before)) = last else {
                return Ok(None);
            };
            let notice = notice.map(NoticeId::from_stored);
            let before = serde_json::from_str(&before).map_err(|_| StoreError::DamagedSetting { part: "undo" })?;
            operation.put_back(notice, before)?;
            operation.connection.execute("DELETE FROM undo WHERE id = :id", named_params! { ":id": id })?;
            operation.log("undo", notice, &name)?;
            Ok(Some(Undone { operation: name, notice }))
        })
    }
}

impl Store {
    /// From here on there is nothing to take back.
    pub(crate) fn forget_undo(&mut self) -> Result<()> {
        self.transact(|operation| {
            operation.connection.execute("DELETE FROM undo", [])?;
            Ok(())
        })
    }
}

impl Operation<'_> {
    pub(super) fn remember(&self, operation: &str, notice: Option<NoticeId>, before: &Before) -> Result<()> {
        if self.session.is_none() {
            return Ok(());
        }
        self.connection
            .prepare_cached(
                "INSERT INTO undo (session, operation, notice, before)
                 VALUES (:session, :operation, :notice, :before)",
            )?
            .execute(named_params! {
                ":session": self.session,
                ":operation": operation,
                ":notice": notice.map(NoticeId::get),
                ":before": encode(before)?,
            })?;
        Ok(())
    }

    fn put_back(&self, notice: Option<NoticeId>, before: Before) -> Result<()> {
        let named = || notice.ok_or(StoreError::DamagedSetting { part: "undo" });
        match before {
            Before::Created => self.write_removed(named()?, true),
            Before::Removed(removed) => self.write_removed(named()?, removed),
            Before::State(state) => self.write_state(named()?, state),
            Before::Title(title) => self.write_title(named()?, &title),
            Before::Setting(name, value) => self.put_setting(&name, value.as_deref()),
            Before::SeriesCreated(notices) => notices.into_iter().try_for_each(|one| self.write_removed(one, true)),
            Before::SeriesMoved { election, plan, contents } => self.put_series_back(election, &plan, &contents),
        }
    }
}
