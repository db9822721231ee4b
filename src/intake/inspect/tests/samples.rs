//! The files of `tests/fixtures/samples`, as offices receive them.

use std::collections::BTreeMap;

use super::names;
use crate::domain::table::{Cell, Role};
use crate::intake::inspect::{Found, inspect};

/// The sample files, as `expected.json` says.
#[test]
fn the_samples_are_found_as_expected() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples");
    let expected = std::fs::read_to_string(folder.join("expected.json")).expect("the expectations");
    let expected: BTreeMap<String, serde_json::Value> = serde_json::from_str(&expected).expect("JSON");
    for (file, wanted) in expected.iter().filter(|(_, wanted)| wanted.get("error").is_none()) {
        let book = crate::intake::read::read(&folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        agrees(file, &inspect(&book, None).expect("a table"), wanted);
    }
}

fn agrees(file: &str, found: &Found, wanted: &serde_json::Value) {
    assert_eq!(found.sheet.as_deref(), wanted["sheet"].as_str(), "{file}");
    assert_eq!(u64::from(found.header_row), wanted["header_row"], "{file}");
    assert_eq!(u64::from(found.header_depth), wanted["header_depth"], "{file}");
    assert_eq!(serde_json::json!(names(found)), wanted["columns"], "{file}");
    assert_eq!(found.rows(), wanted["rows"], "{file}");
    assert_eq!(found.others, [], "{file}");
    let same = |key: &str, found: Option<&str>| {
        assert!(wanted.get(key).is_none_or(|wanted| wanted.as_str() == found), "{file}: {key} {found:?}");
    };
    same("title", found.title.as_deref());
    same("unit", found.unit.as_deref());
    let hidden = wanted.get("hidden_columns").cloned().unwrap_or_else(|| serde_json::json!([]));
    assert_eq!(serde_json::json!(found.hidden_columns), hidden, "{file}");
    for (column, sum) in wanted["sums"].as_object().into_iter().flatten() {
        let at = names(found).iter().position(|name| name == column).expect("a column");
        let total: rust_decimal::Decimal = found.table.data_rows().filter_map(|row| row.cells[at].number()).sum();
        assert_eq!(total, sum.as_str().expect("a sum").parse().expect("a number"), "{file}: {column}");
    }
    let balance = |role| {
        let row = found.table.rows.iter().find(|row| row.role == role)?;
        row.cells.iter().find_map(Cell::number).map(|number| number.normalize().to_string())
    };
    same("opening", balance(Role::Opening).as_deref());
    same("closing", balance(Role::Closing).as_deref());
    if let Some(merged) = wanted["merged_down"].as_str() {
        let at = names(found).iter().position(|name| name == merged).expect("a column");
        assert!(found.table.data_rows().all(|row| row.cells[at].number().is_some()), "{file}: {merged}");
    }
}
