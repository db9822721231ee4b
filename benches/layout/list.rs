//! A list as a county sends it: ten columns, as many rows as wanted.

use gongshi::domain::bulletin::Bulletin;
use gongshi::domain::gate;
use gongshi::domain::kind::Catalogue;
use gongshi::domain::notice::{Content, Look, Paper};
use gongshi::domain::office::Office;
use gongshi::domain::table::{Cell, Class, Column, Role, Table};
use rust_decimal::Decimal;

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
const GIVEN: &str = "大山秀兰建国芳玉梅志强桂英海春生明辉丽华军平红霞永福文才学礼长顺金凤";
const VILLAGES: [&str; 6] = ["石桥村", "柳河村", "东坡村", "西沟村", "上湾村", "青龙店村"];

/// What the office typed.
pub(crate) fn content(rows: usize) -> Content {
    with(table(rows))
}

pub(crate) fn bulletin(rows: usize) -> Bulletin {
    passed(&content(rows))
}

/// What the gate makes of it.
pub(crate) fn passed(content: &Content) -> Bulletin {
    let kind = Catalogue::bundled().find("tongzhi").expect("a bundled kind");
    gate::bulletin(content, kind, &Office::default()).0
}

/// The same list with one other name in its middle.
pub(crate) fn edited(rows: usize, name: &str) -> Bulletin {
    let mut table = table(rows);
    table.rows[rows / 2].cells[3] = Cell::text(name);
    passed(&with(table))
}

fn with(table: Table) -> Content {
    Content {
        title: "石桥镇2026年耕地地力保护补贴发放公示表".into(),
        issuer: "石桥镇人民政府".into(),
        table,
        look: Look { paper: Paper::A4Across, ..Look::default() },
        ..Content::default()
    }
}

fn table(rows: usize) -> Table {
    let columns = [
        ("序号", Class::Serial),
        ("村", Class::Text),
        ("组", Class::Group),
        ("户主", Class::Name),
        ("确权面积（亩）", Class::Quantity),
        ("流转面积（亩）", Class::Quantity),
        ("补贴面积（亩）", Class::Quantity),
        ("补贴标准（元/亩）", Class::Rate),
        ("补贴金额（元）", Class::Amount),
        ("备注", Class::Text),
    ];
    let mut table = Table::new(columns.map(|(name, class)| Column::new(name, class)).into());
    for n in 0..rows {
        table.push(Role::Data, cells(n), None);
    }
    table
}

fn cells(n: usize) -> Vec<Cell> {
    let number = |hundredths: usize| Cell::Number(Decimal::new(hundredths as i64, 2));
    let (own, lent) = (150 + n * 37 % 2900, n * 13 % 140);
    vec![
        Cell::Number(Decimal::from(n + 1)),
        Cell::text(VILLAGES[n % VILLAGES.len()]),
        Cell::text(format!("第{}组", 1 + n % 14)),
        Cell::text(name(n)),
        number(own),
        number(lent),
        number(own - lent),
        number(9345),
        Cell::Number(Decimal::new(((own - lent) * 9345) as i64, 4).round_dp(2)),
        if n.is_multiple_of(9) {
            Cell::text("流转地补贴按合同约定发放给承包农户")
        } else {
            Cell::Blank
        },
    ]
}

fn name(n: usize) -> String {
    let pick = |from: &str, at: usize| from.chars().cycle().nth(at % from.chars().count()).unwrap_or('某');
    [pick(SURNAMES, n * 7), pick(GIVEN, n * 11 + n / 40), pick(GIVEN, n * 5 + n / 90)].iter().collect()
}
