//! A workbook as a set of tables (预算公开): every sheet that is seen, in its order.

use crate::domain::budget;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::gate;
use crate::domain::office::Office;
use crate::domain::table::{Cell, Table};

use super::find::FindError;
use super::inspect::{Found, hidden_sheets, inspect};
use super::shape::Correction;
use super::sheet::{Book, Sheet, SheetRow};

/// A set as it was found.
#[derive(Debug, Default)]
pub struct Set {
    pub sheets: Vec<budget::Sheet>,
    /// What was noticed while reading, each with the name of its sheet.
    pub findings: Vec<Finding>,
}

/// Reads every sheet of the book that the file does not hide; the personal numbers in texts are masked, those in tables
/// have the gate before them.
pub fn set(book: &Book, office: &Office) -> Set {
    let mut set = Set { findings: hidden_sheets(book).collect(), ..Set::default() };
    for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden && !sheet.rows.is_empty()) {
        let name = sheet.name.clone().unwrap_or_default();
        let mask = |text: &str| gate::text(text, office).0.as_str().to_owned();
        if is_text(sheet) {
            let lines: Vec<String> = sheet.rows.iter().map(|row| mask(&line(row))).collect();
            // Where it turns out to be a table without figures, the line is its title.
            let title = lines.first().cloned();
            set.sheets.push(budget::Sheet { name, title, lines, ..budget::Sheet::default() });
            continue;
        }
        match table_of(book, sheet) {
            Ok(found) => {
                set.findings.extend(findings(&found, &name, book));
                let title = found.title.as_deref().map(mask).or_else(|| sheet.rows.first().map(|row| mask(&line(row))));
                // Without a figure no header is known from what stands below it: the kind knows the columns.
                let bare = found.header_depth == 0 && !has_figures(sheet);
                let lines = if bare { Vec::new() } else { found.notes.iter().map(|note| mask(note)).collect() };
                let table = if bare { Table::default() } else { without_blank_row(found.table) };
                set.sheets.push(budget::Sheet { name, title, unit: found.unit, table, lines });
            }
            // A sheet without a table is one that the office has nothing to write into.
            Err(error) => {
                tracing::info!(%error, sheet = name, "a sheet without a table");
                set.sheets.push(budget::Sheet { name, ..budget::Sheet::default() });
            }
        }
    }
    set
}

/// The sheet's table; a first row of words alone is its header, also where one of them is 合计.
fn table_of(book: &Book, sheet: &Sheet) -> Result<Found, FindError> {
    let correction = Correction { sheet: sheet.name.clone(), ..Correction::default() };
    let found = inspect(book, Some(&correction))?;
    let wordy = |row: &crate::domain::table::Row| {
        let filled = row.cells.iter().filter(|cell| !cell.is_blank()).count();
        filled >= 3 && row.cells.iter().all(|cell| cell.number().is_none())
    };
    if found.header_depth > 0 || !found.table.rows.first().is_some_and(wordy) {
        return Ok(found);
    }
    let header = Correction { header_row: Some(found.header_row), header_depth: Some(1), ..correction };
    inspect(book, Some(&header)).or(Ok(found))
}

fn has_figures(sheet: &Sheet) -> bool {
    let cells = sheet.rows.iter().flat_map(|row| &row.cells);
    cells.filter_map(Cell::number).any(|number| !number.is_zero())
}

/// No figures, and one cell a row: what the office says in words.
fn is_text(sheet: &Sheet) -> bool {
    let filled = |row: &SheetRow| row.cells.iter().filter(|cell| !cell.is_blank()).count();
    let wordy = sheet.rows.iter().filter(|row| filled(row) == 1).count();
    let figures = sheet.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.number().is_some());
    !figures && wordy * 5 >= sheet.rows.len() * 4
}

fn line(row: &SheetRow) -> String {
    let cells = row.cells.iter().map(Cell::typed).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    cells.collect::<Vec<_>>().join("　")
}

/// An empty table is often kept with one row of nothing, or of "无".
fn without_blank_row(mut table: Table) -> Table {
    let nothing = |cell: &Cell| match cell {
        Cell::Text(text) => matches!(text.trim(), "" | "无" | "/" | "—" | "-" | "合计"),
        Cell::Number(number) => number.is_zero(),
        Cell::Blank => true,
        Cell::Date(_) => false,
    };
    if table.rows.iter().flat_map(|row| &row.cells).all(nothing) {
        table.rows.clear();
    }
    table
}

/// What the file hides in the sheet; hidden sheets are told once for the book.
fn findings(found: &Found, name: &str, book: &Book) -> Vec<Finding> {
    let of_book: Vec<Finding> = hidden_sheets(book).collect();
    // The other sheets are read each for itself.
    let told = found.findings.iter().filter(|finding| finding.kind == FindingKind::HiddenInFile);
    let own = told.filter(|finding| !of_book.contains(finding));
    own.map(|finding| Finding { text: format!("“{name}”：{}", finding.text), ..finding.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::block::Further;
    use crate::domain::kind::Catalogue;
    use crate::domain::notice::Content;

    fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
        let cell = |text: &&str| text.parse().map_or_else(|_| Cell::text(*text), Cell::Number);
        let cell = |text: &&str| if text.is_empty() { Cell::Blank } else { cell(text) };
        let row = |(at, cells): (usize, &&[&str])| SheetRow {
            number: u32::try_from(at).unwrap() + 1,
            cells: cells.iter().map(cell).collect(),
            ..SheetRow::default()
        };
        Sheet { name: Some(name.into()), rows: rows.iter().enumerate().map(row).collect(), ..Sheet::default() }
    }

    #[test]
    fn all_sheets_of_a_workbook_become_the_set() {
        let book = Book {
            sheets: vec![
                sheet("目录", &[&["1", "收支总表"], &["2", "收入总表"]]),
                sheet("说明", &[&["第一部分　部门概况"], &["负责本镇各项工作，联系人证件11010519491231002X。"]]),
                sheet(
                    "1",
                    &[
                        &["2026年部门收支总表"],
                        &["", "", "", "单位：万元"],
                        &["收入项目", "预算数", "支出项目", "预算数"],
                        &["一般公共预算", "1286.4", "一般公共服务", "618.1"],
                        &["政府性基金", "0", "农林水", "668.3"],
                        &["收入总计", "1286.4", "支出总计", "1286.4"],
                    ],
                ),
                sheet(
                    "8",
                    &[
                        &["政府性基金预算支出表"],
                        &["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
                        &["", "合计", "0", "0", "0"],
                    ],
                ),
            ],
            encoding: None,
        };
        let set = set(&book, &Office::default());
        let kind = Catalogue::bundled().find("budget").expect("a bundled kind");
        let content = budget::content(Content::default(), kind, set.sheets);
        let tables: Vec<&Further> = content.blocks.iter().filter_map(|block| block.further()).collect();
        assert_eq!(tables.len(), kind.tables.len());
        assert_eq!((tables[0].heading.as_str(), tables[0].unit.as_str()), ("表1　收支总表", "万元"));
        assert_eq!(tables[0].table.rows.len(), 3);
        let funds = tables.iter().find(|table| table.heading.ends_with("政府性基金预算支出表")).expect("the table");
        assert!(funds.table.rows.is_empty() && funds.nothing.contains("无此项支出"));
        let said: String = content.blocks.iter().flat_map(|block| block.texts()).collect();
        assert!(said.contains("部门概况") && !said.contains("19491231"), "{said}");
    }

    #[test]
    fn of_thirty_sheets_all_are_read_but_the_hidden_which_are_told_once() {
        let table = |nth: usize| {
            let title = format!("附表{nth}　第{nth}项资金安排表");
            sheet(
                &nth.to_string(),
                &[&[&title], &["项目", "预算数", "备注"], &["修路", "12.5", "一期"], &["合计", "12.5", ""]],
            )
        };
        let mut sheets: Vec<Sheet> = (1..=30).map(table).collect();
        sheets.push(Sheet { hidden: true, ..sheet("底稿", &[&["姓名", "金额"], &["张明", "1"]]) });
        sheets.push(sheet("空", &[]));
        sheets.push(sheet("国有资本经营预算支出表", &[&["国有资本经营预算支出表"]]));
        let set = set(&Book { sheets, encoding: None }, &Office::default());
        let hidden: Vec<&str> = set.findings.iter().map(|finding| finding.text.as_str()).collect();
        assert_eq!(hidden.len(), 1, "{hidden:?}");
        assert!(hidden[0].contains("底稿"));
        let kind = Catalogue::bundled().find("budget").expect("a bundled kind");
        let content = budget::content(Content::default(), kind, set.sheets);
        let tables: Vec<&Further> = content.blocks.iter().filter_map(|block| block.further()).collect();
        assert_eq!(tables.len(), kind.tables.len() + 30);
        assert!(tables.iter().all(|table| !table.heading.contains("底稿")));
        assert_eq!(tables[39].heading, "表40　第30项资金安排表");
        assert!(tables[10..].iter().all(|table| table.table.rows.len() == 2));
    }
}
