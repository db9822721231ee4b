//! 公章: its picture, taken in once and shown on no ground.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::{Column, column, container, image, row};
use iced::{Center, Element, Task};

use crate::app::desk::Desk;
use crate::domain::office::{Office, Seal};
use crate::export;
use crate::store::StoreError;
use crate::ui::theme;
use crate::ui::widget::{area, button, field};
use crate::ui::words::Word;

/// As large as it is stamped, on a common screen.
const SHOWN: f32 = 120.0;

#[derive(Debug, Clone, Default)]
pub(super) struct Field {
    path: String,
    fault: Option<Word>,
    /// What is kept, as it is shown.
    picture: Option<image::Handle>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Path(String),
    Browse,
    Browsed(Option<PathBuf>),
    /// Read the file that is named.
    Take,
    Taken(Result<Taken, Arc<StoreError>>),
    Remove,
}

/// What became of the file.
#[derive(Debug, Clone)]
pub enum Taken {
    Unreadable,
    NoSeal,
    Seal(Seal),
}

/// What its screen has to do.
pub(super) enum Asked {
    Nothing,
    Run(Task<Message>),
    Keep(Option<Seal>),
}

impl Field {
    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Asked {
        match message {
            Message::Path(path) => self.path = path,
            Message::Browse => return Asked::Run(browse()),
            Message::Browsed(None) => {}
            Message::Browsed(Some(path)) => {
                self.path = path.to_string_lossy().into_owned();
                return self.take(desk);
            }
            Message::Take => return self.take(desk),
            Message::Taken(Ok(Taken::Seal(seal))) => {
                self.fault = None;
                self.path.clear();
                self.picture = picture(&seal);
                return Asked::Keep(Some(seal));
            }
            Message::Taken(Ok(Taken::NoSeal)) => self.fault = Some(Word::SealNone),
            Message::Taken(Ok(Taken::Unreadable)) => self.fault = Some(Word::SealUnreadable),
            Message::Taken(Err(error)) => {
                tracing::error!(%error, "the seal was not read");
                self.fault = Some(Word::SealUnreadable);
            }
            Message::Remove => {
                self.picture = None;
                return Asked::Keep(None);
            }
        }
        Asked::Nothing
    }

    /// Off the window's thread: a scan has many pixels.
    fn take(&mut self, desk: &Desk) -> Asked {
        let path = PathBuf::from(self.path.trim());
        if self.path.trim().is_empty() {
            return Asked::Nothing;
        }
        let reply = desk.store.run(move |_| Ok(read(&path)));
        Asked::Run(Task::perform(reply, |taken| Message::Taken(taken.map_err(Arc::new))))
    }

    pub(super) fn show(&mut self, picture: Option<image::Handle>) {
        self.picture = picture;
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Column<'a, Message> {
        let words = &desk.words;
        let path = field::input(words.get(Word::SealPathHint), &self.path)
            .id("seal-path")
            .on_input(Message::Path)
            .on_submit(Message::Take);
        let browse = button::quiet(words.get(Word::NewFileBrowse), "").on_press(Message::Browse);
        let (told, is_wrong) = self.fault.map_or((Word::SealWhy, false), |fault| (fault, true));
        let mut all = column![field::explained(
            words.get(Word::SealTitle),
            row![area(path), browse].spacing(theme::INSIDE).align_y(Center),
            words.get(told),
            is_wrong,
        )];
        if let Some(picture) = &self.picture {
            let shown: Element<'_, Message> = image(picture.clone()).width(SHOWN).height(SHOWN).into();
            let remove = button::quiet(words.get(Word::SealRemove), "").on_press(Message::Remove);
            // Paper is white in the dark, too.
            let paper = container(shown).padding(theme::INSIDE).style(theme::paper);
            all = all.push(row![paper, remove].spacing(theme::BETWEEN).align_y(Center));
        }
        all.spacing(theme::INSIDE)
    }
}

fn browse() -> Task<Message> {
    let dialog = rfd::AsyncFileDialog::new().add_filter("PNG, JPEG, WebP", &["png", "jpg", "jpeg", "webp"]);
    Task::perform(dialog.pick_file(), |file| Message::Browsed(file.map(|file| file.path().to_owned())))
}

fn read(path: &std::path::Path) -> Taken {
    let Ok(bytes) = std::fs::read(path) else { return Taken::Unreadable };
    export::seal(&bytes).map_or(Taken::NoSeal, |picture| {
        Taken::Seal(Seal { sha256: export::sha256(&picture), picture: picture.into() })
    })
}

/// The office's seal as pixels; nothing where there is none or its file is gone.
pub(super) fn of(office: &Office) -> Option<image::Handle> {
    picture(office.seal.as_ref()?)
}

fn picture(seal: &Seal) -> Option<image::Handle> {
    let pixels = export::seal_pixels(&seal.picture, (SHOWN * 2.0) as u32)?;
    Some(image::Handle::from_rgba(pixels.width, pixels.height, pixels.rgba))
}
