//! Persons by their names, in all tables at once.

use super::Ask;
use crate::domain::notice::NoticeId;
use crate::domain::search::{Place, Query};
use crate::domain::table::RowKey;
use crate::store::{Result, Store};

/// A person in a notice's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub notice: NoticeId,
    pub row: RowKey,
    /// The column the name stands in, counted from 0.
    pub column: usize,
    pub name: String,
}

impl Store {
    /// The first `most` persons whose name holds `name` or has such initials, those in the notices last changed first.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn find_people(&self, name: &str, most: usize) -> Result<Vec<Person>> {
        let query = Query::of_people(name);
        let mut people = Vec::new();
        if query.words.is_empty() {
            return Ok(people);
        }
        let results = self.search(&query, Ask { from: 0, notices: most, rows: most }, &|| true)?;
        for found in results.found {
            let notice = found.notice.id;
            people.extend(found.hits.into_iter().filter_map(|hit| match hit.place {
                Place::Row { key, column, cell, .. } => Some(Person { notice, row: key, column, name: cell }),
                Place::Title | Place::Kind | Place::Period | Place::Body => None,
            }));
        }
        people.truncate(most);
        Ok(people)
    }
}
