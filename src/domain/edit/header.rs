//! Header cells merged and split by hand: a label over neighbouring columns.

use std::ops::{Range, RangeInclusive};

use super::Edit;
use crate::domain::table::{Column, Table};

/// As many levels as a header may have.
const LEVELS: usize = 4;

/// 合并表头: puts a label over the columns, below those that they already share. `None` for fewer than two columns, and
/// where a level more would be the fifth.
pub fn header_merged(table: &Table, columns: RangeInclusive<usize>, label: &str) -> Option<Edit> {
    let range = *columns.start()..(*columns.end() + 1).min(table.columns.len());
    let chosen = table.columns.get(range.clone()).filter(|chosen| chosen.len() > 1)?;
    if chosen.iter().any(|column| column.header.len() >= LEVELS) {
        return None;
    }
    let shared = shared(chosen);
    change(table, range, |header| header.insert(shared.min(header.len()), label.to_owned()))
}

/// 拆分表头: takes the lowest label off that the columns share, from all that it stands over; of one column its own.
pub fn header_split(table: &Table, columns: RangeInclusive<usize>) -> Option<Edit> {
    let range = *columns.start()..(*columns.end() + 1).min(table.columns.len());
    let chosen = table.columns.get(range.clone()).filter(|chosen| !chosen.is_empty())?;
    let level = shared(chosen).checked_sub(1)?;
    change(table, run(table, range.start, level), |header| drop(header.remove(level)))
}

/// The label that stands over a column and its neighbours, and the columns it stands over.
pub fn header_over(table: &Table, at: usize) -> Option<(&str, Range<usize>)> {
    let column = table.columns.get(at)?;
    let level = shared(std::slice::from_ref(column)).checked_sub(1)?;
    Some((&column.header[level], run(table, at, level)))
}

/// Gives the label over a column another wording.
pub fn header_renamed(table: &Table, at: usize, label: &str) -> Option<Edit> {
    let level = shared(std::slice::from_ref(table.columns.get(at)?)).checked_sub(1)?;
    change(table, run(table, at, level), |header| header[level] = label.to_owned())
}

/// How many levels from the top the columns have in common, the name of each left out.
fn shared(columns: &[Column]) -> usize {
    let Some(first) = columns.first() else { return 0 };
    let most = columns.iter().map(|column| column.header.len().saturating_sub(1)).min().unwrap_or(0);
    (0..most).take_while(|level| columns.iter().all(|column| column.header[*level] == first.header[*level])).count()
}

/// The columns around `at` that share its labels down to `level`.
fn run(table: &Table, at: usize, level: usize) -> Range<usize> {
    let path = &table.columns[at].header[..=level];
    let same = |column: &Column| column.header.len() > level + 1 && column.header.starts_with(path);
    let before = table.columns[..at].iter().rev().take_while(|column| same(column)).count();
    let after = table.columns[at..].iter().take_while(|column| same(column)).count();
    at - before..at + after
}

fn change(table: &Table, range: Range<usize>, change: impl Fn(&mut Vec<String>)) -> Option<Edit> {
    let edits = range.map(|at| {
        let mut column = table.columns[at].clone();
        change(&mut column.header);
        Edit::SetColumn(at, column)
    });
    Some(Edit::All(edits.collect())).filter(|edit| !matches!(edit, Edit::All(edits) if edits.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::Class;

    fn table(headers: &[&str]) -> Table {
        let column = |header: &&str| Column {
            header: header.split('/').map(str::to_owned).collect(),
            ..Column::new("", Class::Text)
        };
        Table::new(headers.iter().map(column).collect())
    }

    fn names(table: &Table) -> Vec<String> {
        table.columns.iter().map(Column::name).collect()
    }

    #[test]
    fn columns_get_a_label_over_them_and_lose_it_again() {
        let mut edited = table(&["学校", "走读", "寄宿", "合计"]);
        let before = names(&edited);
        let edit = header_merged(&edited, 1..=2, "小学").expect("an edit");
        let inverse = edited.apply(edit).inverse;
        assert_eq!(names(&edited), ["学校", "小学/走读", "小学/寄宿", "合计"]);
        assert_eq!(header_over(&edited, 2), Some(("小学", 1..3)));
        let split = header_split(&edited, 1..=1).expect("an edit");
        let mut again = edited.clone();
        again.apply(split);
        assert_eq!(names(&again), before);
        edited.apply(inverse);
        assert_eq!(names(&edited), before);
    }

    #[test]
    fn a_label_goes_below_what_the_columns_share() {
        let mut edited = table(&["小学/走读", "小学/寄宿", "小学/合计"]);
        edited.apply(header_merged(&edited, 0..=1, "住校情况").expect("an edit"));
        assert_eq!(names(&edited), ["小学/住校情况/走读", "小学/住校情况/寄宿", "小学/合计"]);
        edited.apply(header_renamed(&edited, 1, "是否住校").expect("an edit"));
        assert_eq!(names(&edited)[..2], ["小学/是否住校/走读", "小学/是否住校/寄宿"]);
        edited.apply(header_split(&edited, 0..=2).expect("an edit"));
        assert_eq!(names(&edited), ["是否住校/走读", "是否住校/寄宿", "合计"]);
    }

    #[test]
    fn there_is_no_fifth_level_and_nothing_to_split_in_a_plain_header() {
        let mut deep = table(&["一/二/三/四", "一/二/三/五"]);
        assert_eq!(header_merged(&deep, 0..=1, "六"), None);
        assert_eq!(header_merged(&deep, 0..=0, "六"), None);
        deep = table(&["学校", "人数"]);
        assert_eq!(header_split(&deep, 0..=1), None);
        assert_eq!(header_over(&deep, 0), None);
    }
}
