use rust_decimal::Decimal;

use super::*;

fn kinds(text: &str) -> Vec<HitKind> {
    Detector::default().find(text).into_iter().map(|hit| hit.kind).collect()
}

#[test]
fn an_id_is_found_however_it_is_typed() {
    for text in [
        "11010519491231002X",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-1949-1231-002x",
        "身份证号已变更为11010519491231002X，请留意",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "110105,194,912,310,02X",
        "一一〇一〇五一九四九一二三一〇〇二X",
        "NO11010519491231002X81",
        "110105194912310\n02X",
    ] {
        assert_eq!(kinds(text), [HitKind::Id], "{text}");
    }
}

#[test]
fn the_span_covers_the_number_and_nothing_else() {
    let text = "号码110105 19491231 002x。";
    let hits = Detector::default().find(text);
    assert_eq!(&text[hits[0].span.clone()], "110105 19491231 002x");
}

#[test]
fn a_wrong_check_digit_is_suspicious() {
    assert_eq!(kinds("110105194912310021"), [HitKind::SuspiciousId]);
    assert_eq!(kinds("110105194913310021"), []);
}

#[test]
fn old_ids_have_fifteen_digits_and_a_date() {
    assert_eq!(kinds("433124601020570"), [HitKind::OldId]);
    assert_eq!(kinds("433124 601020 570"), [HitKind::OldId]);
    assert_eq!(kinds("433124609920570"), []);
}

#[test]
fn an_id_kept_as_a_quantity_is_found() {
    for text in ["4.33124E+17", "1.10105e+17", "4.33124196010206E+17", "6.22848E+18"] {
        assert_eq!(kinds(text).len(), 1, "{text}");
    }
    let cell = |text: &str| Detector::default().cell(&Cell::Number(text.parse::<Decimal>().expect("a number")));
    assert_eq!(cell("433124196010205000")[0].kind, HitKind::SuspiciousId);
    assert_eq!(cell("433124196010205701")[0].kind, HitKind::Id);
    assert_eq!(cell("13118902461")[0].kind, HitKind::Phone);
    assert_eq!(cell("12345678901234.56"), []);
    assert_eq!(cell("86.5"), []);
}

#[test]
fn cards_are_known_by_luhn_alone_or_in_groups() {
    for text in
        ["6228486743207525311", "6228 4867 4320 7525 311", "卡号6228486743207525311（农行）", "4111-1111-1111-1111"]
    {
        assert_eq!(kinds(text), [HitKind::BankCard], "{text}");
    }
    assert_eq!(kinds("6228486743207525311 13118902461"), [HitKind::BankCard, HitKind::Phone]);
    assert_eq!(kinds("622848674320752531113118902461"), [HitKind::BankCard]);
    assert_eq!(kinds("6228486743207525312"), []);
}

#[test]
fn mobile_telephones_are_found() {
    for text in [
        "13118902461",
        "131-1890-2461",
        "+86 131 1890 2461",
        "8613118902461",
        "１３１１８９０２４６１",
        "电话：13118902461转张",
    ] {
        assert_eq!(kinds(text), [HitKind::Phone], "{text}");
    }
}

#[test]
fn what_belongs_to_an_organisation_raises_no_alarm() {
    for text in [
        "91350100M000100Y43",
        "0743-8223456",
        "07438223456",
        "400-123-4567",
        "12345678901234.56",
        "12345",
        "2026-04-08 13:20:11",
        "合同编号2026040812345678901",
        "石政发〔2026〕15号",
        "第3号",
        "1,234,567.89",
        "1500 2000 300",
        "三组2号机井",
        "中央八项规定精神",
        "受理地址：石桥镇人民路1号",
        "12000000000.00",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn the_offices_own_telephone_raises_no_alarm() {
    let office = Office { telephones: vec!["139 0743 1234 / 0743-8223456".into()], ..Office::default() };
    let detector = Detector::new(&office);
    assert_eq!(detector.find("监督电话：+86 13907431234"), []);
    assert_eq!(detector.find("13907431235").len(), 1);
}

#[test]
fn addresses_and_health_words_are_found() {
    assert_eq!(kinds("凤凰县沱江镇虹桥路12号3栋2单元401室"), [HitKind::Address]);
    assert_eq!(kinds("家住石桥村三组12号"), [HitKind::Address]);
    for text in ["重病", "残疾一级", "尿毒症透析", "肺癌", "精神", "致困原因：因病", "残疾人"]
    {
        assert!(kinds(text).contains(&HitKind::Health), "{text}");
    }
    for text in ["重度残疾人护理补贴", "残疾人两项补贴", "流转", "孤寡"] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn twenty_thousand_rows_are_scanned_in_a_blink() {
    let cells = [
        "1",
        "十二组",
        "贾菊国",
        "433124196010205701",
        "6228486743207525311",
        "13118902461",
        "2.63",
        "86.5",
        "227.50",
        "流转",
    ];
    let detector = Detector::default();
    let start = std::time::Instant::now();
    let found: usize = (0..20_000).map(|_| cells.iter().map(|cell| detector.find(cell).len()).sum::<usize>()).sum();
    assert_eq!(found, 60_000);
    assert!(start.elapsed().as_millis() < 1000, "{:?}", start.elapsed());
}

#[test]
fn a_number_behind_a_name_that_ends_in_a_numeral_is_found() {
    let detector = Detector::default();
    for (text, kind) in [
        ("张三13812345678", HitKind::Phone),
        ("电话一13812345670一", HitKind::Phone),
        ("李四433124195001010017", HitKind::SuspiciousId),
        ("王五433124601020570", HitKind::OldId),
        ("赵六11010519491231002X", HitKind::Id),
        ("一三八12345678", HitKind::Phone),
    ] {
        let hits = detector.find(text);
        assert_eq!(hits.iter().map(|hit| hit.kind).collect::<Vec<_>>(), [kind], "{text}");
    }
}

#[test]
fn the_people_a_leader_works_for_are_a_duty_and_a_person_who_is_ill_is_not() {
    for text in [
        "分管民政、残疾人、老龄工作",
        "协助镇长分管残疾人工作和老龄工作",
        "负责残疾人就业、康复和权益保障工作",
        "分管卫生健康、残疾人。",
        "主管社会救助、残疾人等工作",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
    for text in [
        "残疾人",
        "残疾人张三由李四负责照料",
        "本人负责照料残疾人",
        "负责照顾残疾人母亲",
        "分管张三（残疾人李四之父）",
        "分管残疾人工作，本人肢体残疾二级",
        "家中有残疾人。分管卫生工作",
        "残疾人工作",
    ] {
        assert!(kinds(text).contains(&HitKind::Health), "{text}");
    }
}
