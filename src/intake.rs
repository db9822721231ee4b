//! Intake (导入): a spreadsheet, a CSV, a pasted block or an HTML table becomes a [`crate::domain::table::Table`].

pub mod columns;
pub mod find;
pub mod inspect;
pub mod shape;
pub mod sheet;
