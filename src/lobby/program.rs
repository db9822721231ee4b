//! The program: what it holds, and what each message changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use iced::futures::StreamExt;
use iced::futures::channel::mpsc::{self, UnboundedReceiver, UnboundedSender};
use iced::{Element, Size, Subscription, Task, event, keyboard, mouse, touch, window};
use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

use super::artist::{Artist, Drawn};
use super::awake::{self, Awake};
use super::clock::Clock;
use super::cover::{self, Cover, Purpose};
use super::feed::{self, News, Told};
use super::glass::{Glass, Settling, Want};
use super::hand::Hand;
use super::monitor::{self, Desktop, Wanted};
use super::play::Play;
use super::scribe::{Scribe, Written};
use super::view;
use super::vitals::{Stop, Vitals};
use super::{LobbyError, Options, size_of};
use crate::domain::lobby::{PageRef, Phase, Settings, Status, Transition};
use crate::store::{Handle, Pulse, StoreError};
use crate::ui::theme;
use crate::ui::words::{Language, Words};

/// Between two pictures of what stands for the main window, at least.
const PICTURE: Duration = Duration::from_secs(2);

/// What stands on and on is pictured again for its clock; a tape that moves, sooner.
const PICTURE_AGAIN: Duration = Duration::from_secs(300);
const PICTURE_OF_TAPE: Duration = Duration::from_secs(30);

pub(super) struct Lobby {
    pub(super) words: Words,
    pub(super) news: News,
    pub(super) glass: Glass,
    pub(super) play: Play,
    pub(super) clock: Clock,
    pub(super) phase: Phase,
    /// What the scribe was told last.
    stood: Vec<PageRef>,
    /// What was shown can be written down.
    pub(super) is_written: bool,
    scribe: Scribe,
    hand: Hand,
    pub(super) started: Timestamp,
    pub(super) cover: Cover,
    /// When somebody last touched the glass or a key.
    pub(super) touched: Instant,
    pub(super) is_awake: bool,
    pub(super) is_readable: bool,
    /// The database was read at least once.
    pub(super) is_told: bool,
    /// What stood when the program was killed, until the loop is known.
    resume: Option<PageRef>,
    /// Whether the monitor was written down.
    is_known: bool,
    may_sleep: Arc<AtomicBool>,
    vitals: Vitals,
    pub(super) writer: Option<Handle>,
    finished: UnboundedSender<Drawn>,
    pub(super) reader: Option<Handle>,
    /// When the picture for the main window was taken, and what it shows: since when, and in which phase.
    pictured: Option<(Instant, (Instant, Phase))>,
    /// What was told to the main window last.
    told: Option<Status>,
}

/// What the program begins with.
pub(super) struct Tools {
    pub(super) vitals: Vitals,
    pub(super) scribe: Scribe,
    pub(super) hand: Hand,
    pub(super) may_sleep: Arc<AtomicBool>,
    /// What stood when the program was killed.
    pub(super) resume: Option<PageRef>,
}

#[derive(Debug, Clone)]
pub(super) enum Message {
    Told(Told),
    Drawn(Drawn),
    Monitors(Desktop),
    /// The system does not say which monitors there are.
    NoMonitors,
    Opened(window::Id),
    /// The system's own number for the window.
    Named(u64),
    Settle(window::Id, Settling),
    Resized(window::Id, Size),
    Rescaled(f32),
    Closed(window::Id),
    /// What is on has stood its time.
    Due,
    /// A second has passed, and something is to be looked at.
    Second,
    Written(Written),
    Pictured(window::Screenshot),
    Awake(bool),
    Cover(cover::Message),
    /// Which monitor is the lobby's was written down.
    Remembered(Result<(), Arc<StoreError>>),
    /// A warning was put up or taken down from here.
    Raised(Result<(), Arc<StoreError>>),
    /// The window is to be closed: by its frame, or by the keys of the desktop.
    CloseRequested,
    /// The main window ends it.
    Stop,
    /// What stood is written down.
    Ended,
}

pub(super) fn run(options: Options) -> Result<(), LobbyError> {
    // Threads are started before the window, so that a system without them says so at once.
    let (tell, told) = mpsc::unbounded();
    feed::watch(options.db.clone(), tell)?;
    let pulse = Pulse::in_folder(&options.root);
    let resume = pulse.before().and_then(|status| status.showing.first().map(|showing| showing.page));
    let (stop, stopped) = mpsc::unbounded();
    let (ask, asked) = mpsc::unbounded();
    let vitals = Vitals::start(pulse, stop, ask)?;
    let (written, is_written) = mpsc::unbounded();
    let scribe = Scribe::start(written)?;
    let (wake, awake) = mpsc::unbounded();
    let may_sleep = Arc::new(AtomicBool::new(true));
    awake::keep(Arc::clone(&may_sleep), wake)?;
    let monitors = watch_monitors()?;
    let tools = Tools { vitals, scribe, hand: Hand::new(), may_sleep, resume };
    let once = std::sync::Mutex::new(Some((tools, told, stopped, awake, monitors, asked, is_written)));
    let boot = move || {
        let parts = once.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        let (tools, told, stopped, awake, monitors, asked, is_written) = parts.expect("the program boots once");
        let (lobby, drawn) = Lobby::new(&options, tools);
        let heard = Task::batch([
            Task::run(told, Message::Told),
            Task::run(drawn, Message::Drawn),
            Task::run(stopped.map(|Stop| Message::Stop), |message| message),
            Task::run(awake.map(|Awake(held)| Message::Awake(held)), |message| message),
            Task::run(monitors, |message| message),
            Task::run(is_written, Message::Written),
            lobby.hand.run(asked, lobby.vitals.answers()),
        ]);
        (lobby, heard)
    };
    load_faces();
    iced::daemon(boot, Lobby::update, Lobby::view)
        .title(|lobby: &Lobby, _id| lobby.title())
        .theme(|_: &Lobby, _id| theme::theme(false))
        .scale_factor(|lobby: &Lobby, _id| 1.0 / lobby.glass.scale)
        .subscription(|_: &Lobby| subscription())
        .default_font(theme::FACE)
        .run()?;
    Ok(())
}

/// The faces where they lie in the program: handed over by iced's own way they would be copied, 21 MB.
fn load_faces() {
    use iced::advanced::graphics::text::{cosmic_text::fontdb::Source, font_system};

    let mut system = font_system().write().unwrap_or_else(std::sync::PoisonError::into_inner);
    for face in [crate::face::HEI, crate::face::HEI_BOLD] {
        system.raw().db_mut().load_font_source(Source::Binary(Arc::new(face)));
    }
}

/// Word of the monitors, as messages.
fn watch_monitors() -> std::io::Result<UnboundedReceiver<Message>> {
    let (tell, told) = mpsc::unbounded();
    let work = move || {
        let watched = monitor::watch(|found| tell.unbounded_send(Message::Monitors(found)).is_ok());
        if let Err(error) = watched {
            tracing::warn!(error = &error as &dyn std::error::Error, "the monitors are not watched");
            if tell.unbounded_send(Message::NoMonitors).is_err() {
                tracing::debug!("nobody waits for monitors any more");
            }
        }
    };
    std::thread::Builder::new().name("monitors".into()).spawn(work)?;
    Ok(told)
}

/// On X11 being "always on top" is not enough.
fn guard(window: u64) {
    #[cfg(target_os = "linux")]
    super::guard::watch(window);
    #[cfg(not(target_os = "linux"))]
    tracing::debug!(window, "the system keeps it above others");
}

fn subscription() -> Subscription<Message> {
    Subscription::batch([
        window::resize_events().map(|(id, size)| Message::Resized(id, size)),
        window::close_events().map(Message::Closed),
        window::close_requests().map(|_| Message::CloseRequested),
        event::listen_with(heard),
    ])
}

fn heard(event: event::Event, _status: event::Status, _window: window::Id) -> Option<Message> {
    match event {
        event::Event::Window(window::Event::Rescaled(scale)) => Some(Message::Rescaled(scale)),
        event::Event::Keyboard(keyboard::Event::KeyPressed { key, text, .. }) => {
            Some(Message::Cover(cover::Message::Key(key, text.map(|text| text.to_string()))))
        }
        event::Event::Mouse(mouse::Event::ButtonPressed(_))
        | event::Event::Touch(touch::Event::FingerPressed { .. }) => Some(Message::Cover(cover::Message::Touched)),
        _ => None,
    }
}

impl Lobby {
    pub(super) fn new(options: &Options, tools: Tools) -> (Self, UnboundedReceiver<Drawn>) {
        let now = Instant::now();
        let (finished, drawn) = mpsc::unbounded();
        let want = match options.windowed {
            Some(size) => Want::Windowed(size_of(size)),
            None => Want::Monitor(options.monitor.clone().unwrap_or(Wanted::Any)),
        };
        let lobby = Self {
            words: Words::new(Language::Chinese),
            news: News::default(),
            glass: Glass::new(want),
            play: Play::new(options.speed, now),
            clock: Clock::default(),
            phase: Phase::Preparing,
            stood: Vec::new(),
            is_written: true,
            scribe: tools.scribe,
            hand: tools.hand,
            started: Timestamp::now(),
            cover: Cover::None,
            touched: now,
            is_awake: true,
            is_readable: true,
            is_told: false,
            resume: tools.resume,
            is_known: false,
            may_sleep: tools.may_sleep,
            vitals: tools.vitals,
            writer: None,
            finished,
            reader: None,
            pictured: None,
            told: None,
        };
        (lobby, drawn)
    }

    pub(super) fn update(&mut self, message: Message) -> Task<Message> {
        let task = self.change(message);
        self.settle_phase();
        self.tell();
        task
    }

    fn change(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Told(Told::Open(reader, writer)) => self.open(reader, writer),
            Message::Told(Told::News(news)) => return self.hear(*news),
            Message::Told(Told::Unreadable) => self.is_readable = false,
            Message::Drawn(drawn) => self.drawn(drawn),
            Message::Monitors(found) => return Task::batch([self.glass.found(found), self.follow_choice()]),
            Message::NoMonitors => return self.glass.unknown(),
            Message::Opened(id) => return self.opened(id),
            Message::Named(name) => guard(name),
            Message::Settle(id, step) => return self.glass.settle(id, step),
            Message::Resized(id, size) => self.resize(id, size),
            Message::Rescaled(scale) => self.glass.scale = if scale > 0.0 { scale } else { 1.0 },
            Message::Closed(id) => return self.glass.closed(id),
            Message::Due => self.due(),
            Message::Second => return self.second(),
            Message::Written(Written(is_written)) => self.is_written = is_written,
            Message::Pictured(screenshot) => self.vitals.picture(screenshot),
            Message::Awake(held) => self.is_awake = held,
            Message::Cover(message) => return self.update_cover(message),
            Message::Remembered(Ok(())) => {}
            Message::Remembered(Err(error)) => self.not_remembered(&error),
            Message::Raised(raised) => self.raised(&raised),
            Message::CloseRequested => return self.ask_pin(Purpose::Leave),
            Message::Stop => return self.leave(),
            Message::Ended => return self.end(),
        }
        Task::none()
    }

    pub(super) fn view(&self, _id: window::Id) -> Element<'_, Message> {
        view::view(self)
    }

    fn title(&self) -> String {
        self.words.get(crate::ui::words::Word::GlassTitle).to_owned()
    }

    fn open(&mut self, reader: Handle, writer: Handle) {
        self.play.employ(Artist::start(reader.clone(), self.finished.clone()));
        self.reader = Some(reader);
        self.scribe.open(writer.clone());
        self.writer = Some(writer);
    }

    fn hear(&mut self, news: News) -> Task<Message> {
        (self.is_readable, self.is_told) = (true, true);
        self.news = news;
        self.tick_clock();
        self.arrange();
        self.play.replace(&self.news, Instant::now());
        if let Some(page) = self.resume.take() {
            self.play.go(page, &self.news, Instant::now());
        }
        self.follow_choice()
    }

    fn opened(&self, id: window::Id) -> Task<Message> {
        let named =
            if self.glass.is_windowed() { Task::none() } else { window::raw_id::<Message>(id).map(Message::Named) };
        Task::batch([window::scale_factor(id).map(Message::Rescaled), named])
    }

    /// Where pages stand has another size.
    fn arrange(&mut self) {
        let is_reading = self.phase == Phase::Reading;
        let room = view::room(&self.news.settings, self.glass.size(), is_reading);
        self.play.fit(room, &self.news, Instant::now());
    }

    fn drawn(&mut self, drawn: Drawn) {
        self.play.drawn(drawn, &self.news, Instant::now());
    }

    fn resize(&mut self, id: window::Id, size: Size) {
        if self.glass.resized(id, size) {
            self.arrange();
        }
    }

    fn due(&mut self) {
        if self.is_playing() {
            self.play.turn(&self.news, Instant::now());
        }
    }

    pub(super) fn today(&self) -> Date {
        ZonedDateTime::now().date()
    }

    pub(super) fn is_playing(&self) -> bool {
        matches!(self.phase, Phase::Playing | Phase::Preparing)
    }

    fn second(&mut self) -> Task<Message> {
        self.vitals.answer();
        self.hand.looked(Timestamp::now());
        self.tick_clock();
        self.age_cover(Instant::now());
        self.play.settle(Instant::now());
        if self.play.look_after(&self.news, Instant::now()) {
            let artist = self.reader.clone().and_then(|reader| Artist::start(reader, self.finished.clone()));
            self.play.employ(artist);
        }
        self.settle_phase();
        Task::batch([self.take_picture(), self.follow_choice()])
    }

    fn tick_clock(&mut self) {
        self.clock = Clock::new(ZonedDateTime::now().datetime(), &self.news.settings);
    }

    /// What the screen is doing, and what that means for the log and for sleep.
    fn settle_phase(&mut self) {
        let phase = self.phase_at(&ZonedDateTime::now());
        if phase != self.phase {
            // What was covered has its whole time before it again.
            self.play.restart(&self.news, Instant::now());
            self.phase = phase;
            self.arrange();
        }
        let stands = if matches!(phase, Phase::Playing | Phase::Reading) { self.play.standing() } else { &[] };
        if self.stood != stands {
            self.scribe.stands(stands, Timestamp::now());
            self.stood = stands.to_vec();
        }
        self.may_sleep.store(!self.lets_sleep(), Ordering::Relaxed);
    }

    /// Tells the main window what is new, and the hand whether to look each second.
    fn tell(&mut self) {
        let status = self.report();
        if self.told.as_ref() != Some(&status) {
            self.vitals.tell(status.clone());
            self.told = Some(status);
        }
        self.hand.set_brisk(self.is_brisk());
    }

    /// Whether the main window has a picture of what stands.
    pub(super) fn is_pictured(&self) -> bool {
        self.pictured.is_some_and(|(_, of)| of == (self.play.since(), self.phase))
    }

    /// A picture of what stands, once a turn and after its transition.
    fn take_picture(&mut self) -> Task<Message> {
        let (Some(window), now, since) = (self.glass.window(), Instant::now(), self.play.since()) else {
            return Task::none();
        };
        let moves = self.news.settings.transition == Transition::SlowScroll;
        let again = if moves { PICTURE_OF_TAPE } else { PICTURE_AGAIN };
        let rest = if self.is_pictured() { again } else { PICTURE };
        let is_fresh = self.pictured.is_some_and(|(at, _)| now.duration_since(at) < rest);
        let is_moving = now.saturating_duration_since(since) < super::stage::FADE;
        if is_fresh || is_moving {
            return Task::none();
        }
        self.pictured = Some((now, (since, self.phase)));
        window::screenshot(window).map(Message::Pictured)
    }

    /// The monitor may be chosen in the main window.
    fn follow_choice(&mut self) -> Task<Message> {
        match &self.news.settings.monitor {
            Some(known) => self.glass.prefer(Wanted::Known(known.clone())),
            None => self.remember_monitor(),
        }
    }

    /// Nobody chose a monitor: the one beside the clerk's is remembered, so that the pages never go over to the clerk's when
    /// it is switched off.
    fn remember_monitor(&mut self) -> Task<Message> {
        let (Some(found), Some(writer), false) = (self.glass.monitor(), &self.writer, self.is_known) else {
            return Task::none();
        };
        if found.is_primary || self.glass.is_told() {
            return Task::none();
        }
        self.is_known = true;
        let monitor = found.monitor.clone();
        let written = writer.run(move |store| {
            let settings = store.lobby_settings()?;
            match settings.monitor {
                Some(_) => Ok(()),
                None => store.set_lobby(&Settings { monitor: Some(monitor), ..settings }),
            }
        });
        Task::perform(written, |written| Message::Remembered(written.map_err(Arc::new)))
    }

    fn not_remembered(&mut self, error: &StoreError) {
        tracing::warn!(error = error as &dyn std::error::Error, "the monitor is not remembered yet");
        self.is_known = false;
    }

    fn raised(&self, raised: &Result<(), Arc<StoreError>>) {
        if let Err(error) = raised {
            tracing::error!(error = error as &dyn std::error::Error, "the warning is not put up");
        }
    }

    /// Ends: first what stood is written down.
    pub(super) fn leave(&mut self) -> Task<Message> {
        Task::perform(self.scribe.end(), |_| Message::Ended)
    }

    fn end(&mut self) -> Task<Message> {
        self.vitals.end();
        iced::exit()
    }
}
