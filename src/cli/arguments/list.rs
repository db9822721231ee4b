//! The commands that only read: which notices there are, and what one says.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Given, UsageError, named_kind};
use crate::archive::Asked;
use crate::domain::kind::KindId;
use crate::domain::notice::{NoticeId, State};
use crate::domain::search::Query;

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct List {
    pub(in crate::cli) data: PathBuf,
    pub(in crate::cli) query: Query,
    pub(in crate::cli) json: bool,
}

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Show {
    pub(in crate::cli) data: PathBuf,
    pub(in crate::cli) notice: i64,
    pub(in crate::cli) json: bool,
}

/// The inspection package.
#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Export {
    pub(in crate::cli) data: PathBuf,
    pub(in crate::cli) out: PathBuf,
    pub(in crate::cli) from: Option<Date>,
    pub(in crate::cli) to: Option<Date>,
    /// Empty: all.
    pub(in crate::cli) years: Vec<i16>,
    /// Empty: all.
    pub(in crate::cli) kinds: Vec<KindId>,
    pub(in crate::cli) json: bool,
}

/// A paper of the office.
#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Papers {
    pub(in crate::cli) data: PathBuf,
    pub(in crate::cli) paper: Asked,
    pub(in crate::cli) out: PathBuf,
    pub(in crate::cli) json: bool,
}

impl Given {
    /// `search WORDS` is `list --search WORDS`.
    pub(super) fn search(mut self) -> Result<List, UsageError> {
        let words = self.words.remove(0);
        self.options.push(("search", words));
        self.list()
    }

    pub(super) fn list(&self) -> Result<List, UsageError> {
        let typed = self.text("search")?.unwrap_or_default();
        let query = Query {
            kind: self.kind()?.map(|kind| kind.id.clone()),
            state: self.state()?,
            place: self.text("place")?,
            from: self.day("from")?,
            to: self.day("to")?,
            ..Query::of(&typed)
        };
        Ok(List { data: self.data()?, query, json: self.json })
    }

    pub(super) fn show(&self) -> Result<Show, UsageError> {
        Ok(Show { data: self.data()?, notice: self.notice()?, json: self.json })
    }

    pub(super) fn export(&self) -> Result<Export, UsageError> {
        let out = self.path("out").ok_or_else(|| UsageError("要用 --out 写明装到哪个新文件夹。".into()))?;
        let kinds = self.all("kind")?.into_iter().map(|named| Ok(named_kind(&named)?.id.clone()));
        let kinds = kinds.collect::<Result<_, UsageError>>()?;
        let years = self.all("year")?.iter().map(|year| year_of(year)).collect::<Result<_, _>>()?;
        let (from, to) = (self.day("from")?, self.day("to")?);
        Ok(Export { data: self.data()?, out, from, to, years, kinds, json: self.json })
    }

    /// A paper of one notice.
    pub(super) fn certificate(&self) -> Result<Papers, UsageError> {
        let notice = NoticeId::from_stored(self.notice()?);
        let answer = self.text("answer")?;
        let paper = match (self.text("form")?.as_deref(), &answer) {
            (None | Some("certificate"), None) => Asked::Certificate(notice),
            (Some("approval"), None) => Asked::Approval(notice),
            (Some("outcome"), None) => Asked::Outcome(notice),
            (Some("reply"), Some(number)) => {
                let number = number.parse();
                let number = number.map_err(|_| UsageError("--answer 要写异议的编号，例如 --answer 1。".into()))?;
                Asked::Reply(notice, number)
            }
            (Some("broadcast"), None) => return self.broadcast(notice),
            (Some("reply"), None) => return Err(UsageError("要用 --answer 写明答复第几号异议。".into())),
            (Some("certificate" | "approval" | "outcome" | "broadcast") | None, Some(_)) => {
                return Err(UsageError("--answer 要和 --form reply 一起用。".into()));
            }
            (Some(other), _) => {
                let told = format!("--form 要写 certificate、approval、outcome、reply 或 broadcast，不能是“{other}”。");
                return Err(UsageError(told));
            }
        };
        self.papers(paper)
    }

    /// A paper over many notices.
    pub(super) fn register(&self) -> Result<Papers, UsageError> {
        let (year, month) = (self.text("year")?, self.text("month")?);
        let paper = match (self.text("form")?.as_deref(), year, month) {
            (None | Some("register"), Some(year), None) => Asked::Register(year_of(&year)?),
            (None | Some("register"), None, None) => return Err(UsageError("要用 --year 写明哪一年的台账。".into())),
            (Some("handover"), None, None) => Asked::Handover,
            (Some("month"), None, Some(month)) => {
                let parsed: Option<Date> = format!("{month}-01").parse().ok();
                let told = || UsageError(format!("--month 要写年月，例如 2026-11，不能是“{month}”。"));
                let first = parsed.ok_or_else(told)?;
                Asked::Month(first.year(), first.month())
            }
            (Some("month"), None, None) => {
                return Err(UsageError("要用 --month 写明哪个月，例如 --month 2026-11。".into()));
            }
            (Some("register" | "handover" | "month") | None, ..) => {
                return Err(UsageError("台账用 --year，月度封存单用 --month，交接清单都不用。".into()));
            }
            (Some(other), ..) => {
                return Err(UsageError(format!("--form 要写 register、handover 或 month，不能是“{other}”。")));
            }
        };
        self.papers(paper)
    }

    fn broadcast(&self, notice: NoticeId) -> Result<Papers, UsageError> {
        let out = self.path("out").filter(|out| out.extension().is_some_and(|end| end.eq_ignore_ascii_case("txt")));
        let out =
            out.ok_or_else(|| UsageError("广播稿是文本，--out 要写 .txt 文件，例如 --out 广播稿.txt。".into()))?;
        Ok(Papers { data: self.data()?, paper: Asked::Broadcast(notice), out, json: self.json })
    }

    fn papers(&self, paper: Asked) -> Result<Papers, UsageError> {
        let out = self.path("out").filter(|out| out.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf")));
        let out =
            out.ok_or_else(|| UsageError("要用 --out 写明存成哪个 .pdf 文件，例如 --out 公示证明.pdf。".into()))?;
        Ok(Papers { data: self.data()?, paper, out, json: self.json })
    }

    pub(super) fn data(&self) -> Result<PathBuf, UsageError> {
        self.path("data").ok_or_else(|| UsageError("要用 --data 写明数据文件夹。".into()))
    }

    fn state(&self) -> Result<Option<State>, UsageError> {
        let Some(named) = self.text("state")? else { return Ok(None) };
        let known = serde_json::from_value(named.as_str().into());
        known.map(Some).map_err(|_| UsageError(format!("没有“{named}”这种状态。用 gongshi list --help 看有哪些。")))
    }
}

fn year_of(typed: &str) -> Result<i16, UsageError> {
    let year = typed.parse().ok().filter(|year| (1949..=9999).contains(year));
    year.ok_or_else(|| UsageError(format!("--year 要写年份，例如 2026，不能是“{typed}”。")))
}
