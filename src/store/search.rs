//! The index of all notices, kept by every write in its own transaction, and the search in it.
//!
//! The index only says which notices, texts and blocks of rows may hold a word; what is shown was read and compared. A
//! notice that is not indexed yet is read whole, so that nothing is missed while the index of an older file is made.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::domain::kind::{Catalogue, KindId};
use crate::domain::notice::NoticeId;
use crate::domain::search::{Gram, Reading, grams};
use crate::domain::table::RowKey;

mod due;
mod find;
mod index;
mod look;
pub(super) mod people;

#[cfg(test)]
mod tests;

pub use find::{Ask, Results};

/// Rows of a block: typing into one of them indexes so many again.
const BLOCK: u32 = 64;

const TITLE: i64 = 0;
const BODY: i64 = 1;
const ROWS: i64 = 2;

/// Bits of a document's number that count within its notice.
const BITS: u32 = 27;

/// A document of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Part(i64);

impl Part {
    fn of(notice: NoticeId, place: i64) -> Self {
        Self((notice.get() << BITS) + place)
    }

    fn of_block(notice: NoticeId, block: u32) -> Self {
        Self::of(notice, ROWS + i64::from(block))
    }

    fn notice(self) -> NoticeId {
        NoticeId::from_stored(self.0 >> BITS)
    }

    fn place(self) -> i64 {
        self.0 & ((1 << BITS) - 1)
    }

    /// `None`: no block of rows.
    fn block(self) -> Option<u32> {
        u32::try_from(self.place() - ROWS).ok()
    }
}

fn block_of(key: RowKey) -> u32 {
    key.get() / BLOCK
}

/// The kind's name and group, as a notice is found by them.
fn kind_text(kind: &KindId) -> String {
    let kind = Catalogue::bundled().get(kind);
    kind.map_or_else(String::new, |kind| format!("{} {}", kind.name, kind.group))
}

/// The texts of a document, in their order.
#[derive(Default)]
struct Texts {
    texts: Vec<(Reading, String)>,
}

impl Texts {
    fn push(&mut self, reading: Reading, text: String) {
        if !text.is_empty() {
            self.texts.push((reading, text));
        }
    }

    /// Another hash, another text. Should the hasher change with the compiler, everything is indexed once more.
    fn hash(&self) -> i64 {
        let mut hasher = DefaultHasher::new();
        self.texts.hash(&mut hasher);
        hasher.finish().cast_signed()
    }

    /// Each gram once, apart from each other.
    fn document(&self) -> String {
        let mut all = Vec::new();
        for (reading, text) in &self.texts {
            grams(text, *reading, &mut all);
        }
        all.sort_unstable();
        all.dedup();
        written(&all, " ", "")
    }
}

fn written(grams: &[Gram], between: &str, around: &str) -> String {
    let mut text = String::with_capacity(grams.len() * 8);
    for (at, gram) in grams.iter().enumerate() {
        if at > 0 {
            text.push_str(between);
        }
        text.push_str(around);
        gram.push_to(&mut text);
        text.push_str(around);
    }
    text
}

/// What the index is asked for the documents that may hold a word.
fn expression(alternatives: &[Vec<Gram>]) -> String {
    let alternatives: Vec<String> = alternatives
        .iter()
        .map(|grams| grams.iter().collect::<BTreeSet<_>>().into_iter().copied().collect::<Vec<_>>())
        .map(|grams| format!("({})", written(&grams, " AND ", "\"")))
        .collect();
    alternatives.join(" OR ")
}
