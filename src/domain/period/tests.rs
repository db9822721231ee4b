//! Periods against a wall calendar: each case of the table was counted by hand, and the counting stands beside it
//! (day of the month, weekday where it matters, ① ② ③ the days that count).

use jiff::Span;
use jiff::civil::date;
use proptest::prelude::*;

use super::Counting::{NextDay, PostingDay};
use super::Level::{Township, Village};
use super::PeriodUnit::{Day, Workday};
use super::*;

const FLOOR: u16 = 15;

/// Posted on, so many days, by which day it ends, and how that was counted.
type Case = (&'static str, u16, &'static str, &'static str);

const SPRING_FESTIVAL: [Case; 9] = [
    ("2026-02-13", 3, "2026-02-24", "13五① 14六调休② 15–23放假 24③"),
    ("2026-02-13", 5, "2026-02-26", "13① 14调休② 24③ 25④ 26⑤"),
    ("2026-02-14", 1, "2026-02-14", "14六调休①"),
    ("2026-02-15", 1, "2026-02-24", "15–23放假 24①"),
    ("2026-02-20", 5, "2026-02-28", "24① 25② 26③ 27④ 28六调休⑤"),
    ("2026-02-10", 10, "2026-02-28", "10–13①–④ 14调休⑤ 24–27⑥–⑨ 28调休⑩"),
    ("2026-02-27", 3, "2026-03-02", "27五① 28六调休② 1日 2③"),
    ("2025-01-24", 4, "2025-02-05", "24五① 25六 26日调休② 27③ 28–4放假 5④"),
    ("2025-02-05", 5, "2025-02-10", "5三① 6② 7③ 8六调休④ 9日 10⑤"),
];

const OTHER_HOLIDAYS: [Case; 14] = [
    ("2026-04-03", 2, "2026-04-07", "3五① 4–6清明 7②"),
    ("2025-04-03", 2, "2025-04-07", "3四① 4–6清明 7②"),
    ("2025-04-25", 5, "2025-04-30", "25五① 26六 27日调休② 28③ 29④ 30⑤"),
    ("2026-04-30", 2, "2026-05-06", "30四① 1–5放假 6②"),
    ("2026-05-06", 5, "2026-05-11", "6三① 7② 8③ 9六调休④ 10日 11⑤"),
    ("2026-06-18", 2, "2026-06-22", "18四① 19–21端午 22②"),
    ("2025-05-30", 3, "2025-06-04", "30五① 31–2端午 3② 4③"),
    ("2026-09-18", 3, "2026-09-21", "18五① 19六 20日调休② 21③"),
    ("2026-09-24", 5, "2026-10-08", "24四① 25–27中秋 28② 29③ 30④ 1–7国庆 8⑤"),
    ("2026-09-28", 5, "2026-10-09", "28一① 29② 30③ 1–7国庆 8④ 9⑤"),
    ("2026-10-08", 3, "2026-10-10", "8四① 9② 10六调休③"),
    ("2025-09-26", 5, "2025-10-09", "26五① 27六 28日调休② 29③ 30④ 1–8放假 9⑤"),
    ("2025-10-09", 5, "2025-10-14", "9四① 10② 11六调休③ 12日 13④ 14⑤"),
    ("2025-12-31", 3, "2026-01-05", "31三① 1–3元旦 4日调休② 5③"),
];

const PLAIN_WEEKS: [Case; 3] = [
    ("2026-07-18", 5, "2026-07-24", "18六 19日 20① 21② 22③ 23④ 24⑤"),
    ("2026-07-17", 5, "2026-07-23", "17五① 18六 19日 20② 21③ 22④ 23⑤"),
    ("2026-07-01", 20, "2026-07-28", "1–3①–③ 6–10④–⑧ 13–17⑨–⑬ 20–24⑭–⑱ 27⑲ 28⑳"),
];

/// No list: Monday to Friday, with a warning.
const YEARS_WITHOUT_A_LIST: [Case; 2] = [
    ("2026-12-31", 3, "2027-01-04", "31四① 1五②（没有2027年的安排） 2六 3日 4③"),
    ("2027-10-01", 2, "2027-10-04", "1五① 2六 3日 4②"),
];

const CALENDAR_DAYS: [Case; 9] = [
    ("2026-07-18", 7, "2026-07-24", "18① 19② 20③ 21④ 22⑤ 23⑥ 24⑦"),
    ("2026-04-30", 1, "2026-04-30", "30①"),
    ("2026-01-29", 7, "2026-02-04", "29① 30② 31③ 1④ 2⑤ 3⑥ 4⑦"),
    ("2026-02-25", 7, "2026-03-03", "25① 26② 27③ 28④ 1⑤ 2⑥ 3⑦"),
    ("2024-02-26", 7, "2024-03-03", "闰年 26① 27② 28③ 29④ 1⑤ 2⑥ 3⑦"),
    ("2028-02-29", 7, "2028-03-06", "闰日 29① 1② 2③ 3④ 4⑤ 5⑥ 6⑦"),
    ("2025-12-28", 10, "2026-01-06", "28–31①–④ 1–6⑤–⑩"),
    ("2026-01-31", 30, "2026-03-01", "31① 二月28天到29 1日是30"),
    ("2026-08-31", 30, "2026-09-29", "31① 九月1–29日是2–30"),
];

const NEXT_DAY_CALENDAR: [Case; 3] = [
    ("2026-07-18", 7, "2026-07-25", "18张贴 19① … 25⑦"),
    ("2024-02-28", 1, "2024-02-29", "28张贴 29①"),
    ("2025-12-31", 7, "2026-01-07", "31张贴 1① … 7⑦"),
];

const NEXT_DAY_WORKDAYS: [Case; 3] = [
    ("2026-02-14", 1, "2026-02-24", "14张贴 15–23放假 24①"),
    ("2026-09-30", 5, "2026-10-13", "30张贴 1–7国庆 8① 9② 10六调休③ 12④ 13⑤"),
    ("2026-07-17", 5, "2026-07-24", "17五张贴 20① 21② 22③ 23④ 24⑤"),
];

const VILLAGE_DAYS: [Case; 4] = [
    ("2026-07-18", 7, "2026-08-01", "七月18–31日是14天 1日⑮"),
    ("2026-02-20", 7, "2026-03-06", "二月20–28日是9天 1–6日是6天"),
    ("2026-07-01", 15, "2026-07-15", "1–15日"),
    ("2026-07-01", 20, "2026-07-20", "规定比15天长"),
];

const VILLAGE_WORKDAYS: [Case; 5] = [
    ("2026-07-18", 5, "2026-08-01", "到24日只有7天 补足15天到1日"),
    ("2026-09-24", 10, "2026-10-14", "24① 28–30②–④ 8–10⑤–⑦ 12–14⑧–⑩ 共21天 比15天长"),
    ("2024-02-15", 3, "2024-02-29", "闰年 15–29日是15天"),
    ("2026-02-11", 5, "2026-02-25", "11–14①–④ 24⑤是14天 补足15天到25日"),
    ("2026-02-13", 5, "2026-02-27", "到26日是14天 补足15天到27日"),
];

const VILLAGE_NEXT_DAY: [Case; 2] = [
    ("2026-07-18", 7, "2026-08-02", "18张贴 19–31日是13天 1⑭ 2⑮"),
    ("2026-01-17", 15, "2026-02-01", "17张贴 18–31日是14天 1⑮"),
];

fn rule(days: u16, unit: PeriodUnit) -> PostingRule {
    PostingRule { days: Some(days), unit, confidence: None }
}

fn made(days: u16, unit: PeriodUnit, level: Level, posted: Date, counting: Counting) -> Posting {
    posting(&rule(days, unit), level, posted, FLOOR, counting, Calendar::bundled())
}

fn end(days: u16, unit: PeriodUnit, level: Level, posted: Date, counting: Counting) -> Date {
    made(days, unit, level, posted, counting).period.last.expect("an end")
}

#[test]
fn periods_are_those_that_were_counted_by_hand() {
    let tables: [(&[Case], PeriodUnit, Level, Counting); 10] = [
        (&SPRING_FESTIVAL, Workday, Township, PostingDay),
        (&OTHER_HOLIDAYS, Workday, Township, PostingDay),
        (&PLAIN_WEEKS, Workday, Township, PostingDay),
        (&YEARS_WITHOUT_A_LIST, Workday, Township, PostingDay),
        (&CALENDAR_DAYS, Day, Township, PostingDay),
        (&NEXT_DAY_CALENDAR, Day, Township, NextDay),
        (&NEXT_DAY_WORKDAYS, Workday, Township, NextDay),
        (&VILLAGE_DAYS, Day, Village, PostingDay),
        (&VILLAGE_WORKDAYS, Workday, Village, PostingDay),
        (&VILLAGE_NEXT_DAY, Day, Village, NextDay),
    ];
    let day = |text: &str| text.parse::<Date>().expect("a date of the table");
    let mut wrong = Vec::new();
    for (cases, unit, level, counting) in tables {
        for (posted, days, last, counted) in cases {
            let found = end(*days, unit, level, day(posted), counting);
            if found != day(last) {
                wrong.push(format!(
                    "{posted} {days} {unit:?} {level:?} {counting:?}: {found}, by hand {last} ({counted})"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_period_begins_on_the_day_that_counts_first() {
    let posted = date(2026, 7, 18);
    assert_eq!(made(7, Day, Township, posted, PostingDay).period.first, Some(posted));
    assert_eq!(made(7, Day, Township, posted, NextDay).period.first, Some(date(2026, 7, 19)));
    assert_eq!(days(made(7, Day, Township, posted, NextDay).period), Some(7));
}

#[test]
fn what_has_no_end_gets_none_from_the_villages_floor_either() {
    let standing = PostingRule { days: None, unit: PeriodUnit::Standing, confidence: None };
    for counting in [PostingDay, NextDay] {
        let made = posting(&standing, Village, date(2026, 7, 18), FLOOR, counting, Calendar::bundled());
        assert_eq!(made.period, Period { first: Some(date(2026, 7, 18)), last: None });
    }
}

#[test]
fn a_year_without_a_list_is_a_warning_that_names_the_year_and_where_to_enter_it() {
    let warned = made(5, Workday, Township, date(2026, 12, 30), PostingDay).findings;
    assert_eq!(warned.len(), 1);
    assert!(warned[0].text.contains("2027") && warned[0].text.contains("放假安排"), "{}", warned[0].text);
    assert_eq!(made(5, Workday, Township, date(2026, 12, 1), PostingDay).findings, []);
    assert_eq!(made(30, Day, Township, date(2026, 12, 30), PostingDay).findings, []);
}

#[test]
fn days_on_a_page_are_held_against_the_rule() {
    let check = |first, last, rule: &PostingRule, level| {
        let says = Period { first: Some(first), last: Some(last) };
        let found = super::check(says, rule, level, FLOOR, Calendar::bundled());
        found.into_iter().map(|finding| (finding.severity, finding.text)).collect::<Vec<_>>()
    };
    let (first, seven) = (date(2026, 7, 18), rule(7, Day));
    assert_eq!(check(first, date(2026, 7, 24), &seven, Township), []);
    assert_eq!(
        check(first, date(2026, 7, 22), &seven, Township),
        [(Severity::Warning, "公示期比规定的短：从2026年7月18日起，按规定至少到2026年7月24日。".to_owned())]
    );
    assert_eq!(check(first, date(2026, 7, 24), &seven, Village).len(), 1);
    assert_eq!(check(first, date(2026, 7, 1), &seven, Township)[0].0, Severity::Blocking);
    assert!(check(date(2026, 12, 30), date(2027, 1, 6), &rule(5, Workday), Township)[0].1.contains("2027"));
}

#[test]
fn dates_and_periods_are_written_as_notices_write_them() {
    let period = Period { first: Some(date(2026, 4, 8)), last: Some(date(2026, 4, 14)) };
    let calendar = Calendar::bundled();
    assert_eq!(sentence(period, Day, calendar), "公示期7天，自2026年4月8日起至2026年4月14日止");
    assert_eq!(sentence(period, Workday, calendar), "公示期5个工作日，自2026年4月8日起至2026年4月14日止");
    let standing = Period { last: None, ..period };
    assert_eq!(sentence(standing, PeriodUnit::Standing, calendar), "自2026年4月8日起长期公开");
    assert_eq!(weekday(date(2026, 4, 8)), "星期三");
    assert_eq!(chinese_numerals(date(2026, 11, 3)), "二〇二六年十一月三日");
    assert_eq!(chinese_numerals(date(2026, 10, 30)), "二〇二六年十月三十日");
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_i64..1500).prop_map(|days| date(2024, 1, 1).checked_add(Span::new().days(days)).expect("a day"))
}

fn any_rule() -> impl Strategy<Value = (PeriodUnit, Level, Counting)> {
    let units = prop_oneof![Just(Day), Just(Workday)];
    let levels = prop_oneof![Just(Township), Just(Village)];
    (units, levels, prop_oneof![Just(PostingDay), Just(NextDay)])
}

proptest! {
    #[test]
    fn a_period_counts_exactly_its_days(posted in any_day(), count in 1_u16..60, counting in prop_oneof![Just(PostingDay), Just(NextDay)]) {
        let calendar = Calendar::bundled();
        prop_assert_eq!(days(made(count, Day, Township, posted, counting).period), Some(u32::from(count)));
        let worked = made(count, Workday, Township, posted, counting).period;
        let (first, last) = (worked.first.unwrap(), worked.last.unwrap());
        prop_assert_eq!(calendar.workdays(first, last), usize::from(count));
    }

    #[test]
    fn a_longer_rule_never_ends_earlier(posted in any_day(), count in 1_u16..60, more in 0_u16..30, rule in any_rule()) {
        let (unit, level, counting) = rule;
        prop_assert!(end(count + more, unit, level, posted, counting) >= end(count, unit, level, posted, counting));
    }

    #[test]
    fn what_is_posted_later_never_ends_earlier(posted in any_day(), later in 0_i64..40, count in 1_u16..60, rule in any_rule()) {
        let (unit, level, counting) = rule;
        let after = posted.checked_add(Span::new().days(later)).unwrap();
        prop_assert!(end(count, unit, level, after, counting) >= end(count, unit, level, posted, counting));
    }

    #[test]
    fn working_days_never_end_on_a_day_off(posted in any_day(), count in 1_u16..60, counting in prop_oneof![Just(PostingDay), Just(NextDay)]) {
        let last = end(count, Workday, Township, posted, counting);
        prop_assert!(Calendar::bundled().is_workday(last));
        prop_assert!(Calendar::bundled().holiday(last).is_none());
    }

    #[test]
    fn so_many_working_days_are_never_over_before_as_many_calendar_days(posted in any_day(), count in 1_u16..60) {
        let by_day = end(count, Day, Township, posted, PostingDay);
        prop_assert!(end(count, Workday, Township, posted, PostingDay) >= by_day);
    }

    #[test]
    fn in_a_village_nothing_hangs_less_than_the_floor(posted in any_day(), count in 1_u16..60, rule in any_rule()) {
        let (unit, _, counting) = rule;
        let made = made(count, unit, Village, posted, counting).period;
        prop_assert!(days(made).unwrap() >= u32::from(FLOOR));
        prop_assert!(made.last.unwrap() >= end(count, unit, Township, posted, counting));
    }

    #[test]
    fn counting_from_the_next_day_never_ends_earlier(posted in any_day(), count in 1_u16..60, rule in any_rule()) {
        let (unit, level, _) = rule;
        prop_assert!(end(count, unit, level, posted, NextDay) >= end(count, unit, level, posted, PostingDay));
    }
}
