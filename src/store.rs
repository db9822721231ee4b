//! The office's notices in one SQLite file: every change is a named operation in one transaction, written to the log.
//!
//! One thread owns the connection: see [`Handle`]. What [`Store`] promises:
//! - A change that returned `Ok` survives a power cut (WAL, `synchronous = FULL`).
//! - A change that returned `Err` changed nothing.
//! - What was posted is not edited and not removed ([`StoreError::Posted`]).

use std::path::PathBuf;

use jiff::{Timestamp, ZonedDateTime};
use rusqlite::Connection;

use crate::domain::board::Misfit;
use crate::domain::life::Step;
use crate::domain::notice::{NoticeId, State};
use crate::domain::retention::KeepingFault;

mod agenda;
mod approval;
mod attachment;
mod backup;
mod custody;
mod edition;
mod election;
mod event;
mod handle;
mod import;
mod life;
mod lobby;
mod notice;
mod objection;
mod office;
mod person;
mod pin;
mod place;
mod posting;
mod preferences;
mod printer;
mod record;
mod reply;
mod rulebook;
mod schema;
mod seal;
mod search;
mod session;
mod setting;
mod shape;
mod transact;
mod undo;

#[cfg(test)]
mod tests;

pub use attachment::{Attachment, Role as AttachmentRole};
pub use custody::{Custody, Destroyed, Destruction, Witness};
pub use edition::{Edition, EditionId, EditionName, OnScreen};
pub use election::{Election, ElectionId, Numbered};
pub use event::{Event, EventHash, list::EventFilter, verify::Verified};
pub use handle::Handle;
pub use import::Old;
pub use lobby::{ChangeMark, FreshPictures, FrozenPage, OnScreenHit, Pulse};
pub use notice::correct::{Corrections, Relation};
pub use notice::list::Filter;
pub use person::Worker;
pub use pin::{Hangs, Placing};
pub use posting::{Frozen, PostingOrder};
pub use preferences::Preferences;
pub use record::{Imported, Record};
pub use reply::Reply;
pub use seal::digest::TableDigest;
pub use seal::{Seal, SealedPart};
pub use search::people::Person;
pub use search::{Ask, Results};
pub use session::{Interrupted, Recovered};
pub use undo::Undone;

pub type Result<T> = std::result::Result<T, StoreError>;

/// The open database of one office.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// `None`: in memory, for tests.
    path: Option<PathBuf>,
    /// `None`: opened beside the window that owns the session.
    session: Option<i64>,
    interrupted: Option<Interrupted>,
    clock: Clock,
}

/// Where the store takes the time from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    #[default]
    System,
    /// For samples and tests: everything happens at this instant, in its time zone.
    Fixed(ZonedDateTime),
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{path} cannot be opened as a database", path = path.display())]
    Open { path: PathBuf, source: rusqlite::Error },
    #[error("{path} was written by a newer version of the program", path = path.display())]
    Newer { path: PathBuf },
    #[error("{path} was written by an older version and has to be opened by the main window first", path = path.display())]
    Older { path: PathBuf },
    #[error("{path} could not be brought to the current schema", path = path.display())]
    Migrate { path: PathBuf, source: rusqlite_migration::Error },
    #[error("cannot {operation} {path}", path = path.display())]
    File { path: PathBuf, operation: &'static str, source: std::io::Error },
    #[error("the backup {path} does not read back whole", path = path.display())]
    BadBackup { path: PathBuf },
    #[error("the database refused the operation")]
    Sql(#[from] rusqlite::Error),
    #[error("there is no notice {}", .0.get())]
    NoSuchNotice(NoticeId),
    /// `part` names the column of the database; the value itself may be personal and is not repeated.
    #[error("notice {} is damaged: {part} cannot be read", notice.get())]
    Damaged { notice: NoticeId, part: &'static str },
    /// As [`StoreError::Damaged`], outside any notice.
    #[error("the stored {part} cannot be read")]
    DamagedSetting { part: &'static str },
    #[error("the value cannot be written as JSON")]
    Encode,
    /// What was posted is never edited: a correction is a new notice.
    #[error("notice {} is {state:?} and no longer edited", notice.get())]
    Posted { notice: NoticeId, state: State },
    /// The life of a notice does not allow the step: see [`crate::domain::life`].
    #[error("notice {} is {state:?}: {step:?} is not allowed", notice.get())]
    NotAllowed { notice: NoticeId, state: State, step: Step },
    /// What was to be signed or posted is not what lies in the file any more.
    #[error("notice {} was changed in the meantime", .0.get())]
    Changed(NoticeId),
    /// It is not done to that record: see [`crate::domain::retention`].
    #[error("the record of notice {} is kept as it is: {fault:?}", notice.get())]
    Keeping { notice: NoticeId, fault: KeepingFault },
    #[error("the PIN is wrong, or the person has none")]
    WrongPin,
    #[error("notice {} has no objection {number} that waits for an answer", notice.get())]
    NoSuchObjection { notice: NoticeId, number: u32 },
    #[error("a PIN has four to twelve digits")]
    BadPin,
    #[error("notice {} is not in the recycle bin", .0.get())]
    NotRemoved(NoticeId),
    #[error("there is no such election")]
    NoSuchElection,
    #[error("there is no such place")]
    NoSuchPlace,
    /// Two places of one form and name could not be told apart.
    #[error("the place is there already")]
    SamePlace,
    #[error("{hanging} notices hang there")]
    PlaceInUse { hanging: usize },
    /// A sheet would hang over another or over the panel's edge.
    #[error("a sheet cannot hang there: {0:?}")]
    NoRoom(Misfit),
    /// A year of days off that cannot be meant.
    #[error("the list of days off cannot be meant: {}", rulebook::fault_text(.0))]
    BadYear(crate::domain::period::ListFault),
    /// A rule of the office's own asks less than the law, and says not why.
    #[error("a rule that asks less wants a reason")]
    NeedsReason,
    #[error("an operation broke off")]
    Panicked,
    #[error("the store is closed")]
    Closed,
}

impl Store {
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// The present by the store's clock.
    pub fn now(&self) -> ZonedDateTime {
        match &self.clock {
            Clock::System => ZonedDateTime::now(),
            Clock::Fixed(at) => at.clone(),
        }
    }
}

/// As instants are stored: UTC, milliseconds, always the same length.
fn stored_instant(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// An instant as it was lived: UTC, and the seconds east of Greenwich.
fn lived(at: &str, offset: i32) -> Option<ZonedDateTime> {
    let offset = jiff::tz::Offset::from_seconds(offset).ok()?;
    Some(at.parse::<Timestamp>().ok()?.to_zoned_datetime(jiff::tz::TimeZone::fixed(offset)))
}

/// Values are written as JSON; the error says nothing about the value, which may be personal.
fn encode<T: serde::Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreError::Encode)
}
