//! What the panel shows of a notice, read at once.

use std::path::PathBuf;

use jiff::ZonedDateTime;

use crate::domain::approval::{self, Approval, Means};
use crate::domain::board::Wall;
use crate::domain::check::check;
use crate::domain::finding::{Finding, Severity};
use crate::domain::gate;
use crate::domain::kind::Kind;
use crate::domain::notice::{Content, NoticeId, Period, State};
use crate::domain::objection::Objection;
use crate::domain::office::Office;
use crate::domain::posting::{self, Place, Posting};
use crate::domain::rulebook::Rulebook;
use crate::store::{Attachment, AttachmentRole, Corrections, Event, EventFilter, Result, Store, StoreError, Worker};

/// More of the past than this is found in the archive.
const EVENTS: u32 = 60;

#[derive(Debug, Clone)]
pub struct Held {
    pub title: String,
    pub state: State,
    pub kind: Kind,
    pub steps: Vec<String>,
    /// Of the content, as it was read ([`Store::digest`]): what a signature given here covers.
    pub digest: String,
    pub approvals: Vec<Approval>,
    pub posting: Option<Posting>,
    pub objections: Vec<Objection>,
    pub attachments: Vec<Attachment>,
    /// Where their bytes lie, in the same order.
    pub files: Vec<PathBuf>,
    pub events: Vec<Event>,
    pub workers: Vec<Worker>,
    /// Who last sent a notice on its way, or put one up.
    pub clerk: String,
    /// Where the office has hung notices before.
    pub places: Vec<Place>,
    /// The walls as they look now; read while the notice waits to be put up.
    pub walls: Vec<Wall>,
    /// What its pages will be made of; as `walls`.
    pub to_post: Option<Box<(Content, Office)>>,
    pub corrections: Corrections,
    /// What the kind's rule asks of a notice that is put up today.
    pub rule: Period,
    /// What the page says.
    pub says: Period,
    /// What forbids the posting, as far as it is known before the pages are made.
    pub blocking: Vec<Finding>,
    /// Years whose days off nobody entered yet: the rule's last day may be wrong by them.
    pub doubts: Vec<Finding>,
    /// The number of its seal.
    pub seal: Option<u64>,
    pub now: ZonedDateTime,
}

impl Held {
    /// # Errors
    /// [`StoreError::NoSuchNotice`]; a file that cannot be read.
    pub fn read(store: &mut Store, id: NoticeId) -> Result<Self> {
        let notice = store.load(id)?;
        let office = store.office()?;
        let rules = store.rulebook()?;
        let kind = rules.kind(&notice.kind);
        let now = store.now();
        let rule = posting::plan(&kind, &office, now.date(), None, "", &rules.calendar).unwrap_or_default();
        let blocking =
            if notice.state.is_final() { Vec::new() } else { blocking(&notice.content, &kind, &office, &rules) };
        let doubts = if notice.state.is_final() { Vec::new() } else { rules.doubts(&kind, &office, now.date()) };
        let seal = match notice.state {
            State::Archived => store.seals()?.into_iter().find(|seal| seal.notice == id).map(|seal| seal.number),
            _ => None,
        };
        let attachments = store.attachments(id)?;
        let is_next = notice.state == State::Approved && blocking.is_empty();
        let to_post = is_next.then(|| Box::new((notice.content.clone(), office)));
        Ok(Self {
            walls: if is_next { store.walls()? } else { Vec::new() },
            to_post,
            steps: approval::steps(&kind),
            digest: store.digest(id)?,
            approvals: store.approvals(id)?,
            posting: store.posting(id)?,
            objections: store.objections(id)?,
            files: attachments.iter().map(|file| store.file(&file.sha256)).collect(),
            attachments,
            events: store.events(EventFilter { notice: Some(id), limit: Some(EVENTS) })?,
            workers: store.workers()?,
            clerk: store.last_clerk()?,
            places: store.places()?,
            corrections: store.corrections(id)?,
            title: notice.content.title,
            state: notice.state,
            says: notice.content.period,
            kind,
            rule,
            blocking,
            doubts,
            seal,
            now,
        })
    }

    /// Whose turn it is to sign.
    pub fn turn(&self) -> Option<&str> {
        approval::next(&self.steps, &self.approvals)
    }

    /// Whoever most likely does the next thing: the one with that duty, or the one who did the last.
    pub fn likely_person(&self) -> String {
        let duty = if self.state == State::InReview { self.turn().unwrap_or_default() } else { "经办人" };
        let of_duty = |worker: &&Worker| {
            !worker.duty.is_empty() && (worker.duty.contains(duty) || duty.contains(worker.duty.as_str()))
        };
        let by_duty = self.workers.iter().find(of_duty).map(|worker| worker.name.clone());
        let clerk = || {
            let posted_by = self.posting.as_ref().map(|posting| posting.posted_by.clone());
            posted_by.or_else(|| self.approvals.first().map(|approval| approval.person.clone()))
        };
        let only = || self.workers.first().filter(|_| self.workers.len() == 1).map(|worker| worker.name.clone());
        let last = || Some(self.clerk.clone()).filter(|clerk| !clerk.is_empty() && self.state != State::InReview);
        let did = || if self.state == State::InReview { None } else { clerk() };
        by_duty.or_else(did).or_else(only).or_else(last).unwrap_or_default()
    }

    /// How the office most likely signs.
    pub fn likely_means(&self) -> Means {
        if self.workers.iter().any(|worker| worker.has_pin) {
            Means::Pin
        } else if self.workers.len() == 1 {
            Means::Alone
        } else {
            Means::Paper
        }
    }

    pub fn scan(&self) -> Option<&Attachment> {
        self.attachments.iter().rev().find(|file| file.role == AttachmentRole::Approval)
    }

    pub fn unanswered(&self) -> usize {
        self.objections.iter().filter(|objection| objection.answer.is_none()).count()
    }
}

fn blocking(content: &Content, kind: &Kind, office: &Office, rules: &Rulebook) -> Vec<Finding> {
    let (_, report) = gate::bulletin(content, kind, office);
    let mut findings = report.findings;
    findings.extend(check(&content.table, kind));
    findings.extend(rules.check(content.period, kind, office.level));
    findings.retain(|finding| finding.severity == Severity::Blocking);
    findings
}

/// What a read answers.
pub type Read = std::result::Result<Box<Held>, std::sync::Arc<StoreError>>;
