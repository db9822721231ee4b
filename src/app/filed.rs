//! The archive as the window leads it: its screen, and the long jobs that outlive it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use iced::Task;

use super::job::{Order, Outcome};
use super::screen::archive::{self, Told};
use super::screen::life::Origin;
use super::{App, Message, Screen};
use crate::archive::{ArchiveError, Packed, Progress, Verdict};
use crate::domain::notice::NoticeId;
use crate::domain::retention::Deed;
use crate::ui::error::Trouble;
use crate::ui::words::{Word, Words};

impl App {
    pub(super) fn update_archive(&mut self, message: archive::Message) -> Task<Message> {
        let Screen::Archive(state) = &mut self.screen else { return Task::none() };
        let action = state.update(message, &self.desk);
        self.act_on_archive(action)
    }

    pub(super) fn act_on_archive(&mut self, action: archive::Action) -> Task<Message> {
        match action {
            archive::Action::None => Task::none(),
            archive::Action::Run(task) => task.map(Message::Archive),
            archive::Action::Start(order) => self.start_job(order),
            archive::Action::Stop => {
                self.stop_job();
                Task::none()
            }
            archive::Action::Write(write) => self.write(write),
            archive::Action::Life(id) => self.live(id, Origin::Archive),
            archive::Action::Print(source) => self.open_printing(source),
        }
    }

    pub(super) fn go_in_archive(&mut self) -> Task<Message> {
        let Screen::Archive(state) = &mut self.screen else { return Task::none() };
        let action = state.go(&self.desk);
        self.act_on_archive(action)
    }

    /// A file or folder dropped on the list of old files. `None`: it lies nowhere for this.
    pub(super) fn drop_on_archive(&mut self, file: PathBuf) -> Option<Task<Message>> {
        let Screen::Archive(state) = &mut self.screen else { return None };
        let action = state.drop_file(file, &self.desk)?;
        Some(self.act_on_archive(action))
    }

    pub(super) fn read_archive(&mut self) -> Task<Message> {
        let Screen::Archive(state) = &mut self.screen else { return Task::none() };
        state.read(&self.desk).map(Message::Archive)
    }

    /// One job at a time; the window closes when it has ended.
    fn start_job(&mut self, order: Order) -> Task<Message> {
        let progress = Arc::new(Progress::default());
        self.desk.job = Some(Arc::clone(&progress));
        Task::perform(order.perform(&self.desk, progress), Message::Ended)
    }

    pub(super) fn stop_job(&mut self) {
        if let Some(progress) = &self.desk.job {
            progress.cancel();
        }
    }

    /// What a job came to is told where it was begun, or over whatever the window shows by now.
    pub(super) fn job_ended(&mut self, outcome: &Outcome) -> Task<Message> {
        self.desk.job = None;
        let told = told(outcome, &self.desk.words);
        let shown = match &mut self.screen {
            Screen::Archive(state) => state.ended(outcome, told, &self.desk).map(Message::Archive),
            _ if told.is_well => {
                self.toasts.tell(told.text, Instant::now());
                Task::none()
            }
            _ => {
                self.toasts.warn(told.text);
                Task::none()
            }
        };
        Task::batch([shown, self.read_shelf(), self.leave_if_done()])
    }

    pub(super) fn kept(&mut self, notice: NoticeId, deed: Deed) -> Task<Message> {
        let read = self.read_shelf();
        let Screen::Archive(state) = &mut self.screen else { return read };
        Task::batch([state.kept(notice, deed, &self.desk).map(Message::Archive), read])
    }
}

fn told(outcome: &Outcome, words: &Words) -> Told {
    if outcome.is_cancelled() {
        return Told { text: words.get(Word::ArchiveCancelled).to_owned(), is_well: true };
    }
    let ill = |error: &ArchiveError| Told { text: Trouble::of_archive(error, words).line(), is_well: false };
    match outcome {
        Outcome::Verified(Ok(verdict)) => verified(verdict, words),
        Outcome::Packed(path, Ok(packed)) => {
            let Packed { notices, files, sha256, zip, .. } = packed;
            let values = [
                ("notices", (*notices).into()),
                ("files", (*files).into()),
                ("path", path.display().to_string().into()),
                ("hash", zip.as_ref().unwrap_or(sha256).as_str().into()),
            ];
            Told { text: words.with(Word::ArchivePacked, &values), is_well: true }
        }
        Outcome::TakenIn(Ok(taken)) => {
            let (n, known) = (taken.notices.len(), taken.known.len());
            let text = match known {
                0 => words.with(Word::ArchiveTakenIn, &[("n", n.into())]),
                _ => words.with(Word::ArchiveTakenInKnown, &[("n", n.into()), ("known", known.into())]),
            };
            Told { text, is_well: true }
        }
        Outcome::Verified(Err(error)) | Outcome::Packed(_, Err(error)) | Outcome::TakenIn(Err(error)) => ill(error),
    }
}

fn verified(verdict: &Verdict, words: &Words) -> Told {
    match &verdict.first_difference {
        None => {
            let values = [
                ("seals", verdict.seals.to_string().into()),
                ("events", verdict.events.to_string().into()),
                ("head", verdict.head.as_str().into()),
            ];
            Told { text: words.with(Word::ArchiveWhole, &values), is_well: true }
        }
        Some(difference) => {
            let what = [("what", difference.to_string().into())];
            Told { text: words.with(Word::ArchiveDiffers, &what), is_well: false }
        }
    }
}
