//! Taking in the past (补录): files from before this program become sealed entries of the archive, all of them or none.

use std::path::PathBuf;

use jiff::civil::Date;

use super::progress::{Progress, Stage};
use super::{Result, record};
use crate::domain::kind::KindId;
use crate::domain::notice::NoticeId;
use crate::store::{Old, Store, StoreError};

/// A file with what the office says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub path: PathBuf,
    pub title: String,
    pub kind: KindId,
    pub day: Date,
}

/// What was taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenIn {
    pub notices: Vec<NoticeId>,
    /// Files that are in the archive already, byte for byte: they are not taken in twice.
    pub known: Vec<PathBuf>,
}

/// Reads the files and keeps their bytes; the database does not know of them yet. Beside the window, on a thread of its
/// own.
///
/// # Errors
/// [`super::ArchiveError::Cancelled`]; a file that cannot be read or kept. Then the archive is as it was.
pub fn keep(store: &Store, documents: &[Document], progress: &Progress) -> Result<(Vec<Old>, Vec<PathBuf>)> {
    progress.begin(Stage::Keeping, documents.len());
    let (mut kept, mut known) = (Vec::<Old>::new(), Vec::new());
    for document in documents {
        let (bytes, sha256) = store.keep(&document.path)?;
        if store.notice_of_file(&sha256)?.is_some() || kept.iter().any(|old| old.sha256 == sha256) {
            known.push(document.path.clone());
        } else {
            let file = document.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let (title, kind) = (document.title.trim().to_owned(), document.kind.clone());
            kept.push(Old { title, kind, day: document.day, file, bytes, sha256 });
        }
        progress.step()?;
    }
    Ok((kept, known))
}

/// Enters what was kept into the archive and seals it, all of it in one change.
///
/// # Errors
/// A file that cannot be written; then nothing was taken in.
pub fn take_in(store: &mut Store, kept: &[Old], person: &str) -> Result<Vec<NoticeId>> {
    let taken = store.batch(|store| {
        kept.iter()
            .map(|old| {
                let notice = store.take_in(old, person)?;
                record::seal(store, notice, person).map_err(|error| match error {
                    super::ArchiveError::Store(error) => error,
                    _ => StoreError::Encode,
                })?;
                Ok(notice)
            })
            .collect()
    })?;
    Ok(taken)
}
