//! A notice with a table: head, column headers, rows, sums, tail.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde_json::json;
use typst::layout::Frame;
use typst::utils::hash128;

use super::blocks::{self, Texts};
use super::columns::{self, Fit};
use super::draw::{self, Entry, Style};
use super::flow::{self, Flow};
use super::fonts::Face;
use super::fragment::Template;
use super::header;
use super::measures::{Ink, Measures, Palette};
use super::pages::{Stack, smallest};
use super::paginate::{Item, Placed, Room, continues, paginate};
use super::rows::{self, RowLines, RowText, Spec};
use super::shape::Run;
use super::{Composer, Document, PageInfo, template_finding};
use crate::domain::bulletin::Bulletin;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::gate::PublicTable;
use crate::domain::table::{Cell, Class, Role, Row};

/// A table read and fitted.
struct Table {
    specs: Vec<Spec>,
    texts: Vec<Arc<RowText>>,
    lines: Vec<RowLines>,
    fit: Fit,
    tails: Vec<f32>,
    groups: Groups,
}

/// 村民小组: their names, and the group of each row.
#[derive(Default)]
struct Groups {
    names: Vec<Arc<Run>>,
    continued: Vec<Arc<Run>>,
    of: Vec<Option<usize>>,
}

/// At most this many findings of a sort: nobody reads ten thousand.
const MOST_FINDINGS: usize = 100;

impl Composer {
    pub(super) fn list(&mut self, bulletin: &Bulletin, measures: &Measures, palette: &Palette) -> Document {
        let mut texts = Texts::of(bulletin, &mut self.shaper);
        let mut warnings = std::mem::take(&mut texts.findings);
        let mut data = blocks::data(bulletin, &texts, measures, palette, &mut self.shaper);
        let mut fragment = |template, wanted: bool| {
            if !wanted {
                return Some(Flow::default());
            }
            let set = flow::flow(&mut self.press, template, &mut data, measures.text_height());
            set.map_err(|error| warnings.push(template_finding(&error))).ok()
        };
        let head = fragment(Template::Head, texts.has_head(bulletin));
        let tail = fragment(Template::Tail, texts.has_tail());
        let (head, tail) = head
            .zip(tail)
            .unwrap_or_else(|| (flow::plain(&texts.plain(), &mut self.shaper, measures, palette.ink), Flow::default()));
        let table = self.fit(bulletin, measures);
        warnings.extend(findings(bulletin, &table));
        let style = Style {
            size: table.fit.size,
            edges: &table.fit.edges,
            specs: &table.specs,
            tails: &table.tails,
            palette: *palette,
            hairline: measures.hairline,
        };
        let header = self.header(bulletin, &style, &mut data, &mut warnings);
        let mut stack = Stack::new(measures, palette);
        let smallest_text_pt = [&head.last, &tail.last, &header].map(smallest).into_iter().fold(style.size, f64::min);
        self.assemble(bulletin, &mut stack, &table, &style, Parts { head, header, tail });
        let (paged, pages) = stack.finish(&mut self.shaper, &texts.title);
        Document { paged, warnings, smallest_text_pt, pages }
    }

    /// Reads the rows and finds the size and widths at which they fit.
    fn fit(&mut self, bulletin: &Bulletin, measures: &Measures) -> Table {
        let table = &bulletin.table;
        let grouped = bulletin.look.group_headings.then(|| column_of_groups(table)).flatten();
        let specs = rows::specs(table, grouped);
        let texts = self.rows.texts(table, &specs, grouped, &mut self.shaper);
        let mut extents = rows::extents(texts.iter().map(Arc::as_ref), specs.len());
        if bulletin.look.page_subtotals || bulletin.look.running_totals {
            let widest = rows::sum_row("", &widest_sums(table, &specs), &specs, &mut self.shaper);
            let sums = rows::extents([&widest].into_iter(), specs.len());
            for (extent, sum) in extents.iter_mut().zip(sums) {
                extent.widen(&sum);
            }
        }
        let demands = rows::demands(table, &specs, &extents, &mut self.shaper);
        let fit = columns::fit(&demands, measures.text_width(), measures.table_sizes());
        let widths = columns::measures(&fit);
        let geometry = hash128(&widths.iter().map(|width| width.to_bits()).collect::<Vec<_>>());
        let lines = texts.iter().map(|text| self.rows.lines(text, &widths, geometry)).collect();
        let tails = extents.iter().map(|extent| extent.tail).collect();
        let groups = grouped.map(|at| self.groups(table, at)).unwrap_or_default();
        Table { specs, texts, lines, fit, tails, groups }
    }

    fn groups(&mut self, table: &PublicTable, column: usize) -> Groups {
        let mut groups = Groups::default();
        let mut current: Option<&str> = None;
        for row in table.rows() {
            let named = match row.cells.get(column) {
                Some(Cell::Text(name)) if counts(row) => Some(name.trim()).filter(|name| !name.is_empty()),
                _ => None,
            };
            if let Some(name) = named.filter(|name| current != Some(*name)) {
                current = Some(name);
                groups.names.push(self.shaper.run(name, Face::Bold));
                groups.continued.push(self.shaper.run(&format!("{name}（续）"), Face::Bold));
            }
            let outside = matches!(row.role, Role::Total | Role::Opening | Role::Closing);
            let last = groups.names.len().checked_sub(1);
            groups.of.push(last.filter(|_| !outside && current.is_some()));
        }
        groups
    }

    fn header(
        &mut self,
        bulletin: &Bulletin,
        style: &Style<'_>,
        data: &mut serde_json::Value,
        warnings: &mut Vec<Finding>,
    ) -> Frame {
        let cells = header::cells(&bulletin.table, style.specs);
        data["height"] = json!(null);
        data["width"] = json!(style.edges.last());
        data["size"] = json!(style.size);
        data["columns"] = json!(style.edges.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>());
        data["hairline"] = json!(style.hairline);
        data["grid"] = json!(style.palette.grid.hex());
        data["tint"] = json!(style.palette.tint.map(Ink::hex));
        data["cells"] = {
            let edges: Vec<f32> = style.edges.iter().map(|edge| (edge / style.size) as f32).collect();
            header::to_json(&cells, &edges, &mut self.shaper)
        };
        let frames = self.press.set(Template::Header, data).unwrap_or_else(|error| {
            warnings.push(template_finding(&error));
            Vec::new()
        });
        frames.into_iter().next().unwrap_or_default()
    }
}

/// The fragments around the rows.
struct Parts {
    head: Flow,
    header: Frame,
    tail: Flow,
}

impl Composer {
    fn assemble(&mut self, bulletin: &Bulletin, stack: &mut Stack<'_>, table: &Table, style: &Style<'_>, parts: Parts) {
        let measures = stack.measures;
        let look = &bulletin.look;
        let sum_rows = usize::from(look.page_subtotals) + usize::from(look.running_totals);
        let gap = blocks::head_gap(measures);
        let below_head = if parts.head.height > 0.0 { parts.head.height + gap } else { 0.0 };
        let header_height = parts.header.height().to_pt();
        let continuation = style.size * 2.1;
        let tail_height = if parts.tail.height > 0.0 { parts.tail.height + gap } else { 0.0 };
        let other = (measures.text_height() - continuation - header_height).max(style.height(1) * 2.0);
        let room = Room {
            first: measures.text_height() - below_head - header_height,
            other,
            sums: sum_rows as f64 * style.height(1),
            heading: style.height(1),
            tail: if parts.tail.full.is_empty() { tail_height } else { 0.0 },
        };
        let items = items(bulletin, table, style, room);
        let pages = paginate(&items, room);
        let total = pages.len();
        let bodies = self.bodies(bulletin, table, style, &items, &pages);
        stack.begin(PageInfo::default());
        stack.pour(parts.head);
        let mut end = below_head;
        for (number, (range, body)) in pages.iter().zip(bodies).enumerate() {
            let info = PageInfo { rows: rows_of(&items[range.clone()]) };
            let mut top = below_head;
            if number > 0 {
                stack.begin(info);
                top = continuation;
                self.running_title(bulletin, stack, style, number + 1, total);
            } else {
                stack.inform(info);
            }
            end = top;
            if range.is_empty() && !items.is_empty() {
                continue;
            }
            end += header_height + body.height().to_pt();
            let grid = stack.palette.grid;
            stack.place(parts.header.clone(), top);
            stack.place(body, top + header_height);
            let (left, above) = (measures.left, measures.top + top);
            let width = style.edges.last().copied().unwrap_or_default();
            draw::outline(stack.page(), (left, above), (width, end - top), style.hairline * 2.0, grid);
        }
        if parts.tail.height <= 0.0 {
            return;
        }
        if parts.tail.full.is_empty() && end + gap + parts.tail.height <= measures.text_height() + 0.5 {
            stack.place(parts.tail.last, end + gap);
        } else {
            stack.begin(PageInfo::default());
            stack.pour(parts.tail);
        }
    }

    /// The bodies of all pages; those that were drawn before are taken as they are.
    fn bodies(
        &mut self,
        bulletin: &Bulletin,
        table: &Table,
        style: &Style<'_>,
        items: &[Placed],
        pages: &[Range<usize>],
    ) -> Vec<Frame> {
        let look = hash_of(style);
        let mut kept = HashMap::with_capacity(pages.len());
        let mut running = vec![None; table.specs.len()];
        let mut bodies = Vec::with_capacity(pages.len());
        for range in pages {
            let sums = self.sums(bulletin, table, &items[range.clone()], &mut running);
            let key = hash128(&(look, ids(table, items, range), sums.iter().map(|sum| sum.id).collect::<Vec<_>>()));
            let body = self.bodies.remove(&key).unwrap_or_else(|| {
                let entries = entries(table, items, range.clone(), &sums);
                draw::body(self.shaper.fonts(), style, &entries)
            });
            kept.insert(key, body.clone());
            bodies.push(body);
        }
        self.bodies = kept;
        bodies
    }

    /// 本页小计 and 累计 of a page.
    fn sums(
        &mut self,
        bulletin: &Bulletin,
        table: &Table,
        items: &[Placed],
        running: &mut [Option<Decimal>],
    ) -> Vec<RowText> {
        let look = &bulletin.look;
        if items.is_empty() || !(look.page_subtotals || look.running_totals) {
            return Vec::new();
        }
        let all = bulletin.table.rows();
        let rows = items.iter().filter_map(|placed| match placed.item {
            Item::Row { at, first_line: 0, .. } => all.get(at),
            _ => None,
        });
        let page = rows::sums(rows, &table.specs);
        for (running, sum) in running.iter_mut().zip(&page) {
            if let Some(sum) = sum {
                *running = running.unwrap_or_default().checked_add(*sum);
            }
        }
        let mut sums = Vec::new();
        if look.page_subtotals {
            sums.push(rows::sum_row("本页小计", &page, &table.specs, &mut self.shaper));
        }
        if look.running_totals {
            sums.push(rows::sum_row("累计", running, &table.specs, &mut self.shaper));
        }
        sums
    }

    /// 标题（续2/5）
    fn running_title(
        &mut self,
        bulletin: &Bulletin,
        stack: &mut Stack<'_>,
        style: &Style<'_>,
        number: usize,
        total: usize,
    ) {
        let measures = stack.measures;
        let ink = stack.palette.ink;
        let suffix = format!("（续{number}/{total}）");
        let room = (measures.text_width() / style.size) as f32;
        let title: String = bulletin.title.as_str().split_whitespace().collect();
        let mut run = self.shaper.run(&format!("{title}{suffix}"), Face::Bold);
        if run.width > room {
            let short: String =
                title.chars().take((room as usize).saturating_sub(suffix.chars().count() + 1)).collect();
            run = self.shaper.run(&format!("{short}…{suffix}"), Face::Bold);
        }
        let x = measures.left + (measures.text_width() - f64::from(run.width) * style.size) / 2.0;
        let baseline = measures.top + style.size;
        let fonts = self.shaper.fonts().clone();
        draw::text(stack.page(), &fonts, &run, 0..run.glyphs.len(), (x, baseline), style.size, ink);
    }
}

fn counts(row: &Row) -> bool {
    matches!(row.role, Role::Data | Role::Part)
}

fn column_of_groups(table: &PublicTable) -> Option<usize> {
    let shown = table.columns().iter().filter(|column| !column.hidden).count();
    table.columns().iter().position(|column| column.class == Class::Group && !column.hidden).filter(|_| shown > 1)
}

/// No page's sum is wider than the sum of all values without their signs, and a sign.
fn widest_sums(table: &PublicTable, specs: &[Spec]) -> Vec<Option<Decimal>> {
    let mut sums = rows::sums(std::iter::empty(), specs);
    for row in table.rows().iter().filter(|row| row.role == Role::Data) {
        for (sum, spec) in sums.iter_mut().zip(specs) {
            let number = row.cells.get(spec.source).and_then(Cell::number);
            if let (Some(total), Some(number)) = (*sum, number) {
                *sum = total.checked_sub(number.abs());
            }
        }
    }
    let negative = |at: &Spec| {
        table
            .rows()
            .iter()
            .any(|row| row.cells.get(at.source).and_then(Cell::number).is_some_and(|n| n < Decimal::ZERO))
    };
    sums.iter().zip(specs).map(|(sum, spec)| sum.map(|sum| if negative(spec) { sum } else { sum.abs() })).collect()
}

/// The rows and headings with their heights; a row taller than a page is cut at its lines.
fn items(bulletin: &Bulletin, table: &Table, style: &Style<'_>, room: Room) -> Vec<Placed> {
    let most = style.lines_in(room.other - room.sums - 2.0 * room.heading);
    let mut items = Vec::with_capacity(table.texts.len());
    let mut group = None;
    for (at, row) in bulletin.table.rows().iter().enumerate() {
        let of = table.groups.of.get(at).copied().flatten();
        if let Some(new) = of.filter(|_| of != group) {
            let heading = Item::Heading { group: new };
            items.push(Placed { item: heading, height: room.heading, group: of, closing: false });
            group = of;
        }
        let count = table.lines[at].as_ref().map_or(1, |lines| lines.iter().map(Vec::len).max().unwrap_or(1)).max(1);
        let closing = matches!(row.role, Role::Total | Role::Closing);
        let mut first_line = 0;
        while first_line < count {
            let lines = (count - first_line).min(most);
            let item = Item::Row { at, first_line, lines };
            items.push(Placed { item, height: style.height(lines), group: of, closing });
            first_line += lines;
        }
    }
    items
}

/// 合计 closes the table, below the page's sums.
fn split_closing(items: &[Placed]) -> usize {
    items.iter().rposition(|placed| !placed.closing).map_or(0, |at| at + 1)
}

fn entries<'a>(table: &'a Table, items: &[Placed], range: Range<usize>, sums: &'a [RowText]) -> Vec<Entry<'a>> {
    let mut entries = Vec::with_capacity(range.len() + sums.len() + 1);
    if items.is_empty() {
        entries.push(Entry::Blank);
    }
    if continues(items, range.start)
        && let Some(group) = items[range.start].group
    {
        entries.push(Entry::Heading(&table.groups.continued[group]));
    }
    let page = &items[range];
    let (rows, closing) = page.split_at(if sums.is_empty() { page.len() } else { split_closing(page) });
    let entry = |placed: &Placed| match placed.item {
        Item::Heading { group } => Entry::Heading(&table.groups.names[group]),
        Item::Row { at, first_line, lines } => Entry::Row {
            text: &table.texts[at],
            lines: table.lines[at].as_deref(),
            shown: first_line..first_line + lines,
        },
    };
    entries.extend(rows.iter().map(entry));
    entries.extend(sums.iter().map(|text| Entry::Row { text, lines: None, shown: 0..1 }));
    entries.extend(closing.iter().map(entry));
    entries
}

/// What a body is made of, for telling whether it was drawn before.
fn ids(table: &Table, items: &[Placed], range: &Range<usize>) -> Vec<u128> {
    let continued = continues(items, range.start).then(|| items[range.start].group).flatten();
    let heading = |group: usize| hash128(&table.groups.names[group].text);
    let mut ids = vec![continued.map_or(0, heading)];
    for placed in &items[range.clone()] {
        ids.push(match placed.item {
            Item::Heading { group } => heading(group),
            Item::Row { at, first_line, lines } => {
                table.texts[at].id ^ ((first_line as u128) << 64 | lines as u128).rotate_left(17)
            }
        });
    }
    ids
}

fn hash_of(style: &Style<'_>) -> u128 {
    let edges: Vec<u64> = style.edges.iter().map(|edge| edge.to_bits()).collect();
    let tails: Vec<u32> = style.tails.iter().map(|tail| tail.to_bits()).collect();
    hash128(&(style.size.to_bits(), edges, tails, style.specs, style.hairline.to_bits(), style.palette))
}

fn rows_of(items: &[Placed]) -> Range<usize> {
    let mut rows = items.iter().filter_map(|placed| match placed.item {
        Item::Row { at, .. } => Some(at),
        Item::Heading { .. } => None,
    });
    let Some(first) = rows.next() else { return 0..0 };
    first..rows.next_back().unwrap_or(first) + 1
}

/// Characters in no font and values that had to be broken, by row.
fn findings(bulletin: &Bulletin, table: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    for column in bulletin.table.columns() {
        if column.header.iter().any(|label| label.chars().count() > header::LONGEST_LABEL) {
            findings.push(Finding {
                severity: Severity::Warning,
                kind: FindingKind::Overfull,
                key: None,
                source: None,
                column: None,
                text: format!("有一个列名超过 {} 个字，只印出了前面的部分，请改短。", header::LONGEST_LABEL),
            });
        }
    }
    let widths = columns::measures(&table.fit);
    let forced = table.fit.forced.iter().any(|forced| *forced);
    for (at, text) in table.texts.iter().enumerate() {
        if !(text.missing || forced) || findings.len() >= MOST_FINDINGS {
            continue;
        }
        let row = &bulletin.table.rows()[at];
        for (column, cell) in text.cells.iter().enumerate() {
            let name = bulletin.table.columns()[table.specs[column].source].name();
            let shown = row.source.map_or_else(|| format!("第 {} 条", at + 1), |source| format!("第 {source} 行"));
            if cell.run.missing {
                let text = format!("{shown}“{name}”里有字库里没有的字，印出来是“□”，请换一个字或写法。");
                findings.push(finding(FindingKind::MissingGlyph, row, name, text));
            } else if table.fit.forced[column] && cell.run.width > widths[column] {
                let text = format!("{shown}“{name}”太长，一行放不下，已折行。请改用横向纸张或更大的纸，或减少列数。");
                findings.push(finding(FindingKind::Overfull, row, name, text));
            }
        }
    }
    findings
}

fn finding(kind: FindingKind, row: &Row, column: String, text: String) -> Finding {
    let severity = Severity::Warning;
    Finding { severity, kind, key: Some(row.key), source: row.source, column: Some(column), text }
}
