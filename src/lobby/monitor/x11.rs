//! RandR 1.5: the list, and its changes as the server tells them; nothing is asked again and again.

use std::thread;
use std::time::Duration;

use x11rb::connection::Connection;
use x11rb::protocol::randr::{ConnectionExt as _, NotifyMask};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, Window};
use x11rb::rust_connection::RustConnection;

use super::{Desktop, Found, Monitor, MonitorError};

/// How long the server takes from the first word of a change to the last.
const SETTLED: Duration = Duration::from_millis(150);

/// The monitors that are on, in the server's order.
///
/// # Errors
/// No X server, or one without RandR.
pub fn list() -> Result<Desktop, MonitorError> {
    let (connection, root) = connect()?;
    read(&connection, root).map_err(MonitorError::NotTold)
}

/// Tells the monitors now and after each change, until `tell` answers `false`. Blocks: for a thread of its own.
///
/// # Errors
/// No X server, one without RandR, or one that went away.
pub fn watch(mut tell: impl FnMut(Desktop) -> bool) -> Result<(), MonitorError> {
    let (connection, root) = connect()?;
    follow(&connection, root, &mut tell).map_err(MonitorError::NotTold)
}

type Fault = Box<dyn std::error::Error + Send + Sync>;

fn connect() -> Result<(RustConnection, Window), MonitorError> {
    let (connection, screen) = x11rb::connect(None).map_err(|error| MonitorError::NotTold(error.into()))?;
    let root = connection.setup().roots.get(screen).map(|screen| screen.root);
    root.map(|root| (connection, root)).ok_or(MonitorError::Unsupported)
}

fn follow(connection: &RustConnection, root: Window, tell: &mut impl FnMut(Desktop) -> bool) -> Result<(), Fault> {
    let changes = NotifyMask::SCREEN_CHANGE | NotifyMask::CRTC_CHANGE | NotifyMask::OUTPUT_CHANGE;
    connection.randr_select_input(root, changes)?.check()?;
    let mut last = None;
    loop {
        let now = read(connection, root)?;
        if last.as_ref() != Some(&now) {
            if !tell(now.clone()) {
                return Ok(());
            }
            last = Some(now);
        }
        connection.wait_for_event()?;
        thread::sleep(SETTLED);
        while connection.poll_for_event()?.is_some() {}
    }
}

fn read(connection: &RustConnection, root: Window) -> Result<Desktop, Fault> {
    let told = connection.randr_get_monitors(root, true)?.reply()?;
    let mut monitors = Vec::new();
    for monitor in told.monitors {
        let name = connection.get_atom_name(monitor.name)?.reply()?.name;
        let place = Monitor {
            name: String::from_utf8_lossy(&name).into_owned(),
            x: monitor.x.into(),
            y: monitor.y.into(),
            width: monitor.width.into(),
            height: monitor.height.into(),
        };
        monitors.push(Found { monitor: place, is_primary: monitor.primary });
    }
    Ok(Desktop { monitors, is_managed: is_managed(connection, root)? })
}

/// Window managers leave their card at the root window (EWMH, `_NET_SUPPORTING_WM_CHECK`).
fn is_managed(connection: &RustConnection, root: Window) -> Result<bool, Fault> {
    let card = connection.intern_atom(false, b"_NET_SUPPORTING_WM_CHECK")?.reply()?.atom;
    let left = connection.get_property(false, root, card, AtomEnum::WINDOW, 0, 1)?.reply()?;
    Ok(left.value_len > 0)
}
