use super::*;

fn read(line: &str) -> Result<Command, UsageError> {
    parse(line.split_whitespace().map(OsString::from))
}

#[test]
fn without_a_command_the_window_opens() {
    assert_eq!(read(""), Ok(Command::Window { data: None }));
    assert_eq!(read("--data d"), Ok(Command::Window { data: Some("d".into()) }));
}

#[test]
fn a_kind_is_named_by_id_or_by_its_chinese_name() {
    for kind in ["gengdi-dili", "耕地地力保护补贴公示"] {
        let Ok(Command::Make(make)) = read(&format!("make a.xlsx --kind {kind} --out a.pdf")) else { panic!("{kind}") };
        assert_eq!(make.kind.id.as_str(), "gengdi-dili");
    }
}

#[test]
fn a_list_is_narrowed_by_words_state_kind_place_and_days() {
    let line = "list --data d --search 石芳 --state in-review --kind sangong --place 东墙 --from 2026-03-01 --json";
    let Ok(Command::List(list)) = read(line) else { panic!("{line}") };
    assert_eq!(list.query.words, crate::domain::search::Query::of("石芳").words);
    assert_eq!(list.query.state, Some(crate::domain::notice::State::InReview));
    assert_eq!(list.query.kind.as_ref().map(|kind| kind.as_str()), Some("sangong"));
    assert_eq!(list.query.from.map(|day| day.to_string()).as_deref(), Some("2026-03-01"));
    assert!(list.json && list.query.to.is_none() && list.query.place.is_some());
}

#[test]
fn what_is_missing_behind_a_command_is_named() {
    for (line, missing) in [
        ("make --kind sangong --out a.pdf", "文件名"),
        ("print --copies 2", "公示编号或 PDF 文件名"),
        ("show --data d", "公示编号"),
        ("election --data d", "new、move、check 或 result"),
    ] {
        let told = read(line).expect_err("something is missing").to_string();
        assert!(told.contains(missing) && told.contains("--help"), "{told}");
    }
}

#[test]
fn what_is_wrong_is_said_in_one_sentence() {
    for line in [
        "frobnicate",
        "inspect",
        "inspect a b",
        "make a.xlsx --out a.pdf",
        "make a.xlsx --kind none --out a.pdf",
        "make a.xlsx --kind gengdi-dili",
        "inspect a --paper a4",
        "--json",
        "demo",
        "demo --data d --notices 0",
        "inspect a --wrong",
        "inspect a --sheet",
        "make a --kind gengdi-dili --out a.png --dpi 9999",
        "make a --kind gengdi-dili --out a.xlsx",
        "make a --kind gengdi-dili --out folder",
        "make a --kind gengdi-dili --out a.pdf --tiles a5",
        "make a --kind gengdi-dili --out a.pdf --tiles a4 --margin 90",
        "make a --kind gengdi-dili --out a.pdf --tiles a4 --two-up",
        "make a --kind gengdi-dili --out a.pdf --margin 5",
        "inspect a --two-up",
        "make a --kind gengdi-dili --out a.pdf --guide",
        "make a --kind gengdi-dili --out a.pdf --theme blue",
        "make a --kind gengdi-dili --out a.pdf --money dollar",
        "make a --kind gengdi-dili --out a.pdf --seal",
        "print",
        "print 3 --copies 0",
        "print 3 --pages 5-2",
        "print 3 --duplex both",
        "print a.pdf --paper a3",
        "print 3 --tiles a4 --two-up",
        "printers --data d",
        "calibrate",
        "calibrate --printer p --measured 141x226",
        "calibrate --printer p --measured 150x240 --reset",
        "list",
        "list --data d --state gone",
        "list --data d --from yesterday",
        "show --data d",
        "board",
        "board --data d --out plan.png",
        "board 3 --data d",
        "export --data d",
        "export --out o",
        "export --data d --out o --from yesterday",
        "show --data d --search a 1",
    ] {
        let error = read(line).expect_err(line);
        assert!(!error.0.contains('\n') && error.0.ends_with('。'), "{line}: {error}");
    }
}
