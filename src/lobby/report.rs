//! What the screen is doing, and what it says of itself.

use jiff::ZonedDateTime;

use super::cover::Cover;
use super::program::Lobby;
use crate::domain::lobby::{Outside, Phase, Showing, Status, Warning};

impl Lobby {
    /// What stands at that instant.
    pub(super) fn phase_at(&self, now: &ZonedDateTime) -> Phase {
        if self.glass.is_waiting() {
            return Phase::NoMonitor;
        }
        if !self.is_told {
            return Phase::Preparing;
        }
        if self.news.alert.as_ref().is_some_and(|alert| alert.is_up(now.timestamp())) {
            return Phase::Alert;
        }
        if !self.news.settings.is_on(now.datetime(), &self.news.calendar) {
            return Phase::Off;
        }
        if self.news.plan.turns.is_empty() || self.play.player.current().is_empty() {
            return Phase::Idle;
        }
        if self.play.standing().is_empty() {
            Phase::Preparing
        } else if matches!(self.cover, Cover::Reading(_)) {
            Phase::Reading
        } else {
            Phase::Playing
        }
    }

    /// Outside its hours the monitor may go to sleep, where the office wants that.
    pub(super) fn lets_sleep(&self) -> bool {
        self.phase == Phase::Off && self.news.settings.outside == Outside::Standby
    }

    /// How it is; when the sign is given is not said here.
    pub(super) fn report(&self) -> Status {
        let turns = u32::try_from(self.play.player.turns()).unwrap_or(u32::MAX);
        Status {
            process: std::process::id(),
            started: self.started,
            beat: self.started,
            phase: self.phase,
            showing: self.showing(),
            turn: if turns == 0 { 0 } else { u32::try_from(self.play.player.at() + 1).unwrap_or(u32::MAX) },
            turns,
            round_millis: self.news.plan.round_millis,
            refusal: self.news.plan.refusal.clone(),
            monitor: self.glass.monitor().map(|found| found.monitor.clone()),
            monitors: self.glass.monitors.iter().flatten().map(|found| found.monitor.clone()).collect(),
            warnings: self.warnings(),
        }
    }

    fn showing(&self) -> Vec<Showing> {
        if !matches!(self.phase, Phase::Playing | Phase::Reading) {
            return Vec::new();
        }
        let all = self.play.standing().iter();
        all.filter_map(|page| {
            let entry = self.news.entry(page.of)?;
            Some(Showing { page: *page, of: entry.pages, title: entry.title.to_owned() })
        })
        .collect()
    }

    fn warnings(&self) -> Vec<Warning> {
        let mut warnings: Vec<Warning> = self.play.player.broken().map(Warning::PageBroken).collect();
        if !self.is_awake && !self.lets_sleep() {
            warnings.push(Warning::SleepNotHeldOff);
        }
        if !self.is_readable {
            warnings.push(Warning::StoreUnreadable);
        }
        if !self.is_written {
            warnings.push(Warning::LogNotWritten);
        }
        warnings
    }

    /// Whether something is under way that wants a look each second; else the hand leaves the glass alone.
    pub(super) fn is_brisk(&self) -> bool {
        let is_calm = matches!(self.phase, Phase::Playing | Phase::Idle | Phase::Off | Phase::NoMonitor);
        let is_seen = self.phase == Phase::NoMonitor || self.is_pictured();
        !is_calm || !is_seen || !self.is_readable || !matches!(self.cover, Cover::None) || self.play.is_busy(&self.news)
    }
}
