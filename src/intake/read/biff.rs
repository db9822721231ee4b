//! xls and et: the record stream of Excel 5 to 2003 and of WPS. Our own walk, since only the records say what is hidden, and
//! since a table kept by rows does not care how far apart two cells are.

mod cells;
mod globals;
mod record;
mod strings;

use std::io::{Cursor, Read};

use cfb::CompoundFile;

pub(super) use self::cells::boolean_or_error;
use self::globals::Globals;
pub(super) use self::record::rk_text;
use super::fault::Fault;
use super::grid::{Budget, Grid};
use crate::intake::error::{Cause, Limit};
use crate::intake::sheet::Book;

/// Bytes the record stream may have; the format's own bound of 65,536 rows keeps real ones far below.
const MAX_STREAM: u64 = 100 << 20;

pub(super) fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, Fault> {
    let broken = |error| Fault::Broken(Cause::Compound(error));
    let mut bytes = Vec::new();
    let stream = file.open_stream(name).map_err(broken)?;
    stream.take(MAX_STREAM + 1).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() as u64 > MAX_STREAM { Err(Fault::TooLarge(Limit::UnpackedBytes)) } else { Ok(bytes) }
}

pub(super) fn read(bytes: &[u8], wanted: Option<&str>, budget: &mut Budget) -> Result<Book, Fault> {
    let mut globals = Globals::read(bytes)?;
    if let Some(wanted) = wanted {
        globals.sheets.retain(|sheet| sheet.name.trim() == wanted.trim());
        if globals.sheets.is_empty() {
            return Err(Fault::NoSuchSheet(wanted.to_owned()));
        }
    }
    if globals.sheets.is_empty() {
        return Err(Fault::structure("workbook without sheets"));
    }
    let mut book = Book::default();
    for sheet in &globals.sheets {
        budget.check_cancelled()?;
        let records = bytes.get(sheet.offset..).ok_or(Fault::structure("sheet outside the stream"))?;
        let mut grid = Grid::new(Some(sheet.name.clone()), sheet.hidden, budget);
        cells::read(records, &globals, &mut grid)?;
        book.sheets.push(grid.finish());
    }
    Ok(book)
}
