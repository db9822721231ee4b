//! What stood from when to when, until it is written down: every eight seconds, so that a power cut loses less than ten.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::domain::lobby::{PageRef, Shown};

const EVERY: Duration = Duration::from_secs(8);
/// As much is kept while it cannot be written down (a full disk): at ten seconds a page, more than a day.
const MOST: usize = 10_000;

#[derive(Debug)]
pub(super) struct Ledger {
    /// What stands, and since when.
    open: Vec<(PageRef, Timestamp)>,
    closed: Vec<Shown>,
    written: Instant,
    /// What is being written this moment.
    under_way: Option<usize>,
}

impl Ledger {
    pub(super) fn new(now: Instant) -> Self {
        Self { open: Vec::new(), closed: Vec::new(), written: now, under_way: None }
    }

    /// How long until it is time to write.
    pub(super) fn rest(&self, now: Instant) -> Duration {
        EVERY.saturating_sub(now.saturating_duration_since(self.written))
    }

    /// From now on these pages stand, and no others. One that stood before goes on standing.
    pub(super) fn stands(&mut self, pages: &[PageRef], now: Timestamp) {
        let closed = &mut self.closed;
        self.open.retain(|(page, from)| {
            let stays = pages.contains(page);
            if !stays {
                closed.push(Shown { page: *page, from: *from, to: now.max(*from) });
            }
            stays
        });
        for page in pages {
            if !self.open.iter().any(|(open, _)| open == page) {
                self.open.push((*page, now));
            }
        }
        // The newest are kept: the oldest were offered for writing longest.
        let too_many = self.closed.len().saturating_sub(MOST);
        if too_many > 0 && self.under_way.is_none() {
            self.closed.drain(..too_many);
        }
    }

    /// What is to be written down now, with what still stands; `None`: nothing yet. The answer goes to [`Ledger::wrote`].
    pub(super) fn take(&mut self, now: Instant, at: Timestamp) -> Option<Vec<Shown>> {
        if self.under_way.is_some() || now.saturating_duration_since(self.written) < EVERY {
            return None;
        }
        self.take_all(now, at)
    }

    /// As [`Ledger::take`], whether it is time or not: the program ends.
    pub(super) fn take_all(&mut self, now: Instant, at: Timestamp) -> Option<Vec<Shown>> {
        self.written = now;
        let open = self.open.iter().map(|(page, from)| Shown { page: *page, from: *from, to: at.max(*from) });
        let all: Vec<Shown> = self.closed.iter().copied().chain(open).collect();
        if all.is_empty() {
            return None;
        }
        self.under_way = Some(self.closed.len());
        Some(all)
    }

    /// Whether what was taken was written down.
    pub(super) fn wrote(&mut self, succeeded: bool) {
        let count = self.under_way.take().unwrap_or(0);
        if succeeded {
            self.closed.drain(..count.min(self.closed.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::notice::NoticeId;

    fn page(number: u32) -> PageRef {
        PageRef::notice(NoticeId::from_stored(1), number)
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + second).unwrap()
    }

    #[test]
    fn a_page_that_still_stands_is_written_down_every_eight_seconds() {
        let start = Instant::now();
        let mut ledger = Ledger::new(start);
        ledger.stands(&[page(0)], at(0));
        assert_eq!(ledger.take(start + Duration::from_secs(7), at(7)), None);
        assert_eq!(ledger.rest(start + Duration::from_secs(7)), Duration::from_secs(1));
        let taken = ledger.take(start + Duration::from_secs(8), at(8));
        assert_eq!(taken, Some(vec![Shown { page: page(0), from: at(0), to: at(8) }]));
        ledger.wrote(true);
        ledger.stands(&[page(1)], at(10));
        let taken = ledger.take(start + Duration::from_secs(16), at(16)).unwrap();
        assert_eq!(taken[0], Shown { page: page(0), from: at(0), to: at(10) });
        assert_eq!(taken[1], Shown { page: page(1), from: at(10), to: at(16) });
    }

    #[test]
    fn what_could_not_be_written_is_offered_again() {
        let start = Instant::now();
        let mut ledger = Ledger::new(start);
        ledger.stands(&[page(0)], at(0));
        ledger.stands(&[], at(5));
        for second in [8, 16] {
            let taken = ledger.take(start + Duration::from_secs(second), at(20)).unwrap();
            assert_eq!(taken, [Shown { page: page(0), from: at(0), to: at(5) }]);
            ledger.wrote(false);
        }
        ledger.take_all(start, at(21)).unwrap();
        ledger.wrote(true);
        assert!(ledger.take_all(start, at(22)).is_none());
    }

    #[test]
    fn what_comes_to_an_end_while_the_rest_is_being_written_is_not_lost() {
        let start = Instant::now();
        let mut ledger = Ledger::new(start);
        ledger.stands(&[page(0)], at(0));
        ledger.take_all(start, at(1));
        ledger.stands(&[page(1)], at(2));
        ledger.wrote(true);
        let taken = ledger.take_all(start, at(3)).unwrap();
        assert_eq!(taken[0], Shown { page: page(0), from: at(0), to: at(2) });
    }

    #[test]
    fn a_clock_that_is_set_back_makes_no_stretch_of_less_than_nothing() {
        let mut ledger = Ledger::new(Instant::now());
        ledger.stands(&[page(0)], at(100));
        ledger.stands(&[], at(40));
        assert_eq!(ledger.take_all(Instant::now(), at(40)).unwrap()[0].to, at(100));
    }
}
