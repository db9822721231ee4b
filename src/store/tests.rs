//! The promises of [`super`], one a test.

use std::error::Error;
use std::time::Instant;

use jiff::civil::date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::*;
use crate::domain::kind::KindId;
use crate::domain::notice::{Content, Period};
use crate::domain::table::{Cell, Class, Column, Role, Table};

mod killed;
mod schemas;

type TestResult = std::result::Result<(), Box<dyn Error>>;

fn subsidy_table(rows: u32) -> Table {
    let mut table = Table::new(vec![
        Column::new("序号", Class::Serial),
        Column::new("户主", Class::Name),
        Column { header: vec!["面积".into(), "亩".into()], ..Column::new("", Class::Quantity) },
        Column::new("补贴金额（元）", Class::Amount),
        Column::new("备注", Class::Text),
    ]);
    for index in 1..=rows {
        let cells = vec![
            Cell::Number(Decimal::from(index)),
            Cell::text(format!("户主{index}")),
            Cell::Number(Decimal::new(i64::from(index) * 10, 2)),
            Cell::Number(Decimal::new(i64::from(index) * 1050, 2)),
        ];
        table.push(Role::Data, cells, Some(index + 3));
    }
    table.push(Role::Total, vec![Cell::text("合计")], None);
    table
}

fn content(title: &str, rows: u32) -> Content {
    Content {
        title: title.into(),
        intro: "现予公示。\n如有异议请反映。".into(),
        table: subsidy_table(rows),
        signatures: vec!["制表人".into()],
        period: Period { first: Some(date(2026, 7, 18)), last: Some(date(2026, 7, 24)) },
        ..Content::default()
    }
}

fn at(hour: i8, minute: i8, second: i8) -> Clock {
    let zone = TimeZone::fixed(jiff::tz::offset(8));
    Clock::Fixed(
        date(2026, 7, 18).at(hour, minute, second, 0).to_zoned_datetime(zone).expect("a fixed zone has no gaps"),
    )
}

fn kind() -> KindId {
    KindId::new("gengdi-dili")
}

#[test]
fn what_was_created_is_loaded_to_the_last_digit() -> TestResult {
    let mut store = Store::in_memory()?;
    let mut written = content("补贴公示", 3);
    written.table.rows[1].cells[4] = Cell::Date(date(2026, 4, 8));
    written.table.rows[1].cells[2] = Cell::Number("12.50".parse()?);
    let summary = store.create(&kind(), &written)?;
    let notice = store.load(summary.id)?;
    assert_eq!(notice.content.table.rows, written.table.rows);
    assert_eq!(notice.content.table.rows[1].cells[2].typed(), "12.50");
    assert_eq!(notice.content, written);
    assert_eq!((summary.rows, summary.title.as_str(), summary.period), (3, "补贴公示", written.period));
    assert_eq!(store.list(&Filter::default())?, vec![summary]);
    Ok(())
}

#[test]
fn changing_one_cell_writes_one_row() -> TestResult {
    let mut store = Store::in_memory()?;
    let mut content = content("补贴公示", 50);
    let id = store.create(&kind(), &content)?.id;
    content.table.rows[7].cells[1] = Cell::text("喆");
    let before = store.connection.total_changes();
    store.save_rows(id, &[(7, &content.table.rows[7])])?;
    // The row, the notice's count and time, the mark of editing, the log, a document of the index: never the other 49 rows.
    assert!(store.connection.total_changes() - before < 25);
    assert_eq!(store.load(id)?.content.table.rows, content.table.rows);
    Ok(())
}

#[test]
fn rows_inserted_and_removed_leave_the_others_in_order() -> TestResult {
    let mut store = Store::in_memory()?;
    let mut content = content("补贴公示", 5);
    let id = store.create(&kind(), &content)?.id;
    let added = content.table.make_row(Role::Data, vec![Cell::text("新")], None);
    content.table.rows.insert(2, added);
    assert_eq!(store.insert_rows(id, 2, &[&content.table.rows[2]])?.rows, 6);
    let gone = [content.table.rows.remove(0).key, content.table.rows.remove(3).key];
    assert_eq!(store.remove_rows(id, &gone)?.rows, 4);
    assert_eq!(store.load(id)?.content.table.rows, content.table.rows);
    content.table.rows[3].cells[1] = Cell::text("改");
    store.save_rows(id, &[(3, &content.table.rows[3])])?;
    assert_eq!(store.load(id)?.content.table.rows, content.table.rows);
    Ok(())
}

#[test]
fn a_reopened_table_never_gives_out_the_key_of_a_deleted_row() -> TestResult {
    let mut store = Store::in_memory()?;
    let content = content("补贴公示", 5);
    let id = store.create(&kind(), &content)?.id;
    let last = content.table.rows.last().expect("a row").key;
    store.remove_rows(id, &[last])?;
    let mut reopened = store.load(id)?.content.table;
    assert!(reopened.push(Role::Data, Vec::new(), None) > last);
    store.save_table(id, &Table::default())?;
    let mut emptied = store.load(id)?.content.table;
    assert!(emptied.push(Role::Data, Vec::new(), None) > last);
    Ok(())
}

#[test]
fn last_period_gives_texts_and_columns_but_no_rows_and_hangs_from_today() -> TestResult {
    let mut store = Store::in_memory()?;
    let first = store.create(&kind(), &content("2025年补贴公示", 5))?.id;
    let id = store.create_from_previous(first, false)?.id;
    let next = store.load(id)?;
    assert_eq!(next.previous, Some(first));
    assert_eq!(next.content.title, "2026年补贴公示");
    assert_eq!(next.content.table.columns.len(), 5);
    assert!(next.content.table.rows.is_empty());
    let today = store.now().date();
    assert_eq!((next.content.period.first, next.content.date), (Some(today), Some(today)));
    assert_eq!(next.content.intro, "现予公示。\n如有异议请反映。");
    let whole = store.create_from_previous(first, true)?;
    assert_eq!(whole.rows, 5);
    Ok(())
}

#[test]
fn what_was_posted_is_neither_edited_nor_removed() -> TestResult {
    let mut store = Store::in_memory()?;
    let id = store.create(&kind(), &content("补贴公示", 1))?.id;
    store.set_state(id, State::Posted)?;
    let refused = |error| matches!(error, Err(StoreError::Posted { state: State::Posted, .. }));
    assert!(refused(store.save_fields(id, &Content::default())));
    assert!(refused(store.save_table(id, &Table::default())));
    assert!(refused(store.remove(id)));
    assert_eq!(store.load(id)?.content, content("补贴公示", 1));
    Ok(())
}

#[test]
fn the_recycle_bin_gives_back_what_was_removed() -> TestResult {
    let mut store = Store::in_memory()?;
    let id = store.create(&kind(), &content("补贴公示", 1))?.id;
    assert!(matches!(store.restore(id), Err(StoreError::NotRemoved(_))));
    store.remove(id)?;
    let bin = Filter { removed: true, ..Filter::default() };
    assert!(store.list(&Filter::default())?.is_empty());
    assert_eq!(store.list(&bin)?.len(), 1);
    store.restore(id)?;
    assert_eq!(store.list(&Filter::default())?.len(), 1);
    assert!(matches!(store.purge(id), Err(StoreError::NotRemoved(_))));
    store.remove(id)?;
    store.purge(id)?;
    assert!(matches!(store.load(id), Err(StoreError::NoSuchNotice(_))));
    assert_eq!(store.connection.query_row("SELECT count(*) AS n FROM row", [], |row| row.get::<_, i64>("n"))?, 0);
    Ok(())
}

#[test]
fn undo_takes_back_one_operation_after_another_and_keeps_what_was_typed_since() -> TestResult {
    let mut store = Store::in_memory()?;
    let mut typed = content("补贴公示", 1);
    let id = store.create(&kind(), &typed)?.id;
    store.set_state(id, State::InReview)?;
    typed.notes = "后来写的".into();
    store.save_fields(id, &typed)?;
    store.rename(id, "新名")?;
    store.remove(id)?;
    let undone = |store: &mut Store| store.undo_last().map(|undone| undone.map(|undone| undone.operation));
    assert_eq!(undone(&mut store)?.as_deref(), Some("remove"));
    assert_eq!(store.list(&Filter::default())?.len(), 1);
    assert_eq!(undone(&mut store)?.as_deref(), Some("rename"));
    assert_eq!(undone(&mut store)?.as_deref(), Some("state"));
    let notice = store.load(id)?;
    assert_eq!((notice.state, notice.content), (State::Draft, typed));
    assert_eq!(undone(&mut store)?.as_deref(), Some("create"));
    assert!(store.list(&Filter::default())?.is_empty());
    assert_eq!(undone(&mut store)?, None);
    assert_eq!(store.events(EventFilter { limit: Some(1), ..EventFilter::default() })?[0].operation, "undo");
    Ok(())
}

#[test]
fn the_office_and_the_preferences_are_kept_and_can_be_undone() -> TestResult {
    let mut store = Store::in_memory()?;
    let office = crate::domain::office::Office { name: "石桥村村民委员会".into(), ..Default::default() };
    store.set_office(&office)?;
    store.set_preferences(&Preferences { text_scale: 150, ..Preferences::default() })?;
    assert_eq!(store.office()?, office);
    assert_eq!(store.preferences()?.text_scale, 150);
    store.undo_last()?;
    assert_eq!(store.preferences()?, Preferences::default());
    assert_eq!(store.office()?, office);
    Ok(())
}

#[test]
fn typing_is_logged_once_a_minute() -> TestResult {
    let mut store = Store::in_memory()?;
    store.set_clock(at(9, 0, 0));
    let typed = content("补贴公示", 1);
    let id = store.create(&kind(), &typed)?.id;
    for (minute, second) in [(0, 1), (0, 30), (1, 0), (1, 1), (1, 30)] {
        store.set_clock(at(9, minute, second));
        store.save_fields(id, &typed)?;
    }
    let names: Vec<_> = store.events(EventFilter::default())?.into_iter().map(|event| event.operation).collect();
    assert_eq!(names, ["edit", "edit", "create"]);
    Ok(())
}

#[test]
fn an_event_keeps_its_offset() -> TestResult {
    let mut store = Store::in_memory()?;
    store.set_clock(at(9, 30, 0));
    store.create(&kind(), &content("补贴公示", 1))?;
    let event = store.events(EventFilter::default())?.remove(0);
    assert_eq!(event.at.offset().seconds(), 8 * 3600);
    assert_eq!(event.at.datetime(), date(2026, 7, 18).at(9, 30, 0, 0));
    Ok(())
}

#[test]
fn a_changed_a_removed_and_a_cut_off_event_are_found() -> TestResult {
    let tampered = |sql: &str| -> Result<Option<i64>> {
        let mut store = Store::in_memory()?;
        for title in ["一", "二", "三", "四"] {
            store.create(&kind(), &content(title, 1))?;
        }
        store.connection.execute_batch("DROP TRIGGER event_is_never_changed; DROP TRIGGER event_is_never_removed;")?;
        store.connection.execute_batch(sql)?;
        Ok(store.verify_events()?.first_difference)
    };
    assert_eq!(tampered("")?, None);
    assert_eq!(tampered("UPDATE event SET summary = '改' WHERE id = 2")?, Some(2));
    assert_eq!(tampered("UPDATE event SET at = '2020-01-01T00:00:00.000Z' WHERE id = 3")?, Some(3));
    assert_eq!(tampered("DELETE FROM event WHERE id = 2")?, Some(2));
    assert_eq!(tampered("DELETE FROM event WHERE id = 4")?, Some(4));
    assert_eq!(tampered("DELETE FROM event WHERE id = 1")?, Some(1));
    Ok(())
}

#[test]
fn the_database_itself_refuses_to_change_an_event() -> TestResult {
    let mut store = Store::in_memory()?;
    store.create(&kind(), &content("一", 1))?;
    assert!(store.connection.execute("UPDATE event SET actor = 'x'", []).is_err());
    assert!(store.connection.execute("DELETE FROM event", []).is_err());
    Ok(())
}

#[test]
fn a_bad_row_is_an_error_that_names_the_notice() -> TestResult {
    let mut store = Store::in_memory()?;
    let id = store.create(&kind(), &content("一", 3))?.id;
    for damage in ["cells = '[\"王某'", "cells = '[]'", "role = 'x'", "key = -1"] {
        let mut store = Store::in_memory()?;
        store.create(&kind(), &content("一", 3))?;
        store.connection.execute(&format!("UPDATE row SET {damage} WHERE key = 1"), [])?;
        let error = store.load(id).expect_err("damaged");
        assert!(matches!(error, StoreError::Damaged { notice, .. } if notice == id), "{damage}: {error}");
        assert!(!format!("{error:?}").contains("王某"));
    }
    store.connection.execute("UPDATE notice SET state = 'x'", [])?;
    assert!(matches!(store.list(&Filter::default()), Err(StoreError::Damaged { .. })));
    Ok(())
}

#[test]
fn a_batch_that_fails_leaves_nothing() -> TestResult {
    let mut store = Store::in_memory()?;
    let failed = store.batch(|store| {
        store.create(&kind(), &content("一", 1))?;
        store.load(NoticeId::from_stored(99))
    });
    assert!(matches!(failed, Err(StoreError::NoSuchNotice(_))));
    assert!(store.list(&Filter::default())?.is_empty());
    store.create(&kind(), &content("二", 1))?;
    assert_eq!(store.verify_events()?.first_difference, None);
    Ok(())
}

#[test]
fn a_panic_in_a_job_is_an_error_and_the_thread_lives_on() -> TestResult {
    let handle = Handle::in_memory()?;
    let broken = handle.run_blocking(|store| {
        store.batch(|store| -> Result<()> {
            store.create(&kind(), &content("一", 1))?;
            panic!("in the middle of a change")
        })
    });
    assert!(matches!(broken, Err(StoreError::Panicked)));
    let list = handle.run_blocking(|store| {
        store.create(&kind(), &content("二", 1))?;
        store.list(&Filter::default())
    })?;
    assert_eq!(list.len(), 1);
    Ok(())
}

#[test]
fn a_reply_can_be_awaited_and_what_was_queued_is_done_before_the_handle_is_gone() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    let handle = Handle::open(&path)?;
    for index in 0..20 {
        drop(handle.run(move |store| store.create(&kind(), &content(&format!("第{index}号"), 2))));
    }
    let mut reply = std::pin::pin!(handle.run(|store| store.list(&Filter::default())));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let listed = loop {
        if let std::task::Poll::Ready(listed) = reply.as_mut().poll(&mut context) {
            break listed?;
        }
        std::thread::yield_now();
    };
    assert_eq!(listed.len(), 20);
    drop(handle.run(|store| store.create(&kind(), &content("最后", 2))));
    drop(handle);
    let store = Store::open(&path)?;
    assert_eq!(store.list(&Filter::default())?.len(), 21);
    assert_eq!(store.last_session(), None);
    Ok(())
}

#[test]
fn a_file_from_a_newer_version_is_its_own_error_and_stays_as_it_is() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    drop(Store::open(&path)?);
    let newer = Connection::open(&path)?;
    newer.pragma_update(None, "user_version", 99)?;
    drop(newer);
    assert!(matches!(Store::open(&path), Err(StoreError::Newer { .. })));
    assert!(matches!(Store::open_beside(&path), Err(StoreError::Newer { .. })));
    let version: i64 = Connection::open(&path)?.query_row("PRAGMA user_version", [], |row| row.get("user_version"))?;
    assert_eq!(version, 99);
    Ok(())
}

#[test]
fn a_file_that_is_no_database_is_an_error_with_its_path() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::write(&path, "这不是数据库".repeat(200))?;
    let error = Store::open(&path).expect_err("no database");
    assert!(matches!(&error, StoreError::Open { path: named, .. } if *named == path), "{error:?}");
    Ok(())
}

#[test]
fn a_second_process_reads_beside_the_window() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    assert!(matches!(Store::open_beside(&path), Err(StoreError::Open { .. })));
    let mut window = Store::open(&path)?;
    let lobby = Store::open_beside(&path)?;
    window.create(&kind(), &content("一", 1))?;
    assert_eq!(lobby.list(&Filter::default())?.len(), 1);
    assert_eq!(window.undo_last()?.map(|undone| undone.operation).as_deref(), Some("create"));
    Ok(())
}

#[test]
fn a_backup_reads_back_and_the_day_makes_only_one() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    let mut store = Store::open(&path)?;
    store.create(&kind(), &content("一", 100))?;
    store.set_clock(at(8, 0, 0));
    let backup = store.backup_daily()?.expect("the day's first");
    assert_eq!(store.backup_daily()?, None);
    let mut copy = Store::open(&backup)?;
    assert_eq!(copy.list(&Filter::default())?[0].rows, 100);
    assert_eq!(copy.verify_events()?.first_difference, None);
    copy.end_session()?;
    for second in 1..30 {
        store.set_clock(at(9, 0, second));
        store.backup_now()?;
    }
    let kept = std::fs::read_dir(folder.path().join("backups"))?
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().extension().is_some_and(|end| end == "db")))
        .count();
    assert_eq!(kept, 14);
    Ok(())
}

#[test]
fn a_correction_is_remembered_by_its_shape() -> TestResult {
    let mut store = Store::in_memory()?;
    assert_eq!(store.shape("a")?, None);
    store.remember_shape("a", "{\"header_rows\":2}")?;
    store.remember_shape("a", "{\"header_rows\":3}")?;
    assert_eq!(store.shape("a")?.as_deref(), Some("{\"header_rows\":3}"));
    store.forget_shape("a")?;
    assert_eq!(store.shape("a")?, None);
    Ok(())
}

#[test]
#[expect(clippy::print_stderr, reason = "a measurement is printed, not asserted")]
fn twenty_thousand_rows_are_saved_and_loaded_while_one_waits() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = Store::open(&folder.path().join("gongshi.db"))?;
    let mut big = content("大表", 20_000);
    for index in 0..5 {
        big.table.columns.push(Column::new(format!("列{index}"), Class::Text));
        for row in &mut big.table.rows {
            row.cells.push(Cell::text("某组某处"));
        }
    }
    let id = store.create(&kind(), &content("空", 0))?.id;
    let clock = Instant::now();
    store.save_table(id, &big.table)?;
    let saved = clock.elapsed();
    let clock = Instant::now();
    let loaded = store.load(id)?;
    let read = clock.elapsed();
    let clock = Instant::now();
    store.save_rows(id, &[(500, &big.table.rows[500])])?;
    let cell = clock.elapsed();
    let clock = Instant::now();
    store.remove_rows(id, &[big.table.rows[10].key])?;
    let removed = clock.elapsed();
    eprintln!("20,000 × 10: save {saved:?}, load {read:?}, one cell {cell:?}, one row out {removed:?}");
    assert_eq!(loaded.content.table.rows, big.table.rows);
    assert!(saved.as_secs() < 5 && read.as_secs() < 5);
    Ok(())
}
