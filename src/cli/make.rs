//! `gongshi make`: from a spreadsheet to a finished bulletin, without a person to ask.

use std::path::{Path, PathBuf};

use jiff::{Timestamp, ZonedDateTime};
use serde::Serialize;

use super::arguments::{Make, Sheets};
use super::inspect;
use super::outcome::{Refusal, json};
use crate::domain::block::Block;
use crate::domain::budget;
use crate::domain::bulletin::Bulletin;
use crate::domain::check;
use crate::domain::draft;
use crate::domain::edit;
use crate::domain::election::candidates::{self, CandidateOrder};
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::gate;
use crate::domain::notice::{Content, Look};
use crate::domain::office::{Office, Seal};
use crate::domain::rulebook::Rulebook;
use crate::domain::table::Class;
use crate::export::{self, ExportError, PdfOptions};
use crate::folder::Folder;
use crate::intake;
use crate::intake::inspect::Found;
use crate::intake::read::{ReadOptions, read_with};
use crate::layout::{self, Document, Fonts};
use crate::store::Store;
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// What scripts read; its fields are stable.
#[derive(Serialize)]
struct Made {
    pages: usize,
    /// Of paper, for all pages together.
    sheets: usize,
    rows: usize,
    dropped_columns: Vec<String>,
    masked_cells: usize,
    warnings: Vec<Finding>,
    /// Of the file; of a folder's files one after the other.
    sha256: String,
}

pub(super) fn run(request: &Make) -> Result<String, Refusal> {
    refuse_same_file(&request.file, &request.out)?;
    let (mut office, rules) = office(request.data.as_deref())?;
    if let Some(path) = &request.seal {
        office.seal = Some(seal(path)?);
    }
    let mut warnings = Vec::new();
    let (content, rows, hidden) = if request.kind.is_set() {
        let content = set(request, &office, &rules, &mut warnings)?;
        let rows = content.blocks.iter().filter_map(Block::further).map(|further| further.table.rows.len()).sum();
        (content, rows, Vec::new())
    } else {
        let found = inspect::find(&request.file, None)?;
        let (rows, hidden) = (found.rows(), found.hidden_columns.clone());
        warnings.extend(found.findings.iter().cloned());
        warnings.extend(found.unknown_telephones(&office));
        (content(request, &office, &rules, found, &mut warnings)?, rows, hidden)
    };
    warnings.extend(check::content(&content, request.kind));
    let (bulletin, report) = gate::bulletin(&content, request.kind, &office);
    let bulletin = if request.clean { bulletin.clean() } else { bulletin };
    if !request.kind.is_set() {
        refuse_empty(&bulletin)?;
    }
    warnings.extend(report.findings);
    let document = layout::compose(&bulletin, &Fonts::installed());
    warnings.extend(document.warnings.iter().cloned());
    let words = Words::new(Language::Chinese);
    let sheets = match &request.sheets {
        None => document.clone(),
        Some(Sheets::Tiles(tiles)) => export::poster(&document, tiles),
        Some(Sheets::TwoUp) => export::two_up(&document),
    };
    let sha256 = write(request, &bulletin, &sheets)
        .map_err(|error| Refusal::wrong(Trouble::of_export(&error, &words).line()))?;
    let mut dropped_columns = report.dropped;
    dropped_columns.extend(hidden.into_iter().filter(|name| !dropped_columns.contains(name)).collect::<Vec<_>>());
    let made = Made {
        pages: document.paged.pages().len(),
        sheets: sheets.paged.pages().len(),
        rows,
        dropped_columns,
        masked_cells: report.masked_cells,
        warnings,
        sha256,
    };
    if request.json { json(&made) } else { Ok(told(&made, &request.out)) }
}

/// The office whose folder was named, and its rules; nobody's, and the bundled ones, where none was.
fn office(data: Option<&Path>) -> Result<(Office, Rulebook), Refusal> {
    let Some(data) = data else { return Ok((Office::default(), Rulebook::bundled().clone())) };
    let words = Words::new(Language::Chinese);
    let folder = Folder::choose(Some(data.to_owned()))
        .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &words).line()))?;
    Store::open_beside(&folder.db())
        .and_then(|store| Ok((store.office()?, store.rulebook()?)))
        .map_err(|error| Refusal::wrong(Trouble::of_store(&error, &words).line()))
}

/// The picture of a seal, its ground removed.
fn seal(path: &Path) -> Result<Seal, Refusal> {
    let bytes = std::fs::read(path)
        .map_err(|_| Refusal::wrong(format!("公章图片“{}”读不出来。请核对文件名。", path.display())))?;
    let picture = export::seal(&bytes).ok_or_else(|| {
        Refusal::wrong(format!("“{}”不是公章图片，或者上面什么也没有。请用 PNG 或 JPEG 图片。", path.display()))
    })?;
    Ok(Seal { sha256: export::sha256(&picture), picture: picture.into() })
}

/// A draft of the kind, filled with what the file says.
fn content(
    request: &Make,
    office: &Office,
    rules: &Rulebook,
    found: Found,
    warnings: &mut Vec<Finding>,
) -> Result<Content, Refusal> {
    let posted = ZonedDateTime::now().date();
    let (drafted, findings) = draft::posted_on(&rules.kind(&request.kind.id), office, posted, &rules.calendar);
    warnings.extend(findings);
    let look = Look {
        paper: request.paper,
        theme: request.theme.unwrap_or(drafted.look.theme),
        money: request.money.unwrap_or(drafted.look.money),
        capitals: request.capitals,
        letter: request.letter,
        seal: request.seal.is_some(),
        ..drafted.look
    };
    let received = found.received(found.table.clone());
    let mut content = draft::fill(drafted, received);
    content.look = look;
    arrange(&mut content, request)?;
    if let Some(title) = &request.title {
        content.title.clone_from(title);
    }
    Ok(content)
}

/// The rows in the order that was asked for. Running numbers without a gap go on running; a gap stays to be seen.
fn arrange(content: &mut Content, request: &Make) -> Result<(), Refusal> {
    if !candidates::applies(&content.table, request.order) {
        let missing = if request.order == CandidateOrder::Votes { "得票数" } else { "姓名" };
        return Err(Refusal::wrong(format!("表里没有{missing}一列，不能按它排。请去掉 --order。")));
    }
    let Some(edit) = candidates::arranged(&content.table, request.order) else { return Ok(()) };
    let before = check::content(content, request.kind);
    let is_gapless = before.iter().all(|finding| finding.kind != FindingKind::SerialGap);
    content.table.apply(edit);
    if let Some(edit) = edit::renumbered(&content.table).filter(|_| is_gapless) {
        content.table.apply(edit);
    }
    Ok(())
}

/// All sheets of a workbook as the set of the kind.
fn set(request: &Make, office: &Office, rules: &Rulebook, warnings: &mut Vec<Finding>) -> Result<Content, Refusal> {
    let words = Words::new(Language::Chinese);
    let book = read_with(&request.file, ReadOptions { sheet: None, cancel: None })
        .map_err(|error| Refusal::wrong(Trouble::of_intake(&error, &words).line()))?;
    let posted = ZonedDateTime::now().date();
    let (drafted, findings) = draft::posted_on(&rules.kind(&request.kind.id), office, posted, &rules.calendar);
    let set = intake::set::set(&book, office);
    warnings.extend(findings);
    warnings.extend(set.findings);
    let mut content = budget::content(drafted, request.kind, set.sheets);
    content.look.paper = request.paper;
    content.look.theme = request.theme.unwrap_or(content.look.theme);
    if let Some(title) = &request.title {
        content.title.clone_from(title);
    }
    Ok(content)
}

/// A page written over the spreadsheet it was made of would destroy the office's only copy.
fn refuse_same_file(file: &Path, out: &Path) -> Result<(), Refusal> {
    let same = file.canonicalize().ok().zip(out.canonicalize().ok()).is_some_and(|(file, out)| file == out);
    if same { Err(Refusal::wrong("--out 不能是表格文件本身。请换一个文件名。")) } else { Ok(()) }
}

/// A page without its table would say nothing; better none than that.
fn refuse_empty(bulletin: &Bulletin) -> Result<(), Refusal> {
    // 序号 alone says nothing of anybody.
    if bulletin.table.columns().iter().all(|column| column.class == Class::Serial) {
        return Err(Refusal::content(
            "按这种公示的规则去掉个人信息后，表格里没有可以公示的列。请核对 --kind 和表格的列名。",
        ));
    }
    if bulletin.table.rows().is_empty() {
        return Err(Refusal::content("表格里没有数据行，没有做公示页。请核对文件。"));
    }
    Ok(())
}

fn write(request: &Make, bulletin: &Bulletin, document: &Document) -> Result<String, ExportError> {
    let out = &request.out;
    let dpi = f64::from(request.dpi);
    if out.as_os_str().to_string_lossy().ends_with(['/', '\\']) {
        let files = export::png_folder(document, out, dpi)?;
        return digest_of(&files);
    }
    if out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png")) {
        let pages = 0..document.paged.pages().len();
        let mut all = Vec::new();
        for page in pages {
            let png = export::png(document, page, dpi)?;
            export::write(&page_path(out, page), &png)?;
            all.extend(png);
        }
        return Ok(export::sha256(&all));
    }
    let options = PdfOptions { title: Some(bulletin.title.clone()), made: Timestamp::now() };
    let pdf = export::pdf(document, &options)?;
    export::write(out, &pdf)?;
    Ok(export::sha256(&pdf))
}

/// The first page bears the name asked for, the others a number: no page is left out.
fn page_path(out: &Path, page: usize) -> PathBuf {
    if page == 0 {
        return out.to_owned();
    }
    let stem = out.file_stem().unwrap_or_default().to_string_lossy();
    out.with_file_name(format!("{stem}-{}.png", page + 1))
}

fn digest_of(files: &[PathBuf]) -> Result<String, ExportError> {
    let mut all = Vec::new();
    for path in files {
        let read = std::fs::read(path).map_err(|source| ExportError::File {
            path: path.clone(),
            operation: export::FileOperation::ReadFolder,
            source,
        })?;
        all.extend(read);
    }
    Ok(export::sha256(&all))
}

fn told(made: &Made, out: &Path) -> String {
    let mut text = format!("做好了：{}，{} 行，共 {} 页。\n", out.display(), made.rows, made.pages);
    if made.sheets != made.pages {
        text += &format!("打印要用 {} 张纸，请选“实际大小”，不要选“适应纸张”。\n", made.sheets);
    }
    if !made.dropped_columns.is_empty() {
        text += &format!("已去掉 {} 列：{}。\n", made.dropped_columns.len(), made.dropped_columns.join("、"));
    }
    if made.masked_cells > 0 {
        text += &format!("已遮住或清空 {} 格里的个人信息。\n", made.masked_cells);
    }
    for warning in &made.warnings {
        let row = warning.source.map(|row| format!("第 {row} 行 ")).unwrap_or_default();
        text += &format!("· {row}{}：{}\n", warning.column.as_deref().unwrap_or("提示"), warning.text);
    }
    text
}
