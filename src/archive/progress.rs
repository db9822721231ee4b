//! How far a long job is, and that it is no longer wanted: shared by the job and whoever watches it.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};

use super::{ArchiveError, Result};

/// Watched from another thread while the job goes on.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicU8,
    done: AtomicUsize,
    total: AtomicUsize,
    is_cancelled: AtomicBool,
}

/// What is being done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nothing countable yet.
    #[default]
    Beginning,
    /// Notices are put into the package.
    Packing,
    /// Files are read back.
    Checking,
    /// Files are put into one.
    Zipping,
    /// Events and seals are computed again.
    Verifying,
    /// Old documents are read and kept.
    Keeping,
}

const STAGES: [Stage; 6] =
    [Stage::Beginning, Stage::Packing, Stage::Checking, Stage::Zipping, Stage::Verifying, Stage::Keeping];

impl Progress {
    /// The stage, how much of it is done, and how much there is.
    pub fn read(&self) -> (Stage, usize, usize) {
        let stage = STAGES.get(usize::from(self.stage.load(Ordering::Relaxed))).copied().unwrap_or_default();
        (stage, self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// The job is to stop at the next step and leave nothing behind.
    pub fn cancel(&self) {
        self.is_cancelled.store(true, Ordering::Relaxed);
    }

    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled.load(Ordering::Relaxed)
    }

    pub(super) fn begin(&self, stage: Stage, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.stage.store(STAGES.iter().position(|known| *known == stage).unwrap_or_default() as u8, Ordering::Relaxed);
    }

    /// One more is done.
    ///
    /// # Errors
    /// [`ArchiveError::Cancelled`].
    pub(super) fn step(&self) -> Result<()> {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.is_cancelled() { Err(ArchiveError::Cancelled) } else { Ok(()) }
    }
}
