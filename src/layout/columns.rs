//! How wide each column is, and in which size the table is set.

use crate::domain::table::{Class, Column};

/// What a column asks for, in em of the table's size.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Demand {
    /// Its widest cell on one line.
    pub(super) natural: f32,
    /// The widest number or word of letters in its cells.
    pub(super) unbroken: f32,
    /// The header on one line.
    pub(super) header: f32,
    /// The narrowest width that still breaks the header at sensible places.
    pub(super) header_folded: f32,
    /// Its cells may be set on several lines.
    pub(super) wraps: bool,
    /// Its part of what is left over when everything fits.
    pub(super) stretch: f32,
}

/// The table's size and its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fit {
    /// pt
    pub(super) size: f64,
    /// Left edges and the right edge of the last, in pt from the table's left.
    pub(super) edges: Vec<f64>,
    /// Columns that had to wrap although theirs are values that are not broken.
    pub(super) forced: Vec<bool>,
}

/// Blank left and right of a cell's text, in em.
pub(super) const PAD: f32 = 0.4;

/// A wrapped column is at least this wide, in em.
const NARROWEST_WRAP: f32 = 5.0;
/// A telephone number keeps to one line, an address on the net does not. In em.
const LONGEST_WHOLE: f32 = 9.0;

/// What a column of text takes of the spare width beyond its longest text, in em.
const TEXT_SPARE: f32 = 1.0;
/// A column of text that is blank, or almost, takes this much: room to write a word by hand. In em.
const TEXT_ROOMY: f32 = 5.0;

/// The widest of its cells alone may make these columns fold.
pub(super) fn wraps(column: &Column) -> bool {
    matches!(column.class, Class::Text | Class::Address | Class::Health | Class::Group)
}

pub(super) fn stretch(column: &Column) -> f32 {
    match column.class {
        Class::Serial => 0.3,
        _ => 1.0,
    }
}

/// The widths in which the cells' text is broken, in em.
pub(super) fn measures(fit: &Fit) -> Vec<f32> {
    // A hair more, because widths and edges were rounded on different ways.
    fit.edges.windows(2).map(|pair| ((pair[1] - pair[0]) / fit.size) as f32 - 2.0 * PAD + 0.002).collect()
}

/// Fits the columns into `width` pt at the largest of `sizes` at which nothing must be broken that should stay whole.
pub(super) fn fit(demands: &[Demand], width: f64, sizes: impl Iterator<Item = f64>) -> Fit {
    let mut smallest = f64::INFINITY;
    for size in sizes {
        smallest = size;
        let measure = (width / size) as f32;
        if let Some(widths) = share(demands, measure) {
            return Fit { size, edges: edges(&widths, size, width), forced: vec![false; demands.len()] };
        }
    }
    force(demands, width, smallest)
}

/// At the smallest size: numbers in texts give way, then columns, the widest first, until all fit.
fn force(demands: &[Demand], width: f64, size: f64) -> Fit {
    let measure = (width / size) as f32;
    let fair = measure / demands.len().max(1) as f32;
    let mut demands = demands.to_vec();
    demands.iter_mut().for_each(|demand| demand.unbroken = 0.0);
    let mut forced = vec![false; demands.len()];
    loop {
        if let Some(widths) = share(&demands, measure) {
            return Fit { size, edges: edges(&widths, size, width), forced };
        }
        let candidate = (0..demands.len())
            .filter(|at| !demands[*at].wraps)
            .max_by(|a, b| demands[*a].natural.total_cmp(&demands[*b].natural))
            .filter(|at| demands[*at].natural + 2.0 * PAD > fair);
        let Some(at) = candidate else {
            let widths = vec![fair; demands.len()];
            let forced = demands.iter().map(|demand| demand.natural + 2.0 * PAD > fair).collect();
            return Fit { size, edges: edges(&widths, size, width), forced };
        };
        demands[at].wraps = true;
        forced[at] = true;
    }
}

/// Widths in em that fill `measure`, or nothing when the narrowest do not fit.
fn share(demands: &[Demand], measure: f32) -> Option<Vec<f32>> {
    let floor: Vec<f32> = demands.iter().map(narrowest).collect();
    let wanted: Vec<f32> = demands.iter().map(|demand| demand.natural.max(demand.header_folded) + 2.0 * PAD).collect();
    let least: f32 = floor.iter().sum();
    if least > measure {
        return None;
    }
    let whole: f32 = wanted.iter().sum();
    if whole <= measure { Some(widen(demands, wanted, measure)) } else { Some(pour(&floor, &wanted, measure)) }
}

fn narrowest(demand: &Demand) -> f32 {
    let kept = if demand.unbroken <= LONGEST_WHOLE { demand.unbroken } else { 0.0 };
    let text = if demand.wraps { demand.natural.min(NARROWEST_WRAP.max(kept)) } else { demand.natural };
    text.max(demand.header_folded) + 2.0 * PAD
}

/// Everything stands on one line: unfold headers where there is room, then share the rest.
fn widen(demands: &[Demand], mut widths: Vec<f32>, measure: f32) -> Vec<f32> {
    let mut left = measure - widths.iter().sum::<f32>();
    for (more, alike) in headers_to_unfold(demands, &widths) {
        if more <= left {
            for at in alike {
                widths[at] = widths[at].max(demands[at].header + 2.0 * PAD);
            }
            left -= more;
        }
    }
    // Text takes the rest first, but a column of remarks is not to be half the page.
    let texts: Vec<usize> = (0..widths.len()).filter(|at| demands[*at].wraps).collect();
    let roomy = |at: usize| (demands[at].natural + TEXT_SPARE).max(TEXT_ROOMY) + 2.0 * PAD;
    let wanted: Vec<f32> = texts.iter().map(|at| (roomy(*at) - widths[*at]).max(0.0)).collect();
    let portion = (left / wanted.iter().sum::<f32>().max(1.0)).min(1.0);
    for (at, wanted) in texts.into_iter().zip(wanted) {
        widths[at] += wanted * portion;
        left -= wanted * portion;
    }
    let total: f32 = demands.iter().map(|demand| demand.stretch).sum();
    for (width, demand) in widths.iter_mut().zip(demands) {
        *width += left * demand.stretch / total;
    }
    widths
}

/// What it costs to set the headers on one line, the cheapest first; equal labels look alike, so they go together.
fn headers_to_unfold(demands: &[Demand], widths: &[f32]) -> Vec<(f32, Vec<usize>)> {
    let mut all: Vec<(f32, Vec<usize>)> = Vec::new();
    for (at, demand) in demands.iter().enumerate() {
        let missing = (demand.header + 2.0 * PAD - widths[at]).max(0.0);
        let same =
            |of: &usize| (demands[*of].header, demands[*of].header_folded) == (demand.header, demand.header_folded);
        match all.iter_mut().find(|(_, alike)| alike.first().is_some_and(same)) {
            Some((more, alike)) => {
                *more += missing;
                alike.push(at);
            }
            None => all.push((missing, vec![at])),
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    all
}

/// Not everything stands on one line: each column gets its least, then the same amount more until it has enough.
fn pour(floor: &[f32], wanted: &[f32], measure: f32) -> Vec<f32> {
    let mut widths = floor.to_vec();
    let mut left = measure - floor.iter().sum::<f32>();
    loop {
        let hungry: Vec<usize> = (0..widths.len()).filter(|at| widths[*at] + 0.01 < wanted[*at]).collect();
        if hungry.is_empty() || left < 0.01 {
            break;
        }
        let portion = left / hungry.len() as f32;
        for at in hungry {
            let taken = portion.min(wanted[at] - widths[at]);
            widths[at] += taken;
            left -= taken;
        }
    }
    widths
}

fn edges(widths: &[f32], size: f64, width: f64) -> Vec<f64> {
    let mut edges = Vec::with_capacity(widths.len() + 1);
    let mut x = 0.0;
    edges.push(x);
    for width in widths {
        x += f64::from(*width) * size;
        edges.push(x);
    }
    // The right edge stands on the text's right edge to the last bit.
    if let Some(last) = edges.last_mut().filter(|_| !widths.is_empty()) {
        *last = width;
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(natural: f32, wraps: bool) -> Demand {
        Demand { natural, unbroken: 0.0, header: 2.0, header_folded: 2.0, wraps, stretch: 1.0 }
    }

    #[test]
    fn the_table_fills_the_measure() {
        let fit = fit(&[demand(3.0, false), demand(8.0, true)], 480.0, [12.0, 9.0].into_iter());
        assert_eq!(fit.size, 12.0);
        assert_eq!(fit.edges.last(), Some(&480.0));
    }

    #[test]
    fn text_gives_way_before_the_size_does() {
        let fit = fit(&[demand(20.0, false), demand(300.0, true)], 480.0, [12.0, 9.0].into_iter());
        assert_eq!(fit.size, 12.0);
        assert!(fit.edges[1] >= 20.0 * 12.0);
    }

    #[test]
    fn the_size_gives_way_before_a_number_is_broken() {
        let fit = fit(&[demand(30.0, false), demand(15.0, false)], 480.0, [12.0, 10.0].into_iter());
        assert_eq!(fit.size, 10.0);
        assert_eq!(fit.forced, [false, false]);
    }

    #[test]
    fn a_telephone_number_in_a_text_is_not_broken_and_an_address_on_the_net_is() {
        let text = |unbroken: f32| Demand { unbroken, ..demand(30.0, true) };
        let width = |unbroken: f32| {
            let fit = fit(&[text(unbroken), demand(28.0, false)], 480.0, [12.0, 9.0].into_iter());
            (fit.edges[1] / fit.size) as f32
        };
        assert!(width(6.6) >= 6.6 + 2.0 * PAD);
        assert_eq!(width(40.0), width(0.0));
    }

    #[test]
    fn what_cannot_fit_is_broken_and_named() {
        let fit = fit(&[demand(3.0, false), demand(90.0, false)], 480.0, [12.0, 9.0].into_iter());
        assert_eq!(fit.size, 9.0);
        assert_eq!(fit.forced, [false, true]);
        assert_eq!(fit.edges.last(), Some(&480.0));
    }

    #[test]
    fn more_columns_than_the_page_has_room_for_still_share_it() {
        let many = vec![demand(3.0, false); 200];
        let fit = fit(&many, 480.0, [9.0].into_iter());
        assert_eq!(fit.edges.len(), 201);
        assert!(fit.edges.is_sorted());
    }
}
