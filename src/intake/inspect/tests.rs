//! Nasty shapes, built by hand.

mod parts;
mod printed;
mod samples;

use std::time::Instant;

use super::*;
use crate::intake::read::read_bytes;
use crate::intake::sheet::{Sheet, SheetRow, Span};

/// A sheet of lines with cells set apart by `|`; a blank line is a blank row. Digits become numbers, `d:2026-07-01` a date,
/// `t:12` text.
fn sheet(lines: &[&str]) -> Sheet {
    let rows = (1u32..).zip(lines).map(|(number, line)| SheetRow {
        number,
        hidden: false,
        cells: line.split('|').map(cell).collect(),
    });
    Sheet { rows: rows.filter(|row| row.cells.iter().any(|cell| !cell.is_blank())).collect(), ..Sheet::default() }
}

fn cell(text: &str) -> Cell {
    match text {
        "" => Cell::Blank,
        _ if text.starts_with("t:") => Cell::text(&text[2..]),
        _ if text.starts_with("d:") => Cell::Date(text[2..].parse().expect("a day")),
        _ if text.len() <= 15 => text.parse().map_or_else(|_| Cell::text(text), Cell::Number),
        _ => Cell::text(text),
    }
}

/// `A1:C2`
fn span(area: &str) -> Span {
    let (first, last) = area.split_once(':').expect("an area");
    let at = |corner: &str| {
        let (letter, row) = corner.split_at(1);
        (row.parse().expect("a row"), u32::from(letter.as_bytes()[0] - b'A'))
    };
    let ((first_row, first_column), (last_row, last_column)) = (at(first), at(last));
    Span { first_row, last_row, first_column, last_column }
}

fn merged(lines: &[&str], areas: &[&str]) -> Sheet {
    Sheet { merges: areas.iter().map(|area| span(area)).collect(), ..sheet(lines) }
}

fn book(sheet: Sheet) -> Book {
    Book { sheets: vec![sheet], ..Book::default() }
}

fn found(sheet: Sheet) -> Found {
    inspect(&book(sheet), None).expect("a table")
}

fn corrected(sheet: Sheet, correction: &Correction) -> Found {
    inspect(&book(sheet), Some(correction)).expect("a table")
}

fn names(found: &Found) -> Vec<String> {
    found.table.columns.iter().map(Column::name).collect()
}

fn roles(found: &Found) -> Vec<Role> {
    found.table.rows.iter().map(|row| row.role).collect()
}

fn column(found: &Found, at: usize) -> Vec<String> {
    found.table.rows.iter().map(|row| row.cells[at].typed()).collect()
}

fn kinds(found: &Found) -> Vec<FindingKind> {
    found.findings.iter().map(|finding| finding.kind).collect()
}

#[test]
fn the_lines_above_the_header_are_the_title_the_captions_and_the_unit() {
    let found = found(merged(
        &[
            "附件1",
            "石桥村补贴公示表||",
            "填报单位：石桥村|填报日期：2026年4月8日|单位：万元",
            "序号|姓名|金额",
            "1|张三|5",
        ],
        &["A2:C2"],
    ));
    assert_eq!(found.title.as_deref(), Some("石桥村补贴公示表"));
    assert_eq!(found.lines_above, ["附件1", "填报单位：石桥村　填报日期：2026年4月8日　单位：万元"]);
    assert_eq!(found.unit.as_deref(), Some("万元"));
    assert_eq!((found.header_row, found.header_depth), (4, 1));
    assert_eq!(found.table.columns[2].class, Class::Amount);
}

#[test]
fn a_header_of_three_levels_is_read_by_its_merged_cells() {
    let found = found(merged(
        &[
            "序号|乡镇|小学||初中||合计（元）",
            "||走读|寄宿|走读|寄宿|",
            "||250元/生|500元/生|312.5元/生|625元/生|",
            "1|石桥镇|20|10|6|10|18125",
        ],
        &["A1:A3", "B1:B3", "C1:D1", "E1:F1", "G1:G3"],
    ));
    assert_eq!(found.header_depth, 3);
    assert_eq!(
        names(&found)[2..],
        ["小学/走读/250元/生", "小学/寄宿/500元/生", "初中/走读/312.5元/生", "初中/寄宿/625元/生", "合计（元）"]
    );
    assert_eq!(found.table.columns[2].class, Class::Quantity);
    assert_eq!(found.table.columns[6].class, Class::Amount);
}

#[test]
fn the_same_header_without_merges_is_read_by_its_blanks() {
    let found = found(sheet(&[
        "序号|乡镇|小学||初中||合计（元）",
        "||走读|寄宿|走读|寄宿|",
        "||250元/生|500元/生|312.5元/生|625元/生|",
        "1|石桥镇|20|10|6|10|18125",
    ]));
    assert_eq!(found.header_depth, 3);
    assert_eq!(names(&found)[2..4], ["小学/走读/250元/生", "小学/寄宿/500元/生"]);
    assert_eq!(names(&found)[5..], ["初中/寄宿/625元/生", "合计（元）"]);
}

#[test]
fn a_level_of_bare_numbers_under_merged_cells_is_header_and_not_data() {
    let found = found(merged(
        &["序号|姓名|标准||金额", "||250|500|", "1|张三|1|0|250", "2|李四|0|1|500"],
        &["A1:A2", "B1:B2", "C1:D1", "E1:E2"],
    ));
    assert_eq!(found.header_depth, 2);
    assert_eq!(names(&found)[2..4], ["标准/250", "标准/500"]);
    assert_eq!(found.rows(), 2);
}

#[test]
fn a_sparse_upper_level_belongs_to_the_header() {
    let found = found(merged(
        &["三公经费公开表||||", "|2025年||2026年|", "项目|预算数|决算数|预算数|决算数", "公务接待费|1|2|3|4"],
        &["A1:E1", "B2:C2", "D2:E2"],
    ));
    assert_eq!((found.header_row, found.header_depth), (2, 2));
    assert_eq!(names(&found), ["项目", "2025年/预算数", "2025年/决算数", "2026年/预算数", "2026年/决算数"]);
}

#[test]
fn line_breaks_and_spaces_in_headers_are_gone() {
    let found = found(sheet(&["序　号|姓 名|补贴面积\n（亩）", "1|张三|2.5"]));
    assert_eq!(names(&found), ["序号", "姓名", "补贴面积（亩）"]);
}

#[test]
fn a_list_of_names_does_not_pass_for_a_header() {
    let found = found(sheet(&["村民小组|姓名|性别", "一组|张三|男", "一组|李四|女", "二组|王五|男"]));
    assert_eq!((found.header_row, found.header_depth, found.rows()), (1, 1, 3));
}

#[test]
fn a_single_column_of_names_is_a_table() {
    let found = found(sheet(&["石桥村村民代表名单公示", "姓名", "张三", "李四", "王五"]));
    assert_eq!((found.header_row, found.rows()), (2, 3));
    assert_eq!(found.title.as_deref(), Some("石桥村村民代表名单公示"));
    assert_eq!(found.table.columns[0].class, Class::Name);
}

#[test]
fn names_side_by_side_without_a_header_are_all_data() {
    let found = found(sheet(&["石桥村选民名单公告||", "张三|李四|王小五", "赵六|陈七|刘八", "周九|吴十|"]));
    assert_eq!((found.header_row, found.header_depth, found.rows()), (2, 0, 3));
    assert_eq!(names(&found), ["A列", "B列", "C列"]);
}

#[test]
fn rows_of_data_without_any_header_say_so() {
    let found = found(sheet(&["1|张三|200", "2|李四|300"]));
    assert_eq!((found.header_depth, found.rows()), (0, 2));
    assert_eq!(kinds(&found), [FindingKind::LeftOut]);
}

#[test]
fn a_table_of_one_row_is_a_table() {
    let found = found(sheet(&["临时救助公示", "序号|姓名|救助金额（元）", "1|张三|2000"]));
    assert_eq!((found.header_row, found.rows()), (2, 1));
}

#[test]
fn a_header_alone_is_found_empty_and_blocks() {
    let found = found(sheet(&["序号|姓名|金额（元）"]));
    assert_eq!(found.rows(), 0);
    assert_eq!((found.findings[0].kind, found.findings[0].severity), (FindingKind::EmptyTable, Severity::Blocking));
}

#[test]
fn sums_are_known_wherever_they_stand_and_however_they_are_spaced() {
    let found = found(merged(
        &[
            "序号|组别|姓名|金额",
            "合  计|||60",
            "1|一组|张三|10",
            "一组小计|||10",
            "2|二组|李四|50",
            "|二组合计：||50",
            "全村合计|||60",
        ],
        &["A2:C2"],
    ));
    let expected = [Role::Total, Role::Data, Role::Subtotal, Role::Data, Role::Subtotal, Role::Total];
    assert_eq!(roles(&found), expected);
    assert_eq!(found.rows(), 2);
}

#[test]
fn a_leading_total_of_a_budget_is_one_of_its_rows_and_parts_are_parts() {
    let found = found(sheet(&[
        "项目|预算数",
        "合计|30",
        "因公出国（境）费",
        "公务接待费|6",
        "车辆|24",
        "其中：购置费|4",
        "其中：运行费|20",
    ]));
    assert_eq!(roles(&found), [Role::Total, Role::Data, Role::Data, Role::Data, Role::Part, Role::Part]);
    assert_eq!(found.rows(), 6);
}

#[test]
fn opening_and_closing_balances_stand_in_the_abstract() {
    let found = found(sheet(&[
        "日期|摘要|收入（元）|支出（元）|余额（元）|经手人",
        "|期初余额|||100|",
        "d:2026-07-01|存款利息|5||105|张三",
        "|合计|5|||",
        "|期末余额|||105|",
    ]));
    assert_eq!(roles(&found), [Role::Opening, Role::Data, Role::Total, Role::Closing]);
}

#[test]
fn a_rate_and_a_group_merged_down_are_filled_down_and_an_amount_is_not() {
    let lines: Vec<String> = std::iter::once("序号|组别|补贴标准（元/亩）|家庭补贴金额（元）".to_owned())
        .chain((1..=300).map(|at| if at == 1 { "1|一组|86.5|900".to_owned() } else { format!("{at}|||") }))
        .chain(std::iter::once("合计|||900".to_owned()))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut sheet = merged(&lines, &["B2:B301", "C2:C301", "D2:D301"]);
    // Rows with a serial alone would pass for prefilled ones.
    for row in &mut sheet.rows[2..301] {
        row.cells.push(Cell::text("在册"));
    }
    let found = found(sheet);
    assert_eq!(found.rows(), 300);
    assert_eq!(found.table.rows[299].cells[1..4], [Cell::text("一组"), cell("86.5"), Cell::Blank]);
    assert_eq!(found.table.rows[300].cells[2], Cell::Blank);
}

#[test]
fn hidden_columns_and_rows_are_kept_and_named() {
    let mut sheet = sheet(&["序号|姓名|身份证号|金额", "1|张三|433124193201011234|10", "2|李四|433124193201021235|10"]);
    sheet.hidden_columns.insert(2);
    sheet.rows[2].hidden = true;
    let found = found(sheet);
    assert_eq!(found.hidden_columns, ["身份证号"]);
    assert!(found.table.columns[2].hidden);
    assert_eq!(found.rows(), 2);
    assert_eq!(kinds(&found), [FindingKind::HiddenInFile, FindingKind::HiddenInFile]);
    assert_eq!(found.findings[1].source, Some(3));
}

#[test]
fn a_heading_over_a_group_becomes_the_group_of_its_rows() {
    let found = found(sheet(&["序号|姓名|金额", "一组||", "1|张三|10", "二组||", "2|李四|20"]));
    assert_eq!(roles(&found), [Role::Data, Role::Data]);
    let group = found.table.column_of(Class::Group).expect("a column of groups");
    let groups: Vec<_> = found.table.rows.iter().map(|row| row.cells[group].typed()).collect();
    assert_eq!(groups, ["一组", "二组"]);
}

#[test]
fn lists_side_by_side_are_one_list_and_every_row_keeps_its_place_in_the_file() {
    let found = found(sheet(&["序号|姓名|金额|序号|姓名|金额", "1|张三|10|3|王五|30", "2|李四|20|4|赵六|40"]));
    let names: Vec<_> = found.table.rows.iter().map(|row| row.cells[1].typed()).collect();
    assert_eq!(names, ["张三", "李四", "王五", "赵六"]);
    assert_eq!(found.table.columns.len(), 3);
    let sources: Vec<_> = found.table.rows.iter().map(|row| row.source).collect();
    assert_eq!(sources, [Some(2), Some(3), Some(2), Some(3)]);
}

#[test]
fn stacked_tables_are_told_apart_and_the_others_offered() {
    let lines = [
        "一、低保情况",
        "序号|姓名|金额",
        "1|张三|10",
        "合计||10",
        "",
        "二、特困人员情况",
        "序号|姓名|供养方式|月数|金额",
        "1|李四|分散|3|10",
        "2|王五|集中|3|20",
        "3|赵六|集中|3|20",
    ];
    let first = found(sheet(&lines));
    assert_eq!((first.title.as_deref(), first.header_row, first.rows()), (Some("二、特困人员情况"), 7, 3));
    assert_eq!(first.others.len(), 1);
    assert_eq!((first.others[0].title.as_deref(), first.others[0].header_row), (Some("一、低保情况"), 2));
    let chosen = corrected(sheet(&lines), &Correction { header_row: Some(2), ..Correction::default() });
    assert_eq!((chosen.title.as_deref(), chosen.rows(), chosen.others[0].header_row), (Some("一、低保情况"), 1, 7));
    assert_eq!(chosen.notes, Vec::<String>::new());
}

#[test]
fn stacked_tables_with_one_header_are_two_where_the_serial_starts_anew_below_another_title() {
    let found = found(sheet(&["一组名单", "序号|姓名", "1|张三", "2|李四", "二组名单", "序号|姓名", "1|王五"]));
    assert_eq!((found.rows(), found.others.len()), (2, 1));
}

#[test]
fn columns_that_hold_nothing_are_left_out_and_an_unfilled_named_one_stays() {
    let wide = format!("序号|姓名||备注{}", "|".repeat(400));
    let found = found(sheet(&[&wide, "1|张三", "2|李四"]));
    assert_eq!(names(&found), ["序号", "姓名", "备注"]);
}

#[test]
fn a_column_without_a_header_is_kept_and_named_by_its_letter() {
    let found = found(sheet(&["序号|姓名||金额", "1|张三|433124193201011234|10"]));
    assert_eq!(names(&found), ["序号", "姓名", "C列", "金额"]);
    assert_eq!(found.table.columns[2].class, Class::IdNumber);
}

#[test]
fn a_table_that_no_wall_has_room_for_is_refused() {
    let text: String = (0..70_001).map(|row| format!("{row},甲,一,二,三,四,五,六,七,八\n")).collect();
    let text = format!("序号,户主,a,b,c,d,e,f,g,h\n{text}");
    let book = read_bytes("long.csv", text.into_bytes()).expect("a file that can be read");
    assert!(matches!(inspect(&book, None), Err(FindError::TooLarge { cells: 700_010 })));
}

#[test]
fn the_sheet_with_the_data_is_chosen_and_a_named_one_obeyed() {
    let named = |name: &str, hidden, lines: &[&str]| Sheet { name: Some(name.into()), hidden, ..sheet(lines) };
    let book = Book {
        sheets: vec![
            named("填表说明", false, &["一|填写姓名", "二|填写金额", "三|盖章", "四|上报"]),
            named("字典", true, &["一组|二组|三组", "四组|五组|六组", "七组|八组|九组", "1|2|3"]),
            named("公示表", false, &["序号|姓名", "1|张三"]),
            named("Sheet3", false, &[]),
        ],
        ..Book::default()
    };
    assert_eq!(inspect(&book, None).expect("a table").sheet.as_deref(), Some("公示表"));
    let correction = Correction { sheet: Some("字典".into()), ..Correction::default() };
    assert_eq!(inspect(&book, Some(&correction)).expect("a table").sheet.as_deref(), Some("字典"));
    let correction = Correction { sheet: Some("无".into()), ..Correction::default() };
    assert_eq!(inspect(&book, Some(&correction)).err(), Some(FindError::NoSuchSheet { name: "无".into() }));
    assert_eq!(inspect(&Book::default(), None).err(), Some(FindError::NoTable));
}

#[test]
fn cells_are_settled_by_their_columns_class() {
    let found = found(sheet(&[
        "序号|姓名|日期|金额（元）|身份证号|备注",
        "1|张三|2026.7.1|t:1,234.50|433124193201011234|t:12",
        "2|李四|2026年7月2日|t:１２３|433124320101123|",
        "3|王五|20260703|－|t:43312419320103123X|007",
        "4|赵六|7月|/||",
    ]));
    assert_eq!(column(&found, 2), ["2026-07-01", "2026-07-02", "2026-07-03", "7月"]);
    assert!(matches!(found.table.rows[2].cells[2], Cell::Date(_)));
    let amounts: Vec<&Cell> = found.table.rows.iter().map(|row| &row.cells[3]).collect();
    assert_eq!(amounts, [&cell("1234.50"), &cell("123"), &Cell::text("－"), &Cell::text("/")]);
    assert_eq!(found.table.rows[1].cells[4], Cell::text("433124320101123"));
    assert_eq!(found.table.rows[0].cells[5], Cell::text("12"));
    assert_eq!(found.table.rows[3].cells[4], Cell::Blank);
}

#[test]
fn a_correction_moves_the_header_leaves_out_and_reclasses() {
    let lines = ["石桥村", "甲类|乙类|丙类", "序号|姓名|数", "1|张三|10", "2|李四|20", "合计||30"];
    let correction = Correction {
        header_row: Some(3),
        header_depth: Some(1),
        left_out_rows: [5].into(),
        left_out_labels: ["合计".to_owned()].into(),
        left_out_columns: ["序号".to_owned()].into(),
        classes: [("数".to_owned(), Class::Amount)].into(),
        ..Correction::default()
    };
    let found = corrected(sheet(&lines), &correction);
    assert_eq!((found.header_row, found.header_depth), (3, 1));
    assert_eq!(names(&found), ["姓名", "数"]);
    assert_eq!(roles(&found), [Role::Data]);
    assert_eq!(found.table.columns[1].class, Class::Amount);
}

#[test]
fn what_is_remembered_names_no_row_and_finds_the_header_of_the_next_file() {
    let lines = ["石桥村", "填报|张三|李四", "编|名|数", "1|王五|10"];
    let first = corrected(sheet(&lines), &Correction::default());
    let correction = Correction { header_row: Some(3), left_out_rows: [4].into(), ..Correction::default() };
    let remembered = correction.remembered(first.own_header_row);
    assert!(remembered.left_out_rows.is_empty() && remembered.header_row.is_none());
    let text = serde_json::to_string(&remembered).expect("JSON");
    let remembered: Correction = serde_json::from_str(&text).expect("the same");
    let moved = ["", "", "石桥村", "填报|张三|李四", "编|名|数", "1|王五|10"];
    let next = corrected(sheet(&moved), &remembered);
    assert_eq!(next.header_row, 5);
    assert_eq!(next.signature, first.signature);
}

#[test]
fn a_label_that_is_no_label_is_not_remembered() {
    let correction =
        Correction { left_out_labels: ["合计".to_owned(), "张三".to_owned()].into(), ..Correction::default() };
    assert_eq!(correction.remembered(1).left_out_labels, ["合计".to_owned()].into());
}

#[test]
fn the_signature_holds_for_another_year_and_other_rows_and_not_for_another_header() {
    let one = found(sheet(&["公示表", "序号|姓名|2025年预算数", "1|张三|10"])).signature;
    let next = found(sheet(&["", "别的标题", "序 号|姓名|2026年预算数", "1|李四|20", "2|王五|3"])).signature;
    let other = found(sheet(&["公示表", "序号|户主|2025年预算数", "1|张三|10"])).signature;
    assert_eq!(one, next);
    assert_ne!(one, other);
}

#[test]
fn a_column_matched_by_hand_bears_the_kinds_name_and_a_private_one_never_does() {
    let table = ["户主|补款|电话", "张三|10|t:13812341234"];
    let matches = [("补款".to_owned(), "补贴金额（元）".to_owned()), ("电话".to_owned(), "备注".to_owned())].into();
    let found = corrected(sheet(&table), &Correction { matches, ..Correction::default() });
    assert_eq!(names(&found), ["户主", "补贴金额（元）", "电话"]);
    let classes: Vec<_> = found.table.columns.iter().map(|column| column.class).collect();
    assert_eq!(classes, [Class::Name, Class::Amount, Class::Phone]);
}

#[test]
fn a_mobile_behind_the_words_of_an_office_is_asked_with_its_row() {
    let found = found(sheet(&["户主|金额（元）", "张三|10", "李四|20", "监督电话：13812341234"]));
    let office = Office { telephones: vec!["13812341234".into()], ..Office::default() };
    assert_eq!(found.telephones_to_ask(&Office::default()), [(4, "13812341234".to_owned())]);
    assert_eq!(found.telephones_to_ask(&office), []);
    let findings = found.unknown_telephones(&Office::default());
    assert_eq!((findings[0].source, findings.len()), (Some(4), 1));
    assert!(!findings[0].text.contains("1381234"));
}

/// A list of so many households, as long as it is wide.
fn households(count: usize) -> Book {
    let mut lines = vec![
        "补贴公示表".to_owned(),
        "序号|组别|户主姓名|身份证号|账号|电话|面积（亩）|标准（元/亩）|金额（元）|备注".to_owned(),
    ];
    lines.extend(
        (1..=count)
            .map(|at| format!("{at}|一组|张三|433124193201011234|6228480000000000000|t:13800000000|8.5|86.5|735.25|")),
    );
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    book(sheet(&lines))
}

#[test]
fn ten_times_the_rows_take_ten_times_as_long_and_not_a_hundred_times() {
    let (some, many) = (households(2_000), households(20_000));
    let quickest = |book: &Book, rows: usize| {
        let take = |_| {
            let started = Instant::now();
            assert_eq!(inspect(book, None).expect("a table").rows(), rows);
            started.elapsed()
        };
        (0..5).map(take).min().unwrap_or_default()
    };
    let (some, many) = (quickest(&some, 2_000), quickest(&many, 20_000));
    assert!(many < some * 25, "{some:?} for 2,000 rows, {many:?} for 20,000");
}
