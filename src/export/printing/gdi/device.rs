//! A printer as something to draw on: pages as pixels, in bands.

use std::ptr::null;

use windows_sys::Win32::Graphics::Gdi::{
    BI_RGB, BITMAPINFO, BITMAPINFOHEADER, CreateDCW, CreateICW, DIB_RGB_COLORS, DeleteDC, GET_DEVICE_CAPS_INDEX,
    GetDeviceCaps, HALFTONE, HDC, HORZRES, LOGPIXELSX, LOGPIXELSY, PHYSICALHEIGHT, PHYSICALOFFSETX, PHYSICALOFFSETY,
    PHYSICALWIDTH, RGBQUAD, SRCCOPY, SetStretchBltMode, StretchDIBits, VERTRES,
};
use windows_sys::Win32::Storage::Xps::{AbortDoc, DOCINFOW, EndDoc, EndPage, StartDocW, StartPage};

use super::mode::Mode;
use super::refused;
use super::text::wide;
use crate::export::printing::{Job, Margins, PrintError, Sides, stored};
use crate::export::{Pixels, pixels};
use crate::layout::Document;

/// Rows that are handed over at once.
const BAND: usize = 256;
/// A page of more pixels than this is drawn at half the resolution: four bytes each, on an office's PC. A4 at 600 dpi
/// has 35 million.
const MOST_PIXELS: f64 = 40e6;
const INCH: f64 = 25.4;

/// Closed when it is dropped.
pub(super) struct Device(HDC);

/// The sheet as the device sees it, in its own dots.
struct Sheet {
    width: i32,
    height: i32,
    /// Where what can be printed begins: there the device counts from.
    origin: (i32, i32),
    /// What can be printed.
    reach: (i32, i32),
    /// Across and down: some printers have more one way than the other.
    dots_per_inch: (i32, i32),
}

/// What the printer does not reach at the sheet's edges.
pub(super) fn margins(printer: &str) -> Option<Margins> {
    let name = wide(printer);
    // SAFETY: the name ends in 0; an information context draws nothing.
    let device = unsafe { CreateICW(null(), name.as_ptr(), null(), null()) };
    if device.is_null() {
        return None;
    }
    let sheet = Device(device).sheet();
    let (right, bottom) = (sheet.width - sheet.reach.0 - sheet.origin.0, sheet.height - sheet.reach.1 - sheet.origin.1);
    let length = |dots: i32, per_inch: i32| f64::from(dots) / f64::from(per_inch) * INCH;
    let (across, down) = sheet.dots_per_inch;
    (across > 0 && down > 0).then(|| Margins {
        left: length(sheet.origin.0, across),
        right: length(right, across),
        top: length(sheet.origin.1, down),
        bottom: length(bottom, down),
    })
}

impl Device {
    pub(super) fn open(printer: &[u16], mode: &Mode) -> Result<Self, PrintError> {
        // SAFETY: the name ends in 0, and the mode was completed by the driver itself.
        let device = unsafe { CreateDCW(null(), printer.as_ptr(), null(), mode.as_ptr()) };
        if device.is_null() { Err(refused("CreateDC")) } else { Ok(Self(device)) }
    }

    fn sheet(&self) -> Sheet {
        // SAFETY: the device is open.
        let of = |what: GET_DEVICE_CAPS_INDEX| unsafe { GetDeviceCaps(self.0, what as i32) };
        Sheet {
            width: of(PHYSICALWIDTH),
            height: of(PHYSICALHEIGHT),
            origin: (of(PHYSICALOFFSETX), of(PHYSICALOFFSETY)),
            reach: (of(HORZRES), of(VERTRES)),
            dots_per_inch: (of(LOGPIXELSX), of(LOGPIXELSY)),
        }
    }

    /// Everything `times` over. Returns the spooler's number of the job.
    pub(super) fn print(&self, job: &Job, times: u16) -> Result<i32, PrintError> {
        let document = stored(job.pdf.clone()).map_err(|error| PrintError::Refused(error.to_string()))?;
        let pages: Vec<usize> = (0..document.paged.pages().len()).filter(|page| asked(job, page + 1)).collect();
        let title = wide(&job.title);
        let info = DOCINFOW {
            cbSize: i32::try_from(size_of::<DOCINFOW>()).unwrap_or_default(),
            lpszDocName: title.as_ptr(),
            ..DOCINFOW::default()
        };
        // SAFETY: the device is open, and the title outlives the call.
        let number = unsafe { StartDocW(self.0, &info) };
        if number <= 0 {
            return Err(refused("StartDoc"));
        }
        let drawn = self.pages(&document, &pages, job.sides, times);
        // SAFETY: a document was begun on the open device.
        let ended = unsafe { if drawn.is_ok() { EndDoc(self.0) } else { AbortDoc(self.0) } };
        drawn?;
        if ended <= 0 { Err(refused("EndDoc")) } else { Ok(number) }
    }

    fn pages(&self, document: &Document, pages: &[usize], sides: Sides, times: u16) -> Result<(), PrintError> {
        for time in 0..times {
            for page in pages {
                self.page(document, *page)?;
            }
            // The next copy begins on a sheet of its own.
            if sides != Sides::One && pages.len() % 2 == 1 && time + 1 < times {
                self.begin()?;
                self.end()?;
            }
        }
        Ok(())
    }

    fn page(&self, document: &Document, page: usize) -> Result<(), PrintError> {
        self.begin()?;
        // What a printer that is reached for the first time says of its sheet holds from here on only.
        let sheet = self.sheet();
        let size = document.paged.pages().get(page).map(|page| page.frame.size());
        let size = size.ok_or_else(|| PrintError::Refused(format!("no page {page}")))?;
        let (across, down) = sheet.dots_per_inch;
        let mut per_point = f64::from(across.max(down)) / 72.0;
        while size.x.to_pt() * size.y.to_pt() * per_point * per_point > MOST_PIXELS {
            per_point /= 2.0;
        }
        let picture = pixels(document, page, per_point).map_err(|error| PrintError::Refused(error.to_string()))?;
        // SAFETY: the device is open.
        unsafe { SetStretchBltMode(self.0, HALFTONE) };
        // The page at its true size: so many dots, whatever its pixels.
        let dots = |points: f64, per_inch: i32| (points / 72.0 * f64::from(per_inch)).round() as i32;
        let (width, height) = (dots(size.x.to_pt(), across), dots(size.y.to_pt(), down));
        // In the middle of the sheet, where the driver's sheet is a dot or two larger.
        let left = (sheet.width - width) / 2 - sheet.origin.0;
        let top = (sheet.height - height) / 2 - sheet.origin.1;
        let rows = picture.height as usize;
        let row = |at: usize| (at as i64 * i64::from(height) / rows.max(1) as i64) as i32;
        for from in (0..rows).step_by(BAND) {
            let to = (from + BAND).min(rows);
            let place = [left, top + row(from), width, row(to) - row(from)];
            self.band(&picture, from..to, place)?;
        }
        self.end()
    }

    /// Some rows of the picture at `place`: left, top, width, height.
    fn band(&self, picture: &Pixels, rows: std::ops::Range<usize>, place: [i32; 4]) -> Result<(), PrintError> {
        let width = picture.width as usize;
        let stride = (width * 3).next_multiple_of(4);
        let mut bits = vec![0xFF_u8; stride * rows.len()];
        for (line, row) in bits.chunks_exact_mut(stride).zip(rows.clone()) {
            let pixels = picture.rgba[row * width * 4..(row + 1) * width * 4].chunks_exact(4);
            for (dot, pixel) in line.chunks_exact_mut(3).zip(pixels) {
                dot.copy_from_slice(&[pixel[2], pixel[1], pixel[0]]);
            }
        }
        let (across, down) = (width as i32, rows.len() as i32);
        let header = BITMAPINFOHEADER {
            biSize: size_of::<BITMAPINFOHEADER>() as u32,
            biWidth: across,
            // Rows from the top.
            biHeight: -down,
            biPlanes: 1,
            biBitCount: 24,
            biCompression: BI_RGB,
            ..BITMAPINFOHEADER::default()
        };
        let info = BITMAPINFO { bmiHeader: header, bmiColors: [RGBQUAD::default()] };
        let [left, top, wide, high] = place;
        // SAFETY: the bits are as many as the header says, and both outlive the call.
        let drawn = unsafe {
            StretchDIBits(
                self.0,
                left,
                top,
                wide,
                high,
                0,
                0,
                across,
                down,
                bits.as_ptr().cast(),
                &info,
                DIB_RGB_COLORS,
                SRCCOPY,
            )
        };
        if drawn == 0 { Err(refused("StretchDIBits")) } else { Ok(()) }
    }

    fn begin(&self) -> Result<(), PrintError> {
        // SAFETY: a document was begun on the open device.
        if unsafe { StartPage(self.0) } <= 0 { Err(refused("StartPage")) } else { Ok(()) }
    }

    fn end(&self) -> Result<(), PrintError> {
        // SAFETY: a page was begun on the open device.
        if unsafe { EndPage(self.0) } <= 0 { Err(refused("EndPage")) } else { Ok(()) }
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        // SAFETY: the device is open and is not used any more.
        if unsafe { DeleteDC(self.0) } == 0 {
            tracing::warn!("a printer's device could not be closed");
        }
    }
}

/// `page` is counted from 1.
fn asked(job: &Job, page: usize) -> bool {
    let page = u32::try_from(page).unwrap_or(u32::MAX);
    job.pages.is_empty() || job.pages.iter().any(|range| range.contains(&page))
}
