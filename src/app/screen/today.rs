//! Today: what is to be done, the most urgent first; as a list, as a calendar, and on paper.

mod list;
mod month;

pub(in crate::app) use list::FIRST;

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::{operation, row};
use iced::{Center, Element, Task};

use super::printing::Source;
use super::writing::{self, PATH, Writing};
use super::{of_shelf, page};
use crate::app::desk::Desk;
use crate::app::keys::ListKey;
use crate::app::write::Write;
use crate::archive::{self, ArchiveError, Asked};
use crate::domain::disclosure::Cycle;
use crate::domain::kind::KindId;
use crate::domain::notice::NoticeId;
use crate::domain::paperwork::Paperwork;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::{button, focus, modal};
use crate::ui::words::Word;

/// How the day is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    List,
    Month,
}

#[derive(Debug)]
pub struct State {
    shown: Shown,
    month: month::State,
    /// The list is open as a paper.
    writing: Option<Writing>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Show(Shown),
    Open(NoticeId),
    Life(NoticeId),
    /// A blank notice of a kind that is due, about that cycle.
    Make(KindId, Option<Cycle>),
    /// The same from the last one of its kind.
    Repeat(NoticeId, Option<Cycle>),
    /// 公开计划 in the settings.
    Plan,
    /// The list of all notices.
    All,
    Backup,
    New,
    Retry,
    Month(month::Message),
    Print,
    Drafted(Asked, Result<Box<Paperwork>, Arc<ArchiveError>>),
    Writing(writing::Message),
    /// The main button of the paper that is open.
    Save,
    Wrote(Result<PathBuf, Arc<ArchiveError>>),
    /// 大屏
    Lobby,
}

#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    Open(NoticeId),
    /// What is to be done with it next.
    Life(NoticeId),
    Write(Write),
    Plan,
    All,
    New,
    Read,
    /// 大屏
    Lobby,
    /// Something could not be done.
    Warn(Trouble),
    /// The paper that is open, to a printer.
    Print(Source),
}

impl State {
    pub fn new(desk: &Desk) -> Self {
        Self { shown: Shown::List, month: month::State::new(desk.today), writing: None }
    }

    pub fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Show(shown) => self.show(shown, desk),
            Message::Open(id) => Action::Open(id),
            Message::Life(id) => Action::Life(id),
            Message::Make(kind, cycle) => Action::Write(super::new::blank_for(&kind, cycle, desk)),
            Message::Repeat(last, cycle) => Action::Write(Write::CreateFrom(last, cycle)),
            Message::Plan => Action::Plan,
            Message::All => Action::All,
            Message::Lobby => Action::Lobby,
            Message::Backup => Action::Write(Write::Backup),
            Message::New => Action::New,
            Message::Retry => Action::Read,
            Message::Month(message) => self.month.update(message, desk),
            Message::Print => self.ask_paper(desk),
            Message::Drafted(asked, drafted) => self.drafted(asked, drafted, desk),
            Message::Writing(message) => self.write(message, desk),
            Message::Save => self.write(writing::Message::Go, desk),
            Message::Wrote(outcome) => {
                if let Some(writing) = &mut self.writing {
                    writing.written(outcome);
                }
                Action::None
            }
        }
    }

    /// The shelf has changed.
    pub fn refresh(&mut self, desk: &Desk) -> Task<Message> {
        if self.shown == Shown::Month { self.month.read(desk) } else { Task::none() }
    }

    pub fn key(&mut self, key: ListKey, desk: &Desk) -> Action {
        if self.writing.is_some() {
            return Action::None;
        }
        match (self.shown, key) {
            (Shown::Month, key) => self.month.key(key, desk),
            (Shown::List, ListKey::Down) => Action::Run(focus::next()),
            (Shown::List, ListKey::Up) => Action::Run(focus::previous()),
            (Shown::List, _) => Action::None,
        }
    }

    /// Ctrl+P: the list as a paper, and the paper that is open to a printer.
    pub fn print(&mut self, desk: &Desk) -> Action {
        if self.writing.is_some() { self.write(writing::Message::Print, desk) } else { self.ask_paper(desk) }
    }

    /// Esc closes the paper, then the calendar; false where neither is open.
    pub fn close(&mut self) -> bool {
        self.writing.take().is_some() || std::mem::replace(&mut self.shown, Shown::List) == Shown::Month
    }

    pub fn has_paper(&self) -> bool {
        self.writing.is_some()
    }

    fn show(&mut self, shown: Shown, desk: &Desk) -> Action {
        self.shown = shown;
        Action::Run(self.refresh(desk))
    }

    fn ask_paper(&mut self, desk: &Desk) -> Action {
        let asked = Asked::Today(desk.today);
        let drafted = desk.store.run(move |store| Ok(archive::draft(store, asked)));
        Action::Run(Task::perform(drafted, move |drafted| {
            let drafted = drafted.unwrap_or_else(|error| Err(error.into()));
            Message::Drafted(asked, drafted.map(Box::new).map_err(Arc::new))
        }))
    }

    fn drafted(&mut self, asked: Asked, drafted: Result<Box<Paperwork>, Arc<ArchiveError>>, desk: &Desk) -> Action {
        match drafted {
            Ok(paper) => {
                self.writing = Some(Writing::new(asked, *paper, &desk.today.to_string(), desk.office.clone()));
                Action::Run(operation::focus(PATH))
            }
            Err(error) => Action::Warn(Trouble::of_archive(&error, &desk.words)),
        }
    }

    fn write(&mut self, message: writing::Message, desk: &Desk) -> Action {
        let Some(writing) = &mut self.writing else { return Action::None };
        match writing.update(message) {
            writing::Action::None => Action::None,
            writing::Action::Run(task) => Action::Run(task.map(Message::Writing)),
            writing::Action::Write(paper, path) => {
                let place = path.clone();
                let saved = desk.store.run(move |store| Ok(writing::save(store, *paper, &place)));
                Action::Run(Task::perform(saved, move |saved| {
                    let saved = saved.unwrap_or_else(|error| Err(error.into()));
                    Message::Wrote(saved.map(|()| path).map_err(Arc::new))
                }))
            }
            writing::Action::Print(source) => Action::Print(source),
            writing::Action::Close => {
                self.writing = None;
                Action::None
            }
        }
    }

    pub fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let content = of_shelf(desk, Message::Retry, || match self.shown {
            Shown::List => list::view(desk),
            Shown::Month => self.month.view(desk),
        });
        let tools = move || {
            let choice =
                |word, shown| button::choice(words.get(word), self.shown == shown).on_press(Message::Show(shown));
            row![
                choice(Word::TodayAsList, Shown::List),
                choice(Word::TodayAsMonth, Shown::Month),
                button::quiet(words.get(Word::TodayPrint), "Ctrl+P").on_press(Message::Print),
                button::primary(words.get(Word::NewNotice), "Ctrl+N").on_press(Message::New),
            ]
            .spacing(theme::INSIDE)
            .align_y(Center)
            .into()
        };
        let whole = page(desk, words.get(Word::TodayTitle), tools, content);
        match &self.writing {
            Some(writing) => writing.over(whole, words, Message::Writing),
            None => modal::bare(whole),
        }
    }
}
