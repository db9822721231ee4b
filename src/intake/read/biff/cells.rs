//! The records of one sheet → its cells.

use super::globals::Globals;
use super::record::{self, BOF, CONTINUE, EOF, Record, error_text, f64_at, rk_text, u16_at, u32_at};
use super::strings;
use crate::domain::table::Cell;
use crate::intake::read::fault::Fault;
use crate::intake::read::grid::Grid;
use crate::intake::read::shown::show;
use crate::intake::read::text::{clean, leading};
use crate::intake::sheet::Span;

/// `records` begins with the sheet's BOF.
pub(super) fn read(records: &[u8], globals: &Globals, grid: &mut Grid) -> Result<(), Fault> {
    let mut depth = 0_usize;
    let mut at = 0;
    let mut sheet = Sheet { globals, awaits_string: None };
    while let Some(record) = record::at(records, at)? {
        at = record.end;
        match record.kind {
            BOF => depth += 1,
            EOF if depth <= 1 => return Ok(()),
            EOF => depth -= 1,
            // A chart on the sheet is a stream within the stream.
            _ if depth > 1 => {}
            _ if depth == 0 => return Err(Fault::structure("sheet does not begin where it should")),
            _ => sheet.take(&record, records, grid)?,
        }
    }
    Err(Fault::structure("sheet ends early"))
}

struct Sheet<'g> {
    globals: &'g Globals,
    /// The formula cell whose text comes in the next STRING record.
    awaits_string: Option<(u32, u32)>,
}

impl Sheet<'_> {
    fn take(&mut self, record: &Record, records: &[u8], grid: &mut Grid) -> Result<(), Fault> {
        let body = record.body;
        match record.kind {
            0x0203 => self.number(body, &f64_at(body, 6)?.to_string(), grid),
            0x027e | 0x007e => self.number(body, &rk_text(u32_at(body, 6)?), grid),
            0x00bd => self.several(body, grid),
            0x00fd => {
                let index = u32_at(body, 6)? as usize;
                let text = self.globals.strings.get(index).ok_or(Fault::structure("shared string"))?;
                self.text(body, text, grid)
            }
            0x0204 | 0x00d6 => self.text(body, &self.string(body.get(6..).unwrap_or_default())?, grid),
            0x0205 => {
                let (code, is_error) = (u16_at(body, 6)? as u8, u16_at(body, 6)? >> 8 != 0);
                put(body, boolean_or_error(code, is_error), grid)
            }
            0x0006 | 0x0206 | 0x0406 => self.formula(body, grid),
            0x0207 => self.formula_text(record, records, grid),
            0x0208 => {
                if u16_at(body, 12)? & 0x20 != 0 {
                    grid.hide_row(u32::from(u16_at(body, 0)?) + 1);
                }
                Ok(())
            }
            0x007d => {
                if u16_at(body, 8)? & 1 != 0 || u16_at(body, 4)? == 0 {
                    grid.hide_columns(u16_at(body, 0)?.into(), u16_at(body, 2)?.into());
                }
                Ok(())
            }
            0x00e5 => merges(body, grid),
            0x002f => Err(Fault::Encrypted),
            _ => Ok(()),
        }
    }

    /// A text with how far it is set in, by its own blanks or by the cell's format.
    fn text(&self, body: &[u8], raw: &str, grid: &mut Grid) -> Result<(), Fault> {
        let (row, column) = (u32::from(u16_at(body, 0)?) + 1, u32::from(u16_at(body, 2)?));
        grid.indent(row, column, leading(raw).saturating_add(self.globals.indent(u16_at(body, 4)?)));
        grid.put(row, column, clean(raw))
    }

    fn number(&self, body: &[u8], raw: &str, grid: &mut Grid) -> Result<(), Fault> {
        put(body, show(raw, self.globals.shown(u16_at(body, 4)?), self.globals.from_1904), grid)
    }

    /// MULRK: a run of packed numbers in one row.
    fn several(&self, body: &[u8], grid: &mut Grid) -> Result<(), Fault> {
        let row = u32::from(u16_at(body, 0)?) + 1;
        let first = u32::from(u16_at(body, 2)?);
        let packed = body.get(4..body.len().saturating_sub(2)).unwrap_or_default();
        for (column, six) in (first..).zip(packed.chunks_exact(6)) {
            let shown = self.globals.shown(u16_at(six, 0)?);
            grid.put(row, column, show(&rk_text(u32_at(six, 2)?), shown, self.globals.from_1904))?;
        }
        Ok(())
    }

    fn formula(&mut self, body: &[u8], grid: &mut Grid) -> Result<(), Fault> {
        self.awaits_string = None;
        if u16_at(body, 12)? != 0xffff {
            return self.number(body, &f64_at(body, 6)?.to_string(), grid);
        }
        let value = u16_at(body, 8)? as u8;
        match body[6] {
            0 => {
                self.awaits_string = Some((u32::from(u16_at(body, 0)?) + 1, u16_at(body, 2)?.into()));
                Ok(())
            }
            1 => put(body, boolean_or_error(value, false), grid),
            2 => put(body, boolean_or_error(value, true), grid),
            _ => Ok(()),
        }
    }

    fn formula_text(&mut self, record: &Record, records: &[u8], grid: &mut Grid) -> Result<(), Fault> {
        let Some((row, column)) = self.awaits_string.take() else { return Ok(()) };
        let text = match self.string(record.body) {
            Ok(text) => text,
            // A long result runs on in a CONTINUE record; what stands in the first is kept.
            Err(_) if record::at(records, record.end)?.is_some_and(|next| next.kind == CONTINUE) => {
                let available = record.body.len().saturating_sub(3);
                let wide = usize::from(record.body.get(2).is_some_and(|flags| flags & 1 != 0));
                strings::unicode(record.body.get(2..).unwrap_or_default(), available / (1 + wide))?
            }
            Err(fault) => return Err(fault),
        };
        grid.put(row, column, clean(&text))
    }

    /// A string after two bytes of length.
    fn string(&self, body: &[u8]) -> Result<String, Fault> {
        let length = usize::from(u16_at(body, 0)?);
        let rest = &body[2..];
        if length == 0 {
            Ok(String::new())
        } else if self.globals.unicode {
            strings::unicode(rest, length)
        } else {
            strings::bytes(rest, length, self.globals.encoding)
        }
    }
}

fn put(body: &[u8], cell: Cell, grid: &mut Grid) -> Result<(), Fault> {
    grid.put(u32::from(u16_at(body, 0)?) + 1, u16_at(body, 2)?.into(), cell)
}

pub(in crate::intake::read) fn boolean_or_error(code: u8, is_error: bool) -> Cell {
    let text = match (is_error, code) {
        (true, code) => error_text(code),
        (false, 0) => "FALSE",
        (false, _) => "TRUE",
    };
    Cell::Text(text.to_owned())
}

fn merges(body: &[u8], grid: &mut Grid) -> Result<(), Fault> {
    let count = usize::from(u16_at(body, 0)?);
    for eight in body[2..].chunks_exact(8).take(count) {
        grid.merge(Span {
            first_row: u32::from(u16_at(eight, 0)?) + 1,
            last_row: u32::from(u16_at(eight, 2)?) + 1,
            first_column: u16_at(eight, 4)?.into(),
            last_column: u16_at(eight, 6)?.into(),
        });
    }
    Ok(())
}
