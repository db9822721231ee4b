//! The wall (墙面公开栏): its panels, the sheets that hang on them, and where there is room. All lengths are whole
//! millimetres; a sheet's corner is its upper left one, counted from the upper left corner of its panel.

mod room;
#[cfg(test)]
mod tests;

pub use room::{CLEAR, MARGIN};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::notice::NoticeId;
use super::posting::{Form, Place};

/// Names a place of the office in one data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LocationId(i64);

/// Names a panel in one data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PanelId(i64);

/// In mm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// In mm from the upper left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Corner {
    pub x: u32,
    pub y: u32,
}

/// A board of its own on the wall (版面): 党务公开, 村务公开, 财务公开.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Panel {
    pub id: PanelId,
    pub name: String,
    pub size: Size,
}

/// A place where the office posts, kept as data. Only a wall has panels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Location {
    pub id: LocationId,
    pub place: Place,
    pub panels: Vec<Panel>,
}

/// A panel as the office types it; without an id it is a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelDraft {
    pub id: Option<PanelId>,
    pub name: String,
    pub size: Size,
}

/// One sheet of a notice, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SheetId {
    pub notice: NoticeId,
    pub number: u32,
}

/// Where a sheet hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct At {
    pub panel: PanelId,
    pub corner: Corner,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sheet {
    pub id: SheetId,
    pub size: Size,
    /// `None`: it is not on the picture of the wall yet.
    pub at: Option<At>,
}

/// A notice that hangs on the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hung {
    pub notice: NoticeId,
    pub year: i16,
    /// Of the register.
    pub number: u32,
    pub title: String,
    /// The planned last day; a standing notice has none.
    pub last: Option<Date>,
    pub sheets: u32,
}

/// One wall as it should look now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wall {
    pub location: Location,
    pub hung: Vec<Hung>,
    pub sheets: Vec<Sheet>,
}

/// Why a sheet cannot hang there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// It would stand out over the panel's edge, or the wall has no such panel.
    Outside,
    /// It would cover that sheet, or be covered by it.
    Over(SheetId),
}

/// How long a sheet still hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// So many days too long.
    Over(i32),
    Today,
    /// Within three days.
    Soon(i32),
    Later(i32),
    /// 长期
    Standing,
}

/// From so many days before its end on a sheet comes down soon.
const SOON: i32 = 3;

/// Between two panels in the picture of the wall.
const BETWEEN_PANELS: u32 = 80;

/// What is offered to an office that has entered no panels yet.
pub const USUAL: Size = Size { width: 1200, height: 2400 };

/// A panel is no smaller than a sheet of A4 laid across and no larger than a house.
pub const PANEL_RANGE: std::ops::RangeInclusive<u32> = 210..=20_000;

impl LocationId {
    /// For the store alone.
    pub fn from_stored(id: i64) -> Self {
        Self(id)
    }

    pub fn get(self) -> i64 {
        self.0
    }
}

impl PanelId {
    /// For the store alone.
    pub fn from_stored(id: i64) -> Self {
        Self(id)
    }

    pub fn get(self) -> i64 {
        self.0
    }
}

impl Size {
    pub const A4: Self = Self { width: 210, height: 297 };

    /// Of paper that is measured more finely.
    pub fn of_mm(width: f64, height: f64) -> Self {
        let whole = |length: f64| length.round().clamp(1.0, 100_000.0) as u32;
        Self { width: whole(width), height: whole(height) }
    }

    /// A4, A3横, 594×841毫米: as the clerk calls it.
    pub fn name(self) -> String {
        let named = [(Self::A4, "A4"), (Self { width: 297, height: 420 }, "A3")];
        for (size, name) in named {
            if self == size {
                return name.to_owned();
            }
            if (self.width, self.height) == (size.height, size.width) {
                return format!("{name}横");
            }
        }
        format!("{}×{}毫米", self.width, self.height)
    }
}

impl PanelDraft {
    /// What is offered first: four boards side by side.
    pub fn usual() -> Vec<Self> {
        let names = ["党务公开", "村（政）务公开", "财务公开", "通知公告"];
        names.map(|name| Self { id: None, name: name.to_owned(), size: USUAL }).into()
    }
}

impl Location {
    pub fn is_wall(&self) -> bool {
        self.place.form == Form::Wall
    }

    pub fn panel(&self, id: PanelId) -> Option<&Panel> {
        self.panels.iter().find(|panel| panel.id == id)
    }

    /// Where the panel's corner stands in the picture of the whole wall: side by side, their upper edges on one line.
    pub fn origin(&self, id: PanelId) -> Corner {
        let before = self.panels.iter().take_while(|panel| panel.id != id);
        Corner { x: before.map(|panel| panel.size.width + BETWEEN_PANELS).sum(), y: 0 }
    }

    /// Of the picture of the whole wall.
    pub fn extent(&self) -> Size {
        let width: u32 = self.panels.iter().map(|panel| panel.size.width + BETWEEN_PANELS).sum();
        let height = self.panels.iter().map(|panel| panel.size.height).max().unwrap_or(0);
        Size { width: width.saturating_sub(BETWEEN_PANELS), height }
    }

    /// The panel at a point of the picture, or the nearest one, and the point counted from its corner; negative left of it
    /// or above it.
    pub fn panel_at(&self, x: i32, y: i32) -> Option<(&Panel, i32, i32)> {
        let away = |panel: &&Panel| {
            let left = self.origin(panel.id).x as i32;
            (left - x).max(x - left - panel.size.width as i32).max(0)
        };
        let panel = self.panels.iter().min_by_key(away)?;
        Some((panel, x - self.origin(panel.id).x as i32, y))
    }
}

impl Panel {
    /// The corner nearest to the asked one at which a sheet of that size stands inside; `None`: the sheet is larger than
    /// the panel.
    pub fn inside(&self, size: Size, x: i32, y: i32) -> Option<Corner> {
        let right = self.size.width.checked_sub(size.width)?;
        let bottom = self.size.height.checked_sub(size.height)?;
        let along = |asked: i32, most: u32| u32::try_from(asked).unwrap_or(0).min(most);
        Some(Corner { x: along(x, right), y: along(y, bottom) })
    }
}

impl Due {
    /// `last` is the last day it hangs.
    pub fn on(last: Option<Date>, today: Date) -> Self {
        let Some(last) = last else { return Self::Standing };
        match today.until(last).map_or(0, |span| span.get_days()) {
            days if days < 0 => Self::Over(-days),
            0 => Self::Today,
            days if days <= SOON => Self::Soon(days),
            days => Self::Later(days),
        }
    }

    /// It has to come down today, or should have.
    pub fn is_now(self) -> bool {
        matches!(self, Self::Over(_) | Self::Today)
    }
}

impl Hung {
    /// 12号
    pub fn label(&self) -> String {
        format!("{}号", self.number)
    }

    pub fn due(&self, today: Date) -> Due {
        Due::on(self.last, today)
    }
}

impl Wall {
    pub fn sheet(&self, id: SheetId) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.id == id)
    }

    pub fn notice(&self, id: NoticeId) -> Option<&Hung> {
        self.hung.iter().find(|hung| hung.notice == id)
    }

    /// What is on the picture.
    pub fn placed(&self) -> impl Iterator<Item = (&Sheet, At)> {
        self.sheets.iter().filter_map(|sheet| Some((sheet, sheet.at?)))
    }

    /// What hangs, and is not on the picture yet.
    pub fn unplaced(&self) -> impl Iterator<Item = &Sheet> {
        self.sheets.iter().filter(|sheet| sheet.at.is_none())
    }
}
