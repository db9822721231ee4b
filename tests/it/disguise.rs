//! An ID number, however it is disguised and wherever it stands, is in no output.

use std::process::Command;

use gongshi::domain::block::{
    self, Block, BlockKey, Chart, Code, Columns, Form, Framed, Further, Level, List, Matter, Picture, Pictures, Place,
};
use gongshi::domain::gate;
use gongshi::domain::kind::Catalogue;
use gongshi::domain::notice::Content;
use gongshi::domain::office::Office;
use gongshi::domain::table::{Cell, Class, Column, Role, Table};
use gongshi::export::{self, PdfOptions};
use gongshi::intake::inspect::inspect;
use gongshi::intake::read;
use gongshi::layout::{self, Fonts};
use jiff::Timestamp;
use proptest::prelude::{Strategy, any, proptest};
use proptest::test_runner::Config;

/// 17 digits and the check digit of GB 11643.
fn id_number() -> impl Strategy<Value = String> {
    (0..4usize, 1932..2008u32, 1..13u32, 1..29u32, 1..1000u32).prop_map(|(place, year, month, day, serial)| {
        let place = ["433124", "341522", "510322", "620723"][place];
        let body = format!("{place}{year}{month:02}{day:02}{serial:03}");
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = body.chars().zip(weights).filter_map(|(digit, weight)| Some(digit.to_digit(10)? * weight)).sum();
        let check = "10X98765432".chars().nth(sum as usize % 11).unwrap_or('0');
        format!("{body}{check}")
    })
}

fn disguised(id: &str, how: u8) -> String {
    let wide = |text: &str| text.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c)).collect::<String>();
    match how % 8 {
        0 => id.to_owned(),
        1 => id.to_lowercase(),
        2 => format!("{} {} {}", &id[..6], &id[6..14], &id[14..]),
        3 => wide(id),
        4 => format!("身份证号已变更为{id}，请核对"),
        5 => format!("{}{}", &id[..6], &id[8..17]),
        6 => format!("{}-{}-{}", &id[..6], &id[6..14], &id[14..]),
        _ => format!("原号{}（旧）", wide(&id.to_lowercase())),
    }
}

/// Digits and X alone, full-width ones as plain ones: what a person who looks for a number sees.
fn digits(text: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
        'x' | 'ｘ' | 'Ｘ' => Some('X'),
        c => Some(c),
    };
    text.chars().filter_map(plain).filter(|c| c.is_ascii_digit() || *c == 'X').collect()
}

/// A block of each kind that says it in every place; the last table and the charts have the list's own rows.
fn blocks(said: &str, table: &Table) -> Vec<Block> {
    let said = || said.to_owned();
    let picture = Picture { file: "picture".into(), caption: said(), width: 2, height: 2, ..Picture::default() };
    let further = |table: Table| Further { heading: said(), unit: said(), nothing: said(), table };
    let columns = vec![Column::new(said(), Class::Text), Column::new("金额（元）", Class::Amount)];
    let mut headed = Table::new(columns);
    headed.push(Role::Data, vec![Cell::text(said()), Cell::Number(1.into())], None);
    let chart = |of: Option<u32>, form, sums| Chart {
        title: said(),
        of: of.map(BlockKey::from_stored),
        form,
        sums,
        figures: Vec::new(),
    };
    let matters = vec![
        Matter::Text(block::Text { level: Level::First, text: said() }),
        Matter::Text(block::Text { level: Level::Body, text: said() }),
        Matter::List(List { numbered: true, entries: format!("{}\n{}", said(), said()) }),
        Matter::Columns(Columns { left: said(), right: said() }),
        Matter::Notice(Framed { heading: said(), text: said() }),
        Matter::Picture(picture),
        Matter::Code(Code { says: said(), caption: said() }),
        Matter::Table(further(table.clone())),
        Matter::Table(further(headed)),
        Matter::Table(further(Table::default())),
        Matter::Chart(chart(None, Form::Bars, false)),
        Matter::Chart(chart(Some(7), Form::Bars, true)),
        Matter::Chart(chart(Some(8), Form::Ring, false)),
    ];
    let placed = |(at, matter): (usize, Matter)| Block {
        key: BlockKey::from_stored(u32::try_from(at).expect("few blocks")),
        place: if at % 2 == 0 { Place::Above } else { Place::Below },
        matter,
    };
    matters.into_iter().enumerate().map(placed).collect()
}

/// A picture whose file says it as well.
fn pictures(said: &str) -> Pictures {
    let mut png = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(2, 2).write_to(&mut png, image::ImageFormat::Png).expect("a PNG");
    let mut bytes = png.into_inner();
    let words = format!("Comment\0{said}");
    let mut chunk = u32::try_from(words.len()).expect("a short text").to_be_bytes().to_vec();
    chunk.extend(b"tEXt");
    chunk.extend(words.as_bytes());
    chunk.extend([0; 4]);
    // Behind the header, which has 13 bytes and 12 around them.
    bytes.splice(33..33, chunk);
    bytes.extend(said.as_bytes());
    let mut pictures = Pictures::default();
    pictures.insert("picture".into(), bytes.into());
    pictures
}

fn text_of_pdf(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.pdf");
    std::fs::write(&file, pdf).expect("a file");
    let output = Command::new("pdftotext").arg(&file).arg("-").output().expect("tests/run installs poppler");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn text_of_xlsx(xlsx: Vec<u8>) -> String {
    let book = read::read_bytes("out.xlsx", xlsx).expect("our own file");
    let cells = book.sheets.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    cells.map(|cell| format!("{}\n", cell.typed())).collect()
}

proptest! {
    #![proptest_config(Config { cases: 24, ..Config::default() })]
    #[test]
    fn an_id_in_any_disguise_and_any_column_is_in_no_output(
        ids in proptest::collection::vec((id_number(), any::<u8>(), 0..5usize), 1..20),
        kind in 0..Catalogue::bundled().kinds().len(),
    ) {
        let mut csv = "序号,村民小组,户主,补贴金额（元）,证件,备注\n".to_owned();
        for (at, (id, how, column)) in ids.iter().enumerate() {
            let mut cells = [(at + 1).to_string(), "一组".into(), "李四".into(), "10.00".into(), String::new(), String::new()];
            cells[column + 1] = disguised(id, *how);
            csv += &format!("{}\n", cells.join(","));
        }
        let kind = &Catalogue::bundled().kinds()[kind];
        let book = read::read_bytes("list.csv", csv.into_bytes()).expect("a CSV");
        let found = inspect(&book, None).expect("a table");
        let said = disguised(&ids[0].0, ids[0].1);
        let content = Content {
            title: format!("公示 {said}"),
            intro: format!("现将{said}公示。"),
            notes: said.clone(),
            signatures: vec![said.clone()],
            issuer: said.clone(),
            blocks: blocks(&said, &found.table),
            table: found.table,
            pictures: pictures(&said),
            ..Content::default()
        };
        let (bulletin, _) = gate::bulletin(&content, kind, &Office::default());
        let document = layout::compose(&bulletin, &Fonts::bundled());
        let options = PdfOptions { title: Some(bulletin.title.clone()), made: Timestamp::UNIX_EPOCH };
        let pdf = export::pdf(&document, &options).expect("a PDF");
        let mut seen = digits(&text_of_pdf(&pdf));
        seen += &digits(&String::from_utf8_lossy(&pdf));
        if !bulletin.table.columns().is_empty() {
            let xlsx = export::xlsx(&bulletin.table, &bulletin.title, Timestamp::UNIX_EPOCH).expect("a spreadsheet");
            seen += &digits(&text_of_xlsx(xlsx));
        }
        for (id, _, _) in &ids {
            let old = format!("{}{}", &id[..6], &id[8..17]);
            assert!(!seen.contains(&id[..17]) && !seen.contains(&old), "an ID number is in an output of {}", kind.name);
        }
    }
}
