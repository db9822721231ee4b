//! 合计 and 小计 against the rows they stand for.

use rust_decimal::Decimal;

use super::compute::Figure;
use super::{at_cell, columns, differ, line, number, place, sum};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::kind::Kind;
use crate::domain::table::{Class, Role, Row, Table};

pub(super) fn check(table: &Table, kind: &Kind) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        if columns::is_summable(column) {
            subtotals(table, at, &mut findings);
            totals(table, at, &mut findings);
        }
    }
    findings.extend(blanks(table, kind));
    findings.sort_by_key(|finding| finding.source);
    findings
}

/// A 小计 covers the data rows since the one before; one that stands above its rows covers those below.
fn subtotals(table: &Table, at: usize, findings: &mut Vec<Finding>) {
    let places = positions(table, Role::Subtotal);
    for (nth, place) in places.iter().enumerate() {
        compare(table, &table.rows[*place], at, &subtotal(table, &places, nth, at), findings);
    }
}

fn subtotal(table: &Table, places: &[usize], nth: usize, at: usize) -> Option<Decimal> {
    let first = table.rows.iter().position(|row| row.role == Role::Data);
    let leads = first.is_some_and(|first| places[0] < first);
    let to = places.get(nth + 1).copied().unwrap_or(table.rows.len());
    if leads { rows_sum(&table.rows[places[nth] + 1..to], at) } else { since_the_last(table, places, nth, at) }
}

/// Of the rows between a row that sums up and the one before it.
fn since_the_last(table: &Table, places: &[usize], nth: usize, at: usize) -> Option<Decimal> {
    let from = if nth == 0 { 0 } else { places[nth - 1] + 1 };
    rows_sum(&table.rows[from..places[nth]], at)
}

/// A 合计 covers all data rows. Of several (stacked tables), one may cover just the rows since the one before.
fn totals(table: &Table, at: usize, findings: &mut Vec<Finding>) {
    let places = positions(table, Role::Total);
    for (nth, place) in places.iter().enumerate() {
        let row = &table.rows[*place];
        let part = since_the_last(table, &places, nth, at);
        if places.len() > 1 && part.is_some() && part == number(row, at) {
            continue;
        }
        compare(table, row, at, &sum(table.data_rows(), at), findings);
    }
}

/// What the 小计 and 合计 rows are to say, wherever one of them says something, the rule names a sum, or none says anything
/// yet of an amount.
pub(super) fn sums(table: &Table, kind: Option<&Kind>) -> Vec<Figure> {
    let named = kind.map(|kind| named(table, kind)).unwrap_or_default();
    let (subtotals, totals) = (positions(table, Role::Subtotal), positions(table, Role::Total));
    let all = || subtotals.iter().chain(&totals).map(|place| &table.rows[*place]);
    let is_bare = !all().any(|row| (0..table.columns.len()).any(|at| number(row, at).is_some()));
    let mut figures = Vec::new();
    for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| columns::is_summable(column)) {
        let is_told = all().any(|row| number(row, at).is_some()) || named.contains(&at);
        if !(is_told || is_bare && column.class == Class::Amount) {
            continue;
        }
        let whole = sum(table.data_rows(), at);
        let of_parts = subtotals.iter().enumerate().map(|(nth, place)| (*place, subtotal(table, &subtotals, nth, at)));
        let of_all = totals.iter().enumerate().map(|(nth, place)| {
            let part = if totals.len() > 1 { since_the_last(table, &totals, nth, at) } else { None };
            (*place, part.or(whole))
        });
        figures.extend(of_parts.chain(of_all).filter_map(|(place, sum)| Some((table.rows[place].key, at, sum?))));
    }
    figures
}

/// The columns that the kind's rule wants summed.
fn named(table: &Table, kind: &Kind) -> Vec<usize> {
    kind.sum_columns.iter().filter_map(|name| columns::find(table, name)).collect()
}

fn positions(table: &Table, role: Role) -> Vec<usize> {
    table.rows.iter().enumerate().filter(|(_, row)| row.role == role).map(|(at, _)| at).collect()
}

fn rows_sum(rows: &[Row], at: usize) -> Option<Decimal> {
    sum(rows.iter().filter(|row| row.role == Role::Data), at)
}

fn compare(table: &Table, row: &Row, at: usize, computed: &Option<Decimal>, findings: &mut Vec<Finding>) {
    let (Some(written), Some(computed)) = (number(row, at), *computed) else { return };
    if written == computed {
        return;
    }
    let name = table.columns[at].name();
    let word = if row.role == Role::Subtotal { "小计行" } else { "合计行" };
    let (written, computed, difference) = differ(written, computed);
    let text = format!("{}：{word}写的是 {written}，逐行相加是 {computed}，相差 {difference}。", place(row, &name));
    findings.push(at_cell(row, name, Severity::Warning, FindingKind::Sum, text));
}

/// Cells of a 小计 or 合计 row that are blank although another such row, or the rule, has a sum there.
fn blanks(table: &Table, kind: &Kind) -> Vec<Finding> {
    let named = named(table, kind);
    let is_sum = |row: &&Row| matches!(row.role, Role::Subtotal | Role::Total);
    let mut findings = Vec::new();
    for row in table.rows.iter().filter(is_sum) {
        for (at, column) in table.columns.iter().enumerate() {
            let elsewhere = table.rows.iter().filter(is_sum).any(|other| number(other, at).is_some());
            let blank = row.cells.get(at).is_none_or(crate::domain::table::Cell::is_blank);
            if blank && columns::is_summable(column) && (elsewhere || named.contains(&at)) {
                let word = if row.role == Role::Subtotal { "小计行" } else { "合计行" };
                let text = format!("{}的{word}缺少“{}”的数，请补上或确认不填。", line(row), column.name());
                findings.push(at_cell(row, column.name(), Severity::Note, FindingKind::Sum, text));
            }
        }
    }
    findings
}
