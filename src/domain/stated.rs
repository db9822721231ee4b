//! What the introduction says of the posting period (正文里的公示期): one fact that stands in two places, the field and the
//! text, and has to be the same in both.

use std::ops::Range;

use jiff::civil::Date;

use super::finding::{Finding, FindingKind, Severity};
use super::notice::Period;
use super::period;

/// What a sentence calls the days it is about.
const NAMES: [&str; 4] = ["期", "时间", "日期", "起止"];
const ACTS: [&str; 4] = ["公示", "公布", "公告", "公开"];
/// Between the first day and the last.
const UNTIL: [&str; 8] = ["至", "到", "—", "——", "－", "-", "–", "～"];

/// Where the text says it: 公示期：2026年4月8日至4月14日，共7日.
#[derive(Debug, PartialEq, Eq)]
struct Stated {
    first: Day,
    /// `None`: 自…起长期公开.
    last: Option<Day>,
    /// The digits of 共7日.
    count: Option<Range<usize>>,
}

/// A day as it is written; the year and, in a last day, the month may be left to the day before it.
#[derive(Debug, PartialEq, Eq)]
struct Day {
    at: Range<usize>,
    year: Option<i16>,
    month: Option<i8>,
    day: i8,
}

/// The text with the days of `to` in place of those it states, written as they were; `None` where it states none, or where
/// `to` is not of that form. Days elsewhere in the text, which are those of other things, stay.
pub fn moved(text: &str, to: Period) -> Option<String> {
    let stated = stated(text)?;
    let first = to.first?;
    if stated.last.is_some() != to.last.is_some() {
        return None;
    }
    let mut moved = text.to_owned();
    // From the end, so that what stands before keeps its place.
    if let Some((count, days)) = stated.count.zip(period::days(to)) {
        moved.replace_range(count, &days.to_string());
    }
    if let Some((day, last)) = stated.last.zip(to.last) {
        moved.replace_range(day.at.clone(), &day.written(last, Some(first)));
    }
    moved.replace_range(stated.first.at.clone(), &stated.first.written(first, None));
    (moved != text).then_some(moved)
}

/// A text that states other days than the field, or counts them wrong.
pub fn check(text: &str, says: Period) -> Option<Finding> {
    let stated = stated(text)?;
    let (first, last) = (says.first?, says.last);
    let begins = stated.first.date(first);
    let in_text = Period { first: begins, last: stated.last.as_ref().and_then(|day| day.date(begins?)) };
    let told = |text: String| Finding::whole(Severity::Warning, FindingKind::Period, text);
    if in_text != (Period { first: Some(first), last }) {
        let end = stated.last.as_ref().unwrap_or(&stated.first).at.end;
        let (written, field) = (&text[stated.first.at.start..end], spelled(says));
        return Some(told(format!("引言里写的是“{written}”，公示期一栏是“{field}”，请改成同样的日期。")));
    }
    let counted: u32 = text.get(stated.count?)?.parse().ok()?;
    let days = period::days(in_text).filter(|days| *days != counted)?;
    Some(told(format!("引言里写共{counted}日，按写的日期算是{days}日，请改正。")))
}

fn spelled(period: Period) -> String {
    let day = |date: Option<Date>| date.map(period::chinese).unwrap_or_default();
    match period.last {
        Some(_) => format!("{}至{}", day(period.first), day(period.last)),
        None => format!("{}起", day(period.first)),
    }
}

fn stated(text: &str) -> Option<Stated> {
    let mut from = 0;
    for sentence in text.split_inclusive(['。', '\n', '；']) {
        let found = in_sentence(text, from..from + sentence.len());
        if found.is_some() {
            return found;
        }
        from += sentence.len();
    }
    None
}

fn in_sentence(text: &str, within: Range<usize>) -> Option<Stated> {
    let days = days(text, within.clone());
    let at = days.iter().position(|day| day.month.is_some())?;
    let mut days = days.into_iter().skip(at);
    let (first, second) = (days.next()?, days.next());
    let before = &text[within.start..first.at.start];
    let behind = &text[first.at.end..within.end];
    if let Some(last) = second.filter(|last| UNTIL.contains(&text[first.at.end..last.at.start].trim())) {
        let is_named = ACTS.iter().any(|act| NAMES.iter().any(|name| before.contains(&format!("{act}{name}"))));
        let count = count(text, last.at.end..within.end);
        return is_named.then_some(Stated { first, last: Some(last), count });
    }
    let is_standing = behind.starts_with('起') && ACTS.iter().any(|act| behind.contains(&format!("长期{act}")));
    is_standing.then_some(Stated { first, last: None, count: None })
}

/// Every 日 with its numbers: 2026年4月8日, 4月8日, 14日.
fn days(text: &str, within: Range<usize>) -> Vec<Day> {
    let ends = text[within.clone()].match_indices('日').map(|(at, _)| within.start + at);
    ends.filter_map(|end| {
        let (start, day) = number_before(text, end)?;
        let of = |start: usize, mark: char| {
            let end = start.checked_sub(mark.len_utf8()).filter(|end| text[*end..].starts_with(mark))?;
            number_before(text, end)
        };
        let month = of(start, '月');
        let year = month.and_then(|(start, _)| of(start, '年'));
        let start = year.or(month).map_or(start, |(start, _)| start);
        Some(Day {
            at: start..end + '日'.len_utf8(),
            year: year.map(|(_, year)| year),
            month: month.and_then(|(_, month)| month.try_into().ok()),
            day: day.try_into().ok()?,
        })
    })
    .collect()
}

fn number_before(text: &str, end: usize) -> Option<(usize, i16)> {
    let start = text.get(..end)?.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    Some((start, text[start..end].parse().ok()?))
}

/// The digits of 共7日 or 共7天; 共5个工作日 counts other days.
fn count(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let start = within.start + text[within.clone()].find('共')? + '共'.len_utf8();
    let digits = text[start..within.end].chars().take_while(char::is_ascii_digit).count();
    let is_days = text[start + digits..].starts_with(['日', '天']);
    (digits > 0 && is_days).then_some(start..start + digits)
}

impl Day {
    /// `other` completes what was left out.
    fn date(&self, other: Date) -> Option<Date> {
        Date::new(self.year.unwrap_or(other.year()), self.month.unwrap_or(other.month()), self.day).ok()
    }

    /// Another day with as much of it as this one has, and with what now is another than in the day before it.
    fn written(&self, date: Date, before: Option<Date>) -> String {
        let another_year = before.is_some_and(|before| before.year() != date.year());
        let another_month = another_year || before.is_some_and(|before| before.month() != date.month());
        let day = format!("{}日", date.day());
        match (self.year.is_some() || another_year, self.month.is_some() || another_month) {
            (true, _) => period::chinese(date),
            (false, true) => format!("{}月{day}", date.month()),
            (false, false) => day,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn april(first: i8, last: i8) -> Period {
        Period { first: Some(date(2026, 4, first)), last: Some(date(2026, 4, last)) }
    }

    #[test]
    fn the_days_and_their_number_move_as_they_were_written() {
        let year_end = Period { first: Some(date(2026, 12, 28)), last: Some(date(2027, 1, 3)) };
        for (text, to, moved_to) in [
            (
                "公示期：2026年4月8日至2026年4月14日，共7日（首日计入）。",
                april(9, 18),
                "公示期：2026年4月9日至2026年4月18日，共10日（首日计入）。",
            ),
            ("公示时间为4月8日—14日。", april(9, 18), "公示时间为4月9日—18日。"),
            ("公示期限自2026年4月8日至4月14日，共7天。", year_end, "公示期限自2026年12月28日至2027年1月3日，共7天。"),
            (
                "公告期：2026年4月8日至14日，不少于5个工作日。",
                april(10, 16),
                "公告期：2026年4月10日至16日，不少于5个工作日。",
            ),
        ] {
            assert_eq!(moved(text, to).as_deref(), Some(moved_to));
        }
        let standing = Period { first: Some(date(2026, 5, 1)), last: None };
        assert_eq!(
            moved("现予公开。\n自2026年4月8日起长期公开。", standing).as_deref(),
            Some("现予公开。\n自2026年5月1日起长期公开。")
        );
    }

    #[test]
    fn days_of_other_things_and_half_a_period_move_nothing() {
        let to = april(9, 18);
        for text in [
            "自2026年4月8日起停电。",
            "公示的标准自2026年1月1日至2026年12月31日执行。",
            "公示期间如有异议，请于2026年4月14日前反映。",
            "公示期：2026年4月9日至2026年4月18日，共10日。",
            "共7日",
        ] {
            assert_eq!(moved(text, to), None, "{text}");
        }
        let text = "公示期：2026年4月8日至2026年4月14日。";
        assert_eq!(moved(text, Period { last: None, ..to }), None);
        assert_eq!(moved(text, Period { first: None, ..to }), None);
    }

    #[test]
    fn an_end_before_the_beginning_counts_no_days() {
        let text = "公示期：2026年4月8日至2026年4月14日，共7日。";
        assert_eq!(moved(text, april(9, 1)).as_deref(), Some("公示期：2026年4月9日至2026年4月1日，共7日。"));
    }

    #[test]
    fn a_text_with_other_days_than_the_field_is_told() {
        let told = |text: &str| check(text, april(8, 14)).map(|finding| finding.text);
        assert_eq!(told("公示期：2026年4月8日至4月14日，共7日。"), None);
        assert_eq!(told("现予公示。"), None);
        let other = told("公示期：2026年4月8日至4月15日，共8日。").expect("other days");
        assert!(other.contains("至4月15日") && other.contains("2026年4月14日"), "{other}");
        assert!(told("公示期：4月8日至14日，共8日。").expect("a wrong number").contains("算是7日"));
        for no_day in ["公示期：2026年4月8日至4月31日。", "公示期：2026年4月31日至5月6日。"] {
            assert!(told(no_day).is_some(), "{no_day}");
        }
    }
}
