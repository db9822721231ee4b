//! What stands beside the main table: blocks become units, units are put under each other from page to page.

use serde_json::Value;
use typst::layout::{Abs, Axes, Frame, Point};

use super::Composer;
use super::PageInfo;
use super::blocks::head_gap;
use super::measures::{Measures, Palette};
use super::pages::{Stack, smallest};
use crate::domain::block::{BlockKey, Place};
use crate::domain::bulletin::Bulletin;
use crate::domain::finding::Finding;
use crate::domain::gate::PublicMatter;

mod chart;
mod code;
mod further;
mod picture;
mod words;

pub(super) use picture::Images;

/// What is kept in one piece.
pub(super) struct Unit {
    matter: Matter,
    /// Blank between it and what stands above, in pt; none at the top of a page.
    above: f64,
    /// Stands on the page of what follows.
    sticky: bool,
    /// Begins a page, where there are contents that lead to it.
    fresh: bool,
    /// What the contents say of it, and whether it is a part.
    entry: Option<(String, bool)>,
    /// The block that begins with it.
    block: Option<BlockKey>,
}

enum Matter {
    Piece(Piece),
    Table(Box<further::Further>),
}

struct Piece {
    frame: Frame,
    /// Without the blank below it, in pt.
    height: f64,
}

/// All blocks of a bulletin.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) above: Vec<Unit>,
    pub(super) below: Vec<Unit>,
}

impl Beside {
    /// The smallest text of the units, in pt.
    pub(super) fn smallest(&self) -> f64 {
        let of = |unit: &Unit| match &unit.matter {
            Matter::Piece(piece) => smallest(&piece.frame),
            Matter::Table(table) => table.smallest(),
        };
        self.above.iter().chain(&self.below).map(of).fold(f64::INFINITY, f64::min)
    }
}

impl Unit {
    fn piece(frame: Frame, height: f64, above: f64) -> Self {
        Self {
            matter: Matter::Piece(Piece { frame, height }),
            above,
            sticky: false,
            fresh: false,
            entry: None,
            block: None,
        }
    }

    fn before_next(self) -> Self {
        Self { sticky: true, ..self }
    }

    /// What it needs at least to begin on a page, in pt.
    fn start(&self) -> f64 {
        match &self.matter {
            Matter::Piece(piece) => piece.height,
            Matter::Table(table) => table.start(),
        }
    }
}

/// What the blocks of a bulletin are set with.
struct Setting<'a> {
    bulletin: &'a Bulletin,
    measures: &'a Measures,
    palette: &'a Palette,
    warnings: &'a mut Vec<Finding>,
    /// For the column headers of tables.
    data: &'a mut Value,
}

impl Composer {
    /// Sets all blocks; `data` is what the head was set with.
    pub(super) fn beside(
        &mut self,
        bulletin: &Bulletin,
        measures: &Measures,
        palette: &Palette,
        data: &mut Value,
        warnings: &mut Vec<Finding>,
    ) -> Beside {
        let mut beside = Beside::default();
        let mut setting = Setting { bulletin, measures, palette, warnings, data };
        // Below a title without an introduction there is the blank that the title asks for.
        let mut bare = bulletin.intro.is_empty();
        let list = bulletin.table.columns().iter().any(|column| !column.hidden);
        for block in &bulletin.blocks {
            let mut units = self.units(&block.matter, &mut setting);
            let is_first = std::mem::take(&mut bare) && !(list && block.place == Place::Below);
            if let Some(first) = units.first_mut().filter(|_| is_first) {
                first.above = first.above.max(0.75 * measures.title);
            }
            if let Some(first) = units.first_mut() {
                first.block = Some(block.key);
            }
            match block.place {
                Place::Above => beside.above.extend(units),
                Place::Below => beside.below.extend(units),
            }
        }
        beside
    }

    fn units(&mut self, matter: &PublicMatter, setting: &mut Setting<'_>) -> Vec<Unit> {
        match matter {
            PublicMatter::Text { .. } | PublicMatter::List { .. } | PublicMatter::Columns { .. } => {
                self.lines(matter, setting)
            }
            PublicMatter::Notice { heading, lines } => self.notice(heading, lines, setting),
            PublicMatter::Picture { picture, caption, share } => {
                vec![self.picture(picture.as_ref(), caption, *share, setting)]
            }
            PublicMatter::Code { says, caption } => self.code(says, caption, setting).into_iter().collect(),
            PublicMatter::Table(further) => self.further(further, setting),
            PublicMatter::Chart(chart) => self.chart(chart, setting).into_iter().collect(),
        }
    }

    /// Puts the units under each other from `y` pt below the text's top; 0 is the top of a page. Returns where they end.
    /// `then`: the height of what stays with the last of them.
    pub(super) fn put_units(&mut self, stack: &mut Stack<'_>, units: Vec<Unit>, y: f64, then: f64) -> f64 {
        let height = stack.measures.text_height();
        let needs: Vec<f64> = (0..units.len()).map(|at| needed(&units[at..], then)).collect();
        // A heading goes with the page that begins behind it.
        let fresh: Vec<bool> = (0..units.len()).map(|at| begins_page(&units[at..])).collect();
        let mut y = y;
        let mut goes_on = false;
        for ((unit, needed), fresh) in units.into_iter().zip(needs).zip(fresh) {
            let led = std::mem::replace(&mut goes_on, unit.sticky);
            let fresh = fresh && !led;
            if y > 0.0 && (fresh || y + unit.above + needed > height + SLACK) {
                stack.begin(PageInfo::default());
                y = 0.0;
            }
            let top = if y > 0.0 { y + unit.above } else { 0.0 };
            if let Some(block) = unit.block {
                stack.meet(block);
            }
            if let Some((text, is_part)) = unit.entry {
                stack.enter(text, is_part);
            }
            y = match unit.matter {
                Matter::Piece(piece) => {
                    stack.place(piece.frame, top);
                    top + piece.height
                }
                Matter::Table(further) => self.put_further(stack, *further, top),
            };
        }
        y
    }
}

/// Does the unit begin a page, or lead to one that does?
fn begins_page(units: &[Unit]) -> bool {
    let ahead = units.iter().position(|unit| !unit.sticky).map_or(units, |last| &units[..=last]);
    ahead.iter().any(|unit| unit.fresh)
}

/// For sums of many lengths, in pt.
const SLACK: f64 = 0.5;

/// What the first unit needs below its own blank, with all that stays with it.
fn needed(units: &[Unit], then: f64) -> f64 {
    let mut sum = 0.0;
    for (at, unit) in units.iter().enumerate() {
        sum += unit.start() + if at > 0 { unit.above } else { 0.0 };
        let is_last = at + 1 == units.len();
        if is_last {
            return sum + then;
        }
        if !unit.sticky {
            return sum;
        }
    }
    sum
}

/// Between a picture, a box, a table and what stands around it, in pt.
fn apart(measures: &Measures) -> f64 {
    head_gap(measures) + 0.3 * measures.body
}

/// A frame in the middle of one as wide as the text.
fn centred(frame: Frame, measures: &Measures) -> Frame {
    let width = measures.text_width();
    let mut whole = Frame::soft(Axes::new(Abs::pt(width), frame.height()));
    let left = (width - frame.width().to_pt()) / 2.0;
    whole.push_frame(Point::new(Abs::pt(left), Abs::zero()), frame);
    whole
}

/// A frame, and a second below it; both as wide as the text.
fn stacked(first: Frame, gap: f64, second: Option<Frame>) -> Frame {
    let Some(second) = second else { return first };
    let top = first.height().to_pt() + gap;
    let height = top + second.height().to_pt();
    let mut whole = Frame::soft(Axes::new(first.width().max(second.width()), Abs::pt(height)));
    whole.push_frame(Point::zero(), first);
    whole.push_frame(Point::new(Abs::zero(), Abs::pt(top)), second);
    whole
}
