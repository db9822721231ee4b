//! `gongshi certificate` and `gongshi register`: the papers of the office as PDF, made beside the open window.

use serde_json::json;

use super::arguments::list::Papers;
use super::outcome::{self, Refusal, store_line};
use crate::archive::{self, ArchiveError, Asked};
use crate::export;
use crate::folder::Folder;
use crate::store::{Store, StoreError};
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

pub(super) fn run(request: &Papers) -> Result<String, Refusal> {
    let words = Words::new(Language::Chinese);
    let folder = Folder::choose(Some(request.data.clone()))
        .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &words).line()))?;
    let mut store =
        Store::open_beside(&folder.db()).map_err(|error| Refusal::wrong(Trouble::of_store(&error, &words).line()))?;
    let made = archive::draft(&mut store, request.paper).and_then(|paper| match request.paper {
        Asked::Broadcast(_) => Ok((archive::paper_text(&store, paper)?.into_bytes(), None)),
        _ => archive::paper_pdf(&mut store, paper).map(|(pdf, pages)| (pdf, Some(pages))),
    });
    let (bytes, pages) = made.map_err(|error| {
        let told = match &error {
            ArchiveError::Store(error) => store_line(error),
            error => Trouble::of_archive(error, &words).line(),
        };
        match error {
            ArchiveError::NotPosted
            | ArchiveError::Altered(_)
            | ArchiveError::Blocking(_)
            | ArchiveError::Store(StoreError::NoSuchObjection { .. }) => Refusal::content(told),
            _ => Refusal::wrong(told),
        }
    })?;
    export::write(&request.out, &bytes).map_err(|error| Refusal::wrong(Trouble::of_export(&error, &words).line()))?;
    if request.json {
        return outcome::json(&json!({ "out": request.out, "pages": pages, "sha256": export::sha256(&bytes) }));
    }
    let pages = pages.map(|pages| format!("，{pages} 页")).unwrap_or_default();
    Ok(format!("写好了 {}{pages}。\n", request.out.display()))
}
