//! What goes wrong inside a reader, before the file's path is known.

use std::path::Path;

use crate::intake::error::{Cause, Foreign, IntakeError, Limit};

#[derive(Debug)]
pub(super) enum Fault {
    Empty,
    Encrypted,
    Broken(Cause),
    Foreign(Foreign),
    TooLarge(Limit),
    NoSuchSheet(String),
    Cancelled,
}

impl Fault {
    pub(super) fn structure(what: &'static str) -> Self {
        Self::Broken(Cause::Structure(what))
    }

    pub(super) fn at(self, path: &Path) -> IntakeError {
        let path = path.to_path_buf();
        match self {
            Self::Empty => IntakeError::Empty { path },
            Self::Encrypted => IntakeError::Encrypted { path },
            Self::Broken(source) => IntakeError::Broken { path, source },
            Self::Foreign(what) => IntakeError::NotASpreadsheet { path, what },
            Self::TooLarge(limit) => IntakeError::TooLarge { path, limit },
            Self::NoSuchSheet(sheet) => IntakeError::NoSuchSheet { path, sheet },
            Self::Cancelled => IntakeError::Cancelled { path },
        }
    }
}

impl From<quick_xml::Error> for Fault {
    fn from(error: quick_xml::Error) -> Self {
        Self::Broken(error.into())
    }
}
