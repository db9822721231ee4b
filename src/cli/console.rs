//! The black window that Windows opens for a program started from the desktop: the main window and the lobby screen do
//! without it. One that was started from a command line keeps the terminal it was typed in.

#[cfg(windows)]
pub(super) fn leave() {
    use windows_sys::Win32::System::Console::{FreeConsole, GetConsoleProcessList};

    let mut processes = [0_u32; 2];
    // SAFETY: the list has room for as many as are said.
    let count = unsafe { GetConsoleProcessList(processes.as_mut_ptr(), 2) };
    // Nobody else is in it: it was opened for this program alone.
    // SAFETY: nothing is written to it from here on but refusals, which then go nowhere, and the window tells them itself.
    if count == 1 && unsafe { FreeConsole() } == 0 {
        tracing::debug!("the console stays");
    }
}

#[cfg(not(windows))]
pub(super) fn leave() {}
