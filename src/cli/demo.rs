//! `gongshi demo`: a believable year of a township's notices.

use std::path::PathBuf;

use jiff::ZonedDateTime;

use super::outcome::Refusal;
use super::window;
use crate::store::Store;
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// A township posts three to thirty notices a month.
const YEAR: usize = 180;

/// The same seed makes the same year, so that two people can speak of the same notice.
const SEED: u64 = 2026;

pub(super) fn run(data: PathBuf, notices: Option<usize>) -> Result<String, Refusal> {
    let (folder, _lock) = window::take(Some(data))?;
    let words = Words::new(Language::Chinese);
    let refuse = |error| Refusal::wrong(Trouble::of_store(&error, &words).line());
    let mut store = Store::open(&folder.db()).map_err(refuse)?;
    let today = ZonedDateTime::now().date();
    let made = crate::demo::year(&mut store, today, notices.unwrap_or(YEAR), SEED).map_err(refuse)?;
    Ok(format!("放入了 {} 份示例公示件。\n", made.len()))
}
