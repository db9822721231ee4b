//! What a printer leaves white at the edges of a sheet, and which pages bear something there.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::export::{ExportError, pixels};
use crate::layout::Document;

/// Fine enough to see a hairline, coarse enough for hundreds of pages. Pixels to the point.
const SCALE: f64 = 1.0;

/// A colour this near to the page's ground is the ground, in parts of 255.
const GROUND: u8 = 5;

/// What the printer does not reach of an upright sheet, in mm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Margins {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edge {
    Left,
    Right,
    Top,
    Bottom,
}

/// A page with something in what stays white.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Beyond {
    /// Counted from 1.
    pub page: usize,
    pub edges: Vec<Edge>,
    /// The widest of the white edges it stands in, in mm.
    pub margin: f64,
}

impl Margins {
    /// The same on all four.
    pub fn even(margin: f64) -> Self {
        Self { left: margin, right: margin, top: margin, bottom: margin }
    }

    pub fn widest(self) -> f64 {
        self.left.max(self.right).max(self.top).max(self.bottom)
    }

    /// Of a page across. Which way it is turned onto its sheet is for the printer to say: the wider of two counts for both.
    fn across(self) -> Self {
        let (sides, ends) = (self.left.max(self.right), self.top.max(self.bottom));
        Self { left: ends, right: ends, top: sides, bottom: sides }
    }

    fn each(self) -> [(Edge, f64); 4] {
        [(Edge::Left, self.left), (Edge::Right, self.right), (Edge::Top, self.top), (Edge::Bottom, self.bottom)]
    }
}

/// The pages with something nearer to an edge than the printer comes: it would be missing on paper. The ground itself is
/// nothing: red paper with a white rim lacks no word.
///
/// # Errors
/// A page too large to be looked at.
pub fn beyond_reach(document: &Document, margins: Margins) -> Result<Vec<Beyond>, ExportError> {
    let mut found = Vec::new();
    for page in 0..document.paged.pages().len() {
        let picture = pixels(document, page, SCALE)?;
        let (width, height) = (picture.width as usize, picture.height as usize);
        let margins = if width > height { margins.across() } else { margins };
        let colour = |(x, y): (usize, usize)| &picture.rgba[(y * width + x) * 4..][..3];
        let ground = ground(width, height, colour);
        let is_ink = |at| colour(at).iter().zip(ground).any(|(part, ground)| part.abs_diff(*ground) > GROUND);
        let is_met = |(edge, margin): &(Edge, f64)| {
            // A pixel half in the margin may hold ink of the other half.
            let deep = (margin / 25.4 * 72.0 * SCALE).floor().max(0.0) as usize;
            let (wide, high) = (deep.min(width), deep.min(height));
            let (columns, rows) = match edge {
                Edge::Left => (0..wide, 0..height),
                Edge::Right => (width - wide..width, 0..height),
                Edge::Top => (0..width, 0..high),
                Edge::Bottom => (0..width, height - high..height),
            };
            rows.flat_map(|y| columns.clone().map(move |x| (x, y))).any(is_ink)
        };
        let met: Vec<(Edge, f64)> = margins.each().into_iter().filter(is_met).collect();
        if !met.is_empty() {
            let margin = met.iter().fold(0.0_f64, |widest, (_, margin)| widest.max(*margin));
            found.push(Beyond { page: page + 1, edges: met.into_iter().map(|(edge, _)| edge).collect(), margin });
        }
    }
    Ok(found)
}

/// The colour that most of the outermost frame of a picture has.
fn ground<'a>(width: usize, height: usize, colour: impl Fn((usize, usize)) -> &'a [u8]) -> &'a [u8] {
    let ends = (0..width).flat_map(|x| [(x, 0), (x, height - 1)]);
    let sides = (0..height).flat_map(|y| [(0, y), (width - 1, y)]);
    let mut seen: BTreeMap<&[u8], usize> = BTreeMap::new();
    for at in ends.chain(sides) {
        *seen.entry(colour(at)).or_default() += 1;
    }
    seen.into_iter().max_by_key(|(_, times)| *times).map_or(&[255; 3], |(colour, _)| colour)
}

/// 1-3,5: as the pages to be printed are typed.
pub fn in_ranges(pages: &[usize]) -> String {
    let runs = pages.chunk_by(|before, after| before + 1 == *after);
    let run = |run: &[usize]| match run {
        [first, .., last] => format!("{first}-{last}"),
        [only] => only.to_string(),
        [] => String::new(),
    };
    runs.map(run).collect::<Vec<_>>().join(",")
}
