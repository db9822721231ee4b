//! The inspection package (检查材料): what was posted in a span of days, one folder a notice, readable without this
//! program.

use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use super::bag::{Bag, safe, safe_file};
use super::paperwork::{self, Asked};
use super::progress::{Progress, Stage};
use super::{ArchiveError, Result, told};
use crate::domain::gate;
use crate::domain::kind::{Catalogue, Kind, KindId};
use crate::domain::notice::{NoticeId, Summary};
use crate::domain::objection::Objection;
use crate::domain::paperwork::Form;
use crate::domain::posting::Posting;
use crate::domain::retention::Standing;
use crate::export;
use crate::store::{Custody, EditionName, Filter, Imported, Store, StoreError};

/// Which postings go into the package: those that hung on one of the days and in one of the years, of one of the kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Empty: all years.
    pub years: Vec<i16>,
    /// Empty: all kinds.
    pub kinds: Vec<KindId>,
}

/// What was packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    pub notices: usize,
    pub files: usize,
    pub bytes: u64,
    /// SHA-256 of the package's manifest.
    pub sha256: String,
    /// SHA-256 of the one file it was put into; `None`: it is a folder.
    pub zip: Option<String>,
}

/// A notice with what is told of it.
pub(super) struct Chosen {
    pub(super) id: NoticeId,
    pub(super) title: String,
    pub(super) kind: KindId,
    pub(super) came: Came,
    pub(super) objections: usize,
    folder: String,
}

/// How it came into the archive.
pub(super) enum Came {
    /// It has a line in the register.
    Posted(Box<Posting>),
    /// 补录
    Imported(Imported),
}

/// Packs what was posted into the folder `out`, which comes to be only when all of it was read back. What the gate kept
/// off the page stays out: the pages, their table, signatures, photographs, objections and the seal go in; of a notice that
/// is concealed the pages as they were posted, since that is what an inspector asks for, and nothing made anew.
///
/// # Errors
/// [`ArchiveError::Nothing`], [`ArchiveError::Exists`], [`ArchiveError::Cancelled`], [`ArchiveError::Altered`] for a
/// photograph that is not the one that was attached; a file that cannot be read or written. Nothing is left behind then.
pub fn package(store: &mut Store, choice: &Choice, out: &Path, progress: &Progress) -> Result<Packed> {
    store.snapshot(|store| {
        let chosen = choose(store, choice)?;
        if chosen.is_empty() {
            return Err(ArchiveError::Nothing);
        }
        let bag = Bag::begin(out)?;
        let draft = bag.draft();
        let packed = fill(store, bag, &chosen, progress);
        if packed.is_err() {
            Bag::drop_draft(&draft);
        }
        packed
    })
}

impl Choice {
    /// Whether something that was there from one day to the other belongs in.
    fn takes(&self, first: Date, last: Date) -> bool {
        let is_beside = self.from.is_some_and(|from| last < from) || self.to.is_some_and(|to| first > to);
        !is_beside
            && (self.years.is_empty() || self.years.iter().any(|year| (first.year()..=last.year()).contains(year)))
    }
}

/// In the order of the register; behind it what was taken in from before.
fn choose(store: &mut Store, choice: &Choice) -> Result<Vec<Chosen>> {
    let today = store.now().date();
    let (mut posted, mut imported) = (Vec::new(), Vec::new());
    for summary in store.list(&Filter::default())? {
        if !choice.kinds.is_empty() && !choice.kinds.contains(&summary.kind) {
            continue;
        }
        if let Some(posting) = store.posting(summary.id)? {
            let last = posting.withdrawn.as_ref().map_or(today, |withdrawal| withdrawal.at.date());
            if choice.takes(posting.posted.date(), last) {
                let folder = format!("{}-{:03} {}", posting.year, posting.number, safe(&summary.title));
                let objections = store.objections(summary.id)?.len();
                posted.push(Chosen::new(summary, Came::Posted(Box::new(posting)), folder, objections));
            }
        } else if let Some(old) = store.imported(summary.id)?
            && choice.takes(old.day, old.day)
        {
            let folder = format!("补录 {} {:05} {}", old.day, summary.id.get(), safe(&summary.title));
            imported.push(Chosen::new(summary, Came::Imported(old), folder, 0));
        }
    }
    posted.append(&mut imported);
    posted.sort_by_key(|chosen| match &chosen.came {
        Came::Posted(posting) => (false, posting.year, posting.number, None, chosen.id),
        Came::Imported(old) => (true, 0, 0, Some(old.day), chosen.id),
    });
    Ok(posted)
}

impl Chosen {
    fn new(summary: Summary, came: Came, folder: String, objections: usize) -> Self {
        let Summary { id, title, kind, .. } = summary;
        Self { id, title, kind, came, objections, folder }
    }
}

fn fill(store: &mut Store, mut bag: Bag, chosen: &[Chosen], progress: &Progress) -> Result<Packed> {
    progress.begin(Stage::Packing, chosen.len());
    for one in chosen {
        put_notice(store, &mut bag, one)?;
        progress.step()?;
    }
    told::put_index(store, &mut bag, chosen)?;
    let (office, today) = (store.office()?, store.now().date());
    let filled = bag.finish(&office.name, today, progress)?;
    Ok(Packed { notices: chosen.len(), files: filled.files, bytes: filled.bytes, sha256: filled.sha256, zip: None })
}

fn put_notice(store: &mut Store, bag: &mut Bag, one: &Chosen) -> Result<()> {
    let (id, folder) = (one.id, &one.folder);
    let standing = store.standing(id)?;
    let mut hashes = String::new();
    for edition in store.editions(id)? {
        let name = match edition.name {
            EditionName::Wall => "公示页.pdf",
            EditionName::Screen => "大屏页.pdf",
        };
        bag.put(&format!("{folder}/{name}"), &store.edition_pdf(edition.id)?)?;
        hashes += &format!("{name}  {}\r\n", edition.sha256);
    }
    put_files(store, bag, one)?;
    if let Came::Posted(posting) = &one.came
        && !standing.is_destroyed
    {
        put_posted(store, bag, one, posting, standing)?;
    }
    let custody: Vec<Custody> = store.custody(id)?;
    if !custody.is_empty() {
        bag.put(&format!("{folder}/数据/保管登记.json"), &serde_json::to_vec_pretty(&custody)?)?;
    }
    if let Some(seal) = store.seal_of(id)? {
        bag.put(&format!("{folder}/数据/封存清单.json"), seal.manifest.as_bytes())?;
    }
    let told = told::circumstances(store, one, &custody, &hashes)?;
    bag.put(&format!("{folder}/情况.txt"), told.as_bytes())
}

/// Photographs and scans, and the documents from before, as they are.
fn put_files(store: &Store, bag: &mut Bag, one: &Chosen) -> Result<()> {
    for (at, file) in (1..).zip(store.attachments(one.id)?) {
        let path = store.file(&file.sha256);
        let bytes = std::fs::read(&path).map_err(|source| StoreError::File { path, operation: "read", source })?;
        if export::sha256(&bytes) != file.sha256 {
            return Err(ArchiveError::Altered(file.name));
        }
        let place = match one.came {
            Came::Posted(_) => format!("附件/{at:02} {}", safe_file(&file.name)),
            Came::Imported(_) => format!("原件/{}", safe_file(&file.name)),
        };
        bag.put(&format!("{}/{place}", one.folder), &bytes)?;
    }
    Ok(())
}

/// What is made of a posting: the public table, the papers, and its data.
fn put_posted(store: &mut Store, bag: &mut Bag, one: &Chosen, posting: &Posting, standing: Standing) -> Result<()> {
    let folder = &one.folder;
    let objections = store.objections(one.id)?;
    if !standing.is_concealed {
        let (notice, office) = (store.load(one.id)?, store.office()?);
        let (bulletin, _) = gate::bulletin(&notice.content, &kind_of(&notice.kind), &office);
        if !bulletin.table.rows().is_empty() {
            let table = export::xlsx(&bulletin.table, &bulletin.title, made(store))?;
            bag.put(&format!("{folder}/公示表格.xlsx"), &table)?;
        }
    }
    put_papers(store, bag, one, &objections)?;
    for (name, value) in [
        ("签字.json", serde_json::to_vec_pretty(&store.approvals(one.id)?)?),
        ("张贴.json", serde_json::to_vec_pretty(posting)?),
        ("异议.json", serde_json::to_vec_pretty(&objections)?),
    ] {
        bag.put(&format!("{folder}/数据/{name}"), &value)?;
    }
    Ok(())
}

/// 审批单, 公示证明, 公示结果说明 and the answers, as they would be printed today.
fn put_papers(store: &mut Store, bag: &mut Bag, one: &Chosen, objections: &[Objection]) -> Result<()> {
    let id = one.id;
    let mut papers = vec![
        (Form::Approval, Asked::Approval(id)),
        (Form::Certificate, Asked::Certificate(id)),
        (Form::Outcome, Asked::Outcome(id)),
    ];
    papers.extend(objections.iter().map(|objection| (Form::Reply, Asked::Reply(id, objection.number))));
    for (form, paper) in papers {
        let number = if let Asked::Reply(_, number) = paper { format!(" {number}") } else { String::new() };
        let draft = paperwork::draft(store, paper)?;
        let (pdf, _) = paperwork::paper_pdf(store, draft)?;
        bag.put(&format!("{}/{}{number}.pdf", one.folder, form.name()), &pdf)?;
    }
    Ok(())
}

pub(super) fn made(store: &Store) -> Timestamp {
    store.now().timestamp()
}

pub(super) fn kind_of(id: &KindId) -> Kind {
    Catalogue::bundled().get(id).cloned().unwrap_or_else(|| Kind::unknown(id.clone()))
}
