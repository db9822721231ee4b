//! Which row stands on which page.

use std::ops::Range;

/// What is placed in the body of the table, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Item {
    /// 村民小组
    Heading { group: usize },
    /// A row, or some lines of one that is taller than a page.
    Row { at: usize, first_line: usize, lines: usize },
}

/// An item and its height in pt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    pub(super) item: Item,
    pub(super) height: f64,
    /// The group it belongs to.
    pub(super) group: Option<usize>,
    /// 合计 and the like: never alone on a page.
    pub(super) closing: bool,
}

/// Heights in pt of what is around the items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    /// For items on the first page, below the head and the column headers.
    pub(super) first: f64,
    /// For items on each other page.
    pub(super) other: f64,
    /// 本页小计 and 累计, on every page.
    pub(super) sums: f64,
    /// A heading, repeated where its group goes on.
    pub(super) heading: f64,
    /// What follows the table on the last page.
    pub(super) tail: f64,
}

/// The pages as ranges of items. The last holds the tail too, unless no page can.
pub(super) fn paginate(items: &[Placed], room: Room) -> Vec<Range<usize>> {
    let mut starts = greedy(items, room);
    keep_company(items, room, &mut starts);
    let last = starts.last().copied().unwrap_or(0);
    let page = starts.len() - 1;
    if used(items, last..items.len(), room) + room.tail > available(page, room) {
        move_with_tail(items, room, &mut starts);
    }
    let ends = starts.iter().skip(1).copied().chain([items.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn available(page: usize, room: Room) -> f64 {
    if page == 0 { room.first } else { room.other }
}

/// Slack for sums of many lengths.
const HAIR: f64 = 0.01;

fn greedy(items: &[Placed], room: Room) -> Vec<usize> {
    let mut starts = vec![0];
    let mut left = room.first - room.sums;
    let mut empty = true;
    for (at, placed) in items.iter().enumerate() {
        let mut needed = placed.height;
        // A heading goes with the row it heads.
        if let (Item::Heading { .. }, Some(next)) = (placed.item, items.get(at + 1)) {
            needed += next.height;
        }
        if needed > left + HAIR && (!empty || starts.len() == 1) {
            starts.push(at);
            left = room.other - room.sums;
            if continues(items, at) {
                left -= room.heading;
            }
        }
        left -= placed.height;
        empty = false;
    }
    starts
}

/// The page that begins here begins within a group.
pub(super) fn continues(items: &[Placed], start: usize) -> bool {
    start > 0
        && items.get(start).is_some_and(|placed| {
            !matches!(placed.item, Item::Heading { .. }) && placed.group.is_some() && !placed.closing
        })
}

fn used(items: &[Placed], range: Range<usize>, room: Room) -> f64 {
    let repeated = if continues(items, range.start) { room.heading } else { 0.0 };
    let sums = if range.is_empty() { 0.0 } else { room.sums };
    items[range].iter().map(|placed| placed.height).sum::<f64>() + repeated + sums - HAIR
}

/// A last page with nothing but 合计 takes a row along, and one with a row or two as many as make three, unless the tail
/// would lose its place by it.
fn keep_company(items: &[Placed], room: Room, starts: &mut [usize]) {
    const COMPANY: usize = 3;
    let page = starts.len().saturating_sub(1);
    let [.., before, last] = starts else { return };
    let begins = *last;
    let rows = items[begins..].iter().filter(|placed| is_row(placed)).count();
    let before_it = (*before + 1..begins).rev().filter(|at| is_row(&items[*at]));
    for (taken, from) in before_it.take(COMPANY.saturating_sub(rows)).enumerate() {
        let start = step_over_heading(items, from, *before);
        let holds = used(items, start..items.len(), room) + room.tail <= available(page, room);
        if rows + taken > 0 && !holds {
            break;
        }
        *last = start;
    }
}

fn is_row(placed: &Placed) -> bool {
    matches!(placed.item, Item::Row { .. }) && !placed.closing
}

/// A heading is not left behind at the foot of a page.
fn step_over_heading(items: &[Placed], from: usize, floor: usize) -> usize {
    let headed = from > floor + 1 && matches!(items[from - 1].item, Item::Heading { .. });
    if headed { from - 1 } else { from }
}

/// The tail does not fit: it goes to a new page, and two rows (with 合计) go with it.
fn move_with_tail(items: &[Placed], room: Room, starts: &mut Vec<usize>) {
    let last = starts.last().copied().unwrap_or(0);
    let rows: Vec<usize> = (last..items.len()).filter(|at| is_row(&items[*at])).collect();
    let from = match rows.as_slice() {
        [.., second, _] if *second > last => *second,
        [_, last_row] => *last_row,
        // The only row: the head keeps a page of its own, the table goes with the tail.
        _ if starts.len() == 1 => 0,
        _ => return,
    };
    let from = if from == 0 { 0 } else { step_over_heading(items, from, last) };
    if used(items, from..items.len(), room) + room.tail <= room.other || from > 0 {
        starts.push(from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { first: 70.0, other: 100.0, sums: 0.0, heading: 10.0, tail: 0.0 };

    fn rows(count: usize) -> Vec<Placed> {
        let placed =
            |at| Placed { item: Item::Row { at, first_line: 0, lines: 1 }, height: 10.0, group: None, closing: false };
        (0..count).map(placed).collect()
    }

    #[test]
    fn every_row_is_on_exactly_one_page() {
        for count in 0..60 {
            for tail in [0.0, 30.0, 200.0] {
                let pages = paginate(&rows(count), Room { tail, ..ROOM });
                let all: Vec<usize> = pages.into_iter().flatten().collect();
                assert_eq!(all, (0..count).collect::<Vec<_>>(), "{count} rows, tail {tail}");
            }
        }
    }

    #[test]
    fn the_tail_is_never_on_a_page_without_a_row() {
        for count in 1..60 {
            let room = Room { tail: 35.0, ..ROOM };
            let pages = paginate(&rows(count), room);
            let last = pages.last().expect("a page");
            assert!(!last.is_empty(), "{count} rows");
            let height = last.len() as f64 * 10.0 + 35.0;
            assert!(height <= available(pages.len() - 1, room) + 0.1, "{count} rows end at {height}");
        }
    }

    #[test]
    fn the_total_is_not_alone_on_the_last_page() {
        let mut items = rows(8);
        items[7].closing = true;
        assert_eq!(paginate(&items, ROOM), [0..4, 4..8]);
    }

    #[test]
    fn a_row_or_two_are_not_alone_on_the_last_page() {
        assert_eq!(paginate(&rows(18), ROOM), [0..7, 7..15, 15..18]);
        // With the tail there is room for two: they keep it company.
        assert_eq!(paginate(&rows(18), Room { tail: 80.0, ..ROOM }), [0..7, 7..16, 16..18]);
    }

    #[test]
    fn a_heading_goes_with_its_first_row() {
        let mut items = rows(10);
        items[6].item = Item::Heading { group: 1 };
        assert_eq!(paginate(&items, ROOM), [0..6, 6..10]);
    }

    #[test]
    fn the_sums_have_their_room_on_every_page() {
        let room = Room { sums: 20.0, ..ROOM };
        assert_eq!(paginate(&rows(20), room), [0..5, 5..13, 13..20]);
    }

    #[test]
    fn a_head_that_fills_the_page_keeps_it() {
        let room = Room { first: 0.0, ..ROOM };
        assert_eq!(paginate(&rows(3), room), [0..0, 0..3]);
    }
}
