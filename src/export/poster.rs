//! Posters (拼版): a page of any size pieced together from sheets that an office printer takes.
//!
//! Sheets are laid from the top left. Each is cut along its dashed lines and pasted on the glue edges (粘贴边) of the
//! sheets left of it and above it; what a glue edge bears is covered then. The page stays vectors: each sheet is the
//! page's own frame, clipped.

mod grid;
mod guide;
mod part;
mod seams;
mod sheet;

use typst::foundations::Smart;
use typst::layout::{Abs, Frame, FrameItem, Point, Rect};
use typst::model::DocumentInfo;
use typst::syntax::Span;
use typst::visualize::Geometry;
use typst_layout::{Page, PagedDocument};

use self::grid::Grid;
pub use self::grid::{Sheet, Tiles};
use self::part::part;
use self::seams::{Cuts, seams};
use self::sheet::Place;
use crate::layout::{Document, PageInfo};

/// How many sheets [`poster`] will make.
pub fn sheets(document: &Document, tiles: &Tiles) -> usize {
    document
        .paged
        .pages()
        .iter()
        .map(|page| tiles.grid(size(&page.frame)).map_or(1, |grid| grid.sheets() + usize::from(tiles.guide)))
        .sum()
}

/// How a page is pieced together.
#[derive(Debug, Clone)]
pub struct Assembly {
    pub rows: usize,
    pub columns: usize,
    /// The page small, with its seams and the sheets' names: one page, its longer side 100 mm.
    pub picture: Document,
}

/// How one page, counted from 0, is pieced together; `None` where it is not: one sheet is large enough, or there is no
/// such page.
pub fn assembly(document: &Document, tiles: &Tiles, page: usize) -> Option<Assembly> {
    const LONGEST: f64 = 100.0;
    let page = document.paged.pages().get(page)?;
    let grid = tiles.grid(size(&page.frame))?;
    let frame = guide::small(page, &pieces(page, &grid), LONGEST);
    let picture = collect(document, vec![blank(page, frame)], vec![PageInfo::default()]);
    Some(Assembly { rows: grid.rows.sheets, columns: grid.columns.sheets, picture })
}

/// Every page as sheets, row by row from the top left. A page that fits on one sheet stays as it is.
pub fn poster(document: &Document, tiles: &Tiles) -> Document {
    let mut pages: Vec<Page> = Vec::new();
    let mut infos = Vec::new();
    let several = document.paged.pages().len() > 1;
    for (at, page) in document.paged.pages().iter().enumerate() {
        let info = document.pages.get(at).cloned().unwrap_or_default();
        match tiles.grid(size(&page.frame)) {
            Some(grid) => {
                let places = pieces(page, &grid);
                let sheets = places.iter().map(|place| sheet::draw(page, &grid, place, several.then_some(at + 1)));
                let guide = tiles.guide.then(|| guide::draw(page, &grid, &places));
                for frame in sheets.chain(guide) {
                    pages.push(blank(page, frame));
                    infos.push(info.clone());
                }
            }
            None => {
                pages.push(page.clone());
                infos.push(info);
            }
        }
    }
    collect(document, pages, infos)
}

/// A document of other pages with the same content.
pub(super) fn collect(document: &Document, mut pages: Vec<Page>, infos: Vec<PageInfo>) -> Document {
    for (page, number) in pages.iter_mut().zip(1..) {
        page.number = number;
    }
    Document {
        paged: PagedDocument::new(pages.into(), DocumentInfo::default()),
        warnings: document.warnings.clone(),
        smallest_text_pt: document.smallest_text_pt,
        pages: infos,
    }
}

/// A sheet of white paper that stands in the place of `page`.
pub(super) fn blank(page: &Page, frame: Frame) -> Page {
    Page { frame, fill: Smart::Auto, ..page.clone() }
}

/// The page with its colour and without what only its own document understands.
pub(super) fn whole(page: &Page) -> Frame {
    let size = page.frame.size();
    let mut frame = part(&page.frame, Rect::new(Point::splat(-Abs::inf()), Point::splat(Abs::inf())));
    if let Smart::Custom(Some(paint)) = &page.fill {
        let paper = Geometry::Rect(size).filled(paint.clone());
        frame.prepend(Point::zero(), FrameItem::Shape(paper, Span::detached()));
    }
    frame
}

/// The part of the page that each sheet bears.
fn pieces(page: &Page, grid: &Grid) -> Vec<Place> {
    let cuts = Cuts::of(&page.frame);
    let across = seams(&grid.columns, &cuts.across);
    let down = seams(&grid.rows, &cuts.down);
    let mut places = Vec::with_capacity(grid.sheets());
    for (row, y) in down.windows(2).enumerate() {
        for (column, x) in across.windows(2).enumerate() {
            places.push(Place { row, column, x: (x[0], x[1]), y: (y[0], y[1]) });
        }
    }
    places
}

/// In mm.
fn size(frame: &Frame) -> (f64, f64) {
    (frame.width().to_mm(), frame.height().to_mm())
}

fn mm(length: f64) -> Abs {
    Abs::mm(length)
}

#[cfg(test)]
mod tests;
