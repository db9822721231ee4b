//! A whole notice with its table.

use rusqlite::{OptionalExtension, named_params};

use crate::domain::block::Matter;
use crate::domain::kind::KindId;
use crate::domain::notice::{Content, Notice, NoticeId};
use crate::domain::table::{Cell, Column, Row, RowKey, Table};
use crate::store::custody::conceal;
use crate::store::notice::{read_role, read_state};
use crate::store::transact::Operation;
use crate::store::{Result, Store, StoreError};

impl Store {
    /// The notice as something may be made of it: of a concealed one without what may name a person.
    ///
    /// # Errors
    /// [`StoreError::NoSuchNotice`]; [`StoreError::Damaged`] where a part of it cannot be read.
    pub fn load(&mut self, notice: NoticeId) -> Result<Notice> {
        // In one transaction: the columns and the rows belong together even while another process writes.
        let now = self.now();
        let session = self.session;
        let snapshot = self.connection.savepoint()?;
        let mut loaded = Operation { connection: &snapshot, now, session, actor: "" }.load(notice)?;
        if conceal::is_concealed(&snapshot, notice)? {
            conceal::without_persons(&mut loaded.content);
        }
        drop(snapshot);
        self.load_pictures(&mut loaded.content);
        Ok(loaded)
    }

    /// A picture whose file is gone is no reason not to open the notice: the page says that it is missing.
    fn load_pictures(&self, content: &mut Content) {
        for block in &content.blocks {
            let Matter::Picture(picture) = &block.matter else { continue };
            match std::fs::read(self.file(&picture.file)) {
                Ok(bytes) => content.pictures.insert(picture.file.clone(), bytes.into()),
                Err(error) => tracing::warn!(%error, file = picture.file, "a picture cannot be read"),
            }
        }
    }
}

impl Operation<'_> {
    /// What another notice may begin with: of a concealed one only what names nobody.
    pub(super) fn load_to_copy(&self, notice: NoticeId) -> Result<Notice> {
        let mut loaded = self.load(notice)?;
        if conceal::is_concealed(self.connection, notice)? {
            loaded.content.table = Table::new(loaded.content.table.columns);
            loaded.content.intro.clear();
            loaded.content.notes.clear();
            loaded.content.blocks.clear();
        }
        Ok(loaded)
    }

    /// All of it, concealed or not.
    pub(in crate::store) fn load(&self, notice: NoticeId) -> Result<Notice> {
        let damaged = |part| StoreError::Damaged { notice, part };
        let (kind, state, fields, columns, next_key, previous, updated) = self
            .connection
            .prepare_cached(
                "SELECT kind, state, fields, columns, next_key, previous, updated FROM notice WHERE id = :id",
            )?
            .query_row(named_params! { ":id": notice.get() }, |row| {
                Ok((
                    row.get::<_, String>("kind")?,
                    row.get::<_, String>("state")?,
                    row.get::<_, String>("fields")?,
                    row.get::<_, String>("columns")?,
                    row.get::<_, u32>("next_key")?,
                    row.get::<_, Option<i64>>("previous")?,
                    row.get::<_, String>("updated")?,
                ))
            })
            .optional()?
            .ok_or(StoreError::NoSuchNotice(notice))?;
        let mut content: Content = serde_json::from_str(&fields).map_err(|_| damaged("its text"))?;
        let columns: Vec<Column> = serde_json::from_str(&columns).map_err(|_| damaged("its columns"))?;
        content.table = self.load_table(notice, columns)?;
        content.table.reserve_keys(next_key);
        Ok(Notice {
            id: notice,
            kind: KindId::new(kind),
            state: read_state(notice, &state)?,
            previous: previous.map(NoticeId::from_stored),
            content,
            updated: updated.parse().map_err(|_| damaged("the time of its last change"))?,
        })
    }

    fn load_table(&self, notice: NoticeId, columns: Vec<Column>) -> Result<Table> {
        let damaged = || StoreError::Damaged { notice, part: "a row of its table" };
        let mut statement = self
            .connection
            .prepare_cached("SELECT key, position, role, source, cells FROM row WHERE notice = :notice")?;
        let mut stored = statement.query(named_params! { ":notice": notice.get() })?;
        let mut rows: Vec<(i64, Row)> = Vec::new();
        while let Some(row) = stored.next()? {
            let key = RowKey::from_stored(row.get("key").map_err(|_| damaged())?);
            let role = read_role(row.get_ref("role")?.as_str().map_err(|_| damaged())?).ok_or_else(damaged)?;
            let cells = row.get_ref("cells")?.as_str().map_err(|_| damaged())?;
            let mut cells: Vec<Cell> = serde_json::from_str(cells).map_err(|_| damaged())?;
            // A column added or taken away rewrites the rows in the same transaction; a count that differs is damage.
            if cells.len() != columns.len() {
                return Err(damaged());
            }
            cells.shrink_to_fit();
            rows.push((
                row.get("position").map_err(|_| damaged())?,
                Row { key, role, cells: cells.into(), source: row.get("source").map_err(|_| damaged())? },
            ));
        }
        rows.sort_by_key(|(position, row)| (*position, row.key));
        let mut table = Table::new(columns);
        table.rows.reserve(rows.len());
        for (_, row) in rows {
            table.restore(row);
        }
        Ok(table)
    }
}
