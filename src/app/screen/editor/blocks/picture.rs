//! Pictures: read, turned upright, cropped and kept away from the window's thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::Task;
use iced::widget::operation::focus;

use super::super::{Action, Message as Told, State};
use super::{Message, path_of};
use crate::domain::block::{BlockKey, Crop, Matter, Picture};
use crate::domain::notice::NoticeId;
use crate::export::{self, PictureError};
use crate::store::Handle;

pub(super) const PATH: &str = "editor-picture-path";
/// A picture is being chosen.
#[derive(Debug, Default)]
pub(in crate::app::screen::editor) struct Picking {
    /// The block it is for; `None`: a new one.
    pub(super) of: Option<BlockKey>,
    pub(super) path: String,
    pub(super) is_reading: bool,
    pub(super) failure: Option<Failure>,
}

#[derive(Debug, Clone)]
pub enum PictureTold {
    Path(String),
    Browse,
    Browsed(Option<PathBuf>),
    Take,
    Cancel,
    /// Another picture in the place of the open one.
    Another,
    Kept(Option<BlockKey>, Result<Box<Kept>, Failure>),
    /// The picture as it was cropped, for what was asked of it.
    Cropped(BlockKey, Crop, Result<Box<Kept>, Failure>),
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    File(PictureError),
    /// It cannot be written into the office's folder.
    Store,
}

/// A picture in the office's folder.
#[derive(Debug, Clone)]
pub struct Kept {
    sha256: String,
    bytes: Arc<[u8]>,
    width: u32,
    height: u32,
}

/// Does the file's name say that it is a picture?
pub(in crate::app) fn is_picture(file: &Path) -> bool {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| matches!(ending.as_str(), "jpg" | "jpeg" | "png" | "webp"))
}

impl State {
    /// Asks for a picture.
    pub(super) fn pick(&mut self, of: Option<BlockKey>) -> Action {
        self.blocks.shown = true;
        self.blocks.picking = Some(Picking { of, ..Picking::default() });
        Action::Run(focus(PATH))
    }

    /// A picture dropped on the editor becomes a block.
    pub fn take_picture(&mut self, file: &Path) -> Action {
        drop(self.pick(None));
        self.tab = super::super::Tab::Content;
        self.fields.foot = false;
        self.read_picture(file.to_owned())
    }

    fn read_picture(&mut self, file: PathBuf) -> Action {
        let Some(picking) = &mut self.blocks.picking else { return Action::None };
        picking.path = file.to_string_lossy().into_owned();
        picking.is_reading = true;
        picking.failure = None;
        let (store, id, of) = (self.store.clone(), self.id, picking.of);
        Action::Run(Task::future(async move {
            let kept = match export::picture_file(&file).map_err(Failure::File) {
                Ok(bytes) => keep(&bytes, Crop::default(), &store, id).await,
                Err(failure) => Err(failure),
            };
            Told::Blocks(Message::Picture(PictureTold::Kept(of, kept.map(Box::new))))
        }))
    }

    pub(super) fn picture_told(&mut self, told: PictureTold) -> Action {
        match told {
            PictureTold::Path(path) => {
                if let Some(picking) = &mut self.blocks.picking {
                    picking.path = path;
                    picking.failure = None;
                }
            }
            PictureTold::Browse => {
                let dialog = rfd::AsyncFileDialog::new().add_filter("JPEG, PNG, WebP", &["jpg", "jpeg", "png", "webp"]);
                let browsed = |file: Option<rfd::FileHandle>| {
                    let path = file.map(|file| file.path().to_owned());
                    Told::Blocks(Message::Picture(PictureTold::Browsed(path)))
                };
                return Action::Run(Task::perform(dialog.pick_file(), browsed));
            }
            PictureTold::Browsed(Some(path)) => return self.read_picture(path),
            PictureTold::Browsed(None) => {}
            PictureTold::Take => {
                let path = self.blocks.picking.as_ref().map(|picking| path_of(&picking.path));
                return path.filter(|path| path.as_os_str() != "").map_or(Action::None, |path| self.read_picture(path));
            }
            PictureTold::Cancel => self.blocks.picking = None,
            PictureTold::Another => return self.pick(self.blocks.open),
            PictureTold::Kept(of, Ok(kept)) => return self.put_picture(of, *kept),
            PictureTold::Kept(_, Err(failure)) => {
                if let Some(picking) = &mut self.blocks.picking {
                    picking.is_reading = false;
                    picking.failure = Some(failure);
                }
            }
            PictureTold::Cropped(key, crop, Ok(kept)) => self.put_cropped(key, crop, *kept),
            PictureTold::Cropped(_, crop, Err(failure)) => {
                tracing::warn!(?failure, "a picture could not be cropped");
                self.blocks.is_uncropped = crop == self.typed_crop();
            }
        }
        Action::None
    }

    fn put_picture(&mut self, of: Option<BlockKey>, kept: Kept) -> Action {
        self.blocks.picking = None;
        let Kept { sha256, bytes, width, height } = kept;
        self.content.pictures.insert(sha256.clone(), bytes);
        let fresh = Picture { file: sha256.clone(), whole: sha256, width, height, ..Picture::default() };
        let Some(key) = of else { return self.put_block(Matter::Picture(fresh)) };
        self.change_blocks(key, 0, |blocks| {
            let block = blocks.iter_mut().find(|block| block.key == key);
            if let Some(Matter::Picture(picture)) = block.map(|block| &mut block.matter) {
                let before = std::mem::take(picture);
                *picture = Picture { caption: before.caption, share: before.share, ..fresh };
            }
        });
        self.blocks.show(&self.content);
        Action::None
    }

    /// A percentage typed for one side: the picture is cropped anew from the whole one.
    pub(super) fn crop_typed(&mut self, side: usize, typed: String) -> Action {
        let Some(field) = self.blocks.crop.get_mut(side) else { return Action::None };
        *field = typed;
        self.blocks.is_uncropped = false;
        let crop = self.typed_crop();
        let Some(key) = self.blocks.open else { return Action::None };
        let Some(Matter::Picture(picture)) = self.open_matter() else { return Action::None };
        if crop == picture.crop {
            return Action::None;
        }
        let (store, id, whole) = (self.store.clone(), self.id, picture.whole.clone());
        Action::Run(Task::future(async move {
            let place = store.run(move |store| Ok(store.file(&whole))).await;
            let whole = place.map_err(|_| Failure::Store);
            let read = |place: PathBuf| export::picture_file(&place).map_err(Failure::File);
            let kept = match whole.and_then(read) {
                Ok(bytes) => keep(&bytes, crop, &store, id).await,
                Err(failure) => Err(failure),
            };
            Told::Blocks(Message::Picture(PictureTold::Cropped(key, crop, kept.map(Box::new))))
        }))
    }

    fn typed_crop(&self) -> Crop {
        let sides = self.blocks.crop.clone().map(|typed| typed.trim().parse::<u8>().unwrap_or(0));
        let [left, top, right, bottom] = sides;
        Crop { left, top, right, bottom }.kept_sound()
    }

    /// Of several that were asked for the one that stands in the fields counts, whichever is done last.
    fn put_cropped(&mut self, key: BlockKey, crop: Crop, kept: Kept) {
        if self.blocks.open == Some(key) && crop != self.typed_crop() {
            return;
        }
        let Kept { sha256, bytes, width, height } = kept;
        self.content.pictures.insert(sha256.clone(), bytes);
        self.change_blocks(key, 0, |blocks| {
            let block = blocks.iter_mut().find(|block| block.key == key);
            if let Some(Matter::Picture(picture)) = block.map(|block| &mut block.matter) {
                *picture = Picture { file: sha256, width, height, crop, ..std::mem::take(picture) };
            }
        });
    }
}

/// Only the picture itself is kept: what a camera writes beside it never reaches the office's folder.
async fn keep(bytes: &[u8], crop: Crop, store: &Handle, id: NoticeId) -> Result<Kept, Failure> {
    let prepared = export::picture(bytes, crop).map_err(Failure::File)?;
    let (width, height) = (prepared.width, prepared.height);
    let bytes: Arc<[u8]> = prepared.bytes.into();
    let kept = Arc::clone(&bytes);
    let sha256 = store.run(move |store| store.keep_picture(id, &kept)).await.map_err(|error| {
        tracing::error!(%error, "a picture could not be kept");
        Failure::Store
    })?;
    Ok(Kept { sha256, bytes, width, height })
}
