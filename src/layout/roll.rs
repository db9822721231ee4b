//! A voter list (选民名单): names alone, several a row, by 村民小组.

use std::sync::Arc;

use typst::layout::{Abs, Axes, Frame};

use super::blocks::{self, Texts};
use super::draw::{self, Style};
use super::flow::{self, Flow};
use super::fonts::Face;
use super::fragment::Template;
use super::gather::Gather;
use super::list::{needs, put_tail};
use super::measures::{Measures, Palette};
use super::pages::{Stack, smallest};
use super::paginate::{Item, Placed, Room, continues, paginate};
use super::shape::Run;
use super::{Composer, Document, PageInfo, template_finding};
use crate::domain::bulletin::Bulletin;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::order;
use crate::domain::table::{Cell, Class, Role};

/// How many names stand in a row.
const COLUMNS: std::ops::RangeInclusive<usize> = 4..=10;
/// A name of four characters, and the blank beside it, in em.
const PLACE: f64 = 4.4;
/// Between a name and its neighbour at the least, in em.
const APART: f64 = 0.4;
/// Names are never smaller than 五号, in pt: 3.7 mm, read from a metre.
const LEGIBLE: f64 = 10.5;
/// Names grow up to this times the table's size where that costs no page.
const LARGEST: f64 = 1.5;
/// From one row to the next, in em: where a page can be saved, and where there is room.
const CLOSE: f64 = 1.36;
const WIDE: f64 = 1.6;
/// A 村民小组's heading, in em.
const HEADING: f64 = 1.7;

/// The rows of a 村民小组, in the order of the table.
pub(super) struct Group {
    name: String,
    /// Row of the table, name.
    members: Vec<(usize, String)>,
}

/// The names by group, in the groups' natural order; `None` where the bulletin is no roll.
pub(super) fn names(bulletin: &Bulletin) -> Option<Vec<Group>> {
    let table = &bulletin.table;
    let at = |class| table.columns().iter().position(|column| column.class == class && !column.hidden);
    let name = at(Class::Name).filter(|_| bulletin.look.name_grid && !table.rows().is_empty())?;
    let text = |row: &crate::domain::table::Row, at: usize| row.cells.get(at).map(Cell::typed).unwrap_or_default();
    let mut groups: Vec<Group> = Vec::new();
    let group = at(Class::Group);
    for (index, row) in table.rows().iter().enumerate().filter(|(_, row)| row.role == Role::Data) {
        let of = group.map(|at| text(row, at).trim().to_owned()).unwrap_or_default();
        let member = (index, spread(&text(row, name)));
        match groups.iter_mut().find(|group| group.name == of) {
            _ if member.1.is_empty() => {}
            Some(group) => group.members.push(member),
            None => groups.push(Group { name: of, members: vec![member] }),
        }
    }
    groups.sort_by(|a, b| order::natural(&a.name, &b.name));
    (!groups.is_empty()).then_some(groups)
}

/// 两字姓名 as wide as three characters: 王　明.
fn spread(name: &str) -> String {
    let letters: Vec<char> = name.chars().filter(|c| !c.is_whitespace()).collect();
    match letters.as_slice() {
        [surname, given] if [surname, given].iter().all(|c| **c >= '\u{2e80}') => format!("{surname}　{given}"),
        _ => name.trim().to_owned(),
    }
}

/// A name where it stands in its row.
struct Placement {
    run: Arc<Run>,
    /// The first of its places.
    place: usize,
    /// How many places it takes; a long name takes more than one.
    places: usize,
}

/// A row of the grid.
struct Line {
    names: Vec<Placement>,
    rows: std::ops::Range<usize>,
}

/// The grid at one size.
struct Grid {
    size: f64,
    columns: usize,
    lines: Vec<Line>,
    items: Vec<Placed>,
}

/// A shaped name and its row.
type Named = (usize, Arc<Run>);

impl Composer {
    pub(super) fn roll(
        &mut self,
        bulletin: &Bulletin,
        groups: Vec<Group>,
        measures: &Measures,
        palette: &Palette,
    ) -> Document {
        let mut texts = Texts::of(bulletin, &mut self.shaper);
        let mut warnings = std::mem::take(&mut texts.findings);
        let mut data = blocks::data(bulletin, &texts, measures, palette, &mut self.shaper);
        let (head, tail) = self.around_names(bulletin, &texts, measures, palette, &mut data, &mut warnings);
        let shaped: Vec<Vec<Named>> = groups
            .iter()
            .map(|group| group.members.iter().map(|(row, name)| (*row, self.shaper.run(name, Face::Table))).collect())
            .collect();
        warnings.extend(missing(bulletin, &shaped));
        let beside = self.beside(bulletin, measures, palette, &mut data, &mut warnings);
        let around = [&head.last, &tail.last].map(smallest).into_iter().chain([beside.smallest()]);
        let around = around.fold(f64::INFINITY, f64::min);
        let mut stack = Stack::new(measures, palette);
        stack.begin(PageInfo::default());
        let y = head.height;
        stack.pour(head);
        let y = self.put_units(&mut stack, beside.above, y, 0.0);
        let above = if y > 0.0 { y + blocks::head_gap(measures) } else { 0.0 };
        let needs = needs(&tail, measures);
        let room = |size: f64| Room {
            first: measures.text_height() - above,
            other: (measures.text_height() - 2.1 * size).max(4.0 * WIDE * size),
            sums: 0.0,
            heading: HEADING * size,
            tail: if beside.below.is_empty() { needs } else { 0.0 },
        };
        let grid = match bulletin.look.text_size {
            Some(_) => grid(&shaped, measures, measures.table, 1.0),
            None => best(&shaped, measures, room),
        };
        let pages = paginate(&grid.items, room(grid.size));
        let headings = self.headings(&groups);
        let smallest_text_pt = grid.size.min(around);
        let end = self.put_names(bulletin, &mut stack, &grid, &headings, pages, above);
        let end = self.put_units(&mut stack, beside.below, end, needs);
        put_tail(&mut stack, tail, end);
        let (paged, pages) = stack.finish(&mut self.shaper, &texts.title);
        Document { paged, warnings, smallest_text_pt, pages }
    }

    /// What stands before the names and after them.
    fn around_names(
        &mut self,
        bulletin: &Bulletin,
        texts: &Texts,
        measures: &Measures,
        palette: &Palette,
        data: &mut serde_json::Value,
        warnings: &mut Vec<Finding>,
    ) -> (Flow, Flow) {
        let mut fragment = |template, wanted: bool| {
            if !wanted {
                return Flow::default();
            }
            flow::flow(&mut self.press, template, data, measures.text_height()).unwrap_or_else(|error| {
                warnings.push(template_finding(&error));
                flow::plain(&texts.plain(), &mut self.shaper, measures, palette.ink)
            })
        };
        let head = fragment(Template::Head, texts.has_head(bulletin));
        (head, fragment(Template::Tail, texts.has_tail()))
    }

    /// Puts the names from `top` pt below the text's top, on this page and further ones; returns where they end.
    fn put_names(
        &mut self,
        bulletin: &Bulletin,
        stack: &mut Stack<'_>,
        grid: &Grid,
        headings: &[[Arc<Run>; 2]],
        pages: Vec<std::ops::Range<usize>>,
        top: f64,
    ) -> f64 {
        let (measures, palette) = (stack.measures, stack.palette);
        let style = plain_style(grid, measures, palette);
        let mut end = top;
        let total = pages.len();
        for (number, range) in pages.into_iter().enumerate() {
            let info = PageInfo { rows: rows_of(grid, range.clone()), ..PageInfo::default() };
            if number > 0 {
                stack.begin(info);
                self.running_title(bulletin, stack, &style, None, (number + 1, total));
                end = 2.1 * grid.size;
            } else {
                stack.inform(info);
            }
            if !range.is_empty() {
                let body = self.grid_body(grid, headings, range, measures, palette);
                let height = body.height().to_pt();
                stack.place(body, end);
                end += height;
            }
        }
        end
    }

    /// 第一组（132人）, the same where it goes on, and last how many there are in all.
    fn headings(&mut self, groups: &[Group]) -> Vec<[Arc<Run>; 2]> {
        let named = |group: &Group, more: &str| match group.name.as_str() {
            "" => format!("名单（{}人{more}）", group.members.len()),
            name => format!("{name}（{}人{more}）", group.members.len()),
        };
        let mut headings: Vec<[Arc<Run>; 2]> = groups
            .iter()
            .map(|group| ["", "，续"].map(|more| self.shaper.run(&named(group, more), Face::Bold)))
            .collect();
        let all: usize = groups.iter().map(|group| group.members.len()).sum();
        let total = match groups.len() {
            1 => format!("合计：{all}人"),
            count => format!("合计：{count}个组，{all}人"),
        };
        let run = self.shaper.run(&total, Face::Bold);
        headings.push([Arc::clone(&run), run]);
        headings
    }

    fn grid_body(
        &mut self,
        grid: &Grid,
        headings: &[[Arc<Run>; 2]],
        range: std::ops::Range<usize>,
        measures: &Measures,
        palette: &Palette,
    ) -> Frame {
        let continued = continues(&grid.items, range.start).then(|| grid.items[range.start].group).flatten();
        let page = &grid.items[range];
        let heading_height = HEADING * grid.size;
        let height = page.iter().map(|placed| placed.height).sum::<f64>()
            + if continued.is_some() { heading_height } else { 0.0 };
        let width = measures.text_width();
        let mut frame = Frame::soft(Axes::new(Abs::pt(width), Abs::pt(height)));
        let mut y = 0.0;
        let fonts = Arc::clone(self.shaper.fonts());
        // Rules stand above and below headings; between rows the white of the line is enough.
        let rule = |frame: &mut Frame, y: f64| {
            draw::stroke(frame, (0.0, y), (width, 0.0), measures.hairline * 0.6, palette.grid);
        };
        let heading = |frame: &mut Frame, run: &Run, y: f64| {
            if let Some(tint) = palette.tint {
                draw::fill(frame, (0.0, y), (width, heading_height), tint);
            }
            let at = (APART * grid.size, y + heading_height / 2.0 + 0.37 * grid.size);
            draw::text(frame, &fonts, run, 0..run.glyphs.len(), at, grid.size, palette.ink);
            rule(frame, y);
            rule(frame, y + heading_height);
        };
        if let Some(group) = continued {
            heading(&mut frame, &headings[group][1], y);
            y += heading_height;
        }
        for placed in page {
            match placed.item {
                Item::Heading { group } => heading(&mut frame, &headings[group][0], y),
                Item::Row { at, .. } if at >= grid.lines.len() => {
                    heading(&mut frame, &headings[headings.len() - 1][0], y)
                }
                Item::Row { at, .. } => {
                    let baseline = y + placed.height / 2.0 + 0.37 * grid.size;
                    put_line(&mut frame, &fonts, grid, at, baseline, width, palette);
                }
            }
            y += placed.height;
        }
        draw::outline(&mut frame, (0.0, 0.0), (width, height), measures.hairline * 2.0, palette.grid);
        frame
    }
}

fn put_line(
    frame: &mut Frame,
    fonts: &super::Fonts,
    grid: &Grid,
    at: usize,
    baseline: f64,
    width: f64,
    palette: &Palette,
) {
    let place = width / grid.columns as f64;
    let mut gather = Gather::new(fonts, grid.size, palette.ink, baseline);
    for name in &grid.lines[at].names {
        let own = f64::from(name.run.width) * grid.size;
        let room = place * name.places as f64;
        // Names of up to three characters stand under each other from the same place.
        let block = own.max(3.0 * grid.size).min(room);
        let first = place * name.place as f64;
        let inset =
            if name.places == 1 { (place - block).max(0.0) / 2.0 } else { (place - 3.0 * grid.size).max(0.0) / 2.0 };
        gather.add(frame, &name.run, 0..name.run.glyphs.len(), first + inset);
    }
    gather.flush(frame);
}

/// The fewest pages that are legible, and on them the largest size.
fn best(shaped: &[Vec<Named>], measures: &Measures, room: impl Fn(f64) -> Room) -> Grid {
    const STEPS: u32 = 16;
    let pages = |grid: &Grid| paginate(&grid.items, room(grid.size)).len();
    let (smallest, largest) = (measures.floor.max(LEGIBLE), measures.table * LARGEST);
    let at = |step: u32| {
        let share = f64::from(step) / f64::from(STEPS);
        grid(shaped, measures, smallest + (largest - smallest) * share, (2.0 * share).min(1.0))
    };
    let least = at(0);
    let fewest = pages(&least);
    (1..=STEPS).rev().map(at).find(|grid| pages(grid) <= fewest).unwrap_or(least)
}

/// `ease`: from 0, rows close together, to 1.
fn grid(shaped: &[Vec<Named>], measures: &Measures, size: f64, ease: f64) -> Grid {
    let width = measures.text_width() / size;
    let columns = ((width / PLACE) as usize).clamp(*COLUMNS.start(), *COLUMNS.end());
    let place = width / columns as f64;
    let pitch = (CLOSE + (WIDE - CLOSE) * ease) * size;
    let (mut lines, mut items) = (Vec::new(), Vec::new());
    for (group, names) in shaped.iter().enumerate() {
        let heading = Item::Heading { group };
        items.push(Placed { item: heading, height: HEADING * size, group: Some(group), closing: false });
        for line in in_lines(names, columns, place) {
            let item = Item::Row { at: lines.len(), first_line: 0, lines: 1 };
            items.push(Placed { item, height: pitch, group: Some(group), closing: false });
            lines.push(line);
        }
    }
    let item = Item::Row { at: lines.len(), first_line: 0, lines: 1 };
    items.push(Placed { item, height: HEADING * size, group: None, closing: true });
    Grid { size, columns, lines, items }
}

fn in_lines(names: &[Named], columns: usize, place: f64) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut next = columns;
    for (row, run) in names {
        let width = f64::from(run.width);
        let places = if width <= place - APART / 2.0 { 1 } else { ((width + APART) / place).ceil() as usize };
        let places = places.clamp(1, columns);
        if next + places > columns {
            lines.push(Line { names: Vec::new(), rows: *row..*row + 1 });
            next = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.names.push(Placement { run: Arc::clone(run), place: next, places });
            line.rows = line.rows.start.min(*row)..line.rows.end.max(*row + 1);
        }
        next += places;
    }
    lines
}

/// From the first to the last row of the table that the page shows.
fn rows_of(grid: &Grid, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let lines = grid.items[range].iter().filter_map(|placed| match placed.item {
        Item::Row { at, .. } => grid.lines.get(at),
        Item::Heading { .. } => None,
    });
    lines.map(|line| line.rows.clone()).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or_default()
}

fn plain_style<'a>(grid: &Grid, measures: &Measures, palette: &Palette) -> Style<'a> {
    let (size, hairline) = (grid.size, measures.hairline);
    Style { size, edges: &[], specs: &[], stands: &[], palette: *palette, hairline, row_pad: draw::ROW_PAD }
}

fn missing(bulletin: &Bulletin, shaped: &[Vec<Named>]) -> Vec<Finding> {
    const MOST: usize = 100;
    let names = shaped.iter().flatten().filter(|(_, run)| run.missing);
    let finding = |(row, _): &Named| {
        let row = &bulletin.table.rows()[*row];
        let place = row.source.map_or_else(String::new, |source| format!("第 {source} 行"));
        Finding {
            severity: Severity::Warning,
            kind: FindingKind::MissingGlyph,
            key: Some(row.key),
            block: None,
            source: row.source,
            column: None,
            text: format!("{place}姓名里有字库里没有的字，印出来是“□”，请换一个字或写法。"),
        }
    };
    names.take(MOST).map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_two_characters_is_as_wide_as_three() {
        assert_eq!(spread("王明"), "王　明");
        assert_eq!(spread("王 明"), "王　明");
        assert_eq!(spread("欧阳大海"), "欧阳大海");
        assert_eq!(spread("Li"), "Li");
    }
}
