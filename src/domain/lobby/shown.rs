//! How long which page stood (播放记录).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::plan::PageRef;

/// One page of one notice that stood from when to when. While it still stands it is told again with a later end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub page: PageRef,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// All showings of a notice's pages: 累计播放 412 次，共 3 小时 25 分，分布在 7 天.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownSummary {
    /// Showings of a page.
    pub times: u64,
    /// In milliseconds; two pages side by side count both.
    pub millis: u64,
    /// Days on which any of its pages stood.
    pub days: u32,
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// How many of its pages stood at least once, and how many it has.
    pub pages_shown: u32,
    pub pages: u32,
}

/// A page's day on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ShownDay {
    pub day: Date,
    /// 1, 2, 3 …
    pub page: u32,
    pub times: u64,
    /// In milliseconds.
    pub millis: u64,
}

impl ShownSummary {
    /// As certificates write it; `None`: it never stood on the screen.
    pub fn sentence(&self) -> Option<String> {
        let (first, last) = (self.first?, self.last?);
        let day = |day: Date| format!("{}年{}月{}日", day.year(), day.month(), day.day());
        let span = if first == last { day(first) } else { format!("{}至{}", day(first), day(last)) };
        let missing = if self.pages_shown < self.pages {
            format!("；全部{}页中有{}页没有播放过", self.pages, self.pages - self.pages_shown)
        } else {
            format!("；全部{}页都播放过", self.pages)
        };
        Some(format!(
            "{span}在大屏播放{}次，累计{}，共{}天{missing}",
            self.times,
            in_words(self.millis / 1000),
            self.days
        ))
    }
}

/// 3小时25分 / 25分 / 40秒
fn in_words(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60) {
        (0, 0) => format!("{seconds}秒"),
        (0, minutes) => format!("{minutes}分钟"),
        (hours, 0) => format!("{hours}小时"),
        (hours, minutes) => format!("{hours}小时{minutes}分钟"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_summary_says_how_often_how_long_and_on_how_many_days() {
        let summary = ShownSummary {
            times: 412,
            millis: 12_300_000,
            days: 7,
            first: Some(date(2026, 7, 18)),
            last: Some(date(2026, 7, 24)),
            pages_shown: 3,
            pages: 3,
        };
        let told = "2026年7月18日至2026年7月24日在大屏播放412次，累计3小时25分钟，共7天；全部3页都播放过";
        assert_eq!(summary.sentence().as_deref(), Some(told));
        let part = ShownSummary { pages_shown: 2, ..summary };
        assert!(part.sentence().unwrap().ends_with("；全部3页中有1页没有播放过"));
        assert_eq!(ShownSummary::default().sentence(), None);
    }
}
