//! Which pages bear something that the printer does not reach.

use crate::export::{ExportError, pixels};
use crate::layout::Document;

/// Fine enough to see a hairline, coarse enough for hundreds of pages. Pixels to the point.
const SCALE: f64 = 1.0;

/// Lighter than this is paper.
const INK: u8 = 250;

/// The pages, counted from 1, with ink nearer than `margin` mm to an edge: it would be missing on paper.
///
/// # Errors
/// A page too large to be looked at.
pub fn beyond_reach(document: &Document, margin: f64) -> Result<Vec<usize>, ExportError> {
    // A pixel half in the margin may hold ink of the other half.
    let edge = (margin / 25.4 * 72.0 * SCALE).floor().max(0.0) as usize;
    let mut found = Vec::new();
    for page in 0..document.paged.pages().len() {
        let picture = pixels(document, page, SCALE)?;
        let (width, height) = (picture.width as usize, picture.height as usize);
        let is_ink = |at: usize| picture.rgba[at * 4..at * 4 + 3].iter().any(|part| *part < INK);
        let outside = |x: usize, y: usize| x < edge || y < edge || x + edge >= width || y + edge >= height;
        let mut places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        if places.any(|(x, y)| outside(x, y) && is_ink(y * width + x)) {
            found.push(page + 1);
        }
    }
    Ok(found)
}
