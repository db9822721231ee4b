//! Intake (导入): a spreadsheet, a CSV, a pasted block or an HTML table becomes a [`crate::domain::table::Table`].

pub mod columns;
mod error;
pub mod find;
pub mod inspect;
mod parts;
pub mod past;
pub mod read;
pub mod set;
pub mod shape;
pub mod sheet;

pub use error::{Cause, Foreign, IntakeError, Limit};
