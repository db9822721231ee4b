//! The strings all cells share.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::intake::error::Limit;
use crate::intake::read::fault::Fault;
use crate::intake::read::xml::push_entity;
use crate::intake::sheet::MAX_CELLS;

/// One allocation for all, since a large file has a hundred thousand.
#[derive(Default)]
pub(super) struct Strings {
    all: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let mut strings = Self::default();
        let mut reader = Reader::from_str(text);
        let (mut phonetic, mut in_text, mut closed) = (false, false, false);
        loop {
            match reader.read_event()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "t" => in_text = !phonetic,
                    "rPh" => phonetic = true,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "t" => in_text = false,
                    "rPh" => phonetic = false,
                    "si" => strings.end()?,
                    "sst" => closed = true,
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "si" => strings.end()?,
                Event::Empty(element) if element.local_name().as_ref() == "sst" => closed = true,
                Event::Text(part) if in_text => strings.all.push_str(&part),
                Event::CData(part) if in_text => strings.all.push_str(&part),
                Event::GeneralRef(entity) if in_text => push_entity(&mut strings.all, &entity),
                Event::Eof if closed => return Ok(strings),
                Event::Eof => return Err(Fault::structure("shared strings end early")),
                _ => {}
            }
        }
    }

    fn end(&mut self) -> Result<(), Fault> {
        if self.ends.len() >= MAX_CELLS {
            return Err(Fault::TooLarge(Limit::Cells));
        }
        let end = u32::try_from(self.all.len()).map_err(|_| Fault::TooLarge(Limit::TextBytes))?;
        self.ends.push(end);
        Ok(())
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        Some(&self.all[start..end])
    }
}

/// `_x000D_` stands for the character of that number; `_x005F_` guards an underscore that stands for itself.
pub(super) fn unescape_characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let c = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let Some(c) = c else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        out.push_str(&rest[..at]);
        out.push(c);
        rest = &rest[at + 7..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_is_joined_and_readings_are_left_out() {
        let text = "<sst><si><r><t>石桥</t></r><r><rPr/><t xml:space=\"preserve\"> 村&amp;镇</t></r><rPh sb=\"0\"><t>shi</t></rPh></si>\
                    <si/><si><t>&#20108;组</t></si></sst>";
        let strings = Strings::read(text).unwrap();
        assert_eq!(
            [strings.get(0), strings.get(1), strings.get(2), strings.get(3)],
            [Some("石桥 村&镇"), Some(""), Some("二组"), None]
        );
    }

    #[test]
    fn a_list_that_ends_early_is_damaged() {
        assert!(Strings::read("<sst><si><t>a</t></si>").is_err());
    }

    #[test]
    fn escaped_characters_are_resolved() {
        assert_eq!(unescape_characters("a_x000D_\nb_x005F_x0041_ _x_"), "a\r\nb_x0041_ _x_");
    }
}
