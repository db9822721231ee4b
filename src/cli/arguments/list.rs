//! The commands that only read: which notices there are, and what one says.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Given, UsageError};
use crate::domain::kind::KindId;
use crate::domain::notice::State;
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
    pub(in crate::cli) kind: Option<KindId>,
    pub(in crate::cli) json: bool,
}

impl Given {
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
        let kind = self.kind()?.map(|kind| kind.id.clone());
        Ok(Export { data: self.data()?, out, from: self.day("from")?, to: self.day("to")?, kind, json: self.json })
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
