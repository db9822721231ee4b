//! Pictures for a television that plays a folder of them.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage, imageops};

use super::{ExportError, Pixels};

/// Fine enough that small characters keep clean edges; about 400 KB a page.
const QUALITY: u8 = 92;

/// The picture as a JPEG of exactly that size, in pixels: in the middle of a white ground where it has another shape. It is
/// neither made larger nor smaller.
///
/// # Errors
/// A picture larger than that, or one that cannot be encoded.
pub fn jpeg(pixels: &Pixels, width: u32, height: u32) -> Result<Vec<u8>, ExportError> {
    if pixels.width > width || pixels.height > height {
        return Err(ExportError::TooLarge { width: pixels.width.into(), height: pixels.height.into() });
    }
    let rgb: Vec<u8> = pixels.rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let page = RgbImage::from_raw(pixels.width, pixels.height, rgb).ok_or(ExportError::NoPages)?;
    let mut ground = RgbImage::from_pixel(width, height, image::Rgb([255; 3]));
    let (left, top) = ((width - pixels.width) / 2, (height - pixels.height) / 2);
    imageops::replace(&mut ground, &page, left.into(), top.into());
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    encoder.write_image(ground.as_raw(), width, height, ExtendedColorType::Rgb8)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_of_another_shape_stands_in_the_middle_on_white() {
        let dark = Pixels { width: 60, height: 40, rgba: [0, 0, 0, 255].repeat(60 * 40) };
        let read = image::load_from_memory(&jpeg(&dark, 100, 40).unwrap()).unwrap().to_rgb8();
        assert_eq!(read.dimensions(), (100, 40));
        assert!(read.get_pixel(5, 20).0[0] > 240 && read.get_pixel(95, 20).0[0] > 240);
        assert!(read.get_pixel(50, 20).0[0] < 15);
        assert!(matches!(jpeg(&dark, 50, 40), Err(ExportError::TooLarge { .. })));
    }
}
