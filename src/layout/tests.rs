mod beside;
mod election;

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

/// Left and right edge of the ink of each character of the pages, in em, with where its line stands.
fn ink(document: &Document) -> Vec<(char, f64, f64, f64)> {
    let mut found = Vec::new();
    for page in document.paged.pages() {
        dump::walk(&page.frame, Point::zero(), &mut |at, item| {
            let FrameItem::Text(text) = item else { return };
            let em = text.font.units_per_em();
            let mut x = at.x.to_pt() / text.size.to_pt();
            for glyph in &text.glyphs {
                let origin = x + glyph.x_offset.get();
                x += glyph.x_advance.get();
                let id = rustybuzz::ttf_parser::GlyphId(glyph.id);
                let (Some(c), Some(ink)) =
                    (text.text[glyph.range()].chars().next(), text.font.ttf().glyph_bounding_box(id))
                else {
                    continue;
                };
                let edge = |units: i16| origin + f64::from(units) / em;
                found.push((c, edge(ink.x_min), edge(ink.x_max), at.y.to_pt()));
            }
        });
    }
    found
}

/// The blanks between the inks of the neighbours `pair`, in em.
fn gaps(document: &Document, pair: &str) -> Vec<f64> {
    let ink = ink(document);
    let wanted: Vec<char> = pair.chars().collect();
    let neighbours = ink.windows(2).filter(|two| [two[0].0, two[1].0] == wanted[..] && two[0].3 == two[1].3);
    neighbours.map(|two| two[1].1 - two[0].2).collect()
}

/// The same words in prose and in a cell.
fn said(words: &str) -> [Document; 2] {
    let mut table = Table::new(vec![Column::new("说明", Class::Text)]);
    table.push(Role::Data, vec![Cell::text(words)], None);
    let mut list = samples::bulletin(table);
    list.intro = Vec::new();
    let mut prose = samples::bulletin(Table::default());
    prose.intro = samples::texts(&[words]);
    [list, prose].map(|bulletin| compose(&bulletin, &Fonts::bundled()))
}

#[test]
fn an_ellipsis_is_one_row_of_six_dots() {
    for document in said("不再给予补贴……详见细则") {
        let dots: Vec<_> = ink(&document).into_iter().filter(|(c, ..)| *c == '…').collect();
        let [first, second] = dots[..] else { panic!("{} ellipses", dots.len()) };
        // Three dots of the width d with two blanks b between them: 3d + 2b wide, and b again to the next.
        let gap = second.1 - first.2;
        assert!(gap > 0.05 && gap < 0.3 * (first.2 - first.1), "{gap} between {first:?} and {second:?}");
        let around = gaps(&document, "贴…").into_iter().chain(gaps(&document, "…详")).collect::<Vec<_>>();
        assert!((around[0] - around[1]).abs() < 0.12, "not in the middle: {around:?}");
    }
}

#[test]
fn nested_brackets_keep_a_blank_between_them() {
    for document in said("见《〈石桥镇办法〉》和《关于〈村规〉的通知》") {
        for pair in ["《〈", "〉》"] {
            let gaps = gaps(&document, pair);
            assert!(!gaps.is_empty(), "no {pair}");
            assert!(gaps.iter().all(|gap| (0.2..0.8).contains(gap)), "{pair}: {gaps:?}");
        }
    }
}

#[test]
fn the_unit_stands_above_the_table_at_its_right() {
    for (paper, rows) in [(Paper::A4, 3), (Paper::A4Across, 200)] {
        let mut bulletin = subsidy(rows);
        bulletin.unit = samples::text("万元");
        bulletin.look.paper = paper;
        let document = compose(&bulletin, &Fonts::bundled());
        for page in document.paged.pages() {
            let (mut unit, mut right, mut top, mut above) = (None, 0.0_f64, f64::INFINITY, 0.0_f64);
            dump::walk(&page.frame, Point::zero(), &mut |at, item| match item {
                FrameItem::Text(text) if text.text == "单位：万元" => {
                    unit = Some((at.x.to_pt() + text.width().to_pt(), at.y.to_pt()));
                }
                FrameItem::Text(text) if text.text.contains("序号") => top = at.y.to_pt(),
                FrameItem::Text(_) => above = if top.is_infinite() { at.y.to_pt() } else { above },
                FrameItem::Shape(shape, _) => {
                    if let typst::visualize::Geometry::Rect(size) = &shape.geometry {
                        right = right.max(at.x.to_pt() + size.x.to_pt());
                    }
                }
                _ => {}
            });
            let (end, baseline) = unit.expect("a unit on every page");
            assert!((end - right).abs() < 0.5, "the unit ends at {end}, the table at {right}");
            assert!(baseline < top && top - baseline < 40.0, "the unit at {baseline}, the header at {top}");
            assert!(above <= baseline + 0.1, "something stands between the unit and the table");
        }
    }
}

#[test]
fn long_captions_are_folded_within_their_cells() {
    let caption = "经县农业农村局核实并张榜公示后确认的实际种粮面积（亩）";
    let columns =
        ["序号", "户主", caption, "补贴标准（元/亩）", "应发金额（元）", "实发金额（元）", "村民小组", "备注"];
    let classes =
        [Class::Serial, Class::Name, Class::Quantity, Class::Rate, Class::Amount, Class::Amount, Class::Group];
    let classes = classes.into_iter().chain([Class::Text]);
    let mut table = Table::new(columns.iter().zip(classes).map(|(name, class)| Column::new(*name, class)).collect());
    let cells = ["1", "王大山", "12.05", "93.45", "1126.07", "1126.07", "第一村民小组", "无"];
    table.push(
        Role::Data,
        cells.iter().zip(&table.columns.clone()).map(|(c, of)| Cell::parse(c, of.class)).collect(),
        None,
    );
    let document = compose(&samples::bulletin(table), &Fonts::bundled());
    assert!(document.warnings.is_empty(), "{:?}", document.warnings);
    let mut edges = Vec::new();
    let mut pieces: Vec<(String, f64, f64)> = Vec::new();
    dump::walk(&document.paged.pages()[0].frame, Point::zero(), &mut |at, item| match item {
        FrameItem::Shape(shape, _) => match &shape.geometry {
            typst::visualize::Geometry::Line(to) if to.x.to_pt().abs() < 0.01 => edges.push(at.x.to_pt()),
            _ => {}
        },
        FrameItem::Text(text) if caption.contains(text.text.as_str()) && text.text.chars().count() > 1 => {
            pieces.push((text.text.to_string(), at.x.to_pt(), at.x.to_pt() + text.width().to_pt()));
        }
        _ => {}
    });
    let words: String = pieces.iter().map(|piece| piece.0.as_str()).collect();
    assert!(pieces.len() >= 2 && words.contains("实际种粮面积"), "{words}");
    for (words, left, right) in &pieces {
        assert!(edges.iter().all(|edge| !(left + 0.2 < *edge && *edge < right - 0.2)), "{words} crosses a line");
    }
}

#[test]
fn a_cell_of_more_lines_than_are_drawn_is_named() {
    let mut table = Table::new(vec![Column::new("说明", Class::Text)]);
    table.push(Role::Data, vec![Cell::text("一行\n".repeat(401).trim())], Some(9));
    table.push(Role::Data, vec![Cell::text("一行\n".repeat(400).trim())], Some(10));
    let document = compose(&samples::bulletin(table), &Fonts::bundled());
    assert_eq!(dump(&document).matches("一行").count(), 800);
    let said: Vec<_> = document.warnings.iter().map(|warning| (warning.source, warning.text.as_str())).collect();
    assert_eq!(said, [(Some(9), "第 9 行“说明”太长，只印出了前面 400 行，请缩短这一格的文字。")]);
}

#[test]
fn cells_that_each_fill_a_book_are_cut_and_named() {
    let mut table = Table::new((0..40).map(|_| Column::new("说明", Class::Text)).collect());
    let text = "很长的字".repeat(2500);
    for _ in 0..12 {
        table.push(Role::Data, vec![Cell::text(text.as_str()); 40], None);
    }
    let document = compose(&samples::bulletin(table), &Fonts::bundled());
    let cut = document.warnings.iter().find(|warning| warning.text.contains("只印出了前面"));
    assert!(cut.is_some_and(|warning| warning.text.ends_with("个字，请缩短这一格的文字。")), "{cut:?}");
}

#[test]
fn a_column_too_wide_for_the_paper_is_warned_of_once() {
    let names = ["一", "二", "三", "四", "五", "六", "七", "八"];
    let mut table = Table::new(names.iter().map(|name| Column::new(*name, Class::Amount)).collect());
    let wide = "123456789012345.67".parse().expect("a number");
    for _ in 0..2 {
        table.push(Role::Data, vec![Cell::Number(wide); 8], None);
    }
    let document = compose(&samples::bulletin(table), &Fonts::bundled());
    let of_first: Vec<_> = document.warnings.iter().filter(|warning| warning.column.as_deref() == Some("二")).collect();
    let [warning] = of_first[..] else { panic!("{:?}", document.warnings) };
    assert!(warning.text.starts_with("第 1 条等 2 行的“二”太长"), "{}", warning.text);
    // With the others folded the first stands on one line.
    assert_eq!(document.warnings.len(), 7);
}

#[test]
fn short_words_stand_under_the_middle_of_their_header() {
    let spec = |texts: &[&str]| {
        let mut table = Table::new(vec![Column::new("职务", Class::Text)]);
        for text in texts {
            table.push(Role::Data, vec![Cell::text(*text)], None);
        }
        specs::specs(&PublicTable::of(table), None)[0].align
    };
    assert_eq!(spec(&["主任", "", "副主任"]), crate::domain::table::Align::Centre);
    assert_eq!(spec(&["主任", "土地流转给合作社"]), crate::domain::table::Align::Left);
}

#[test]
fn rows_move_closer_before_a_short_list_needs_another_page() {
    let pages = |rows| compose(&subsidy(rows), &Fonts::bundled()).pages.len();
    let one_page = (1..40).take_while(|rows| pages(*rows) == 1).count();
    assert!((17..30).contains(&one_page), "{one_page} rows on a page");
    let document = compose(&subsidy(one_page), &Fonts::bundled());
    texts_within(&document);
    assert_eq!(document.pages[0].rows, 0..one_page + 1);
}

#[test]
fn the_telephone_stands_with_its_caption_and_objections_are_asked_for_once() {
    let words = |intro: &str| {
        let mut bulletin = subsidy(5);
        bulletin.intro = samples::texts(&[intro]);
        bulletin.look.text_size = Some(12.0);
        dump(&compose(&bulletin, &Fonts::bundled()))
    };
    let long = words("现予以公示。");
    assert!(long.contains("公示期间如有异议，请向石桥镇石桥村村民委员会反映。\n"), "{long}");
    assert!(long.contains("监督电话：0371-55501234。\n"), "{long}");
    let asked = words("公示期间如有异议，请以书面方式向本单位反映。");
    assert_eq!(asked.matches("如有异议").count(), 1, "{asked}");
    assert!(asked.contains("监督电话：0371-55501234。\n"), "{asked}");
}

#[test]
fn signatures_stand_beside_each_other_where_each_leaves_room_to_sign() {
    let lines_of = |captions: &[&str]| {
        let mut bulletin = subsidy(5);
        bulletin.signatures = samples::texts(captions);
        bulletin.look.text_size = Some(12.0);
        let words = dump(&compose(&bulletin, &Fonts::bundled()));
        let at = |caption: &&str| {
            let line = words.lines().find(|line| line.ends_with(&format!("{caption}："))).expect("a caption");
            line.trim().split([',', ' ']).nth(1).expect("a place").to_owned()
        };
        captions.iter().map(at).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(lines_of(&["制表人", "村委会主任", "村务监督委员会"]), 1);
    assert_eq!(lines_of(&["会计", "村委会主任", "村务监督委员会（民主理财小组）组长"]), 3);
}

#[test]
fn only_an_address_stands_at_the_left_edge() {
    let left_of = |first: &str| {
        let mut bulletin = prose();
        bulletin.intro = samples::texts(&[first, "正文。"]);
        let words = dump(&compose(&bulletin, &Fonts::bundled()));
        let line = words.lines().find(|line| line.ends_with(first)).expect("the line").trim().to_owned();
        line.split(',').next().and_then(|x| x.parse::<f64>().ok()).expect("a place")
    };
    assert_eq!(left_of("各村民委员会："), 28.0);
    assert!(left_of("现将有关事项通知如下：") > 38.0);
}
