//! How many sheets a poster takes. All lengths in mm.

/// What goes on beyond a seam, so that a cut half a millimetre off shows no white.
pub(super) const OVERLAP: f64 = 3.0;
/// The blank rest of a glue edge: room for glue, the label and the map.
pub(super) const STRIP: f64 = 5.0;
/// Room for the cut line between the page and what the printer reaches.
pub(super) const INSET: f64 = 0.5;

const GLUE: f64 = OVERLAP + STRIP;
/// The last sheet has no glue edge: its label stands beside the page.
const BAND: f64 = STRIP + INSET;
/// Lengths come through points and back.
const TOLERANCE: f64 = 0.01;

/// Paper for an office printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    A4,
    A3,
}

/// The sheets a poster is pieced from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tiles {
    pub sheet: Sheet,
    /// The edge the printer does not reach, in mm.
    pub margin: f64,
    /// One more sheet behind the others that shows how they are put together.
    pub guide: bool,
}

/// The sheets of one page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// A sheet's width and height.
    pub(super) sheet: (f64, f64),
    pub(super) margin: f64,
    pub(super) columns: Axis,
    pub(super) rows: Axis,
    /// Where the last sheet's label stands.
    pub(super) label: Label,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Right,
    Below,
}

/// The page cut in one direction.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    pub(super) length: f64,
    pub(super) sheets: usize,
    /// Between two seams at most.
    pub(super) pitch: f64,
    /// Behind the last seam at most.
    pub(super) last: f64,
}

impl Tiles {
    /// An office printer leaves out some 4 mm; 5 are safe.
    pub const MARGIN: f64 = 5.0;

    pub fn of(sheet: Sheet) -> Self {
        Self { sheet, margin: Self::MARGIN, guide: false }
    }

    /// Whether a page of this width and height takes more than one sheet.
    pub fn parts(&self, page: (f64, f64)) -> bool {
        self.grid(page).is_some()
    }

    /// The fewest sheets that bear a page of this width and height; `None` where one sheet is large enough as it is.
    pub(super) fn grid(&self, page: (f64, f64)) -> Option<Grid> {
        let (short, long) = match self.sheet {
            Sheet::A4 => (210.0, 297.0),
            Sheet::A3 => (297.0, 420.0),
        };
        let fits = |(width, height): (f64, f64)| page.0 <= width + TOLERANCE && page.1 <= height + TOLERANCE;
        let turns = [(short, long), (long, short)];
        if turns.into_iter().any(fits) {
            return None;
        }
        turns.into_iter().map(|sheet| Grid::of(sheet, self.margin, page)).min_by_key(Grid::sheets)
    }
}

impl Grid {
    fn of(sheet: (f64, f64), margin: f64, page: (f64, f64)) -> Self {
        // A margin of no sense would leave nothing to print on.
        let margin = if margin.is_finite() { margin.clamp(0.0, 40.0) } else { Tiles::MARGIN };
        let reach = |side: f64| side - 2.0 * (margin + INSET);
        let mut columns = Axis::fewest(page.0, reach(sheet.0));
        let mut rows = Axis::fewest(page.1, reach(sheet.1));
        if columns.spare() < BAND && rows.spare() < BAND {
            if (columns.sheets + 1) * rows.sheets <= columns.sheets * (rows.sheets + 1) {
                columns.sheets += 1;
            } else {
                rows.sheets += 1;
            }
        }
        let label = if columns.spare() >= BAND { Label::Right } else { Label::Below };
        match label {
            Label::Right => columns.last -= BAND,
            Label::Below => rows.last -= BAND,
        }
        Self { sheet, margin, columns, rows, label }
    }

    pub(super) fn sheets(&self) -> usize {
        self.columns.sheets * self.rows.sheets
    }

    /// Where a sheet's part of the page begins, from its left and from its top.
    pub(super) fn origin(&self) -> f64 {
        self.margin + INSET
    }
}

impl Axis {
    fn fewest(length: f64, reach: f64) -> Self {
        let pitch = reach - GLUE;
        let beyond_first = (length - reach - TOLERANCE).max(0.0);
        Self { length, sheets: 1 + (beyond_first / pitch).ceil() as usize, pitch, last: reach }
    }

    /// What the sheets could bear beyond the page.
    fn spare(&self) -> f64 {
        (self.sheets - 1) as f64 * self.pitch + self.last - self.length
    }

    /// From where to where seam `number`, counted from 1, can be, so that the others still reach.
    pub(super) fn range(&self, number: usize) -> (f64, f64) {
        let behind = (self.sheets - 1 - number) as f64;
        let from = self.length - self.last - behind * self.pitch;
        (from.max(0.0), (number as f64 * self.pitch).min(self.length))
    }
}
