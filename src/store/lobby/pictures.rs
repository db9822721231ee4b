//! The office's own pictures on the screen: put there by a person, who is named, and taken off again.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, named_params};

use crate::domain::lobby::{PictureSet, PictureSetId};
use crate::store::{Result, Store, StoreError, encode, stored_instant};

/// A set whose pages are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshPictures {
    pub title: String,
    /// `None`: from today.
    pub first: Option<Date>,
    pub last: Option<Date>,
    pub seconds: u32,
    pub captions: Vec<String>,
    pub by: String,
    pub pdf: Vec<u8>,
    /// Of the pages.
    pub sha256: String,
}

const COLUMNS: &str = "id, title, first_day, last_day, seconds, captions, added, added_by, sha256";

impl Store {
    /// Puts a set on the screen; the event log says who did.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn add_pictures(&mut self, fresh: &FreshPictures) -> Result<PictureSetId> {
        self.transact_by(&fresh.by, |operation| {
            let first = fresh.first.unwrap_or_else(|| operation.now.date());
            operation.connection.execute(
                "INSERT INTO picture_set (title, first_day, last_day, seconds, captions, added, added_by, sha256, pdf)
                 VALUES (:title, :first, :last, :seconds, :captions, :added, :by, :sha256, :pdf)",
                named_params! {
                    ":title": fresh.title,
                    ":first": first.to_string(),
                    ":last": fresh.last.map(|day| day.to_string()),
                    ":seconds": fresh.seconds,
                    ":captions": encode(&fresh.captions)?,
                    ":added": stored_instant(operation.now.timestamp()),
                    ":by": fresh.by,
                    ":sha256": fresh.sha256,
                    ":pdf": fresh.pdf,
                },
            )?;
            let id = PictureSetId::from_stored(operation.connection.last_insert_rowid());
            let said = format!("{} {}（{}）", id.get(), fresh.title, fresh.captions.len());
            operation.log("pictures-added", None, &said)?;
            Ok(id)
        })
    }

    /// Takes a set off the screen and deletes it; the event log keeps its name and who did. Whether it was there.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn remove_pictures(&mut self, id: PictureSetId, by: &str) -> Result<bool> {
        self.transact_by(by, |operation| {
            let title: Option<String> = operation
                .connection
                .prepare_cached("DELETE FROM picture_set WHERE id = :id RETURNING title")?
                .query_row(named_params! { ":id": id.get() }, |row| row.get("title"))
                .optional()?;
            let Some(title) = title else { return Ok(false) };
            operation.log("pictures-removed", None, &format!("{} {title}", id.get()))?;
            Ok(true)
        })
    }

    /// All sets, in the order they were added; also those whose days are over or to come.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn picture_sets(&self) -> Result<Vec<PictureSet>> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM picture_set ORDER BY id"))?;
        let mut rows = statement.query([])?;
        let mut sets = Vec::new();
        while let Some(row) = rows.next()? {
            sets.push(set(row)?);
        }
        Ok(sets)
    }

    /// Those that take part in the loop on that day.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn pictures_on(&self, day: Date) -> Result<Vec<PictureSet>> {
        Ok(self.picture_sets()?.into_iter().filter(|set| set.stands_on(day)).collect())
    }

    /// The pages of a set as a PDF.
    ///
    /// # Errors
    /// No such set; a file that cannot be read.
    pub fn picture_pages(&self, id: PictureSetId) -> Result<Vec<u8>> {
        self.connection
            .prepare_cached("SELECT pdf FROM picture_set WHERE id = :id")?
            .query_row(named_params! { ":id": id.get() }, |row| row.get("pdf"))
            .optional()?
            .ok_or(StoreError::DamagedSetting { part: "picture_set" })
    }
}

fn set(row: &Row<'_>) -> Result<PictureSet> {
    let damaged = || StoreError::DamagedSetting { part: "picture_set" };
    let day = |stored: &str| stored.parse::<Date>().map_err(|_| damaged());
    let last: Option<String> = row.get("last_day")?;
    Ok(PictureSet {
        id: PictureSetId::from_stored(row.get("id")?),
        title: row.get("title")?,
        first: day(&row.get::<_, String>("first_day")?)?,
        last: last.as_deref().map(day).transpose()?,
        seconds: row.get("seconds")?,
        captions: serde_json::from_str(&row.get::<_, String>("captions")?).map_err(|_| damaged())?,
        added: row.get::<_, String>("added")?.parse().map_err(|_| damaged())?,
        by: row.get("added_by")?,
        sha256: row.get("sha256")?,
    })
}
