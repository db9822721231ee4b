//! A notice with a table: head, column headers, rows, sums, tail.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde_json::json;
use typst::layout::Frame;
use typst::utils::hash128;

use super::beside::Beside;
use super::blocks::{self, Texts};
use super::columns::{self, Fit};
use super::draw::{self, Stand, Style};
use super::flow::{self, Flow};
use super::fonts::Face;
use super::fragment::Template;
use super::front;
use super::header;
use super::measures::{Ink, Measures, Palette};
use super::pages::{Stack, smallest};
use super::rows::{self, RowLines, RowText};
use super::shape::Run;
use super::specs::{Spec, specs};
use super::{Composer, Document, PageInfo, template_finding, warnings};
use crate::domain::bulletin::Bulletin;
use crate::domain::finding::Finding;
use crate::domain::gate::PublicTable;
use crate::domain::table::{Cell, Class, Role, Row};

mod plan;

use plan::{plan, room, rows_of};

/// A table read and fitted.
pub(super) struct Table {
    pub(super) specs: Vec<Spec>,
    pub(super) texts: Vec<Arc<RowText>>,
    pub(super) lines: Vec<RowLines>,
    pub(super) fit: Fit,
    pub(super) stands: Vec<Stand>,
    pub(super) groups: Groups,
}

/// 村民小组: their names, and the group of each row.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) names: Vec<Arc<Run>>,
    pub(super) continued: Vec<Arc<Run>>,
    of: Vec<Option<usize>>,
}

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
        warnings.extend(warnings::of(bulletin, &table));
        let mut style = style_of(&table, measures, palette);
        let around = self.around(bulletin, measures, &style, &mut data, &mut warnings);
        let beside = self.beside(bulletin, measures, palette, &mut data, &mut warnings);
        let mut stack = Stack::new(measures, palette);
        let texts_around = [&head.last, &tail.last, &around.header].map(smallest).into_iter();
        let sizes = texts_around.chain(around.unit.as_ref().map(|unit| unit.size)).chain([beside.smallest()]);
        let smallest_text_pt = sizes.fold(style.size, f64::min);
        self.assemble(bulletin, &mut stack, &table, &mut style, Parts { head, around, beside, tail });
        if bulletin.look.front {
            front::put(&mut stack, &texts, &mut self.shaper);
        }
        let (paged, pages) = stack.finish(&mut self.shaper, &texts.title);
        Document { paged, warnings, smallest_text_pt, pages }
    }

    /// Column headers and unit.
    pub(super) fn around(
        &mut self,
        bulletin: &Bulletin,
        measures: &Measures,
        style: &Style<'_>,
        data: &mut serde_json::Value,
        warnings: &mut Vec<Finding>,
    ) -> Around {
        let header = self.header(bulletin, style, data, warnings);
        Around { header, unit: self.unit(bulletin, measures, style) }
    }

    /// Reads the rows and finds the size and widths at which they fit.
    pub(super) fn fit(&mut self, bulletin: &Bulletin, measures: &Measures) -> Table {
        let table = &bulletin.table;
        let grouped = bulletin.look.group_headings.then(|| column_of_groups(table)).flatten();
        let specs = specs(table, grouped);
        let mut texts = self.rows.texts(table, &specs, grouped, &mut self.shaper);
        texts.extend(table.capitals().map(|said| Arc::new(rows::whole_row(said, &specs, &mut self.shaper))));
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
        self.held |= fit.size + 0.01 < measures.table;
        let widths = columns::measures(&fit);
        let geometry = hash128(&widths.iter().map(|width| width.to_bits()).collect::<Vec<_>>());
        let lines: Vec<RowLines> = texts.iter().map(|text| self.rows.lines(text, &widths, geometry)).collect();
        self.folded += texts.iter().zip(&lines).map(|(text, lines)| rows::folded(text, lines, &demands)).sum::<usize>();
        let stands = extents.iter().zip(&widths).map(|(extent, width)| Stand::of(extent, *width)).collect();
        let groups = grouped.map(|at| self.groups(table, at)).unwrap_or_default();
        Table { specs, texts, lines, fit, stands, groups }
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

/// What stands around the table.
struct Parts {
    head: Flow,
    around: Around,
    beside: Beside,
    tail: Flow,
}

/// What stands around the rows.
pub(super) struct Around {
    pub(super) header: Frame,
    pub(super) unit: Option<Unit>,
}

/// 单位：万元
pub(super) struct Unit {
    run: Arc<Run>,
    /// pt
    pub(super) size: f64,
}

impl Unit {
    fn width(&self) -> f64 {
        f64::from(self.run.width) * self.size
    }
}

/// How the rows of a fitted table are drawn.
pub(super) fn style_of<'a>(table: &'a Table, measures: &Measures, palette: &Palette) -> Style<'a> {
    Style {
        size: table.fit.size,
        edges: &table.fit.edges,
        specs: &table.specs,
        stands: &table.stands,
        palette: *palette,
        hairline: measures.hairline,
        row_pad: draw::ROW_PAD,
    }
}

/// From the text's top to the column headers, in pt.
struct Above {
    first: f64,
    /// On pages that begin with the running title.
    other: f64,
}

impl Above {
    fn of(around: &Around, style: &Style<'_>, top: f64) -> Self {
        Self { first: top + around.unit_height(style), other: style.size * 2.1 }
    }
}

impl Around {
    /// What the line with the unit takes, in pt.
    fn unit_height(&self, style: &Style<'_>) -> f64 {
        if self.unit.is_some() { 1.3 * style.size } else { 0.0 }
    }

    /// Unit and column headers, in pt.
    pub(super) fn height(&self, style: &Style<'_>) -> f64 {
        self.unit_height(style) + self.header.height().to_pt()
    }
}

/// What stays with a table's last rows, or comes after them.
#[derive(Clone, Copy)]
pub(super) enum Then {
    /// The tail, of so many pt; 0 where it has pages of its own.
    Tail(f64),
    /// Blocks.
    Blocks,
    /// It is a further table itself: whose rows a page shows is said of the main table alone.
    Further,
}

impl Composer {
    fn assemble(
        &mut self,
        bulletin: &Bulletin,
        stack: &mut Stack<'_>,
        table: &Table,
        style: &mut Style<'_>,
        parts: Parts,
    ) {
        let Parts { head, around, beside, tail } = parts;
        stack.begin(PageInfo::default());
        let head_height = head.height;
        stack.pour(head);
        let y = self.put_units(stack, beside.above, head_height, 0.0);
        let top = if y > 0.0 { y + blocks::head_gap(stack.measures) } else { 0.0 };
        let needs = needs(&tail, stack.measures);
        let then = if beside.below.is_empty() { Then::Tail(needs) } else { Then::Blocks };
        let end = self.put_rows(bulletin, stack, (table, style), &around, top, then);
        let end = self.put_units(stack, beside.below, end, needs);
        put_tail(stack, tail, end);
    }

    /// Puts a table's rows with their headers from `top` pt below the text's top, on this page and further ones; returns
    /// where they end.
    pub(super) fn put_rows(
        &mut self,
        bulletin: &Bulletin,
        stack: &mut Stack<'_>,
        (table, style): (&Table, &mut Style<'_>),
        around: &Around,
        top: f64,
        then: Then,
    ) -> f64 {
        let above = Above::of(around, style, top);
        let (items, pages) = plan(bulletin, table, style, then, |style, tail| {
            room(&bulletin.look, around, &above, style, stack.measures, tail)
        });
        let style = &*style;
        let total = pages.len();
        let bodies = self.bodies(bulletin, table, style, &items, &pages);
        let mut end = above.first;
        for (number, (range, body)) in pages.iter().zip(bodies).enumerate() {
            let is_main = !matches!(then, Then::Further);
            let info = if is_main {
                PageInfo { rows: rows_of(&items[range.clone()], bulletin.table.rows().len()), ..PageInfo::default() }
            } else {
                PageInfo::default()
            };
            let unit = around.unit.as_ref();
            if number > 0 {
                stack.begin(info);
                self.running_title(bulletin, stack, style, unit, (number + 1, total));
                end = above.other;
            } else if is_main {
                stack.inform(info);
            }
            if range.is_empty() && !items.is_empty() {
                continue;
            }
            if let Some(unit) = unit {
                let above_header = if number > 0 { above.other - style.size } else { 0.45 * style.size };
                self.put_unit(stack, unit, end - above_header);
            }
            end = put_table(stack, style, &around.header, body, end);
        }
        end
    }

    fn unit(&mut self, bulletin: &Bulletin, measures: &Measures, style: &Style<'_>) -> Option<Unit> {
        let unit = bulletin.unit.as_str().trim();
        if unit.is_empty() {
            return None;
        }
        let run = self.shaper.run(&format!("单位：{unit}"), Face::Table);
        let size = (style.size * 0.875).max(measures.floor.min(style.size));
        // A unit that is a whole sentence still ends on the page.
        let size = size.min(measures.text_width() / f64::from(run.width).max(1.0));
        Some(Unit { run, size })
    }

    /// At the text's right, its baseline `y` pt below the text's top.
    fn put_unit(&mut self, stack: &mut Stack<'_>, unit: &Unit, y: f64) {
        let measures = stack.measures;
        let at = (measures.left + measures.text_width() - unit.width(), measures.top + y);
        let ink = stack.palette.ink;
        draw::text(stack.page(), self.shaper.fonts(), &unit.run, 0..unit.run.glyphs.len(), at, unit.size, ink);
    }

    /// 标题（续2/5）; `page` is the number and how many there are.
    pub(super) fn running_title(
        &mut self,
        bulletin: &Bulletin,
        stack: &mut Stack<'_>,
        style: &Style<'_>,
        unit: Option<&Unit>,
        page: (usize, usize),
    ) {
        let measures = stack.measures;
        let ink = stack.palette.ink;
        let suffix = format!("（续{}/{}）", page.0, page.1);
        let beside = unit.map_or(0.0, |unit| (2.0 * (unit.width() + style.size)).min(measures.text_width() / 2.0));
        let room = ((measures.text_width() - beside) / style.size) as f32;
        let title = bulletin.title.as_str().split_whitespace().collect::<Vec<_>>().join("　");
        // The title is shaped once for all pages, the numbers once for all layouts.
        let numbers = self.shaper.run(&suffix, Face::Bold);
        let mut run = self.shaper.run(&title, Face::Bold).followed_by(&numbers);
        if run.width > room {
            let short: String =
                title.chars().take((room as usize).saturating_sub(suffix.chars().count() + 1)).collect();
            run = self.shaper.run(&format!("{short}…"), Face::Bold).followed_by(&numbers);
        }
        let x = measures.left + (measures.text_width() - f64::from(run.width) * style.size) / 2.0;
        let baseline = measures.top + style.size;
        let glyphs = 0..run.glyphs.len();
        draw::text(stack.page(), self.shaper.fonts(), &run, glyphs, (x, baseline), style.size, ink);
    }
}

/// Column headers and body with their outline, `top` pt below the text's top; returns where they end.
fn put_table(stack: &mut Stack<'_>, style: &Style<'_>, header: &Frame, body: Frame, top: f64) -> f64 {
    let height = header.height().to_pt() + body.height().to_pt();
    stack.place(header.clone(), top);
    stack.place(body, top + header.height().to_pt());
    let (measures, grid) = (stack.measures, stack.palette.grid);
    let width = style.edges.last().copied().unwrap_or_default();
    let at = (measures.left, measures.top + top);
    draw::outline(stack.page(), at, (width, height), style.hairline * 2.0, grid);
    top + height
}

/// What the tail asks for on the page of what it follows, in pt.
pub(super) fn needs(tail: &Flow, measures: &Measures) -> f64 {
    if tail.full.is_empty() && tail.height > 0.0 { tail.height + blocks::head_gap(measures) } else { 0.0 }
}

/// Below the table where there is room, on pages of its own otherwise.
pub(super) fn put_tail(stack: &mut Stack<'_>, tail: Flow, end: f64) {
    if tail.height <= 0.0 {
        return;
    }
    let top = end + blocks::head_gap(stack.measures);
    if tail.full.is_empty() && top + tail.height <= stack.measures.text_height() + 0.5 {
        stack.place(tail.last, top);
    } else {
        stack.begin(PageInfo::default());
        stack.pour(tail);
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
