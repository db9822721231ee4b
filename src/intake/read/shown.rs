//! How a number format shows a value: as a number, a date, a time, a percentage, a code filled up with zeros.

use jiff::Span;
use jiff::civil::{Date, date};
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use super::number;
use crate::domain::table::Cell;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    #[default]
    Number,
    Date,
    Time,
    /// Decimals after the point.
    Percent(u32),
    /// Filled up with zeros to this width: 行政区划代码, 编号.
    Padded(usize),
}

/// The formats that every file knows by number, among them those that mean dates in a Chinese office.
pub(super) fn builtin(id: u32) -> Shown {
    match id {
        9 => Shown::Percent(0),
        10 => Shown::Percent(2),
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => Shown::Time,
        _ => Shown::Number,
    }
}

/// What a format code such as `yyyy"年"m"月"d"日"` shows.
pub(super) fn of_code(code: &str) -> Shown {
    let bare = bare_code(code);
    if bare.eq_ignore_ascii_case("general") || bare.contains('@') {
        return Shown::Number;
    }
    if bare.contains('%') {
        let decimals =
            bare.split_once('.').map_or(0, |(_, tail)| tail.chars().take_while(|c| "0#?".contains(*c)).count());
        return Shown::Percent(decimals.min(10) as u32);
    }
    if bare.contains(['0', '#', '?']) && !bare.contains(['y', 'Y', 'd', 'D', 'h', 'H', 's', 'S']) {
        let zeros = bare.len() > 1 && bare.bytes().all(|byte| byte == b'0');
        return if zeros { Shown::Padded(bare.len().min(40)) } else { Shown::Number };
    }
    let has = |letters: [char; 2]| bare.contains(letters);
    if has(['y', 'Y'])
        || has(['d', 'D'])
        || (has(['m', 'M']) && !has(['h', 'H']) && !has(['s', 'S']))
        || bare.contains("aaa")
    {
        Shown::Date
    } else if has(['h', 'H']) || has(['s', 'S']) {
        Shown::Time
    } else {
        Shown::Number
    }
}

/// The first section without quoted, escaped and bracketed parts; elapsed time ([h]) keeps its letter.
fn bare_code(code: &str) -> String {
    let mut bare = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '\\' | '_' | '*' => drop(chars.next()),
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if matches!(inside.to_ascii_lowercase().trim_end_matches(['h', 'm', 's']), "") {
                    bare.push_str(&inside);
                }
            }
            c if c.is_whitespace() => {}
            c => bare.push(c),
        }
    }
    bare
}

/// A stored number as the sheet shows it. `from_1904` is the calendar of old Macintosh files.
pub(super) fn show(raw: &str, shown: Shown, from_1904: bool) -> Cell {
    let cell = number::stored(raw);
    let Cell::Number(value) = cell else { return cell };
    let shown = match shown {
        Shown::Number => None,
        Shown::Date => day(value, from_1904).map(Cell::Date),
        Shown::Time => time(value).map(Cell::Text),
        Shown::Percent(decimals) => percent(value, decimals).map(Cell::Text),
        Shown::Padded(width) => {
            value.to_u64().filter(|_| value.is_integer()).map(|n| Cell::Text(format!("{n:0width$}")))
        }
    };
    shown.unwrap_or(Cell::Number(value))
}

/// Day 60 of the 1900 calendar is a 29 February that never was.
fn day(value: Decimal, from_1904: bool) -> Option<Date> {
    let serial = value.floor().to_i32().filter(|serial| (0..=2_958_465).contains(serial))?;
    let (epoch, days) = match (from_1904, serial) {
        (true, serial) => (date(1904, 1, 1), serial),
        (false, 0) => return None,
        (false, 1..60) => (date(1899, 12, 31), serial),
        (false, 60) => return Some(date(1900, 2, 28)),
        (false, serial) => (date(1899, 12, 30), serial),
    };
    epoch.checked_add(Span::new().days(days)).ok()
}

/// A date and a time in one cell is a date; a time alone is text.
fn time(value: Decimal) -> Option<String> {
    let seconds = (value * Decimal::from(86_400)).round().to_u64()?;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(if seconds == 0 { format!("{hours}:{minutes:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") })
}

fn percent(value: Decimal, decimals: u32) -> Option<String> {
    let value = value.checked_mul(Decimal::ONE_HUNDRED)?;
    let mut value = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(decimals);
    Some(format!("{value}%"))
}

/// A date as people and programs write it in text files: 2026-04-08, 2026/4/8, 2026年4月8日, each with or without a time.
pub(super) fn written_date(text: &str) -> Option<Date> {
    if text.len() < 8 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (day_part, time_part) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let is_time = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b'.');
    if !is_time(time_part.trim_end_matches('Z')) {
        return None;
    }
    let parts: Vec<&str> = if let Some(body) = day_part.strip_suffix('日') {
        body.split(['年', '月']).collect()
    } else {
        let parted_by = if day_part.contains('-') { '-' } else { '/' };
        day_part.split(parted_by).collect()
    };
    let [year, month, day] = parts[..] else { return None };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_are_told_apart() {
        let cases = [
            ("General", Shown::Number),
            ("G/通用格式", Shown::Number),
            ("#,##0.00\"元\"", Shown::Number),
            ("0.00_);[Red]\\(0.00\\)", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("@", Shown::Number),
            ("yyyy\"年\"m\"月\"d\"日\"", Shown::Date),
            ("[$-804]yyyy/m/d;@", Shown::Date),
            ("m/d", Shown::Date),
            ("yyyy-mm-dd hh:mm:ss", Shown::Date),
            ("h:mm", Shown::Time),
            ("[h]:mm", Shown::Time),
            ("0.00%", Shown::Percent(2)),
            ("000000", Shown::Padded(6)),
            ("0", Shown::Number),
        ];
        for (code, shown) in cases {
            assert_eq!(of_code(code), shown, "{code}");
        }
    }

    #[test]
    fn serials_are_days_of_either_calendar() {
        assert_eq!(show("46204", Shown::Date, false), Cell::Date(date(2026, 7, 1)));
        assert_eq!(show("46204.75", Shown::Date, false), Cell::Date(date(2026, 7, 1)));
        assert_eq!(show("44742", Shown::Date, true), Cell::Date(date(2026, 7, 1)));
        assert_eq!(show("59", Shown::Date, false), Cell::Date(date(1900, 2, 28)));
        assert_eq!(show("61", Shown::Date, false), Cell::Date(date(1900, 3, 1)));
        assert_eq!(show("-5", Shown::Date, false), Cell::Number(Decimal::from(-5)));
    }

    #[test]
    fn percentages_times_and_codes_are_as_shown() {
        assert_eq!(show("-8.2822085889570546E-2", Shown::Percent(2), false), Cell::Text("-8.28%".into()));
        assert_eq!(show("0.354166666666667", Shown::Time, false), Cell::Text("8:30".into()));
        assert_eq!(show("12", Shown::Padded(6), false), Cell::Text("000012".into()));
    }

    #[test]
    fn written_dates_are_dates_and_other_texts_are_not() {
        for text in ["2026-04-08", "2026/4/8", "2026年4月8日", "2026-04-08 09:30:00", "2026-04-08T00:00:00Z"] {
            assert_eq!(written_date(text), Some(date(2026, 4, 8)), "{text}");
        }
        for text in ["2026-13-08", "2026.4.8", "26-4-8", "1-2-3", "2026-04-08至2026-04-15", "2026-04-08 上午"] {
            assert_eq!(written_date(text), None, "{text}");
        }
    }
}
