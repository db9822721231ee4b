//! Pictures as bytes: what is left of a JPEG or PNG without anything but the picture.

/// The two forms a picture is kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    Jpeg,
    Png,
}

/// The picture without its metadata (EXIF and GPS, XMP, comments, colour profiles, whatever hangs behind its end), byte
/// for byte as it was drawn; `None` where it is no JPEG or PNG or breaks off.
pub fn bare(bytes: &[u8]) -> Option<(Form, Vec<u8>)> {
    if bytes.starts_with(&PNG) {
        return bare_png(bytes).map(|bytes| (Form::Png, bytes));
    }
    bytes.starts_with(&[0xFF, SOI]).then(|| bare_jpeg(bytes)).flatten().map(|bytes| (Form::Jpeg, bytes))
}

const PNG: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n'];

fn bare_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = PNG.to_vec();
    let mut rest = bytes.get(PNG.len()..)?;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let whole = rest.get(..length.checked_add(12)?)?;
        let name = &whole[4..8];
        if [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB"].iter().any(|kept| *kept == name) {
            out.extend_from_slice(whole);
        }
        if name == b"IEND" {
            return Some(out);
        }
        rest = &rest[whole.len()..];
    }
}

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
/// JFIF, and Adobe's, which says how the colours are meant.
const APP0: u8 = 0xE0;
const APP14: u8 = 0xEE;
const COM: u8 = 0xFE;

fn bare_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xFF, SOI];
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xFF {
            return None;
        }
        // Any number of FF may fill up before a marker.
        while *bytes.get(at + 1)? == 0xFF {
            at += 1;
        }
        let marker = bytes[at + 1];
        if marker == EOI {
            out.extend([0xFF, EOI]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let mut end = at + 2 + length.max(2);
        if marker == SOS {
            end = scan_end(bytes, end)?;
        }
        let is_meta = marker == COM || ((APP0..=0xEF).contains(&marker) && ![APP0, APP14].contains(&marker));
        if !is_meta {
            // JFIF may carry a thumbnail of what was cropped away: its 14 plain bytes are enough.
            let thumbless = marker == APP0 && length > 16 && bytes.get(at + 4..at + 9)? == b"JFIF\0";
            if thumbless {
                out.extend([0xFF, APP0, 0, 16]);
                out.extend_from_slice(bytes.get(at + 4..at + 16)?);
                out.extend([0, 0]);
            } else {
                out.extend_from_slice(bytes.get(at..end)?);
            }
        }
        at = end;
    }
}

/// Where the marker behind the picture's own data stands; FF 00 and the restart marks belong to it.
fn scan_end(bytes: &[u8], from: usize) -> Option<usize> {
    let pairs = bytes.get(from..)?.windows(2);
    let is_end = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF | 0xD0..=0xD7);
    pairs.enumerate().find(|(_, pair)| is_end(pair)).map(|(at, _)| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), body].concat()
    }

    fn chunk(name: &[u8], body: &[u8]) -> Vec<u8> {
        [&u32::try_from(body.len()).unwrap().to_be_bytes(), name, body, &[0; 4]].concat()
    }

    #[test]
    fn a_jpeg_keeps_its_picture_and_nothing_that_is_told_beside_it() {
        let drawn = [segment(0xDB, b"tables"), segment(SOS, b"head"), vec![1, 2, 0xFF, 0, 3, 0xFF, 0xD1, 4]].concat();
        let meta = [segment(0xE1, b"Exif\0\0GPS"), segment(0xE2, b"profile"), segment(COM, b"a name")].concat();
        let whole = [&[0xFF, SOI], meta.as_slice(), &drawn, &[0xFF, EOI], b"behind the end"].concat();
        let (form, bytes) = bare(&whole).expect("a JPEG");
        assert_eq!(form, Form::Jpeg);
        assert_eq!(bytes, [&[0xFF, SOI], drawn.as_slice(), &[0xFF, EOI]].concat());
    }

    #[test]
    fn a_png_keeps_its_picture_and_no_words() {
        let kept = [chunk(b"IHDR", &[1; 13]), chunk(b"IDAT", &[7; 20])].concat();
        let words = [chunk(b"tEXt", b"Author\0somebody"), chunk(b"eXIf", b"GPS")].concat();
        let whole = [&PNG, kept.as_slice(), &words, &chunk(b"IEND", b""), b"behind"].concat();
        let (form, bytes) = bare(&whole).expect("a PNG");
        assert_eq!((form, bytes), (Form::Png, [&PNG, kept.as_slice(), &chunk(b"IEND", b"")].concat()));
    }

    #[test]
    fn what_breaks_off_is_no_picture() {
        assert_eq!(bare(b"GIF89a"), None);
        assert_eq!(bare(&[0xFF, SOI, 0xFF, SOS, 0, 4, 1, 1, 9, 9]), None);
        assert_eq!(bare(&[&PNG, [0, 0, 0, 200].as_slice(), b"IDAT"].concat()), None);
    }
}
