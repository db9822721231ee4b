//! The header's levels as merged blocks.

use crate::domain::table::Column;

/// A block of the header: lines and columns counted from 0, both ends included.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block<'a> {
    pub(super) top: usize,
    pub(super) bottom: usize,
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) text: &'a str,
}

/// The lines the header takes.
pub(super) fn depth(columns: &[Column]) -> usize {
    columns.iter().map(|column| column.header.len()).max().unwrap_or(0)
}

/// Every block of the header. A level that is missing, empty or the same as the one above belongs to the block above it;
/// equal neighbours under the same heading are one block.
pub(super) fn blocks(columns: &[Column]) -> Vec<Block<'_>> {
    let depth = depth(columns);
    let mut blocks = Vec::new();
    for top in 0..depth {
        let mut left = 0;
        while left < columns.len() {
            let right = (left + 1..columns.len()).take_while(|at| same(columns, left, *at, top, depth)).last();
            let right = right.unwrap_or(left);
            if starts(&columns[left], top) {
                let bottom = end(&columns[left], top, depth);
                blocks.push(Block { top, bottom, left, right, text: level(&columns[left], top) });
            }
            left = right + 1;
        }
    }
    blocks
}

fn level(column: &Column, at: usize) -> &str {
    column.header.get(at).map_or("", String::as_str)
}

fn starts(column: &Column, at: usize) -> bool {
    at == 0 || !(level(column, at).is_empty() || level(column, at) == level(column, at - 1))
}

/// The last line of the block that starts at `top`.
fn end(column: &Column, top: usize, depth: usize) -> usize {
    (top + 1..depth).take_while(|at| !starts(column, *at)).last().unwrap_or(top)
}

fn same(columns: &[Column], left: usize, right: usize, top: usize, depth: usize) -> bool {
    let (left, right) = (&columns[left], &columns[right]);
    (0..=top).all(|at| level(left, at) == level(right, at))
        && starts(left, top) == starts(right, top)
        && end(left, top, depth) == end(right, top, depth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::Class;

    fn columns(headers: &[&[&str]]) -> Vec<Column> {
        let column = |levels: &&[&str]| Column {
            header: levels.iter().map(ToString::to_string).collect(),
            ..Column::new("", Class::Text)
        };
        headers.iter().map(column).collect()
    }

    fn shown(headers: &[&[&str]]) -> Vec<String> {
        let columns = columns(headers);
        let shown =
            |block: Block| format!("{} {}-{} × {}-{}", block.text, block.top, block.bottom, block.left, block.right);
        blocks(&columns).into_iter().map(shown).collect()
    }

    #[test]
    fn three_levels_merge_across_and_down() {
        let headers: [&[&str]; 4] =
            [&["学校"], &["小学", "走读", "人数"], &["小学", "走读", "金额"], &["小学", "寄宿", "人数"]];
        assert_eq!(
            shown(&headers),
            [
                "学校 0-2 × 0-0",
                "小学 0-0 × 1-3",
                "走读 1-1 × 1-2",
                "寄宿 1-1 × 3-3",
                "人数 2-2 × 1-1",
                "金额 2-2 × 2-2",
                "人数 2-2 × 3-3",
            ]
        );
    }

    #[test]
    fn equal_words_under_different_headings_stay_apart() {
        assert_eq!(
            shown(&[&["收入", "金额"], &["支出", "金额"]]),
            ["收入 0-0 × 0-0", "支出 0-0 × 1-1", "金额 1-1 × 0-0", "金额 1-1 × 1-1"]
        );
    }

    #[test]
    fn a_level_repeated_downwards_is_one_block() {
        assert_eq!(shown(&[&["姓名", "姓名"], &["金额", ""]]), ["姓名 0-1 × 0-0", "金额 0-1 × 1-1"]);
    }
}
