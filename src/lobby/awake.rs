//! Holds off the screen saver and the PC's sleep while pages stand.
//!
//! Under X the server is told every half minute that somebody is there: its own screen saver, its power saving and the
//! desktops that count how long nobody was there (统信 and 麒麟 among them) all go by that. Windows is told in the same
//! rhythm. Where neither is to be had, the status says so.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use iced::futures::channel::mpsc::UnboundedSender;

const EVERY: Duration = Duration::from_secs(30);

/// Whether sleep is being held off.
#[derive(Debug, Clone, Copy)]
pub(super) struct Awake(pub(super) bool);

/// Works for as long as somebody listens. `wanted`: off outside the hours, where the monitor may go to sleep.
pub(super) fn keep(wanted: Arc<AtomicBool>, tell: UnboundedSender<Awake>) -> std::io::Result<()> {
    let work = move || {
        let mut told = None;
        loop {
            let held = if wanted.load(Ordering::Relaxed) { hold() } else { true };
            if told != Some(held) && tell.unbounded_send(Awake(held)).is_err() {
                return;
            }
            told = Some(held);
            thread::sleep(EVERY);
        }
    };
    thread::Builder::new().name("awake".into()).spawn(work).map(drop)
}

#[cfg(target_os = "linux")]
fn hold() -> bool {
    use x11rb::connection::Connection;
    use x11rb::protocol::xproto::{ConnectionExt as _, ScreenSaver};

    let reset = || -> Result<(), Box<dyn std::error::Error>> {
        let (connection, _) = x11rb::connect(None)?;
        connection.force_screen_saver(ScreenSaver::RESET)?.check()?;
        connection.flush()?;
        Ok(())
    };
    reset().inspect_err(|error| tracing::warn!(%error, "sleep is not held off")).is_ok()
}

/// Without ES_CONTINUOUS it counts as somebody's hand on the mouse, and holds for no longer than that.
#[cfg(windows)]
fn hold() -> bool {
    use windows_sys::Win32::System::Power::{ES_DISPLAY_REQUIRED, ES_SYSTEM_REQUIRED, SetThreadExecutionState};

    // SAFETY: no memory is handed over.
    let held = unsafe { SetThreadExecutionState(ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED) } != 0;
    if !held {
        tracing::warn!(error = %std::io::Error::last_os_error(), "sleep is not held off");
    }
    held
}

#[cfg(not(any(target_os = "linux", windows)))]
fn hold() -> bool {
    false
}
