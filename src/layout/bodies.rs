//! The pages' table bodies: drawn once, taken again while nothing on them changes.

use std::ops::Range;

use rust_decimal::Decimal;
use typst::layout::Frame;
use typst::utils::hash128;

use super::Composer;
use super::draw::{self, Entry, Style};
use super::list::Table;
use super::paginate::{Item, Placed, continues};
use super::rows::{self, RowText};
use crate::domain::bulletin::Bulletin;

impl Composer {
    /// The bodies of all pages; those that were drawn before are taken as they are.
    pub(super) fn bodies(
        &mut self,
        bulletin: &Bulletin,
        table: &Table,
        style: &Style<'_>,
        items: &[Placed],
        pages: &[Range<usize>],
    ) -> Vec<Frame> {
        let look = hash_of(style);
        let mut running = vec![None; table.specs.len()];
        let mut bodies = Vec::with_capacity(pages.len());
        for range in pages {
            let sums = self.sums(bulletin, table, &items[range.clone()], &mut running);
            let key = hash128(&(look, ids(table, items, range), sums.iter().map(|sum| sum.id).collect::<Vec<_>>()));
            let drawn = self.fresh.get(&key).or_else(|| self.bodies.get(&key)).cloned();
            let body = drawn.unwrap_or_else(|| {
                let entries = entries(table, items, range.clone(), &sums);
                draw::body(self.shaper.fonts(), style, &entries)
            });
            self.fresh.insert(key, body.clone());
            bodies.push(body);
        }
        bodies
    }

    /// 本页小计 and 累计 of a page.
    fn sums(
        &mut self,
        bulletin: &Bulletin,
        table: &Table,
        items: &[Placed],
        running: &mut [Option<Decimal>],
    ) -> Vec<RowText> {
        let look = &bulletin.look;
        if items.is_empty() || !(look.page_subtotals || look.running_totals) {
            return Vec::new();
        }
        let all = bulletin.table.rows();
        let rows = items.iter().filter_map(|placed| match placed.item {
            Item::Row { at, first_line: 0, .. } => all.get(at),
            _ => None,
        });
        let page = rows::sums(rows, &table.specs);
        for (running, sum) in running.iter_mut().zip(&page) {
            if let Some(sum) = sum {
                *running = running.unwrap_or_default().checked_add(*sum);
            }
        }
        let mut sums = Vec::new();
        if look.page_subtotals {
            sums.push(rows::sum_row("本页小计", &page, &table.specs, &mut self.shaper));
        }
        if look.running_totals {
            sums.push(rows::sum_row("累计", running, &table.specs, &mut self.shaper));
        }
        sums
    }
}

/// 合计 closes the table, below the page's sums.
fn split_closing(items: &[Placed]) -> usize {
    items.iter().rposition(|placed| !placed.closing).map_or(0, |at| at + 1)
}

fn entries<'a>(table: &'a Table, items: &[Placed], range: Range<usize>, sums: &'a [RowText]) -> Vec<Entry<'a>> {
    let mut entries = Vec::with_capacity(range.len() + sums.len() + 1);
    if items.is_empty() {
        entries.push(Entry::Blank);
    }
    if continues(items, range.start)
        && let Some(group) = items[range.start].group
    {
        entries.push(Entry::Heading(&table.groups.continued[group]));
    }
    let page = &items[range];
    let (rows, closing) = page.split_at(if sums.is_empty() { page.len() } else { split_closing(page) });
    let entry = |placed: &Placed| match placed.item {
        Item::Heading { group } => Entry::Heading(&table.groups.names[group]),
        Item::Row { at, first_line, lines } => Entry::Row {
            text: &table.texts[at],
            lines: table.lines[at].as_deref(),
            shown: first_line..first_line + lines,
        },
    };
    entries.extend(rows.iter().map(entry));
    entries.extend(sums.iter().map(|text| Entry::Row { text, lines: None, shown: 0..1 }));
    entries.extend(closing.iter().map(entry));
    entries
}

/// What a body is made of, for telling whether it was drawn before.
fn ids(table: &Table, items: &[Placed], range: &Range<usize>) -> Vec<u128> {
    let continued = continues(items, range.start).then(|| items[range.start].group).flatten();
    let heading = |group: usize| hash128(&table.groups.names[group].text);
    let mut ids = vec![continued.map_or(0, heading)];
    for placed in &items[range.clone()] {
        ids.push(match placed.item {
            Item::Heading { group } => heading(group),
            Item::Row { at, first_line, lines } => {
                table.texts[at].id ^ ((first_line as u128) << 64 | lines as u128).rotate_left(17)
            }
        });
    }
    ids
}

fn hash_of(style: &Style<'_>) -> u128 {
    let edges: Vec<u64> = style.edges.iter().map(|edge| edge.to_bits()).collect();
    let stands: Vec<[u32; 2]> =
        style.stands.iter().map(|stand| [stand.tail.to_bits(), stand.inset.to_bits()]).collect();
    hash128(&(
        style.size.to_bits(),
        style.row_pad.to_bits(),
        edges,
        stands,
        style.specs,
        style.hairline.to_bits(),
        style.palette,
    ))
}
