//! A warning that is being written at the screen itself.

use crate::domain::lobby::{ALERT_CHARS, AlertLevel};

/// How long it may stand, in minutes.
const MINUTES: [i64; 6] = [5, 10, 30, 60, 120, 480];

/// To the next of a few choices, or the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lobby) enum Step {
    On,
    Back,
}

#[derive(Debug)]
pub(in crate::lobby) struct State {
    text: String,
    level: usize,
    minutes: usize,
}

impl Default for State {
    /// Red, for half an hour: who writes one here is in a hurry.
    fn default() -> Self {
        Self { text: String::new(), level: 0, minutes: 2 }
    }
}

impl State {
    pub(in crate::lobby) fn text(&self) -> &str {
        &self.text
    }

    pub(in crate::lobby) fn level(&self) -> AlertLevel {
        AlertLevel::ALL[self.level]
    }

    pub(in crate::lobby) fn minutes(&self) -> i64 {
        MINUTES[self.minutes]
    }

    /// How many characters may still be typed.
    pub(in crate::lobby) fn left(&self) -> usize {
        ALERT_CHARS - self.text.chars().count()
    }

    pub(super) fn type_text(&mut self, text: &str) {
        self.text = text.chars().take(ALERT_CHARS).collect();
    }

    pub(super) fn set_level(&mut self, level: AlertLevel) {
        self.level = AlertLevel::ALL.iter().position(|known| *known == level).unwrap_or(0);
    }

    pub(super) fn change_level(&mut self, step: Step) {
        self.level = walk(self.level, AlertLevel::ALL.len(), step);
    }

    pub(super) fn change_minutes(&mut self, step: Step) {
        self.minutes = walk(self.minutes, MINUTES.len(), step);
    }
}

fn walk(at: usize, of: usize, step: Step) -> usize {
    match step {
        Step::On => (at + 1) % of,
        Step::Back => (at + of - 1) % of,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_of_sixty_characters_is_typed_and_no_more() {
        let mut compose = State::default();
        compose.type_text(&"水".repeat(70));
        assert_eq!((compose.text().chars().count(), compose.left()), (60, 0));
        assert_eq!((compose.level(), compose.minutes()), (AlertLevel::Red, 30));
        compose.change_level(Step::Back);
        compose.change_minutes(Step::On);
        assert_eq!((compose.level(), compose.minutes()), (AlertLevel::Blue, 60));
    }
}
