//! The table's column headers: levels, merged neighbours.

use serde_json::{Value, json};

use super::fonts::Face;
use super::shape::Shaper;
use super::specs::Spec;
use super::words::{break_evenly, narrowest, words};
use super::wrap::{Line, wrap};
use crate::domain::gate::PublicTable;

/// A header cell: where it begins, how far it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeaderCell {
    pub(super) text: String,
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) colspan: usize,
    pub(super) rowspan: usize,
}

/// The shown columns' headers as cells. Equal neighbours under the same cell are one; a label reaches down over the
/// blank or equal labels below it.
pub(super) fn cells(table: &PublicTable, specs: &[Spec]) -> Vec<HeaderCell> {
    let columns: Vec<Vec<&str>> = specs.iter().map(|spec| levels(&table.columns()[spec.source].header)).collect();
    let depth = columns.iter().map(Vec::len).max().unwrap_or(1);
    let mut cells = Vec::new();
    place(&columns, 0..columns.len(), 0, depth, &mut cells);
    cells
}

/// A label longer than this is no label; the rest is left out, and a warning says so.
pub(super) const LONGEST_LABEL: usize = 60;

fn clipped(label: &str) -> String {
    match label.char_indices().nth(LONGEST_LABEL) {
        Some((at, _)) => format!("{}…", &label[..at]),
        None => label.to_owned(),
    }
}

/// Without blank levels and without a label repeated below itself.
fn levels(header: &[String]) -> Vec<&str> {
    let mut levels: Vec<&str> = header.iter().map(|label| label.trim()).filter(|label| !label.is_empty()).collect();
    levels.dedup();
    if levels.is_empty() {
        levels.push("");
    }
    levels
}

fn place(columns: &[Vec<&str>], range: std::ops::Range<usize>, y: usize, depth: usize, cells: &mut Vec<HeaderCell>) {
    let mut x = range.start;
    while x < range.end {
        let Some(text) = columns[x].get(y) else {
            x += 1;
            continue;
        };
        let leaf = columns[x].len() == y + 1;
        // Two columns of the same name stay two; only what has something below it is merged.
        let colspan = if leaf {
            1
        } else {
            let same = |column: &&Vec<&str>| column.len() > y + 1 && column.get(y) == Some(text);
            columns[x..range.end].iter().take_while(same).count()
        };
        let rowspan = if leaf { depth - y } else { 1 };
        cells.push(HeaderCell { text: clipped(text), x, y, colspan, rowspan });
        place(columns, x..x + colspan, y + 1, depth, cells);
        x += colspan;
    }
}

/// 补贴金额 and （元）
pub(super) fn at_bracket(label: &str) -> Option<(&str, &str)> {
    let at = label.find(['（', '('])?;
    let name = label[..at].trim_end();
    (!name.is_empty()).then_some((name, &label[at..]))
}

/// The cells for the template, each label broken into lines of about the same length. `edges` in em.
pub(super) fn to_json(cells: &[HeaderCell], edges: &[f32], shaper: &mut Shaper) -> Value {
    let mut values = Vec::with_capacity(cells.len());
    for cell in cells {
        let room = edges[cell.x + cell.colspan] - edges[cell.x] - 2.0 * INSET;
        let text = folded(&cell.text, room, shaper);
        values
            .push(json!({ "text": text, "x": cell.x, "y": cell.y, "colspan": cell.colspan, "rowspan": cell.rowspan }));
    }
    Value::Array(values)
}

/// A label's words and how wide they are, in em.
fn measured<'a>(label: &'a str, shaper: &mut Shaper) -> (Vec<&'a str>, Vec<f32>) {
    let words = words(label);
    let widths = words.iter().map(|word| shaper.run(word, Face::Bold).width).collect();
    (words, widths)
}

/// The narrowest room, in em, that holds the label on so many lines without parting a word.
pub(super) fn narrowest_in(label: &str, lines: usize, shaper: &mut Shaper) -> f32 {
    narrowest(&measured(label, shaper).1, lines)
}

/// Left and right of a label, in em, as the template has it.
const INSET: f32 = 0.2;

fn folded(label: &str, room: f32, shaper: &mut Shaper) -> String {
    let run = shaper.run(label, Face::Bold);
    if run.width <= room {
        return run.text.to_string();
    }
    if let Some((name, unit)) = at_bracket(&run.text)
        && shaper.run(name, Face::Bold).width <= room
        && shaper.run(unit, Face::Bold).width <= room
    {
        return format!("{name}\n{unit}");
    }
    let count = wrap(&run, room).len();
    let (words, widths) = measured(&run.text, shaper);
    if widths.iter().all(|width| *width <= room) {
        let ends = break_evenly(&widths, room, run.width / (run.width / room).ceil());
        if ends.len() <= count + 1 {
            let mut start = 0;
            let line = |end: usize| words[std::mem::replace(&mut start, end)..end].concat();
            return ends.into_iter().map(line).collect::<Vec<_>>().join("\n");
        }
    }
    let mut measure = run.width / count as f32;
    let mut lines = wrap(&run, measure);
    while lines.len() > count && measure < room {
        measure = (measure + 0.25).min(room);
        lines = wrap(&run, measure);
    }
    let text = |line: &Line| {
        let glyphs = &run.glyphs[line.glyphs.start as usize..line.glyphs.end as usize];
        let start = glyphs.first().map_or(0, |glyph| glyph.range().start);
        run.text[start..glyphs.last().map_or(start, |glyph| glyph.range().end)].to_owned()
    };
    lines.iter().map(text).collect::<Vec<_>>().join("\n")
}
