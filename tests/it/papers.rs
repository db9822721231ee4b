//! The papers of the office: written from what really happened, readable as text, complete, and without what is private.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gongshi::store::{AttachmentRole, Filter, Store};
use serde_json::Value;

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn gongshi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongshi")).args(arguments).output().expect("the program starts")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

/// A folder with a notice that hangs and that someone objected to, whose name, number and telephone are private.
fn objected(folder: &Path) -> Result<(PathBuf, i64), Box<dyn std::error::Error>> {
    let data = folder.join("数据");
    assert!(gongshi(&["demo", "--data", path(&data), "--notices", "24"]).status.success());
    let mut store = Store::open(&data.join("gongshi.db"))?;
    let hanging = store.list(&Filter::default())?.into_iter().find(|notice| {
        let is_open = store.posting(notice.id).is_ok_and(|posting| posting.is_some_and(|one| one.withdrawn.is_none()));
        is_open && notice.state == gongshi::domain::notice::State::Posted
    });
    let notice = hanging.ok_or("a notice that hangs")?.id;
    let matter = "我家面积少记 0.5 亩，请打 13807431234 找我";
    store.object(notice, "赵小六", "电话", matter, None, "李会计")?;
    let photograph = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/screenshots/life.png"))?;
    store.attach(notice, AttachmentRole::Up, "墙.png", &photograph, None, "李会计")?;
    store.attach(notice, AttachmentRole::Midway, "坏.jpg", b"no picture", None, "李会计")?;
    Ok((data, notice.get()))
}

/// What a reader that is not ours reads on the pages.
fn said(pdf: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let out = Command::new("pdftotext").args(["-raw", path(pdf), "-"]).output()?;
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Ok(String::from_utf8(out.stdout)?.chars().filter(|c| !c.is_whitespace()).collect())
}

fn made(folder: &Path, data: &Path, arguments: &[&str]) -> Result<String, Box<dyn std::error::Error>> {
    let out = folder.join("文书.pdf");
    let whole = [arguments, &["--data", path(data), "--out", path(&out), "--json"]].concat();
    let ran = gongshi(&whole);
    assert!(ran.status.success(), "{whole:?}: {}", String::from_utf8_lossy(&ran.stderr));
    let told: Value = serde_json::from_slice(&ran.stdout)?;
    assert!(told["pages"].as_u64().is_some_and(|pages| pages > 0));
    assert!(Command::new("qpdf").args(["--check", path(&out)]).output()?.status.success());
    said(&out)
}

#[test]
fn the_papers_of_a_posting_say_what_happened_and_hide_what_is_private() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (data, notice) = objected(folder.path())?;
    let notice = notice.to_string();
    let certificate = made(folder.path(), &data, &["certificate", &notice])?;
    let store = Store::open_beside(&data.join("gongshi.db"))?;
    let edition = store.editions(gongshi::domain::notice::NoticeId::from_stored(notice.parse()?))?.remove(0);
    for fact in ["公示证明", "还在公示", "收到异议1件", "盖章", "这张照片不能显示", "办公电脑的时钟"]
    {
        assert!(certificate.contains(fact), "{fact}: {certificate}");
    }
    assert!(certificate.contains(&edition.sha256), "the hash stays whole: {certificate}");
    let outcome = made(folder.path(), &data, &["certificate", &notice, "--form", "outcome"])?;
    assert!(outcome.contains("面积少记0.5亩") && outcome.contains("办理中"));
    assert!(!outcome.contains("13807431234") && !outcome.contains("赵小六"), "{outcome}");
    let reply = made(folder.path(), &data, &["certificate", &notice, "--form", "reply", "--answer", "1"])?;
    assert!(reply.contains("赵小六：") && reply.contains("正在核实") && !reply.contains("13807431234"));
    let approval = made(folder.path(), &data, &["certificate", &notice, "--form", "approval"])?;
    assert!(approval.contains("公示审批单") && approval.contains("纸质签字"));
    Ok(())
}

#[test]
fn the_papers_of_the_office_hold_every_posting_of_the_year() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (data, _) = objected(folder.path())?;
    let store = Store::open_beside(&data.join("gongshi.db"))?;
    let year = store.now().year();
    let count = store.register(year)?.len();
    let register = made(folder.path(), &data, &["register", "--year", &year.to_string()])?;
    assert!(register.contains(&format!("共张贴{count}件")), "{register}");
    let handover = made(folder.path(), &data, &["register", "--form", "handover"])?;
    assert!(handover.contains("正在公示") && handover.contains("面积少记0.5亩") && handover.contains("监交人"));
    let seal = store.seals()?.pop().ok_or("a sealed record")?;
    let month = seal.sealed.strftime("%Y-%m").to_string();
    let sheet = made(folder.path(), &data, &["register", "--form", "month", "--month", &month])?;
    let head: String = seal.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(sheet.contains(&head) && sheet.contains("不能证明什么"), "{sheet}");
    Ok(())
}

#[test]
fn a_paper_that_cannot_be_written_says_why() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (data, notice) = objected(folder.path())?;
    let mut store = Store::open(&data.join("gongshi.db"))?;
    let kind = gongshi::domain::kind::KindId::new("tongzhi");
    let draft = store.create(&kind, &gongshi::domain::notice::Content::default())?.id.get().to_string();
    drop(store);
    let (notice, out) = (notice.to_string(), folder.path().join("文书.pdf"));
    for (arguments, code, why) in [
        (vec!["certificate", &draft], 1, "还没有张贴过"),
        (vec!["certificate", &notice, "--form", "reply", "--answer", "9"], 1, "异议"),
        (vec!["certificate", "999999"], 2, ""),
        (vec!["register"], 2, "--year"),
        (vec!["register", "--form", "month", "--month", "2026-13"], 2, "--month"),
        (vec!["register", "--form", "handover", "--year", "2026"], 2, "交接清单"),
    ] {
        let refused = gongshi(&[arguments.clone(), vec!["--data", path(&data), "--out", path(&out)]].concat());
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(code), "{arguments:?}: {told}");
        assert!(told.contains(why), "{arguments:?}: {told}");
        assert!(!out.exists());
    }
    Ok(())
}

#[test]
fn today_is_told_as_text_as_json_and_on_paper() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (data, notice) = objected(folder.path())?;
    let ran = gongshi(&["today", "--data", path(&data), "--json"]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let told: Value = serde_json::from_slice(&ran.stdout)?;
    let items = told["items"].as_array().ok_or("items")?;
    let answer = items.iter().find(|item| item["errand"] == "answer").ok_or("the objection")?;
    assert_eq!((&answer["notice"], &answer["number"]), (&notice.into(), &1.into()));
    assert!(items.iter().any(|item| item["errand"] == "hang"));
    let out = folder.path().join("今天.pdf");
    let ran = gongshi(&["today", "--data", path(&data), "--out", path(&out)]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let page = said(&out)?;
    assert!(page.contains("今天要办的事") && page.contains("异议待答复") && !page.contains("13807431234"));
    assert!(!gongshi(&["today", "--data", path(&data), "--out", "a.png"]).status.success());
    Ok(())
}
