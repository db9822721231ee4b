//! Which pages are on, and which come next. No clock of its own: every instant is an argument.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use crate::domain::lobby::{PageRef, Turn};

/// The loop as it is being played.
#[derive(Debug)]
pub(super) struct Player {
    turns: Vec<Turn>,
    at: usize,
    /// When what is on came on.
    since: Instant,
    /// Pages that could not be drawn; they are tried again when the loop comes round.
    broken: HashSet<PageRef>,
    /// How many times faster than planned.
    speed: f64,
}

impl Player {
    pub(super) fn new(speed: f64, now: Instant) -> Self {
        Self { turns: Vec::new(), at: 0, since: now, broken: HashSet::new(), speed }
    }

    pub(super) fn since(&self) -> Instant {
        self.since
    }

    /// Where in the loop, from 0.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn turns(&self) -> usize {
        self.turns.len()
    }

    fn sound<'a>(&'a self, turn: &'a Turn) -> impl Iterator<Item = PageRef> + 'a {
        turn.pages.iter().copied().filter(|page| !self.broken.contains(page))
    }

    fn is_sound(&self, at: usize) -> bool {
        self.sound(&self.turns[at]).next().is_some()
    }

    /// The pages that are on: none where nothing hangs or nothing can be drawn.
    pub(super) fn current(&self) -> Vec<PageRef> {
        self.turns.get(self.at).map(|turn| self.sound(turn).collect()).unwrap_or_default()
    }

    /// What comes after it; the same again where there is nothing else.
    pub(super) fn upcoming(&self) -> Vec<PageRef> {
        self.after(self.at).map(|at| self.sound(&self.turns[at]).collect()).unwrap_or_default()
    }

    fn after(&self, at: usize) -> Option<usize> {
        let count = self.turns.len();
        (1..=count).map(|step| (at + step) % count).find(|at| self.is_sound(*at))
    }

    fn before(&self, at: usize) -> Option<usize> {
        let count = self.turns.len();
        (1..=count).map(|step| (at + count - step) % count).find(|at| self.is_sound(*at))
    }

    /// Another loop. What is on stays, and keeps its time, where its first page is still in it; a page that is gone makes
    /// room at once for the one that followed it. Whether something else is on.
    pub(super) fn replace(&mut self, turns: Vec<Turn>, now: Instant) -> bool {
        let on = self.current();
        let place = |page: &PageRef| turns.iter().position(|turn| turn.pages.contains(page));
        let count = self.turns.len();
        let followers = (1..count).flat_map(|step| &self.turns[(self.at + step) % count].pages);
        let place = on.iter().chain(followers).find_map(place);
        self.at = place.unwrap_or(0);
        self.turns = turns;
        let turns = &self.turns;
        self.broken.retain(|page| turns.iter().any(|turn| turn.pages.contains(page)));
        if self.turns.get(self.at).is_some() && !self.is_sound(self.at) {
            self.at = self.after(self.at).unwrap_or(0);
        }
        let changed = self.current() != on;
        if changed {
            self.since = now;
        }
        changed
    }

    /// How long what is on stands.
    pub(super) fn hold(&self) -> Duration {
        let millis = self.turns.get(self.at).map_or(0, |turn| turn.millis);
        Duration::from_secs_f64(millis as f64 / 1000.0 / self.speed)
    }

    /// When its time is over; `None` where nothing is on.
    pub(super) fn due(&self) -> Option<Instant> {
        (!self.current().is_empty()).then(|| self.since + self.hold())
    }

    /// Turns over. Coming round to the first, what could not be drawn gets another chance.
    pub(super) fn turn(&mut self, now: Instant) {
        if self.after(self.at).is_none_or(|next| next <= self.at) {
            self.broken.clear();
        }
        self.step(true, now);
    }

    /// One turn on or back.
    pub(super) fn step(&mut self, forward: bool, now: Instant) {
        let next = if forward { self.after(self.at) } else { self.before(self.at) };
        if let Some(next) = next {
            self.at = next;
            self.since = now;
        }
    }

    /// To one page of a notice.
    pub(super) fn go(&mut self, page: PageRef, now: Instant) {
        if let Some(at) = self.turns.iter().position(|turn| turn.pages.contains(&page)) {
            self.at = at;
            self.since = now;
        }
    }

    /// What is on has its whole time before it again: it was covered, or somebody read on.
    pub(super) fn restart(&mut self, now: Instant) {
        self.since = now;
    }

    /// The page cannot be drawn. Where it was to stand now, what follows does.
    pub(super) fn give_up(&mut self, page: PageRef, now: Instant) {
        self.broken.insert(page);
        if !self.turns.is_empty() && !self.is_sound(self.at) {
            self.step(true, now);
        }
    }

    /// One page of each notice, where nothing is on because not one page can be drawn.
    pub(super) fn hopes(&self) -> Vec<PageRef> {
        let mut hopes: Vec<PageRef> = Vec::new();
        if self.current().is_empty() {
            for page in self.turns.iter().flat_map(|turn| &turn.pages) {
                if !hopes.iter().any(|hope| hope.of == page.of) {
                    hopes.push(*page);
                }
            }
        }
        hopes
    }

    /// A page that was given up was drawn after all: the others of its notice have another chance, too.
    pub(super) fn forgive(&mut self, page: PageRef, now: Instant) {
        if !self.broken.contains(&page) {
            return;
        }
        let was_dark = self.current().is_empty();
        self.broken.retain(|broken| broken.of != page.of);
        if was_dark {
            self.go(page, now);
        }
    }

    pub(super) fn broken(&self) -> impl Iterator<Item = PageRef> {
        let mut broken: Vec<PageRef> = self.broken.iter().copied().collect();
        broken.sort_unstable();
        broken.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::notice::NoticeId;

    fn page(notice: i64, page: u32) -> PageRef {
        PageRef::notice(NoticeId::from_stored(notice), page)
    }

    fn turn(of: &[(i64, u32)]) -> Turn {
        Turn { pages: of.iter().map(|(notice, at)| page(*notice, *at)).collect(), millis: 10_000 }
    }

    fn playing(turns: &[&[(i64, u32)]], start: Instant) -> Player {
        let mut player = Player::new(1.0, start);
        assert!(player.replace(turns.iter().map(|pages| turn(pages)).collect(), start));
        player
    }

    #[test]
    fn every_page_has_its_turn_and_then_the_first_again() {
        let start = Instant::now();
        let mut player = playing(&[&[(1, 0)], &[(1, 1)], &[(2, 0)]], start);
        let mut seen = Vec::new();
        for _ in 0..4 {
            seen.extend(player.current());
            player.turn(start);
        }
        assert_eq!(seen, [page(1, 0), page(1, 1), page(2, 0), page(1, 0)]);
    }

    #[test]
    fn a_notice_that_is_withdrawn_makes_room_at_once_for_the_one_that_followed() {
        let start = Instant::now();
        let mut player = playing(&[&[(1, 0)], &[(2, 0)], &[(2, 1)], &[(3, 0)]], start);
        player.turn(start);
        assert!(player.replace(vec![turn(&[(1, 0)]), turn(&[(3, 0)])], start + Duration::from_secs(3)));
        assert_eq!(player.current(), [page(3, 0)]);
        assert_eq!(player.due(), Some(start + Duration::from_secs(13)));
        assert!(player.replace(Vec::new(), start));
        assert_eq!((player.current(), player.due()), (Vec::new(), None));
    }

    #[test]
    fn a_page_that_stays_in_the_loop_keeps_its_time() {
        let start = Instant::now();
        let mut player = playing(&[&[(1, 0)], &[(2, 0)]], start);
        player.turn(start);
        assert!(!player.replace(vec![turn(&[(9, 0)]), turn(&[(2, 0)])], start + Duration::from_secs(5)));
        assert_eq!((player.current(), player.due()), (vec![page(2, 0)], Some(start + Duration::from_secs(10))));
    }

    #[test]
    fn a_broken_page_is_passed_over_and_tried_again_in_the_next_round() {
        let start = Instant::now();
        let mut player = playing(&[&[(1, 0)], &[(2, 0)], &[(3, 0)]], start);
        player.give_up(page(2, 0), start);
        assert_eq!(player.broken().collect::<Vec<_>>(), [page(2, 0)]);
        player.turn(start);
        assert_eq!(player.current(), [page(3, 0)]);
        player.turn(start);
        player.turn(start);
        assert_eq!(player.current(), [page(2, 0)]);
    }

    #[test]
    fn of_two_side_by_side_the_sound_one_stands_alone() {
        let start = Instant::now();
        let mut player = playing(&[&[(1, 0), (1, 1)]], start);
        player.give_up(page(1, 0), start);
        assert_eq!(player.current(), [page(1, 1)]);
    }

    #[test]
    fn where_every_page_is_broken_nothing_is_on() {
        let start = Instant::now();
        let mut player = playing(&[&[(1, 0)]], start);
        player.give_up(page(1, 0), start);
        assert_eq!((player.current(), player.upcoming(), player.due()), (Vec::new(), Vec::new(), None));
    }

    #[test]
    fn where_every_page_is_broken_one_of_each_notice_is_hoped_for_and_brings_the_others_back() {
        let start = Instant::now();
        let mut player = playing(&[&[(1, 0)], &[(1, 1)], &[(2, 0)]], start);
        assert_eq!(player.hopes(), []);
        for broken in [page(1, 0), page(1, 1), page(2, 0)] {
            player.give_up(broken, start);
        }
        assert_eq!(player.hopes(), [page(1, 0), page(2, 0)]);
        player.forgive(page(1, 0), start);
        assert_eq!((player.current(), player.upcoming()), (vec![page(1, 0)], vec![page(1, 1)]));
        assert_eq!(player.broken().collect::<Vec<_>>(), [page(2, 0)]);
    }

    #[test]
    fn ten_times_as_fast_a_page_stands_a_tenth_of_its_time() {
        let start = Instant::now();
        let mut player = Player::new(10.0, start);
        player.replace(vec![turn(&[(1, 0)])], start);
        assert_eq!(player.due(), Some(start + Duration::from_secs(1)));
    }
}
