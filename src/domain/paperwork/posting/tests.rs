use jiff::ZonedDateTime;
use jiff::civil::date;
use jiff::tz::{TimeZone, offset};

use super::*;
use crate::domain::kind::Catalogue;
use crate::domain::objection::Answer;
use crate::domain::posting::{Hanging, Place, Withdrawal};

fn at(day: i8, hour: i8) -> ZonedDateTime {
    date(2026, 7, day).at(hour, 5, 0, 0).to_zoned_datetime(TimeZone::fixed(offset(8))).unwrap()
}

fn dossier(objections: Vec<Objection>) -> Dossier {
    let place = Place { form: Form::Wall, name: "村委会公开栏".into() };
    let hanging =
        Hanging {
            place, up: at(1, 9), up_by: "李会计".into(), down: Some(at(16, 8)), down_by: Some("王文书".into())
        };
    let posting = Posting {
        year: 2026,
        number: 7,
        posted: at(1, 9),
        posted_by: "李会计".into(),
        period: Period { first: Some(date(2026, 7, 1)), last: Some(date(2026, 7, 15)) },
        reason: String::new(),
        withdrawn: Some(Withdrawal { at: at(16, 8), by: "王文书".into(), reason: "期满".into() }),
        hangings: vec![hanging],
    };
    Dossier {
        office: Office { name: "石桥村村民委员会".into(), ..Office::default() },
        kind: Catalogue::bundled().find("gengdi-dili").unwrap().clone(),
        calendar: Calendar::bundled().clone(),
        title: "2026年耕地地力保护补贴公示".into(),
        rows: 120,
        says: posting.period,
        digest: "ab".repeat(32),
        approvals: vec![],
        posting: Some(posting),
        objections,
        photographs: vec![],
        further: 0,
        pages: vec![Pages { name: "公示页".into(), count: 4, sha256: "cd".repeat(32) }],
        screen: ShownSummary::default(),
        today: date(2026, 7, 20),
    }
}

fn objection(number: u32, outcome: Option<Outcome>, changed: bool) -> Objection {
    let answer = outcome.map(|outcome| Answer {
        at: at(10, 15),
        by: "李会计".into(),
        reply: "已入户丈量".into(),
        outcome,
        list_changed: changed,
    });
    Objection {
        number,
        received: at(5, 10),
        person: "赵六".into(),
        means: "当面".into(),
        matter: "面积少记 0.5 亩".into(),
        due: None,
        answer,
    }
}

fn said(mut paper: Paperwork) -> String {
    paper.texts().into_iter().map(|text| text.clone() + "\n").collect()
}

#[test]
fn a_certificate_says_what_hung_where_how_long_and_whose_clock_it_was() {
    let said = said(certificate(&dossier(vec![])));
    for fact in [
        "公示〔2026〕7号",
        "2026年7月1日 9:05",
        "2026年7月16日 8:05",
        "共 16 天",
        "期满",
        "村委会公开栏",
        "没有收到异议",
        &"cd".repeat(32),
        "办公电脑的时钟",
        "盖章",
    ] {
        assert!(said.contains(fact), "{fact}: {said}");
    }
}

#[test]
fn a_certificate_says_by_how_many_days_a_notice_came_down_too_early_and_nothing_of_it_where_it_did_not() {
    let mut cut = dossier(vec![]);
    if let Some(posting) = &mut cut.posting {
        posting.withdrawn = Some(Withdrawal { at: at(9, 8), by: "王文书".into(), reason: "内容有误".into() });
    }
    assert!(said(certificate(&cut)).contains("共 9 天，比计划早 6 天撤下（撤下原因：内容有误）"));
    assert!(!said(certificate(&dossier(vec![]))).contains("早"));
}

#[test]
fn a_certificate_that_does_not_show_every_photograph_says_how_many_more_there_are() {
    let photograph = Photograph { sha256: "ef".repeat(32), caption: "张贴时".into() };
    let many = Dossier { photographs: vec![photograph], further: 12, ..dossier(vec![]) };
    assert!(said(certificate(&many)).contains("另有 12 张照片在档案里。"));
}

#[test]
fn the_result_says_what_came_of_each_objection_and_names_nobody() {
    let objections = vec![objection(1, Some(Outcome::Upheld), true), objection(2, None, false)];
    let said = said(outcome(&dossier(objections)));
    assert!(said.contains("收到异议 2 件") && said.contains("成立") && said.contains("办理中"));
    assert!(said.contains("因第 1 号异议，公示内容有变动") && said.contains("第 2 号异议还在办理"));
    assert!(!said.contains("赵六"), "{said}");
    assert!(super::outcome(&dossier(vec![])).blocks.len() == 1);
}

#[test]
fn an_answer_is_a_letter_to_whoever_objected_even_without_a_name() {
    let mut nameless = objection(2, Some(Outcome::Rejected), false);
    nameless.person.clear();
    let dossier = dossier(vec![objection(1, Some(Outcome::Upheld), true), nameless]);
    let letter = |number| said(reply(&dossier, number).expect("an objection of that number"));
    assert!(letter(1).contains("赵六：") && letter(1).contains("面积少记 0.5 亩。") && letter(1).contains("异议成立"));
    assert!(letter(2).contains("异议人：") && letter(2).contains("不成立"));
    assert_eq!(reply(&dossier, 3), None);
}

#[test]
fn an_approval_form_has_a_box_for_each_step_and_what_was_signed_already() {
    let mut signed = dossier(vec![]);
    let steps = approval::steps(&signed.kind);
    signed.approvals = vec![Approval {
        step: steps[0].clone(),
        person: "李会计".into(),
        means: Means::Pin,
        remark: "情况属实".into(),
        at: at(1, 8),
        digest: String::new(),
        voided: None,
    }];
    let paper = approval_form(&signed);
    let Some(Block::Opinions(opinions)) = paper.blocks.get(1) else { panic!("boxes to sign in") };
    assert_eq!(opinions.len(), steps.len());
    assert!(opinions[0].signed.contains("李会计") && opinions[0].remark == "情况属实");
    assert!(opinions[1..].iter().all(|opinion| opinion.signed.is_empty()));
}

#[test]
fn a_certificate_says_what_the_screen_showed_and_that_it_showed_nothing() {
    let played = |dossier: &Dossier| match &certificate(dossier).blocks[1] {
        Block::Fields(fields) => {
            fields.iter().find(|field| field.caption == "大屏播放").map(|field| field.value.clone())
        }
        _ => panic!("the fields come second"),
    };
    let mut dossier = dossier(vec![]);
    assert_eq!(played(&dossier), None);
    let posting = dossier.posting.as_mut().unwrap();
    let screen = Place { form: Form::Screen, name: "大厅电视".into() };
    posting.hangings.push(Hanging { place: screen, ..posting.hangings[0].clone() });
    assert_eq!(played(&dossier).as_deref(), Some("没有播放记录"));
    dossier.screen = ShownSummary {
        times: 412,
        millis: 12_300_000,
        days: 7,
        first: Some(date(2026, 7, 1)),
        last: Some(date(2026, 7, 15)),
        pages_shown: 4,
        pages: 4,
    };
    let told = played(&dossier).unwrap();
    assert!(told.contains("播放412次，累计3小时25分钟，共7天"), "{told}");
}
