//! A row's cells, and what is known of rows whose cells are still the very same.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Cell;

/// A row's cells. Copies share them until one is changed: the window, the press and the gate hold a list of 20,000 rows
/// once, and what came through untouched is told by its identity.
#[derive(Debug, Clone, Default)]
pub struct Cells(Arc<Vec<Cell>>);

impl Cells {
    /// Whether both are the same cells in memory, and so equal without a look at them.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Cells {
    type Target = Vec<Cell>;

    fn deref(&self) -> &Vec<Cell> {
        &self.0
    }
}

impl DerefMut for Cells {
    fn deref_mut(&mut self) -> &mut Vec<Cell> {
        Arc::make_mut(&mut self.0)
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || self.0 == other.0
    }
}

impl From<Vec<Cell>> for Cells {
    fn from(cells: Vec<Cell>) -> Self {
        Self(Arc::new(cells))
    }
}

impl FromIterator<Cell> for Cells {
    fn from_iter<I: IntoIterator<Item = Cell>>(cells: I) -> Self {
        Vec::from_iter(cells).into()
    }
}

impl IntoIterator for Cells {
    type Item = Cell;
    type IntoIter = std::vec::IntoIter<Cell>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.0).into_iter()
    }
}

impl<'a> IntoIterator for &'a Cells {
    type Item = &'a Cell;
    type IntoIter = std::slice::Iter<'a, Cell>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a mut Cells {
    type Item = &'a mut Cell;
    type IntoIter = std::slice::IterMut<'a, Cell>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

/// Something known of cells by their identity: found again wherever their row has moved to, and gone with them.
#[derive(Debug)]
pub struct Known<T> {
    by_place: FxHashMap<usize, Entry<T>>,
    round: u32,
}

#[derive(Debug)]
struct Entry<T> {
    /// Held, so that no other cells can come to stand in their place.
    _cells: Cells,
    known: T,
    used: u32,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { by_place: FxHashMap::default(), round: 0 }
    }
}

impl<T> Known<T> {
    /// What is known of these very cells.
    pub fn get(&mut self, cells: &Cells) -> Option<&T> {
        let entry = self.by_place.get_mut(&place(cells))?;
        entry.used = self.round;
        Some(&entry.known)
    }

    pub fn set(&mut self, cells: &Cells, known: T) {
        let entry = Entry { _cells: cells.clone(), known, used: self.round };
        self.by_place.insert(place(cells), entry);
    }

    /// Forgets what was not asked for since the last call.
    pub fn sweep(&mut self) {
        let round = self.round;
        self.by_place.retain(|_, entry| entry.used == round);
        self.round += 1;
    }

    pub fn forget(&mut self) {
        self.by_place.clear();
    }
}

fn place(cells: &Cells) -> usize {
    Arc::as_ptr(&cells.0).addr()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_copy_leaves_the_first_as_it_was() {
        let first = Cells::from(vec![Cell::text("甲")]);
        let mut second = first.clone();
        assert!(second.is_same(&first));
        second[0] = Cell::text("乙");
        assert!(!second.is_same(&first));
        assert_eq!((first[0].typed(), second[0].typed()), ("甲".to_owned(), "乙".to_owned()));
    }

    #[test]
    fn what_is_known_of_cells_is_not_known_of_equal_ones() {
        let cells = Cells::from(vec![Cell::text("甲")]);
        let mut known = Known::default();
        known.set(&cells, 7);
        assert_eq!(known.get(&cells.clone()), Some(&7));
        assert_eq!(known.get(&Cells::from(vec![Cell::text("甲")])), None);
    }

    #[test]
    fn what_is_known_of_rows_that_are_gone_is_forgotten() {
        let (stays, goes) = (Cells::from(vec![Cell::Blank]), Cells::from(vec![Cell::Blank]));
        let mut known = Known::default();
        known.set(&stays, 1);
        known.set(&goes, 2);
        known.sweep();
        assert_eq!(known.get(&stays), Some(&1));
        known.sweep();
        assert_eq!((known.get(&stays).copied(), known.get(&goes).copied()), (Some(1), None));
    }

    #[test]
    fn cells_are_stored_as_a_plain_list() {
        let cells = Cells::from(vec![Cell::text("甲"), Cell::Blank]);
        let stored = serde_json::to_string(&cells).expect("cells are text");
        assert_eq!(stored, serde_json::to_string(&*cells).expect("a list"));
        assert_eq!(serde_json::from_str::<Cells>(&stored).expect("what was written"), cells);
    }
}
