//! PDF/A-2b (GB/T 33190 is not asked for at the counter; every viewer opens this one).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use typst::foundations::{Datetime, Smart};
use typst::model::DocumentInfo;
use typst_pdf::{PdfStandard, PdfStandards};

use crate::domain::gate::PublicText;
use crate::layout::Document;

use super::{ExportError, PdfFault};

/// Tags for screen readers cost about 1.5 KB a row: a document of more pages than this goes without them.
const TAGGED_PAGES: usize = 4;

/// What stands in the file besides its pages. Nothing else does: no author, no machine, no path.
#[derive(Debug, Clone)]
pub struct PdfOptions {
    pub title: Option<PublicText>,
    /// When the document was made, as the caller says: the exporter has no clock. PDF/A asks for it.
    pub made: Timestamp,
}

/// The document as PDF/A-2b.
///
/// # Errors
/// A document without pages, or one the standard forbids: a font whose licence bars embedding, a glyph that is missing
/// from its font.
pub fn pdf(document: &Document, options: &PdfOptions) -> Result<Vec<u8>, ExportError> {
    let tagged = document.paged.pages().len() <= TAGGED_PAGES;
    write(document, options, &[PdfStandard::A_2b], tagged)
}

/// The document as a PDF that goes to the printer and is not kept: it may hold pages of another PDF, which PDF/A forbids.
///
/// # Errors
/// As [`pdf`].
pub fn printer_pdf(document: &Document, options: &PdfOptions) -> Result<Vec<u8>, ExportError> {
    write(document, options, &[], false)
}

fn write(
    document: &Document,
    options: &PdfOptions,
    standards: &[PdfStandard],
    tagged: bool,
) -> Result<Vec<u8>, ExportError> {
    if document.paged.pages().is_empty() {
        return Err(ExportError::NoPages);
    }
    let mut paged = document.paged.clone();
    *paged.info_mut() =
        DocumentInfo { title: options.title.as_ref().map(|title| title.as_str().into()), ..DocumentInfo::default() };
    let settings = typst_pdf::PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(format!("gongshi {}", env!("CARGO_PKG_VERSION")))),
        timestamp: timestamp(options.made),
        page_ranges: None,
        standards: PdfStandards::new(standards).map_err(|error| refused([error.message().to_string()]))?,
        tagged,
        pretty: false,
    };
    typst_pdf::pdf(&paged, &settings)
        .map_err(|diagnostics| refused(diagnostics.iter().map(|diagnostic| diagnostic.message.to_string())))
}

fn refused(reasons: impl IntoIterator<Item = String>) -> ExportError {
    ExportError::Pdf(PdfFault { reasons: reasons.into_iter().collect() })
}

fn timestamp(made: Timestamp) -> Option<typst_pdf::Timestamp> {
    let made = TimeZone::UTC.to_datetime(made);
    let part = |value: i8| u8::try_from(value).ok();
    Datetime::from_ymd_hms(
        i32::from(made.year()),
        part(made.month())?,
        part(made.day())?,
        part(made.hour())?,
        part(made.minute())?,
        part(made.second())?,
    )
    .map(typst_pdf::Timestamp::new_utc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    fn options() -> PdfOptions {
        PdfOptions { title: None, made: "2026-11-23T08:00:00Z".parse().unwrap() }
    }

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        let first = pdf(&sample::document(3, 210.0, 297.0), &options()).unwrap();
        let second = pdf(&sample::document(3, 210.0, 297.0), &options()).unwrap();
        assert_eq!(first, second);
    }

    #[test]
    fn the_file_declares_itself_as_pdf_a_2b() {
        let bytes = pdf(&sample::document(1, 210.0, 297.0), &options()).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7"));
        assert!(holds(&bytes, "<pdfaid:part>2</pdfaid:part>"));
        assert!(holds(&bytes, "<pdfaid:conformance>B</pdfaid:conformance>"));
        assert!(holds(&bytes, "2026-11-23T08:00:00"));
    }

    #[test]
    fn the_metadata_names_the_program_and_nobody() {
        let mut document = sample::document(1, 210.0, 297.0);
        document.paged.info_mut().author = vec!["a name that must not leave".into()];
        document.paged.info_mut().keywords = vec!["nor this".into()];
        let bytes = pdf(&document, &options()).unwrap();
        assert!(holds(&bytes, "gongshi"));
        for absent in ["must not leave", "nor this", "/Author", "/Producer", "/Keywords", "/Subject"] {
            assert!(!holds(&bytes, absent), "{absent}");
        }
    }

    #[test]
    fn a_document_without_pages_is_refused() {
        let document = sample::document(0, 210.0, 297.0);
        assert!(matches!(pdf(&document, &options()), Err(ExportError::NoPages)));
    }
}
