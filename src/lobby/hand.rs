//! The second hand: once a second the window's loop is asked whether it still answers. It is made to look at everything anew,
//! and so to draw, only where something is under way or the minute is another one: a still page costs nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use iced::futures::channel::mpsc::UnboundedReceiver;
use iced::{Task, window};
use jiff::Timestamp;

use super::program::Message;
use super::vitals::{Answers, Ask};

/// What the window's loop leaves for the hand.
#[derive(Debug)]
struct Left {
    /// Something is under way that wants a look each second.
    is_brisk: AtomicBool,
    /// When it looked last, in minutes since 1970.
    minute: AtomicI64,
}

#[derive(Debug, Clone)]
pub(super) struct Hand {
    left: Arc<Left>,
}

impl Hand {
    pub(super) fn new() -> Self {
        Self { left: Arc::new(Left { is_brisk: AtomicBool::new(true), minute: AtomicI64::new(0) }) }
    }

    pub(super) fn set_brisk(&self, is_brisk: bool) {
        self.left.is_brisk.store(is_brisk, Ordering::Relaxed);
    }

    /// The loop looks at everything now.
    pub(super) fn looked(&self, now: Timestamp) {
        self.left.minute.store(minute(now), Ordering::Relaxed);
    }

    fn wants_a_look(&self, now: Timestamp) -> bool {
        self.left.is_brisk.load(Ordering::Relaxed) || self.left.minute.load(Ordering::Relaxed) != minute(now)
    }

    /// Passes each question on to the window's loop. What the loop does without a message it does without drawing.
    pub(super) fn run(&self, asked: UnboundedReceiver<Ask>, answers: Answers) -> Task<Message> {
        let hand = self.clone();
        Task::stream(asked).then(move |Ask| {
            if hand.wants_a_look(Timestamp::now()) {
                return Task::done(Message::Second);
            }
            let answers = answers.clone();
            window::latest().map(move |_| answers.give()).discard()
        })
    }
}

fn minute(at: Timestamp) -> i64 {
    at.as_second().div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calm_glass_is_looked_at_once_a_minute_and_a_brisk_one_each_second() {
        let at = |second: i64| Timestamp::from_second(1_700_000_040 + second).expect("an instant");
        let hand = Hand::new();
        hand.looked(at(0));
        assert!(hand.wants_a_look(at(1)), "it begins brisk");
        hand.set_brisk(false);
        assert!(!hand.wants_a_look(at(1)) && !hand.wants_a_look(at(59)));
        assert!(hand.wants_a_look(at(60)));
    }
}
