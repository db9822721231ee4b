//! Persons by their names, in all tables at once.

use super::Ask;
use crate::domain::block::Spot;
use crate::domain::notice::NoticeId;
use crate::domain::search::{Place, Query};
use crate::store::{Result, Store};

/// A person in a notice's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub notice: NoticeId,
    /// Where the name stands.
    pub spot: Spot,
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
                Place::Row { key, column, cell, .. } => {
                    Some(Person { notice, spot: Spot { block: None, row: key, column }, name: cell })
                }
                Place::Further { spot, cell } => Some(Person { notice, spot, name: cell }),
                Place::Title | Place::Kind | Place::Period | Place::Body => None,
            }));
        }
        people.truncate(most);
        Ok(people)
    }
}
