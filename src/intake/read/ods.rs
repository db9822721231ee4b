//! ods, and the same in one flat XML file.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::fault::Fault;
use super::grid::{Budget, Grid, MAX_COLUMNS, MAX_ROWS};
use super::number::stored;
use super::package::Package;
use super::shown::written_date;
use super::text::clean;
use super::xml::{attribute, number, push_entity};
use crate::domain::table::Cell;
use crate::intake::sheet::{Book, Span};

pub(super) fn read(package: &mut Package, wanted: Option<&str>, budget: &mut Budget) -> Result<Book, Fault> {
    if package.xml("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Fault::Encrypted);
    }
    let content = package.xml("content.xml")?.ok_or(Fault::structure("no content part"))?;
    read_flat(&content, wanted, budget)
}

pub(super) fn read_flat(content: &str, wanted: Option<&str>, budget: &mut Budget) -> Result<Book, Fault> {
    let mut reader = Reader::from_str(content);
    let (mut book, mut hidden_styles, mut style) = (Book::default(), HashSet::new(), String::new());
    let mut closed = false;
    loop {
        match reader.read_event()? {
            Event::Start(element) => match element.name().as_ref() {
                "style:style" => style = attribute(&element, "name").unwrap_or_default().into_owned(),
                "table:table" => {
                    let name = attribute(&element, "name").map(|name| name.into_owned());
                    let hidden = attribute(&element, "style-name").is_some_and(|style| hidden_styles.contains(&*style));
                    if wanted.is_some_and(|wanted| name.as_deref().map(str::trim) != Some(wanted.trim())) {
                        reader.read_to_end(element.name())?;
                        continue;
                    }
                    budget.check_cancelled()?;
                    let mut grid = Grid::new(name, hidden, budget);
                    table(&mut reader, &mut grid)?;
                    book.sheets.push(grid.finish());
                }
                _ => {}
            },
            Event::Empty(element) if is_hiding_style(&element) => {
                hidden_styles.insert(style.clone());
            }
            Event::End(element) => closed |= element.name().as_ref().starts_with("office:document"),
            Event::Eof if !closed => return Err(Fault::structure("content ends early")),
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

fn is_hiding_style(element: &BytesStart) -> bool {
    let is_table = element.name().as_ref() == "style:table-properties";
    is_table && attribute(element, "display").is_some_and(|display| display == "false")
}

#[derive(Default)]
struct Open {
    /// 1-based row and 0-based column of the next cell.
    row: u32,
    column: u32,
    row_repeat: u32,
    row_hidden: bool,
    row_cells: Vec<(u32, u32, Cell)>,
    columns_seen: u32,
    cell: Option<Value>,
    /// Comments and drawings in a cell are not its text.
    aside: usize,
    in_paragraph: usize,
    paragraphs: usize,
    text: String,
}

/// A cell as its tag describes it.
struct Value {
    kind: String,
    value: Option<String>,
    repeat: u32,
}

fn table(reader: &mut Reader<&[u8]>, grid: &mut Grid) -> Result<(), Fault> {
    let mut open = Open { row: 1, ..Open::default() };
    loop {
        match reader.read_event()? {
            Event::Start(element) => open.start(&element, grid),
            Event::Empty(element) => {
                open.start(&element, grid);
                open.end(element.name().as_ref(), grid)?;
            }
            Event::End(element) if element.name().as_ref() == "table:table" => return Ok(()),
            Event::End(element) => open.end(element.name().as_ref(), grid)?,
            Event::Text(text) if open.in_paragraph > 0 && open.aside == 0 => open.text.push_str(&text),
            Event::GeneralRef(entity) if open.in_paragraph > 0 && open.aside == 0 => {
                push_entity(&mut open.text, &entity)
            }
            Event::Eof => return Err(Fault::structure("table ends early")),
            _ => {}
        }
    }
}

impl Open {
    fn start(&mut self, element: &BytesStart, grid: &mut Grid) {
        let hidden = || attribute(element, "visibility").is_some_and(|state| state != "visible");
        let repeat = |name| number(element, name).unwrap_or(1).max(1);
        match element.name().as_ref() {
            "office:annotation" | "draw:frame" | "draw:custom-shape" | "table:shapes" => self.aside += 1,
            _ if self.aside > 0 => {}
            "table:table-column" => {
                let (first, count) = (self.columns_seen, repeat("number-columns-repeated"));
                self.columns_seen = first.saturating_add(count);
                if hidden() {
                    grid.hide_columns(first, self.columns_seen - 1);
                }
            }
            "table:table-row" => {
                self.row_repeat = repeat("number-rows-repeated");
                self.row_hidden = hidden();
                self.column = 0;
                self.row_cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => self.start_cell(element, grid),
            "text:p" | "text:h" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.in_paragraph += 1;
            }
            "text:line-break" if self.in_paragraph > 0 => self.text.push('\n'),
            "text:tab" if self.in_paragraph > 0 => self.text.push('\t'),
            "text:s" if self.in_paragraph > 0 => {
                let blanks = number(element, "c").unwrap_or(1).min(1000);
                self.text.extend(std::iter::repeat_n(' ', blanks as usize));
            }
            _ => {}
        }
    }

    fn start_cell(&mut self, element: &BytesStart, grid: &mut Grid) {
        let count = |name| number(element, name).unwrap_or(1).max(1);
        let kind = attribute(element, "value-type").unwrap_or_default().into_owned();
        let value = match &*kind {
            "float" | "currency" => attribute(element, "value"),
            "date" => attribute(element, "date-value"),
            "string" => attribute(element, "string-value"),
            "boolean" => attribute(element, "boolean-value"),
            _ => None,
        };
        let value = value.map(|value| value.into_owned());
        self.text.clear();
        (self.paragraphs, self.in_paragraph) = (0, 0);
        self.cell = Some(Value { kind, value, repeat: count("number-columns-repeated") });
        let (columns, rows) = (count("number-columns-spanned"), count("number-rows-spanned"));
        if (columns > 1 || rows > 1) && columns <= MAX_COLUMNS && rows <= MAX_ROWS {
            let (row, column) = (self.row, self.column);
            let (last_row, last_column) = (row.saturating_add(rows - 1), column.saturating_add(columns - 1));
            grid.merge(Span { first_row: row, last_row, first_column: column, last_column });
        }
    }

    fn end(&mut self, name: &str, grid: &mut Grid) -> Result<(), Fault> {
        match name {
            "office:annotation" | "draw:frame" | "draw:custom-shape" | "table:shapes" => {
                self.aside = self.aside.saturating_sub(1);
            }
            _ if self.aside > 0 => {}
            "text:p" | "text:h" => self.in_paragraph = self.in_paragraph.saturating_sub(1),
            "table:table-cell" | "table:covered-table-cell" => {
                let Some(value) = self.cell.take() else { return Ok(()) };
                let repeat = value.repeat;
                let cell = value.into_cell(&self.text);
                if cell != Cell::Blank {
                    self.row_cells.push((self.column, repeat, cell));
                }
                self.column = self.column.saturating_add(repeat);
            }
            "table:table-row" => self.end_row(grid)?,
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self, grid: &mut Grid) -> Result<(), Fault> {
        let repeat = if self.row_cells.is_empty() { 0 } else { self.row_repeat };
        for row in (self.row..).take(repeat as usize) {
            if self.row_hidden {
                grid.hide_row(row);
            }
            for (first, count, cell) in &self.row_cells {
                for column in (*first..).take(*count as usize) {
                    grid.put(row, column, cell.clone())?;
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeat);
        Ok(())
    }
}

impl Value {
    fn into_cell(self, text: &str) -> Cell {
        match (&*self.kind, self.value) {
            ("float" | "currency", Some(value)) => stored(&value),
            ("date", Some(value)) => written_date(&value).map_or_else(|| clean(text), Cell::Date),
            ("boolean", Some(value)) => clean(&value.to_uppercase()),
            ("string", Some(value)) if text.is_empty() => clean(&value),
            _ => clean(text),
        }
    }
}
