//! Further tables: their rows are set as the main table's are.

use serde_json::json;
use typst::layout::Frame;

use super::{Matter, Setting, Unit, apart};
use crate::domain::bulletin::Bulletin;
use crate::domain::finding::Finding;
use crate::domain::gate::{PublicFurther, PublicText};
use crate::domain::notice::Look;
use crate::layout::list::{Around, Table, Then, style_of};
use crate::layout::pages::{Stack, smallest};
use crate::layout::{Composer, warnings};

/// A table that was read and fitted.
pub(super) struct Further {
    /// The table as a bulletin of its own.
    bulletin: Bulletin,
    table: Table,
    around: Around,
    /// Headers and first rows, in pt.
    start: f64,
}

impl Further {
    pub(super) fn smallest(&self) -> f64 {
        let unit = self.around.unit.as_ref().map_or(f64::INFINITY, |unit| unit.size);
        self.table.fit.size.min(unit).min(smallest(&self.around.header))
    }

    pub(super) fn start(&self) -> f64 {
        self.start
    }
}

impl Composer {
    /// Heading and table; under a table without rows stands that there is nothing to say.
    pub(super) fn further(&mut self, further: &PublicFurther, setting: &mut Setting<'_>) -> Vec<Unit> {
        let measures = *setting.measures;
        let heading = self.settable(&further.heading, "表名", setting);
        let mut units: Vec<Unit> = self.heading(&heading, apart(&measures), setting).into_iter().collect();
        if let Some(first) = units.first_mut() {
            first.fresh = setting.bulletin.look.front;
            first.entry = Some((heading.clone(), false));
        }
        let below_heading = 0.5 * measures.body;
        if !further.table.columns().is_empty() {
            let above = if units.is_empty() { apart(&measures) } else { below_heading };
            let laid = self.laid(further, setting);
            let sticky = further.table.rows().is_empty();
            units.push(Unit {
                matter: Matter::Table(Box::new(laid)),
                above,
                sticky,
                fresh: false,
                entry: None,
                block: None,
            });
        }
        if further.table.rows().is_empty() {
            units.extend(self.nothing(further, setting));
        }
        units
    }

    fn laid(&mut self, further: &PublicFurther, setting: &mut Setting<'_>) -> Further {
        let measures = setting.measures;
        let look = Look {
            page_subtotals: false,
            running_totals: false,
            group_headings: false,
            name_grid: false,
            ..setting.bulletin.look.clone()
        };
        let bulletin = Bulletin {
            title: further.heading.clone(),
            intro: Vec::new(),
            table: further.table.clone(),
            unit: further.unit.clone(),
            blocks: Vec::new(),
            notes: Vec::new(),
            signatures: Vec::new(),
            telephone: PublicText::default(),
            issuer: PublicText::default(),
            look,
            ..setting.bulletin.clone()
        };
        let table = self.fit(&bulletin, measures);
        let style = style_of(&table, measures, setting.palette);
        // Its rows have keys of their own, which lead nowhere in the main table.
        let told = warnings::of(&bulletin, &table).into_iter();
        setting.warnings.extend(told.map(|finding| Finding { key: None, column: None, ..finding }));
        let around = self.around(&bulletin, measures, &style, setting.data, setting.warnings);
        setting.data["width"] = json!(measures.text_width());
        let lines =
            |at: usize| table.lines[at].as_ref().map_or(1, |lines| lines.iter().map(Vec::len).max().unwrap_or(1));
        let first: f64 = (0..table.texts.len().min(2)).map(|at| style.height(lines(at))).sum();
        let start = around.height(&style) + first.max(style.height(1));
        let start = start.min(measures.text_height());
        Further { bulletin, table, around, start }
    }

    fn nothing(&mut self, further: &PublicFurther, setting: &mut Setting<'_>) -> Option<Unit> {
        let text = self.settable(&further.nothing, "空表说明", setting);
        if text.is_empty() {
            return None;
        }
        let size = setting.measures.body * 0.86;
        let frame: Frame = self.centred_words(&text, "body", size.max(setting.measures.floor), setting);
        let height = frame.height().to_pt();
        Some(Unit::piece(frame, height, 0.4 * setting.measures.body))
    }

    pub(super) fn put_further(&mut self, stack: &mut Stack<'_>, further: Further, top: f64) -> f64 {
        let Further { bulletin, table, around, .. } = further;
        let mut style = style_of(&table, stack.measures, stack.palette);
        self.put_rows(&bulletin, stack, (&table, &mut style), &around, top, Then::Further)
    }
}
