//! The event log: what was done, by whom, when, as a hash chain.

use jiff::ZonedDateTime;
use jiff::tz::{Offset, TimeZone};
use rusqlite::Row;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Result, StoreError};
use crate::domain::notice::NoticeId;

mod append;
pub(super) mod list;
pub(super) mod verify;

/// SHA-256 over the hash before it and the event's canonical JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventHash([u8; 32]);

/// One thing that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// 1, 2, 3 … without a gap.
    pub id: i64,
    pub at: ZonedDateTime,
    /// Empty: the office.
    pub actor: String,
    /// `create`, `edit`, `state`, `remove` …
    pub operation: String,
    pub notice: Option<NoticeId>,
    /// The notice's title, or what the operation says of itself; never personal data of its own.
    pub summary: String,
    pub hash: EventHash,
}

/// What is hashed, in this order; a field may be added at the end only where old events do not have it.
#[derive(Serialize)]
struct Canonical<'a> {
    id: i64,
    at: &'a str,
    utc_offset: i32,
    session: i64,
    actor: &'a str,
    operation: &'a str,
    notice: Option<i64>,
    summary: &'a str,
}

/// An event as it lies in the file, before anything in it is believed.
struct Stored {
    id: i64,
    at: String,
    utc_offset: i32,
    session: i64,
    actor: String,
    operation: String,
    notice: Option<i64>,
    summary: String,
    hash: Vec<u8>,
}

const COLUMNS: &str = "id, at, utc_offset, session, actor, operation, notice, summary, hash";

impl EventHash {
    /// What stands before the first event.
    const START: Self = Self([0; 32]);

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    fn after(self, event: &Canonical<'_>) -> Result<Self> {
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        hasher.update(super::encode(event)?);
        Ok(Self(hasher.finalize().into()))
    }
}

impl Stored {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            at: row.get("at")?,
            utc_offset: row.get("utc_offset")?,
            session: row.get("session")?,
            actor: row.get("actor")?,
            operation: row.get("operation")?,
            notice: row.get("notice")?,
            summary: row.get("summary")?,
            hash: row.get("hash")?,
        })
    }

    fn canonical(&self) -> Canonical<'_> {
        Canonical {
            id: self.id,
            at: &self.at,
            utc_offset: self.utc_offset,
            session: self.session,
            actor: &self.actor,
            operation: &self.operation,
            notice: self.notice,
            summary: &self.summary,
        }
    }

    fn into_event(self) -> Result<Event> {
        let damaged = || StoreError::DamagedSetting { part: "event" };
        let offset = Offset::from_seconds(self.utc_offset).map_err(|_| damaged())?;
        let at: jiff::Timestamp = self.at.parse().map_err(|_| damaged())?;
        Ok(Event {
            id: self.id,
            at: at.to_zoned_datetime(TimeZone::fixed(offset)),
            actor: self.actor,
            operation: self.operation,
            notice: self.notice.map(NoticeId::from_stored),
            summary: self.summary,
            hash: EventHash::read(&self.hash).ok_or_else(damaged)?,
        })
    }
}
