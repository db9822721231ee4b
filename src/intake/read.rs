//! A file, or a block from the clipboard, → a [`Book`]. What the file is, is told by its content, never by its name.

mod delimited;
mod fault;
mod grid;
mod kind;
mod number;
mod package;
mod shown;
mod text;
mod workbook;
mod xlsx;
mod xml;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use self::fault::Fault;
use self::grid::Budget;
use self::kind::Kind;
use super::error::{Foreign, IntakeError, Limit};
use super::sheet::Book;

/// Bytes a file may have; the largest of real ones carry photographs.
const MAX_FILE: u64 = 100 << 20;

#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions<'a> {
    /// Only the sheet of this name; all if `None`. A file that has no named sheets ignores it.
    pub sheet: Option<&'a str>,
    /// Set from elsewhere, it ends the reading with [`IntakeError::Cancelled`].
    pub cancel: Option<&'a AtomicBool>,
}

/// Reads a spreadsheet file of any known format.
pub fn read(path: &Path) -> Result<Book, IntakeError> {
    read_with(path, ReadOptions::default())
}

/// As [`read`], for one sheet or until cancelled.
pub fn read_with(path: &Path, options: ReadOptions) -> Result<Book, IntakeError> {
    let unreadable = |source| IntakeError::Unreadable { path: path.to_path_buf(), source };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    book(&bytes, options).map_err(|fault| fault.at(path))
}

/// As [`read`], of a file already in memory; `name` is for errors only.
pub fn read_bytes(name: &str, bytes: Vec<u8>) -> Result<Book, IntakeError> {
    book(&bytes, ReadOptions::default()).map_err(|fault| fault.at(Path::new(name)))
}

fn book(bytes: &[u8], options: ReadOptions) -> Result<Book, Fault> {
    if bytes.len() as u64 > MAX_FILE {
        return Err(Fault::TooLarge(Limit::FileBytes));
    }
    let mut budget = Budget::new(options.cancel);
    let book = match kind::of(bytes)? {
        Kind::Xlsx(mut package) => xlsx::read(&mut package, options.sheet, &mut budget)?,
        Kind::Text => text_book(bytes, &mut budget)?,
        _ => return Err(Fault::Foreign(Foreign::Unknown)),
    };
    if book.sheets.iter().all(|sheet| sheet.rows.is_empty()) { Err(Fault::Empty) } else { Ok(book) }
}

fn text_book(bytes: &[u8], budget: &mut Budget) -> Result<Book, Fault> {
    let (text, encoding) = text::decode(bytes).ok_or(Fault::Foreign(Foreign::Unknown))?;
    let sheet = delimited::read(&text, budget)?;
    Ok(Book { sheets: vec![sheet], encoding: Some(encoding) })
}
