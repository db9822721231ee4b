//! Sizes and colours of a page: what paper and theme decide.

use typst::visualize::{Color, Paint};

use crate::domain::notice::{Look, Paper, Theme};

/// Points in a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;

/// Lengths in pt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measures {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) title: f64,
    /// Prose above and below the table.
    pub(super) body: f64,
    /// From one line of prose to the next.
    pub(super) pitch: f64,
    /// The table's text, before it is fitted.
    pub(super) table: f64,
    /// The table's text is never made smaller than this.
    pub(super) floor: f64,
    /// Grid lines.
    pub(super) hairline: f64,
}

/// What the sizes are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    List,
    /// 通知: no table.
    Prose,
}

impl Measures {
    pub(super) fn of(look: &Look, purpose: Purpose) -> Self {
        let mut measures = match look.paper {
            Paper::A4 | Paper::A4Across => Self::sheet(look.paper, 1.0, purpose),
            Paper::A3 | Paper::A3Across => Self::sheet(look.paper, 1.3, purpose),
            Paper::Screen | Paper::ScreenPortrait | Paper::ScreenPart { .. } => Self::screen(look.paper),
            Paper::Custom { .. } => {
                let (width, height) = size(look.paper);
                let scale = (width * height / (210.0 * 297.0)).sqrt().clamp(0.6, 8.0);
                Self::sheet(look.paper, scale, purpose)
            }
        };
        if let Some(size) = look.text_size.filter(|size| size.is_finite()) {
            measures.table = f64::from(size).clamp(5.0, measures.height.min(measures.width) / 6.0);
            measures.floor = measures.floor.min(measures.table);
        }
        measures
    }

    fn sheet(paper: Paper, scale: f64, purpose: Purpose) -> Self {
        let (width, height) = size(paper);
        let (width, height) = (width * MM, height * MM);
        // Notices of prose follow GB/T 9704: 版心 156 × 225 mm, 三号 on 28.95 pt.
        let (left, right, top, bottom, body, pitch) = match purpose {
            Purpose::Prose if paper == Paper::A4 => (28.0, 26.0, 37.0, 35.0, 16.0, 28.95),
            Purpose::Prose => (26.0 * scale, 26.0 * scale, 30.0 * scale, 30.0 * scale, 16.0 * scale, 28.95 * scale),
            Purpose::List => {
                let edge = (16.0 * scale).max(18.0);
                (edge, edge, 20.0 * scale.min(1.2), 20.0 * scale.min(1.2), 14.0 * scale, 22.4 * scale)
            }
        };
        let narrow = (width.min(height) / MM / 120.0).min(1.0);
        Self {
            width,
            height,
            left: left * narrow * MM,
            right: right * narrow * MM,
            top: top * narrow * MM,
            bottom: bottom * narrow * MM,
            title: 22.0 * scale,
            body,
            pitch,
            table: 12.0 * scale,
            floor: (9.0 * scale.min(1.2)).max(7.5),
            hairline: 0.5 * scale.max(1.0),
        }
    }

    /// From three metres the smallest text must be 10 mm high.
    fn screen(paper: Paper) -> Self {
        let (width, height) = size(paper);
        // A part of the screen has its margin around it already; its type is as large as on the whole.
        let (edge, top, bottom, title) = match paper {
            Paper::ScreenPart { .. } => (18.0, 16.0, 26.0, 26.0),
            _ => (34.0, 30.0, 34.0, 30.0),
        };
        Self {
            width: width * MM,
            height: height * MM,
            left: edge * MM,
            right: edge * MM,
            top: top * MM,
            bottom: bottom * MM,
            title: title * MM,
            body: 17.0 * MM,
            pitch: 26.0 * MM,
            table: 15.0 * MM,
            floor: 10.5 * MM,
            hairline: 1.6,
        }
    }

    /// The same paper with type `times` as large.
    pub(super) fn grown(self, times: f64) -> Self {
        Self {
            title: self.title * times,
            body: self.body * times,
            pitch: self.pitch * times,
            table: self.table * times,
            ..self
        }
    }

    pub(super) fn text_width(&self) -> f64 {
        self.width - self.left - self.right
    }

    pub(super) fn text_height(&self) -> f64 {
        self.height - self.top - self.bottom
    }

    /// 第 x 页: never a reason to come nearer than the table itself asks for, and never more than its margin holds.
    pub(super) fn foot(&self) -> f64 {
        (self.table * 0.875).min(self.bottom * 0.45).max(self.floor)
    }

    /// The table's sizes to try, largest first, down to the floor.
    pub(super) fn table_sizes(&self) -> impl Iterator<Item = f64> {
        const STEPS: u32 = 6;
        let (from, to) = (self.table, self.floor);
        let last = if to < from { STEPS } else { 0 };
        (0..=last).map(move |step| from - (from - to) * f64::from(step) / f64::from(STEPS))
    }
}

/// In mm; a size of no sense becomes A4.
fn size(paper: Paper) -> (f64, f64) {
    let (width, height) = paper.size();
    let sound = |length: f32| length.is_finite() && length >= 40.0;
    if sound(width) && sound(height) {
        (f64::from(width.min(6000.0)), f64::from(height.min(6000.0)))
    } else {
        (210.0, 297.0)
    }
}

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Ink(pub(super) u8, pub(super) u8, pub(super) u8);

/// Colours of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Palette {
    /// `None`: the paper's own white.
    pub(super) paper: Option<Ink>,
    pub(super) ink: Ink,
    pub(super) title: Ink,
    pub(super) mark: Ink,
    pub(super) grid: Ink,
    /// Behind column headers and headings.
    pub(super) tint: Option<Ink>,
}

impl Palette {
    /// Without `ground` the paper that is put in has the theme's colour already.
    pub(super) fn of(theme: Theme, ground: bool) -> Self {
        let black = Ink(0, 0, 0);
        let red = Ink(0xC8, 0x10, 0x1E);
        let plain = Self {
            paper: None,
            ink: black,
            title: black,
            mark: red,
            grid: Ink(0x40, 0x40, 0x40),
            tint: Some(Ink(0xF0, 0xF0, 0xF0)),
        };
        match theme {
            Theme::Plain | Theme::RedHead => plain,
            Theme::RedPaper => {
                let red = ground.then_some(Ink(0xE2, 0x47, 0x3D));
                Self { paper: red, mark: black, grid: black, tint: None, ..plain }
            }
        }
    }
}

impl Ink {
    pub(super) fn paint(self) -> Paint {
        Paint::Solid(Color::from_u8(self.0, self.1, self.2, 255))
    }

    /// As a template writes it.
    pub(super) fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}
