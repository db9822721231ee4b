//! The papers of the office, filled in from the store.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::record::Manifest;
use super::verify::hex;
use super::{ArchiveError, Result};
use crate::domain::gate;
use crate::domain::kind::{Catalogue, Kind, KindId};
use crate::domain::notice::{NoticeId, State, Summary};
use crate::domain::paperwork::{self, Block, Dossier, Handover, Line, Open, Pages, Paperwork, Photograph, Sealed};
use crate::domain::posting::Posting;
use crate::domain::table::Role;
use crate::export::{self, PdfOptions};
use crate::layout::{self, Fonts, Pictures};
use crate::store::{Attachment, AttachmentRole, EditionName, Filter, Store, StoreError};

/// Which paper, of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Approval(NoticeId),
    Certificate(NoticeId),
    Outcome(NoticeId),
    /// The answer to the objection of that number.
    Reply(NoticeId, u32),
    Register(i16),
    Handover,
    /// Year and month.
    Month(i16, i8),
    /// The walls as they should look now.
    Board,
    /// 广播稿
    Broadcast(NoticeId),
    /// What is to be done on a day.
    Today(Date),
}

/// The paper as the program would write it.
///
/// # Errors
/// [`ArchiveError::NotPosted`] for what only a posting has; [`StoreError::NoSuchObjection`]; a file that cannot be read.
pub fn draft(store: &mut Store, asked: Asked) -> Result<Paperwork> {
    let today = store.now().date();
    match asked {
        Asked::Approval(notice) => Ok(paperwork::approval_form(&dossier(store, notice)?)),
        Asked::Certificate(notice) => Ok(paperwork::certificate(&posted(store, notice)?)),
        Asked::Outcome(notice) => Ok(paperwork::outcome(&posted(store, notice)?)),
        Asked::Reply(notice, number) => {
            let reply = paperwork::reply(&posted(store, notice)?, number);
            reply.ok_or_else(|| StoreError::NoSuchObjection { notice, number }.into())
        }
        Asked::Register(year) => {
            let lines = lines(store, store.register(year)?)?;
            Ok(paperwork::register(&store.office()?, year, &lines, today))
        }
        Asked::Handover => {
            let handed = handed(store)?;
            Ok(paperwork::handover(&store.office()?, &handed, today))
        }
        Asked::Broadcast(notice) => {
            let loaded = store.load(notice)?;
            let (bulletin, _) = gate::bulletin(&loaded.content, &kind_of(&loaded.kind), &store.office()?);
            Ok(paperwork::broadcast(&bulletin))
        }
        Asked::Board => {
            let walls: Vec<_> = super::boards(store)?.into_iter().map(|board| board.wall).collect();
            Ok(paperwork::plan(&store.office()?, &walls, today))
        }
        Asked::Today(day) => Ok(paperwork::today(&store.office()?, &store.agenda(day)?, day)),
        Asked::Month(year, month) => {
            let (seals, head) = sealed_in(store, year, month)?;
            Ok(paperwork::month(&store.office()?, year, month, &seals, &head, today))
        }
    }
}

/// The paper as PDF/A, and how many pages it has.
///
/// # Errors
/// A photograph that is not the one that was attached; a page that cannot be written.
pub fn paper_pdf(store: &mut Store, paper: Paperwork) -> Result<(Vec<u8>, usize)> {
    let pictures = pictures(store, &paper)?;
    let public = gate::paperwork(paper, &store.office()?);
    let document = layout::paperwork(&public, &pictures, &Fonts::installed());
    if !document.warnings.is_empty() {
        return Err(ArchiveError::Blocking(document.warnings));
    }
    let made: Timestamp = store.now().timestamp();
    let pdf = export::pdf(&document, &PdfOptions { title: Some(public.title()), made })?;
    Ok((pdf, document.pages.len()))
}

/// The paper as plain lines, for what is read aloud rather than hung up.
///
/// # Errors
/// A file that cannot be read.
pub fn paper_text(store: &Store, paper: Paperwork) -> Result<String> {
    Ok(gate::paperwork(paper, &store.office()?).lines().join("\n") + "\n")
}

fn posted(store: &mut Store, notice: NoticeId) -> Result<Dossier> {
    let dossier = dossier(store, notice)?;
    if dossier.posting.is_none() { Err(ArchiveError::NotPosted) } else { Ok(dossier) }
}

fn dossier(store: &mut Store, notice: NoticeId) -> Result<Dossier> {
    let loaded = store.load(notice)?;
    let pages = store.editions(notice)?.into_iter().map(|edition| {
        let name = match edition.name {
            EditionName::Wall => "公示页",
            EditionName::Screen => "大屏页",
        };
        Pages { name: name.into(), count: edition.pages, sha256: edition.sha256 }
    });
    let rules = store.rulebook()?;
    let (photographs, further) = photographed(&store.attachments(notice)?);
    Ok(Dossier {
        office: store.office()?,
        kind: rules.kind(&loaded.kind),
        calendar: rules.calendar,
        rows: loaded.content.table.rows.iter().filter(|row| row.role == Role::Data).count(),
        title: loaded.content.title,
        says: loaded.content.period,
        digest: store.digest(notice)?,
        approvals: store.approvals(notice)?,
        posting: store.posting(notice)?,
        objections: store.objections(notice)?,
        photographs,
        further,
        pages: pages.collect(),
        today: store.now().date(),
    })
}

/// Of each moment so many are shown on a paper; all of them are in the archive.
const SHOWN: usize = 3;

/// What hung, with the camera's time, and how many photographs more there are; a scan is no photograph.
fn photographed(files: &[Attachment]) -> (Vec<Photograph>, usize) {
    let mut shown = Vec::new();
    let mut further = 0;
    for (role, when) in
        [(AttachmentRole::Up, "张贴时"), (AttachmentRole::Midway, "公示期间"), (AttachmentRole::Down, "撤下时")]
    {
        let of_role: Vec<&Attachment> = files.iter().filter(|file| file.role == role).collect();
        further += of_role.len().saturating_sub(SHOWN);
        shown.extend(of_role.into_iter().take(SHOWN).map(|file| {
            let taken = match file.taken {
                Some(at) => format!("相机时间 {}", at.strftime("%Y-%m-%d %H:%M")),
                None => "照片里没有拍摄时间".into(),
            };
            Photograph { sha256: file.sha256.clone(), caption: format!("{when}　{taken}") }
        }));
    }
    (shown, further)
}

fn pictures(store: &Store, paper: &Paperwork) -> Result<Pictures> {
    let mut pictures = HashMap::new();
    let photographs = paper.blocks.iter().filter_map(|block| match block {
        Block::Photographs(photographs) => Some(photographs),
        _ => None,
    });
    for photograph in photographs.flatten() {
        let path = store.file(&photograph.sha256);
        let bytes = std::fs::read(&path).map_err(|source| StoreError::File { path, operation: "read", source })?;
        if export::sha256(&bytes) != photograph.sha256 {
            return Err(ArchiveError::Altered(photograph.caption.clone()));
        }
        if let Some(picture) = export::photograph(&bytes) {
            pictures.insert(photograph.sha256.clone(), picture);
        }
    }
    Ok(pictures)
}

fn lines(store: &Store, postings: Vec<(NoticeId, Posting)>) -> Result<Vec<Line>> {
    let summaries: HashMap<NoticeId, Summary> =
        store.list(&Filter::default())?.into_iter().map(|summary| (summary.id, summary)).collect();
    let seals: HashMap<NoticeId, u64> = store.seals()?.into_iter().map(|seal| (seal.notice, seal.number)).collect();
    postings
        .into_iter()
        .map(|(id, posting)| {
            let summary = summaries.get(&id);
            Ok(Line {
                title: summary.map(|summary| summary.title.clone()).unwrap_or_default(),
                kind: summary.map(|summary| kind_of(&summary.kind).name).unwrap_or_default(),
                posting,
                objections: store.objections(id)?.len(),
                seal: seals.get(&id).copied(),
                destroyed: destroyed(store, id)?,
            })
        })
        .collect()
}

/// What the register keeps of a record that was destroyed.
fn destroyed(store: &Store, notice: NoticeId) -> Result<Option<paperwork::Destroyed>> {
    let gone = store.custody(notice)?.into_iter().find_map(|custody| {
        let destroyed = custody.destroyed?;
        Some(paperwork::Destroyed {
            at: custody.at.date(),
            first: custody.person,
            second: destroyed.second,
            reason: custody.reason,
            term: destroyed.term,
            manifest: destroyed.manifest,
        })
    });
    Ok(gone)
}

fn handed(store: &Store) -> Result<Handover> {
    let mut handed = Handover::default();
    let mut hanging = Vec::new();
    let mut years = std::collections::BTreeMap::new();
    for summary in store.list(&Filter::default())? {
        if let Some(posting) = store.posting(summary.id)? {
            *years.entry(posting.year).or_insert(0) += 1;
            let waiting = store.objections(summary.id)?.into_iter().filter(|objection| objection.answer.is_none());
            let told = waiting.map(|one| (summary.title.clone(), one.number, one.matter, one.due));
            handed.objections.extend(told);
            if matches!(summary.state, State::Posted | State::Expired) {
                hanging.push((summary.id, posting));
            }
        }
        if matches!(summary.state, State::Draft | State::InReview | State::Approved | State::Withdrawn) {
            let updated = summary.updated.to_zoned_datetime(store.now().time_zone().clone()).date();
            handed.open.push(Open { title: summary.title, state: summary.state, updated });
        }
    }
    hanging.sort_by_key(|(_, posting)| (posting.year, posting.number));
    handed.hanging = lines(store, hanging)?;
    handed.years = years.into_iter().collect();
    if let Some(last) = store.seals()?.last() {
        handed.seals = last.number;
        handed.head = hex(&last.hash);
    }
    Ok(handed)
}

/// The seals of a month, and the end of the chain on its last day (hexadecimal; empty before the first seal).
fn sealed_in(store: &Store, year: i16, month: i8) -> Result<(Vec<Sealed>, String)> {
    let of = |date: Date| (date.year(), date.month());
    let mut head = String::new();
    let mut sealed = Vec::new();
    for seal in store.seals()? {
        if of(seal.sealed.date()) > (year, month) {
            break;
        }
        head = hex(&seal.hash);
        if of(seal.sealed.date()) == (year, month) {
            let manifest: Manifest = serde_json::from_str(&seal.manifest)?;
            let (title, serial) = (manifest.title, manifest.serial);
            sealed.push(Sealed { number: seal.number, title, serial, at: seal.sealed, hash: head.clone() });
        }
    }
    Ok((sealed, head))
}

fn kind_of(id: &KindId) -> Kind {
    Catalogue::bundled().get(id).cloned().unwrap_or_else(|| Kind::unknown(id.clone()))
}
