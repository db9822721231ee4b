//! What an office has measured of its printers.

use serde::{Deserialize, Serialize};

/// 校准: how much larger a printer must be told to draw for its paper to come out right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Factor across the sheet, in the direction of its short side.
    pub across: f64,
    /// Factor along the sheet, in the direction it is fed.
    pub along: f64,
}

impl Calibration {
    /// The rulers of the calibration page, in mm.
    pub const ACROSS: f64 = 150.0;
    pub const ALONG: f64 = 240.0;

    /// Printers err by some tenths of a percent. Beyond this the page was scaled or the ruler misread.
    const MOST: f64 = 0.03;

    /// From what the two rulers of the calibration page measure on paper, in mm. `None` where that is further off than a
    /// printer can be.
    pub fn measured(across: f64, along: f64) -> Option<Self> {
        let within = |factor: f64| (factor - 1.0).abs() <= Self::MOST;
        let found = Self { across: Self::ACROSS / across, along: Self::ALONG / along };
        (within(found.across) && within(found.along)).then_some(found)
    }
}

impl Default for Calibration {
    fn default() -> Self {
        Self { across: 1.0, along: 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_that_draws_too_small_is_told_to_draw_larger() {
        let found = Calibration::measured(149.25, 240.0).unwrap();
        assert!((found.across - 150.0 / 149.25).abs() < 1e-9);
        assert!((found.along - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_page_fitted_to_the_paper_is_no_measure() {
        for (across, along) in [(141.0, 226.0), (15.0, 24.0), (0.0, 240.0), (150.0, f64::NAN)] {
            assert_eq!(Calibration::measured(across, along), None, "{across} × {along}");
        }
    }
}
