//! Strings of the record stream, and the list that cells share, which runs on over CONTINUE records.

use encoding_rs::{Encoding, UTF_16LE};

use super::record::{self, CONTINUE, u16_at, u32_at};
use crate::intake::error::Limit;
use crate::intake::read::fault::Fault;
use crate::intake::read::grid::MAX_TEXT;
use crate::intake::sheet::MAX_CELLS;

/// A string of the newer format: `length` characters after a byte of flags.
pub(super) fn unicode(body: &[u8], length: usize) -> Result<String, Fault> {
    let flags = *body.first().ok_or(Fault::structure("string cut off"))?;
    let mut at = 1;
    if flags & 8 != 0 {
        at += 2;
    }
    if flags & 4 != 0 {
        at += 4;
    }
    let wide = flags & 1 != 0;
    let bytes = body.get(at..at + length * (1 + usize::from(wide))).ok_or(Fault::structure("string cut off"))?;
    Ok(characters(bytes, wide))
}

/// A string of the older format, in the file's code page.
pub(super) fn bytes(body: &[u8], length: usize, encoding: &'static Encoding) -> Result<String, Fault> {
    let bytes = body.get(..length).ok_or(Fault::structure("string cut off"))?;
    Ok(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

fn characters(bytes: &[u8], wide: bool) -> String {
    if wide {
        UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
    } else {
        bytes.iter().map(|byte| char::from(*byte)).collect()
    }
}

/// The bodies of a record and of its CONTINUE records, read across their borders.
struct Runs<'b> {
    bytes: &'b [u8],
    body: &'b [u8],
    next: usize,
}

impl<'b> Runs<'b> {
    /// Goes on to the next CONTINUE record when this body is used up.
    fn turn(&mut self) -> Result<(), Fault> {
        while self.body.is_empty() {
            match record::at(self.bytes, self.next)? {
                Some(record) if record.kind == CONTINUE => (self.body, self.next) = (record.body, record.end),
                _ => return Err(Fault::structure("shared strings cut off")),
            }
        }
        Ok(())
    }

    fn take(&mut self, most: usize) -> Result<&'b [u8], Fault> {
        self.turn()?;
        let (taken, rest) = self.body.split_at(most.min(self.body.len()));
        self.body = rest;
        Ok(taken)
    }

    fn number(&mut self, bytes: usize) -> Result<usize, Fault> {
        let mut value = 0;
        for place in 0..bytes {
            value |= usize::from(self.take(1)?[0]) << (8 * place);
        }
        Ok(value)
    }

    fn skip(&mut self, mut bytes: usize) -> Result<(), Fault> {
        while bytes > 0 {
            bytes -= self.take(bytes)?.len();
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, Fault> {
        let mut left = self.number(2)?;
        let flags = self.number(1)?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut text = String::new();
        while left > 0 {
            if self.body.is_empty() {
                // A string that runs on says anew how wide its characters are.
                wide = self.number(1)? & 1 != 0;
            }
            let width = 1 + usize::from(wide);
            let here = left.min(self.body.len() / width);
            if here == 0 && !self.body.is_empty() {
                return Err(Fault::structure("half a character"));
            }
            if here > 0 {
                text.push_str(&characters(self.take(here * width)?, wide));
                left -= here;
            }
        }
        self.skip(runs * 4 + extra)?;
        Ok(text)
    }
}

/// The shared strings: `body` is the SST record's, `next` where the record after it begins.
pub(super) fn shared(bytes: &[u8], body: &[u8], next: usize) -> Result<Vec<String>, Fault> {
    let count = u32_at(body, 4)? as usize;
    u16_at(body, 6)?;
    if count > MAX_CELLS {
        return Err(Fault::TooLarge(Limit::Cells));
    }
    let mut runs = Runs { bytes, body: &body[8..], next };
    let mut strings = Vec::new();
    let mut size = 0;
    for _ in 0..count {
        let string = runs.string()?;
        size += string.len();
        if size > MAX_TEXT {
            return Err(Fault::TooLarge(Limit::TextBytes));
        }
        strings.push(string);
    }
    Ok(strings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_runs_on_into_the_next_record_in_another_width() {
        let body = [1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, b'a', b'b'];
        let mut bytes = vec![0xfc, 0, 13, 0];
        bytes.extend(body);
        bytes.extend([0x3c, 0, 5, 0, 1, 0x4c, 0x4e, 0x8c, 0x4e]);
        assert_eq!(shared(&bytes, &bytes[4..17], 17).unwrap(), ["ab乌二"]);
    }

    #[test]
    fn a_list_that_ends_early_is_damaged() {
        let body = [2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, b'a'];
        assert!(shared(&body, &body, 12).is_err());
    }
}
