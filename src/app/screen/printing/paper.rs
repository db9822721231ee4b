//! How large the page is, and the sheets it goes on.

use super::Printing;
use crate::domain::notice::Paper;
use crate::export::{Sheet, Tiles};

/// Of a poster's edge, in mm.
const MARGINS: std::ops::RangeInclusive<f64> = 0.0..=30.0;
/// Of a sheet of one's own, in mm.
const SIDES: std::ops::RangeInclusive<f32> = 90.0..=2500.0;

/// 成品大小
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    A4,
    A3,
    A2,
    A1,
    A0,
    Custom,
}

/// What a page goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pieces {
    Whole,
    Pairs,
    A4,
    A3,
}

impl Size {
    pub(super) const ALL: [Self; 6] = [Self::A4, Self::A3, Self::A2, Self::A1, Self::A0, Self::Custom];

    /// Upright, in mm.
    fn sides(self) -> Option<(f32, f32)> {
        Some(match self {
            Self::A4 => (210.0, 297.0),
            Self::A3 => (297.0, 420.0),
            Self::A2 => (420.0, 594.0),
            Self::A1 => (594.0, 841.0),
            Self::A0 => (841.0, 1189.0),
            Self::Custom => return None,
        })
    }

    /// A screen's page is printed on A4.
    pub(super) fn of(paper: Paper) -> (Self, bool) {
        let (width, height) = paper.size();
        let across = width > height;
        if paper.is_screen() {
            return (Self::A4, across);
        }
        let (short, long) = (width.min(height), width.max(height));
        let alike = |size: &Self| {
            size.sides().is_some_and(|sides| (sides.0 - short).abs() <= 1.0 && (sides.1 - long).abs() <= 1.0)
        };
        (Self::ALL.into_iter().find(alike).unwrap_or(Self::Custom), across)
    }
}

impl Printing {
    /// The page's width and height; `None` where none is typed that could be.
    pub(super) fn page(&self) -> Option<(f32, f32)> {
        if let Some((width, height)) = self.given {
            return Some((width as f32, height as f32));
        }
        let typed = |typed: &str| typed.trim().parse().ok().filter(|side| SIDES.contains(side));
        match self.size.sides() {
            Some((short, long)) if self.across => Some((long, short)),
            Some(upright) => Some(upright),
            None => Some((typed(&self.width)?, typed(&self.height)?)),
        }
    }

    pub(super) fn paper(&self) -> Option<Paper> {
        Some(match (self.page()?, self.size) {
            (_, Size::A4) if self.across => Paper::A4Across,
            (_, Size::A4) => Paper::A4,
            (_, Size::A3) if self.across => Paper::A3Across,
            (_, Size::A3) => Paper::A3,
            ((width, height), _) => Paper::Custom { width, height },
        })
    }

    /// What a page of this size can go on.
    pub(super) fn choices(&self) -> Vec<Pieces> {
        let Some((width, height)) = self.page() else { return vec![Pieces::Whole] };
        let page = (f64::from(width), f64::from(height));
        let takes = |size| self.chosen().is_none_or(|printer| printer.takes(size));
        let double = (page.0.min(page.1) * 2.0, page.0.max(page.1));
        let parts = |sheet| Tiles::of(sheet).parts(page);
        let mut choices = Vec::new();
        if takes(page) {
            choices.push(Pieces::Whole);
        }
        // One page alone has none to go with.
        let is_single = self.onto != Pieces::Pairs && self.laid.as_ref().is_some_and(|laid| laid.pages == 1);
        if takes(double) && double.0 <= 421.0 && !is_single {
            choices.push(Pieces::Pairs);
        }
        if parts(Sheet::A4) {
            choices.push(Pieces::A4);
        }
        if parts(Sheet::A3) && takes((297.0, 420.0)) {
            choices.push(Pieces::A3);
        }
        // A page that goes on nothing is refused with its reason when it is sent.
        if choices.is_empty() { vec![Pieces::Whole] } else { choices }
    }

    /// Another size or another printer: the page goes on what there is for it.
    pub(super) fn resize(&mut self) {
        let choices = self.choices();
        // Larger than A3 is pieced together even where a printer does not say what it takes.
        let is_large = self.page().is_some_and(|(width, height)| width.min(height) > 300.0);
        let says = self.chosen().is_some_and(|printer| !printer.papers.is_empty());
        let was_whole = matches!(self.onto, Pieces::Whole | Pieces::Pairs);
        if is_large && !says && was_whole {
            self.onto = Pieces::A4;
        } else if !choices.contains(&self.onto) {
            self.onto = choices[0];
        }
        self.lay();
    }

    pub(super) fn tiles(&self) -> Option<Tiles> {
        let sheet = match self.onto {
            Pieces::A4 => Sheet::A4,
            Pieces::A3 => Sheet::A3,
            Pieces::Whole | Pieces::Pairs => return None,
        };
        let margin = self.margin.trim().parse().ok().filter(|margin| MARGINS.contains(margin));
        Some(Tiles { sheet, margin: margin.unwrap_or(Tiles::MARGIN), guide: self.guide })
    }

    pub(super) fn has_margin(&self) -> bool {
        self.margin.trim().parse().is_ok_and(|margin: f64| MARGINS.contains(&margin))
    }
}
