//! xlsx and xlsm. Our own reader, since a number's text must reach us as it stands in the file, and so must what is hidden.

mod cells;
mod strings;
mod styles;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use self::cells::Shared;
use self::strings::Strings;
use self::styles::Styles;
use super::fault::Fault;
use super::grid::{Budget, Grid, MAX_TEXT};
use super::package::Package;
use super::workbook::{Listed, Relations, choose, folder_and_name};
use super::xml;
use crate::intake::error::Limit;
use crate::intake::sheet::Book;

pub(super) fn read(package: &mut Package, wanted: Option<&str>, budget: &mut Budget) -> Result<Book, Fault> {
    let main = Relations::of(package, "", "")?.by_kind("officeDocument", "xl/workbook.xml");
    let (folder, name) = folder_and_name(&main);
    let relations = Relations::of(package, folder, name)?;
    let text = package.xml(&main)?.ok_or(Fault::structure("no workbook part"))?;
    let (listed, from_1904) = workbook(&text, &relations)?;
    let listed = choose(listed, wanted)?;
    let styles = match package.xml(&relations.by_kind("styles", "xl/styles.xml"))? {
        Some(text) => Styles::read(&text)?,
        None => Styles::default(),
    };
    budget.check_cancelled()?;
    let strings = relations.by_kind("sharedStrings", "xl/sharedStrings.xml");
    let strings = match package.part_within(&strings, MAX_TEXT as u64, Limit::TextBytes)? {
        Some(bytes) => Strings::read(&xml::decode(bytes))?,
        None => Strings::default(),
    };
    let shared = Shared { strings, styles, from_1904 };
    let mut book = Book::default();
    for sheet in listed {
        budget.check_cancelled()?;
        // A sheet of macros or a chart alone is listed too, and has no cells.
        let Some(text) = package.xml(&sheet.part)? else { continue };
        let mut grid = Grid::new(Some(sheet.name), sheet.hidden, budget);
        cells::read(&text, &shared, &mut grid)?;
        book.sheets.push(grid.finish());
    }
    if book.sheets.is_empty() { Err(Fault::structure("no sheet part")) } else { Ok(book) }
}

/// The sheets listed, and whether days count from 1904.
fn workbook(text: &str, relations: &Relations) -> Result<(Vec<Listed>, bool), Fault> {
    let (mut listed, mut from_1904) = (Vec::new(), false);
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event()? {
            Event::Empty(element) | Event::Start(element) => match element.local_name().as_ref() {
                "workbookPr" => from_1904 = xml::flag(&element, "date1904"),
                "sheet" => listed.extend(sheet(&element, relations, listed.len())),
                _ => {}
            },
            Event::Eof => return Ok((listed, from_1904)),
            _ => {}
        }
    }
}

fn sheet(element: &BytesStart, relations: &Relations, before: usize) -> Option<Listed> {
    let name = xml::attribute(element, "name")?.into_owned();
    let hidden = xml::attribute(element, "state").is_some_and(|state| state != "visible");
    let part = xml::attribute(element, "id")
        .and_then(|id| relations.by_id(&id).cloned())
        .unwrap_or_else(|| format!("xl/worksheets/sheet{}.xml", before + 1));
    Some(Listed { name, hidden, part })
}
