//! Rows that are part of the one above without a word that says so.

use rust_xlsxwriter::{Format, Workbook};

use super::*;

/// Rows of a label, how far it is set in, and a figure.
fn indented(rows: &[(&str, u8, &str)]) -> Sheet {
    let mut lines = vec!["项目|金额（元）".to_owned()];
    lines.extend(rows.iter().map(|(label, _, figure)| format!("{label}|{figure}")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let indents = (2u32..).zip(rows).filter(|(_, (_, by, _))| *by > 0).map(|(row, (_, by, _))| ((row, 0), *by));
    Sheet { indents: indents.collect(), ..sheet(&lines) }
}

#[test]
fn what_is_set_in_behind_a_part_is_a_part() {
    let rows = [("合计", 0, "30"), ("车辆", 0, "24"), ("其中：购置费", 2, "4"), ("运行费", 8, "20"), ("接待", 0, "6")];
    let found = found(indented(&rows));
    assert_eq!(roles(&found), [Role::Total, Role::Data, Role::Part, Role::Part, Role::Data]);
    let sums = crate::domain::check::check(
        &found.table,
        &crate::domain::kind::Kind::unknown(crate::domain::kind::KindId::new("x")),
    );
    assert!(sums.iter().all(|finding| finding.kind != FindingKind::Sum), "nothing is counted twice: {sums:?}");
}

#[test]
fn set_in_rows_that_add_up_to_the_row_above_are_its_parts() {
    let rows = [("车辆", 0, "24"), ("购置费", 2, "4"), ("运行费", 2, "20"), ("接待", 0, "6"), ("合计", 0, "30")];
    assert_eq!(roles(&found(indented(&rows))), [Role::Data, Role::Part, Role::Part, Role::Data, Role::Total]);
    // Only one of the parts is named; the sum at the end tells.
    let rows = [("车辆", 0, "24"), ("购置费", 2, "4"), ("接待", 0, "6"), ("合计", 0, "30")];
    assert_eq!(roles(&found(indented(&rows))), [Role::Data, Role::Part, Role::Data, Role::Total]);
}

#[test]
fn rows_set_in_for_the_eye_are_counted() {
    let rows = [("石桥村", 0, "24"), ("柳湾村", 2, "4"), ("青山村", 2, "2"), ("合计", 0, "30")];
    assert_eq!(roles(&found(indented(&rows))), [Role::Data, Role::Data, Role::Data, Role::Total]);
}

#[test]
fn a_workbooks_indents_and_leading_blanks_are_read_and_merged_cells_stay_merged() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, name) in ["项目", "补贴标准（元/亩）", "金额（元）"].iter().enumerate() {
        sheet.write_string(0, at as u16, *name).unwrap();
    }
    let rows = [("车辆", 24.0), ("购置费", 4.0), ("\u{3000}运行费", 20.0), ("接待", 6.0)];
    for (row, (label, figure)) in (1u32..).zip(rows) {
        let format = if label == "购置费" { Format::new().set_indent(2) } else { Format::new() };
        sheet.write_string_with_format(row, 0, label, &format).unwrap();
        sheet.write_number(row, 2, figure).unwrap();
    }
    sheet.merge_range(1, 1, 4, 1, "", &Format::new()).unwrap();
    sheet.write_number(1, 1, 80.0).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let found = inspect(&read_bytes("表.xlsx", bytes).unwrap(), None).expect("a table");
    assert_eq!(roles(&found), [Role::Data, Role::Part, Role::Part, Role::Data]);
    assert_eq!(found.table.columns.iter().map(|column| column.merged).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn leading_blanks_of_a_csv_and_of_a_web_table_are_read_too() {
    let parts = [Role::Data, Role::Part, Role::Part, Role::Data, Role::Total];
    let csv = "项目,金额（元）\n车辆,24\n\u{3000}\u{3000}购置费,4\n  运行费,20\n接待,6\n合计,30\n";
    let read = read_bytes("表.csv", csv.as_bytes().to_vec()).unwrap();
    assert_eq!(roles(&inspect(&read, None).expect("a table")), parts);
    let rows = [("车辆", 24), ("&nbsp;&nbsp;购置费", 4), ("&nbsp;&nbsp;运行费", 20), ("接待", 6), ("合计", 30)];
    let rows: String =
        rows.iter().map(|(label, figure)| format!("<tr><td>{label}</td><td>{figure}</td></tr>")).collect();
    let html = format!("<html><table><tr><td>项目</td><td>金额（元）</td></tr>{rows}</table></html>");
    let read = read_bytes("表.xls", html.into_bytes()).unwrap();
    assert_eq!(roles(&inspect(&read, None).expect("a table")), parts);
}
