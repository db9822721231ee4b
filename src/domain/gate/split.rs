//! An ID number that stands in pieces in neighbouring cells of a row: 110105 | 19491231002X.

use crate::domain::detect::{is_id_number, plain};
use crate::domain::table::{Cell, Row};

/// Neighbouring cells that a number is looked for in.
const MOST_PIECES: usize = 4;
const DIGITS: usize = 18;

/// The columns whose cells in this row hold a piece; cells without content between two pieces do not part them.
pub(super) fn pieces(row: &Row) -> Vec<usize> {
    let filled: Vec<(usize, String, bool)> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_blank())
        .map(|(at, cell)| (at, digits(cell), matches!(cell, Cell::Number(_))))
        .collect();
    let mut found = Vec::new();
    for first in 0..filled.len() {
        let mut joined = String::new();
        for (count, (at, piece, is_number)) in filled[first..].iter().take(MOST_PIECES).enumerate() {
            if piece.is_empty() || piece.len() >= DIGITS || joined.len() + piece.len() > DIGITS {
                break;
            }
            // A spreadsheet takes leading zeros from what it holds for a number.
            let lost = DIGITS - joined.len() - piece.len();
            if count > 0 && (lost == 0 || (*is_number && lost <= 4)) {
                let whole = format!("{joined}{}{piece}", "0".repeat(lost));
                if is_id_number(&whole) {
                    found.extend(filled[first..].iter().map(|(at, ..)| *at).take_while(|other| other <= at));
                    break;
                }
            }
            joined.push_str(piece);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The digits of a cell that holds nothing else, ASCII; the check character only at the end.
fn digits(cell: &Cell) -> String {
    let text = cell.typed();
    let known = plain(&text);
    let own = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '\'')).count();
    let is_whole = own == known.len() && !matches!(cell, Cell::Date(_));
    let is_check = text.trim().chars().all(|c| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ'));
    match () {
        () if is_check && own == 1 => "X".to_owned(),
        () if is_whole => known,
        () => String::new(),
    }
}
