//! What is done to a sealed record after it was sealed (保管): held for a dispute, concealed from outside, destroyed. Every
//! deed is one line that is never changed; the seal's own line stays as it is.

use jiff::ZonedDateTime;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::approval::hex;
use super::seal::digest::TableDigest;
use super::setting;
use super::transact::Operation;
use crate::domain::notice::{NoticeId, State};
use crate::domain::retention::{Deed, Keeping, KeepingFault, Standing};
use crate::store::{Result, Store, StoreError, lived, stored_instant};

pub(super) mod conceal;
mod destroy;

pub use destroy::{Destruction, Witness};

/// As the log names every deed.
pub(super) const OPERATION: &str = "custody";

/// One deed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Custody {
    pub notice: NoticeId,
    pub deed: Deed,
    pub at: ZonedDateTime,
    /// Empty: the program by itself, as the office set it.
    pub person: String,
    pub reason: String,
    /// Of a destruction.
    pub destroyed: Option<Destroyed>,
}

/// What a destruction leaves in writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Destroyed {
    /// How the first person agreed: `pin` or `paper`.
    pub means: String,
    pub second: String,
    pub second_means: String,
    /// 10年
    pub term: String,
    /// The day from which it might be destroyed.
    pub over: jiff::civil::Date,
    /// SHA-256 of the seal's manifest, which stays.
    pub manifest: String,
    /// What is left of the notice in the database.
    pub rows: Vec<TableDigest>,
}

/// A line as it lies in the file.
struct Stored {
    notice: i64,
    deed: String,
    at: String,
    offset: i32,
    person: String,
    reason: String,
    detail: String,
    event: i64,
}

impl Store {
    /// 保管期限 and what is concealed by itself, as the office set it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn keeping(&self) -> Result<Keeping> {
        Ok(setting::read(&self.connection, "keeping")?.unwrap_or_default())
    }

    /// # Errors
    /// A file that cannot be written.
    pub fn set_keeping(&mut self, keeping: &Keeping) -> Result<()> {
        self.transact(|operation| operation.set("keeping", keeping))
    }

    /// 冻结: the record is needed and not destroyed until it is released.
    ///
    /// # Errors
    /// [`StoreError::Keeping`].
    pub fn hold(&mut self, notice: NoticeId, person: &str, reason: &str) -> Result<()> {
        self.transact_by(person, |operation| operation.keep(notice, Deed::Hold, person, reason))
    }

    /// 解除冻结
    ///
    /// # Errors
    /// [`StoreError::Keeping`].
    pub fn release(&mut self, notice: NoticeId, person: &str, reason: &str) -> Result<()> {
        self.transact_by(person, |operation| operation.keep(notice, Deed::Release, person, reason))
    }

    /// Everything that was done to a record, in its order.
    ///
    /// # Errors
    /// A file that cannot be read, or a line that is damaged.
    pub fn custody(&self, notice: NoticeId) -> Result<Vec<Custody>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM custody WHERE notice = :notice ORDER BY id"))?;
        let stored = statement.query_map(named_params! { ":notice": notice.get() }, Stored::read)?;
        stored.map(|stored| stored?.into_custody()).collect()
    }

    /// What the destruction of a record left in writing; `None`: it was not destroyed.
    ///
    /// # Errors
    /// As [`Store::custody`].
    pub fn destroyed(&self, notice: NoticeId) -> Result<Option<Destroyed>> {
        Ok(self.custody(notice)?.into_iter().find_map(|custody| custody.destroyed))
    }

    /// # Errors
    /// As [`Store::custody`].
    pub fn standing(&self, notice: NoticeId) -> Result<Standing> {
        standing(&self.connection, notice)
    }

    /// Follows the lines beside the events that cover them. The first that is missing, replaced or altered, or that could
    /// not have followed on those before it.
    ///
    /// # Errors
    /// A file that cannot be read. A difference is no error but an answer.
    pub fn verify_custody(&self) -> Result<Option<NoticeId>> {
        let mut lines = self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM custody ORDER BY id"))?;
        let lines: Vec<Stored> = lines.query_map([], Stored::read)?.collect::<rusqlite::Result<_>>()?;
        let mut events = self.connection.prepare_cached(
            "SELECT id, notice, at, utc_offset, summary FROM event WHERE operation = :custody ORDER BY id",
        )?;
        let mut events = events.query(named_params! { ":custody": OPERATION })?;
        let mut all = std::collections::HashMap::new();
        for line in lines {
            let notice = NoticeId::from_stored(line.notice);
            let Some(event) = events.next()? else { return Ok(Some(notice)) };
            let is_covered = event.get::<_, i64>("id")? == line.event
                && event.get::<_, Option<i64>>("notice")? == Some(line.notice)
                && event.get::<_, String>("at")? == line.at
                && event.get::<_, i32>("utc_offset")? == line.offset
                && event.get::<_, String>("summary")? == line.told();
            let Ok(custody) = line.into_custody() else { return Ok(Some(notice)) };
            let standing: &mut Standing = all.entry(notice).or_default();
            let is_lawful = custody.deed != Deed::Destroy
                || custody
                    .destroyed
                    .as_ref()
                    .is_some_and(|destroyed| destroyed.over <= custody.at.date() && destroyed.second != custody.person);
            match standing.after(custody.deed) {
                Ok(after) if is_covered && is_lawful => *standing = after,
                _ => return Ok(Some(notice)),
            }
        }
        let left = events.next()?.map(|event| event.get::<_, Option<i64>>("notice")).transpose()?;
        Ok(left.map(|notice| NoticeId::from_stored(notice.unwrap_or_default())))
    }
}

impl Operation<'_> {
    /// Enters a deed that has nothing more to say.
    fn keep(&self, notice: NoticeId, deed: Deed, person: &str, reason: &str) -> Result<()> {
        if reason.trim().is_empty() {
            return Err(StoreError::Keeping { notice, fault: KeepingFault::NoReason });
        }
        self.may(notice, deed)?;
        self.enter(notice, deed, person, reason, None)
    }

    /// Whether the deed can be done to the record now.
    fn may(&self, notice: NoticeId, deed: Deed) -> Result<()> {
        let refuse = |fault| StoreError::Keeping { notice, fault };
        let is_sealed = self
            .connection
            .prepare_cached("SELECT 1 FROM seal WHERE notice = :notice")?
            .exists(named_params! { ":notice": notice.get() })?;
        if self.summary(notice)?.state != State::Archived || !is_sealed {
            return Err(refuse(KeepingFault::NotSealed));
        }
        standing(self.connection, notice)?.after(deed).map(drop).map_err(refuse)
    }

    fn enter(
        &self,
        notice: NoticeId,
        deed: Deed,
        person: &str,
        reason: &str,
        destroyed: Option<&Destroyed>,
    ) -> Result<()> {
        let mut line = Stored {
            notice: notice.get(),
            deed: deed.code().to_owned(),
            at: stored_instant(self.now.timestamp()),
            offset: self.now.offset().seconds(),
            person: person.trim().to_owned(),
            reason: reason.trim().to_owned(),
            detail: destroyed.map(super::encode).transpose()?.unwrap_or_default(),
            event: 0,
        };
        self.log(OPERATION, Some(notice), &line.told())?;
        line.event = self.connection.query_row("SELECT max(id) AS id FROM event", [], |row| row.get("id"))?;
        self.connection.execute(
            "INSERT INTO custody (notice, deed, at, at_offset, person, reason, detail, event)
             VALUES (:notice, :deed, :at, :offset, :person, :reason, :detail, :event)",
            named_params! {
                ":notice": line.notice,
                ":deed": line.deed,
                ":at": line.at,
                ":offset": line.offset,
                ":person": line.person,
                ":reason": line.reason,
                ":detail": line.detail,
                ":event": line.event,
            },
        )?;
        Ok(())
    }
}

const COLUMNS: &str = "notice, deed, at, at_offset, person, reason, detail, event";

impl Stored {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            notice: row.get("notice")?,
            deed: row.get("deed")?,
            at: row.get("at")?,
            offset: row.get("at_offset")?,
            person: row.get("person")?,
            reason: row.get("reason")?,
            detail: row.get("detail")?,
            event: row.get("event")?,
        })
    }

    /// What the event says: the deed, and a hash over the whole line. The log itself holds no names and no reasons.
    fn told(&self) -> String {
        let Self { notice, deed, at, offset, person, reason, detail, event: _ } = self;
        let line = format!("{notice}\n{deed}\n{at}\n{offset}\n{person}\n{reason}\n{detail}");
        format!("{deed} {}", hex(&Sha256::digest(line.as_bytes())))
    }

    fn into_custody(self) -> Result<Custody> {
        let notice = NoticeId::from_stored(self.notice);
        let damaged = || StoreError::Damaged { notice, part: "what was done to its record" };
        let destroyed = match self.detail.as_str() {
            "" => None,
            detail => Some(serde_json::from_str(detail).map_err(|_| damaged())?),
        };
        Ok(Custody {
            notice,
            deed: Deed::of_code(&self.deed).ok_or_else(damaged)?,
            at: lived(&self.at, self.offset).ok_or_else(damaged)?,
            person: self.person,
            reason: self.reason,
            destroyed,
        })
    }
}

/// Where the record stands after all that was done to it.
pub(super) fn standing(connection: &Connection, notice: NoticeId) -> Result<Standing> {
    let damaged = || StoreError::Damaged { notice, part: "what was done to its record" };
    let mut statement = connection.prepare_cached("SELECT deed FROM custody WHERE notice = :notice ORDER BY id")?;
    let mut rows = statement.query(named_params! { ":notice": notice.get() })?;
    let mut standing = Standing::default();
    while let Some(row) = rows.next()? {
        let deed = Deed::of_code(row.get_ref("deed")?.as_str().map_err(|_| damaged())?).ok_or_else(damaged)?;
        standing = standing.after(deed).map_err(|_| damaged())?;
    }
    Ok(standing)
}

/// Of the seal's line: its manifest and the day of sealing.
fn sealed(connection: &Connection, notice: NoticeId) -> Result<Option<(String, ZonedDateTime)>> {
    let found = connection
        .prepare_cached("SELECT manifest, sealed, sealed_offset FROM seal WHERE notice = :notice")?
        .query_row(named_params! { ":notice": notice.get() }, |row| {
            Ok((
                row.get::<_, String>("manifest")?,
                row.get::<_, String>("sealed")?,
                row.get::<_, i32>("sealed_offset")?,
            ))
        })
        .optional()?;
    found
        .map(|(manifest, at, offset)| {
            let at = lived(&at, offset).ok_or(StoreError::DamagedSetting { part: "seal" })?;
            Ok((manifest, at))
        })
        .transpose()
}
