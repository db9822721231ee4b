//! 插播: a sheet over any screen. The words, Enter, and they stand.

use std::time::Instant;

use iced::widget::{Row, column, container, operation, row, scrollable, space, text};
use iced::{Center, Element, Length, Task};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Message as Told;
use super::desk::Desk;
use super::write::Write;
use super::{App, Message as AppMessage};
use crate::domain::lobby::{ALERT_CHARS, Alert, AlertLevel};
use crate::ui::theme;
use crate::ui::widget::reach::at_once;
use crate::ui::widget::{button, field, modal};
use crate::ui::words::{Word, Words};

/// In text larger than this the sheet is higher than a window of 1366 × 768.
const TALL: f32 = 1.3;

/// The id of the field for the words.
const FIELD: &str = "alert-text";

/// How long it may stand, in minutes.
const MINUTES: [i64; 6] = [5, 15, 30, 60, 120, 240];

/// What is typed.
#[derive(Debug)]
pub(super) struct State {
    text: String,
    level: AlertLevel,
    minutes: i64,
    category: String,
    area: String,
    measures: String,
}

#[derive(Debug, Clone)]
pub enum Message {
    Text(String),
    Level(AlertLevel),
    Minutes(i64),
    Category(String),
    Area(String),
    Measures(String),
    Go,
    Close,
}

#[derive(Debug)]
enum Action {
    None,
    Raise(Box<Alert>),
    Close,
}

impl Default for State {
    fn default() -> Self {
        Self {
            text: String::new(),
            level: AlertLevel::default(),
            minutes: 30,
            category: String::new(),
            area: String::new(),
            measures: String::new(),
        }
    }
}

impl State {
    fn update(&mut self, message: Message, issuer: &str) -> Action {
        match message {
            Message::Text(text) => self.text = text,
            Message::Level(level) => self.level = level,
            Message::Minutes(minutes) => self.minutes = minutes,
            Message::Category(category) => self.category = category,
            Message::Area(area) => self.area = area,
            Message::Measures(measures) => self.measures = measures,
            Message::Go => return self.go(issuer),
            Message::Close => return Action::Close,
        }
        Action::None
    }

    fn go(&self, issuer: &str) -> Action {
        let Ok(alert) = Alert::new(&self.text, self.level, self.minutes, issuer, Timestamp::now()) else {
            return Action::None;
        };
        let said = |field: &str| field.trim().to_owned();
        let (category, area, measures) = (said(&self.category), said(&self.area), said(&self.measures));
        Action::Raise(Box::new(Alert { category, area, measures, ..alert }))
    }

    fn length(&self) -> usize {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().count()
    }

    pub(super) fn over<'a>(&'a self, window: Element<'a, Told>, desk: &'a Desk) -> Element<'a, Told> {
        let words = &desk.words;
        let length = self.length();
        let is_long = length > ALERT_CHARS;
        let input = field::input(words.get(Word::AlertHint), &self.text).id(FIELD).on_input(told(Message::Text));
        let input = input.on_submit(Told::Alarm(Message::Go));
        let counted = if is_long {
            words.get(Word::AlertTooLong).to_owned()
        } else {
            words.with(Word::AlertCount, &[("n", length.into())])
        };
        let go = (length > 0 && !is_long).then_some(Told::Alarm(Message::Go));
        let answers = row![
            space().width(Length::Fill),
            button::quiet(words.get(Word::Close), "Esc").on_press(Told::Alarm(Message::Close)),
            button::primary(words.get(Word::AlertGo), "Enter").on_press_maybe(go),
        ];
        let who = words.with(Word::AlertWho, &[("office", desk.office.name.as_str().into())]);
        let is_tall = desk.text_scale() > TALL;
        let said = column![
            field::explained(words.get(Word::AlertText), at_once(input), counted, is_long),
            self.levels(words),
            self.lasting(words),
            self.law(words, is_tall),
            text(who).size(theme::SMALL).style(theme::quiet),
        ];
        let said: Element<'_, Told> = said.spacing(theme::BETWEEN).into();
        // The answers are seen however large the text is.
        let said = if is_tall {
            let said = container(said).padding(iced::Padding::ZERO.right(theme::BETWEEN));
            scrollable(said).style(theme::scroll).height(Length::Fill).into()
        } else {
            said
        };
        let title = text(words.get(Word::AlertTitle)).size(theme::PANE).font(theme::BOLD);
        let sheet = column![title, said, answers.spacing(theme::INSIDE).align_y(Center)];
        let sheet = container(sheet.spacing(theme::BETWEEN)).padding(theme::AROUND).max_width(680);
        modal::panel(window, sheet.style(theme::raised), Told::Alarm(Message::Close))
    }

    fn levels<'a>(&'a self, words: &'a Words) -> Element<'a, Told> {
        let levels = AlertLevel::ALL.map(|level| {
            let word = match level {
                AlertLevel::Red => Word::AlertRed,
                AlertLevel::Orange => Word::AlertOrange,
                AlertLevel::Yellow => Word::AlertYellow,
                AlertLevel::Blue => Word::AlertBlue,
            };
            let choice = button::choice(words.get(word), self.level == level);
            let choice = choice.on_press(Told::Alarm(Message::Level(level)));
            row![swatch(level), choice].spacing(theme::TIGHT).align_y(Center).into()
        });
        let levels = Row::with_children(levels).spacing(theme::BETWEEN).wrap();
        field::labelled(words.get(Word::AlertLevel), levels).into()
    }

    fn lasting<'a>(&'a self, words: &'a Words) -> Element<'a, Told> {
        let minutes = MINUTES.map(|minutes| {
            let told = words.with(Word::LobbyMinutes, &[("n", minutes.into())]);
            button::choice(told, self.minutes == minutes).on_press(Told::Alarm(Message::Minutes(minutes))).into()
        });
        let minutes = Row::with_children(minutes).spacing(theme::TIGHT).wrap();
        field::labelled(words.get(Word::AlertMinutes), minutes).into()
    }

    /// What the law asks of a warning; one field under the other where the text is large.
    fn law<'a>(&'a self, words: &'a Words, is_tall: bool) -> Element<'a, Told> {
        let line = |hint, value: &str, message: fn(String) -> Message| {
            field::input(words.get(hint), value).on_input(told(message)).on_submit(Told::Alarm(Message::Go))
        };
        let category = line(Word::AlertCategory, &self.category, Message::Category);
        let area = line(Word::AlertArea, &self.area, Message::Area);
        let measures = line(Word::AlertMeasures, &self.measures, Message::Measures);
        let fields: Element<'_, Told> = if is_tall {
            column![category, area, measures].spacing(theme::INSIDE).into()
        } else {
            let (narrow, wide) = (Length::FillPortion(2), Length::FillPortion(3));
            row![category.width(narrow), area.width(wide), measures.width(wide)].spacing(theme::INSIDE).into()
        };
        field::labelled(words.get(Word::AlertMore), fields).into()
    }
}

fn told(message: fn(String) -> Message) -> impl Fn(String) -> Told {
    move |typed| Told::Alarm(message(typed))
}

/// The colour it has on the screen.
fn swatch<'a>(level: AlertLevel) -> Element<'a, Told> {
    container(space()).width(16).height(16).style(move |_| theme::warning(level)).into()
}

impl App {
    pub(super) fn open_alert(&mut self) -> Task<AppMessage> {
        self.alarm = Some(State::default());
        operation::focus(FIELD)
    }

    pub(super) fn update_alarm(&mut self, message: Message) -> Task<AppMessage> {
        let Some(alarm) = &mut self.alarm else { return Task::none() };
        match alarm.update(message, &self.desk.office.name) {
            Action::None => Task::none(),
            Action::Close => {
                self.alarm = None;
                Task::none()
            }
            Action::Raise(alert) => {
                self.alarm = None;
                self.write(Write::Alert(alert))
            }
        }
    }

    /// Nobody shall think that it is seen where the screen is off.
    pub(super) fn tell_alert(&mut self, until: Timestamp) {
        let words = &self.desk.words;
        if self.desk.lobby.is_running() {
            let time = until.to_zoned_datetime(TimeZone::system()).strftime("%H:%M").to_string();
            self.toasts.tell(words.with(Word::AlertTold, &[("time", time.into())]), Instant::now());
        } else {
            self.toasts.warn(words.get(Word::AlertToldDark).to_owned());
        }
    }
}
