//! HTML saved as .xls, as many government systems hand it out. All of a document becomes one sheet: the rows of its tables
//! in reading order, and text between them as rows of one cell, so that a heading above a table is found.

mod lay;
mod parse;
mod style;

use self::parse::Block;
use super::fault::Fault;
use super::grid::{Budget, Grid};
use crate::intake::sheet::Sheet;

pub(super) fn read(text: &str, budget: &mut Budget) -> Result<Sheet, Fault> {
    let blocks = parse::document(text)?;
    let mut grid = Grid::new(None, false, budget);
    let mut next_row = 1;
    for block in blocks {
        match block {
            Block::Text(text) => lay::line(&text, &mut next_row, &mut grid)?,
            Block::Table(table) => lay::table(&table, &mut next_row, &mut grid)?,
        }
    }
    Ok(grid.finish())
}

/// Whether a text is HTML that may hold a table.
pub(super) fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if !start.starts_with('<') {
        return false;
    }
    let head: String = start.chars().take(20_000).collect::<String>().to_ascii_lowercase();
    ["<html", "<table", "<!doctype html", "<tr", "<meta", "<style"].iter().any(|tag| head.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::Cell;
    use crate::intake::sheet::Span;

    fn sheet(html: &str) -> Sheet {
        read(html, &mut Budget::new(None)).unwrap()
    }

    fn shown(sheet: &Sheet) -> Vec<String> {
        let show = |cell: &Cell| match cell {
            Cell::Blank => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Date(date) => date.to_string(),
        };
        sheet.rows.iter().map(|row| row.cells.iter().map(show).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn spans_become_merges_and_push_later_cells() {
        let sheet = sheet(
            "<table><tr><td rowspan=2>序号<td colspan=2>家庭</tr><tr><td>人口<td>人数</tr><tr><td>1<td>3<td>2</table>",
        );
        assert_eq!(shown(&sheet), ["序号|家庭", "|人口|人数", "1|3|2"]);
        let span =
            |first_row, last_row, first_column, last_column| Span { first_row, last_row, first_column, last_column };
        assert_eq!(sheet.merges, [span(1, 2, 0, 0), span(1, 1, 1, 2)]);
    }

    #[test]
    fn entities_breaks_and_blanks_are_as_the_browser_shows_them() {
        let sheet = sheet(
            "<table><tr><td>&nbsp;王&#20108;<br/>\n  二　组 </td><td>a&amp;b<script>x</script></td></tr></table>",
        );
        assert_eq!(shown(&sheet), ["王二\n二　组|a&b"]);
    }

    #[test]
    fn headings_and_layout_tables_come_in_reading_order() {
        let sheet = sheet(
            "<h1>高龄津贴</h1><table><tr><td>说明<table><tr><th>序号<th>姓名<tr><td>1<td><table><tr><td>王一</table></table></td>\
             </tr></table><p>石桥村<p>2026年",
        );
        assert_eq!(shown(&sheet), ["高龄津贴", "说明", "序号|姓名", "1|王一", "石桥村", "2026年"]);
    }

    #[test]
    fn what_is_not_displayed_is_marked_hidden() {
        let sheet = sheet(
            "<table><tr><td>a<td style='DISPLAY: none'>b<td>c</tr><tr style='display:none'><td>1<td style='display:none'>2<td>3</table>",
        );
        assert_eq!(sheet.hidden_columns.iter().copied().collect::<Vec<_>>(), [1]);
        assert_eq!(sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn what_a_style_sheet_does_not_display_is_hidden_too() {
        let sheet = sheet(
            "<style>/* .c{display:none} */ .x, td.b { color:red; Display : none } @media print { #r{display:none} } .v{color:red}</style>\
             <table><tr><td>a<td class='k B'>b<td class=c>c</tr><tr id=r><td>1<td class=b>2<td>3</tr><tr class='x v'><td>4<td class=b>5<td class=v>6</table>",
        );
        assert_eq!(sheet.hidden_columns.iter().copied().collect::<Vec<_>>(), [1]);
        assert_eq!(sheet.rows.iter().map(|row| row.hidden).collect::<Vec<_>>(), [false, true, true]);
    }

    #[test]
    fn text_cells_stay_text_and_written_values_win() {
        let sheet = sheet(
            "<table><tr><td style='mso-number-format:\"\\@\"'>0012</td><td style=\"mso-number-format:'\\@'\">12</td>\
             <td x:str>13</td><td x:num=\"27680.5\">27,681</td><td>2026/4/8</table>",
        );
        let text = |text: &str| Cell::Text(text.into());
        let expected = [text("0012"), text("12"), text("13"), Cell::Number("27680.5".parse().unwrap())];
        assert_eq!(sheet.rows[0].cells[..4], expected);
        assert_eq!(sheet.rows[0].cells[4], Cell::Date(jiff::civil::date(2026, 4, 8)));
    }

    #[test]
    fn absurd_spans_cost_nothing() {
        let sheet = sheet("<table><tr><td colspan=1000000000 rowspan=1000000000>a<td>b<tr><td>c</table>");
        assert!(sheet.rows.iter().all(|row| row.cells.len() <= 2002));
    }

    #[test]
    fn tables_nested_without_end_are_read_without_overflow() {
        let html = "<table><tr><td>x".repeat(20_000);
        assert!(read(&html, &mut Budget::new(None)).is_ok());
    }
}
