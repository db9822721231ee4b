//! Which column a rule means, whatever the file calls it.

use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::heading;
use crate::domain::kind::Kind;
use crate::domain::table::{Class, Column, Table};

/// The column a rule's name stands for: by what both are called, at last by being the only one of its class.
pub(super) fn find(table: &Table, name: &str) -> Option<usize> {
    let exact = table.columns.iter().position(|column| column.name() == name);
    let class = || heading::class_of(&[name.to_owned()], None);
    exact.or_else(|| heading::best(table, name)).or_else(|| only(table, class()?))
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

/// Columns of the kind that the table lacks, each of the table's taken for one only. 备注 and 序号 are never missed.
pub(super) fn missing(table: &Table, kind: &Kind, apart: &[usize]) -> Vec<Finding> {
    let matched = kind.expected_columns().iter().zip(heading::matches(table, kind, apart));
    let lacking = matched.filter(|(name, at)| at.is_none() && !matches!(name.as_str(), "备注" | "序号"));
    let finding = |(name, _): (&String, _)| Finding {
        severity: Severity::Warning,
        kind: FindingKind::MissingColumn,
        key: None,
        block: None,
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
