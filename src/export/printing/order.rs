//! From pages to what the printer gets: the one way, for the window and the command.

use std::ops::RangeInclusive;

use jiff::Timestamp;

use super::{Beyond, Job, Margins, PrintError, Printer, Sides, beyond_reach, common_paper, resize, stored};
use crate::domain::gate::PublicText;
use crate::domain::printer::Calibration;
use crate::export::{self, ExportError, PdfOptions, Tiles};
use crate::layout::Document;

/// Pages on their way to a printer.
#[derive(Debug, Clone)]
pub struct Pages {
    pub title: String,
    pub document: Document,
    /// The file itself, which is sent untouched where nothing on its pages changes.
    file: Option<Vec<u8>>,
}

/// What the pages go on.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Onto {
    /// Each page on a sheet of its own size.
    #[default]
    Sheets,
    /// 二合一: two pages on a sheet twice as large.
    Pairs,
    /// 拼版: each page pieced from these.
    Tiles(Tiles),
}

/// How it is printed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    pub copies: u16,
    /// Sheets counted from 1, in order; empty: all.
    pub pages: Vec<RangeInclusive<u32>>,
    /// One of the printer's own names.
    pub tray: Option<String>,
    pub sides: Sides,
}

/// Why an order comes to nothing.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    #[error(transparent)]
    Print(#[from] PrintError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("there is no page {page}, there are {pages}")]
    NoSuchPage { page: usize, pages: usize },
}

/// Why what was typed names no pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeError {
    Unreadable,
    Twice,
}

impl Pages {
    /// A PDF, to be printed again as it is.
    ///
    /// # Errors
    /// [`ExportError::NotPdf`].
    pub fn of_pdf(title: String, bytes: Vec<u8>) -> Result<Self, ExportError> {
        let document = stored(bytes.clone())?;
        Ok(Self { title, document, file: Some(bytes) })
    }

    pub fn of_document(title: String, document: Document) -> Self {
        Self { title, document, file: None }
    }

    /// The pages on the sheets that were asked for.
    pub fn onto(self, onto: Onto) -> Self {
        let document = match onto {
            Onto::Sheets => return self,
            Onto::Pairs => export::two_up(&self.document),
            Onto::Tiles(tiles) => export::poster(&self.document, &tiles),
        };
        Self { document, file: None, ..self }
    }

    /// How many sheets there are in all.
    pub fn count(&self) -> usize {
        self.document.paged.pages().len()
    }

    /// Width and height in mm.
    pub fn sizes(&self) -> Vec<(f64, f64)> {
        let pages = self.document.paged.pages().iter();
        pages.map(|page| (page.frame.width().to_mm(), page.frame.height().to_mm())).collect()
    }

    /// What of an order's pages the printer does not reach.
    ///
    /// # Errors
    /// A page too large to be looked at.
    pub fn beyond_reach(&self, order: &Order, margins: Margins) -> Result<Vec<Beyond>, ExportError> {
        let mut found = beyond_reach(&self.document, margins)?;
        found.retain(|beyond| order.prints(beyond.page));
        Ok(found)
    }

    /// What goes to a printer so measured.
    ///
    /// # Errors
    /// A page that is not there, pages of several sizes, or pages that no PDF can be made of.
    pub fn job(&self, order: &Order, measured: Calibration) -> Result<Job, OrderError> {
        order.count(self.count())?;
        let sizes = self.sizes().into_iter().zip(1..);
        let sizes: Vec<(f64, f64)> = sizes.filter(|(_, page)| order.prints(*page)).map(|(size, _)| size).collect();
        let pdf = match &self.file {
            Some(file) if measured == Calibration::default() => file.clone(),
            _ => pdf(&self.document, measured)?,
        };
        Ok(Job {
            title: self.title.clone(),
            pdf,
            paper: common_paper(&sizes)?,
            copies: order.copies.max(1),
            pages: order.pages.clone(),
            tray: order.tray.clone(),
            sides: order.sides,
        })
    }
}

impl Order {
    /// `page` is counted from 1.
    pub fn prints(&self, page: usize) -> bool {
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        self.pages.is_empty() || self.pages.iter().any(|range| range.contains(&page))
    }

    /// How many of so many pages one copy prints.
    ///
    /// # Errors
    /// [`OrderError::NoSuchPage`].
    pub fn count(&self, pages: usize) -> Result<usize, OrderError> {
        let last = self.pages.last().map_or(0, |range| *range.end()) as usize;
        if last > pages {
            return Err(OrderError::NoSuchPage { page: last, pages });
        }
        if self.pages.is_empty() {
            return Ok(pages);
        }
        Ok(self.pages.iter().map(|range| (range.end() - range.start() + 1) as usize).sum())
    }

    /// How many sheets of paper all copies of so many pages take.
    ///
    /// # Errors
    /// [`OrderError::NoSuchPage`].
    pub fn paper(&self, pages: usize) -> Result<usize, OrderError> {
        let printed = self.count(pages)?;
        let each = if self.sides == Sides::One { printed } else { printed.div_ceil(2) };
        Ok(each * usize::from(self.copies.max(1)))
    }
}

/// The calibration page, uncorrected: what is measured is the printer, not the correction.
///
/// # Errors
/// As [`export::printer_pdf`].
pub fn ruler_job(title: &str) -> Result<Job, ExportError> {
    Ok(Job {
        title: title.to_owned(),
        pdf: pdf(&super::ruler(), Calibration::default())?,
        paper: (210.0, 297.0),
        copies: 1,
        pages: Vec::new(),
        tray: None,
        sides: Sides::One,
    })
}

/// The pages for a printer so measured.
///
/// # Errors
/// As [`export::printer_pdf`].
pub fn pdf(document: &Document, measured: Calibration) -> Result<Vec<u8>, ExportError> {
    let options = PdfOptions { title: None::<PublicText>, made: Timestamp::now() };
    if measured == Calibration::default() {
        return export::printer_pdf(document, &options);
    }
    export::printer_pdf(&resize(document, measured), &options)
}

/// What is known before anything is sent.
///
/// # Errors
/// [`PrintError::NotAccepting`], [`PrintError::NoSuchPaper`], [`PrintError::NoTray`], [`PrintError::OneSided`].
pub fn check(printer: &Printer, job: &Job) -> Result<(), PrintError> {
    if !printer.accepting {
        return Err(PrintError::NotAccepting);
    }
    if !printer.takes(job.paper) {
        return Err(PrintError::NoSuchPaper(job.paper.0.round() as u32, job.paper.1.round() as u32));
    }
    if let Some(tray) = job.tray.as_ref().filter(|tray| !printer.trays.contains(tray)) {
        return Err(PrintError::NoTray(tray.clone()));
    }
    if job.sides != Sides::One && !printer.duplex {
        return Err(PrintError::OneSided);
    }
    Ok(())
}

/// `2`, `1-3`, `1,4-6`: in order, none twice. Empty: all.
///
/// # Errors
/// What is typed names no pages, or one of them twice.
pub fn ranges(text: &str) -> Result<Vec<RangeInclusive<u32>>, RangeError> {
    let range = |part: &str| {
        let (from, to) = part.split_once(['-', '—', '～', '~']).unwrap_or((part, part));
        let (from, to) = (from.trim().parse::<u32>().ok()?, to.trim().parse::<u32>().ok()?);
        (1..=to).contains(&from).then_some(from..=to)
    };
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let parts = text.split([',', '，', '、']);
    let mut ranges: Vec<_> = parts.map(range).collect::<Option<_>>().ok_or(RangeError::Unreadable)?;
    ranges.sort_unstable_by_key(|range| *range.start());
    let apart = ranges.windows(2).all(|pair| pair[0].end() < pair[1].start());
    if apart { Ok(ranges) } else { Err(RangeError::Twice) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_put_in_order_and_none_is_printed_twice() {
        assert_eq!(ranges("5,1-3"), Ok(vec![1..=3, 5..=5]));
        assert_eq!(ranges("1、3 - 4"), Ok(vec![1..=1, 3..=4]));
        assert_eq!(ranges(" "), Ok(Vec::new()));
        assert_eq!(ranges("1-3,2"), Err(RangeError::Twice));
        for wrong in ["0", "3-1", "一", "1,,2"] {
            assert_eq!(ranges(wrong), Err(RangeError::Unreadable), "{wrong}");
        }
    }

    #[test]
    fn what_the_printer_cannot_do_is_refused_before_anything_is_sent() {
        let printer = Printer {
            name: "office".into(),
            about: String::new(),
            default: true,
            accepting: true,
            faults: Vec::new(),
            papers: vec![(210.0, 297.0)],
            custom: None,
            trays: vec!["main".into()],
            duplex: false,
            margins: None,
        };
        let job = ruler_job("校准").expect("a page");
        assert!(check(&printer, &job).is_ok());
        let of = |job: Job| check(&printer, &job);
        assert!(matches!(of(Job { tray: Some("manual".into()), ..job.clone() }), Err(PrintError::NoTray(_))));
        assert!(matches!(of(Job { sides: Sides::LongEdge, ..job.clone() }), Err(PrintError::OneSided)));
        assert!(matches!(of(Job { paper: (297.0, 420.0), ..job }), Err(PrintError::NoSuchPaper(297, 420))));
    }

    #[test]
    fn paper_is_counted_by_sides_and_copies() {
        let order = |pages: &str, copies, sides| Order {
            copies,
            pages: ranges(pages).expect("pages"),
            sides,
            ..Order::default()
        };
        assert_eq!(order("", 2, Sides::One).paper(9).unwrap(), 18);
        assert_eq!(order("", 2, Sides::LongEdge).paper(9).unwrap(), 10);
        assert_eq!(order("1-3,9", 1, Sides::ShortEdge).paper(9).unwrap(), 2);
        assert!(matches!(order("10", 1, Sides::One).paper(9), Err(OrderError::NoSuchPage { page: 10, pages: 9 })));
    }
}
