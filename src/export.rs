//! Export (导出): the pages of a document as PDF, PNG or pixels, pieced from small sheets or two on a large one; sent to a
//! printer at their true size; a public table as a spreadsheet; files written whole or not at all. Every exporter sees only pages or values that passed the gate, and the same input gives the same bytes.

mod caption;
mod digest;
mod file;
mod jpeg;
mod nup;
mod pdf;
mod photograph;
mod picture;
mod poster;
pub mod printing;
mod raster;
mod seal;
mod sheet;
mod stored;
mod xlsx;

use std::io;
use std::path::PathBuf;

pub use digest::sha256;
pub use file::write;
pub use jpeg::jpeg;
pub use nup::two_up;
pub use pdf::{PdfOptions, pdf, printer_pdf};
#[cfg(test)]
pub(crate) use photograph::tests::sideways;
pub use photograph::{photograph, taken, thumbnail};
pub use picture::{PictureError, Prepared, picture, picture_file, slide};
pub use poster::{Assembly, Sheet, Tiles, assembly, poster, sheets};
pub use raster::{Pixels, pixels, png, png_folder};
pub use seal::{seal, seal_pixels};
pub use stored::{StoredPages, draw_stored};
pub use xlsx::xlsx;

/// Why an export came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("{operation}“{}”没有成功，请检查文件夹是否还在、能否写入、磁盘是否已满。", path.display())]
    File { path: PathBuf, operation: FileOperation, source: io::Error },
    #[error("没有第 {page} 页，这份公示共 {pages} 页。")]
    NoSuchPage { page: usize, pages: usize },
    #[error("这份公示没有可以导出的页面。")]
    NoPages,
    #[error("图片太大（{width} × {height} 像素），请把清晰度调低后再导出。")]
    TooLarge { width: u64, height: u64 },
    #[error("生成 PDF 没有成功，请换一种字体或版式后再试。")]
    Pdf(#[source] PdfFault),
    #[error("生成图片没有成功，请再试一次。")]
    Png(#[from] image::ImageError),
    #[error("这不是 PDF 文件，或者文件已损坏、加了密码。请换一个文件。")]
    NotPdf,
    #[error("生成电子表格没有成功，请检查表格的行数和列数。")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

/// What was being done to a file when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileOperation {
    CreateFolder,
    ReadFolder,
    Write,
    Rename,
    Remove,
}

/// The PDF writer's own reasons, for the log.
#[derive(Debug, thiserror::Error)]
#[error("{}", reasons.join("; "))]
pub struct PdfFault {
    pub reasons: Vec<String>,
}

impl std::fmt::Display for FileOperation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::CreateFolder => "新建文件夹",
            Self::ReadFolder => "查看文件夹",
            Self::Write => "写入文件",
            Self::Rename => "保存文件",
            Self::Remove => "删除旧文件",
        })
    }
}

#[cfg(test)]
mod sample;
