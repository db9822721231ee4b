//! What every XML part of a spreadsheet needs: attributes by local name, text with its entities.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart};

/// An XML part as text; parts are UTF-8 but for a few programs' UTF-16.
pub(super) fn decode(bytes: Vec<u8>) -> String {
    let encoding = match bytes.get(..2) {
        Some(b"\xff\xfe") => UTF_16LE,
        Some(b"\xfe\xff") => UTF_16BE,
        _ => UTF_8,
    };
    if encoding == UTF_8 {
        return String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    }
    encoding.decode(&bytes).0.into_owned()
}

/// The attribute of that local name, its entities resolved.
pub(super) fn attribute<'e>(element: &'e BytesStart, name: &str) -> Option<Cow<'e, str>> {
    let attribute = element
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(match attribute.value {
        Cow::Borrowed(value) => unescape(value).unwrap_or(Cow::Borrowed(value)),
        Cow::Owned(value) => Cow::Owned(unescape(&value).map(Cow::into_owned).unwrap_or(value)),
    })
}

pub(super) fn number(element: &BytesStart, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

pub(super) fn flag(element: &BytesStart, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
}

/// Appends what `&amp;` or `&#20108;` stands for; an unknown entity stays as written.
pub(super) fn push_entity(text: &mut String, entity: &BytesRef) {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        text.push(c);
    } else if let Some(known) = resolve_predefined_entity(entity) {
        text.push_str(known);
    } else {
        text.push('&');
        text.push_str(entity);
        text.push(';');
    }
}

/// "AB12" → (0-based column 27, 1-based row 12).
pub(super) fn cell_reference(text: &str) -> Option<(u32, u32)> {
    let (mut column, mut row) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column = column.checked_mul(26)?.checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    Some((column.checked_sub(1)?, row)).filter(|(_, row)| *row > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_column_and_row() {
        assert_eq!(cell_reference("A1"), Some((0, 1)));
        assert_eq!(cell_reference("$AB$12"), Some((27, 12)));
        assert_eq!(cell_reference("XFD1048576"), Some((16_383, 1_048_576)));
        for text in ["", "A", "1", "1A", "AAAAAAAAAAAA1", "A99999999999"] {
            assert_eq!(cell_reference(text), None, "{text}");
        }
    }
}
