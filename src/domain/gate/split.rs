//! An ID number that stands in pieces in neighbouring cells of a row: 110105 | 19491231002X.

use crate::domain::detect::{is_id_number, plain};
use crate::domain::table::{Cell, Row};

/// Neighbouring cells that a number is looked for in.
const MOST_PIECES: usize = 4;
const DIGITS: usize = 18;
/// Leading zeros that a spreadsheet may have taken.
const MOST_LOST: usize = 4;

/// The columns whose cells in this row hold a piece; cells without content between two pieces do not part them.
pub(super) fn pieces(row: &Row) -> Vec<usize> {
    if !has_digits_enough(row) {
        return Vec::new();
    }
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
            if count > 0 && (lost == 0 || (*is_number && lost <= MOST_LOST)) {
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

/// Whether cells side by side hold as many digits as a number needs: most rows do not, and are told by this alone.
fn has_digits_enough(row: &Row) -> bool {
    let mut joined = 0;
    row.cells.iter().filter(|cell| !cell.is_blank()).any(|cell| {
        joined = count(cell).map_or(0, |digits| joined + digits);
        joined >= DIGITS - MOST_LOST
    })
}

/// At least as many as [`digits`] has; `None` where it has none.
fn count(cell: &Cell) -> Option<usize> {
    match cell {
        Cell::Blank | Cell::Date(_) => None,
        Cell::Number(number) if number.scale() > 0 => None,
        Cell::Number(number) => {
            Some(number.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log as usize + 1))
        }
        Cell::Text(text) => text
            .chars()
            .filter(|c| !is_between(*c))
            .try_fold(0, |count, c| (plain(c.encode_utf8(&mut [0; 4])).len() == 1 || is_check(c)).then_some(count + 1)),
    }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '－' | '\'')
}

fn is_check(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ')
}

/// The digits of a cell that holds nothing else, ASCII; the check character only at the end.
fn digits(cell: &Cell) -> String {
    let text = cell.typed();
    let known = plain(&text);
    let own = text.chars().filter(|c| !is_between(*c)).count();
    let is_whole = own == known.len() && !matches!(cell, Cell::Date(_));
    let is_check = text.trim().chars().all(is_check);
    match () {
        () if is_check && own == 1 => "X".to_owned(),
        () if is_whole => known,
        () => String::new(),
    }
}
