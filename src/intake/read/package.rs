//! The parts of a zip package, within bounds: what a package says of its sizes is not believed.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::fault::Fault;
use crate::intake::error::{Cause, Limit};

/// Bytes one part may unpack to: 3 million cells at the usual 30 bytes.
const MAX_PART: u64 = 100 << 20;

pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Some programs write other letter cases or back slashes than their own directory says.
    names: HashMap<String, usize>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Fault::Broken(error.into()))?;
        let mut names = HashMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                names.insert(normal(&name), index);
            }
        }
        Ok(Self { archive, names })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&normal(name))
    }

    pub(super) fn has_folder(&self, folder: &str) -> bool {
        self.names.keys().any(|name| name.starts_with(folder))
    }

    /// `None` if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.part_within(name, MAX_PART, Limit::UnpackedBytes)
    }

    /// As [`Self::part`], for a part of which the whole is kept.
    pub(super) fn part_within(&mut self, name: &str, most: u64, limit: Limit) -> Result<Option<Vec<u8>>, Fault> {
        let Some(index) = self.names.get(&normal(name)) else { return Ok(None) };
        let file = self.archive.by_index_raw(*index).map_err(|error| Fault::Broken(error.into()))?;
        if file.encrypted() {
            return Err(Fault::Encrypted);
        }
        // The declared size is only a hint of how much to set aside.
        let mut bytes = Vec::with_capacity(file.size().min(32 << 20) as usize);
        drop(file);
        let file = self.archive.by_index(*index).map_err(|error| Fault::Broken(error.into()))?;
        let read = file.take(most + 1).read_to_end(&mut bytes).map_err(|error| Fault::Broken(Cause::Unpack(error)))?;
        if read as u64 > most { Err(Fault::TooLarge(limit)) } else { Ok(Some(bytes)) }
    }

    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, Fault> {
        Ok(self.part(name)?.map(super::xml::decode))
    }
}

fn normal(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// A relationship's target as a part's name: "/xl/a.xml" is absolute, "../a.xml" and "a.xml" are seen from `folder`.
pub(super) fn resolve(folder: &str, target: &str) -> String {
    if target.starts_with('/') {
        return target.trim_start_matches('/').to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|piece| !piece.is_empty()).collect();
    for piece in target.split('/') {
        match piece {
            ".." => drop(path.pop()),
            "." | "" => {}
            piece => path.push(piece),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/worksheets", "../styles.xml"), "xl/styles.xml");
    }
}
