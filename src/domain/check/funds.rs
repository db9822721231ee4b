//! 衔接资金 and other project money: what is planned comes from its sources, and no more is done with than was planned.

use rust_decimal::Decimal;

use super::{at_cell, columns, differ, number, place};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::heading;
use crate::domain::money;
use crate::domain::table::{Cell, Class, Row, Table};

/// Who money comes from, as the lowest level of a header says it.
const SOURCES: [&str; 14] =
    ["中央", "省", "市", "州", "县", "区级", "乡", "镇级", "自筹", "配套", "帮扶", "捐赠", "社会", "其他"];
const PLANNED: [&str; 13] = [
    "资金规模",
    "计划投入",
    "计划投资",
    "计划总投资",
    "总投资",
    "投资规模",
    "投入规模",
    "投资总额",
    "资金总额",
    "计划资金",
    "下达资金",
    "安排资金",
    "批复资金",
];
const DONE: [&str; 13] = [
    "完成投资",
    "完成投入",
    "实际完成",
    "已完成",
    "完成资金",
    "实际投入",
    "实际支出",
    "支出资金",
    "已支出",
    "已拨付",
    "拨付资金",
    "实际拨付",
    "报账",
];

/// 计划投入 = 中央 + 省 + 市 + 县 …, in columns or in the words of 资金来源; 完成 ≤ 计划.
pub(super) fn check(table: &Table) -> Vec<Finding> {
    let planned = only(table, &PLANNED, &DONE);
    let mut findings = Vec::new();
    for group in groups(table) {
        let within = group.total.or(planned.filter(|at| !group.sources.contains(at) && !group.is_of_what_was_done));
        if let Some(total) = within.filter(|_| group.sources.len() > 1) {
            findings.extend(table.rows.iter().filter_map(|row| sources(table, row, &group.sources, total)));
        }
    }
    let Some(planned) = planned else { return findings };
    if let Some(at) =
        table.columns.iter().position(|column| column.class == Class::Text && column.name().contains("来源"))
    {
        findings.extend(table.data_rows().filter_map(|row| said(table, row, at, planned)));
    }
    if let Some(done) = only(table, &DONE, &[]) {
        findings.extend(table.rows.iter().filter_map(|row| exceeds(table, row, done, planned)));
    }
    findings
}

/// The single column of money whose name says one of the words, and none of those that it must not.
fn only(table: &Table, words: &[&str], not: &[&str]) -> Option<usize> {
    let says = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
    let named = table.columns.iter().enumerate().filter(|(_, column)| {
        let name = heading::bare(&column.name());
        let lowest = column.header.last().map(|level| heading::bare(level)).unwrap_or_default();
        // Under one heading with its sources a column is their sum, or one of them.
        let whole = column.header.len() == 1 || says(&lowest, words) || is_sum(&lowest);
        column.class == Class::Amount && whole && says(&name, words) && !says(&name, not)
    });
    let mut named = named.map(|(at, _)| at);
    named.next().filter(|_| named.next().is_none())
}

/// Columns of sources under one heading.
struct Group {
    sources: Vec<usize>,
    /// 小计 or 合计 under the same heading.
    total: Option<usize>,
    is_of_what_was_done: bool,
}

fn is_sum(lowest: &str) -> bool {
    matches!(lowest, "小计" | "合计" | "总额" | "总计" | "金额")
}

fn groups(table: &Table) -> Vec<Group> {
    let mut groups: Vec<(&[String], Group)> = Vec::new();
    for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| column.class == Class::Amount) {
        let Some((lowest, above)) = column.header.split_last() else { continue };
        let lowest = heading::bare(lowest);
        let is_source = SOURCES.iter().any(|word| lowest.contains(word));
        // Without a heading above it a 合计 stands for no one group.
        let is_total = !above.is_empty() && is_sum(&lowest);
        if !is_source && !is_total {
            continue;
        }
        let place = groups.iter().position(|(heading, _)| *heading == above).unwrap_or_else(|| {
            let is_of_what_was_done =
                above.iter().any(|level| ["完成", "支出", "拨付", "报账"].iter().any(|word| level.contains(word)));
            groups.push((above, Group { sources: Vec::new(), total: None, is_of_what_was_done }));
            groups.len() - 1
        });
        let group = &mut groups[place].1;
        if is_total { group.total = Some(at) } else { group.sources.push(at) }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// How much it is in 元.
fn yuan(table: &Table, row: &Row, at: usize) -> Option<Decimal> {
    number(row, at)?.checked_mul(Decimal::from(unit(table, at)))
}

/// How many 元 one of the column's figures is; a column that does not say is written as those that do.
fn unit(table: &Table, at: usize) -> u32 {
    let says = |at: usize| table.columns[at].name().contains('元');
    let other = || (0..table.columns.len()).find(|other| table.columns[*other].class == Class::Amount && says(*other));
    let at = if says(at) { at } else { other().unwrap_or(at) };
    columns::unit(&table.columns[at])
}

fn sources(table: &Table, row: &Row, from: &[usize], total: usize) -> Option<Finding> {
    let written = yuan(table, row, total)?;
    let amounts = from.iter().filter_map(|at| yuan(table, row, *at));
    let sum = amounts.fold(None, |sum: Option<Decimal>, amount| sum.unwrap_or_default().checked_add(amount))?;
    if written == sum {
        return None;
    }
    let names = from.iter().map(|at| table.columns[*at].name()).collect::<Vec<_>>().join("、");
    Some(wrong(table, row, total, written, sum, &format!("{names}相加")))
}

/// 中央资金50万元，县级配套10万元: amounts with their unit, two at least.
fn said(table: &Table, row: &Row, at: usize, planned: usize) -> Option<Finding> {
    let Some(Cell::Text(text)) = row.cells.get(at) else { return None };
    let written = yuan(table, row, planned)?;
    let amounts = amounts(text);
    if amounts.len() < 2 {
        return None;
    }
    let sum = amounts.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)?;
    (written != sum).then(|| wrong(table, row, planned, written, sum, "资金来源里的各项相加"))
}

/// Every number that is followed by 万元 or 元, in 元. A number without a unit (一个年份) is no money.
fn amounts(text: &str) -> Vec<Decimal> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = &rest[start..];
        let end = from.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(from.len());
        let (digits, behind) = from.split_at(end);
        let unit = match behind.trim_start() {
            behind if behind.starts_with("万") => Some(10_000),
            behind if behind.starts_with("元") => Some(1),
            _ => None,
        };
        let number = digits.replace(',', "").parse::<Decimal>().ok();
        found.extend(number.zip(unit).and_then(|(number, unit)| number.checked_mul(Decimal::from(unit))));
        rest = behind;
    }
    found
}

fn exceeds(table: &Table, row: &Row, done: usize, planned: usize) -> Option<Finding> {
    let (spent, plan) = (yuan(table, row, done)?, yuan(table, row, planned)?);
    if spent <= plan {
        return None;
    }
    let name = table.columns[done].name();
    let (spent, plan, difference) = differ(in_unit(table, done, spent), in_unit(table, done, plan));
    let text = format!(
        "{}写的是 {spent}，计划是 {plan}，超出 {difference}。完成的不应超过计划，请核对；确有追加的，请在备注里说明。",
        place(row, &name)
    );
    Some(at_cell(row, name, Severity::Warning, FindingKind::Formula, text))
}

fn wrong(table: &Table, row: &Row, at: usize, written: Decimal, sum: Decimal, how: &str) -> Finding {
    let name = table.columns[at].name();
    let (written, sum, difference) = differ(in_unit(table, at, written), in_unit(table, at, sum));
    let text = format!("{}写的是 {written}，{how}是 {sum}，相差 {difference}。", place(row, &name));
    at_cell(row, name, Severity::Warning, FindingKind::Formula, text)
}

/// 元 in the column's own unit.
fn in_unit(table: &Table, at: usize, yuan: Decimal) -> Decimal {
    money::round(yuan / Decimal::from(unit(table, at)), 6).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::{Column, Role};

    fn table(columns: &[&str], rows: &[(Role, &[&str])]) -> Table {
        let column = |name: &&str| {
            let header: Vec<String> = name.split('/').map(str::to_owned).collect();
            let text = ["项目名称", "资金来源", "备注"].contains(name);
            Column { header, ..Column::new("", if text { Class::Text } else { Class::Amount }) }
        };
        let columns: Vec<Column> = columns.iter().map(column).collect();
        let mut table = Table::new(columns.clone());
        for (at, (role, cells)) in rows.iter().enumerate() {
            let cells = cells.iter().zip(&columns).map(|(cell, column)| Cell::parse(cell, column.class)).collect();
            table.push(*role, cells, Some(u32::try_from(at).unwrap() + 4));
        }
        table
    }

    fn told(table: &Table) -> Vec<String> {
        check(table).into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn what_is_planned_is_the_sum_of_its_sources() {
        let columns = ["项目名称", "资金规模（万元）", "资金来源/中央", "资金来源/省级", "资金来源/县级"];
        let rows: [(Role, &[&str]); 3] = [
            (Role::Data, &["产业路", "86", "60", "20", "6"]),
            (Role::Data, &["茶园低改", "45.5", "40", "", "5"]),
            (Role::Total, &["合计", "131.5", "100", "20", "11.5"]),
        ];
        let told = told(&table(&columns, &rows));
        assert_eq!(
            told,
            [
                "第 5 行“资金规模（万元）”写的是 45.50，资金来源/中央、资金来源/省级、资金来源/县级相加是 45.00，相差 0.50。"
            ]
        );
    }

    #[test]
    fn plan_and_what_was_done_are_each_held_against_their_own_sources_and_done_is_no_more_than_planned() {
        let columns = [
            "项目名称",
            "计划投入/合计",
            "计划投入/中央",
            "计划投入/县级",
            "完成投资/合计",
            "完成投资/中央",
            "完成投资/县级",
        ];
        let rows: [(Role, &[&str]); 3] = [
            (Role::Data, &["产业路", "86", "80", "6", "86", "80", "6"]),
            (Role::Data, &["饮水", "30", "20", "10", "28", "20", "6"]),
            (Role::Data, &["茶园", "30", "20", "10", "31", "20", "11"]),
        ];
        let told = told(&table(&columns, &rows));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("第 5 行“完成投资/合计”写的是 28，") && told[0].contains("相差 2"), "{told:?}");
        assert!(told[1].starts_with("第 6 行“完成投资/合计”写的是 31，计划是 30，超出 1。"), "{told:?}");
    }

    #[test]
    fn sources_that_stand_in_words_are_added_up_too() {
        let columns = ["项目名称", "资金来源", "资金规模（万元）"];
        let rows: [(Role, &[&str]); 4] = [
            (Role::Data, &["产业路", "2026年中央衔接资金50万元，县级配套10万元", "60"]),
            (Role::Data, &["饮水", "省级20万元、自筹35,000元", "23"]),
            (Role::Data, &["茶园", "中央衔接资金", "45.5"]),
            (Role::Data, &["圈舍", "2026年第2批", "12"]),
        ];
        let told = told(&table(&columns, &rows));
        assert_eq!(told, ["第 5 行“资金规模（万元）”写的是 23.00，资金来源里的各项相加是 23.50，相差 0.50。"]);
    }

    #[test]
    fn yuan_and_wan_are_compared_as_what_they_are() {
        let columns = ["项目名称", "总投资（万元）", "已拨付（元）"];
        let rows: [(Role, &[&str]); 2] =
            [(Role::Data, &["产业路", "86", "860000"]), (Role::Data, &["饮水", "28.75", "287500.01"])];
        let told = told(&table(&columns, &rows));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("287,500.01") && told[0].contains("超出 0.01"), "{told:?}");
    }
}
