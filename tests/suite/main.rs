//! The layout suite: each file of `cases/` is laid out with the bundled fonts and compared, line by line, with its dump in
//! `expected/` (places in mm, then the warnings). `UPDATE=1` rewrites the dumps; read the difference before keeping it.

mod case;
mod gallery;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use case::Case;
use gongshi::domain::draft;
use gongshi::domain::finding::FindingKind;
use gongshi::domain::gate;
use gongshi::domain::kind::{Catalogue, Kind};
use gongshi::domain::notice::Paper;
use gongshi::domain::office::Office;
use gongshi::domain::period::Calendar;
use gongshi::domain::table::{Cell, Class, Role};
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
        // A fault of the program is no expectation.
        assert!(!found.contains("warning Template"), "{name}: a template failed");
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

/// Twelve rows as a clerk would fill the kind's columns.
fn drafted(kind: &Kind, office: &Office) -> gongshi::domain::notice::Content {
    let mut content = draft::posted_on(kind, office, jiff::civil::date(2026, 11, 23), Calendar::bundled()).0;
    let classes: Vec<Class> = content.table.columns.iter().map(|column| column.class).collect();
    let cell = |at: i64, class: Class| match class {
        Class::Serial => Cell::Number((at + 1).into()),
        Class::Amount | Class::Quantity | Class::Rate => Cell::Number((at * 37 + 120).into()),
        Class::Name => Cell::text(["王大山", "李秀兰", "欧阳建国"][at as usize % 3]),
        Class::Date => Cell::Date(jiff::civil::date(2026, 11, 2)),
        Class::Group => Cell::text("第一组"),
        _ => Cell::text(["石桥村", "按规定办理", "已核实"][at as usize % 3]),
    };
    if content.table.rows.is_empty() {
        for at in 0..12 {
            content.table.push(Role::Data, classes.iter().map(|class| cell(at, *class)).collect(), None);
        }
    }
    content
}

/// Every kind of the posting rules, as it is drafted, on paper and on the screen: nothing is missing, cut or off the page.
#[test]
fn every_kind_can_be_laid_out() {
    let office =
        Office {
            name: "石桥村村民委员会".into(), telephones: vec!["0371-55501234".into()], ..Office::default()
        };
    for kind in Catalogue::bundled().kinds() {
        for paper in [Paper::A4, Paper::A3Across, Paper::Screen] {
            let mut content = drafted(kind, &office);
            content.look.paper = paper;
            let bulletin = gate::bulletin(&content, kind, &office).0;
            let document = layout::compose(&bulletin, &Fonts::bundled());
            let wrong =
                |kind| matches!(kind, FindingKind::Template | FindingKind::MissingGlyph | FindingKind::Overfull);
            let wrong: Vec<_> = document.warnings.iter().filter(|warning| wrong(warning.kind)).collect();
            assert!(wrong.is_empty(), "{} on {paper:?}: {wrong:?}", kind.name);
            let words = layout::dump(&document);
            assert!(words.contains("石桥村村民委员会"), "{}: nobody signs {words}", kind.name);
            assert!(words.contains("2026年11月23日"), "{}: no date {words}", kind.name);
            if paper == Paper::A4 {
                let options = PdfOptions { title: None, made: jiff::Timestamp::UNIX_EPOCH };
                let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("kind-{}.pdf", kind.id.as_str()));
                let bytes = export::pdf(&document, &options).unwrap_or_else(|error| panic!("{}: {error:?}", kind.name));
                export::write(&path, &bytes).unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }
}
