//! Formulas of the kinds: `a * b = c` in columns, `合计 = x + y` in rows.

use rust_decimal::Decimal;

use super::compute::Figure;
use super::{at_cell, columns, differ, number, place};
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::kind::Kind;
use crate::domain::money;
use crate::domain::table::{Cell, Class, Column, Role, Row, Table};

/// Signed products of names.
type Side = Vec<(Sign, Vec<String>)>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
}

#[derive(Debug, PartialEq, Eq)]
struct Formula {
    left: Side,
    right: Side,
}

#[derive(Default)]
pub(super) struct Outcome {
    pub(super) findings: Vec<Finding>,
    /// A formula said which rows the 合计 adds up.
    pub(super) replace_totals: bool,
}

pub(super) fn check(table: &Table, kind: &Kind) -> Outcome {
    let mut outcome = Outcome::default();
    let mut products = false;
    for formula in kind.checks.iter().filter_map(|text| parse(text)) {
        if let Some((factors, result)) = product(table, &formula) {
            products = true;
            outcome.findings.extend(check_products(table, &factors, result));
        } else if let Some((total, terms)) = row_sum(table, &formula) {
            outcome.replace_totals = true;
            outcome.findings.extend(check_rows(table, total, &terms));
        }
    }
    if !products && let Some((factors, result)) = implied(table) {
        outcome.findings.extend(check_products(table, &factors, result));
    }
    outcome
}

/// What the rows that a formula names as sums are to say.
pub(super) fn row_sums(table: &Table, kind: &Kind) -> Vec<Figure> {
    let formulas = kind.checks.iter().filter_map(|text| parse(text));
    let mut figures = Vec::new();
    for formula in formulas.filter(|formula| product(table, formula).is_none()) {
        let Some((total, terms)) = row_sum(table, &formula) else { continue };
        let told = |at: &usize| terms.iter().any(|(_, row)| number(row, *at).is_some());
        figures.extend(sum_columns(table).filter(told).map(|at| (total.key, at, signed_sum(&terms, at))));
    }
    figures
}

/// Names are held apart by spaces around the signs, so a name may contain "/" or brackets.
fn parse(text: &str) -> Option<Formula> {
    let (left, right) = text.split_once(" = ")?;
    Some(Formula { left: side(left), right: side(right) })
}

fn side(text: &str) -> Side {
    let mut side = vec![(Sign::Plus, Vec::new())];
    for word in text.split_whitespace() {
        match (word, side.last_mut()) {
            ("+", _) => side.push((Sign::Plus, Vec::new())),
            ("-" | "−", _) => side.push((Sign::Minus, Vec::new())),
            ("*" | "×", _) | (_, None) => {}
            (name, Some((_, names))) => names.push(name.to_owned()),
        }
    }
    side
}

/// Factors and result, where the formula is one product of columns.
fn product(table: &Table, formula: &Formula) -> Option<(Vec<usize>, usize)> {
    let ([(_, factors)], [(_, result)]) = (formula.left.as_slice(), formula.right.as_slice()) else { return None };
    let [result] = result.as_slice() else { return None };
    let factors: Option<Vec<usize>> = factors.iter().map(|name| columns::find(table, name)).collect();
    let (factors, result) = (factors?, columns::find(table, result)?);
    (factors.len() > 1 && !factors.contains(&result)).then_some((factors, result))
}

/// 面积 × 标准 = 金额 holds wherever a table has one of each, whether the rule says so or not.
fn implied(table: &Table) -> Option<(Vec<usize>, usize)> {
    let mut areas = (0..table.columns.len())
        .filter(|at| table.columns[*at].class == Class::Quantity && table.columns[*at].name().contains("面积"));
    let area = areas.next()?;
    if areas.next().is_some() {
        return None;
    }
    Some((vec![area, columns::only(table, Class::Rate)?], columns::only(table, Class::Amount)?))
}

fn check_products(table: &Table, factors: &[usize], result: usize) -> Vec<Finding> {
    let unit = |at: usize| Decimal::from(columns::unit(&table.columns[at]));
    let tolerance = tolerance(table, result);
    let mut carried: Vec<Option<Decimal>> = vec![None; factors.len()];
    let mut findings = Vec::new();
    for row in table.data_rows() {
        let mut computed = Some(Decimal::ONE);
        for (nth, at) in factors.iter().enumerate() {
            // A rate merged down over many rows stands only in the first of them.
            let merged = table.columns[*at].class == Class::Rate && row.cells.get(*at).is_none_or(Cell::is_blank);
            let value = if merged { carried[nth] } else { number(row, *at) };
            carried[nth] = value;
            let scaled = value.and_then(|value| value.checked_mul(unit(*at)));
            computed = computed.zip(scaled).and_then(|(product, value)| product.checked_mul(value));
        }
        let (Some(written), Some(computed)) = (number(row, result), computed) else { continue };
        let computed = computed / unit(result);
        if (written - computed).abs() > tolerance {
            findings.push(wrong_product(table, row, factors, result, (written, computed)));
        }
    }
    findings
}

fn wrong_product(
    table: &Table,
    row: &Row,
    factors: &[usize],
    result: usize,
    (written, computed): (Decimal, Decimal),
) -> Finding {
    let name = table.columns[result].name();
    let names: Vec<String> = factors.iter().map(|at| table.columns[*at].name()).collect();
    let (written, computed, difference) = differ(written, money::round(computed, 2));
    let place = place(row, &name);
    let how = names.join(" × ");
    let text = format!("{place}写的是 {written}，{how} 是 {computed}，相差 {difference}。");
    at_cell(row, name, Severity::Warning, FindingKind::Formula, text)
}

/// Half of the smallest figure the column is written in: to fen, or to whole 元 where an office rounds all to 元.
fn tolerance(table: &Table, at: usize) -> Decimal {
    let scales = table.data_rows().filter_map(|row| number(row, at)).map(|number| number.normalize().scale());
    Decimal::new(5, scales.max().unwrap_or(2).min(2) + 1)
}

/// The row that is a sum and the signed rows it adds up, where the formula names rows.
fn row_sum<'a>(table: &'a Table, formula: &Formula) -> Option<(&'a Row, Vec<(Sign, &'a Row)>)> {
    let [(_, total)] = formula.left.as_slice() else { return None };
    let [total] = total.as_slice() else { return None };
    let total = row_named(table, total)?;
    let mut terms = Vec::new();
    for (sign, names) in &formula.right {
        let [name] = names.as_slice() else { return None };
        // A row the office left out counts as nothing.
        if let Some(row) = row_named(table, name) {
            terms.push((*sign, row));
        }
    }
    (!terms.is_empty()).then_some((total, terms))
}

fn row_named<'a>(table: &'a Table, name: &str) -> Option<&'a Row> {
    let label = |row: &Row| {
        row.cells.iter().find_map(|cell| match cell {
            Cell::Text(text) if !text.trim().is_empty() => Some(bare(text)),
            _ => None,
        })
    };
    let wanted = bare(name);
    let role = |row: &&Row| wanted == "合计" && row.role == Role::Total;
    let same = |row: &&Row| row.role != Role::Part && label(row).is_some_and(|label| label == wanted);
    table.rows.iter().find(role).or_else(|| table.rows.iter().find(same))
}

/// A row's name without its number: 1.因公出国（境）费, 二、公务接待费.
fn bare(label: &str) -> String {
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    let mark = |c: char| matches!(c, '.' | '．' | '、' | '）' | ')');
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十（(".contains(c);
    let end = label.find(|c| !numeral(c)).unwrap_or(0);
    match label[end..].chars().next() {
        Some(c) if end > 0 && mark(c) => label[end + c.len_utf8()..].trim_start_matches(mark).to_owned(),
        _ => label,
    }
}

/// The columns whose figures such a row adds up.
fn sum_columns(table: &Table) -> impl Iterator<Item = usize> {
    let figures = |column: &Column| {
        columns::is_summable(column) || column.class == Class::Amount && !column.name().contains(['%', '％'])
    };
    table.columns.iter().enumerate().filter(move |(_, column)| figures(column)).map(|(at, _)| at)
}

fn signed_sum(terms: &[(Sign, &Row)], at: usize) -> Decimal {
    terms.iter().fold(Decimal::ZERO, |sum, (sign, row)| {
        let value = number(row, at).unwrap_or_default();
        if *sign == Sign::Plus { sum + value } else { sum - value }
    })
}

fn check_rows(table: &Table, total: &Row, terms: &[(Sign, &Row)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for at in sum_columns(table) {
        let Some(written) = number(total, at) else { continue };
        let computed = signed_sum(terms, at);
        if written != computed {
            let name = table.columns[at].name();
            let (written, computed, difference) = differ(written, computed);
            let text =
                format!("{}：合计行写的是 {written}，各项相加是 {computed}，相差 {difference}。", place(total, &name));
            findings.push(at_cell(total, name, Severity::Warning, FindingKind::Formula, text));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_hold_slashes_and_brackets() {
        let formula = parse("补贴面积（亩） * 补贴标准（元/亩） = 补贴金额（元）").expect("a formula");
        assert_eq!(formula.left, [(Sign::Plus, vec!["补贴面积（亩）".to_owned(), "补贴标准（元/亩）".to_owned()])]);
        let formula = parse("期初余额 + 收入合计 - 支出合计 = 期末余额").expect("a formula");
        assert_eq!(formula.left.len(), 3);
        assert_eq!(formula.left[2].0, Sign::Minus);
    }

    #[test]
    fn a_rows_name_is_known_behind_its_number() {
        for label in ["1.因公出国（境）费", "一、因公出国（境）费", "（一）因公出国（境）费", "因公出国（境）费"]
        {
            assert_eq!(bare(label), "因公出国（境）费");
        }
    }
}
