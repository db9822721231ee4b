//! What the line above the table says of it: kept, since 20,000 rows are too many to add up for every frame.

use rust_decimal::Decimal;

use crate::domain::check;
use crate::domain::table::{Class, Role, Table};
use crate::ui::words::{Word, Words};

/// How many rows there are, and the first column of money with its sum.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Sums {
    rows: usize,
    money: Option<(String, Decimal)>,
    /// Something in the table follows from the rest.
    pub(super) may_compute: bool,
}

impl Sums {
    pub(super) fn of(table: &Table) -> Self {
        let money = table.columns.iter().position(|column| column.class == Class::Amount).map(|at| {
            let cells = table.rows.iter().filter(|row| row.role == Role::Data).filter_map(|row| row.cells[at].number());
            // A sum past what a decimal holds is no amount of a township.
            let sum = cells.fold(Decimal::ZERO, |sum, number| sum.checked_add(number).unwrap_or(sum));
            let name = table.columns[at].header.last().map(String::as_str).unwrap_or_default();
            // Its unit stands in the table.
            let name = name.split(['（', '(']).next().unwrap_or(name).trim();
            (name.to_owned(), sum)
        });
        Self { rows: table.data_rows().count(), money, may_compute: check::may_compute(table) }
    }

    /// 320 行 · 补贴金额合计 27,680.00
    pub(super) fn told(&self, words: &Words) -> String {
        let rows = words.with(Word::Rows, &[("n", self.rows.into())]);
        let Some((name, sum)) = &self.money else { return rows };
        let values = [("name", name.as_str().into()), ("sum", grouped(*sum).into())];
        format!("{rows} · {}", words.with(Word::EditorSum, &values))
    }
}

/// 27,680.00
fn grouped(number: Decimal) -> String {
    let plain = number.abs().to_string();
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut marked = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            marked.push(',');
        }
        marked.push(digit);
    }
    let sign = if number.is_sign_negative() && !number.is_zero() { "−" } else { "" };
    format!("{sign}{marked}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_has_marks_between_its_thousands() {
        for (number, shown) in [("27680.00", "27,680.00"), ("-1234567.5", "−1,234,567.5"), ("999", "999"), ("0", "0")]
        {
            assert_eq!(grouped(number.parse().unwrap()), shown);
        }
    }
}
