//! Bulletins for layout's tests: invented names and figures.

use jiff::civil::date;
use rust_decimal::Decimal;

use crate::domain::bulletin::Bulletin;
use crate::domain::gate::{PublicTable, PublicText};
use crate::domain::notice::{Look, Period};
use crate::domain::table::{Cell, Class, Column, Role, Table};

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰";

pub(crate) fn text(text: &str) -> PublicText {
    PublicText::of(text)
}

pub(crate) fn texts(all: &[&str]) -> Vec<PublicText> {
    all.iter().map(|one| text(one)).collect()
}

pub(crate) fn number(text: &str) -> Cell {
    Cell::Number(text.parse().expect("a number"))
}

/// 耕地地力保护补贴 of so many households, 合计 last.
pub(crate) fn subsidy(rows: usize) -> Bulletin {
    let columns = [
        ("序号", Class::Serial),
        ("户主姓名", Class::Name),
        ("村民小组", Class::Group),
        ("补贴面积（亩）", Class::Quantity),
        ("补贴标准（元/亩）", Class::Rate),
        ("补贴金额（元）", Class::Amount),
        ("备注", Class::Text),
    ];
    let mut table = Table::new(columns.map(|(name, class)| Column::new(name, class)).to_vec());
    let rate = Decimal::new(9345, 2);
    let mut sums = [Decimal::ZERO; 2];
    for at in 0..rows {
        let area = Decimal::new(i64::try_from(at * 37 % 1900 + 15).expect("small"), if at % 3 == 0 { 2 } else { 1 });
        let amount = (area * rate).round_dp(2);
        sums[0] += area;
        sums[1] += amount;
        let note =
            if at % 23 == 5 { "土地流转给石桥村种植专业合作社，补贴归原承包户" } else { "" };
        let group = format!("第{}村民小组", ["一", "二", "三", "四", "五"][(at * 5 / rows.max(1)).min(4)]);
        let cells = vec![
            Cell::Number((at + 1).into()),
            Cell::text(person(at)),
            Cell::text(group),
            Cell::Number(area),
            Cell::Number(rate),
            Cell::Number(amount),
            if note.is_empty() { Cell::Blank } else { Cell::text(note) },
        ];
        table.push(Role::Data, cells, Some(u32::try_from(at + 4).expect("small")));
    }
    let total = vec![
        Cell::text("合计"),
        Cell::Blank,
        Cell::Blank,
        Cell::Number(sums[0]),
        Cell::Blank,
        Cell::Number(sums[1]),
        Cell::Blank,
    ];
    table.push(Role::Total, total, None);
    bulletin(table)
}

fn person(at: usize) -> String {
    let pick = |from: &str, at: usize| from.chars().nth(at % from.chars().count()).expect("within");
    let mut name = String::from(pick(SURNAMES, at * 7));
    name.push(pick(GIVEN, at * 11 + 3));
    if at % 4 != 0 {
        name.push(pick(GIVEN, at * 5 + at / 20));
    }
    name
}

pub(crate) fn bulletin(table: Table) -> Bulletin {
    Bulletin {
        unit: PublicText::default(),
        title: text("石桥镇2026年耕地地力保护补贴发放公示"),
        intro: texts(&[
            "根据《财政部　农业农村部关于全面推开农业“三项补贴”改革工作的通知》（财农〔2016〕26号）等文件精神，经农户申报、村组核实、张榜公布，现将我村2026年耕地地力保护补贴发放情况予以公示，请广大群众监督。",
        ]),
        table: PublicTable::of(table),
        notes: texts(&["补贴资金通过“一卡通”系统直接兑付到户。", "面积以2025年核定的土地承包面积为准。"]),
        signatures: texts(&["制表人", "审核人", "负责人"]),
        telephone: text("0371-55501234"),
        issuer: text("石桥镇石桥村村民委员会"),
        date: Some(date(2026, 11, 23)),
        period: Period { first: Some(date(2026, 11, 23)), last: Some(date(2026, 11, 29)) },
        look: Look::default(),
    }
}
