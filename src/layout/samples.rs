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
    if !at.is_multiple_of(4) {
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
        blocks: Vec::new(),
        notes: texts(&["补贴资金通过“一卡通”系统直接兑付到户。", "面积以2025年核定的土地承包面积为准。"]),
        signatures: texts(&["制表人", "审核人", "负责人"]),
        telephone: text("0371-55501234"),
        issuer: text("石桥镇石桥村村民委员会"),
        date: Some(date(2026, 11, 23)),
        period: Period { first: Some(date(2026, 11, 23)), last: Some(date(2026, 11, 29)) },
        look: Look::default(),
        seal: None,
        ground: true,
    }
}

/// 学生资助: headers of three levels, a rate inside the header, 小计 and 合计.
pub(crate) fn students() -> Bulletin {
    let header = |levels: &[&str], class| Column {
        header: levels.iter().map(|level| (*level).to_owned()).collect(),
        ..Column::new("", class)
    };
    let columns = vec![
        header(&["序号"], Class::Serial),
        header(&["学校"], Class::Text),
        header(&["总人数"], Class::Quantity),
        header(&["小学", "走读", "250元/生"], Class::Amount),
        header(&["小学", "寄宿", "500元/生"], Class::Amount),
        header(&["初中", "走读", "312.5元/生"], Class::Amount),
        header(&["初中", "寄宿", "625元/生"], Class::Amount),
        header(&["合计（元）"], Class::Amount),
    ];
    let mut table = Table::new(columns);
    for at in 0..14_i64 {
        let money = |n: i64| Cell::Number(Decimal::new(n * 250, 1));
        let school = if at % 5 == 4 { "其中：石桥镇中心学校东校区" } else { "石桥镇中心学校" };
        let role = if at % 5 == 4 { Role::Part } else { Role::Data };
        let cells = vec![
            Cell::Number((at + 1).into()),
            Cell::text(school),
            Cell::Number((at * 7 + 20).into()),
            money(at * 10),
            money(at * 31),
            if at % 4 == 0 { Cell::Blank } else { money(at * 13) },
            money(at * 25),
            money(at * 79),
        ];
        table.push(role, cells, None);
    }
    let total = ["", "合计", "917", "22750", "70525", "24500", "56875", "179725"];
    let cells = total.iter().map(|cell| cell.parse().map_or_else(|_| Cell::text(*cell), Cell::Number)).collect();
    table.push(Role::Total, cells, None);
    Bulletin { title: text("石桥镇2026年春季学期学生资助资金发放情况公示"), ..bulletin(table) }
}

/// 通知: no table, more than a page.
pub(crate) fn prose() -> Bulletin {
    let paragraph = "补贴对象原则上为拥有耕地承包权的种地农民（含农场职工）；坚持“谁种地、谁受益”，对已作为畜牧养殖场使用的耕地、林地、成片粮田转为设施农业用地等已改变用途的耕地，不再给予补贴……详见《石桥镇耕地地力保护补贴实施细则》。";
    let mut all = vec!["各村（居）民委员会："];
    all.extend([paragraph; 9]);
    Bulletin {
        title: text("石桥镇人民政府关于做好2026年耕地地力保护补贴发放工作的通知"),
        intro: texts(&all),
        notes: Vec::new(),
        signatures: Vec::new(),
        ..bulletin(Table::default())
    }
}
