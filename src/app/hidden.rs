//! Programs that are started without a window of their own: Windows opens a black one for each that writes text.

use std::ffi::OsStr;
use std::process::Command;

pub(super) fn command(program: impl AsRef<OsStr>) -> Command {
    #[cfg_attr(unix, expect(unused_mut, reason = "only Windows is told more"))]
    let mut command = Command::new(program);
    #[cfg(windows)]
    std::os::windows::process::CommandExt::creation_flags(
        &mut command,
        windows_sys::Win32::System::Threading::CREATE_NO_WINDOW,
    );
    command
}
