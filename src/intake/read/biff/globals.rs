//! What stands before the sheets: their list, the formats, the shared strings.

use std::collections::HashMap;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, WINDOWS_1252};

use super::record::{self, BOF, EOF, u16_at, u32_at};
use super::strings;
use crate::intake::error::Foreign;
use crate::intake::read::fault::Fault;
use crate::intake::read::shown::{Shown, builtin, of_code};

pub(super) struct Globals {
    pub(super) sheets: Vec<Place>,
    pub(super) strings: Vec<String>,
    pub(super) from_1904: bool,
    /// Excel 97 and later; before, strings are bytes in a code page.
    pub(super) unicode: bool,
    pub(super) encoding: &'static Encoding,
    codes: HashMap<u32, Shown>,
    /// The number format of each cell style.
    styles: Vec<u32>,
    /// How far each sets a text in, in steps.
    indents: Vec<u8>,
}

/// Where a sheet's records begin.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) offset: usize,
}

const WORKSHEET: u8 = 0;

impl Globals {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let first = record::at(bytes, 0)?.filter(|record| record.kind == BOF);
        let first = first.ok_or(Fault::structure("stream does not begin as a workbook"))?;
        let unicode = match u16_at(first.body, 0)? {
            0x0600 => true,
            0x0500 => false,
            _ => return Err(Fault::Foreign(Foreign::AncientExcel)),
        };
        let mut globals = Self {
            sheets: Vec::new(),
            strings: Vec::new(),
            from_1904: false,
            unicode,
            encoding: GB18030,
            codes: HashMap::new(),
            styles: Vec::new(),
            indents: Vec::new(),
        };
        let mut at = first.end;
        while let Some(record) = record::at(bytes, at)? {
            if record.kind == EOF {
                return Ok(globals);
            }
            globals.take(bytes, &record)?;
            at = record.end;
        }
        Err(Fault::structure("workbook ends early"))
    }

    fn take(&mut self, bytes: &[u8], record: &record::Record) -> Result<(), Fault> {
        let body = record.body;
        match record.kind {
            0x002f => return Err(Fault::Encrypted),
            0x0022 => self.from_1904 = u16_at(body, 0)? == 1,
            0x0042 => self.encoding = code_page(u16_at(body, 0)?),
            0x0085 => self.sheets.extend(self.place(body)?),
            0x041e => {
                let id = u32::from(u16_at(body, 0)?);
                let code = if self.unicode {
                    strings::unicode(body.get(4..).unwrap_or_default(), usize::from(u16_at(body, 2)?))?
                } else {
                    let length = body.get(2).copied().unwrap_or(0);
                    strings::bytes(body.get(3..).unwrap_or_default(), usize::from(length), self.encoding)?
                };
                self.codes.insert(id, of_code(&code));
            }
            0x00e0 => {
                self.styles.push(u16_at(body, 2)?.into());
                // A text spread over its cell (7) is set in for its looks. Before Excel 97 there was no such format.
                let alignment = body.get(6).copied().unwrap_or_default() & 7;
                let by = body.get(8).filter(|_| self.unicode && alignment != 7);
                self.indents.push(by.copied().unwrap_or_default() & 0x0f);
            }
            0x00fc => self.strings = strings::shared(bytes, body, record.end)?,
            _ => {}
        }
        Ok(())
    }

    /// `None` for charts, macros and modules.
    fn place(&self, body: &[u8]) -> Result<Option<Place>, Fault> {
        let short = Fault::structure("sheet entry");
        let [state, kind, length] = *body.get(4..7).and_then(|three| <&[u8; 3]>::try_from(three).ok()).ok_or(short)?;
        if kind != WORKSHEET {
            return Ok(None);
        }
        let rest = &body[7..];
        let name = if self.unicode {
            strings::unicode(rest, length.into())?
        } else {
            strings::bytes(rest, length.into(), self.encoding)?
        };
        Ok(Some(Place { name, hidden: state & 3 != 0, offset: u32_at(body, 0)? as usize }))
    }

    pub(super) fn indent(&self, style: u16) -> u8 {
        self.indents.get(usize::from(style)).copied().unwrap_or_default()
    }

    pub(super) fn shown(&self, style: u16) -> Shown {
        let format = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        self.codes.get(&format).copied().unwrap_or_else(|| builtin(format))
    }
}

fn code_page(number: u16) -> &'static Encoding {
    match number {
        65001 => UTF_8,
        950 => BIG5,
        1252 | 32769 => WINDOWS_1252,
        _ => GB18030,
    }
}
