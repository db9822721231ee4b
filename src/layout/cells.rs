//! What a cell says on the page.

use std::borrow::Cow;

use jiff::civil;
use rust_decimal::Decimal;

use crate::domain::gate::PublicTable;
use crate::domain::money;
use crate::domain::table::{Cell, Class, Column};

/// How a column's values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Format {
    /// Thousands marked, decimals padded to `scale`.
    pub(super) amount: bool,
    /// The most decimals a number of the column has.
    pub(super) scale: u32,
    /// Numbers stand with their decimal points under each other.
    pub(super) on_point: bool,
    /// Numbers are rounded to `scale` where they are written.
    pub(super) rounded: bool,
}

impl Format {
    pub(super) fn of(table: &PublicTable, at: usize, column: &Column) -> Self {
        let counted = matches!(column.class, Class::Amount | Class::Quantity | Class::Rate);
        let scales = table.rows().iter().filter_map(|row| match row.cells.get(at) {
            Some(Cell::Number(number)) => Some(number.scale()),
            _ => None,
        });
        let places = table.places(at);
        let scale = if counted { places.or_else(|| scales.max()).unwrap_or(0) } else { 0 };
        let amount = column.class == Class::Amount;
        Self { amount, scale, on_point: counted && scale > 0, rounded: places.is_some() }
    }

    pub(super) fn write(self, cell: &Cell) -> Cow<'_, str> {
        match cell {
            Cell::Blank => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text.trim()),
            Cell::Date(date) => Cow::Owned(numeric_date(*date)),
            Cell::Number(number) => Cow::Owned(self.number(*number)),
        }
    }

    /// With the minus of print, which is read from three metres; a hyphen is not.
    pub(super) fn number(self, number: Decimal) -> String {
        let plain = self.plain(number);
        plain.strip_prefix('-').map(|digits| format!("−{digits}")).unwrap_or(plain)
    }

    fn plain(self, number: Decimal) -> String {
        if !self.amount {
            return number.to_string();
        }
        if self.rounded {
            return money::grouped(number, self.scale);
        }
        let mut padded = number;
        padded.rescale(self.scale.max(number.scale()));
        with_thousands(&padded.to_string())
    }
}

fn with_thousands(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut written = String::with_capacity(plain.len() + whole.len() / 3);
    written.push_str(sign);
    for (at, digit) in whole.char_indices() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    if let Some(fraction) = fraction {
        written.push('.');
        written.push_str(fraction);
    }
    written
}

fn numeric_date(date: civil::Date) -> String {
    date.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[test]
    fn an_amount_has_thousands_and_the_columns_decimals() {
        let format = Format { amount: true, scale: 2, on_point: true, rounded: false };
        assert_eq!(format.number(decimal("1153702.8")), "1,153,702.80");
        assert_eq!(format.number(decimal("-999")), "−999.00");
        assert_eq!(format.number(decimal("-1000")), "−1,000.00");
        assert_eq!(format.number(decimal("0")), "0.00");
    }

    #[test]
    fn a_quantity_is_written_as_it_was_typed() {
        let format = Format { amount: false, scale: 2, on_point: true, rounded: false };
        assert_eq!(format.number(decimal("12345.60")), "12345.60");
        assert_eq!(format.number(decimal("3")), "3");
    }

    #[test]
    fn a_blank_is_not_zero() {
        let format = Format { amount: true, scale: 2, on_point: true, rounded: false };
        assert_eq!(format.write(&Cell::Blank), "");
        assert_eq!(format.write(&Cell::Number(Decimal::ZERO)), "0.00");
    }
}
