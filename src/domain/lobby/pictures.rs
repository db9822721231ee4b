//! The office's own pictures (大屏图片): sets of slides that take part in the loop beside the notices.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Names a set of pictures in one data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PictureSetId(i64);

impl PictureSetId {
    /// For the store alone.
    pub fn from_stored(id: i64) -> Self {
        Self(id)
    }

    pub fn get(self) -> i64 {
        self.0
    }
}

/// Pictures that stand one after the other, without their pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureSet {
    pub id: PictureSetId,
    pub title: String,
    pub first: Date,
    /// `None`: until it is taken off.
    pub last: Option<Date>,
    /// How long each picture stands.
    pub seconds: u32,
    /// What stands under each picture, in their order; empty where nothing does.
    pub captions: Vec<String>,
    pub added: Timestamp,
    pub by: String,
    /// Of the pages.
    pub sha256: String,
}

impl PictureSet {
    /// How long a picture may stand, in seconds.
    pub const SECONDS: std::ops::RangeInclusive<u32> = 3..=600;
    /// As many pictures may be in one set.
    pub const MOST: usize = 60;

    pub fn pages(&self) -> u32 {
        u32::try_from(self.captions.len()).unwrap_or(u32::MAX)
    }

    pub fn stands_on(&self, day: Date) -> bool {
        self.first <= day && self.last.is_none_or(|last| day <= last)
    }
}
