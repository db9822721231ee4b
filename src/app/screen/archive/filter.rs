//! Which of the archive is shown.

use jiff::civil::Date;

use super::{Held, Line};
use crate::domain::kind::KindId;
use crate::ui::words::Word;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// The year in which it ended.
    pub(super) year: Option<i16>,
    pub(super) kind: Option<KindId>,
    pub(super) which: Which,
}

/// Records of one standing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    All,
    Sealed,
    /// Taken down and not sealed.
    Open,
    Imported,
    Held,
    Concealed,
    /// The term is over.
    Over,
    Destroyed,
}

impl Which {
    pub const ALL: [Self; 8] =
        [Self::All, Self::Sealed, Self::Open, Self::Imported, Self::Held, Self::Concealed, Self::Over, Self::Destroyed];

    pub fn word(self) -> Word {
        match self {
            Self::All => Word::ArchiveAll,
            Self::Sealed => Word::ArchiveSealed,
            Self::Open => Word::ArchiveOpen,
            Self::Imported => Word::ArchiveImported,
            Self::Held => Word::ArchiveHeld,
            Self::Concealed => Word::ArchiveConcealed,
            Self::Over => Word::ArchiveOver,
            Self::Destroyed => Word::ArchiveDestroyed,
        }
    }

    pub fn has(self, line: &Line, today: Date) -> bool {
        let record = &line.record;
        match self {
            Self::All => true,
            Self::Sealed => record.seal.is_some() && !record.is_destroyed,
            Self::Open => record.seal.is_none() && !record.is_sample,
            Self::Imported => record.is_imported,
            Self::Held => record.is_held,
            Self::Concealed => record.is_concealed,
            Self::Over => line.is_over(today),
            Self::Destroyed => record.is_destroyed,
        }
    }
}

impl Filter {
    pub(super) fn passes(&self, line: &Line, today: Date) -> bool {
        self.year.is_none_or(|year| line.record.ended.year() == year)
            && self.kind.as_ref().is_none_or(|kind| line.record.kind == *kind)
            && self.which.has(line, today)
    }

    /// A year or a kind that is in the archive no more is asked for no more.
    pub(super) fn forget_what_is_gone(&mut self, held: &Held) {
        self.year = self.year.filter(|year| held.years.contains(year));
        self.kind = self.kind.take().filter(|kind| held.kinds.iter().any(|(known, _)| known == kind));
    }
}
