//! What the notices of a series say.

use jiff::civil::Date;

use super::rules::{NoticeRule, Rules};
use super::{Days, Plan, after, day_of, deadline};
use crate::domain::draft;
use crate::domain::kind::Catalogue;
use crate::domain::notice::{Content, Period};
use crate::domain::office::Office;
use crate::domain::period::{chinese, weekday};
use crate::domain::table::{Cell, Class, Role, Table};

/// A result hangs as long as whatever a village publishes (村民委员会组织法（2025修订）第三十五条).
const RESULT_DAYS: i32 = 15;

/// The finished draft of a notice; `None` where the series has no such number.
pub fn content(plan: &Plan, days: &Days, number: u8, office: &Office) -> Option<Content> {
    let rule = Rules::bundled().notice(number)?;
    let kind = Catalogue::bundled().get(&rule.id)?;
    let first = day_of(plan, days, rule);
    let hangs = if rule.offset < 0 { plan.day.max(first) } else { after(first, RESULT_DAYS - 1) };
    Some(Content {
        title: title(plan, rule),
        intro: text(plan, days, rule),
        table: table(plan, draft::table(kind), number),
        telephone: office.telephones.first().cloned().unwrap_or_default(),
        issuer: plan.issuer(),
        date: Some(first),
        period: Period { first: Some(first), last: Some(hangs) },
        look: kind.look.clone(),
        ..Content::default()
    })
}

/// A notice drafted for `before` as it reads for `after`: what the clerk wrote herself stays, its dates move. `None`
/// where the series has no such number. The table is never touched.
pub fn moved(content: &Content, number: u8, before: (&Plan, &Days), after: (&Plan, &Days)) -> Option<Content> {
    let rule = Rules::bundled().notice(number)?;
    let office = Office::default();
    let old = self::content(before.0, before.1, number, &office)?;
    let new = self::content(after.0, after.1, number, &office)?;
    let keep = |now: &String, old: String, new: String| if *now == old { new } else { now.clone() };
    let dates = written_days(before, after, rule);
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (old_lines, new_lines) = (lines(&old.intro), lines(&new.intro));
    let line = |line: &str| match old_lines.iter().position(|old| old == line) {
        Some(at) => new_lines.get(at).cloned().unwrap_or_default(),
        None => exchange(line, &dates),
    };
    Some(Content {
        title: keep(&content.title, old.title, new.title),
        intro: content.intro.lines().map(line).collect::<Vec<_>>().join("\n"),
        issuer: keep(&content.issuer, old.issuer, new.issuer),
        date: if content.date == old.date { new.date } else { content.date },
        period: new.period,
        ..content.clone()
    })
}

pub(super) fn title(plan: &Plan, rule: &NoticeRule) -> String {
    format!("{}{}村民委员会选举第{}号公告　{}", plan.village, plan.term, rule.number, rule.title)
}

fn table(plan: &Plan, mut table: Table, number: u8) -> Table {
    if Rules::bundled().number_of("election-committee") == Some(number) {
        for member in &plan.committee {
            let cells = [&member.name, &member.sex, &member.post];
            table.push(Role::Data, cells.map(|text| Cell::parse(text, Class::Text)).to_vec(), None);
        }
    }
    table
}

fn text(plan: &Plan, days: &Days, rule: &NoticeRule) -> String {
    let mut text = rule.text.trim().to_owned();
    for (name, value) in values(plan, days, rule) {
        text = text.replace(&format!("{{{name}}}"), &value);
    }
    text
}

/// What the placeholders stand for.
fn values(plan: &Plan, days: &Days, rule: &NoticeRule) -> Vec<(String, String)> {
    let law = &Rules::bundled().law;
    let posted = day_of(plan, days, rule);
    let until = deadline(plan, days, rule).unwrap_or(posted);
    let mut values = vec![
        ("village".to_owned(), plan.village.clone()),
        ("term".to_owned(), plan.term.clone()),
        ("place".to_owned(), plan.place.clone()),
        ("hours".to_owned(), plan.hours.clone()),
        ("day".to_owned(), format!("{}（{}）", chinese(plan.day), weekday(plan.day))),
        ("posted".to_owned(), chinese(posted)),
        ("deadline".to_owned(), chinese(until)),
        ("decision".to_owned(), chinese(after(until, law.voter_decision_days))),
    ];
    let others = Rules::bundled().notices().iter();
    values.extend(others.map(|other| (format!("on{}", other.number), chinese(day_of(plan, days, other)))));
    values
}

/// The days a notice speaks of, as written before and after; the longest first, since one may begin another.
fn written_days(before: (&Plan, &Days), after: (&Plan, &Days), rule: &NoticeRule) -> Vec<(String, String)> {
    let dates = |(plan, days): (&Plan, &Days)| -> Vec<Date> {
        let posted = Rules::bundled().notices().iter().map(|other| day_of(plan, days, other));
        let own = [plan.day, day_of(plan, days, rule), deadline(plan, days, rule).unwrap_or(plan.day)];
        own.into_iter().chain(posted).collect()
    };
    let both = |date: Date| [format!("{}（{}）", chinese(date), weekday(date)), chinese(date)];
    let pairs = dates(before).into_iter().zip(dates(after));
    let mut pairs: Vec<(String, String)> = pairs.flat_map(|(old, new)| both(old).into_iter().zip(both(new))).collect();
    pairs.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
    pairs
}

/// All replacements at once: a date that was put in is not replaced again.
fn exchange(text: &str, pairs: &[(String, String)]) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match pairs.iter().find(|(old, _)| rest.starts_with(old.as_str())) {
            Some((old, new)) => {
                written.push_str(new);
                rest = &rest[old.len()..];
            }
            None => {
                written.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::election::Member;

    fn plan() -> Plan {
        Plan {
            day: date(2026, 12, 20),
            village: "石桥村".into(),
            place: "村委会大院".into(),
            term: "第十二届".into(),
            committee: vec![Member { name: "王大山".into(), sex: "男".into(), post: "主任".into() }],
            ..Plan::default()
        }
    }

    fn draft(number: u8) -> Content {
        content(&plan(), &plan().days(), number, &Office::default()).expect("a notice of the series")
    }

    #[test]
    fn every_draft_is_finished() {
        for number in 1..=15 {
            let draft = draft(number);
            assert!(!draft.intro.contains(['{', '}']) && draft.intro.ends_with('。'), "{number}: {}", draft.intro);
            assert_eq!(draft.issuer, "石桥村村民选举委员会");
            assert!(draft.title.contains(&format!("第{number}号公告")), "{}", draft.title);
            assert_eq!(draft.date, draft.period.first);
        }
    }

    #[test]
    fn the_voter_list_names_the_article_and_its_days() {
        let draft = draft(4);
        for said in ["第十七条", "5日内", "3日内", "2026年11月27日前", "2026年11月30日公布", "2026年12月20日（星期日）"]
        {
            assert!(draft.intro.contains(said), "{said}: {}", draft.intro);
        }
        assert!(draft.look.name_grid);
    }

    #[test]
    fn the_committee_stands_in_its_notice() {
        let typed: Vec<_> = draft(2).table.rows[0].cells.iter().map(Cell::typed).collect();
        assert_eq!(typed, ["王大山", "男", "主任"]);
    }

    #[test]
    fn a_moved_notice_keeps_what_the_clerk_wrote_and_moves_its_dates() {
        let old = plan();
        let new = Plan { day: date(2026, 12, 27), ..plan() };
        let mut written = draft(10);
        written.intro.push_str("\n2026年12月20日（星期日）上午有班车。");
        written.title = "投票公告".into();
        let moved = moved(&written, 10, (&old, &old.days()), (&new, &new.days())).expect("a notice");
        assert_eq!(moved.title, "投票公告");
        assert!(moved.intro.ends_with("\n2026年12月27日（星期日）上午有班车。"), "{}", moved.intro);
        assert!(!moved.intro.contains("12月20日"));
        assert_eq!(moved.date, Some(date(2026, 12, 24)));
    }
}
