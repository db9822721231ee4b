//! The layers' arrows (see src/lib.rs): which module may name which.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → what it may name. `main` is the binary.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("face", &[]),
    ("folder", &[]),
    ("store", &["domain"]),
    ("intake", &["domain"]),
    ("layout", &["domain", "face"]),
    ("export", &["domain", "face", "layout"]),
    ("archive", &["domain", "store", "layout", "export"]),
    ("demo", &["domain", "store", "archive"]),
    ("ui", &["domain", "face"]),
    ("lobby", &["domain", "store", "export", "face", "ui"]),
    ("app", &["domain", "store", "intake", "layout", "export", "archive", "folder", "demo", "face", "ui"]),
    ("cli", &["domain", "store", "intake", "layout", "export", "archive", "folder", "demo", "ui", "app", "lobby"]),
];

/// The files of `ui` that know the other layers: they turn each layer's errors into sentences.
const ERROR_SENTENCES: [&str; 4] =
    ["src/ui/error.rs", "src/ui/error/archive.rs", "src/ui/error/file.rs", "src/ui/error/print.rs"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the source tree is readable") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a source text names as `crate::module`, each branch of `crate::{a, b::c}` too.
fn named_modules(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect();
    let mut named = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        if let Some(group) = after.strip_prefix('{') {
            let (mut depth, mut word, mut at_start) = (0, String::new(), true);
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        named.insert(std::mem::take(&mut word));
                        at_start = true;
                    }
                    c if at_start && (c.is_alphanumeric() || c == '_') => word.push(c),
                    c if !c.is_whitespace() => at_start = false,
                    _ => {}
                }
            }
            named.insert(word);
        } else {
            named.insert(after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    named
}

#[test]
fn no_layer_names_a_layer_above_or_beside_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let mut forbidden = Vec::new();
    for file in files {
        let relative = file.strip_prefix(root).expect("a file of the tree").to_string_lossy().replace('\\', "/");
        let module = relative.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default().to_owned();
        if ["main", "lib"].contains(&module.as_str()) || ERROR_SENTENCES.contains(&relative.as_str()) {
            continue;
        }
        let allowed = ALLOWED.iter().find(|(name, _)| *name == module).map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("{relative}: no arrows are laid down for module {module}"));
        for named in named_modules(&fs::read_to_string(&file).expect("a readable source")) {
            let is_module = ALLOWED.iter().any(|(name, _)| *name == named);
            if is_module && named != module && !allowed.contains(&named.as_str()) {
                forbidden.push(format!("{relative} names {named}"));
            }
        }
    }
    assert!(forbidden.is_empty(), "forbidden arrows:\n{}", forbidden.join("\n"));
}

#[test]
fn only_the_window_names_iced() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let strangers: Vec<_> = files
        .iter()
        .filter(|file| {
            let relative = file.strip_prefix(root).expect("a file of the tree").to_string_lossy().replace('\\', "/");
            let window = ["src/ui", "src/app", "src/lobby"].iter().any(|module| relative.starts_with(module));
            !window && fs::read_to_string(file).expect("a readable source").contains("iced::")
        })
        .collect();
    assert!(strangers.is_empty(), "iced is named outside ui, app and lobby: {strangers:?}");
}

#[test]
fn a_grouped_use_is_read_branch_by_branch() {
    let named =
        named_modules("use crate::{domain::table::{Cell, Row}, store};\nfn f() { crate::layout::x() } // crate::app\n");
    assert!(["domain", "store", "layout"].iter().all(|name| named.contains(*name)), "{named:?}");
}
