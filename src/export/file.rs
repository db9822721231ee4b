//! Files that are written whole or not at all.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{ExportError, FileOperation};

/// Two exports to one file at the same time must not share a draft.
static DRAFTS: AtomicU32 = AtomicU32::new(0);

/// Puts `bytes` into the file at `path`, replacing what was there. They are written to a draft beside it, which takes the
/// file's name only once it is complete on the disk: a power cut leaves the old file or the new one, never half of one.
///
/// # Errors
/// The folder is missing or not writable, the disk is full, or another program holds the file open. The draft is gone
/// and the old file untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let draft = draft_of(path);
    let written = fill(&draft, bytes)
        .map_err(|source| failed(path, FileOperation::Write, source))
        .and_then(|()| fs::rename(&draft, path).map_err(|source| failed(path, FileOperation::Rename, source)));
    if written.is_err() {
        // The first failure is the one worth telling; a draft that cannot be removed harms nothing.
        fs::remove_file(&draft).ok();
    }
    written
}

pub(super) fn failed(path: &Path, operation: FileOperation, source: io::Error) -> ExportError {
    ExportError::File { path: path.to_owned(), operation, source }
}

fn draft_of(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
    path.with_file_name(format!(".{name}.{}-{number}.part", process::id()))
}

fn fill(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_file_replaces_the_old_one_and_leaves_no_draft() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("公示.pdf");
        write(&path, b"first").unwrap();
        write(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named_in_the_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("no such folder").join("公示.pdf");
        let error = write(&path, b"bytes").unwrap_err();
        assert!(error.to_string().contains("no such folder"), "{error}");
        assert!(matches!(error, ExportError::File { operation: FileOperation::Write, .. }));
    }

    #[test]
    fn a_name_taken_by_a_folder_leaves_no_draft_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("公示.pdf");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("inside"), b"kept").unwrap();
        let error = write(&path, b"bytes").unwrap_err();
        assert!(matches!(error, ExportError::File { operation: FileOperation::Rename, .. }), "{error:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read(path.join("inside")).unwrap(), b"kept");
    }
}
