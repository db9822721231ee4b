//! The inspection package (检查材料): what was posted in a span of days, one folder a notice, readable without this
//! program.

use std::fmt::Write;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use super::bag::{Bag, safe};
use super::paperwork::{self, Asked};
use super::{ArchiveError, Result};
use crate::domain::approval::Means;
use crate::domain::gate;
use crate::domain::kind::{Catalogue, Kind, KindId};
use crate::domain::lobby::ShownSummary;
use crate::domain::notice::{Content, Look, Notice, Paper};
use crate::domain::objection::Objection;
use crate::domain::paperwork::Form;
use crate::domain::posting::Posting;
use crate::domain::table::{Cell, Class, Column, Role, Table};
use crate::export::{self, PdfOptions};
use crate::layout::{self, Fonts};
use crate::store::{EditionName, Filter, Store, StoreError};

/// Which postings go into the package: those that hung on one of the days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub kind: Option<KindId>,
}

/// What was packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    pub notices: usize,
    pub files: usize,
    pub bytes: u64,
    /// SHA-256 of the package's manifest.
    pub sha256: String,
}

/// A notice with the line of the register it has.
struct Chosen {
    notice: Notice,
    posting: Posting,
    objections: Vec<Objection>,
    folder: String,
}

/// Packs what was posted into the folder `out`, which comes to be only when all of it was read back. What the gate kept
/// off the page stays out: the pages, their table, signatures, photographs, objections and the seal go in.
///
/// # Errors
/// [`ArchiveError::Nothing`], [`ArchiveError::Exists`], [`ArchiveError::Altered`] for a photograph that is not the one
/// that was attached; a file that cannot be read or written.
pub fn package(store: &mut Store, choice: &Choice, out: &Path) -> Result<Packed> {
    let chosen = choose(store, choice)?;
    if chosen.is_empty() {
        return Err(ArchiveError::Nothing);
    }
    let bag = Bag::begin(out)?;
    let draft = bag.draft();
    let packed = fill(store, bag, &chosen);
    if packed.is_err() {
        Bag::drop_draft(&draft);
    }
    packed
}

/// In the order of the register.
fn choose(store: &mut Store, choice: &Choice) -> Result<Vec<Chosen>> {
    let today = store.now().date();
    let mut chosen = Vec::new();
    for summary in store.list(&Filter { kind: choice.kind.clone(), ..Filter::default() })? {
        let Some(posting) = store.posting(summary.id)? else { continue };
        let last = posting.withdrawn.as_ref().map_or(today, |withdrawal| withdrawal.at.date());
        let is_before = choice.from.is_some_and(|from| last < from);
        if is_before || choice.to.is_some_and(|to| posting.posted.date() > to) {
            continue;
        }
        let folder = format!("{}-{:03} {}", posting.year, posting.number, safe(&summary.title));
        let objections = store.objections(summary.id)?;
        chosen.push(Chosen { notice: store.load(summary.id)?, posting, objections, folder });
    }
    chosen.sort_by_key(|chosen| (chosen.posting.year, chosen.posting.number));
    Ok(chosen)
}

fn fill(store: &mut Store, mut bag: Bag, chosen: &[Chosen]) -> Result<Packed> {
    for one in chosen {
        put_notice(store, &mut bag, one)?;
    }
    put_index(store, &mut bag, chosen)?;
    let (office, today) = (store.office()?, store.now().date());
    let filled = bag.finish(&office.name, today)?;
    Ok(Packed { notices: chosen.len(), files: filled.files, bytes: filled.bytes, sha256: filled.sha256 })
}

fn put_notice(store: &mut Store, bag: &mut Bag, one: &Chosen) -> Result<()> {
    let (id, folder) = (one.notice.id, &one.folder);
    let mut hashes = String::new();
    for edition in store.editions(id)? {
        let name = match edition.name {
            EditionName::Wall => "公示页.pdf",
            EditionName::Screen => "大屏页.pdf",
        };
        bag.put(&format!("{folder}/{name}"), &store.edition_pdf(edition.id)?)?;
        hashes += &format!("{name}  {}\r\n", edition.sha256);
    }
    let office = store.office()?;
    let (bulletin, _) = gate::bulletin(&one.notice.content, &kind_of(&one.notice.kind), &office);
    if !bulletin.table.rows().is_empty() {
        let table = export::xlsx(&bulletin.table, &bulletin.title, made(store))?;
        bag.put(&format!("{folder}/公示表格.xlsx"), &table)?;
    }
    for (at, file) in (1..).zip(store.attachments(id)?) {
        let path = store.file(&file.sha256);
        let bytes = std::fs::read(&path).map_err(|source| StoreError::File { path, operation: "read", source })?;
        if export::sha256(&bytes) != file.sha256 {
            return Err(ArchiveError::Altered(file.name));
        }
        bag.put(&format!("{folder}/附件/{at:02} {}", safe(&file.name)), &bytes)?;
    }
    put_papers(store, bag, one)?;
    let approvals = store.approvals(id)?;
    for (name, value) in [
        ("签字.json", serde_json::to_vec_pretty(&approvals)?),
        ("张贴.json", serde_json::to_vec_pretty(&one.posting)?),
        ("异议.json", serde_json::to_vec_pretty(&one.objections)?),
    ] {
        bag.put(&format!("{folder}/数据/{name}"), &value)?;
    }
    let shown = store.screen_log_summary(id)?;
    if shown.times > 0 {
        let log = serde_json::json!({ "summary": shown, "days": store.screen_log_days(id)? });
        bag.put(&format!("{folder}/数据/大屏播放.json"), &serde_json::to_vec_pretty(&log)?)?;
    }
    if let Some(seal) = store.seals()?.into_iter().find(|seal| seal.notice == id) {
        bag.put(&format!("{folder}/数据/封存清单.json"), seal.manifest.as_bytes())?;
    }
    let signed = approvals.iter().filter(|approval| approval.voided.is_none()).map(|approval| {
        let how = match approval.means {
            Means::Pin => "密码",
            Means::Paper => "纸质",
            Means::Alone => "一人办理",
        };
        format!("{}：{}，{}，{how}", approval.step, approval.person, approval.at.strftime("%Y-%m-%d %H:%M"))
    });
    let told = told(one, &signed.collect::<Vec<_>>(), &shown, &hashes, store.now().date());
    bag.put(&format!("{folder}/情况.txt"), told.as_bytes())
}

/// 审批单, 公示证明, 公示结果说明 and the answers, as they would be printed today.
fn put_papers(store: &mut Store, bag: &mut Bag, one: &Chosen) -> Result<()> {
    let id = one.notice.id;
    let mut papers = vec![
        (Form::Approval, Asked::Approval(id)),
        (Form::Certificate, Asked::Certificate(id)),
        (Form::Outcome, Asked::Outcome(id)),
    ];
    papers.extend(one.objections.iter().map(|objection| (Form::Reply, Asked::Reply(id, objection.number))));
    for (form, paper) in papers {
        let number = if let Asked::Reply(_, number) = paper { format!(" {number}") } else { String::new() };
        let draft = paperwork::draft(store, paper)?;
        let (pdf, _) = paperwork::paper_pdf(store, draft)?;
        bag.put(&format!("{}/{}{number}.pdf", one.folder, form.name()), &pdf)?;
    }
    Ok(())
}

/// For a person: an old Notepad needs the mark at the start and both characters at the end of a line.
fn told(one: &Chosen, signed: &[String], shown: &ShownSummary, hashes: &str, today: Date) -> String {
    let posting = &one.posting;
    let mut text = format!("\u{feff}{}\r\n{}\r\n", posting.serial(), one.notice.content.title);
    let mut line = |told: String| text.push_str(&(told + "\r\n"));
    line(format!("事项：{}", kind_of(&one.notice.kind).name));
    line(format!("实际公示：{} 天，{}", posting.days(today), span(posting)));
    line("\r\n张贴地点".into());
    for hanging in &posting.hangings {
        let up = hanging.up.strftime("%Y-%m-%d %H:%M");
        let down =
            hanging.down.as_ref().map_or("还贴着".into(), |at| at.strftime("%Y-%m-%d %H:%M 撤下").to_string());
        line(format!("{}（{}）：{up} {} 张贴，{down}", hanging.place.name, hanging.place.form.word(), hanging.up_by));
    }
    if let Some(told) = shown.sentence() {
        line(format!("大屏：{told}"));
    }
    line("\r\n签字".into());
    signed.iter().for_each(|signature| line(signature.clone()));
    line(format!("\r\n异议：{} 件", one.objections.len()));
    for objection in &one.objections {
        line(format!("{}. {}：{}", objection.number, objection.means, objection.matter));
        match &objection.answer {
            Some(answer) => line(format!("   {}：{}", answer.outcome.word(), answer.reply)),
            None => line("   还没有答复".into()),
        }
    }
    line(format!("\r\n张贴页面的 SHA-256（时间以本机时钟为准）\r\n{hashes}"));
    text
}

/// From the first hour it hung to the last.
fn span(posting: &Posting) -> String {
    let first = posting.posted.date();
    match &posting.withdrawn {
        Some(withdrawal) => format!("{first} 至 {}", withdrawal.at.date()),
        None => format!("{first} 起，还贴着"),
    }
}

/// 公示目录, as a spreadsheet and as a page.
fn put_index(store: &mut Store, bag: &mut Bag, chosen: &[Chosen]) -> Result<()> {
    let office = store.office()?;
    let columns = ["编号", "标题", "事项", "实际公示", "天数", "张贴地点", "异议"];
    let mut table = Table::new(columns.map(|name| Column::new(name, Class::Text)).to_vec());
    let today = store.now().date();
    for one in chosen {
        let mut places = String::new();
        for hanging in &one.posting.hangings {
            let gap = if places.is_empty() { "" } else { "、" };
            write!(places, "{gap}{}", hanging.place.name).unwrap_or_default();
        }
        let cells = [
            one.posting.serial(),
            one.notice.content.title.clone(),
            kind_of(&one.notice.kind).name,
            span(&one.posting),
            one.posting.days(today).to_string(),
            places,
            one.objections.len().to_string(),
        ];
        table.push(Role::Data, cells.map(Cell::text).to_vec(), None);
    }
    let look = Look { paper: Paper::A4Across, ..Look::default() };
    let title = format!("{}公示目录", office.name);
    let content = Content { title, table, issuer: office.name.clone(), date: Some(today), look, ..Content::default() };
    let (bulletin, _) = gate::bulletin(&content, &Kind::unknown(KindId::new("公示目录")), &office);
    let made = made(store);
    let document = layout::compose(&bulletin, &Fonts::installed());
    bag.put("公示目录.pdf", &export::pdf(&document, &PdfOptions { title: Some(bulletin.title.clone()), made })?)?;
    bag.put("公示目录.xlsx", &export::xlsx(&bulletin.table, &bulletin.title, made)?)
}

fn made(store: &Store) -> Timestamp {
    store.now().timestamp()
}

fn kind_of(id: &KindId) -> Kind {
    Catalogue::bundled().get(id).cloned().unwrap_or_else(|| Kind::unknown(id.clone()))
}
