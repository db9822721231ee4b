//! The main window: one screen at a time, the rail beside it, toasts and questions over it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use iced::widget::operation;
use iced::{Element, Subscription, Task, Theme, event, time, window};
use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

pub mod autostart;
pub mod desk;
pub mod job;
pub mod keeper;
pub mod keys;
pub mod lobby;
pub mod print;
pub mod rail;
pub mod refused;
pub mod screen;
pub mod shelf;
pub mod start;
pub mod thumbs;
pub mod write;

mod alarm;
mod back;
mod filed;
mod frame;
mod hidden;
mod live;
mod navigate;
mod palette;
mod settle;
mod summon;
mod wall;

use desk::Desk;

use keys::Shortcut;
use rail::Place;
use screen::{archive, board, editor, help, life, lobby as lobby_screen, new, notices, printing, settings, today};
use start::Start;
use write::{Write, Written};

use crate::archive::ArchiveError;
use crate::domain::block::Spot;
use crate::domain::kind::KindId;
use crate::domain::lobby::Monitor;
use crate::domain::notice::{Notice, NoticeId};
use crate::intake::IntakeError;
use crate::intake::sheet::Book;
use crate::store::{Handle, StoreError};
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::modal::{self, Question};
use crate::ui::widget::toast::{ToastId, Toasts};
use crate::ui::words::Word;

/// The main window.
#[derive(Debug)]
pub struct App {
    desk: Desk,
    screen: Screen,
    /// The list that the notice on the desk was opened from.
    left: Option<Screen>,
    toasts: Toasts<Write>,
    question: Option<Question<Message>>,
    palette: Option<palette::State>,
    /// 插播, being typed.
    alarm: Option<alarm::State>,
    /// The print sheet over a paper of the office.
    printing: Option<printing::Printing>,
    /// The cell that the notice being opened is opened for.
    sought: Option<(NoticeId, Spot)>,
    /// The notice being opened is opened to be printed.
    to_print: Option<NoticeId>,
    /// Writes queued and not yet answered: the window closes after the last.
    writing: usize,
    closing: bool,
    /// The spreadsheet that the notice being made is made from: its editor opens on it.
    import: Option<(PathBuf, Option<Arc<Book>>)>,
}

#[derive(Debug)]
enum Screen {
    Today(Box<today::State>),
    Notices(notices::State),
    Board(Box<board::State>),
    New(new::State),
    Editor(Box<editor::State>),
    Life(Box<life::State>),
    Archive(Box<archive::State>),
    Lobby(lobby_screen::State),
    Settings(Box<settings::State>),
    Help(help::Topic),
}

#[derive(Debug, Clone)]
pub enum Message {
    Started(Result<Box<Start>, Arc<StoreError>>),
    Shelf(shelf::Answer),
    /// 150 ms of a read have passed.
    Slow,
    /// A minute has passed: the day may be another one.
    Minute,
    /// The toasts grow older.
    Tick,
    Go(Place),
    New,
    Open(NoticeId),
    Key(Shortcut),
    FileDropped(PathBuf),
    Guessed(PathBuf, Result<new::Glance, Arc<IntakeError>>),
    Write(Write),
    Written(Result<Written, Arc<StoreError>>),
    PressToast(ToastId),
    Answer(Box<Message>),
    CancelQuestion,
    Palette(palette::Message),
    /// Opens a notice on a cell.
    Seek(NoticeId, Spot),
    /// Everything that was posted under a person's name.
    History(String),
    /// So many notices are not in the index of the search yet.
    Indexed(Result<usize, Arc<StoreError>>),
    /// A new notice of a kind.
    NewOf(KindId),
    /// The settings, with the keyboard in one of their fields.
    Setting(&'static str),
    /// One of the settings' pages.
    SetUp(settings::Tab),
    CloseRequested,
    /// The screen shows so many pixels to one of the window.
    Rescaled(f32),
    Today(today::Message),
    Board(board::Message),
    /// A page that was posted is drawn.
    Thumb(thumbs::Key, thumbs::Drawn),
    Notices(notices::Message),
    NewNotice(new::Message),
    Settings(settings::Message),
    Loaded(Result<Box<Notice>, Arc<StoreError>>),
    Editor(NoticeId, editor::Message),
    Life(NoticeId, life::Message),
    /// A step of a notice's life was carried out, or refused.
    Done(NoticeId, Result<life::Done, Arc<ArchiveError>>),
    /// What became of something sent to a printer.
    Print(print::PrintId, print::News),
    Printing(printing::Message),
    Archive(archive::Message),
    /// A long job ended.
    Ended(job::Outcome),
    /// What hangs on the lobby screen was read.
    LobbyRead(Result<Box<lobby::Held>, Arc<StoreError>>),
    /// The thread that keeps the lobby screen.
    Keeper(keeper::News),
    /// An export to a stick.
    Export(lobby::ExportNews),
    Lobby(lobby_screen::Message),
    StartLobby,
    /// 插播
    Alert,
    Alarm(alarm::Message),
    /// Midnight has passed.
    Expired(Result<(), Arc<StoreError>>),
}

/// Opens the window and returns when it is closed. `monitors` asks the system which there are.
///
/// # Errors
/// No display, or no window to be had on it.
pub fn run(folder: PathBuf, store: Handle, monitors: fn() -> Vec<Monitor>) -> iced::Result {
    let boot = move || {
        let (mut app, started) = App::new(folder.clone(), store.clone(), ZonedDateTime::now().date());
        app.desk.lobby.monitors = Some(monitors);
        let watching = app.watch_lobby();
        (app, Task::batch([started, watching]))
    };
    iced::application(boot, App::update, App::view)
        .title(App::title)
        .theme(App::theme)
        .scale_factor(App::scale)
        .subscription(App::subscription)
        .font(crate::face::HEI)
        .font(crate::face::HEI_BOLD)
        .default_font(theme::FACE)
        .window(window::Settings {
            size: iced::Size::new(1280.0, 720.0),
            min_size: Some(iced::Size::new(800.0, 560.0)),
            maximized: true,
            exit_on_close_request: false,
            ..window::Settings::default()
        })
        .run()
}

impl App {
    pub fn new(folder: PathBuf, store: Handle, today: Date) -> (Self, Task<Message>) {
        let mut desk = Desk::new(store, folder, today);
        let started = Task::perform(start::start(&desk.store, &desk.folder, today), |started| {
            Message::Started(started.map(Box::new))
        });
        let shelf = Task::perform(desk.shelf.read(&desk.store, today), Message::Shelf);
        let screen = Screen::Notices(notices::State::new(&desk));
        let app = Self {
            desk,
            screen,
            left: None,
            toasts: Toasts::default(),
            question: None,
            palette: None,
            alarm: None,
            printing: None,
            sought: None,
            to_print: None,
            writing: 0,
            closing: false,
            import: None,
        };
        let scale = window::latest().and_then(window::scale_factor).map(Message::Rescaled);
        (app, Task::batch([started, shelf, scale]))
    }

    pub fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Started(Ok(start)) => self.start(*start),
            Message::Started(Err(error)) => self.fail(&error),
            Message::Shelf(answer) => self.take_shelf(answer),
            Message::Slow => self.slow_down(),
            Message::Minute => Task::batch([self.turn_to(ZonedDateTime::now().date()), self.read_lobby()]),
            Message::Tick => self.age_toasts(),
            Message::Go(place) => self.go(place),
            Message::New => self.make_new(),
            Message::Open(id) => self.open(id),
            Message::Key(shortcut) => self.shortcut(shortcut),
            Message::FileDropped(file) => self.drop_file(file),
            Message::Guessed(file, guess) => self.guessed(&file, guess),
            Message::Write(write) => self.write(write),
            Message::Written(Ok(written)) => self.written(written),
            Message::Written(Err(error)) => self.not_written(&error),
            Message::PressToast(id) => self.press_toast(id),
            Message::Answer(deed) => self.answer(*deed),
            Message::CancelQuestion => self.cancel_question(),
            Message::Palette(message) => self.update_palette(message),
            Message::Seek(notice, spot) => self.seek(notice, spot),
            Message::History(name) => self.history(&name),
            Message::Indexed(Ok(left)) if left > 0 => self.index_more(),
            Message::Indexed(Ok(_)) => Task::none(),
            Message::Indexed(Err(error)) => self.fail(&error),
            Message::NewOf(kind) => self.new_of(&kind),
            Message::Setting(field) => self.setting(field),
            Message::SetUp(tab) => self.set_up(tab),
            Message::CloseRequested => self.close(),
            Message::Rescaled(scale) => self.rescaled(scale),
            Message::Today(message) => self.update_today(message),
            Message::Board(message) => self.update_board(message),
            Message::Thumb(key, drawn) => self.take_thumb(key, drawn),
            Message::Notices(message) => self.update_notices(message),
            Message::NewNotice(message) => self.update_new(message),
            Message::Settings(message) => self.update_settings(message),
            Message::Loaded(Ok(notice)) => self.edit(*notice),
            Message::Loaded(Err(error)) => self.fail(&error),
            Message::Editor(id, message) => self.update_editor(id, message),
            Message::Life(id, message) => self.update_life(id, message),
            Message::Archive(message) => self.update_archive(message),
            Message::Ended(outcome) => self.job_ended(&outcome),
            Message::Done(id, done) => self.carried_out(id, &done),
            Message::Print(id, news) => self.printed(id, news),
            Message::Printing(message) => self.update_printing(message),
            Message::LobbyRead(Ok(held)) => self.take_lobby(*held),
            Message::LobbyRead(Err(error)) => self.fail(&error),
            Message::Keeper(news) => self.hear(news),
            Message::Export(news) => self.exported(news),
            Message::Lobby(message) => self.update_lobby(message),
            Message::StartLobby => self.start_lobby(),
            Message::Alert => self.open_alert(),
            Message::Alarm(message) => self.update_alarm(message),
            Message::Expired(Ok(())) => self.read_shelf(),
            Message::Expired(Err(error)) => self.fail(&error),
        }
    }

    pub fn view(&self) -> Element<'_, Message> {
        frame::view(self)
    }

    fn title(&self) -> String {
        self.desk.words.get(Word::AppName).to_owned()
    }

    fn theme(&self) -> Theme {
        self.desk.theme()
    }

    fn scale(&self) -> f32 {
        self.desk.text_scale()
    }

    fn subscription(&self) -> Subscription<Message> {
        let mut all = vec![
            event::listen_with(heard),
            window::close_requests().map(|_| Message::CloseRequested),
            time::every(Duration::from_secs(60)).map(|_| Message::Minute),
        ];
        if matches!(self.desk.shelf.stage, shelf::Stage::Waiting) {
            all.push(time::every(Duration::from_millis(150)).map(|_| Message::Slow));
        }
        if self.toasts.is_waiting() {
            all.push(time::every(Duration::from_secs(1)).map(|_| Message::Tick));
        }
        if let Screen::Editor(state) = &self.screen {
            let id = state.id();
            all.push(state.subscription().with(id).map(|(id, message)| Message::Editor(id, message)));
        }
        if let Screen::Archive(state) = &self.screen {
            all.push(state.subscription(&self.desk).map(Message::Archive));
        }
        Subscription::batch(all)
    }

    fn start(&mut self, start: Start) -> Task<Message> {
        let news = start.news();
        self.desk.office = start.office.clone();
        self.desk.rules = Arc::clone(&start.rules);
        self.desk.backup = start.backup;
        self.desk.prefer(start.preferences.clone());
        for told in news {
            self.toasts.tell(told, Instant::now());
        }
        if let Some(error) = &start.backup_error {
            self.toasts.warn(Trouble::of_store(error, &self.desk.words).line());
        }
        Task::batch([self.read_shelf(), self.index_more()])
    }

    /// A file of an older version is indexed piece by piece: what is typed and asked for goes in between.
    fn index_more(&mut self) -> Task<Message> {
        const ROWS: usize = 2000;
        let reply = self.desk.store.run(|store| store.index_more(ROWS));
        Task::perform(reply, |left| Message::Indexed(left.map_err(Arc::new)))
    }

    fn take_shelf(&mut self, answer: shelf::Answer) -> Task<Message> {
        self.desk.shelf.take(answer);
        if let Screen::Notices(state) = &mut self.screen {
            state.refresh(&self.desk);
        }
        self.look_at_editor();
        if let Screen::Today(state) = &mut self.screen {
            return state.refresh(&self.desk).map(Message::Today);
        }
        Task::none()
    }

    fn rescaled(&mut self, scale: f32) -> Task<Message> {
        self.desk.screen_scale = scale;
        Task::none()
    }

    fn slow_down(&mut self) -> Task<Message> {
        self.desk.shelf.slow_down();
        Task::none()
    }

    fn age_toasts(&mut self) -> Task<Message> {
        self.toasts.expire(Instant::now());
        Task::none()
    }

    /// What was posted or taken down hangs on the lobby screen or hangs there no more.
    fn read_shelf(&mut self) -> Task<Message> {
        let shelf = Task::perform(self.desk.shelf.read(&self.desk.store, self.desk.today), Message::Shelf);
        Task::batch([shelf, self.read_lobby()])
    }

    fn write(&mut self, write: Write) -> Task<Message> {
        self.writing += 1;
        match &write {
            // What was chosen is seen at once; the file follows.
            Write::Preferences(preferences) => self.desk.prefer(preferences.clone()),
            Write::Office(office) => self.desk.office = office.clone(),
            Write::Lobby(settings) => self.desk.lobby.settings = (**settings).clone(),
            _ => {}
        }
        Task::perform(write.perform(&self.desk.store), Message::Written)
    }

    fn written(&mut self, written: Written) -> Task<Message> {
        self.writing = self.writing.saturating_sub(1);
        self.desk.saved = Some(Timestamp::now());
        let next = match written {
            Written::Created(id) => return Task::batch([self.read_shelf(), self.open(id), self.leave_if_done()]),
            Written::Removed { id, title } => {
                self.offer_undo(id, title);
                self.read_shelf()
            }
            Written::Series(count) => {
                let told = self.desk.words.with(Word::SeriesWritten, &[("n", count.into())]);
                self.toasts.tell(told, Instant::now());
                Task::batch([self.read_shelf(), self.go(Place::Notices)])
            }
            Written::Restored => Task::batch([self.read_shelf(), self.read_settings()]),
            Written::SamplesCleared => {
                self.tell_word(Word::SampleCleared);
                Task::batch([self.read_shelf(), self.read_settings()])
            }
            Written::Rules(rules) => {
                self.desk.rules = rules;
                Task::batch([self.read_shelf(), self.read_settings()])
            }
            Written::Settings => Task::batch([self.read_settings(), self.read_archive()]),
            Written::Kept(notice, deed) => self.kept(notice, deed),
            Written::Wall => self.read_board(),
            Written::Places => self.places_kept(Ok(())),
            Written::Lobby => self.read_lobby(),
            Written::Alert(Some(until)) => {
                self.tell_alert(until);
                self.read_lobby()
            }
            Written::Alert(None) => {
                self.tell_word(Word::AlertCleared);
                self.read_lobby()
            }
            Written::BackedUp => {
                self.desk.backup = Some(Timestamp::now());
                self.tell_word(Word::TodayBackupDone);
                Task::none()
            }
        };
        Task::batch([next, self.leave_if_done()])
    }

    fn not_written(&mut self, error: &Arc<StoreError>) -> Task<Message> {
        self.writing = self.writing.saturating_sub(1);
        // A window that cannot save stays open and says so.
        self.closing = false;
        self.import = None;
        Task::batch([self.fail(error), self.places_kept(Err(Arc::clone(error)))])
    }

    fn offer_undo(&mut self, id: NoticeId, title: String) {
        let title = if title.is_empty() { self.desk.words.get(Word::Untitled).to_owned() } else { title };
        let told = self.desk.words.with(Word::NoticesRecycled, &[("title", title.into())]);
        self.toasts.offer(told, Word::Undo, Write::Restore(id), Instant::now());
    }

    fn fail(&mut self, error: &StoreError) -> Task<Message> {
        tracing::error!(%error, "the store refused");
        self.toasts.warn(Trouble::of_store(error, &self.desk.words).line());
        Task::none()
    }

    fn tell_word(&mut self, word: Word) {
        self.toasts.tell(self.desk.words.get(word).to_owned(), Instant::now());
    }

    fn press_toast(&mut self, id: ToastId) -> Task<Message> {
        self.toasts.take(id).map_or_else(Task::none, |write| self.write(write))
    }

    fn ask(&mut self, question: Question<Message>) -> Task<Message> {
        self.question = Some(question);
        operation::focus(modal::CANCEL)
    }

    fn answer(&mut self, deed: Message) -> Task<Message> {
        self.question = None;
        self.update(deed)
    }

    fn cancel_question(&mut self) -> Task<Message> {
        self.question = None;
        Task::none()
    }

    fn close(&mut self) -> Task<Message> {
        self.closing = true;
        self.stop_job();
        let saved = self.save_editor();
        Task::batch([saved, self.leave_if_done()])
    }

    fn leave_if_done(&self) -> Task<Message> {
        let is_idle = self.writing == 0 && self.desk.job.is_none();
        if self.closing && is_idle { self.leave_lobby() } else { Task::none() }
    }
}

fn heard(event: event::Event, status: event::Status, _window: window::Id) -> Option<Message> {
    match event {
        event::Event::Keyboard(event) => keys::shortcut(&event, status).map(Message::Key),
        event::Event::Window(window::Event::FileDropped(file)) => Some(Message::FileDropped(file)),
        event::Event::Window(window::Event::Rescaled(scale)) => Some(Message::Rescaled(scale)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
