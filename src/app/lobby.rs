//! The lobby screen as the window leads it: what hangs there, how it stands, and the thread that keeps it running.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use iced::futures::channel::mpsc::{UnboundedReceiver, unbounded};
use iced::widget::image;
use iced::{Size, Task};

use super::keeper::{Keeper, News, Standing};
use super::screen::lobby as screen;
use super::write::Write;
use super::{App, Message, Screen};
use crate::archive::{self, ArchiveError, Stand, Stick};
use crate::domain::lobby::{Alert, Monitor, Phase, PictureSet, Plan, Refusal, Settings, ShownSummary, Status};
use crate::store::{OnScreen, Store, StoreError};
use crate::ui::error::Trouble;
use crate::ui::widget::modal::Question;
use crate::ui::words::{Word, Words};

/// What every screen may know of the lobby screen.
#[derive(Debug, Default)]
pub struct Glance {
    pub settings: Settings,
    pub held: Held,
    pub standing: Standing,
    /// While it runs.
    pub status: Option<Status>,
    /// What stands, small.
    pub picture: Option<(image::Handle, Size)>,
    /// An export to a stick that is under way.
    pub export: Option<Export>,
    /// Asks the system which monitors there are; `None`: it cannot be asked (in tests).
    pub monitors: Option<fn() -> Vec<Monitor>>,
    keeper: Option<Keeper>,
    /// Whether the settings were read: before that nothing is started.
    is_read: bool,
}

/// What the store says of it.
#[derive(Debug, Clone, Default)]
pub struct Held {
    settings: Settings,
    /// What hangs, in its order, with what was shown of it.
    pub notices: Vec<(OnScreen, ShownSummary)>,
    /// The office's own pictures, also those whose days are over.
    pub pictures: Vec<PictureSet>,
    pub pages: usize,
    pub round_millis: u64,
    pub refusal: Option<Refusal>,
    pub alert: Option<Alert>,
}

/// How far an export has come.
#[derive(Debug, Clone)]
pub struct Export {
    pub done: usize,
    pub of: usize,
    cancel: Arc<AtomicBool>,
}

/// What an export tells.
#[derive(Debug, Clone)]
pub enum ExportNews {
    At(usize, usize),
    Done(Result<Stick, Arc<ArchiveError>>),
}

impl Glance {
    pub fn is_running(&self) -> bool {
        self.standing.is_alive()
    }

    /// Notices hang on it, and nobody sees them.
    pub fn is_missed(&self) -> bool {
        let is_dark = match self.standing {
            Standing::Running => self.status.as_ref().is_some_and(|status| status.phase == Phase::NoMonitor),
            Standing::Starting | Standing::Again => false,
            Standing::Stopped | Standing::Failing | Standing::Left => true,
        };
        is_dark && !self.held.notices.is_empty()
    }

    /// In a few words.
    pub fn told(&self, words: &Words) -> String {
        let word = match (self.standing, &self.status) {
            (Standing::Stopped, _) => Word::LobbyStopped,
            (Standing::Starting, _) | (Standing::Running, None) => Word::LobbyStarting,
            (Standing::Again, _) => Word::LobbyAgain,
            (Standing::Failing, _) => Word::LobbyFailing,
            (Standing::Left, _) => Word::LobbyLeft,
            (Standing::Running, Some(status)) => match status.phase {
                Phase::Playing => {
                    let place = [("turn", status.turn.into()), ("turns", status.turns.into())];
                    return words.with(Word::LobbyPlaying, &place);
                }
                Phase::Preparing => Word::LobbyPreparing,
                Phase::Idle => Word::LobbyIdle,
                Phase::Off => Word::LobbyOff,
                Phase::Alert => Word::LobbyAlertUp,
                Phase::Reading => Word::LobbyReading,
                Phase::NoMonitor => Word::LobbyNoMonitor,
            },
        };
        words.get(word).to_owned()
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Standing(standing, status) => {
                self.standing = standing;
                self.status = status.map(|status| *status);
            }
            News::Picture(picture) => {
                self.picture = picture.map(|picture| {
                    let size = Size::new(picture.width as f32, picture.height as f32);
                    (image::Handle::from_rgba(picture.width, picture.height, picture.rgba), size)
                });
            }
        }
    }
}

/// Reads what hangs, the loop, and what was shown.
fn read(store: &Store, today: jiff::civil::Date) -> Result<Held, StoreError> {
    let settings = store.lobby_settings()?;
    let pages = store.screen_pages(today)?;
    let plan = Plan::new(&pages, &settings);
    let notices = store.on_screen(today)?.into_iter().map(|shown| {
        let summary = store.screen_log_summary(shown.notice)?;
        Ok((shown, summary))
    });
    Ok(Held {
        notices: notices.collect::<Result<_, StoreError>>()?,
        pictures: store.picture_sets()?,
        pages: pages.len(),
        round_millis: plan.round_millis,
        refusal: plan.refusal,
        alert: store.alert()?,
        settings,
    })
}

impl App {
    /// Begins to watch the screen; what is started is decided once the settings are read.
    pub(super) fn watch_lobby(&mut self) -> Task<Message> {
        match Keeper::start(&self.desk.folder) {
            Ok((keeper, news)) => {
                self.desk.lobby.keeper = Some(keeper);
                Task::run(news, Message::Keeper)
            }
            Err(error) => {
                tracing::error!(%error, "nobody watches the lobby screen");
                Task::none()
            }
        }
    }

    pub(super) fn hear(&mut self, news: News) -> Task<Message> {
        self.desk.lobby.hear(news);
        Task::none()
    }

    pub(super) fn read_lobby(&self) -> Task<Message> {
        let today = self.desk.today;
        let reply = self.desk.store.run(move |store| read(store, today));
        Task::perform(reply, |held| Message::LobbyRead(held.map(Box::new).map_err(Arc::new)))
    }

    pub(super) fn take_lobby(&mut self, held: Held) -> Task<Message> {
        let lobby = &mut self.desk.lobby;
        // What was just chosen and is on its way to the file is newer than what was read.
        if self.writing == 0 {
            lobby.settings = held.settings.clone();
        }
        lobby.held = held;
        let is_first = !std::mem::replace(&mut lobby.is_read, true);
        if let (true, true, Some(keeper)) = (is_first, lobby.settings.on, &lobby.keeper) {
            keeper.keep(false);
        }
        Task::none()
    }

    pub(super) fn update_lobby(&mut self, message: screen::Message) -> Task<Message> {
        let Screen::Lobby(state) = &mut self.screen else { return Task::none() };
        match state.update(message, &self.desk) {
            screen::Action::None => Task::none(),
            screen::Action::Run(task) => task.map(Message::Lobby),
            screen::Action::Write(write) => self.write(write),
            screen::Action::Start => self.start_lobby(),
            screen::Action::AskStart => {
                let words = &self.desk.words;
                self.ask(Question {
                    title: words.get(Word::LobbyOneMonitor).to_owned(),
                    text: words.get(Word::LobbyOneMonitorText).to_owned(),
                    deed: words.get(Word::LobbyStart).to_owned(),
                    on_deed: Message::Answer(Box::new(Message::StartLobby)),
                    on_cancel: Message::CancelQuestion,
                })
            }
            screen::Action::Stop => self.stop_lobby(),
            screen::Action::Alert => self.open_alert(),
            screen::Action::Life(notice) => self.live(notice, super::screen::life::Origin::Notices),
            screen::Action::Changed => self.read_lobby(),
            screen::Action::Export(out, stand) => self.export_stick(out, stand),
            screen::Action::CancelExport => {
                if let Some(export) = &self.desk.lobby.export {
                    export.cancel.store(true, Ordering::Relaxed);
                }
                Task::none()
            }
        }
    }

    pub(super) fn start_lobby(&mut self) -> Task<Message> {
        if let Some(keeper) = &self.desk.lobby.keeper {
            keeper.keep(true);
        }
        self.switch_lobby(true)
    }

    fn stop_lobby(&mut self) -> Task<Message> {
        if let Some(keeper) = &self.desk.lobby.keeper {
            keeper.stop();
        }
        self.switch_lobby(false)
    }

    /// What was wanted last is wanted again when the window opens the next time.
    fn switch_lobby(&mut self, on: bool) -> Task<Message> {
        let settings = Settings { on, ..self.desk.lobby.settings.clone() };
        self.write(Write::Lobby(Box::new(settings)))
    }

    /// Ends the screen with the window where that is wanted; says when the window may close.
    pub(super) fn leave_lobby(&self) -> Task<Message> {
        let lobby = &self.desk.lobby;
        let Some(keeper) = lobby.keeper.as_ref().filter(|_| lobby.settings.ends_with_window) else {
            return iced::exit();
        };
        let gone = keeper.close();
        let (tell, told) = unbounded();
        let waiting = std::thread::Builder::new().name("goodbye".into()).spawn(move || {
            // Nothing is sent: the sender is dropped once the screen is gone.
            if gone.recv().is_err() {
                drop(tell);
            }
        });
        match waiting {
            Ok(_) => ended(told),
            Err(error) => {
                tracing::error!(%error, "the screen is not waited for");
                iced::exit()
            }
        }
    }

    /// On a thread of its own, over the file itself: the window's store has other work.
    fn export_stick(&mut self, out: PathBuf, stand: Stand) -> Task<Message> {
        let db = self.desk.folder.join("gongshi.db");
        let cancel = Arc::new(AtomicBool::new(false));
        let is_cancelled = Arc::clone(&cancel);
        let (tell, told) = unbounded();
        let work = move || {
            let say = |news| tell.unbounded_send(news).is_ok();
            let mut go_on = |done, of| !is_cancelled.load(Ordering::Relaxed) && say(ExportNews::At(done, of));
            let made = Store::open_beside(&db)
                .map_err(ArchiveError::from)
                .and_then(|mut store| archive::stick(&mut store, &out, stand, &mut go_on));
            if !say(ExportNews::Done(made.map_err(Arc::new))) {
                tracing::warn!("nobody hears that the export is done");
            }
        };
        match std::thread::Builder::new().name("stick".into()).spawn(work) {
            Ok(_) => {
                self.desk.lobby.export = Some(Export { done: 0, of: 0, cancel });
                Task::run(told, Message::Export)
            }
            Err(error) => {
                tracing::error!(%error, "the export does not start");
                Task::none()
            }
        }
    }

    pub(super) fn exported(&mut self, news: ExportNews) -> Task<Message> {
        match news {
            ExportNews::At(done, of) => {
                if let Some(export) = &mut self.desk.lobby.export {
                    (export.done, export.of) = (done, of);
                }
            }
            ExportNews::Done(made) => {
                self.desk.lobby.export = None;
                let words = &self.desk.words;
                match made {
                    Ok(stick) => {
                        let folder = stick.folder.display().to_string();
                        let told = match stick.good_until {
                            Some(day) => {
                                let day = super::screen::notices::short_day(day, self.desk.today, words);
                                let values =
                                    [("n", stick.pictures.into()), ("folder", folder.into()), ("day", day.into())];
                                words.with(Word::LobbyStickUntil, &values)
                            }
                            None => {
                                let values = [("n", stick.pictures.into()), ("folder", folder.into())];
                                words.with(Word::LobbyStickDone, &values)
                            }
                        };
                        self.toasts.tell(told, Instant::now());
                    }
                    Err(error) => {
                        tracing::warn!(%error, "an export to a stick came to nothing");
                        let told = Trouble::of_archive(&error, words).line();
                        if matches!(*error, ArchiveError::Cancelled) {
                            self.toasts.tell(told, Instant::now());
                        } else {
                            self.toasts.warn(told);
                        }
                    }
                }
            }
        }
        Task::none()
    }
}

/// The window closes when the channel does.
fn ended(told: UnboundedReceiver<()>) -> Task<Message> {
    use iced::futures::StreamExt;
    Task::future(told.into_future()).discard().chain(iced::exit())
}
