//! 自动计算: the figures that follow from others, written as the checks would have them. What is paid to whom is nobody's
//! to compute; sums, balances and changes are typed by hand only to be got wrong.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::compare::{self, Comparison};
use super::ledger::{self, Carried};
use super::{formula, totals};
use crate::domain::edit::Edit;
use crate::domain::kind::Kind;
use crate::domain::table::{Cell, Role, Row, RowKey, Table};

/// What is to stand in a cell.
pub(super) type Figure = (RowKey, usize, Decimal);

/// Is there anything in the table that follows from the rest?
pub fn may_compute(table: &Table) -> bool {
    let is_sum = |role| matches!(role, Role::Subtotal | Role::Total | Role::Closing);
    table.rows.iter().any(|row| is_sum(row.role)) || Carried::of(table).is_some() || Comparison::of(table).is_some()
}

/// 小计, 合计, balances, 期末 and 增减, as one change; `None`: everything is as it should be. `kind` has formulas and
/// columns of its own that are summed.
pub fn computed(table: &Table, kind: Option<&Kind>) -> Option<Edit> {
    let mut done = table.clone();
    let named = kind.map(|kind| formula::row_sums(&done, kind)).unwrap_or_default();
    let sums = if named.is_empty() { totals::sums(&done, kind) } else { named };
    write(&mut done, sums);
    let balances = ledger::balances(&done);
    write(&mut done, balances);
    let carried = ledger::carried_over(&done);
    write(&mut done, carried);
    if let Some(edit) = compare::filled(&done) {
        done.apply(edit);
    }
    let cells = table.rows.iter().zip(&done.rows).flat_map(|(before, after)| {
        let cells = after.cells.iter().enumerate();
        cells.filter(|(at, cell)| before.cells.get(*at) != Some(cell)).map(|(at, cell)| (after.key, at, cell.clone()))
    });
    let cells: Vec<(RowKey, usize, Cell)> = cells.collect();
    (!cells.is_empty()).then_some(Edit::SetCells(cells))
}

/// A figure that stands there in another way of writing (100.00) stays as it is written.
fn write(table: &mut Table, figures: Vec<Figure>) {
    let rows: HashMap<RowKey, &Row> = table.rows.iter().map(|row| (row.key, row)).collect();
    let differs = |(key, at, figure): &Figure| rows.get(key).and_then(|row| super::number(row, *at)) != Some(*figure);
    let cells: Vec<(RowKey, usize, Cell)> =
        figures.into_iter().filter(differs).map(|(key, at, figure)| (key, at, Cell::Number(figure))).collect();
    table.apply(Edit::SetCells(cells));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::check::check;
    use crate::domain::kind::{Catalogue, KindId};
    use crate::domain::table::{Class, Column};

    fn kind(id: &str) -> &'static Kind {
        Catalogue::bundled().get(&KindId::new(id)).expect("a kind")
    }

    fn table(columns: &[(&str, Class)], rows: &[(Role, &str)]) -> Table {
        let mut table = Table::new(columns.iter().map(|(name, class)| Column::new(*name, *class)).collect());
        for (role, cells) in rows {
            let cells = cells.split('|').zip(columns).map(|(cell, (_, class))| Cell::parse(cell, *class)).collect();
            table.push(*role, cells, None);
        }
        table
    }

    fn told(mut table: Table, kind: Option<&Kind>) -> Vec<String> {
        let edit = computed(&table, kind).expect("something to compute");
        table.apply(edit);
        assert_eq!(computed(&table, kind), None, "computed twice is computed once");
        let line = |cells: &[Cell]| cells.iter().map(Cell::typed).collect::<Vec<_>>().join("|");
        table.rows.iter().map(|row| line(&row.cells)).collect()
    }

    const ACCOUNT: [(&str, Class); 6] = [
        ("日期", Class::Date),
        ("摘要", Class::Text),
        ("收入（元）", Class::Amount),
        ("支出（元）", Class::Amount),
        ("余额（元）", Class::Amount),
        ("经手人", Class::Text),
    ];

    #[test]
    fn an_account_of_incomes_and_expenses_is_all_there_is_to_type() {
        let rows = [
            (Role::Opening, "|期初余额|||129995.55|"),
            (Role::Data, "10/8|土地租金|100||129995|"),
            (Role::Data, "10/9|路灯电费||20.5||"),
            (Role::Total, "合计|||||"),
            (Role::Closing, "|期末余额||||"),
        ];
        let expected = [
            "|期初余额|||129995.55|",
            "10/8|土地租金|100||130095.55|",
            "10/9|路灯电费||20.5|130075.05|",
            "合计||100|20.5||",
            "|期末余额|||130075.05|",
        ];
        assert_eq!(told(table(&ACCOUNT, &rows), Some(kind("village-finance"))), expected);
    }

    #[test]
    fn every_group_has_its_sum_and_all_have_one_whether_first_or_last() {
        let columns = [("项目", Class::Text), ("户数", Class::Quantity), ("金额（元）", Class::Amount)];
        let last = [
            (Role::Data, "甲|2|10"),
            (Role::Part, "其中：乙|1|4"),
            (Role::Subtotal, "小计||"),
            (Role::Data, "丙|3|20"),
            (Role::Subtotal, "小计||"),
            (Role::Total, "合计||"),
        ];
        let sums = ["甲|2|10", "其中：乙|1|4", "小计||10", "丙|3|20", "小计||20", "合计||30"];
        assert_eq!(told(table(&columns, &last), None), sums, "of amounts, where nothing says of what");
        let first = [
            (Role::Total, "合计|0|"),
            (Role::Subtotal, "小计||"),
            (Role::Data, "甲|2|10"),
            (Role::Subtotal, "小计||"),
            (Role::Data, "丙|3|20"),
        ];
        assert_eq!(told(table(&columns, &first), None)[0], "合计|5|");
        let stacked = [
            (Role::Data, "甲|2|10"),
            (Role::Total, "合计||1"),
            (Role::Data, "丙|3|20"),
            (Role::Total, "合计||"),
            (Role::Total, "总计||"),
        ];
        assert_eq!(told(table(&columns, &stacked), None)[1..], ["合计||10", "丙|3|20", "合计||20", "总计||30"]);
    }

    #[test]
    fn an_account_of_twenty_thousand_rows_is_computed_in_a_moment() {
        let mut rows = vec![(Role::Opening, "|期初余额|||1|")];
        rows.extend(std::iter::repeat_n((Role::Data, "10/8|土地租金|1|||"), 20_000));
        rows.push((Role::Closing, "|期末余额||||"));
        let account = table(&ACCOUNT, &rows);
        let begun = std::time::Instant::now();
        let Some(Edit::SetCells(cells)) = computed(&account, None) else { panic!("nothing was computed") };
        assert_eq!(cells.len(), 20_001);
        assert!(begun.elapsed().as_millis() < 1_000, "{:?}", begun.elapsed());
    }

    #[test]
    fn what_a_list_says_of_people_is_not_computed() {
        let columns = [("姓名", Class::Name), ("金额（元）", Class::Amount)];
        let list = table(&columns, &[(Role::Data, "甲|10"), (Role::Data, "乙|")]);
        assert!(!may_compute(&list) && computed(&list, None).is_none());
    }

    proptest! {
        #[test]
        fn an_account_that_was_computed_has_nothing_left_to_find(
            opening in -100_000_i64..100_000, moves in prop::collection::vec((0_i64..50_000, 0_i64..50_000), 1..20),
        ) {
            let fen = |fen: i64| Decimal::new(fen, 2).to_string();
            let mut rows = vec![(Role::Opening, format!("|期初余额|||{}|", fen(opening)))];
            rows.extend(moves.iter().map(|(income, expense)| {
                (Role::Data, format!("10/8|往来|{}|{}|1|李会计", fen(*income), fen(*expense)))
            }));
            rows.extend([(Role::Total, "合计|||||".to_owned()), (Role::Closing, "|期末余额|||1|".to_owned())]);
            let rows: Vec<(Role, &str)> = rows.iter().map(|(role, cells)| (*role, cells.as_str())).collect();
            let mut account = table(&ACCOUNT, &rows);
            let finance = kind("village-finance");
            account.apply(computed(&account, Some(finance)).expect("something to compute"));
            prop_assert_eq!(check(&account, finance), []);
        }
    }
}
