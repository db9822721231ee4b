//! Where a series is at odds with the law, told before it happens.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::rules::{Law, Rules};
use super::{Days, Plan, after};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::period::chinese;
use crate::domain::table::{Cell, Class, Table};

/// Distances of the series' days that the law or the province does not allow, each with its clause.
pub fn conflicts(plan: &Plan, days: &Days) -> Vec<Finding> {
    let rules = Rules::bundled();
    let day = |id: &str| rules.number_of(id).and_then(|number| Some((number, *days.get(&number)?)));
    let mut findings = Vec::new();
    if let Some((number, posted)) = day("election-voters") {
        findings.extend(voter_list(&rules.law, plan.day, number, posted));
    }
    if let Some((number, posted)) = day("election-candidates") {
        findings.extend(candidates(plan, number, posted));
    }
    for (number, posted) in days {
        let rule = rules.notice(*number);
        if rule.is_some_and(|rule| rule.offset < 0) && *posted > plan.day {
            let text = format!("第{number}号公告的张贴日在选举日（{}）之后，请改张贴日。", chinese(plan.day));
            findings.push(finding(Severity::Blocking, text));
        }
        if rule.is_some_and(|rule| rule.offset >= 0) && *posted < plan.day {
            let text =
                format!("第{number}号公告的张贴日在选举日（{}）之前，结果还没有产生，请改张贴日。", chinese(plan.day));
            findings.push(finding(Severity::Blocking, text));
        }
    }
    findings
}

/// What else the clerk should look at: days that are over, hours she did not say.
pub fn misgivings(plan: &Plan, days: &Days, today: Date) -> Vec<Finding> {
    let mut findings = Vec::new();
    let late: Vec<String> =
        days.iter().filter(|(_, day)| **day < today).map(|(number, _)| number.to_string()).collect();
    if !late.is_empty() {
        let text = format!("第{}号公告的张贴日已经过去，请把选举日往后移，或者尽快补办并核对期限。", late.join("、"));
        findings.push(finding(Severity::Warning, text));
    }
    if plan.hours == Plan::default().hours {
        findings.push(finding(Severity::Note, format!("投票时间暂按{}写，请核对。", plan.hours)));
    }
    findings
}

/// A notice that hangs and names another election day than the plan's.
pub fn outdated(plan: &Plan, number: u8, intro: &str) -> Option<Finding> {
    let names_the_day = Rules::bundled().notice(number)?.text.contains("{day}");
    (names_the_day && !intro.contains(&chinese(plan.day))).then(|| {
        let text = format!("第{number}号公告已经张贴，写的还是原来的选举日，请撤下，另发更正公告。");
        finding(Severity::Warning, text)
    })
}

/// 第十七条: 20 days before; objections within 5 days; decisions within 3.
fn voter_list(law: &Law, election: Date, number: u8, posted: Date) -> Vec<Finding> {
    const CLAUSE: &str = "村民委员会组织法（2025修订）第十七条";
    let mut findings = Vec::new();
    let before = (election - posted).get_days();
    let least = law.voter_list_days_before;
    if before < least {
        let latest = chinese(after(election, -least));
        let text = format!(
            "登记参加选举的村民名单（第{number}号公告）应当在选举日的{least}日前公布（{CLAUSE}），最迟{latest}；\
             现在定在{}，请提前张贴或者推迟选举日。",
            chinese(posted)
        );
        findings.push(finding(Severity::Blocking, text));
    }
    let objections = after(posted, law.voter_objection_days);
    let decision = after(objections, law.voter_decision_days);
    for (what, days, end) in [
        ("村民对名单提出异议", law.voter_objection_days, objections),
        ("对异议作出处理决定", law.voter_decision_days, decision),
    ] {
        if end >= election {
            let text = format!(
                "{what}的{days}日期限（{CLAUSE}）到{}才满，不在选举日（{}）之前，请提前张贴名单或者推迟选举日。",
                chinese(end),
                chinese(election)
            );
            findings.push(finding(Severity::Blocking, text));
        }
    }
    findings
}

/// The province's rule; where it is not known, the strictest one is a warning.
fn candidates(plan: &Plan, number: u8, posted: Date) -> Option<Finding> {
    let rules = Rules::bundled();
    let (least, severity, whose) = match rules.candidates_days_before(&plan.province) {
        Some(days) => (days, Severity::Blocking, format!("{}选举办法", plan.province)),
        None => (
            rules.strictest_candidates_days(),
            Severity::Warning,
            "浙江、上海、北京、河南的选举办法，本省请核实".to_owned(),
        ),
    };
    let before = (plan.day - posted).get_days();
    (before < least).then(|| {
        let latest = chinese(after(plan.day, -least));
        let text = format!(
            "正式候选人名单（第{number}号公告）应当在选举日的{least}日前公布（{whose}），最迟{latest}，请提前张贴。"
        );
        finding(severity, text)
    })
}

/// Proxies: nobody accepts more than the law's three.
pub fn proxies(table: &Table) -> Vec<Finding> {
    let most = Rules::bundled().law.proxy_maximum;
    let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
    at_proxies(table, |name| {
        let count = accepted.entry(name).or_default();
        *count += 1;
        (*count == most + 1).then(|| {
            format!("的受委托人接受的委托超过{most}人，每人最多接受{most}人（村民委员会组织法），请另行委托。")
        })
    })
}

/// Proxies that may accept nothing, for they stand for election themselves.
pub fn standing_proxies(table: &Table, candidates: &[String]) -> Vec<Finding> {
    at_proxies(table, |name| {
        let told = "的受委托人是候选人，候选人不得接受委托（村民委员会组织法），请另行委托。";
        candidates.contains(&name).then(|| told.to_owned())
    })
}

/// The names of those who stand for election, as they are compared.
pub fn standing(listed: &Table) -> Vec<String> {
    let Some(at) = listed.column_of(Class::Name) else { return Vec::new() };
    let names = listed.data_rows().filter_map(|row| row.cells.get(at).map(name_in));
    names.filter(|name| !name.is_empty()).collect()
}

/// What is wrong with a proxy, by name, at its cell. The findings name rows, not people.
fn at_proxies(table: &Table, mut wrong: impl FnMut(String) -> Option<String>) -> Vec<Finding> {
    let Some(at) = table.columns.iter().position(|column| is_proxy(&column.name())) else { return Vec::new() };
    let mut findings = Vec::new();
    for (row, line) in table.data_rows().zip(1..) {
        let name = row.cells.get(at).map(name_in).unwrap_or_default();
        let told = if name.is_empty() { None } else { wrong(name) };
        let Some(told) = told else { continue };
        let line = row.source.map_or_else(|| format!("第 {line} 条"), |source| format!("第 {source} 行"));
        findings.push(Finding {
            key: Some(row.key),
            source: row.source,
            column: Some(table.columns[at].name()),
            ..finding(Severity::Blocking, line + &told)
        });
    }
    findings
}

fn name_in(cell: &Cell) -> String {
    cell.typed().split_whitespace().collect()
}

fn is_proxy(name: &str) -> bool {
    ["受委托人", "受托人", "被委托人"].iter().any(|word| name.contains(word))
}

pub(super) fn finding(severity: Severity, text: String) -> Finding {
    Finding::whole(severity, FindingKind::Election, text)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::table::{Column, Role};

    fn plan(day: Date) -> Plan {
        Plan { day, village: "石桥村".into(), ..Plan::default() }
    }

    #[test]
    fn the_series_as_made_keeps_the_law() {
        let plan = plan(date(2026, 12, 20));
        assert_eq!(conflicts(&plan, &plan.days()), []);
    }

    #[test]
    fn a_province_without_a_known_rule_is_asked_to_look_its_own_up() {
        let mut plan = plan(date(2026, 12, 20));
        let mut days = plan.days();
        days.insert(9, date(2026, 12, 16));
        let found = conflicts(&plan, &days);
        assert_eq!(found.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Warning]);
        plan.province = "浙江省".into();
        assert_eq!(conflicts(&plan, &days)[0].severity, Severity::Blocking);
    }

    #[test]
    fn what_hangs_with_the_old_day_is_told() {
        let plan = plan(date(2026, 12, 27));
        assert!(outdated(&plan, 1, "选举日为2026年12月20日（星期日）。").is_some());
        assert_eq!(outdated(&plan, 1, "选举日为2026年12月27日（星期日）。"), None);
        assert_eq!(outdated(&plan, 5, "推选工作于2026年12月4日前完成。"), None);
    }

    #[test]
    fn nobody_votes_for_more_than_three_and_no_candidate_for_anybody() {
        let mut table = Table::new(vec![Column::new("委托人", Class::Name), Column::new("受委托人", Class::Name)]);
        for (from, to) in
            [("甲一", "王大山"), ("甲二", "王大山"), ("甲三", "王 大山"), ("甲四", "王大山"), ("甲五", "李海")]
        {
            table.push(Role::Data, vec![Cell::text(from), Cell::text(to)], None);
        }
        let mut listed = Table::new(vec![Column::new("姓名", Class::Name)]);
        listed.push(Role::Data, vec![Cell::text("李　海")], None);
        let (many, standing) = (proxies(&table), standing_proxies(&table, &standing(&listed)));
        assert!(many.len() == 1 && many[0].text.starts_with("第 4 条"));
        assert!(standing.len() == 1 && standing[0].text.starts_with("第 5 条") && standing[0].key.is_some());
        let mut found = many.iter().chain(&standing);
        assert!(found.all(|finding| !finding.text.contains("王大山") && !finding.text.contains("李海")));
    }

    proptest! {
        #[test]
        fn the_laws_distances_hold_or_a_finding_says_which_does_not(
            offset in 0_i64..4000, list in -60_i32..10, formal in -20_i32..3, province in prop::bool::ANY,
        ) {
            let day = date(2024, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let plan = Plan { province: if province { "浙江".into() } else { String::new() }, ..plan(day) };
            prop_assert_eq!(conflicts(&plan, &plan.days()), []);
            let mut days = plan.days();
            days.insert(4, after(day, list));
            days.insert(9, after(day, formal));
            let found = conflicts(&plan, &days);
            let said = |words: &str| found.iter().any(|finding| finding.text.contains(words));
            prop_assert_eq!(said("20日前公布"), list > -20);
            prop_assert_eq!(said("提出异议的5日期限"), list + 5 >= 0);
            prop_assert_eq!(said("处理决定的3日期限"), list + 8 >= 0);
            prop_assert_eq!(said("正式候选人名单"), formal > -5);
            prop_assert_eq!(said("第4号公告的张贴日在选举日"), list > 0);
            prop_assert_eq!(said("第9号公告的张贴日在选举日"), formal > 0);
        }
    }
}
