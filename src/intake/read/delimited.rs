//! CSV, TSV and blocks pasted from a spreadsheet program. Rows are counted as those programs count them: a quoted cell over
//! three lines is in one row, an empty line is a row.

use std::borrow::Cow;

use super::fault::Fault;
use super::grid::{Budget, Grid};
use super::text::{leading, typed};
use crate::domain::table::Cell;
use crate::intake::sheet::Sheet;

const DELIMITERS: [u8; 4] = *b",\t;|";
/// Records looked at to tell the delimiter.
const SAMPLE: usize = 200;

pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Sheet, Fault> {
    // Excel's own hint, a first line such as "sep=;".
    let hint = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next()).filter(|byte| DELIMITERS.contains(byte));
    let skipped = u32::from(hint.is_some());
    read_with(text, hint.unwrap_or_else(|| delimiter(text)), skipped, budget)
}

/// A block from the clipboard of Excel or WPS: always tabs; only cells with a line break or a tab are quoted.
pub(super) fn read_pasted(text: &str, budget: &mut Budget) -> Result<Sheet, Fault> {
    read_with(text, b'\t', 0, budget)
}

fn read_with(text: &str, delimiter: u8, skipped: u32, budget: &mut Budget) -> Result<Sheet, Fault> {
    let mut grid = Grid::new(None, false, budget);
    let mut fields = Fields::new(text, delimiter);
    let (mut row, mut column) = (1, 0);
    while let Some((field, ends_record)) = fields.next() {
        if row > skipped {
            let cell = typed(&field);
            if matches!(cell, Cell::Text(_)) {
                grid.indent(row, column, leading(&field));
            }
            grid.put(row, column, cell)?;
        }
        (row, column) = if ends_record { (row + 1, 0) } else { (row, column + 1) };
    }
    Ok(grid.finish())
}

/// The delimiter that parts the most records into the same number of fields.
fn delimiter(text: &str) -> u8 {
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let alike = alike_records(text, delimiter);
        if alike > best.0 {
            best = (alike, delimiter);
        }
    }
    best.1
}

fn alike_records(text: &str, delimiter: u8) -> usize {
    let mut counts: Vec<usize> = Vec::new();
    let (mut fields, mut count) = (Fields::new(text, delimiter), 0);
    while let Some((_, ends_record)) = fields.next() {
        count += 1;
        if ends_record {
            counts.push(std::mem::take(&mut count));
        }
        if counts.len() >= SAMPLE || fields.at > 1 << 20 {
            break;
        }
    }
    counts.retain(|count| *count > 1);
    counts.sort_unstable();
    counts.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0)
}

/// The fields of a delimited text, each with whether it ends its record.
struct Fields<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    /// Once no closing quote is left, every quote is an ordinary character.
    quotes: bool,
    done: bool,
}

impl<'t> Fields<'t> {
    fn new(text: &'t str, delimiter: u8) -> Self {
        // DOS programs end a file with Ctrl+Z.
        let text = text.trim_end_matches('\u{1a}');
        Self { text, delimiter, at: 0, quotes: true, done: text.is_empty() }
    }

    fn next(&mut self) -> Option<(Cow<'t, str>, bool)> {
        if self.done {
            return None;
        }
        let field = self.quoted().unwrap_or_else(|| {
            let end = self.plain_end(self.at);
            let field = &self.text[self.at..end];
            self.at = end;
            Cow::Borrowed(field)
        });
        let bytes = self.text.as_bytes();
        let ends_record = bytes.get(self.at) != Some(&self.delimiter);
        self.at += if bytes[self.at..].starts_with(b"\r\n") { 2 } else { 1 };
        self.done = self.at > bytes.len() || (ends_record && self.at == bytes.len());
        Some((field, ends_record))
    }

    fn plain_end(&self, from: usize) -> usize {
        let ends = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        let bytes = self.text.as_bytes();
        from + bytes[from..].iter().position(ends).unwrap_or(bytes.len() - from)
    }

    /// A field in quotes; a quote that nothing closes before a delimiter or a line's end is text (5"管).
    fn quoted(&mut self) -> Option<Cow<'t, str>> {
        let bytes = self.text.as_bytes();
        if !self.quotes || bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        let start = self.at + 1;
        let mut at = start;
        let mut doubled = false;
        loop {
            let Some(quote) = bytes[at..].iter().position(|byte| *byte == b'"') else {
                self.quotes = false;
                return None;
            };
            at += quote + 1;
            match bytes.get(at) {
                Some(b'"') => {
                    doubled = true;
                    at += 1;
                }
                None | Some(b'\n' | b'\r') => break,
                Some(byte) if *byte == self.delimiter => break,
                Some(_) => return None,
            }
        }
        self.at = at;
        let inner = &self.text[start..at - 1];
        Some(if doubled { Cow::Owned(inner.replace("\"\"", "\"")) } else { Cow::Borrowed(inner) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(u32, Vec<String>)> {
        let sheet = read(text, &mut Budget::new(None)).unwrap();
        let show = |cell: &Cell| match cell {
            Cell::Blank => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Date(date) => date.to_string(),
        };
        sheet.rows.iter().map(|row| (row.number, row.cells.iter().map(show).collect())).collect()
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn the_delimiter_is_the_one_that_parts_evenly() {
        for delimiter in [",", "\t", ";", "|"] {
            let text = "序号,金额\n1,2\n3,4".replace(',', delimiter);
            assert_eq!(cells(&text), [row(1, &["序号", "金额"]), row(2, &["1", "2"]), row(3, &["3", "4"])]);
        }
        assert_eq!(cells("项目\t金额\n电费\t1,200.50\n"), [row(1, &["项目", "金额"]), row(2, &["电费", "1200.50"])]);
        assert_eq!(cells("sep=;\na;b,c\n"), [row(2, &["a", "b,c"])]);
    }

    #[test]
    fn quoted_cells_hold_lines_quotes_and_delimiters() {
        let text = "名称,备注\r\n\"甲,乙\",\"第一行\r\n\"\"第二\"\"行\"\r\n\r\n丙,5\"管\r\n";
        let expected = [row(1, &["名称", "备注"]), row(2, &["甲,乙", "第一行\n\"第二\"行"]), row(4, &["丙", "5\"管"])];
        assert_eq!(cells(text), expected);
    }

    #[test]
    fn a_quote_that_nothing_closes_is_text() {
        assert_eq!(cells("a,\"b\n1,2\n"), [row(1, &["a", "\"b"]), row(2, &["1", "2"])]);
        assert_eq!(cells("\"a\"x,b\n"), [row(1, &["\"a\"x", "b"])]);
    }

    #[test]
    fn long_numbers_and_blanks_keep_their_meaning() {
        let text = "身份证号,金额\n433124199001011234,\n=\"4331241990\",0\n";
        assert_eq!(cells(text)[1..], [row(2, &["433124199001011234"]), row(3, &["4331241990", "0"])]);
    }
}
