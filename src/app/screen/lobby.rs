//! The lobby screen: what stands on it now, and how it is set.

mod look;
mod now;
pub mod pictures;
mod times;
mod usage;

use std::path::PathBuf;

use iced::widget::operation::{self, RelativeOffset};
use iced::widget::{Column, Row, column, container, row, scrollable, text};
use iced::{Element, Length, Task};
use jiff::civil::Time;

use super::titled;
use crate::app::autostart::Autostart;
use crate::app::desk::Desk;
use crate::app::screen::life::Pin;
use crate::app::write::Write;
use crate::archive::Stand;
use crate::domain::lobby::{Holidays, Hours, Item, Layout, Monitor, Outside, Remedy, Settings, Transition};
use crate::domain::notice::NoticeId;
use crate::ui::theme;
use crate::ui::widget::{button, field};
use crate::ui::words::Word;

/// The id of what is scrolled; another tab begins at its top.
const SCROLL: &str = "lobby-tab";

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Now,
    Look,
    Times,
    Pictures,
    Use,
}

#[derive(Debug)]
pub struct State {
    tab: Tab,
    pin: Pin,
    /// As typed, one a stretch of time.
    hours: Vec<Typed>,
    pictures: pictures::Form,
    stick: String,
    stand: Stand,
    autostart: Option<bool>,
    /// As the system tells of them, for as long as the screen itself does not.
    monitors: Vec<Monitor>,
    /// Why playing after login could not be set.
    trouble: Option<String>,
}

/// A stretch of time as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Typed {
    days: [bool; 7],
    from: String,
    to: String,
}

#[derive(Debug, Clone)]
pub enum Message {
    Tab(Tab),
    Start,
    Stop,
    Alert,
    ClearAlert,
    Life(NoticeId),
    Remedy(Remedy),
    Monitor(Option<Monitor>),
    Layout(Layout),
    Transition(Transition),
    Toggle(Part, bool),
    Idle(String),
    PageSeconds(u32),
    Speed(u32),
    Promise(u32),
    Lists(bool),
    AddHours,
    RemoveHours(usize),
    Day(usize, usize),
    From(usize, String),
    To(usize, String),
    Holidays(Holidays),
    Outside(Outside),
    Pin(Pin),
    KeepPin,
    DropPin,
    Pictures(pictures::Message),
    Autostart(bool),
    AutostartIs(Result<bool, String>),
    Monitors(Vec<Monitor>),
    Stick(String),
    BrowseStick,
    Browsed(Option<PathBuf>),
    Stand(Stand),
    Export,
    CancelExport,
}

/// What is shown or not, allowed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Ticker,
    Clock,
    Date,
    Lunar,
    OfficeName,
    Touch,
    EndsWithWindow,
}

#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    Write(Write),
    Start,
    /// There is one monitor, and the clerk works on it: asked first.
    AskStart,
    Stop,
    /// 插播
    Alert,
    Life(NoticeId),
    /// Something else takes part in the loop.
    Changed,
    Export(PathBuf, Stand),
    CancelExport,
}

impl Typed {
    fn of(hours: &Hours) -> Self {
        let time = |time: Time| time.strftime("%-H:%M").to_string();
        Self { days: hours.days, from: time(hours.from), to: time(hours.to) }
    }

    /// `None`: a time that cannot be read.
    fn read(&self) -> Option<Hours> {
        Some(Hours { days: self.days, from: read_time(&self.from)?, to: read_time(&self.to)? })
    }
}

/// 8:00, 08:00, 8：00 or 8; 24:00 is midnight.
fn read_time(typed: &str) -> Option<Time> {
    let typed = typed.trim().replace('：', ":");
    let (hour, minute) = typed.split_once(':').unwrap_or((typed.as_str(), "0"));
    let (hour, minute): (i8, i8) = (hour.trim().parse().ok()?, minute.trim().parse().ok()?);
    Time::new(if (hour, minute) == (24, 0) { 0 } else { hour }, minute, 0, 0).ok()
}

impl State {
    pub fn new(desk: &Desk) -> (Self, Task<Message>) {
        let stand = if desk.lobby.settings.layout == Layout::Portrait { Stand::Upright } else { Stand::Across };
        let state = Self {
            tab: Tab::default(),
            pin: Pin::default(),
            hours: desk.lobby.settings.hours.iter().map(Typed::of).collect(),
            pictures: pictures::Form::default(),
            stick: String::new(),
            stand,
            autostart: None,
            monitors: Vec::new(),
            trouble: None,
        };
        (state, Task::batch([login(desk, None), list(desk)]))
    }

    pub fn update(&mut self, message: Message, desk: &Desk) -> Action {
        let settings = desk.lobby.settings.clone();
        match message {
            Message::Tab(tab) => self.turn(tab),
            Message::Start if self.monitors.len() == 1 => Action::AskStart,
            Message::Start => Action::Start,
            Message::Stop => Action::Stop,
            Message::Alert => Action::Alert,
            Message::ClearAlert => Action::Write(Write::ClearAlert),
            Message::Life(notice) => Action::Life(notice),
            Message::Remedy(remedy) => self.remedied(remedy, settings),
            Message::Monitor(monitor) => keep(Settings { monitor, ..settings }),
            Message::Layout(layout) => keep(Settings { layout, ..settings }),
            Message::Transition(transition) => keep(Settings { transition, ..settings }),
            Message::Toggle(part, on) => keep(toggled(part, on, settings)),
            Message::Idle(idle) => keep(Settings { idle, ..settings }),
            Message::PageSeconds(page_seconds) => keep(Settings { page_seconds, ..settings }),
            Message::Speed(chars_per_second) => keep(Settings { chars_per_second, ..settings }),
            Message::Promise(promise_minutes) => keep(Settings { promise_minutes, ..settings }),
            Message::Lists(lists_for_looking_up) => keep(Settings { lists_for_looking_up, ..settings }),
            Message::AddHours => self.change_hours(settings, |hours| hours.push(Typed::of(&Hours::office()))),
            Message::RemoveHours(at) => self.change_hours(settings, |hours| drop(hours.remove(at))),
            Message::Day(at, day) => self.change_hours(settings, |hours| hours[at].days[day] ^= true),
            Message::From(at, from) => self.change_hours(settings, |hours| hours[at].from = from),
            Message::To(at, to) => self.change_hours(settings, |hours| hours[at].to = to),
            Message::Holidays(holidays) => keep(Settings { holidays, ..settings }),
            Message::Outside(outside) => keep(Settings { outside, ..settings }),
            Message::Pin(pin) => self.typed(pin),
            Message::KeepPin => Action::Write(Write::LobbyPin(Some(std::mem::take(&mut self.pin)))),
            Message::DropPin => Action::Write(Write::LobbyPin(None)),
            Message::Pictures(message) => self.on_pictures(message, desk),
            Message::Autostart(on) => Action::Run(login(desk, Some(on))),
            Message::AutostartIs(told) => self.told(told),
            Message::Monitors(monitors) => self.found(monitors),
            Message::Stick(stick) => self.aim(stick),
            Message::BrowseStick => browse(),
            Message::Browsed(folder) => folder.map_or(Action::None, |folder| self.aim(folder.display().to_string())),
            Message::Stand(stand) => self.stand(stand),
            Message::Export => self.export(),
            Message::CancelExport => Action::CancelExport,
        }
    }

    fn on_pictures(&mut self, message: pictures::Message, desk: &Desk) -> Action {
        match self.pictures.update(message, desk) {
            pictures::Action::None => Action::None,
            pictures::Action::Run(task) => Action::Run(task.map(Message::Pictures)),
            pictures::Action::Changed => Action::Changed,
        }
    }

    /// A picture dropped on the window goes among those that are being added.
    pub fn take_file(&mut self, file: PathBuf) {
        self.tab = Tab::Pictures;
        self.pictures.take(vec![file]);
    }

    fn remedied(&mut self, remedy: Remedy, settings: Settings) -> Action {
        match remedy {
            Remedy::LookUpLists { .. } => keep(Settings { lists_for_looking_up: true, ..settings }),
            Remedy::LargerPages { .. } => keep(Settings { layout: Layout::TwoPages, ..settings }),
            Remedy::SlowScroll { .. } => keep(Settings { transition: Transition::SlowScroll, ..settings }),
            Remedy::LargerPromise { minutes } => keep(Settings { promise_minutes: minutes, ..settings }),
            // Which notice comes down is said, and done on its own page.
            Remedy::FewerNotices { notices, .. } => match notices.first() {
                Some(Item::Notice(notice)) => Action::Life(*notice),
                Some(Item::Pictures(_)) => self.turn(Tab::Pictures),
                None => Action::None,
            },
        }
    }

    fn turn(&mut self, tab: Tab) -> Action {
        if self.tab == tab {
            return Action::None;
        }
        self.tab = tab;
        Action::Run(operation::snap_to(SCROLL, RelativeOffset::START))
    }

    fn typed(&mut self, pin: Pin) -> Action {
        self.pin = pin;
        Action::None
    }

    fn told(&mut self, told: Result<bool, String>) -> Action {
        match told {
            Ok(is_on) => (self.autostart, self.trouble) = (Some(is_on), None),
            Err(reason) => self.trouble = Some(reason),
        }
        Action::None
    }

    fn found(&mut self, monitors: Vec<Monitor>) -> Action {
        self.monitors = monitors;
        Action::None
    }

    fn aim(&mut self, stick: String) -> Action {
        self.stick = stick;
        Action::None
    }

    fn stand(&mut self, stand: Stand) -> Action {
        self.stand = stand;
        Action::None
    }

    fn export(&self) -> Action {
        let folder = self.stick.trim();
        if folder.is_empty() { Action::None } else { Action::Export(folder.into(), self.stand) }
    }

    /// What can be read is kept; what is still being typed waits.
    fn change_hours(&mut self, settings: Settings, change: impl FnOnce(&mut Vec<Typed>)) -> Action {
        change(&mut self.hours);
        let read: Option<Vec<Hours>> = self.hours.iter().map(Typed::read).collect();
        match read {
            Some(hours) if hours != settings.hours => keep(Settings { hours, ..settings }),
            _ => Action::None,
        }
    }

    pub fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let tab = |word, tab| button::choice(words.get(word), self.tab == tab).on_press(Message::Tab(tab)).into();
        let tabs = [
            tab(Word::LobbyTabNow, Tab::Now),
            tab(Word::LobbyTabLook, Tab::Look),
            tab(Word::LobbyTabTimes, Tab::Times),
            tab(Word::LobbyTabPictures, Tab::Pictures),
            tab(Word::LobbyTabUse, Tab::Use),
        ];
        let tabs = Row::with_children(tabs).spacing(theme::TIGHT).wrap();
        let shown = match self.tab {
            Tab::Now => now::view(desk),
            Tab::Look => look::view(self, desk),
            Tab::Times => times::view(self, desk),
            Tab::Pictures => pictures::view(&self.pictures, desk),
            Tab::Use => usage::view(self, desk),
        };
        // What stands last can be scrolled clear of a toast; the page that is only looked at needs no room for that.
        let room = match self.tab {
            Tab::Now => 0.0,
            Tab::Look | Tab::Times | Tab::Pictures | Tab::Use => desk.toasts_above() + theme::CONTROL_HEIGHT,
        };
        let shown = container(shown).padding(iced::Padding::ZERO.right(theme::BETWEEN).bottom(room));
        let shown = scrollable(shown).id(SCROLL).style(theme::scroll).width(Length::Fill).height(Length::Fill);
        let alert = button::quiet(words.get(Word::AlertTitle), "").on_press(Message::Alert);
        let content = column![tabs, shown].spacing(theme::BETWEEN);
        let deed = match main(desk) {
            Some(start) => button::primary(words.get(Word::LobbyStart), "Ctrl+Enter").on_press(start),
            None => button::quiet(words.get(Word::LobbyStop), "").on_press(Message::Stop),
        };
        let tools = row![alert, deed].spacing(theme::INSIDE);
        titled(desk, words.get(Word::LobbyTitle), Some(tools.into()), content)
    }
}

/// Ctrl+Enter starts the screen. A stray key never stops what the hall is reading.
pub fn main(desk: &Desk) -> Option<Message> {
    let is_on = desk.lobby.settings.on || desk.lobby.is_running();
    (!is_on).then_some(Message::Start)
}

fn keep(settings: Settings) -> Action {
    Action::Write(Write::Lobby(Box::new(settings)))
}

fn toggled(part: Part, on: bool, settings: Settings) -> Settings {
    match part {
        Part::Ticker => Settings { ticker: on, ..settings },
        Part::Clock => Settings { clock: on, ..settings },
        Part::Date => Settings { date: on, ..settings },
        Part::Lunar => Settings { lunar: on, ..settings },
        Part::OfficeName => Settings { office_name: on, ..settings },
        Part::Touch => Settings { touch: on, ..settings },
        Part::EndsWithWindow => Settings { ends_with_window: on, ..settings },
    }
}

/// Whether it plays after login; `set` switches it first. Not on the window's thread: it is a file, or another program.
fn login(desk: &Desk, set: Option<bool>) -> Task<Message> {
    let root = desk.folder.clone();
    let work = move || {
        let autostart = Autostart::of(&root)?;
        set.map_or(Ok(()), |on| autostart.set(on))?;
        autostart.is_on()
    };
    let (tell, told) = iced::futures::channel::oneshot::channel();
    let started = std::thread::Builder::new().name("login".into()).spawn(move || {
        let done = work().map_err(|error: std::io::Error| error.to_string());
        if tell.send(done).is_err() {
            tracing::debug!("the screen that asked is gone");
        }
    });
    if let Err(error) = started {
        return Task::done(Message::AutostartIs(Err(error.to_string())));
    }
    Task::perform(told, |told| Message::AutostartIs(told.unwrap_or(Ok(false))))
}

/// Which monitors there are, asked on a thread of its own: the system may take its time.
fn list(desk: &Desk) -> Task<Message> {
    let Some(monitors) = desk.lobby.monitors else { return Task::none() };
    let (tell, told) = iced::futures::channel::oneshot::channel();
    let started = std::thread::Builder::new().name("monitors".into()).spawn(move || {
        if tell.send(monitors()).is_err() {
            tracing::debug!("the screen that asked is gone");
        }
    });
    if let Err(error) = started {
        tracing::warn!(%error, "the monitors are not asked for");
        return Task::none();
    }
    Task::perform(told, |told| Message::Monitors(told.unwrap_or_default()))
}

fn browse() -> Action {
    let dialog = rfd::AsyncFileDialog::new();
    Action::Run(Task::perform(dialog.pick_folder(), |folder| {
        Message::Browsed(folder.map(|folder| folder.path().to_owned()))
    }))
}

fn section<'a, M: 'a>(title: &'a str, content: Column<'a, M>) -> Element<'a, M> {
    let content = content.spacing(theme::BETWEEN).width(Length::Fill);
    column![
        text(title).size(theme::PANE).font(theme::BOLD),
        container(content).padding(theme::BETWEEN).style(theme::pane)
    ]
    .spacing(theme::INSIDE)
    .into()
}

fn choices<'a>(caption: &'a str, choices: impl IntoIterator<Item = Element<'a, Message>>) -> Element<'a, Message> {
    field::labelled(caption, Row::with_children(choices).spacing(theme::TIGHT).wrap()).into()
}

/// Numbers to choose from; one that was set otherwise is there, too.
fn numbers_of<'a, M: Clone + 'a>(
    offered: &[u32],
    chosen: u32,
    told: impl Fn(u32) -> String,
    message: fn(u32) -> M,
) -> Vec<Element<'a, M>> {
    let mut all = offered.to_vec();
    if !all.contains(&chosen) {
        all.push(chosen);
        all.sort_unstable();
    }
    all.into_iter()
        .map(|number| button::choice(told(number), number == chosen).on_press(message(number)).into())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_type_it() {
        let time = |hour, minute| Time::new(hour, minute, 0, 0).ok();
        assert_eq!(read_time("8:00"), time(8, 0));
        assert_eq!(read_time(" 08：30 "), time(8, 30));
        assert_eq!(read_time("18"), time(18, 0));
        assert_eq!(read_time("24:00"), time(0, 0));
        for wrong in ["", "8:", "25:00", "8:75", "早上八点"] {
            assert_eq!(read_time(wrong), None, "{wrong}");
        }
    }
}
