//! `gongshi screen`: the lobby screen, a program of its own over the same folder.

use super::arguments::Screen;
use super::outcome::Refusal;
use super::window;
use crate::folder::{Folder, FolderError};
use crate::lobby::{self, Options};
use crate::store::{Handle, StoreError};
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// Shows the pages and returns when the screen is left. The main window may have the folder
/// meanwhile; a second screen is refused.
///
/// # Errors
/// A folder that is none, no display.
pub(super) fn run(screen: Screen) -> Result<String, Refusal> {
    window::display()?;
    let folder = Folder::choose(screen.data)
        .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &Words::new(Language::Chinese)).line()))?;
    let _lock = folder.lock_screen().map_err(|error| match error {
        FolderError::InUse(_) => Refusal::wrong("大屏已经开着了。要换一个显示器，请先关掉它。"),
        error => Refusal::wrong(Trouble::of_folder(&error, &Words::new(Language::Chinese)).line()),
    })?;
    window::open_log(&folder.screen_log());
    bring_up_to_date(&folder);
    let options = Options {
        db: folder.db(),
        root: folder.root().to_owned(),
        monitor: screen.monitor,
        windowed: screen.windowed,
        speed: screen.speed,
    };
    lobby::run(options).map(|()| String::new()).map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "the screen does not open");
        Refusal::wrong("大屏打不开。请看看是不是在图形界面里启动的。")
    })
}

/// After the program was made anew the screen may be the first to start: it brings the database up to date itself where no
/// window has the folder. Where one has, the screen waits for it.
fn bring_up_to_date(folder: &Folder) {
    if !matches!(Handle::open_beside(&folder.db()), Err(StoreError::Older { .. })) {
        return;
    }
    let Ok(_lock) = folder.lock() else { return };
    if let Err(error) = Handle::open(&folder.db()) {
        tracing::error!(error = &error as &dyn std::error::Error, "the database is not brought up to date");
    }
}
