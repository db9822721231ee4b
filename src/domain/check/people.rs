//! Persons who stand twice in a list, and gaps in 序号.

use std::collections::HashMap;

use rust_decimal::prelude::ToPrimitive;

use super::{at_cell, columns, line, place};
use crate::domain::detect;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::table::{Cell, Class, Role, Row, Table};

/// Names that stand many times by nature: whoever handled a payment.
const OFFICERS: [&str; 8] = ["经手", "经办", "负责", "领导", "审批", "介绍人", "证明", "联系人"];

/// By ID number where the table has them; otherwise by name and group.
pub(super) fn duplicates(table: &Table) -> Vec<Finding> {
    if let Some(id) = table.column_of(Class::IdNumber) {
        let key = |row: &Row| row.cells.get(id).map(|cell| detect::plain(&cell.typed())).filter(|key| key.len() >= 15);
        return repeated(table, id, key, Severity::Warning, |name| format!("“{name}”"));
    }
    let person = |at: &usize| {
        let name = table.columns[*at].name();
        table.columns[*at].class == Class::Name && !OFFICERS.iter().any(|officer| name.contains(officer))
    };
    let Some(name) = (0..table.columns.len()).find(person) else { return Vec::new() };
    let text = |row: &Row, at: usize| -> String {
        row.cells.get(at).map(Cell::typed).unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect()
    };
    match table.column_of(Class::Group) {
        Some(group) => {
            let key = |row: &Row| {
                Some(text(row, name)).filter(|key| !key.is_empty()).map(|key| key + "\n" + &text(row, group))
            };
            let with = table.columns[group].name();
            repeated(table, name, key, Severity::Warning, |name| format!("“{name}”和“{with}”"))
        }
        // Without a group two of one name are often two people.
        None => {
            let key = |row: &Row| Some(text(row, name)).filter(|key| !key.is_empty());
            repeated(table, name, key, Severity::Note, |name| format!("“{name}”"))
        }
    }
}

fn repeated(
    table: &Table,
    at: usize,
    key: impl Fn(&Row) -> Option<String>,
    severity: Severity,
    what: impl Fn(&str) -> String,
) -> Vec<Finding> {
    let mut seen: HashMap<String, &Row> = HashMap::new();
    let mut findings = Vec::new();
    for row in table.data_rows() {
        let Some(key) = key(row) else { continue };
        if let Some(earlier) = seen.get(&key) {
            let name = table.columns[at].name();
            let text = format!("{}与{}的{}相同，请核对是否重复。", line(row), line(earlier), what(&name));
            findings.push(at_cell(row, name, severity, FindingKind::Duplicate, text));
        } else {
            seen.insert(key, row);
        }
    }
    findings
}

/// 序号 goes up by one, and may begin again at 1 (a new group, a second table).
pub(super) fn serial_gaps(table: &Table) -> Vec<Finding> {
    let Some(at) = columns::only(table, Class::Serial) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut before: Option<i64> = None;
    for row in &table.rows {
        if row.role != Role::Data {
            continue;
        }
        let Some(serial) = serial(row, at) else { continue };
        let wrong = before.is_some_and(|before| serial != before + 1 && (serial != 1 || before == 1));
        if let (true, Some(before)) = (wrong, before) {
            let name = table.columns[at].name();
            let what = if serial == before { "重复了" } else { "不连续" };
            let text = format!("{}{what}：上一个是 {before}，这一个是 {serial}，请核对是否漏行。", place(row, &name));
            findings.push(at_cell(row, name, Severity::Warning, FindingKind::SerialGap, text));
        }
        before = Some(serial);
    }
    findings
}

fn serial(row: &Row, at: usize) -> Option<i64> {
    match row.cells.get(at)? {
        Cell::Number(number) if number.fract().is_zero() => number.to_i64(),
        Cell::Text(text) => text.trim().parse().ok(),
        Cell::Blank | Cell::Number(_) | Cell::Date(_) => None,
    }
}
