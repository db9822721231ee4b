//! What a column holds: by the words of its header, and by its cells where these say more.

mod guess;
mod matching;
pub(in crate::intake) mod synonyms;
pub(in crate::intake) mod values;

use crate::domain::table::{Cell, Class};

pub use guess::guess_kind;
pub use matching::{matches, missing};

use synonyms::Synonyms;

/// Cells of a column that are looked at to know its class.
const SAMPLE: usize = 400;

/// A header as words are compared: without spaces, without units and remarks in brackets, without a leading year.
pub(in crate::intake) fn bare(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    let mut depth = 0u32;
    for c in header.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !matches!(c, '：' | ':' | '*' | '＊') => out.push(c),
            _ => {}
        }
    }
    match out.split_once('年') {
        Some((year, rest)) if year.len() == 4 && !rest.is_empty() && year.chars().all(|c| c.is_ascii_digit()) => {
            rest.trim_start_matches('度').to_owned()
        }
        _ => out,
    }
}

/// The unit a header carries in brackets: 元 of 补贴金额（元）.
pub(in crate::intake) fn unit_in(header: &str) -> Option<&str> {
    let open = header.rfind(['（', '('])?;
    let inner = header[open..].trim_start_matches(['（', '(']).trim_end_matches(['）', ')', ' ']);
    let inner = inner.trim_start_matches("单位：").trim_start_matches("单位:");
    Synonyms::bundled().units.contains(inner).then_some(inner)
}

/// Is the text nothing but a unit or a rate: （元）, 亩, 250元/生?
pub(in crate::intake) fn is_unit(text: &str) -> bool {
    let inner = text.trim_matches(['（', '）', '(', ')']);
    let unit = inner.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    Synonyms::bundled().units.contains(unit) || (unit.len() < inner.len() && unit.starts_with('元'))
}

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
    let Some(class) = by_header(levels, unit) else { return census.class(unit) };
    match class {
        // 补贴标准 that says A档, B档 is text.
        Class::Amount if census.seen >= 3 && census.amounts * 5 < census.seen => Class::Text,
        Class::Quantity | Class::Rate if census.seen >= 3 && census.numbers * 5 < census.seen => Class::Text,
        Class::Date if census.seen >= 3 && census.dates * 5 < census.seen => Class::Text,
        _ => class,
    }
}

fn by_header(levels: &[String], unit: Option<&str>) -> Option<Class> {
    let words = Synonyms::bundled();
    for level in levels.iter().rev() {
        if is_unit(level) {
            continue;
        }
        let bare = bare(level);
        let class = words.class_of(&bare);
        let own_unit = unit_in(level);
        let is_money = own_unit.or(unit).is_some_and(|unit| unit.ends_with('元'));
        let per = own_unit.is_some_and(|unit| unit.contains('/') && unit.contains('元'));
        return match class {
            Some(Class::Quantity) if own_unit == Some("元") || own_unit == Some("万元") => Some(Class::Amount),
            Some(Class::Amount) if per => Some(Class::Rate),
            // 合计 over numbers of persons, 补助 in 亩.
            Some(Class::Amount) if own_unit.is_some_and(|unit| !unit.contains('元')) => Some(Class::Quantity),
            Some(class) => Some(class),
            None if per => Some(Class::Rate),
            None if own_unit.is_some() && is_money => Some(Class::Amount),
            None if own_unit.is_some() => Some(Class::Quantity),
            None => continue,
        };
    }
    None
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
