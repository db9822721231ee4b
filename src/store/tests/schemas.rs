//! A file of every schema that was ever in use is opened by the present program. `tests/fixtures/store/schema-N.db` was
//! made by `gongshi demo --data FOLDER --notices 1` of the last program with that schema; before a new migration is added, the
//! file of the present schema is made in the same way.

use std::path::{Path, PathBuf};

use super::*;
use crate::domain::approval::Means;
use crate::domain::election::Plan;
use crate::domain::office::Office;

fn fixture(schema: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/store/schema-{schema}.db"))
}

fn version(path: &Path) -> std::result::Result<i64, rusqlite::Error> {
    Connection::open(path)?.query_row("PRAGMA user_version", [], |row| row.get("user_version"))
}

#[test]
fn a_file_of_the_first_schema_is_backed_up_migrated_and_read() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::copy(fixture(1), &path)?;
    assert_eq!(version(&path)?, 1);
    assert!(matches!(Store::open_beside(&path), Err(StoreError::Older { .. })));
    let mut store = Store::open(&path)?;
    let list = store.list(&Filter::default())?;
    assert_eq!(list.len(), 1);
    let mut table = store.load(list[0].id)?.content.table;
    let taken: Vec<_> = table.rows.iter().map(|row| row.key).collect();
    assert!(!taken.is_empty());
    let new = table.push(Role::Data, Vec::new(), None);
    assert!(taken.iter().all(|key| *key < new));
    assert_eq!(store.verify_events()?.first_difference, None);
    let backups: Vec<PathBuf> = std::fs::read_dir(folder.path().join("backups"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    assert_eq!(backups.len(), 1);
    assert!(backups[0].file_name().is_some_and(|name| name.to_string_lossy().starts_with("before-migration-")));
    assert_eq!(version(&backups[0])?, 1);
    Ok(())
}

#[test]
fn a_notice_of_the_second_schema_goes_through_the_whole_life() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::copy(fixture(2), &path)?;
    assert_eq!(version(&path)?, 2);
    let mut store = Store::open(&path)?;
    let notice = store.list(&Filter::default())?[0].id;
    store.set_state(notice, State::Draft)?;
    store.submit(notice, "李会计")?;
    let digest = store.digest(notice)?;
    let approved = store.sign(notice, &["负责人".into()], "王主任", Means::Alone, "", &digest)?;
    assert_eq!(approved.state, State::Approved);
    assert_eq!(store.seals()?, []);
    Ok(())
}

#[test]
fn a_file_of_the_third_schema_takes_an_election() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::copy(fixture(3), &path)?;
    assert_eq!(version(&path)?, 3);
    let mut store = Store::open(&path)?;
    assert_eq!(store.last_election()?, None);
    let before = store.list(&Filter::default())?.len();
    store.create_election(&Plan::default(), &Office::default())?;
    assert_eq!(store.list(&Filter::default())?.len(), before + 15);
    Ok(())
}

#[test]
fn a_notice_of_the_fourth_schema_is_found_before_and_after_it_is_indexed() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::copy(fixture(4), &path)?;
    assert_eq!(version(&path)?, 4);
    let mut store = Store::open(&path)?;
    let title = store.list(&Filter::default())?.remove(0).title;
    let query = crate::domain::search::Query::of(&title.chars().take(2).collect::<String>());
    let all = Ask { from: 0, notices: 9, rows: 9 };
    let before = store.search(&query, all, &|| true)?;
    assert_eq!((before.found.len(), before.unindexed), (1, 1));
    assert_eq!(store.index_more(1)?, 0);
    let after = store.search(&query, all, &|| true)?;
    assert_eq!((after.found, after.unindexed), (before.found, 0));
    Ok(())
}

#[test]
fn a_file_of_the_fifth_schema_plays_on_the_lobby_screen() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::copy(fixture(5), &path)?;
    assert_eq!(version(&path)?, 5);
    let store = Store::open(&path)?;
    assert_eq!(store.lobby_settings()?, crate::domain::lobby::Settings::default());
    assert_eq!(store.alert()?, None);
    let notice = store.list(&Filter::default())?.remove(0).id;
    // Its one notice hung; now it hangs again. What was frozen before words were kept is timed as pages of a list.
    store.connection.execute_batch("UPDATE notice SET state = 'posted'; UPDATE hanging SET down = NULL")?;
    let hangs = store.on_screen(jiff::civil::Date::MIN)?;
    let pages = store.screen_pages(jiff::civil::Date::MIN)?;
    assert!(!pages.is_empty());
    assert_eq!(pages.len() as u32, hangs.iter().map(|shown| shown.pages).sum::<u32>());
    assert!(pages.iter().all(|page| page.reading.is_list && page.reading.chars > 0));
    assert_eq!(store.screen_log_summary(notice)?.times, 0);
    Ok(())
}

#[test]
fn a_file_of_the_fifth_schema_knows_the_places_it_has_posted_at() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::copy(fixture(5), &path)?;
    assert_eq!(version(&path)?, 5);
    let mut store = Store::open(&path)?;
    let names: Vec<String> = store.locations()?.into_iter().map(|location| location.place.name).collect();
    assert_eq!(names, ["大厅电视", "公开栏"]);
    let wall = store.locations()?.into_iter().find(|location| location.is_wall()).ok_or("a wall")?;
    assert_eq!(store.set_panels(wall.id, &crate::domain::board::PanelDraft::usual())?, 0);
    assert_eq!(store.wall(wall.id)?.0.location.panels.len(), 4);
    Ok(())
}

#[test]
fn a_file_of_the_seventh_schema_keeps_its_archive_and_lets_go_of_it_lawfully() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::copy(fixture(7), &path)?;
    assert_eq!(version(&path)?, 7);
    let mut store = Store::open(&path)?;
    let record = store.records()?.remove(0);
    assert!(record.seal.is_some() && !record.is_held && !record.is_imported);
    store.hold(record.notice, "李会计", "复议")?;
    assert!(store.records()?[0].is_held);
    assert_eq!(store.verify_custody()?, None);
    let sealed = store.connection.execute("DELETE FROM sealed_part", []);
    assert!(sealed.is_err(), "what is sealed is removed by a destruction alone");
    Ok(())
}

#[test]
fn a_file_of_the_ninth_schema_takes_pictures_for_the_lobby_screen() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::copy(fixture(9), &path)?;
    assert_eq!(version(&path)?, 9);
    let mut store = Store::open(&path)?;
    assert_eq!(store.picture_sets()?, []);
    let fresh = crate::store::FreshPictures {
        title: "防火".into(),
        first: None,
        last: None,
        seconds: 10,
        captions: vec![String::new()],
        by: "李会计".into(),
        pdf: b"%PDF".to_vec(),
        sha256: String::new(),
    };
    let id = store.add_pictures(&fresh)?;
    assert_eq!(store.picture_pages(id)?, b"%PDF");
    Ok(())
}

#[test]
fn notices_with_blocks_of_the_tenth_schema_are_indexed_again() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    std::fs::copy(fixture(10), &path)?;
    assert_eq!(version(&path)?, 10);
    let older = Connection::open(&path)?;
    older.execute_batch("UPDATE notice SET fields = json_set(fields, '$.blocks', json('[]'))")?;
    drop(older);
    let mut store = Store::open(&path)?;
    assert_eq!(store.unindexed()?, 1);
    assert_eq!(store.index_more(1_000_000)?, 0);
    Ok(())
}
