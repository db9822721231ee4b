//! How cells look and how wide their columns are.

use std::collections::HashMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::domain::table::{Align, Class, Column, Row};

const FACE: &str = "宋体";
/// Column widths in half-width characters of the sheet's face.
const NARROWEST: usize = 6;
const WIDEST: usize = 48;

/// What a cell holds, as far as its format goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Text,
    Date,
    /// With so many decimal places.
    Number {
        scale: u32,
    },
}

/// The formats in use; a list has a handful, and every cell of it shares them.
#[derive(Default)]
pub(super) struct Styles {
    formats: HashMap<(Align, bool, Shape, bool), Format>,
}

impl Styles {
    pub(super) fn of(&mut self, column: &Column, shape: Shape, bold: bool) -> &Format {
        let align = column.alignment();
        let thousands = column.class == Class::Amount;
        self.formats.entry((align, thousands, shape, bold)).or_insert_with(|| cell(align, thousands, shape, bold))
    }
}

pub(super) fn title() -> Format {
    Format::new()
        .set_font_name(FACE)
        .set_font_size(16)
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

pub(super) fn header() -> Format {
    framed().set_bold().set_align(FormatAlign::Center).set_text_wrap()
}

fn framed() -> Format {
    Format::new()
        .set_font_name(FACE)
        .set_font_size(11)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
}

fn cell(align: Align, thousands: bool, shape: Shape, bold: bool) -> Format {
    let format = framed().set_align(match align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    });
    let format = if bold { format.set_bold() } else { format };
    match shape {
        Shape::Text => format.set_num_format("@").set_text_wrap(),
        Shape::Date => format.set_num_format("yyyy-mm-dd"),
        Shape::Number { scale } => format.set_num_format(decimals(thousands, scale)),
    }
}

fn decimals(thousands: bool, scale: u32) -> String {
    let whole = if thousands { "#,##0" } else { "0" };
    if scale == 0 { whole.to_owned() } else { format!("{whole}.{}", "0".repeat(scale as usize)) }
}

/// The width of each column by its longest cell and the last level of its header.
pub(super) fn widths(columns: &[Column], rows: &[Row]) -> Vec<f64> {
    let mut widths: Vec<usize> =
        columns.iter().map(|column| column.header.last().map_or(0, |text| wide(text))).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(wide(&cell.typed()));
        }
    }
    widths.into_iter().map(|width| (width + 2).clamp(NARROWEST, WIDEST) as f64).collect()
}

/// The longest line in half-width characters: a Han character takes two.
fn wide(text: &str) -> usize {
    text.lines().map(|line| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::table::{Cell, Role, Table};

    #[test]
    fn money_shows_its_thousands_and_its_own_decimals() {
        assert_eq!(decimals(true, 2), "#,##0.00");
        assert_eq!(decimals(false, 0), "0");
    }

    #[test]
    fn a_column_is_as_wide_as_its_longest_cell_and_never_absurdly_wide() {
        let mut table = Table::new(vec![Column::new("姓名", Class::Name), Column::new("备注", Class::Text)]);
        table.push(Role::Data, vec![Cell::text("欧阳某某"), Cell::text("字".repeat(500))], None);
        assert_eq!(widths(&table.columns, &table.rows), [10.0, 48.0]);
    }
}
