//! What Windows says of its monitors.

use std::thread;
use std::time::Duration;

use windows_sys::Win32::Foundation::{LPARAM, RECT};
use windows_sys::Win32::Graphics::Gdi::{
    EnumDisplayMonitors, GetMonitorInfoW, HDC, HMONITOR, MONITORINFO, MONITORINFOEXW,
};
use windows_sys::core::BOOL;

use super::{Desktop, Found, Monitor, MonitorError};

/// MONITORINFOF_PRIMARY
const PRIMARY: u32 = 1;

/// Windows tells a change to windows alone; a list of two is read in microseconds.
const EVERY: Duration = Duration::from_secs(1);

/// The monitors that are on, in the system's order.
///
/// # Errors
/// The system does not answer.
pub fn list() -> Result<Desktop, MonitorError> {
    let mut found: Vec<Found> = Vec::new();
    let into = (&raw mut found) as LPARAM;
    // SAFETY: `one` is called before this returns, and the list outlives the call.
    let told = unsafe { EnumDisplayMonitors(std::ptr::null_mut(), std::ptr::null(), Some(one), into) };
    if told == 0 {
        return Err(MonitorError::NotTold(std::io::Error::last_os_error().into()));
    }
    Ok(Desktop { monitors: found, is_managed: true })
}

/// Tells the monitors now and after each change, until `tell` answers `false`. Blocks: for a thread of its own.
///
/// # Errors
/// As [`list`].
pub fn watch(mut tell: impl FnMut(Desktop) -> bool) -> Result<(), MonitorError> {
    let mut last = None;
    loop {
        let now = list()?;
        if last.as_ref() != Some(&now) {
            if !tell(now.clone()) {
                return Ok(());
            }
            last = Some(now);
        }
        thread::sleep(EVERY);
    }
}

/// Adds a monitor to the list that `into` points to; any answer but 0 asks for the next.
///
/// # Safety
/// `into` is the address of a `Vec<Found>` that nobody else uses meanwhile.
unsafe extern "system" fn one(monitor: HMONITOR, _: HDC, _: *mut RECT, into: LPARAM) -> BOOL {
    let mut info = MONITORINFOEXW {
        monitorInfo: MONITORINFO {
            cbSize: u32::try_from(size_of::<MONITORINFOEXW>()).unwrap_or_default(),
            ..MONITORINFO::default()
        },
        ..MONITORINFOEXW::default()
    };
    // SAFETY: the structure says its size and begins with what is asked for.
    if unsafe { GetMonitorInfoW(monitor, (&raw mut info).cast()) } == 0 {
        return 1;
    }
    let RECT { left, top, right, bottom } = info.monitorInfo.rcMonitor;
    let end = info.szDevice.iter().position(|unit| *unit == 0).unwrap_or(info.szDevice.len());
    let place = Monitor {
        name: String::from_utf16_lossy(&info.szDevice[..end]),
        x: left,
        y: top,
        width: (right - left).unsigned_abs(),
        height: (bottom - top).unsigned_abs(),
    };
    // SAFETY: the caller's list, as the function's own contract says.
    let found = unsafe { &mut *(into as *mut Vec<Found>) };
    found.push(Found { monitor: place, is_primary: info.monitorInfo.dwFlags & PRIMARY != 0 });
    1
}
