//! A year's list as the office types it from the State Council's notice: one holiday a line, the worked days on one line.

use jiff::civil::Date;

use super::{Holiday, YearList};
use crate::domain::kind::Confidence;

/// A line that names no day, or a day that there is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl YearList {
    /// Reads 春节 2月5日至11日 a line, and 2月7日、2月20日 worked in return. Years written out have to be the list's own.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn typed(year: i16, source: &str, off: &str, worked: &str) -> Result<Self, Unreadable> {
        let lines = off.lines().map(str::trim).filter(|line| !line.is_empty());
        let off = lines.map(|line| holiday(year, line).ok_or_else(|| Unreadable(line.to_owned())));
        let off = off.collect::<Result<Vec<_>, _>>()?;
        let days = numbers(worked);
        let unreadable = || Unreadable(worked.trim().to_owned());
        if !days.len().is_multiple_of(2) {
            return Err(unreadable());
        }
        let worked = days.chunks(2).map(|pair| day(year, pair[0], pair[1]).ok_or_else(unreadable));
        let worked = worked.collect::<Result<Vec<_>, _>>()?;
        // Whoever types it has the notice before her; nobody of us has compared it.
        Ok(Self { year, source: source.trim().to_owned(), confidence: Confidence::Copy, off, worked })
    }

    /// The days off, as they are typed.
    pub fn off_text(&self) -> String {
        let line = |holiday: &Holiday| {
            let (from, to) = (holiday.from, holiday.to);
            if from == to {
                format!("{} {}月{}日", holiday.name, from.month(), from.day())
            } else {
                format!("{} {}月{}日至{}月{}日", holiday.name, from.month(), from.day(), to.month(), to.day())
            }
        };
        self.off.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The days worked in return, as they are typed.
    pub fn worked_text(&self) -> String {
        let days = self.worked.iter().map(|day| format!("{}月{}日", day.month(), day.day()));
        days.collect::<Vec<_>>().join("、")
    }
}

fn holiday(year: i16, line: &str) -> Option<Holiday> {
    let begin = line.find(|c: char| c.is_ascii_digit())?;
    let name = line[..begin].trim().trim_end_matches(['：', ':', '，', ',']).trim();
    let (from, to) = match numbers(&line[begin..]).as_slice() {
        [month, only] => (day(year, *month, *only)?, day(year, *month, *only)?),
        [month, from, to] => (day(year, *month, *from)?, day(year, *month, *to)?),
        [month, from, other, to] => (day(year, *month, *from)?, day(year, *other, *to)?),
        _ => return None,
    };
    let name = if name.is_empty() { "放假" } else { name };
    Some(Holiday { name: name.to_owned(), from, to })
}

/// The numbers of months and days: a year is left out, and so is how many days it makes (共8天).
fn numbers(text: &str) -> Vec<i16> {
    let end = text.find('共').unwrap_or(text.len());
    let digits: String = text[..end].chars().map(|c| if c.is_ascii_digit() { c } else { ' ' }).collect();
    digits.split_whitespace().filter(|number| number.len() <= 2).filter_map(|number| number.parse().ok()).collect()
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::period::Calendar;

    #[test]
    fn a_list_is_typed_as_the_state_council_writes_it() {
        let off = "元旦：2027年1月1日至3日放假调休，共3天\n春节 2月5日—2月11日\n\n清明节 4-5";
        let list = YearList::typed(2027, " 通知 ", off, "1月4日（周日）、2月20日").expect("a list");
        assert_eq!(list.off[0], Holiday { name: "元旦".into(), from: date(2027, 1, 1), to: date(2027, 1, 3) });
        assert_eq!((list.off[1].from, list.off[1].to), (date(2027, 2, 5), date(2027, 2, 11)));
        assert_eq!((list.off[2].name.as_str(), list.off[2].to), ("清明节", date(2027, 4, 5)));
        assert_eq!(list.worked, [date(2027, 1, 4), date(2027, 2, 20)]);
        assert_eq!(list.source, "通知");
    }

    #[test]
    fn a_line_without_a_day_is_named() {
        let unreadable = |off, worked| YearList::typed(2027, "", off, worked).expect_err("no list").0;
        assert_eq!(unreadable("春节", ""), "春节");
        assert_eq!(unreadable("春节 2月30日", ""), "春节 2月30日");
        assert_eq!(unreadable("", "2月"), "2月");
    }

    #[test]
    fn the_bundled_lists_come_back_from_their_own_text() {
        for list in Calendar::bundled().years() {
            let typed = YearList::typed(list.year, &list.source, &list.off_text(), &list.worked_text());
            let typed = typed.expect("a list");
            assert_eq!((&typed.off, &typed.worked), (&list.off, &list.worked));
        }
    }
}
