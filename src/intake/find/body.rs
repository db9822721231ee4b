//! The rows under the header: data, sums, lines of the printed page, notes, lines to sign on; and where the table ends.

use crate::domain::table::{Cell, Role};
use crate::intake::columns::synonyms::Synonyms;
use crate::intake::sheet::{SheetRow, Span};

use super::grid::{Grid, filled, span_at};
use super::header::{Header, header_text, starts_another};
use super::labels::{Labelled, captions, group_name, is_caption_line, is_note, is_signature_row, labelled, squeeze};

/// Why a row of the file is not a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A header, or a title, printed again on a later page.
    Repeated,
    /// 本页小计, 第 2 页
    PageLine,
    /// Nothing but a prefilled 序号.
    SerialOnly,
    /// A heading over a group of rows.
    GroupHeading,
    /// 栏次: the columns' own numbers.
    ColumnNumbers,
    /// By hand.
    Correction,
}

#[derive(Debug, Default)]
pub(super) struct Body {
    /// Index into the sheet's rows, and what the row is.
    pub(super) rows: Vec<(usize, Role)>,
    pub(super) notes: Vec<String>,
    pub(super) signatures: Vec<String>,
    /// Row number, and why it was left out.
    pub(super) left_out: Vec<(u32, Why)>,
    /// Headings that name a group (一组): index into the sheet's rows, and the name.
    pub(super) groups: Vec<(usize, String)>,
    /// Where another table begins, its title counted.
    pub(super) next: Option<usize>,
}

/// What a row under a header turned out to be.
enum Line {
    Table(Role),
    LeftOut(Why),
    Note,
    Signature,
    /// One text alone: a group's heading where rows follow, a note where none does.
    Alone,
}

pub(super) struct Walk<'a> {
    pub(super) grid: &'a Grid<'a>,
    pub(super) header: Header,
    /// The table's columns, first and last.
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) serial: Option<u32>,
    /// The column of 村民小组, and whether the first column names persons.
    pub(super) group: Option<u32>,
    pub(super) starts_with_name: bool,
    /// Texts above the header, squeezed: printed again on later pages.
    pub(super) above: Vec<String>,
    pub(super) skip: &'a dyn Fn(&SheetRow) -> bool,
}

impl Walk<'_> {
    /// Reads the rows from `start` until the sheet ends or another table begins.
    pub(super) fn run(&self, start: usize) -> Body {
        let mut body = Body::default();
        let header = self.header_lines();
        let mut alone: Vec<usize> = Vec::new();
        let mut at = start;
        while at < self.grid.rows().len() {
            let row = &self.grid.rows()[at];
            if let Some(depth) = self.repeats(&header, at) {
                if self.serial_restarts(at + depth) && alone.iter().any(|at| !self.is_above(*at)) {
                    body.next = alone.first().copied();
                    break;
                }
                let numbers = self.grid.rows()[at..at + depth].iter().map(|row| (row.number, Why::Repeated));
                body.left_out.extend(alone.drain(..).map(|at| (self.grid.rows()[at].number, Why::Repeated)));
                body.left_out.extend(numbers);
                at += depth;
                continue;
            }
            if self.header.depth > 0 && starts_another(row) && !body.rows.is_empty() && self.has_rows_after(at) {
                body.next = Some(alone.first().copied().unwrap_or(at));
                break;
            }
            match self.line(row) {
                Line::Table(role) => {
                    alone.drain(..).for_each(|at| self.settle_alone(&mut body, at));
                    body.rows.push((at, role));
                }
                Line::LeftOut(why) => body.left_out.push((row.number, why)),
                Line::Note => body.notes.push(joined(row)),
                Line::Signature => add_signatures(&mut body, row),
                Line::Alone => alone.push(at),
            }
            at += 1;
        }
        if body.next.is_none() {
            self.settle_tail(&mut body);
            body.notes.extend(alone.iter().map(|at| joined(&self.grid.rows()[*at])));
        }
        body
    }

    /// Does anything that looks like a row of a table stand below?
    fn has_rows_after(&self, at: usize) -> bool {
        self.grid.rows()[at + 1..].iter().any(|row| filled(row).nth(1).is_some() && !is_signature_row(row))
    }

    /// 石桥村村民委员会 and the day below the last row, 填表人 and 负责人 without a colon: lines without a figure and without a
    /// 序号 are no data where they follow the 合计, or stand alone at the end of a numbered list.
    fn settle_tail(&self, body: &mut Body) {
        let is_data = |role: &Role| matches!(role, Role::Data);
        let total = body.rows.iter().rposition(|(_, role)| *role == Role::Total);
        let after_total = total.filter(|total| body.rows[..*total].iter().any(|(_, role)| is_data(role)));
        let mut end = body.rows.len();
        while let Some((at, role)) = body.rows[..end].last() {
            let row = &self.grid.rows()[*at];
            let below_sum = after_total.is_some_and(|total| end - 1 > total);
            let alone = self.serial.is_some() && filled(row).nth(1).is_none();
            if !is_data(role) || end == 1 || !(below_sum || alone) || !self.is_tail(row) {
                break;
            }
            end -= 1;
        }
        for (at, _) in body.rows.split_off(end) {
            let row = &self.grid.rows()[at];
            if names_signatories(row) { add_signatures(body, row) } else { body.notes.push(joined(row)) }
        }
    }

    fn is_tail(&self, row: &SheetRow) -> bool {
        let numbered = self.serial.is_some_and(|serial| row.cells.get(serial as usize).is_some_and(is_count));
        !numbered && filled(row).all(|(_, cell)| !matches!(cell, Cell::Number(_)))
    }

    /// One text alone, with rows after it: where the first column names an item (三公经费: 因公出国（境）费) the item has no
    /// figures; where a 序号 stands first, or the cell is merged over the table, it heads a group.
    fn settle_alone(&self, body: &mut Body, at: usize) {
        let row = &self.grid.rows()[at];
        let Some((column, cell)) = filled(row).next() else { return };
        if let Some(group) = self.group_heading(row) {
            body.groups.push((at, group));
            return;
        }
        let is_item = self.serial.is_none() && self.header.depth > 0 && cell.typed().chars().count() <= 20;
        let merged = self.span(row.number, column).is_some_and(|span| span.last_column > span.first_column);
        if is_item && !merged && !is_caption_line(row) {
            body.rows.push((at, Role::Data));
        } else {
            body.left_out.push((row.number, Why::GroupHeading));
        }
    }

    /// The group that a row with one text names, unless that is what the first column lists.
    fn group_heading(&self, row: &SheetRow) -> Option<String> {
        let (column, cell) = filled(row).next()?;
        let Cell::Text(text) = cell else { return None };
        let lists_groups = self.serial.is_none() && !self.starts_with_name;
        let merged = self.span(row.number, column).is_some_and(|span| span.last_column > span.first_column);
        if filled(row).nth(1).is_some() || (lists_groups && !merged) { None } else { group_name(text) }
    }

    fn line(&self, row: &SheetRow) -> Line {
        if (self.skip)(row) {
            return Line::LeftOut(Why::Correction);
        }
        let mut cells = filled(row).filter(|(column, _)| (self.first..=self.last).contains(column));
        let Some((column, first)) = cells.next() else { return Line::LeftOut(Why::PageLine) };
        let is_only = cells.next().is_none();
        if filled(row).nth(1).is_none()
            && self.serial == Some(column)
            && !matches!(first, Cell::Text(text) if !is_digits(text))
        {
            return Line::LeftOut(Why::SerialOnly);
        }
        if let Cell::Text(text) = first
            && is_note(text)
        {
            return Line::Note;
        }
        match labelled(row) {
            Some(Labelled::PageLine) => return Line::LeftOut(Why::PageLine),
            Some(Labelled::Role(role)) => return Line::Table(role),
            None => {}
        }
        if is_signature_row(row) {
            return Line::Signature;
        }
        if is_only && self.last > self.first && matches!(first, Cell::Text(_)) {
            let span = self.span(row.number, column);
            let wide = span.is_some_and(|span| (span.last_column - span.first_column) * 2 >= self.last - self.first);
            // 柳湾村2026年补贴公示表 in the middle of a numbered list is longer than any name.
            let long = self.serial.is_some_and(|serial| serial != column) && first.typed().chars().count() >= 12;
            if column == self.first || wide || long || (self.group == Some(column) && self.group_heading(row).is_some())
            {
                return Line::Alone;
            }
        }
        if is_numbering(row) {
            return Line::LeftOut(Why::ColumnNumbers);
        }
        if is_caption_line(row) && filled(row).all(|(_, cell)| matches!(cell, Cell::Text(_))) && !self.is_full(row) {
            return Line::Alone;
        }
        Line::Table(Role::Data)
    }

    fn span(&self, row: u32, column: u32) -> Option<Span> {
        span_at(&self.grid.spans_in(row, row), row, column)
    }

    fn is_full(&self, row: &SheetRow) -> bool {
        filled(row).count() as u32 * 2 > self.last - self.first + 1
    }

    /// The texts of each header row.
    fn header_lines(&self) -> Vec<Vec<String>> {
        let rows = self.grid.rows();
        let range = self.grid.index_of(self.header.row)..self.grid.index_of(self.header.end());
        rows[range].iter().map(texts).collect()
    }

    /// How many rows from `at` on repeat the header.
    fn repeats(&self, header: &[Vec<String>], at: usize) -> Option<usize> {
        let rows = self.grid.rows().get(at..at + header.len())?;
        let starts = header.first()?.first()?;
        let same_start = filled(&rows[0])
            .next()
            .is_some_and(|(_, cell)| matches!(cell, Cell::Text(text) if header_text(text) == *starts));
        let same = same_start && rows.iter().zip(header).all(|(row, line)| texts(row) == *line);
        same.then_some(header.len())
    }

    fn is_above(&self, at: usize) -> bool {
        self.above.contains(&said(&self.grid.rows()[at]))
    }

    fn serial_restarts(&self, at: usize) -> bool {
        let cell = self.serial.and_then(|column| self.grid.rows().get(at)?.cells.get(column as usize));
        self.serial.is_none() || cell.is_some_and(|cell| cell.typed().trim() == "1")
    }
}

fn add_signatures(body: &mut Body, row: &SheetRow) {
    for caption in captions(row) {
        if !body.signatures.contains(&caption) {
            body.signatures.push(caption);
        }
    }
}

/// 填表人, 负责人, 日期: nothing but captions, although no colon says so.
fn names_signatories(row: &SheetRow) -> bool {
    let words = &Synonyms::bundled().labels.signature;
    let is_caption = |text: &str| text.chars().count() <= 8 && words.iter().any(|word| text.contains(word.as_str()));
    filled(row).any(|(_, cell)| is_caption(&squeeze(&cell.typed())))
}

/// A number, or digits alone.
fn is_count(cell: &Cell) -> bool {
    matches!(cell, Cell::Number(_)) || matches!(cell, Cell::Text(text) if is_digits(text))
}

fn texts(row: &SheetRow) -> Vec<String> {
    filled(row).map(|(_, cell)| header_text(&cell.typed())).collect()
}

/// All that a row says, in one line.
pub(in crate::intake) fn joined(row: &SheetRow) -> String {
    let texts: Vec<String> = filled(row).map(|(_, cell)| cell.typed().trim().replace(['\r', '\n'], "")).collect();
    texts.join("　")
}

/// The same, as it is compared.
pub(super) fn said(row: &SheetRow) -> String {
    squeeze(&joined(row))
}

fn is_digits(text: &str) -> bool {
    text.trim().chars().all(|c| c.is_ascii_digit())
}

/// 1 2 3 4 …, 甲 乙 1 2 3 or ① ② ③=①×② under a header: the form's numbering of its columns.
fn is_numbering(row: &SheetRow) -> bool {
    let mut expected = 0;
    for (_, cell) in filled(row) {
        let text = squeeze(&cell.typed());
        let text = text.split(['=', '＝']).next().unwrap_or_default().trim_matches(['（', '）', '(', ')', '栏']);
        if expected == 0 && matches!(text, "甲" | "乙" | "丙" | "次") {
            continue;
        }
        expected += 1;
        if text != expected.to_string() && circled(text) != Some(expected) {
            return false;
        }
    }
    expected >= 4
}

/// 3 for ③, C
fn circled(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let c = chars.next().filter(|_| chars.next().is_none())?;
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        'A'..='Z' => Some(c as u32 - 'A' as u32 + 1),
        _ => None,
    }
}
