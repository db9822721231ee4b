//! A notice's rows as one SHA-256 a table: whatever is changed in them afterwards, past the program, shows.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, named_params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::notice::NoticeId;
use crate::store::approval::hex;
use crate::store::{Result, Store};

/// What lies in one table about one notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableDigest {
    pub table: String,
    /// The columns there were when it was made; a later schema may have more.
    pub columns: Vec<String>,
    pub rows: u64,
    pub sha256: String,
}

/// A table, the column that names the notice, and the order of its rows.
const TABLES: [(&str, &str, &str); 9] = [
    ("notice", "id", "id"),
    ("row", "notice", "position, key"),
    ("approval", "notice", "id"),
    ("posting", "notice", "notice"),
    ("hanging", "notice", "id"),
    ("edition", "notice", "id"),
    ("attachment", "notice", "id"),
    ("objection", "notice", "number"),
    ("imported", "notice", "notice"),
];

pub(in crate::store) fn of(connection: &Connection, notice: NoticeId) -> Result<Vec<TableDigest>> {
    let one = |(table, ..): &(&str, &str, &str)| {
        let mut statement = connection.prepare_cached("SELECT name FROM pragma_table_info(:table) ORDER BY cid")?;
        let names = statement.query_map(named_params! { ":table": table }, |row| row.get::<_, String>("name"))?;
        let mut columns: Vec<String> = names.collect::<rusqlite::Result<_>>()?;
        // The draft a notice was made from may be deleted later; the record does not rest on it.
        columns.retain(|column| column != "previous");
        digest(connection, notice, table, columns)
    };
    TABLES.iter().map(one).collect()
}

impl Store {
    /// Whether the rows are still those that were digested.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn is_as_digested(&self, notice: NoticeId, then: &TableDigest) -> Result<bool> {
        let known = TABLES.iter().any(|(table, ..)| *table == then.table);
        Ok(known && digest(&self.connection, notice, &then.table, then.columns.clone())? == *then)
    }
}

fn digest(connection: &Connection, notice: NoticeId, table: &str, columns: Vec<String>) -> Result<TableDigest> {
    let (_, owner, order) = TABLES.iter().find(|(known, ..)| *known == table).unwrap_or(&TABLES[0]);
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.replace('"', "\"\""))).collect();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {} FROM \"{table}\" WHERE \"{owner}\" = :notice ORDER BY {order}",
        quoted.join(", ")
    ))?;
    let mut hasher = Sha256::new();
    let mut count = 0;
    let mut rows = statement.query(named_params! { ":notice": notice.get() })?;
    while let Some(row) = rows.next()? {
        count += 1;
        for at in 0..columns.len() {
            add(&mut hasher, row.get_ref(at)?);
        }
    }
    Ok(TableDigest { table: table.to_owned(), columns, rows: count, sha256: hex(&hasher.finalize()) })
}

/// Type and length stand before each value, so that no two rows read alike.
fn add(hasher: &mut Sha256, value: ValueRef<'_>) {
    let (tag, bytes): (u8, &[u8]) = match &value {
        ValueRef::Null => (0, &[]),
        ValueRef::Integer(number) => (1, &number.to_be_bytes()),
        ValueRef::Real(number) => (2, &number.to_be_bytes()),
        ValueRef::Text(text) => (3, text),
        ValueRef::Blob(blob) => (4, blob),
    };
    hasher.update([tag]);
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}
