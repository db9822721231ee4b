//! The life of a notice as the window leads it: its panel, what is carried out from there, and the last days that pass.

use std::path::PathBuf;
use std::sync::Arc;

use iced::Task;
use jiff::Timestamp;
use jiff::civil::Date;

use super::rail::Place;
use super::screen::life::{self, Deed, Done, Origin};
use super::{App, Message, Screen};
use crate::archive::ArchiveError;
use crate::domain::notice::{NoticeId, State};
use crate::ui::words::Word;

impl App {
    /// What is typed is on its way to the disk before the panel reads it.
    pub(super) fn live(&mut self, id: NoticeId, origin: Origin) -> Task<Message> {
        let saved = self.save_editor();
        let (state, read) = life::State::open(id, origin, &self.desk);
        self.leave_for(Screen::Life(Box::new(state)));
        Task::batch([saved, read.map(move |message| Message::Life(id, message))])
    }

    /// Ctrl+L
    pub(super) fn live_here(&mut self) -> Task<Message> {
        match &self.screen {
            Screen::Editor(state) => {
                let id = state.id();
                self.live(id, Origin::Editor)
            }
            Screen::Archive(state) => state.chosen().map_or_else(Task::none, |id| self.live(id, Origin::Archive)),
            Screen::Notices(state) => state.chosen().map_or_else(Task::none, |id| self.live(id, Origin::Notices)),
            _ => Task::none(),
        }
    }

    pub(super) fn update_life(&mut self, id: NoticeId, message: life::Message) -> Task<Message> {
        let Screen::Life(state) = &mut self.screen else { return Task::none() };
        if state.id() != id {
            return Task::none();
        }
        let action = state.update(message, &self.desk);
        self.act_on_life(id, action)
    }

    pub(super) fn act_on_life(&mut self, id: NoticeId, action: life::Action) -> Task<Message> {
        match action {
            life::Action::None => Task::none(),
            life::Action::Run(task) => task.map(move |message| Message::Life(id, message)),
            life::Action::Do(deed) => self.carry_out(id, deed),
            life::Action::Back(Origin::Editor) | life::Action::Edit => self.open(id),
            life::Action::Back(Origin::Notices) => self.return_to(Place::Notices, id),
            life::Action::Back(Origin::Today) => self.go(Place::Today),
            life::Action::Print => self.open_to_print(id),
            life::Action::PrintPaper(source) => self.open_printing(source),
            life::Action::Back(Origin::Archive) => self.return_to(Place::Archive, id),
            life::Action::Back(Origin::Board) => self.go(Place::Board),
            life::Action::Open(other) => self.live(other, Origin::Notices),
        }
    }

    /// A file dropped on the panel. `None`: it lies nowhere for this.
    pub(super) fn drop_on_life(&mut self, file: PathBuf) -> Option<Task<Message>> {
        let Screen::Life(state) = &mut self.screen else { return None };
        let id = state.id();
        let action = state.take_file(file);
        Some(self.act_on_life(id, action))
    }

    fn carry_out(&mut self, id: NoticeId, deed: Deed) -> Task<Message> {
        self.writing += 1;
        Task::perform(deed.perform(id, &self.desk.store), move |done| Message::Done(id, done))
    }

    /// What was carried out is told, whatever the window shows by now.
    pub(super) fn carried_out(&mut self, id: NoticeId, done: &Result<Done, Arc<ArchiveError>>) -> Task<Message> {
        self.writing = self.writing.saturating_sub(1);
        let shown = match &mut self.screen {
            Screen::Life(state) if state.id() == id => {
                state.done(done, &self.desk).map(move |message| Message::Life(id, message))
            }
            _ => Task::none(),
        };
        let next = match done {
            Ok(Done::Corrected(made)) => self.open(*made),
            Ok(done) => {
                self.desk.saved = Some(Timestamp::now());
                self.tell(done);
                Task::none()
            }
            Err(error) => {
                tracing::warn!(%error, "a step was refused");
                // A window that could not save stays open and says so.
                self.closing = false;
                Task::none()
            }
        };
        Task::batch([shown, next, self.read_shelf(), self.leave_if_done()])
    }

    fn tell(&mut self, done: &Done) {
        let words = &self.desk.words;
        let told = match done {
            Done::Submitted => words.get(Word::LifeDoneSubmitted).to_owned(),
            Done::SentBack => words.get(Word::LifeDoneSentBack).to_owned(),
            Done::Voided => words.get(Word::LifeDoneVoided).to_owned(),
            Done::Signed => words.get(Word::LifeDoneSigned).to_owned(),
            Done::Approved => words.get(Word::LifeDoneApproved).to_owned(),
            Done::Posted(serial) => words.with(Word::LifeDonePosted, &[("serial", serial.as_str().into())]),
            Done::Withdrawn => words.get(Word::LifeDoneWithdrawn).to_owned(),
            Done::Sealed => words.get(Word::LifeDoneSealed).to_owned(),
            Done::Registered(number) => words.with(Word::LifeDoneRegistered, &[("n", (*number).into())]),
            Done::Answered(_) => words.get(Word::LifeDoneAnswered).to_owned(),
            Done::Attached(name) => words.with(Word::LifeDoneAttached, &[("name", name.as_str().into())]),
            // The sheet itself says where the paper lies.
            Done::Corrected(_) | Done::Wrote(_) => return,
        };
        self.toasts.tell(told, std::time::Instant::now());
    }

    /// The day may be another one: what is past its last day is marked so, at midnight as at the start.
    pub(super) fn turn_to(&mut self, today: Date) -> Task<Message> {
        if today == self.desk.today {
            return Task::none();
        }
        self.desk.today = today;
        let expired = self.desk.store.run(move |store| {
            store.conceal_due(today)?;
            store.expire(today)
        });
        Task::perform(expired, |expired| Message::Expired(expired.map(drop).map_err(Arc::new)))
    }

    /// The notice on the desk is no longer what was signed: that is said at once.
    pub(super) fn look_at_editor(&mut self) {
        let Screen::Editor(state) = &mut self.screen else { return };
        let Some(entry) = self.desk.shelf.get(state.id()) else { return };
        let (before, now) = (state.stage(), entry.summary.state);
        state.turn(now);
        if now == State::Draft && matches!(before, State::InReview | State::Approved) {
            self.tell_word(Word::LifeReopened);
        }
    }
}
