//! 照上期新建: last period's title moved on by one period, as a suggestion; its figures moved into the comparison column,
//! its closing balance made the opening one.

use jiff::civil::Date;

use super::block::{Block, Matter};
use super::check::{Carried, Comparison};
use super::notice::{Content, Period};
use super::stated;
use super::table::{Cell, Class, Role, Table};

mod text;

/// Last period's notice as the draft of the next: texts, columns and look, with the days it will hang (`period`) in place
/// of its own, its title moved on by `retitle` and its introduction as its title was; with its rows only where asked. Tables that compare two periods, and accounts, are moved on and not copied; the other tables of a set keep their
/// items alone, since a budget with last year's figures in it looks finished and is not.
pub fn content(last: Content, with_rows: bool, retitle: impl Fn(&str) -> String, planned: Planned) -> Content {
    let moved = |table: Table| if with_rows { next(table).0 } else { Table::new(table.columns) };
    let is_set = last.look.front;
    let mut blocks = last.blocks;
    for block in &mut blocks {
        on(block);
        if let Matter::Table(further) = &mut block.matter {
            let (table, is_moved) = next(std::mem::take(&mut further.table));
            further.table = if is_set && !is_moved { without_figures(table) } else { table };
        }
    }
    let table = moved(last.table);
    let title = retitle(&last.title);
    let intro = text::moved(&last.intro, &last.title, &title);
    let intro = stated::moved(&intro, planned.period).unwrap_or(intro);
    Content { title, intro, date: Some(planned.date), period: planned.period, blocks, table, ..last }
}

/// When the next one is signed, and from when to when it hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    pub date: Date,
    pub period: Period,
}

/// Headings and what charts are called; what a paragraph says of the last period is for the clerk to write anew.
fn on(block: &mut Block) {
    match &mut block.matter {
        Matter::Table(further) => further.heading = years(&further.heading),
        Matter::Chart(chart) => chart.title = title(&chart.title),
        _ => {}
    }
}

/// The table of the next period, and whether it is another than that of the last.
fn next(mut table: Table) -> (Table, bool) {
    if let Some(comparison) = Comparison::of(&table) {
        for row in &mut table.rows {
            row.cells[comparison.before] = std::mem::take(&mut row.cells[comparison.now]);
            for at in [comparison.change, comparison.share].into_iter().flatten() {
                row.cells[at] = Cell::Blank;
            }
        }
        for level in table.columns.iter_mut().flat_map(|column| &mut column.header) {
            *level = years(level);
        }
        return (table, true);
    }
    if let Some(carried) = Carried::of(&table) {
        for row in &mut table.rows {
            row.cells[carried.opening] = std::mem::take(&mut row.cells[carried.closing]);
            [carried.income, carried.expense].into_iter().for_each(|at| row.cells[at] = Cell::Blank);
        }
        return (table, true);
    }
    if is_account(&table) { (account(table), true) } else { (table, false) }
}

fn without_figures(mut table: Table) -> Table {
    let is_figure = |class| matches!(class, Class::Amount | Class::Quantity | Class::Rate);
    let figures: Vec<usize> = (0..table.columns.len()).filter(|at| is_figure(table.columns[*at].class)).collect();
    for row in &mut table.rows {
        figures.iter().for_each(|at| row.cells[*at] = Cell::Blank);
    }
    table
}

fn is_account(table: &Table) -> bool {
    table.rows.iter().any(|row| row.role == Role::Opening) && table.rows.iter().any(|row| row.role == Role::Closing)
}

/// What was left at the end is what there is at the beginning; the entries are those of the period that ended.
fn account(mut table: Table) -> Table {
    let number = |cells: &[Cell]| cells.iter().rposition(|cell| cell.number().is_some());
    let closing = table.rows.iter().filter(|row| row.role == Role::Closing);
    let left = closing.filter_map(|row| Some((number(&row.cells)?, row))).next_back();
    let left = left.map(|(at, row)| (at, row.cells[at].clone()));
    table.rows.retain(|row| matches!(row.role, Role::Opening | Role::Closing | Role::Total));
    for row in &mut table.rows {
        row.cells.iter_mut().filter(|cell| cell.number().is_some()).for_each(|cell| *cell = Cell::Blank);
        if row.role == Role::Opening
            && let Some((at, left)) = &left
        {
            row.cells[*at] = left.clone();
        }
    }
    table
}

/// 2025年 → 2026年; where the title names a quarter, a half year, months or 第…期, those move and the year where they
/// begin anew.
pub fn title(last: &str) -> String {
    let moved = quarter(last).or_else(|| half_year(last)).or_else(|| months(last)).or_else(|| issue(last));
    match moved {
        Some((title, true)) => years(&title),
        Some((title, false)) => title,
        None => years(last),
    }
}

/// What one step made of a title, and whether a new year begins by it.
type Moved = Option<(String, bool)>;

fn quarter(title: &str) -> Moved {
    let at = title.find("季度")?;
    let before = &title[..at];
    let mark = before.chars().next_back()?;
    let place = |digits: &str| digits.chars().position(|c| c == mark);
    let (digits, at_now) = ["一二三四", "1234"].iter().find_map(|digits| Some((*digits, place(digits)?)))?;
    let next = digits.chars().nth((at_now + 1) % 4)?;
    Some((format!("{}{next}{}", &before[..before.len() - mark.len_utf8()], &title[at..]), at_now == 3))
}

fn half_year(title: &str) -> Moved {
    if title.contains("上半年") {
        return Some((title.replacen("上半年", "下半年", 1), false));
    }
    title.contains("下半年").then(|| (title.replacen("下半年", "上半年", 1), true))
}

/// 3月, 1-3月, 10月—12月; never the month of a day.
fn months(title: &str) -> Moved {
    // 按月公开 names no month, and 10月—12月 moves as 10—12月 does.
    let is_month = |at: &usize| {
        let is_day_s = title[at + '月'.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
        !is_day_s && title[..*at].ends_with(|c: char| c.is_ascii_digit())
    };
    let at = title.rmatch_indices('月').map(|(at, _)| at).find(is_month)?;
    let (head, last) = number_at_end(&title[..at])?;
    let bare = head.trim_end_matches(['-', '—', '－', '–', '~', '～', '至', '到']).trim_end_matches('月');
    let first = if bare.len() < head.len() { number_at_end(bare) } else { None };
    let valid = |month: &u32| (1..=12).contains(month);
    if !valid(&last) || first.is_some_and(|(_, first)| !valid(&first) || first > last) {
        return None;
    }
    let next = last % 12 + 1;
    let begun = match first {
        Some((start, first)) => format!("{start}{next}{}{}", &head[bare.len()..], (next + last - first - 1) % 12 + 1),
        None => format!("{head}{next}"),
    };
    Some((begun + &title[at..], next == 1))
}

/// 第3期; its number goes on over the years.
fn issue(title: &str) -> Moved {
    let at = title.find('期')?;
    let (head, number) = number_at_end(&title[..at])?;
    head.ends_with('第').then(|| (format!("{head}{}{}", number + 1, &title[at..]), false))
}

/// Every year of four digits before 年, and the first of 2025—2026年.
fn years(title: &str) -> String {
    let mut moved = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (digits, behind) = from.split_at(end);
        moved.push_str(before);
        let is_year = digits.len() == 4 && behind.starts_with(['年', '-', '—', '－', '–', '~', '～', '至']);
        match digits.parse::<u32>() {
            Ok(year) if is_year && (1990..2100).contains(&year) => moved.push_str(&(year + 1).to_string()),
            _ => moved.push_str(digits),
        }
        rest = behind;
    }
    moved + rest
}

fn number_at_end(text: &str) -> Option<(&str, u32)> {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[head.len()..];
    (digits.len() <= 3).then(|| digits.parse().ok()).flatten().map(|number| (head, number))
}

#[cfg(test)]
mod kinds;

#[cfg(test)]
mod tests {
    use super::kinds::planned;
    use super::*;

    use crate::domain::table::Column;

    fn table(columns: &[(&str, Class)], rows: &[(Role, &[&str])]) -> Table {
        let mut table = Table::new(columns.iter().map(|(name, class)| Column::new(*name, *class)).collect());
        for (role, cells) in rows {
            let cells = cells.iter().zip(columns).map(|(cell, (_, class))| Cell::parse(cell, *class)).collect();
            table.push(*role, cells, None);
        }
        table
    }

    fn typed(table: &Table) -> Vec<String> {
        let row = |row: &crate::domain::table::Row| row.cells.iter().map(Cell::typed).collect::<Vec<_>>().join("|");
        table.rows.iter().map(row).collect()
    }

    #[test]
    fn last_period_s_figures_stand_in_the_comparison_column_and_the_years_move_on() {
        let amount = Class::Amount;
        let columns = [
            ("项目", Class::Text),
            ("2025年预算数", amount),
            ("2026年预算数", amount),
            ("增减额", amount),
            ("增减幅度（%）", amount),
        ];
        let rows: [(Role, &[&str]); 2] = [
            (Role::Total, &["合计", "20.00", "18.50", "-1.50", "-7.5"]),
            (Role::Data, &["公务接待费", "8.00", "6.50", "-1.50", "-18.8"]),
        ];
        let last =
            Content {
                title: "石桥镇2026年“三公”经费公开".into(), table: table(&columns, &rows), ..Content::default()
            };
        let next = content(last, true, title, planned());
        assert_eq!(next.title, "石桥镇2027年“三公”经费公开");
        assert_eq!(typed(&next.table), ["合计|18.50|||", "公务接待费|6.50|||"]);
        let names: Vec<String> = next.table.columns.iter().map(Column::name).collect();
        assert_eq!(names[1..3], ["2026年预算数", "2027年预算数"]);
    }

    #[test]
    fn an_account_begins_with_what_was_left_and_without_last_period_s_entries() {
        let amount = Class::Amount;
        let columns =
            [("日期", Class::Date), ("摘要", Class::Text), ("收入", amount), ("支出", amount), ("余额", amount)];
        let rows: [(Role, &[&str]); 4] = [
            (Role::Opening, &["", "期初余额", "", "", "100.00"]),
            (Role::Data, &["2026-07-03", "承包费", "50.00", "", "150.00"]),
            (Role::Total, &["", "合计", "50.00", "", ""]),
            (Role::Closing, &["", "期末余额", "", "", "150.00"]),
        ];
        let last = Content { table: table(&columns, &rows), ..Content::default() };
        let next = content(last, true, title, planned());
        assert_eq!(typed(&next.table), ["|期初余额|||150.00", "|合计|||", "|期末余额|||"]);
    }

    #[test]
    fn a_list_is_copied_as_it_is_or_left_out() {
        let last = || {
            let rows: [(Role, &[&str]); 1] = [(Role::Data, &["张明", "25.00"])];
            Content {
                table: table(&[("户主", Class::Name), ("金额（元）", Class::Amount)], &rows),
                ..Content::default()
            }
        };
        assert_eq!(typed(&content(last(), true, title, planned()).table), ["张明|25.00"]);
        assert!(content(last(), false, title, planned()).table.rows.is_empty());
    }

    #[test]
    fn a_title_moves_on_by_one_period() {
        let moved = [
            ("石桥镇2025年耕地地力保护补贴公示", "石桥镇2026年耕地地力保护补贴公示"),
            ("河口村2026年第三季度财务收支公开表", "河口村2026年第四季度财务收支公开表"),
            ("河口村2026年第四季度财务收支公开表", "河口村2027年第一季度财务收支公开表"),
            ("2025年4季度收支", "2026年1季度收支"),
            ("2026年1月低保发放公示", "2026年2月低保发放公示"),
            ("2026年12月低保发放公示", "2027年1月低保发放公示"),
            ("河口村2026年9月村级财务收支按月公开", "河口村2026年10月村级财务收支按月公开"),
            ("2026年1-3月收支", "2026年4-6月收支"),
            ("2026年10月—12月收支", "2027年1月—3月收支"),
            ("2026年上半年收支", "2026年下半年收支"),
            ("2026年下半年收支", "2027年上半年收支"),
            ("2025—2026年度供暖", "2026—2027年度供暖"),
            ("村务公开第9期", "村务公开第10期"),
            ("2026年4月8日停电通知", "2027年4月8日停电通知"),
            ("发展党员公示", "发展党员公示"),
            ("文件〔2025〕12号公示", "文件〔2025〕12号公示"),
        ];
        for (last, next) in moved {
            assert_eq!(title(last), next);
        }
    }
}
