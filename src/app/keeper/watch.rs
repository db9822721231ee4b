//! When the screen is started, ended and started again: decisions alone, by what was seen and when.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::domain::lobby::Status;

/// Without a new sign of life for so long it hangs. A sign is given every second.
const SILENCE: Duration = Duration::from_secs(3);

/// From the start of the process to its first sign: fonts and pages are read meanwhile.
const BEGINNING: Duration = Duration::from_secs(20);

/// Who lived longer than this did not die of its start.
const WELL: Duration = Duration::from_secs(20);

/// Between one start and the next, by how many in a row died early, in seconds. The first two are mishaps: the glass is not
/// to be dark for more than five seconds.
const PATIENCE: [u64; 6] = [0, 0, 2, 5, 15, 30];

/// How the screen stands, for the clerk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Stopped,
    /// Its process was started and has given no sign yet.
    Starting,
    Running,
    /// It died or hung, and is started again.
    Again,
    /// It died at once several times in a row; it is tried again now and then.
    Failing,
    /// Somebody left it at the screen itself.
    Left,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Wait,
    Start,
    Kill,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// It ended by itself and in peace.
    Left,
    Died,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// A process holds the screen, whoever started it.
    pub(super) is_running: bool,
    /// Ours ended since the last look.
    pub(super) exit: Option<Exit>,
    pub(super) status: Option<Status>,
}

#[derive(Debug, Default)]
pub(super) struct Watch {
    wanted: bool,
    standing: Standing,
    /// Since when a process runs.
    began: Option<Instant>,
    /// The last sign of life, and when it was seen: the clock of the day may be set, this one is not.
    sign: Option<(Timestamp, Instant)>,
    /// Died early, in a row.
    early: usize,
    next_try: Option<Instant>,
}

impl Standing {
    /// Whether something stands on the screen.
    pub fn is_alive(self) -> bool {
        matches!(self, Self::Running)
    }
}

impl Watch {
    pub(super) fn standing(&self) -> Standing {
        self.standing
    }

    /// It died early twice in a row: what it began with may be the reason.
    pub(super) fn is_ill(&self) -> bool {
        self.early > 1
    }

    pub(super) fn want(&mut self, wanted: bool, fresh: bool) {
        if fresh || !wanted {
            *self = Self { began: self.began, sign: self.sign, ..Self::default() };
        }
        self.wanted = wanted;
    }

    /// It was ended because that was wanted.
    pub(super) fn ended(&mut self) {
        *self = Self::default();
    }

    /// It could not even be started.
    pub(super) fn failed(&mut self, now: Instant) {
        self.began = Some(now);
        self.died(now);
    }

    pub(super) fn step(&mut self, now: Instant, seen: Seen) -> Order {
        if seen.is_running { self.runs(now, seen) } else { self.is_gone(now, &seen) }
    }

    fn runs(&mut self, now: Instant, seen: Seen) -> Order {
        // The first sign that is found may be an old one; before a start of ours the old ones are taken away.
        let is_first_look = self.began.is_none();
        let began = *self.began.get_or_insert(now);
        if let Some(status) = seen.status
            && self.sign.is_none_or(|(beat, _)| beat != status.beat)
        {
            self.sign = Some((status.beat, now));
            self.standing = if is_first_look { Standing::Starting } else { Standing::Running };
            return Order::Wait;
        }
        let (since, most) = match self.sign {
            Some((_, at)) if self.standing == Standing::Running => (at, SILENCE),
            _ => (began, BEGINNING),
        };
        if self.standing != Standing::Running {
            self.standing = if self.early > 0 { Standing::Again } else { Standing::Starting };
        }
        if self.wanted && now.duration_since(since) > most {
            self.died(now);
            return Order::Kill;
        }
        Order::Wait
    }

    fn is_gone(&mut self, now: Instant, seen: &Seen) -> Order {
        let did_run = self.began.is_some();
        if did_run {
            // Who ends in peace takes the signs of life away.
            let left = seen.exit == Some(Exit::Left) || (seen.exit.is_none() && seen.status.is_none());
            if left && self.standing == Standing::Running {
                *self = Self { wanted: self.wanted, standing: Standing::Left, ..Self::default() };
                return Order::Wait;
            }
            self.died(now);
        }
        if !self.wanted {
            self.standing = Standing::Stopped;
            return Order::Wait;
        }
        if self.standing == Standing::Left || self.next_try.is_some_and(|at| now < at) {
            return Order::Wait;
        }
        if self.standing == Standing::Stopped {
            self.standing = Standing::Starting;
        }
        self.next_try = None;
        self.began = Some(now);
        Order::Start
    }

    fn died(&mut self, now: Instant) {
        let lived = self.began.map_or(Duration::ZERO, |began| now.duration_since(began));
        self.early = if lived > WELL { 0 } else { self.early + 1 };
        let patience = PATIENCE[self.early.saturating_sub(1).min(PATIENCE.len() - 1)];
        self.next_try = Some(now + Duration::from_secs(patience));
        self.standing = if self.early > 3 { Standing::Failing } else { Standing::Again };
        self.began = None;
        self.sign = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lobby::Phase;

    fn status(second: i64) -> Status {
        let at = Timestamp::from_second(second).expect("an instant");
        Status {
            process: 1,
            started: Timestamp::UNIX_EPOCH,
            beat: at,
            phase: Phase::Playing,
            showing: Vec::new(),
            turn: 1,
            turns: 1,
            round_millis: 10_000,
            refusal: None,
            monitor: None,
            monitors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    fn running(second: i64) -> Seen {
        Seen { is_running: true, exit: None, status: Some(status(second)) }
    }

    /// A watch over a screen that was started and has given two signs, and the time then.
    fn alive() -> (Watch, Instant) {
        let start = Instant::now();
        let mut watch = Watch::default();
        watch.want(true, true);
        assert_eq!(watch.step(start, Seen::default()), Order::Start);
        let at = |second| start + Duration::from_secs(second);
        assert_eq!(watch.step(at(1), Seen { is_running: true, ..Seen::default() }), Order::Wait);
        assert_eq!(watch.standing(), Standing::Starting);
        assert_eq!(watch.step(at(2), running(2)), Order::Wait);
        assert_eq!(watch.step(at(3), running(3)), Order::Wait);
        assert_eq!(watch.standing(), Standing::Running);
        (watch, at(3))
    }

    #[test]
    fn one_that_dies_is_started_again_at_the_next_look() {
        let (mut watch, now) = alive();
        let dead = Seen { is_running: false, exit: Some(Exit::Died), status: Some(status(3)) };
        assert_eq!(watch.step(now + Duration::from_millis(500), dead), Order::Start);
        assert_eq!(watch.standing(), Standing::Again);
    }

    #[test]
    fn one_that_stops_answering_is_ended_and_started_again_within_five_seconds() {
        let (mut watch, now) = alive();
        let mut orders = Vec::new();
        for half in 1..=10 {
            let at = now + Duration::from_millis(500 * half);
            let seen = if orders.contains(&Order::Kill) { Seen::default() } else { running(3) };
            orders.push(watch.step(at, seen));
        }
        let killed = orders.iter().position(|order| *order == Order::Kill).expect("it was ended");
        let started = orders.iter().position(|order| *order == Order::Start).expect("it was started");
        assert!(killed < started && started < 10, "{orders:?}");
    }

    #[test]
    fn one_that_somebody_left_stays_away_until_it_is_wanted_anew() {
        let (mut watch, now) = alive();
        let left = Seen { is_running: false, exit: Some(Exit::Left), status: None };
        assert_eq!(watch.step(now + Duration::from_secs(1), left), Order::Wait);
        assert_eq!(watch.standing(), Standing::Left);
        assert_eq!(watch.step(now + Duration::from_secs(60), Seen::default()), Order::Wait);
        watch.want(true, true);
        assert_eq!(watch.step(now + Duration::from_secs(61), Seen::default()), Order::Start);
    }

    #[test]
    fn one_that_cannot_live_is_tried_more_and_more_seldom() {
        let mut now = Instant::now();
        let mut watch = Watch::default();
        watch.want(true, true);
        let mut starts = 0;
        for _ in 0..240 {
            let dead = Seen { is_running: false, exit: Some(Exit::Died), status: None };
            starts += usize::from(watch.step(now, dead) == Order::Start);
            now += Duration::from_millis(500);
        }
        assert!((5..12).contains(&starts), "{starts} starts in two minutes");
        assert_eq!(watch.standing(), Standing::Failing);
    }

    #[test]
    fn one_that_was_started_by_the_login_is_taken_over_and_watched() {
        let start = Instant::now();
        let mut watch = Watch::default();
        watch.want(true, false);
        assert_eq!(watch.step(start, running(1)), Order::Wait);
        assert_eq!(watch.step(start + Duration::from_secs(1), running(2)), Order::Wait);
        assert_eq!(watch.standing(), Standing::Running);
        assert_eq!(watch.step(start + Duration::from_secs(6), running(2)), Order::Kill);
    }

    #[test]
    fn what_is_not_wanted_is_watched_but_left_alone() {
        let start = Instant::now();
        let mut watch = Watch::default();
        assert_eq!(watch.step(start, Seen::default()), Order::Wait);
        watch.step(start, running(1));
        watch.step(start + Duration::from_secs(1), running(2));
        assert_eq!(watch.standing(), Standing::Running);
        assert_eq!(watch.step(start + Duration::from_secs(30), running(2)), Order::Wait);
        assert_eq!(watch.step(start + Duration::from_secs(31), Seen::default()), Order::Wait);
        assert!(!watch.standing().is_alive());
    }
}
