use super::*;
use crate::export::{raster, sample};

/// Twice the 100 dpi of the promise, so that a stroke is wider than its own soft edge.
const DPI: f64 = 200.0;

/// One pixel at 100 dpi.
const NEAR: usize = 2;

/// A picture in grey, as wide and high as the page.
struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Picture {
    fn of(document: &Document, page: usize) -> Self {
        let pixels = raster::pixels(document, page, DPI / 72.0).unwrap();
        let grey =
            pixels.rgba.chunks_exact(4).map(|p| ((u16::from(p[0]) + u16::from(p[1]) + u16::from(p[2])) / 3) as u8);
        Self { width: pixels.width as usize, height: pixels.height as usize, grey: grey.collect() }
    }

    fn is_ink(&self, x: usize, y: usize) -> bool {
        self.grey[y * self.width + x] < 128
    }

    fn has_near(&self, ink: bool, x: usize, y: usize) -> bool {
        let rows = y.saturating_sub(NEAR)..=(y + NEAR).min(self.height - 1);
        let columns = x.saturating_sub(NEAR)..=(x + NEAR).min(self.width - 1);
        rows.into_iter().any(|row| columns.clone().any(|column| self.is_ink(column, row) == ink))
    }

    /// How many pixels have nothing alike near their place in the other picture.
    fn strangers(&self, other: &Self) -> usize {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let places = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        places.filter(|(x, y)| !other.has_near(self.is_ink(*x, *y), *x, *y)).count()
    }
}

fn pixel(length: f64) -> usize {
    (length / 25.4 * DPI).round() as usize
}

/// Cuts each sheet at its lines and lays it in its place.
fn paste(document: &Document, tiles: &Tiles) -> Picture {
    let page = &document.paged.pages()[0];
    let grid = tiles.grid(size(&page.frame)).unwrap();
    let made = poster(document, tiles);
    let original = Picture::of(document, 0);
    let mut pasted = Picture { grey: vec![0; original.grey.len()], ..original };
    for (at, place) in pieces(page, &grid).iter().enumerate() {
        let sheet = Picture::of(&made, at);
        for y in pixel(place.y.0)..pixel(place.y.1).min(pasted.height) {
            for x in pixel(place.x.0)..pixel(place.x.1).min(pasted.width) {
                let from = |at: usize, seam: f64| (at as f64 + 0.5 + (grid.origin() - seam) / 25.4 * DPI) as usize;
                let there = from(y, place.y.0) * sheet.width + from(x, place.x.0);
                pasted.grey[y * pasted.width + x] = sheet.grey[there];
            }
        }
    }
    pasted
}

#[test]
fn a_poster_pasted_together_is_the_page_within_a_pixel() {
    for (page, tiles) in [
        (sample::table(594.0, 841.0), Tiles::of(Sheet::A4)),
        (sample::table(594.0, 420.0), Tiles::of(Sheet::A3)),
        (sample::table(420.0, 594.0), Tiles { margin: 12.0, ..Tiles::of(Sheet::A4) }),
    ] {
        let (original, pasted) = (Picture::of(&page, 0), paste(&page, &tiles));
        assert_eq!((original.strangers(&pasted), pasted.strangers(&original)), (0, 0), "{tiles:?}");
    }
}

#[test]
fn a_sheet_put_three_pixels_off_would_be_seen() {
    let page = sample::table(420.0, 594.0);
    let original = Picture::of(&page, 0);
    let mut moved = Picture::of(&page, 0);
    moved.grey.rotate_right(6);
    assert!(original.strangers(&moved) > 100);
}

#[test]
fn the_sheets_are_counted_before_they_are_made() {
    let cases = [
        ((594.0, 841.0), Sheet::A4, 12),
        ((594.0, 841.0), Sheet::A3, 6),
        ((841.0, 1189.0), Sheet::A4, 21),
        ((841.0, 1189.0), Sheet::A3, 9),
        ((420.0, 594.0), Sheet::A4, 8),
        ((420.0, 594.0), Sheet::A3, 4),
        ((297.0, 420.0), Sheet::A3, 1),
        ((210.0, 297.0), Sheet::A4, 1),
        ((297.0, 210.0), Sheet::A4, 1),
        ((2400.0, 300.0), Sheet::A3, 9),
    ];
    for ((width, height), sheet, count) in cases {
        let page = sample::document(2, width, height);
        let tiles = Tiles::of(sheet);
        assert_eq!(sheets(&page, &tiles), 2 * count, "{width} × {height} on {sheet:?}");
        assert_eq!(poster(&page, &tiles).paged.pages().len(), 2 * count, "{width} × {height} on {sheet:?}");
    }
}

#[test]
fn seams_cut_no_character_where_the_sheets_have_room_to_spare() {
    let page = sample::table(594.0, 841.0);
    let frame = &page.paged.pages()[0].frame;
    let grid = Tiles::of(Sheet::A4).grid(size(frame)).unwrap();
    let cuts = Cuts::of(frame);
    let columns = seams(&grid.columns, &cuts.across);
    let rows = seams(&grid.rows, &cuts.down);
    let hit = |seams: &[f64], taken: &seams::Taken| -> u32 {
        seams[1..seams.len() - 1].iter().map(|at| taken.hit(*at)).sum()
    };
    assert_eq!((columns.len(), rows.len()), (5, 4));
    assert_eq!((hit(&columns, &cuts.across), hit(&rows, &cuts.down)), (0, 0), "{columns:?} {rows:?}");
    let even: Vec<f64> = (0..=4).map(|at| 594.0 / 4.0 * f64::from(at)).collect();
    assert!(hit(&even, &cuts.across) > 0, "even seams would have cut characters");
}

#[test]
fn every_sheet_reaches_its_neighbour_with_its_glue_edge_and_the_printer_reaches_all_of_it() {
    for (width, height) in [(594.0, 841.0), (841.0, 1189.0), (333.0, 1777.0), (2500.0, 50.0), (298.0, 421.0)] {
        for tiles in [Tiles::of(Sheet::A4), Tiles::of(Sheet::A3), Tiles { margin: 15.0, ..Tiles::of(Sheet::A4) }] {
            let page = sample::document(1, width, height);
            let Some(grid) = tiles.grid(size(&page.paged.pages()[0].frame)) else { continue };
            let made = poster(&page, &tiles);
            for (at, place) in pieces(&page.paged.pages()[0], &grid).iter().enumerate() {
                let beyond = |last: bool| if last { 0.0 } else { grid::OVERLAP + grid::STRIP };
                let right = grid.origin() + place.x.1 - place.x.0 + beyond(place.column + 1 == grid.columns.sheets);
                let below = grid.origin() + place.y.1 - place.y.0 + beyond(place.row + 1 == grid.rows.sheets);
                assert!(right <= grid.sheet.0 - tiles.margin + 0.01, "{width} × {height}, {place:?}");
                assert!(below <= grid.sheet.1 - tiles.margin + 0.01, "{width} × {height}, {place:?}");
                let picture = Picture::of(&made, at);
                let edge = pixel(tiles.margin) - 1;
                let blank = |x: usize, y: usize| picture.grey[y * picture.width + x] == 255;
                let (last_x, last_y) = (picture.width - 1, picture.height - 1);
                let clear = (0..=last_x).all(|x| (0..edge).all(|y| blank(x, y) && blank(x, last_y - y)))
                    && (0..=last_y).all(|y| (0..edge).all(|x| blank(x, y) && blank(last_x - x, y)));
                assert!(clear, "{width} × {height}: ink on the edge of {place:?}");
            }
        }
    }
}

#[test]
fn the_sheets_of_a_poster_make_a_pdf() {
    let page = sample::document(1, 420.0, 297.0);
    let made = poster(&page, &Tiles::of(Sheet::A4));
    assert_eq!(made.paged.pages().len(), sheets(&page, &Tiles::of(Sheet::A4)));
    let pdf = crate::export::pdf(
        &made,
        &crate::export::PdfOptions { title: None, made: "2026-11-23T08:00:00Z".parse().unwrap() },
    );
    assert!(pdf.unwrap().starts_with(b"%PDF"));
}

#[test]
fn the_assembly_sheet_comes_last_and_is_as_large_as_the_others() {
    let page = sample::document(1, 594.0, 841.0);
    let tiles = Tiles { guide: true, ..Tiles::of(Sheet::A4) };
    let made = poster(&page, &tiles);
    let pages = made.paged.pages();
    assert_eq!((pages.len(), sheets(&page, &tiles)), (13, 13));
    assert_eq!(pages[12].frame.size(), pages[0].frame.size());
    let fitting = sample::document(1, 210.0, 297.0);
    assert_eq!(poster(&fitting, &tiles).paged.pages().len(), 1, "nothing is put together");
}
