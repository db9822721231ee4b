//! `gongshi today`.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Given, UsageError};

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Today {
    pub(in crate::cli) data: PathBuf,
    /// Another day than the computer's.
    pub(in crate::cli) day: Option<Date>,
    /// The list as PDF.
    pub(in crate::cli) out: Option<PathBuf>,
    pub(in crate::cli) json: bool,
}

impl Given {
    pub(super) fn today(&self) -> Result<Today, UsageError> {
        let out = self.path("out");
        if out.as_ref().is_some_and(|out| !out.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"))) {
            return Err(UsageError("--out 要写 .pdf 文件，例如 --out 今天.pdf。".into()));
        }
        Ok(Today { data: self.data()?, day: self.day("day")?, out, json: self.json })
    }
}
