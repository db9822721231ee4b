//! The life of a notice on one page: what is to be done with it now, and all that was done before.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::operation;
use iced::{Element, Task};
use jiff::civil::Date;

use super::printing::Source;
use super::writing::{self as paper_sheet, Writing};
use crate::app::desk::Desk;
use crate::archive::{ArchiveError, Asked};
use crate::domain::approval::Means;
use crate::domain::board::Size;
use crate::domain::notice::{NoticeId, State as NoticeState};
use crate::domain::objection::Outcome;
use crate::domain::paperwork::Paperwork;
use crate::domain::posting::{Form, Place};
use crate::export::Pixels;
use crate::store::{AttachmentRole, Relation, StoreError};
use crate::ui::error::Trouble;
use crate::ui::widget::date;
use crate::ui::words::Word;

mod ask;
pub mod deed;
mod fields;
mod held;
mod objections;
mod papers;
mod past;
mod pictures;
mod room;
mod step;
mod view;
mod writing;

pub use deed::{Deed, Done, Pin};
use fields::Fields;
pub use held::{Held, Read};

/// Where the keyboard stands in each state: the first thing that is asked for.
const FIRST: &str = "life-first";
const PIN: &str = "life-pin";

/// Where the clerk came from: Esc leads back there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Editor,
    Notices,
    Today,
    Archive,
    Board,
}

#[derive(Debug)]
pub struct State {
    id: NoticeId,
    origin: Origin,
    stage: Stage,
    /// Names the last read; the answer to an earlier one is dropped.
    question: u64,
    form: Fields,
    objection: ObjectionFields,
    answer: AnswerFields,
    paper: PaperFields,
    /// The sheets it will hang with, once they are known.
    sheets: Option<Vec<Size>>,
    pictures: pictures::Pictures,
    /// A paper is open over the panel.
    writing: Option<Writing>,
    /// What gets the keyboard once the notice is read again.
    lead: Option<&'static str>,
    /// Something is being carried out.
    is_busy: bool,
    /// What stands in the way of what was asked last.
    trouble: Option<String>,
}

#[derive(Debug)]
enum Stage {
    Waiting,
    Ready(Box<Held>),
    Failed(Arc<StoreError>),
}

#[derive(Debug, Default)]
struct ObjectionFields {
    is_open: bool,
    person: String,
    means: usize,
    matter: String,
    due: date::Picker,
}

#[derive(Debug, Default)]
struct AnswerFields {
    /// Which objection is being answered.
    number: Option<u32>,
    reply: String,
    outcome: Option<Outcome>,
    changed: bool,
}

#[derive(Debug)]
struct PaperFields {
    role: AttachmentRole,
    path: String,
}

/// What a chosen file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Scan,
    Paper,
}

#[derive(Debug, Clone)]
pub enum Message {
    Back,
    Retry,
    Read(u64, Read),
    /// The sheets it will hang with; `None`: they cannot be made yet.
    Sheets(u64, Option<Vec<Size>>),
    /// A photograph, by its SHA-256, as the panel shows it.
    Picture(String, Option<Pixels>),
    /// The main action of the present state.
    Go,
    Person(String),
    Means(Means),
    Pin(Pin),
    Remark(String),
    Scan(String),
    /// Chooses a place, or chooses it no longer.
    Place(Place),
    NewPlace(String),
    NewForm(Form),
    AddPlace,
    Last(date::Message),
    Reason(String),
    OtherReason(String),
    SendBack,
    Void,
    /// 更正公示, 重新公示
    Correct(Relation),
    Edit,
    Print,
    Open(NoticeId),
    OpenObjection,
    Objector(String),
    ObjectionMeans(usize),
    Matter(String),
    Due(date::Message),
    Register,
    Answering(u32),
    Reply(String),
    Outcome(Outcome),
    Changed,
    Answer,
    Role(AttachmentRole),
    PaperPath(String),
    Browse(Use),
    Browsed(Use, Option<PathBuf>),
    Attach,
    /// A paper of the notice is to be written.
    Paper(Asked),
    Drafted(Asked, Result<Box<Paperwork>, Arc<ArchiveError>>),
    Writing(paper_sheet::Message),
}

#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    Do(Deed),
    Back(Origin),
    /// The notice in the editor.
    Edit,
    /// The notice on paper.
    Print,
    /// The paper that is open, on paper.
    PrintPaper(Source),
    /// Another notice's life.
    Open(NoticeId),
}

/// 当面, 电话, 书面, 其他: as the register keeps it, and as the window says it.
const MEANS: [(&str, Word); 4] = [
    ("当面", Word::LifeByMouth),
    ("电话", Word::LifeByTelephone),
    ("书面", Word::LifeByLetter),
    ("其他", Word::LifeByOther),
];

impl State {
    pub fn open(id: NoticeId, origin: Origin, desk: &Desk) -> (Self, Task<Message>) {
        let mut state = Self {
            id,
            origin,
            stage: Stage::Waiting,
            question: 0,
            form: Fields::default(),
            objection: ObjectionFields::default(),
            answer: AnswerFields::default(),
            paper: PaperFields { role: AttachmentRole::Other, path: String::new() },
            sheets: None,
            pictures: pictures::Pictures::default(),
            writing: None,
            lead: None,
            is_busy: false,
            trouble: None,
        };
        let read = state.read(desk);
        (state, read)
    }

    #[cfg(test)]
    pub fn question(&self) -> u64 {
        self.question
    }

    pub fn id(&self) -> NoticeId {
        self.id
    }

    /// Reads the notice again; what is shown stays until the answer is there.
    pub fn read(&mut self, desk: &Desk) -> Task<Message> {
        self.question += 1;
        let (id, question) = (self.id, self.question);
        let reply = desk.store.run(move |store| Held::read(store, id).map(Box::new));
        Task::perform(reply, move |read| Message::Read(question, read.map_err(Arc::new)))
    }

    pub fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Back => return Action::Back(self.origin),
            Message::Retry => return Action::Run(self.read(desk)),
            Message::Read(question, read) => return self.take(question, read, desk),
            Message::Sheets(question, sheets) => self.take_sheets(question, sheets),
            Message::Picture(sha256, picture) => return self.take_picture(sha256, picture),
            Message::Go => return self.go(desk),
            Message::Edit => return Action::Edit,
            Message::Print => return Action::Print,
            Message::Open(id) => return Action::Open(id),
            Message::SendBack => return self.reasoned(|by, reason| Deed::SendBack { by, reason }, desk),
            Message::Void => return self.reasoned(|by, reason| Deed::Void { by, reason }, desk),
            Message::Correct(relation) => return self.by_someone(|by| Deed::Correct { by, relation }, desk),
            Message::Register => return self.register(desk),
            Message::Answer => return self.give_answer(desk),
            Message::Attach => return self.attach_typed(desk),
            Message::Browse(what) => return ask::browse(what),
            Message::Browsed(what, path) => self.browsed(what, path),
            Message::Paper(asked) => return self.ask_paper(asked, desk),
            Message::Drafted(asked, drafted) => return self.drafted(asked, drafted, desk),
            Message::Writing(message) => return self.write(message),
            Message::OpenObjection | Message::Answering(_) => return self.unfold(&message, desk),
            _ => self.typed(message, desk.today),
        }
        Action::None
    }

    fn typed(&mut self, message: Message, today: Date) {
        match message {
            Message::Person(person) => self.form.person = person,
            Message::Means(means) => self.form.means = Some(means),
            Message::Pin(pin) => self.form.pin = pin,
            Message::Remark(remark) => self.form.remark = remark,
            Message::Scan(scan) => self.form.scan = scan,
            Message::Place(place) => self.form.toggle(place),
            Message::NewPlace(place) => self.form.new_place = place,
            Message::NewForm(form) => self.form.new_form = form,
            Message::AddPlace => self.form.add_place(),
            Message::Last(message) => drop(self.form.last.update(message, today)),
            Message::Reason(reason) => self.form.reason = reason,
            Message::OtherReason(reason) => self.form.other_reason = reason,
            Message::Objector(person) => self.objection.person = person,
            Message::ObjectionMeans(means) => self.objection.means = means,
            Message::Matter(matter) => self.objection.matter = matter,
            Message::Due(message) => drop(self.objection.due.update(message, today)),
            Message::Reply(reply) => self.answer.reply = reply,
            Message::Outcome(outcome) => self.answer.outcome = Some(outcome),
            Message::Changed => self.answer.changed = !self.answer.changed,
            Message::Role(role) => self.paper.role = role,
            Message::PaperPath(path) => self.paper.path = path,
            _ => {}
        }
        self.trouble = None;
    }

    fn take(&mut self, question: u64, read: Read, desk: &Desk) -> Action {
        if question != self.question {
            return Action::None;
        }
        match read {
            Ok(held) => {
                let before = self.held().map(|held| (held.state, held.approvals.len()));
                let is_news = before != Some((held.state, held.approvals.len()));
                let pages = room::make_sheets(question, &held);
                self.stage = Stage::Ready(held);
                let pages = Task::batch([pages, self.next_picture()]);
                let next = match self.lead.take() {
                    Some(field) => Action::Run(operation::focus(field)),
                    None if is_news => self.begin_step(desk),
                    None => Action::None,
                };
                match next {
                    Action::Run(task) => Action::Run(Task::batch([task, pages])),
                    _ => Action::Run(pages),
                }
            }
            Err(error) => {
                self.stage = Stage::Failed(error);
                Action::None
            }
        }
    }

    /// Fills in what is known of the step that is next, and puts the keyboard into its first field.
    fn begin_step(&mut self, desk: &Desk) -> Action {
        let Stage::Ready(held) = &self.stage else { return Action::None };
        let kept = std::mem::take(&mut self.form);
        let planned = held.says.last.filter(|last| *last >= desk.today).max(held.rule.last);
        let person = held.likely_person();
        self.form = Fields {
            person: if person.is_empty() && held.state != NoticeState::InReview { kept.person } else { person },
            means: Some(held.likely_means()),
            places: usual_place(held).cloned().into_iter().collect(),
            last: date::Picker::new(planned),
            reason: match (held.state, held.posting.as_ref().and_then(|posting| posting.period.last)) {
                (NoticeState::Posted | NoticeState::Expired, Some(last)) if last <= desk.today => {
                    desk.words.get(Word::LifeWithdrawFull).to_owned()
                }
                _ => String::new(),
            },
            ..Fields::default()
        };
        self.paper.role = match held.state {
            NoticeState::Draft | NoticeState::InReview | NoticeState::Approved => AttachmentRole::Approval,
            NoticeState::Posted if held.posting.as_ref().is_some_and(|posting| posting.days(desk.today) > 1) => {
                AttachmentRole::Midway
            }
            NoticeState::Posted => AttachmentRole::Up,
            _ => AttachmentRole::Down,
        };
        let is_signing = held.state == NoticeState::InReview && !self.form.person.is_empty();
        let field = if is_signing && self.form.means == Some(Means::Pin) { PIN } else { FIRST };
        Action::Run(operation::focus(field))
    }

    fn held(&self) -> Option<&Held> {
        if let Stage::Ready(held) = &self.stage { Some(held) } else { None }
    }

    /// What was asked was carried out, or was refused.
    pub fn done(&mut self, done: &Result<Done, Arc<ArchiveError>>, desk: &Desk) -> Task<Message> {
        self.is_busy = false;
        match done {
            Ok(done) => {
                match done {
                    Done::Registered(_) => {
                        self.objection = ObjectionFields::default();
                        self.lead = Some(objections::ANSWER);
                    }
                    Done::Answered(outcome) => {
                        self.answer = AnswerFields::default();
                        // What follows from it is offered at once.
                        self.lead = (*outcome == Outcome::Upheld).then_some(objections::UPHELD);
                    }
                    Done::Attached(_) => self.paper.path.clear(),
                    Done::Wrote(path) => self.wrote(Ok(path.clone())),
                    _ => {}
                }
                self.read(desk)
            }
            Err(error) if self.writing.is_some() => {
                self.wrote(Err(Arc::clone(error)));
                Task::none()
            }
            Err(error) => {
                self.form.pin = Pin::default();
                self.trouble = Some(Trouble::of_archive(error, &desk.words).line());
                self.read(desk)
            }
        }
    }

    pub fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        view::view(self, desk)
    }
}

/// The wall, where notices hang by law; without one, the place that was used last.
fn usual_place(held: &Held) -> Option<&Place> {
    held.places.iter().find(|place| place.form == Form::Wall).or(held.places.first())
}
