//! Keeps the window above others on X11. Window managers put a full-screen window that has the keyboard over everything that
//! is only "always on top": when the pages cannot be seen at all, the window takes the keyboard back, and with it its place.

use std::thread;
use std::time::Duration;

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    ChangeWindowAttributesAux, ClientMessageEvent, ConfigureWindowAux, ConnectionExt as _, EventMask, StackMode,
    Visibility, Window,
};
use x11rb::rust_connection::RustConnection;

/// A menu that flits by is no reason; and two programs that both insist do not fight faster than this.
const PATIENCE: Duration = Duration::from_millis(700);

/// Says that a pager asks (EWMH): an application's own wish may be refused.
const PAGER: u32 = 2;

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Guards the window until it is gone, on a thread of its own.
pub(super) fn watch(window: u64) {
    let Ok(window) = Window::try_from(window) else { return };
    let work = move || {
        if let Err(error) = guard(window) {
            tracing::info!(%error, "nobody keeps the screen above other windows any more");
        }
    };
    if let Err(error) = thread::Builder::new().name("guard".into()).spawn(work) {
        tracing::warn!(%error, "nobody keeps the screen above other windows");
    }
}

fn guard(window: Window) -> Result<(), Fault> {
    let (connection, screen) = x11rb::connect(None)?;
    let root = connection.setup().roots.get(screen).ok_or("no screen")?.root;
    let masks = EventMask::VISIBILITY_CHANGE | EventMask::STRUCTURE_NOTIFY;
    let wants = ChangeWindowAttributesAux::new().event_mask(masks);
    connection.change_window_attributes(window, &wants)?.check()?;
    let mut is_covered = false;
    loop {
        let event = match connection.poll_for_event()? {
            Some(event) => event,
            None if is_covered => {
                thread::sleep(PATIENCE);
                // What was told meanwhile may say that it is seen again.
                if let Some(event) = connection.poll_for_event()? {
                    event
                } else {
                    raise(&connection, root, window)?;
                    continue;
                }
            }
            None => connection.wait_for_event()?,
        };
        match event {
            Event::VisibilityNotify(told) => is_covered = told.state == Visibility::FULLY_OBSCURED,
            Event::UnmapNotify(_) => is_covered = false,
            Event::DestroyNotify(_) => return Ok(()),
            _ => {}
        }
    }
}

fn raise(connection: &RustConnection, root: Window, window: Window) -> Result<(), Fault> {
    let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
    connection.configure_window(window, &above)?;
    let activate = connection.intern_atom(false, b"_NET_ACTIVE_WINDOW")?.reply()?.atom;
    let wish = ClientMessageEvent::new(32, window, activate, [PAGER, x11rb::CURRENT_TIME, 0, 0, 0]);
    let to = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
    connection.send_event(false, root, to, wish)?;
    connection.flush()?;
    Ok(())
}
