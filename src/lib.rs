//! 公示栏 (gongshi): an offline notice board for a township or village office.

pub mod app;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod export;
pub mod face;
pub mod folder;
pub mod intake;
pub mod layout;
pub mod store;
pub mod ui;
