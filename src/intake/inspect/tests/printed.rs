//! What a table for the printer holds beside its rows: signatures, notes, page sums, the form's own numbering.

use super::*;

#[test]
fn notes_and_lines_to_sign_on_end_the_table() {
    let found = found(sheet(&[
        "序号|姓名|金额",
        "1|张三|10",
        "合计||10",
        "注：金额四舍五入。",
        "以上名单如有异议，请在公示期内提出。",
        "村主任（签字）：||监督委员会主任（签字）：",
        "制 表 人：    审核人：李四",
    ]));
    assert_eq!(found.notes, ["注：金额四舍五入。", "以上名单如有异议，请在公示期内提出。"]);
    assert_eq!(found.signatures, ["村主任（签字）", "监督委员会主任（签字）", "制表人", "审核人：李四"]);
    assert_eq!(roles(&found), [Role::Data, Role::Total]);
}

#[test]
fn headers_and_sums_of_printed_pages_are_left_out() {
    let found = found(sheet(&[
        "补贴公示表||",
        "序号|姓名|金额",
        "1|张三|10",
        "本页小计||10",
        "第 1 页 共 2 页",
        "补贴公示表||",
        "序号|姓名|金额",
        "2|李四|20",
        "合计||30",
    ]));
    assert_eq!(roles(&found), [Role::Data, Role::Data, Role::Total]);
    assert_eq!(found.others, []);
    let rows: Vec<_> = found.findings.iter().map(|finding| (finding.kind, finding.source)).collect();
    assert_eq!(rows, [(FindingKind::LeftOut, Some(6)), (FindingKind::LeftOut, Some(4))]);
}

#[test]
fn prefilled_serials_are_left_out_and_named_once() {
    let found = found(sheet(&["序号|姓名|金额", "1|张三|10", "2||", "3||", "合计||10"]));
    assert_eq!(found.rows(), 1);
    assert_eq!(found.findings[0].text, "第3–4行只有序号，没有内容，未读入。");
}

#[test]
fn the_forms_own_column_numbers_are_left_out() {
    let found = found(sheet(&["项目|人数|面积|金额|备注", "甲|1|2|3|4", "种粮|5|6|7|"]));
    assert_eq!((found.header_depth, found.rows()), (1, 1));
}

#[test]
fn circled_numbers_and_formulas_under_the_header_are_column_numbers() {
    let table = ["户主|面积（亩）|标准（元/亩）|金额（元）", "①|②|③|④=②×③", "张三|10|86.5|865"];
    assert_eq!(column(&found(sheet(&table)), 0), ["张三"]);
    let letters = ["户主|面积（亩）|标准（元/亩）|金额（元）", "A|B|C|D=B*C", "张三|10|86.5|865"];
    assert_eq!(column(&found(sheet(&letters)), 0), ["张三"]);
}

#[test]
fn a_total_with_its_count_or_without_a_word_is_the_total() {
    for last in ["合计：2户||30", "||30", "总计:||30"] {
        let found = found(sheet(&["序号|姓名|金额（元）", "1|张三|10", "2|李四|20", last]));
        assert_eq!(roles(&found), [Role::Data, Role::Data, Role::Total], "{last}");
    }
    let other = found(sheet(&["序号|姓名|金额（元）", "1|张三|10", "2|李四|20", "||31"]));
    assert_eq!(roles(&other)[2], Role::Data);
}

#[test]
fn a_closing_line_of_office_and_day_is_no_row() {
    let found = found(sheet(&[
        "石桥村补贴公示表",
        "序号|姓名|金额（元）",
        "1|张三|10",
        "2|李四|20",
        "||石桥村村民委员会",
        "||2026年4月8日",
    ]));
    assert_eq!(found.rows(), 2);
    assert_eq!(found.notes, ["石桥村村民委员会", "2026年4月8日"]);
}

#[test]
fn a_title_that_does_not_begin_in_the_first_column_is_the_title() {
    let found = found(sheet(&["||石桥村2026年补贴公示表", "序号|姓名|金额（元）", "1|张三|10", "2|李四|20"]));
    assert_eq!(found.title.as_deref(), Some("石桥村2026年补贴公示表"));
    assert_eq!((found.header_row, names(&found).len()), (2, 3));
}

#[test]
fn three_levels_without_a_merge_are_a_header_of_three_levels() {
    let found = found(sheet(&[
        "序号|姓名|小学||初中|",
        "||走读|寄宿|走读|寄宿",
        "||250元/生|500元/生|300元/生|625元/生",
        "1|张三|250|||",
        "2|李四||500||",
    ]));
    assert_eq!((found.header_depth, found.rows()), (3, 2));
    assert_eq!(names(&found)[4], "初中/走读/300元/生");
}

#[test]
fn a_text_parted_by_bars_is_a_table_below_its_title() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("公示.txt");
    std::fs::write(&file, "石桥村补贴公示\n序号|姓名|金额（元）\n1|张三|10\n2|李四|20\n").expect("a file");
    let book = crate::intake::read::read(&file).expect("a text");
    let found = inspect(&book, None).expect("a table");
    assert_eq!((found.title.as_deref(), found.rows()), (Some("石桥村补贴公示"), 2));
}

#[test]
fn a_total_with_a_serial_of_its_own_is_the_total() {
    let found = found(sheet(&["序号|姓名|金额（元）", "1|张三|10", "2|李四|20", "3|合计|30"]));
    assert_eq!(roles(&found), [Role::Data, Role::Data, Role::Total]);
}

#[test]
fn the_title_of_a_second_table_is_known_wherever_it_stands() {
    let found = found(sheet(&[
        "石桥村2026年补贴公示表",
        "序号|姓名|金额（元）",
        "1|张三|10",
        "2|李四|20",
        "|柳湾村2026年补贴公示表",
        "序号|姓名|金额（元）",
        "1|王五|30",
    ]));
    assert_eq!((found.rows(), found.others.len()), (2, 1));
}
