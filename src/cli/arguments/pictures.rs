//! `screen pictures`: the office's own pictures on the lobby screen.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Command, Given, UsageError};
use crate::domain::lobby::{PictureSet, PictureSetId};

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Pictures {
    pub(in crate::cli) data: Option<PathBuf>,
    pub(in crate::cli) json: bool,
    pub(in crate::cli) job: PicturesJob,
}

#[derive(Debug, PartialEq)]
pub(in crate::cli) enum PicturesJob {
    Add { files: Vec<PathBuf>, title: String, captions: Vec<String>, until: Option<Date>, seconds: u32, by: String },
    List,
    Remove { set: PictureSetId, by: String },
}

pub(super) const OPTIONS: [&str; 6] = ["data", "title", "caption", "until", "seconds", "by"];

/// Where `--seconds` is not given.
const SECONDS: u32 = 10;

impl Given {
    pub(super) fn pictures(mut self) -> Result<Command, UsageError> {
        let (data, json) = (self.path("data"), self.json);
        let job = if self.words.is_empty() { String::new() } else { self.words.remove(0).to_string_lossy().into() };
        let job = match (job.as_str(), self.words.len()) {
            ("add", 0) => return Err(UsageError("要写明加哪些图片，例如 add 一.jpg 二.jpg --title 禁毒宣传。".into())),
            ("add", _) => self.add_pictures()?,
            ("list", 0) => PicturesJob::List,
            ("remove", 1) => PicturesJob::Remove { set: self.picture_set()?, by: self.named_by()? },
            ("remove", _) => {
                return Err(UsageError("要写明去掉哪一组，编号用 gongshi screen pictures list 看。".into()));
            }
            _ => return Err(UsageError("screen pictures 后面要写 add、list 或 remove。".into())),
        };
        Ok(Command::Pictures(Pictures { data, json, job }))
    }

    fn add_pictures(&self) -> Result<PicturesJob, UsageError> {
        let title = self.text("title")?.filter(|title| !title.trim().is_empty());
        let title = title.ok_or_else(|| UsageError("要用 --title 写明这组图片叫什么。".into()))?;
        let until = match self.text("until")? {
            None => None,
            Some(text) => Some(
                text.parse().map_err(|_| UsageError(format!("--until 要写成 2026-12-31 的样子，不能是“{text}”。")))?,
            ),
        };
        let seconds = match self.text("seconds")? {
            None => SECONDS,
            Some(text) => text
                .parse()
                .ok()
                .filter(|seconds| PictureSet::SECONDS.contains(seconds))
                .ok_or_else(|| UsageError(format!("--seconds 要写 3 到 600 之间的整数，不能是“{text}”。")))?,
        };
        let captions = self.all("caption")?;
        if captions.len() > self.words.len() {
            return Err(UsageError("--caption 比图片还多：按图片的顺序，一张写一个。".into()));
        }
        let files = self.words.iter().map(PathBuf::from).collect();
        Ok(PicturesJob::Add { files, title, captions, until, seconds, by: self.named_by()? })
    }

    fn named_by(&self) -> Result<String, UsageError> {
        let by = self.text("by")?.filter(|by| !by.trim().is_empty());
        by.ok_or_else(|| UsageError("要用 --by 写明是谁放的、谁去掉的。".into()))
    }

    fn picture_set(&self) -> Result<PictureSetId, UsageError> {
        let word = self.words[0].to_string_lossy();
        let number = word.parse().map_err(|_| UsageError(format!("编号是一个整数，不能是“{word}”。")))?;
        Ok(PictureSetId::from_stored(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, UsageError> {
        super::super::parse(line.split_whitespace().map(Into::into))
    }

    #[test]
    fn pictures_are_added_with_a_title_and_a_name_listed_and_taken_off() {
        let line = "screen pictures add a.jpg b.png --title 防汛 --caption 堤坝 --until 2026-12-31 --by 李会计";
        let Ok(Command::Pictures(Pictures { job: PicturesJob::Add { files, captions, until, seconds, .. }, .. })) =
            read(line)
        else {
            panic!("a set")
        };
        assert_eq!((files.len(), captions.len(), seconds), (2, 1, 10));
        assert_eq!(until, Some(jiff::civil::date(2026, 12, 31)));
        assert!(matches!(read("screen pictures list --json"), Ok(Command::Pictures(_))));
        assert!(matches!(read("screen pictures remove 3 --by 李会计"), Ok(Command::Pictures(_))));
        for wrong in [
            "screen pictures",
            "screen pictures add --title 防汛 --by 李会计",
            "screen pictures add a.jpg --by 李会计",
            "screen pictures add a.jpg --title 防汛",
            "screen pictures add a.jpg --title 防汛 --by 李会计 --seconds 1",
            "screen pictures add a.jpg --title 防汛 --by 李会计 --until 明天",
            "screen pictures add a.jpg --title 防汛 --by 李会计 --caption 甲 --caption 乙",
            "screen pictures remove --by 李会计",
            "screen pictures remove 3",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
