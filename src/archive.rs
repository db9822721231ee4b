//! Archive (档案): freezing what is posted, sealing what is left of it, and proving afterwards that nothing was changed.

mod freeze;
mod record;
mod verify;

pub use freeze::{Request, freeze, post};
pub use record::seal;
pub use verify::{Difference, Verdict, verify};

use crate::domain::finding::Finding;
use crate::domain::posting::PlanFault;
use crate::export::ExportError;
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
    #[error("a part of the record cannot be written as JSON")]
    Encode(#[from] serde_json::Error),
}

pub type Result<T> = std::result::Result<T, ArchiveError>;
