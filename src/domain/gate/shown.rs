//! How what passed is shown: money in the unit the page speaks, merged cells filled, the total in capitals.

use rust_decimal::Decimal;

use super::PublicTable;
use crate::domain::money;
use crate::domain::notice::{Look, MoneyUnit};
use crate::domain::table::{Cell, Class, Column, Role};

/// Decimals of an amount in 万元.
const WAN_PLACES: u32 = 2;
/// Of an amount in 元.
const YUAN_PLACES: u32 = 2;

/// Said where rounded rows do not add up to their rounded total.
pub(super) const ROUNDED: &str = "金额由元换算为万元，四舍五入后分项之和与合计数可能略有差异。";

/// Adapts the table to its look; gives back the unit to be said above it, and whether rounding shows.
pub(super) fn adapt(table: &mut PublicTable, look: &Look, unit: &str) -> (String, bool) {
    fill_merged(table);
    if look.capitals {
        table.capitals = capitals(table, unit);
    }
    match look.money {
        MoneyUnit::AsTyped => (unit.to_owned(), false),
        wanted => convert(table, wanted, unit),
    }
}

/// The value of a merged cell in every row it covers: each page shows it again.
fn fill_merged(table: &mut PublicTable) {
    for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| merges(column)) {
        let mut above: Option<Cell> = None;
        for row in &mut table.rows {
            let Some(cell) = row.cells.get_mut(at).filter(|_| matches!(row.role, Role::Data | Role::Part)) else {
                above = None;
                continue;
            };
            match &above {
                Some(value) if cell.is_blank() && !matches!(column.class, Class::Serial) => *cell = value.clone(),
                _ => above = Some(cell.clone()).filter(|cell| !cell.is_blank()),
            }
        }
    }
}

/// Two households of the same amount are two amounts: what is counted is never one cell for several rows.
pub(crate) fn merges(column: &Column) -> bool {
    column.merged && !matches!(column.class, Class::Amount | Class::Quantity | Class::Serial)
}

/// How many 元 a figure of the column is: by its header, or else by the table's unit. `None`: no money that is converted.
fn factor(column: &Column, unit: &str) -> Option<Decimal> {
    const NEVER: [&str; 9] = ["%", "％", "幅度", "比例", "占比", "率", "人均", "户均", "标准"];
    let name = column.name();
    if column.class != Class::Amount || NEVER.iter().any(|word| name.contains(word)) {
        return None;
    }
    let said = if name.contains('元') { name.as_str() } else { unit };
    match () {
        () if said.contains("亿元") || said.contains("千元") || said.contains("百元") => None,
        () if said.contains("万元") => Some(Decimal::from(10_000)),
        () => Some(Decimal::ONE),
    }
}

/// Cells become the exact quotient; they are rounded once, where they are written.
fn convert(table: &mut PublicTable, wanted: MoneyUnit, unit: &str) -> (String, bool) {
    let (to, places, word) = match wanted {
        MoneyUnit::Wan => (Decimal::from(10_000), WAN_PLACES, "万元"),
        MoneyUnit::Yuan | MoneyUnit::AsTyped => (Decimal::ONE, YUAN_PLACES, "元"),
    };
    let mut said = false;
    let mut converted = false;
    let mut rounding = false;
    table.places = vec![None; table.columns.len()];
    for at in 0..table.columns.len() {
        let Some(from) = factor(&table.columns[at], unit).filter(|from| *from != to) else { continue };
        for cell in table.rows.iter_mut().filter_map(|row| row.cells.get_mut(at)) {
            if let Cell::Number(number) = cell {
                *number = number.checked_mul(from).unwrap_or(*number) / to;
            }
        }
        table.places[at] = Some(places);
        converted = true;
        said |= rename(&mut table.columns[at], word);
        rounding |= !adds_up(table, at, places);
    }
    let speaks = converted && (unit.contains('元') || !said);
    (if speaks { relabelled(unit, word) } else { unit.to_owned() }, rounding)
}

/// （元） in the header becomes the new unit; whether it was there.
fn rename(column: &mut Column, word: &str) -> bool {
    let mut said = false;
    for level in &mut column.header {
        let new = swapped(level, word);
        said |= new != *level;
        *level = new;
    }
    said
}

/// 补贴金额（元） → 补贴金额（万元）; only a unit in brackets is one.
fn swapped(text: &str, word: &str) -> String {
    let mut new = text.to_owned();
    for (open, close) in [('（', '）'), ('(', ')')] {
        for old in ["万元", "元"] {
            new = new.replace(&format!("{open}{old}{close}"), &format!("{open}\u{0}{close}"));
        }
    }
    new.replace('\u{0}', word)
}

/// 亩、元 → 亩、万元
fn relabelled(unit: &str, word: &str) -> String {
    match unit.trim() {
        "" => word.to_owned(),
        unit => unit.replace("万元", "元").replace('元', word),
    }
}

/// Whether the rows as they are written add up to every 小计 and 合计 as it is written.
fn adds_up(table: &PublicTable, at: usize, places: u32) -> bool {
    let value = |cell: Option<&Cell>| cell.and_then(Cell::number).map(|number| money::round(number, places));
    let mut group = Decimal::ZERO;
    let mut whole = Decimal::ZERO;
    let mut first_total = None;
    for row in &table.rows {
        let Some(written) = value(row.cells.get(at)) else { continue };
        match row.role {
            Role::Data => {
                group += written;
                whole += written;
            }
            Role::Subtotal if group != Decimal::ZERO => {
                if std::mem::take(&mut group) != written {
                    return false;
                }
            }
            Role::Total if whole == Decimal::ZERO => first_total = Some(written),
            Role::Total => {
                if whole != written {
                    return false;
                }
            }
            Role::Subtotal | Role::Part | Role::Opening | Role::Closing => {}
        }
    }
    first_total.is_none_or(|total| total == whole)
}

/// 补贴金额合计（大写）：人民币壹仟肆佰零玖元伍角. Of the column that sums up the others where there are several.
fn capitals(table: &PublicTable, unit: &str) -> Option<String> {
    let money: Vec<(usize, Decimal)> = (0..table.columns.len())
        .filter(|at| !table.columns[*at].hidden)
        .filter_map(|at| Some((at, factor(&table.columns[at], unit)?)))
        .collect();
    let sums_up = |at: usize| ["合计", "总", "应发", "实发"].iter().any(|word| table.columns[at].name().contains(word));
    let (at, factor) = money.iter().find(|(at, _)| sums_up(*at)).or(money.last()).copied()?;
    let number = |row: &crate::domain::table::Row| row.cells.get(at).and_then(Cell::number);
    let written = table.rows.iter().rev().find(|row| row.role == Role::Total).and_then(number);
    let computed = || {
        let rows = table.rows.iter().filter(|row| row.role == Role::Data).filter_map(number);
        rows.fold(None, |sum: Option<Decimal>, number| sum.unwrap_or_default().checked_add(number))
    };
    let text = money::capital(written.or_else(computed)?.checked_mul(factor)?)?;
    let name = table.columns[at].header.last().map_or("", String::as_str);
    let name = name.split(['（', '(']).next().unwrap_or_default().trim();
    let caption = if money.len() == 1 || name.is_empty() || name.contains("合计") { "合计" } else { name };
    let caption =
        if caption == name && !name.contains("合计") { format!("{name}合计") } else { caption.to_owned() };
    Some(format!("{caption}（大写）：人民币{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::Table;

    fn table(columns: &[(&str, Class)], rows: &[(Role, &[&str])]) -> PublicTable {
        let mut table = Table::new(columns.iter().map(|(name, class)| Column::new(*name, *class)).collect());
        for (role, cells) in rows {
            let cells = cells.iter().zip(columns).map(|(cell, (_, class))| Cell::parse(cell, *class)).collect();
            table.push(*role, cells, None);
        }
        PublicTable::of(table)
    }

    fn look(money: MoneyUnit) -> Look {
        Look { money, ..Look::default() }
    }

    fn shown(table: &PublicTable, at: usize) -> Vec<String> {
        let places = table.places(at).expect("a converted column");
        table.rows.iter().filter_map(|row| row.cells[at].number()).map(|n| money::grouped(n, places)).collect()
    }

    const MONEY: [(&str, Class); 2] = [("项目", Class::Text), ("金额（元）", Class::Amount)];

    #[test]
    fn yuan_become_wan_each_figure_rounded_once_from_itself() {
        let rows: [(Role, &[&str]); 4] = [
            (Role::Data, &["甲", "1449"]),
            (Role::Data, &["乙", "1449.00"]),
            (Role::Data, &["丙", "245459.31"]),
            (Role::Total, &["合计", "248357.31"]),
        ];
        let mut table = table(&MONEY, &rows);
        let (unit, rounding) = adapt(&mut table, &look(MoneyUnit::Wan), "");
        assert_eq!(shown(&table, 1), ["0.14", "0.14", "24.55", "24.84"]);
        assert!(rounding, "0.14 + 0.14 + 24.55 = 24.83");
        assert_eq!(table.columns[1].header, ["金额（万元）"]);
        assert_eq!(unit, "", "the header says it");
    }

    #[test]
    fn rows_that_add_up_need_no_note_and_the_tables_unit_is_said_anew() {
        let rows: [(Role, &[&str]); 3] =
            [(Role::Total, &["合计", "30000"]), (Role::Data, &["甲", "10000"]), (Role::Data, &["乙", "20000"])];
        let mut plain = table(&[("项目", Class::Text), ("金额", Class::Amount)], &rows);
        assert_eq!(adapt(&mut plain, &look(MoneyUnit::Wan), "元"), ("万元".to_owned(), false));
        assert_eq!(shown(&plain, 1), ["3.00", "1.00", "2.00"]);
    }

    #[test]
    fn wan_become_yuan_exactly_and_shares_stay() {
        let columns = [("项目", Class::Text), ("金额（万元）", Class::Amount), ("增减幅度（%）", Class::Amount)];
        let mut table = table(&columns, &[(Role::Data, &["甲", "22.5", "-6.25"])]);
        adapt(&mut table, &look(MoneyUnit::Yuan), "万元");
        assert_eq!(shown(&table, 1), ["225,000.00"]);
        assert_eq!(table.places(2), None);
        assert_eq!(table.columns[1].header, ["金额（元）"]);
    }

    #[test]
    fn a_subtotal_of_its_group_is_looked_at_too() {
        let rows: [(Role, &[&str]); 5] = [
            (Role::Data, &["甲", "1449"]),
            (Role::Data, &["乙", "1449"]),
            (Role::Subtotal, &["小计", "2898"]),
            (Role::Data, &["丙", "10000"]),
            (Role::Total, &["合计", "12898"]),
        ];
        let mut table = table(&MONEY, &rows);
        assert!(adapt(&mut table, &look(MoneyUnit::Wan), "").1, "0.14 + 0.14 is not 0.29");
    }

    #[test]
    fn the_total_is_written_in_capitals_from_the_exact_sum() {
        let capitals = |columns: &[(&str, Class)], rows: &[(Role, &[&str])], unit: &str| {
            let mut table = table(columns, rows);
            let look = Look { capitals: true, money: MoneyUnit::Wan, ..Look::default() };
            adapt(&mut table, &look, unit);
            table.capitals
        };
        let rows: [(Role, &[&str]); 3] =
            [(Role::Data, &["甲", "1000"]), (Role::Data, &["乙", "409.50"]), (Role::Total, &["合计", "1409.50"])];
        assert_eq!(capitals(&MONEY, &rows, "").as_deref(), Some("合计（大写）：人民币壹仟肆佰零玖元伍角"));
        assert_eq!(capitals(&MONEY, &rows[..2], "").as_deref(), Some("合计（大写）：人民币壹仟肆佰零玖元伍角"));
        let wan = [("项目", Class::Text), ("收入", Class::Amount), ("支出", Class::Amount)];
        let rows: [(Role, &[&str]); 1] = [(Role::Data, &["甲", "1", "10.700053"])];
        let said = capitals(&wan, &rows, "万元");
        assert_eq!(said.as_deref(), Some("支出合计（大写）：人民币壹拾万柒仟元零伍角叁分"));
        let names: [(&str, Class); 1] = [("姓名", Class::Name)];
        assert_eq!(capitals(&names, &[(Role::Data, &["甲"])], ""), None);
    }

    #[test]
    fn a_merged_rate_stands_in_every_row_it_covers() {
        let mut columns = [Column::new("标准", Class::Rate), Column::new("金额", Class::Amount)];
        columns.iter_mut().for_each(|column| column.merged = true);
        let mut table = Table::new(columns.to_vec());
        for (role, rate) in [(Role::Data, "80"), (Role::Data, ""), (Role::Total, ""), (Role::Data, "")] {
            table.push(role, vec![Cell::parse(rate, Class::Rate), Cell::Blank], None);
        }
        let mut table = PublicTable::of(table);
        adapt(&mut table, &Look::default(), "");
        let rates: Vec<String> = table.rows.iter().map(|row| row.cells[0].typed()).collect();
        assert_eq!(rates, ["80", "80", "", ""]);
        assert!(table.rows.iter().all(|row| row.cells[1].is_blank()), "an amount stands once");
    }
}
