//! Archive (档案): freezing what is posted, sealing what is left of it, and proving afterwards that nothing was changed.

mod bag;
mod board;
mod freeze;
mod import;
mod package;
mod paperwork;
mod pictures;
mod progress;
mod record;
mod stick;
mod told;
mod verify;
mod zipped;

pub use board::{Board, arrange, board, boards, sheets};
pub use freeze::{Request, freeze, post};
pub use import::{Document, TakenIn, keep, take_in};
pub use package::{Choice, Packed, package};
pub use paperwork::{Asked, draft, paper_pdf, paper_text};
pub use pictures::{PictureFile, Pictures, add_pictures};
pub use progress::{Progress, Stage};
pub use record::{Contents, Part, contents, seal};
pub use stick::{Stand, Stick, stick};
pub use verify::{Difference, Verdict, verify, verify_record, verify_watched};
pub use zipped::package_zip;

use std::io;
use std::path::PathBuf;

use crate::domain::finding::Finding;
use crate::domain::posting::PlanFault;
use crate::export::{ExportError, PictureError};
use crate::store::StoreError;

/// Why a notice was not posted or sealed; then nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("the planned period cannot be: {0:?}")]
    Plan(PlanFault),
    /// Findings that have to be settled first.
    #[error("{} findings forbid the posting", .0.len())]
    Blocking(Vec<Finding>),
    /// The page names another period than the one it hangs for.
    #[error("the page names another period")]
    OtherPeriod,
    /// A notice hangs somewhere or it is not posted.
    #[error("no place is named")]
    NoPlace,
    /// The paper is about a posting, and the notice never hung.
    #[error("the notice was never posted")]
    NotPosted,
    /// Nothing was posted on those days.
    #[error("nothing was posted on those days")]
    Nothing,
    /// Nothing hangs on the lobby screen.
    #[error("nothing hangs on the screen")]
    NothingOnScreen,
    /// Whoever puts pictures on the screen is named.
    #[error("nobody is named")]
    NobodyNamed,
    /// No picture, or more than a set holds.
    #[error("no picture, or too many")]
    NoPictures,
    /// A file that was to hang on the screen gives no picture.
    #[error("{0} is no picture: {1}")]
    Picture(String, PictureError),
    /// It was no longer wanted; nothing of it is left.
    #[error("the job was cancelled")]
    Cancelled,
    /// A package is never written over something else.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// A file is not the one that was kept or written.
    #[error("{0} was altered")]
    Altered(String),
    #[error("{}: cannot be written", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("a part of the record cannot be written as JSON")]
    Encode(#[from] serde_json::Error),
}

pub type Result<T> = std::result::Result<T, ArchiveError>;
