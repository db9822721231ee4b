//! `gongshi election`, read.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Command, Given, UsageError};
use crate::domain::election::{self, Member};

/// Options of the command, whatever its job.
pub(super) const OPTIONS: [&str; 9] =
    ["data", "day", "place", "committee", "village", "term", "hours", "province", "figures"];

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Election {
    pub job: Job,
    pub data: PathBuf,
    pub json: bool,
    /// What was said of the plan; what was not is the office's or stays.
    pub day: Option<Date>,
    pub place: Option<String>,
    pub committee: Option<Vec<Member>>,
    pub village: Option<String>,
    pub term: Option<String>,
    pub hours: Option<String>,
    pub province: Option<String>,
}

#[derive(Debug, PartialEq)]
pub(in crate::cli) enum Job {
    New,
    Move,
    Check,
    Result(PathBuf),
}

impl Given {
    pub(super) fn election(mut self) -> Result<Command, UsageError> {
        let job = self.words.remove(0);
        let job = match &*job.to_string_lossy() {
            "new" => Job::New,
            "move" => Job::Move,
            "check" => Job::Check,
            "result" => Job::Result(
                self.path("figures").ok_or_else(|| UsageError("要用 --figures 写明选举数据的文件。".into()))?,
            ),
            other => return Err(UsageError(format!("election 没有“{other}”。可以写 new、move、check 或 result。"))),
        };
        let data = self.path("data").ok_or_else(|| UsageError("要用 --data 写明是哪个文件夹。".into()))?;
        let day = match self.text("day")? {
            None if job == Job::New => return Err(UsageError("要用 --day 写明选举日，例如 --day 2026-12-20。".into())),
            None => None,
            Some(text) => Some(day(&text)?),
        };
        let place = self.text("place")?.filter(|place| !place.trim().is_empty());
        if job == Job::New && place.is_none() {
            return Err(UsageError("要用 --place 写明投票地点。".into()));
        }
        Ok(Command::Election(Election {
            job,
            data,
            json: self.json,
            day,
            place,
            committee: self.text("committee")?.map(|text| election::committee(&text)),
            village: self.text("village")?,
            term: self.text("term")?,
            hours: self.text("hours")?,
            province: self.text("province")?,
        }))
    }
}

/// A series reaches weeks around its day, so the ends of the calendar are no election days.
fn day(text: &str) -> Result<Date, UsageError> {
    let day = text.parse().ok().filter(|day: &Date| (1990..=2200).contains(&day.year()));
    day.ok_or_else(|| UsageError(format!("--day 要写日期，例如 2026-12-20，不能是“{text}”。")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_none_is_refused() {
        assert!(day("2026-12-20").is_ok());
        for wrong in ["2026-13-01", "明年", "9999-12-31"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
