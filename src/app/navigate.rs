//! From screen to screen: only the window does it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::Task;
use iced::widget::operation;
use jiff::Timestamp;

use super::alarm;
use super::keys::{ListKey, Shortcut};
use super::rail::Place;
use super::screen::{self, archive, board, editor, help, life, lobby, new, notices, settings, today};
use super::write::Write;
use super::{App, Message, Screen};
use crate::domain::notice::{Notice, NoticeId, Summary};
use crate::intake::IntakeError;
use crate::intake::sheet::Book;
use crate::store::Reply;
use crate::ui::error::Trouble;
use crate::ui::widget::focus;
use crate::ui::words::Word;

impl App {
    pub(super) fn here(&self) -> Option<Place> {
        match &self.screen {
            Screen::Today(_) => Some(Place::Today),
            Screen::Notices(_) => Some(Place::Notices),
            Screen::Board(_) => Some(Place::Board),
            Screen::New(_) | Screen::Editor(_) | Screen::Life(_) => None,
            Screen::Archive(_) => Some(Place::Archive),
            Screen::Lobby(_) => Some(Place::Lobby),
            Screen::Settings(_) => Some(Place::Settings),
            Screen::Help(_) => Some(Place::Help),
        }
    }

    pub(super) fn go(&mut self, place: Place) -> Task<Message> {
        let mut task = self.save_editor();
        (self.left, self.printing) = (None, None);
        self.screen = match place {
            Place::Today => {
                task = Task::batch([task, operation::focus(today::FIRST)]);
                Screen::Today(Box::new(today::State::new(&self.desk)))
            }
            Place::Notices => Screen::Notices(notices::State::new(&self.desk)),
            Place::Archive => {
                let (state, read) = archive::State::new(&self.desk);
                task = Task::batch([task, read.map(Message::Archive)]);
                Screen::Archive(Box::new(state))
            }
            Place::Board => {
                let (state, read) = board::State::open(&self.desk);
                task = Task::batch([task, read.map(Message::Board)]);
                Screen::Board(Box::new(state))
            }
            Place::Lobby => {
                let (state, read) = lobby::State::new(&self.desk);
                task = Task::batch([task, read.map(Message::Lobby), self.read_lobby()]);
                Screen::Lobby(state)
            }
            Place::Settings => {
                let (state, read) = settings::State::new(&self.desk);
                task = Task::batch([task, read.map(Message::Settings)]);
                Screen::Settings(Box::new(state))
            }
            Place::Help => Screen::Help(self.topic()),
        };
        task
    }

    /// What F1 explains first.
    fn topic(&self) -> help::Topic {
        match &self.screen {
            Screen::Notices(_) | Screen::New(_) => help::Topic::List,
            Screen::Archive(_) => help::Topic::Archive,
            Screen::Editor(state) => help::Topic::Editor(state.id()),
            Screen::Life(state) => help::Topic::Editor(state.id()),
            Screen::Board(_) => help::Topic::Board,
            Screen::Help(topic) => *topic,
            Screen::Today(_) | Screen::Lobby(_) | Screen::Settings(_) => help::Topic::Everywhere,
        }
    }

    /// Everything that was posted under a person's name.
    pub(super) fn history(&mut self, name: &str) -> Task<Message> {
        let gone = self.go(Place::Notices);
        let name: String = name.split_whitespace().collect();
        Task::batch([gone, self.update_notices(notices::Message::Search(format!("={name}")))])
    }

    pub(super) fn make_new(&mut self) -> Task<Message> {
        let saved = self.save_editor();
        self.screen = Screen::New(new::State::new(&self.desk));
        Task::batch([saved, operation::focus(screen::SEARCH)])
    }

    /// A file dropped on an open draft is read into it; anywhere else it begins a new notice.
    pub(super) fn drop_file(&mut self, file: PathBuf) -> Task<Message> {
        if let Screen::Editor(state) = &mut self.screen
            && !state.is_read_only()
        {
            let id = state.id();
            let is_picture = editor::blocks::is_picture(&file);
            let action = if is_picture { state.take_picture(&file) } else { state.take_file(&file, None) };
            return self.act_on_editor(id, action);
        }
        if let Screen::Lobby(state) = &mut self.screen
            && editor::blocks::is_picture(&file)
        {
            state.take_file(file);
            return Task::none();
        }
        if let Some(task) = self.drop_on_life(file.clone()).or_else(|| self.drop_on_archive(file.clone())) {
            return task;
        }
        let saved = self.save_editor();
        let mut state = match &self.screen {
            Screen::New(state) => state.clone(),
            _ => new::State::new(&self.desk),
        };
        state.take_file(file.clone());
        self.screen = Screen::New(state);
        let guess = Task::future(async move {
            let guess = new::guess(&file).map_err(Arc::new);
            Message::Guessed(file, guess)
        });
        Task::batch([saved, guess])
    }

    pub(super) fn guessed(&mut self, file: &Path, guess: Result<new::Glance, Arc<IntakeError>>) -> Task<Message> {
        let Screen::New(state) = &mut self.screen else {
            return Task::none();
        };
        let guess = guess.map_err(|error| {
            tracing::warn!(%error, "a file could not be read");
            Trouble::of_intake(&error, &self.desk.words)
        });
        state.guessed(file, guess).map(Message::NewNotice)
    }

    fn import(&mut self, file: PathBuf, book: Option<Arc<Book>>, write: Write) -> Task<Message> {
        self.import = Some((file, book));
        self.write(write)
    }

    pub(super) fn open(&mut self, id: NoticeId) -> Task<Message> {
        let read = self.desk.store.run(move |store| store.load(id));
        Task::perform(read, |read| Message::Loaded(read.map(Box::new).map_err(Arc::new)))
    }

    pub(super) fn edit(&mut self, notice: Notice) -> Task<Message> {
        let saved = self.save_editor();
        let id = notice.id;
        let (mut state, task) = editor::State::open(notice, &self.desk);
        let mut action = self.import.take().map_or(editor::Action::None, |(file, book)| state.take_file(&file, book));
        if let Some((_, spot)) = self.sought.take().filter(|(sought, ..)| *sought == id) {
            action = state.seek(spot);
        }
        if self.to_print.take() == Some(id) {
            action = state.update(editor::Message::Print, self.desk.today);
        }
        self.leave_for(Screen::Editor(Box::new(state)));
        // The keyboard stands in the table, as in a spreadsheet that was just opened; a sheet takes it from there.
        let focus = operation::focus(editor::GRID).chain(self.act_on_editor(id, action));
        Task::batch([saved, task.map(move |message| Message::Editor(id, message)), focus])
    }

    /// What is typed and not yet written goes to the disk before the editor goes.
    pub(super) fn save_editor(&mut self) -> Task<Message> {
        let Screen::Editor(state) = &mut self.screen else {
            return Task::none();
        };
        let id = state.id();
        state.save().map_or_else(Task::none, |reply| self.write_edited(id, reply))
    }

    fn write_edited(&mut self, id: NoticeId, reply: Reply<Summary>) -> Task<Message> {
        self.writing += 1;
        Task::perform(reply, move |written| {
            let written = written.map(|summary| summary.updated).map_err(Arc::new);
            Message::Editor(id, editor::Message::Written(written))
        })
    }

    pub(super) fn update_editor(&mut self, id: NoticeId, message: editor::Message) -> Task<Message> {
        let mut also = Task::none();
        if let editor::Message::Written(outcome) = &message {
            also = match outcome {
                Ok(_) => self.edited(),
                Err(error) => self.not_written(&Arc::clone(error)),
            };
        }
        let is_covered = self.palette.is_some() || self.question.is_some() || self.alarm.is_some();
        if is_covered && matches!(message, editor::Message::Key(_)) {
            return Task::none();
        }
        let today = self.desk.today;
        let action = match &mut self.screen {
            Screen::Editor(state) if state.id() == id => state.update(message, today),
            _ => editor::Action::None,
        };
        Task::batch([also, self.act_on_editor(id, action)])
    }

    pub(super) fn act_on_editor(&mut self, id: NoticeId, action: editor::Action) -> Task<Message> {
        match action {
            editor::Action::None => Task::none(),
            editor::Action::Run(task) => task.map(move |message| Message::Editor(id, message)),
            editor::Action::Write(reply) => self.write_edited(id, reply),
            editor::Action::Leave => self.return_to(Place::Notices, id),
            editor::Action::Life => self.live(id, life::Origin::Editor),
            editor::Action::Again => self.write(Write::CreateFrom(id, None)),
            editor::Action::History(name) => self.history(&name),
            editor::Action::Print(errand) => {
                let printed = self.print(errand);
                self.show_print(printed)
            }
            editor::Action::PrintAgain(print) => {
                let printed = self.print_again(print);
                printed.map_or_else(Task::none, |printed| self.show_print(printed))
            }
            editor::Action::CancelPrint(print) => {
                self.cancel_print(print);
                Task::none()
            }
            editor::Action::Refused => {
                self.tell_word(Word::EditorRefused);
                Task::none()
            }
        }
    }

    fn edited(&mut self) -> Task<Message> {
        self.writing = self.writing.saturating_sub(1);
        self.desk.saved = Some(Timestamp::now());
        Task::batch([self.read_shelf(), self.leave_if_done()])
    }

    pub(super) fn shortcut(&mut self, shortcut: Shortcut) -> Task<Message> {
        if self.question.is_some() {
            return match shortcut {
                Shortcut::Back => self.cancel_question(),
                Shortcut::NextFocus => focus::next(),
                Shortcut::PreviousFocus => focus::previous(),
                _ => Task::none(),
            };
        }
        if self.palette.is_some() {
            return self.palette_key(shortcut);
        }
        if self.alarm.is_some() {
            return match shortcut {
                Shortcut::Back | Shortcut::LeaveField => self.update_alarm(alarm::Message::Close),
                Shortcut::Do => self.update_alarm(alarm::Message::Go),
                Shortcut::NextFocus => focus::next(),
                Shortcut::PreviousFocus => focus::previous(),
                _ => Task::none(),
            };
        }
        if self.printing.is_some() {
            return self.printing_key(shortcut);
        }
        match shortcut {
            Shortcut::New => self.make_new(),
            Shortcut::Life => self.live_here(),
            Shortcut::Print => self.print_here(),
            Shortcut::Do => self.do_main(),
            Shortcut::Find => self.summon(),
            Shortcut::Filter => self.filter(),
            Shortcut::LeaveField => self.leave_field(),
            Shortcut::Save => {
                self.tell_word(Word::SavedByItself);
                Task::none()
            }
            Shortcut::Rail(at) => Place::ALL.get(at).map_or_else(Task::none, |place| self.go(*place)),
            Shortcut::Help => self.go(Place::Help),
            Shortcut::Back => self.back(),
            Shortcut::NextFocus => focus::next(),
            Shortcut::PreviousFocus => focus::previous(),
            Shortcut::List(key) => self.list_key(key),
            Shortcut::Undo => self.undo(),
        }
    }

    fn filter(&mut self) -> Task<Message> {
        let there = match self.screen {
            Screen::Notices(_) | Screen::New(_) | Screen::Archive(_) => Task::none(),
            _ => self.go(Place::Notices),
        };
        Task::batch([there, operation::focus(screen::SEARCH)])
    }

    fn list_key(&mut self, key: ListKey) -> Task<Message> {
        match &mut self.screen {
            Screen::Notices(state) => {
                let action = state.key(key, &self.desk);
                self.act_on_notices(action)
            }
            Screen::New(state) => {
                let action = state.key(key, &self.desk);
                self.act_on_new(action)
            }
            Screen::Settings(state) => {
                let action = state.key(key, &self.desk);
                self.act_on_settings(action)
            }
            Screen::Today(state) => {
                let action = state.key(key, &self.desk);
                self.act_on_today(action)
            }
            Screen::Archive(state) => {
                let action = state.key(key, &self.desk);
                self.act_on_archive(action)
            }
            _ => Task::none(),
        }
    }

    /// Ctrl+Enter: the main action of the screen.
    fn do_main(&mut self) -> Task<Message> {
        match &self.screen {
            Screen::Life(state) => {
                let id = state.id();
                self.update_life(id, life::Message::Go)
            }
            Screen::Editor(state) => {
                let id = state.id();
                self.update_editor(id, editor::Message::Do)
            }
            Screen::Today(state) if state.has_paper() => self.update_today(today::Message::Save),
            Screen::Archive(_) => self.go_in_archive(),
            Screen::Board(state) => {
                let message = state.main();
                self.update_board(message)
            }
            Screen::Lobby(_) => match lobby::main(&self.desk) {
                Some(start) => self.update_lobby(start),
                None => Task::none(),
            },
            Screen::Today(_) | Screen::Notices(_) | Screen::New(_) | Screen::Settings(_) | Screen::Help(_) => {
                Task::none()
            }
        }
    }

    /// Ctrl+Z outside the editor: what the last toast offers.
    fn undo(&mut self) -> Task<Message> {
        match self.screen {
            Screen::Editor(_) => return Task::none(),
            Screen::Board(_) => return self.update_board(board::Message::Undo),
            _ => {}
        }
        self.toasts.take_last().map_or_else(Task::none, |write| self.write(write))
    }

    pub(super) fn update_today(&mut self, message: today::Message) -> Task<Message> {
        let Screen::Today(state) = &mut self.screen else {
            return Task::none();
        };
        let action = state.update(message, &self.desk);
        self.act_on_today(action)
    }

    pub(super) fn act_on_today(&mut self, action: today::Action) -> Task<Message> {
        match action {
            today::Action::None => Task::none(),
            today::Action::Run(task) => task.map(Message::Today),
            today::Action::Open(id) => self.open(id),
            today::Action::New => self.make_new(),
            today::Action::Read => self.read_shelf(),
            today::Action::Life(id) => self.live(id, life::Origin::Today),
            today::Action::Write(write) => self.write(write),
            today::Action::Plan => self.set_up(settings::Tab::Plan),
            today::Action::All => self.go(Place::Notices),
            today::Action::Warn(trouble) => {
                self.toasts.warn(trouble.line());
                Task::none()
            }
            today::Action::Lobby => self.go(Place::Lobby),
            today::Action::Print(source) => self.open_printing(source),
        }
    }

    pub(super) fn update_notices(&mut self, message: notices::Message) -> Task<Message> {
        let Screen::Notices(state) = &mut self.screen else {
            return Task::none();
        };
        let action = state.update(message, &self.desk);
        self.act_on_notices(action)
    }

    fn act_on_notices(&mut self, action: notices::Action) -> Task<Message> {
        match action {
            notices::Action::None => Task::none(),
            notices::Action::Run(task) => task.map(Message::Notices),
            notices::Action::Open(id) => self.open(id),
            notices::Action::Seek(id, spot) => self.seek(id, spot),
            notices::Action::Life(id) => self.live(id, life::Origin::Notices),
            notices::Action::Remove(id) => self.write(Write::Remove(id)),
            notices::Action::New => self.make_new(),
            notices::Action::Read => self.read_shelf(),
        }
    }

    pub(super) fn update_new(&mut self, message: new::Message) -> Task<Message> {
        let Screen::New(state) = &mut self.screen else {
            return Task::none();
        };
        let action = state.update(message, &self.desk);
        self.act_on_new(action)
    }

    fn act_on_new(&mut self, action: new::Action) -> Task<Message> {
        match action {
            new::Action::None => Task::none(),
            new::Action::Run(task) => task.map(Message::NewNotice),
            new::Action::Write(write) => self.write(write),
            new::Action::Guess(file) => self.drop_file(file),
            new::Action::Import { file, book, write } => self.import(file, book, write),
        }
    }
}
