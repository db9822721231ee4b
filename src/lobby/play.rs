//! Brings pages onto the stage: asks for them ahead of their time, turns over when they are drawn, and never leaves the stage
//! empty for one that is late.

use std::time::{Duration, Instant};

use super::artist::{Artist, Drawn, Fault, Order, Room};
use super::feed::News;
use super::pages::Pages;
use super::player::Player;
use super::stage::{FADE, Motion, Scene};
use crate::domain::lobby::{PageRef, Transition};

/// Where not one page can be drawn it is tried again as often.
const HOPE: Duration = Duration::from_secs(55);

/// A page that takes longer to draw is not waited for.
const LATE: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub(super) struct Play {
    pub(super) player: Player,
    pages: Pages,
    artist: Option<Artist>,
    room: Room,
    /// What the artist was asked for and has not answered yet.
    asked: Vec<(Order, Instant)>,
    /// What stands on the stage; it may be the page before the one that is on, until that is drawn.
    scene: Scene,
    standing: Vec<PageRef>,
    /// When it came on.
    since: Instant,
    motion: Motion,
    /// The time of what is on is over, and what comes next is not drawn yet.
    is_late: bool,
    /// When pages that were given up were tried again last.
    hoped: Instant,
}

impl Play {
    pub(super) fn new(speed: f64, now: Instant) -> Self {
        Self {
            player: Player::new(speed, now),
            pages: Pages::default(),
            artist: None,
            room: Room { width: 1, height: 1, as_tape: false },
            asked: Vec::new(),
            scene: Scene::default(),
            standing: Vec::new(),
            since: now,
            motion: Motion::Still,
            is_late: false,
            hoped: now,
        }
    }

    pub(super) fn employ(&mut self, artist: Option<Artist>) {
        self.artist = artist;
        self.asked.clear();
    }

    pub(super) fn scene(&self) -> &Scene {
        &self.scene
    }

    pub(super) fn motion(&self) -> &Motion {
        &self.motion
    }

    pub(super) fn since(&self) -> Instant {
        self.since
    }

    /// The pages on the stage.
    pub(super) fn standing(&self) -> &[PageRef] {
        &self.standing
    }

    /// When to look whether it is time to turn over; `None` while a page is waited for.
    pub(super) fn due(&self) -> Option<Instant> {
        if self.is_late || self.standing.is_empty() { None } else { self.player.due() }
    }

    /// The room pages are drawn for.
    pub(super) fn fit(&mut self, room: Room, news: &News, now: Instant) {
        if room == self.room {
            return;
        }
        self.room = room;
        // What is still being drawn for the old room is not wanted any more.
        self.asked.clear();
        self.pages.clear();
        self.ask(news, now);
    }

    /// Something else hangs.
    pub(super) fn replace(&mut self, news: &News, now: Instant) {
        let hangs = |page: &PageRef| news.plan.turn_of(*page).is_some();
        let is_gone = !self.standing.iter().all(hangs);
        self.player.replace(news.plan.turns.clone(), now);
        if is_gone {
            // What was withdrawn does not stand a moment longer, drawn or not what follows it.
            self.scene = Scene::default();
            self.standing.clear();
            self.motion = Motion::Still;
        }
        self.is_late = false;
        self.bring_on(news, now);
    }

    /// The time of what is on is over.
    pub(super) fn turn(&mut self, news: &News, now: Instant) {
        if self.player.due().is_none_or(|due| now < due) {
            return;
        }
        let next = self.player.upcoming();
        if self.has_all(&next, news) {
            self.is_late = false;
            self.player.turn(now);
            self.bring_on(news, now);
        } else {
            self.is_late = true;
            self.ask(news, now);
        }
    }

    pub(super) fn drawn(&mut self, drawn: Drawn, news: &News, now: Instant) {
        let asked = self.asked.iter().position(|(order, _)| *order == drawn.order);
        let Some(asked) = asked else { return };
        self.asked.remove(asked);
        match drawn.picture {
            Ok(picture) => {
                self.pages.put(drawn.order, picture);
                self.player.forgive(drawn.order.page, now);
            }
            Err(Fault::Page) => self.player.give_up(drawn.order.page, now),
            // What stands goes on standing; once a second the page is asked for again.
            Err(Fault::Store) => return,
        }
        self.bring_on(news, now);
        if self.is_late {
            self.turn(news, now);
        }
    }

    /// A fade that is over holds the page before it no longer.
    pub(super) fn settle(&mut self, now: Instant) {
        if let Motion::Fade { took, .. } = &self.motion
            && now.saturating_duration_since(self.since) > *took * 2
        {
            self.motion = Motion::Still;
        }
    }

    /// Whether something is still to be drawn, to be turned to or to be let go.
    pub(super) fn is_busy(&self, news: &News) -> bool {
        let has = |pages: &[PageRef]| self.has_all(pages, news);
        let is_fading = matches!(self.motion, Motion::Fade { .. });
        self.is_late || is_fading || !has(&self.player.current()) || !has(&self.player.upcoming())
    }

    /// Once a second: asks again for what could not be read. Whether the artist hangs over a page: then the page is given up,
    /// and another artist has to be employed.
    pub(super) fn look_after(&mut self, news: &News, now: Instant) -> bool {
        self.ask(news, now);
        self.hope(news, now);
        let late = self.asked.first().filter(|(_, since)| now.saturating_duration_since(*since) > LATE);
        let Some((order, _)) = late.copied() else { return false };
        tracing::error!(page = ?order.page, "a page takes too long to draw");
        self.player.give_up(order.page, now);
        self.bring_on(news, now);
        true
    }

    /// Calmly asks again for what was given up, where nothing can be shown: the disk or the memory may have come back.
    fn hope(&mut self, news: &News, now: Instant) {
        if now.saturating_duration_since(self.hoped) < HOPE {
            return;
        }
        self.hoped = now;
        for order in self.player.hopes().into_iter().filter_map(|page| self.order(page, news)).collect::<Vec<_>>() {
            self.send(order, now);
        }
    }

    /// What was covered has its whole time before it again.
    pub(super) fn restart(&mut self, news: &News, now: Instant) {
        self.player.restart(now);
        self.since = now;
        self.motion = self.motion_after(None, news);
    }

    /// One turn on or back, by hand.
    pub(super) fn step(&mut self, forward: bool, news: &News, now: Instant) {
        self.player.step(forward, now);
        self.bring_on(news, now);
    }

    /// To one page, by hand.
    pub(super) fn go(&mut self, page: PageRef, news: &News, now: Instant) {
        self.player.go(page, now);
        self.bring_on(news, now);
    }

    /// Puts what is on onto the stage, if it is drawn, and asks for what is not.
    fn bring_on(&mut self, news: &News, now: Instant) {
        let on = self.player.current();
        if on.is_empty() {
            self.scene = Scene::default();
            self.standing.clear();
        } else if (self.standing != on || !self.is_fitting(news)) && self.has_all(&on, news) {
            let before = std::mem::take(&mut self.scene);
            self.scene = self.scene_of(&on, news).unwrap_or_default();
            self.player.restart(now);
            self.since = now;
            self.standing = on;
            self.motion = self.motion_after(Some(before), news);
        } else if self.standing == on && self.player.since() > self.since {
            // The same page again: it has its time anew.
            self.since = self.player.since();
            self.motion = self.motion_after(None, news);
        }
        self.ask(news, now);
        self.refresh_tape(news);
    }

    /// Whether the stage shows what is on as it was drawn for the room there is now.
    fn is_fitting(&self, news: &News) -> bool {
        let drawn = self.scene_of(&self.standing, news);
        let ids = |scene: &Scene| scene.pictures.iter().map(|picture| picture.handle.id()).collect::<Vec<_>>();
        drawn.is_none_or(|drawn| ids(&drawn) == ids(&self.scene))
    }

    fn motion_after(&self, before: Option<Scene>, news: &News) -> Motion {
        match (news.settings.transition, before) {
            (Transition::SlowScroll, _) if self.room.as_tape => {
                Motion::Scroll { next: self.scene_of(&self.player.upcoming(), news), hold: self.player.hold() }
            }
            (Transition::Fade, Some(before)) if !before.is_empty() => {
                Motion::Fade { before, took: FADE.min(self.player.hold() / 2) }
            }
            _ => Motion::Still,
        }
    }

    /// A tape goes on into the next page as soon as that is drawn.
    fn refresh_tape(&mut self, news: &News) {
        if matches!(self.motion, Motion::Scroll { next: None, .. }) {
            self.motion = self.motion_after(None, news);
        }
    }

    fn order(&self, page: PageRef, news: &News) -> Option<Order> {
        Some(Order { page, print: news.entry(page.of)?.print, room: self.room })
    }

    fn has_all(&self, pages: &[PageRef], news: &News) -> bool {
        pages.iter().all(|page| self.order(*page, news).is_some_and(|order| self.pages.get(&order).is_some()))
    }

    fn scene_of(&self, pages: &[PageRef], news: &News) -> Option<Scene> {
        let picture = |page: &PageRef| self.pages.get(&self.order(*page, news)?).cloned();
        let pictures: Option<Vec<_>> = pages.iter().map(picture).collect();
        pictures.filter(|pictures| !pictures.is_empty()).map(|pictures| Scene { pictures })
    }

    /// Asks for what is on and what comes next, and lets go of what is not needed.
    fn ask(&mut self, news: &News, now: Instant) {
        let pages = self.player.current().into_iter().chain(self.player.upcoming());
        let mut needed: Vec<Order> = Vec::new();
        for order in pages.filter_map(|page| self.order(page, news)) {
            if !needed.contains(&order) {
                needed.push(order);
            }
        }
        for order in &needed {
            self.send(*order, now);
        }
        self.pages.trim(&needed);
    }

    /// Has it drawn, unless it is or is about to be.
    fn send(&mut self, order: Order, now: Instant) {
        let is_asked = self.asked.iter().any(|(asked, _)| *asked == order);
        if let (false, None, Some(artist)) = (is_asked, self.pages.get(&order), &self.artist) {
            artist.order(order);
            self.asked.push((order, now));
        }
    }
}
