//! Ctrl+K: one field that finds notices, persons, kinds, settings and actions.

mod commands;

use std::sync::Arc;

use iced::widget::scrollable::Viewport;
use iced::widget::{column, container, row, text};
use iced::{Center, Element, Length, Task};

use super::Message as Told;
use super::desk::Desk;
use super::keys::ListKey;
use super::shelf::{Entry, matches, search_key};
use crate::domain::kind::Catalogue;
use crate::domain::notice::NoticeId;
use crate::store::{Person, StoreError};
use crate::ui::theme;
use crate::ui::widget::reach::at_once;
use crate::ui::widget::{Look, ellipsis, field, list, modal, press};
use crate::ui::words::{Word, Words};

/// The id of the field.
pub(super) const FIELD: &str = "palette";
const LIST: &str = "palette-list";
/// As many lines as are seen at once.
const SEEN: f32 = 10.0;
const MOST_NOTICES: usize = 8;
const MOST_KINDS: usize = 8;
pub(super) const MOST_PEOPLE: usize = 20;
const MOST_HISTORIES: usize = 3;
/// Notices offered before anything is typed.
const RECENT: usize = 3;

/// What is typed and what was found.
#[derive(Debug)]
pub(super) struct State {
    query: String,
    /// Actions and settings, as they can be done now.
    commands: Vec<Line>,
    people: Vec<Person>,
    lines: Vec<Line>,
    chosen: usize,
    window: list::Window,
    /// Names the last question asked for persons; an answer to an earlier one is dropped.
    question: u64,
}

/// Something found.
#[derive(Debug, Clone)]
pub(super) struct Line {
    group: Word,
    what: String,
    /// The keys that do the same, or the notice a person is in.
    beside: String,
    key: String,
    deed: Told,
}

#[derive(Debug, Clone)]
pub enum Message {
    Type(String),
    Found(u64, Result<Vec<Person>, Arc<StoreError>>),
    Scrolled(Viewport),
    Walk(ListKey),
    Press(usize),
    Open,
    Close,
}

#[derive(Debug)]
pub(super) enum Action {
    None,
    Reveal(Task<Message>),
    /// Which persons have this in their name?
    Ask(u64, String),
    Do(Box<Told>),
    Close,
}

impl Line {
    fn new(group: Word, what: String, beside: String, deed: Told) -> Self {
        let key = search_key(&[&what]);
        Self { group, what, beside, key, deed }
    }

    /// Whether the query is all of its name, or the initials of all of it.
    fn is_named(&self, query: &str) -> bool {
        let query = query.trim().to_lowercase();
        self.key.split_whitespace().any(|name| name == query)
    }
}

impl State {
    /// `editor`: the notice that is open, and whether it is only looked at; `person`: whose name is selected in it.
    pub(super) fn new(desk: &Desk, editor: Option<(NoticeId, bool)>, person: Option<&str>) -> Self {
        let history = person.map(|name| history(name, &desk.words));
        let mut state = Self {
            query: String::new(),
            commands: history.into_iter().chain(commands::all(desk, editor)).collect(),
            people: Vec::new(),
            lines: Vec::new(),
            chosen: 0,
            window: list::Window::default(),
            question: 0,
        };
        state.refresh(desk);
        state
    }

    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Type(query) => self.typed(query, desk),
            Message::Found(question, found) => self.found(question, found, desk),
            Message::Scrolled(viewport) => {
                self.window.scrolled(viewport);
                Action::None
            }
            Message::Walk(key) => self.walk(key),
            Message::Press(at) => self.open(at),
            Message::Open => self.open(self.chosen),
            Message::Close => Action::Close,
        }
    }

    fn typed(&mut self, query: String, desk: &Desk) -> Action {
        self.query = query;
        self.people.clear();
        self.chosen = 0;
        self.question += 1;
        self.refresh(desk);
        let name = self.query.trim();
        // One character alone would find half the village.
        if name.chars().count() > 1 {
            return Action::Ask(self.question, name.to_owned());
        }
        Action::Reveal(self.window.reveal(LIST, 0))
    }

    fn found(&mut self, question: u64, found: Result<Vec<Person>, Arc<StoreError>>, desk: &Desk) -> Action {
        if question == self.question {
            match found {
                Ok(people) => self.people = people,
                Err(error) => tracing::error!(%error, "persons could not be searched for"),
            }
            self.refresh(desk);
        }
        Action::None
    }

    fn walk(&mut self, key: ListKey) -> Action {
        let Some(at) = key.moved(Some(self.chosen), self.lines.len(), SEEN as usize) else { return Action::None };
        self.chosen = at;
        Action::Reveal(self.window.reveal(LIST, at))
    }

    fn open(&self, at: usize) -> Action {
        self.lines.get(at).map_or(Action::None, |line| Action::Do(Box::new(line.deed.clone())))
    }

    fn refresh(&mut self, desk: &Desk) {
        let words = &desk.words;
        let is_empty = self.query.trim().is_empty();
        let entries = desk.shelf.entries.iter().filter(|entry| is_empty || entry.matches(&self.query));
        let notices = entries.take(if is_empty { RECENT } else { MOST_NOTICES }).map(|entry| notice(entry, words));
        let people = self.people.iter().map(|person| {
            let title = desk.shelf.get(person.notice).map(|entry| entry.summary.title.clone()).unwrap_or_default();
            let deed = Told::Seek(person.notice, person.spot);
            Line::new(Word::PalettePerson, person.name.clone(), title, deed)
        });
        let commands = self.commands.iter().filter(|line| is_empty || matches(&line.key, &self.query)).cloned();
        // A command named whole, or by all its initials, is what is meant, whatever else has these letters in it.
        let (meant, commands): (Vec<Line>, Vec<Line>) = commands.partition(|line| line.is_named(&self.query));
        let kinds = Catalogue::bundled().kinds().iter().filter(|_| !is_empty).filter_map(|kind| {
            let what = words.with(Word::PaletteNewOf, &[("kind", kind.name.as_str().into())]);
            let line = Line::new(Word::PaletteNew, what, kind.group.clone(), Told::NewOf(kind.id.clone()));
            matches(&line.key, &self.query).then_some(line)
        });
        // A name typed whole asks for the person, a part of it for whose it is.
        let mut names: Vec<&str> = Vec::new();
        for person in &self.people {
            if !names.contains(&person.name.as_str()) && names.len() < MOST_HISTORIES {
                names.push(&person.name);
            }
        }
        let (whole, parts): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| *name == self.query.trim());
        let histories = |names: Vec<&str>| names.into_iter().map(|name| history(name, words)).collect::<Vec<_>>();
        let people = histories(whole).into_iter().chain(people).chain(histories(parts));
        let kinds = kinds.take(MOST_KINDS);
        // Two letters are the initials of half a village's names; the commands are few.
        let found = meant.into_iter().chain(notices);
        self.lines = if self.query.is_ascii() {
            found.chain(commands).chain(people).chain(kinds).collect()
        } else {
            found.chain(people).chain(commands).chain(kinds).collect()
        };
        self.chosen = self.chosen.min(self.lines.len().saturating_sub(1));
    }

    pub(super) fn over<'a>(&'a self, window: Element<'a, Told>, words: &'a Words) -> Element<'a, Told> {
        let input = field::input(words.get(Word::PaletteHint), &self.query)
            .id(FIELD)
            .on_input(|query| Told::Palette(Message::Type(query)));
        let lines: Element<'a, Told> = if self.lines.is_empty() {
            container(text(words.get(Word::PaletteNone)).style(theme::quiet)).padding(theme::BETWEEN).into()
        } else {
            let line = |at: usize| self.line(at, words);
            let scrolled = |viewport| Told::Palette(Message::Scrolled(viewport));
            list::list(LIST, self.window, self.lines.len(), line, scrolled)
        };
        let keys = text(words.get(Word::PaletteKeys)).size(theme::SMALL).style(theme::quiet);
        let room = SEEN * theme::ROW_HEIGHT;
        let sheet = column![at_once(input), container(lines).height(Length::Fill), keys].spacing(theme::INSIDE);
        let around = theme::CONTROL_HEIGHT + 2.0 * (theme::BETWEEN + theme::INSIDE) + theme::AROUND;
        let sheet = container(sheet).padding(theme::BETWEEN).max_width(720).max_height(room + around);
        let sheet = sheet.style(theme::raised);
        modal::panel(window, sheet, Told::Palette(Message::Close))
    }

    fn line<'a>(&'a self, at: usize, words: &'a Words) -> Element<'a, Told> {
        let line = &self.lines[at];
        let quiet = |content: &'a str| text(content).size(theme::SMALL).style(theme::quiet);
        let beside = container(ellipsis::line(line.beside.as_str()).size(theme::SMALL).style(theme::quiet));
        let content = row![
            quiet(words.get(line.group)).width(64).wrapping(text::Wrapping::None),
            container(ellipsis::title(line.what.as_str())).width(Length::FillPortion(3)),
            beside.width(Length::FillPortion(if line.group == Word::PalettePerson { 4 } else { 1 })),
        ];
        press(content.spacing(theme::INSIDE).align_y(Center))
            .look(Look::Row(at == self.chosen))
            .skip_tab()
            .padding([0.0, theme::INSIDE])
            .width(Length::Fill)
            .height(theme::ROW_HEIGHT)
            .on_press(Told::Palette(Message::Press(at)))
            .into()
    }
}

fn history(name: &str, words: &Words) -> Line {
    let what = words.with(Word::PaletteHistory, &[("name", name.into())]);
    Line::new(Word::PalettePerson, what, String::new(), Told::History(name.to_owned()))
}

fn notice(entry: &Entry, words: &Words) -> Line {
    let title = &entry.summary.title;
    let what = if title.is_empty() { words.get(Word::Untitled).to_owned() } else { title.clone() };
    let state = words.get(super::screen::notices::name(entry.summary.state)).to_owned();
    Line::new(Word::PaletteNotice, what, state, Told::Open(entry.summary.id))
}
