//! The layout suite: each file of `cases/` is laid out with the bundled fonts and compared, line by line, with its dump in
//! `expected/` (places in mm, then the warnings). `UPDATE=1` rewrites the dumps; read the difference before keeping it.

mod case;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use case::Case;
use gongshi::export::{self, PdfOptions};
use gongshi::layout::{self, Document, Fonts};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite").join(name)
}

/// The names, without their ending, of the files of a folder.
fn names(folder: &Path, ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let ours = paths.filter(|path| path.extension() == Some(OsStr::new(ending)));
    ours.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect()
}

fn compose(name: &str) -> Document {
    let path = folder("cases").join(format!("{name}.toml"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    layout::compose(&case.bulletin(), &Fonts::bundled())
}

fn dump(name: &str) -> String {
    let document = compose(name);
    let warnings = document.warnings.iter().map(|warning| {
        let column = warning.column.as_deref().unwrap_or("-");
        format!("warning {:?} {column}: {}\n", warning.kind, warning.text)
    });
    layout::dump(&document) + &warnings.collect::<String>()
}

/// The first line that differs, with the two before it.
fn difference(expected: &str, found: &str) -> Option<String> {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let at = (0..expected.len().max(found.len())).find(|at| expected.get(*at) != found.get(*at))?;
    let before = expected[at.saturating_sub(2)..at.min(expected.len())].join("\n  ");
    let line = |lines: &[&str]| lines.get(at).copied().unwrap_or("(nothing)").to_owned();
    Some(format!("line {}:\n  {before}\n- {}\n+ {}", at + 1, line(&expected), line(&found)))
}

#[test]
fn every_case_is_laid_out_as_expected() {
    let (cases, expected) = (folder("cases"), folder("expected"));
    let names_of_cases = names(&cases, "toml");
    assert!(names_of_cases.len() >= 15, "only {} cases in {}", names_of_cases.len(), cases.display());
    let mut wrong = Vec::new();
    for name in &names_of_cases {
        let found = dump(name);
        let path = expected.join(format!("{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &found).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
        match fs::read_to_string(&path) {
            Ok(kept) => wrong.extend(difference(&kept, &found).map(|difference| format!("{name}, {difference}"))),
            Err(error) => wrong.push(format!("{name}, {}: {error}", path.display())),
        }
    }
    let orphans: Vec<String> = names(&expected, "txt").difference(&names_of_cases).cloned().collect();
    assert!(orphans.is_empty(), "expectations without a case: {}", orphans.join(", "));
    assert!(wrong.is_empty(), "{} cases differ\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn the_same_bulletin_is_laid_out_the_same_way_twice() {
    for name in ["total-last", "three-levels", "red-head"] {
        assert_eq!(dump(name), dump(name), "{name}");
    }
}

/// Missing glyphs, folded cells and all: whatever is laid out can be archived. The files stay in the target folder's `tmp`
/// for looking at.
#[test]
fn every_case_becomes_the_same_pdf_twice() {
    for name in names(&folder("cases"), "toml") {
        let options = PdfOptions { title: None, made: jiff::Timestamp::UNIX_EPOCH };
        let write = || export::pdf(&compose(&name), &options).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let bytes = write();
        assert!(bytes == write(), "{name}: two different files");
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
        export::write(&path, &bytes).unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn a_screen_fills_the_screen_to_the_pixel() {
    for (name, size) in [("screen", (1920, 1080)), ("screen-portrait", (1080, 1920))] {
        let picture = export::png(&compose(name), 0, 96.0).unwrap_or_else(|error| panic!("{name}: {error}"));
        let picture = image::load_from_memory(&picture).expect("a PNG");
        assert_eq!((picture.width(), picture.height()), size);
    }
}
