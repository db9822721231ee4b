use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::intake::error::Foreign;

pub(super) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this part.
pub(super) fn xlsx(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let workbook = "<workbook><sheets><sheet name='表' sheetId='1' id='r1'/></sheets></workbook>";
    let mut parts = vec![("xl/worksheets/sheet1.xml", sheet.as_bytes())];
    parts.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    if !more.iter().any(|(name, _)| *name == "xl/workbook.xml") {
        parts.push(("xl/workbook.xml", workbook.as_bytes()));
    }
    zipped(&parts)
}

#[test]
fn each_bad_sample_is_refused_for_what_it_is() {
    let error = |name| read_bytes(name, fixture(name)).unwrap_err();
    assert!(matches!(error("bad-empty.xlsx"), IntakeError::Empty { .. }));
    assert!(matches!(error("bad-encrypted.xlsx"), IntakeError::Encrypted { .. }));
    assert!(matches!(error("bad-truncated.xlsx"), IntakeError::Broken { .. }));
    assert!(matches!(error("bad-not-a-sheet.xlsx"), IntakeError::NotASpreadsheet { what: Foreign::Pdf, .. }));
    // It holds 300 MB of blanks and no workbook: refused before any of it is unpacked.
    assert!(matches!(error("bad-zip-bomb.xlsx"), IntakeError::Broken { .. }));
}

#[test]
fn a_part_that_unpacks_without_end_is_too_large() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"<workbook><sheets><sheet name='a'/></sheets></workbook>").unwrap();
    writer.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..300 {
        writer.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let begun = Instant::now();
    assert!(matches!(read_bytes("a.xlsx", bytes), Err(IntakeError::TooLarge { .. })));
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn what_is_dropped_by_mistake_is_named() {
    let docx = zipped(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]);
    let odt = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")]);
    let cases = [
        (docx, Foreign::Document),
        (odt, Foreign::Document),
        (zipped(&[("照片.jpg", b"x")]), Foreign::Archive),
        (zipped(&[("OFD.xml", b"x")]), Foreign::Ofd),
        (b"Rar!\x1a\x07\0".to_vec(), Foreign::Archive),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), Foreign::Picture),
        (b"<?xml version='1.0'?><a/>".to_vec(), Foreign::Data),
    ];
    for (bytes, foreign) in cases {
        let error = read_bytes("a.xlsx", bytes).unwrap_err();
        assert!(matches!(error, IntakeError::NotASpreadsheet { what, .. } if what == foreign), "{error:?}");
    }
}

#[test]
fn a_sheet_without_cells_is_empty() {
    for bytes in [xlsx("<worksheet><sheetData/></worksheet>", &[]), b" \r\n\t\r\n".to_vec(), b"\xef\xbb\xbf".to_vec()] {
        assert!(matches!(read_bytes("a.xlsx", bytes), Err(IntakeError::Empty { .. })));
    }
}

#[test]
fn far_cells_and_declared_sizes_cost_nothing() {
    let sheet = "<worksheet><dimension ref='A1:XFD1048576'/><cols><col min='1' max='16384' hidden='1'/></cols><sheetData>\
                 <row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData>\
                 <mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells></worksheet>";
    let sheet = only_sheet("a.xlsx", xlsx(sheet, &[]));
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 1_048_576]);
    assert_eq!(sheet.cell(1_048_576, 16_383), Some(&number("2")));
}

#[test]
fn a_million_empty_rows_are_no_rows() {
    let rows = "<row/>".repeat(1_048_576);
    let sheet = format!("<worksheet><sheetData><row><c><v>7</v></c></row>{rows}</sheetData></worksheet>");
    assert_eq!(only_sheet("a.xlsx", xlsx(&sheet, &[])).rows.len(), 1);
}

#[test]
fn one_long_string_in_every_cell_is_too_large() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "字".repeat(30_000));
    let sheet =
        format!("<worksheet><sheetData><row>{}</row></sheetData></worksheet>", "<c t='s'><v>0</v></c>".repeat(2_000));
    let bytes = xlsx(&sheet, &[("xl/sharedStrings.xml", &strings)]);
    assert!(matches!(read_bytes("a.xlsx", bytes), Err(IntakeError::TooLarge { .. })));
}

#[test]
fn rows_repeated_without_end_are_too_large_and_blank_ones_nothing() {
    let content = |row: &str| {
        format!(
            "<office:document-content><table:table table:name='表'><table:table-row><table:table-cell><text:p>甲</text:p>\
             </table:table-cell></table:table-row><table:table-row table:number-rows-repeated='1048575'>{row}\
             </table:table-row></table:table></office:document-content>"
        )
    };
    let blank = content("<table:table-cell table:number-columns-repeated='16384'/>");
    assert_eq!(only_sheet("a.ods", zipped(&[("content.xml", blank.as_bytes())])).rows.len(), 1);
    let full = content("<table:table-cell table:number-columns-repeated='16384'><text:p>x</text:p></table:table-cell>");
    let result = read_bytes("a.ods", zipped(&[("content.xml", full.as_bytes())]));
    assert!(matches!(result, Err(IntakeError::TooLarge { .. })));
}

/// Cheap randomness that a failure can be repeated with.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

fn damage_and_read(name: &str, good: &[u8]) {
    let mut seed = 2026;
    for _ in 0..120 {
        let mut bytes = good.to_vec();
        if next(&mut seed).is_multiple_of(3) {
            bytes.truncate(next(&mut seed) % bytes.len());
        }
        for _ in 0..=next(&mut seed) % 8 {
            if !bytes.is_empty() {
                let at = next(&mut seed) % bytes.len();
                bytes[at] ^= 1 << (next(&mut seed) % 8);
            }
        }
        let begun = Instant::now();
        match read_bytes(name, bytes) {
            Ok(book) => assert!(!book.sheets.is_empty()),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        assert!(begun.elapsed() < Duration::from_secs(5), "{name}");
    }
}

#[test]
fn damaged_files_are_refused_or_read_but_never_break_the_program() {
    for name in ["学生资助.xlsx", "低保初审名单.xls", "选民名单.csv", "系统导出高龄津贴.xls", "bad-encrypted.xlsx"]
    {
        damage_and_read(name, &fixture(name));
    }
    for name in ["村级账目.ods", "隐藏.xls"] {
        damage_and_read(name, &super::nasty::fixture(name));
    }
    damage_and_read("a.xlsb", &super::nasty::xlsb());
    damage_and_read("old.xls", &super::nasty::biff5());
}

/// Damage inside the parts, which a zip's check sums would otherwise catch first.
#[test]
fn damaged_parts_are_refused_or_read_but_never_break_the_program() {
    let sheet = "<worksheet><cols><col min='1' max='2' hidden='1'/></cols><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c>\
                 <c r='B1'><v>46204.5</v></c></row></sheetData><mergeCells><mergeCell ref='A1:B2'/></mergeCells></worksheet>";
    let mut seed = 7;
    for _ in 0..300 {
        let mut bytes = sheet.as_bytes().to_vec();
        let at = next(&mut seed) % bytes.len();
        bytes[at] = b"<>&'0Z\xff"[next(&mut seed) % 7];
        let part: &[(&str, &[u8])] = &[
            ("xl/worksheets/sheet1.xml", &bytes),
            ("xl/workbook.xml", b"<workbook><sheets><sheet name='a' id='r'/></sheets></workbook>"),
            ("xl/sharedStrings.xml", b"<sst><si><t>x</t></si></sst>"),
        ];
        if let Err(error) = read_bytes("a.xlsx", zipped(part)) {
            assert!(!error.to_string().is_empty());
        }
    }
}
