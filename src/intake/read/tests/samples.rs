use rust_decimal::Decimal;
use serde_json::Value;

use super::*;

fn header_texts(sheet: &Sheet, row: u32) -> Vec<String> {
    let row = sheet.rows.iter().find(|candidate| candidate.number == row).unwrap();
    let show = |cell: &Cell| if let Cell::Text(text) = cell { text.clone() } else { String::new() };
    row.cells.iter().map(show).collect()
}

/// The sum of a column's numbers over the rows between header and total.
fn sum(sheet: &Sheet, column: usize, from: u32, rows: u32) -> Decimal {
    let rows = sheet.rows.iter().filter(|row| row.number >= from && row.number < from + rows);
    rows.filter_map(|row| if let Some(Cell::Number(value)) = row.cells.get(column) { Some(*value) } else { None }).sum()
}

#[test]
fn every_sample_holds_what_is_expected_of_it() {
    let expected: Value = serde_json::from_slice(&fixture("expected.json")).unwrap();
    for (name, expected) in expected.as_object().unwrap() {
        let result = read_bytes(name, fixture(name));
        if expected["error"] == true {
            assert!(result.is_err(), "{name}");
            continue;
        }
        let book = result.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let sheet = &book.sheets[0];
        assert_eq!(sheet.name.as_deref(), expected["sheet"].as_str(), "{name}");
        let (header, depth) = (expected["header_row"].as_u64().unwrap(), expected["header_depth"].as_u64().unwrap());
        let columns: Vec<&str> = expected["columns"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let first: Vec<&str> = columns.iter().map(|column| column.split('/').next().unwrap()).collect();
        let texts = header_texts(sheet, header as u32);
        assert!(depth > 1 || texts == columns, "{name}: {texts:?}");
        assert!(texts.iter().all(|text| text.is_empty() || first.contains(&&**text) || columns.contains(&&**text)));
        for (column, value) in expected["sums"].as_object().into_iter().flatten() {
            let at = columns.iter().position(|candidate| candidate == column).unwrap();
            let data = (header + depth) as u32;
            let opening = u32::from(expected["opening"].is_string());
            let found = sum(sheet, at, data + opening, expected["rows"].as_u64().unwrap() as u32);
            assert_eq!(found, value.as_str().unwrap().parse::<Decimal>().unwrap(), "{name} {column}");
        }
        if let Some(title) = expected["title"].as_str() {
            assert_eq!(sheet.rows[0].cells[0], text(title));
        }
    }
}

#[test]
fn what_the_old_workbook_hides_and_merges_is_known() {
    let sheet = only_sheet("低保初审名单.xls", fixture("低保初审名单.xls"));
    assert_eq!(sheet.hidden_columns.iter().copied().collect::<Vec<_>>(), [3]);
    let merges: Vec<_> =
        sheet.merges.iter().map(|m| (m.first_row, m.last_row, m.first_column, m.last_column)).collect();
    assert_eq!(merges[..3], [(1, 1, 0, 7), (2, 3, 0, 0), (2, 3, 1, 1)]);
    assert_eq!(sheet.cell(4, 0), Some(&number("1")));
    assert!(matches!(sheet.cell(4, 3), Some(Cell::Text(id)) if id.len() == 18));
}

#[test]
fn a_blank_cell_is_not_zero() {
    let sheet = only_sheet("三公经费.xlsx", fixture("三公经费.xlsx"));
    assert_eq!(sheet.rows.iter().find(|row| row.number == 6).unwrap().cells, [text("1.因公出国（境）费")]);
    assert_eq!(sheet.cell(9, 1), Some(&number("0")));
}

#[test]
fn dates_of_an_xlsx_are_dates() {
    let book = read_bytes("村财务第三季度.xlsx", fixture("村财务第三季度.xlsx")).unwrap();
    let dates = book.sheets[0].rows.iter().filter(|row| matches!(row.cells[0], Cell::Date(_))).count();
    assert_eq!(dates, 139);
}

#[test]
fn the_csv_of_an_old_program_is_read_in_its_encoding() {
    let book = read_bytes("选民名单.csv", fixture("选民名单.csv")).unwrap();
    assert_eq!(book.encoding, Some("GB18030"));
    assert_eq!(book.sheets[0].rows.len(), 1801);
    assert!(book.sheets[0].rows[1..].iter().all(|row| matches!(&row.cells[5], Cell::Text(id) if id.len() == 18)));
}

#[test]
fn html_named_xls_keeps_long_numbers() {
    let book = read_bytes("系统导出高龄津贴.xls", fixture("系统导出高龄津贴.xls")).unwrap();
    assert_eq!(book.sheets[0].rows.len(), 89);
    assert!(book.sheets[0].rows[1..].iter().all(|row| matches!(&row.cells[2], Cell::Text(id) if id.len() == 18)));
}

#[test]
fn the_name_of_a_file_decides_nothing() {
    for (content, name) in [("三公经费.xlsx", "a.xls"), ("低保初审名单.xls", "a.xlsx"), ("选民名单.csv", "a.xlsx")]
    {
        assert!(read_bytes(name, fixture(content)).is_ok(), "{content}");
    }
}

#[test]
fn one_sheet_may_be_asked_for_by_name() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples/种粮补贴.xlsx");
    let options = |sheet| ReadOptions { sheet: Some(sheet), cancel: None };
    assert_eq!(read_with(&path, options("Sheet1")).unwrap().sheets.len(), 1);
    assert!(matches!(read_with(&path, options("无")), Err(IntakeError::NoSuchSheet { .. })));
    let cancelled = AtomicBool::new(true);
    let options = ReadOptions { sheet: None, cancel: Some(&cancelled) };
    assert!(matches!(read_with(&path, options), Err(IntakeError::Cancelled { .. })));
}

#[test]
fn a_missing_file_says_so() {
    assert!(matches!(read(Path::new("no such file.xlsx")), Err(IntakeError::Unreadable { .. })));
}
