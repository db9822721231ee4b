//! The process is killed in the middle of saving.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use super::{TestResult, content, kind};
use crate::domain::table::Cell;
use crate::store::{Handle, Store};

const FOLDER: &str = "GONGSHI_TEST_KILLED_FOLDER";

/// What the killed process does; without the folder's name in the environment, nothing.
#[test]
fn types_until_it_is_killed() -> TestResult {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return Ok(());
    };
    let handle = Handle::open(&Path::new(&folder).join("gongshi.db"))?;
    let mut typed = content("正在录入的补贴公示", 50);
    let created = typed.clone();
    let id = handle.run_blocking(move |store| store.create(&kind(), &created))?.id;
    for count in 0_u32.. {
        typed.table.rows[9].cells[4] = Cell::text(count.to_string());
        let row = typed.table.rows[9].clone();
        handle.run_blocking(move |store| store.save_rows(id, &[(9, &row)]))?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "saved {count}")?;
        out.flush()?;
    }
    Ok(())
}

#[test]
fn nothing_that_was_saved_is_lost_and_the_next_start_names_the_notice() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut child = Command::new(std::env::current_exe()?)
        .args(["--exact", "store::tests::killed::types_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut last = None;
    for line in BufReader::new(child.stdout.take().ok_or("no output")?).lines() {
        if let Some(count) = line?.split("saved ").nth(1).and_then(|count| count.parse::<u32>().ok()) {
            last = Some(count);
            if count == 40 {
                child.kill()?;
            }
        }
    }
    child.wait()?;
    let last = last.ok_or("nothing was saved")?;
    assert!(last >= 40);
    let mut store = Store::open(&folder.path().join("gongshi.db"))?;
    let interrupted = store.last_session().cloned().ok_or("the session ended in peace")?;
    assert_eq!(interrupted.notices.len(), 1);
    let recovered = &interrupted.notices[0];
    assert_eq!(recovered.title, "正在录入的补贴公示");
    let notice = store.load(recovered.id)?;
    assert_eq!(recovered.saved, notice.updated);
    assert!(notice.content.table.rows[9].cells[4].typed().parse::<u32>()? >= last);
    assert_eq!(store.verify_events()?.first_difference, None);
    store.end_session()?;
    assert_eq!(Store::open(&folder.path().join("gongshi.db"))?.last_session(), None);
    Ok(())
}

#[test]
fn a_notice_the_editor_has_left_is_not_named() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    let mut store = Store::open(&path)?;
    let typed = content("一", 1);
    let [left, open] = [store.create(&kind(), &typed)?.id, store.create(&kind(), &typed)?.id];
    store.save_fields(left, &typed)?;
    store.save_fields(open, &typed)?;
    store.finish_editing(left)?;
    drop(store);
    let store = Store::open(&path)?;
    let named: Vec<_> =
        store.last_session().map(|last| last.notices.iter().map(|notice| notice.id).collect()).unwrap_or_default();
    assert_eq!(named, [open]);
    Ok(())
}
