//! What is wrong with a file or a folder.

use std::path::Path;

use super::Trouble;
use crate::export::{ExportError, PictureError};
use crate::folder::FolderError;
use crate::intake::{Foreign, IntakeError};
use crate::ui::words::{Word, Words};

impl Trouble {
    pub fn of_intake(error: &IntakeError, words: &Words) -> Self {
        let about = |what, path: &Path, next| Self::about(words, what, path, next);
        match error {
            IntakeError::Empty { path } => about(Word::IntakeEmpty, path, Word::IntakeEmptyNext),
            IntakeError::Encrypted { path } => about(Word::IntakeEncrypted, path, Word::IntakeEncryptedNext),
            IntakeError::Broken { path, .. } => about(Word::IntakeBroken, path, Word::IntakeBrokenNext),
            IntakeError::NotASpreadsheet { path, what } => Self {
                what: words.with(
                    Word::IntakeNotASpreadsheet,
                    &[("file", name(path).into()), ("what", words.get(foreign(*what)).into())],
                ),
                next: words.get(Word::IntakeNotASpreadsheetNext).to_owned(),
            },
            IntakeError::TooLarge { path, .. } => about(Word::IntakeTooLarge, path, Word::IntakeTooLargeNext),
            IntakeError::NoTable { path } => about(Word::IntakeNoTable, path, Word::IntakeNoTableNext),
            IntakeError::NoSuchSheet { path, sheet } => Self {
                what: words.with(Word::IntakeNoSheet, &[("file", name(path).into()), ("sheet", sheet.as_str().into())]),
                next: words.get(Word::IntakeNoSheetNext).to_owned(),
            },
            IntakeError::Cancelled { path } => about(Word::IntakeCancelled, path, Word::IntakeCancelledNext),
            IntakeError::Unreadable { path, .. } => about(Word::IntakeUnreadable, path, Word::IntakeUnreadableNext),
        }
    }

    /// Why a file gives no picture for a notice or the screen.
    pub fn of_picture(error: PictureError, file: &Path, words: &Words) -> Self {
        let (what, next) = match error {
            PictureError::Unreadable => (Word::PictureUnreadable, Word::PictureUnreadableNext),
            PictureError::Unknown => (Word::PictureUnknown, Word::PictureUnknownNext),
            PictureError::Broken => (Word::PictureBroken, Word::PictureBrokenNext),
            PictureError::TooLarge => (Word::PictureTooLarge, Word::PictureTooLargeNext),
        };
        Self::about(words, what, file, next)
    }

    pub fn of_export(error: &ExportError, words: &Words) -> Self {
        let plain = |what, next| Self { what: words.get(what).to_owned(), next: words.get(next).to_owned() };
        match error {
            ExportError::File { path, .. } => Self::about(words, Word::ExportFile, path, Word::ExportFileNext),
            ExportError::NoSuchPage { page, .. } => Self {
                what: words.with(Word::ExportNoPage, &[("page", (*page).into())]),
                next: words.get(Word::ExportNoPageNext).to_owned(),
            },
            ExportError::NoPages => plain(Word::ExportNoPages, Word::ExportNoPagesNext),
            ExportError::NotPdf => plain(Word::ExportNotPdf, Word::ExportNotPdfNext),
            ExportError::TooLarge { .. } => plain(Word::ExportTooLarge, Word::ExportTooLargeNext),
            ExportError::Pdf(_) | ExportError::Png(_) | ExportError::Xlsx(_) => {
                plain(Word::ExportFailed, Word::ExportFailedNext)
            }
        }
    }

    pub fn of_folder(error: &FolderError, words: &Words) -> Self {
        let whole = |what, path: &Path, next| Self {
            what: words.with(what, &[("file", path.display().to_string().into())]),
            next: words.get(next).to_owned(),
        };
        match error {
            FolderError::InUse(path) => whole(Word::FolderInUse, path, Word::FolderInUseNext),
            FolderError::NotAFolder(path) => whole(Word::FolderNotAFolder, path, Word::FolderNotAFolderNext),
            FolderError::Create { path, .. } => whole(Word::FolderCreate, path, Word::FolderCreateNext),
            FolderError::NotWritable { path, .. } => whole(Word::FolderNotWritable, path, Word::FolderNotWritableNext),
            FolderError::NoHome => Self {
                what: words.get(Word::FolderNoHome).to_owned(),
                next: words.get(Word::FolderNoHomeNext).to_owned(),
            },
        }
    }

    fn about(words: &Words, what: Word, path: &Path, next: Word) -> Self {
        Self { what: words.with(what, &[("file", name(path).into())]), next: words.get(next).to_owned() }
    }
}

/// The file's own name: its folders say nothing to a clerk, and too much to whoever reads over her shoulder.
fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn foreign(what: Foreign) -> Word {
    match what {
        Foreign::Pdf => Word::ForeignPdf,
        Foreign::Ofd => Word::ForeignOfd,
        Foreign::Picture => Word::ForeignPicture,
        Foreign::Document => Word::ForeignDocument,
        Foreign::Slides => Word::ForeignSlides,
        Foreign::Archive => Word::ForeignArchive,
        Foreign::Program => Word::ForeignProgram,
        Foreign::AncientExcel => Word::ForeignAncient,
        Foreign::WebArchive => Word::ForeignWebArchive,
        Foreign::Data => Word::ForeignData,
        Foreign::Unknown => Word::ForeignUnknown,
    }
}
