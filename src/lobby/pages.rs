//! The pages that are drawn and kept: what is on, what comes next, and no more than fits.

use super::artist::{Order, Picture};

/// What may be kept beyond the pages that are needed now, in bytes: a loop of three pages is drawn once.
const SPARE: usize = 26 << 20;

const BYTES_A_PIXEL: usize = 4;

/// Drawn pages, the one used last at the end.
#[derive(Debug, Default)]
pub(super) struct Pages {
    held: Vec<(Order, Picture)>,
}

impl Pages {
    pub(super) fn get(&self, order: &Order) -> Option<&Picture> {
        self.held.iter().find(|(of, _)| of == order).map(|(_, picture)| picture)
    }

    pub(super) fn put(&mut self, order: Order, picture: Picture) {
        self.held.retain(|(of, _)| *of != order);
        self.held.push((order, picture));
    }

    /// Lets go of what was used longest ago, until the rest fits. What is needed now is never let go.
    pub(super) fn trim(&mut self, needed: &[Order]) {
        let (mut kept, used): (Vec<_>, Vec<_>) = self.held.drain(..).partition(|(of, _)| !needed.contains(of));
        let mut bytes: usize = used.iter().map(|(_, picture)| size(picture)).sum();
        let mut fitting = Vec::new();
        while let Some(last) = kept.pop() {
            bytes += size(&last.1);
            if bytes > SPARE {
                break;
            }
            fitting.push(last);
        }
        self.held = fitting.into_iter().rev().chain(used).collect();
    }

    /// The glass has another size: nothing fits any more.
    pub(super) fn clear(&mut self) {
        self.held.clear();
    }
}

fn size(picture: &Picture) -> usize {
    picture.width as usize * picture.height as usize * BYTES_A_PIXEL
}

#[cfg(test)]
mod tests {
    use iced::widget::image::Handle;

    use super::super::artist::{Print, Room};
    use super::*;
    use crate::domain::lobby::PageRef;
    use crate::domain::notice::NoticeId;
    use crate::store::EditionId;

    fn order(page: u32) -> Order {
        Order {
            page: PageRef::notice(NoticeId::from_stored(1), page),
            print: Print::Edition(EditionId::from_stored(1)),
            room: Room { width: 1920, height: 1080, as_tape: false },
        }
    }

    /// It says it is full HD; its bytes do not matter here.
    fn picture() -> Picture {
        Picture { handle: Handle::from_rgba(1, 1, vec![0; 4]), width: 1920, height: 1080 }
    }

    #[test]
    fn of_five_hundred_pages_three_are_kept() {
        let mut pages = Pages::default();
        for page in 0..500 {
            pages.put(order(page), picture());
            pages.trim(&[order(page)]);
        }
        let held: Vec<u32> = pages.held.iter().map(|(order, _)| order.page.page).collect();
        assert_eq!(held, [497, 498, 499]);
    }

    #[test]
    fn what_is_needed_stays_however_much_it_is() {
        let mut pages = Pages::default();
        let needed: Vec<Order> = (0..6).map(order).collect();
        for order in &needed {
            pages.put(*order, picture());
        }
        pages.put(order(9), picture());
        pages.trim(&needed);
        assert!(needed.iter().all(|order| pages.get(order).is_some()) && pages.get(&order(9)).is_none());
    }
}
