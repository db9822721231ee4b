//! 公示期: from the day of posting and the rule to the last day, both counted.

mod calendar;
mod typed;

pub use calendar::{Calendar, CalendarError, Holiday, ListFault, YearList};
pub use typed::Unreadable;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::finding::{Finding, FindingKind, Severity};
use super::kind::{PeriodUnit, PostingRule};
use super::notice::Period;
use super::office::Level;

/// Which day counts as the first of the period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counting {
    /// The day of posting (18–24 July are 7 days).
    #[default]
    PostingDay,
    /// The day after it is day 1, as terms are counted in procedure (民法典第二百零一条).
    NextDay,
}

/// A period as the rule makes it, and what the clerk should know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Posting {
    pub period: Period,
    /// How many days of `unit` it counts; `None` where the notice has no end.
    pub days: Option<u16>,
    pub unit: PeriodUnit,
    pub findings: Vec<Finding>,
}

/// The period of a notice posted on `posted`; it begins on the day that counts as its first. At village level a period of
/// days is never shorter than `floor` calendar days (村民委员会组织法（2025修订）第三十五条).
pub fn posting(
    rule: &PostingRule,
    level: Level,
    posted: Date,
    floor: u16,
    counting: Counting,
    calendar: &Calendar,
) -> Posting {
    let mut posting = Posting {
        period: Period { first: Some(posted), last: None },
        days: None,
        unit: rule.unit,
        findings: Vec::new(),
    };
    let Some(days) = rule.days else { return posting };
    let first = match counting {
        Counting::PostingDay => posted,
        Counting::NextDay => next(posted),
    };
    let mut last = match rule.unit {
        PeriodUnit::Day => after(first, days),
        PeriodUnit::Workday => {
            let last = calendar.after(first, days);
            posting.findings.extend(calendar.unknown(first, last));
            last
        }
        PeriodUnit::Standing | PeriodUnit::UntilEvent | PeriodUnit::UntilLifted => return posting,
    };
    posting.days = Some(days);
    if level == Level::Village && last < after(first, floor) {
        last = after(first, floor);
        posting.days = Some(floor);
        posting.unit = PeriodUnit::Day;
    }
    posting.period = Period { first: Some(first), last: Some(last) };
    posting
}

/// What is wrong with the days a page names, or not sure of them: `says` against the rule of its kind.
pub fn check(says: Period, rule: &PostingRule, level: Level, floor: u16, calendar: &Calendar) -> Vec<Finding> {
    let (Some(first), Some(last)) = (says.first, says.last) else { return Vec::new() };
    let finding = |severity, text| Finding::whole(severity, FindingKind::Period, text);
    if last < first {
        let text = format!("公示期的最后一天（{}）早于第一天（{}）。", chinese(last), chinese(first));
        return vec![finding(Severity::Blocking, text)];
    }
    let mut findings = Vec::new();
    if rule.unit == PeriodUnit::Workday {
        findings.extend(calendar.unknown(first, last));
    }
    let least = posting(rule, level, first, floor, Counting::PostingDay, calendar).period.last;
    if let Some(least) = least.filter(|least| last < *least) {
        let text = format!("公示期比规定的短：从{}起，按规定至少到{}。", chinese(first), chinese(least));
        findings.push(finding(Severity::Warning, text));
    }
    findings
}

/// The `days`th day, the first counted.
fn after(first: Date, days: u16) -> Date {
    (1..days).fold(first, |date, _| next(date))
}

/// The end of the calendar (9999-12-31) has no next day.
fn next(date: Date) -> Date {
    date.tomorrow().unwrap_or(date)
}

/// Calendar days from the first to the last, both counted; `None` without an end, or where the end is before the first.
pub fn days(period: Period) -> Option<u32> {
    let (first, last) = (period.first?, period.last?);
    let days = (last - first).get_days();
    u32::try_from(days).ok().map(|days| days + 1)
}

/// 2026年4月8日
pub fn chinese(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// 二〇二六年十一月三日, as red notices write it.
pub fn chinese_numerals(date: Date) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: char| c.to_digit(10).map_or(c, |value| DIGITS[value as usize]);
    let small = |value: i8| {
        let (tens, ones) = (value / 10, value % 10);
        let tens = match tens {
            0 => String::new(),
            1 => "十".to_owned(),
            tens => format!("{}十", DIGITS[tens.unsigned_abs() as usize]),
        };
        let ones = if ones == 0 { String::new() } else { DIGITS[ones.unsigned_abs() as usize].to_string() };
        tens + &ones
    };
    let year: String = date.year().to_string().chars().map(digit).collect();
    format!("{year}年{}月{}日", small(date.month()), small(date.day()))
}

/// 星期三
pub fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

/// 公示期7天，自2026年4月8日起至2026年4月14日止; the office may have changed the days since they were computed, so
/// calendar days are counted anew.
pub fn sentence(period: Period, unit: PeriodUnit, calendar: &Calendar) -> String {
    let Some(first) = period.first else { return String::new() };
    let from = chinese(first);
    match (unit, period.last, days(period)) {
        (PeriodUnit::Workday, Some(last), _) => {
            let days = calendar.workdays(first, last);
            format!("公示期{days}个工作日，自{from}起至{}止", chinese(last))
        }
        (_, Some(last), Some(days)) => format!("公示期{days}天，自{from}起至{}止", chinese(last)),
        (_, Some(last), None) => format!("自{from}起至{}止", chinese(last)),
        (PeriodUnit::Standing, None, _) => format!("自{from}起长期公开"),
        (PeriodUnit::UntilLifted, None, _) => format!("自{from}起至解除之日止"),
        (_, None, _) => format!("自{from}起"),
    }
}

#[cfg(test)]
mod tests;
