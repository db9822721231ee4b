//! Two pages on one sheet twice their size (二合一): two A4 on A3, at full size.

use typst::layout::{Axes, Frame, FrameItem, GroupItem, Point};
use typst_layout::Page;

use super::poster::{blank, collect, whole};
use crate::layout::{Document, PageInfo};

/// The pages in pairs, joined along their long sides; an odd last page has a blank beside it.
pub fn two_up(document: &Document) -> Document {
    let pairs = document.paged.pages().chunks(2).map(sheet).collect();
    let infos = document.pages.chunks(2).map(|pair| PageInfo {
        rows: pair.first().map_or(0, |page| page.rows.start)..pair.last().map_or(0, |page| page.rows.end),
        blocks: pair.iter().flat_map(|page| page.blocks.iter().copied()).collect(),
    });
    collect(document, pairs, infos.collect())
}

fn sheet(pair: &[Page]) -> Page {
    let size = pair[0].frame.size();
    let upright = size.x <= size.y;
    let (whole_size, second) = if upright {
        (Axes::new(size.x * 2.0, size.y), Point::with_x(size.x))
    } else {
        (Axes::new(size.x, size.y * 2.0), Point::with_y(size.y))
    };
    let mut frame = Frame::hard(whole_size);
    for (page, at) in pair.iter().zip([Point::zero(), second]) {
        frame.push(at, FrameItem::Group(GroupItem::new(whole(page))));
    }
    blank(&pair[0], frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{pixels, sample};

    #[test]
    fn both_pages_of_a_pair_stand_side_by_side_at_full_size() {
        let pages = sample::document(3, 210.0, 297.0);
        let sheets = two_up(&pages);
        assert_eq!((sheets.paged.pages().len(), sheets.pages.len()), (2, 2));
        let (left, right) = (pixels(&pages, 0, 2.0).unwrap(), pixels(&pages, 1, 2.0).unwrap());
        let both = pixels(&sheets, 0, 2.0).unwrap();
        assert_eq!((both.width, both.height), (2381, left.height));
        let ink = |rgba: &[u8]| rgba.chunks_exact(4).filter(|pixel| pixel[0] < 128).count();
        let halves = ink(&left.rgba) + ink(&right.rgba);
        assert!(ink(&both.rgba).abs_diff(halves) * 20 < halves, "{} for {halves}", ink(&both.rgba));
    }

    #[test]
    fn pages_lying_across_are_joined_above_each_other() {
        let sheets = two_up(&sample::document(2, 297.0, 210.0));
        let size = sheets.paged.pages()[0].frame.size();
        assert!((size.x.to_mm() - 297.0).abs() < 0.01 && (size.y.to_mm() - 420.0).abs() < 0.01);
    }
}
