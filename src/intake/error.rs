//! Why a file could not be taken in. What the user reads is the interface's matter; these texts are for the log.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// No variant carries a cell's content, so that an error may be logged.
#[derive(Debug, Error)]
pub enum IntakeError {
    #[error("{}: empty", path.display())]
    Empty { path: PathBuf },
    #[error("{}: locked with a password", path.display())]
    Encrypted { path: PathBuf },
    #[error("{}: damaged", path.display())]
    Broken { path: PathBuf, source: Cause },
    #[error("{}: not a spreadsheet but {what:?}", path.display())]
    NotASpreadsheet { path: PathBuf, what: Foreign },
    #[error("{}: too large ({limit:?})", path.display())]
    TooLarge { path: PathBuf, limit: Limit },
    #[error("{}: no table found", path.display())]
    NoTable { path: PathBuf },
    #[error("{}: no sheet of the name asked for", path.display())]
    NoSuchSheet { path: PathBuf, sheet: String },
    #[error("{}: reading was stopped", path.display())]
    Cancelled { path: PathBuf },
    #[error("{}: could not be read", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
}

/// Where a damaged file broke.
#[derive(Debug, Error)]
pub enum Cause {
    #[error("zip package")]
    Zip(#[from] zip::result::ZipError),
    #[error("XML part")]
    Xml(#[from] quick_xml::Error),
    #[error("compound file")]
    Compound(#[source] io::Error),
    #[error("packed part")]
    Unpack(#[source] io::Error),
    #[error("{0}")]
    Structure(&'static str),
}

/// What a file that is no spreadsheet is instead, as its content shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    Pdf,
    /// 版式文件 (.ofd)
    Ofd,
    /// JPEG, PNG, GIF, BMP, TIFF, WebP
    Picture,
    /// .doc, .docx, .wps, .odt, .rtf
    Document,
    /// .ppt, .pptx, .odp
    Slides,
    /// zip, rar, 7z, gzip
    Archive,
    Program,
    /// Excel 4 or older
    AncientExcel,
    /// A web page saved as one file (.mht)
    WebArchive,
    /// XML or JSON that holds no sheet
    Data,
    Unknown,
}

/// Which bound a file exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    FileBytes,
    UnpackedBytes,
    Cells,
    TextBytes,
    /// Cells of the one table that is taken in.
    Table,
}
