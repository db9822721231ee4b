//! What a column holds: by the words of its header, and by its cells where these say more.

mod guess;
pub(in crate::intake) mod synonyms;
pub(in crate::intake) mod values;

use crate::domain::heading;
use crate::domain::table::{Cell, Class};

pub use guess::{guess_kind, guess_set};

/// Cells of a column that are looked at to know its class.
const SAMPLE: usize = 400;

/// The class of a column with this header and these cells; `unit` is the table's own (单位：万元).
pub(in crate::intake) fn classify<'a>(
    levels: &[String],
    cells: impl Iterator<Item = &'a Cell>,
    unit: Option<&str>,
) -> Class {
    let census = Census::of(cells);
    if let Some(class) = census.personal() {
        return class;
    }
    let Some(class) = heading::class_of(levels, unit) else { return census.class(unit) };
    match class {
        // 补贴标准 that says A档, B档 is text.
        Class::Amount if census.seen >= 3 && census.amounts * 5 < census.seen => Class::Text,
        Class::Quantity | Class::Rate if census.seen >= 3 && census.numbers * 5 < census.seen => Class::Text,
        Class::Date if census.seen >= 3 && census.dates * 5 < census.seen => Class::Text,
        _ => class,
    }
}

/// What kinds of cells a column has.
#[derive(Default)]
struct Census {
    seen: usize,
    numbers: usize,
    /// Numbers, and money with its unit.
    amounts: usize,
    dates: usize,
    ids: usize,
    cards: usize,
    phones: usize,
}

impl Census {
    fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let mut census = Self::default();
        for cell in cells.filter(|cell| !cell.is_blank()).take(SAMPLE) {
            census.seen += 1;
            let digits = values::plain_digits(cell);
            let length = digits.as_deref().map_or(0, str::len);
            let starts = |mark: char| digits.as_deref().is_some_and(|digits| digits.starts_with(mark));
            census.ids += usize::from(digits.as_deref().is_some_and(values::has_id_shape));
            census.cards += usize::from((16..=19).contains(&length) && (starts('6') || starts('4') || starts('5')));
            census.phones += usize::from(length == 11 && starts('1'));
            census.dates += usize::from(values::date(cell).is_some());
            let is_number = values::number(cell).is_some();
            census.numbers += usize::from(is_number);
            census.amounts += usize::from(is_number || values::amount(cell).is_some());
        }
        census
    }

    /// Personal numbers are known by themselves, whatever the header says.
    fn personal(&self) -> Option<Class> {
        let mostly = |count: usize| self.seen > 0 && count * 10 >= self.seen * 6;
        match () {
            () if mostly(self.ids) => Some(Class::IdNumber),
            () if mostly(self.cards) => Some(Class::BankCard),
            () if mostly(self.phones) => Some(Class::Phone),
            () => None,
        }
    }

    fn class(&self, unit: Option<&str>) -> Class {
        let mostly = |count: usize| self.seen > 0 && count * 10 >= self.seen * 7;
        match () {
            () if mostly(self.numbers) && unit.is_some_and(|unit| unit.ends_with('元')) => Class::Amount,
            () if mostly(self.numbers) => Class::Quantity,
            () if mostly(self.dates) => Class::Date,
            () => Class::Text,
        }
    }
}

#[cfg(test)]
mod tests;
