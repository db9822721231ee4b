//! Persons by their names, in all tables at once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::named_params;

use crate::domain::notice::NoticeId;
use crate::domain::table::{Cell, Class, Column, RowKey};
use crate::store::{Result, Store, StoreError};

/// A person in a notice's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub notice: NoticeId,
    pub row: RowKey,
    /// The column the name stands in, counted from 0.
    pub column: usize,
    pub name: String,
}

/// Rows that hold the letters somewhere; most of them in the column of names.
const CANDIDATES: i64 = 2_000;

impl Store {
    /// The first `most` persons whose name holds `name`, those in the notices last changed first.
    ///
    /// # Errors
    /// A file that cannot be read; [`StoreError::Damaged`].
    pub fn find_people(&self, name: &str, most: usize) -> Result<Vec<Person>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT row.notice AS notice, row.key AS key, row.cells AS cells, notice.columns AS columns
             FROM row JOIN notice ON notice.id = row.notice
             WHERE notice.removed IS NULL AND row.role IN ('data', 'part') AND instr(row.cells, :name) > 0
             ORDER BY notice.updated DESC, row.notice, row.position LIMIT :candidates",
        )?;
        let mut stored = statement.query(named_params! { ":name": name, ":candidates": CANDIDATES })?;
        let mut names: HashMap<NoticeId, Vec<usize>> = HashMap::new();
        let mut found = Vec::new();
        while let Some(row) = stored.next()? {
            let notice = NoticeId::from_stored(row.get("notice")?);
            let damaged = |part| StoreError::Damaged { notice, part };
            let cells = row.get_ref("cells")?.as_str().map_err(|_| damaged("a row of its table"))?;
            let cells: Vec<Cell> = serde_json::from_str(cells).map_err(|_| damaged("a row of its table"))?;
            let columns = match names.entry(notice) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => {
                    let columns = row.get_ref("columns")?.as_str().map_err(|_| damaged("its columns"))?;
                    new.insert(columns_of_names(columns).ok_or_else(|| damaged("its columns"))?)
                }
            };
            let person = columns.iter().find_map(|column| match cells.get(*column) {
                Some(Cell::Text(text)) if text.contains(name) => Some((*column, text.clone())),
                _ => None,
            });
            if let Some((column, name)) = person {
                found.push(Person { notice, row: RowKey::from_stored(row.get("key")?), column, name });
            }
            if found.len() == most {
                break;
            }
        }
        Ok(found)
    }
}

fn columns_of_names(stored: &str) -> Option<Vec<usize>> {
    let columns: Vec<Column> = serde_json::from_str(stored).ok()?;
    let named = columns.iter().enumerate().filter(|(_, column)| column.class == Class::Name);
    Some(named.map(|(at, _)| at).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::KindId;
    use crate::domain::notice::Content;
    use crate::domain::table::{Role, Table};

    #[test]
    fn a_person_is_found_in_the_column_of_names_and_nowhere_else() {
        let mut store = Store::in_memory().unwrap();
        let mut table = Table::new(vec![Column::new("户主", Class::Name), Column::new("备注", Class::Text)]);
        table.push(Role::Data, vec![Cell::text("王小明"), Cell::Blank], None);
        let row = table.push(Role::Data, vec![Cell::text("李大力"), Cell::text("王小明之妻")], None);
        let content = Content { title: "公示".to_owned(), table, ..Content::default() };
        let notice = store.create(&KindId::new("gengdi-dili"), &content).unwrap().id;
        let names = |found: Vec<Person>| found.into_iter().map(|person| person.name).collect::<Vec<_>>();
        assert_eq!(names(store.find_people("小明", 9).unwrap()), ["王小明"]);
        let person = Person { notice, row, column: 0, name: "李大力".to_owned() };
        assert_eq!(store.find_people("大力", 9).unwrap(), [person]);
        store.remove(notice).unwrap();
        assert!(store.find_people("大力", 9).unwrap().is_empty());
    }
}
