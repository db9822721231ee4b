//! Rows that add up.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::chance::Chance;
use super::names;
use crate::domain::draft;
use crate::domain::kind::Kind;
use crate::domain::table::{Cell, Class, Column, Role, Table};

/// What does not follow from a column's class, by a word of its header.
const WORDS: [(&str, &[&str]); 24] = [
    ("类别", &["A类", "B类", "C类"]),
    ("供养方式", &["分散供养", "集中供养"]),
    ("补贴种类", &["生活补贴", "护理补贴"]),
    ("年龄段", &["80—89周岁", "90—99周岁", "100周岁以上"]),
    ("危险等级", &["C级", "D级"]),
    ("改造方式", &["修缮加固", "拆除重建"]),
    ("树种", &["油茶", "板栗", "杉木"]),
    ("成活率", &["85%", "90%", "95%"]),
    ("品目", &["旋耕机", "水稻插秧机", "谷物联合收割机", "轮式拖拉机"]),
    ("型号", &["1GQN-200", "2ZG-6D", "4LZ-6.0", "704"]),
    ("四至", &["东至路、南至田、西至林、北至渠"]),
    ("用地位置", &["村部以东", "老粮站旁", "塘坝北侧"]),
    ("标的", &["村集体鱼塘", "老村部门面房", "集体山场", "机动地"]),
    ("项目", &["村道硬化", "灌溉渠修缮", "太阳能路灯", "饮水管网改造", "文化广场"]),
    ("中标候选人", &["某某建设有限公司", "某某水利工程有限公司"]),
    ("实施地点", &["柳河村", "东岗村", "石桥村"]),
    ("资金来源", &["中央衔接资金", "省级衔接资金"]),
    ("实施单位", &["石桥镇人民政府"]),
    ("绩效目标", &["改善出行条件", "保障灌溉用水"]),
    ("监督电话", &["0500-8800123"]),
    ("停电时间", &["8:00—17:00", "7:30—12:00"]),
    ("停电线路", &["10千伏石桥101线", "10千伏柳河103线"]),
    ("停电范围", &["石桥村一至四组", "柳河村全村"]),
    ("停电原因", &["线路检修", "更换变压器"]),
];

/// Fills the kind's own table with about `rows` data rows; sums and products hold.
pub(super) fn fill(kind: &Kind, rows: usize, day: Date, chance: &mut Chance) -> Table {
    match kind.id.as_str() {
        "village-finance" => accounts(draft::table(kind), rows, day, chance),
        "sangong" => budget(draft::table(kind), chance),
        _ => list(kind, draft::table(kind), rows, chance),
    }
}

/// A list of people or things, with a 合计 row where the kind sums a column.
pub(super) fn list(kind: &Kind, mut table: Table, rows: usize, chance: &mut Chance) -> Table {
    let rates: Vec<Decimal> = table.columns.iter().map(|column| rate(column, chance)).collect();
    let mut sums = vec![Decimal::ZERO; table.columns.len()];
    for index in 0..rows {
        let mut cells: Vec<Cell> = Vec::with_capacity(table.columns.len());
        for (at, column) in table.columns.iter().enumerate() {
            let cell = match column.class {
                Class::Serial => Cell::Number(Decimal::from(index + 1)),
                Class::Group => Cell::text(names::group(index, rows)),
                Class::Rate => Cell::Number(rates[at]),
                Class::Amount => amount(&table.columns, &cells, column, chance),
                Class::Quantity if column.name().contains("保障人数") => covered(&table.columns, &cells, chance),
                _ => thing(column, chance),
            };
            if let Some(number) = cell.number() {
                sums[at] += number;
            }
            cells.push(cell);
        }
        table.push(Role::Data, cells, None);
    }
    if !kind.sum_columns.is_empty() {
        let cells = table.columns.iter().zip(sums).enumerate();
        let total = cells
            .map(|(at, (column, sum))| match at {
                0 => Cell::text("合计"),
                _ if kind.sum_columns.contains(&column.name()) => Cell::Number(sum),
                _ => Cell::Blank,
            })
            .collect();
        table.push(Role::Total, total, None);
    }
    table
}

fn rate(column: &Column, chance: &mut Chance) -> Decimal {
    let name = column.name();
    if name.contains("亩") {
        Decimal::new(chance.pick(&[8_200, 9_856, 10_500, 11_230]), 2)
    } else {
        Decimal::from(chance.pick(&[50, 80, 100, 200]))
    }
}

/// The product of the quantity and the rate to its left, where there are both; else a sum of that size.
fn amount(columns: &[Column], before: &[Cell], column: &Column, chance: &mut Chance) -> Cell {
    let left = |class| {
        let at = columns.iter().position(|column| column.class == class)?;
        before.get(at)?.number()
    };
    match (left(Class::Quantity), left(Class::Rate)) {
        (Some(quantity), Some(rate)) => Cell::Number((quantity * rate).round_dp(2)),
        _ if column.name().contains("月保障") => Cell::Number(Decimal::from(chance.between(260, 980))),
        _ if column.name().contains("万元") => Cell::Number(Decimal::new(chance.between(500, 9_000), 2)),
        _ => Cell::Number(Decimal::from(chance.between(3, 60) * 100)),
    }
}

/// Of a family, one at least and never more than it has.
fn covered(columns: &[Column], before: &[Cell], chance: &mut Chance) -> Cell {
    let family = columns.iter().position(|column| column.name() == "家庭人口");
    let persons = family.and_then(|at| before.get(at)?.number()).and_then(|persons| i64::try_from(persons).ok());
    Cell::Number(Decimal::from(chance.between(1, persons.unwrap_or(5))))
}

fn thing(column: &Column, chance: &mut Chance) -> Cell {
    let name = column.name();
    match column.class {
        Class::Name => Cell::text(names::person(chance)),
        Class::Quantity if name.contains("亩") => Cell::Number(Decimal::new(chance.between(35, 1_480), 2)),
        Class::Quantity if name.contains("㎡") => Cell::Number(Decimal::from(chance.between(90, 160))),
        Class::Quantity => Cell::Number(Decimal::from(chance.between(1, 5))),
        _ if name.contains("姓名") || name.contains("户主") => Cell::text(names::person(chance)),
        _ if name.contains("承租方") => Cell::text(names::person(chance)),
        _ if name == "乡镇" => Cell::text("石桥镇"),
        _ => WORDS
            .iter()
            .find(|(word, _)| name.contains(word))
            .map_or(Cell::Blank, |(_, list)| Cell::text(chance.pick(list))),
    }
}

/// The quarter that has ended when a notice is posted: its first day, and that of the one after it.
fn quarter_before(posted: Date) -> (Date, Date) {
    let end = posted.first_of_month().saturating_sub(((posted.month() - 1) % 3).months());
    (end.saturating_sub(3.months()), end)
}

/// Opening balance, entries day by day, totals, closing balance.
fn accounts(mut table: Table, rows: usize, day: Date, chance: &mut Chance) -> Table {
    const INCOME: [&str; 4] = ["门面房租金", "鱼塘承包款", "上级转移支付", "光伏发电收益"];
    const SPENDING: [&str; 7] =
        ["村部电费", "保洁员工资", "路灯维修", "办公用品", "慰问老人", "渠道清淤用工", "误工补贴"];
    let (mut balance, mut income, mut spending) =
        (Decimal::new(chance.between(3_000_000, 9_000_000), 2), Decimal::ZERO, Decimal::ZERO);
    let handler = names::person(chance);
    // The kind's own rows are blank; here they come with their figures.
    table.rows.clear();
    table.push(
        Role::Opening,
        vec![Cell::Blank, Cell::text("期初余额"), Cell::Blank, Cell::Blank, Cell::Number(balance)],
        None,
    );
    let (start, end) = quarter_before(day);
    let days = i64::from((end - start).get_days());
    for at in 0..rows as i64 {
        let on = start.saturating_add((at * days).checked_div(rows as i64).unwrap_or(0).days());
        let earns = chance.one_in(4);
        let sum = if earns { chance.between(200_000, 1_500_000) } else { chance.between(8_000, 260_000) };
        let sum = Decimal::new(sum, 2);
        let (text, [credit, debit]) = if earns {
            balance += sum;
            income += sum;
            (chance.pick(&INCOME), [Cell::Number(sum), Cell::Blank])
        } else {
            balance -= sum;
            spending += sum;
            (chance.pick(&SPENDING), [Cell::Blank, Cell::Number(sum)])
        };
        let cells = vec![Cell::Date(on), Cell::text(text), credit, debit, Cell::Number(balance), Cell::text(&handler)];
        table.push(Role::Data, cells, None);
    }
    table.push(Role::Total, vec![Cell::text("合计"), Cell::Blank, Cell::Number(income), Cell::Number(spending)], None);
    table.push(
        Role::Closing,
        vec![Cell::Blank, Cell::text("期末余额"), Cell::Blank, Cell::Blank, Cell::Number(balance)],
        None,
    );
    table
}

/// 三公: last year, this year, difference, percent; 合计 = the three; 购置及运行 = its two parts.
fn budget(mut table: Table, chance: &mut Chance) -> Table {
    let mut year = |low: i64, high: i64| Decimal::new(chance.between(low, high), 2);
    let (reception, running) = ([year(320, 480), year(250, 310)], [year(900, 1_200), year(800, 890)]);
    let both = [reception[0] + running[0], reception[1] + running[1]];
    let zero = [Decimal::ZERO; 2];
    let figures = [both, zero, reception, running, zero, running];
    for (row, [last, this]) in table.rows.iter_mut().zip(figures) {
        let difference = this - last;
        let percent = (difference * Decimal::ONE_HUNDRED).checked_div(last).unwrap_or_default().round_dp(2);
        for (cell, number) in row.cells.iter_mut().skip(1).zip([last, this, difference, percent]) {
            *cell = Cell::Number(number);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::kind::{Catalogue, KindId};

    #[test]
    fn an_account_has_the_days_of_the_quarter_that_its_title_names() {
        let kind = Catalogue::bundled().get(&KindId::new("village-finance")).expect("a kind");
        for (posted, first, last) in [
            (date(2026, 11, 27), date(2026, 7, 1), date(2026, 9, 30)),
            (date(2026, 2, 28), date(2025, 10, 1), date(2025, 12, 31)),
        ] {
            let table = fill(kind, 24, posted, &mut Chance::new(1));
            let days = table.data_rows().filter_map(|row| match row.cells.first() {
                Some(Cell::Date(day)) => Some(*day),
                _ => None,
            });
            let days: Vec<Date> = days.collect();
            assert!(days.len() == 24 && days.is_sorted() && days.iter().all(|day| (first..=last).contains(day)));
        }
    }
}
