//! What the list shows, read at once.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::domain::kind::{Catalogue, KindId};
use crate::domain::retention::{Keeping, Term};
use crate::store::{Record, Result, Store};

#[derive(Debug, Clone, Default)]
pub struct Held {
    pub lines: Vec<Line>,
    /// The years in which something ended, the newest first.
    pub years: Vec<i16>,
    /// The kinds there are, with their names.
    pub kinds: Vec<(KindId, String)>,
    pub keeping: Keeping,
}

/// One line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    pub record: Record,
    pub kind: String,
    pub term: Term,
    /// The first day on which it may be destroyed; `None`: kept for ever, or not sealed yet.
    pub over: Option<Date>,
}

impl Held {
    /// # Errors
    /// A file that cannot be read.
    pub fn read(store: &mut Store) -> Result<Self> {
        let keeping = store.keeping()?;
        let lines: Vec<Line> = store.records()?.into_iter().map(|record| Line::new(record, &keeping)).collect();
        let years: BTreeSet<i16> = lines.iter().map(|line| line.record.ended.year()).collect();
        let kinds: BTreeSet<(&str, &KindId)> = lines.iter().map(|line| (&*line.kind, &line.record.kind)).collect();
        let kinds = kinds.into_iter().map(|(name, id)| (id.clone(), name.to_owned())).collect();
        Ok(Self { years: years.into_iter().rev().collect(), kinds, lines, keeping })
    }
}

impl Line {
    fn new(record: Record, keeping: &Keeping) -> Self {
        let kind = Catalogue::bundled().get(&record.kind);
        let kind = kind.map_or_else(|| record.kind.as_str().to_owned(), |kind| kind.name.clone());
        let term = keeping.of(&record.kind).term;
        let over = record.seal.and_then(|(_, sealed)| term.over(sealed));
        Self { record, kind, term, over }
    }

    /// Its term is over, and nothing stands in the way of its destruction.
    pub fn is_over(&self, today: Date) -> bool {
        let record = &self.record;
        self.over.is_some_and(|over| over <= today) && !record.is_held && !record.is_destroyed
    }
}
