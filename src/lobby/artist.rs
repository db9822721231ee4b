//! The thread that draws pages from the bytes that were posted, one after the other, so that the window never waits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use bytes::Bytes;
use iced::futures::channel::mpsc::UnboundedSender;
use iced::widget::image::Handle;
use memmap2::MmapMut;

use crate::domain::lobby::{PageRef, PictureSetId};
use crate::export::{ExportError, StoredPages};
use crate::store::{self, EditionId, StoreError};

/// What a page is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Order {
    pub(super) page: PageRef,
    pub(super) print: Print,
    pub(super) room: Room,
}

/// Whose bytes a page is drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Print {
    Edition(EditionId),
    Pictures(PictureSetId),
}

/// The place a page is drawn for, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Room {
    pub(super) width: u32,
    pub(super) height: u32,
    /// As wide as the room and as high as it comes, to be scrolled; else whole.
    pub(super) as_tape: bool,
}

/// A page drawn, ready for the window.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    pub(super) handle: Handle,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// What became of an order.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) order: Order,
    pub(super) picture: Result<Picture, Fault>,
}

/// Why a page is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The page itself: it is passed over.
    Page,
    /// Its bytes are not to be had at present: it is asked for again.
    Store,
}

/// A page twenty times as high as the room is nothing that can be shown.
const LONGEST_TAPE: u32 = 20;

#[derive(Debug)]
pub(super) struct Artist {
    orders: Sender<Order>,
}

#[derive(Debug, thiserror::Error)]
enum DrawError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("drawing broke off")]
    Panicked,
}

impl DrawError {
    fn fault(&self) -> Fault {
        match self {
            Self::Store(StoreError::Sql(_) | StoreError::Panicked | StoreError::Closed) => Fault::Store,
            Self::Store(_) | Self::Export(_) | Self::Panicked => Fault::Page,
        }
    }
}

impl Artist {
    /// `None` where the system gives no thread.
    pub(super) fn start(store: store::Handle, finished: UnboundedSender<Drawn>) -> Option<Self> {
        let (orders, waiting) = mpsc::channel();
        let spawned = thread::Builder::new().name("artist".into()).spawn(move || work(&store, &waiting, &finished));
        match spawned {
            Ok(_) => Some(Self { orders }),
            Err(error) => {
                tracing::error!(%error, "no thread to draw on");
                None
            }
        }
    }

    pub(super) fn order(&self, order: Order) {
        if self.orders.send(order).is_err() {
            tracing::error!("the artist is gone");
        }
    }
}

fn work(store: &store::Handle, orders: &Receiver<Order>, finished: &UnboundedSender<Drawn>) {
    // The pages of one notice come one after the other: its file is opened once.
    let mut open = None;
    while let Ok(order) = orders.recv() {
        let drawn =
            catch_unwind(AssertUnwindSafe(|| draw(store, &mut open, order))).unwrap_or(Err(DrawError::Panicked));
        let picture = drawn.map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, page = ?order.page, "a page cannot be drawn");
            error.fault()
        });
        if finished.unbounded_send(Drawn { order, picture }).is_err() {
            return;
        }
    }
}

fn draw(store: &store::Handle, open: &mut Option<(Print, StoredPages)>, order: Order) -> Result<Picture, DrawError> {
    let print = order.print;
    let pages = match open.take() {
        Some((of, pages)) if of == print => pages,
        _ => StoredPages::open(store.run_blocking(move |store| match print {
            Print::Edition(edition) => store.edition_pdf(edition),
            Print::Pictures(set) => store.picture_pages(set),
        })?)?,
    };
    let page = order.page.page as usize;
    let width = order.room.width_of(pages.size(page)?);
    let drawn = pages.draw_as(page, width, settled);
    *open = Some((print, pages));
    let ((width, height), pixels) = drawn?;
    Ok(Picture { width, height, handle: Handle::from_rgba(width, height, pixels) })
}

/// The pixels in memory of their own, which goes back to the system whole when the page is let go: eight megabytes taken
/// from the heap and given back a hundred thousand times leave holes there.
fn settled(pixels: &[u8]) -> Bytes {
    let Ok(mut own) = MmapMut::map_anon(pixels.len()) else { return Bytes::copy_from_slice(pixels) };
    own.copy_from_slice(pixels);
    Bytes::from_owner(own)
}

impl Room {
    /// How wide a page of that shape is drawn.
    fn width_of(self, (width, height): (f32, f32)) -> u32 {
        let most = if self.as_tape { self.height.saturating_mul(LONGEST_TAPE) } else { self.height };
        let by_height = (most as f32 * width / height.max(1.0)).floor() as u32;
        self.width.min(by_height).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_fills_its_room_and_does_not_reach_beyond_it() {
        let room = Room { width: 1440, height: 900, as_tape: false };
        assert_eq!(room.width_of((960.0, 540.0)), 1440);
        assert_eq!(room.width_of((540.0, 960.0)), 506);
        assert_eq!(Room { as_tape: true, ..room }.width_of((540.0, 960.0)), 1440);
        assert_eq!(room.width_of((1.0, 0.0)), 900);
    }
}
