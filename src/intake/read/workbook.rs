//! What xlsx and xlsb share: relationships, and the list of sheets.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::fault::Fault;
use super::package::{Package, resolve};
use super::xml;

/// The target of each relationship of a part, and the kind's last word ("styles", "sharedStrings").
pub(super) struct Relations {
    by_id: HashMap<String, String>,
    by_kind: HashMap<String, String>,
}

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) part: String,
}

impl Relations {
    /// Of the part `folder`/`name`; none if the package has no such list.
    pub(super) fn of(package: &mut Package, folder: &str, name: &str) -> Result<Self, Fault> {
        let mut relations = Self { by_id: HashMap::new(), by_kind: HashMap::new() };
        let list = resolve(folder, &format!("_rels/{name}.rels"));
        let Some(text) = package.xml(&list)? else { return Ok(relations) };
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event()? {
                Event::Empty(element) | Event::Start(element) if element.local_name().as_ref() == "Relationship" => {
                    let Some(target) = xml::attribute(&element, "Target") else { continue };
                    let target = resolve(folder, &target);
                    if let Some(kind) = xml::attribute(&element, "Type") {
                        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                        relations.by_kind.entry(kind).or_insert_with(|| target.clone());
                    }
                    if let Some(id) = xml::attribute(&element, "Id") {
                        relations.by_id.insert(id.into_owned(), target);
                    }
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&String> {
        self.by_id.get(id)
    }

    /// The part of that kind, or where every program puts it.
    pub(super) fn by_kind(&self, kind: &str, usual: &str) -> String {
        self.by_kind.get(kind).cloned().unwrap_or_else(|| usual.to_owned())
    }
}

/// "xl/workbook.xml" → ("xl", "workbook.xml")
pub(super) fn folder_and_name(part: &str) -> (&str, &str) {
    part.rsplit_once('/').unwrap_or(("", part))
}

/// Leaves the sheet asked for, or all of them.
pub(super) fn choose(mut sheets: Vec<Listed>, wanted: Option<&str>) -> Result<Vec<Listed>, Fault> {
    if let Some(wanted) = wanted {
        sheets.retain(|sheet| sheet.name.trim() == wanted.trim());
        if sheets.is_empty() {
            return Err(Fault::NoSuchSheet(wanted.to_owned()));
        }
    }
    Ok(sheets)
}
