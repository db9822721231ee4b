//! Photographs and scans: their bytes lie in the folder `files` under their SHA-256, so that the database stays small.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use rusqlite::{Connection, named_params};
use sha2::{Digest, Sha256};

use super::approval::hex;
use crate::domain::notice::NoticeId;
use crate::store::{Result, Store, StoreError, stored_instant};

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// On the day it was put up.
    Up,
    Midway,
    Down,
    /// The scan of a signed 审批单.
    Approval,
    Other,
}

/// A file that belongs to a notice.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Attachment {
    pub role: Role,
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    /// By the camera's clock.
    pub taken: Option<DateTime>,
    pub added: jiff::Timestamp,
    /// Empty where it was not asked.
    pub by: String,
}

impl Store {
    /// Keeps a file with a notice. The bytes are on the disk before the database knows of them.
    ///
    /// # Errors
    /// [`StoreError::File`]; [`StoreError::NoSuchNotice`].
    pub fn attach(
        &mut self,
        notice: NoticeId,
        role: Role,
        name: &str,
        bytes: &[u8],
        taken: Option<DateTime>,
        by: &str,
    ) -> Result<Attachment> {
        let sha256 = hex(&Sha256::digest(bytes));
        keep(&self.file(&sha256), bytes)?;
        self.transact_by(by, |operation| {
            operation.summary(notice)?;
            let added = operation.now.timestamp();
            operation.connection.execute(
                "INSERT INTO attachment (notice, role, name, bytes, sha256, taken, added, added_by)
                 VALUES (:notice, :role, :name, :bytes, :sha256, :taken, :added, :by)",
                named_params! {
                    ":notice": notice.get(),
                    ":role": role.code(),
                    ":name": name,
                    ":bytes": bytes.len() as i64,
                    ":sha256": sha256,
                    ":taken": taken.map(|at| at.to_string()),
                    ":added": stored_instant(added),
                    ":by": by,
                },
            )?;
            operation.log("attach", Some(notice), role.code())?;
            let by = by.to_owned();
            Ok(Attachment { role, name: name.to_owned(), bytes: bytes.len() as u64, sha256, taken, added, by })
        })
    }

    /// Keeps the bytes of a picture that a notice is to show, and returns their SHA-256. That the notice shows it is saved
    /// with its fields.
    ///
    /// # Errors
    /// [`StoreError::File`]; [`StoreError::Posted`] where the notice hangs or hung; [`StoreError::NoSuchNotice`].
    pub fn keep_picture(&mut self, notice: NoticeId, bytes: &[u8]) -> Result<String> {
        let sha256 = hex(&Sha256::digest(bytes));
        keep(&self.file(&sha256), bytes)?;
        self.transact(|operation| {
            operation.open_notice(notice)?;
            operation.log("picture", Some(notice), &sha256)?;
            Ok(sha256)
        })
    }

    /// # Errors
    /// A file that cannot be read.
    pub fn attachments(&self, notice: NoticeId) -> Result<Vec<Attachment>> {
        read(&self.connection, notice)
    }

    /// Where the bytes with that SHA-256 lie.
    pub fn file(&self, sha256: &str) -> PathBuf {
        let folder = self.path.as_deref().and_then(Path::parent).map_or_else(std::env::temp_dir, Path::to_owned);
        folder.join("files").join(sha256.get(..2).unwrap_or_default()).join(sha256)
    }
}

impl Role {
    pub fn code(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Midway => "midway",
            Self::Down => "down",
            Self::Approval => "approval",
            Self::Other => "other",
        }
    }
}

/// Written whole or not at all; what is there already is the same by its name.
pub(super) fn keep(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |operation| move |source| StoreError::File { path: path.to_owned(), operation, source };
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed("create the folder of"))?;
    let partial = path.with_extension("part");
    let mut file = fs::File::create(&partial).map_err(failed("write"))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed("write"))?;
    fs::rename(&partial, path).map_err(failed("write"))
}

pub(super) fn read(connection: &Connection, notice: NoticeId) -> Result<Vec<Attachment>> {
    let mut statement = connection.prepare_cached(
        "SELECT role, name, bytes, sha256, taken, added, added_by FROM attachment WHERE notice = :notice ORDER BY id",
    )?;
    let mut rows = statement.query(named_params! { ":notice": notice.get() })?;
    let damaged = || StoreError::Damaged { notice, part: "an attachment" };
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let role = match row.get_ref("role")?.as_str().map_err(|_| damaged())? {
            "up" => Role::Up,
            "midway" => Role::Midway,
            "down" => Role::Down,
            "approval" => Role::Approval,
            "other" => Role::Other,
            _ => return Err(damaged()),
        };
        let taken = row.get::<_, Option<String>>("taken")?;
        found.push(Attachment {
            role,
            name: row.get("name")?,
            bytes: u64::try_from(row.get::<_, i64>("bytes")?).map_err(|_| damaged())?,
            sha256: row.get("sha256")?,
            taken: taken.map(|at| at.parse().map_err(|_| damaged())).transpose()?,
            added: row.get::<_, String>("added")?.parse().map_err(|_| damaged())?,
            by: row.get("added_by")?,
        });
    }
    Ok(found)
}
