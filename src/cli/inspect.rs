//! `gongshi inspect`: what a file holds, without changing anything.

use std::fmt::Write;
use std::path::Path;

use serde::Serialize;

use super::arguments::Inspect;
use super::outcome::Refusal;
use crate::domain::check;
use crate::domain::finding::Finding;
use crate::domain::gate;
use crate::domain::kind::{Catalogue, Kind};
use crate::domain::office::Office;
use crate::intake::columns::guess_kind;
use crate::intake::inspect::{Found, inspect};
use crate::intake::read::{ReadOptions, read_with};
use crate::intake::shape::Correction;
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// What scripts read; its fields are stable.
#[derive(Serialize)]
struct Inspected {
    sheet: Option<String>,
    title: Option<String>,
    /// 1-based row of the header's first line.
    header_row: u32,
    header_depth: u32,
    columns: Vec<String>,
    rows: usize,
    sums: serde_json::Map<String, serde_json::Value>,
    /// Cells of data rows that hold an ID, a card or a private telephone.
    personal_cells: usize,
    hidden_columns: Vec<String>,
    findings: Vec<Finding>,
}

/// 一般通知公告: the kind of a table that looks like none; its rule asks for nothing.
const GENERAL: &str = "tongzhi";

pub(super) fn run(request: &Inspect) -> Result<String, Refusal> {
    let found = find(&request.file, request.sheet.as_deref())?;
    let catalogue = Catalogue::bundled();
    let kind =
        request.kind.or_else(|| guess_kind(&found, Some(&request.file), catalogue)).or_else(|| catalogue.find(GENERAL));
    let inspected = inspected(&found, kind);
    if request.json {
        return super::outcome::json(&inspected);
    }
    Ok(told(&inspected))
}

/// Reads a file and finds its table.
pub(super) fn find(file: &Path, sheet: Option<&str>) -> Result<Found, Refusal> {
    let words = Words::new(Language::Chinese);
    let refuse = |error| Refusal::wrong(Trouble::of_intake(&error, &words).line());
    let book = read_with(file, ReadOptions { sheet, cancel: None }).map_err(refuse)?;
    let correction = Correction { sheet: sheet.map(str::to_owned), ..Correction::default() };
    inspect(&book, Some(&correction)).map_err(|error| refuse(error.at(file)))
}

/// Everything the checks and the gate have to say of a table.
fn inspected(found: &Found, kind: Option<&Kind>) -> Inspected {
    let table = &found.table;
    let mut findings = found.findings.clone();
    findings.extend(found.unknown_telephones(&Office::default()));
    let mut personal_cells = 0;
    if let Some(kind) = kind {
        let (_, report) = gate::pass_strictly(table, kind, &Office::default());
        personal_cells = report.personal_cells;
        findings.extend(report.findings);
        findings.extend(check::check(table, kind));
    }
    let sums = check::sums(table).into_iter().map(|(column, sum)| (column, sum.to_string().into())).collect();
    Inspected {
        sheet: found.sheet.clone(),
        title: found.title.as_deref().map(shown),
        header_row: found.header_row,
        header_depth: found.header_depth,
        columns: table.columns.iter().map(|column| shown(&column.name())).collect(),
        rows: found.rows(),
        sums,
        personal_cells,
        hidden_columns: found.hidden_columns.clone(),
        findings,
    }
}

/// A title or a header without the personal numbers in it: what is told goes into logs and mails.
fn shown(text: &str) -> String {
    gate::text(text, &Office::default()).0.as_str().to_owned()
}

/// The same for a person.
fn told(inspected: &Inspected) -> String {
    let mut text = String::new();
    let mut line = |caption: &str, value: &str| {
        // Writing to a string cannot fail.
        writeln!(text, "{caption}：{value}").unwrap_or_default();
    };
    if let Some(sheet) = &inspected.sheet {
        line("工作表", sheet);
    }
    line("标题", inspected.title.as_deref().unwrap_or("（没有）"));
    line("表头", &format!("第 {} 行起，共 {} 行", inspected.header_row, inspected.header_depth));
    line("各列", &inspected.columns.join("、"));
    if !inspected.hidden_columns.is_empty() {
        line("隐藏的列", &inspected.hidden_columns.join("、"));
    }
    line("行数", &inspected.rows.to_string());
    for (column, sum) in &inspected.sums {
        line(&format!("{column} 合计"), sum.as_str().unwrap_or_default());
    }
    line("身份证号、卡号、私人电话", &format!("{} 格", inspected.personal_cells));
    for finding in &inspected.findings {
        let row = finding.source.map(|row| format!("第 {row} 行 ")).unwrap_or_default();
        line(&format!("· {row}{}", finding.column.as_deref().unwrap_or_default()), &finding.text);
    }
    text
}
