//! What every screen is made of: the look, the words, the widgets.

pub mod error;
pub mod theme;
pub mod widget;
pub mod words;
