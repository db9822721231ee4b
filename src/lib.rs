//! 公示栏 (gongshi): an offline notice board for a township or village office.
//!
//! ```text
//! domain    values and rules: notice, kind, table, gate, checks, periods. No I/O, no clock.
//! store     SQLite: one folder per noun, every change a named operation.        → domain
//! intake    a spreadsheet, a CSV, a pasted block, an HTML table → domain::Table  → domain
//! layout    (Bulletin, Fonts) → Document: pages of frames. Pure.                 → domain, face
//! export    Document → PDF, PNG, pixels, posters, printers; PublicTable → xlsx.  → domain, layout, face
//! archive   freezing, sealing and verifying what was posted.                    → domain, store, layout, export
//! folder    where the data lies, and that one window uses it.
//! demo      the sample village and a believable year.                            → domain, store, archive
//! face      the bytes of the fonts that are built in.
//! ui        theme, words, widgets.                                               → domain, face
//! lobby     the lobby screen: a program of its own over the same folder.        → domain, store, export, face, ui
//! app       the main window: screens as State, Message, Action.                  → all of the above but lobby
//! cli       every job that has a button also has a command.                      → all of the above
//! ```
//!
//! The life of a page: a file is read (`intake::read`), its table found (`intake::inspect`), checked (`domain::check`) and
//! passed through the gate (`domain::gate`); only then can `layout` set it and `export` write it. Siblings do not meet: the
//! program loads a value from one and hands it to the next. `tests/it/arrows.rs` fails on a forbidden arrow.

pub mod app;
pub mod archive;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod export;
pub mod face;
pub mod folder;
pub mod intake;
pub mod layout;
pub mod lobby;
pub mod store;
pub mod ui;
