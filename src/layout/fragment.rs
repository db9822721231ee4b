//! Prose, headings and column headers: set by typst from the templates in `assets/templates`.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, hash128};
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;

use super::fonts::Fonts;
use super::marks::join_ellipses;
use super::whole;
use crate::domain::office::Seal;

/// A template of `assets/templates`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Template {
    /// Red head, title, introduction.
    Head,
    /// The table's column headers.
    Header,
    /// Notes, sentences, signatures, issuer and date.
    Tail,
    /// A block of words above or below the table.
    Beside,
    /// A whole notice without a table.
    Prose,
    /// The same on the sheet of GB/T 9704.
    Official,
    /// A paper of the office, whole pages of it.
    Paperwork,
    /// Pictures for the lobby screen, one a page.
    Slides,
}

/// The templates are the program's own: this is a fault of the program, never of the content.
#[derive(Debug, thiserror::Error)]
#[error("the template {template:?} does not compile: {message}")]
pub(super) struct TemplateError {
    template: Template,
    message: String,
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::builder().build()));

/// File ids are never given back by typst, so the few names are used again and again.
static SOURCES: LazyLock<HashMap<FileId, Source>> = LazyLock::new(|| {
    [
        ("common.typ", include_str!("../../assets/templates/common.typ")),
        ("head.typ", include_str!("../../assets/templates/head.typ")),
        ("header.typ", include_str!("../../assets/templates/header.typ")),
        ("tail.typ", include_str!("../../assets/templates/tail.typ")),
        ("beside.typ", include_str!("../../assets/templates/beside.typ")),
        ("prose.typ", include_str!("../../assets/templates/prose.typ")),
        ("official.typ", include_str!("../../assets/templates/official.typ")),
        ("paperwork.typ", include_str!("../../assets/templates/paperwork.typ")),
        ("slides.typ", include_str!("../../assets/templates/slides.typ")),
    ]
    .into_iter()
    .map(|(name, text)| (file_id(name), Source::new(file_id(name), text.to_owned())))
    .collect()
});

static DATA: LazyLock<FileId> = LazyLock::new(|| file_id("data.json"));

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a virtual path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl Template {
    fn id(self) -> FileId {
        file_id(match self {
            Self::Head => "head.typ",
            Self::Header => "header.typ",
            Self::Tail => "tail.typ",
            Self::Beside => "beside.typ",
            Self::Prose => "prose.typ",
            Self::Official => "official.typ",
            Self::Paperwork => "paperwork.typ",
            Self::Slides => "slides.typ",
        })
    }
}

/// Compiles templates and remembers what came out.
pub(super) struct Press {
    fonts: Arc<Fonts>,
    done: HashMap<(Template, u128), Vec<Frame>>,
    /// The office's seal under the hash that the data names it by.
    seal: Option<Seal>,
}

/// What the templates call the seal's picture.
const SEAL: &str = "seal.png";

/// More than a notice's fragments in all its papers, those of a budget's text and tables too; beyond that the oldest are
/// of no use.
const REMEMBERED: usize = 512;

impl Press {
    pub(super) fn new(fonts: Arc<Fonts>) -> Self {
        Self { fonts, done: HashMap::new(), seal: None }
    }

    /// Lays the seal beside the templates, for data that asks for it.
    pub(super) fn lend(&mut self, seal: Option<&Seal>) {
        self.seal = seal.cloned();
    }

    /// The template's pages, filled with `data`.
    ///
    /// # Errors
    /// A template that does not compile.
    pub(super) fn set(&mut self, template: Template, data: &Value) -> Result<Vec<Frame>, TemplateError> {
        let bytes = data.to_string().into_bytes();
        let key = (template, hash128(&bytes));
        if let Some(frames) = self.done.get(&key) {
            return Ok(frames.clone());
        }
        let seal = self.seal.iter().map(|seal| (SEAL.to_owned(), seal.picture.to_vec())).collect();
        let frames = compile(&self.fonts, template, bytes, seal)?;
        if self.done.len() >= REMEMBERED {
            self.done.clear();
        }
        self.done.insert(key, frames.clone());
        Ok(frames)
    }

    /// The same with pictures, by their names; nothing of it is remembered.
    ///
    /// # Errors
    /// A template that does not compile, a picture that cannot be read.
    pub(super) fn set_with(
        &self,
        template: Template,
        data: &Value,
        pictures: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<Frame>, TemplateError> {
        compile(&self.fonts, template, data.to_string().into_bytes(), pictures)
    }
}

fn compile(
    fonts: &Arc<Fonts>,
    template: Template,
    data: Vec<u8>,
    pictures: Vec<(String, Vec<u8>)>,
) -> Result<Vec<Frame>, TemplateError> {
    let pictures = pictures.into_iter().map(|(name, bytes)| (file_id(&name), Bytes::new(bytes))).collect();
    let world = Desk { fonts: Arc::clone(fonts), main: template.id(), data: Bytes::new(data), pictures };
    let result = typst::compile::<PagedDocument>(&world).output;
    comemo::evict(5);
    let document = result.map_err(|errors| {
        let message = errors.first().map_or_else(String::new, |error| error.message.to_string());
        TemplateError { template, message }
    })?;
    Ok(document.pages().iter().map(|page| finished(page.frame.clone())).collect())
}

/// Without the marks of the compilation, which mean nothing in a document pieced from several and would clash.
fn finished(mut frame: Frame) -> Frame {
    frame.retain(|item| match item {
        FrameItem::Tag(_) => false,
        FrameItem::Group(group) => {
            group.parent = None;
            group.label = None;
            group.frame = finished(std::mem::take(&mut group.frame));
            true
        }
        FrameItem::Text(text) => {
            whole::clear(text);
            join_ellipses(text);
            true
        }
        _ => true,
    });
    frame
}

/// What typst may see: the templates, one data file, pictures, the fonts; no disk, no clock.
struct Desk {
    fonts: Arc<Fonts>,
    main: FileId,
    data: Bytes,
    pictures: HashMap<FileId, Bytes>,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_with_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA {
            return Ok(self.data.clone());
        }
        if let Some(picture) = self.pictures.get(&id) {
            return Ok(picture.clone());
        }
        Err(FileError::NotFound(id.vpath().get_with_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
