//! How each style shows a number.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::intake::read::fault::Fault;
use crate::intake::read::shown::{Shown, builtin, of_code};
use crate::intake::read::xml;

#[derive(Default)]
pub(super) struct Styles {
    shown: Vec<Shown>,
    /// How far each style sets a text in, in the file's steps.
    indents: Vec<u8>,
}

impl Styles {
    pub(super) fn read(text: &str) -> Result<Self, Fault> {
        let mut codes = HashMap::new();
        let mut styles = Self::default();
        let mut in_cell_formats = false;
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event()? {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "numFmt" => {
                        let code = xml::attribute(&element, "formatCode").unwrap_or_default();
                        codes.extend(xml::number(&element, "numFmtId").map(|id| (id, of_code(&code))));
                    }
                    "cellXfs" => in_cell_formats = true,
                    "xf" if in_cell_formats => {
                        let id = xml::number(&element, "numFmtId").unwrap_or(0);
                        styles.shown.push(codes.get(&id).copied().unwrap_or_else(|| builtin(id)));
                        styles.indents.push(0);
                    }
                    // A text spread over its cell is set in for its looks.
                    "alignment" if in_cell_formats => {
                        let spread = xml::attribute(&element, "horizontal").is_some_and(|how| how == "distributed");
                        if let (Some(last), Some(by), false) =
                            (styles.indents.last_mut(), xml::number(&element, "indent"), spread)
                        {
                            *last = by.min(15) as u8;
                        }
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    pub(super) fn indent(&self, style: Option<usize>) -> u8 {
        style.and_then(|style| self.indents.get(style)).copied().unwrap_or_default()
    }

    pub(super) fn shown(&self, style: Option<usize>) -> Shown {
        style.and_then(|style| self.shown.get(style)).copied().unwrap_or_default()
    }
}
