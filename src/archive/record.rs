//! The sealed record of one posting: its parts, and the manifest that names each with its SHA-256.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Result;
use super::verify::hex;
use crate::domain::gate;
use crate::domain::kind::{Catalogue, Kind};
use crate::domain::notice::{Notice, NoticeId};
use crate::export;
use crate::store::{EventFilter, Seal, SealedPart, Store, TableDigest};

/// What a seal covers, as JSON. Read again by later versions: fields are added, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: u32,
    pub(super) title: String,
    /// 公示〔2026〕12号
    pub(super) serial: String,
    pub(super) parts: Vec<Entry>,
    /// 补录: the document is from before this program, and nothing says that it hung.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) imported: bool,
    /// The notice's rows in the database as they were when it was sealed.
    pub(super) rows: Vec<TableDigest>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
    pub(super) held: Held,
}

/// Where a part's bytes lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Held {
    /// With the seal.
    Record,
    /// Among the editions, by name.
    Edition,
    /// In the folder of files, by its SHA-256.
    File,
}

pub(super) const FORMAT: u32 = 1;

/// Seals what a posting leaves: its pages, its content as data, signatures, places and times, photographs, objections and
/// events.
///
/// # Errors
/// A notice that still hangs; a file that cannot be read or written.
pub fn seal(store: &mut Store, notice: NoticeId, by: &str) -> Result<Seal> {
    let loaded = store.load(notice)?;
    let parts = parts(store, &loaded)?;
    let mut entries: Vec<Entry> = parts.iter().map(|part| entry(&part.name, &part.body, Held::Record)).collect();
    for edition in store.editions(notice)? {
        let pdf = store.edition_pdf(edition.id)?;
        entries.push(entry(&format!("{}.pdf", edition.name.code()), &pdf, Held::Edition));
    }
    for file in store.attachments(notice)? {
        entries.push(Entry { name: file.name, bytes: file.bytes, sha256: file.sha256, held: Held::File });
    }
    let imported = store.imported(notice)?.is_some();
    let serial = store.posting(notice)?.map(|posting| posting.serial()).unwrap_or_default();
    let title = loaded.content.title;
    let manifest =
        |rows| serde_json::to_string(&Manifest { format: FORMAT, title, serial, parts: entries, imported, rows });
    Ok(store.seal(notice, manifest, &parts, by)?)
}

/// What a seal over a document from before says, and what it does not.
pub(super) const IMPORTED: &str =
    "补录的旧档案：不是由本程序张贴的。封存只证明这份文件从补录时起没有改动，不证明它张贴过，也不证明它的日期。";

/// A part of a record as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

/// What the seal of a notice covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    pub seal: u64,
    pub sealed: jiff::ZonedDateTime,
    /// Hexadecimal, of the seal and of the one before it.
    pub hash: String,
    pub before: String,
    pub parts: Vec<Part>,
}

/// Reads what a sealed notice's record is made of, as its manifest says.
///
/// # Errors
/// A manifest that cannot be read.
pub fn contents(store: &Store, notice: NoticeId) -> Result<Option<Contents>> {
    let Some(seal) = store.seal_of(notice)? else { return Ok(None) };
    let manifest: Manifest = serde_json::from_str(&seal.manifest)?;
    let before = store.seal_numbered(seal.number.saturating_sub(1))?.map_or([0; 32], |before| before.hash);
    let part = |entry: Entry| Part { name: entry.name, bytes: entry.bytes, sha256: entry.sha256 };
    Ok(Some(Contents {
        seal: seal.number,
        hash: hex(&seal.hash),
        before: hex(&before),
        sealed: seal.sealed,
        parts: manifest.parts.into_iter().map(part).collect(),
    }))
}

fn entry(name: &str, body: &[u8], held: Held) -> Entry {
    Entry { name: name.to_owned(), bytes: body.len() as u64, sha256: export::sha256(body), held }
}

/// What lies nowhere else in a form that can be read without this program.
fn parts(store: &mut Store, notice: &Notice) -> Result<Vec<SealedPart>> {
    let office = store.office()?;
    let kind = Catalogue::bundled().get(&notice.kind).cloned().unwrap_or_else(|| Kind::unknown(notice.kind.clone()));
    let (bulletin, _) = gate::bulletin(&notice.content, &kind, &office);
    let made: Timestamp = store.now().timestamp();
    let events = store.events(EventFilter { notice: Some(notice.id), limit: None })?;
    let events: Vec<_> = events
        .iter()
        .rev()
        .map(|event| {
            serde_json::json!({
                "id": event.id, "at": event.at.to_string(), "actor": event.actor,
                "operation": event.operation, "summary": event.summary,
            })
        })
        .collect();
    let content = serde_json::json!({
        "kind": notice.kind, "kind_name": kind.name, "office": office.name, "fields": notice.content,
        "columns": bulletin.table.columns(), "rows": bulletin.table.rows(),
    });
    let json = |name: &str, value: &serde_json::Value| -> Result<SealedPart> {
        Ok(SealedPart { name: name.to_owned(), body: serde_json::to_vec_pretty(value)? })
    };
    let mut parts = vec![
        json("content.json", &content)?,
        json("approvals.json", &serde_json::to_value(store.approvals(notice.id)?)?)?,
        json("posting.json", &serde_json::to_value(store.posting(notice.id)?)?)?,
        json("objections.json", &serde_json::to_value(store.objections(notice.id)?)?)?,
        json("attachments.json", &serde_json::to_value(store.attachments(notice.id)?)?)?,
        json("events.json", &serde_json::Value::from(events))?,
    ];
    if let Some(imported) = store.imported(notice.id)? {
        let told = serde_json::json!({ "补录": imported, "说明": IMPORTED });
        parts.push(json("imported.json", &told)?);
    }
    // What stood on the lobby screen, page by page and day by day; a notice that never did has no such part.
    let summary = store.screen_log_summary(notice.id)?;
    if summary.times > 0 {
        let log = serde_json::json!({ "summary": summary, "days": store.screen_log_days(notice.id)? });
        parts.push(json("screen-log.json", &log)?);
    }
    if !bulletin.table.rows().is_empty() {
        let body = export::xlsx(&bulletin.table, &bulletin.title, made)?;
        parts.push(SealedPart { name: "table.xlsx".into(), body });
    }
    Ok(parts)
}
