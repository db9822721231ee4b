//! The walls.

use std::path::PathBuf;

use super::{Given, UsageError};

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Board {
    pub(in crate::cli) data: PathBuf,
    /// The plan; `None`: only told.
    pub(in crate::cli) out: Option<PathBuf>,
    pub(in crate::cli) json: bool,
}

impl Given {
    pub(super) fn board(&self) -> Result<Board, UsageError> {
        let out = self.path("out");
        if out.as_ref().is_some_and(|out| !out.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"))) {
            return Err(UsageError("--out 要写 .pdf 文件，例如 --out 张贴图.pdf。".into()));
        }
        Ok(Board { data: self.data()?, out, json: self.json })
    }
}
