//! A running account: 期初 + 收入 − 支出 = 期末, and the balance of every row.

use rust_decimal::Decimal;

use super::compute::Figure;
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

/// The balance of every row and of the closing one, from the opening balance on; without one from the first that is
/// written.
pub(super) fn balances(table: &Table) -> Vec<Figure> {
    let Some(account) = account(table) else { return Vec::new() };
    let mut figures = Vec::new();
    let mut running: Option<Decimal> = None;
    for row in &table.rows {
        match row.role {
            Role::Opening => running = figure(row, &account),
            Role::Data => {
                let written = number(row, account.balance);
                running = running.map_or(written, |balance| balance.checked_add(change(row, &account)));
                let moves = [account.income, account.expense].into_iter().any(|at| number(row, at).is_some());
                figures
                    .extend(running.filter(|_| moves || written.is_some()).map(|now| (row.key, account.balance, now)));
            }
            Role::Closing => {
                let at = place_of_figure(row, &account).unwrap_or(account.balance);
                figures.extend(running.map(|now| (row.key, at, now)));
            }
            Role::Part | Role::Subtotal | Role::Total => {}
        }
    }
    figures
}

/// 年末结转 of every row that says with what it began.
pub(super) fn carried_over(table: &Table) -> Vec<Figure> {
    let Some(carried) = Carried::of(table) else { return Vec::new() };
    let begun = table.rows.iter().filter(|row| number(row, carried.opening).is_some());
    begun.filter_map(|row| Some((row.key, carried.closing, carried.closing_of(row)?))).collect()
}

/// The four columns of an account that has a row for each fund (政府性基金收支表).
pub(in crate::domain) struct Carried {
    pub(in crate::domain) opening: usize,
    pub(in crate::domain) income: usize,
    pub(in crate::domain) expense: usize,
    pub(in crate::domain) closing: usize,
}

impl Carried {
    /// `None` where the table has not all four, or one of them twice.
    pub(in crate::domain) fn of(table: &Table) -> Option<Self> {
        let figure = |class| matches!(class, Class::Amount | Class::Quantity);
        let only = |words: &[&str]| {
            let named =
                table.columns.iter().enumerate().filter(|(_, column)| {
                    figure(column.class) && words.iter().any(|word| column.name().contains(word))
                });
            let mut named = named.map(|(at, _)| at);
            named.next().filter(|_| named.next().is_none())
        };
        Some(Self {
            opening: only(&["年初", "期初", "上年结", "上期结", "上月结"])?,
            income: only(&["收入", "本年增加", "本期增加"])?,
            expense: only(&["支出", "本年减少", "本期减少"])?,
            closing: only(&["年末", "期末", "本期结余", "本月结余"])?,
        })
    }

    /// `None`: too large to be computed.
    fn closing_of(&self, row: &Row) -> Option<Decimal> {
        let value = |at| number(row, at).unwrap_or_default();
        value(self.opening).checked_add(value(self.income))?.checked_sub(value(self.expense))
    }
}

/// 年初结转 + 本年收入 − 本年支出 = 年末结转, in every row.
pub(super) fn carried(table: &Table) -> Vec<Finding> {
    let Some(account) = Carried::of(table) else { return Vec::new() };
    let mut findings = Vec::new();
    for row in &table.rows {
        let Some(written) = number(row, account.closing) else { continue };
        if let Some(computed) = account.closing_of(row).filter(|computed| *computed != written) {
            let name = table.columns[account.closing].name();
            let (written, computed, difference) = differ(written, computed);
            let text = format!(
                "{}写的是 {written}，按期初数加收入减支出是 {computed}，相差 {difference}。",
                place(row, &name)
            );
            findings.push(at_cell(row, name, Severity::Warning, FindingKind::Balance, text));
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
    number(row, place_of_figure(row, account)?)
}

fn place_of_figure(row: &Row, account: &Account) -> Option<usize> {
    let has_one = |at: &usize| number(row, *at).is_some();
    Some(account.balance).filter(has_one).or_else(|| (0..row.cells.len()).find(has_one))
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
