//! `gongshi approve|post|withdraw|object|verify`: the life of a posting without the window, by the same code.

use std::io::BufRead;

use serde_json::{Value, json};

use super::arguments::life::{Life, Verb};
use super::outcome::{self, Refusal, store_line};
use super::window;
use crate::archive::{self, ArchiveError, Request, Verdict};
use crate::domain::approval::{self, Means};
use crate::domain::kind::Kind;
use crate::domain::notice::{NoticeId, State};
use crate::domain::objection::{self, due};
use crate::folder::Folder;
use crate::store::{Store, StoreError};
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// What was done: a sentence for a person, and its fields for a script.
struct Done {
    told: String,
    fields: Value,
}

pub(super) fn run(request: &Life) -> Result<String, Refusal> {
    let done = match &request.verb {
        Verb::Verify => verify(request)?,
        verb => {
            let (folder, _lock) = window::take(Some(request.data.clone()))?;
            let mut store = Store::open(&folder.db()).map_err(of_store)?;
            change(&mut store, verb)?
        }
    };
    if request.json { outcome::json(&done.fields) } else { Ok(done.told + "\n") }
}

fn change(store: &mut Store, verb: &Verb) -> Result<Done, Refusal> {
    match verb {
        Verb::Approve { notice, by, means, remark } => approve(store, id(*notice), by, *means, remark),
        Verb::Post { notice, by, places, last, reason } => {
            let request = Request { by: by.clone(), places: places.clone(), last: *last, reason: reason.clone() };
            post(store, id(*notice), &request)
        }
        Verb::Withdraw { notice, by, reason, seal } => withdraw(store, id(*notice), by, reason, *seal),
        Verb::Object { notice, person, means, matter, by } => object(store, id(*notice), (person, means, matter), by),
        Verb::Answer { notice, number, by, reply, outcome, list_changed } => {
            let answered = store.answer(id(*notice), *number, by, reply, *outcome, *list_changed);
            answered.map_err(of_store)?;
            let told = format!("已答复第 {number} 号异议：{}。", outcome.word());
            Ok(Done { told, fields: json!({ "notice": notice, "objection": number, "outcome": outcome }) })
        }
        Verb::Verify => Err(Refusal::wrong("verify 不改动任何东西。")),
    }
}

fn id(notice: i64) -> NoticeId {
    NoticeId::from_stored(notice)
}

fn kind_of(store: &mut Store, notice: NoticeId) -> Result<Kind, Refusal> {
    let kind = store.load(notice).map_err(of_store)?.kind;
    Ok(store.rulebook().map_err(of_store)?.kind(&kind))
}

/// A draft is submitted first. Alone, one person signs every step that is left, each recorded as such.
fn approve(store: &mut Store, notice: NoticeId, by: &str, means: Means, remark: &str) -> Result<Done, Refusal> {
    let steps = approval::steps(&kind_of(store, notice)?);
    if means == Means::Pin {
        store.check_pin(by, &read_pin()?).map_err(of_store)?;
    }
    let digest = store.digest(notice).map_err(of_store)?;
    let signed = store.batch(|store| {
        if store.load(notice)?.state == State::Draft {
            store.submit(notice, by)?;
        }
        loop {
            let summary = store.sign(notice, &steps, by, means, remark, &digest)?;
            if means != Means::Alone || summary.state == State::Approved {
                return Ok(summary);
            }
        }
    });
    let summary = signed.map_err(of_store)?;
    let approvals = store.approvals(notice).map_err(of_store)?;
    let left = approval::next(&steps, &approvals).map(str::to_owned);
    let told = match &left {
        None => format!("“{}”已批准，可以张贴。", summary.title),
        Some(step) => format!("“{}”已签字，下一步由{step}签。", summary.title),
    };
    Ok(Done {
        told,
        fields: json!({ "notice": notice, "approved": left.is_none(), "next": left, "approvals": approvals }),
    })
}

/// The PIN comes on the first line of the input: a command line is seen by everyone on the PC.
fn read_pin() -> Result<String, Refusal> {
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| Refusal::wrong(format!("密码读不进来（{error}）。请把密码写在标准输入的第一行。")))?;
    Ok(line.trim().to_owned())
}

fn post(store: &mut Store, notice: NoticeId, request: &Request) -> Result<Done, Refusal> {
    let doubts = doubts(store, notice)?;
    let posting = archive::post(store, notice, request).map_err(of_archive)?;
    let editions = store.editions(notice).map_err(of_store)?;
    let until = posting.period.last.map_or("长期".to_owned(), |last| format!("到 {last}"));
    let editions: Vec<Value> = editions
        .iter()
        .map(|edition| json!({ "name": edition.name.code(), "pages": edition.pages, "sha256": edition.sha256 }))
        .collect();
    let fields = json!({
        "notice": notice, "serial": posting.serial(), "first": posting.period.first, "last": posting.period.last,
        "editions": editions, "warnings": doubts,
    });
    let mut told = vec![format!("已张贴：{}，{until}。", posting.serial())];
    told.extend(doubts);
    Ok(Done { told: told.join("\n"), fields })
}

/// What the clerk should know of the days before they are counted on.
fn doubts(store: &mut Store, notice: NoticeId) -> Result<Vec<String>, Refusal> {
    let (kind, today) = (kind_of(store, notice)?, store.now().date());
    let (rules, office) = (store.rulebook().map_err(of_store)?, store.office().map_err(of_store)?);
    Ok(rules.doubts(&kind, &office, today).into_iter().map(|finding| finding.text).collect())
}

fn withdraw(store: &mut Store, notice: NoticeId, by: &str, reason: &str, seal: bool) -> Result<Done, Refusal> {
    store.withdraw(notice, by, reason).map_err(of_store)?;
    let sealed = if seal { Some(archive::seal(store, notice, by).map_err(of_archive)?) } else { None };
    let told = match &sealed {
        Some(seal) => format!("已撤下并归档，封存第 {} 号。", seal.number),
        None => "已撤下。归档前还可以补照片和异议答复。".to_owned(),
    };
    let hash = sealed.as_ref().map(|seal| hex(&seal.hash));
    Ok(Done { told, fields: json!({ "notice": notice, "seal": sealed.map(|seal| seal.number), "hash": hash }) })
}

fn object(
    store: &mut Store,
    notice: NoticeId,
    (person, means, matter): (&str, &str, &str),
    by: &str,
) -> Result<Done, Refusal> {
    let calendar = store.rulebook().map_err(of_store)?.calendar;
    let (kind, today) = (kind_of(store, notice)?, store.now().date());
    let due = due(&kind, today, &calendar);
    let doubts: Vec<String> =
        objection::doubts(&kind, today, &calendar).into_iter().map(|finding| finding.text).collect();
    let number = store.object(notice, person, means, matter, due, by).map_err(of_store)?;
    let until = due.map(|day| format!("，{day} 前答复")).unwrap_or_default();
    Ok(Done {
        told: [vec![format!("已登记第 {number} 号异议{until}。")], doubts.clone()].concat().join("\n"),
        fields: json!({ "notice": notice, "objection": number, "due": due, "warnings": doubts }),
    })
}

fn verify(request: &Life) -> Result<Done, Refusal> {
    let folder = Folder::choose(Some(request.data.clone()))
        .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &Words::new(Language::Chinese)).line()))?;
    let mut store = Store::open_beside(&folder.db()).map_err(of_store)?;
    let Verdict { seals, events, head, first_difference } = archive::verify(&mut store).map_err(of_archive)?;
    let Some(difference) = first_difference else {
        let told = format!("核对完毕：{events} 条记录、{seals} 份封存档案都与封存时一样。封存链尾：{head}");
        return Ok(Done { told, fields: json!({ "whole": true, "seals": seals, "events": events, "head": head }) });
    };
    let sentence = format!("{difference}。请不要再改动这个文件夹，用最近的备份核对。");
    let refusal = Refusal::content(sentence);
    let fields = json!({ "whole": false, "seals": seals, "events": events, "difference": difference.to_string() });
    Err(if request.json { refusal.with_answer(outcome::json(&fields)?) } else { refusal })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn of_store(error: StoreError) -> Refusal {
    let line = store_line(&error);
    match error {
        StoreError::NotAllowed { .. }
        | StoreError::Changed(_)
        | StoreError::WrongPin
        | StoreError::NoSuchObjection { .. }
        | StoreError::Posted { .. } => Refusal::content(line),
        _ => Refusal::wrong(line),
    }
}

fn of_archive(error: ArchiveError) -> Refusal {
    match error {
        ArchiveError::Store(error) => of_store(error),
        ArchiveError::Export(error) => {
            Refusal::wrong(Trouble::of_export(&error, &Words::new(Language::Chinese)).line())
        }
        other => Refusal::content(Trouble::of_archive(&other, &Words::new(Language::Chinese)).line()),
    }
}
