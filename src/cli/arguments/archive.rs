//! `gongshi archive`: what is kept, how long, and what was taken in from before.

use std::path::PathBuf;

use super::{Given, UsageError, named_kind};
use crate::domain::kind::KindId;
use crate::domain::retention::{Deed, TERMS, Term};

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Archive {
    pub(in crate::cli) data: PathBuf,
    pub(in crate::cli) json: bool,
    pub(in crate::cli) job: ArchiveJob,
}

#[derive(Debug, PartialEq)]
pub(in crate::cli) enum ArchiveJob {
    List {
        /// Only what may be destroyed.
        due: bool,
    },
    Import {
        folder: PathBuf,
        by: String,
        /// `None`: by each file's name.
        kind: Option<KindId>,
    },
    /// Everything but a destruction.
    Keep { deed: Deed, notice: i64, by: String, reason: String },
    /// 保管期限 of a kind.
    Term { kind: KindId, term: Term },
    /// `None`: never by itself.
    ConcealAfter { days: Option<u16> },
    Destroy {
        notice: i64,
        by: String,
        second: String,
        reason: String,
        /// Both sign by PIN, on the first two lines of the input; else on paper.
        by_pin: bool,
    },
}

pub(super) const OPTIONS: [&str; 7] = ["years", "data", "by", "second", "reason", "means", "kind"];

impl Given {
    /// How many words stand behind `archive`.
    pub(super) fn archive_words(&self) -> usize {
        if self.words.first().is_some_and(|verb| verb == "list") { 1 } else { 2 }
    }

    pub(super) fn archive(mut self) -> Result<Archive, UsageError> {
        let verb = self.words.remove(0).to_string_lossy().into_owned();
        let (data, json) = (self.data()?, self.json);
        let deed = Deed::of_code(&verb);
        let job = match (verb.as_str(), deed) {
            ("list", _) => ArchiveJob::List { due: self.has("due") },
            ("import", _) => ArchiveJob::Import {
                by: self.required("by", "补录人")?,
                kind: self.text("kind")?.map(|named| named_kind(&named)).transpose()?.map(|kind| kind.id.clone()),
                folder: PathBuf::from(self.words.remove(0)),
            },
            ("term", _) => {
                let kind = named_kind(&self.words[0].to_string_lossy())?.id.clone();
                let years = self.required("years", "几年，0 是永久")?;
                let term = years.parse::<u16>().ok().map(Term::from).filter(|term| TERMS.contains(term));
                let told = || UsageError(format!("--years 要写 0（永久）、30 或 10，不能是“{years}”。"));
                ArchiveJob::Term { kind, term: term.ok_or_else(told)? }
            }
            ("conceal-after", _) => {
                let days = self.words[0].to_string_lossy().into_owned();
                let told = || UsageError(format!("conceal-after 后面要写天数，或者 never，不能是“{days}”。"));
                let days = if days == "never" { None } else { Some(days.parse().map_err(|_| told())?) };
                ArchiveJob::ConcealAfter { days }
            }
            (_, Some(Deed::Destroy)) => ArchiveJob::Destroy {
                notice: self.notice()?,
                by: self.required("by", "第一个人")?,
                second: self.required("second", "第二个人")?,
                reason: self.required("reason", "原因")?,
                by_pin: match self.text("means")?.as_deref() {
                    None | Some("paper") => false,
                    Some("pin") => true,
                    Some(other) => {
                        return Err(UsageError(format!("--means 要写 pin 或 paper，不能是“{other}”。")));
                    }
                },
            },
            (_, Some(deed)) => ArchiveJob::Keep {
                deed,
                notice: self.notice()?,
                by: self.required("by", "办理人")?,
                reason: self.required("reason", "原因")?,
            },
            (other, None) => {
                return Err(UsageError(format!("archive 没有“{other}”这一项。用 gongshi archive --help 看用法。")));
            }
        };
        Ok(Archive { data, json, job })
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
    fn a_destruction_names_two_persons_and_a_reason() {
        let Ok(Command::Archive(archive)) =
            read("archive destroy 7 --data d --by 甲 --second 乙 --reason 期满 --means pin")
        else {
            panic!("a destruction")
        };
        assert!(matches!(archive.job, ArchiveJob::Destroy { notice: 7, by_pin: true, .. }));
    }

    #[test]
    fn what_is_missing_is_named() {
        for (line, missing) in [
            ("archive", "--help"),
            ("archive burn 7 --data d", "burn"),
            ("archive destroy 7 --data d --by 甲 --reason 期满", "--second"),
            ("archive hold 7 --data d --by 甲", "--reason"),
            ("archive import x --data d", "--by"),
            ("archive list", "--data"),
            ("archive hold --data d", "archive"),
            ("archive term tongzhi --data d --years 7", "--years"),
            ("archive conceal-after soon --data d", "天数"),
        ] {
            let error = read(line).expect_err(line);
            assert!(error.0.contains(missing) && error.0.ends_with('。'), "{line}: {error}");
        }
    }
}
