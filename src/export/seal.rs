//! 公章: from a scan or a photograph of a seal to its ink on no ground.

use std::io::Cursor;

use super::Pixels;
use image::{DynamicImage, ImageFormat, ImageReader, RgbaImage};

/// 42 mm at 600 dots an inch, in pixels: finer than any scan of a stamp.
const SIDE: u32 = 1000;
/// Lighter than this in every colour, paper; what lies between this and [`INK`] fades.
const PAPER: f32 = 0.86;
const INK: f32 = 0.62;
/// What covers less than this is no ink, in alpha.
const FAINT: u8 = 24;

/// The seal as a PNG cut to its ink: white and near-white become nothing, a picture that has no ground already is left as it
/// is. `None`: no picture this program can read, or nothing on it.
pub fn seal(bytes: &[u8]) -> Option<Vec<u8>> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut picture = reader.decode().ok()?.into_rgba8();
    let has_ground = picture.pixels().all(|pixel| pixel.0[3] == u8::MAX);
    if has_ground {
        picture.pixels_mut().for_each(|pixel| pixel.0 = without_ground(pixel.0));
    }
    let picture = cut(&picture)?;
    let picture = if picture.width().max(picture.height()) > SIDE {
        DynamicImage::ImageRgba8(picture).resize(SIDE, SIDE, image::imageops::FilterType::Triangle).into_rgba8()
    } else {
        picture
    };
    let mut out = Vec::new();
    picture.write_to(&mut Cursor::new(&mut out), ImageFormat::Png).ok()?;
    Some(out)
}

/// A kept seal as pixels, no side longer than `side`.
pub fn seal_pixels(png: &[u8], side: u32) -> Option<Pixels> {
    let picture = image::load_from_memory(png).ok()?.resize(side, side, image::imageops::FilterType::Triangle);
    let picture = picture.into_rgba8();
    Some(Pixels { width: picture.width(), height: picture.height(), rgba: picture.into_raw() })
}

/// Red ink on white paper is as dark as its darkest colour. What paper shines through becomes see-through ink.
fn without_ground([red, green, blue, _]: [u8; 4]) -> [u8; 4] {
    let darkest = f32::from(red.min(green).min(blue)) / 255.0;
    let cover = ((PAPER - darkest) / (PAPER - INK)).clamp(0.0, 1.0);
    if cover <= 0.0 {
        return [0; 4];
    }
    // The ink that, with as much paper behind it, looks as this pixel did.
    let ink = |value: u8| ((f32::from(value) - 255.0 * (1.0 - cover)) / cover).clamp(0.0, 255.0) as u8;
    [ink(red), ink(green), ink(blue), (cover * 255.0) as u8]
}

/// Without the blank edge around the ink.
fn cut(picture: &RgbaImage) -> Option<RgbaImage> {
    let inked = || picture.enumerate_pixels().filter(|(.., pixel)| pixel.0[3] >= FAINT).map(|(x, y, _)| (x, y));
    let (left, right) = (inked().map(|(x, _)| x).min()?, inked().map(|(x, _)| x).max()?);
    let (top, bottom) = (inked().map(|(_, y)| y).min()?, inked().map(|(_, y)| y).max()?);
    Some(image::imageops::crop_imm(picture, left, top, right - left + 1, bottom - top + 1).to_image())
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
        let mut out = Vec::new();
        picture.into().write_to(&mut Cursor::new(&mut out), ImageFormat::Png).unwrap();
        out
    }

    /// A red ring of 80 pixels on paper that is not quite white.
    fn scan() -> Vec<u8> {
        png(image::RgbImage::from_fn(200, 160, |x, y| {
            let distance = ((x as f32 - 100.0).powi(2) + (y as f32 - 80.0).powi(2)).sqrt();
            Rgb(if (34.0..40.0).contains(&distance) { [200, 20, 30] } else { [250, 248, 243] })
        }))
    }

    #[test]
    fn paper_becomes_nothing_and_the_picture_is_cut_to_the_ink() {
        let made = image::load_from_memory(&seal(&scan()).expect("a seal")).unwrap().into_rgba8();
        assert!((78..=82).contains(&made.width()) && (78..=82).contains(&made.height()), "{:?}", made.dimensions());
        assert_eq!(made.get_pixel(made.width() / 2, made.height() / 2).0[3], 0, "the middle of the ring");
        assert_eq!(made.get_pixel(2, made.height() / 2).0, [200, 20, 30, 255], "the ring keeps its red");
    }

    #[test]
    fn a_seal_without_ground_stays_as_it_is() {
        let mut picture = RgbaImage::new(40, 40);
        (5..35).for_each(|x| picture.put_pixel(x, 20, image::Rgba([210, 30, 30, 255])));
        (5..35).for_each(|x| picture.put_pixel(x, 30, image::Rgba([255, 255, 255, 255])));
        let made = image::load_from_memory(&seal(&png(picture)).expect("a seal")).unwrap().into_rgba8();
        assert_eq!(made.dimensions(), (30, 11));
        assert_eq!(made.get_pixel(10, 10).0, [255, 255, 255, 255], "white that the office drew stays");
    }

    #[test]
    fn an_empty_sheet_and_a_broken_file_are_no_seal() {
        assert_eq!(seal(&png(image::RgbImage::from_pixel(50, 50, Rgb([255; 3])))), None);
        assert_eq!(seal(b"no picture"), None);
    }
}
