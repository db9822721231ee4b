//! SpreadsheetML 2003 (XML 电子表格 2003): one XML file, which systems hand out under the name .xls.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::fault::Fault;
use super::grid::{Budget, Grid, MAX_COLUMNS, MAX_ROWS};
use super::shown::{self, Shown, written_date};
use super::text::clean;
use super::xml::{attribute, flag, number, push_entity};
use crate::domain::table::Cell;
use crate::intake::sheet::{Book, Span};

/// Characters in which the root element must show itself.
const HEAD: usize = 4000;

/// Whether a text is a workbook of this format.
pub(super) fn is_workbook(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let head: String = start.chars().take(HEAD).collect();
    start.starts_with("<") && head.contains("Workbook") && head.contains("urn:schemas-microsoft-com:office:spreadsheet")
}

pub(super) fn read(text: &str, wanted: Option<&str>, budget: &mut Budget) -> Result<Book, Fault> {
    let mut reader = Reader::from_str(text);
    let (mut book, mut styles, mut style) = (Book::default(), HashMap::new(), String::new());
    loop {
        match reader.read_event()? {
            Event::Start(element) if element.local_name().as_ref() == "Worksheet" => {
                let name = attribute(&element, "Name").map(|name| name.into_owned());
                if wanted.is_some_and(|wanted| name.as_deref().map(str::trim) != Some(wanted.trim())) {
                    reader.read_to_end(element.name())?;
                    continue;
                }
                budget.check_cancelled()?;
                let mut grid = Grid::new(name, false, budget);
                let hidden = sheet(&mut reader, &styles, &mut grid)?;
                let mut sheet = grid.finish();
                sheet.hidden = hidden;
                book.sheets.push(sheet);
            }
            Event::Start(element) if element.local_name().as_ref() == "Style" => {
                style = attribute(&element, "ID").unwrap_or_default().into_owned();
            }
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "NumberFormat" => {
                let format = attribute(&element, "Format").unwrap_or_default();
                styles.insert(style.clone(), shown_by(&format));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match (book.sheets.is_empty(), wanted) {
        (true, Some(wanted)) => Err(Fault::NoSuchSheet(wanted.to_owned())),
        (true, None) => Err(Fault::structure("no sheet")),
        _ => Ok(book),
    }
}

/// The named formats of SpreadsheetML beside the codes that every file uses.
fn shown_by(format: &str) -> Shown {
    match format {
        "General Date" | "Long Date" | "Medium Date" | "Short Date" => Shown::Date,
        "Long Time" | "Medium Time" | "Short Time" => Shown::Time,
        "Percent" => Shown::Percent(2),
        "" | "General" | "General Number" | "Currency" | "Fixed" | "Standard" | "Scientific" | "Euro Currency" => {
            Shown::Number
        }
        code => shown::of_code(code),
    }
}

/// Where the next row and cell stand, and the cell that is open.
#[derive(Default)]
struct Open {
    /// 1-based; the row that is open, or the last one.
    row: u32,
    /// 0-based, of the cell that is open.
    column: u32,
    next_column: u32,
    /// 0-based, of the next `<Column>`.
    next_described: u32,
    shown: Shown,
    kind: String,
    in_data: bool,
    /// Inside a comment, whose text is not the cell's.
    in_comment: bool,
    has_formula: bool,
    text: String,
}

/// Reads a sheet to its end; tells whether the file hides it.
fn sheet(reader: &mut Reader<&[u8]>, styles: &HashMap<String, Shown>, grid: &mut Grid) -> Result<bool, Fault> {
    let mut open = Open::default();
    let (mut hidden, mut in_visible) = (false, false);
    loop {
        match reader.read_event()? {
            Event::Start(element) => {
                in_visible = element.local_name().as_ref() == "Visible";
                open.start(&element, styles, grid);
            }
            Event::Empty(element) => {
                open.start(&element, styles, grid);
                open.end(element.local_name().as_ref(), grid)?;
            }
            Event::End(element) if element.local_name().as_ref() == "Worksheet" => return Ok(hidden),
            Event::End(element) => {
                in_visible = false;
                open.end(element.local_name().as_ref(), grid)?;
            }
            Event::Text(text) if open.in_data => open.text.push_str(&text),
            Event::Text(text) if in_visible => hidden |= text.contains("Hidden"),
            Event::CData(text) if open.in_data => open.text.push_str(&text),
            Event::GeneralRef(entity) if open.in_data => push_entity(&mut open.text, &entity),
            Event::Eof => return Err(Fault::structure("sheet ends early")),
            _ => {}
        }
    }
}

impl Open {
    fn start(&mut self, element: &BytesStart, styles: &HashMap<String, Shown>, grid: &mut Grid) {
        let index = number(element, "Index").filter(|index| *index > 0);
        match element.local_name().as_ref() {
            "Comment" => self.in_comment = true,
            "Column" => {
                let first = index.map_or(self.next_described, |index| index - 1);
                let last = first.saturating_add(number(element, "Span").unwrap_or(0));
                self.next_described = last.saturating_add(1);
                if flag(element, "Hidden") && first < MAX_COLUMNS {
                    grid.hide_columns(first, last);
                }
            }
            "Row" => {
                self.row = index.unwrap_or(self.row.saturating_add(1));
                self.next_column = 0;
                if flag(element, "Hidden") {
                    grid.hide_row(self.row);
                }
            }
            "Cell" => self.start_cell(element, index, styles, grid),
            "Data" if !self.in_comment => {
                self.in_data = true;
                self.kind = attribute(element, "Type").unwrap_or_default().into_owned();
            }
            _ => {}
        }
    }

    fn start_cell(
        &mut self,
        element: &BytesStart,
        index: Option<u32>,
        styles: &HashMap<String, Shown>,
        grid: &mut Grid,
    ) {
        self.column = index.map_or(self.next_column, |index| index - 1);
        let across = number(element, "MergeAcross").unwrap_or(0);
        let down = number(element, "MergeDown").unwrap_or(0);
        self.next_column = self.column.saturating_add(across).saturating_add(1);
        let style = attribute(element, "StyleID");
        self.shown = style.and_then(|style| styles.get(&*style).copied()).unwrap_or_default();
        self.has_formula = attribute(element, "Formula").is_some();
        self.kind.clear();
        self.text.clear();
        if (across > 0 || down > 0) && across < MAX_COLUMNS && down < MAX_ROWS {
            let (first_row, first_column) = (self.row, self.column);
            let (last_row, last_column) = (first_row.saturating_add(down), first_column.saturating_add(across));
            grid.merge(Span { first_row, last_row, first_column, last_column });
        }
    }

    fn end(&mut self, name: &str, grid: &mut Grid) -> Result<(), Fault> {
        match name {
            "Comment" => self.in_comment = false,
            "Data" => self.in_data = false,
            "Cell" => {
                let cell = self.cell();
                if cell == Cell::Blank && self.has_formula {
                    grid.uncalculated();
                }
                grid.put(self.row, self.column, cell)?;
            }
            // `Span` rows that hold nothing are not repeated: they would only be blank.
            _ => {}
        }
        Ok(())
    }

    fn cell(&self) -> Cell {
        match self.kind.as_str() {
            "Number" => shown::show(self.text.trim(), self.shown, false),
            "DateTime" => written_date(self.text.trim()).map_or_else(|| clean(&self.text), Cell::Date),
            "Boolean" => clean(if self.text.trim() == "1" { "TRUE" } else { "FALSE" }),
            _ => clean(&self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workbook(sheet: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
             <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"d\">\
             <NumberFormat ss:Format=\"Short Date\"/></Style></Styles>{sheet}</Workbook>"
        )
    }

    fn first(text: &str) -> crate::intake::sheet::Sheet {
        read(text, None, &mut Budget::new(None)).unwrap().sheets.remove(0)
    }

    #[test]
    fn rows_cells_and_merges_stand_where_the_file_puts_them() {
        let text = workbook(
            "<Worksheet ss:Name=\"公示\"><Table><Column ss:Index=\"2\" ss:Hidden=\"1\"/>\
             <Row><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">标题</Data></Cell></Row>\
             <Row ss:Index=\"4\"><Cell><Data ss:Type=\"Number\">1</Data></Cell>\
             <Cell><Data ss:Type=\"String\">王&amp;李</Data><Comment><ss:Data>13800000000</ss:Data></Comment></Cell>\
             <Cell ss:StyleID=\"d\"><Data ss:Type=\"DateTime\">2026-04-08T00:00:00.000</Data></Cell></Row>\
             </Table></Worksheet>",
        );
        assert!(is_workbook(&text));
        let sheet = first(&text);
        assert_eq!(sheet.name.as_deref(), Some("公示"));
        assert_eq!(sheet.merges, [Span { first_row: 1, last_row: 1, first_column: 0, last_column: 2 }]);
        assert_eq!(sheet.hidden_columns.iter().copied().collect::<Vec<_>>(), [1]);
        let cells = [Cell::Number(1.into()), Cell::Text("王&李".into()), Cell::Date(jiff::civil::date(2026, 4, 8))];
        assert_eq!((sheet.rows[1].number, sheet.rows[1].cells.as_slice()), (4, &cells[..]));
    }

    #[test]
    fn absurd_positions_are_refused_and_a_hidden_sheet_is_marked() {
        let far = workbook(
            "<Worksheet ss:Name=\"a\"><Table><Row ss:Index=\"4000000000\"><Cell ss:Index=\"9\">\
             <Data ss:Type=\"Number\">1</Data></Cell></Row></Table></Worksheet>",
        );
        assert!(matches!(read(&far, None, &mut Budget::new(None)), Err(Fault::TooLarge(_))));
        let hidden = workbook(
            "<Worksheet ss:Name=\"a\"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>\
             </Worksheet>",
        );
        assert!(first(&hidden).hidden);
    }
}
