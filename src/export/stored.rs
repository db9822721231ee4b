//! The pages of PDF bytes that were kept: what was posted is drawn from its own bytes and never laid out again, so a later
//! version of the program cannot change it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};

use super::raster::MOST_PIXELS;
use super::{ExportError, Pixels};

/// A PDF opened for drawing. Opening reads its page tree, not its pages.
pub struct StoredPages {
    pdf: Pdf,
}

impl StoredPages {
    /// # Errors
    /// [`ExportError::NotPdf`]: no PDF, a broken one, or one locked with a password.
    pub fn open(pdf: Vec<u8>) -> Result<Self, ExportError> {
        // What hostile bytes do to the reader ends with them, not with the program.
        let opened = catch_unwind(AssertUnwindSafe(|| Pdf::new(pdf))).map_err(|_| ExportError::NotPdf)?;
        let pdf = opened.map_err(|_| ExportError::NotPdf)?;
        if pdf.pages().is_empty() { Err(ExportError::NotPdf) } else { Ok(Self { pdf }) }
    }

    pub fn count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// Width and height of a page, counted from 0, in pt, as it is seen (a turned page is turned).
    ///
    /// # Errors
    /// There is no such page.
    pub fn size(&self, page: usize) -> Result<(f32, f32), ExportError> {
        self.pdf.pages().get(page).map(|page| page.render_dimensions()).ok_or_else(|| self.no_such(page))
    }

    /// Draws one page, counted from 0, on white, `width` pixels wide.
    ///
    /// # Errors
    /// There is no such page, the picture would be too large, or the page is broken.
    pub fn draw(&self, page: usize, width: u32) -> Result<Pixels, ExportError> {
        let ((width, height), rgba) = self.draw_as(page, width, <[u8]>::to_vec)?;
        Ok(Pixels { width, height, rgba })
    }

    /// As [`StoredPages::draw`], for who keeps the pixels elsewhere: gives back the picture's size in pixels and what `keep`
    /// made of its RGBA bytes. A page for a television has eight million of them, and is not copied twice.
    ///
    /// # Errors
    /// As [`StoredPages::draw`].
    pub fn draw_as<T>(
        &self,
        page: usize,
        width: u32,
        keep: impl FnOnce(&[u8]) -> T,
    ) -> Result<((u32, u32), T), ExportError> {
        let (points_wide, points_high) = self.size(page)?;
        let scale = width as f32 / points_wide;
        let height = (points_high * scale).round();
        let too_large = || ExportError::TooLarge { width: width.into(), height: height as u64 };
        if !scale.is_finite() || scale <= 0.0 || height < 1.0 {
            return Err(ExportError::NotPdf);
        }
        if f64::from(width) * f64::from(height) > MOST_PIXELS as f64 || height > f32::from(u16::MAX) {
            return Err(too_large());
        }
        let settings = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            width: Some(u16::try_from(width).map_err(|_| too_large())?),
            height: Some(height as u16),
            bg_color: WHITE,
        };
        let drawn = catch_unwind(AssertUnwindSafe(|| {
            hayro::render(&self.pdf.pages()[page], &RenderCache::new(), &interpreter(), &settings)
        }))
        .map_err(|_| ExportError::NotPdf)?;
        // On a white ground no pixel is transparent, so premultiplied and plain are the same.
        Ok(((width, u32::from(drawn.height())), keep(drawn.data_as_u8_slice())))
    }

    fn no_such(&self, page: usize) -> ExportError {
        ExportError::NoSuchPage { page: page + 1, pages: self.count() }
    }
}

impl std::fmt::Debug for StoredPages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredPages").field("count", &self.count()).finish_non_exhaustive()
    }
}

/// One page, counted from 0, of stored PDF bytes, on white, `width` pixels wide. Who draws many pages of one file opens
/// [`StoredPages`] once.
///
/// # Errors
/// As [`StoredPages::open`] and [`StoredPages::draw`].
pub fn draw_stored(pdf: Vec<u8>, page: usize, width: u32) -> Result<Pixels, ExportError> {
    StoredPages::open(pdf)?.draw(page, width)
}

/// Pages of ours carry their fonts; another program's page that leans on the reader's fonts shows without that text.
fn interpreter() -> InterpreterSettings {
    InterpreterSettings {
        font_resolver: Arc::new(|_| None),
        cmap_resolver: Arc::new(|_| None),
        warning_sink: Arc::new(|warning| tracing::debug!(?warning, "a stored page")),
        render_annotations: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{PdfOptions, pdf, pixels, sample};

    fn bytes(pages: usize) -> Vec<u8> {
        pdf(&sample::document(pages, 210.0, 297.0), &PdfOptions { title: None, made: jiff::Timestamp::UNIX_EPOCH })
            .expect("a sample's PDF")
    }

    #[test]
    fn a_stored_page_looks_as_it_was_laid_out() {
        let document = sample::document(2, 210.0, 297.0);
        let stored = StoredPages::open(bytes(2)).expect("a PDF");
        let drawn = stored.draw(1, 595).expect("a page");
        let laid = pixels(&document, 1, 595.0 / (210.0 * 72.0 / 25.4)).expect("the same page");
        assert_eq!((drawn.width, stored.count()), (595, 2));
        assert!(drawn.height.abs_diff(laid.height) <= 1);
        let ink = |pixels: &Pixels| pixels.rgba.chunks(4).map(|p| 255 - u64::from(p[0])).sum::<u64>();
        let (one, other) = (ink(&drawn), ink(&laid));
        assert!(one > 0 && one.abs_diff(other) * 20 < other, "{one} against {other}");
    }

    #[test]
    fn what_is_no_pdf_and_what_is_cut_short_is_refused() {
        let whole = bytes(1);
        for broken in [b"hello".to_vec(), Vec::new(), whole[..40].to_vec()] {
            assert!(matches!(draw_stored(broken, 0, 200), Err(ExportError::NotPdf)));
        }
        assert!(matches!(draw_stored(whole.clone(), 1, 200), Err(ExportError::NoSuchPage { page: 2, pages: 1 })));
        assert!(matches!(draw_stored(whole, 0, 60_000), Err(ExportError::TooLarge { .. })));
    }
}
