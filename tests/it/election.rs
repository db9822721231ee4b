//! `gongshi election`: an election from its day to its result, as an office lives it.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn election(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
    command.arg("election").args(arguments).arg("--data").arg(folder).output().expect("the program starts")
}

fn told(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn sentence(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

const NEW: [&str; 13] = [
    "new",
    "--day",
    "2099-12-20",
    "--place",
    "村委会大院",
    "--village",
    "石桥村",
    "--committee",
    "王大山:男:主任，李秀兰:女",
    "--hours",
    "上午8时至下午4时",
    "--province",
    "浙江",
];

#[test]
fn the_whole_series_is_made_from_the_day_and_moved_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = told(&election(folder.path(), &[&NEW[..], &["--json"]].concat()));
    let notices = made["notices"].as_array().expect("the notices");
    assert_eq!(notices.len(), 15);
    assert_eq!(notices[3]["day"], "2099-11-22");
    assert_eq!(notices[3]["deadline"], "2099-11-27");
    assert_eq!(made["findings"].as_array().map(Vec::len), Some(0), "{}", made["findings"]);
    let moved = told(&election(folder.path(), &["move", "--day", "2099-12-27", "--json"]));
    assert_eq!(moved["notices"][3]["day"], "2099-11-29");
    assert_eq!(moved["notices"][8]["day"], "2099-12-22");
    assert_eq!(told(&election(folder.path(), &["check", "--json"])), moved);
}

#[test]
fn days_that_are_over_are_told_before_the_law_is_broken() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut late = NEW;
    late[2] = "2020-12-20";
    let made = told(&election(folder.path(), &[&late[..], &["--json"]].concat()));
    let texts = made["findings"].to_string();
    assert!(texts.contains("张贴日已经过去"), "{texts}");
}

#[test]
fn a_result_is_entered_once_and_contradictions_are_refused_with_their_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("figures.json");
    let figures = |invalid: u32| {
        format!(
            r#"{{"registered": 1200, "issued": 1100, "returned": 1080, "valid": 1060, "invalid": {invalid}, "posts": [
            {{"name": "主任", "seats": 1, "candidates": [{{"name": "王大山", "votes": 541}}, {{"name": "李秀兰", "votes": 519}}]}}]}}"#
        )
    };
    let result = |invalid: u32| {
        std::fs::write(&file, figures(invalid)).expect("written");
        election(folder.path(), &["result", "--figures", file.to_str().expect("a UTF-8 path"), "--json"])
    };
    assert_eq!(result(20).status.code(), Some(2));
    told(&election(folder.path(), &[&NEW[..], &["--json"]].concat()));
    let refused = result(21);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(sentence(&refused), "有效票1060张加无效票21张，不等于收回选票1080张，请核对。");
    let outcome = told(&result(20));
    assert_eq!((&outcome["valid"], &outcome["majority"]), (&Value::Bool(true), &Value::from(541)));
    assert_eq!(outcome["candidates"][0]["elected"], Value::Bool(true));
    assert_eq!(outcome["candidates"][1]["elected"], Value::Bool(false));
}

#[test]
fn what_is_missing_is_asked_for_in_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    for wrong in [&["new", "--place", "村委会"][..], &["new", "--day", "2099-12-20"], &["check"], &["fly"]] {
        let output = election(folder.path(), wrong);
        let sentence = sentence(&output);
        assert_eq!(output.status.code(), Some(2), "{sentence}");
        assert!(sentence.ends_with('。') && !sentence.contains('\n'), "{sentence}");
    }
}
