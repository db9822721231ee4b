use rustybuzz::ttf_parser::GlyphId;
use typst::layout::Em;
use typst::visualize::Geometry;

use super::*;
use crate::domain::office::Seal;
use crate::layout::samples::{self, prose};
use crate::layout::{Document, Fonts, compose};

/// How far from the standard a place may be, in mm.
const NEAR: f64 = 0.5;
/// A character of the grid, in mm.
const CELL: f64 = 156.0 / 28.0;

/// A letter as it stands on a page: left edge, right edge and baseline in mm, size in pt.
struct Letter {
    letter: char,
    left: f64,
    right: f64,
    baseline: f64,
    size: f64,
    family: String,
    /// Of its ink.
    top: f64,
    bottom: f64,
}

fn letters(document: &Document, page: usize) -> Vec<Letter> {
    let mut letters = Vec::new();
    walk(&document.paged.pages()[page].frame, Point::zero(), &mut |at, item| {
        let FrameItem::Text(text) = item else { return };
        let mut left = at.x.to_pt() / MM;
        let (baseline, size) = (at.y.to_pt() / MM, text.size.to_pt());
        let em = |em: Em| em.at(text.size).to_pt() / MM;
        for glyph in &text.glyphs {
            let ttf = text.font.ttf();
            let unit = size / f64::from(ttf.units_per_em()) / MM;
            let ink = ttf.glyph_bounding_box(GlyphId(glyph.id));
            let (high, low) = ink.map_or((0.0, 0.0), |ink| (f64::from(ink.y_max) * unit, f64::from(ink.y_min) * unit));
            let right = left + em(glyph.x_advance);
            letters.push(Letter {
                letter: text.text[glyph.range()].chars().next().unwrap_or(' '),
                left,
                right,
                baseline,
                size,
                family: text.font.info().family.to_string(),
                top: baseline - high,
                bottom: baseline - low,
            });
            left = right;
        }
    });
    letters
}

/// The letters that spell the words, wherever they stand.
fn spelled<'a>(letters: &'a [Letter], words: &str) -> &'a [Letter] {
    let wanted: Vec<char> = words.chars().collect();
    let found =
        letters.windows(wanted.len()).find(|window| window.iter().map(|one| one.letter).eq(wanted.iter().copied()));
    found.unwrap_or_else(|| panic!("{words} is not on the page"))
}

fn near(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= NEAR, "{what}: {found:.2} mm, not {wanted:.2} mm");
}

fn official(intro: &[&str], theme: Theme) -> Document {
    let mut bulletin = Bulletin { intro: samples::texts(intro), ..prose() };
    bulletin.look.theme = theme;
    compose(&bulletin, &Fonts::bundled())
}

#[test]
fn a_sheet_has_22_lines_of_28_characters() {
    let text = "甲".repeat(26 + 28 * 50);
    let bulletin = Bulletin { title: samples::text(""), intro: samples::texts(&[&text]), ..prose() };
    let document = compose(&bulletin, &Fonts::bundled());
    for page in 0..2 {
        let letters = letters(&document, page);
        let lines: Vec<&[Letter]> = letters.chunk_by(|a, b| a.baseline == b.baseline && b.letter == '甲').collect();
        let lines: Vec<&[Letter]> = lines.into_iter().filter(|line| line[0].letter == '甲').collect();
        assert_eq!(lines.len(), 22, "page {page}");
        for (at, line) in lines.iter().enumerate() {
            let indent = if page == 0 && at == 0 { 2 } else { 0 };
            assert_eq!(line.len(), 28 - indent, "page {page}, line {at}");
            near(line[0].left, 28.0 + indent as f64 * CELL, "left");
            near(line.last().expect("letters").right, 184.0, "right");
            near(line[0].baseline - 0.88 * 16.0 / MM, 37.0 + at as f64 * 28.95 / MM, "top of the line");
            assert_eq!(line[0].size, 16.0);
        }
    }
}

#[test]
fn the_red_head_stands_where_the_standard_says() {
    let document = official(&["石政发〔2026〕15号", "各村（居）民委员会：", "请认真执行。"], Theme::RedHead);
    let letters = letters(&document, 0);
    let mark: Vec<&Letter> = letters.iter().filter(|letter| letter.size > 22.1).collect();
    near(mark.iter().map(|letter| letter.top).fold(f64::INFINITY, f64::min), 37.0 + 35.0, "mark's top edge");
    let number = spelled(&letters, "石政发〔2026〕15号");
    let mark_bottom = mark.iter().map(|letter| letter.bottom).fold(0.0, f64::max);
    near(number[0].baseline - 0.88 * 16.0 / MM - mark_bottom, 2.0 * 28.95 / MM, "two lines between");
    near((number[0].left + number.last().expect("letters").right) / 2.0, 106.0, "middle of 发文字号");
    let mut rules = Vec::new();
    walk(&document.paged.pages()[0].frame, Point::zero(), &mut |at, item| {
        if let FrameItem::Shape(shape, _) = item
            && let Geometry::Line(to) = &shape.geometry
        {
            rules.push((at.x.to_pt() / MM, at.y.to_pt() / MM, to.x.to_pt() / MM));
        }
    });
    let (left, y, width) = rules[0];
    near(y - (number[0].baseline + 0.12 * 16.0 / MM), 4.0, "from 发文字号 to the rule");
    near(left, 28.0, "the rule's left end");
    near(width, 156.0, "the rule's length");
    let title = letters.iter().find(|letter| letter.size == 22.0).expect("a title");
    near(title.baseline - 0.88 * 22.0 / MM - y, 2.0 * 28.95 / MM, "two lines below the rule");
}

#[test]
fn page_numbers_stand_outside_below_the_text() {
    let document = official(&["甲".repeat(1200).as_str()], Theme::Plain);
    for (page, words) in [(0, "— 1 —"), (1, "— 2 —")] {
        let letters = letters(&document, page);
        let number = spelled(&letters, words);
        assert_eq!(number[0].size, 14.0);
        near(number[0].top, 37.0 + 225.0 + 7.0, "the dash");
        let em = 14.0 / MM;
        if page == 0 {
            near(number.last().expect("letters").right, 184.0 - em, "odd pages: right");
        } else {
            near(number[0].left, 28.0 + em, "even pages: left");
        }
    }
}

#[test]
fn without_a_seal_the_date_begins_two_characters_right_of_the_issuer() {
    let document = official(&["请认真执行。"], Theme::Plain);
    let letters = letters(&document, 0);
    let signed = letters.iter().rposition(|letter| letter.letter == '石').expect("an issuer");
    let signed = &letters[signed - 3..];
    let date = spelled(&letters, "2026年11月23日");
    near(signed[10].right, 184.0 - 2.0 * CELL, "the issuer's end");
    let date = if date[0].baseline < signed[0].baseline { spelled(signed, "2026年11月23日") } else { date };
    near(date[0].left - signed[0].left, 2.0 * CELL, "the date's beginning");
}

#[test]
fn headings_are_set_in_the_faces_of_their_levels() {
    let text = ["一、补贴对象", "（一）加强领导。各村要明确专人。", "1.按时上报。", "（1）逐户核对。"];
    let document = official(&text, Theme::Plain);
    let letters = letters(&document, 0);
    let family = |words: &str| spelled(&letters, words)[0].family.clone();
    assert_eq!(family("补贴对象"), "Noto Sans SC");
    assert!(family("加强领导").contains("WenKai"), "{}", family("加强领导"));
    assert!(family("各村要明确专人").contains("Fandol"), "{}", family("各村要明确专人"));
    assert!(family("按时上报").contains("Fandol") && family("逐户核对").contains("Fandol"));
}

#[test]
fn the_parts_are_known_by_how_they_are_written() {
    let typed = [
        "石政发〔2026〕15号",
        "各村（居）民委员会：",
        "现将有关事项通知如下。",
        "附件：1.面积核定表。",
        "2.分村汇总表",
        "抄送：县农业农村局。",
        "石桥镇党政办公室 2026年11月23日印发",
    ];
    let parts = Parts::of(&typed.map(str::to_owned));
    assert_eq!(parts.number.as_deref(), Some(typed[0]));
    assert_eq!(parts.body, typed[1..3]);
    assert_eq!(parts.attachments, ["1.面积核定表", "2.分村汇总表"]);
    assert_eq!(parts.imprint, typed[5..]);
    assert_eq!(imprint(typed[6]), json!({ "left": "石桥镇党政办公室", "right": "2026年11月23日印发" }));
    // A number cited in a sentence is no 发文字号.
    assert!(!is_number("根据石政发〔2026〕15号文件，现将有关事项通知如下。"));
}

#[test]
fn the_imprint_closes_the_last_sheet() {
    let text = ["请认真执行。", "附件：面积核定表", "抄送：县农业农村局。", "石桥镇党政办公室 2026年11月23日印发"];
    let document = official(&text, Theme::Plain);
    assert_eq!(document.paged.pages().len(), 1);
    let mut rules = Vec::new();
    walk(&document.paged.pages()[0].frame, Point::zero(), &mut |at, item| {
        if let FrameItem::Shape(shape, _) = item
            && let (Geometry::Line(_), Some(stroke)) = (&shape.geometry, &shape.stroke)
        {
            rules.push((at.y.to_pt() / MM, stroke.thickness.to_pt() / MM));
        }
    });
    assert_eq!(rules.len(), 3);
    near(rules[2].0, 37.0 + 225.0, "the last rule");
    let thick = rules.iter().map(|(_, thickness)| (thickness * 100.0).round() / 100.0);
    assert_eq!(thick.collect::<Vec<_>>(), [0.35, 0.25, 0.35]);
}

#[test]
fn the_issuer_never_signs_an_empty_sheet() {
    for lines in 14..24 {
        let text = "甲".repeat(26 + 28 * (lines - 1));
        let document = official(&[&text], Theme::Plain);
        let last = letters(&document, document.paged.pages().len() - 1);
        let before =
            last.iter().filter(|letter| letter.size == 16.0).take_while(|letter| letter.letter != '石').count();
        assert!(before > 0, "{lines} lines: the issuer stands alone");
    }
}

/// A picture of the office's seal: a red ring.
fn seal() -> Seal {
    let picture = image::RgbaImage::from_fn(60, 60, |x, y| {
        let distance = (f64::from(x) - 29.5).hypot(f64::from(y) - 29.5);
        image::Rgba(if (26.0..30.0).contains(&distance) { [200, 20, 30, 255] } else { [0; 4] })
    });
    let mut png = Vec::new();
    picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).expect("a PNG");
    Seal { sha256: "0".repeat(64), picture: png.into() }
}

/// Left, top, width and height of the pictures on a page, in mm.
fn pictures(document: &Document, page: usize) -> Vec<[f64; 4]> {
    let mut found = Vec::new();
    walk(&document.paged.pages()[page].frame, Point::zero(), &mut |at, item| {
        if let FrameItem::Image(_, size, _) = item {
            found.push([at.x, at.y, size.x, size.y].map(|length| length.to_pt() / MM));
        }
    });
    found
}

fn sealed(intro: &[&str]) -> Document {
    let bulletin = Bulletin { intro: samples::texts(intro), seal: Some(seal()), ..prose() };
    compose(&bulletin, &Fonts::bundled())
}

#[test]
fn the_seal_covers_issuer_and_date_and_reaches_up_to_the_text() {
    let document = sealed(&["请认真执行。"]);
    let letters = letters(&document, 0);
    let signed = letters.iter().rposition(|letter| letter.letter == '石').expect("an issuer");
    let (issuer, date) = (&letters[signed - 3..signed + 8], spelled(&letters[signed..], "2026年11月23日"));
    near(date.last().expect("letters").right, 184.0 - 4.0 * CELL, "the date ends four characters in");
    let middle = |letters: &[Letter]| (letters[0].left + letters.last().expect("letters").right) / 2.0;
    near(middle(issuer), middle(date), "the issuer stands over the date's middle");
    let [[left, top, width, height]] = pictures(&document, 0)[..] else { panic!("one seal") };
    near(width, 42.0, "across");
    near(height, 42.0, "high");
    near(left + width / 2.0, middle(date), "the seal's middle");
    let lines = (issuer[0].baseline - 0.88 * 16.0 / MM, date[0].baseline + 0.12 * 16.0 / MM);
    assert!(top < lines.0 && lines.1 < top + height, "both lines under the seal");
    near((lines.0 + lines.1) / 2.0 - (top + height / 2.0), 3.0, "a little below its middle");
    let gap = top - (letters[signed - 4].baseline + 0.12 * 16.0 / MM);
    assert!((0.0..=28.95 / MM).contains(&gap), "within one line of the text: {gap:.1} mm");
}

#[test]
fn the_seal_is_never_alone_on_a_sheet_and_never_off_it() {
    for lines in 10..24 {
        let text = "甲".repeat(26 + 28 * (lines - 1));
        let document = sealed(&[&text]);
        let last = document.paged.pages().len() - 1;
        let [[_, top, _, height]] = pictures(&document, last)[..] else { panic!("{lines} lines: no seal on the last") };
        assert!(top >= 37.0 && top + height <= 262.5, "{lines} lines: the seal ends at {:.1} mm", top + height);
        assert!((0..last).all(|page| pictures(&document, page).is_empty()), "{lines} lines: a seal too many");
        let letters = letters(&document, last);
        let before = letters.iter().filter(|letter| letter.size == 16.0).take_while(|letter| letter.letter != '石');
        assert!(before.count() > 0, "{lines} lines: the seal stands without text");
    }
}

#[test]
fn a_bulletin_with_a_table_carries_the_seal_with_its_rows() {
    for rows in [3, 8, 12, 14, 16, 18, 20, 22, 24, 60] {
        let bulletin = Bulletin { seal: Some(seal()), ..samples::subsidy(rows) };
        let document = compose(&bulletin, &Fonts::bundled());
        let last = document.paged.pages().len() - 1;
        let [[_, top, _, height]] = pictures(&document, last)[..] else { panic!("{rows} rows: no seal on the last") };
        assert!(top > 20.0 && top + height <= 297.0 - 19.0, "{rows} rows: the seal ends at {:.1} mm", top + height);
        assert!(!document.pages[last].rows.is_empty(), "{rows} rows: the seal stands without a row");
        let letters = letters(&document, last);
        let date = letters.iter().rposition(|letter| letter.letter == '月').expect("a date");
        let date = letters[date].baseline;
        assert!((top..top + height).contains(&date), "{rows} rows: the seal is not over the date");
    }
}

#[test]
fn a_clean_page_has_neither_red_head_nor_seal() {
    let text = samples::texts(&["石政发〔2026〕15号", "各村（居）民委员会：", "请认真执行。"]);
    let mut bulletin = Bulletin { intro: text, seal: Some(seal()), ..prose() };
    bulletin.look.theme = Theme::RedHead;
    let document = compose(&bulletin.clean(), &Fonts::bundled());
    assert!(pictures(&document, 0).is_empty());
    let letters = letters(&document, 0);
    assert!(letters.iter().all(|letter| letter.size <= 22.1), "no mark");
    spelled(&letters, "石政发〔2026〕15号");
}

/// Left, top, right, bottom of what is filled on a page, in mm.
fn bars(document: &Document, page: usize) -> Vec<[f64; 4]> {
    let mut found = Vec::new();
    walk(&document.paged.pages()[page].frame, Point::zero(), &mut |at, item| {
        if let FrameItem::Shape(shape, _) = item
            && let (Geometry::Rect(size), Some(_)) = (&shape.geometry, &shape.fill)
        {
            let (x, y) = (at.x.to_pt() / MM, at.y.to_pt() / MM);
            found.push([x, y, x + size.x.to_pt() / MM, y + size.y.to_pt() / MM]);
        }
    });
    found
}

#[test]
fn a_letter_has_its_mark_and_its_double_rules_where_the_standard_says() {
    let long = "甲".repeat(1000);
    let text =
        ["石政函〔2026〕8号", "县农业农村局：", &long, "抄送：县财政局。", "石桥镇党政办公室 2026年11月23日印发"];
    let mut bulletin = Bulletin { intro: samples::texts(&text), ..prose() };
    bulletin.look.letter = true;
    let document = compose(&bulletin, &Fonts::bundled());
    let found = letters(&document, 0);
    let mark: Vec<&Letter> = found.iter().filter(|letter| letter.size > 22.1).collect();
    near(mark.iter().map(|letter| letter.top).fold(f64::INFINITY, f64::min), 30.0, "the mark's top");
    let mark_bottom = mark.iter().map(|letter| letter.bottom).fold(0.0, f64::max);
    near((mark[0].left + mark.last().expect("a mark").right) / 2.0, 105.0, "the mark's middle");
    let bars = bars(&document, 0);
    let [upper_thick, upper_thin, lower_thin, lower_thick] = bars[..] else { panic!("two double rules: {bars:?}") };
    near(upper_thick[1] - mark_bottom, 4.0, "from the mark to the rule");
    near(lower_thick[3], 297.0 - 20.0, "from the rule to the foot");
    for [left, _, right, _] in [upper_thick, upper_thin, lower_thin, lower_thick] {
        near(left, 20.0, "the rule's left end");
        near(right, 190.0, "the rule's right end");
    }
    let thickness = |bar: [f64; 4]| bar[3] - bar[1];
    assert!(thickness(upper_thick) > thickness(upper_thin) && upper_thick[1] < upper_thin[1], "上粗下细");
    assert!(thickness(lower_thick) > thickness(lower_thin) && lower_thin[1] < lower_thick[1], "上细下粗");
    let number = spelled(&found, "石政函〔2026〕8号");
    near(number.last().expect("letters").right, 184.0, "发文字号 at the right");
    near(number[0].baseline - 0.88 * 16.0 / MM - upper_thin[3], 7.0 / 8.0 * 16.0 / MM, "发文字号 below the rule");
    let title = found.iter().find(|letter| letter.size == 22.0).expect("a title");
    let under = title.baseline - 0.88 * 22.0 / MM - (number[0].baseline + 0.12 * 16.0 / MM);
    near(under, 2.0 * 28.95 / MM, "two lines to the title");
    assert!(!found.iter().any(|letter| letter.letter == '—'), "no page number on the first page");
    spelled(&letters(&document, 1), "— 2 —");
    let words: String = letters(&document, document.paged.pages().len() - 1).iter().map(|one| one.letter).collect();
    assert!(words.contains("抄送：县财政局。") && !words.contains("印发"), "{words}");
}

#[test]
fn attachments_stand_one_line_below_the_text_two_characters_in() {
    let text = ["请认真执行。", "附件：1.面积核定表。", "2.分村汇总表"];
    let document = official(&text, Theme::Plain);
    let letters = letters(&document, 0);
    let first = spelled(&letters, "附件：1.面积核定表");
    near(first[0].left, 28.0 + 2.0 * CELL, "the caption's left");
    let caption = letters.iter().position(|letter| letter.letter == '附').expect("there");
    near(first[0].baseline - letters[caption - 1].baseline, 2.0 * 28.95 / MM, "one line left blank");
    let second = spelled(&letters, "2.分村汇总表");
    near(second[0].left, first[3].left, "the names under each other");
    near(second[0].baseline - first[0].baseline, 28.95 / MM, "line by line");
    let end = letters.iter().position(|letter| std::ptr::eq(letter, first.last().expect("letters"))).expect("there");
    assert_ne!(letters[end + 1].letter, '。', "no mark at the end");
}

#[test]
fn notes_longer_than_a_page_take_the_seal_with_their_last_lines() {
    let note = "补贴资金通过“一卡通”系统直接兑付到户，面积以核定的土地承包面积为准，有异议的请向村民委员会反映。";
    for count in 34..44 {
        let notes = vec![note; count];
        let bulletin = Bulletin {
            notes: samples::texts(&notes),
            signatures: Vec::new(),
            telephone: crate::domain::gate::PublicText::default(),
            period: crate::domain::notice::Period::default(),
            seal: Some(seal()),
            ..samples::subsidy(3)
        };
        let document = compose(&bulletin, &Fonts::bundled());
        let last = document.pages.len() - 1;
        let [[_, top, ..]] = pictures(&document, last)[..] else { panic!("{count} notes: no seal on the last") };
        let letters = letters(&document, last);
        let before = letters.iter().filter(|letter| letter.baseline < top + 2.0);
        assert!(before.count() > 0, "{count} notes: the seal stands without text");
    }
}
