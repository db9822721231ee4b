use super::*;
use crate::domain::kind::Catalogue;
use crate::domain::table::Role;

fn kind(id: &str) -> &'static Kind {
    Catalogue::bundled().find(id).expect("a bundled kind")
}

fn cell(text: &str, class: Class) -> Cell {
    Cell::parse(text, class)
}

/// Rows as `role: cells`, from row 4 of the file on.
fn table(columns: &[(&str, Class)], rows: &[(Role, &[&str])]) -> Table {
    let mut table = Table::new(columns.iter().map(|(name, class)| Column::new(*name, *class)).collect());
    for (at, (role, row)) in rows.iter().enumerate() {
        let cells = row.iter().zip(columns).map(|(text, (_, class))| cell(text, *class)).collect();
        table.push(*role, cells, Some(u32::try_from(at).unwrap() + 4));
    }
    table
}

fn subsidy(rows: &[(Role, &[&str])]) -> Table {
    table(
        &[
            ("序号", Class::Serial),
            ("村民小组", Class::Group),
            ("户主姓名", Class::Name),
            ("补贴面积（亩）", Class::Quantity),
            ("补贴标准（元/亩）", Class::Rate),
            ("补贴金额（元）", Class::Amount),
        ],
        rows,
    )
}

fn of(findings: &[Finding], kind: FindingKind) -> Vec<(Option<u32>, &str, &str)> {
    let same = findings.iter().filter(|finding| finding.kind == kind);
    same.map(|finding| (finding.source, finding.column.as_deref().unwrap_or(""), finding.text.as_str())).collect()
}

#[test]
fn a_correct_table_has_no_findings() {
    let table = subsidy(&[
        (Role::Data, &["1", "一组", "张明", "2.63", "86.5", "227.5"]),
        (Role::Data, &["2", "一组", "李四", "6.08", "", "525.92"]),
        (Role::Total, &["合计", "", "", "8.71", "", "753.42"]),
    ]);
    assert_eq!(check(&table, kind("gengdi-dili")), []);
    assert_eq!(
        sums(&table),
        [
            ("补贴面积（亩）".to_owned(), "8.71".parse().unwrap()),
            ("补贴金额（元）".to_owned(), "753.42".parse().unwrap())
        ]
    );
}

#[test]
fn a_wrong_total_is_told_with_both_figures() {
    let table = subsidy(&[
        (Role::Total, &["合计", "", "", "3.00", "", "1200"]),
        (Role::Data, &["1", "一组", "张明", "1", "1000", "1000"]),
        (Role::Data, &["2", "一组", "李四", "2", "105", "210"]),
    ]);
    let findings = check(&table, kind("gengdi-dili"));
    assert_eq!(
        of(&findings, FindingKind::Sum),
        [(Some(4), "补贴金额（元）", "第 4 行“补贴金额（元）”：合计行写的是 1,200，逐行相加是 1,210，相差 10。")]
    );
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_wrong_product_is_told_and_rounding_to_fen_is_not() {
    let table = subsidy(&[
        (Role::Data, &["1", "一组", "张明", "2.63", "86.5", "227.49"]),
        (Role::Data, &["2", "一组", "李四", "6.08", "86.5", "525.92"]),
        (Role::Data, &["3", "一组", "王五", "6.08", "86.5", "552.92"]),
    ]);
    let findings = check(&table, kind("gengdi-dili"));
    let wrong = of(&findings, FindingKind::Formula);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert_eq!(wrong[0].0, Some(6));
    assert!(wrong[0].2.contains("552.92") && wrong[0].2.contains("525.92") && wrong[0].2.contains("27.00"));
}

#[test]
fn a_rate_merged_down_counts_for_the_rows_below() {
    let table = table(
        &[
            ("序号", Class::Serial),
            ("乡镇", Class::Group),
            ("种植面积（亩）", Class::Quantity),
            ("每亩补贴标准（元）", Class::Rate),
            ("应打卡金额（元）", Class::Amount),
        ],
        &[
            (Role::Data, &["1", "石桥镇", "36394.99", "7.62", "277329.82"]),
            (Role::Data, &["2", "石桥镇", "36790.49", "", "280343.53"]),
            (Role::Data, &["3", "石桥镇", "17790.97", "", "135567.18"]),
            (Role::Total, &["合计", "", "90976.45", "", "693240.53"]),
        ],
    );
    let findings = check(&table, kind("zhongliang"));
    assert_eq!(of(&findings, FindingKind::Formula).iter().map(|finding| finding.0).collect::<Vec<_>>(), [Some(6)]);
    assert_eq!(of(&findings, FindingKind::Sum), []);
    assert_eq!(of(&findings, FindingKind::MissingColumn), []);
}

#[test]
fn subtotals_cover_their_rows_and_a_missing_cell_is_a_note() {
    let table = table(
        &[("序号", Class::Serial), ("乡镇", Class::Text), ("总人数", Class::Quantity), ("合计（元）", Class::Amount)],
        &[
            (Role::Data, &["1", "石桥镇", "46", "18125"]),
            (Role::Data, &["2", "柳湾镇", "31", "13000"]),
            (Role::Subtotal, &["小计", "", "77", ""]),
            (Role::Data, &["3", "外县就读", "5", "1937.5"]),
            (Role::Subtotal, &["小计", "", "6", "1937.5"]),
            (Role::Total, &["合计", "", "82", "33062.5"]),
        ],
    );
    let findings = check(&table, kind("tongzhi"));
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert_eq!((findings[0].severity, findings[0].source), (Severity::Note, Some(6)));
    assert_eq!((findings[1].severity, findings[1].source), (Severity::Warning, Some(8)));
}

fn sangong(total: &str) -> Table {
    table(
        &[
            ("项目", Class::Text),
            ("2025年预算数", Class::Amount),
            ("2026年预算数", Class::Amount),
            ("比上年增减/金额", Class::Amount),
            ("比上年增减/幅度（%）", Class::Quantity),
        ],
        &[
            (Role::Total, &["合计", "32.6", total, "-2.7", "-8.28"]),
            (Role::Data, &["1.因公出国（境）费", "", "", "", ""]),
            (Role::Data, &["2.公务接待费", "8.6", "7.4", "-1.2", "-13.95"]),
            (Role::Data, &["3.公务用车购置及运行费", "24", "22.5", "-1.5", "-6.25"]),
            (Role::Part, &["其中：公务用车购置费", "0", "0", "0", ""]),
            (Role::Part, &["其中：公务用车运行维护费", "24", "22.5", "-1.5", "-6.25"]),
        ],
    )
}

#[test]
fn a_blank_row_counts_as_nothing_and_shares_are_not_summed() {
    assert_eq!(check(&sangong("29.9"), kind("sangong")), []);
    let findings = check(&sangong("30.9"), kind("sangong"));
    assert_eq!(
        of(&findings, FindingKind::Formula),
        [(Some(4), "2026年预算数", "第 4 行“2026年预算数”：合计行写的是 30.90，各项相加是 29.90，相差 1.00。")]
    );
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_wrong_balance_is_told_once_and_the_closing_is_checked() {
    let columns = [
        ("日期", Class::Date),
        ("摘要", Class::Text),
        ("收入（元）", Class::Amount),
        ("支出（元）", Class::Amount),
        ("余额（元）", Class::Amount),
        ("经手人", Class::Name),
    ];
    let table = table(
        &columns,
        &[
            (Role::Opening, &["", "期初余额", "", "", "100", ""]),
            (Role::Data, &["2026-07-01", "存款利息", "20", "", "120", "张明"]),
            (Role::Data, &["2026-07-02", "购办公用品", "", "5", "116", "张明"]),
            (Role::Data, &["2026-07-03", "购办公用品", "", "6", "110", "张明"]),
            (Role::Total, &["", "合计", "20", "11", "", ""]),
            (Role::Closing, &["", "期末余额", "", "", "110", ""]),
        ],
    );
    let findings = check(&table, kind("village-finance"));
    let wrong: Vec<_> = of(&findings, FindingKind::Balance).iter().map(|finding| finding.0).collect();
    assert_eq!(wrong, [Some(6), Some(9)]);
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert_eq!(sums(&table).len(), 2);
}

#[test]
fn one_person_twice_is_told_by_id_before_name() {
    let named = subsidy(&[
        (Role::Data, &["1", "一组", "张明", "1", "1", "1"]),
        (Role::Data, &["2", "二组", "张明", "1", "1", "1"]),
        (Role::Data, &["3", "一组", "张 明", "1", "1", "1"]),
    ]);
    let findings = check(&named, kind("gengdi-dili"));
    assert_eq!(of(&findings, FindingKind::Duplicate)[0].0, Some(6));
    assert_eq!(findings.len(), 1);
    let by_id = table(
        &[("村组", Class::Group), ("姓名", Class::Name), ("身份证号", Class::IdNumber)],
        &[
            (Role::Data, &["一组", "张明", "11010519491231002X"]),
            (Role::Data, &["一组", "张明", "433124196010205701"]),
            (Role::Data, &["二组", "张敏", "110105 19491231 002x"]),
        ],
    );
    let findings = check(&by_id, kind("tongzhi"));
    assert_eq!(of(&findings, FindingKind::Duplicate)[0].0, Some(6));
    assert_eq!(findings.len(), 1);
    assert!(!findings[0].text.contains("1949"));
}

#[test]
fn gaps_in_the_serials_are_told_and_a_new_start_is_not() {
    let table = table(
        &[("序号", Class::Serial), ("姓名", Class::Name)],
        &[
            (Role::Data, &["1", "甲"]),
            (Role::Data, &["2", "乙"]),
            (Role::Data, &["4", "丙"]),
            (Role::Subtotal, &["小计", ""]),
            (Role::Data, &["1", "丁"]),
            (Role::Data, &["1", "戊"]),
        ],
    );
    let findings = check(&table, kind("tongzhi"));
    let gaps: Vec<_> = of(&findings, FindingKind::SerialGap).iter().map(|finding| finding.0).collect();
    assert_eq!(gaps, [Some(6), Some(9)]);
}

#[test]
fn text_among_numbers_and_missing_columns_are_told() {
    let table = table(
        &[("户主", Class::Name), ("补贴金额（元）", Class::Amount)],
        &[(Role::Data, &["张明", "约200"]), (Role::Data, &["李四", "/"])],
    );
    let findings = check(&table, kind("gengdi-dili"));
    assert_eq!(of(&findings, FindingKind::NotANumber)[0].0, Some(4));
    let missing: Vec<_> = of(&findings, FindingKind::MissingColumn).iter().map(|finding| finding.1).collect();
    assert_eq!(missing, ["补贴面积（亩）", "补贴标准（元/亩）"]);
}

#[test]
fn a_list_without_a_row_is_one_finding_that_forbids_posting() {
    let found = check(&subsidy(&[]), kind("gengdi-dili"));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].severity), (FindingKind::EmptyTable, Severity::Blocking));
    assert_eq!(check(&subsidy(&[]), kind("tongzhi"))[0].severity, Severity::Warning);
    assert_eq!(check(&Table::default(), kind("tongzhi")), []);
}
