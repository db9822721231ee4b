//! The main window, opened on its folder.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::outcome::Refusal;
use crate::app;
use crate::domain::lobby::Monitor;
use crate::folder::{Folder, Lock};
use crate::lobby::monitor;
use crate::store::Handle;
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// Opens the window and returns when it is closed. What stands in its way is told in a window of its own.
///
/// # Errors
/// A folder that another window uses or that cannot be written, a database that cannot be opened, no screen.
pub(super) fn open(data: Option<PathBuf>) -> Result<(), Refusal> {
    display()?;
    let (folder, store, _lock) = ready(data).map_err(|trouble| {
        if let Err(error) = app::refused::tell(&trouble) {
            tracing::warn!(error = &error as &dyn std::error::Error, "no window to tell it in");
        }
        Refusal::wrong(trouble.line())
    })?;
    app::run(folder.root().to_owned(), store, monitors).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "the window does not open");
        Refusal::wrong("窗口打不开。请看看是不是在图形界面里启动的。")
    })
}

/// Without a display the window's library breaks off with no word to whoever typed the command.
pub(super) fn display() -> Result<(), Refusal> {
    let names = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"];
    let is_named = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "linux") && !names.iter().any(is_named) {
        return Err(Refusal::wrong("这里没有图形界面，窗口打不开。请在桌面上启动；不用窗口的命令见 gongshi --help。"));
    }
    Ok(())
}

/// None where the system does not say; then the screen's window is dragged to its monitor.
fn monitors() -> Vec<Monitor> {
    match monitor::list() {
        Ok(desktop) => desktop.monitors.into_iter().map(|found| found.monitor).collect(),
        Err(error) => {
            tracing::info!(error = &error as &dyn std::error::Error, "no list of monitors");
            Vec::new()
        }
    }
}

fn ready(data: Option<PathBuf>) -> Result<(Folder, Handle, Lock), Trouble> {
    let words = Words::new(Language::Chinese);
    let (folder, lock) = locked(data)?;
    open_log(&folder.log());
    let store = Handle::open(&folder.db()).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "the store does not open");
        Trouble::of_store(&error, &words)
    })?;
    Ok((folder, store, lock))
}

/// The folder, and the right to write in it for as long as the lock lives.
pub(super) fn take(data: Option<PathBuf>) -> Result<(Folder, Lock), Refusal> {
    locked(data).map_err(|trouble| Refusal::wrong(trouble.line()))
}

fn locked(data: Option<PathBuf>) -> Result<(Folder, Lock), Trouble> {
    let words = Words::new(Language::Chinese);
    let tell = |error| Trouble::of_folder(&error, &words);
    let folder = Folder::choose(data).map_err(tell)?;
    let lock = folder.lock().map_err(tell)?;
    Ok((folder, lock))
}

/// Causes go to the log; a log that cannot be written is no reason not to work.
pub(super) fn open_log(file: &Path) {
    let Ok(file) = File::options().create(true).append(true).open(file) else { return };
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
