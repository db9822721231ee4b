//! A new notice: its kind with the clause behind it, last period's notice, or a spreadsheet.

mod blank;
mod series;

pub use blank::{blank_for, blank_of};
use blank::{is_unsure, rule_of};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::widget::{Column, column, container, responsive, row, rule, scrollable, text};
use iced::{Center, Element, Length, Task};

use super::{SEARCH, page};
use crate::app::desk::Desk;
use crate::app::keys::ListKey;
use crate::app::shelf::{matches, search_key};
use crate::app::write::Write;
use crate::domain::election::rules::Rules;
use crate::domain::kind::{Catalogue, Kind, KindId, KindLevel};
use crate::domain::office::Level;
use crate::intake::IntakeError;
use crate::intake::columns::{guess_kind, guess_set};
use crate::intake::inspect::inspect;
use crate::intake::read::read;
use crate::intake::sheet::Book;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::{Look, button, ellipsis, field, list, press};
use crate::ui::words::{Word, Words};

const KINDS: &str = "kinds";
const NARROW: f32 = 760.0;
/// Below this height list and detail stand side by side however narrow it is.
const SHORT: f32 = 400.0;

#[derive(Debug, Clone)]
pub struct State {
    query: String,
    /// Also kinds of the other level.
    every_level: bool,
    /// Group headings and kinds, as shown.
    lines: Vec<Line>,
    chosen: Option<KindId>,
    /// The clerk chose it: a guess does not choose another.
    is_by_hand: bool,
    window: list::Window,
    /// The spreadsheet the notice is made from.
    file: Option<PathBuf>,
    /// The file as it was read to guess by; it is not read again.
    book: Option<Arc<Book>>,
    guess: Guess,
    typed_path: String,
    /// 整套选举公告
    series: Box<series::State>,
}

/// What is known of the file.
#[derive(Debug, Clone, Default, PartialEq)]
enum Guess {
    /// Nothing speaks for a kind, or there is no file.
    #[default]
    None,
    Waiting,
    Kind(KindId),
    Failed(Trouble),
}

#[derive(Debug, Clone, PartialEq)]
enum Line {
    Group(&'static str),
    Kind(&'static Kind),
}

#[derive(Debug, Clone)]
pub enum Message {
    Search(String),
    EveryLevel,
    Choose(KindId),
    Scrolled(scrollable::Viewport),
    Blank,
    FromLast,
    Browse,
    Browsed(Option<PathBuf>),
    Path(String),
    TakePath,
    DropFile,
    ReadFile,
    Series(series::Message),
}

#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    Write(Write),
    /// Which kind does this spreadsheet look like?
    Guess(PathBuf),
    /// Makes a draft, whose editor opens on the spreadsheet.
    Import {
        file: PathBuf,
        /// `None` where it is not read yet.
        book: Option<Arc<Book>>,
        write: Write,
    },
}

impl State {
    pub fn new(desk: &Desk) -> Self {
        let mut state = Self {
            query: String::new(),
            every_level: false,
            lines: Vec::new(),
            chosen: None,
            is_by_hand: false,
            window: list::Window::default(),
            file: None,
            book: None,
            guess: Guess::None,
            typed_path: String::new(),
            series: Box::new(series::State::new(desk)),
        };
        state.refresh(desk);
        state
    }

    /// A spreadsheet was dropped on the window or chosen; which kind it looks like is being found out.
    pub fn take_file(&mut self, file: PathBuf) {
        self.file = Some(file);
        self.book = None;
        self.guess = Guess::Waiting;
    }

    /// The kind the file looks like stands chosen, unless the clerk chose one already; a file that cannot be read is let go.
    pub fn guessed(&mut self, file: &Path, guess: Result<Glance, Trouble>) -> Task<Message> {
        if self.file.as_deref() != Some(file) {
            return Task::none();
        }
        self.guess = match guess {
            Ok(Glance { kind, book }) => {
                self.book = Some(book);
                if !self.is_by_hand || self.chosen.is_none() {
                    self.chosen = kind.clone().or(self.chosen.take());
                }
                kind.map_or(Guess::None, Guess::Kind)
            }
            Err(trouble) => {
                self.file = None;
                Guess::Failed(trouble)
            }
        };
        let at = self.kinds().find(|(_, kind)| self.chosen.as_ref() == Some(&kind.id)).map(|(at, _)| at);
        at.map_or_else(Task::none, |at| self.window.reveal(KINDS, at))
    }

    pub fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Search(query) => self.search(query, desk),
            Message::EveryLevel => {
                self.every_level = !self.every_level;
                self.refresh(desk);
                Action::None
            }
            Message::Choose(kind) => {
                self.chosen = Some(kind);
                self.is_by_hand = true;
                Action::Run(self.read_series(desk))
            }
            Message::Series(message) => self.series.update(message).map_or(Action::None, Action::Write),
            Message::Scrolled(viewport) => {
                self.window.scrolled(viewport);
                Action::None
            }
            Message::Blank => self.blank(desk),
            Message::FromLast => self.repeat_last(desk),
            Message::Browse => Action::Run(browse()),
            Message::Browsed(None) => Action::None,
            Message::Browsed(Some(file)) => Action::Guess(file),
            Message::Path(path) => {
                self.typed_path = path;
                Action::None
            }
            Message::TakePath => self.take_path(),
            Message::DropFile => {
                self.file = None;
                self.book = None;
                self.guess = Guess::None;
                Action::None
            }
            Message::ReadFile => self.import(desk),
        }
    }

    pub fn key(&mut self, key: ListKey, desk: &Desk) -> Action {
        if key == ListKey::Open {
            return if self.file.is_some() { self.import(desk) } else { self.blank(desk) };
        }
        let kinds: Vec<(usize, &'static Kind)> = self.kinds().collect();
        let chosen = kinds.iter().position(|(_, kind)| self.chosen.as_ref() == Some(&kind.id));
        let Some(at) = key.moved(chosen, kinds.len(), self.window.page()) else {
            return Action::None;
        };
        let (line, kind) = kinds[at];
        self.chosen = Some(kind.id.clone());
        self.is_by_hand = true;
        // The group's heading is seen with its first kind.
        let reveal = if line == 1 { 0 } else { line };
        Action::Run(Task::batch([self.window.reveal(KINDS, reveal), self.read_series(desk)]))
    }

    fn kinds(&self) -> impl Iterator<Item = (usize, &'static Kind)> {
        self.lines.iter().enumerate().filter_map(|(at, line)| match line {
            Line::Kind(kind) => Some((at, *kind)),
            Line::Group(_) => None,
        })
    }

    fn is_of_a_series(&self) -> bool {
        self.chosen.as_ref().is_some_and(|kind| Rules::bundled().number_of(kind.as_str()).is_some())
    }

    /// What is shown beside a kind of an election is its last series.
    fn read_series(&mut self, desk: &Desk) -> Task<Message> {
        if self.is_of_a_series() { self.series.read(desk).map(Message::Series) } else { Task::none() }
    }

    fn search(&mut self, query: String, desk: &Desk) -> Action {
        self.query = query;
        self.refresh(desk);
        if !self.query.is_empty() {
            let first = self.kinds().next().map(|(_, kind)| kind.id.clone());
            self.is_by_hand = first.is_some();
            self.chosen = first;
        }
        Action::Run(Task::batch([self.window.reveal(KINDS, 0), self.read_series(desk)]))
    }

    fn refresh(&mut self, desk: &Desk) {
        let level = desk.office.level;
        let is_shown = |kind: &&Kind| {
            let is_of_level = match kind.level {
                KindLevel::Both => true,
                KindLevel::Township => level == Level::Township,
                KindLevel::Village => level == Level::Village,
            };
            let key = || search_key(&[&kind.name, &kind.group]);
            (is_of_level || self.every_level || !self.query.is_empty())
                && (self.query.is_empty() || matches(&key(), &self.query))
        };
        let mut groups: Vec<(&'static str, Vec<&'static Kind>)> = Vec::new();
        for kind in Catalogue::bundled().kinds().iter().filter(is_shown) {
            match groups.iter_mut().find(|(name, _)| *name == kind.group) {
                Some((_, kinds)) => kinds.push(kind),
                None => groups.push((&kind.group, vec![kind])),
            }
        }
        let lines = groups
            .into_iter()
            .flat_map(|(name, kinds)| std::iter::once(Line::Group(name)).chain(kinds.into_iter().map(Line::Kind)));
        self.lines = lines.collect();
    }

    fn blank(&self, desk: &Desk) -> Action {
        self.draft(desk).map_or(Action::None, Action::Write)
    }

    fn draft(&self, desk: &Desk) -> Option<Write> {
        let kind = self.chosen.as_ref().and_then(|id| Catalogue::bundled().get(id))?;
        Some(blank_of(kind, desk))
    }

    fn repeat_last(&self, desk: &Desk) -> Action {
        let last = self.chosen.as_ref().and_then(|kind| desk.shelf.last_of(kind));
        last.map_or(Action::None, |entry| Action::Write(Write::CreateFrom(entry.summary.id, None)))
    }

    fn import(&self, desk: &Desk) -> Action {
        match (&self.file, self.draft(desk)) {
            (Some(file), Some(write)) => Action::Import { file: file.clone(), book: self.book.clone(), write },
            _ => Action::None,
        }
    }

    fn take_path(&self) -> Action {
        let path = self.typed_path.trim().trim_matches('"');
        if path.is_empty() { Action::None } else { Action::Guess(PathBuf::from(path)) }
    }

    pub fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let content = responsive(move |size| {
            let kinds = container(self.list(words)).style(theme::pane).padding(theme::TIGHT);
            let detail = container(self.detail(desk)).style(theme::pane).width(Length::Fill).height(Length::Fill);
            if size.width < NARROW && size.height > SHORT {
                column![kinds.height(Length::FillPortion(2)), detail.height(Length::FillPortion(3))]
                    .spacing(theme::INSIDE)
                    .into()
            } else {
                row![kinds.width(Length::FillPortion(2)), detail.width(Length::FillPortion(3))]
                    .spacing(theme::BETWEEN)
                    .into()
            }
        });
        let tools = move || {
            let search = field::input(words.get(Word::NewSearch), &self.query).id(SEARCH).on_input(Message::Search);
            let every = field::check(words.get(Word::NewEveryLevel), self.every_level).on_press(Message::EveryLevel);
            row![every, search].spacing(theme::BETWEEN).align_y(Center).into()
        };
        page(desk, words.get(Word::NewTitle), tools, content)
    }

    fn list<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        if self.lines.is_empty() {
            return container(text(words.get(Word::NewNoneFound)).style(theme::quiet)).padding(theme::BETWEEN).into();
        }
        let line = move |at: usize| match &self.lines[at] {
            Line::Group(name) => container(text(*name).size(theme::SMALL).style(theme::quiet))
                .padding([0.0, theme::INSIDE])
                .height(theme::ROW_HEIGHT)
                .align_y(iced::Bottom)
                .into(),
            Line::Kind(kind) => self.kind_line(kind, words),
        };
        list::list(KINDS, self.window, self.lines.len(), line, Message::Scrolled)
    }

    fn kind_line<'a>(&self, kind: &'static Kind, words: &'a Words) -> Element<'a, Message> {
        let is_chosen = self.chosen.as_ref() == Some(&kind.id);
        let name = ellipsis::line(&kind.name);
        let mut line = row![name].spacing(theme::INSIDE).align_y(Center);
        if is_unsure(kind) {
            line = line.push(text(words.get(Word::NewUnsure)).size(theme::SMALL).style(theme::soon));
        }
        press(line)
            .look(Look::Row(is_chosen))
            .skip_tab()
            .padding([0.0, theme::BETWEEN])
            .width(Length::Fill)
            .height(theme::ROW_HEIGHT)
            .on_press(Message::Choose(kind.id.clone()))
            .into()
    }

    fn detail<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let kind = self.chosen.as_ref().and_then(|id| Catalogue::bundled().get(id));
        let mut detail = Column::new().spacing(theme::BETWEEN);
        // A file stands first: it is what the clerk came with.
        if self.file.is_some() {
            detail = detail.push(self.file(words)).push(rule::horizontal(1));
        }
        detail = match kind {
            Some(kind) => {
                let own = desk.rules.catalogue().get(&kind.id).unwrap_or(kind);
                detail.push(rule_of(own, desk, words)).push(self.deeds(kind, desk))
            }
            None => {
                // With a file it is what is to be done now.
                let (word, style): (_, fn(&iced::Theme) -> text::Style) = if self.file.is_some() {
                    (Word::NewFilePickKind, theme::ink)
                } else {
                    (Word::NewPick, theme::quiet)
                };
                detail.push(text(words.get(word)).style(style))
            }
        };
        if self.file.is_none() {
            if self.is_of_a_series() {
                detail = detail.push(rule::horizontal(1)).push(self.series.view(desk).map(Message::Series));
            }
            detail = detail.push(rule::horizontal(1)).push(self.file(words));
        }
        scrollable(detail.padding(desk.margin()).width(Length::Fill)).style(theme::scroll).into()
    }

    fn deeds<'a>(&'a self, kind: &'static Kind, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let last = desk.shelf.last_of(&kind.id);
        let mut deeds = Column::new().spacing(theme::INSIDE);
        if self.file.is_some() {
            deeds = deeds.push(button::primary(words.get(Word::NewFileMake), "Enter").on_press(Message::ReadFile));
        }
        let blank = if self.file.is_some() { button::quiet } else { button::primary };
        let keys = if self.file.is_some() { "" } else { "Enter" };
        let mut line = row![blank(words.get(Word::NewBlank), keys).on_press(Message::Blank)].spacing(theme::INSIDE);
        if last.is_some() {
            line = line.push(button::quiet(words.get(Word::NewFromLast), "").on_press(Message::FromLast));
        }
        deeds = deeds.push(line);
        if let Some(last) = last {
            let told = words.with(Word::NewFromLastOf, &[("title", last.summary.title.as_str().into())]);
            deeds = deeds.push(text(told).size(theme::SMALL).style(theme::quiet));
        }
        deeds.into()
    }

    fn file<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let title = text(words.get(Word::NewFromFile)).size(theme::PANE).font(theme::BOLD);
        let Some(file) = &self.file else {
            let path = field::input(words.get(Word::NewFilePath), &self.typed_path)
                .id("file-path")
                .on_input(Message::Path)
                .on_submit(Message::TakePath);
            let browse = button::quiet(words.get(Word::NewFileBrowse), "").on_press(Message::Browse);
            let hint = text(words.get(Word::NewFileHint)).size(theme::SMALL).style(theme::quiet);
            let line = row![path, browse].spacing(theme::INSIDE).align_y(Center);
            let mut all = column![title].spacing(theme::INSIDE);
            if let Guess::Failed(trouble) = &self.guess {
                all = all.push(text(trouble.line()).style(theme::due));
            }
            return all.push(line).push(hint).into();
        };
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let told = text(words.with(Word::NewFileChosen, &[("name", name.into())])).width(Length::Fill);
        let leave = button::quiet(words.get(Word::NewFileDrop), "").on_press(Message::DropFile);
        let mut all = column![title, row![told, leave].spacing(theme::INSIDE).align_y(Center)];
        let kind_name = |kind: &KindId| Catalogue::bundled().get(kind).map(|kind| kind.name.as_str());
        let guess = match &self.guess {
            Guess::Waiting => Some(words.get(Word::NewFileGuessing).to_owned()),
            Guess::Kind(kind) => kind_name(kind).map(|name| words.with(Word::NewFileGuess, &[("kind", name.into())])),
            Guess::None | Guess::Failed(_) => None,
        };
        if let Some(guess) = guess {
            all = all.push(text(guess).size(theme::SMALL).style(theme::quiet));
        }
        // What the clerk chose stays; the guess is one press away.
        if let Guess::Kind(kind) = &self.guess
            && self.chosen.as_ref() != Some(kind)
        {
            let take = button::quiet(words.get(Word::NewFileTake), "").on_press(Message::Choose(kind.clone()));
            all = all.push(take);
        }
        all.spacing(theme::INSIDE).into()
    }
}

/// A spreadsheet as read, and the kind it looks like.
#[derive(Debug, Clone)]
pub struct Glance {
    kind: Option<KindId>,
    book: Arc<Book>,
}

/// Reads the whole file and guesses its kind.
///
/// # Errors
/// A file that cannot be read, or holds no table.
pub fn guess(file: &Path) -> Result<Glance, IntakeError> {
    let book = read(file)?;
    let found = inspect(&book, None).map_err(|error| error.at(file))?;
    let catalogue = Catalogue::bundled();
    let kind = guess_set(&book, catalogue).or_else(|| guess_kind(&found, Some(file), catalogue));
    let kind = kind.map(|kind| kind.id.clone());
    Ok(Glance { kind, book: Arc::new(book) })
}

/// Asks for a file. Where there is no dialog to be had it answers at once as if nothing was chosen: the path can be
/// typed, and the file dropped.
fn browse() -> Task<Message> {
    let dialog = rfd::AsyncFileDialog::new().add_filter(
        "Excel, WPS, CSV",
        &["xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv", "tsv", "txt", "html", "htm"],
    );
    Task::perform(dialog.pick_file(), |picked| Message::Browsed(picked.map(|file| file.path().to_owned())))
}
