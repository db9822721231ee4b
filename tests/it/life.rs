//! A year of a township in the archive: from drafts to sealed records, and whoever changes one of them is found out.

use std::path::{Path, PathBuf};

use gongshi::archive::{self, ArchiveError, Request};
use gongshi::domain::approval::{self, Means};
use gongshi::domain::draft;
use gongshi::domain::kind::Catalogue;
use gongshi::domain::notice::{NoticeId, State};
use gongshi::domain::objection::Outcome;
use gongshi::domain::office::{Level, Office};
use gongshi::domain::period::Calendar;
use gongshi::domain::posting::{Form, Place, PlanFault};
use gongshi::domain::table::{Cell, Role};
use gongshi::store::{AttachmentRole, Clock, Event, EventFilter, Relation, Store, StoreError};
use jiff::civil::{Date, date};
use jiff::tz::{TimeZone, offset};
use rusqlite::Connection;
use rusqlite::types::Value;

pub(super) type TestResult = Result<(), Box<dyn std::error::Error>>;

const KINDS: [&str; 4] = ["gengdi-dili", "dibao-initial", "sangong", "tongzhi"];

pub(super) fn at(day: Date, hour: i8) -> Clock {
    let zone = TimeZone::fixed(offset(8));
    Clock::Fixed(day.at(hour, 30, 0, 0).to_zoned_datetime(zone).expect("a fixed zone has no gaps"))
}

pub(super) fn office() -> Office {
    Office {
        name: "石桥镇人民政府".into(),
        level: Level::Township,
        telephones: vec!["0743-8520001".into()],
        ..Office::default()
    }
}

pub(super) fn wall() -> Place {
    Place { form: Form::Wall, name: "镇政府公开栏".into() }
}

pub(super) fn screen() -> Place {
    Place { form: Form::Screen, name: "大厅电视".into() }
}

pub(super) fn request(places: &[Place]) -> Request {
    Request { by: "李会计".into(), places: places.into(), last: None, reason: String::new() }
}

/// A draft of the kind with a few rows.
pub(super) fn drafted(store: &mut Store, kind: &str, day: Date) -> Result<NoticeId, Box<dyn std::error::Error>> {
    let kind = Catalogue::bundled().get(&gongshi::domain::kind::KindId::new(kind)).ok_or("a bundled kind")?;
    let (mut content, _) = draft::posted_on(kind, &office(), day, Calendar::bundled());
    for n in 1..=3 {
        let cells = content.table.columns.iter().map(|_| Cell::text(format!("第{n}行"))).collect();
        content.table.push(Role::Data, cells, None);
    }
    Ok(store.create(&kind.id, &content)?.id)
}

pub(super) fn approve(store: &mut Store, notice: NoticeId) -> TestResult {
    let kind = store.load(notice)?.kind;
    let steps = approval::steps(Catalogue::bundled().get(&kind).ok_or("a bundled kind")?);
    store.submit(notice, "李会计")?;
    let digest = store.digest(notice)?;
    for step in &steps {
        store.sign(notice, &steps, &format!("{step}甲"), Means::Paper, "同意", &digest)?;
    }
    Ok(())
}

/// Drafted, approved, hung for its period, objected to, taken down, sealed.
pub(super) fn lived(store: &mut Store, kind: &str, day: Date) -> Result<NoticeId, Box<dyn std::error::Error>> {
    store.set_clock(at(day, 8));
    let notice = drafted(store, kind, day)?;
    approve(store, notice)?;
    store.set_clock(at(day, 9));
    let posting = archive::post(store, notice, &request(&[wall(), screen()]))?;
    store.attach(notice, AttachmentRole::Up, "张贴.jpg", format!("照片{notice:?}").as_bytes(), None, "李会计")?;
    let last = posting.period.last.unwrap_or(day);
    let number = store.object(notice, "", "电话", "面积不对", None, "李会计")?;
    store.answer(notice, number, "李会计", "已核对，面积无误。", Outcome::Rejected, false)?;
    store.set_clock(at(last.tomorrow()?, 9));
    store.expire(last.tomorrow()?)?;
    store.withdraw(notice, "李会计", "期满")?;
    archive::seal(store, notice, "李会计")?;
    Ok(notice)
}

pub(super) fn year(folder: &Path, months: i8) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let path = folder.join("gongshi.db");
    let mut store = Store::open(&path)?;
    store.set_office(&office())?;
    for month in 1..=months {
        lived(&mut store, KINDS[month as usize % KINDS.len()], date(2026, month, 5))?;
    }
    Ok(path)
}

#[test]
fn every_move_of_a_notice_is_an_event_with_its_person_and_its_reason() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&folder.path().join("gongshi.db"))?;
    store.set_office(&office())?;
    let notice = lived(&mut store, KINDS[0], date(2026, 3, 2))?;
    store.correct(notice, "王主任", Relation::Correction)?;
    let events = store.events(EventFilter { notice: Some(notice), limit: None })?;
    // The last day passes by itself.
    let by_nobody = |event: &&Event| event.actor.is_empty() && !matches!(event.operation.as_str(), "create" | "edit");
    let nobody: Vec<&str> = events.iter().filter(by_nobody).map(|event| event.summary.as_str()).collect();
    assert_eq!(nobody, ["expired"]);
    let down = events.iter().find(|event| event.summary.starts_with("withdrawn")).ok_or("a withdrawal")?;
    assert_eq!((down.actor.as_str(), down.summary.as_str()), ("李会计", "withdrawn: 期满"));
    Ok(())
}

#[test]
fn a_year_is_lived_numbered_sealed_and_verified() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&year(folder.path(), 12)?)?;
    let numbers: Vec<u32> = store.register(2026)?.iter().map(|(_, posting)| posting.number).collect();
    assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
    for (notice, posting) in store.register(2026)? {
        assert_eq!(store.load(notice)?.state, State::Archived);
        assert!(posting.hangings.iter().all(|hanging| hanging.down.is_some()));
        let editions = store.editions(notice)?;
        assert_eq!(editions.len(), 2);
        assert!(store.edition_pdf(editions[0].id)?.starts_with(b"%PDF"));
    }
    let verdict = archive::verify(&mut store)?;
    assert_eq!((verdict.seals, verdict.first_difference), (12, None));
    Ok(())
}

#[test]
fn the_screen_shows_what_hangs_on_it_and_nothing_else() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&folder.path().join("gongshi.db"))?;
    store.set_office(&office())?;
    let day = date(2026, 7, 18);
    store.set_clock(at(day, 8));
    let (on_screen, on_paper) = (drafted(&mut store, "tongzhi", day)?, drafted(&mut store, "tongzhi", day)?);
    for (notice, places) in [(on_screen, vec![wall(), screen()]), (on_paper, vec![wall()])] {
        approve(&mut store, notice)?;
        archive::post(&mut store, notice, &request(&places))?;
    }
    let shown = store.on_screen(day)?;
    assert_eq!(shown.iter().map(|shown| shown.notice).collect::<Vec<_>>(), [on_screen]);
    store.withdraw(on_screen, "李会计", "有误")?;
    assert_eq!(store.on_screen(day)?, []);
    Ok(())
}

#[test]
fn nothing_is_posted_before_it_is_approved_as_it_is() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&folder.path().join("gongshi.db"))?;
    store.set_office(&office())?;
    let day = date(2026, 7, 18);
    store.set_clock(at(day, 8));
    let notice = drafted(&mut store, "dibao-initial", day)?;
    let refused = |outcome| matches!(outcome, Err(ArchiveError::Store(StoreError::NotAllowed { .. })));
    assert!(refused(archive::post(&mut store, notice, &request(&[wall()])).map(drop)));
    approve(&mut store, notice)?;
    // Editing takes the approval back, and says so in the register of signatures.
    let mut content = store.load(notice)?.content;
    content.notes = "注：有改动。".into();
    let summary = store.save_fields(notice, &content)?;
    assert_eq!(summary.state, State::Draft);
    assert!(store.approvals(notice)?.iter().all(|approval| approval.voided.is_some()));
    assert!(refused(archive::post(&mut store, notice, &request(&[wall()])).map(drop)));
    // Signed for what was seen, not for what it became.
    store.submit(notice, "李会计")?;
    let stale = store.sign(notice, &["负责人".into()], "王镇长", Means::Pin, "", "0000");
    assert!(matches!(stale, Err(StoreError::Changed(_))));
    assert!(matches!(archive::post(&mut store, notice, &request(&[])), Err(ArchiveError::NoPlace)));
    Ok(())
}

#[test]
fn a_shorter_period_needs_a_reason_that_is_kept() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&folder.path().join("gongshi.db"))?;
    store.set_office(&office())?;
    let day = date(2026, 7, 18);
    store.set_clock(at(day, 8));
    let notice = drafted(&mut store, "dibao-initial", day)?;
    approve(&mut store, notice)?;
    let short = Request { last: Some(date(2026, 7, 20)), ..request(&[wall()]) };
    let refused = archive::post(&mut store, notice, &short);
    assert!(matches!(refused, Err(ArchiveError::Plan(PlanFault::TooShort(_)))), "{refused:?}");
    let posting = archive::post(&mut store, notice, &Request { reason: "名单作废重报".into(), ..short })?;
    assert_eq!((posting.period.last, posting.reason.as_str()), (Some(date(2026, 7, 20)), "名单作废重报"));
    Ok(())
}

#[test]
fn a_pin_is_known_by_its_hash_alone() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    let mut store = Store::open(&path)?;
    assert!(matches!(store.set_worker("王主任", "负责人", Some("12")), Err(StoreError::BadPin)));
    store.set_worker("王主任", "负责人", Some("482916"))?;
    store.check_pin("王主任", "482916")?;
    assert!(matches!(store.check_pin("王主任", "482917"), Err(StoreError::WrongPin)));
    assert!(matches!(store.check_pin("李会计", "482916"), Err(StoreError::WrongPin)));
    drop(store);
    let stored: String = Connection::open(&path)?.query_row("SELECT pin FROM person", [], |row| row.get("pin"))?;
    assert!(stored.starts_with("$argon2id$") && !stored.contains("482916"));
    Ok(())
}

/// A small generator, so that the thousand changes are the same ones everywhere.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

const PROTECTED: [&str; 13] = [
    "notice",
    "row",
    "approval",
    "posting",
    "hanging",
    "edition",
    "attachment",
    "objection",
    "seal",
    "sealed_part",
    "event",
    "custody",
    "imported",
];

/// Everything that is protected, as one text.
pub(super) fn dump(db: &Connection) -> rusqlite::Result<String> {
    let mut all = String::new();
    for table in PROTECTED {
        let mut statement = db.prepare(&format!("SELECT * FROM {table} NOT INDEXED"))?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for at in 0..columns {
                all.push_str(&format!("{:?}|", row.get::<_, Value>(at)?));
            }
        }
    }
    Ok(all)
}

pub(super) fn forget_guards(path: &Path) -> TestResult {
    let db = Connection::open(path)?;
    let names: Vec<String> = db
        .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for name in names {
        db.execute_batch(&format!("DROP TRIGGER {name}"))?;
    }
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE")?;
    Ok(())
}

/// Changes one field of one row, as someone with a database tool would; false where the field cannot be changed.
pub(super) fn change_a_field(db: &Connection, dice: &mut Dice) -> Result<bool, Box<dyn std::error::Error>> {
    let table = PROTECTED[dice.below(PROTECTED.len())];
    let columns: Vec<(String, String)> = db
        .prepare("SELECT name, type FROM pragma_table_info(?1)")?
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let (column, kind) = &columns[dice.below(columns.len())];
    if (table, column.as_str()) == ("notice", "previous") {
        return Ok(false);
    }
    let count: i64 = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
    let at = dice.below(usize::try_from(count)?);
    let before: Value =
        db.query_row(&format!("SELECT {column} FROM {table} LIMIT 1 OFFSET {at}"), [], |row| row.get(0))?;
    let after = match before {
        Value::Null if kind == "INTEGER" => Value::Integer(1),
        Value::Null if kind == "BLOB" => Value::Blob(vec![1]),
        Value::Null => Value::Text("2026-01-01".into()),
        Value::Integer(number) => Value::Integer(number + 1000),
        Value::Real(number) => Value::Real(number + 1.0),
        Value::Text(text) => Value::Text(format!("{text} ")),
        Value::Blob(mut blob) => {
            match dice.below(blob.len()) {
                place if place < blob.len() => blob[place] ^= 1,
                _ => blob.push(1),
            }
            Value::Blob(blob)
        }
    };
    let keys: Vec<String> = db
        .prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")?
        .query_map([table], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let keys = keys.join(", ");
    db.execute_batch("PRAGMA foreign_keys = OFF")?;
    let changed = db.execute(
        &format!("UPDATE {table} SET {column} = ?1 WHERE ({keys}) = (SELECT {keys} FROM {table} LIMIT 1 OFFSET {at})"),
        [after],
    );
    // A unique key or a check of the table itself may refuse it.
    Ok(changed.is_ok_and(|changed| changed > 0))
}

pub(super) fn is_caught(path: &Path) -> bool {
    match Store::open_beside(path) {
        Ok(mut store) => archive::verify(&mut store).map_or(true, |verdict| verdict.first_difference.is_some()),
        Err(_) => true,
    }
}

/// A year with all that can happen to its records afterwards: held, concealed, destroyed; and documents from before.
fn kept_year(folder: &Path) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let path = year(folder, 4)?;
    let mut store = Store::open(&path)?;
    let notices: Vec<NoticeId> = store.register(2026)?.into_iter().map(|(notice, _)| notice).collect();
    store.set_clock(at(date(2026, 9, 1), 9));
    super::keeping::import(&mut store, folder, &["2019-03-04 低保公示.pdf", "2018年耕地补贴公示.docx"])?;
    store.hold(notices[0], "李会计", "行政复议")?;
    store.conceal(notices[1], "李会计", "公示期已过")?;
    store.set_clock(at(date(2060, 1, 2), 9));
    store.destroy(notices[2], &super::keeping::two("保管期满"))?;
    Ok(path)
}

#[test]
fn whoever_changes_a_field_of_a_sealed_store_is_found_out() -> TestResult {
    let folder = tempfile::tempdir()?;
    let whole = kept_year(folder.path())?;
    forget_guards(&whole)?;
    let bytes = std::fs::read(&whole)?;
    assert!(!is_caught(&whole));
    let mut dice = Dice(2026);
    let mut changed = 0;
    while changed < 500 {
        std::fs::write(&whole, &bytes)?;
        let db = Connection::open(&whole)?;
        let before = dump(&db)?;
        if !change_a_field(&db, &mut dice)? || dump(&db)? == before {
            continue;
        }
        drop(db);
        changed += 1;
        assert!(is_caught(&whole), "change {changed} was not found");
    }
    Ok(())
}

#[test]
fn whoever_changes_a_byte_of_a_sealed_store_is_found_out() -> TestResult {
    let folder = tempfile::tempdir()?;
    let whole = kept_year(folder.path())?;
    forget_guards(&whole)?;
    let bytes = std::fs::read(&whole)?;
    let before = dump(&Connection::open(&whole)?)?;
    let mut dice = Dice(7);
    let mut changed = 0;
    while changed < 500 {
        let mut altered = bytes.clone();
        let place = dice.below(altered.len());
        altered[place] ^= 1 << dice.below(8);
        std::fs::write(&whole, &altered)?;
        // Free space, indexes and what belongs to no notice say nothing about a posting.
        if Connection::open(&whole).and_then(|db| dump(&db)).is_ok_and(|after| after == before) {
            continue;
        }
        changed += 1;
        assert!(is_caught(&whole), "byte {place} was not found");
    }
    Ok(())
}

#[test]
fn a_photograph_that_is_exchanged_is_found_out() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&year(folder.path(), 1)?)?;
    let notice = store.register(2026)?[0].0;
    let file = store.file(&store.attachments(notice)?[0].sha256);
    std::fs::write(&file, "另一张")?;
    let verdict = archive::verify(&mut store)?;
    assert!(verdict.first_difference.is_some_and(|difference| difference.to_string().contains("张贴.jpg")));
    Ok(())
}
