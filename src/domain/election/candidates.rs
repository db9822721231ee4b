//! Candidates in the order the office chose: by votes, strokes, pinyin, or as they were drawn.

use std::cmp::Ordering;

use crate::domain::edit::{self, Edit};
use crate::domain::order::{self, Custom, Order};
use crate::domain::table::{Cell, Class, Row, Table};

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

/// What a notice says of the order its names stand in.
const SAID: [(CandidateOrder, &str); 5] = [
    (CandidateOrder::Votes, "按得票多少排列"),
    (CandidateOrder::SurnameStrokes, "按姓氏笔画排列"),
    (CandidateOrder::NameStrokes, "按姓名笔画排列"),
    (CandidateOrder::Pinyin, "按姓氏拼音排列"),
    (CandidateOrder::Listed, "按抽签顺序排列"),
];

/// The order that a text says the names stand in.
pub fn said(text: &str) -> Option<CandidateOrder> {
    SAID.iter().find(|(_, words)| text.contains(words)).map(|(order, _)| *order)
}

/// The text with another order said in it; `None` where it says none, or this one.
pub fn saying(text: &str, by: CandidateOrder) -> Option<String> {
    let words = |by| SAID.iter().find(|(order, _)| *order == by).map(|(_, words)| *words);
    let before = said(text).filter(|before| *before != by)?;
    Some(text.replacen(words(before)?, words(by)?, 1))
}

/// How the rows are brought into the order, those of one post (候选职务) among themselves; `None` where they stay, or the
/// table lacks the column the order goes by.
pub fn arranged(table: &Table, by: CandidateOrder) -> Option<Edit> {
    let order = rows_by(table, by)?;
    Some(edit::sorted_by(table, order))
}

/// Whether the rows stand in the order; `None` where the table lacks the column it goes by.
pub fn stands(table: &Table, by: CandidateOrder) -> Option<bool> {
    let order = rows_by(table, by)?;
    Some(table.data_rows().is_sorted_by(|a, b| order(a, b).is_le()))
}

/// How two rows stand: by the posts as they first appear, blank cells last, votes from the most.
fn rows_by(table: &Table, by: CandidateOrder) -> Option<impl Fn(&Row, &Row) -> Ordering> {
    let (column, order) = order_by(table, by)?;
    let post = table.columns.iter().position(|column| column.name().contains("候选职务"));
    let post_of = move |row: &Row| post.and_then(|at| row.cells.get(at)).map(Cell::typed).unwrap_or_default();
    let mut posts: Vec<String> = Vec::new();
    for post in table.data_rows().filter(|_| post.is_some()).map(post_of) {
        if !posts.contains(&post) {
            posts.push(post);
        }
    }
    let rank = move |row: &Row| posts.iter().position(|post| *post == post_of(row));
    Some(move |left: &Row, right: &Row| {
        let cells = (&left.cells[column], &right.cells[column]);
        rank(left).cmp(&rank(right)).then_with(|| match (cells.0.is_blank(), cells.1.is_blank()) {
            (false, false) => order(cells.0, cells.1),
            (left, right) => left.cmp(&right),
        })
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
    let holds = |by: &CandidateOrder| stands(table, *by) == Some(true);
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
    fn those_of_one_post_stand_in_order_among_themselves() {
        let mut table = Table::new(vec![Column::new("姓名", Class::Name), Column::new("候选职务", Class::Text)]);
        for (name, post) in [("王大山", "主任"), ("李秀兰", "委员"), ("安平", "委员"), ("丁海", "主任")]
        {
            table.push(Role::Data, vec![Cell::text(name), Cell::text(post)], None);
        }
        assert_eq!(stands(&table, CandidateOrder::SurnameStrokes), Some(false));
        let edit = arranged(&table, CandidateOrder::SurnameStrokes).expect("an order");
        table.apply(edit);
        let names: Vec<String> = table.rows.iter().map(|row| row.cells[0].typed()).collect();
        assert_eq!(names, ["丁海", "王大山", "安平", "李秀兰"]);
        assert_eq!(stands(&table, CandidateOrder::SurnameStrokes), Some(true));
        assert_eq!(stands(&table, CandidateOrder::Votes), None);
    }

    #[test]
    fn a_text_says_the_order_that_was_chosen() {
        let text = "现将名单公告如下，按得票多少排列。";
        let said = saying(text, CandidateOrder::Listed).expect("another order");
        assert_eq!(said, "现将名单公告如下，按抽签顺序排列。");
        assert_eq!(saying(&said, CandidateOrder::Listed), None);
        assert_eq!(saying("现将名单公告如下。", CandidateOrder::Votes), None);
    }

    #[test]
    fn votes_go_from_the_most_and_a_drawn_order_stays() {
        let listed = [("王大山", 120), ("李秀兰", 340), ("丁海", 220)];
        assert_eq!(names(&listed, CandidateOrder::Votes), ["李秀兰", "丁海", "王大山"]);
        assert_eq!(names(&listed, CandidateOrder::Listed), ["王大山", "李秀兰", "丁海"]);
        assert_eq!(names(&listed, CandidateOrder::SurnameStrokes), ["丁海", "王大山", "李秀兰"]);
    }
}
