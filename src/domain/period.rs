//! 公示期: from the day of posting and the rule to the last day, both counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::finding::{Finding, FindingKind, Severity};
use super::kind::{Confidence, PeriodUnit, PostingRule};
use super::notice::Period;
use super::office::Level;

/// The State Council's days off and the weekends worked in return (调休), by year.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
}

/// One year's list, with where it was read and how sure we are.
#[derive(Debug, Clone)]
pub struct Year {
    pub source: String,
    pub confidence: Confidence,
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

#[derive(Deserialize)]
struct CalendarFile {
    year: Vec<YearEntry>,
}

#[derive(Deserialize)]
struct YearEntry {
    year: i16,
    source: String,
    confidence: Confidence,
    off: Vec<Holiday>,
    worked: Vec<Date>,
}

#[derive(Deserialize)]
struct Holiday {
    from: Date,
    to: Date,
}

#[derive(Debug, thiserror::Error)]
#[error("the list of holidays cannot be read")]
pub struct CalendarError(#[from] toml::de::Error);

static BUNDLED: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse(include_str!("../../assets/rules/holidays.toml")).expect("a test reads the bundled list")
});

/// Which day counts as the first of the period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Counting {
    /// The day of posting (18–24 July are 7 days).
    #[default]
    PostingDay,
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

/// The period of a notice posted on `posted`. At village level a period of days is never shorter than `floor` calendar
/// days (村民委员会组织法（2025修订）第三十五条).
pub fn posting(
    rule: &PostingRule,
    level: Level,
    posted: Date,
    floor: u16,
    counting: Counting,
    calendar: &Calendar,
) -> Posting {
    let first = match counting {
        Counting::PostingDay => posted,
        Counting::NextDay => next(posted),
    };
    let mut posting = Posting {
        period: Period { first: Some(posted), last: None },
        days: None,
        unit: rule.unit,
        findings: Vec::new(),
    };
    let Some(days) = rule.days else { return posting };
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
    posting.period.last = Some(last);
    posting
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

impl Calendar {
    /// The years that ship with the program.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// # Errors
    /// Text that is not TOML, or a year without one of its fields.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let file: CalendarFile = toml::from_str(text)?;
        let years = file.year.into_iter().map(|entry| (entry.year, Year::from(entry))).collect();
        Ok(Self { years })
    }

    pub fn year(&self, year: i16) -> Option<&Year> {
        self.years.get(&year)
    }

    /// By the year's list; in a year without one, Monday to Friday.
    pub fn is_workday(&self, date: Date) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self.years.get(&date.year()) {
            Some(year) => year.worked.contains(&date) || (!weekend && !year.off.contains(&date)),
            None => !weekend,
        }
    }

    /// A day off by the year's list; an ordinary weekend is none.
    pub fn is_holiday(&self, date: Date) -> bool {
        self.years.get(&date.year()).is_some_and(|year| year.off.contains(&date))
    }

    /// Working days from the first to the last, both counted if they are working days.
    pub fn workdays(&self, first: Date, last: Date) -> usize {
        let mut date = first;
        let mut count = 0;
        while date <= last {
            count += usize::from(self.is_workday(date));
            if date == Date::MAX {
                break;
            }
            date = next(date);
        }
        count
    }

    /// The day on which the `days`th working day falls, `first` counted if it is one.
    pub fn after(&self, first: Date, days: u16) -> Date {
        let mut date = first;
        let mut left = days;
        loop {
            left = left.saturating_sub(u16::from(self.is_workday(date)));
            if left == 0 || date == Date::MAX {
                return date;
            }
            date = next(date);
        }
    }

    /// A warning for each year between the two without a list.
    pub fn unknown(&self, first: Date, last: Date) -> Vec<Finding> {
        let missing = (first.year()..=last.year()).filter(|year| !self.years.contains_key(year));
        let finding = |year| Finding {
            severity: Severity::Warning,
            kind: FindingKind::Period,
            key: None,
            source: None,
            column: None,
            text: format!("还没有{year}年的放假安排，工作日只按周一至周五计算，请在设置里补上后再核对公示期。"),
        };
        missing.map(finding).collect()
    }
}

impl From<YearEntry> for Year {
    fn from(entry: YearEntry) -> Self {
        let mut off = BTreeSet::new();
        for holiday in entry.off {
            let mut date = holiday.from;
            while date <= holiday.to && off.insert(date) {
                date = next(date);
            }
        }
        Self { source: entry.source, confidence: entry.confidence, off, worked: entry.worked.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn rule(days: u16, unit: PeriodUnit) -> PostingRule {
        PostingRule { days: Some(days), unit, confidence: None }
    }

    fn last(rule: &PostingRule, level: Level, posted: Date) -> Date {
        posting(rule, level, posted, 15, Counting::PostingDay, Calendar::bundled()).period.last.expect("an end")
    }

    #[test]
    fn the_eighteenth_to_the_twenty_fourth_are_seven_days() {
        let posted = date(2026, 7, 18);
        assert_eq!(last(&rule(7, PeriodUnit::Day), Level::Township, posted), date(2026, 7, 24));
        assert_eq!(days(Period { first: Some(posted), last: Some(date(2026, 7, 24)) }), Some(7));
        let next =
            posting(&rule(7, PeriodUnit::Day), Level::Township, posted, 15, Counting::NextDay, Calendar::bundled());
        assert_eq!(next.period, Period { first: Some(posted), last: Some(date(2026, 7, 25)) });
    }

    #[test]
    fn a_village_posts_fifteen_days_at_least() {
        let posted = date(2026, 7, 18);
        assert_eq!(last(&rule(7, PeriodUnit::Day), Level::Village, posted), date(2026, 8, 1));
        assert_eq!(last(&rule(5, PeriodUnit::Workday), Level::Village, posted), date(2026, 8, 1));
        assert_eq!(last(&rule(30, PeriodUnit::Day), Level::Village, posted), date(2026, 8, 16));
        let standing = PostingRule { days: None, unit: PeriodUnit::Standing, confidence: None };
        assert_eq!(
            posting(&standing, Level::Village, posted, 15, Counting::PostingDay, Calendar::bundled()).period.last,
            None
        );
    }

    #[test]
    fn working_days_follow_the_state_councils_list() {
        let calendar = Calendar::bundled();
        assert!(!calendar.is_workday(date(2026, 2, 16)));
        assert!(calendar.is_workday(date(2026, 2, 14)));
        assert!(calendar.is_workday(date(2025, 10, 11)));
        assert_eq!(last(&rule(5, PeriodUnit::Workday), Level::Township, date(2026, 9, 28)), date(2026, 10, 9));
        assert_eq!(calendar.workdays(date(2026, 9, 28), date(2026, 10, 9)), 5);
    }

    /// Counted by hand on a wall calendar: Spring Festival, days worked in return, month and year ends, the village's floor.
    #[test]
    fn periods_are_those_that_were_counted_by_hand() {
        use Level::{Township, Village};
        use PeriodUnit::{Day, Workday};
        let cases = [
            // Friday; Saturday the 14th is worked; then nine days of Spring Festival.
            ((2026, 2, 13), 3, Workday, Township, (2026, 2, 24)),
            ((2026, 2, 27), 3, Workday, Township, (2026, 3, 2)),
            ((2026, 4, 3), 2, Workday, Township, (2026, 4, 7)),
            ((2026, 9, 24), 5, Workday, Township, (2026, 10, 8)),
            ((2026, 10, 8), 3, Workday, Township, (2026, 10, 10)),
            ((2025, 1, 24), 4, Workday, Township, (2025, 2, 5)),
            // Posted on a Saturday: the first working day is Monday.
            ((2026, 7, 18), 5, Workday, Township, (2026, 7, 24)),
            ((2026, 1, 29), 7, Day, Township, (2026, 2, 4)),
            ((2026, 2, 25), 7, Day, Township, (2026, 3, 3)),
            ((2024, 2, 26), 7, Day, Township, (2024, 3, 3)),
            ((2025, 12, 28), 10, Day, Township, (2026, 1, 6)),
            ((2026, 2, 20), 7, Day, Village, (2026, 3, 6)),
            ((2026, 7, 1), 20, Day, Village, (2026, 7, 20)),
            // Ten working days over National Day are 21 calendar days: longer than the floor.
            ((2026, 9, 24), 10, Workday, Village, (2026, 10, 14)),
        ];
        for ((year, month, day), count, unit, level, (to_year, to_month, to_day)) in cases {
            let posted = date(year, month, day);
            assert_eq!(
                last(&rule(count, unit), level, posted),
                date(to_year, to_month, to_day),
                "{posted} {count} {unit:?}"
            );
        }
    }

    #[test]
    fn a_year_without_a_list_is_a_warning() {
        let made = posting(
            &rule(5, PeriodUnit::Workday),
            Level::Township,
            date(2026, 12, 30),
            15,
            Counting::PostingDay,
            Calendar::bundled(),
        );
        assert_eq!(made.findings.len(), 1);
        assert!(made.findings[0].text.contains("2027"));
    }

    #[test]
    fn dates_and_periods_are_written_as_notices_write_them() {
        let period = Period { first: Some(date(2026, 4, 8)), last: Some(date(2026, 4, 14)) };
        let calendar = Calendar::bundled();
        assert_eq!(sentence(period, PeriodUnit::Day, calendar), "公示期7天，自2026年4月8日起至2026年4月14日止");
        assert_eq!(
            sentence(period, PeriodUnit::Workday, calendar),
            "公示期5个工作日，自2026年4月8日起至2026年4月14日止"
        );
        let standing = Period { last: None, ..period };
        assert_eq!(sentence(standing, PeriodUnit::Standing, calendar), "自2026年4月8日起长期公开");
        assert_eq!(weekday(date(2026, 4, 8)), "星期三");
        assert_eq!(chinese_numerals(date(2026, 11, 3)), "二〇二六年十一月三日");
        assert_eq!(chinese_numerals(date(2026, 10, 30)), "二〇二六年十月三十日");
    }

    proptest! {
        #[test]
        fn a_period_counts_exactly_its_days(offset in 0_i64..3000, count in 1_u16..60) {
            let posted = date(2024, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let calendar = Calendar::bundled();
            let by_day = last(&rule(count, PeriodUnit::Day), Level::Township, posted);
            prop_assert_eq!(days(Period { first: Some(posted), last: Some(by_day) }), Some(u32::from(count)));
            let by_workday = last(&rule(count, PeriodUnit::Workday), Level::Township, posted);
            prop_assert_eq!(calendar.workdays(posted, by_workday), usize::from(count));
            prop_assert!(calendar.is_workday(by_workday));
        }
    }
}
