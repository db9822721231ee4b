use super::*;
use crate::domain::heading::matches;
use crate::domain::kind::Catalogue;
use crate::domain::table::{Column, Table};
use crate::intake::inspect::inspect;
use crate::intake::sheet::{Book, Sheet, SheetRow};

fn class(header: &str) -> Class {
    classify(&[header.to_owned()], std::iter::empty(), None)
}

fn table(headers: &[&str]) -> Table {
    let column = |header: &&str| {
        let levels: Vec<String> = header.split('/').map(str::to_owned).collect();
        let class = classify(&levels, std::iter::empty(), None);
        Column { header: levels, class, align: None, hidden: false, merged: false }
    };
    Table::new(headers.iter().map(column).collect())
}

/// The names of the table's columns that a kind's columns were matched with.
fn matched<'a>(kind: &str, headers: &[&'a str]) -> Vec<Option<&'a str>> {
    let kind = Catalogue::bundled().find(kind).expect("a kind");
    matches(&table(headers), kind, &[]).into_iter().map(|at| at.map(|at| headers[at])).collect()
}

#[test]
fn headers_name_their_class() {
    let expected = [
        ("序号", Class::Serial),
        ("户主姓名", Class::Name),
        ("申请人", Class::Name),
        ("村民小组", Class::Group),
        ("身份证号码", Class::IdNumber),
        ("一卡通账号", Class::BankCard),
        ("联系电话", Class::Phone),
        ("监督电话", Class::Text),
        ("补贴面积（亩）", Class::Quantity),
        ("补贴标准（元/亩）", Class::Rate),
        ("每亩补贴标准（元）", Class::Rate),
        ("补贴金额（元）", Class::Amount),
        ("应打卡金额（元）", Class::Amount),
        ("2025年预算数", Class::Amount),
        ("幅度（%）", Class::Quantity),
        ("总人数", Class::Quantity),
        ("合计（元）", Class::Amount),
        ("合计（人）", Class::Quantity),
        ("出生日期", Class::Date),
        ("家庭住址", Class::Address),
        ("残疾等级", Class::Health),
        ("致困原因", Class::Health),
        ("摘要", Class::Text),
        ("备注", Class::Text),
        ("性别", Class::Text),
    ];
    for (header, expected) in expected {
        assert_eq!(class(header), expected, "{header}");
    }
}

#[test]
fn cells_decide_where_the_header_says_nothing_and_personal_numbers_always() {
    let cells = |text: &str| vec![Cell::text(text); 5];
    let by_cells = |header: &str, text: &str| classify(&[header.to_owned()], cells(text).iter(), None);
    assert_eq!(by_cells("某某", "433124193201011234"), Class::IdNumber);
    assert_eq!(by_cells("备注", "433124193201011234"), Class::IdNumber);
    assert_eq!(by_cells("某某", "6228480000000000000"), Class::BankCard);
    assert_eq!(by_cells("某某", "13800000000"), Class::Phone);
    assert_eq!(by_cells("某某", "12.5"), Class::Quantity);
    assert_eq!(by_cells("某某", "2026.7.1"), Class::Date);
    assert_eq!(by_cells("补贴标准", "A档"), Class::Text);
}

#[test]
fn the_subsidy_files_columns_are_the_kinds() {
    let headers = [
        "序号",
        "村民小组",
        "户主姓名",
        "身份证号",
        "一卡通账号",
        "联系电话",
        "补贴面积（亩）",
        "补贴标准（元/亩）",
        "应发金额（元）",
        "备注",
    ];
    let expected = ["序号", "户主姓名", "补贴面积（亩）", "补贴标准（元/亩）", "应发金额（元）", "备注"];
    assert_eq!(matched("gengdi-dili", &headers), expected.map(Some));
}

#[test]
fn no_column_is_used_twice_and_the_nearest_name_wins() {
    let headers =
        ["序号", "组别", "申请人", "身份证号", "家庭情况/家庭人口", "家庭情况/保障人数", "拟保障金额（元）", "备注"];
    let expected = [
        Some("序号"),
        Some("组别"),
        Some("申请人"),
        Some("家庭情况/家庭人口"),
        Some("家庭情况/保障人数"),
        None,
        Some("拟保障金额（元）"),
    ];
    assert_eq!(matched("dibao-initial", &headers), expected);
}

#[test]
fn last_year_and_this_year_are_the_files_two_years() {
    let headers = ["项目", "2025年预算数", "2026年预算数", "比上年增减/金额", "比上年增减/幅度（%）"];
    assert_eq!(matched("sangong", &headers), headers.map(Some));
}

#[test]
fn a_kind_is_guessed_from_title_and_columns() {
    let guess_file = |title: &str, headers: &str, file: Option<&str>| {
        let row =
            |number, text: &str| SheetRow { number, hidden: false, cells: text.split('|').map(Cell::text).collect() };
        let rows = vec![row(1, title), row(2, headers), row(3, &headers.replace(|c| c != '|', "1"))];
        let book = Book { sheets: vec![Sheet { rows, ..Sheet::default() }], ..Book::default() };
        let found = inspect(&book, None).expect("a table");
        guess_kind(&found, file.map(std::path::Path::new), Catalogue::bundled()).map(|kind| kind.id.as_str())
    };
    let guess = |title: &str, headers: &str| guess_file(title, headers, None);
    let subsidy = "序号|户主姓名|补贴面积（亩）|补贴标准（元/亩）|补贴金额（元）";
    assert_eq!(guess("石桥村2026年耕地地力保护补贴发放公示表", subsidy), Some("gengdi-dili"));
    assert_eq!(guess("柳湾村最低生活保障初审公示名单", "序号|组别|申请人|家庭人口|保障人数"), Some("dibao-initial"));
    assert_eq!(guess("青山坪镇2026年“三公”经费预算公开表", "项目|2025年预算数|2026年预算数"), Some("sangong"));
    assert_eq!(guess("河口村2026年第三季度财务收支公开表", "日期|摘要|收入（元）|支出（元）"), Some("village-finance"));
    assert_eq!(guess("2026年实际种粮农民一次性补贴公示", "序号|乡镇|种植面积（亩）"), Some("zhongliang"));
    assert_eq!(guess("会议签到表", "序号|姓名|单位"), None);
    let named = guess_file("公示表", "序号|姓名|金额", Some("2026年高龄津贴公示(1).xlsx"));
    assert_eq!(named, Some("gaoling-jintie"));
}
