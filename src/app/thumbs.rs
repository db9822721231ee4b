//! Small pictures of posted pages, drawn from their frozen bytes off the window's thread, one after the other, and kept while
//! the program runs.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use iced::widget::image::Handle;

use crate::export::{self, ExportError, Pixels};
use crate::store::{EditionId, Handle as StoreHandle, StoreError};

/// More than this are drawn anew: each is 60 KB at most as a rule.
const MOST: usize = 600;

/// Widths in pixels that are drawn; what is shown in between is drawn larger and made smaller.
const WIDTHS: [u32; 8] = [48, 64, 96, 128, 192, 256, 384, 512];

/// One page, counted from 1, of the edition with that SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    pub sha256: String,
    pub page: u32,
    pub width: u32,
}

/// A page that is to be drawn, and where its bytes lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    pub key: Key,
    pub edition: EditionId,
}

#[derive(Debug, thiserror::Error)]
pub enum ThumbError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] ExportError),
}

pub type Drawn = Result<Pixels, Arc<ThumbError>>;

#[derive(Debug, Default)]
pub struct Thumbs {
    /// `None`: it cannot be drawn; that is not tried again.
    done: HashMap<Key, Option<Handle>>,
    queue: VecDeque<Want>,
    is_busy: bool,
}

/// The width that is drawn for a page shown so many pixels wide.
pub fn width_for(pixels: f32) -> u32 {
    WIDTHS.into_iter().find(|width| *width as f32 >= pixels).unwrap_or(WIDTHS[WIDTHS.len() - 1])
}

impl Thumbs {
    pub fn get(&self, key: &Key) -> Option<Handle> {
        self.done.get(key).cloned().flatten()
    }

    /// The same page at whatever width there is: better than a blank while the right one is drawn.
    pub fn any(&self, key: &Key) -> Option<Handle> {
        self.get(key).or_else(|| WIDTHS.into_iter().rev().find_map(|width| self.get(&Key { width, ..key.clone() })))
    }

    /// What was wanted before and is not drawn yet is wanted no longer.
    pub fn want(&mut self, wants: Vec<Want>) {
        self.queue = wants.into_iter().filter(|want| !self.done.contains_key(&want.key)).collect();
    }

    /// The next page to draw; `None` while one is being drawn, or where all are.
    pub fn begin(&mut self) -> Option<Want> {
        if self.is_busy {
            return None;
        }
        let want = self.queue.pop_front()?;
        self.is_busy = true;
        Some(want)
    }

    pub fn take(&mut self, key: Key, drawn: Drawn) {
        self.is_busy = false;
        if self.done.len() >= MOST {
            self.done.clear();
        }
        let handle = match drawn {
            Ok(Pixels { width, height, rgba }) => Some(Handle::from_rgba(width, height, rgba)),
            Err(error) => {
                tracing::error!(%error, "a posted page could not be drawn");
                None
            }
        };
        self.done.insert(key, handle);
    }
}

/// Reads the bytes and draws the page.
pub async fn draw(store: StoreHandle, want: Want) -> (Key, Drawn) {
    let read = store.run(move |store| store.edition_pdf(want.edition)).await;
    let drawn = read
        .map_err(ThumbError::from)
        .and_then(|pdf| Ok(export::draw_stored(pdf, want.key.page.saturating_sub(1) as usize, want.key.width)?));
    (want.key, drawn.map_err(Arc::new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn want(page: u32) -> Want {
        Want { key: Key { sha256: "0".into(), page, width: 64 }, edition: EditionId::from_stored(1) }
    }

    #[test]
    fn one_page_is_drawn_at_a_time_and_none_twice() {
        let mut thumbs = Thumbs::default();
        thumbs.want(vec![want(1), want(2)]);
        assert_eq!(thumbs.begin(), Some(want(1)));
        assert_eq!(thumbs.begin(), None);
        thumbs.take(want(1).key, Ok(Pixels { width: 1, height: 1, rgba: vec![0; 4] }));
        thumbs.want(vec![want(1), want(2)]);
        assert_eq!(thumbs.begin(), Some(want(2)));
        thumbs.take(want(2).key, Err(Arc::new(ExportError::NotPdf.into())));
        thumbs.want(vec![want(1), want(2)]);
        assert_eq!(thumbs.begin(), None);
        assert!(thumbs.get(&want(1).key).is_some() && thumbs.get(&want(2).key).is_none());
        assert!(thumbs.any(&Key { width: 512, ..want(1).key }).is_some());
    }

    #[test]
    fn a_page_is_drawn_no_smaller_than_it_is_shown() {
        assert_eq!([width_for(10.0), width_for(64.0), width_for(65.0), width_for(9000.0)], [48, 64, 96, 512]);
    }
}
