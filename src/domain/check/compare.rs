//! Comparison columns: 增减额 = 本年 − 上年, 增减% = 增减额 ÷ 上年.

use rust_decimal::Decimal;

use super::{at_cell, differ, number, place};
use crate::domain::edit::Edit;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::money;
use crate::domain::table::{Cell, Class, Column, Row, Table};

/// Where a table compares two periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// 上年, 上期
    pub before: usize,
    /// 本年, 本期
    pub now: usize,
    /// 增减额
    pub change: Option<usize>,
    /// 增减%
    pub share: Option<usize>,
}

const BEFORE: [&str; 6] = ["上年", "上期", "去年", "上季", "上月", "上一年"];
const NOW: [&str; 6] = ["本年", "本期", "今年", "本季", "本月", "当年"];
const SHARE: [&str; 6] = ["%", "％", "幅度", "增减率", "比例", "百分比"];

impl Comparison {
    /// The columns by their names; years are told apart (2025年 before 2026年). `None` where there is no comparison, or more
    /// than one.
    pub fn of(table: &Table) -> Option<Self> {
        let columns = || table.columns.iter().enumerate();
        let is_change = |name: &str| ["增减", "增长", "变动"].iter().any(|word| name.contains(word));
        let is_share = |name: &str| SHARE.iter().any(|word| name.contains(word));
        let only = |fits: &dyn Fn(&Column) -> bool| {
            let mut found = columns().filter(|(_, column)| fits(column)).map(|(at, _)| at);
            found.next().filter(|_| found.next().is_none())
        };
        let figure =
            |column: &Column| matches!(column.class, Class::Amount | Class::Quantity) && !is_change(&column.name());
        let named =
            |words: &[&str]| only(&|column| figure(column) && words.iter().any(|word| column.name().contains(word)));
        let (before, now) = named(&BEFORE).zip(named(&NOW)).or_else(|| by_year(table, &figure))?;
        let change = only(&|column| is_change(&column.name()) && !is_share(&column.name()));
        let share = only(&|column| is_change(&column.name()) && is_share(&column.name()));
        (before != now && (change.is_some() || share.is_some())).then_some(Self { before, now, change, share })
    }

    fn figures(self, row: &Row) -> Option<(Decimal, Decimal)> {
        Some((number(row, self.before)?, number(row, self.now)?))
    }
}

/// Two columns of figures whose years follow each other.
fn by_year(table: &Table, figure: &dyn Fn(&Column) -> bool) -> Option<(usize, usize)> {
    let dated: Vec<(usize, u32)> = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| figure(column))
        .filter_map(|(at, column)| Some((at, year_in(&column.name())?)))
        .collect();
    let [(one, first), (two, second)] = dated[..] else { return None };
    if first + 1 == second { Some((one, two)) } else { (second + 1 == first).then_some((two, one)) }
}

fn year_in(name: &str) -> Option<u32> {
    let digits: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4).collect();
    digits.first()?.parse().ok().filter(|year| (1990..2100).contains(year))
}

/// 增减% to one decimal; `None`: there was nothing to compare with.
fn share(before: Decimal, now: Decimal, scale: u32) -> Option<Decimal> {
    let change = now.checked_sub(before)?;
    let share = change.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)?;
    Some(money::round(share, scale))
}

/// `told`: what was found before; a figure that is wrong already is not told again by what follows from it.
pub(super) fn check(table: &Table, told: &[Finding]) -> Vec<Finding> {
    let Some(comparison) = Comparison::of(table) else { return Vec::new() };
    let mut findings = Vec::new();
    for row in &table.rows {
        let Some((before, now)) = comparison.figures(row) else { continue };
        let names = [comparison.before, comparison.now].map(|at| table.columns[at].name());
        let is_told = |finding: &Finding| {
            finding.key == Some(row.key) && finding.column.as_ref().is_some_and(|column| names.contains(column))
        };
        if told.iter().any(is_told) {
            continue;
        }
        if let Some((at, written)) = comparison.change.and_then(|at| Some((at, number(row, at)?)))
            && let Some(computed) = now.checked_sub(before)
            && written != computed
        {
            findings.push(wrong(table, row, at, written, computed, "本年减上年"));
        }
        let Some((at, written)) = comparison.share.and_then(|at| Some((at, number(row, at)?))) else { continue };
        match share(before, now, written.scale().min(4)) {
            Some(computed) if computed != written => {
                findings.push(wrong(table, row, at, written, computed, "按增减额除以上年数"));
            }
            Some(_) => {}
            None => {
                let name = table.columns[at].name();
                let text = format!("{}写了数，可是上年数是 0，算不出增减幅度，应当留空或写“—”。", place(row, &name));
                findings.push(at_cell(row, name, Severity::Warning, FindingKind::Formula, text));
            }
        }
    }
    findings
}

fn wrong(table: &Table, row: &Row, at: usize, written: Decimal, computed: Decimal, how: &str) -> Finding {
    let name = table.columns[at].name();
    let (written, computed, difference) = differ(written, computed);
    let text = format!("{}写的是 {written}，{how}是 {computed}，相差 {difference}。", place(row, &name));
    at_cell(row, name, Severity::Warning, FindingKind::Formula, text)
}

/// Fills 增减额 and 增减% wherever both years have a figure, to as many decimals as a figure there has already; `None`:
/// everything is as it should be.
pub(super) fn filled(table: &Table) -> Option<Edit> {
    let comparison = Comparison::of(table)?;
    let mut cells = Vec::new();
    for row in &table.rows {
        let Some((before, now)) = comparison.figures(row) else { continue };
        let mut put = |at: usize, figure: Decimal| {
            if number(row, at) != Some(figure) {
                cells.push((row.key, at, Cell::Number(figure)));
            }
        };
        if let Some((at, change)) = comparison.change.zip(now.checked_sub(before)) {
            put(at, change);
        }
        let Some(at) = comparison.share else { continue };
        let scale = number(row, at).map_or(1, |written| written.scale().min(4));
        match share(before, now, scale) {
            Some(share) => put(at, share),
            // A mark of the office's own for "nothing" stays.
            None if matches!(row.cells.get(at), Some(Cell::Text(_))) => {}
            None => cells.push((row.key, at, Cell::text("—"))),
        }
    }
    (!cells.is_empty()).then_some(Edit::SetCells(cells))
}

/// The same for the cells alone in which nothing stands: a figure that was written is checked, not replaced.
pub fn filled_where_blank(table: &Table) -> Option<Edit> {
    let Some(Edit::SetCells(mut cells)) = filled(table) else { return None };
    cells.retain(|(key, at, _)| {
        let row = table.rows.iter().find(|row| row.key == *key);
        row.and_then(|row| row.cells.get(*at)).is_none_or(Cell::is_blank)
    });
    (!cells.is_empty()).then_some(Edit::SetCells(cells))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::table::Role;

    fn sangong(rows: &[[&str; 4]]) -> Table {
        let header = |levels: &[&str]| Column {
            header: levels.iter().map(|level| (*level).to_owned()).collect(),
            ..Column::new("", Class::Amount)
        };
        let mut table = Table::new(vec![
            Column::new("项目", Class::Text),
            header(&["2025年预算数"]),
            header(&["2026年预算数"]),
            header(&["比上年增减", "金额"]),
            header(&["比上年增减", "幅度（%）"]),
        ]);
        for (at, row) in rows.iter().enumerate() {
            let mut cells = vec![Cell::text(format!("第{at}项"))];
            cells.extend(row.iter().map(|cell| Cell::parse(cell, Class::Amount)));
            table.push(Role::Data, cells, Some(4));
        }
        table
    }

    #[test]
    fn years_in_headers_tell_which_figure_is_compared_with_which() {
        let comparison = Comparison::of(&sangong(&[])).expect("a comparison");
        assert_eq!(comparison, Comparison { before: 1, now: 2, change: Some(3), share: Some(4) });
    }

    #[test]
    fn a_wrong_difference_and_a_wrong_share_are_told_with_the_right_ones() {
        let findings = check(&sangong(&[["12.00", "9.00", "-3.00", "-25.0"], ["8.00", "9.00", "2.00", "10.0"]]), &[]);
        let texts: Vec<&str> = findings.iter().map(|finding| finding.text.as_str()).collect();
        assert_eq!(texts.len(), 2);
        assert!(texts[0].contains("是 1，"), "{texts:?}");
        assert!(texts[1].contains("12.50"), "{texts:?}");
    }

    #[test]
    fn a_share_of_nothing_is_a_dash_and_not_a_number() {
        let mut table = sangong(&[["0", "3.00", "", ""]]);
        let edit = filled(&table).expect("cells to fill");
        table.apply(edit);
        assert_eq!(table.rows[0].cells[3], Cell::parse("3.00", Class::Amount));
        assert_eq!(table.rows[0].cells[4], Cell::text("—"));
        assert_eq!(check(&table, &[]), []);
        assert_eq!(check(&sangong(&[["0", "3.00", "3.00", "100"]]), &[]).len(), 1);
    }

    #[test]
    fn a_table_without_comparison_has_none() {
        let columns = ["日期", "收入", "支出"].map(|name| Column::new(name, Class::Amount));
        assert_eq!(Comparison::of(&Table::new(columns.to_vec())), None);
    }

    proptest! {
        #[test]
        fn what_is_filled_in_is_never_found_wrong(rows in prop::collection::vec((-9_999_999_i64..9_999_999, -9_999_999_i64..9_999_999), 1..20)) {
            let mut table = sangong(&[]);
            for (before, now) in rows {
                let figures = [before, now].map(|figure| Cell::Number(Decimal::new(figure, 2)));
                let [before, now] = figures;
                table.push(Role::Data, vec![Cell::text("项"), before, now], None);
            }
            if let Some(edit) = filled(&table) {
                table.apply(edit);
            }
            prop_assert_eq!(check(&table, &[]), []);
            prop_assert_eq!(filled(&table), None);
        }
    }
}
