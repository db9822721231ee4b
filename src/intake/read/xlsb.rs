//! xlsb: the parts of xlsx as binary records.

use std::collections::HashMap;

use encoding_rs::UTF_16LE;

use super::biff::{boolean_or_error, rk_text};
use super::fault::Fault;
use super::grid::{Budget, Grid, MAX_TEXT};
use super::package::Package;
use super::shown::{Shown, builtin, of_code, show};
use super::text::clean;
use super::workbook::{Listed, Relations, choose};
use crate::domain::table::Cell;
use crate::intake::error::Limit;
use crate::intake::sheet::{Book, MAX_CELLS, Span};

#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    styles: Vec<Shown>,
    from_1904: bool,
}

pub(super) fn read(package: &mut Package, wanted: Option<&str>, budget: &mut Budget) -> Result<Book, Fault> {
    let relations = Relations::of(package, "xl", "workbook.bin")?;
    let bytes = package.part("xl/workbook.bin")?.unwrap_or_default();
    let mut shared = Shared::default();
    let listed = choose(workbook(&bytes, &relations, &mut shared)?, wanted)?;
    if let Some(bytes) = package.part(&relations.by_kind("styles", "xl/styles.bin"))? {
        shared.styles = styles(&bytes)?;
    }
    let strings = relations.by_kind("sharedStrings", "xl/sharedStrings.bin");
    if let Some(bytes) = package.part_within(&strings, 2 * MAX_TEXT as u64, Limit::TextBytes)? {
        shared.strings = strings_of(&bytes)?;
    }
    let mut book = Book::default();
    for sheet in listed {
        budget.check_cancelled()?;
        let Some(bytes) = package.part(&sheet.part)? else { continue };
        let mut grid = Grid::new(Some(sheet.name), sheet.hidden, budget);
        cells(&bytes, &shared, &mut grid)?;
        book.sheets.push(grid.finish());
    }
    if book.sheets.is_empty() { Err(Fault::structure("no sheet part")) } else { Ok(book) }
}

/// Kind and body of each record.
struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    /// Seven bits a byte, the highest says that another follows.
    fn packed(&mut self, most: u32) -> Option<u32> {
        let mut value = 0;
        for place in 0..most {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u32::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    }

    fn next(&mut self) -> Result<Option<(u32, Body<'b>)>, Fault> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let cut = || Fault::structure("record cut off");
        let kind = self.packed(2).ok_or_else(cut)?;
        let length = self.packed(4).ok_or_else(cut)? as usize;
        let (body, rest) = self.rest.split_at_checked(length).ok_or_else(cut)?;
        self.rest = rest;
        Ok(Some((kind, Body(body))))
    }
}

struct Body<'b>(&'b [u8]);

impl Body<'_> {
    fn take<const N: usize>(&self, at: usize) -> Result<[u8; N], Fault> {
        let bytes = self.0.get(at..at + N).and_then(|bytes| bytes.try_into().ok());
        bytes.ok_or(Fault::structure("record too short"))
    }

    fn u8(&self, at: usize) -> Result<u8, Fault> {
        Ok(u8::from_le_bytes(self.take(at)?))
    }

    fn u16(&self, at: usize) -> Result<u16, Fault> {
        Ok(u16::from_le_bytes(self.take(at)?))
    }

    fn u32(&self, at: usize) -> Result<u32, Fault> {
        Ok(u32::from_le_bytes(self.take(at)?))
    }

    fn number(&self, at: usize) -> Result<String, Fault> {
        Ok(f64::from_le_bytes(self.take(at)?).to_string())
    }

    /// A string and where the next field begins.
    fn string(&self, at: usize) -> Result<(String, usize), Fault> {
        let length = match self.u32(at)? {
            u32::MAX => 0,
            length => length as usize,
        };
        let end = length.checked_mul(2).and_then(|bytes| bytes.checked_add(at + 4));
        let bytes = end.and_then(|end| self.0.get(at + 4..end)).ok_or(Fault::structure("string cut off"))?;
        Ok((UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(), at + 4 + length * 2))
    }
}

fn workbook(bytes: &[u8], relations: &Relations, shared: &mut Shared) -> Result<Vec<Listed>, Fault> {
    let mut listed = Vec::new();
    let mut records = Records { rest: bytes };
    while let Some((kind, body)) = records.next()? {
        match kind {
            153 => shared.from_1904 = body.u8(0)? & 1 != 0,
            156 => {
                let (id, next) = body.string(8)?;
                let (name, _) = body.string(next)?;
                let usual = || format!("xl/worksheets/sheet{}.bin", listed.len() + 1);
                let part = relations.by_id(&id).cloned().unwrap_or_else(usual);
                listed.push(Listed { name, hidden: body.u32(0)? != 0, part });
            }
            _ => {}
        }
    }
    Ok(listed)
}

fn styles(bytes: &[u8]) -> Result<Vec<Shown>, Fault> {
    let (mut codes, mut styles, mut in_cell_formats) = (HashMap::new(), Vec::new(), false);
    let mut records = Records { rest: bytes };
    while let Some((kind, body)) = records.next()? {
        match kind {
            44 => {
                codes.insert(body.u16(0)?, of_code(&body.string(2)?.0));
            }
            617 => in_cell_formats = true,
            618 => in_cell_formats = false,
            47 if in_cell_formats => {
                let id = body.u16(2)?;
                styles.push(codes.get(&id).copied().unwrap_or_else(|| builtin(id.into())));
            }
            _ => {}
        }
    }
    Ok(styles)
}

fn strings_of(bytes: &[u8]) -> Result<Vec<String>, Fault> {
    let mut strings = Vec::new();
    let mut records = Records { rest: bytes };
    while let Some((kind, body)) = records.next()? {
        if kind == 19 {
            if strings.len() >= MAX_CELLS {
                return Err(Fault::TooLarge(Limit::Cells));
            }
            strings.push(body.string(1)?.0);
        }
    }
    Ok(strings)
}

fn cells(bytes: &[u8], shared: &Shared, grid: &mut Grid) -> Result<(), Fault> {
    let mut row = 0;
    let mut records = Records { rest: bytes };
    while let Some((kind, body)) = records.next()? {
        match kind {
            0 => {
                row = body.u32(0)?.saturating_add(1);
                if body.u8(11)? & 0x10 != 0 {
                    grid.hide_row(row);
                }
            }
            2..=11 | 62 => grid.put(row, body.u32(0)?, cell(kind, &body, shared)?)?,
            60 if body.u16(16)? & 1 != 0 || body.u32(8)? == 0 => grid.hide_columns(body.u32(0)?, body.u32(4)?),
            176 => grid.merge(Span {
                first_row: body.u32(0)?.saturating_add(1),
                last_row: body.u32(4)?.saturating_add(1),
                first_column: body.u32(8)?,
                last_column: body.u32(12)?,
            }),
            // The sheet's end; without it the part was cut.
            130 => return Ok(()),
            _ => {}
        }
    }
    Err(Fault::structure("sheet ends early"))
}

fn cell(kind: u32, body: &Body, shared: &Shared) -> Result<Cell, Fault> {
    let style = (body.u32(4)? & 0x00ff_ffff) as usize;
    let shown = shared.styles.get(style).copied().unwrap_or_default();
    Ok(match kind {
        2 => show(&rk_text(body.u32(8)?), shown, shared.from_1904),
        5 | 9 => show(&body.number(8)?, shown, shared.from_1904),
        3 | 11 => boolean_or_error(body.u8(8)?, true),
        4 | 10 => boolean_or_error(body.u8(8)?, false),
        7 => clean(shared.strings.get(body.u32(8)? as usize).ok_or(Fault::structure("shared string"))?),
        62 => clean(&body.string(9)?.0),
        _ => clean(&body.string(8)?.0),
    })
}
