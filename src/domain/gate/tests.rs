use proptest::prelude::*;

use super::*;
use crate::domain::kind::Catalogue;
use crate::domain::office::Level;
use crate::domain::table::{Class, Role};

mod again;

const ID: &str = "11010519491231002X";
const CARD: &str = "6228480402564890018";
const PHONE: &str = "13812341234";

fn office() -> Office {
    Office {
        name: "石桥村村民委员会".into(),
        level: Level::Village,
        telephones: vec!["0743-8223456".into(), "13907431234".into()],
        ..Office::default()
    }
}

fn kind(id: &str) -> &'static Kind {
    Catalogue::bundled().find(id).expect("a bundled kind")
}

fn table(columns: &[(&str, Class)], rows: &[&[&str]]) -> Table {
    let mut table = Table::new(columns.iter().map(|(name, class)| Column::new(*name, *class)).collect());
    for (at, row) in rows.iter().enumerate() {
        let cells = row.iter().map(|text| if text.is_empty() { Cell::Blank } else { Cell::text(*text) }).collect();
        table.push(Role::Data, cells, Some(u32::try_from(at).unwrap() + 4));
    }
    table
}

fn shown(table: &Table, kind: &Kind) -> (Vec<String>, Vec<Vec<String>>, Report) {
    let policy = Policy::strictest(table, kind, &office());
    let (public, report) = pass(table, &policy, &office());
    let names = public.columns().iter().map(Column::name).collect();
    let rows = public.rows().iter().map(|row| row.cells.iter().map(Cell::typed).collect()).collect();
    (names, rows, report)
}

#[test]
fn the_subsidy_table_keeps_names_and_figures_only() {
    let table = table(
        &[
            ("序号", Class::Serial),
            ("户主姓名", Class::Name),
            ("身份证号", Class::IdNumber),
            ("一卡通账号", Class::BankCard),
            ("联系电话", Class::Phone),
            ("补贴金额（元）", Class::Amount),
            ("备注", Class::Text),
        ],
        &[
            &["1", "张明", ID, CARD, PHONE, "227.50", "身份证号已变更为11010519491231002x"],
            &["2", "欧阳娜", ID, CARD, PHONE, "525.92", "代领人电话138-1234-1234"],
            &["3", "王五", ID, CARD, PHONE, "10.00", "流转"],
        ],
    );
    let (names, rows, report) = shown(&table, kind("gengdi-dili"));
    assert_eq!(names, ["序号", "户主姓名", "补贴金额（元）", "备注"]);
    assert_eq!(rows[0], ["1", "张明", "227.50", "身份证号已变更为[已隐去]"]);
    assert_eq!(rows[1][3], "代领人电话138****1234");
    assert_eq!(rows[2][3], "流转");
    assert_eq!(report.dropped, ["身份证号", "一卡通账号", "联系电话"]);
    assert_eq!(report.personal_cells, 11);
    assert_eq!(report.masked_cells, 2);
    assert_eq!(report.findings.iter().filter(|finding| finding.source == Some(4)).count(), 1);
    assert!(report.findings.iter().all(|finding| !finding.text.contains("1234") && !finding.text.contains(ID)));
}

#[test]
fn a_reason_for_hardship_empties_its_cell() {
    let table = table(
        &[("申请人", Class::Name), ("备注", Class::Text)],
        &[&["张明", "重病"], &["李四", "残疾一级"], &["王五", "孤寡"], &["赵六", "精神"]],
    );
    let (_, rows, report) = shown(&table, kind("dibao-initial"));
    let notes: Vec<_> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(notes, ["", "", "孤寡", ""]);
    assert_eq!(report.masked_cells, 3);
}

#[test]
fn the_published_list_shows_exactly_what_the_article_names() {
    let table = table(
        &[
            ("序号", Class::Serial),
            ("组别", Class::Group),
            ("户主", Class::Name),
            ("家庭人口", Class::Quantity),
            ("月保障金额（元）", Class::Amount),
            ("类别", Class::Text),
        ],
        &[&["1", "一组", "张明", "3", "402", "A"]],
    );
    let (names, _, report) = shown(&table, kind("dibao-current"));
    assert_eq!(names, ["序号", "户主", "家庭人口", "月保障金额（元）"]);
    assert_eq!(report.dropped, ["组别", "类别"]);
}

#[test]
fn a_column_is_known_by_what_it_holds() {
    let table = table(
        &[("姓名", Class::Name), ("编号", Class::Text), ("代码", Class::Text)],
        &[&["张明", ID, "91350100M000100Y43"], &["李四", "无", "54433124MA4L00000X"], &["王五", "", ""]],
    );
    let (names, _, report) = shown(&table, kind("tongzhi"));
    assert_eq!(names, ["姓名", "代码"]);
    assert_eq!(report.dropped, ["编号"]);
}

#[test]
fn the_offices_own_telephones_are_shown_whole() {
    let table = table(
        &[("姓名", Class::Name), ("办公电话", Class::Phone), ("联系电话", Class::Phone)],
        &[&["张明", "13700001111", PHONE], &["李四", "0743-8223456", "139 0743 1234"], &["王五", "", "0743-8223456"]],
    );
    let (names, rows, report) = shown(&table, kind("fengong"));
    assert_eq!(names, ["姓名", "办公电话", "联系电话"]);
    assert_eq!(rows[0], ["张明", "13700001111", "138****1234"]);
    assert_eq!(rows[1], ["李四", "0743-8223456", "139 0743 1234"]);
    assert_eq!(rows[2], ["王五", "", "0743-8223456"]);
    assert_eq!(report.personal_cells, 1);
}

#[test]
fn a_hidden_column_is_left_out_and_counted_as_personal_but_not_as_dropped() {
    let mut table = table(&[("姓名", Class::Name), ("身份证号", Class::IdNumber)], &[&["张明", ID]]);
    table.columns[1].hidden = true;
    let (names, _, report) = shown(&table, kind("tongzhi"));
    assert_eq!(names, ["姓名"]);
    assert!(report.dropped.is_empty());
    assert_eq!(report.personal_cells, 1);
}

#[test]
fn what_is_stored_holds_no_dropped_column_and_keeps_its_keys() {
    let table = table(&[("姓名", Class::Name), ("身份证号", Class::IdNumber)], &[&["张明", ID], &["李四", ID]]);
    let policy = Policy::strictest(&table, kind("tongzhi"), &office());
    let (kept, _) = cleanse(&table, &policy, &office());
    assert_eq!(kept.columns.len(), 1);
    assert_eq!(kept.rows[1].key, table.rows[1].key);
    assert_eq!(*kept.rows[1].cells, [Cell::text("李四")]);
}

#[test]
fn no_policy_shows_an_id_column() {
    let table = table(&[("姓名", Class::Name), ("身份证号", Class::IdNumber)], &[&["张明", ID]]);
    let policy = Policy { treatments: vec![Treatment::Show; 2] };
    let (public, _) = pass(&table, &policy, &office());
    assert_eq!(public.columns().len(), 1);
}

#[test]
fn a_clerk_may_choose_a_masked_id_where_the_kind_does_not_forbid_it() {
    let table = table(
        &[("姓名", Class::Name), ("身份证号", Class::IdNumber)],
        &[&["张建明", "１１０１０５１９４９１２３１００２ｘ"]],
    );
    assert!(Policy::allowed(&table, 1, kind("tongzhi"), &office()).contains(&Treatment::Mask(Mask::SixAndFour)));
    assert_eq!(Policy::allowed(&table, 1, kind("gengdi-dili"), &office()), [Treatment::Drop]);
    let policy = Policy { treatments: vec![Treatment::Mask(Mask::Middle), Treatment::Mask(Mask::SixAndFour)] };
    let (public, report) = pass(&table, &policy, &office());
    assert_eq!(*public.rows()[0].cells, [Cell::text("张*明"), Cell::text("110105********002X")]);
    assert_eq!(report.masked_cells, 2);
}

#[test]
fn a_mask_the_clerk_chose_is_still_shown_once_stored() {
    let table = table(&[("姓名", Class::Name), ("身份证号", Class::IdNumber)], &[&["张建明", ID]]);
    let policy = Policy { treatments: vec![Treatment::Show, Treatment::Mask(Mask::SixAndFour)] };
    let (kept, _) = cleanse(&table, &policy, &office());
    let (names, rows, _) = shown(&kept, kind("tongzhi"));
    assert_eq!(names, ["姓名", "身份证号"]);
    assert_eq!(rows[0][1], "110105********002X");
    let (names, _, _) = shown(&kept, kind("gengdi-dili"));
    assert_eq!(names, ["姓名"]);
}

#[test]
fn the_notices_telephone_is_the_offices_own() {
    let content = Content {
        title: "残疾人两项补贴公示".into(),
        intro: format!("如有异议请拨打13600001111。\n张明的身份证号是{ID}。"),
        telephone: "136 0000 1111".into(),
        ..Content::default()
    };
    let (bulletin, report) = bulletin(&content, kind("canji-butie"), &office());
    assert_eq!(bulletin.title.as_str(), "残疾人两项补贴公示");
    assert_eq!(bulletin.telephone.as_str(), "136 0000 1111");
    assert_eq!(bulletin.intro[0].as_str(), "如有异议请拨打13600001111。");
    assert_eq!(bulletin.intro[1].as_str(), "张明的身份证号是[已隐去]。");
    assert!(report.findings.iter().any(|finding| finding.kind == FindingKind::Personal));
}

#[test]
fn every_kind_lets_its_own_columns_through_or_says_why_not() {
    for kind in Catalogue::bundled().kinds() {
        for name in kind.expected_columns() {
            let table = table(&[(name, Class::Text)], &[&["x"]]);
            let policy = Policy::strictest(&table, kind, &office());
            assert_ne!(policy.treatments, [Treatment::Drop], "{} {name}", kind.name);
        }
    }
}

fn valid_id() -> impl Strategy<Value = String> {
    let area = prop::sample::select(vec!["433124", "341522", "510322", "620723", "110105"]);
    (area, 1900u32..2030, 1u32..=12, 1u32..=28, 0u32..1000).prop_map(|(area, year, month, day, serial)| {
        let body = format!("{area}{year:04}{month:02}{day:02}{serial:03}");
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = body.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        format!("{body}{}", &"10X98765432"[(sum % 11) as usize..][..1])
    })
}

/// The number as clerks type it, and its plain form.
fn disguised() -> impl Strategy<Value = (String, String)> {
    (valid_id(), 0usize..8, 0usize..4).prop_map(|(id, way, around)| {
        let wide = |text: &str| text.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect::<String>();
        let old = format!("{}{}", &id[..6], &id[8..17]);
        let (written, plain) = match way {
            0 => (id.to_lowercase(), id),
            1 => (format!("{} {} {}", &id[..6], &id[6..14], &id[14..]), id),
            2 => (wide(&id), id),
            3 => (wide(&id.to_lowercase()), id),
            4 => (format!("{}-{}-{}", &id[..6], &id[6..14], &id[14..]), id),
            5 => (id.chars().map(|c| format!("{c} ")).collect::<String>().trim().to_owned(), id),
            6 => (format!("{}\u{3000}{}", &id[..9], &id[9..]), id),
            _ => (old.clone(), old),
        };
        let written = match around {
            0 => written,
            1 => format!("身份证号{written}已变更"),
            2 => format!("（{written}）"),
            _ => format!("原号为：{written}，3月起"),
        };
        (written, plain)
    })
}

/// Without spaces and dashes, narrow, upper-case: what a reader would copy.
fn plain(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(narrow).filter(|c| *c != '-').collect::<String>().to_uppercase()
}

#[test]
fn a_mobile_behind_the_words_of_an_office_is_asked_and_no_other() {
    let ask = |text: &str| office_mobiles(text, &office());
    for text in ["监督电话：13812341234", "举报电话 0743-8223456、13812341234", "注：咨询电话（镇经管站）：13812341234"]
    {
        assert_eq!(ask(text).len(), usize::from(!text.contains("经管站")), "{text}");
    }
    assert_eq!(ask("联系电话:138-1234-1234"), ["138-1234-1234"]);
    assert!(ask("监督电话：13907431234").is_empty(), "the office's own");
    assert!(ask("监督电话：0743-8223456。张三13812341234").is_empty());
    assert!(ask("本人电话：13812341234").is_empty());
}

#[test]
fn the_parts_of_an_id_number_in_two_cells_are_emptied_and_told_once() {
    for (one, other) in [("110105", "19491231002X"), ("1101051949", "1231002X"), ("11010519491231", "002X")] {
        let table = table(
            &[("姓名", Class::Name), ("备注", Class::Text), ("说明", Class::Text), ("金额", Class::Amount)],
            &[&["张明", one, other, "10"], &["李四", "", "", "20"], &["王五", "", "", "20"], &["赵六", "", "", "20"]],
        );
        let (_, rows, report) = shown(&table, kind("tongzhi"));
        assert_eq!(rows[0], ["张明", "", "", "10"]);
        assert_eq!((report.personal_cells, report.findings.len()), (2, 1), "{one}");
        assert_eq!(report.findings[0].source, Some(4));
    }
}

#[test]
fn a_column_of_halves_is_dropped_as_a_whole_and_amounts_side_by_side_are_not() {
    let halves = table(
        &[("姓名", Class::Name), ("编码", Class::Text), ("编码二", Class::Text)],
        &[&["张明", "110105", "19491231002X"], &["李四", "110105", "19491231002X"]],
    );
    assert_eq!(shown(&halves, kind("tongzhi")).0, ["姓名"]);
    let mut amounts = table(&[("面积", Class::Quantity), ("金额", Class::Amount)], &[]);
    for n in 0..500_i64 {
        let number = |number: i64| Cell::Number(number.into());
        amounts.push(Role::Data, vec![number(100_000 + n), number(195_001_010_000 + n)], None);
    }
    let (_, report) = pass(&amounts, &Policy { treatments: vec![Treatment::Show; 2] }, &office());
    assert_eq!(report.masked_cells, 0);
}

proptest! {
    #[test]
    fn an_id_number_cut_anywhere_over_neighbouring_cells_never_passes(
        id in valid_id(),
        cuts in prop::collection::btree_set(1_usize..18, 1..3),
        as_number in any::<bool>(),
        gap in any::<bool>(),
    ) {
        let mut cells = vec![Cell::text("张明")];
        let mut from = 0;
        for cut in cuts.iter().copied().chain([18]) {
            let piece = &id[from..cut];
            let number = piece.parse().ok().filter(|_| as_number && !piece.starts_with('0'));
            cells.push(number.map_or_else(|| Cell::text(piece), Cell::Number));
            if gap {
                cells.push(Cell::Blank);
            }
            from = cut;
        }
        let columns = (0..cells.len()).map(|at| Column::new(format!("列{at}"), Class::Text)).collect();
        let mut table = Table::new(columns);
        table.push(Role::Data, cells, Some(5));
        for policy in [Policy::strictest(&table, kind("tongzhi"), &office()), Policy { treatments: vec![Treatment::Show; 7] }] {
            let (public, _) = pass(&table, &policy, &office());
            let (kept, _) = cleanse(&table, &policy, &office());
            for row in public.rows().iter().chain(&kept.rows) {
                let text: String = row.cells.iter().map(Cell::typed).collect();
                prop_assert!(!text.contains(&id), "{text}");
            }
        }
    }

    #[test]
    fn a_mobile_behind_an_office_s_words_shows_only_where_it_was_named(
        number in 13_000_000_000_u64..20_000_000_000,
        words in prop::sample::select(vec!["监督电话", "举报电话", "咨询电话", "联系电话", "投诉热线", "服务电话"]),
        colon in prop::sample::select(vec!["：", ":", " ", "", "：0743-8223456、"]),
    ) {
        let note = format!("{words}{colon}{number}");
        let stranger = Office { telephones: Vec::new(), ..office() };
        prop_assert_eq!(office_mobiles(&note, &stranger), [number.to_string()]);
        let content = Content { notes: note.clone(), ..Content::default() };
        let (masked, report) = bulletin(&content, kind("tongzhi"), &stranger);
        prop_assert!(!masked.notes[0].as_str().contains(&number.to_string()));
        prop_assert!(!report.findings.is_empty());
        let named = Content { telephone: number.to_string(), ..content };
        let (whole, report) = bulletin(&named, kind("tongzhi"), &stranger);
        prop_assert_eq!(whole.notes[0].as_str(), note);
        prop_assert!(report.findings.is_empty());
    }


    #[test]
    fn an_id_in_any_disguise_never_passes(
        (written, id) in disguised(),
        class in prop::sample::select(vec![
            Class::Serial, Class::Name, Class::Group, Class::Amount, Class::Quantity, Class::Rate, Class::Date, Class::IdNumber,
            Class::BankCard, Class::Phone, Class::Address, Class::Health, Class::Text,
        ]),
        blanks in 0usize..6,
        treatment in prop::sample::select(vec![
            Treatment::Show, Treatment::Empty, Treatment::Mask(Mask::Middle), Treatment::Mask(Mask::Surname),
            Treatment::Mask(Mask::LastFour), Treatment::Mask(Mask::Phone), Treatment::Mask(Mask::SixAndFour),
            Treatment::Mask(Mask::ThreeAndFour), Treatment::Mask(Mask::Village),
        ]),
    ) {
        let mut rows = vec![vec!["张明", written.as_str()]];
        rows.extend(vec![vec!["李四", "无"]; blanks]);
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let mut table = table(&[("姓名", Class::Name), ("内容", class)], &rows);
        if let Ok(number) = id.parse() {
            table.push(Role::Total, vec![Cell::Blank, Cell::Number(number)], None);
        }
        for policy in [Policy::strictest(&table, kind("tongzhi"), &office()), Policy { treatments: vec![treatment; 2] }] {
            let (public, _) = pass(&table, &policy, &office());
            for cell in public.rows().iter().flat_map(|row| &row.cells) {
                prop_assert!(!plain(&cell.typed()).contains(&id), "{}", cell.typed());
            }
            let (kept, _) = cleanse(&table, &policy, &office());
            for cell in kept.rows.iter().flat_map(|row| &row.cells) {
                prop_assert!(!plain(&cell.typed()).contains(&id), "{}", cell.typed());
            }
        }
        let (public, masked) = text(&written, &office());
        prop_assert!(!plain(public.as_str()).contains(&id), "{}", public.as_str());
        prop_assert_eq!(masked, 1);
        let (again, masked) = text(public.as_str(), &office());
        prop_assert_eq!(again, public);
        prop_assert_eq!(masked, 0);
    }
}
