//! One worksheet part → its cells.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::strings::{Strings, unescape_characters};
use super::styles::Styles;
use crate::domain::table::Cell;
use crate::intake::read::fault::Fault;
use crate::intake::read::grid::Grid;
use crate::intake::read::shown;
use crate::intake::read::shown::show;
use crate::intake::read::text::{clean, leading};
use crate::intake::read::xml::{attribute, cell_reference, flag, number, push_entity};
use crate::intake::sheet::Span;

/// What the cells of all sheets refer to.
pub(super) struct Shared {
    pub(super) strings: Strings,
    pub(super) styles: Styles,
    pub(super) from_1904: bool,
}

/// The attribute `t`.
#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Boolean,
    Date,
}

#[derive(Default)]
struct Open {
    row: u32,
    column: u32,
    kind: Kind,
    style: Option<usize>,
    formula: bool,
    /// Inside an element whose text is the cell's value.
    in_value: bool,
    phonetic: bool,
    value: String,
}

pub(super) fn read(text: &str, shared: &Shared, grid: &mut Grid) -> Result<(), Fault> {
    let mut reader = Reader::from_str(text);
    let mut open = Open::default();
    let mut next_column = 0;
    let mut closed = false;
    loop {
        match reader.read_event()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "c" => open.begin(&element, &mut next_column)?,
                "v" => open.in_value = true,
                "t" => open.in_value = !open.phonetic,
                "f" => open.formula = true,
                "rPh" => open.phonetic = true,
                _ => other(&element, &mut open, &mut next_column, grid),
            },
            Event::Empty(element) => match element.local_name().as_ref() {
                "c" => open.begin(&element, &mut next_column)?,
                "f" => open.formula = true,
                "worksheet" => closed = true,
                _ => other(&element, &mut open, &mut next_column, grid),
            },
            Event::End(element) => match element.local_name().as_ref() {
                "c" => open.end(shared, grid)?,
                "v" | "t" => open.in_value = false,
                "rPh" => open.phonetic = false,
                // Charts and macro sheets close another root; they have no cells.
                "worksheet" | "chartsheet" | "dialogsheet" | "macrosheet" => closed = true,
                _ => {}
            },
            Event::Text(part) if open.in_value => open.value.push_str(&part),
            Event::CData(part) if open.in_value => open.value.push_str(&part),
            Event::GeneralRef(entity) if open.in_value => push_entity(&mut open.value, &entity),
            Event::Eof if closed => return Ok(()),
            Event::Eof => return Err(Fault::structure("worksheet ends early")),
            _ => {}
        }
    }
}

fn other(element: &BytesStart, open: &mut Open, next_column: &mut u32, grid: &mut Grid) {
    match element.local_name().as_ref() {
        "row" => {
            open.row = number(element, "r").unwrap_or(open.row.saturating_add(1));
            *next_column = 0;
            let flat = flag(element, "customHeight") && is_zero(element, "ht");
            if flag(element, "hidden") || flat {
                grid.hide_row(open.row);
            }
        }
        "col" => {
            let flat = is_zero(element, "width");
            if let (Some(first @ 1..), Some(last)) = (number(element, "min"), number(element, "max"))
                && (flag(element, "hidden") || flat)
            {
                grid.hide_columns(first - 1, last.saturating_sub(1));
            }
        }
        "mergeCell" => {
            let Some(reference) = attribute(element, "ref") else { return };
            let Some((from, to)) = reference.split_once(':') else { return };
            if let (Some((first_column, first_row)), Some((last_column, last_row))) =
                (cell_reference(from), cell_reference(to))
            {
                grid.merge(Span { first_row, last_row, first_column, last_column });
            }
        }
        _ => {}
    }
}

/// A width or height of nothing hides as well as the attribute does.
fn is_zero(element: &BytesStart, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value.parse() == Ok(0.0))
}

impl Open {
    fn begin(&mut self, element: &BytesStart, next_column: &mut u32) -> Result<(), Fault> {
        self.value.clear();
        self.column = *next_column;
        (self.kind, self.style) = (Kind::Number, None);
        (self.formula, self.in_value, self.phonetic) = (false, false, false);
        for attribute in element.attributes().with_checks(false).filter_map(Result::ok) {
            match attribute.key.as_ref() {
                "r" => {
                    (self.column, self.row) =
                        cell_reference(&attribute.value).ok_or(Fault::structure("cell reference"))?
                }
                "s" => self.style = attribute.value.parse().ok(),
                "t" => {
                    self.kind = match &*attribute.value {
                        "s" => Kind::Shared,
                        "str" | "inlineStr" | "e" => Kind::Text,
                        "b" => Kind::Boolean,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    }
                }
                _ => {}
            }
        }
        *next_column = self.column.saturating_add(1);
        Ok(())
    }

    fn end(&mut self, shared: &Shared, grid: &mut Grid) -> Result<(), Fault> {
        if self.value.is_empty() {
            if self.formula && self.kind != Kind::Text {
                grid.uncalculated();
            }
            return Ok(());
        }
        let mut spaces = 0;
        let cell = match self.kind {
            Kind::Number => show(&self.value, shared.styles.shown(self.style), shared.from_1904),
            Kind::Shared => {
                let index = self.value.trim().parse().ok();
                let text =
                    index.and_then(|index| shared.strings.get(index)).ok_or(Fault::structure("shared string"))?;
                spaces = leading(text);
                shared_text(text)
            }
            Kind::Text => {
                spaces = leading(&self.value);
                shared_text(&self.value)
            }
            Kind::Boolean => Cell::Text(if self.value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            Kind::Date => shown::written_date(self.value.trim()).map_or_else(|| clean(&self.value), Cell::Date),
        };
        self.formula = false;
        if matches!(cell, Cell::Text(_)) {
            grid.indent(self.row, self.column, spaces.saturating_add(shared.styles.indent(self.style)));
        }
        grid.put(self.row, self.column, cell)
    }
}

fn shared_text(text: &str) -> Cell {
    if text.contains("_x") { clean(&unescape_characters(text)) } else { clean(text) }
}
