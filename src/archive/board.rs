//! The wall as it should look now, with the true size of every sheet.

use std::collections::HashMap;

use super::{ArchiveError, Result};
use crate::domain::board::{LocationId, Size, Wall};
use crate::domain::check::check;
use crate::domain::gate;
use crate::domain::kind::Kind;
use crate::domain::notice::{Content, NoticeId};
use crate::domain::office::Office;
use crate::domain::posting::Form;
use crate::export::StoredPages;
use crate::layout::{self, Fonts};
use crate::store::{Hangs, Placing, Store, StoreError};

const MM_PER_PT: f64 = 25.4 / 72.0;

/// A wall, and the pages that hang on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    pub wall: Wall,
    pub pages: HashMap<NoticeId, Hangs>,
}

/// Every wall of the office, in its order.
///
/// # Errors
/// A file that cannot be read; an edition with fewer pages than it was posted with.
pub fn boards(store: &Store) -> Result<Vec<Board>> {
    let walls = store.locations()?.into_iter().filter(|location| location.is_wall());
    walls.map(|location| board(store, location.id)).collect()
}

/// One wall.
///
/// # Errors
/// As [`boards`], and [`StoreError::NoSuchPlace`].
pub fn board(store: &Store, id: LocationId) -> Result<Board> {
    let (mut wall, pages) = store.wall(id)?;
    let pages: HashMap<NoticeId, Hangs> = pages.into_iter().map(|hangs| (hangs.notice, hangs)).collect();
    for hung in &wall.hung {
        let mut waiting: Vec<_> =
            wall.sheets.iter_mut().filter(|sheet| sheet.id.notice == hung.notice && sheet.at.is_none()).collect();
        if waiting.is_empty() {
            continue;
        }
        let Some(hangs) = pages.get(&hung.notice) else { continue };
        let pages = match StoredPages::open(store.edition_pdf(hangs.edition)?) {
            Ok(pages) => pages,
            // One damaged edition does not hide the wall: its sheets count as A4, and `verify` names the damage.
            Err(error) => {
                tracing::error!(%error, "the pages of a posted notice cannot be read");
                continue;
            }
        };
        for sheet in &mut waiting {
            let (width, height) = pages.size(sheet.id.number as usize - 1)?;
            sheet.size = Size::of_mm(f64::from(width) * MM_PER_PT, f64::from(height) * MM_PER_PT);
        }
    }
    Ok(Board { wall, pages })
}

/// Puts every sheet that finds room onto the wall, notice by notice. How many found none.
///
/// # Errors
/// As [`board`]; a file that cannot be written.
pub fn arrange(store: &mut Store, id: LocationId) -> Result<usize> {
    let wall = board(store, id)?.wall;
    let found = wall.arrange();
    let pin =
        |(sheet, at): &(_, Option<_>)| Some(Placing { sheet: *sheet, size: wall.sheet(*sheet)?.size, at: (*at)? });
    let pins: Vec<Placing> = found.iter().filter_map(pin).collect();
    store.pin(id, &pins)?;
    Ok(found.len() - pins.len())
}

/// A notice that was just put up takes the room that was suggested for it on each of its walls.
pub(super) fn hang(store: &mut Store, notice: NoticeId) -> Result<()> {
    let Some(posting) = store.posting(notice)? else { return Err(StoreError::NoSuchNotice(notice).into()) };
    let walls = posting.hangings.into_iter().map(|hanging| hanging.place).filter(|place| place.form == Form::Wall);
    let walls: Vec<_> = walls.collect();
    for location in store.locations()?.into_iter().filter(|location| walls.contains(&location.place)) {
        if location.panels.is_empty() {
            continue;
        }
        let wall = board(store, location.id)?.wall;
        let waiting: Vec<_> = wall.unplaced().filter(|sheet| sheet.id.notice == notice).copied().collect();
        let sizes: Vec<Size> = waiting.iter().map(|sheet| sheet.size).collect();
        let pins = waiting.iter().zip(wall.find_room(&sizes));
        let pins = pins.filter_map(|(sheet, at)| Some(Placing { sheet: sheet.id, size: sheet.size, at: at? }));
        store.pin(location.id, &pins.collect::<Vec<_>>())?;
    }
    Ok(())
}

/// The sheets a notice will hang with, before its pages are frozen.
///
/// # Errors
/// [`ArchiveError::Blocking`] where there are no pages yet for what is in its way.
pub fn sheets(content: &Content, kind: &Kind, office: &Office) -> Result<Vec<Size>> {
    let (bulletin, report) = gate::bulletin(content, kind, office);
    let mut findings = report.findings;
    findings.extend(check(&content.table, kind));
    findings.retain(|finding| finding.severity == crate::domain::finding::Severity::Blocking);
    if !findings.is_empty() {
        return Err(ArchiveError::Blocking(findings));
    }
    let document = layout::compose(&bulletin, &Fonts::installed());
    let size = |page: &typst_layout::Page| {
        let size = page.frame.size();
        Size::of_mm(size.x.to_mm(), size.y.to_mm())
    };
    Ok(document.paged.pages().iter().map(size).collect())
}
