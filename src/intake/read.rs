//! A file, or a block from the clipboard, → a [`Book`]. What the file is, is told by its content, never by its name.

mod biff;
mod delimited;
mod fault;
mod grid;
mod html;
mod kind;
mod number;
mod ods;
mod package;
mod sheetml;
mod shown;
mod text;
mod workbook;
mod xlsb;
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
    // Opening a pipe would wait for whoever writes into it, and a device never ends.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(unreadable(std::io::ErrorKind::InvalidInput.into()));
    }
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
        Kind::Xlsb(mut package) => xlsb::read(&mut package, options.sheet, &mut budget)?,
        Kind::Ods(mut package) => ods::read(&mut package, options.sheet, &mut budget)?,
        Kind::Biff(mut file, name) => biff::read(&biff::stream(&mut file, name)?, options.sheet, &mut budget)?,
        Kind::BareBiff => biff::read(bytes, options.sheet, &mut budget)?,
        Kind::Text => text_book(bytes, options, &mut budget)?,
    };
    if book.sheets.iter().all(|sheet| sheet.rows.is_empty()) { Err(Fault::Empty) } else { Ok(book) }
}

fn text_book(bytes: &[u8], options: ReadOptions, budget: &mut Budget) -> Result<Book, Fault> {
    let (text, encoding) = text::decode(bytes).ok_or(Fault::Foreign(Foreign::Unknown))?;
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(Fault::Empty);
    }
    if sheetml::is_workbook(&text) {
        return sheetml::read(&text, options.sheet, budget);
    }
    if html::is_html(&text) {
        let sheet = html::read(&text, budget)?;
        return Ok(Book { sheets: vec![sheet], encoding: Some(encoding) });
    }
    if text.trim_start().starts_with("<?xml") {
        return if text.contains("office:spreadsheet>") {
            ods::read_flat(&text, options.sheet, budget)
        } else {
            Err(Fault::Foreign(Foreign::Data))
        };
    }
    let sheet = delimited::read(&text, budget)?;
    Ok(Book { sheets: vec![sheet], encoding: Some(encoding) })
}

/// A block from the clipboard of a spreadsheet program: text parted by tabs, or HTML.
pub fn paste(text: &str) -> Result<Book, IntakeError> {
    let mut budget = Budget::new(None);
    let sheet = if text.len() as u64 > MAX_FILE {
        Err(Fault::TooLarge(Limit::FileBytes))
    } else if let Some(html) = pasted_html(text) {
        html::read(html, &mut budget)
    } else {
        delimited::read_pasted(text, &mut budget)
    };
    match sheet {
        Ok(sheet) if sheet.rows.is_empty() => Err(Fault::Empty.at(Path::new(""))),
        Ok(sheet) => Ok(Book { sheets: vec![sheet], encoding: None }),
        Err(fault) => Err(fault.at(Path::new(""))),
    }
}

/// HTML as the clipboard hands it over, perhaps after Windows' own lines of byte positions.
fn pasted_html(text: &str) -> Option<&str> {
    let body =
        if text.starts_with("Version:") && text.contains("StartHTML:") { &text[text.find('<')?..] } else { text };
    html::is_html(body).then_some(body)
}

#[cfg(test)]
mod tests;
