//! Sealed records (封存): what a posting leaves behind, unchanged for ever, each hash over the one before it.

use jiff::ZonedDateTime;
use rusqlite::{OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};

use digest::TableDigest;

use crate::domain::life::Step;
use crate::domain::notice::NoticeId;
use crate::store::{Result, Store, StoreError, lived, stored_instant};

pub(super) mod digest;

/// One link of the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Seal {
    /// 1, 2, 3 …
    pub number: u64,
    pub notice: NoticeId,
    pub sealed: ZonedDateTime,
    /// JSON: every part with its SHA-256, and the notice's serial.
    pub manifest: String,
    pub hash: [u8; 32],
}

/// A part of a record that lies nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedPart {
    pub name: String,
    pub body: Vec<u8>,
}

impl Store {
    /// Seals the record of a notice that was taken down. `manifest` is told what the notice's rows look like from now on.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`] before it was taken down.
    pub fn seal(
        &mut self,
        notice: NoticeId,
        manifest: impl FnOnce(Vec<TableDigest>) -> serde_json::Result<String>,
        parts: &[SealedPart],
        by: &str,
    ) -> Result<Seal> {
        self.transact_by(by, |operation| {
            operation.take_step(notice, Step::Seal, "")?;
            let manifest = manifest(digest::of(operation.connection, notice)?).map_err(|_| StoreError::Encode)?;
            let last: Option<(u64, Vec<u8>)> = operation
                .connection
                .query_row("SELECT number, hash FROM seal ORDER BY number DESC LIMIT 1", [], |row| {
                    Ok((row.get::<_, i64>("number")?.unsigned_abs(), row.get("hash")?))
                })
                .optional()?;
            let (number, before) = last.map_or((1, vec![0; 32]), |(number, hash)| (number + 1, hash));
            let sealed = operation.now.clone();
            let at = stored_instant(sealed.timestamp());
            let offset = sealed.offset().seconds();
            let hash = link(&before, number, notice, &at, offset, &manifest);
            operation.connection.execute(
                "INSERT INTO seal (number, notice, sealed, sealed_offset, manifest, hash)
                 VALUES (:number, :notice, :sealed, :offset, :manifest, :hash)",
                named_params! {
                    ":number": number as i64,
                    ":notice": notice.get(),
                    ":sealed": at,
                    ":offset": offset,
                    ":manifest": manifest,
                    ":hash": hash.as_slice(),
                },
            )?;
            for part in parts {
                operation
                    .connection
                    .prepare_cached("INSERT INTO sealed_part (seal, name, body) VALUES (:seal, :name, :body)")?
                    .execute(named_params! { ":seal": number as i64, ":name": part.name, ":body": part.body })?;
            }
            Ok(Seal { number, notice, sealed, manifest, hash })
        })
    }

    /// All seals in their order, without a look at whether they hold.
    ///
    /// # Errors
    /// A file that cannot be read, or a seal whose fields cannot.
    pub fn seals(&self) -> Result<Vec<Seal>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT number, notice, sealed, sealed_offset, manifest, hash FROM seal ORDER BY number")?;
        let mut rows = statement.query([])?;
        let mut seals = Vec::new();
        while let Some(row) = rows.next()? {
            seals.push(read(row)?);
        }
        Ok(seals)
    }

    /// A notice's own seal.
    ///
    /// # Errors
    /// As [`Store::seals`].
    pub fn seal_of(&self, notice: NoticeId) -> Result<Option<Seal>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, notice, sealed, sealed_offset, manifest, hash FROM seal WHERE notice = :notice",
        )?;
        let mut rows = statement.query(named_params! { ":notice": notice.get() })?;
        rows.next()?.map(read).transpose()
    }

    /// The seal of that number.
    ///
    /// # Errors
    /// As [`Store::seals`].
    pub fn seal_numbered(&self, number: u64) -> Result<Option<Seal>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, notice, sealed, sealed_offset, manifest, hash FROM seal WHERE number = :number",
        )?;
        let mut rows = statement.query(named_params! { ":number": number as i64 })?;
        rows.next()?.map(read).transpose()
    }

    /// The manifests alone of all seals are long: so many seals there are.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn seal_count(&self) -> Result<usize> {
        let count: i64 = self.connection.query_row("SELECT count(*) AS count FROM seal", [], |row| row.get("count"))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// How many seals were ever given: where fewer are there, the last were cut off.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn seals_given(&self) -> Result<u64> {
        let given: i64 = self.connection.query_row(
            "SELECT coalesce(max(seq), 0) AS given FROM sqlite_sequence WHERE name = 'seal'",
            [],
            |row| row.get("given"),
        )?;
        Ok(given.unsigned_abs())
    }

    /// Every notice that stands in the archive, but for those of the sample village, which were never posted.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn archived(&self) -> Result<Vec<NoticeId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM notice WHERE state = 'archived' AND sample = 0 ORDER BY id")?;
        let ids = statement.query_map([], |row| row.get::<_, i64>("id"))?;
        Ok(ids.map(|id| id.map(NoticeId::from_stored)).collect::<rusqlite::Result<_>>()?)
    }

    /// What SQLite itself finds wrong with the file; `None`: nothing.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn check_file(&self) -> Result<Option<String>> {
        let said: String = self.connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok((said != "ok").then_some(said))
    }

    /// # Errors
    /// A file that cannot be read.
    pub fn sealed_parts(&self, seal: u64) -> Result<Vec<SealedPart>> {
        let mut statement =
            self.connection.prepare_cached("SELECT name, body FROM sealed_part WHERE seal = :seal ORDER BY name")?;
        let rows = statement.query_map(named_params! { ":seal": seal as i64 }, |row| {
            Ok(SealedPart { name: row.get("name")?, body: row.get("body")? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Seal {
    /// The hash this seal must have after the one before it.
    pub fn expected(&self, before: &[u8; 32]) -> [u8; 32] {
        let at = stored_instant(self.sealed.timestamp());
        link(before, self.number, self.notice, &at, self.sealed.offset().seconds(), &self.manifest)
    }
}

fn read(row: &Row<'_>) -> Result<Seal> {
    let damaged = || StoreError::DamagedSetting { part: "seal" };
    let hash: Vec<u8> = row.get("hash").map_err(|_| damaged())?;
    Ok(Seal {
        number: u64::try_from(row.get::<_, i64>("number")?).map_err(|_| damaged())?,
        notice: NoticeId::from_stored(row.get("notice").map_err(|_| damaged())?),
        sealed: lived(&row.get::<_, String>("sealed")?, row.get("sealed_offset")?).ok_or_else(damaged)?,
        manifest: row.get("manifest").map_err(|_| damaged())?,
        hash: hash.try_into().map_err(|_| damaged())?,
    })
}

/// SHA-256 over the hash before and one line a field, so that a paper and a pocket calculator's `sha256sum` can repeat it.
fn link(before: &[u8], number: u64, notice: NoticeId, at: &str, offset: i32, manifest: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(format!("{number}\n{}\n{at}\n{offset}\n{manifest}", notice.get()));
    hasher.finalize().into()
}
