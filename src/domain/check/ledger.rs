//! A running account: 期初 + 收入 − 支出 = 期末, and the balance of every row.

use rust_decimal::Decimal;

use super::{at_cell, differ, number, place};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::table::{Class, Role, Row, Table};

/// The three columns of an account.
struct Account {
    income: usize,
    expense: usize,
    balance: usize,
}

pub(super) fn check(table: &Table) -> Vec<Finding> {
    let Some(account) = account(table) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut running: Option<Decimal> = None;
    let mut closing = None;
    for row in &table.rows {
        match row.role {
            Role::Opening => {
                running = figure(row, &account);
                closing = running;
            }
            Role::Data => {
                let change = change(row, &account);
                closing = closing.and_then(|sum| sum.checked_add(change));
                let computed = running.and_then(|balance| balance.checked_add(change));
                let written = number(row, account.balance);
                findings.extend(compare(table, row, &account, written, computed, "按上一行的余额加收入减支出"));
                // What is written goes on, so that one slip is told once.
                running = written.or(computed);
                if closing.is_none() {
                    closing = written;
                }
            }
            Role::Closing => {
                let written = figure(row, &account);
                findings.extend(compare(table, row, &account, written, closing, "按期初余额加收入合计减支出合计"));
            }
            Role::Part | Role::Subtotal | Role::Total => {}
        }
    }
    findings
}

fn account(table: &Table) -> Option<Account> {
    let named = |words: &[&str]| {
        table.columns.iter().position(|column| {
            let name = column.name();
            column.class != Class::Text && words.iter().any(|word| name.contains(word))
        })
    };
    Some(Account {
        income: named(&["收入"])?, expense: named(&["支出"])?, balance: named(&["余额", "结余", "结存"])?
    })
}

/// The figure of an opening or closing row: in the balance's column, or wherever the row has its one number.
fn figure(row: &Row, account: &Account) -> Option<Decimal> {
    number(row, account.balance).or_else(|| (0..row.cells.len()).find_map(|at| number(row, at)))
}

fn change(row: &Row, account: &Account) -> Decimal {
    let value = |at| number(row, at).unwrap_or_default();
    value(account.income).checked_sub(value(account.expense)).unwrap_or_default()
}

fn compare(
    table: &Table,
    row: &Row,
    account: &Account,
    written: Option<Decimal>,
    computed: Option<Decimal>,
    how: &str,
) -> Option<Finding> {
    let (written, computed) = (written?, computed?);
    if written == computed {
        return None;
    }
    let name = table.columns[account.balance].name();
    let (written, computed, difference) = differ(written, computed);
    let text = format!("{}写的是 {written}，{how}是 {computed}，相差 {difference}。", place(row, &name));
    Some(at_cell(row, name, Severity::Warning, FindingKind::Balance, text))
}
