//! `gongshi export`: the inspection package, made beside the open window and without changing anything.

use serde_json::json;

use super::arguments::list::Export;
use super::outcome::{self, Refusal};
use crate::archive::{self, ArchiveError, Choice};
use crate::folder::Folder;
use crate::store::Store;
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

pub(super) fn run(request: &Export) -> Result<String, Refusal> {
    let words = Words::new(Language::Chinese);
    let folder = Folder::choose(Some(request.data.clone()))
        .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &words).line()))?;
    let mut store =
        Store::open_beside(&folder.db()).map_err(|error| Refusal::wrong(Trouble::of_store(&error, &words).line()))?;
    let Export { from, to, kind, .. } = request;
    let choice = Choice { from: *from, to: *to, kind: kind.clone() };
    let is_zip = request.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let pack = if is_zip { archive::package_zip } else { archive::package };
    let packed = pack(&mut store, &choice, &request.out).map_err(|error| {
        let told = Trouble::of_archive(&error, &words).line();
        if matches!(error, ArchiveError::Nothing | ArchiveError::Altered(_)) {
            Refusal::content(told)
        } else {
            Refusal::wrong(told)
        }
    })?;
    if request.json {
        return outcome::json(&json!({
            "notices": packed.notices, "files": packed.files, "bytes": packed.bytes, "sha256": packed.sha256,
        }));
    }
    Ok(format!("装好了 {} 件公示，{} 个文件，清单的 SHA-256 是 {}。\n", packed.notices, packed.files, packed.sha256))
}
