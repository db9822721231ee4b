//! Why a notice was not posted or sealed.

use std::path::Path;

use super::Trouble;
use crate::archive::ArchiveError;
use crate::domain::posting::PlanFault;
use crate::domain::retention::KeepingFault;
use crate::ui::words::{Word, Words};

impl Trouble {
    pub fn of_archive(error: &ArchiveError, words: &Words) -> Self {
        let plain = |what, next| Self { what: words.get(what).to_owned(), next: words.get(next).to_owned() };
        let about = |what, file: &str, next| Self {
            what: words.with(what, &[("file", file.into())]),
            next: words.get(next).to_owned(),
        };
        match error {
            ArchiveError::Store(error) => Self::of_store(error, words),
            ArchiveError::Export(error) => Self::of_export(error, words),
            ArchiveError::Plan(PlanFault::Backwards) => plain(Word::PlanBackwards, Word::PlanBackwardsNext),
            ArchiveError::Plan(PlanFault::TooShort(least)) => Self {
                what: words.with(Word::PlanTooShort, &[("day", least.to_string().into())]),
                next: words.get(Word::PlanTooShortNext).to_owned(),
            },
            ArchiveError::Blocking(findings) => Self {
                what: words.with(Word::PostBlocked, &[("count", findings.len().into())]),
                next: findings.first().map(|finding| finding.text.clone()).unwrap_or_default(),
            },
            ArchiveError::OtherPeriod => plain(Word::PostOtherPeriod, Word::PostOtherPeriodNext),
            ArchiveError::NoPlace => plain(Word::PostNoPlace, Word::PostNoPlaceNext),
            ArchiveError::NotPosted => plain(Word::PaperNotPosted, Word::PaperNotPostedNext),
            ArchiveError::Cancelled => plain(Word::PackCancelled, Word::PackCancelledNext),
            ArchiveError::Nothing => plain(Word::PackNothing, Word::PackNothingNext),
            ArchiveError::NothingOnScreen => plain(Word::StickNothing, Word::StickNothingNext),
            ArchiveError::NobodyNamed => plain(Word::PicturesNobody, Word::PicturesNobodyNext),
            ArchiveError::NoPictures => plain(Word::PicturesNone, Word::PicturesNoneNext),
            ArchiveError::Picture(name, error) => Self::of_picture(*error, Path::new(name), words),
            ArchiveError::Exists(path) => about(Word::PackExists, &path.display().to_string(), Word::PackExistsNext),
            ArchiveError::Altered(name) => about(Word::PackAltered, name, Word::PackAlteredNext),
            ArchiveError::Write { path, .. } => {
                about(Word::PackWrite, &path.display().to_string(), Word::PackWriteNext)
            }
            ArchiveError::Encode(_) => plain(Word::StoreEncode, Word::StoreEncodeNext),
        }
    }

    /// Why a record is kept as it is.
    pub fn of_keeping(fault: KeepingFault, words: &Words) -> Self {
        let plain = |what, next| Self { what: words.get(what).to_owned(), next: words.get(next).to_owned() };
        match fault {
            KeepingFault::NotSealed => plain(Word::KeepNotSealed, Word::KeepNotSealedNext),
            KeepingFault::Destroyed => plain(Word::KeepDestroyed, Word::KeepDestroyedNext),
            KeepingFault::Already => plain(Word::KeepAlready, Word::KeepAlreadyNext),
            KeepingFault::Held => plain(Word::KeepHeld, Word::KeepHeldNext),
            KeepingFault::Running(Some(over)) => Self {
                what: words.with(Word::KeepRunning, &[("day", over.to_string().into())]),
                next: words.get(Word::KeepRunningNext).to_owned(),
            },
            KeepingFault::Running(None) => plain(Word::KeepForEver, Word::KeepForEverNext),
            KeepingFault::OnePerson => plain(Word::KeepOnePerson, Word::KeepOnePersonNext),
            KeepingFault::NoReason => plain(Word::KeepNoReason, Word::KeepNoReasonNext),
        }
    }
}
