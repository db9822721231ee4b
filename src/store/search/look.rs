//! A notice that may hold the words is read, and where they stand is noted.

use std::collections::HashSet;
use std::ops::Range;

use rusqlite::{Connection, OptionalExtension, named_params};

use super::find::Places;
use super::index::{Passage, passages, readings};
use super::{BLOCK, kind_text};
use crate::domain::block::Spot;
use crate::domain::notice::{Content, NoticeId, Summary};
use crate::domain::search::{Found, Hit, Needle, Place, Query, Reading, cell_text, period_text};
use crate::domain::table::{Cell, Column, RowKey};
use crate::store::notice::{SUMMARY_COLUMNS, StoredSummary};
use crate::store::{Result, StoreError};

/// A text, the ranges in it where words stand, and the first of its columns with one, with what that says.
type Line = (String, Vec<Range<usize>>, Option<(usize, String)>);

/// Passages that are shown of a text.
const PASSAGES: usize = 2;

pub(super) struct Look<'a> {
    connection: &'a Connection,
    needles: &'a [Needle],
    places: &'a [Places],
    due: &'a HashSet<NoticeId>,
    /// Of these only the title, the kind and the period are looked at.
    concealed: &'a HashSet<NoticeId>,
    /// Rows of a notice that are wanted.
    rows: usize,
    /// Blocks read so far.
    pub(super) blocks: usize,
}

impl<'a> Look<'a> {
    pub(super) fn new(
        connection: &'a Connection,
        query: &'a Query,
        places: &'a [Places],
        due: &'a HashSet<NoticeId>,
        concealed: &'a HashSet<NoticeId>,
        rows: usize,
    ) -> Self {
        Self { connection, needles: &query.words, places, due, concealed, rows, blocks: 0 }
    }

    /// Where the words stand in a notice; `None` where one of them does not.
    pub(super) fn at(&mut self, notice: NoticeId) -> Result<Option<Found>> {
        let (summary, columns) = self.read(notice)?;
        let kind = kind_text(&summary.kind);
        let mut hits = Vec::new();
        hits.extend(self.hit(Place::Title, &summary.title, Reading::Spelled));
        let mut open: Vec<usize> = (0..self.needles.len()).collect();
        self.close(&mut open, &summary.title, Reading::Spelled);
        let period = period_text(summary.period);
        for (place, text, reading) in [(Place::Kind, &kind, Reading::Spelled), (Place::Period, &period, Reading::Plain)]
        {
            if self.close(&mut open, text, reading) {
                hits.extend(self.hit(place, text, reading));
            }
        }
        let mut found = Found { notice: summary, hits, more: false };
        if open.is_empty() {
            return Ok(Some(found));
        }
        if self.concealed.contains(&notice) {
            return Ok(None);
        }
        let is_due = self.due.contains(&notice);
        let left = self.body(notice, &open, is_due, &mut found)?;
        let must = if left.is_empty() { &open } else { &left };
        let before = found.hits.len();
        self.table(notice, &columns, must, is_due, &mut found)?;
        Ok((left.is_empty() || found.hits.len() > before).then_some(found))
    }

    fn read(&self, notice: NoticeId) -> Result<(Summary, Vec<Column>)> {
        let (summary, columns) = self
            .connection
            .prepare_cached(&format!("SELECT {SUMMARY_COLUMNS}, columns FROM notice WHERE id = :id"))?
            .query_row(named_params! { ":id": notice.get() }, |row| {
                Ok((StoredSummary::read(row)?, row.get::<_, String>("columns")?))
            })
            .optional()?
            .ok_or(StoreError::NoSuchNotice(notice))?;
        let columns =
            serde_json::from_str(&columns).map_err(|_| StoreError::Damaged { notice, part: "its columns" })?;
        Ok((summary.into_summary()?, columns))
    }

    /// Looks at the text; the words that are not in it are left.
    fn body(&self, notice: NoticeId, open: &[usize], is_due: bool, found: &mut Found) -> Result<Vec<usize>> {
        let may = |at: &usize| is_due || self.places[*at].body.binary_search(&notice).is_ok();
        if !open.iter().any(may) {
            return Ok(open.to_vec());
        }
        let damaged = || StoreError::Damaged { notice, part: "its text" };
        let fields: String = self
            .connection
            .prepare_cached("SELECT fields FROM notice WHERE id = :id")?
            .query_row(named_params! { ":id": notice.get() }, |row| row.get("fields"))?;
        let content: Content = serde_json::from_str(&fields).map_err(|_| damaged())?;
        let mut left = open.to_vec();
        let mut shown = 0;
        for passage in passages(&content) {
            let mut closes = false;
            for (_, reading, text) in &passage.pieces {
                closes |= self.close(&mut left, text, *reading);
            }
            // A further table's rows are as good as the main one's.
            let most = if passage.row.is_some() { PASSAGES + self.rows } else { PASSAGES };
            if shown < most && (closes || shown == 0 || passage.row.is_some()) {
                let hit = self.passage(&passage);
                shown += usize::from(hit.is_some());
                found.hits.extend(hit);
            }
        }
        Ok(left)
    }

    /// Looks for rows that hold all of these words.
    fn table(
        &mut self,
        notice: NoticeId,
        columns: &[Column],
        must: &[usize],
        is_due: bool,
        found: &mut Found,
    ) -> Result<()> {
        let readings = readings(columns);
        let mut rows = Vec::new();
        for block in self.blocks_to_read(notice, must, is_due)? {
            self.blocks += 1;
            self.block(notice, block, &readings, must, &mut rows)?;
            if rows.len() > self.rows {
                rows.truncate(self.rows);
                found.more = true;
                break;
            }
        }
        rows.sort_by_key(|(position, _)| *position);
        found.hits.extend(rows.into_iter().map(|(_, hit)| hit));
        Ok(())
    }

    fn blocks_to_read(&self, notice: NoticeId, must: &[usize], is_due: bool) -> Result<Vec<u32>> {
        if is_due {
            let last: Option<i64> = self
                .connection
                .prepare_cached("SELECT max(key) AS last FROM row WHERE notice = :notice")?
                .query_row(named_params! { ":notice": notice.get() }, |row| row.get("last"))?;
            let blocks = last.map_or(0, |last| u32::try_from(last).unwrap_or(u32::MAX) / BLOCK + 1);
            return Ok((0..blocks).collect());
        }
        let all = must.iter().map(|at| self.places[*at].blocks_of(notice));
        let Some(fewest) = all.clone().min_by_key(|parts| parts.len()) else { return Ok(Vec::new()) };
        let in_all = |part: &&super::Part| all.clone().all(|parts| parts.binary_search(part).is_ok());
        Ok(fewest.iter().filter(in_all).filter_map(|part| part.block()).collect())
    }

    fn block(
        &self,
        notice: NoticeId,
        block: u32,
        readings: &[Option<Reading>],
        must: &[usize],
        rows: &mut Vec<(usize, Hit)>,
    ) -> Result<()> {
        let damaged = || StoreError::Damaged { notice, part: "a row of its table" };
        let mut statement = self.connection.prepare_cached(
            "SELECT key, position, cells FROM row WHERE notice = :notice AND key BETWEEN :first AND :last ORDER BY key",
        )?;
        let first = i64::from(block) * i64::from(BLOCK);
        let mut stored = statement
            .query(named_params! { ":notice": notice.get(), ":first": first, ":last": first + i64::from(BLOCK) - 1 })?;
        while let Some(row) = stored.next()? {
            let json = row.get_ref("cells")?.as_str().map_err(|_| damaged())?;
            if !must.iter().all(|at| self.needles[*at].may_stand_in(json)) {
                continue;
            }
            let cells: Vec<Cell> = serde_json::from_str(json).map_err(|_| damaged())?;
            let key = RowKey::from_stored(row.get("key").map_err(|_| damaged())?);
            let position: i64 = row.get("position")?;
            let position = usize::try_from(position).map_err(|_| damaged())?;
            rows.extend(self.row(key, position, &cells, readings, must).map(|hit| (position, hit)));
        }
        Ok(())
    }

    fn row(
        &self,
        key: RowKey,
        position: usize,
        cells: &[Cell],
        readings: &[Option<Reading>],
        must: &[usize],
    ) -> Option<Hit> {
        let shown: Vec<(usize, Reading, String)> = cells
            .iter()
            .zip(readings)
            .enumerate()
            .filter_map(|(column, (cell, reading))| Some((column, (*reading)?, cell_text(cell))))
            .filter(|(.., text)| !text.is_empty())
            .collect();
        let stands =
            |at: &usize| shown.iter().any(|(_, reading, text)| !self.needles[*at].find(text, *reading).is_empty());
        if !must.iter().all(stands) {
            return None;
        }
        let (line, marks, first) =
            self.line(shown.iter().map(|(column, reading, text)| (*column, *reading, text.as_str())));
        let (column, cell) = first?;
        Some(Hit::new(Place::Row { key, position, column, cell }, &line, marks))
    }

    /// A line of text or a row of a further table in which one of the words stands.
    fn passage(&self, passage: &Passage<'_>) -> Option<Hit> {
        let pieces = passage.pieces.iter().map(|(column, reading, text)| (*column, *reading, text.as_ref()));
        let (line, marks, first) = self.line(pieces);
        let (column, cell) = first?;
        let place = match passage.row {
            Some((block, row)) => Place::Further { spot: Spot { block: Some(block), row, column }, cell },
            None => Place::Body,
        };
        Some(Hit::new(place, &line, marks))
    }

    /// Pieces as one line, where the words stand in it, and the first piece in which one does.
    fn line<'b>(&self, pieces: impl Iterator<Item = (usize, Reading, &'b str)>) -> Line {
        let (mut line, mut marks, mut first) = (String::new(), Vec::new(), None);
        for (column, reading, text) in pieces {
            if !line.is_empty() {
                line.push_str(" · ");
            }
            let begin = line.len();
            line.push_str(text);
            let before = marks.len();
            for needle in self.needles {
                marks.extend(needle.find(text, reading).into_iter().map(|mark| mark.start + begin..mark.end + begin));
            }
            if marks.len() > before && first.is_none() {
                first = Some((column, text.to_owned()));
            }
        }
        (line, marks, first)
    }

    /// Takes out of `open` the words that stand in a text; whether there were any.
    fn close(&self, open: &mut Vec<usize>, text: &str, reading: Reading) -> bool {
        let before = open.len();
        open.retain(|at| self.needles[*at].find(text, reading).is_empty());
        open.len() < before
    }

    /// A text in which one of the words stands.
    fn hit(&self, place: Place, text: &str, reading: Reading) -> Option<Hit> {
        let marks: Vec<_> = self.needles.iter().flat_map(|needle| needle.find(text, reading)).collect();
        (!marks.is_empty()).then(|| Hit::new(place, text, marks))
    }
}
