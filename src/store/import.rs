//! Taking in the past (补录): documents from before this program become sealed entries of the archive.

use std::path::Path;

use jiff::civil::Date;
use rusqlite::named_params;
use sha2::{Digest, Sha256};

use super::approval::hex;
use super::attachment;
use crate::domain::kind::KindId;
use crate::domain::notice::{Content, NoticeId, State};
use crate::store::{AttachmentRole, Result, Store, StoreError, stored_instant};

/// A document whose bytes are kept already ([`Store::keep`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Old {
    pub title: String,
    pub kind: KindId,
    /// The day of the document.
    pub day: Date,
    /// The name the file had.
    pub file: String,
    pub bytes: u64,
    pub sha256: String,
}

impl Store {
    /// Keeps a file's bytes in the folder of files, and names them: size and SHA-256. The database does not know of them
    /// yet.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn keep(&self, path: &Path) -> Result<(u64, String)> {
        let bytes = std::fs::read(path).map_err(|source| StoreError::File {
            path: path.to_owned(),
            operation: "read",
            source,
        })?;
        let sha256 = hex(&Sha256::digest(&bytes));
        attachment::keep(&self.file(&sha256), &bytes)?;
        Ok((bytes.len() as u64, sha256))
    }

    /// A new entry of the archive for a document from before; it still has to be sealed, in the same [`Store::batch`].
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn take_in(&mut self, old: &Old, person: &str) -> Result<NoticeId> {
        self.transact_by(person, |operation| {
            let content = Content { title: old.title.clone(), date: Some(old.day), ..Content::default() };
            let notice = operation.insert(&old.kind, &content, None)?;
            operation.write_state(notice, State::Withdrawn)?;
            let now = stored_instant(operation.now.timestamp());
            operation.connection.execute(
                "INSERT INTO attachment (notice, role, name, bytes, sha256, taken, added)
                 VALUES (:notice, :role, :name, :bytes, :sha256, NULL, :added)",
                named_params! {
                    ":notice": notice.get(),
                    ":role": AttachmentRole::Other.code(),
                    ":name": old.file,
                    ":bytes": old.bytes as i64,
                    ":sha256": old.sha256,
                    ":added": now,
                },
            )?;
            operation.connection.execute(
                "INSERT INTO imported (notice, day, file, taken_in, person) VALUES (:notice, :day, :file, :now, :person)",
                named_params! {
                    ":notice": notice.get(),
                    ":day": old.day.to_string(),
                    ":file": old.file,
                    ":now": now,
                    ":person": person,
                },
            )?;
            operation.log("import", Some(notice), &old.title)?;
            Ok(notice)
        })
    }

    /// Whether the archive has these bytes already, and under which notice.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn notice_of_file(&self, sha256: &str) -> Result<Option<NoticeId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT imported.notice AS notice FROM imported JOIN attachment ON attachment.notice = imported.notice
             WHERE attachment.sha256 = :sha256 ORDER BY imported.notice LIMIT 1",
        )?;
        let mut rows = statement.query(named_params! { ":sha256": sha256 })?;
        Ok(rows.next()?.map(|row| row.get("notice")).transpose()?.map(NoticeId::from_stored))
    }
}
