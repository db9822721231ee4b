//! What the screen says of itself, so that the main window can show it and notices when it stops answering.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::plan::{PageRef, Refusal};
use super::settings::Monitor;

/// One sign of life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The process's number.
    pub process: u32,
    pub started: Timestamp,
    /// When it was given: one that is older than a few seconds comes from a process that hangs or is gone.
    pub beat: Timestamp,
    pub phase: Phase,
    /// What stands; two pages side by side are two.
    #[serde(default)]
    pub showing: Vec<Showing>,
    /// The place in the loop, from 1, and how many turns it has; 0 of 0 where nothing hangs.
    pub turn: u32,
    pub turns: u32,
    /// How long the loop takes, in milliseconds.
    pub round_millis: u64,
    #[serde(default)]
    pub refusal: Option<Refusal>,
    /// Where it stands.
    #[serde(default)]
    pub monitor: Option<Monitor>,
    /// All there are.
    #[serde(default)]
    pub monitors: Vec<Monitor>,
    #[serde(default)]
    pub warnings: Vec<Warning>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Reading and drawing the first page.
    Preparing,
    Playing,
    /// Nothing hangs: the office's idle page stands.
    Idle,
    /// Outside its hours.
    Off,
    /// 插播
    Alert,
    /// Somebody stopped it to read.
    Reading,
    /// The monitor is gone.
    NoMonitor,
}

/// A page that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Showing {
    pub page: PageRef,
    /// How many pages the notice has.
    pub of: u32,
    pub title: String,
}

/// What did not go as it should, and the screen plays on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Warning {
    /// The computer may fall asleep: nothing holds it off.
    SleepNotHeldOff,
    /// The page cannot be drawn; the last good one stood in its place.
    PageBroken(PageRef),
    /// The database does not answer; what was read last plays on.
    StoreUnreadable,
    /// What was shown cannot be written down (a full disk).
    LogNotWritten,
}

impl Status {
    /// Older than this it does not answer, in milliseconds: a beat is given every second.
    pub const SILENCE_MILLIS: i64 = 3500;

    /// Whether the process answers at that instant. A clock that was turned back does not kill it.
    pub fn answers(&self, now: Timestamp) -> bool {
        now.duration_since(self.beat).as_millis() <= i128::from(Self::SILENCE_MILLIS)
    }
}
