//! What a file is, by its content; its name's ending is often wrong.

use std::io::Cursor;

use cfb::CompoundFile;

use super::fault::Fault;
use super::package::Package;
use crate::intake::error::{Cause, Foreign};

pub(super) enum Kind<'b> {
    Xlsx(Package<'b>),
    Xlsb(Package<'b>),
    Ods(Package<'b>),
    /// A compound file with the stream of that name.
    Biff(Box<CompoundFile<Cursor<&'b [u8]>>>, &'static str),
    /// The same stream without the compound file around it.
    BareBiff,
    /// Nothing binary that is known: HTML, XML, delimited text, or nothing at all.
    Text,
}

const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// First bytes of what people drop by mistake.
const FOREIGN: [(&[u8], Foreign); 18] = [
    (b"%PDF", Foreign::Pdf),
    (b"\xff\xd8\xff", Foreign::Picture),
    (b"\x89PNG", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"RIFF", Foreign::Picture),
    (b"Rar!", Foreign::Archive),
    (b"7z\xbc\xaf", Foreign::Archive),
    (b"\x1f\x8b", Foreign::Archive),
    (b"PK\x05\x06", Foreign::Archive),
    (b"{\\rtf", Foreign::Document),
    (b"MZ\x90\0", Foreign::Program),
    (b"\x7fELF", Foreign::Program),
    (b"\x09\x00\x04\x00", Foreign::AncientExcel),
    (b"\x09\x02\x06\x00", Foreign::AncientExcel),
    (b"\x09\x04\x06\x00", Foreign::AncientExcel),
    (b"MIME-Version:", Foreign::WebArchive),
];

pub(super) fn of(bytes: &[u8]) -> Result<Kind<'_>, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    if bytes.starts_with(COMPOUND) {
        return compound(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return package(Package::open(bytes)?);
    }
    if bytes.starts_with(&[0x09, 0x08]) && matches!(bytes.get(2..6), Some([8 | 16, 0, 0, 5 | 6])) {
        return Ok(Kind::BareBiff);
    }
    if let Some((_, what)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Fault::Foreign(*what));
    }
    // "BM" alone may begin a text; a bitmap holds its own length.
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Err(Fault::Foreign(Foreign::Picture));
    }
    Ok(Kind::Text)
}

fn compound(bytes: &[u8]) -> Result<Kind<'_>, Fault> {
    // Looked for in the raw bytes: a locked file must be called locked even when its directory cannot be walked.
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if contains(bytes, &locked) {
        return Err(Fault::Encrypted);
    }
    let file = CompoundFile::open(Cursor::new(bytes)).map_err(|error| Fault::Broken(Cause::Compound(error)))?;
    for stream in ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"] {
        if file.is_stream(stream) {
            return Ok(Kind::Biff(Box::new(file), stream));
        }
    }
    let holds = |stream: &str| file.exists(stream);
    Err(Fault::Foreign(if holds("/WordDocument") || holds("/WpsDocument") {
        Foreign::Document
    } else if holds("/PowerPoint Document") {
        Foreign::Slides
    } else {
        Foreign::Unknown
    }))
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == needle[0]) {
        if rest[at..].starts_with(needle) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

fn package(mut package: Package) -> Result<Kind, Fault> {
    if package.has("xl/workbook.bin") {
        return Ok(Kind::Xlsb(package));
    }
    if package.has("xl/workbook.xml") || package.has_folder("xl/worksheets/") {
        return Ok(Kind::Xlsx(package));
    }
    let foreign = if package.has_folder("word/") {
        Foreign::Document
    } else if package.has_folder("ppt/") {
        Foreign::Slides
    } else if package.has("ofd.xml") {
        Foreign::Ofd
    } else if package.has("content.xml") {
        let kind = package.part("mimetype")?.unwrap_or_default();
        match String::from_utf8_lossy(&kind).trim() {
            kind if kind.contains("opendocument.text") => Foreign::Document,
            kind if kind.contains("opendocument.presentation") => Foreign::Slides,
            kind if kind.is_empty() || kind.contains("spreadsheet") => return Ok(Kind::Ods(package)),
            _ => Foreign::Unknown,
        }
    } else {
        Foreign::Archive
    };
    Err(Fault::Foreign(foreign))
}
