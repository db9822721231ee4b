//! Editions (版本): the pages of a posted notice as PDF bytes, never laid out again.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, named_params};

use super::posting::Frozen;
use crate::domain::kind::KindId;
use crate::domain::notice::{NoticeId, Period};
use crate::store::transact::Operation;
use crate::store::{Result, Store, StoreError};

/// Names an edition in one data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EditionId(i64);

/// What an edition was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EditionName {
    /// The paper on the wall.
    Wall,
    /// 1920 × 1080, or upright where the office's screen is.
    Screen,
}

/// An edition without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    pub id: EditionId,
    pub name: EditionName,
    pub pages: u32,
    pub sha256: String,
}

/// A notice that hangs on the lobby screen.
#[derive(Debug, Clone, PartialEq)]
pub struct OnScreen {
    pub notice: NoticeId,
    pub title: String,
    pub kind: KindId,
    pub period: Period,
    pub edition: EditionId,
    pub pages: u32,
    pub sha256: String,
}

impl EditionId {
    /// For the store and its readers' tests alone.
    pub fn from_stored(id: i64) -> Self {
        Self(id)
    }

    pub fn get(self) -> i64 {
        self.0
    }
}

impl EditionName {
    pub fn code(self) -> &'static str {
        match self {
            Self::Wall => "wall",
            Self::Screen => "screen",
        }
    }
}

impl Store {
    /// The editions of a notice: wall, then screen.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn editions(&self, notice: NoticeId) -> Result<Vec<Edition>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, name, pages, sha256 FROM edition WHERE notice = :notice ORDER BY name DESC")?;
        let rows = statement.query_map(named_params! { ":notice": notice.get() }, |row| {
            let name = if row.get_ref("name")?.as_str()? == "screen" { EditionName::Screen } else { EditionName::Wall };
            Ok(Edition { id: EditionId(row.get("id")?), name, pages: row.get("pages")?, sha256: row.get("sha256")? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The bytes as they were posted.
    ///
    /// # Errors
    /// [`StoreError::DamagedSetting`] where there is no such edition.
    pub fn edition_pdf(&self, edition: EditionId) -> Result<Vec<u8>> {
        self.connection
            .prepare_cached("SELECT pdf FROM edition WHERE id = :id")?
            .query_row(named_params! { ":id": edition.0 }, |row| row.get("pdf"))
            .optional()?
            .ok_or(StoreError::DamagedSetting { part: "edition" })
    }

    /// What the lobby screen shows on that day, in the order of posting: notices that hang on a screen and whose last day
    /// is not over.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn on_screen(&self, today: Date) -> Result<Vec<OnScreen>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT notice.id, notice.title, notice.kind, posting.first_day, posting.last_day,
                    edition.id AS edition, edition.pages, edition.sha256
             FROM notice
             JOIN posting ON posting.notice = notice.id
             JOIN edition ON edition.notice = notice.id AND edition.name = 'screen'
             WHERE notice.state = 'posted' AND notice.removed IS NULL
                 AND (posting.last_day IS NULL OR posting.last_day >= :today)
                 AND EXISTS (SELECT 1 FROM hanging
                             WHERE hanging.notice = notice.id AND hanging.form = 'screen' AND hanging.down IS NULL)
             ORDER BY posting.posted, notice.id",
        )?;
        let mut rows = statement.query(named_params! { ":today": today.to_string() })?;
        let mut shown = Vec::new();
        while let Some(row) = rows.next()? {
            let notice = NoticeId::from_stored(row.get("id")?);
            let day = |stored: Option<String>| {
                stored
                    .map(|day| day.parse().map_err(|_| StoreError::Damaged { notice, part: "its period" }))
                    .transpose()
            };
            shown.push(OnScreen {
                notice,
                title: row.get("title")?,
                kind: KindId::new(row.get::<_, String>("kind")?),
                period: Period { first: day(row.get("first_day")?)?, last: day(row.get("last_day")?)? },
                edition: EditionId(row.get("edition")?),
                pages: row.get("pages")?,
                sha256: row.get("sha256")?,
            });
        }
        Ok(shown)
    }
}

impl Operation<'_> {
    pub(super) fn write_edition(&self, notice: NoticeId, edition: &Frozen) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO edition (notice, name, pages, sha256, pdf) VALUES (:notice, :name, :pages, :sha256, :pdf)",
            )?
            .execute(named_params! {
                ":notice": notice.get(),
                ":name": edition.name.code(),
                ":pages": edition.pages,
                ":sha256": edition.sha256,
                ":pdf": edition.pdf,
            })?;
        // Only on the screen does a page have a time.
        match edition.name {
            EditionName::Wall => Ok(()),
            EditionName::Screen => self.write_pages(self.connection.last_insert_rowid(), &edition.texts),
        }
    }
}
