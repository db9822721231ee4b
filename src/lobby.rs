//! The lobby screen (大屏): a program of its own over the same data folder. It shows every page that hangs, as it was posted,
//! day after day, with nobody touching it; what goes wrong in it never makes the glass black. It never names `app`.
//!
//! ```text
//! feed     what hangs and how the screen is set, read five times in two seconds    → program
//! player   which pages are on, and which come next
//! artist   draws pages from the posted bytes, on a thread of its own; pages keeps a few
//! stage    the pages on the glass, with their transitions
//! view     the layouts around the stage, the idle page, 插播
//! glass    the window on its monitor; monitor lists them, and guard keeps the window above others
//! ledger   what stood from when to when, written down by the scribe
//! hand     the seconds, without drawing; vitals: signs of life and the small picture
//! ```

mod alarm;
mod artist;
mod awake;
mod clock;
mod cover;
mod feed;
mod glass;
#[cfg(target_os = "linux")]
mod guard;
mod hand;
mod ledger;
pub mod monitor;
mod pages;
mod play;
mod player;
mod program;
mod report;
mod scribe;
mod stage;
mod view;
mod vitals;

use std::path::PathBuf;

use iced::Size;

use monitor::Wanted;

/// How the screen is started.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The database.
    pub db: PathBuf,
    /// The data folder.
    pub root: PathBuf,
    /// `None`: as it was chosen in the main window.
    pub monitor: Option<Wanted>,
    /// In a window of so many pixels, as a try.
    pub windowed: Option<(u32, u32)>,
    /// So many times faster, for tests; 1 in an office.
    pub speed: f64,
}

#[derive(Debug, thiserror::Error)]
pub enum LobbyError {
    #[error("no window is to be had")]
    NoWindow(#[from] iced::Error),
    #[error("the system gives no thread")]
    NoThread(#[from] std::io::Error),
}

/// Shows the pages until the screen is left with its PIN or the main window ends it.
///
/// # Errors
/// No display, or no thread.
pub fn run(options: Options) -> Result<(), LobbyError> {
    program::run(options)
}

/// The size of a window that was asked for.
fn size_of((width, height): (u32, u32)) -> Size {
    Size::new(width as f32, height as f32)
}
