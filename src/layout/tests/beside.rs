//! Blocks beside the table, whatever is in them.

use proptest::prelude::*;

use crate::domain::block::{
    Block, BlockKey, Chart, Code, Columns, Form, Framed, Further, Level, List, Matter, Picture, Place, Text,
};
use crate::domain::finding::FindingKind;
use crate::domain::gate;
use crate::domain::kind::Catalogue;
use crate::domain::notice::{Content, Look, Paper, Theme};
use crate::domain::office::Office;
use crate::domain::table::{Cell, Class, Column, Role, Table};
use crate::layout::{Document, Fonts, compose, dump};

fn placed(matters: Vec<Matter>) -> Vec<Block> {
    let block = |(at, matter)| Block {
        key: BlockKey::from_stored(at),
        place: if at % 3 == 0 { Place::Above } else { Place::Below },
        matter,
    };
    (0..).zip(matters).map(block).collect()
}

fn composed(content: &Content) -> Document {
    let kind = Catalogue::bundled().find("tongzhi").expect("a bundled kind");
    compose(&gate::bulletin(content, kind, &Office::default()).0, &Fonts::bundled())
}

fn figures(rows: usize) -> Table {
    let mut table = Table::new(vec![Column::new("项目", Class::Text), Column::new("金额（元）", Class::Amount)]);
    for at in 0..rows {
        let amount = i64::try_from(at).unwrap() * 731 - 1200;
        table.push(Role::Data, vec![Cell::text(format!("第{at}项支出")), Cell::Number(amount.into())], None);
    }
    table
}

/// Nothing stands below the foot of a page or beside it.
fn stays_on_its_pages(document: &Document) {
    for line in dump(document).lines().filter(|line| !line.starts_with("page") && !line.contains("curve")) {
        let place = line.trim_start_matches("  line ").trim_start_matches("  rect ").trim();
        let (x, y) = place.split_whitespace().next().and_then(|at| at.split_once(',')).expect("a place");
        let (x, y): (f64, f64) = (x.parse().expect("mm"), y.parse().expect("mm"));
        assert!((-0.5..=210.5).contains(&x) && (-0.5..=297.5).contains(&y), "off the page: {line}");
    }
}

#[test]
fn a_heading_is_on_the_page_of_what_it_heads() {
    let text = |level, text: &str| Matter::Text(Text { level, text: text.into() });
    for lines in 20..48 {
        let mut matters = vec![text(Level::Body, &"一行字。\n".repeat(lines)); 1];
        matters.push(text(Level::First, "收支情况"));
        matters.push(Matter::Table(Further { heading: "表1".into(), table: figures(6), ..Further::default() }));
        let mut blocks = placed(matters);
        blocks.iter_mut().for_each(|block| block.place = Place::Below);
        let document = composed(&Content { title: "公示".into(), blocks, ..Content::default() });
        let words = dump(&document);
        let pages: Vec<&str> = words.split("page ").collect();
        let of = |wanted: &str| pages.iter().position(|page| page.contains(wanted)).expect("it is on a page");
        assert_eq!(of("收支情况"), of("第0项支出"), "with {lines} lines above");
        assert_eq!(of("表1"), of("第1项支出"), "with {lines} lines above");
    }
}

#[test]
fn pages_of_a_set_are_the_ones_its_contents_name() {
    let table = |name: &str| Matter::Table(Further { heading: name.into(), table: figures(60), ..Further::default() });
    let mut blocks = placed(vec![table("表1　收支总表"), table("表2　收入总表"), table("表3　支出总表")]);
    blocks.iter_mut().for_each(|block| block.place = Place::Below);
    let look = Look { front: true, ..Look::default() };
    let document = composed(&Content { title: "预算公开".into(), blocks, look, ..Content::default() });
    let words = dump(&document);
    let pages: Vec<&str> = words.split("\npage ").collect();
    let contents: String = pages[1].lines().filter(|line| line.contains("pt")).collect();
    for name in ["表2　收入总表", "表3　支出总表"] {
        // Behind cover and contents.
        let page = pages.iter().skip(2).position(|page| page.contains(name)).expect("a page") + 3;
        assert!(contents.contains(&page.to_string()), "{name} is on page {page}: {contents}");
    }
    assert!(!pages[0].contains("第 1 页") && pages[1].contains("第 2 页"), "the cover bears no number");
}

#[test]
fn a_box_taller_than_a_page_still_says_everything() {
    let text = (0..120).map(|at| format!("第{at}句话\n")).collect();
    let notice = Matter::Notice(Framed { heading: "须知".into(), text });
    let document = composed(&Content { title: "公示".into(), blocks: placed(vec![notice]), ..Content::default() });
    let words = dump(&document);
    assert!((0..120).all(|at| words.contains(&format!("第{at}句话"))));
    stays_on_its_pages(&document);
}

fn some_matter() -> impl Strategy<Value = Matter> {
    let words = || "[\\PC\n]{0,80}";
    prop_oneof![
        (words(), 0..5_usize).prop_map(|(text, level)| {
            let level = [Level::Body, Level::First, Level::Second, Level::Third, Level::Fourth][level];
            Matter::Text(Text { level, text })
        }),
        (words(), any::<bool>()).prop_map(|(entries, numbered)| Matter::List(List { numbered, entries })),
        (words(), words()).prop_map(|(left, right)| Matter::Columns(Columns { left, right })),
        (words(), words()).prop_map(|(heading, text)| Matter::Notice(Framed { heading, text })),
        (words(), words()).prop_map(|(says, caption)| Matter::Code(Code { says, caption })),
        words().prop_map(|caption| Matter::Picture(Picture { file: "gone".into(), caption, ..Picture::default() })),
        (words(), 0..40_usize).prop_map(|(heading, rows)| {
            Matter::Table(Further { heading, table: figures(rows), nothing: "无".into(), ..Further::default() })
        }),
        (words(), 0..8_u32, any::<bool>(), any::<bool>()).prop_map(|(title, of, ring, sums)| {
            let form = if ring { Form::Ring } else { Form::Bars };
            Matter::Chart(Chart { title, of: Some(BlockKey::from_stored(of)), form, sums, figures: Vec::new() })
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_in_the_blocks_there_are_pages(
        matters in prop::collection::vec(some_matter(), 0..9),
        with_table in any::<bool>(),
        front in any::<bool>(),
        paper in prop::sample::select(vec![Paper::A4, Paper::Screen, Paper::Custom { width: 90.0, height: 120.0 }]),
        theme in prop::sample::select(vec![Theme::Plain, Theme::RedHead, Theme::RedPaper]),
    ) {
        let table = if with_table { figures(30) } else { Table::default() };
        let look = Look { paper, theme, front, ..Look::default() };
        let content = Content { title: "公示".into(), table, blocks: placed(matters), look, ..Content::default() };
        let document = composed(&content);
        prop_assert!(!document.pages.is_empty());
        prop_assert_eq!(document.pages.len(), document.paged.pages().len());
        prop_assert!(document.warnings.iter().all(|warning| warning.kind != FindingKind::Template), "{:?}", document.warnings);
    }
}
