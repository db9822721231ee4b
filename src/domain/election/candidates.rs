//! Candidates in the order the office chose: by votes, strokes, pinyin, or as they were drawn.

use std::cmp::Ordering;

use crate::domain::edit::{self, Edit};
use crate::domain::order::{self, Custom, Order};
use crate::domain::table::{Cell, Class, Table};

/// There is no national rule: the office chooses for each notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CandidateOrder {
    /// 按得票多少
    Votes,
    /// 按姓氏笔画
    SurnameStrokes,
    /// 按姓名笔画
    NameStrokes,
    /// 按姓氏拼音
    Pinyin,
    /// 抽签, or as the sheet has them.
    Listed,
}

impl CandidateOrder {
    /// As a command names it.
    pub fn named(word: &str) -> Option<Self> {
        Some(match word {
            "votes" => Self::Votes,
            "stroke" => Self::SurnameStrokes,
            "stroke-name" => Self::NameStrokes,
            "pinyin" => Self::Pinyin,
            "listed" => Self::Listed,
            _ => return None,
        })
    }
}

/// How the rows are brought into the order; `None` where they stay, or the table lacks the column it goes by.
pub fn arranged(table: &Table, by: CandidateOrder) -> Option<Edit> {
    let (column, order) = order_by(table, by)?;
    // Votes go from the most; a blank stands last either way.
    Some(match by {
        CandidateOrder::Votes => edit::sorted(table, column, true, |a, b| order(b, a)),
        _ => edit::sorted(table, column, false, order),
    })
}

type Compare = fn(&Cell, &Cell) -> Ordering;

/// The column an order goes by, and how two of its cells stand.
fn order_by(table: &Table, by: CandidateOrder) -> Option<(usize, Compare)> {
    Some(match by {
        CandidateOrder::Listed => return None,
        CandidateOrder::Votes => (votes(table)?, |a, b| b.number().cmp(&a.number())),
        CandidateOrder::SurnameStrokes => {
            (table.column_of(Class::Name)?, |a, b| order::compare(Order::Stroke(Custom::BySurname), a, b))
        }
        CandidateOrder::NameStrokes => {
            (table.column_of(Class::Name)?, |a, b| order::compare(Order::Stroke(Custom::ByFullName), a, b))
        }
        CandidateOrder::Pinyin => (table.column_of(Class::Name)?, |a, b| order::compare(Order::Pinyin, a, b)),
    })
}

/// Whether the table has the column that the order goes by.
pub fn applies(table: &Table, by: CandidateOrder) -> bool {
    by == CandidateOrder::Listed || order_by(table, by).is_some()
}

/// The order that the rows stand in; the first that fits, where several do.
pub fn standing(table: &Table) -> CandidateOrder {
    const ORDERS: [CandidateOrder; 4] =
        [CandidateOrder::SurnameStrokes, CandidateOrder::NameStrokes, CandidateOrder::Pinyin, CandidateOrder::Votes];
    let holds = |by: &CandidateOrder| {
        let Some((column, order)) = order_by(table, *by) else { return false };
        table.data_rows().is_sorted_by(|a, b| order(&a.cells[column], &b.cells[column]).is_le())
    };
    // One row stands in every order, and in none that anybody chose.
    if table.data_rows().nth(1).is_none() {
        return CandidateOrder::Listed;
    }
    ORDERS.into_iter().find(holds).unwrap_or(CandidateOrder::Listed)
}

fn votes(table: &Table) -> Option<usize> {
    table.columns.iter().position(|column| column.name().contains("得票"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::{Column, Role};

    fn names(listed: &[(&str, u32)], by: CandidateOrder) -> Vec<String> {
        let mut table = Table::new(vec![Column::new("姓名", Class::Name), Column::new("得票数", Class::Quantity)]);
        for (name, votes) in listed {
            table.push(Role::Data, vec![Cell::text(*name), Cell::Number((*votes).into())], None);
        }
        if let Some(edit) = arranged(&table, by) {
            table.apply(edit);
        }
        table.rows.iter().map(|row| row.cells[0].typed()).collect()
    }

    #[test]
    fn two_character_names_stand_where_the_custom_puts_them() {
        let listed = [("田大利", 1), ("田富", 2)];
        assert_eq!(names(&listed, CandidateOrder::SurnameStrokes), ["田富", "田大利"]);
        assert_eq!(names(&listed, CandidateOrder::NameStrokes), ["田大利", "田富"]);
    }

    #[test]
    fn the_order_that_rows_stand_in_is_known_again() {
        let mut table = Table::new(vec![Column::new("姓名", Class::Name), Column::new("得票数", Class::Quantity)]);
        for (name, votes) in [("王大山", 120), ("李秀兰", 340), ("丁海", 220), ("安平", 90)] {
            table.push(Role::Data, vec![Cell::text(name), Cell::Number(votes.into())], None);
        }
        assert_eq!(standing(&table), CandidateOrder::Listed);
        for by in [CandidateOrder::SurnameStrokes, CandidateOrder::Pinyin, CandidateOrder::Votes] {
            let edit = arranged(&table, by).expect("an order");
            table.apply(edit);
            assert_eq!(standing(&table), by);
        }
    }

    #[test]
    fn surnames_with_readings_of_their_own_stand_where_they_are_read() {
        let listed: Vec<(&str, u32)> =
            ["翟明", "曾明", "查明", "任明", "单明", "仇明", "区明", "万俟明", "华明", "盖明", "解明", "尉迟明"]
                .into_iter()
                .map(|name| (name, 0))
                .collect();
        let wanted =
            ["盖明", "华明", "万俟明", "区明", "仇明", "任明", "单明", "解明", "尉迟明", "曾明", "查明", "翟明"];
        assert_eq!(names(&listed, CandidateOrder::Pinyin), wanted);
    }

    #[test]
    fn votes_go_from_the_most_and_a_drawn_order_stays() {
        let listed = [("王大山", 120), ("李秀兰", 340), ("丁海", 220)];
        assert_eq!(names(&listed, CandidateOrder::Votes), ["李秀兰", "丁海", "王大山"]);
        assert_eq!(names(&listed, CandidateOrder::Listed), ["王大山", "李秀兰", "丁海"]);
        assert_eq!(names(&listed, CandidateOrder::SurnameStrokes), ["丁海", "王大山", "李秀兰"]);
    }
}
