//! Which notices answer a query, in their order.

use std::collections::HashSet;

use rusqlite::named_params;

use super::look::Look;
use super::{BODY, Part, TITLE, expression};
use crate::domain::kind::KindId;
use crate::domain::notice::NoticeId;
use crate::domain::search::{Found, Needle, Query};
use crate::store::custody::conceal;
use crate::store::notice::state_code;
use crate::store::{Result, Store, StoreError};

/// How much of the answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// Where to go on: 0, or [`Results::next`].
    pub from: usize,
    /// So many notices at most.
    pub notices: usize,
    /// So many rows of each at most.
    pub rows: usize,
}

/// A part of the answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Results {
    /// Those with the words in their titles first, then the others; each last changed first. A person's history goes by the
    /// days of posting, the newest first.
    pub found: Vec<Found>,
    /// Where to go on; `None`: that was all.
    pub next: Option<usize>,
    /// So many notices are not in the index yet: finding in them takes longer.
    pub unindexed: usize,
}

/// Blocks that are read for one answer: a word that is in none of them is asked for again, and something else in between.
const MOST_BLOCKS: usize = 400;

/// Where the index has a word.
pub(super) struct Places {
    /// Notices by their head, ascending.
    pub(super) title: Vec<NoticeId>,
    pub(super) body: Vec<NoticeId>,
    /// Ascending.
    blocks: Vec<Part>,
}

impl Store {
    /// The notices that a query finds, as many as were asked for; fewer where finding them takes long. `is_wanted` is asked
    /// before each notice: once it says no, what was found so far is the answer.
    ///
    /// # Errors
    /// A file that cannot be read. A damaged notice is left out.
    pub fn search(&self, query: &Query, ask: Ask, is_wanted: &dyn Fn() -> bool) -> Result<Results> {
        let places = query.words.iter().map(|needle| self.places_of(needle)).collect::<Result<Vec<_>>>()?;
        let due = self.due_notices()?;
        let concealed = conceal::concealed(&self.connection)?;
        let candidates = self.candidates(query, &places, &due)?;
        let mut results = Results { found: Vec::new(), next: None, unindexed: due.len() };
        let mut look = Look::new(&self.connection, query, &places, &due, &concealed, ask.rows);
        for (at, notice) in candidates.into_iter().enumerate().skip(ask.from) {
            if results.found.len() == ask.notices || look.blocks >= MOST_BLOCKS || !is_wanted() {
                results.next = Some(at);
                break;
            }
            match look.at(notice) {
                Ok(found) => results.found.extend(found),
                Err(error @ (StoreError::Damaged { .. } | StoreError::NoSuchNotice(_))) => {
                    tracing::error!(%error, "a notice is left out of a search");
                }
                Err(error) => return Err(error),
            }
        }
        Ok(results)
    }

    fn places_of(&self, needle: &Needle) -> Result<Places> {
        let mut statement =
            self.connection.prepare_cached("SELECT rowid FROM search WHERE search MATCH :expression")?;
        let found = statement
            .query_map(named_params! { ":expression": expression(&needle.grams()) }, |row| row.get("rowid"))?;
        let mut places = Places { title: Vec::new(), body: Vec::new(), blocks: Vec::new() };
        for part in found {
            let part = Part(part?);
            match part.place() {
                TITLE => places.title.push(part.notice()),
                BODY => places.body.push(part.notice()),
                _ => places.blocks.push(part),
            }
        }
        places.title.sort_unstable();
        places.body.sort_unstable();
        places.blocks.sort_unstable();
        Ok(places)
    }

    fn due_notices(&self) -> Result<HashSet<NoticeId>> {
        let mut statement = self.connection.prepare_cached("SELECT notice FROM search_due")?;
        let due = statement.query_map([], |row| row.get("notice").map(NoticeId::from_stored))?;
        Ok(due.collect::<rusqlite::Result<_>>()?)
    }

    /// The notices that pass the filters and may hold the words.
    fn candidates(&self, query: &Query, places: &[Places], due: &HashSet<NoticeId>) -> Result<Vec<NoticeId>> {
        let order = if query.is_history() { "coalesce(first_day, substr(updated, 1, 10))" } else { "updated" };
        // A document from before the program has its own day.
        let undated = "coalesce((SELECT day FROM imported WHERE imported.notice = notice.id), substr(updated, 1, 10))";
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT id FROM notice
             WHERE removed IS NULL
               AND (:state IS NULL OR state = :state)
               AND (NOT :ended OR state IN ('withdrawn', 'archived'))
               AND (:kind IS NULL OR kind = :kind)
               AND (:place IS NULL
                    OR EXISTS (SELECT 1 FROM hanging WHERE hanging.notice = notice.id AND instr(place, :place) > 0))
               AND (:from IS NULL
                    OR coalesce(last_day, iif(first_day IS NULL, {undated}, '9999-12-31')) >= :from)
               AND (:to IS NULL OR coalesce(first_day, {undated}) <= :to)
             ORDER BY {order} DESC, id DESC"
        ))?;
        let listed = statement.query_map(
            named_params! {
                ":state": query.state.map(state_code),
                ":ended": query.is_ended,
                ":kind": query.kind.as_ref().map(KindId::as_str),
                ":place": query.place,
                ":from": query.from.map(|day| day.to_string()),
                ":to": query.to.map(|day| day.to_string()),
            },
            |row| row.get("id").map(NoticeId::from_stored),
        )?;
        let (mut titled, mut others) = (Vec::new(), Vec::new());
        for notice in listed {
            let notice = notice?;
            if !query.is_history() && places.iter().all(|places| places.title.binary_search(&notice).is_ok()) {
                titled.push(notice);
            } else if due.contains(&notice) || places.iter().all(|places| places.have(notice)) {
                others.push(notice);
            }
        }
        titled.append(&mut others);
        Ok(titled)
    }
}

impl Places {
    fn have(&self, notice: NoticeId) -> bool {
        self.title.binary_search(&notice).is_ok()
            || self.body.binary_search(&notice).is_ok()
            || !self.blocks_of(notice).is_empty()
    }

    /// The notice's blocks of rows that may hold the word.
    pub(super) fn blocks_of(&self, notice: NoticeId) -> &[Part] {
        let next = NoticeId::from_stored(notice.get() + 1);
        let first = self.blocks.partition_point(|part| *part < Part::of(notice, 0));
        let end = self.blocks.partition_point(|part| *part < Part::of(next, 0));
        &self.blocks[first..end]
    }
}
