//! Checks (核对): what a careful clerk recomputes before a table is posted. Exact decimals, every finding with its row.
//!
//! Works on the raw table: who is twice in a list is best seen while the ID numbers are still there.

use rust_decimal::Decimal;

use super::election::{self, candidates};
use super::finding::{Finding, FindingKind, Severity};
use super::kind::{Catalogue, Kind, KindId};
use super::notice::Content;
use super::stated;
use super::table::{Cell, Class, Column, Role, Row, Table};

mod balance;
mod columns;
mod compare;
mod compute;
mod formula;
mod funds;
mod ledger;
mod people;
mod totals;

pub use compare::{Comparison, filled_where_blank};
pub use compute::{computed, may_compute};
pub(in crate::domain) use ledger::Carried;

/// Everything found, in the order of the checks.
pub fn check(table: &Table, kind: &Kind) -> Vec<Finding> {
    let mut findings = Vec::new();
    if table.data_rows().next().is_none() {
        findings.extend(empty(table, kind));
        return findings;
    }
    findings.extend(columns::missing(table, kind, &[]));
    findings.extend(not_numbers(table));
    let formulas = formula::check(table, kind);
    // 合计 = x + y names the rows that count; a plain sum would say the same again.
    if !formulas.replace_totals {
        findings.extend(totals::check(table, kind));
    }
    findings.extend(formulas.findings);
    findings.extend(ledger::check(table));
    findings.extend(ledger::carried(table));
    if kind.id.as_str() == "xianjie-zijin" {
        findings.extend(funds::check(table));
    }
    let compared = compare::check(table, &findings);
    findings.extend(compared);
    findings.extend(balance::check(table));
    findings.extend(people::duplicates(table));
    findings.extend(people::serial_gaps(table));
    if kind.id.as_str() == "election-proxies" {
        findings.extend(election::proxies(table));
    }
    findings
}

/// All of a notice's tables: the main one by its kind, the further ones as tables of figures. A notice that is all blocks
/// has no main table to miss.
pub fn content(content: &Content, kind: &Kind) -> Vec<Finding> {
    let alone = content.table.columns.is_empty() && !content.blocks.is_empty();
    let mut findings = if alone { Vec::new() } else { check(&content.table, kind) };
    for (block, further) in content.blocks.iter().filter_map(|block| Some((block.key, block.further()?))) {
        let own = kind.tables.iter().find(|table| further.heading.ends_with(&table.name));
        let own = own.and_then(|table| Catalogue::bundled().get(table.checked_as.as_ref()?));
        let name = if further.heading.is_empty() { "另一个表" } else { further.heading.as_str() };
        let said = !further.nothing.trim().is_empty();
        let found = if further.table.rows.is_empty() && said { Vec::new() } else { figures(&further.table, own) };
        // Its rows have keys of their own, and a file of their own.
        let told = |finding: Finding| Finding {
            block: Some(block),
            source: None,
            text: format!("“{name}”：{}", finding.text),
            ..finding
        };
        findings.extend(found.into_iter().map(told));
    }
    findings.extend(said_otherwise(content));
    findings.extend(stated::check(&content.intro, content.period));
    findings
}

/// A list of names in another order than its text says.
fn said_otherwise(content: &Content) -> Option<Finding> {
    let by = candidates::said(&content.intro)?;
    let text = "正文里写的排列顺序与名单现在的顺序不一样。请在“版式”的“姓名顺序”里选一种，名单和正文会一起改。";
    (candidates::stands(&content.table, by) == Some(false))
        .then(|| Finding::whole(Severity::Warning, FindingKind::Election, text))
}

/// The checks of a table of figures that stands beside another; `kind`: whose formulas hold in it.
fn figures(table: &Table, kind: Option<&Kind>) -> Vec<Finding> {
    let general = Kind::unknown(KindId::new(""));
    let found = check(table, kind.unwrap_or(&general));
    found.into_iter().filter(|finding| finding.kind != FindingKind::MissingColumn).collect()
}

/// The kind's columns that the table lacks, where those set `apart` by hand stand for none of them.
pub fn missing(table: &Table, kind: &Kind, apart: &[usize]) -> Vec<Finding> {
    columns::missing(table, kind, apart)
}

/// Sums over the data rows of what a notice answers for: money and areas, by column name. Heads and months are not summed
/// here, since their sums say little.
pub fn sums(table: &Table) -> Vec<(String, Decimal)> {
    let counted = |column: &Column| {
        let area = ["面积", "亩", "㎡", "公顷"].iter().any(|word| column.name().contains(word));
        columns::is_summable(column) && (column.class == Class::Amount || area)
    };
    let listed = table.columns.iter().enumerate().filter(|(_, column)| counted(column));
    listed.filter_map(|(at, column)| Some((column.name(), sum(table.data_rows(), at)?))).collect()
}

/// The sum of a column that is summed, beside what the file's last 合计 row has there.
pub fn total(table: &Table, at: usize) -> Option<(Decimal, Option<Decimal>)> {
    table.columns.get(at).filter(|column| columns::is_summable(column) && !column.hidden)?;
    let written = table.rows.iter().rev().find(|row| row.role == Role::Total).and_then(|row| number(row, at));
    Some((sum(table.data_rows(), at)?, written))
}

/// `None` where no cell holds a number.
fn sum<'a>(rows: impl Iterator<Item = &'a Row>, at: usize) -> Option<Decimal> {
    let numbers = rows.filter_map(|row| number(row, at));
    numbers.fold(None, |sum, number| sum.unwrap_or(Decimal::ZERO).checked_add(number).or(sum))
}

fn number(row: &Row, at: usize) -> Option<Decimal> {
    row.cells.get(at).and_then(Cell::number)
}

/// A kind that is a list says nothing without a row, and may not be posted so; a table of the office's own may be left.
fn empty(table: &Table, kind: &Kind) -> Option<Finding> {
    let is_list = !kind.expected_columns().is_empty();
    let (severity, text) = match is_list {
        true => (Severity::Blocking, "表里没有一行数据，不能张贴。请读入表格；本期确无内容的，请加一行写“无”。"),
        false => (Severity::Warning, "表里没有一行数据。如果本期确无内容，请在正文里写明；否则请检查文件。"),
    };
    (is_list || !table.columns.is_empty()).then(|| Finding::whole(severity, FindingKind::EmptyTable, text))
}

/// Text where a number belongs. Marks for "nothing" are no mistake.
fn not_numbers(table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in &table.rows {
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            let numeric = matches!(column.class, Class::Amount | Class::Quantity | Class::Rate);
            let Cell::Text(text) = cell else { continue };
            let nothing = matches!(text.trim(), "" | "/" | "-" | "—" | "——" | "－" | "无" | "*");
            if numeric && !nothing {
                let name = column.name();
                let text = format!("{}不是数字，无法参加计算，请改成数字。", place(row, &name));
                findings.push(at_cell(row, name, Severity::Warning, FindingKind::NotANumber, text));
            }
        }
    }
    findings
}

fn at_cell(row: &Row, column: String, severity: Severity, kind: FindingKind, text: String) -> Finding {
    Finding { severity, kind, key: Some(row.key), block: None, source: row.source, column: Some(column), text }
}

/// 第 12 行“金额（元）”
fn place(row: &Row, column: &str) -> String {
    format!("{}“{column}”", line(row))
}

fn line(row: &Row) -> String {
    row.source.map_or_else(|| "新加的一行".to_owned(), |source| format!("第 {source} 行"))
}

/// Both figures of a mismatch, with as many decimals as either has.
fn differ(written: Decimal, computed: Decimal) -> (String, String, String) {
    let scale = written.normalize().scale().max(computed.normalize().scale());
    let scale = if scale == 0 { 0 } else { scale.max(2) };
    let show = |value: Decimal| super::money::grouped(value, scale);
    (show(written), show(computed), show((written - computed).abs()))
}

#[cfg(test)]
mod tests;
