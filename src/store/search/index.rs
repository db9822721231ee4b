//! Keeping the index: what changed is indexed again, in the transaction that changed it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, named_params};

use super::{BODY, Part, Texts, block_of, kind_text};
use crate::domain::block::{Block, BlockKey};
use crate::domain::kind::KindId;
use crate::domain::notice::{Content, NoticeId};
use crate::domain::search::{Reading, cell_text, period_text, reading};
use crate::domain::table::{Cell, Column, RowKey, Table};
use crate::store::search::{BLOCK, ROWS, TITLE};
use crate::store::transact::Operation;
use crate::store::{Result, StoreError};

impl Operation<'_> {
    /// Indexes what stands outside the table.
    pub(in crate::store) fn index_fields(&self, notice: NoticeId, content: &Content) -> Result<()> {
        if self.is_due(notice)? {
            return Ok(());
        }
        let kind: String = self
            .connection
            .prepare_cached("SELECT kind FROM notice WHERE id = :id")?
            .query_row(named_params! { ":id": notice.get() }, |row| row.get("kind"))?;
        let mut head = Texts::default();
        head.push(Reading::Spelled, content.title.clone());
        head.push(Reading::Spelled, kind_text(&KindId::new(kind)));
        head.push(Reading::Plain, period_text(content.period));
        self.put_part(Part::of(notice, TITLE), &head)?;
        let mut body = Texts::default();
        for passage in passages(content) {
            passage.pieces.into_iter().for_each(|(_, reading, text)| body.push(reading, text.into_owned()));
        }
        self.put_part(Part::of(notice, BODY), &body)
    }

    /// Indexes the rows of a table that was written whole; blocks in which nothing changed are left as they are.
    pub(in crate::store) fn index_table(&self, notice: NoticeId, table: &Table) -> Result<()> {
        if self.is_due(notice)? {
            return Ok(());
        }
        let readings = readings(&table.columns);
        let mut blocks: BTreeMap<u32, Vec<(RowKey, &[Cell])>> = BTreeMap::new();
        for row in &table.rows {
            blocks.entry(block_of(row.key)).or_default().push((row.key, &row.cells));
        }
        for (block, rows) in &mut blocks {
            rows.sort_by_key(|(key, _)| *key);
            let texts = texts(&readings, rows.iter().map(|(_, cells)| *cells));
            self.put_part(Part::of_block(notice, *block), &texts)?;
        }
        self.drop_other_blocks(notice, &blocks.into_keys().collect())
    }

    /// Indexes the blocks in which these rows stand or stood.
    pub(in crate::store) fn index_rows(&self, notice: NoticeId, rows: impl Iterator<Item = RowKey>) -> Result<()> {
        if self.is_due(notice)? {
            return Ok(());
        }
        let damaged = |part| StoreError::Damaged { notice, part };
        let columns: String = self
            .connection
            .prepare_cached("SELECT columns FROM notice WHERE id = :id")?
            .query_row(named_params! { ":id": notice.get() }, |row| row.get("columns"))?;
        let columns: Vec<Column> = serde_json::from_str(&columns).map_err(|_| damaged("its columns"))?;
        let readings = readings(&columns);
        for block in rows.map(block_of).collect::<BTreeSet<_>>() {
            let mut statement = self.connection.prepare_cached(
                "SELECT cells FROM row WHERE notice = :notice AND key BETWEEN :first AND :last ORDER BY key",
            )?;
            let first = i64::from(block) * i64::from(BLOCK);
            let mut stored = statement.query(
                named_params! { ":notice": notice.get(), ":first": first, ":last": first + i64::from(BLOCK) - 1 },
            )?;
            let mut cells: Vec<Vec<Cell>> = Vec::new();
            while let Some(row) = stored.next()? {
                let row = row.get_ref("cells")?.as_str().map_err(|_| damaged("a row of its table"))?;
                cells.push(serde_json::from_str(row).map_err(|_| damaged("a row of its table"))?);
            }
            let texts = texts(&readings, cells.iter().map(Vec::as_slice));
            self.put_part(Part::of_block(notice, block), &texts)?;
        }
        Ok(())
    }

    fn put_part(&self, part: Part, texts: &Texts) -> Result<()> {
        let hash = texts.hash();
        let before: Option<i64> = self
            .connection
            .prepare_cached("SELECT hash FROM search_part WHERE id = :id")?
            .query_row(named_params! { ":id": part.0 }, |row| row.get("hash"))
            .optional()?;
        if before == Some(hash) {
            return Ok(());
        }
        if before.is_some() {
            self.drop_part(part)?;
        }
        if texts.texts.is_empty() {
            return Ok(());
        }
        self.connection
            .prepare_cached("INSERT INTO search (rowid, grams) VALUES (:id, :grams)")?
            .execute(named_params! { ":id": part.0, ":grams": texts.document() })?;
        self.connection
            .prepare_cached("INSERT INTO search_part (id, hash) VALUES (:id, :hash)")?
            .execute(named_params! { ":id": part.0, ":hash": hash })?;
        Ok(())
    }

    /// Leaves the head of the notice alone in the index.
    pub(in crate::store) fn drop_text(&self, notice: NoticeId) -> Result<()> {
        self.drop_part(Part::of(notice, BODY))?;
        self.drop_other_blocks(notice, &BTreeSet::new())
    }

    fn drop_part(&self, part: Part) -> Result<()> {
        self.connection
            .prepare_cached("DELETE FROM search WHERE rowid = :id")?
            .execute(named_params! { ":id": part.0 })?;
        self.connection
            .prepare_cached("DELETE FROM search_part WHERE id = :id")?
            .execute(named_params! { ":id": part.0 })?;
        Ok(())
    }

    fn drop_other_blocks(&self, notice: NoticeId, kept: &BTreeSet<u32>) -> Result<()> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM search_part WHERE id BETWEEN :first AND :last")?;
        let (first, last) = (Part::of(notice, ROWS), Part::of_block(notice, u32::MAX / BLOCK));
        let parts = statement.query_map(named_params! { ":first": first.0, ":last": last.0 }, |row| row.get("id"))?;
        let parts: Vec<Part> = parts.map(|id| id.map(Part)).collect::<rusqlite::Result<_>>()?;
        for part in parts {
            if part.block().is_some_and(|block| !kept.contains(&block)) {
                self.drop_part(part)?;
            }
        }
        Ok(())
    }
}

/// What is found as one: a line of text, or a row of a further table.
pub(super) struct Passage<'a> {
    /// The row, where it is one.
    pub(super) row: Option<(BlockKey, RowKey)>,
    /// Each with the column it stands in, counted from 0, and how it may be found.
    pub(super) pieces: Vec<(usize, Reading, Cow<'a, str>)>,
}

/// What of a notice can be found outside its main table.
pub(super) fn passages(content: &Content) -> impl Iterator<Item = Passage<'_>> {
    let lines = content.intro.lines().chain(content.notes.lines()).chain([&*content.issuer, &*content.telephone]);
    let lines = lines.chain(content.signatures.iter().map(String::as_str));
    let lines = lines.chain(content.blocks.iter().flat_map(Block::texts).flat_map(str::lines));
    let lines = lines.map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| Passage { row: None, pieces: vec![(0, Reading::Plain, Cow::Borrowed(line))] });
    let tables = content.blocks.iter().filter_map(|block| Some((block.key, &block.further()?.table)));
    lines.chain(tables.flat_map(|(block, table)| {
        let readings = readings(&table.columns);
        table.rows.iter().map(move |row| {
            let cells = row.cells.iter().zip(&readings).enumerate();
            let shown =
                cells.filter_map(|(at, (cell, reading))| Some((at, (*reading)?, Cow::<str>::Owned(cell_text(cell)))));
            let pieces = shown.filter(|(.., text)| !text.is_empty()).collect();
            Passage { row: Some((block, row.key)), pieces }
        })
    }))
}

pub(super) fn readings(columns: &[Column]) -> Vec<Option<Reading>> {
    columns.iter().map(reading).collect()
}

fn texts<'a>(readings: &[Option<Reading>], rows: impl Iterator<Item = &'a [Cell]>) -> Texts {
    let mut texts = Texts::default();
    for cells in rows {
        for (cell, reading) in cells.iter().zip(readings) {
            if let Some(reading) = reading {
                texts.push(*reading, cell_text(cell));
            }
        }
    }
    texts
}
