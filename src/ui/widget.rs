//! The widgets of the window, all of them reached by Tab and pressed by Enter.

pub mod area;
mod bar;
pub mod button;
pub mod choose;
pub mod date;
pub mod ellipsis;
pub mod field;
pub mod focus;
pub mod grid;
pub mod list;
pub mod message;
pub mod modal;
pub mod press;
pub mod reach;
pub mod toast;
pub mod wall;

pub use area::area;
pub use press::{Look, Press, press};
