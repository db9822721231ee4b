//! Blocks of cells as spreadsheets put them on the clipboard.

use super::Edit;
use crate::domain::table::{Cell, Role, Table};

/// Reads what Excel and WPS copy: tabs between cells, a cell with a line break or a tab in quotation marks. The line
/// end after the last row is no row.
pub fn parse_block(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() && closes(chars.clone()) => quoted = true,
            '\t' if !quoted => close_cell(&mut rows, &mut cell),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                close_cell(&mut rows, &mut cell);
                rows.push(Vec::new());
            }
            _ => cell.push(c),
        }
    }
    close_cell(&mut rows, &mut cell);
    if rows.len() > 1 && rows.last().is_some_and(|row| row.len() == 1 && row[0].is_empty()) {
        rows.pop();
    }
    rows
}

fn close_cell(rows: &mut [Vec<String>], cell: &mut String) {
    if let Some(row) = rows.last_mut() {
        row.push(std::mem::take(cell));
    }
}

/// A quotation mark opens a quoted cell only where another closes it before a tab, a line end or the end of the text:
/// `"甲"组` typed by hand is plain text.
fn closes(mut rest: std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    while let Some(c) = rest.next() {
        if c == '"' {
            match rest.peek() {
                Some('"') => {
                    rest.next();
                }
                None | Some('\t' | '\r' | '\n') => return true,
                Some(_) => return false,
            }
        }
    }
    false
}

/// Writes cells the way spreadsheets read them.
pub fn write_block(rows: &[Vec<String>]) -> String {
    let cell = |cell: &String| {
        if cell.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let lines: Vec<String> = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t")).collect();
    lines.join("\n")
}

/// Puts a block into the table from a cell on, to the right and down. Rows that are missing are added before the rows
/// that close the table (合计, 期末); columns that are missing are left out, since they have no name.
pub fn fill(table: &mut Table, row: usize, column: usize, block: &[Vec<String>]) -> Edit {
    let mut cells = Vec::new();
    let mut added = Vec::new();
    for (down, line) in block.iter().enumerate() {
        let typed = line.iter().zip(table.columns.iter().enumerate().skip(column));
        let parsed: Vec<_> = typed.map(|(typed, (at, column))| (at, Cell::parse(typed, column.class))).collect();
        if let Some(standing) = table.rows.get(row + down) {
            cells.extend(parsed.into_iter().map(|(at, cell)| (standing.key, at, cell)));
        } else {
            let mut fresh = table.make_row(Role::Data, Vec::new(), None);
            for (at, cell) in parsed {
                fresh.cells[at] = cell;
            }
            added.push((row + down, fresh));
        }
    }
    let mut edits = Vec::new();
    if !cells.is_empty() {
        edits.push(Edit::SetCells(cells));
    }
    if !added.is_empty() {
        edits.push(Edit::InsertRows(added));
    }
    Edit::All(edits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::table::{Class, Column};

    #[test]
    fn a_cell_with_a_line_break_is_one_cell() {
        assert_eq!(
            parse_block("户主\t备注\r\n张*\t\"新增\n\"\"待核\"\"\"\r\n"),
            [vec!["户主", "备注"], vec!["张*", "新增\n\"待核\""]]
        );
    }

    #[test]
    fn a_quotation_mark_typed_by_hand_is_text() {
        assert_eq!(parse_block("\"甲\"组\t1"), [vec!["\"甲\"组", "1"]]);
    }

    #[test]
    fn a_block_past_the_end_grows_the_table() {
        let mut table = Table::new(vec![Column::new("户主", Class::Name), Column::new("金额", Class::Amount)]);
        table.push(Role::Data, vec![Cell::text("张三")], None);
        let edit = fill(&mut table, 0, 1, &parse_block("1,200.50\t多出\n30"));
        table.apply(edit);
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[0].cells[1], Cell::Number("1200.50".parse().unwrap()));
        assert_eq!(*table.rows[1].cells, [Cell::Blank, Cell::Number("30".parse().unwrap())]);
    }

    proptest! {
        #[test]
        fn what_is_copied_is_what_is_pasted(rows in proptest::collection::vec(
            proptest::collection::vec("[a-z\"\t\n 甲]{0,4}", 3..=3), 1..4)) {
            prop_assert_eq!(parse_block(&write_block(&rows)), rows);
        }
    }
}
