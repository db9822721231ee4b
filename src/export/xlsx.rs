//! The cleaned table as a spreadsheet (净表): what the page shows and nothing that was dropped from it.

mod header;
mod style;

use std::borrow::Cow;

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};
use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::domain::gate::{PublicTable, PublicText};
use crate::domain::money;
use crate::domain::table::{Cell, Column, Role, Row};

use super::ExportError;
use style::{Shape, Styles};

/// A4, in the numbering of the file format.
const A4: u8 = 9;
/// Beyond this many half-width characters a page is printed across.
const UPRIGHT_WIDTH: f64 = 95.0;
/// A spreadsheet keeps 15 significant digits of a number; what has more is written as text, to the digit.
const EXACT_DIGITS: u32 = 15;

/// The table under its title, with the header's levels merged, numbers as numbers and dates as dates. `made` is when it was
/// made, as the caller says.
///
/// # Errors
/// More rows or columns than a spreadsheet holds, or a cell of more than 32,767 characters.
pub fn xlsx(table: &PublicTable, title: &PublicText, made: Timestamp) -> Result<Vec<u8>, ExportError> {
    Ok(workbook(table.columns(), &written(table), title.as_str(), made)?)
}

/// The rows with their figures as the page writes them.
fn written(table: &PublicTable) -> Cow<'_, [Row]> {
    let places: Vec<Option<u32>> = (0..table.columns().len()).map(|at| table.places(at)).collect();
    if places.iter().all(Option::is_none) {
        return Cow::Borrowed(table.rows());
    }
    let mut rows = table.rows().to_vec();
    for (cell, places) in rows.iter_mut().flat_map(|row| row.cells.iter_mut().zip(&places)) {
        if let (Cell::Number(number), Some(places)) = (cell, places) {
            *number = money::round(*number, *places);
            number.rescale(*places);
        }
    }
    Cow::Owned(rows)
}

fn workbook(columns: &[Column], rows: &[Row], title: &str, made: Timestamp) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_creation_datetime(&day(TimeZone::UTC.to_datetime(made).date())?);
    workbook.set_properties(&if title.is_empty() { properties } else { properties.set_title(title) });
    let sheet = workbook.add_worksheet();
    sheet.set_name("公示")?;
    let mut writer = Writer { sheet, columns, styles: Styles::default(), line: 0 };
    writer.title(title)?;
    writer.header()?;
    for row in rows {
        writer.row(row)?;
    }
    writer.set_up_page(rows)?;
    workbook.save_to_buffer()
}

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    columns: &'a [Column],
    styles: Styles,
    /// The next line to write, counted from 0.
    line: u32,
}

impl Writer<'_> {
    fn title(&mut self, title: &str) -> Result<(), XlsxError> {
        if title.is_empty() {
            return Ok(());
        }
        let format = style::title();
        if self.columns.len() > 1 {
            self.sheet.merge_range(0, 0, 0, self.columns.len() as u16 - 1, title, &format)?;
        } else {
            self.sheet.write_string_with_format(0, 0, title, &format)?;
        }
        self.sheet.set_row_height(0, 34)?;
        self.line = 1;
        Ok(())
    }

    /// The header, repeated on each printed page and kept in sight while scrolling.
    fn header(&mut self) -> Result<(), XlsxError> {
        let first = self.line;
        let format = style::header();
        for block in header::blocks(self.columns) {
            let (top, bottom) = (first + block.top as u32, first + block.bottom as u32);
            let (left, right) = (block.left as u16, block.right as u16);
            if (top, left) == (bottom, right) {
                self.sheet.write_string_with_format(top, left, block.text, &format)?;
            } else {
                self.sheet.merge_range(top, left, bottom, right, block.text, &format)?;
            }
        }
        self.line += header::depth(self.columns) as u32;
        if self.line > first {
            self.sheet.set_repeat_rows(first, self.line - 1)?;
            self.sheet.set_freeze_panes(self.line, 0)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &Row) -> Result<(), XlsxError> {
        let bold = matches!(row.role, Role::Subtotal | Role::Total);
        for (at, (column, cell)) in self.columns.iter().zip(&row.cells).enumerate() {
            let format = self.styles.of(column, shape(cell), bold);
            let (line, at) = (self.line, at as u16);
            match cell {
                Cell::Blank => self.sheet.write_blank(line, at, format)?,
                Cell::Text(text) => self.sheet.write_string_with_format(line, at, text, format)?,
                Cell::Date(date) => match day(*date) {
                    Ok(day) => self.sheet.write_date_with_format(line, at, day, format)?,
                    Err(_) => self.sheet.write_string_with_format(line, at, date.to_string(), format)?,
                },
                Cell::Number(number) => match exact(*number) {
                    Some(value) => self.sheet.write_number_with_format(line, at, value, format)?,
                    None => self.sheet.write_string_with_format(line, at, number.to_string(), format)?,
                },
            };
        }
        self.line += 1;
        Ok(())
    }

    fn set_up_page(&mut self, rows: &[Row]) -> Result<(), XlsxError> {
        let widths = style::widths(self.columns, rows);
        for (at, width) in widths.iter().enumerate() {
            self.sheet.set_column_width(at as u16, *width)?;
        }
        self.sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        if widths.iter().sum::<f64>() > UPRIGHT_WIDTH {
            self.sheet.set_landscape();
        }
        self.sheet.set_footer("&C第 &P 页，共 &N 页");
        Ok(())
    }
}

fn shape(cell: &Cell) -> Shape {
    match cell {
        Cell::Blank | Cell::Text(_) => Shape::Text,
        Cell::Date(date) if day(*date).is_ok() => Shape::Date,
        Cell::Number(number) if exact(*number).is_some() => Shape::Number { scale: number.scale() },
        Cell::Date(_) | Cell::Number(_) => Shape::Text,
    }
}

/// # Errors
/// A day before 1899-12-31, the first that a spreadsheet knows: such a day is written as text.
fn day(date: civil::Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())
}

/// The number as a spreadsheet keeps it, where that is the number itself.
fn exact(number: Decimal) -> Option<f64> {
    let digits = number.normalize().mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
    if digits > EXACT_DIGITS { None } else { number.to_string().parse().ok() }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Range, Reader, Xlsx};

    use super::*;
    use crate::domain::table::{Class, Table};

    fn made() -> Timestamp {
        "2026-11-23T08:00:00Z".parse().unwrap()
    }

    fn table() -> Table {
        let header = |levels: &[&str], class| Column {
            header: levels.iter().map(ToString::to_string).collect(),
            ..Column::new("", class)
        };
        Table::new(vec![
            header(&["序号"], Class::Serial),
            header(&["姓名"], Class::Name),
            header(&["小学", "人数"], Class::Quantity),
            header(&["小学", "金额"], Class::Amount),
            header(&["日期"], Class::Date),
            header(&["备注"], Class::Text),
        ])
    }

    fn written(table: &Table, title: &str) -> (Vec<u8>, Range<Data>) {
        let bytes = workbook(&table.columns, &table.rows, title, made()).unwrap();
        let mut book = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
        let range = book.worksheet_range("公示").unwrap();
        (bytes, range)
    }

    fn number(text: &str) -> Cell {
        Cell::Number(text.parse().unwrap())
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
    }

    #[test]
    fn numbers_are_numbers_dates_are_dates_and_blanks_stay_blank() {
        let mut table = table();
        let date = Cell::Date("2026-04-08".parse().unwrap());
        let cells = vec![number("1"), Cell::text("张三"), number("2"), number("1200.50"), date, Cell::Blank];
        table.push(Role::Data, cells, None);
        let (_, range) = written(&table, "助学金公示");
        let row: Vec<&Data> = range.rows().nth(3).unwrap().iter().collect();
        assert_eq!(row[0], &Data::Float(1.0));
        assert_eq!(row[1], &Data::String("张三".into()));
        assert_eq!(row[3], &Data::Float(1200.5));
        assert!(matches!(row[4], Data::DateTime(date) if date.as_f64() == 46120.0), "{:?}", row[4]);
        assert_eq!(row.get(5).copied().unwrap_or(&Data::Empty), &Data::Empty);
    }

    #[test]
    fn a_number_too_long_to_be_kept_is_text_to_the_digit() {
        let mut table = table();
        let cells = vec![Cell::Blank, Cell::Blank, number("123456789012345"), number("1234567890123456.70")];
        table.push(Role::Data, cells, None);
        let (_, range) = written(&table, "");
        assert_eq!(range.get_value((2, 2)), Some(&Data::Float(123_456_789_012_345.0)));
        assert_eq!(range.get_value((2, 3)), Some(&Data::String("1234567890123456.70".into())));
    }

    #[test]
    fn a_text_that_looks_like_a_formula_stays_text() {
        let mut table = table();
        table.push(Role::Data, vec![Cell::Blank, Cell::text("=1+1")], None);
        let (bytes, range) = written(&table, "");
        assert_eq!(range.get_value((2, 1)), Some(&Data::String("=1+1".into())));
        assert!(!part(&bytes, "xl/worksheets/sheet1.xml").contains("<f>"));
    }

    #[test]
    fn title_and_header_are_merged_and_the_header_repeats_in_print() {
        let (bytes, _) = written(&table(), "助学金公示");
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        for merged in ["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3"] {
            assert!(sheet.contains(&format!("ref=\"{merged}\"")), "{merged}");
        }
        assert!(part(&bytes, "xl/workbook.xml").contains("公示!$2:$3"));
    }

    #[test]
    fn the_file_names_nobody_and_is_the_same_each_time() {
        let mut table = table();
        table.push(Role::Total, vec![Cell::text("合计"), Cell::Blank, number("2")], None);
        let (first, _) = written(&table, "助学金公示");
        let (second, _) = written(&table, "助学金公示");
        assert_eq!(first, second);
        let core = part(&first, "docProps/core.xml");
        assert!(core.contains("<dc:creator></dc:creator>"), "{core}");
        assert!(core.contains("2026-11-23T00:00:00Z"), "{core}");
    }
}
