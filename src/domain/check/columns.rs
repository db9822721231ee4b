//! Which column a rule means, whatever the file calls it.

use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::kind::Kind;
use crate::domain::table::{Class, Column, Table};

/// A name without units, levels and words that change from year to year.
fn bare(name: &str) -> String {
    let mut bare = String::new();
    let mut depth = 0_u32;
    for c in name.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth > 0 || c.is_whitespace() || matches!(c, '/' | ':' | '：' | '“' | '”') => {}
            c => bare.push(c),
        }
    }
    let bare = bare.replace("上年", "").replace("本年", "").replace(['拟', '应', '实'], "");
    bare.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年').to_owned()
}

/// The class of a column that a rule names.
fn class(name: &str) -> Option<Class> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if name == "序号" {
        Some(Class::Serial)
    } else if has(&["标准", "单价", "单台", "每亩"]) {
        Some(Class::Rate)
    } else if has(&["金额", "补贴额", "总额"]) {
        Some(Class::Amount)
    } else if has(&["姓名", "户主", "申请人", "购机者"]) {
        Some(Class::Name)
    } else if has(&["村组"]) {
        Some(Class::Group)
    } else {
        None
    }
}

/// The column a rule's name stands for: by name, by what the names share, at last by being the only one of its class.
pub(super) fn find(table: &Table, name: &str) -> Option<usize> {
    let wanted = bare(name);
    let names: Vec<String> = table.columns.iter().map(Column::name).collect();
    let exact = names.iter().position(|other| other == name);
    let same = || names.iter().position(|other| bare(other) == wanted);
    let within = || {
        let contains = |other: &String| {
            let other = bare(other);
            wanted.chars().count() >= 2 && other.contains(&wanted)
                || other.chars().count() >= 2 && wanted.contains(&other)
        };
        names.iter().position(contains)
    };
    exact.or_else(same).or_else(within).or_else(|| only(table, class(name)?)).or_else(|| {
        let area = wanted.contains("面积");
        area.then(|| names.iter().position(|other| other.contains("面积"))).flatten()
    })
}

/// The single column of a class; of several names the first.
pub(super) fn only(table: &Table, class: Class) -> Option<usize> {
    let mut columns = table.columns.iter().enumerate().filter(|(_, column)| column.class == class);
    let first = columns.next()?.0;
    (class == Class::Name || columns.next().is_none()).then_some(first)
}

/// Whether the column's figures may be added up: not rates, shares, balances.
pub(super) fn is_summable(column: &Column) -> bool {
    const NEVER: [&str; 13] =
        ["%", "％", "幅度", "比例", "占比", "率", "人均", "户均", "标准", "单价", "余额", "结余", "累计"];
    let name = column.name();
    matches!(column.class, Class::Amount | Class::Quantity) && !NEVER.iter().any(|word| name.contains(word))
}

/// Columns of the kind that the table lacks. 备注 and 序号 are never missed.
pub(super) fn missing(table: &Table, kind: &Kind) -> Vec<Finding> {
    let wanted = kind.expected_columns().iter().filter(|name| !matches!(name.as_str(), "备注" | "序号"));
    let lacking = wanted.filter(|name| find(table, name).is_none());
    let finding = |name: &String| Finding {
        severity: Severity::Warning,
        kind: FindingKind::MissingColumn,
        key: None,
        source: None,
        column: Some(name.clone()),
        text: format!("没有找到“{name}”一列。请核对表头，或确认本次公示不需要这一列。"),
    };
    lacking.map(finding).collect()
}

/// How many 元 one of the column's figures is.
pub(super) fn unit(column: &Column) -> u32 {
    let name = column.name();
    if name.contains("万元") { 10_000 } else { 1 }
}
