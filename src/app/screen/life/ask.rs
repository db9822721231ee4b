//! From what is typed to what is carried out: what is missing is said, and nothing is asked twice.

use std::path::PathBuf;

use iced::Task;
use iced::widget::operation;

use super::{Action, AnswerFields, Deed, Held, MEANS, Message, ObjectionFields, State, Use, objections, paper_sheet};
use crate::app::desk::Desk;
use crate::domain::approval::Means;
use crate::domain::notice::State as NoticeState;
use crate::domain::objection::{self, Outcome};
use crate::ui::widget::date;
use crate::ui::words::Word;

impl State {
    pub(super) fn refuse(&mut self, word: Word, desk: &Desk) -> Action {
        self.trouble = Some(desk.words.get(word).to_owned());
        Action::None
    }

    pub(super) fn carry(&mut self, deed: Deed) -> Action {
        if self.is_busy {
            return Action::None;
        }
        self.is_busy = true;
        self.trouble = None;
        Action::Do(deed)
    }

    /// The main action: what is missing is said, and nothing is asked twice.
    pub(super) fn go(&mut self, desk: &Desk) -> Action {
        if self.writing.is_some() {
            return self.write(paper_sheet::Message::Go);
        }
        let Some(held) = self.held() else { return Action::None };
        let checked = match held.state {
            NoticeState::Draft => self.by().map(|by| Deed::Submit { by }),
            NoticeState::InReview => self.form.signature(held),
            NoticeState::Approved => self.form.posting(held),
            NoticeState::Posted | NoticeState::Expired => self.form.withdrawal(),
            NoticeState::Withdrawn if held.unanswered() > 0 => return Action::None,
            NoticeState::Withdrawn => self.by().map(|by| Deed::Seal { by }),
            NoticeState::Archived | NoticeState::Void => return Action::None,
        };
        match checked {
            Ok(deed) => self.carry(deed),
            Err(word) => self.refuse(word, desk),
        }
    }

    /// Who does what is asked for: as typed, or whoever did the last.
    fn by(&self) -> Result<String, Word> {
        let typed = self.form.person.trim();
        let by = if typed.is_empty() { self.held().map(Held::likely_person).unwrap_or_default() } else { typed.into() };
        if by.is_empty() { Err(Word::LifeNeedPerson) } else { Ok(by) }
    }

    pub(super) fn by_someone(&mut self, deed: impl FnOnce(String) -> Deed, desk: &Desk) -> Action {
        match self.by() {
            Ok(by) => self.carry(deed(by)),
            Err(word) => self.refuse(word, desk),
        }
    }

    pub(super) fn reasoned(&mut self, deed: fn(String, String) -> Deed, desk: &Desk) -> Action {
        let reason = self.form.other_reason.trim().to_owned();
        if reason.is_empty() {
            return self.refuse(Word::LifeNeedReason, desk);
        }
        self.by_someone(|by| deed(by, reason), desk)
    }

    pub(super) fn unfold(&mut self, message: &Message, desk: &Desk) -> Action {
        match message {
            Message::Answering(number) => {
                self.answer = AnswerFields { number: Some(*number), ..AnswerFields::default() };
                Action::Run(operation::focus(objections::REPLY))
            }
            _ => {
                let due = self.held().and_then(|held| objection::due(&held.kind, desk.today, &desk.rules.calendar));
                let is_open = !self.objection.is_open;
                self.objection = ObjectionFields { is_open, due: date::Picker::new(due), ..ObjectionFields::default() };
                Action::Run(operation::focus(objections::MATTER))
            }
        }
    }

    pub(super) fn register(&mut self, desk: &Desk) -> Action {
        let matter = self.objection.matter.trim().to_owned();
        if matter.is_empty() {
            return self.refuse(Word::LifeNeedMatter, desk);
        }
        let (means, _) = MEANS[self.objection.means.min(MEANS.len() - 1)];
        let (person, due) = (self.objection.person.trim().to_owned(), self.objection.due.date());
        self.by_someone(|by| Deed::Object { person, means: means.to_owned(), matter, due, by }, desk)
    }

    pub(super) fn give_answer(&mut self, desk: &Desk) -> Action {
        let Some(number) = self.answer.number else { return Action::None };
        let reply = self.answer.reply.trim().to_owned();
        if reply.is_empty() {
            return self.refuse(Word::LifeNeedReply, desk);
        }
        let (outcome, changed) = (self.answer.outcome.unwrap_or(Outcome::Rejected), self.answer.changed);
        self.by_someone(|by| Deed::Answer { number, by, reply, outcome, changed }, desk)
    }

    pub(super) fn attach_typed(&mut self, desk: &Desk) -> Action {
        let path = self.paper.path.trim().to_owned();
        if path.is_empty() { self.refuse(Word::LifeNeedFile, desk) } else { self.take_file(path.into()) }
    }

    /// A file dropped on the panel: a photograph, or the scan that a signature waits for.
    pub fn take_file(&mut self, file: PathBuf) -> Action {
        let is_scan = self.held().is_some_and(|held| held.state == NoticeState::InReview)
            && self.form.means == Some(Means::Paper);
        if is_scan {
            self.form.scan = file.to_string_lossy().into_owned();
            return Action::None;
        }
        let by = self.by().unwrap_or_default();
        self.carry(Deed::Attach { role: self.paper.role, files: vec![file], by })
    }

    pub(super) fn browsed(&mut self, what: Use, path: Option<PathBuf>) {
        let Some(path) = path.map(|path| path.to_string_lossy().into_owned()) else { return };
        match what {
            Use::Scan => self.form.scan = path,
            Use::Paper => self.paper.path = path,
        }
    }
}

pub(super) fn browse(what: Use) -> Action {
    let dialog = rfd::AsyncFileDialog::new();
    Action::Run(Task::perform(dialog.pick_file(), move |file| {
        Message::Browsed(what, file.map(|file| file.path().to_owned()))
    }))
}
