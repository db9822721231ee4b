//! How the driver is told to print (DEVMODE), and what it can (DeviceCapabilities). Windows counts paper in tenths of a
//! millimetre.

use std::ptr::{null, null_mut};

use windows_sys::Win32::Graphics::Gdi::{
    DEVMODEW, DM_COLLATE, DM_COPIES, DM_DEFAULTSOURCE, DM_DUPLEX, DM_IN_BUFFER, DM_ORIENTATION, DM_OUT_BUFFER,
    DM_PAPERLENGTH, DM_PAPERSIZE, DM_PAPERWIDTH, DM_SCALE, DMCOLLATE_TRUE, DMDUP_HORIZONTAL, DMDUP_SIMPLEX,
    DMDUP_VERTICAL, DMORIENT_LANDSCAPE, DMORIENT_PORTRAIT, DMPAPER_USER,
};
use windows_sys::Win32::Graphics::Printing::DocumentPropertiesW;
use windows_sys::Win32::Storage::Xps::{
    DC_BINNAMES, DC_BINS, DC_COLLATE, DC_COPIES, DC_DUPLEX, DC_MAXEXTENT, DC_MINEXTENT, DC_PAPERS, DC_PAPERSIZE,
    DeviceCapabilitiesW,
};

use super::text::{until_zero, wide};
use super::{Open, refused};
use crate::export::printing::{Job, PrintError, Sides, TOLERANCE, upright};

/// A tray's name in the driver's list, in units of UTF-16.
const TRAY_NAME: usize = 24;

/// What the driver is told; the driver's own part follows the structure.
pub(super) struct Mode {
    /// Aligned for the structure.
    room: Vec<u64>,
    /// Copies that the driver cannot make by itself.
    by_hand: u16,
}

/// What a printer can.
#[derive(Default)]
pub(super) struct Abilities {
    /// Width and height of upright sheets in mm.
    pub(super) papers: Vec<(f64, f64)>,
    /// The driver's number of each of them.
    numbers: Vec<i16>,
    pub(super) custom: Option<[(f64, f64); 2]>,
    /// The driver's number and name of each tray.
    pub(super) trays: Vec<(i16, String)>,
    pub(super) duplex: bool,
    /// The most copies it makes, and whether it makes them one after the other.
    copies: u16,
    collates: bool,
}

impl Abilities {
    pub(super) fn of(printer: &str, port: &str) -> Self {
        let (printer, port) = (wide(printer), wide(port));
        let capability = |which, room: *mut u16| {
            // SAFETY: both names end in 0, and the room holds as many entries as the same question without room counted.
            unsafe { DeviceCapabilitiesW(printer.as_ptr(), port.as_ptr(), which, room, null()) }
        };
        let count = |which| usize::try_from(capability(which, null_mut())).unwrap_or(0);
        let extent = |which| {
            // Both are packed into one number: the width below, the length above.
            let packed = capability(which, null_mut());
            let side = |tenths: i32| f64::from(tenths & 0xFFFF) / 10.0;
            (packed > 0).then(|| (side(packed), side(packed >> 16)))
        };
        let mut sizes = vec![[0_i32; 2]; count(DC_PAPERSIZE)];
        let mut numbers = vec![0_i16; count(DC_PAPERS)];
        let mut bins = vec![0_i16; count(DC_BINS)];
        let mut names = vec![0_u16; count(DC_BINNAMES) * TRAY_NAME];
        if !sizes.is_empty() {
            capability(DC_PAPERSIZE, sizes.as_mut_ptr().cast());
        }
        if !numbers.is_empty() {
            capability(DC_PAPERS, numbers.as_mut_ptr().cast());
        }
        if !bins.is_empty() {
            capability(DC_BINS, bins.as_mut_ptr().cast());
        }
        if !names.is_empty() {
            capability(DC_BINNAMES, names.as_mut_ptr());
        }
        let size = |size: &[i32; 2]| upright((f64::from(size[0]) / 10.0, f64::from(size[1]) / 10.0));
        let named = bins.into_iter().zip(names.chunks(TRAY_NAME).map(until_zero));
        Self {
            papers: sizes.iter().map(size).collect(),
            numbers,
            custom: extent(DC_MINEXTENT).zip(extent(DC_MAXEXTENT)).map(|(least, most)| [least, most]),
            trays: named.collect(),
            duplex: capability(DC_DUPLEX, null_mut()) == 1,
            copies: u16::try_from(capability(DC_COPIES, null_mut())).unwrap_or(1).max(1),
            collates: capability(DC_COLLATE, null_mut()) == 1,
        }
    }

    /// The driver's number of a sheet of this size.
    fn paper(&self, paper: (f64, f64)) -> Option<i16> {
        let (short, long) = upright(paper);
        let alike = |size: &(f64, f64)| (size.0 - short).abs() <= TOLERANCE && (size.1 - long).abs() <= TOLERANCE;
        self.numbers.get(self.papers.iter().position(alike)?).copied()
    }
}

impl Mode {
    pub(super) fn of(open: &Open, job: &Job) -> Result<Self, PrintError> {
        let able = Abilities::of(&until_zero(&open.name), "");
        // SAFETY: without room and direction it only says how much is needed.
        let size = unsafe { DocumentPropertiesW(null_mut(), open.handle, open.name.as_ptr(), null_mut(), null(), 0) };
        let size = usize::try_from(size).map_err(|_| refused("DocumentProperties"))?;
        let mut mode = Self { room: vec![0; size.div_ceil(8)], by_hand: 1 };
        mode.merge(open, DM_OUT_BUFFER)?;
        mode.set(&able, job);
        // The driver makes of it what it can, and completes its own part.
        mode.merge(open, DM_IN_BUFFER | DM_OUT_BUFFER)?;
        Ok(mode)
    }

    fn merge(&mut self, open: &Open, direction: u32) -> Result<(), PrintError> {
        let room: *mut DEVMODEW = self.room.as_mut_ptr().cast();
        let name = open.name.as_ptr();
        // SAFETY: the room is as large as the driver asked for, and holds a sound structure where it is read.
        let told = unsafe { DocumentPropertiesW(null_mut(), open.handle, name, room, room, direction) };
        if told < 0 { Err(refused("DocumentProperties")) } else { Ok(()) }
    }

    fn set(&mut self, able: &Abilities, job: &Job) {
        // SAFETY: the driver has just written a structure there, which is plain numbers.
        let mode = unsafe { &mut *self.room.as_mut_ptr().cast::<DEVMODEW>() };
        let (short, long) = upright(job.paper);
        let tenths = |length: f64| (length * 10.0).round().clamp(0.0, f64::from(i16::MAX)) as i16;
        // SAFETY: a printer's structure holds this part of the union, as against a display's.
        let sheet = unsafe { &mut mode.Anonymous1.Anonymous1 };
        let paper = able.paper(job.paper);
        sheet.dmPaperSize = paper.unwrap_or(DMPAPER_USER as i16);
        if paper.is_none() {
            sheet.dmPaperWidth = tenths(short);
            sheet.dmPaperLength = tenths(long);
            mode.dmFields |= DM_PAPERWIDTH | DM_PAPERLENGTH;
        }
        let across = job.paper.0 > job.paper.1;
        sheet.dmOrientation = if across { DMORIENT_LANDSCAPE } else { DMORIENT_PORTRAIT } as i16;
        sheet.dmScale = 100;
        let tray = job.tray.as_ref().and_then(|tray| able.trays.iter().find(|(_, name)| name == tray));
        if let Some((number, _)) = tray {
            sheet.dmDefaultSource = *number;
            mode.dmFields |= DM_DEFAULTSOURCE;
        }
        // Copies one after the other, or else the program prints each by itself.
        let makes = job.copies <= able.copies && (able.collates || job.copies == 1);
        self.by_hand = if makes { 1 } else { job.copies };
        sheet.dmCopies = if makes { i16::try_from(job.copies).unwrap_or(1) } else { 1 };
        mode.dmCollate = DMCOLLATE_TRUE;
        mode.dmDuplex = match job.sides {
            Sides::One => DMDUP_SIMPLEX,
            Sides::LongEdge => DMDUP_VERTICAL,
            Sides::ShortEdge => DMDUP_HORIZONTAL,
        };
        mode.dmFields |= DM_PAPERSIZE | DM_ORIENTATION | DM_SCALE | DM_COPIES | DM_COLLATE | DM_DUPLEX;
    }

    pub(super) fn as_ptr(&self) -> *const DEVMODEW {
        self.room.as_ptr().cast()
    }

    /// How many times the program prints everything.
    pub(super) fn by_hand(&self) -> u16 {
        self.by_hand
    }
}
