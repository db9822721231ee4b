use std::time::Instant;

use typst::layout::{FrameItem, Point};

use super::samples::{self, prose, students, subsidy};
use super::*;
use crate::domain::gate::PublicTable;
use crate::domain::notice::{Paper, Theme};
use crate::domain::table::{Cell, Class, Column, Role, Table};

/// Writes pages as pictures where someone wants to look at them.
fn picture(name: &str, document: &Document) {
    let Some(folder) = std::env::var_os("GONGSHI_PICTURES") else { return };
    let dots = if document.paged.pages()[0].frame.width().to_pt() > 1500.0 { 40.0 } else { 100.0 };
    let options = typst_render::RenderOptions { pixel_per_pt: (dots / 72.0_f64).into(), ..Default::default() };
    for (at, page) in document.paged.pages().iter().enumerate().take(6) {
        let pixels = typst_render::render(page, &options);
        let path = std::path::Path::new(&folder).join(format!("{name}-{}.png", at + 1));
        std::fs::write(path, pixels.encode_png().expect("png")).expect("written");
    }
    let last = document.paged.pages().last().expect("a page");
    let path = std::path::Path::new(&folder).join(format!("{name}-last.png"));
    std::fs::write(path, typst_render::render(last, &options).encode_png().expect("png")).expect("written");
}

#[test]
fn a_list_has_its_title_its_rows_and_its_tail() {
    let document = compose(&subsidy(320), &Fonts::bundled());
    picture("subsidy", &document);
    let words = dump(&document);
    assert!(words.contains("石桥镇2026年耕地地力保护补贴发放公示"), "{words}");
    assert_eq!(document.pages.last().map(|page| page.rows.end), Some(321));
    assert!(document.warnings.is_empty(), "{:?}", document.warnings);
}

#[test]
fn a_long_list_is_laid_out_before_the_clerk_looks_up() {
    let mut bulletin = subsidy(20_000);
    let mut composer = Composer::new(Fonts::bundled());
    let start = Instant::now();
    let document = composer.compose(&bulletin);
    let whole = start.elapsed();
    bulletin.title = samples::text("石桥镇2026年耕地地力保护补贴公示");
    let start = Instant::now();
    let again = composer.compose(&bulletin);
    let edit = start.elapsed();
    assert_eq!(document.pages.len(), again.pages.len());
    assert!(edit < whole, "{} pages in {whole:?}, again in {edit:?}", document.pages.len());
}

fn on(paper: Paper, theme: Theme, mut bulletin: Bulletin) -> Document {
    bulletin.look.paper = paper;
    bulletin.look.theme = theme;
    compose(&bulletin, &Fonts::bundled())
}

/// Texts of the pages with their right end, in pt; fails on a glyph no font has.
fn texts_within(document: &Document) {
    for page in document.paged.pages() {
        let (width, height) = (page.frame.width().to_pt(), page.frame.height().to_pt());
        dump::walk(&page.frame, Point::zero(), &mut |at, item| {
            let FrameItem::Text(text) = item else { return };
            assert!(text.glyphs.iter().all(|glyph| glyph.id != 0), "a blank glyph in {}", text.text);
            let (x, y) = (at.x.to_pt(), at.y.to_pt());
            assert!(x >= -0.1 && x + text.width().to_pt() <= width + 0.1, "{} leaves the page", text.text);
            assert!(y >= 0.0 && y <= height, "{} leaves the page", text.text);
        });
    }
}

#[test]
fn every_paper_and_theme_holds_its_text() {
    let looks = [
        ("a3", Paper::A3Across, Theme::Plain),
        ("redhead", Paper::A4, Theme::RedHead),
        ("redpaper", Paper::A4, Theme::RedPaper),
        ("screen", Paper::Screen, Theme::Plain),
        ("portrait", Paper::ScreenPortrait, Theme::Plain),
        ("board", Paper::Custom { width: 600.0, height: 900.0 }, Theme::Plain),
        ("nonsense", Paper::Custom { width: f32::NAN, height: -3.0 }, Theme::Plain),
    ];
    for (name, paper, theme) in looks {
        let document = on(paper, theme, subsidy(60));
        picture(name, &document);
        texts_within(&document);
        assert_eq!(document.pages.last().map(|page| page.rows.end), Some(61), "{name}");
        if paper.is_screen() {
            assert!(document.legible_at_metres() >= 3.0, "{name}: {}", document.legible_at_metres());
        }
    }
}

#[test]
fn headers_of_three_levels_and_prose_are_set() {
    let document = on(Paper::A4Across, Theme::Plain, students());
    picture("students", &document);
    texts_within(&document);
    let document = on(Paper::A4, Theme::RedHead, prose());
    picture("prose", &document);
    texts_within(&document);
    assert!(document.paged.pages().len() >= 2);
}

#[test]
fn groups_become_headings_and_pages_have_their_sums() {
    let mut bulletin = subsidy(120);
    bulletin.look.group_headings = true;
    bulletin.look.page_subtotals = true;
    bulletin.look.running_totals = true;
    let document = compose(&bulletin, &Fonts::bundled());
    picture("groups", &document);
    texts_within(&document);
    let words = dump(&document);
    for word in ["第二村民小组", "第一村民小组（续）", "本页小计", "累计"] {
        assert!(words.contains(word), "{word} is missing");
    }
}

#[test]
fn no_content_makes_layout_fail() {
    let long = "很长的字".repeat(2500);
    let hostile = [
        "",
        " ",
        "#panic(\"x\") $ \\ ` * _ [ ] { } @ < > // /*",
        "\n\n\t\r\n",
        "😀👨‍👩‍👧 \u{e000}\u{0}\u{feff}\u{202e}",
        &long,
        "ÀÉ ئۇيغۇر བོད་ e\u{301} ﬁ",
        "110105194912310000110105194912310000110105194912310000",
    ];
    for text in hostile {
        for columns in if text.len() > 10_000 { [0, 1, 2, 3] } else { [0, 1, 3, 40] } {
            let column = |at: usize| Column::new(text, [Class::Name, Class::Text, Class::Amount, Class::Group][at % 4]);
            let mut table = Table::new((0..columns).map(column).collect());
            for _ in 0..3 {
                table.push(Role::Data, vec![Cell::text(text); columns], Some(7));
            }
            table.push(Role::Total, vec![Cell::text(text); columns], None);
            let mut bulletin = samples::bulletin(table);
            bulletin.title = samples::text(text);
            bulletin.intro = samples::texts(&[text, text]);
            bulletin.notes = samples::texts(&[text]);
            bulletin.signatures = samples::texts(&[text, text]);
            bulletin.issuer = samples::text(text);
            bulletin.look.group_headings = columns == 40;
            bulletin.look.page_subtotals = true;
            bulletin.look.theme = Theme::RedHead;
            let document = compose(&bulletin, &Fonts::bundled());
            let broken = document.warnings.iter().find(|warning| warning.kind == FindingKind::Template);
            assert!(broken.is_none(), "{broken:?}");
            assert!(!document.paged.pages().is_empty());
        }
    }
}

#[test]
fn a_character_in_no_font_is_shown_as_missing_and_its_row_is_named() {
    let mut table = Table::new(vec![Column::new("姓名", Class::Name)]);
    table.push(Role::Data, vec![Cell::text("王\u{e123}")], Some(12));
    let document = compose(&samples::bulletin(table), &Fonts::bundled());
    let warning = document.warnings.first().expect("a warning");
    assert_eq!((warning.kind, warning.source), (FindingKind::MissingGlyph, Some(12)));
    assert!(dump(&document).contains("王□"));
}

#[test]
fn every_standard_character_has_a_glyph_in_every_face() {
    let standard = include_str!("../../assets/rules/general-standard-characters-8105.txt");
    let standard: String = standard.chars().filter(|c| u32::from(*c) > 0x2E80).collect();
    assert!(standard.chars().count() >= 8105);
    let mut table = Table::new(vec![Column::new("甲", Class::Text)]);
    table.push(Role::Data, vec![Cell::text(standard.as_str())], None);
    table.push(Role::Total, vec![Cell::text(standard.as_str())], None);
    let mut bulletin = samples::bulletin(table);
    bulletin.title = samples::text(&standard);
    bulletin.intro = samples::texts(&[&standard]);
    let document = compose(&bulletin, &Fonts::bundled());
    assert!(
        document.warnings.iter().all(|warning| warning.kind != FindingKind::MissingGlyph),
        "{:?}",
        document.warnings
    );
    for page in document.paged.pages() {
        dump::walk(&page.frame, Point::zero(), &mut |_, item| {
            if let FrameItem::Text(text) = item {
                assert!(text.glyphs.iter().all(|glyph| glyph.id != 0), "a blank glyph in {}", text.text);
            }
        });
    }
}

#[test]
fn a_table_without_rows_still_shows_its_header() {
    let table = Table::new(vec![Column::new("姓名", Class::Name)]);
    let mut bulletin = samples::bulletin(Table::default());
    bulletin.table = PublicTable::of(table);
    assert!(dump(&compose(&bulletin, &Fonts::bundled())).contains("姓名"));
}
