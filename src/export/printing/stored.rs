//! A PDF file as pages, to be printed again.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::{Abs, Axes, Frame, FrameItem, Point};
use typst::syntax::{FileId, RootedPath, Source, Span, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::visualize::{Image, ImageKind, PdfImage};
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

use crate::export::{ExportError, sheet};
use crate::layout::Document;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::builder().build()));
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::default()));
static FILE: LazyLock<FileId> = LazyLock::new(|| file_id("stored.pdf"));
static MAIN: LazyLock<Source> =
    LazyLock::new(|| Source::new(file_id("stored.typ"), "#image(\"stored.pdf\")".to_owned()));

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a virtual path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The pages of a PDF. Each is one picture, of vectors still, as large as its page.
///
/// # Errors
/// [`ExportError::NotPdf`]: no PDF, a broken one, or one locked with a password.
pub fn stored(pdf: Vec<u8>) -> Result<Document, ExportError> {
    let file = first_page(pdf)?.document().clone();
    let mut frames = Vec::with_capacity(file.num_pages());
    for page in 0..file.num_pages() {
        let picture = PdfImage::new(file.clone(), page).ok_or(ExportError::NotPdf)?;
        let size = Axes::new(Abs::pt(picture.width().into()), Abs::pt(picture.height().into()));
        let mut frame = Frame::hard(size);
        let image = Image::plain(ImageKind::Pdf(picture));
        frame.push(Point::zero(), FrameItem::Image(image, size, Span::detached()));
        frames.push(frame);
    }
    Ok(sheet::document(frames))
}

/// Typst opens PDFs only for a document that shows one.
fn first_page(pdf: Vec<u8>) -> Result<PdfImage, ExportError> {
    let result = typst::compile::<PagedDocument>(&Reader(Bytes::new(pdf))).output;
    comemo::evict(5);
    let document = result.map_err(|_| ExportError::NotPdf)?;
    let page = document.pages().first().ok_or(ExportError::NotPdf)?;
    picture(&page.frame).ok_or(ExportError::NotPdf)
}

fn picture(frame: &Frame) -> Option<PdfImage> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => picture(&group.frame),
        FrameItem::Image(image, ..) => match image.kind() {
            ImageKind::Pdf(picture) => Some(picture.clone()),
            _ => None,
        },
        _ => None,
    })
}

/// What typst may see: the PDF.
struct Reader(Bytes);

impl World for Reader {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        MAIN.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == MAIN.id() { Ok(MAIN.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *FILE { Ok(self.0.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, _: usize) -> Option<Font> {
        None
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
