//! From an office's spreadsheet to cells.

mod error;
pub mod read;
pub mod sheet;

pub use error::{Cause, Foreign, IntakeError, Limit};
