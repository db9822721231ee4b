//! Cells as a column of their class holds them: text that is a number becomes one, digits that are none stay text.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::domain::table::{Cell, Class};

/// The cell as it belongs into a column of the class. Blank stays blank, and what cannot be read stays as it is.
/// `in_yuan`: the column's figures are 元, so that 1,200元 may lose its unit.
pub(in crate::intake) fn settle(cell: &Cell, class: Class, in_yuan: bool) -> Cell {
    if cell.is_blank() {
        return Cell::Blank;
    }
    match class {
        Class::Amount if in_yuan => amount(cell).map_or_else(|| trimmed(cell), Cell::Number),
        Class::Amount | Class::Quantity | Class::Rate | Class::Serial => {
            number(cell).map_or_else(|| trimmed(cell), Cell::Number)
        }
        Class::Date => date(cell).map_or_else(|| trimmed(cell), Cell::Date),
        Class::IdNumber | Class::BankCard | Class::Phone => match cell {
            Cell::Number(number) if number.is_integer() => Cell::text(number.trunc().to_string()),
            _ => trimmed(cell),
        },
        Class::Name | Class::Group | Class::Address | Class::Health | Class::Text => trimmed(cell),
    }
}

fn trimmed(cell: &Cell) -> Cell {
    match cell {
        Cell::Text(text) => Cell::text(text.trim()),
        Cell::Blank | Cell::Number(_) | Cell::Date(_) => cell.clone(),
    }
}

/// As [`number`], and as people write money: 1,200元, (50.00) for what is subtracted.
pub(super) fn amount(cell: &Cell) -> Option<Decimal> {
    let spelled = || {
        let Cell::Text(text) = cell else { return None };
        let text = text.trim().trim_start_matches("人民币").trim_end_matches('整').trim_end_matches(['元', ' ']);
        let inner = text.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
        let value = number(&Cell::text(inner.unwrap_or(text)))?;
        match inner {
            Some(_) if value.is_sign_negative() => None,
            Some(_) => Some(-value),
            None => Some(value),
        }
    };
    number(cell).or_else(spelled)
}

/// The number a cell holds or spells: 1,234.50, １２３, ￥300; at most 15 digits, and no leading zero.
pub(super) fn number(cell: &Cell) -> Option<Decimal> {
    let text = match cell {
        Cell::Number(number) => return Some(*number),
        Cell::Text(text) => half_width(text.trim()),
        Cell::Blank | Cell::Date(_) => return None,
    };
    let text = text.trim_start_matches(['￥', '¥']);
    // A wide dash before a digit is a minus; alone it means "none".
    let minus = text.strip_prefix(['－', '−', '–']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let text: Cow<str> = minus.map_or(Cow::Borrowed(text), |rest| Cow::Owned(format!("-{rest}")));
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) {
        return None;
    }
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let unsigned = plain.trim_start_matches(['-', '+']);
    let padded = unsigned.starts_with('0') && unsigned.len() > 1 && !unsigned.starts_with("0.");
    let is_plain = plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    (is_plain && (1..=15).contains(&digits) && !padded).then(|| plain.parse().ok()).flatten()
}

/// The day a cell holds or spells: 2026-7-1, 2026.7.1, 2026/7/1, 2026年7月1日, 20260701.
pub(super) fn date(cell: &Cell) -> Option<Date> {
    let text = match cell {
        Cell::Date(date) => return Some(*date),
        Cell::Number(number) if number.is_integer() => Cow::Owned(number.trunc().to_string()),
        Cell::Text(text) => half_width(text.trim()),
        Cell::Number(_) | Cell::Blank => return None,
    };
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return day(&text[..4], &text[4..6], &text[6..]);
    }
    let mut parts = text.split(['-', '.', '/', '年', '月', '日', '－', '—']).map(str::trim);
    let (year, month, day_of_month) = (parts.next()?, parts.next()?, parts.next()?);
    // "2026-04-08 00:00:00", as systems export a day.
    let day_of_month = day_of_month.split([' ', 'T']).next()?;
    parts.all(str::is_empty).then(|| day(year, month, day_of_month)).flatten()
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok()?;
    let is_year = (1880..=2150).contains(&year);
    is_year.then(|| Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()).flatten()
}

/// The digits (and a last X) of a cell that holds nothing else, half-width, without spaces.
pub(super) fn plain_digits(cell: &Cell) -> Option<String> {
    let text = match cell {
        Cell::Number(number) if number.is_integer() => return Some(number.trunc().to_string()),
        Cell::Text(text) => text,
        Cell::Number(_) | Cell::Blank | Cell::Date(_) => return None,
    };
    let mut digits = String::with_capacity(20);
    for c in text.chars() {
        match half(c) {
            c if c.is_ascii_digit() => digits.push(c),
            'x' | 'X' => digits.push('X'),
            ' ' | '-' | '\u{3000}' | '\'' | '\t' => {}
            _ => return None,
        }
    }
    (!digits.is_empty()).then_some(digits)
}

/// 18 digits, or 17 and an X, or 15, with a month and a day where an ID number has them.
pub(super) fn has_id_shape(digits: &str) -> bool {
    let (month, day) = match digits.len() {
        18 if digits[..17].bytes().all(|byte| byte.is_ascii_digit()) => (&digits[10..12], &digits[12..14]),
        15 if digits.bytes().all(|byte| byte.is_ascii_digit()) => (&digits[8..10], &digits[10..12]),
        _ => return false,
    };
    ("01"..="12").contains(&month) && ("01"..="31").contains(&day)
}

fn half_width(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| half(c) != c) { Cow::Owned(text.chars().map(half).collect()) } else { Cow::Borrowed(text) }
}

/// ０ → 0, ． → ., － stays: a dash alone means "none".
fn half(c: char) -> char {
    match c {
        '０'..='９' | '．' | 'Ｘ' | 'ｘ' | '／' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str, class: Class) -> Cell {
        settle(&Cell::text(text), class, true)
    }

    #[test]
    fn money_is_read_as_people_write_it() {
        for (text, value) in [
            ("1,200元", "1200"),
            ("￥300.50", "300.50"),
            ("500 元整", "500"),
            ("人民币200元整", "200"),
            ("1，000", "1000"),
            ("(50.00)", "-50.00"),
            ("－20", "-20"),
            ("３００", "300"),
        ] {
            assert_eq!(settled(text, Class::Amount), Cell::Number(value.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn what_is_no_money_stays_text() {
        for text in ["0.3万元", "(一)", "-", "－", "约200元", "100-200元", "(-5)"] {
            assert_eq!(settled(text, Class::Amount), Cell::text(text), "{text}");
        }
        assert_eq!(settled("(1)", Class::Serial), Cell::text("(1)"), "a serial in brackets is not minus one");
        let in_thousands = settle(&Cell::text("1,200元"), Class::Amount, false);
        assert_eq!(in_thousands, Cell::text("1,200元"), "元 in a column of 万元 is not its figure");
    }
}
