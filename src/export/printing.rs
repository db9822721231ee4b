//! Printing (打印): pages go to the printer as large as they were designed. That nothing is fitted to the page is not an
//! option: every job says so, and there is no way to say otherwise. All lengths in mm.

#[cfg(unix)]
mod cups;
#[cfg(windows)]
mod gdi;
mod margin;
#[cfg(unix)]
mod message;
mod order;
mod resize;
mod ruler;
mod send;
mod stored;
#[cfg(unix)]
mod wire;

use std::ops::RangeInclusive;

use serde::Serialize;

pub use margin::{Beyond, Edge, Margins, beyond_reach, in_ranges};
pub use order::{Onto, Order, OrderError, Pages, RangeError, check, pdf, ranges, ruler_job};
pub use resize::resize;
pub use ruler::ruler;
pub use send::{choose, send, usual, watch};
pub use stored::stored;

/// Lengths go through hundredths of a millimetre and points.
const TOLERANCE: f64 = 1.0;

/// What carries pages to printers: CUPS (Linux, 统信, 麒麟), the spooler (Windows).
pub trait Spooler {
    /// # Errors
    /// [`PrintError::NoService`], [`PrintError::Refused`].
    fn printers(&self) -> Result<Vec<Printer>, PrintError>;

    /// Hands the job over; it is printed later. Returns the number it is asked for by.
    ///
    /// # Errors
    /// As [`Spooler::printers`], and [`PrintError::NoPrinter`].
    fn send(&self, printer: &str, job: &Job) -> Result<i32, PrintError>;

    /// # Errors
    /// As [`Spooler::send`].
    fn progress(&self, printer: &str, job: i32) -> Result<Progress, PrintError>;

    /// Takes back what is not printed yet. A job that is over stays as it is.
    ///
    /// # Errors
    /// As [`Spooler::send`].
    fn cancel(&self, printer: &str, job: i32) -> Result<(), PrintError>;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Printer {
    pub name: String,
    /// What the office calls it: 办公室打印机
    pub about: String,
    pub default: bool,
    pub accepting: bool,
    pub faults: Vec<Fault>,
    /// Width and height of upright sheets; empty where the printer does not say.
    pub papers: Vec<(f64, f64)>,
    /// The smallest and the largest sheet of one's own size, upright.
    pub custom: Option<[(f64, f64); 2]>,
    pub trays: Vec<String>,
    pub duplex: bool,
    /// What the printer does not reach at the sheet's edges.
    pub margins: Option<Margins>,
}

/// A printer's trouble that somebody must see to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    NoPaper,
    Jam,
    NoToner,
    CoverOpen,
    /// Switched off or unplugged.
    Gone,
    /// Somebody stopped it.
    Paused,
}

/// What is printed, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub title: String,
    pub pdf: Vec<u8>,
    /// Width and height of the pages.
    pub paper: (f64, f64),
    pub copies: u16,
    /// Counted from 1; empty: all.
    pub pages: Vec<RangeInclusive<u32>>,
    /// One of the printer's own names.
    pub tray: Option<String>,
    pub sides: Sides,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sides {
    #[default]
    One,
    /// 长边翻页
    LongEdge,
    /// 短边翻页
    ShortEdge,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub phase: Phase,
    /// Sheets that have left the printer, where it says so.
    pub done: Option<u32>,
    pub faults: Vec<Fault>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    Waiting,
    Printing,
    /// Until somebody sees to the printer.
    Stopped,
    Done,
    Cancelled,
    /// The printer gave up.
    Failed,
}

/// Why nothing could be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error("no printing service answers")]
    NoService(#[source] std::io::Error),
    #[error("there is no printer {0}")]
    NoPrinter(String),
    #[error("there is no printer")]
    NoPrinters,
    #[error("the printer takes no jobs")]
    NotAccepting,
    #[error("the printer does not take {0} × {1} mm")]
    NoSuchPaper(u32, u32),
    #[error("the printer has no tray {0}")]
    NoTray(String),
    #[error("the printer prints one side")]
    OneSided,
    /// Several sizes in one job: one tray would not do.
    #[error("pages of several sizes")]
    SeveralPapers,
    /// The service's own words, for the log.
    #[error("the printing service refused: {0}")]
    Refused(String),
}

impl Printer {
    /// Whether sheets of this size, upright or across, go into the printer. One that does not say takes all.
    pub fn takes(&self, paper: (f64, f64)) -> bool {
        let (short, long) = upright(paper);
        let alike = |size: &(f64, f64)| (size.0 - short).abs() <= TOLERANCE && (size.1 - long).abs() <= TOLERANCE;
        let within =
            |[least, most]: [(f64, f64); 2]| (least.0..=most.0).contains(&short) && (least.1..=most.1).contains(&long);
        self.papers.is_empty() || self.papers.iter().any(alike) || self.custom.is_some_and(within)
    }
}

impl Phase {
    /// Nothing more will happen.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Failed)
    }
}

/// The printers of this computer.
///
/// # Errors
/// [`PrintError::NoService`] where the system has none that the program knows.
#[cfg(unix)]
pub fn spooler() -> Result<Box<dyn Spooler>, PrintError> {
    Ok(Box::new(cups::Cups::local()?))
}

/// # Errors
/// None: whether the spooler runs shows when it is asked for something.
#[cfg(windows)]
pub fn spooler() -> Result<Box<dyn Spooler>, PrintError> {
    Ok(Box::new(gdi::Gdi))
}

/// The size that all these pages have, upright or across.
///
/// # Errors
/// [`PrintError::SeveralPapers`].
pub fn common_paper(sizes: &[(f64, f64)]) -> Result<(f64, f64), PrintError> {
    let first = sizes.first().copied().unwrap_or((210.0, 297.0));
    let (short, long) = upright(first);
    let alike = |size: &(f64, f64)| {
        let size = upright(*size);
        (size.0 - short).abs() <= TOLERANCE && (size.1 - long).abs() <= TOLERANCE
    };
    if sizes.iter().all(alike) { Ok(first) } else { Err(PrintError::SeveralPapers) }
}

fn upright((width, height): (f64, f64)) -> (f64, f64) {
    (width.min(height), width.max(height))
}

#[cfg(test)]
mod tests;
