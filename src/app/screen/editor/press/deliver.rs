//! Files for others: PDF, PNG, xlsx.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::domain::bulletin::Bulletin;
pub use crate::export::ExportError;
use crate::export::{self, PdfOptions};
use crate::layout::{self, Document, Fonts};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Pdf,
    /// One page, counted from 0, of so many pixels to the inch.
    Png {
        page: usize,
        dpi: u16,
    },
    /// Every page, into a folder.
    Pngs {
        dpi: u16,
    },
    /// The cleaned table.
    Xlsx,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub path: PathBuf,
    pub format: Format,
    /// Without red head, seal and printed red ground.
    pub clean: bool,
}

pub(super) fn deliver(order: &Order, document: &Document, bulletin: &Bulletin) -> Result<(), ExportError> {
    let path = order.path.as_path();
    let cleaned;
    let document = if order.clean {
        cleaned = layout::compose(&bulletin.clone().clean(), &Fonts::installed());
        &cleaned
    } else {
        document
    };
    let made = Timestamp::now();
    match order.format {
        Format::Pdf => {
            let options = PdfOptions { title: Some(bulletin.title.clone()), made };
            export::write(path, &export::pdf(document, &options)?)
        }
        Format::Png { page, dpi } => export::write(path, &export::png(document, page, f64::from(dpi))?),
        Format::Pngs { dpi } => export::png_folder(document, path, f64::from(dpi)).map(drop),
        Format::Xlsx => export::write(path, &export::xlsx(&bulletin.table, &bulletin.title, made)?),
    }
}
