//! The main window, opened on its folder.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Mutex;

use super::outcome::Refusal;
use crate::app;
use crate::folder::{Folder, Lock};
use crate::store::Handle;
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// Opens the window and returns when it is closed.
///
/// # Errors
/// A folder that another window uses or that cannot be written, a database that cannot be opened, no screen.
pub(super) fn open(data: Option<PathBuf>) -> Result<(), Refusal> {
    let (folder, _lock) = take(data)?;
    open_log(&folder);
    let words = Words::new(Language::Chinese);
    let store = Handle::open(&folder.db()).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "the store does not open");
        Refusal::wrong(Trouble::of_store(&error, &words).line())
    })?;
    app::run(folder.root().to_owned(), store).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "the window does not open");
        Refusal::wrong("窗口打不开。请看看是不是在图形界面里启动的。")
    })
}

/// The folder, and the right to write in it for as long as the lock lives.
pub(super) fn take(data: Option<PathBuf>) -> Result<(Folder, Lock), Refusal> {
    let words = Words::new(Language::Chinese);
    let refuse = |error| Refusal::wrong(Trouble::of_folder(&error, &words).line());
    let folder = Folder::choose(data).map_err(refuse)?;
    let lock = folder.lock().map_err(refuse)?;
    Ok((folder, lock))
}

/// Causes go to the log; a log that cannot be written is no reason not to work.
fn open_log(folder: &Folder) {
    let Ok(file) = File::options().create(true).append(true).open(folder.log()) else { return };
    let log = tracing_subscriber::fmt().with_writer(Mutex::new(file)).with_ansi(false);
    let log = log.with_max_level(tracing::Level::INFO).finish();
    if tracing::subscriber::set_global_default(log).is_err() {
        tracing::warn!("a log is already open");
    }
    let earlier = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // The place alone: a panic's message may quote what was being worked on.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
        earlier(panic);
    }));
}
