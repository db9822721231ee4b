//! The list of notices: states, filter, search.

use std::fmt;

use iced::widget::scrollable::{Direction, Scrollbar, Viewport};
use iced::widget::{Row, column, container, responsive, row, scrollable, space, text};
use iced::{Center, Element, Length, Size, Task};

use super::{SEARCH, of_shelf, page, search};
use crate::app::desk::Desk;
use crate::app::keys::ListKey;
use crate::app::shelf::Entry;
use crate::domain::block::Spot;
use crate::domain::notice::{NoticeId, State as NoticeState};
use crate::domain::search::Query;
use crate::ui::theme;
use crate::ui::widget::choose::choose;
use crate::ui::widget::{Look, button, field, list, message, press};
use crate::ui::words::{Word, Words};

mod line;

use line::{cells, head};
pub(in crate::app) use line::{days_left, name, short_day, state_text};

const LIST: &str = "notices";
/// Below this width the list shows only what a row cannot do without.
const NARROW: f32 = 760.0;

const STATES: [NoticeState; 8] = [
    NoticeState::Draft,
    NoticeState::InReview,
    NoticeState::Approved,
    NoticeState::Posted,
    NoticeState::Expired,
    NoticeState::Withdrawn,
    NoticeState::Archived,
    NoticeState::Void,
];

#[derive(Debug, Clone, Default)]
pub struct State {
    filter: Option<NoticeState>,
    query: String,
    /// Positions on the shelf of what is shown; while words are searched for, until the answer is there.
    shown: Vec<usize>,
    search: search::Search,
    chosen: Option<NoticeId>,
    /// Which line of the answer is chosen.
    chosen_line: usize,
    window: list::Window,
}

#[derive(Debug, Clone)]
pub enum Message {
    Filter(Option<NoticeState>),
    Search(String),
    Found(search::Answer),
    /// A line of the answer was pressed.
    PressLine(usize),
    /// A row was pressed: the first time it is chosen, the second time opened.
    Press(NoticeId),
    Scrolled(Viewport),
    Open(NoticeId),
    Life(NoticeId),
    Remove(NoticeId),
    New,
    Retry,
}

#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    Open(NoticeId),
    /// Opens a notice on a cell.
    Seek(NoticeId, Spot),
    Life(NoticeId),
    Remove(NoticeId),
    New,
    Read,
}

impl State {
    pub fn new(desk: &Desk) -> Self {
        let mut state = Self::default();
        state.refresh(desk);
        state
    }

    /// The shelf has changed.
    pub fn refresh(&mut self, desk: &Desk) {
        let is_shown =
            |entry: &Entry| self.filter.is_none_or(|state| entry.summary.state == state) && entry.matches(&self.query);
        let entries = desk.shelf.entries.iter().enumerate();
        self.shown = entries.filter(|(_, entry)| is_shown(entry)).map(|(at, _)| at).collect();
        self.search.keep(desk);
        if self.position(desk).is_none() {
            self.chosen = None;
        }
    }

    pub fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Filter(filter) => self.show(filter, self.query.clone(), desk),
            Message::Search(query) => self.show(self.filter, query, desk),
            Message::Found(answer) => {
                let task = self.search.take(answer, desk).map(Message::Found);
                if self.position(desk).is_none() {
                    self.chosen = None;
                }
                Action::Run(task)
            }
            Message::Press(id) => self.press(id),
            Message::PressLine(line) => self.press_line(line),
            Message::Scrolled(viewport) => {
                self.window.scrolled(viewport);
                let count = self.search.lines().len();
                let is_at_end = count > 0 && self.window.rows(count).end == count;
                if is_at_end { Action::Run(self.search.ask_on(desk).map(Message::Found)) } else { Action::None }
            }
            Message::Open(id) => Action::Open(id),
            Message::Life(id) => Action::Life(id),
            Message::Remove(id) => Action::Remove(id),
            Message::New => Action::New,
            Message::Retry => Action::Read,
        }
    }

    pub fn key(&mut self, key: ListKey, desk: &Desk) -> Action {
        match (key, self.chosen) {
            (ListKey::Open, Some(_)) if self.search.is_shown() => self.open_line(self.chosen_line),
            (ListKey::Open, Some(id)) => Action::Open(id),
            (ListKey::Remove, Some(id)) => Action::Remove(id),
            _ => self.walk(key, desk),
        }
    }

    pub fn chosen(&self) -> Option<NoticeId> {
        self.chosen
    }

    /// Esc: back to all notices. False where all are shown already.
    pub fn clear(&mut self, desk: &Desk) -> bool {
        let is_narrowed = self.filter.is_some() || !self.query.is_empty();
        if is_narrowed {
            self.filter = None;
            self.query.clear();
            drop(self.search.ask(Query::default(), desk));
            self.refresh(desk);
        }
        is_narrowed
    }

    /// Shown again after a notice was looked at: that one is chosen, and all else is as it was.
    pub fn stand_again(&mut self, looked_at: NoticeId, desk: &Desk) -> Task<Message> {
        self.refresh(desk);
        if !self.search.is_shown() {
            self.chosen = Some(looked_at);
        }
        let row = self.position(desk);
        if row.is_none() {
            self.chosen = None;
        }
        self.window.stand_again(LIST, row)
    }

    fn show(&mut self, filter: Option<NoticeState>, query: String, desk: &Desk) -> Action {
        self.filter = filter;
        self.query = query;
        let query = Query { state: filter, ..Query::of(&self.query) };
        let asked = self.search.ask(query, desk).map(Message::Found);
        self.refresh(desk);
        Action::Run(Task::batch([self.window.reveal(LIST, 0), asked]))
    }

    fn press(&mut self, id: NoticeId) -> Action {
        if self.chosen == Some(id) {
            return Action::Open(id);
        }
        self.chosen = Some(id);
        Action::None
    }

    fn press_line(&mut self, line: usize) -> Action {
        if self.chosen.is_some() && self.chosen_line == line {
            return self.open_line(line);
        }
        self.choose_line(line);
        Action::None
    }

    fn choose_line(&mut self, line: usize) {
        self.chosen_line = line;
        self.chosen = self.search.lines().get(line).map(|line| self.search.entry(*line).summary.id);
    }

    fn open_line(&self, line: usize) -> Action {
        let Some(line) = self.search.lines().get(line) else { return Action::None };
        match self.search.target(*line) {
            search::Target::Notice(id) => Action::Open(id),
            search::Target::Cell(id, spot) => Action::Seek(id, spot),
        }
    }

    fn walk(&mut self, key: ListKey, desk: &Desk) -> Action {
        let count = self.count();
        let Some(at) = key.moved(self.position(desk), count, self.window.page()) else {
            return Action::None;
        };
        if self.search.is_shown() {
            self.choose_line(at);
        } else {
            self.chosen = Some(desk.shelf.entries[self.shown[at]].summary.id);
        }
        Action::Run(self.window.reveal(LIST, at))
    }

    /// Lines of the list.
    fn count(&self) -> usize {
        if self.search.is_shown() { self.search.lines().len() } else { self.shown.len() }
    }

    /// Where the chosen notice stands among those shown.
    fn position(&self, desk: &Desk) -> Option<usize> {
        let chosen = self.chosen?;
        if self.search.is_shown() {
            let line = self.search.lines().get(self.chosen_line)?;
            return (self.search.entry(*line).summary.id == chosen).then_some(self.chosen_line);
        }
        self.shown.iter().position(|at| desk.shelf.entries.get(*at).is_some_and(|entry| entry.summary.id == chosen))
    }

    pub fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let tools = move || {
            let search = field::input(words.get(Word::SearchNotices), &self.query).id(SEARCH).on_input(Message::Search);
            let make = button::primary(words.get(Word::NewNotice), "Ctrl+N").on_press(Message::New);
            row![search, make].spacing(theme::BETWEEN).align_y(Center).into()
        };
        let ready = || if desk.shelf.entries.is_empty() { empty(words) } else { self.table(desk) };
        let content = of_shelf(desk, Message::Retry, ready);
        page(desk, words.get(Word::RailNotices), tools, content)
    }

    fn table<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let content = move |size: Size| {
            let is_narrow = size.width < NARROW;
            let count = self.count();
            let rows = if count == 0 && self.search.is_asked() {
                message::centred(words.get(Word::NoticesLooking), "", None)
            } else if count == 0 {
                message::centred(words.get(Word::NoticesNoneFound), "", None)
            } else {
                self.rows(desk, is_narrow)
            };
            let filters = if is_narrow { self.filter_menu(desk) } else { self.filters(desk) };
            column![filters, container(rows).style(theme::pane).padding(1), self.foot(desk)]
                .spacing(theme::INSIDE)
                .into()
        };
        responsive(content).into()
    }

    /// The states that can be chosen, with how many notices each has.
    fn choices(&self, desk: &Desk) -> impl Iterator<Item = Choice> {
        let label = |word, count: usize| format!("{} {count}", desk.words.get(word));
        let all = Choice { state: None, label: label(Word::FilterAll, desk.shelf.entries.len()) };
        let states = STATES.into_iter().filter_map(move |state| {
            let count = desk.shelf.count(state);
            let is_shown = count > 0 || self.filter == Some(state);
            is_shown.then(|| Choice { state: Some(state), label: label(name(state), count) })
        });
        std::iter::once(all).chain(states)
    }

    fn filters<'a>(&self, desk: &'a Desk) -> Element<'a, Message> {
        let tabs = self.choices(desk).map(|Choice { state, label }| {
            button::choice(label, self.filter == state).on_press(Message::Filter(state)).into()
        });
        let direction = Direction::Horizontal(Scrollbar::hidden());
        scrollable(Row::with_children(tabs).spacing(theme::TIGHT)).direction(direction).width(Length::Fill).into()
    }

    /// Where the tabs have no room.
    fn filter_menu<'a>(&self, desk: &'a Desk) -> Element<'a, Message> {
        let choices: Vec<Choice> = self.choices(desk).collect();
        let chosen = choices.iter().find(|choice| choice.state == self.filter).cloned();
        choose(choices, chosen, theme::BODY, Length::Shrink, |choice| Message::Filter(choice.state)).into()
    }

    fn rows<'a>(&'a self, desk: &'a Desk, is_narrow: bool) -> Element<'a, Message> {
        let count = self.count();
        let framed = |content: Element<'a, Message>, is_chosen: bool, message: Message| {
            let line = press(content).look(Look::Row(is_chosen)).skip_tab().padding([0.0, theme::BETWEEN]);
            line.width(Length::Fill).height(theme::ROW_HEIGHT).on_press(message).into()
        };
        let line = move |at: usize| {
            if let Some(line) = self.search.lines().get(at).filter(|_| self.search.is_shown()) {
                let content = match line {
                    search::Line::Notice(_) => {
                        cells(self.search.entry(*line), self.search.title(*line, desk), desk, is_narrow)
                    }
                    search::Line::Hit(..) | search::Line::More(_) => self.search.hit(*line, desk),
                };
                let is_chosen = self.chosen.is_some() && self.chosen_line == at;
                return framed(content, is_chosen, Message::PressLine(at));
            }
            let entry = &desk.shelf.entries[self.shown[at]];
            let is_chosen = self.chosen == Some(entry.summary.id);
            framed(cells(entry, None, desk, is_narrow), is_chosen, Message::Press(entry.summary.id))
        };
        let head = container(head(&desk.words, is_narrow)).padding([0.0, theme::BETWEEN]).style(theme::table_head);
        let line_below = container(space()).width(Length::Fill).height(1).style(theme::hairline);
        let list = list::list(LIST, self.window, count, line, Message::Scrolled);
        column![head.width(Length::Fill).center_y(theme::ROW_HEIGHT), line_below, list].into()
    }

    fn foot<'a>(&self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let is_narrowed = self.filter.is_some() || !self.query.is_empty();
        let word = if is_narrowed { Word::NoticesFound } else { Word::NoticesCount };
        let told = if self.search.is_shown() || self.search.is_asked() {
            self.search.told(words)
        } else {
            words.with(word, &[("n", self.shown.len().into())])
        };
        let count = text(told).size(theme::SMALL).style(theme::quiet);
        let chosen = self.chosen.and_then(|id| desk.shelf.get(id));
        let can_go = chosen.is_some_and(|entry| is_removable(entry.summary.state));
        let id = chosen.map(|entry| entry.summary.id);
        // What is chosen and pressed again is opened, a row's line on its cell.
        let open = |id| if self.search.is_shown() { Message::PressLine(self.chosen_line) } else { Message::Open(id) };
        let key = |key| if desk.is_large_text() { "" } else { key };
        row![
            count,
            space().width(Length::Fill),
            button::quiet(words.get(Word::MoveToBin), key("Del"))
                .on_press_maybe(id.filter(|_| can_go).map(Message::Remove)),
            button::quiet(words.get(Word::LifeOpen), key("Ctrl+L")).on_press_maybe(id.map(Message::Life)),
            button::quiet(words.get(Word::Open), key("Enter")).on_press_maybe(id.map(open)),
        ]
        .spacing(theme::INSIDE)
        .align_y(Center)
        .into()
    }
}

/// A state as a menu shows it.
#[derive(Debug, Clone, PartialEq)]
struct Choice {
    /// `None`: all of them.
    state: Option<NoticeState>,
    label: String,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}

/// What hung on the wall stays on record.
fn is_removable(state: NoticeState) -> bool {
    matches!(state, NoticeState::Draft | NoticeState::InReview | NoticeState::Approved)
}

fn empty(words: &Words) -> Element<'_, Message> {
    let way_on = button::primary(words.get(Word::NewNotice), "Ctrl+N").on_press(Message::New).into();
    message::centred(words.get(Word::NoticesEmptyTitle), words.get(Word::NoticesEmptyText), Some(way_on))
}
