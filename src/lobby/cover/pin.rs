//! The PIN pad: what was typed, and how often it was wrong.

use std::time::{Duration, Instant};

use super::Purpose;

const MOST_DIGITS: usize = 12;
/// After so many wrong ones in a row the pad rests.
const TRIES: u32 = 5;
const REST: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(in crate::lobby) struct State {
    purpose: Purpose,
    typed: String,
    wrong: u32,
    rests_until: Option<Instant>,
}

impl State {
    pub(in crate::lobby) fn new(purpose: Purpose) -> Self {
        Self { purpose, typed: String::new(), wrong: 0, rests_until: None }
    }

    pub(in crate::lobby) fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// How many digits are typed; which ones is nobody's business.
    pub(in crate::lobby) fn length(&self) -> usize {
        self.typed.len()
    }

    pub(in crate::lobby) fn is_wrong(&self) -> bool {
        self.wrong > 0 && self.typed.is_empty()
    }

    pub(in crate::lobby) fn rests(&self, now: Instant) -> bool {
        self.rests_until.is_some_and(|until| now < until)
    }

    pub(super) fn push(&mut self, digit: char) {
        if digit.is_ascii_digit() && self.typed.len() < MOST_DIGITS {
            self.typed.push(digit);
        }
    }

    pub(super) fn erase(&mut self) {
        self.typed.pop();
    }

    /// What is to be checked; `None`: nothing, or the pad rests.
    pub(super) fn submit(&mut self, now: Instant) -> Option<String> {
        if self.rests(now) || self.typed.is_empty() {
            return None;
        }
        Some(std::mem::take(&mut self.typed))
    }

    pub(super) fn refuse(&mut self, now: Instant) {
        self.wrong += 1;
        self.typed.clear();
        if self.wrong.is_multiple_of(TRIES) {
            self.rests_until = Some(now + REST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_wrong_tries_the_pad_rests() {
        let now = Instant::now();
        let mut pin = State::new(Purpose::Leave);
        for _ in 0..5 {
            pin.push('1');
            pin.push('x');
            assert_eq!(pin.submit(now).as_deref(), Some("1"));
            pin.refuse(now);
        }
        pin.push('2');
        assert_eq!(pin.submit(now + Duration::from_secs(29)), None);
        assert_eq!(pin.submit(now + Duration::from_secs(31)).as_deref(), Some("2"));
    }
}
