//! 补录: a folder of old files in one list, corrected by keyboard and taken in in one go.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::scrollable::Viewport;
use iced::widget::{Column, Row, column, container, operation, row, space, text};
use iced::{Center, Element, Length, Task};

use super::Told;
use super::list_view::{Choice, job_line};
use crate::app::desk::Desk;
use crate::app::job::apart;
use crate::app::keys::ListKey;
use crate::archive::Document;
use crate::domain::kind::{Catalogue, KindId};
use crate::intake::past::{self, Past};
use crate::ui::theme;
use crate::ui::widget::choose::choose;
use crate::ui::widget::{Look, area, button, date, ellipsis, field, list, message, press};
use crate::ui::words::Word;

pub(super) const FOLDER: &str = "past-folder";
const LIST: &str = "past";
const TITLE: &str = "past-title";
const DAY: &str = "past-day";

#[derive(Debug)]
pub(super) struct State {
    folder: String,
    lines: Vec<Line>,
    /// `None`: nothing was listed yet.
    listed: Option<Result<(), String>>,
    chosen: usize,
    window: list::Window,
    person: String,
    told: Option<Told>,
}

/// A file as it is typed.
#[derive(Debug, Clone)]
struct Line {
    path: PathBuf,
    is_taken: bool,
    title: String,
    day: String,
    kind: KindId,
}

#[derive(Debug, Clone)]
pub enum Message {
    Folder(String),
    Browse,
    Browsed(Option<PathBuf>),
    List,
    Listed(Result<Vec<Past>, Arc<io::Error>>),
    Choose(usize),
    Take(usize),
    Title(usize, String),
    Day(usize, String),
    Kind(usize, KindId),
    Person(String),
    Scrolled(Viewport),
    Go,
    Stop,
    Close,
}

#[derive(Debug)]
pub(super) enum Action {
    None,
    Run(Task<Message>),
    Go(Vec<Document>, String),
    Stop,
    Close,
}

impl State {
    pub(super) fn new(_desk: &Desk) -> Self {
        Self {
            folder: String::new(),
            lines: Vec::new(),
            listed: None,
            chosen: 0,
            window: list::Window::default(),
            person: String::new(),
            told: None,
        }
    }

    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Folder(folder) => self.folder = folder,
            Message::Browse => return Action::Run(browse()),
            Message::Browsed(Some(folder)) => {
                self.folder = folder.to_string_lossy().into_owned();
                return self.list();
            }
            Message::Browsed(None) => {}
            Message::List => return self.list(),
            Message::Listed(listed) => return self.take(listed),
            Message::Choose(at) => return Action::Run(self.choose(at)),
            Message::Take(at) => self.lines[at].is_taken = !self.lines[at].is_taken,
            Message::Title(at, title) => self.lines[at].title = title,
            Message::Day(at, day) => self.lines[at].day = day,
            Message::Kind(at, kind) => self.lines[at].kind = kind,
            Message::Person(person) => self.person = person,
            Message::Scrolled(viewport) => self.window.scrolled(viewport),
            Message::Go => return self.go(desk),
            Message::Stop => return Action::Stop,
            Message::Close => return Action::Close,
        }
        Action::None
    }

    fn list(&mut self) -> Action {
        let folder = PathBuf::from(self.folder.trim());
        if folder.as_os_str().is_empty() {
            return Action::None;
        }
        self.told = None;
        let listed = apart(move || past::list(&folder).map_err(Arc::new));
        let broken = || Err(Arc::new(io::Error::other("the list broke off")));
        Action::Run(Task::perform(listed, move |listed| Message::Listed(listed.unwrap_or_else(broken))))
    }

    fn take(&mut self, listed: Result<Vec<Past>, Arc<io::Error>>) -> Action {
        match listed {
            Ok(files) => {
                self.lines = files.into_iter().map(Line::new).collect();
                self.listed = Some(Ok(()));
                self.chosen = 0;
                Action::Run(operation::focus(TITLE))
            }
            Err(error) => {
                tracing::warn!(%error, "a folder of old files cannot be listed");
                self.lines.clear();
                self.listed = Some(Err(self.folder.clone()));
                Action::None
            }
        }
    }

    /// The arrows go to the same field of another line.
    pub(super) fn key(&mut self, key: ListKey) -> Task<Message> {
        match key.moved(Some(self.chosen), self.lines.len(), self.window.page()) {
            Some(at) => self.choose(at),
            None => Task::none(),
        }
    }

    fn choose(&mut self, at: usize) -> Task<Message> {
        self.chosen = at;
        Task::batch([self.window.reveal(LIST, at), operation::focus(TITLE)])
    }

    fn go(&mut self, desk: &Desk) -> Action {
        let words = &desk.words;
        let mut documents = Vec::new();
        for (at, line) in self.lines.iter().enumerate().filter(|(_, line)| line.is_taken) {
            let day = date::parse(&line.day, desk.today);
            let wrong = match day {
                _ if line.title.trim().is_empty() => Some(Word::ArchiveImportNeedTitle),
                None => Some(Word::ArchiveImportNeedDay),
                Some(_) => None,
            };
            if let Some(word) = wrong {
                self.told = Some(ill(words.with(word, &[("file", line.name().into())])));
                return Action::Run(self.choose(at));
            }
            let (title, kind) = (line.title.trim().to_owned(), line.kind.clone());
            documents.extend(day.map(|day| Document { path: line.path.clone(), title, kind, day }));
        }
        let person = self.person.trim();
        let missing = match (documents.is_empty(), person.is_empty()) {
            (true, _) => Some(Word::ArchiveImportNeedFile),
            (_, true) => Some(Word::ArchiveImportNeedPerson),
            _ => None,
        };
        if let Some(word) = missing {
            self.told = Some(ill(words.get(word).to_owned()));
            return Action::None;
        }
        self.told = None;
        Action::Go(documents, person.to_owned())
    }

    pub(super) fn ended(&mut self, told: Told) {
        self.told = Some(told);
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let bar = row![
            button::bare(format!("‹ {}", words.get(Word::ArchiveBack))).on_press(Message::Close),
            text(words.get(Word::ArchiveImport)).size(theme::PANE).font(theme::BOLD),
        ];
        let bar = container(bar.spacing(theme::INSIDE).align_y(Center).height(56)).padding([0.0, theme::BETWEEN]);
        let folder = field::input("", &self.folder).id(FOLDER).on_input(Message::Folder).on_submit(Message::List);
        let folder = row![
            area(folder),
            button::quiet(words.get(Word::DeliverBrowse), "").on_press(Message::Browse),
            button::quiet(words.get(Word::ArchiveImportList), "Enter").on_press(Message::List),
        ];
        // With large text the room is for the list, once there is one.
        let is_narrow = desk.is_large_text();
        let is_told = !is_narrow || self.lines.is_empty();
        let why = text(words.get(Word::ArchiveImportWhy)).size(theme::SMALL).style(theme::quiet);
        let folder = field::labelled(words.get(Word::ArchiveImportFolder), folder.spacing(theme::INSIDE));
        let content = Column::new()
            .push(is_told.then_some(why))
            .push(is_told.then_some(folder))
            .push(container(self.table(desk, is_narrow)).height(Length::Fill))
            .push(if is_narrow { self.narrow_foot(desk) } else { self.foot(desk) });
        let content = container(content.spacing(desk.gap())).padding([desk.gap(), desk.margin()]);
        column![area(bar.width(Length::Fill)).ground(|tones| tones.pane), content].into()
    }

    fn table<'a>(&'a self, desk: &'a Desk, is_narrow: bool) -> Element<'a, Message> {
        let words = &desk.words;
        match &self.listed {
            None => return message::centred("", "", None),
            Some(Err(folder)) => {
                let told = words.with(Word::StoreFile, &[("file", folder.as_str().into())]);
                return message::failed(told, "", words.get(Word::Retry), Message::List);
            }
            Some(Ok(())) if self.lines.is_empty() => {
                return message::centred("", words.get(Word::ArchiveImportNone), None);
            }
            Some(Ok(())) => {}
        }
        let caption = |word| text(words.get(word)).size(theme::SMALL).style(theme::quiet);
        let file = caption(Word::ArchiveImportFile).width(Length::FillPortion(2));
        let kind = caption(Word::ColumnKind).width(KIND_WIDTH);
        let head = Row::new()
            .push(caption(Word::ArchiveImportTake).width(TAKE))
            .push((!is_narrow).then_some(file))
            .push(caption(Word::ArchiveImportTitle).width(Length::FillPortion(4)))
            .push(caption(Word::ArchiveImportDay).width(DAY_WIDTH))
            .push((!is_narrow).then_some(kind));
        let head = container(head.spacing(theme::BETWEEN).align_y(Center)).padding([0.0, theme::BETWEEN]);
        let head = head.style(theme::table_head).width(Length::Fill).center_y(theme::ROW_HEIGHT);
        let rows =
            list::list(LIST, self.window, self.lines.len(), |at| self.line(at, desk, is_narrow), Message::Scrolled);
        container(column![head, rows]).style(theme::pane).padding(1).into()
    }

    fn line<'a>(&'a self, at: usize, desk: &'a Desk, is_narrow: bool) -> Element<'a, Message> {
        let line = &self.lines[at];
        let is_chosen = at == self.chosen;
        let take = field::check("", line.is_taken).on_press(Message::Take(at)).skip_tab();
        let name = ellipsis::line(line.name()).size(theme::SMALL).style(theme::quiet);
        let mut cells = Row::new().push(container(take).width(TAKE));
        cells = cells.push((!is_narrow).then(|| container(name).width(Length::FillPortion(2))));
        if is_chosen {
            let title =
                field::input("", &line.title).id(TITLE).padding(EDIT).on_input(move |title| Message::Title(at, title));
            let day = field::input("", &line.day).id(DAY).padding(EDIT).on_input(move |day| Message::Day(at, day));
            cells = cells
                .push(container(area(title)).width(Length::FillPortion(4)))
                .push(container(area(day)).width(DAY_WIDTH))
                .push((!is_narrow).then(|| container(kinds(at, &line.kind)).width(KIND_WIDTH)));
            let cells = cells.spacing(theme::BETWEEN).align_y(Center).height(theme::ROW_HEIGHT);
            return container(cells).padding([0.0, theme::BETWEEN]).style(theme::table_head).into();
        }
        let is_wrong = line.is_taken && date::parse(&line.day, desk.today).is_none();
        let day = text(&line.day).size(theme::SMALL).style(if is_wrong { theme::due } else { theme::ink });
        let kind = ellipsis::line(kind_name(&line.kind)).size(theme::SMALL).style(theme::quiet);
        cells = cells
            .push(container(ellipsis::title(&line.title)).width(Length::FillPortion(4)))
            .push(day.width(DAY_WIDTH))
            .push((!is_narrow).then(|| container(kind).width(KIND_WIDTH)));
        let cells = cells.spacing(theme::BETWEEN).align_y(Center);
        let row = press(cells).look(Look::Row(false)).skip_tab().padding([0.0, theme::BETWEEN]);
        row.width(Length::Fill).height(theme::ROW_HEIGHT).on_press(Message::Choose(at)).into()
    }

    fn foot<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let chosen = self.lines.iter().filter(|line| line.is_taken).count();
        let count = [("n", self.lines.len().into()), ("chosen", chosen.into())];
        let count = words.with(Word::ArchiveImportCount, &count);
        let keys = words.get(Word::ArchiveImportKeys);
        let told = text(format!("{count} · {keys}")).size(theme::SMALL).style(theme::quiet);
        let person = field::input(words.get(Word::ArchiveImportPerson), &self.person).on_input(Message::Person);
        let can_go = !self.lines.is_empty() && desk.job.is_none();
        let go = button::primary(words.get(Word::ArchiveImportGo), "Ctrl+Enter");
        let line = row![
            told.width(Length::Fill),
            container(area(person)).width(200),
            go.on_press_maybe(can_go.then_some(Message::Go))
        ];
        column![line.spacing(theme::INSIDE).align_y(Center)]
            .push(job_line(self.told.as_ref(), desk, Message::Stop))
            .push(space().height(0))
            .spacing(theme::INSIDE)
            .into()
    }
}

impl State {
    /// With large text the chosen line's file and kind stand under the list.
    fn narrow_foot<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let chosen = self.lines.get(self.chosen).map(|line| {
            let name = ellipsis::line(line.name()).size(theme::SMALL).style(theme::quiet);
            let kind = container(kinds(self.chosen, &line.kind)).width(KIND_WIDTH);
            row![name, kind].spacing(theme::INSIDE).align_y(Center)
        });
        let person = field::input(words.get(Word::ArchiveImportPerson), &self.person).on_input(Message::Person);
        let can_go = !self.lines.is_empty() && desk.job.is_none();
        let go = button::primary(words.get(Word::ArchiveImportGo), "").on_press_maybe(can_go.then_some(Message::Go));
        Column::new()
            .push(chosen)
            .push(row![area(person), go].spacing(theme::INSIDE).align_y(Center))
            .push(job_line(self.told.as_ref(), desk, Message::Stop))
            .spacing(theme::INSIDE)
            .into()
    }
}

const TAKE: f32 = 36.0;
const DAY_WIDTH: f32 = 128.0;
const KIND_WIDTH: f32 = 200.0;
/// Around what is typed in a line of the list.
const EDIT: [f32; 2] = [6.0, 8.0];

impl Line {
    fn new(past: Past) -> Self {
        let day = past.day.map(|day| day.to_string()).unwrap_or_default();
        Self { path: past.path, is_taken: true, title: past.title, day, kind: past.kind }
    }

    fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

fn ill(text: String) -> Told {
    Told { text, is_well: false }
}

fn kind_name(id: &KindId) -> String {
    Catalogue::bundled().get(id).map_or_else(|| id.as_str().to_owned(), |kind| kind.name.clone())
}

fn kinds<'a>(at: usize, chosen: &KindId) -> Element<'a, Message> {
    let choice = |id: &KindId| Choice { value: id.clone(), label: kind_name(id) };
    let all = Catalogue::bundled().kinds().iter().map(|kind| choice(&kind.id)).collect();
    choose(all, Some(choice(chosen)), theme::SMALL, Length::Fill, move |chosen: Choice<KindId>| {
        Message::Kind(at, chosen.value)
    })
    .into()
}

fn browse() -> Task<Message> {
    let dialog = rfd::AsyncFileDialog::new();
    Task::perform(dialog.pick_folder(), |folder| Message::Browsed(folder.map(|folder| folder.path().to_owned())))
}
