//! The file's columns and the kind's: 户主姓名 is 户主, 应发金额 is 补贴金额.

use super::{are_same, bare, class_of, is_unit, unit_in};
use crate::domain::kind::Kind;
use crate::domain::table::{Class, Column, Table};

/// Below this (of 100) two names are not the same column.
const THRESHOLD: i32 = 60;

/// For each of the kind's columns (`Kind::expected_columns`) the table's column that is meant, each used once, and none of
/// those that a person set apart.
pub fn matches(table: &Table, kind: &Kind, apart: &[usize]) -> Vec<Option<usize>> {
    let scores: Vec<Vec<i32>> = kind
        .expected_columns()
        .iter()
        .map(|wanted| {
            let columns = table.columns.iter().enumerate();
            columns.map(|(at, column)| if apart.contains(&at) { 0 } else { score(wanted, column, table) }).collect()
        })
        .collect();
    assign(&scores)
}

/// The one column that a name of the rules means best; `None` where none is like it.
pub fn best(table: &Table, name: &str) -> Option<usize> {
    let scored = table.columns.iter().map(|column| score(name, column, table));
    let best = scored.enumerate().rev().max_by_key(|(_, score)| *score);
    best.filter(|(_, score)| *score >= THRESHOLD).map(|(at, _)| at)
}

/// The best one-to-one assignment, by augmenting along better and better exchanges; the tables are small.
fn assign(scores: &[Vec<i32>]) -> Vec<Option<usize>> {
    let mut order: Vec<(i32, usize, usize)> = Vec::new();
    for (wanted, row) in scores.iter().enumerate() {
        order.extend(
            row.iter().enumerate().filter(|(_, score)| **score >= THRESHOLD).map(|(at, score)| (*score, wanted, at)),
        );
    }
    order.sort_by_key(|(score, wanted, at)| (-score, *wanted, *at));
    let mut of_wanted = vec![None; scores.len()];
    let mut taken = vec![false; scores.first().map_or(0, Vec::len)];
    for (_, wanted, at) in order {
        if of_wanted[wanted].is_none() && !taken[at] {
            of_wanted[wanted] = Some(at);
            taken[at] = true;
        }
    }
    while improve(scores, &mut of_wanted) {}
    of_wanted
}

/// Exchanges the columns of two wanted ones, or moves one on, where the sum of scores grows by it.
fn improve(scores: &[Vec<i32>], of_wanted: &mut [Option<usize>]) -> bool {
    let worth = |wanted: usize, at: Option<usize>| at.map_or(0, |at| scores[wanted][at]);
    let fits = |wanted: usize, at: Option<usize>| at.is_none_or(|at| scores[wanted][at] >= THRESHOLD);
    let columns = scores.first().map_or(0, Vec::len);
    for one in 0..of_wanted.len() {
        for other in (0..of_wanted.len()).filter(|other| *other != one) {
            let (mine, theirs) = (of_wanted[one], of_wanted[other]);
            if theirs.is_none() {
                continue;
            }
            // `one` takes the column of `other`, which takes the best that is then free.
            let free = |at: &usize| !of_wanted.contains(&Some(*at)) || Some(*at) == mine;
            let best =
                (0..columns).filter(free).filter(|at| fits(other, Some(*at))).max_by_key(|at| scores[other][*at]);
            let before = worth(one, mine) + worth(other, theirs);
            if fits(one, theirs) && worth(one, theirs) + worth(other, best) > before {
                of_wanted[one] = theirs;
                of_wanted[other] = best;
                return true;
            }
        }
    }
    false
}

/// How surely a column of the file is the wanted one, of 100.
fn score(wanted: &str, column: &Column, table: &Table) -> i32 {
    let class = class_of(&[wanted.to_owned()], None);
    if class.is_some_and(|class| !may_be(class, column.class)) {
        return 0;
    }
    let levels: Vec<&String> = column.header.iter().filter(|level| !is_unit(level)).collect();
    let leaf = levels.last().map(|level| bare(level)).unwrap_or_default();
    let joined: String = levels.iter().map(|level| bare(level)).collect();
    let year = year_score(wanted, column, table);
    let best = alternatives(wanted)
        .iter()
        .flat_map(|wanted| {
            [&leaf, &joined].map(|name| match () {
                () if name == wanted => 100,
                () if are_same(name, wanted) => 95,
                () => similarity(name, wanted),
            })
        })
        .max()
        .unwrap_or_default();
    let unit_differs = match (unit_in(wanted), levels.last().and_then(|level| unit_in(level))) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    };
    year.unwrap_or(best) - if unit_differs { 5 } else { 0 }
}

/// 乡镇（户主） may be either.
fn alternatives(wanted: &str) -> Vec<String> {
    let mut names = vec![bare(wanted)];
    if unit_in(wanted).is_none()
        && let Some((_, inner)) = wanted.split_once('（')
    {
        names.push(inner.trim_end_matches('）').to_owned());
    }
    names
}

/// Classes that name the same thing loosely enough; a rate is never an amount, a person never a figure.
fn may_be(wanted: Class, has: Class) -> bool {
    let group = |class: Class| match class {
        Class::Serial => 0,
        Class::Name | Class::Group | Class::Text | Class::Address | Class::Health => 1,
        Class::Amount => 2,
        Class::Quantity => 3,
        Class::Rate => 4,
        Class::Date => 5,
        Class::IdNumber => 6,
        Class::BankCard => 7,
        Class::Phone => 8,
    };
    let numeric = |class: Class| matches!(class, Class::Amount | Class::Quantity | Class::Rate);
    // A month's amount is a standard in one table and paid money in another.
    group(wanted) == group(has)
        || (numeric(wanted) && numeric(has) && wanted != Class::Quantity && has != Class::Quantity)
        || (has == Class::Text || wanted == Class::Text) && !matches!(has, Class::IdNumber | Class::BankCard)
}

/// 上年 and 本年 are years in the file: the later one is this year's.
fn year_score(wanted: &str, column: &Column, table: &Table) -> Option<i32> {
    let is_last = wanted.starts_with("上年");
    let rest = wanted.strip_prefix("上年").or_else(|| wanted.strip_prefix("本年"))?;
    let year = year_of(column)?;
    let others = table.columns.iter().filter(|other| *other != column).filter_map(year_of);
    let is_earlier = others.into_iter().any(|other| other > year);
    let name: String = column.header.iter().map(|level| bare(level)).collect();
    let score = if name == bare(rest) { 98 } else { similarity(&name, &bare(rest)) };
    Some(if is_last == is_earlier { score } else { 0 })
}

fn year_of(column: &Column) -> Option<u16> {
    let name = column.name();
    let (before, _) = name.split_once('年')?;
    let start = before.len().checked_sub(4)?;
    before.get(start..)?.parse().ok()
}

/// The share of characters that both have in the same order, of 90; names of one character are never alike.
pub fn similarity(one: &str, other: &str) -> i32 {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() < 2 || other.len() < 2 {
        return 0;
    }
    let mut lengths = vec![0usize; other.len() + 1];
    for a in &one {
        let mut diagonal = 0;
        for (at, b) in other.iter().enumerate() {
            let above = lengths[at + 1];
            lengths[at + 1] = if a == b { diagonal + 1 } else { above.max(lengths[at]) };
            diagonal = above;
        }
    }
    let common = lengths[other.len()];
    i32::try_from(common * 180 / (one.len() + other.len())).unwrap_or_default()
}
