//! What stands over the pages because somebody at the screen asked for it: the PIN pad, a warning being written, the bar of a
//! reader.

pub(super) mod compose;
pub(super) mod pin;
pub(super) mod reading;

use std::sync::Arc;
use std::time::{Duration, Instant};

use iced::keyboard::key::{Key, Named};
use iced::{Task, keyboard};
use jiff::Timestamp;

use super::program::{Lobby, Message as Outer};
use crate::domain::lobby::{Alert, AlertLevel, PageRef};
use crate::domain::notice::NoticeId;
use crate::store::{OnScreenHit, StoreError};

/// A pad that nobody touches goes away.
const PATIENCE: Duration = Duration::from_secs(45);
/// After so long without a hand the loop goes on.
pub(super) const RESUME: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub(super) enum Cover {
    #[default]
    None,
    Pin(pin::State),
    Compose(compose::State),
    Reading(reading::State),
}

/// What a PIN is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Leave,
    Alert,
}

#[derive(Debug, Clone)]
pub(super) enum Message {
    Key(keyboard::Key, Option<String>),
    /// Somebody touched the glass, or pressed a button of the mouse.
    Touched,
    Cancel,
    Digit(char),
    Erase,
    Enter,
    Checked(Purpose, Result<(), Arc<StoreError>>),
    AlertText(String),
    AlertLevel(AlertLevel),
    AlertMinutes(compose::Step),
    Raise,
    Clear,
    Step {
        forward: bool,
    },
    List,
    Search,
    Sought(String),
    Letter(char),
    Found(String, Result<Vec<OnScreenHit>, Arc<StoreError>>),
    Pick(NoticeId),
    Go(PageRef),
}

impl Lobby {
    pub(super) fn update_cover(&mut self, message: Message) -> Task<Outer> {
        self.touch();
        match message {
            Message::Key(key, typed) => return self.key(&key, typed.as_deref()),
            Message::Touched => self.begin_reading(),
            Message::Cancel => self.uncover(),
            Message::Digit(digit) => self.on_pin(|pin| pin.push(digit)),
            Message::Erase if matches!(self.cover, Cover::Reading(_)) => return self.seek_shorter(),
            Message::Erase => self.on_pin(pin::State::erase),
            Message::Enter => return self.check_pin(),
            Message::Checked(purpose, checked) => return self.checked(purpose, &checked),
            Message::AlertText(text) => self.on_alert(|compose| compose.type_text(&text)),
            Message::AlertLevel(level) => self.on_alert(|compose| compose.set_level(level)),
            Message::AlertMinutes(step) => self.on_alert(|compose| compose.change_minutes(step)),
            Message::Raise => return self.raise(),
            Message::Clear => return self.clear_alert(),
            Message::Step { forward } => self.step(forward),
            Message::List => self.on_reading(reading::State::open_list),
            Message::Search => self.on_reading(reading::State::open_search),
            Message::Sought(text) => return self.seek(text),
            Message::Letter(letter) => return self.seek_letter(letter),
            Message::Found(text, found) => self.found(&text, found),
            Message::Pick(notice) => self.go(PageRef::notice(notice, 0)),
            Message::Go(page) => self.go(page),
        }
        Task::none()
    }

    fn key(&mut self, key: &Key, typed: Option<&str>) -> Task<Outer> {
        match (&self.cover, key.as_ref()) {
            (_, Key::Named(Named::F11)) if self.glass.monitor().is_none() => return self.glass.fill(),
            (Cover::None, Key::Named(Named::Escape)) => return self.ask_pin(Purpose::Leave),
            (_, Key::Named(Named::Escape)) => self.uncover(),
            (Cover::Compose(_), Key::Named(Named::F8)) => return self.clear_alert(),
            (Cover::None | Cover::Reading(_), Key::Named(Named::F8)) => return self.ask_pin(Purpose::Alert),
            (Cover::Pin(_), Key::Named(Named::Enter)) => return self.check_pin(),
            (Cover::Pin(_), Key::Named(Named::Backspace)) => self.on_pin(pin::State::erase),
            (Cover::Pin(_), _) => {
                for digit in typed.unwrap_or_default().chars() {
                    self.on_pin(|pin| pin.push(digit));
                }
            }
            (Cover::Compose(_), Key::Named(Named::ArrowUp)) => self.on_alert(|c| c.change_level(compose::Step::Back)),
            (Cover::Compose(_), Key::Named(Named::ArrowDown)) => self.on_alert(|c| c.change_level(compose::Step::On)),
            (Cover::Compose(_), Key::Named(Named::PageUp)) => self.on_alert(|c| c.change_minutes(compose::Step::Back)),
            (Cover::Compose(_), Key::Named(Named::PageDown)) => self.on_alert(|c| c.change_minutes(compose::Step::On)),
            (Cover::Compose(_), Key::Named(Named::Enter)) => return self.raise(),
            (Cover::Compose(_), _) => {}
            (Cover::None | Cover::Reading(_), Key::Named(named)) => self.reading_key(named),
            _ => {}
        }
        Task::none()
    }

    fn reading_key(&mut self, named: Named) {
        let is_arrow = matches!(
            named,
            Named::ArrowLeft | Named::ArrowRight | Named::ArrowUp | Named::ArrowDown | Named::PageUp | Named::PageDown
        );
        if !is_arrow && !matches!(self.cover, Cover::Reading(_)) {
            return;
        }
        self.begin_reading();
        let Cover::Reading(reading) = &mut self.cover else { return };
        let count = self.news.shown.len();
        match (reading.panel(), named) {
            (reading::Panel::Page, Named::ArrowLeft | Named::PageUp) => self.step(false),
            (reading::Panel::Page, Named::ArrowRight | Named::PageDown) => self.step(true),
            (reading::Panel::Page, Named::ArrowUp | Named::ArrowDown) => reading.open_list(),
            (_, Named::ArrowUp) => reading.choose(false, count),
            (_, Named::ArrowDown) => reading.choose(true, count),
            (_, Named::Enter) => self.pick_chosen(),
            _ => {}
        }
    }

    /// Once a second: what nobody touched for long goes away.
    pub(super) fn age_cover(&mut self, now: Instant) {
        let patience = match self.cover {
            Cover::None => return,
            Cover::Pin(_) | Cover::Compose(_) => PATIENCE,
            Cover::Reading(_) => RESUME,
        };
        if now.saturating_duration_since(self.touched) >= patience {
            self.uncover();
        }
    }

    fn touch(&mut self) {
        self.touched = Instant::now();
    }

    fn uncover(&mut self) {
        if matches!(self.cover, Cover::Reading(_)) {
            self.play.restart(&self.news, Instant::now());
        }
        self.cover = Cover::None;
    }

    /// Asks for the PIN; where the office has none, goes on at once.
    pub(super) fn ask_pin(&mut self, purpose: Purpose) -> Task<Outer> {
        if self.news.settings.pin.is_none() {
            return self.checked(purpose, &Ok(()));
        }
        self.touch();
        self.cover = Cover::Pin(pin::State::new(purpose));
        Task::none()
    }

    fn on_pin(&mut self, change: impl FnOnce(&mut pin::State)) {
        if let Cover::Pin(pin) = &mut self.cover {
            change(pin);
        }
    }

    fn on_alert(&mut self, change: impl FnOnce(&mut compose::State)) {
        if let Cover::Compose(compose) = &mut self.cover {
            change(compose);
        }
    }

    fn on_reading(&mut self, change: impl FnOnce(&mut reading::State)) {
        if let Cover::Reading(reading) = &mut self.cover {
            change(reading);
        }
    }

    fn check_pin(&mut self) -> Task<Outer> {
        let Cover::Pin(pin) = &mut self.cover else { return Task::none() };
        let Some(typed) = pin.submit(Instant::now()) else { return Task::none() };
        let purpose = pin.purpose();
        let Some(reader) = &self.reader else { return Task::none() };
        let checked = reader.run(move |store| store.check_lobby_pin(&typed));
        Task::perform(checked, move |checked| Outer::Cover(Message::Checked(purpose, checked.map_err(Arc::new))))
    }

    fn checked(&mut self, purpose: Purpose, checked: &Result<(), Arc<StoreError>>) -> Task<Outer> {
        if checked.is_err() {
            self.on_pin(|pin| pin.refuse(Instant::now()));
            return Task::none();
        }
        match purpose {
            Purpose::Leave => self.leave(),
            Purpose::Alert => {
                self.touch();
                self.cover = Cover::Compose(compose::State::default());
                Task::none()
            }
        }
    }

    fn raise(&mut self) -> Task<Outer> {
        let Cover::Compose(compose) = &self.cover else { return Task::none() };
        let issuer = &self.news.office.name;
        let Ok(mut alert) = Alert::new(compose.text(), compose.level(), compose.minutes(), issuer, Timestamp::now())
        else {
            return Task::none();
        };
        alert.by = self.words.get(crate::ui::words::Word::GlassTitle).to_owned();
        self.cover = Cover::None;
        let Some(writer) = &self.writer else { return Task::none() };
        let raised = writer.run(move |store| store.raise_alert(&alert));
        Task::perform(raised, |raised| Outer::Raised(raised.map_err(Arc::new)))
    }

    fn clear_alert(&mut self) -> Task<Outer> {
        self.cover = Cover::None;
        let Some(writer) = &self.writer else { return Task::none() };
        let by = self.words.get(crate::ui::words::Word::GlassTitle).to_owned();
        let cleared = writer.run(move |store| store.clear_alert(&by).map(drop));
        Task::perform(cleared, |cleared| Outer::Raised(cleared.map_err(Arc::new)))
    }

    /// Somebody wants to read, where the office allows it: the page stays until it is turned.
    fn begin_reading(&mut self) {
        let has_pages = !self.play.standing().is_empty();
        if self.news.settings.touch && has_pages && matches!(self.cover, Cover::None) && self.is_playing() {
            self.cover = Cover::Reading(reading::State::default());
        }
    }

    fn step(&mut self, forward: bool) {
        self.begin_reading();
        if matches!(self.cover, Cover::Reading(_)) {
            self.play.step(forward, &self.news, Instant::now());
        }
    }

    fn go(&mut self, page: PageRef) {
        self.on_reading(reading::State::close_panel);
        self.play.go(page, &self.news, Instant::now());
    }

    fn pick_chosen(&mut self) {
        let Cover::Reading(reading) = &self.cover else { return };
        let chosen = reading.chosen();
        let page = match reading.panel() {
            reading::Panel::Page => None,
            reading::Panel::List => self.news.shown.get(chosen).map(|shown| PageRef::notice(shown.notice, 0)),
            reading::Panel::Search => reading.hits().get(chosen).map(|hit| hit.page),
        };
        if let Some(page) = page {
            self.go(page);
        }
    }

    fn seek_letter(&mut self, letter: char) -> Task<Outer> {
        let Cover::Reading(reading) = &self.cover else { return Task::none() };
        let text = format!("{}{letter}", reading.sought());
        self.seek(text)
    }

    fn seek_shorter(&mut self) -> Task<Outer> {
        let Cover::Reading(reading) = &self.cover else { return Task::none() };
        let mut text = reading.sought().to_owned();
        text.pop();
        self.seek(text)
    }

    fn seek(&mut self, text: String) -> Task<Outer> {
        let today = self.today();
        let (Cover::Reading(reading), Some(reader)) = (&mut self.cover, &self.reader) else { return Task::none() };
        reading.seek(text.clone());
        let words = text.clone();
        let found = reader.run(move |store| store.look_up_on_screen(&words, today));
        Task::perform(found, move |found| Outer::Cover(Message::Found(text, found.map_err(Arc::new))))
    }

    fn found(&mut self, text: &str, found: Result<Vec<OnScreenHit>, Arc<StoreError>>) {
        match found {
            Ok(hits) => self.on_reading(|reading| reading.found(text, hits)),
            Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "nothing can be looked up"),
        }
    }
}

#[cfg(test)]
mod tests;
