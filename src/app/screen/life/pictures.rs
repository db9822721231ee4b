//! The photographs as small pictures, decoded beside the window, one after the other. The files stay as they are.

use std::collections::HashMap;
use std::path::Path;

use iced::Task;
use iced::widget::image::Handle;

use super::{Action, Message, State};
use crate::export::{self, Pixels};

/// The longer side, in pixels.
const SIDE: u32 = 320;

#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// `None`: no picture this program can read.
    done: HashMap<String, Option<Handle>>,
    is_busy: bool,
}

impl Pictures {
    pub(super) fn get(&self, sha256: &str) -> Option<&Handle> {
        self.done.get(sha256)?.as_ref()
    }
}

impl State {
    /// Begins with the next photograph that is not decoded yet.
    pub(super) fn next_picture(&mut self) -> Task<Message> {
        if self.pictures.is_busy {
            return Task::none();
        }
        let next = self.held().and_then(|held| {
            let files = held.attachments.iter().zip(&held.files);
            let mut left = files.filter(|(file, _)| !self.pictures.done.contains_key(&file.sha256));
            left.next().map(|(file, path)| (file.sha256.clone(), path.clone()))
        });
        let Some((sha256, path)) = next else { return Task::none() };
        self.pictures.is_busy = true;
        Task::future(async move {
            let picture = decode(&path, &sha256);
            Message::Picture(sha256, picture)
        })
    }

    pub(super) fn take_picture(&mut self, sha256: String, picture: Option<Pixels>) -> Action {
        self.pictures.is_busy = false;
        let handle = picture.map(|Pixels { width, height, rgba }| Handle::from_rgba(width, height, rgba));
        self.pictures.done.insert(sha256, handle);
        Action::Run(self.next_picture())
    }
}

/// A file that is not what was attached is not shown as if it were.
fn decode(path: &Path, sha256: &str) -> Option<Pixels> {
    let bytes = std::fs::read(path).inspect_err(|error| tracing::warn!(%error, "a photograph cannot be read")).ok()?;
    if export::sha256(&bytes) != sha256 {
        tracing::error!("a photograph is not the one that was attached");
        return None;
    }
    export::thumbnail(&bytes, SIDE)
}
