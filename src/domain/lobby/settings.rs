//! How the office wants its screen.

use serde::{Deserialize, Serialize};

use crate::domain::notice::Paper;

use super::schedule::{Holidays, Hours, Outside};

/// All that is set once and stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Whether the main window keeps the screen running.
    pub on: bool,
    /// Whether the screen goes out with the main window; otherwise it plays on.
    pub ends_with_window: bool,
    pub layout: Layout,
    /// 滚动字幕: the titles of what hangs, in a line at the bottom.
    pub ticker: bool,
    pub transition: Transition,
    /// The least a page stands, in seconds.
    pub page_seconds: u32,
    /// How fast people read, in characters a second.
    pub chars_per_second: u32,
    /// Each page comes round within so many minutes.
    pub promise_minutes: u32,
    /// Pages of a list are timed for people who look for a name in them, not for reading every line.
    pub lists_for_looking_up: bool,
    /// When it is on; none: always.
    pub hours: Vec<Hours>,
    pub holidays: Holidays,
    pub outside: Outside,
    pub clock: bool,
    pub date: bool,
    /// 农历
    pub lunar: bool,
    pub office_name: bool,
    /// `None`: not chosen yet; the second monitor where there is one.
    pub monitor: Option<Monitor>,
    /// `None`: whoever presses the key leaves the screen.
    pub pin: Option<PinHash>,
    /// Passers-by may stop it, turn pages and look up a name.
    pub touch: bool,
    /// What stands while nothing hangs.
    pub idle: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// 整页
    #[default]
    FullPage,
    /// The page, and beside it the list of what hangs and the clock.
    SideList,
    /// Titles and days left, and a page beside them.
    ListBoard,
    /// The television stands upright.
    Portrait,
    /// Two pages side by side.
    TwoPages,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transition {
    #[default]
    Cut,
    Fade,
    /// 15 pictures a second in whole pixels; the text is read while it moves.
    SlowScroll,
}

/// A monitor, by what stays the same when it is unplugged and plugged in again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Monitor {
    /// HDMI-1, `\\.\DISPLAY2`
    pub name: String,
    /// Of the desktop, in pixels.
    pub x: i32,
    pub y: i32,
    pub width: u32,
    pub height: u32,
}

/// An argon2 hash of the PIN; it is not printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PinHash(pub String);

impl std::fmt::Debug for PinHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PinHash(…)")
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            on: false,
            ends_with_window: false,
            layout: Layout::FullPage,
            ticker: false,
            transition: Transition::Cut,
            page_seconds: 10,
            chars_per_second: 6,
            promise_minutes: 30,
            lists_for_looking_up: true,
            hours: Vec::new(),
            holidays: Holidays::Ignored,
            outside: Outside::Black,
            clock: true,
            date: true,
            lunar: false,
            office_name: true,
            monitor: None,
            pin: None,
            touch: false,
            idle: String::new(),
        }
    }
}

impl Layout {
    pub const ALL: [Self; 5] = [Self::FullPage, Self::SideList, Self::ListBoard, Self::Portrait, Self::TwoPages];

    /// How many pages stand at once.
    pub fn pages(self) -> usize {
        match self {
            Self::TwoPages => 2,
            Self::FullPage | Self::SideList | Self::ListBoard | Self::Portrait => 1,
        }
    }

    /// What pages are made for when they are posted: the shape of the room they will have, so that their type is as large on
    /// a part of the glass as on the whole.
    pub fn paper(self) -> Paper {
        match self {
            Self::FullPage => Paper::Screen,
            Self::Portrait => Paper::ScreenPart { width: 620.0, height: 962.0 },
            Self::SideList => Paper::ScreenPart { width: 774.0, height: 463.0 },
            Self::ListBoard => Paper::ScreenPart { width: 578.0, height: 463.0 },
            Self::TwoPages => Paper::ScreenPart { width: 516.0, height: 481.0 },
        }
    }
}

impl Transition {
    pub const ALL: [Self; 3] = [Self::Cut, Self::Fade, Self::SlowScroll];

    /// How long the turn itself takes, in milliseconds; nobody reads meanwhile.
    pub fn millis(self) -> u64 {
        match self {
            Self::Cut | Self::SlowScroll => 0,
            Self::Fade => 800,
        }
    }
}

impl Monitor {
    /// How well another one answers to this: its name first, then its place and size. 0: not at all.
    pub fn likeness(&self, other: &Self) -> u8 {
        let place = (self.x, self.y) == (other.x, other.y);
        let size = (self.width, self.height) == (other.width, other.height);
        match (self.name == other.name, place, size) {
            (true, true, true) => 4,
            (true, ..) => 3,
            (false, true, true) => 2,
            (false, ..) => 0,
        }
    }
}
