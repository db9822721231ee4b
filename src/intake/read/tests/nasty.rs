use jiff::civil::date;

use super::hostile::{xlsx, zipped};
use super::*;
use crate::intake::sheet::Span;

pub(super) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'/>\
                      <numFmt numFmtId='177' formatCode='000000'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>\
                      <cellXfs><xf numFmtId='0'/><xf numFmtId='176'/><xf numFmtId='10'/><xf numFmtId='177'/></cellXfs></styleSheet>";

#[test]
fn every_kind_of_xlsx_cell_is_read() {
    let sheet = "<x:worksheet xmlns:x='main'><x:cols><x:col min='2' max='3' hidden='1'/><x:col min='5' max='5' width='0'/></x:cols>\
        <x:sheetData><x:row r='2' hidden='1'><x:c r='A2' t='s'><x:v>0</x:v></x:c><x:c r='B2' t='inlineStr'><x:is><x:r><x:t>内</x:t>\
        </x:r><x:r><x:t>联_x000D_\n文</x:t></x:r><x:rPh><x:t>注音</x:t></x:rPh></x:is></x:c><x:c s='1'><x:v>46204.5</x:v></x:c>\
        <x:c r='D2' s='2'><x:f>C2/B2-1</x:f><x:v>-8.2822085889570546E-2</x:v></x:c><x:c r='E2' t='b'><x:v>1</x:v></x:c>\
        <x:c r='F2' t='e'><x:f>A9</x:f><x:v>#REF!</x:v></x:c><x:c r='G2' t='str'><x:f>A1&amp;\"\"</x:f><x:v>甲&lt;乙</x:v></x:c>\
        <x:c r='H2'><x:v>4.33124199001011E+17</x:v></x:c><x:c r='I2' s='3'><x:v>12</x:v></x:c><x:c r='J2'><x:f>SUM(A1)</x:f></x:c>\
        </x:row></x:sheetData><x:mergeCells><x:mergeCell ref='A2:B2'/></x:mergeCells></x:worksheet>";
    let strings = "<sst><si><r><t>石桥</t></r><r><t> 村</t></r><rPh><t>shi</t></rPh></si></sst>";
    let sheet = only_sheet("a.xlsx", xlsx(sheet, &[("xl/styles.xml", STYLES), ("xl/sharedStrings.xml", strings)]));
    let expected = [
        text("石桥 村"),
        text("内联\n文"),
        Cell::Date(date(2026, 7, 1)),
        text("-8.28%"),
        text("TRUE"),
        text("#REF!"),
        text("甲<乙"),
        text("433124199001011000"),
        text("000012"),
    ];
    assert_eq!(sheet.rows[0].cells, expected);
    assert!(sheet.rows[0].hidden);
    assert_eq!(sheet.uncalculated, 1);
    assert_eq!(sheet.hidden_columns.iter().copied().collect::<Vec<_>>(), [1, 2, 4]);
    assert_eq!(sheet.merges, [Span { first_row: 2, last_row: 2, first_column: 0, last_column: 1 }]);
}

#[test]
fn the_calendar_of_1904_and_hidden_sheets_are_known() {
    let workbook = "<workbook><workbookPr date1904='1'/><sheets><sheet name='明' r:id='rId7'/><sheet name='暗' state='veryHidden' r:id='rId8'/>\
                    </sheets></workbook>";
    let rels = "<Relationships><Relationship Id='rId7' Type='t/worksheet' Target='/xl/worksheets/one.xml'/>\
                <Relationship Id='rId8' Type='t/worksheet' Target='worksheets/two.xml'/></Relationships>";
    let one = b"<worksheet><sheetData><row><c s='1'><v>44742</v></c></row></sheetData></worksheet>";
    let two = b"<worksheet><sheetData/></worksheet>";
    let book = read_bytes(
        "a.xlsx",
        zipped(&[
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
            ("xl/styles.xml", STYLES.as_bytes()),
            ("xl/worksheets/one.xml", one),
            ("xl\\worksheets\\TWO.xml", two),
        ]),
    );
    let book = book.unwrap();
    assert_eq!(book.sheets.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(), [false, true]);
    assert_eq!(book.sheets[0].cell(1, 0), Some(&Cell::Date(date(2026, 7, 1))));
}

#[test]
fn a_workbook_of_another_writer_is_read() {
    use rust_xlsxwriter::{Format, Workbook};
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "姓名").unwrap();
    sheet.write_number_with_format(1, 0, 46_204.0, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    sheet.write_number(1, 1, 0.1 + 0.2).unwrap();
    sheet.set_column_hidden(1).unwrap();
    sheet.set_row_hidden(1).unwrap();
    let sheet = only_sheet("a.xlsx", workbook.save_to_buffer().unwrap());
    assert_eq!(sheet.rows[1].cells, [Cell::Date(date(2026, 7, 1)), number("0.3")]);
    assert!(sheet.rows[1].hidden && sheet.hidden_columns.contains(&1));
}

#[test]
fn every_kind_of_xls_cell_is_read() {
    let book = read_bytes("隐藏.xls", fixture("隐藏.xls")).unwrap();
    assert_eq!(book.sheets.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(), [false, true]);
    let sheet = &book.sheets[0];
    let expected =
        [Cell::Date(date(2026, 7, 1)), text("12.5%"), text("433124199001011260"), text("TRUE"), text("000012")];
    assert_eq!(sheet.rows[1].cells, expected);
    assert_eq!(sheet.rows[2].cells[..2], [number("86.5"), number("27680")]);
    assert_eq!(sheet.rows[2].cells[2], text(&"很长的说明".repeat(2500)));
    assert!(sheet.rows[2].hidden && !sheet.rows[1].hidden);
    assert_eq!(sheet.hidden_columns.iter().copied().collect::<Vec<_>>(), [2]);
    assert_eq!(sheet.cell(4, 0), Some(&text("石桥村")));
    assert_eq!(sheet.cell(71, 140), Some(&text("远")));
}

#[test]
fn every_kind_of_ods_cell_is_read() {
    let book = read_bytes("村级账目.ods", fixture("村级账目.ods")).unwrap();
    assert_eq!(book.sheets.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(), [false, true]);
    let sheet = &book.sheets[0];
    assert_eq!(sheet.merges, [Span { first_row: 1, last_row: 1, first_column: 0, last_column: 3 }]);
    assert_eq!(sheet.hidden_columns.iter().copied().collect::<Vec<_>>(), [1, 2]);
    assert!(sheet.rows[1].hidden);
    assert_eq!(sheet.rows[1].cells, [Cell::Date(date(2026, 7, 1)), text("12.5%"), number("27680"), text("一  二\n三")]);
    assert_eq!(sheet.rows.len(), 4);
    assert_eq!(sheet.cell(4, 3), Some(&text("433124199001011234")));
}

fn biff(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes()[..], body].concat()
}

/// A workbook of Excel 95, its strings in the Chinese code page, without a compound file around it.
pub(super) fn biff5() -> Vec<u8> {
    let name = encoding_rs::GB18030.encode("低保").0.into_owned();
    let label = encoding_rs::GB18030.encode("户主姓名").0.into_owned();
    let sheet_entry = |offset: u32| biff(0x85, &[&offset.to_le_bytes()[..], &[0, 0, name.len() as u8], &name].concat());
    let before = [biff(0x0809, &[0, 5, 5, 0, 0, 0, 0, 0]), biff(0x42, &936_u16.to_le_bytes())].concat();
    let offset = before.len() + sheet_entry(0).len() + 4;
    let cells = [
        biff(0x0809, &[0, 5, 0x10, 0, 0, 0, 0, 0]),
        biff(0x7d, &[1, 0, 1, 0, 0, 8, 0, 0, 1, 0, 0, 0]),
        biff(0x204, &[&[0, 0, 0, 0, 0, 0, label.len() as u8, 0], &label[..]].concat()),
        biff(0x203, &[&[0, 0, 1, 0, 0, 0][..], &86.5_f64.to_le_bytes()].concat()),
        biff(0x0a, &[]),
    ];
    [before, sheet_entry(offset as u32), biff(0x0a, &[]), cells.concat()].concat()
}

#[test]
fn excel_95_is_read_in_its_code_page() {
    let sheet = only_sheet("old.xls", biff5());
    assert_eq!(sheet.name.as_deref(), Some("低保"));
    assert_eq!(sheet.rows[0].cells, [text("户主姓名"), number("86.5")]);
    assert!(sheet.hidden_columns.contains(&1));
}

#[test]
fn a_locked_xls_is_called_locked() {
    let bytes = [biff(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]), biff(0x2f, &[1, 0]), biff(0x0a, &[])].concat();
    assert!(matches!(read_bytes("a.xls", bytes), Err(IntakeError::Encrypted { .. })));
}

#[test]
fn a_locked_ods_is_called_locked() {
    let manifest = b"<manifest><file-entry><manifest:encryption-data/></file-entry></manifest>";
    let bytes = zipped(&[("META-INF/manifest.xml", manifest), ("content.xml", b"\x01\x02")]);
    assert!(matches!(read_bytes("a.ods", bytes), Err(IntakeError::Encrypted { .. })));
}

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut bytes = if kind < 128 { vec![kind as u8] } else { vec![kind as u8 | 0x80, (kind >> 7) as u8] };
    let length = body.len();
    bytes.extend(if length < 128 { vec![length as u8] } else { vec![length as u8 | 0x80, (length >> 7) as u8] });
    bytes.extend(body);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = (units.len() as u32).to_le_bytes().to_vec();
    bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    bytes
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

pub(super) fn xlsb() -> Vec<u8> {
    let workbook = record(156, &[words(&[1, 1]), wide("rId1"), wide("补贴")].concat());
    let format = record(44, &[&[164, 0][..], &wide("yyyy/m/d")].concat());
    let xf = |id: u8| record(47, &[0, 0, id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let styles = [format, xf(9), record(617, &[0; 4]), xf(0), xf(164), record(618, &[])].concat();
    let strings = record(19, &[&[0][..], &wide("户主姓名")].concat());
    let cell = |kind, head: &[u32], tail: &[u8]| record(kind, &[&words(head)[..], tail].concat());
    let sheet = [
        record(60, &[words(&[1, 2, 2304, 0]), vec![1, 0]].concat()),
        record(0, &[&words(&[4, 0])[..], &[0, 0, 0, 0x10, 0, 0, 0, 0, 0]].concat()),
        cell(7, &[0, 0, 0], &[]),
        cell(2, &[1, 0, (8650 << 2) | 3], &[]),
        cell(5, &[2, 1], &46_204.0_f64.to_le_bytes()),
        cell(8, &[3, 0], &wide("公式")),
        cell(4, &[4, 0], &[1]),
        cell(3, &[5, 0], &[0x2a]),
        record(176, &words(&[4, 4, 0, 1])),
        record(130, &[]),
    ];
    zipped(&[
        ("xl/workbook.bin", &workbook),
        ("xl/styles.bin", &styles),
        ("xl/sharedStrings.bin", &strings),
        ("xl/worksheets/sheet1.bin", &sheet.concat()),
    ])
}

#[test]
fn every_kind_of_xlsb_cell_is_read() {
    let sheet = only_sheet("a.xlsb", xlsb());
    assert_eq!((sheet.name.as_deref(), sheet.hidden), (Some("补贴"), true));
    let expected =
        [text("户主姓名"), number("86.5"), Cell::Date(date(2026, 7, 1)), text("公式"), text("TRUE"), text("#N/A")];
    assert_eq!((sheet.rows[0].number, sheet.rows[0].hidden), (5, true));
    assert_eq!(sheet.rows[0].cells, expected);
    assert_eq!(sheet.hidden_columns.iter().copied().collect::<Vec<_>>(), [1, 2]);
    assert_eq!(sheet.merges, [Span { first_row: 5, last_row: 5, first_column: 0, last_column: 1 }]);
}

#[test]
fn a_pasted_block_is_read_from_tabs_or_from_html() {
    let sheet = paste("姓名\t备注\r\n王一\t\"第一行\n第二行\"\r\n\t5\"管\r\n").unwrap().sheets.remove(0);
    assert_eq!(sheet.rows[1].cells, [text("王一"), text("第一行\n第二行")]);
    assert_eq!(sheet.rows[2].cells, [Cell::Blank, text("5\"管")]);
    let html = "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:1\r\n<html><body><!--StartFragment--><table><tr><td>a<td>1</table>";
    assert_eq!(paste(html).unwrap().sheets[0].rows[0].cells, [text("a"), number("1")]);
    assert_eq!(paste("一个词").unwrap().sheets[0].rows[0].cells, [text("一个词")]);
    assert!(matches!(paste(" \r\n"), Err(IntakeError::Empty { .. })));
}
