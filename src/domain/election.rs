//! 村民委员会换届选举: from the election day, the place and the committee to the whole series of notices.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::kind::KindId;

pub mod candidates;
mod conflict;
mod draft;
pub mod result;
pub mod rules;

pub use conflict::{conflicts, misgivings, outdated, proxies, standing, standing_proxies};
pub use draft::{content, moved};
use rules::{NoticeRule, Rules, Until};

/// What the clerk says once, and every notice of the series repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// 选举日
    pub day: Date,
    /// 石桥村
    pub village: String,
    /// 投票地点
    pub place: String,
    /// 上午8时至下午5时
    pub hours: String,
    /// 第十二届; empty where it is not said.
    pub term: String,
    /// Whose rule for formal candidates holds; empty: not known.
    pub province: String,
    /// 村民选举委员会, its 主任 first.
    pub committee: Vec<Member>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    pub sex: String,
    /// 主任, 副主任, 委员
    pub post: String,
}

/// The days on which the notices of a series are posted, by their numbers.
pub type Days = BTreeMap<u8, Date>;

/// One notice of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// 第1号公告 …
    pub number: u8,
    pub kind: KindId,
    pub title: String,
    /// The day it is posted.
    pub day: Date,
    /// The day it sets: the end of the objections, of the registration, the handover.
    pub deadline: Option<Date>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            day: Date::default(),
            village: String::new(),
            place: String::new(),
            hours: "上午8时至下午5时".to_owned(),
            term: String::new(),
            province: String::new(),
            committee: Vec::new(),
        }
    }
}

impl Plan {
    /// The days of the series where none is posted yet.
    pub fn days(&self) -> Days {
        Rules::bundled().notices().iter().map(|rule| (rule.number, after(self.day, rule.offset))).collect()
    }

    /// 石桥村村民选举委员会
    pub fn issuer(&self) -> String {
        format!("{}村民选举委员会", self.village)
    }
}

/// The whole series, posted on these days.
pub fn series(plan: &Plan, days: &Days) -> Vec<Entry> {
    let entry = |rule: &NoticeRule| Entry {
        number: rule.number,
        kind: rule.id.clone(),
        title: draft::title(plan, rule),
        day: day_of(plan, days, rule),
        deadline: deadline(plan, days, rule),
    };
    Rules::bundled().notices().iter().map(entry).collect()
}

/// The village of an office: 石桥村 of 石桥村村民委员会.
pub fn village_of(office: &str) -> &str {
    let endings = ["村民委员会", "居民委员会", "村委会", "居委会", "委员会"];
    let short = endings.iter().find_map(|ending| office.strip_suffix(ending)).filter(|name| !name.is_empty());
    short.unwrap_or(office)
}

/// The village that a place names: 石桥村 of 石桥村文化广场.
pub fn village_at(place: &str) -> Option<&str> {
    let end = |ending: &str| place.find(ending).filter(|at| *at > 0).map(|at| at + ending.len());
    ["村", "社区"].iter().filter_map(|ending| end(ending)).min().map(|end| &place[..end])
}

/// 王大山:男:主任，李秀兰:女; the first is 主任 where no post is said, the others 委员.
pub fn committee(text: &str) -> Vec<Member> {
    let names = text.split([',', '，', '、', ';', '；']).map(str::trim).filter(|one| !one.is_empty());
    let member = |(at, one): (usize, &str)| {
        let mut parts =
            one.split(|c: char| c.is_whitespace() || matches!(c, ':' | '：')).filter(|part| !part.is_empty());
        let mut member = Member { name: parts.next().unwrap_or_default().to_owned(), ..Member::default() };
        for part in parts {
            let told = if matches!(part, "男" | "女") { &mut member.sex } else { &mut member.post };
            part.clone_into(told);
        }
        if member.post.is_empty() {
            if at == 0 { "主任" } else { "委员" }.clone_into(&mut member.post);
        }
        member
    };
    names.enumerate().map(member).collect()
}

fn day_of(plan: &Plan, days: &Days, rule: &NoticeRule) -> Date {
    days.get(&rule.number).copied().unwrap_or_else(|| after(plan.day, rule.offset))
}

fn deadline(plan: &Plan, days: &Days, rule: &NoticeRule) -> Option<Date> {
    Some(match rule.until? {
        Until::Election(more) => after(plan.day, more),
        Until::Posting(more) => after(day_of(plan, days, rule), more),
        Until::Notice(number, more) => after(day_of(plan, days, Rules::bundled().notice(number)?), more),
    })
}

/// The calendar's ends are days like others.
fn after(day: Date, days: i32) -> Date {
    day.saturating_add(Span::new().days(days))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn plan() -> Plan {
        Plan {
            day: date(2026, 12, 20), village: "石桥村".into(), place: "村委会大院".into(), ..Plan::default()
        }
    }

    #[test]
    fn the_series_stands_on_its_days_with_its_deadlines() {
        let plan = plan();
        let series = series(&plan, &plan.days());
        let of = |number: usize| (series[number - 1].day, series[number - 1].deadline);
        assert_eq!(series.len(), 15);
        assert_eq!(of(1), (date(2026, 11, 16), Some(date(2026, 12, 20))));
        assert_eq!(of(3), (date(2026, 11, 16), Some(date(2026, 11, 21))));
        assert_eq!(of(4), (date(2026, 11, 22), Some(date(2026, 11, 27))));
        assert_eq!(of(9), (date(2026, 12, 15), None));
        assert_eq!(of(14), (date(2026, 12, 20), Some(date(2026, 12, 30))));
        assert_eq!(series[3].title, "石桥村村民委员会选举第4号公告　登记参加选举的村民名单公告");
    }

    #[test]
    fn the_committees_first_is_its_chair_where_nothing_is_said() {
        let members = committee("王大山:男，李秀兰 女 副主任、赵海");
        let posts: Vec<_> = members.iter().map(|member| (member.sex.as_str(), member.post.as_str())).collect();
        assert_eq!(posts, [("男", "主任"), ("女", "副主任"), ("", "委员")]);
    }

    #[test]
    fn a_village_is_read_from_its_offices_name() {
        assert_eq!(village_of("石桥村村民委员会"), "石桥村");
        assert_eq!(village_of("石桥镇人民政府"), "石桥镇人民政府");
        assert_eq!(village_of("村委会"), "村委会");
        assert_eq!(village_at("石桥村文化广场"), Some("石桥村"));
        assert_eq!((village_at("村委会"), village_at("镇政府大院")), (None, None));
    }
}
