//! The Run key of the user who is logged in. reg.exe would answer in the code page of the console, which knows no Chinese
//! folder on many a PC: the registry is asked itself.

use std::io;
use std::ptr::null_mut;

use windows_sys::Win32::Foundation::{ERROR_FILE_NOT_FOUND, ERROR_SUCCESS};
use windows_sys::Win32::System::Registry::{
    HKEY_CURRENT_USER, REG_SZ, RRF_RT_REG_SZ, RegDeleteKeyValueW, RegGetValueW, RegSetKeyValueW,
};

use super::Autostart;

const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";
const VALUE: &str = "GongshiScreen";

pub(super) fn is_on(of: &Autostart) -> io::Result<bool> {
    Ok(value()? == Some(line(of)))
}

pub(super) fn set(of: &Autostart, on: bool) -> io::Result<()> {
    if on { write(&line(of)) } else { remove() }
}

/// Quoted: a folder may have blanks in its name, and none has quotation marks.
fn line(of: &Autostart) -> String {
    format!("\"{}\" screen --data \"{}\"", of.program.display(), of.root.display())
}

/// What is started at login; `None`: nothing of ours.
fn value() -> io::Result<Option<String>> {
    let (run, name) = (wide(RUN), wide(VALUE));
    let mut bytes = 0;
    let ask = |room: *mut u16, bytes: &mut u32| {
        // SAFETY: both names end in 0, and the room has as many bytes as are said.
        let code = unsafe {
            RegGetValueW(HKEY_CURRENT_USER, run.as_ptr(), name.as_ptr(), RRF_RT_REG_SZ, null_mut(), room.cast(), bytes)
        };
        (code != ERROR_FILE_NOT_FOUND).then(|| told(code)).transpose()
    };
    if ask(null_mut(), &mut bytes)?.is_none() {
        return Ok(None);
    }
    let mut text = vec![0_u16; (bytes as usize).div_ceil(2)];
    if ask(text.as_mut_ptr(), &mut bytes)?.is_none() {
        return Ok(None);
    }
    let end = text.iter().position(|unit| *unit == 0).unwrap_or(text.len());
    Ok(Some(String::from_utf16_lossy(&text[..end])))
}

fn write(line: &str) -> io::Result<()> {
    let (run, name, line) = (wide(RUN), wide(VALUE), wide(line));
    let bytes = u32::try_from(line.len() * 2).map_err(io::Error::other)?;
    // SAFETY: all three end in 0 and outlive the call; the length is the line's in bytes.
    told(unsafe {
        RegSetKeyValueW(HKEY_CURRENT_USER, run.as_ptr(), name.as_ptr(), REG_SZ, line.as_ptr().cast(), bytes)
    })
}

fn remove() -> io::Result<()> {
    let (run, name) = (wide(RUN), wide(VALUE));
    // SAFETY: both names end in 0.
    match unsafe { RegDeleteKeyValueW(HKEY_CURRENT_USER, run.as_ptr(), name.as_ptr()) } {
        ERROR_FILE_NOT_FOUND => Ok(()),
        code => told(code),
    }
}

fn told(code: u32) -> io::Result<()> {
    if code == ERROR_SUCCESS { Ok(()) } else { Err(io::Error::from_raw_os_error(code.cast_signed())) }
}

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().chain([0]).collect()
}
