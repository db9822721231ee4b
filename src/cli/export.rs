//! `gongshi export`: the inspection package, made beside the open window and without changing anything.

use serde_json::json;

use super::arguments::list::Export;
use super::outcome::{self, Refusal};
use crate::archive::{self, ArchiveError, Choice, Progress};
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
    let Export { from, to, years, kinds, .. } = request;
    let choice = Choice { from: *from, to: *to, years: years.clone(), kinds: kinds.clone() };
    let is_zip = request.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let pack = if is_zip { archive::package_zip } else { archive::package };
    let packed = pack(&mut store, &choice, &request.out, &Progress::default()).map_err(|error| {
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
            "out": request.out, "zip_sha256": packed.zip,
        }));
    }
    let (what, sha256) = match &packed.zip {
        Some(zip) => ("这个文件的", zip),
        // Latin letters stand apart from Chinese ones on both sides.
        None => ("清单 manifest-sha256.txt 的", &packed.sha256),
    };
    let (notices, files, out) = (packed.notices, packed.files, request.out.display());
    Ok(format!("装好了 {notices} 件、{files} 个文件，在 {out}，已全部重读核对。{what} SHA-256 是 {sha256}。\n"))
}
