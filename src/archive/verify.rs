//! Computing every hash of the archive again.

use std::collections::HashSet;

use super::Result;
use super::progress::{Progress, Stage};
use super::record::{Entry, Held, Manifest};
use crate::domain::notice::NoticeId;
use crate::export;
use crate::store::{Destroyed, Seal, SealedPart, Store};

/// What a verification came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    pub seals: u64,
    pub events: u64,
    /// The last hash of the chain of seals, hexadecimal: printed monthly, it anchors the dates on paper.
    pub head: String,
    /// `None`: everything is as it was sealed.
    pub first_difference: Option<Difference>,
}

/// The first thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The database file itself is damaged.
    File(String),
    /// An event is missing, replaced or altered.
    Event(i64),
    /// A seal is missing, replaced or altered.
    Seal(u64),
    /// A part of a sealed record is missing or altered.
    Part { seal: u64, title: String, part: String },
    /// The notice's rows in a table of the database are not those that were sealed.
    Rows { seal: u64, title: String, table: String },
    /// What was done to a record after its sealing (held, concealed, destroyed) is missing, replaced or altered.
    Custody(NoticeId),
    /// Something is left of a record that was destroyed, or what should be left is not as it was.
    Remains { seal: u64, title: String, part: String },
    /// A notice is in the archive without a seal, or the other way round.
    State(NoticeId),
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(_) => f.write_str("数据文件本身有损坏"),
            Self::Event(event) => write!(f, "第 {event} 条操作记录被改动或丢失"),
            Self::Seal(seal) => write!(f, "第 {seal} 号封存被改动或丢失"),
            Self::Part { seal, title, part } => {
                write!(f, "第 {seal} 号封存“{title}”里的 {part} 被改动或丢失")
            }
            Self::Rows { seal, title, table } => {
                write!(f, "第 {seal} 号封存“{title}”在数据表 {table} 里的内容与封存时不同")
            }
            Self::Custody(notice) => write!(f, "编号 {} 的冻结、隐藏或销毁登记被改动或丢失", notice.get()),
            Self::Remains { seal, title, part } => {
                write!(f, "第 {seal} 号封存“{title}”登记为已销毁，可是 {part} 与销毁时不同")
            }
            Self::State(notice) => write!(f, "编号 {} 的公示标为已归档，却没有封存", notice.get()),
        }
    }
}

/// Recomputes everything and names the first difference.
///
/// # Errors
/// A file that cannot be read at all. A difference is no error but an answer.
pub fn verify(store: &mut Store) -> Result<Verdict> {
    verify_watched(store, &Progress::default())
}

/// As [`verify`], watched and perhaps cancelled. Everything is read as it is at one instant, while the office works on.
///
/// # Errors
/// As [`verify`], and [`super::ArchiveError::Cancelled`].
pub fn verify_watched(store: &mut Store, progress: &Progress) -> Result<Verdict> {
    store.snapshot(|store| {
        let mut verdict = Verdict { seals: 0, events: 0, head: hex(&[0; 32]), first_difference: None };
        verdict.first_difference = differences(store, &mut verdict, progress)?;
        Ok(verdict)
    })
}

/// Whether one notice's record is as it was sealed: its place in the chain, its parts, its rows. `None`: it is.
///
/// # Errors
/// A file that cannot be read at all.
pub fn verify_record(store: &mut Store, notice: NoticeId) -> Result<Option<Difference>> {
    let Some(seal) = store.seal_of(notice)? else { return Ok(Some(Difference::State(notice))) };
    let before = store.seal_numbered(seal.number.saturating_sub(1))?.map_or([0; 32], |before| before.hash);
    if seal.expected(&before) != seal.hash {
        return Ok(Some(Difference::Seal(seal.number)));
    }
    of_record(store, &seal)
}

fn differences(store: &mut Store, verdict: &mut Verdict, progress: &Progress) -> Result<Option<Difference>> {
    if let Some(fault) = store.check_file()? {
        return Ok(Some(Difference::File(fault)));
    }
    let events = store.verify_events()?;
    verdict.events = events.events;
    if let Some(event) = events.first_difference {
        return Ok(Some(Difference::Event(event)));
    }
    if let Some(notice) = store.verify_custody()? {
        return Ok(Some(Difference::Custody(notice)));
    }
    let Ok(seals) = store.seals() else { return Ok(Some(Difference::Seal(1))) };
    progress.begin(Stage::Verifying, seals.len());
    let mut before = [0; 32];
    for (seal, number) in seals.iter().zip(1..) {
        if seal.number != number || seal.expected(&before) != seal.hash {
            return Ok(Some(Difference::Seal(number)));
        }
        if let Some(difference) = of_record(store, seal)? {
            return Ok(Some(difference));
        }
        before = seal.hash;
        verdict.seals = number;
        progress.step()?;
    }
    verdict.head = hex(&before);
    if store.seals_given()? > verdict.seals {
        return Ok(Some(Difference::Seal(verdict.seals + 1)));
    }
    of_states(store, &seals)
}

fn of_record(store: &mut Store, seal: &Seal) -> Result<Option<Difference>> {
    let Ok(manifest) = serde_json::from_str::<Manifest>(&seal.manifest) else {
        return Ok(Some(Difference::Seal(seal.number)));
    };
    let part =
        |part: &str| Difference::Part { seal: seal.number, title: manifest.title.clone(), part: part.to_owned() };
    let kept = store.sealed_parts(seal.number)?;
    if let Some(destroyed) = store.destroyed(seal.notice)? {
        let remains = of_destroyed(store, seal, &manifest, &destroyed, &kept)?;
        let (seal, title) = (seal.number, manifest.title.clone());
        return Ok(remains.map(|part| Difference::Remains { seal, title, part }));
    }
    let named: HashSet<&str> = manifest.parts.iter().map(|entry| entry.name.as_str()).collect();
    if let Some(stranger) = kept.iter().find(|kept| !named.contains(kept.name.as_str())) {
        return Ok(Some(part(&stranger.name)));
    }
    for entry in &manifest.parts {
        let body = match entry.held {
            Held::Record => kept.iter().find(|kept| kept.name == entry.name).map(|kept| kept.body.clone()),
            Held::Edition => edition(store, seal.notice, entry)?,
            Held::File => std::fs::read(store.file(&entry.sha256)).ok(),
        };
        if body.is_none_or(|body| export::sha256(&body) != entry.sha256) {
            return Ok(Some(part(&entry.name)));
        }
    }
    for rows in &manifest.rows {
        if !store.is_as_digested(seal.notice, rows)? {
            let (seal, title) = (seal.number, manifest.title.clone());
            return Ok(Some(Difference::Rows { seal, title, table: rows.table.clone() }));
        }
    }
    Ok(None)
}

/// Of a destroyed record nothing is left but its line, what the destruction wrote down, and the line of the register.
fn of_destroyed(
    store: &Store,
    seal: &Seal,
    manifest: &Manifest,
    destroyed: &Destroyed,
    kept: &[SealedPart],
) -> Result<Option<String>> {
    if export::sha256(seal.manifest.as_bytes()) != destroyed.manifest {
        return Ok(Some("封存清单".to_owned()));
    }
    if let Some(part) = kept.first() {
        return Ok(Some(part.name.clone()));
    }
    for rows in &destroyed.rows {
        if !store.is_as_digested(seal.notice, rows)? {
            return Ok(Some(rows.table.clone()));
        }
    }
    // The register's own lines are those that were sealed.
    let register =
        manifest.rows.iter().filter(|rows| ["posting", "hanging", "imported"].contains(&rows.table.as_str()));
    for rows in register {
        if !store.is_as_digested(seal.notice, rows)? {
            return Ok(Some(rows.table.clone()));
        }
    }
    Ok(None)
}

fn edition(store: &Store, notice: NoticeId, entry: &Entry) -> Result<Option<Vec<u8>>> {
    let editions = store.editions(notice)?;
    let found = editions.iter().find(|edition| entry.name == format!("{}.pdf", edition.name.code()));
    Ok(found.map(|edition| store.edition_pdf(edition.id)).transpose()?)
}

/// A notice put into the archive past the seal was never sealed.
fn of_states(store: &Store, seals: &[Seal]) -> Result<Option<Difference>> {
    let sealed: HashSet<NoticeId> = seals.iter().map(|seal| seal.notice).collect();
    let archived = store.archived()?;
    Ok(archived.into_iter().find(|notice| !sealed.contains(notice)).map(Difference::State))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
