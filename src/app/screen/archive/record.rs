//! One record: its pages as they were posted, what is known of it, and what is done to keep it.

use std::sync::Arc;

use iced::Task;
use iced::widget::operation::{AbsoluteOffset, scroll_by};

use super::keep;
use super::viewer::{self, Sight, Source, Viewer};
use crate::app::desk::Desk;
use crate::app::keys::ListKey;
use crate::archive::{self, Contents, Difference};
use crate::domain::approval::Approval;
use crate::domain::kind::{Catalogue, Kind};
use crate::domain::notice::NoticeId;
use crate::domain::objection::Objection;
use crate::domain::posting::Posting;
use crate::domain::retention::{Deed, Kept, Standing};
use crate::store::{Attachment, Custody, Edition, Imported, Result, Store, StoreError, Worker};

pub(super) const FACTS: &str = "record-facts";
/// What an arrow scrolls.
const LINE: f32 = 60.0;

/// What is shown of a record, read at once.
#[derive(Debug, Clone)]
pub struct Held {
    pub title: String,
    pub kind: Kind,
    pub posting: Option<Posting>,
    pub imported: Option<Imported>,
    pub approvals: Vec<Approval>,
    pub objections: Vec<Objection>,
    pub attachments: Vec<Attachment>,
    pub editions: Vec<Edition>,
    pub contents: Option<Contents>,
    pub difference: Option<Difference>,
    pub custody: Vec<Custody>,
    pub standing: Standing,
    pub kept: Kept,
    pub workers: Vec<Worker>,
}

#[derive(Debug)]
pub(super) struct State {
    id: NoticeId,
    pub(super) stage: Stage,
    question: u64,
    pub(super) viewer: Viewer,
    pub(super) sheet: Option<keep::State>,
    /// What was done last.
    pub(super) told: Option<String>,
}

#[derive(Debug)]
pub(super) enum Stage {
    Waiting,
    Ready(Box<Held>),
    Failed(Arc<StoreError>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Back,
    Retry,
    Read(u64, std::result::Result<Box<Held>, Arc<StoreError>>),
    /// Computes its hashes again.
    Verify,
    Life,
    Keep(Deed),
    Sheet(keep::Message),
    Viewer(viewer::Message),
    /// Ctrl+Enter
    Go,
}

#[derive(Debug)]
pub(super) enum Action {
    None,
    Run(Task<Message>),
    Keep(keep::Order),
    Life,
    Back,
}

impl Held {
    /// # Errors
    /// A file that cannot be read.
    fn read(store: &mut Store, id: NoticeId) -> Result<Self> {
        let notice = store.glance(id)?;
        let kind = Catalogue::bundled().get(&notice.kind).cloned();
        let contents = archive::contents(store, id).map_err(of_archive)?;
        let difference = match &contents {
            Some(_) => archive::verify_record(store, id).map_err(of_archive)?,
            None => None,
        };
        Ok(Self {
            title: notice.title,
            posting: store.posting(id)?,
            imported: store.imported(id)?,
            approvals: store.approvals(id)?,
            objections: store.objections(id)?,
            attachments: store.attachments(id)?,
            editions: store.editions(id)?,
            contents,
            difference,
            custody: store.custody(id)?,
            standing: store.standing(id)?,
            kept: store.keeping()?.of(&notice.kind),
            workers: store.workers()?,
            kind: kind.unwrap_or_else(|| Kind::unknown(notice.kind)),
        })
    }

    /// The pages first, then the photographs and the documents.
    fn sights(&self) -> Vec<Sight> {
        let editions = self
            .editions
            .iter()
            .map(|edition| Sight { name: self.title.clone(), source: Source::Edition(edition.id, edition.name) });
        let files = self
            .attachments
            .iter()
            .map(|file| Sight { name: file.name.clone(), source: Source::File(file.sha256.clone()) });
        editions.chain(files).collect()
    }
}

fn of_archive(error: archive::ArchiveError) -> StoreError {
    match error {
        archive::ArchiveError::Store(error) => error,
        _ => StoreError::DamagedSetting { part: "manifest" },
    }
}

impl State {
    pub(super) fn open(id: NoticeId, desk: &Desk) -> (Self, Task<Message>) {
        let mut state =
            Self { id, stage: Stage::Waiting, question: 0, viewer: Viewer::default(), sheet: None, told: None };
        let read = state.read(desk);
        (state, read)
    }

    pub(super) fn id(&self) -> NoticeId {
        self.id
    }

    pub(super) fn read(&mut self, desk: &Desk) -> Task<Message> {
        self.question += 1;
        let (id, question) = (self.id, self.question);
        let reply = desk.store.run(move |store| Held::read(store, id).map(Box::new));
        Task::perform(reply, move |read| Message::Read(question, read.map_err(Arc::new)))
    }

    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Back => Action::Back,
            Message::Retry | Message::Verify => Action::Run(self.read(desk)),
            Message::Read(question, read) => self.take(question, read, desk),
            Message::Life => Action::Life,
            Message::Keep(deed) => {
                let Stage::Ready(held) = &self.stage else { return Action::None };
                let (sheet, focus) = keep::State::new(deed, held);
                self.sheet = Some(sheet);
                self.told = None;
                Action::Run(focus.map(Message::Sheet))
            }
            Message::Sheet(message) => self.update_sheet(message, desk),
            Message::Viewer(message) => Action::Run(self.viewer.update(message, desk).map(Message::Viewer)),
            Message::Go if self.sheet.is_some() => self.update_sheet(keep::Message::Go, desk),
            Message::Go => Action::None,
        }
    }

    fn take(&mut self, question: u64, read: std::result::Result<Box<Held>, Arc<StoreError>>, desk: &Desk) -> Action {
        if question != self.question {
            return Action::None;
        }
        match read {
            Ok(held) => {
                let shown = self.viewer.show(held.sights(), desk);
                self.stage = Stage::Ready(held);
                Action::Run(shown.map(Message::Viewer))
            }
            Err(error) => {
                self.stage = Stage::Failed(error);
                Action::None
            }
        }
    }

    fn update_sheet(&mut self, message: keep::Message, desk: &Desk) -> Action {
        let Some(sheet) = &mut self.sheet else { return Action::None };
        match sheet.update(message, &desk.words) {
            keep::Action::None => Action::None,
            keep::Action::Keep(order) => Action::Keep(order),
            keep::Action::Close => {
                self.sheet = None;
                Action::None
            }
        }
    }

    /// PageDown goes on through the pages, the arrows through the facts.
    pub(super) fn key(&mut self, key: ListKey, desk: &Desk) -> Task<Message> {
        if self.sheet.is_some() {
            return Task::none();
        }
        let by = |y: f32| scroll_by(FACTS, AbsoluteOffset { x: 0.0, y });
        match key {
            ListKey::PageDown => self.viewer.update(viewer::Message::Leaf(true), desk).map(Message::Viewer),
            ListKey::PageUp => self.viewer.update(viewer::Message::Leaf(false), desk).map(Message::Viewer),
            ListKey::Right => self.viewer.update(viewer::Message::Turn(1), desk).map(Message::Viewer),
            ListKey::Left => self.viewer.update(viewer::Message::Turn(-1), desk).map(Message::Viewer),
            ListKey::Down => by(LINE),
            ListKey::Up => by(-LINE),
            ListKey::Last => by(f32::MAX),
            ListKey::First => by(-f32::MAX),
            ListKey::Open | ListKey::Remove => Task::none(),
        }
    }

    /// Esc closes the sheet; false where none is open.
    pub(super) fn close_sheet(&mut self) -> bool {
        self.sheet.take().is_some()
    }

    /// It was done.
    pub(super) fn kept(&mut self, deed: Deed, desk: &Desk) {
        self.sheet = None;
        self.told = Some(desk.words.get(keep::done(deed)).to_owned());
    }
}
