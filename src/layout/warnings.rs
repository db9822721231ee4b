//! What does not look on the page as it was meant.

use super::columns;
use super::header::LONGEST_LABEL;
use super::list::Table;
use super::rows::MOST_LINES;
use crate::domain::bulletin::Bulletin;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::table::Row;

/// At most this many that name single cells: nobody reads ten thousand.
const MOST_CELLS: usize = 100;

/// Characters in no font, cells cut off, columns that had to be broken, labels cut off.
pub(super) fn of(bulletin: &Bulletin, table: &Table) -> Vec<Finding> {
    let mut findings = labels(bulletin);
    findings.extend(cells(bulletin, table));
    findings.extend(broken_columns(bulletin, table));
    findings
}

fn labels(bulletin: &Bulletin) -> Vec<Finding> {
    let long = |label: &String| label.chars().count() > LONGEST_LABEL;
    let columns = bulletin.table.columns().iter().filter(|column| column.header.iter().any(long));
    let text = format!("有一个列名超过 {LONGEST_LABEL} 个字，只印出了前面的部分，请改短。");
    columns.map(|_| Finding::whole(Severity::Warning, FindingKind::Overfull, text.clone())).collect()
}

/// Missing glyphs and cells that were cut off, each by its row.
fn cells(bulletin: &Bulletin, table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    let rows = bulletin.table.rows().iter();
    for (at, ((text, lines), row)) in table.texts.iter().zip(&table.lines).zip(rows).enumerate() {
        if !(text.missing || text.cut || lines.is_some()) {
            continue;
        }
        for (column, cell) in text.cells.iter().enumerate() {
            if findings.len() >= MOST_CELLS {
                return findings;
            }
            let name = name(bulletin, table, column);
            let shown = shown(row, at);
            if cell.run.missing {
                let text = format!("{shown}“{name}”里有字库里没有的字，印出来是“□”，请换一个字或写法。");
                findings.push(finding(FindingKind::MissingGlyph, row, name.clone(), text));
            }
            if cell.cut {
                let longest = table.specs[column].longest;
                let text = format!("{shown}“{name}”太长，只印出了前面 {longest} 个字，请缩短这一格的文字。");
                findings.push(finding(FindingKind::Overfull, row, name, text));
                continue;
            }
            let drawn = lines.as_ref().and_then(|lines| lines[column].get(MOST_LINES - 1));
            if drawn.is_some_and(|last| (last.glyphs.end as usize) < cell.run.glyphs.len()) {
                let text = format!("{shown}“{name}”太长，只印出了前面 {MOST_LINES} 行，请缩短这一格的文字。");
                findings.push(finding(FindingKind::Overfull, row, name, text));
            }
        }
    }
    findings
}

/// One for each column: its first row, and how many there are.
fn broken_columns(bulletin: &Bulletin, table: &Table) -> Vec<Finding> {
    let widths = columns::measures(&table.fit);
    let mut findings = Vec::new();
    for (column, width) in widths.iter().enumerate().filter(|(column, _)| table.fit.forced[*column]) {
        let texts = table.texts.iter().take(bulletin.table.rows().len()).enumerate();
        let mut broken = texts.filter(|(_, text)| text.cells[column].run.width > *width).map(|(at, _)| at);
        let Some(first) = broken.next() else { continue };
        let (row, name) = (&bulletin.table.rows()[first], name(bulletin, table, column));
        let rows = match broken.count() {
            0 => String::new(),
            more => format!("等 {} 行", more + 1),
        };
        let text = format!(
            "{}{rows}的“{name}”太长，一行放不下，已折行。请改用横向纸张或更大的纸，或减少列数。",
            shown(row, first)
        );
        findings.push(finding(FindingKind::Overfull, row, name, text));
    }
    findings
}

fn name(bulletin: &Bulletin, table: &Table, column: usize) -> String {
    bulletin.table.columns()[table.specs[column].source].name()
}

fn shown(row: &Row, at: usize) -> String {
    row.source.map_or_else(|| format!("第 {} 条", at + 1), |source| format!("第 {source} 行"))
}

fn finding(kind: FindingKind, row: &Row, column: String, text: String) -> Finding {
    let severity = Severity::Warning;
    Finding { severity, kind, key: Some(row.key), block: None, source: row.source, column: Some(column), text }
}
