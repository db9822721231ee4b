//! Every error as a person reads it: what happened, and what to do now.

mod archive;
mod file;
mod print;

use std::path::Path;

pub use print::{beyond_reach, phase};

use jiff::civil::Date;

use crate::domain::board::Misfit;
use crate::domain::period::ListFault;
use crate::store::StoreError;
use crate::ui::words::{Word, Words};

/// What happened, and what to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub what: String,
    pub next: String,
}

impl Trouble {
    pub fn of_store(error: &StoreError, words: &Words) -> Self {
        let plain = |what, next| Self { what: words.get(what).to_owned(), next: words.get(next).to_owned() };
        let about = |what, path: &Path, next| Self {
            what: words.with(what, &[("file", path.display().to_string().into())]),
            next: words.get(next).to_owned(),
        };
        match error {
            StoreError::Open { path, .. } => about(Word::StoreOpen, path, Word::StoreOpenNext),
            StoreError::Newer { .. } => plain(Word::StoreNewer, Word::StoreNewerNext),
            StoreError::Older { .. } => plain(Word::StoreOlder, Word::StoreOlderNext),
            StoreError::Migrate { .. } => plain(Word::StoreMigrate, Word::StoreMigrateNext),
            StoreError::File { path, .. } => about(Word::StoreFile, path, Word::StoreFileNext),
            StoreError::BadBackup { .. } => plain(Word::StoreBadBackup, Word::StoreBadBackupNext),
            StoreError::Sql(_) => plain(Word::StoreSql, Word::StoreSqlNext),
            StoreError::NoSuchNotice(_) => plain(Word::StoreNoNotice, Word::StoreNoNoticeNext),
            StoreError::NoSuchElection => plain(Word::StoreNoElection, Word::StoreNoElectionNext),
            StoreError::NoSuchPlace => plain(Word::StoreNoPlace, Word::StoreNoPlaceNext),
            StoreError::SamePlace => plain(Word::StoreSamePlace, Word::StoreSamePlaceNext),
            StoreError::PlaceInUse { .. } => plain(Word::StorePlaceInUse, Word::StorePlaceInUseNext),
            StoreError::NoRoom(Misfit::Outside) => plain(Word::StoreOutside, Word::StoreNoRoomNext),
            StoreError::NoRoom(Misfit::Over(_)) => plain(Word::StoreOver, Word::StoreNoRoomNext),
            StoreError::Damaged { .. } => plain(Word::StoreDamaged, Word::StoreDamagedNext),
            StoreError::DamagedSetting { .. } => plain(Word::StoreDamagedSetting, Word::StoreDamagedSettingNext),
            StoreError::Encode => plain(Word::StoreEncode, Word::StoreEncodeNext),
            StoreError::Posted { .. } => plain(Word::StorePosted, Word::StorePostedNext),
            StoreError::NotAllowed { .. } => plain(Word::StoreNotAllowed, Word::StoreNotAllowedNext),
            StoreError::Changed(_) => plain(Word::StoreChanged, Word::StoreChangedNext),
            StoreError::Keeping { fault, .. } => Self::of_keeping(*fault, words),
            StoreError::WrongPin => plain(Word::StoreWrongPin, Word::StoreWrongPinNext),
            StoreError::BadYear(fault) => bad_year(fault, words),
            StoreError::NeedsReason => plain(Word::StoreNeedsReason, Word::StoreNeedsReasonNext),
            StoreError::BadPin => plain(Word::StoreBadPin, Word::StoreBadPinNext),
            StoreError::NoSuchObjection { .. } => plain(Word::StoreNoObjection, Word::StoreNoObjectionNext),
            StoreError::NotRemoved(_) => plain(Word::StoreNotRemoved, Word::StoreNotRemovedNext),
            StoreError::Panicked => plain(Word::StorePanicked, Word::StorePanickedNext),
            StoreError::Closed => plain(Word::StoreClosed, Word::StoreClosedNext),
        }
    }

    /// On one line, as a toast says it.
    pub fn line(&self) -> String {
        // Chinese sentences stand close; others are parted by a space.
        let gap = if self.what.ends_with('.') { " " } else { "" };
        format!("{}{gap}{}", self.what, self.next)
    }
}

/// Which of the days as typed cannot be meant.
fn bad_year(fault: &ListFault, words: &Words) -> Trouble {
    let of_day = |word, day: &Date| words.with(word, &[("day", day.to_string().into())]);
    let what = match fault {
        ListFault::Empty => words.get(Word::YearEmpty).to_owned(),
        ListFault::Backwards(name) => words.with(Word::YearBackwards, &[("name", name.as_str().into())]),
        ListFault::OtherYear(day) => of_day(Word::YearOther, day),
        ListFault::NoWeekend(day) => of_day(Word::YearNoWeekend, day),
        ListFault::Both(day) => of_day(Word::YearBoth, day),
    };
    Trouble { what, next: words.get(Word::YearNext).to_owned() }
}
