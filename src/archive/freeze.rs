//! Putting a notice up: its pages are made once, kept byte for byte, and never laid out again.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{ArchiveError, Result, board};
use crate::domain::bulletin::Bulletin;
use crate::domain::check::check;
use crate::domain::finding::{Finding, Severity};
use crate::domain::gate;
use crate::domain::kind::Kind;
use crate::domain::life::Step;
use crate::domain::notice::{Content, NoticeId, Paper};
use crate::domain::office::Office;
use crate::domain::posting::{self, Form, Place, Posting};
use crate::export::{self, PdfOptions};
use crate::layout::{self, Fonts};
use crate::store::{EditionName, Frozen, FrozenPage, PostingOrder, Store, StoreError};

/// What the clerk says when she puts a notice up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub by: String,
    pub places: Vec<Place>,
    /// Another last day than the rule's.
    pub last: Option<Date>,
    /// Why it is shorter than the rule asks, or other than the page says.
    pub reason: String,
}

/// Puts an approved notice up: looks at it once more, freezes its pages, and writes the line of the register.
///
/// # Errors
/// [`ArchiveError::Blocking`] with the findings that forbid it, [`ArchiveError::Plan`] and
/// [`ArchiveError::OtherPeriod`] about its days, [`ArchiveError::NoPlace`], and what the store and the exporter say.
pub fn post(store: &mut Store, notice: NoticeId, request: &Request) -> Result<Posting> {
    if request.places.is_empty() {
        return Err(ArchiveError::NoPlace);
    }
    let office = store.office()?;
    let loaded = store.load(notice)?;
    if loaded.state.after(Step::Post).is_none() {
        return Err(StoreError::NotAllowed { notice, state: loaded.state, step: Step::Post }.into());
    }
    let rules = store.rulebook()?;
    let kind = rules.kind(&loaded.kind);
    let now = store.now();
    let last = request.last.or(loaded.content.period.last.filter(|last| *last >= now.date()));
    let period = posting::plan(&kind, &office, now.date(), last, &request.reason, &rules.calendar)
        .map_err(ArchiveError::Plan)?;
    // A period on the page that is not the one it hangs for would mislead whoever reads it.
    let says = loaded.content.period;
    if says.first.is_some() && says != period && request.reason.trim().is_empty() {
        return Err(ArchiveError::OtherPeriod);
    }
    let mut wrong = rules.check(says, &kind, office.level);
    wrong.retain(|finding| finding.severity == Severity::Blocking);
    if !wrong.is_empty() {
        return Err(ArchiveError::Blocking(wrong));
    }
    let with_screen = request.places.iter().any(|place| place.form == Form::Screen);
    let screen = if with_screen { Some(store.lobby_settings()?.layout.paper()) } else { None };
    let editions = freeze(&loaded.content, &kind, &office, now.timestamp(), screen)?;
    let order = PostingOrder {
        by: request.by.clone(),
        places: request.places.clone(),
        period,
        reason: reason(request, rules.short_reason(&loaded.kind)),
        digest: store.digest(notice)?,
        editions,
    };
    let posting = store.post(notice, &order)?;
    // It hangs, whether or not the picture of the wall has room for it.
    if let Err(error) = board::hang(store, notice) {
        tracing::error!(%error, "the sheets of a posting were not put on the picture of the wall");
    }
    Ok(posting)
}

/// Why the days are those, for the register: what the clerk says of this posting, and why the office's own rule for the
/// kind asks less than the law.
fn reason(request: &Request, of_rule: &str) -> String {
    match (request.reason.trim(), of_rule.trim()) {
        (own, "") => own.to_owned(),
        ("", rule) => format!("本单位规则：{rule}"),
        (own, rule) => format!("{own}；本单位规则：{rule}"),
    }
}

/// The pages for the wall and, where asked, for a screen that lies or stands, from one content.
///
/// # Errors
/// [`ArchiveError::Blocking`]; a page that cannot be written.
pub fn freeze(
    content: &Content,
    kind: &Kind,
    office: &Office,
    made: Timestamp,
    screen: Option<Paper>,
) -> Result<Vec<Frozen>> {
    let (bulletin, report) = gate::bulletin(content, kind, office);
    let mut findings = report.findings;
    findings.extend(check(&content.table, kind));
    let mut editions = vec![edition(&bulletin, EditionName::Wall, made, &mut findings)?];
    if let Some(paper) = screen {
        let mut shown = bulletin;
        if !shown.look.paper.is_screen() {
            shown.look.paper = paper;
            shown.look.text_size = None;
        }
        editions.push(edition(&shown, EditionName::Screen, made, &mut findings)?);
    }
    findings.retain(|finding| finding.severity == Severity::Blocking);
    if findings.is_empty() { Ok(editions) } else { Err(ArchiveError::Blocking(findings)) }
}

fn edition(bulletin: &Bulletin, name: EditionName, made: Timestamp, findings: &mut Vec<Finding>) -> Result<Frozen> {
    let document = layout::compose(bulletin, &Fonts::installed());
    findings.extend(document.warnings.iter().cloned());
    let pdf = export::pdf(&document, &PdfOptions { title: Some(bulletin.title.clone()), made })?;
    let pages = u32::try_from(document.paged.pages().len()).unwrap_or(u32::MAX);
    let texts =
        document.texts().into_iter().map(|page| FrozenPage { text: page.text, is_list: page.is_list }).collect();
    Ok(Frozen { name, pages, sha256: export::sha256(&pdf), pdf, texts })
}
