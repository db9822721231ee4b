//! The archive: what ended and what was sealed, and all that is done with it as a whole.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::operation;
use iced::widget::scrollable::Viewport;
use iced::{Element, Subscription, Task, time};

use super::printing::Source;
use super::search::{self, Search};
use super::writing::{self, Writing};
use crate::app::desk::Desk;
use crate::app::job::{Order, Outcome};
use crate::app::keys::ListKey;
use crate::app::write::Write;
use crate::archive::{ArchiveError, Asked};
use crate::domain::kind::KindId;
use crate::domain::notice::NoticeId;
use crate::domain::paperwork::Paperwork;
use crate::domain::retention::Deed;
use crate::domain::search::Query;
use crate::store::StoreError;
use crate::ui::widget::list;

mod facts;
mod filter;
mod held;
pub mod keep;
mod list_view;
mod pack;
mod papers;
mod past;
mod record;
mod sheet;
mod terms;
mod viewer;

use filter::Filter;
pub use filter::Which;
pub use held::{Held, Line};

const LIST: &str = "archive";

#[derive(Debug)]
pub struct State {
    stage: Stage,
    /// Names the last read; the answer to an earlier one is dropped.
    question: u64,
    held: Held,
    /// Where a notice stands among the lines.
    places: HashMap<NoticeId, usize>,
    filter: Filter,
    query: String,
    /// Positions of what is shown; while words are searched for, until the answer is there.
    shown: Vec<usize>,
    search: Search,
    chosen: Option<NoticeId>,
    /// Which line of the answer is chosen.
    chosen_line: usize,
    window: list::Window,
    open: Option<Box<record::State>>,
    sheet: Option<Sheet>,
    past: Option<Box<past::State>>,
    /// What the last job came to.
    told: Option<Told>,
}

#[derive(Debug)]
enum Stage {
    Waiting,
    Ready,
    Failed(Arc<StoreError>),
}

#[derive(Debug)]
enum Sheet {
    Pack(pack::State),
    Papers(papers::State),
    Writing(Box<Writing>),
    Terms(terms::State),
}

/// What a job came to, and whether that is well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub text: String,
    pub is_well: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Read(u64, Result<Box<Held>, Arc<StoreError>>),
    Retry,
    Year(Option<i16>),
    Kind(Option<KindId>),
    Which(Which),
    Search(String),
    Found(search::Answer),
    Press(NoticeId),
    PressLine(usize),
    Scrolled(Viewport),
    Open(NoticeId),
    Verify,
    Stop,
    /// The job goes on: what is shown of it is drawn again.
    Watch,
    OpenPack,
    OpenPapers,
    OpenTerms,
    OpenPast,
    CloseSheet,
    Pack(pack::Message),
    Papers(papers::Message),
    Drafted(Asked, Result<Box<Paperwork>, Arc<ArchiveError>>),
    Writing(writing::Message),
    Wrote(Result<PathBuf, Arc<ArchiveError>>),
    Terms(terms::Message),
    Past(past::Message),
    Record(NoticeId, record::Message),
}

#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    Start(Order),
    Stop,
    Write(Write),
    Life(NoticeId),
    /// The paper that is open, to a printer.
    Print(Source),
}

impl State {
    pub fn new(desk: &Desk) -> (Self, Task<Message>) {
        let mut state = Self {
            stage: Stage::Waiting,
            question: 0,
            held: Held::default(),
            places: HashMap::new(),
            filter: Filter::default(),
            query: String::new(),
            shown: Vec::new(),
            search: Search::default(),
            chosen: None,
            chosen_line: 0,
            window: list::Window::default(),
            open: None,
            sheet: None,
            past: None,
            told: None,
        };
        let read = state.read(desk);
        (state, read)
    }

    #[cfg(test)]
    pub fn question(&self) -> u64 {
        self.question
    }

    /// Reads the archive again; what is shown stays until the answer is there.
    pub fn read(&mut self, desk: &Desk) -> Task<Message> {
        self.question += 1;
        let question = self.question;
        let reply = desk.store.run(|store| Held::read(store).map(Box::new));
        let list = Task::perform(reply, move |read| Message::Read(question, read.map_err(Arc::new)));
        let Some(open) = &mut self.open else { return list };
        let id = open.id();
        Task::batch([list, open.read(desk).map(move |message| Message::Record(id, message))])
    }

    pub fn subscription(&self, desk: &Desk) -> Subscription<Message> {
        if desk.job.is_none() {
            return Subscription::none();
        }
        time::every(std::time::Duration::from_millis(200)).map(|_| Message::Watch)
    }

    pub fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Read(question, read) => self.take(question, read, desk),
            Message::Retry => Action::Run(self.read(desk)),
            Message::Year(year) => self.narrow(Filter { year, ..self.filter.clone() }, desk),
            Message::Kind(kind) => self.narrow(Filter { kind, ..self.filter.clone() }, desk),
            Message::Which(which) => self.narrow(Filter { which, ..self.filter.clone() }, desk),
            Message::Search(query) => {
                self.query = query;
                self.narrow(self.filter.clone(), desk)
            }
            Message::Found(answer) => Action::Run(self.search.take(answer, desk).map(Message::Found)),
            Message::Press(id) => self.press(id, desk),
            Message::PressLine(line) => self.press_line(line, desk),
            Message::Scrolled(viewport) => self.scrolled(viewport, desk),
            Message::Open(id) => self.open(id, desk),
            Message::Verify => self.start(Order::Verify, desk),
            Message::Stop => Action::Stop,
            Message::Watch => Action::None,
            Message::OpenPack => self.unfold(Sheet::Pack(pack::State::new(desk)), pack::PATH),
            Message::OpenPapers => self.unfold(Sheet::Papers(papers::State::new(desk.today)), ""),
            Message::OpenTerms => {
                self.unfold(Sheet::Terms(terms::State::new(self.held.keeping.clone(), &self.held.kinds)), "")
            }
            Message::OpenPast => {
                self.past = Some(Box::new(past::State::new(desk)));
                Action::Run(operation::focus(past::FOLDER))
            }
            Message::CloseSheet => {
                self.sheet = None;
                Action::None
            }
            Message::Pack(pack::Message::Close)
            | Message::Papers(papers::Message::Close)
            | Message::Terms(terms::Message::Close) => {
                self.sheet = None;
                Action::None
            }
            Message::Pack(message) => self.update_pack(message, desk),
            Message::Papers(message) => self.update_papers(message, desk),
            Message::Drafted(asked, drafted) => self.drafted(asked, drafted, desk),
            Message::Writing(message) => self.update_writing(message, desk),
            Message::Wrote(outcome) => {
                if let Some(Sheet::Writing(writing)) = &mut self.sheet {
                    writing.written(outcome);
                }
                Action::None
            }
            Message::Terms(message) => self.update_terms(message),
            Message::Past(message) => self.update_past(message, desk),
            Message::Record(id, message) => self.update_record(id, message, desk),
        }
    }

    fn take(&mut self, question: u64, read: Result<Box<Held>, Arc<StoreError>>, desk: &Desk) -> Action {
        if question != self.question {
            return Action::None;
        }
        match read {
            Ok(held) => {
                self.places = held.lines.iter().enumerate().map(|(at, line)| (line.record.notice, at)).collect();
                self.held = *held;
                self.stage = Stage::Ready;
                self.filter.forget_what_is_gone(&self.held);
                self.show(desk)
            }
            Err(error) => {
                self.stage = Stage::Failed(error);
                Action::None
            }
        }
    }

    fn narrow(&mut self, filter: Filter, desk: &Desk) -> Action {
        self.filter = filter;
        let shown = self.show(desk);
        let reveal = self.window.reveal(LIST, 0);
        match shown {
            Action::Run(task) => Action::Run(Task::batch([reveal, task])),
            _ => Action::Run(reveal),
        }
    }

    /// Shows what passes the filter, and asks for the words among it.
    fn show(&mut self, desk: &Desk) -> Action {
        let lines = self.held.lines.iter().enumerate();
        self.shown = lines.filter(|(_, line)| self.filter.passes(line, desk.today)).map(|(at, _)| at).collect();
        if self.chosen.is_some_and(|chosen| !self.shown.iter().any(|at| self.held.lines[*at].record.notice == chosen)) {
            self.chosen = None;
        }
        let within = self.shown.iter().map(|at| self.held.lines[*at].record.notice).collect();
        let query = Query { is_ended: true, kind: self.filter.kind.clone(), ..Query::of(&self.query) };
        Action::Run(self.search.ask_within(query, Some(Arc::new(within)), desk).map(Message::Found))
    }

    fn scrolled(&mut self, viewport: Viewport, desk: &Desk) -> Action {
        self.window.scrolled(viewport);
        let count = self.search.lines().len();
        let is_at_end = count > 0 && self.window.rows(count).end == count;
        if is_at_end { Action::Run(self.search.ask_on(desk).map(Message::Found)) } else { Action::None }
    }

    pub fn key(&mut self, key: ListKey, desk: &Desk) -> Action {
        if let Some(past) = &mut self.past {
            return Action::Run(past.key(key).map(Message::Past));
        }
        if let Some(open) = &mut self.open {
            let id = open.id();
            return Action::Run(open.key(key, desk).map(move |message| Message::Record(id, message)));
        }
        match (key, self.chosen) {
            (ListKey::Open, Some(id)) if self.sheet.is_none() => self.open(id, desk),
            _ if self.sheet.is_none() => self.walk(key),
            _ => Action::None,
        }
    }

    /// Ctrl+Enter: the main action of what is open.
    pub fn go(&mut self, desk: &Desk) -> Action {
        if self.past.is_some() {
            return self.update_past(past::Message::Go, desk);
        }
        if let Some(open) = &self.open {
            return self.update_record(open.id(), record::Message::Go, desk);
        }
        match self.sheet {
            Some(Sheet::Pack(_)) => self.update_pack(pack::Message::Go, desk),
            Some(Sheet::Writing(_)) => self.update_writing(writing::Message::Go, desk),
            _ => Action::None,
        }
    }

    /// Esc: one thing that is open is closed, or the whole list is shown again.
    pub fn close(&mut self, desk: &Desk) -> Task<Message> {
        if self.sheet.take().is_some() {
            return Task::none();
        }
        if self.past.take().is_some() {
            return self.show_list();
        }
        if let Some(open) = &mut self.open {
            return if open.close_sheet() { Task::none() } else { self.show_list() };
        }
        if self.filter != Filter::default() || !self.query.is_empty() {
            (self.filter, self.query) = (Filter::default(), String::new());
            drop(self.show(desk));
        }
        Task::none()
    }

    /// The list as it was left, with what was looked at in sight.
    fn show_list(&mut self) -> Task<Message> {
        self.open = None;
        let row = self.position();
        self.window.stand_again(LIST, row)
    }

    /// Shown again after a notice's life was looked at: read anew, and all else is as it was.
    pub fn stand_again(&mut self, desk: &Desk) -> Task<Message> {
        let row = self.position();
        Task::batch([self.window.stand_again(LIST, row), self.read(desk)])
    }

    pub fn chosen(&self) -> Option<NoticeId> {
        self.open.as_ref().map(|open| open.id()).or(self.chosen)
    }

    fn press(&mut self, id: NoticeId, desk: &Desk) -> Action {
        if self.chosen == Some(id) {
            return self.open(id, desk);
        }
        self.chosen = Some(id);
        Action::None
    }

    fn press_line(&mut self, line: usize, desk: &Desk) -> Action {
        if let (Some(id), true) = (self.chosen, self.chosen_line == line) {
            return self.open(id, desk);
        }
        self.choose_line(line);
        Action::None
    }

    fn choose_line(&mut self, line: usize) {
        self.chosen_line = line;
        self.chosen = self.search.lines().get(line).map(|line| self.search.entry(*line).summary.id);
    }

    fn walk(&mut self, key: ListKey) -> Action {
        let Some(at) = key.moved(self.position(), self.count(), self.window.page()) else { return Action::None };
        if self.search.is_shown() {
            self.choose_line(at);
        } else {
            self.chosen = Some(self.held.lines[self.shown[at]].record.notice);
        }
        Action::Run(self.window.reveal(LIST, at))
    }

    /// Where what is chosen stands in the list.
    fn position(&self) -> Option<usize> {
        let chosen = self.chosen?;
        if self.search.is_shown() {
            return Some(self.chosen_line);
        }
        self.shown.iter().position(|at| self.held.lines[*at].record.notice == chosen)
    }

    /// Lines of the list.
    fn count(&self) -> usize {
        if self.search.is_shown() { self.search.lines().len() } else { self.shown.len() }
    }

    fn open(&mut self, id: NoticeId, desk: &Desk) -> Action {
        let (state, read) = record::State::open(id, desk);
        self.chosen = Some(id);
        self.open = Some(Box::new(state));
        Action::Run(read.map(move |message| Message::Record(id, message)))
    }

    fn start(&mut self, order: Order, desk: &Desk) -> Action {
        if desk.job.is_some() {
            // What is under way is seen, with a way to stop it.
            return Action::None;
        }
        self.told = None;
        Action::Start(order)
    }

    fn update_past(&mut self, message: past::Message, desk: &Desk) -> Action {
        let Some(state) = &mut self.past else { return Action::None };
        match state.update(message, desk) {
            past::Action::None => Action::None,
            past::Action::Run(task) => Action::Run(task.map(Message::Past)),
            past::Action::Go(documents, person) => self.start(Order::TakeIn(documents, person), desk),
            past::Action::Stop => Action::Stop,
            past::Action::Close => {
                self.past = None;
                Action::None
            }
        }
    }

    fn update_record(&mut self, id: NoticeId, message: record::Message, desk: &Desk) -> Action {
        let Some(open) = self.open.as_mut().filter(|open| open.id() == id) else { return Action::None };
        match open.update(message, desk) {
            record::Action::None => Action::None,
            record::Action::Run(task) => Action::Run(task.map(move |message| Message::Record(id, message))),
            record::Action::Keep(deed) => Action::Write(Write::Keep(id, Box::new(deed))),
            record::Action::Life => Action::Life(id),
            record::Action::Back => Action::Run(self.show_list()),
        }
    }

    /// A file dropped on the list of old ones names their folder.
    pub fn drop_file(&mut self, file: PathBuf, desk: &Desk) -> Option<Action> {
        self.past.as_ref()?;
        let folder = if file.is_dir() { file } else { file.parent()?.to_owned() };
        Some(self.update_past(past::Message::Browsed(Some(folder)), desk))
    }

    /// What was asked was done to a record.
    pub fn kept(&mut self, notice: NoticeId, deed: Deed, desk: &Desk) -> Task<Message> {
        if let Some(open) = self.open.as_mut().filter(|open| open.id() == notice) {
            open.kept(deed, desk);
        }
        self.read(desk)
    }

    /// A job ended; what it came to stands where it was begun, and nothing else is said.
    pub fn ended(&mut self, outcome: &Outcome, told: Told, desk: &Desk) -> Task<Message> {
        match (outcome, &mut self.sheet, &mut self.past) {
            (Outcome::Packed(..), Some(Sheet::Pack(state)), _) => state.ended(told),
            (Outcome::TakenIn(done), _, Some(past)) => {
                if done.is_ok() {
                    self.past = None;
                    self.told = Some(told);
                } else {
                    past.ended(told);
                }
            }
            _ => self.told = Some(told),
        }
        self.read(desk)
    }

    pub fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        list_view::view(self, desk)
    }
}
