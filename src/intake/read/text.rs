//! Bytes → characters, and the text of a cell.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{number, shown};
use crate::domain::table::Cell;

/// Space of any width, 不间断空格, byte order marks and the characters nobody sees.
fn is_outer(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Blanks before a text, counted in half-width characters.
pub(super) fn leading(text: &str) -> u8 {
    let blanks = text.chars().take_while(|c| matches!(c, ' ' | '\u{a0}' | '\u{3000}' | '\t')).take(32);
    blanks.map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum()
}

/// A cell's text without what surrounds it; its own line breaks are `\n`.
pub(super) fn clean(raw: &str) -> Cell {
    let trimmed = raw.trim_matches(is_outer);
    if trimmed.is_empty() {
        Cell::Blank
    } else if trimmed.contains('\r') {
        Cell::Text(trimmed.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cell::Text(trimmed.to_owned())
    }
}

/// A cell of a text file, where nothing says what it is: numbers and dates are recognised as a spreadsheet program would,
/// unless the file marks the cell as text (="…", a leading apostrophe, a tab at either end).
pub(super) fn typed(raw: &str) -> Cell {
    if let Some(inner) = raw.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return clean(&inner.replace("\"\"", "\""));
    }
    if raw.starts_with('\t') || raw.ends_with('\t') {
        return clean(raw);
    }
    let trimmed = raw.trim_matches(is_outer);
    if let Some(rest) = trimmed.strip_prefix('\'') {
        return clean(rest);
    }
    if let Some(number) = number::written(trimmed) {
        return number;
    }
    shown::written_date(trimmed).map_or_else(|| clean(trimmed), Cell::Date)
}

/// What bytes are as text, and the usual name of the encoding; `None` if they are no text.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Some((UTF_8.decode_without_bom_handling(rest).0.into_owned(), "UTF-8"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Some((UTF_16LE.decode_without_bom_handling(rest).0.into_owned(), "UTF-16LE"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Some((UTF_16BE.decode_without_bom_handling(rest).0.into_owned(), "UTF-16BE"));
    }
    if bytes.contains(&0) {
        return unmarked_utf16(bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return is_text(text).then(|| (text.to_owned(), "UTF-8"));
    }
    let text = GB18030.decode_without_bom_handling(bytes).0.into_owned();
    is_text(&text).then_some((text, "GB18030"))
}

/// UTF-16 without a mark shows by its line ends and commas: every second byte of them is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<(String, &'static str)> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (encoding, name) = if zeros(1) > zeros(0) { (UTF_16LE, "UTF-16LE") } else { (UTF_16BE, "UTF-16BE") };
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    is_text(&text).then_some((text, name))
}

/// A few damaged characters are still a text; control characters throughout are not.
fn is_text(text: &str) -> bool {
    let strange = |c: &char| {
        *c == '\u{fffd}' || *c == '\0' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}'))
    };
    let (strange, all) =
        text.chars().take(20_000).fold((0_usize, 0_usize), |(s, n), c| (s + usize::from(strange(&c)), n + 1));
    strange * 50 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_of_an_office_is_read() {
        let text = "序号,姓名\r\n1,王犇䶮\r\n";
        let mut marked = vec![0xff, 0xfe];
        marked.extend(utf16(text, false));
        let cases = [
            (text.as_bytes().to_vec(), "UTF-8"),
            ([b"\xef\xbb\xbf", text.as_bytes()].concat(), "UTF-8"),
            (GB18030.encode(text).0.into_owned(), "GB18030"),
            (marked, "UTF-16LE"),
            (utf16(text, false), "UTF-16LE"),
            (utf16(text, true), "UTF-16BE"),
        ];
        for (bytes, name) in cases {
            assert_eq!(decode(&bytes), Some((text.to_owned(), name)));
        }
    }

    #[test]
    fn bytes_of_a_program_are_no_text() {
        let bytes: Vec<u8> = (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&bytes), None);
    }

    #[test]
    fn outer_blanks_go_and_inner_lines_stay() {
        assert_eq!(clean("\u{feff}\u{a0}　王 一\r\n二\u{200b} "), Cell::Text("王 一\n二".into()));
        assert_eq!(clean(" \u{a0}\u{3000}"), Cell::Blank);
    }

    #[test]
    fn a_marked_text_is_never_a_number() {
        for raw in ["=\"433124\"", "'433124", "433124\t", "\t433124"] {
            assert_eq!(typed(raw), Cell::Text("433124".into()), "{raw:?}");
        }
        assert_eq!(typed(" 433124 "), Cell::Number(433_124.into()));
        assert_eq!(typed("2026/4/8"), Cell::Date(jiff::civil::date(2026, 4, 8)));
    }
}
