//! What is done to a record after it was sealed: held, concealed, destroyed; and documents from before the program.

use std::path::Path;
use std::process::{Command, Output};

use gongshi::archive::{self, Choice, Document, Progress};
use gongshi::domain::kind::KindId;
use gongshi::domain::notice::NoticeId;
use gongshi::domain::retention::{Keeping, KeepingFault, Term};
use gongshi::domain::search::Query;
use gongshi::domain::table::Class;
use gongshi::store::{Ask, Destruction, Store, StoreError, Witness};
use jiff::civil::date;
use rusqlite::Connection;
use serde_json::Value;

use super::life::{TestResult, at, lived, office, year};

type Failed = Box<dyn std::error::Error>;

pub(super) fn two(reason: &str) -> Destruction {
    let witness = |name: &str| Witness { name: name.into(), pin: None };
    Destruction { first: witness("李会计"), second: witness("王镇长"), reason: reason.into() }
}

/// Files of these names are written and taken in.
pub(super) fn import(store: &mut Store, folder: &Path, names: &[&str]) -> Result<Vec<NoticeId>, Failed> {
    let old = folder.join("旧档");
    std::fs::create_dir_all(&old)?;
    for name in names {
        std::fs::write(old.join(name), format!("旧文件：{name}"))?;
    }
    let document = |past: gongshi::intake::past::Past| {
        let (path, title, kind) = (past.path, past.title, past.kind);
        Ok(Document { path, title, kind, day: past.day.ok_or("a day")? })
    };
    let documents: Vec<Document> =
        gongshi::intake::past::list(&old)?.into_iter().map(document).collect::<Result<_, Failed>>()?;
    let (kept, known) = archive::keep(store, &documents, &Progress::default())?;
    assert!(known.is_empty());
    Ok(archive::take_in(store, &kept, "李会计")?)
}

fn fault(outcome: Result<(), StoreError>) -> Option<KeepingFault> {
    match outcome {
        Err(StoreError::Keeping { fault, .. }) => Some(fault),
        _ => None,
    }
}

fn first(store: &mut Store) -> Result<NoticeId, Failed> {
    Ok(store.register(2026)?.first().ok_or("a posting")?.0)
}

fn found(store: &Store, words: &str) -> Result<usize, Failed> {
    Ok(store.search(&Query::of(words), Ask { from: 0, notices: 99, rows: 9 }, &|| true)?.found.len())
}

#[test]
fn only_an_expired_record_that_is_not_held_is_destroyed_and_only_by_two() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&year(folder.path(), 2)?)?;
    let notice = first(&mut store)?;
    let kind = store.load(notice)?.kind;
    let mut keeping = Keeping::default();
    keeping.set(&kind, Term::Years(10));
    store.set_keeping(&keeping)?;
    store.set_clock(at(date(2036, 12, 31), 9));
    assert_eq!(fault(store.destroy(notice, &two("期满"))), Some(KeepingFault::Running(Some(date(2037, 1, 1)))));
    store.set_clock(at(date(2037, 1, 1), 9));
    let alone = Destruction { second: Witness { name: " 李会计 ".into(), pin: None }, ..two("期满") };
    assert_eq!(fault(store.destroy(notice, &alone)), Some(KeepingFault::OnePerson));
    assert_eq!(fault(store.destroy(notice, &two(" "))), Some(KeepingFault::NoReason));
    store.hold(notice, "王镇长", "行政诉讼")?;
    assert_eq!(fault(store.destroy(notice, &two("期满"))), Some(KeepingFault::Held));
    store.release(notice, "王镇长", "已结案")?;
    let wrong = Destruction { first: Witness { name: "李会计".into(), pin: Some("0000".into()) }, ..two("期满") };
    assert!(matches!(store.destroy(notice, &wrong), Err(StoreError::WrongPin)));
    store.destroy(notice, &two("期满"))?;
    assert_eq!(fault(store.destroy(notice, &two("期满"))), Some(KeepingFault::Destroyed));
    keeping.set(&kind, Term::Permanent);
    store.set_keeping(&keeping)?;
    assert_eq!(store.register(2026)?.len(), 2, "the register keeps its line");
    Ok(())
}

#[test]
fn a_lawful_destruction_leaves_the_chains_whole_and_nothing_of_the_record() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = year(folder.path(), 3)?;
    let mut store = Store::open(&path)?;
    let notice = first(&mut store)?;
    let file = store.file(&store.attachments(notice)?[0].sha256);
    let seal = store.seal_of(notice)?.ok_or("a seal")?;
    assert!(file.exists());
    store.set_clock(at(date(2060, 1, 2), 9));
    store.destroy(notice, &two("保管期满"))?;
    assert_eq!(archive::verify(&mut store)?.first_difference, None);
    assert_eq!(archive::verify(&mut store)?.seals, 3);
    let entry = store.destroyed(notice)?.ok_or("an entry")?;
    assert_eq!(entry.manifest, gongshi::export::sha256(seal.manifest.as_bytes()));
    assert_eq!(store.seal_of(notice)?, Some(seal));
    assert!(!file.exists() && store.editions(notice)?.is_empty() && store.objections(notice)?.is_empty());
    assert!(store.posting(notice)?.is_some());
    drop(store);
    let db = Connection::open(&path)?;
    let left: i64 = db.query_row(
        "SELECT (SELECT count(*) FROM row WHERE notice = ?1) + (SELECT count(*) FROM approval WHERE notice = ?1)
              + (SELECT count(*) FROM attachment WHERE notice = ?1)",
        [notice.get()],
        |row| row.get(0),
    )?;
    assert_eq!(left, 0);
    Ok(())
}

#[test]
fn whoever_removes_a_record_without_the_entry_or_forges_the_entry_is_found_out() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = year(folder.path(), 2)?;
    let notice = {
        let mut store = Store::open(&path)?;
        first(&mut store)?
    };
    let is_whole =
        || -> Result<bool, Failed> { Ok(archive::verify(&mut Store::open_beside(&path)?)?.first_difference.is_none()) };
    let bytes = std::fs::read(&path)?;
    let tries = [
        // The trigger itself forbids it.
        "DELETE FROM sealed_part",
        "DELETE FROM seal",
        "UPDATE custody SET reason = ''",
        "DELETE FROM custody",
    ];
    for sql in tries {
        let db = Connection::open(&path)?;
        db.execute("INSERT OR IGNORE INTO custody (notice, deed, at, at_offset, person, reason, detail, event) VALUES (999, 'hold', '2026-01-01T00:00:00.000Z', 0, 'x', 'x', '', 999)", [])?;
        assert!(db.execute(sql, []).is_err(), "{sql}");
    }
    std::fs::write(&path, &bytes)?;
    let forged = [
        "DROP TRIGGER sealed_part_is_removed_by_destruction_only; DELETE FROM sealed_part WHERE seal = 1",
        "INSERT INTO custody (notice, deed, at, at_offset, person, reason, detail, event)
         VALUES (NOTICE, 'destroy', '2060-01-01T00:00:00.000Z', 0, '甲', '期满', '', 1); DELETE FROM sealed_part WHERE seal = 1",
        "INSERT INTO custody (notice, deed, at, at_offset, person, reason, detail, event)
         VALUES (NOTICE, 'conceal', '2027-01-01T00:00:00.000Z', 0, '甲', '期满', '', 1)",
    ];
    for sql in forged {
        for ending in ["-wal", "-shm"] {
            let beside = path.with_file_name(format!("gongshi.db{ending}"));
            if beside.exists() {
                std::fs::remove_file(beside)?;
            }
        }
        std::fs::write(&path, &bytes)?;
        assert!(is_whole()?);
        Connection::open(&path)?.execute_batch(&sql.replace("NOTICE", &notice.get().to_string()))?;
        assert!(!is_whole()?, "{sql}");
    }
    Ok(())
}

#[test]
fn concealed_persons_are_in_no_search_and_no_new_paper_while_the_record_stays() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&folder.path().join("gongshi.db"))?;
    store.set_office(&office())?;
    let notice = lived(&mut store, "gengdi-dili", date(2026, 3, 5))?;
    let title = store.load(notice)?.content.title;
    assert_eq!(found(&store, "第2行")?, 1);
    store.conceal(notice, "李会计", "公示期已过")?;
    assert_eq!((found(&store, "第2行")?, found(&store, &title)?), (0, 1));
    let table = store.load(notice)?.content.table;
    for (at, column) in table.columns.iter().enumerate() {
        // Where a group lives names nobody.
        let may_stay = matches!(column.class, Class::Serial | Class::Group);
        let stays = table.rows.iter().any(|row| format!("{:?}", row.cells[at]).contains("第2行"));
        assert!(may_stay || !stays, "{}", column.name());
    }
    let again = store.create_from_previous(notice, true)?;
    assert_eq!(again.rows, 0, "what is made anew begins without the persons");
    assert_eq!(archive::verify(&mut store)?.first_difference, None);
    store.reveal(notice, "李会计", "核对需要")?;
    while store.index_more(100)? > 0 {}
    assert_eq!(found(&store, "第2行")?, 1);
    Ok(())
}

#[test]
fn after_so_many_days_as_the_office_set_they_are_concealed_by_themselves_but_once() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&year(folder.path(), 2)?)?;
    let notice = first(&mut store)?;
    let down = store.posting(notice)?.and_then(|posting| posting.withdrawn).ok_or("taken down")?.at.date();
    store.set_keeping(&Keeping { conceal_after: Some(30), ..Keeping::default() })?;
    let day = |days: i64| down.checked_add(jiff::Span::new().days(days));
    assert_eq!(store.conceal_due(day(29)?)?, []);
    assert_eq!(store.conceal_due(day(30)?)?, [notice]);
    assert!(store.custody(notice)?[0].person.is_empty());
    store.reveal(notice, "李会计", "有人查")?;
    assert_eq!(store.conceal_due(day(31)?)?, []);
    Ok(())
}

#[test]
fn the_inspector_gets_the_pages_of_a_concealed_notice_and_is_told() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&year(folder.path(), 2)?)?;
    let notice = first(&mut store)?;
    store.conceal(notice, "李会计", "公示期已过")?;
    let bag = folder.path().join("包");
    archive::package(&mut store, &Choice::default(), &bag, &Progress::default())?;
    let place = std::fs::read_dir(bag.join("data"))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("2026-001 ")))
        .ok_or("the first notice")?;
    let told = std::fs::read_to_string(place.join("情况.txt"))?;
    assert!(told.contains("个人信息已对外隐藏") && told.contains("不要外传"), "{told}");
    assert!(place.join("公示页.pdf").exists() && !place.join("公示表格.xlsx").exists());
    Ok(())
}

#[test]
fn a_cancelled_package_leaves_nothing_behind() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&year(folder.path(), 2)?)?;
    let out = tempfile::tempdir()?;
    let progress = Progress::default();
    progress.cancel();
    for name in ["包", "包.zip"] {
        let pack = if name.ends_with("zip") { archive::package_zip } else { archive::package };
        let packed = pack(&mut store, &Choice::default(), &out.path().join(name), &progress);
        assert!(matches!(packed, Err(archive::ArchiveError::Cancelled)));
        assert_eq!(std::fs::read_dir(out.path())?.count(), 0, "{name}");
    }
    Ok(())
}

#[test]
fn several_years_and_kinds_go_into_one_package() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&year(folder.path(), 4)?)?;
    import(&mut store, folder.path(), &["2019-03-04 低保名单.pdf", "2017-05-06 通知.pdf"])?;
    let mut packed = |years: &[i16], kinds: &[&str]| -> Result<usize, Failed> {
        let out = tempfile::tempdir()?;
        let kinds = kinds.iter().map(|kind| KindId::new(*kind)).collect();
        let choice = Choice { years: years.into(), kinds, ..Choice::default() };
        Ok(archive::package(&mut store, &choice, &out.path().join("包"), &Progress::default())?.notices)
    };
    assert_eq!(packed(&[], &[])?, 6);
    assert_eq!(packed(&[2026], &[])?, 4);
    assert_eq!(packed(&[2019, 2026], &["dibao-current", "sangong"])?, 2);
    assert_eq!(packed(&[2017], &[])?, 1);
    Ok(())
}

#[test]
fn a_document_from_before_is_sealed_found_and_never_said_to_have_hung() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&year(folder.path(), 1)?)?;
    let taken = import(&mut store, folder.path(), &["2019年3月4日石桥村低保公示.pdf"])?;
    let [notice] = taken.as_slice() else { panic!("one document") };
    assert_eq!(archive::verify(&mut store)?.first_difference, None);
    assert_eq!(found(&store, "低保公示")?, 1);
    let query = Query { from: Some(date(2019, 1, 1)), to: Some(date(2019, 12, 31)), ..Query::of("石桥村") };
    assert_eq!(store.search(&query, Ask { from: 0, notices: 9, rows: 9 }, &|| true)?.found.len(), 1);
    assert!(store.posting(*notice)?.is_none() && store.register(2019)?.is_empty());
    let parts = archive::contents(&store, *notice)?.ok_or("a seal")?.parts;
    assert!(parts.iter().any(|part| part.name == "imported.json"));
    let again = [Document {
        path: folder.path().join("旧档/2019年3月4日石桥村低保公示.pdf"),
        title: "又一次".into(),
        kind: KindId::new("tongzhi"),
        day: date(2019, 3, 4),
    }];
    let (kept, known) = archive::keep(&store, &again, &Progress::default())?;
    assert_eq!((kept.len(), known.len()), (0, 1), "the same file is not taken in twice");
    let bag = folder.path().join("包");
    archive::package(&mut store, &Choice { years: vec![2019], ..Choice::default() }, &bag, &Progress::default())?;
    let place = bag.join("data").join(format!("补录 2019-03-04 {:05} 石桥村低保公示", notice.get()));
    assert!(std::fs::read_to_string(place.join("情况.txt"))?.contains("不是由本程序张贴的"));
    assert!(place.join("原件/2019年3月4日石桥村低保公示.pdf").exists());
    Ok(())
}

fn gongshi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongshi")).args(arguments).output().expect("the program starts")
}

#[test]
fn the_commands_of_the_archive_do_what_the_buttons_do() -> TestResult {
    let folder = tempfile::tempdir()?;
    year(folder.path(), 1)?;
    let data = folder.path().to_str().ok_or("a path")?.to_owned();
    let old = folder.path().join("旧");
    std::fs::create_dir(&old)?;
    std::fs::write(old.join("2015-06-07 老公示.pdf"), "旧")?;
    let told = |arguments: &[&str]| -> Result<Value, Failed> {
        let said = gongshi(&[arguments, &["--data", &data, "--json"]].concat());
        assert!(said.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&said.stderr));
        Ok(serde_json::from_slice(&said.stdout)?)
    };
    let taken = told(&["archive", "import", old.to_str().ok_or("a path")?, "--by", "李会计"])?;
    assert_eq!(taken["notices"][0]["day"], "2015-06-07");
    let listed = told(&["archive", "list"])?;
    assert_eq!(listed["records"].as_array().map(Vec::len), Some(2));
    let id = listed["records"][0]["id"].to_string();
    told(&["archive", "hold", &id, "--by", "李会计", "--reason", "复议"])?;
    told(&["archive", "conceal", &id, "--by", "李会计", "--reason", "期满"])?;
    let listed = told(&["archive", "list"])?;
    assert_eq!((&listed["records"][0]["held"], &listed["records"][0]["concealed"]), (&true.into(), &true.into()));
    let refused =
        gongshi(&["archive", "destroy", &id, "--by", "甲", "--second", "乙", "--reason", "期满", "--data", &data]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("冻结"));
    assert_eq!(told(&["verify"])?["whole"], true);
    Ok(())
}
