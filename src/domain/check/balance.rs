//! A 收支总表: what comes in and what goes out stand side by side, and their totals are the same.

use rust_decimal::Decimal;

use super::{at_cell, differ, line};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::table::{Cell, Row, Table};

/// 收入总计 and 支出总计 of one row are the same figure.
pub(super) fn check(table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in &table.rows {
        let (Some(income), Some((at, expense))) = (beside(row, "收入"), beside(row, "支出")) else { continue };
        let (_, income) = income;
        if income != expense {
            let (income, expense, difference) = differ(income, expense);
            let text =
                format!("{}：收入总计 {income}，支出总计 {expense}，相差 {difference}。收支总计应当相等。", line(row));
            let name = table.columns.get(at).map(|column| column.name()).unwrap_or_default();
            findings.push(at_cell(row, name, Severity::Warning, FindingKind::Balance, text));
        }
    }
    findings
}

/// The number that stands behind 收入总计 or 支出总计 in the same row, and its column.
fn beside(row: &Row, side: &str) -> Option<(usize, Decimal)> {
    let names = |cell: &Cell| {
        let Cell::Text(text) = cell else { return false };
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        text.contains(side) && text.contains("总计")
    };
    let at = row.cells.iter().position(names)?;
    let behind = row.cells[at + 1..].iter().enumerate();
    let mut until_words = behind.take_while(|(_, cell)| !matches!(cell, Cell::Text(text) if !text.trim().is_empty()));
    until_words.find_map(|(nth, cell)| Some((at + 1 + nth, cell.number()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::{Class, Column, Role};

    fn last_row(income: &str, expense: &str) -> Table {
        let columns = [
            ("收入项目", Class::Text),
            ("预算数", Class::Amount),
            ("支出项目", Class::Text),
            ("预算数", Class::Amount),
        ];
        let mut table = Table::new(columns.iter().map(|(name, class)| Column::new(*name, *class)).collect());
        let cells = [
            Cell::text("收 入 总 计"),
            Cell::parse(income, Class::Amount),
            Cell::text("支出总计"),
            Cell::parse(expense, Class::Amount),
        ];
        table.push(Role::Data, cells.to_vec(), Some(9));
        table
    }

    #[test]
    fn income_and_expense_of_a_summary_are_equal() {
        assert_eq!(check(&last_row("1286.40", "1286.4")), []);
        let findings = check(&last_row("1286.40", "1268.40"));
        assert_eq!(findings.len(), 1);
        assert!(findings[0].text.contains("18.00"), "{}", findings[0].text);
        assert_eq!(check(&last_row("", "1268.40")), []);
    }
}
