//! `gongshi archive`: the list of what is kept, the past taken in, and what is done to keep or destroy a record.

use std::io::BufRead;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::arguments::archive::{Archive, ArchiveJob};
use super::outcome::{self, Refusal, store_line};
use super::window;
use crate::archive::{self, ArchiveError, Document, Progress};
use crate::domain::kind::KindId;
use crate::domain::notice::NoticeId;
use crate::domain::retention::{Deed, Keeping};
use crate::folder::Folder;
use crate::intake::past;
use crate::store::{Destruction, Record, Store, StoreError, Witness};
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// What was done: a sentence for a person, and its fields for a script.
struct Done {
    told: String,
    fields: Value,
}

pub(super) fn run(request: &Archive) -> Result<String, Refusal> {
    let done = if let ArchiveJob::List { due } = request.job {
        let folder = Folder::choose(Some(request.data.clone()))
            .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &words()).line()))?;
        list(&Store::open_beside(&folder.db()).map_err(of_store)?, due)?
    } else {
        let (folder, _lock) = window::take(Some(request.data.clone()))?;
        change(&mut Store::open(&folder.db()).map_err(of_store)?, &request.job)?
    };
    if request.json { outcome::json(&done.fields) } else { Ok(done.told + "\n") }
}

fn change(store: &mut Store, job: &ArchiveJob) -> Result<Done, Refusal> {
    match job {
        ArchiveJob::List { due } => list(store, *due),
        ArchiveJob::Import { folder, by, kind } => import(store, folder, by, kind.as_ref()),
        ArchiveJob::Keep { deed, notice, by, reason } => {
            let id = NoticeId::from_stored(*notice);
            let (kept, told) = match deed {
                Deed::Hold => (store.hold(id, by, reason), "已冻结，解除以前不能销毁。"),
                Deed::Release => (store.release(id, by, reason), "已解除冻结。"),
                Deed::Conceal => (store.conceal(id, by, reason), "已对外隐藏个人信息；封存的档案没有动。"),
                Deed::Reveal | Deed::Destroy => (store.reveal(id, by, reason), "已恢复显示。"),
            };
            kept.map_err(of_store)?;
            Ok(Done { told: told.to_owned(), fields: json!({ "notice": notice, "deed": deed }) })
        }
        ArchiveJob::Term { kind, term } => settle(store, |keeping| keeping.set(kind, *term)),
        ArchiveJob::ConcealAfter { days } => settle(store, |keeping| keeping.conceal_after = *days),
        ArchiveJob::Destroy { notice, by, second, reason, by_pin } => {
            let pins = if *by_pin { read_pins()? } else { [None, None] };
            let [first_pin, second_pin] = pins;
            let how = Destruction {
                first: Witness { name: by.clone(), pin: first_pin },
                second: Witness { name: second.clone(), pin: second_pin },
                reason: reason.clone(),
            };
            let id = NoticeId::from_stored(*notice);
            store.destroy(id, &how).map_err(of_store)?;
            let entry = store.destroyed(id).map_err(of_store)?;
            let told = "已销毁并登记。封存链和台账上的这一行还在；以前的备份里还有，请一并处理。";
            Ok(Done {
                told: told.to_owned(),
                fields: json!({ "notice": notice, "manifest": entry.map(|entry| entry.manifest) }),
            })
        }
    }
}

/// What the office settles about its archive.
fn settle(store: &mut Store, change: impl FnOnce(&mut Keeping)) -> Result<Done, Refusal> {
    let mut keeping = store.keeping().map_err(of_store)?;
    change(&mut keeping);
    store.set_keeping(&keeping).map_err(of_store)?;
    let fields =
        serde_json::to_value(&keeping).map_err(|error| Refusal::wrong(format!("结果写不成 JSON（{error}）。")))?;
    Ok(Done { told: "已改好。".to_owned(), fields })
}

/// Every file of the folder by what its name says; what has no day is refused by name, and then nothing is taken in.
fn import(store: &mut Store, folder: &std::path::Path, by: &str, kind: Option<&KindId>) -> Result<Done, Refusal> {
    let files = past::list(folder)
        .map_err(|_| Refusal::wrong(format!("文件夹“{}”打不开。请看看名字写得对不对。", folder.display())))?;
    if files.is_empty() {
        return Err(Refusal::content("这个文件夹里没有能补录的文件。请换一个文件夹。"));
    }
    let document = |file: past::Past| match file.day {
        Some(day) => {
            let kind = kind.cloned().unwrap_or(file.kind);
            Ok(Document { path: file.path, title: file.title, kind, day })
        }
        None => Err(Refusal::content(format!(
            "“{}”看不出是哪一天的。请在文件名里写上日期，例如 2019-03-04 低保公示.pdf。",
            file.path.display()
        ))),
    };
    let documents = files.into_iter().map(document).collect::<Result<Vec<_>, _>>()?;
    let (kept, known) = archive::keep(store, &documents, &Progress::default()).map_err(of_archive)?;
    let notices = archive::take_in(store, &kept, by).map_err(of_archive)?;
    let known_told = if known.is_empty() {
        String::new()
    } else {
        format!("另有 {} 个文件档案里已经有了，没有重复收。", known.len())
    };
    let listed: Vec<Value> = kept
        .iter()
        .zip(&notices)
        .map(|(old, id)| json!({ "notice": id, "title": old.title, "day": old.day, "kind": old.kind, "file": old.file, "sha256": old.sha256 }))
        .collect();
    Ok(Done {
        told: format!("补录了 {} 件，都已封存。{known_told}", notices.len()),
        fields: json!({ "notices": listed, "known": known }),
    })
}

fn list(store: &Store, due: bool) -> Result<Done, Refusal> {
    let keeping = store.keeping().map_err(of_store)?;
    let today = store.now().date();
    let records = store.records().map_err(of_store)?;
    let records: Vec<Record> = records.into_iter().filter(|record| !due || is_due(record, &keeping, today)).collect();
    let told: Vec<String> = records.iter().map(|record| line(record, &keeping)).collect();
    let fields: Vec<Value> = records.iter().map(|record| fields(record, &keeping)).collect();
    let told = if told.is_empty() { "没有这样的档案。".to_owned() } else { told.join("\n") };
    Ok(Done { told, fields: json!({ "records": fields }) })
}

/// The first day on which it may be destroyed.
fn over(record: &Record, keeping: &Keeping) -> Option<Date> {
    record.seal.and_then(|(_, sealed)| keeping.of(&record.kind).term.over(sealed))
}

fn is_due(record: &Record, keeping: &Keeping, today: Date) -> bool {
    over(record, keeping).is_some_and(|over| over <= today) && !record.is_held && !record.is_destroyed
}

fn line(record: &Record, keeping: &Keeping) -> String {
    let serial = match record.serial {
        Some(serial) => serial.to_string(),
        None if record.is_imported => "补录".to_owned(),
        None => String::new(),
    };
    let standing = [
        (record.is_sample, "示例"),
        (record.seal.is_none() && !record.is_sample, "待归档"),
        (record.is_held, "冻结"),
        (record.is_concealed, "对外隐藏"),
        (record.is_destroyed, "已销毁"),
    ];
    let standing: Vec<&str> = standing.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
    let kept = match over(record, keeping) {
        Some(over) => format!("{over} 起可销毁"),
        None if record.seal.is_some() => "永久".to_owned(),
        None => String::new(),
    };
    format!("{}\t{serial}\t{}\t{}\t{kept}\t{}", record.notice.get(), record.ended, record.title, standing.join("、"))
}

fn fields(record: &Record, keeping: &Keeping) -> Value {
    json!({
        "id": record.notice,
        "kind": record.kind,
        "title": record.title,
        "serial": record.serial.map(|serial| serial.to_string()),
        "ended": record.ended,
        "seal": record.seal.map(|(number, _)| number),
        "imported": record.is_imported,
        "held": record.is_held,
        "concealed": record.is_concealed,
        "destroyed": record.is_destroyed,
        "term": u16::from(keeping.of(&record.kind).term),
        "over": over(record, keeping),
    })
}

/// One line each, in the order of the names: a command line is seen by everyone on the PC.
fn read_pins() -> Result<[Option<String>; 2], Refusal> {
    let mut lines = std::io::stdin().lock().lines();
    let mut next = || match lines.next() {
        Some(Ok(line)) => Ok(Some(line.trim().to_owned())),
        _ => Err(Refusal::wrong("密码读不进来。请把两个人的密码写在标准输入的前两行。")),
    };
    Ok([next()?, next()?])
}

fn words() -> Words {
    Words::new(Language::Chinese)
}

fn of_store(error: StoreError) -> Refusal {
    let line = store_line(&error);
    match error {
        StoreError::Keeping { .. } | StoreError::WrongPin | StoreError::NoSuchNotice(_) => Refusal::content(line),
        _ => Refusal::wrong(line),
    }
}

fn of_archive(error: ArchiveError) -> Refusal {
    match error {
        ArchiveError::Store(error) => of_store(error),
        other => Refusal::wrong(Trouble::of_archive(&other, &words()).line()),
    }
}
