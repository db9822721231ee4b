//! The archive as a list: what ended, what was sealed, what was taken in from before.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, named_params};

use crate::domain::kind::KindId;
use crate::domain::notice::NoticeId;
use crate::domain::posting::Serial;
use crate::store::{Result, Store, StoreError, lived};

/// One line of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub notice: NoticeId,
    pub kind: KindId,
    pub title: String,
    /// 公示〔2026〕12号; `None`: it was never posted by this program.
    pub serial: Option<Serial>,
    /// When it was taken down; of a document from before, its own day.
    pub ended: Date,
    /// Its number in the chain, and the day it was sealed; `None`: taken down, not sealed yet.
    pub seal: Option<(u64, Date)>,
    /// 补录
    pub is_imported: bool,
    pub is_held: bool,
    pub is_concealed: bool,
    pub is_destroyed: bool,
    /// Made up, to try the program out: never posted and never sealed.
    pub is_sample: bool,
}

/// 补录: a document from before this program.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Imported {
    pub day: Date,
    /// The name the file had.
    pub file: String,
    pub taken_in: Timestamp,
    pub person: String,
}

impl Store {
    /// What ended, the newest first.
    ///
    /// # Errors
    /// A file that cannot be read, or a record that is damaged.
    pub fn records(&self) -> Result<Vec<Record>> {
        let last = |deeds: &str| {
            format!(
                "(SELECT deed FROM custody WHERE custody.notice = notice.id AND deed IN ({deeds}) ORDER BY custody.id DESC LIMIT 1)"
            )
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT notice.id AS id, notice.kind AS kind, notice.title AS title, notice.updated AS updated, notice.sample AS sample,
                    notice.last_day AS last_day, year, posting.number AS number, withdrawn, withdrawn_offset,
                    seal.number AS seal, sealed, sealed_offset, imported.day AS day,
                    {held} AS held, {concealed} AS concealed, {destroyed} AS destroyed
             FROM notice
             LEFT JOIN posting ON posting.notice = notice.id
             LEFT JOIN seal ON seal.notice = notice.id
             LEFT JOIN imported ON imported.notice = notice.id
             WHERE notice.removed IS NULL AND notice.state IN ('withdrawn', 'archived')",
            held = last("'hold', 'release'"),
            concealed = last("'conceal', 'reveal'"),
            destroyed = last("'destroy'"),
        ))?;
        let mut rows = statement.query([])?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            records.push(read(row)?);
        }
        records.sort_by_key(|record| std::cmp::Reverse((record.ended, record.notice)));
        Ok(records)
    }

    /// Where a document from before came from; `None`: it was made here.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn imported(&self, notice: NoticeId) -> Result<Option<Imported>> {
        let damaged = || StoreError::Damaged { notice, part: "where it came from" };
        let found = self
            .connection
            .prepare_cached("SELECT day, file, taken_in, person FROM imported WHERE notice = :notice")?
            .query_row(named_params! { ":notice": notice.get() }, |row| {
                Ok((
                    row.get::<_, String>("day")?,
                    row.get::<_, String>("file")?,
                    row.get::<_, String>("taken_in")?,
                    row.get::<_, String>("person")?,
                ))
            })
            .optional()?;
        found
            .map(|(day, file, taken_in, person)| {
                let (day, taken_in) = (day.parse().map_err(|_| damaged())?, taken_in.parse().map_err(|_| damaged())?);
                Ok(Imported { day, file, taken_in, person })
            })
            .transpose()
    }
}

fn read(row: &Row<'_>) -> Result<Record> {
    let notice = NoticeId::from_stored(row.get("id")?);
    let damaged = || StoreError::Damaged { notice, part: "its record" };
    let lived = |at: &str, offset: &str| -> Result<Option<Date>> {
        let (at, offset) = (row.get::<_, Option<String>>(at)?, row.get::<_, Option<i32>>(offset)?);
        let Some((at, offset)) = at.zip(offset) else { return Ok(None) };
        lived(&at, offset).map(|at| Some(at.date())).ok_or_else(damaged)
    };
    let day = |name: &str| -> Result<Option<Date>> {
        row.get::<_, Option<String>>(name)?.map(|day| day.parse().map_err(|_| damaged())).transpose()
    };
    let withdrawn = lived("withdrawn", "withdrawn_offset")?;
    let sealed = lived("sealed", "sealed_offset")?;
    let imported = day("day")?;
    let updated: Timestamp = row.get::<_, String>("updated")?.parse().map_err(|_| damaged())?;
    let updated = || updated.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    let serial = row.get::<_, Option<i16>>("year")?.zip(row.get::<_, Option<u32>>("number")?);
    let seal = row.get::<_, Option<i64>>("seal")?.map(i64::unsigned_abs);
    let is = |name: &str, deed: &str| -> Result<bool> {
        Ok(row.get::<_, Option<String>>(name)?.is_some_and(|last| last == deed))
    };
    Ok(Record {
        notice,
        kind: KindId::new(row.get::<_, String>("kind")?),
        title: row.get("title")?,
        serial: serial.map(|(year, number)| Serial { year, number }),
        ended: withdrawn.or(imported).or(sealed).or(day("last_day")?).unwrap_or_else(updated),
        seal: seal.zip(sealed),
        is_imported: imported.is_some(),
        is_held: is("held", "hold")?,
        is_concealed: is("concealed", "conceal")?,
        is_destroyed: is("destroyed", "destroy")?,
        is_sample: row.get("sample")?,
    })
}
