//! Undo and redo of anything that can say how to take itself back.

/// Changes to take back and to make again, the latest last.
#[derive(Debug, Clone)]
pub struct History<C> {
    done: Vec<Step<C>>,
    undone: Vec<Step<C>>,
}

#[derive(Debug, Clone)]
struct Step<C> {
    inverse: C,
    /// Keystrokes into the same place become one step; `None` never joins.
    place: Option<u64>,
}

impl<C> Default for History<C> {
    fn default() -> Self {
        Self { done: Vec::new(), undone: Vec::new() }
    }
}

impl<C> History<C> {
    /// So many steps are kept; older ones are forgotten.
    const DEPTH: usize = 500;

    /// Remembers how to take back what was just done.
    pub fn record(&mut self, inverse: C) {
        self.push(Step { inverse, place: None });
    }

    /// As [`Self::record`], for typing: while the place stays the same, the oldest inverse takes all of it back.
    pub fn record_typing(&mut self, place: u64, inverse: C) {
        let joins = self.undone.is_empty() && self.done.last().is_some_and(|last| last.place == Some(place));
        if !joins {
            self.push(Step { inverse, place: Some(place) });
        }
    }

    /// What is typed from here on is a step of its own.
    pub fn settle(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.place = None;
        }
    }

    /// Takes the latest step back; `apply` makes the change and returns its inverse.
    pub fn undo(&mut self, apply: impl FnOnce(C) -> C) -> bool {
        let Some(step) = self.done.pop() else { return false };
        self.undone.push(Step { inverse: apply(step.inverse), place: None });
        true
    }

    /// Makes the step again that was taken back last.
    pub fn redo(&mut self, apply: impl FnOnce(C) -> C) -> bool {
        let Some(step) = self.undone.pop() else { return false };
        self.done.push(Step { inverse: apply(step.inverse), place: None });
        true
    }

    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    fn push(&mut self, step: Step<C>) {
        self.undone.clear();
        if self.done.len() == Self::DEPTH {
            self.done.remove(0);
        }
        self.done.push(step);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn swap(value: &mut i32) -> impl FnOnce(i32) -> i32 {
        move |change| std::mem::replace(value, change)
    }

    #[test]
    fn typing_into_one_place_is_taken_back_at_once() {
        let (mut history, mut value) = (History::default(), 3);
        for before in 0..3 {
            history.record_typing(7, before);
        }
        assert!(history.undo(swap(&mut value)));
        assert_eq!(value, 0);
        assert!(!history.can_undo());
        assert!(history.redo(swap(&mut value)));
        assert_eq!(value, 3);
    }

    #[test]
    fn another_place_or_a_pause_begins_a_new_step() {
        let (mut history, mut value) = (History::default(), 3);
        history.record_typing(7, 0);
        history.record_typing(8, 1);
        history.settle();
        history.record_typing(8, 2);
        for expected in [2, 1, 0] {
            assert!(history.undo(swap(&mut value)));
            assert_eq!(value, expected);
        }
    }

    #[test]
    fn a_new_change_forgets_what_was_undone() {
        let (mut history, mut value) = (History::default(), 1);
        history.record(0);
        history.undo(swap(&mut value));
        history.record(0);
        assert!(!history.can_redo());
    }
}
