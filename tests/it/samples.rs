//! `gongshi inspect` and `gongshi make` on spreadsheets as offices receive them, made anew with a seed nobody has seen.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::str::FromStr;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use gongshi::domain::check;
use gongshi::domain::edit::Edit;
use gongshi::domain::finding::{Finding, FindingKind};
use gongshi::domain::kind::{Catalogue, KindId};
use gongshi::domain::table::Cell;
use gongshi::intake;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

/// What make_samples.py says an importer must find; what a file does not speak of is `None`.
#[derive(Deserialize)]
struct Expected {
    #[serde(default)]
    error: bool,
    #[serde(default)]
    sheet: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    header_row: u64,
    #[serde(default)]
    header_depth: u64,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    rows: u64,
    #[serde(default)]
    sums: BTreeMap<String, String>,
    #[serde(default)]
    personal_cells: u64,
    #[serde(default)]
    hidden_columns: Vec<String>,
}

/// A sum that is right is not touched, and one that is wrong is what the check found wrong.
#[test]
fn what_is_computed_is_what_the_check_found_wrong_or_blank() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples");
    let mut seen = 0;
    for (name, kind) in KINDS {
        let book = intake::read::read(&folder.join(name)).expect("a sample that is read");
        let mut table = intake::inspect::inspect(&book, None).expect("a sample with a table").table;
        let kind = Catalogue::bundled().get(&KindId::new(*kind)).expect("a kind");
        let wrong = check::check(&table, kind);
        let Some(edit) = check::computed(&table, Some(kind)) else { continue };
        let Edit::SetCells(cells) = &edit else { panic!("{name}: more than cells") };
        for (key, at, cell) in cells {
            let row = table.rows.iter().find(|row| row.key == *key).expect("a row of the table");
            let column = table.columns[*at].name();
            let is_told =
                wrong.iter().any(|told| told.key == Some(*key) && told.column.as_deref() == Some(column.as_str()));
            let is_blank = row.cells.get(*at).is_none_or(Cell::is_blank);
            assert!(is_told || is_blank, "{name}: {column} became {}", cell.typed());
            seen += 1;
        }
        table.apply(edit);
        let sums = |told: &Finding| matches!(told.kind, FindingKind::Sum | FindingKind::Balance);
        let left: Vec<Finding> = check::check(&table, kind).into_iter().filter(sums).collect();
        assert!(left.is_empty(), "{name}: {left:?}");
    }
    assert!(seen > 0, "the samples have slips on purpose");
}

/// The kind each sample is a list of.
const KINDS: &[(&str, &str)] = &[
    ("耕地地力保护补贴公示表.xlsx", "gengdi-dili"),
    ("低保初审名单.xls", "dibao-initial"),
    ("三公经费.xlsx", "sangong"),
    ("村财务第三季度.xlsx", "village-finance"),
    ("选民名单.csv", "tongzhi"),
    ("种粮补贴.xlsx", "zhongliang"),
    ("学生资助.xlsx", "tongzhi"),
    ("系统导出高龄津贴.xls", "gaoling-jintie"),
    ("全镇补贴大表.xlsx", "gengdi-dili"),
];

fn gongshi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongshi")).args(arguments).output().expect("the program starts")
}

fn make_samples(folder: &Path, seed: u64) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/make_samples.py");
    let made = Command::new("/usr/bin/python3").arg(script).arg(folder).arg(seed.to_string()).output();
    let made = made.expect("tests/run installs python3 with openpyxl, xlwt and odf");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn new_seed() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs() % 1_000_000
}

fn expected(folder: &Path) -> BTreeMap<String, Expected> {
    let text = std::fs::read_to_string(folder.join("expected.json")).expect("expected.json");
    serde_json::from_str(&text).expect("expected.json as make_samples.py writes it")
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

fn assert_found(name: &str, seed: u64, expected: &Expected, found: &Value) {
    let context = format!("{name}, seed {seed}");
    assert_eq!(found["sheet"].as_str(), expected.sheet.as_deref(), "sheet of {context}");
    if expected.title.is_some() {
        assert_eq!(found["title"].as_str(), expected.title.as_deref(), "title of {context}");
    }
    assert_eq!(found["header_row"].as_u64(), Some(expected.header_row), "header row of {context}");
    assert_eq!(found["header_depth"].as_u64(), Some(expected.header_depth), "header depth of {context}");
    assert_eq!(strings(&found["columns"]), expected.columns, "columns of {context}");
    assert_eq!(found["rows"].as_u64(), Some(expected.rows), "rows of {context}");
    assert_eq!(found["personal_cells"].as_u64(), Some(expected.personal_cells), "personal cells of {context}");
    assert_eq!(strings(&found["hidden_columns"]), expected.hidden_columns, "hidden columns of {context}");
    for (column, sum) in &expected.sums {
        let said = found["sums"][column].as_str().unwrap_or_else(|| panic!("no sum of {column} in {context}"));
        assert_eq!(Decimal::from_str(said), Decimal::from_str(sum), "sum of {column} in {context}");
    }
}

fn inspect_all(folder: &Path, seed: u64) {
    for (name, expected) in expected(folder) {
        let file = folder.join(&name);
        let started = Instant::now();
        let output = gongshi(&["inspect", file.to_str().expect("a UTF-8 path"), "--json"]);
        assert!(started.elapsed() < Duration::from_secs(5), "{name}, seed {seed}: {:?}", started.elapsed());
        if expected.error {
            let sentence = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            assert_eq!(output.status.code(), Some(2), "{name}: {sentence}");
            assert!(!sentence.is_empty() && !sentence.contains('\n'), "one sentence for {name}, not: {sentence}");
        } else {
            assert_eq!(output.status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&output.stderr));
            let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
            assert_found(&name, seed, &expected, &found);
        }
    }
}

#[test]
fn every_sample_is_found_as_it_is_even_with_a_seed_nobody_has_looked_at() {
    let folder = tempfile::tempdir().expect("a folder");
    for seed in [2026, new_seed()] {
        make_samples(folder.path(), seed);
        inspect_all(folder.path(), seed);
    }
}

#[test]
fn no_personal_number_of_any_sample_reaches_the_text_of_the_bulletin_made_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let seed = new_seed();
    make_samples(folder.path(), seed);
    for (name, kind) in KINDS {
        let pdf = folder.path().join("out.pdf");
        let file = folder.path().join(name);
        let output = gongshi(&["make", path(&file), "--kind", kind, "--out", path(&pdf), "--json"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert!(report["pages"].as_u64() >= Some(1), "{name}");
        let text = pdf_text(&pdf);
        let leaked: Vec<_> = long_digit_runs(&text, 11).into_iter().filter(|run| !run.starts_with('0')).collect();
        assert!(leaked.is_empty(), "{name}, seed {seed}: {} long numbers reached the page", leaked.len());
        let raw = String::from_utf8_lossy(&std::fs::read(&pdf).expect("the PDF")).into_owned();
        assert!(!raw.contains("/EmbeddedFile"), "{name}: the PDF carries a file inside");
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

fn pdf_text(pdf: &Path) -> String {
    let output =
        Command::new("pdftotext").args(["-layout", path(pdf), "-"]).output().expect("tests/run installs poppler");
    assert!(output.status.success());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs of at least `least` digits, spaces inside them ignored as a reader would.
fn long_digit_runs(text: &str, least: usize) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit() && c != 'X' && c != 'x')
        .filter(|run| run.chars().filter(char::is_ascii_digit).count() >= least)
        .map(str::to_owned)
        .collect()
}
