//! `gongshi board`: what hangs where is told without the window, and the plan of the wall can be read and hung by.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn gongshi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongshi")).args(arguments).output().expect("the program starts")
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

#[test]
fn what_hangs_on_the_wall_is_listed_and_drawn() -> TestResult {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("数据");
    assert!(gongshi(&["demo", "--data", path(&data)]).status.success());
    let plan = folder.path().join("张贴图.pdf");
    let ran = gongshi(&["board", "--data", path(&data), "--out", path(&plan), "--json"]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let told: Value = serde_json::from_slice(&ran.stdout)?;
    let wall = &told["walls"][0];
    let notices = wall["notices"].as_array().ok_or("notices")?;
    let panels = wall["panels"].as_array().ok_or("panels")?;
    let placed: usize = panels.iter().filter_map(|panel| panel["sheets"].as_array()).map(Vec::len).sum();
    let unplaced = wall["unplaced"].as_array().ok_or("unplaced")?.len();
    let sheets: u64 = notices.iter().filter_map(|notice| notice["sheets"].as_u64()).sum();
    assert_eq!(wall["place"], "公开栏");
    assert!(notices.len() > 2 && placed > 2, "{told}");
    assert_eq!((placed + unplaced) as u64, sheets);
    assert!(Command::new("qpdf").args(["--check", path(&plan)]).output()?.status.success());
    let read = Command::new("pdftotext").args(["-raw", path(&plan), "-"]).output()?;
    let said: String = String::from_utf8(read.stdout)?.chars().filter(|c| !c.is_whitespace()).collect();
    for notice in notices {
        let title: String =
            notice["title"].as_str().unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
        assert!(said.contains(&title), "{title} in {said}");
        assert!(said.contains(&format!("{}号", notice["number"])));
    }
    // A person reads the same without JSON.
    let spoken = String::from_utf8(gongshi(&["board", "--data", path(&data)]).stdout)?;
    assert!(spoken.contains("党务公开（1200×1200毫米）：还能贴") && spoken.contains("村（政）务公开"), "{spoken}");
    Ok(())
}

#[test]
fn a_broadcast_is_written_as_text_for_the_ear() -> TestResult {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("数据");
    assert!(gongshi(&["demo", "--data", path(&data), "--notices", "24"]).status.success());
    let out = folder.path().join("广播稿.txt");
    let ran = gongshi(&["certificate", "1", "--form", "broadcast", "--data", path(&data), "--out", path(&out)]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let text = std::fs::read_to_string(&out)?;
    assert!(text.starts_with("各位村民、居民请注意：") && text.trim_end().ends_with("广播完毕。"), "{text}");
    let wrong = gongshi(&["certificate", "1", "--form", "broadcast", "--data", path(&data), "--out", "a.pdf"]);
    assert_eq!(wrong.status.code(), Some(2));
    Ok(())
}
