//! Pages as pixels: for the preview, the screen and PNG files.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use typst::layout::Abs;
use typst_layout::Page;
use typst_render::RenderOptions;

use crate::domain::notice::Paper;
use crate::layout::Document;

use super::file::failed;
use super::{ExportError, FileOperation, write};

/// A picture of more pixels than this would not fit the memory of an office PC (four bytes each): A1 at 300 dpi has 70 million.
pub(super) const MOST_PIXELS: u64 = 100_000_000;

/// The pixels along a screen's longer side.
const SCREEN_PIXELS: f64 = 1920.0;

/// A page drawn: rows from the top, four bytes a pixel, alpha not premultiplied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

/// Draws one page, counted from 0, at `pixel_per_pt` pixels to the point.
///
/// # Errors
/// There is no such page, or the picture would be too large.
pub fn pixels(document: &Document, page: usize, pixel_per_pt: f64) -> Result<Pixels, ExportError> {
    draw(page_of(document, page)?, pixel_per_pt)
}

/// One page, counted from 0, as a PNG of `dpi` pixels to the inch. A page made for a screen comes out at the screen's own
/// 1920 × 1080 or 1080 × 1920 pixels, whatever the dpi.
///
/// # Errors
/// There is no such page, or the picture would be too large.
pub fn png(document: &Document, page: usize, dpi: f64) -> Result<Vec<u8>, ExportError> {
    let page = page_of(document, page)?;
    encode(&draw(page, scale(page, dpi))?)
}

/// Every page as `page-001.png`, `page-002.png` … in `folder`, which is made where it is missing. Pages that an earlier,
/// longer export left there are removed, so that nobody hangs a page of the list before last. Returns the files in order.
///
/// # Errors
/// A page too large, or a file that cannot be written; the pages before it are complete.
pub fn png_folder(document: &Document, folder: &Path, dpi: f64) -> Result<Vec<PathBuf>, ExportError> {
    let pages = document.paged.pages();
    if pages.is_empty() {
        return Err(ExportError::NoPages);
    }
    fs::create_dir_all(folder).map_err(|source| failed(folder, FileOperation::CreateFolder, source))?;
    let files: Vec<PathBuf> = (1..=pages.len()).map(|number| folder.join(format!("page-{number:03}.png"))).collect();
    let next = AtomicUsize::new(0);
    let fault = Mutex::new(None);
    thread::scope(|scope| {
        for _ in 0..workers(pages.len()) {
            scope.spawn(|| {
                if let Err(error) = save_each(document, &files, dpi, &next) {
                    next.store(pages.len(), Ordering::Relaxed);
                    fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                }
            });
        }
    });
    match fault.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(error) => Err(error),
        None => remove_leftovers(folder, pages.len()).map(|()| files),
    }
}

/// Saves the pages no other worker has taken yet.
fn save_each(document: &Document, files: &[PathBuf], dpi: f64, next: &AtomicUsize) -> Result<(), ExportError> {
    while let Some((at, file)) = files.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed)) {
        write(file, &png(document, at, dpi)?)?;
    }
    Ok(())
}

/// Each worker holds one page's pixels; two are enough to keep an office PC busy and small enough for its memory.
fn workers(pages: usize) -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    cores.min(2).min(pages)
}

fn remove_leftovers(folder: &Path, pages: usize) -> Result<(), ExportError> {
    let unreadable = |source| failed(folder, FileOperation::ReadFolder, source);
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if page_number(&path).is_some_and(|number| number > pages) {
            fs::remove_file(&path).map_err(|source| failed(&path, FileOperation::Remove, source))?;
        }
    }
    Ok(())
}

/// The number in a file name this module gave.
fn page_number(path: &Path) -> Option<usize> {
    let digits = path.file_name()?.to_str()?.strip_prefix("page-")?.strip_suffix(".png")?;
    let ours = digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if ours { digits.parse().ok() } else { None }
}

fn page_of(document: &Document, page: usize) -> Result<&Page, ExportError> {
    let pages = document.paged.pages();
    pages.get(page).ok_or(ExportError::NoSuchPage { page: page + 1, pages: pages.len() })
}

/// Pixels to the point.
fn scale(page: &Page, dpi: f64) -> f64 {
    let size = page.frame.size();
    let is_screen = [Paper::Screen, Paper::ScreenPortrait].into_iter().any(|paper| {
        let (width, height) = paper.size();
        (size.x - Abs::mm(width.into())).abs() < Abs::mm(0.1) && (size.y - Abs::mm(height.into())).abs() < Abs::mm(0.1)
    });
    if is_screen { SCREEN_PIXELS / size.x.max(size.y).to_pt() } else { dpi / 72.0 }
}

fn draw(page: &Page, pixel_per_pt: f64) -> Result<Pixels, ExportError> {
    let side = |length: Abs| (length.to_pt() * pixel_per_pt).round().max(1.0) as u64;
    let (width, height) = (side(page.frame.width()), side(page.frame.height()));
    if !pixel_per_pt.is_finite() || width.saturating_mul(height) > MOST_PIXELS {
        return Err(ExportError::TooLarge { width, height });
    }
    let pixmap = typst_render::render(page, &RenderOptions { pixel_per_pt: pixel_per_pt.into(), render_bleed: false });
    let (width, height) = (pixmap.width(), pixmap.height());
    let mut rgba = pixmap.take();
    for pixel in rgba.chunks_exact_mut(4).filter(|pixel| pixel[3] != u8::MAX) {
        demultiply(pixel);
    }
    Ok(Pixels { width, height, rgba })
}

fn demultiply(pixel: &mut [u8]) {
    let alpha = u16::from(pixel[3]).max(1);
    for colour in &mut pixel[..3] {
        *colour = (u16::from(*colour) * 255 / alpha).min(255) as u8;
    }
}

/// A page of black on white is written in grey and every other opaque one without alpha: a third and a quarter smaller.
fn encode(pixels: &Pixels) -> Result<Vec<u8>, ExportError> {
    let opaque = pixels.rgba.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX);
    let grey = opaque && pixels.rgba.chunks_exact(4).all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    let (width, height) = (pixels.width, pixels.height);
    if grey {
        let samples: Vec<u8> = pixels.rgba.chunks_exact(4).map(|pixel| pixel[0]).collect();
        encoder.write_image(&samples, width, height, ExtendedColorType::L8)?;
    } else if opaque {
        let samples: Vec<u8> = pixels.rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        encoder.write_image(&samples, width, height, ExtendedColorType::Rgb8)?;
    } else {
        encoder.write_image(&pixels.rgba, width, height, ExtendedColorType::Rgba8)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    fn read(bytes: &[u8]) -> image::DynamicImage {
        image::load_from_memory(bytes).unwrap()
    }

    #[test]
    fn a4_at_144_dpi_is_1191_by_1684_and_has_ink() {
        let image = read(&png(&sample::document(1, 210.0, 297.0), 0, 144.0).unwrap());
        assert_eq!((image.width(), image.height()), (1191, 1684));
        let dark = image.to_luma8().pixels().filter(|pixel| pixel.0[0] < 64).count();
        assert!(dark > 200, "{dark} dark pixels");
    }

    #[test]
    fn a_screen_page_is_1920_by_1080_whatever_the_dpi() {
        for (paper, wanted) in [(Paper::Screen, (1920, 1080)), (Paper::ScreenPortrait, (1080, 1920))] {
            let (width, height) = paper.size();
            for dpi in [72.0, 300.0] {
                let image = read(&png(&sample::document(1, width, height), 0, dpi).unwrap());
                assert_eq!((image.width(), image.height()), wanted);
            }
        }
    }

    #[test]
    fn pixels_are_four_bytes_each_and_the_paper_is_white() {
        let drawn = pixels(&sample::document(1, 210.0, 297.0), 0, 1.0).unwrap();
        assert_eq!(drawn.rgba.len(), 4 * drawn.width as usize * drawn.height as usize);
        assert_eq!(drawn.rgba[..4], [255, 255, 255, 255]);
    }

    #[test]
    fn alpha_is_not_premultiplied() {
        let mut pixel = [64, 32, 0, 128];
        demultiply(&mut pixel);
        assert_eq!(pixel, [127, 63, 0, 128]);
        let mut clear = [0, 0, 0, 0];
        demultiply(&mut clear);
        assert_eq!(clear, [0, 0, 0, 0]);
    }

    #[test]
    fn a_page_that_is_not_there_is_named_as_people_count() {
        let error = png(&sample::document(2, 210.0, 297.0), 2, 72.0).unwrap_err();
        assert_eq!(error.to_string(), "没有第 3 页，这份公示共 2 页。");
    }

    #[test]
    fn a_picture_beyond_all_memory_is_refused() {
        for dpi in [20_000.0, f64::INFINITY, f64::NAN] {
            let drawn = png(&sample::document(1, 210.0, 297.0), 0, dpi);
            assert!(matches!(drawn, Err(ExportError::TooLarge { .. })), "{dpi}");
        }
    }

    #[test]
    fn a_folder_gets_a_picture_a_page_and_loses_those_of_a_longer_export() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("公示");
        png_folder(&sample::document(4, 105.0, 148.0), &target, 36.0).unwrap();
        fs::write(target.join("page-note.png"), b"the office's own").unwrap();
        let files = png_folder(&sample::document(2, 105.0, 148.0), &target, 36.0).unwrap();
        assert_eq!(files, [target.join("page-001.png"), target.join("page-002.png")]);
        let mut names: Vec<_> = fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["page-001.png", "page-002.png", "page-note.png"]);
        assert_eq!(read(&fs::read(&files[1]).unwrap()).width(), 149);
    }
}
