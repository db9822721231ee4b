//! The commands over the life of a posting.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Given, Shape, UsageError};
use crate::domain::approval::Means;
use crate::domain::objection::Outcome;
use crate::domain::posting::{Form, Place};

/// What is done with a notice of a data folder.
#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Life {
    pub(in crate::cli) data: PathBuf,
    pub(in crate::cli) json: bool,
    pub(in crate::cli) verb: Verb,
}

#[derive(Debug, PartialEq)]
pub(in crate::cli) enum Verb {
    /// The next step of its kind is signed; a draft is submitted first.
    Approve {
        notice: i64,
        by: String,
        means: Means,
        remark: String,
    },
    Post {
        notice: i64,
        by: String,
        places: Vec<Place>,
        last: Option<Date>,
        reason: String,
    },
    Withdraw {
        notice: i64,
        by: String,
        reason: String,
        seal: bool,
    },
    Object {
        notice: i64,
        person: String,
        means: String,
        matter: String,
        /// Who registers it; empty: the office.
        by: String,
    },
    Answer {
        notice: i64,
        number: u32,
        by: String,
        reply: String,
        outcome: Outcome,
        list_changed: bool,
    },
    Verify,
}

/// Options, flags and words of a command, for the check that nothing else is there.
pub(super) fn shape(name: &str) -> Option<Shape> {
    Some(match name {
        "approve" => (&["data", "by", "means", "remark"], &["json"], 1),
        "post" => (&["data", "by", "place", "until", "reason"], &["json"], 1),
        "withdraw" => (&["data", "by", "reason"], &["json", "seal"], 1),
        "object" => {
            (&["data", "person", "means", "matter", "answer", "by", "reply", "outcome"], &["json", "list-changed"], 1)
        }
        "verify" => (&["data"], &["json"], 0),
        _ => return None,
    })
}

impl Given {
    pub(super) fn life(&self, name: &str) -> Result<Life, UsageError> {
        let data = self.data()?;
        let verb = match name {
            "approve" => Verb::Approve {
                notice: self.notice()?,
                by: self.required("by", "签字人")?,
                means: self.means()?,
                remark: self.text("remark")?.unwrap_or_default(),
            },
            "post" => Verb::Post {
                notice: self.notice()?,
                by: self.required("by", "张贴人")?,
                places: self.places()?,
                last: self.day("until")?,
                reason: self.text("reason")?.unwrap_or_default(),
            },
            "withdraw" => Verb::Withdraw {
                notice: self.notice()?,
                by: self.required("by", "撤下的人")?,
                reason: self.text("reason")?.unwrap_or_else(|| "期满".into()),
                seal: self.has("seal"),
            },
            "object" => self.objection()?,
            _ => Verb::Verify,
        };
        Ok(Life { data, json: self.json, verb })
    }

    fn objection(&self) -> Result<Verb, UsageError> {
        let notice = self.notice()?;
        let Some(number) = self.text("answer")? else {
            return Ok(Verb::Object {
                notice,
                person: self.text("person")?.unwrap_or_default(),
                means: self.text("means")?.unwrap_or_else(|| "当面".into()),
                matter: self.required("matter", "异议内容")?,
                by: self.text("by")?.unwrap_or_default(),
            });
        };
        let number = number.parse().map_err(|_| UsageError(format!("--answer 要写异议的编号，不能是“{number}”。")))?;
        let outcome = match self.required("outcome", "处理结果")?.as_str() {
            "upheld" => Outcome::Upheld,
            "rejected" => Outcome::Rejected,
            "withdrawn" => Outcome::Withdrawn,
            other => {
                return Err(UsageError(format!("--outcome 要写 upheld、rejected 或 withdrawn，不能是“{other}”。")));
            }
        };
        Ok(Verb::Answer {
            notice,
            number,
            by: self.required("by", "答复人")?,
            reply: self.required("reply", "答复内容")?,
            outcome,
            list_changed: self.has("list-changed"),
        })
    }

    pub(super) fn required(&self, option: &str, what: &str) -> Result<String, UsageError> {
        self.text(option)?
            .filter(|text| !text.trim().is_empty())
            .ok_or_else(|| UsageError(format!("要用 --{option} 写明{what}。")))
    }

    pub(super) fn notice(&self) -> Result<i64, UsageError> {
        let word = self.words.first().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
        word.parse().map_err(|_| UsageError(format!("要写公示件的编号（gongshi list 里的数字），不能是“{word}”。")))
    }

    fn means(&self) -> Result<Means, UsageError> {
        match self.text("means")?.as_deref() {
            None | Some("paper") => Ok(Means::Paper),
            Some("pin") => Ok(Means::Pin),
            Some("alone") => Ok(Means::Alone),
            Some(other) => Err(UsageError(format!("--means 要写 pin、paper 或 alone，不能是“{other}”。"))),
        }
    }

    pub(super) fn day(&self, option: &str) -> Result<Option<Date>, UsageError> {
        let day = |text: String| {
            text.parse().map_err(|_| UsageError(format!("--{option} 要写日期，例如 2026-04-08，不能是“{text}”。")))
        };
        self.text(option)?.map(day).transpose()
    }

    /// `wall:村委会公开栏`; a place without a form is a wall.
    fn places(&self) -> Result<Vec<Place>, UsageError> {
        let place = |text: &str| {
            let (form, name) = match text.split_once(':') {
                Some(("wall", name)) => (Form::Wall, name),
                Some(("screen", name)) => (Form::Screen, name),
                Some(("broadcast", name)) => (Form::Broadcast, name),
                Some(("other", name)) => (Form::Other, name),
                Some((form, _)) => {
                    let told = format!("--place 的开头要写 wall、screen、broadcast 或 other，不能是“{form}”。");
                    return Err(UsageError(told));
                }
                None => (Form::Wall, text),
            };
            match name.trim() {
                "" => Err(UsageError("--place 要写地点，例如 wall:村委会公开栏。".into())),
                name => Ok(Place { form, name: name.to_owned() }),
            }
        };
        let places: Vec<Place> = self.all("place")?.iter().map(|text| place(text)).collect::<Result<_, _>>()?;
        if places.is_empty() {
            return Err(UsageError("要用 --place 写明贴在哪里，例如 --place wall:村委会公开栏。".into()));
        }
        Ok(places)
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::super::{Command, parse};
    use super::*;

    fn read(line: &str) -> Result<Command, UsageError> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn places_carry_their_form_and_may_be_several() {
        let Ok(Command::Life(life)) = read("post 3 --data d --by 李会计 --place 公开栏 --place screen:大厅电视")
        else {
            panic!("a posting")
        };
        let Verb::Post { notice: 3, places, .. } = life.verb else { panic!("a posting") };
        let forms: Vec<(Form, &str)> = places.iter().map(|place| (place.form, place.name.as_str())).collect();
        assert_eq!(forms, [(Form::Wall, "公开栏"), (Form::Screen, "大厅电视")]);
    }

    #[test]
    fn what_is_missing_is_named() {
        for (line, missing) in [
            ("approve 3 --by 王", "--data"),
            ("approve 3 --data d", "--by"),
            ("post 3 --data d --by 王", "--place"),
            ("post 三 --data d --by 王 --place 墙", "编号"),
            ("post 3 --data d --by 王 --place tv:墙", "--place"),
            ("object 3 --data d", "--matter"),
            ("object 3 --data d --answer 1 --by 王 --reply 好 --outcome maybe", "--outcome"),
            ("withdraw 3 --data d --by 王 --place 墙", "--place"),
            ("verify 3 --data d", "多写"),
        ] {
            let error = read(line).expect_err(line);
            assert!(error.0.contains(missing) && error.0.ends_with('。'), "{line}: {error}");
        }
    }
}
