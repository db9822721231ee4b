//! Which kind of notice a file is for, so that it stands preselected.

use std::path::Path;

use crate::domain::budget;
use crate::domain::heading::{matches, similarity};
use crate::domain::kind::{Catalogue, Kind, SetTable};
use crate::intake::find::{joined, squeeze};
use crate::intake::inspect::Found;
use crate::intake::sheet::{Book, Sheet};

use super::synonyms::Synonyms;

/// The kind that the title, the columns and the file's name speak for; `None` where none says enough.
pub fn guess_kind<'a>(found: &Found, file: Option<&Path>, catalogue: &'a Catalogue) -> Option<&'a Kind> {
    let file = file.and_then(Path::file_stem).map(|name| name.to_string_lossy().into_owned());
    let said = found.title.iter().chain(&found.sheet).chain(&found.lines_above).chain(&file);
    let said: Vec<String> = said.map(|text| squeeze(text)).collect();
    let best = catalogue.kinds().iter().map(|kind| (score(&said, found, kind), kind)).max_by_key(|(score, _)| *score);
    best.filter(|(score, _)| *score >= 100).map(|(_, kind)| kind)
}

/// The set of tables (预算, 决算) that a workbook is: three of its sheets are the set's own.
pub fn guess_set<'a>(book: &Book, catalogue: &'a Catalogue) -> Option<&'a Kind> {
    let names: Vec<String> = book.sheets.iter().filter(|sheet| !sheet.hidden).flat_map(names_of).collect();
    let known = |kind: &Kind| {
        let stands = |table: &&SetTable| names.iter().any(|name| name.ends_with(budget::bare(&table.name).as_str()));
        kind.tables.iter().filter(stands).count()
    };
    let sets = catalogue.kinds().iter().filter(|kind| kind.is_set()).map(|kind| (known(kind), kind));
    sets.max_by_key(|(known, _)| *known).filter(|(known, _)| *known >= 3).map(|(_, kind)| kind)
}

/// What a sheet is called: its own name and what its first row says, bare.
fn names_of(sheet: &Sheet) -> Vec<String> {
    let first = sheet.rows.first().map(joined);
    sheet.name.iter().chain(&first).map(|name| budget::bare(name)).collect()
}

/// A word of the kind in the title decides (100 and its length); else the title's likeness and the columns must agree.
fn score(said: &[String], found: &Found, kind: &Kind) -> i32 {
    let words = Synonyms::bundled().kinds.get(kind.id.as_str()).map(Vec::as_slice).unwrap_or_default();
    let in_title = |word: &&String| said.iter().any(|text| text.contains(word.as_str()));
    let longest = words.iter().filter(in_title).map(|word| word.chars().count()).max();
    let by_word = longest.map_or(0, |length| 100 + 3 * i32::try_from(length).unwrap_or_default());
    let wanted = kind.expected_columns().len();
    let matched = matches(&found.table, kind, &[]).iter().flatten().count();
    let by_columns = if wanted < 4 { 0 } else { i32::try_from(80 * matched / wanted).unwrap_or_default() };
    let name = kind.name.trim_end_matches("公示").trim_end_matches("公开").trim_end_matches("公布");
    let by_title = said.first().map_or(0, |title| similarity(title, name));
    by_word + by_columns / 2 + by_title / 3 + if by_word == 0 && by_columns == 80 { 30 } else { 0 }
}
