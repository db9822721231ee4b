//! The notices of an election: names in a grid, big type on red paper.

use jiff::civil::date;

use super::*;
use crate::domain::election::result::{self, Candidate, Figures, Post};
use crate::domain::election::rules::Rules;
use crate::domain::election::{self, Member, Plan};
use crate::domain::gate;
use crate::domain::kind::Catalogue;
use crate::domain::notice::{Content, Look};
use crate::domain::office::Office;

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志";

fn plan() -> Plan {
    let member = |name: &str, sex: &str, post: &str| Member { name: name.into(), sex: sex.into(), post: post.into() };
    Plan {
        day: date(2026, 12, 20),
        village: "石桥村".into(),
        place: "村党群服务中心".into(),
        term: "第十二届".into(),
        committee: vec![member("王大山", "男", "主任"), member("李秀兰", "女", "副主任"), member("赵海", "男", "委员")],
        ..Plan::default()
    }
}

fn bulletin(number: u8, content: &Content) -> Bulletin {
    let id = &Rules::bundled().notice(number).expect("a notice of the series").id;
    let kind = Catalogue::bundled().get(id).expect("a kind of the catalogue");
    gate::bulletin(content, kind, &Office::default()).0
}

fn draft(number: u8) -> Content {
    let plan = plan();
    election::content(&plan, &plan.days(), number, &Office::default()).expect("a notice of the series")
}

fn name(at: usize) -> String {
    let pick = |from: &str, at: usize| from.chars().nth(at % from.chars().count()).expect("within");
    let mut name = if at % 97 == 5 { "欧阳".to_owned() } else { pick(SURNAMES, at * 7).to_string() };
    name.push(pick(GIVEN, at * 11 + at / 40));
    if !at.is_multiple_of(4) {
        name.push(pick(GIVEN, at * 5 + at / 20));
    }
    name
}

fn voters(count: usize) -> Content {
    let mut content = draft(4);
    for at in 0..count {
        let group = format!("第{}村民小组", ["三", "一", "二", "十", "四", "五", "六", "七"][at * 8 / count]);
        let cells = [(at + 1).to_string(), group, name(at), "男".to_owned()];
        let columns = content.table.columns.clone();
        let cells = cells.iter().zip(&columns).map(|(text, column)| Cell::parse(text, column.class)).collect();
        content.table.push(Role::Data, cells, None);
    }
    content
}

fn list(count: usize, look: &Look) -> Document {
    let mut content = voters(count);
    content.look = Look { name_grid: true, ..look.clone() };
    compose(&bulletin(4, &content), &Fonts::bundled())
}

/// The most names of three characters beside each other on the first page, in type of this size.
fn widest_row(document: &Document, size: f64) -> usize {
    let mut rows: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    dump::walk(&document.paged.pages()[0].frame, Point::zero(), &mut |at, item| {
        if let FrameItem::Text(text) = item
            && (text.size.to_pt() - size).abs() < 0.01
            && text.text.contains('欧')
        {
            let letters = text.text.chars().filter(|c| !c.is_whitespace()).count();
            *rows.entry((at.y.to_pt() * 10.0) as i64).or_default() += letters;
        }
    });
    rows.values().map(|letters| letters / 3).max().unwrap_or(0)
}

#[test]
fn two_thousand_names_stand_on_few_pages_and_are_read_from_a_metre() {
    for (paper, name, most) in [(Paper::A4, "voters-a4", 5), (Paper::A3, "voters-a3", 4)] {
        let document = list(2000, &Look { paper, theme: Theme::RedPaper, ..Look::default() });
        picture(name, &document);
        texts_within(&document);
        let pages = document.pages.len();
        assert!(pages <= most, "{name}: {pages} pages");
        assert!(document.smallest_text_pt >= 10.5, "{name}: {} pt", document.smallest_text_pt);
        assert_eq!(document.pages.last().map(|page| page.rows.end), Some(2000));
    }
}

#[test]
fn every_name_stands_once_under_its_group_with_the_counts() {
    let document = list(200, &Look::default());
    picture("voters-few", &document);
    let words = dump(&document);
    let content = voters(200);
    let squeezed: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    for at in 0..200 {
        let wanted = content.table.rows.iter().filter(|row| row.cells[2].typed() == name(at)).count();
        assert!(squeezed.matches(&name(at)).count() >= wanted, "{} is missing", name(at));
    }
    let heads = ["第一", "第二", "第三", "第四", "第五", "第六", "第七", "第十"];
    let at: Vec<_> = heads.map(|group| squeezed.find(&format!("{group}村民小组（25人）"))).to_vec();
    assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{at:?}");
    assert!(squeezed.contains("合计：8个组，200人"), "{squeezed}");
}

#[test]
fn the_paper_says_how_many_names_stand_in_a_row() {
    let places = |paper: Paper, size: f32| {
        let mut content = voters(400);
        content.look = Look { paper, text_size: Some(size), name_grid: true, ..Look::default() };
        for row in &mut content.table.rows {
            row.cells[2] = Cell::text("欧阳娜");
        }
        let document = compose(&bulletin(4, &content), &Fonts::bundled());
        widest_row(&document, f64::from(size))
    };
    assert_eq!(places(Paper::A4, 10.5), 10);
    assert_eq!(places(Paper::A4, 22.0), 5);
    assert_eq!(places(Paper::A4, 36.0), 4);
    assert_eq!(places(Paper::A3, 12.0), 10);
}

#[test]
fn every_notice_of_the_series_fills_one_red_sheet_with_big_type() {
    for number in 1..=15 {
        let mut content = draft(number);
        if content.look.name_grid {
            content.table = voters(60).table;
        }
        let document = compose(&bulletin(number, &content), &Fonts::bundled());
        picture(&format!("series-{number:02}"), &document);
        texts_within(&document);
        assert_eq!(document.pages.len(), 1, "{number}");
        assert!(document.legible_at_metres() >= 1.5, "{number}: {} m", document.legible_at_metres());
    }
}

#[test]
fn a_result_is_read_from_three_metres() {
    let candidate = |(name, votes): (&str, u32)| Candidate { name: name.into(), votes };
    let post = |name: &str, seats, candidates: &[(&str, u32)]| Post {
        name: name.into(),
        seats,
        candidates: candidates.iter().copied().map(candidate).collect(),
    };
    let figures = Figures {
        registered: 1200,
        issued: 1100,
        returned: 1080,
        valid: 1060,
        invalid: 20,
        voters: None,
        posts: vec![
            post("主任", 1, &[("王大山", 640), ("李秀兰", 400)]),
            post("副主任", 1, &[("赵海", 702), ("欧阳建国", 301)]),
            post("委员", 3, &[("田富", 700), ("单明", 660), ("曾玉兰", 541), ("查强", 120)]),
        ],
    };
    let outcome = result::compute(&figures).expect("no contradiction");
    let mut content = result::filled(&draft(14), &figures, &outcome);
    for (name, paper) in [("result-a3", Paper::A3), ("result-a2", Paper::Custom { width: 420.0, height: 594.0 })] {
        content.look.paper = paper;
        let document = compose(&bulletin(14, &content), &Fonts::bundled());
        picture(name, &document);
        texts_within(&document);
        assert_eq!(document.pages.len(), 1);
        assert!(document.legible_at_metres() >= 2.0, "{name}: {} m", document.legible_at_metres());
    }
}
