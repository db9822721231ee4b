//! `gongshi export`: the package an inspector takes along, checked by a reader of its format that is not ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gongshi::archive::{self, ArchiveError, Choice, Progress};
use gongshi::store::{AttachmentRole, Filter, Store};
use serde_json::Value;

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn gongshi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongshi")).args(arguments).output().expect("the program starts")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

/// A township's year, small.
fn year(folder: &Path) -> PathBuf {
    let data = folder.join("年");
    let made = gongshi(&["demo", "--data", text(&data), "--notices", "24"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    data
}

/// What a program that knows nothing of ours says of a bag.
fn checked(bag: &Path) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/check_bag.py");
    let said = Command::new("/usr/bin/python3").arg(script).arg(bag).output().expect("tests/run installs python3");
    String::from_utf8_lossy(&said.stdout).trim().to_owned()
}

#[test]
fn what_was_posted_in_a_year_is_packed_whole_and_read_without_this_program() -> TestResult {
    let folder = tempfile::tempdir()?;
    let data = year(folder.path());
    let bag = folder.path().join("检查材料");
    let packed = gongshi(&["export", "--data", text(&data), "--out", text(&bag), "--json"]);
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    let told: Value = serde_json::from_slice(&packed.stdout)?;
    assert_eq!(checked(&bag), "OK");
    let folders: Vec<PathBuf> = fs::read_dir(bag.join("data"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.is_dir())
        .collect();
    assert_eq!(told["notices"], folders.len());
    assert!(folders.len() > 10, "{}", folders.len());
    for notice in &folders {
        assert!(fs::read(notice.join("公示页.pdf"))?.starts_with(b"%PDF"), "{}", notice.display());
        assert!(fs::read_to_string(notice.join("情况.txt"))?.contains("实际公示"), "{}", notice.display());
    }
    assert!(bag.join("data/公示目录.pdf").is_file() && bag.join("data/公示目录.xlsx").is_file());
    let page = folders[0].join("公示页.pdf");
    let mut bytes = fs::read(&page)?;
    bytes[100] ^= 1;
    fs::write(&page, bytes)?;
    assert!(checked(&bag).ends_with("公示页.pdf"), "a changed byte is not seen");
    Ok(())
}

#[test]
fn a_package_takes_the_days_that_are_asked_for_and_never_the_place_of_another() -> TestResult {
    let folder = tempfile::tempdir()?;
    let data = year(folder.path());
    let bag = folder.path().join("包");
    let early = gongshi(&["export", "--data", text(&data), "--out", text(&bag), "--to", "1999-12-31"]);
    assert_eq!((early.status.code(), bag.exists()), (Some(1), false));
    fs::create_dir(&bag)?;
    fs::write(bag.join("别人的"), "原样")?;
    let refused = gongshi(&["export", "--data", text(&data), "--out", text(&bag)]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said.contains("不会覆盖") && fs::read_to_string(bag.join("别人的"))? == "原样", "{said}");
    assert_eq!(fs::read_dir(folder.path())?.count(), 2, "a half-written package stays behind");
    Ok(())
}

#[test]
fn a_photograph_that_was_exchanged_is_not_packed() -> TestResult {
    let folder = tempfile::tempdir()?;
    let data = year(folder.path());
    let mut store = Store::open(&data.join("gongshi.db"))?;
    let mut posted = None;
    for notice in store.list(&Filter::default())? {
        if store.posting(notice.id)?.is_some() {
            posted = Some(notice.id);
            break;
        }
    }
    let notice = posted.ok_or("a posted notice")?;
    let kept = store.attach(notice, AttachmentRole::Up, "墙.jpg", b"a wall", None)?;
    let bag = folder.path().join("包");
    archive::package(&mut store, &Choice::default(), &bag, &Progress::default())?;
    assert_eq!(checked(&bag), "OK");
    fs::remove_dir_all(&bag)?;
    fs::write(store.file(&kept.sha256), b"another wall")?;
    let exchanged = archive::package(&mut store, &Choice::default(), &bag, &Progress::default());
    assert!(matches!(exchanged, Err(ArchiveError::Altered(name)) if name == "墙.jpg"));
    assert_eq!(fs::read_dir(folder.path())?.count(), 1, "a half-written package stays behind");
    Ok(())
}

#[test]
fn a_package_in_one_file_is_the_same_bag() -> TestResult {
    let folder = tempfile::tempdir()?;
    let data = year(folder.path());
    let zip = folder.path().join("检查材料.zip");
    let packed = gongshi(&["export", "--data", text(&data), "--out", text(&zip), "--json"]);
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    let told: Value = serde_json::from_slice(&packed.stdout)?;
    assert_eq!(fs::read_dir(folder.path())?.count(), 2, "something stays behind");
    let python = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])";
    let out = Command::new("/usr/bin/python3").args(["-c", python, text(&zip), text(folder.path())]).output()?;
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let bag = folder.path().join("检查材料");
    assert_eq!(checked(&bag), "OK");
    assert_eq!(told["sha256"], gongshi::export::sha256(&fs::read(bag.join("manifest-sha256.txt"))?));
    let again = gongshi(&["export", "--data", text(&data), "--out", text(&zip)]);
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("已经有了"));
    Ok(())
}
