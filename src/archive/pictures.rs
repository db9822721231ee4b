//! The office's own pictures made into pages of the lobby screen.

use jiff::civil::Date;

use super::{ArchiveError, Result};
use crate::domain::gate;
use crate::domain::lobby::{PictureSet, PictureSetId};
use crate::export::{self, PdfOptions};
use crate::layout::{self, Fonts, Slide};
use crate::store::{FreshPictures, Store};

/// What a person puts on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pictures {
    pub title: String,
    pub last: Option<Date>,
    /// How long each stands; kept within [`PictureSet::SECONDS`].
    pub seconds: u32,
    /// Who does it.
    pub by: String,
    /// In their order.
    pub files: Vec<PictureFile>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PictureFile {
    /// For the person, where it cannot be read.
    pub name: String,
    pub caption: String,
    pub bytes: Vec<u8>,
}

/// Turns the pictures upright, makes them no larger than the screen, leaves their metadata out, masks what in the words is
/// personal, and puts them on the screen. Where the pictures themselves show a person, that is for whoever adds them to judge:
/// the log says who.
///
/// # Errors
/// [`ArchiveError::NobodyNamed`], [`ArchiveError::NoPictures`], [`ArchiveError::Picture`] with the file that is none; a
/// file that cannot be written.
pub fn add_pictures(store: &mut Store, pictures: Pictures) -> Result<PictureSetId> {
    if pictures.by.trim().is_empty() {
        return Err(ArchiveError::NobodyNamed);
    }
    if pictures.files.is_empty() || pictures.files.len() > PictureSet::MOST {
        return Err(ArchiveError::NoPictures);
    }
    let office = store.office()?;
    let title = gate::text(pictures.title.trim(), &office).0;
    let mut slides = Vec::new();
    for file in pictures.files {
        let picture = export::slide(&file.bytes).map_err(|error| ArchiveError::Picture(file.name.clone(), error))?;
        slides.push(Slide { picture, caption: gate::text(file.caption.trim(), &office).0 });
    }
    let captions = slides.iter().map(|slide| slide.caption.as_str().to_owned()).collect();
    let paper = store.lobby_settings()?.layout.paper();
    let document = layout::slides(&title, slides, paper, &Fonts::installed());
    if !document.warnings.is_empty() {
        return Err(ArchiveError::Blocking(document.warnings));
    }
    let made = store.now().timestamp();
    let name = title.as_str().to_owned();
    let pdf = export::pdf(&document, &PdfOptions { title: Some(title), made })?;
    let fresh = FreshPictures {
        title: name,
        first: None,
        last: pictures.last,
        seconds: pictures.seconds.clamp(*PictureSet::SECONDS.start(), *PictureSet::SECONDS.end()),
        captions,
        by: pictures.by.trim().to_owned(),
        sha256: export::sha256(&pdf),
        pdf,
    };
    Ok(store.add_pictures(&fresh)?)
}
