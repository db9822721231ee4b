//! Pictures for a notice: upright, cropped, no larger than a page needs, and nothing but the picture.

use std::io::Cursor;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::domain::block::Crop;

/// The longer side of a picture that fills A3 at 200 dots an inch, in pixels.
const SIDE: u32 = 3300;
/// The longer side of a lobby screen, in pixels.
const SCREEN: u32 = 1920;
/// A larger file is not read, in bytes.
const MOST_BYTES: u64 = 200 << 20;
/// A file with longer sides is no picture of an office's.
const MOST_SIDE: u32 = 30_000;
/// What decoding may take, in bytes.
const MOST_MEMORY: u64 = 768 << 20;
const QUALITY: u8 = 88;

/// A picture ready to be kept: JPEG, or PNG where it came as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    pub bytes: Vec<u8>,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

/// Why a file gives no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    #[error("the file cannot be read")]
    Unreadable,
    /// No JPEG, PNG or WebP, as what phones call HEIC.
    #[error("no picture of a known format")]
    Unknown,
    /// A picture that was cut off or damaged.
    #[error("the picture is damaged")]
    Broken,
    /// More bytes or more pixels than an old PC can hold.
    #[error("the picture is too large")]
    TooLarge,
}

/// The bytes of a file that is to be a picture.
///
/// # Errors
/// A file that is not there or cannot be read, or is too large to be one.
pub fn picture_file(file: &Path) -> Result<Vec<u8>, PictureError> {
    let failed = |error: std::io::Error| {
        tracing::warn!(%error, "a picture's file cannot be read");
        PictureError::Unreadable
    };
    if std::fs::metadata(file).map_err(failed)?.len() > MOST_BYTES {
        return Err(PictureError::TooLarge);
    }
    std::fs::read(file).map_err(failed)
}

/// Reads a JPEG, PNG or WebP, turns it upright by its EXIF orientation, cuts away what `crop` says and writes it anew,
/// without any of its metadata and without the pixels that were cut away.
///
/// # Errors
/// Bytes that are no picture this program can read.
pub fn picture(bytes: &[u8], crop: Crop) -> Result<Prepared, PictureError> {
    prepare(bytes, crop, SIDE, true)
}

/// The same whole, as a JPEG that fills a lobby screen and is no larger.
///
/// # Errors
/// Bytes that are no picture this program can read.
pub fn slide(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    Ok(prepare(bytes, Crop::default(), SCREEN, false)?.bytes)
}

fn prepare(bytes: &[u8], crop: Crop, side: u32, keeps_png: bool) -> Result<Prepared, PictureError> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|_| PictureError::Unreadable)?;
    let format = reader.format().ok_or(PictureError::Unknown)?;
    if format == ImageFormat::Jpeg && !has_an_end(bytes) {
        return Err(PictureError::Broken);
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MOST_SIDE), Some(MOST_SIDE));
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unusable(&error))?;
    let orientation = decoder.orientation().map_err(|error| unusable(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| unusable(&error))?;
    picture.apply_orientation(orientation);
    let picture = cropped(picture, crop);
    let long = picture.width().max(picture.height());
    let picture = if long > side { picture.resize(side, side, image::imageops::FilterType::Triangle) } else { picture };
    let (width, height) = (picture.width(), picture.height());
    let mut out = Vec::new();
    if keeps_png && format == ImageFormat::Png {
        let picture = picture.to_rgba8();
        let encoder = PngEncoder::new(&mut out);
        let written = encoder.write_image(&picture, width, height, image::ExtendedColorType::Rgba8);
        written.map_err(|error| unusable(&error))?;
    } else {
        let written = JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&flat(&picture));
        written.map_err(|error| unusable(&error))?;
    }
    Ok(Prepared { bytes: out, width, height })
}

/// Whether a JPEG was copied to its end: the decoder would fill up with grey what is missing. Behind the end phones keep
/// a film of the moment; before the picture's data a small picture with an end of its own.
fn has_an_end(bytes: &[u8]) -> bool {
    const SCAN: u8 = 0xDA;
    const END: [u8; 2] = [0xFF, 0xD9];
    let mut at = 2;
    while let Some([0xFF, kind, high, low]) = bytes.get(at..at + 4) {
        if *kind == SCAN {
            return bytes[at..].windows(2).any(|pair| pair == END);
        }
        // Markers may be filled up in front.
        at += if *kind == 0xFF { 1 } else { 2 + usize::from(u16::from_be_bytes([*high, *low])) };
    }
    // No marker where one belongs: the decoder says what is wrong with it.
    at < bytes.len()
}

fn unusable(error: &ImageError) -> PictureError {
    tracing::warn!(%error, "a picture cannot be used");
    match error {
        ImageError::Limits(_) => PictureError::TooLarge,
        ImageError::Unsupported(_) => PictureError::Unknown,
        _ => PictureError::Broken,
    }
}

fn cropped(picture: DynamicImage, crop: Crop) -> DynamicImage {
    let crop = crop.kept_sound();
    if crop.is_whole() {
        return picture;
    }
    let (width, height) = (picture.width(), picture.height());
    let part = |side: u32, percent: u8| side * u32::from(percent) / 100;
    let (left, top) = (part(width, crop.left), part(height, crop.top));
    let wide = width.saturating_sub(left + part(width, crop.right)).max(1);
    let high = height.saturating_sub(top + part(height, crop.bottom)).max(1);
    picture.crop_imm(left, top, wide, high)
}

/// JPEG knows no transparency: what is see-through is white as paper.
fn flat(picture: &DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let mut flat = image::RgbImage::new(picture.width(), picture.height());
    for (to, from) in flat.pixels_mut().zip(picture.to_rgba8().pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let over = |colour: u32| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255);
        to.0 = [over(red), over(green), over(blue)];
    }
    flat
}

#[cfg(test)]
mod tests {
    use image::GenericImageView;

    use super::*;
    use crate::export::photograph::tests::sideways;

    #[test]
    fn a_picture_stands_upright_and_tells_nothing_of_its_camera() {
        let prepared = picture(&sideways(6, "2026:07:01 09:05:00"), Crop::default()).expect("a picture");
        assert_eq!((prepared.width, prepared.height), (800, 1600));
        assert!(!prepared.bytes.windows(4).any(|four| four == b"Exif" || four == b"2026"));
        let upright = image::load_from_memory(&prepared.bytes).unwrap();
        assert!(upright.get_pixel(400, 100).0[0] > 150 && upright.get_pixel(400, 1500).0[2] > 150);
    }

    #[test]
    fn what_is_cut_away_is_not_in_the_file() {
        let half = Crop { right: 50, ..Crop::default() };
        let prepared = picture(&sideways(1, "2026:07:01 09:05:00"), half).expect("a picture");
        assert_eq!((prepared.width, prepared.height), (800, 800));
        let left = image::load_from_memory(&prepared.bytes).unwrap();
        assert!(left.pixels().all(|(.., pixel)| pixel.0[0] > 150), "only the red half is left");
    }

    #[test]
    fn on_the_screen_a_picture_is_no_larger_than_the_screen_and_tells_nothing_of_its_camera() {
        let mut large = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(4000, 1000).write_to(&mut large, ImageFormat::Png).unwrap();
        let made = image::load_from_memory(&slide(&large.into_inner()).expect("a picture")).unwrap();
        assert_eq!((made.width(), made.height()), (1920, 480));
        let upright = slide(&sideways(6, "2026:07:01 09:05:00")).expect("a picture");
        assert!(!upright.windows(4).any(|four| four == b"Exif" || four == b"2026"));
        let upright = image::load_from_memory(&upright).unwrap();
        assert_eq!((upright.width(), upright.height()), (800, 1600));
        assert_eq!(slide(b"no picture"), Err(PictureError::Unknown));
    }

    #[test]
    fn webp_and_png_are_read_and_of_what_is_not_the_reason_is_told() {
        for format in [ImageFormat::WebP, ImageFormat::Png] {
            let mut bytes = Cursor::new(Vec::new());
            DynamicImage::new_rgba8(40, 30).write_to(&mut bytes, format).unwrap();
            let prepared = picture(&bytes.into_inner(), Crop::default()).expect("a picture");
            assert_eq!((prepared.width, prepared.height), (40, 30));
        }
        let refused = |bytes: &[u8]| picture(bytes, Crop::default()).unwrap_err();
        assert_eq!(refused(b""), PictureError::Unknown);
        assert_eq!(refused(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), PictureError::Unknown);
        let whole = sideways(1, "x");
        for part in [200, whole.len() / 2, whole.len() - 2] {
            assert_eq!(refused(&whole[..part]), PictureError::Broken, "{part} bytes of {}", whole.len());
        }
        let film = [whole.as_slice(), b"ftypmp42 and the film of the moment"].concat();
        assert!(picture(&film, Crop::default()).is_ok());
        let mut wide = Cursor::new(Vec::new());
        DynamicImage::new_luma8(MOST_SIDE + 1, 1).write_to(&mut wide, ImageFormat::Png).unwrap();
        assert_eq!(refused(&wide.into_inner()), PictureError::TooLarge);
    }
}
