//! Which row of a table stands on which page.

use std::ops::Range;

use super::{Above, Around, Table, Then};
use crate::domain::bulletin::Bulletin;
use crate::domain::notice::Look;
use crate::domain::table::Role;
use crate::layout::draw::{self, Style};
use crate::layout::measures::Measures;
use crate::layout::paginate::{Item, Placed, Room, paginate};

pub(super) fn room(
    look: &Look,
    around: &Around,
    above: &Above,
    style: &Style<'_>,
    measures: &Measures,
    tail: f64,
) -> Room {
    let sum_rows = usize::from(look.page_subtotals) + usize::from(look.running_totals);
    let header = around.header.height().to_pt();
    Room {
        first: measures.text_height() - above.first - header,
        other: (measures.text_height() - above.other - header).max(style.height(1) * 2.0),
        sums: sum_rows as f64 * style.height(1),
        heading: style.height(1),
        tail,
    }
}

/// The rows and headings with their heights; a row taller than a page is cut at its lines.
fn items(bulletin: &Bulletin, table: &Table, style: &Style<'_>, room: Room) -> Vec<Placed> {
    let most = style.lines_in(room.other - room.sums - 2.0 * room.heading);
    let mut items = Vec::with_capacity(table.texts.len());
    let mut group = None;
    let roles = bulletin.table.rows().iter().map(|row| row.role);
    // 合计（大写） is no row of the table and closes it.
    for (at, role) in roles.chain([Role::Total]).take(table.texts.len()).enumerate() {
        let of = table.groups.of.get(at).copied().flatten();
        if let Some(new) = of.filter(|_| of != group) {
            let heading = Item::Heading { group: new };
            items.push(Placed { item: heading, height: room.heading, group: of, closing: false });
            group = of;
        }
        let count = table.lines[at].as_ref().map_or(1, |lines| lines.iter().map(Vec::len).max().unwrap_or(1)).max(1);
        let closing = matches!(role, Role::Total | Role::Closing);
        let mut first_line = 0;
        while first_line < count {
            let lines = (count - first_line).min(most);
            let item = Item::Row { at, first_line, lines };
            items.push(Placed { item, height: style.height(lines), group: of, closing });
            first_line += lines;
        }
    }
    items
}

/// Which row stands where. Rows stand closer where that saves a short list its last page, and wider where the only page
/// has room to spare.
pub(super) fn plan(
    bulletin: &Bulletin,
    table: &Table,
    style: &mut Style<'_>,
    then: Then,
    room: impl Fn(&Style<'_>, f64) -> Room,
) -> (Vec<Placed>, Vec<Range<usize>>) {
    /// Beyond this a page more or less is not worth a denser list.
    const SHORT: usize = 4;
    const CLOSER: [f64; 2] = [0.38, 0.26];
    // A poster's only page is filled; on A4 rows so far apart would look like a form to be written in.
    let is_filled = bulletin.look.paper.is_large() && !bulletin.table.rows().is_empty();
    let widest = if is_filled { 2.4 } else { 1.0 };
    let tail = if let Then::Tail(height) = then { height } else { 0.0 };
    let at = |pad: f64, style: &mut Style<'_>| {
        style.row_pad = pad;
        let room = room(style, tail);
        let items = items(bulletin, table, style, room);
        let pages = paginate(&items, room);
        (items, pages)
    };
    let plain = at(draw::ROW_PAD, style);
    // What comes after the table has a use for the room.
    if plain.1.len() == 1 && matches!(then, Then::Tail(_)) {
        let room = room(style, tail);
        let used = plain.0.iter().map(|placed| placed.height).sum::<f64>() + room.sums + room.tail;
        let lines = plain.0.len().max(1) as f64 + room.sums / room.heading;
        let spare = ((room.first - used) / 2.0 / lines / style.size).clamp(0.0, widest - draw::ROW_PAD);
        return at(draw::ROW_PAD + spare, style);
    }
    if plain.1.len() <= SHORT {
        let closer = CLOSER.into_iter().map(|pad| at(pad, style));
        if let Some(fewer) = closer.into_iter().find(|(_, pages)| pages.len() < plain.1.len()) {
            return fewer;
        }
        style.row_pad = draw::ROW_PAD;
    }
    plain
}

/// Of the table's `count` rows those on a page.
pub(super) fn rows_of(items: &[Placed], count: usize) -> Range<usize> {
    let mut rows = items.iter().filter_map(|placed| match placed.item {
        Item::Row { at, .. } if at < count => Some(at),
        _ => None,
    });
    let Some(first) = rows.next() else { return 0..0 };
    first..rows.next_back().unwrap_or(first) + 1
}
