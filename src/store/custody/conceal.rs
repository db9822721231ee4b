//! 对外隐藏: after its period a notice's personal data go no further, while the sealed record stays as it was.
//!
//! Whatever reads a notice's content to make something of it goes through [`Store::load`] or the search: there the personal
//! cells and the prose of a concealed notice are not given out. The rows in the database, the frozen pages and the seal
//! are not touched.

use std::collections::HashSet;

use jiff::civil::Date;
use rusqlite::{Connection, named_params};

use super::standing;
use crate::domain::block::Matter;
use crate::domain::notice::{Content, NoticeId};
use crate::domain::retention::Deed;
use crate::domain::table::{Cell, Class, Table};
use crate::store::transact::Operation;
use crate::store::{Result, Store};

/// What stands in place of what is not shown.
const CONCEALED: &str = "已隐藏";

impl Store {
    /// # Errors
    /// [`crate::store::StoreError::Keeping`].
    pub fn conceal(&mut self, notice: NoticeId, person: &str, reason: &str) -> Result<()> {
        self.transact_by(person, |operation| operation.conceal(notice, person, reason))
    }

    /// 恢复显示
    ///
    /// # Errors
    /// As [`Store::conceal`].
    pub fn reveal(&mut self, notice: NoticeId, person: &str, reason: &str) -> Result<()> {
        self.transact_by(person, |operation| {
            operation.keep(notice, Deed::Reveal, person, reason)?;
            // Its texts are found again as soon as the index has them again.
            operation.connection.execute(
                "INSERT OR IGNORE INTO search_due (notice) VALUES (:notice)",
                named_params! { ":notice": notice.get() },
            )?;
            Ok(())
        })
    }

    /// Conceals what was taken down so many days ago as the office set, but for what was concealed and shown again.
    ///
    /// # Errors
    /// A file that cannot be read or written.
    pub fn conceal_due(&mut self, today: Date) -> Result<Vec<NoticeId>> {
        let Some(days) = self.keeping()?.conceal_after else { return Ok(Vec::new()) };
        let Ok(until) = today.checked_sub(jiff::Span::new().days(i64::from(days))) else { return Ok(Vec::new()) };
        self.transact(|operation| {
            let mut due = operation.connection.prepare_cached(
                "SELECT posting.notice AS notice FROM posting JOIN seal ON seal.notice = posting.notice
                 WHERE date(posting.withdrawn, posting.withdrawn_offset || ' seconds') <= :until
                   AND NOT EXISTS (SELECT 1 FROM custody WHERE custody.notice = posting.notice
                                   AND deed IN ('conceal', 'destroy'))
                 ORDER BY posting.notice",
            )?;
            let due = due.query_map(named_params! { ":until": until.to_string() }, |row| row.get("notice"))?;
            let due: Vec<NoticeId> = due.map(|id| id.map(NoticeId::from_stored)).collect::<rusqlite::Result<_>>()?;
            for notice in &due {
                operation.conceal(*notice, "", &format!("撤下满 {days} 天，按本单位的设置自动隐藏"))?;
            }
            Ok(due)
        })
    }
}

impl Operation<'_> {
    fn conceal(&self, notice: NoticeId, person: &str, reason: &str) -> Result<()> {
        self.keep(notice, Deed::Conceal, person, reason)?;
        self.drop_text(notice)
    }
}

pub(in crate::store) fn is_concealed(connection: &Connection, notice: NoticeId) -> Result<bool> {
    Ok(standing(connection, notice)?.is_concealed)
}

/// All that is concealed.
pub(in crate::store) fn concealed(connection: &Connection) -> Result<HashSet<NoticeId>> {
    let mut statement = connection
        .prepare_cached("SELECT notice, deed FROM custody WHERE deed IN ('conceal', 'reveal') ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut concealed = HashSet::new();
    while let Some(row) = rows.next()? {
        let notice = NoticeId::from_stored(row.get("notice")?);
        if row.get_ref("deed")?.as_str().is_ok_and(|deed| deed == Deed::Conceal.code()) {
            concealed.insert(notice);
        } else {
            concealed.remove(&notice);
        }
    }
    Ok(concealed)
}

/// Takes out of a content whatever may name a person: the cells of personal columns and all prose but the title.
pub(in crate::store) fn without_persons(content: &mut Content) {
    for text in [&mut content.intro, &mut content.notes] {
        if !text.trim().is_empty() {
            *text = CONCEALED.to_owned();
        }
    }
    // A picture may show a face, and a code may lead anywhere.
    content.blocks.retain(|block| !matches!(block.matter, Matter::Picture(_) | Matter::Code(_)));
    for block in &mut content.blocks {
        for text in block.texts_mut().into_iter().filter(|text| !text.trim().is_empty()) {
            *text = CONCEALED.to_owned();
        }
        if let Matter::Table(further) = &mut block.matter {
            conceal_cells(&mut further.table);
        }
    }
    conceal_cells(&mut content.table);
}

fn conceal_cells(table: &mut Table) {
    let classes: Vec<Class> = table.columns.iter().map(|column| column.class).collect();
    for row in &mut table.rows {
        for (cell, class) in row.cells.iter_mut().zip(&classes) {
            if may_name_a_person(cell, *class) {
                *cell = Cell::text(CONCEALED);
            }
        }
    }
}

/// A number, a day, a serial and where a group lives name nobody; what is written in a column of numbers may.
fn may_name_a_person(cell: &Cell, class: Class) -> bool {
    match class {
        Class::Serial | Class::Group => false,
        Class::Amount | Class::Quantity | Class::Rate | Class::Date => matches!(cell, Cell::Text(_)),
        Class::Name
        | Class::IdNumber
        | Class::BankCard
        | Class::Phone
        | Class::Address
        | Class::Health
        | Class::Text => !matches!(cell, Cell::Blank),
    }
}
