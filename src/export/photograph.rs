//! Photographs for paper: upright, and no larger than a page shows them. The file that was attached stays as it is.

use std::io::Cursor;

use exif::{In, Tag, Value};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader};
use jiff::civil::DateTime;

use super::Pixels;

/// 8 cm at 300 dots an inch, in pixels.
const SIDE: u32 = 960;

const QUALITY: u8 = 82;

/// The photograph as a JPEG turned upright by its EXIF orientation, the longer side 960 pixels at most and without any of
/// its metadata: a place or a camera's owner does not get onto a paper. `None`: no picture this program can read.
pub fn photograph(bytes: &[u8]) -> Option<Vec<u8>> {
    let picture = turned(bytes, SIDE)?;
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&picture.to_rgb8()).ok()?;
    Some(out)
}

/// The photograph turned upright, as pixels for the window, `width` pixels wide at most. `None`: no picture this program can
/// read.
pub fn upright(bytes: &[u8], width: u32) -> Option<Pixels> {
    let picture = turned(bytes, width)?.to_rgba8();
    Some(Pixels { width: picture.width(), height: picture.height(), rgba: picture.into_raw() })
}

/// Turned by its EXIF orientation, the longer side `side` pixels at most.
fn turned(bytes: &[u8], side: u32) -> Option<DynamicImage> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let picture = DynamicImage::from_decoder(decoder).ok()?;
    let mut picture =
        if picture.width().max(picture.height()) > side { picture.thumbnail(side, side) } else { picture };
    picture.apply_orientation(orientation);
    Some(picture)
}

/// When the photograph was taken, by the camera's own clock and without a zone; `None` where it does not say.
pub fn taken(bytes: &[u8]) -> Option<DateTime> {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok()?;
    let field = [Tag::DateTimeOriginal, Tag::DateTimeDigitized, Tag::DateTime]
        .into_iter()
        .find_map(|tag| exif.get_field(tag, In::PRIMARY))?;
    let Value::Ascii(lines) = &field.value else { return None };
    let said = exif::DateTime::from_ascii(lines.first()?).ok()?;
    let part = |value: u8| i8::try_from(value).ok();
    let year = i16::try_from(said.year).ok()?;
    let (month, day) = (part(said.month)?, part(said.day)?);
    DateTime::new(year, month, day, part(said.hour)?, part(said.minute)?, part(said.second)?, 0).ok()
}

#[cfg(test)]
pub(crate) mod tests {
    use image::{GenericImageView, RgbImage};

    use super::*;

    /// A picture twice as wide as high, its left half red, with an EXIF block: the orientation, and when it was taken.
    pub(crate) fn sideways(orientation: u16, taken: &str) -> Vec<u8> {
        let picture =
            RgbImage::from_fn(1600, 800, |x, _| image::Rgb(if x < 800 { [220, 20, 20] } else { [20, 20, 220] }));
        let mut jpeg = Vec::new();
        JpegEncoder::new(&mut jpeg).encode_image(&picture).unwrap();
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1]);
        exif.extend(orientation.to_be_bytes());
        exif.extend([0, 0]);
        exif.extend([0x01, 0x32, 0, 2, 0, 0, 0, 20, 0, 0, 0, 38]);
        exif.extend([0, 0, 0, 0]);
        exif.extend(taken.as_bytes());
        exif.push(0);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut whole = jpeg[..2].to_vec();
        whole.extend([0xff, 0xe1, length[0], length[1]]);
        whole.extend(exif);
        whole.extend(&jpeg[2..]);
        whole
    }

    #[test]
    fn a_photograph_is_turned_upright_made_small_and_tells_nothing_else() {
        let made = photograph(&sideways(6, "2026:07:01 09:05:00")).expect("a picture");
        let upright = image::load_from_memory(&made).unwrap();
        assert_eq!((upright.width(), upright.height()), (480, 960));
        // Turned clockwise, what was at the left is above.
        assert!(upright.get_pixel(240, 100).0[0] > 150 && upright.get_pixel(240, 860).0[2] > 150);
        assert_eq!(taken(&made), None);
        assert_eq!(photograph(b"no picture"), None);
    }

    #[test]
    fn the_cameras_clock_is_read_where_it_says_a_time() {
        let at = jiff::civil::date(2026, 7, 1).at(9, 5, 0, 0);
        assert_eq!(taken(&sideways(1, "2026:07:01 09:05:00")), Some(at));
        assert_eq!(taken(&sideways(1, "0000:00:00 00:00:00")), None);
        assert_eq!(taken(b"no picture"), None);
    }
}
