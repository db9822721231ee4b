//! What stands above the header: the title, 填报单位, 填报日期, 单位：万元.

use crate::domain::heading::is_unit_name;
use crate::domain::table::Cell;
use crate::intake::sheet::SheetRow;

use super::body::joined;
use super::grid::filled;
use super::header::header_text;
use super::labels::{is_caption_line, squeeze};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::intake) struct Above {
    pub(in crate::intake) title: Option<String>,
    /// The other lines, from the top.
    pub(in crate::intake) lines: Vec<String>,
    /// 万元 of 单位：万元
    pub(in crate::intake) unit: Option<String>,
    /// The first row that stands above; `None` where nothing does.
    pub(in crate::intake) first_row: Option<u32>,
}

impl Above {
    pub(super) fn read(rows: &[SheetRow]) -> Self {
        let mut above = Self { first_row: rows.first().map(|row| row.number), ..Self::default() };
        let title = title_of(rows);
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<String> =
                filled(row).map(|(_, cell)| header_text(&cell.typed())).filter(|text| !text.is_empty()).collect();
            above.unit = above.unit.or_else(|| cells.iter().find_map(|text| unit_of(text)));
            if title == Some(at) {
                above.title = cells.first().cloned();
                above.lines.extend(cells.into_iter().skip(1));
            } else {
                above.lines.push(joined(row));
            }
        }
        above
    }
}

/// The row of the title: one text alone that is neither 附件1 nor a caption; where several stand, the first that says
/// 表, 公示, 公开 or 名单, or else the first long one.
fn title_of(rows: &[SheetRow]) -> Option<usize> {
    let is_title = |at: &usize| {
        let mut cells = filled(&rows[*at]).map(|(_, cell)| cell);
        let Some(Cell::Text(text)) = cells.next() else { return false };
        let text = squeeze(text);
        let alone = cells.all(|cell| matches!(cell, Cell::Text(text) if unit_of(&squeeze(text)).is_some()));
        let marks = ["附件", "附表", "（单位", "(单位", "单位"];
        alone && !is_caption_line(&rows[*at]) && !marks.iter().any(|mark| text.starts_with(mark))
    };
    let candidates: Vec<usize> = (0..rows.len()).filter(is_title).collect();
    let says = |at: &&usize| {
        let text = squeeze(&joined(&rows[**at]));
        ["表", "公示", "公开", "名单", "公告", "明细", "情况", "清册", "花名册"].iter().any(|word| text.contains(word))
    };
    let is_long = |at: &&usize| squeeze(&joined(&rows[**at])).chars().count() >= 6;
    candidates.iter().find(says).or_else(|| candidates.iter().find(is_long)).or(candidates.first()).copied()
}

/// The unit that a text states: 单位：万元, （单位：元、亩）; never 填报单位：石桥村.
pub(super) fn unit_of(text: &str) -> Option<String> {
    let text = squeeze(text);
    let at = text
        .rfind("单位：")
        .map(|at| at + "单位：".len())
        .or_else(|| text.rfind("单位:").map(|at| at + "单位:".len()))?;
    let unit = text[at..].trim_end_matches(['）', ')', '。']);
    unit.split(['、', '，', ',']).all(is_unit_name).then(|| unit.to_owned())
}
