//! The lobby screen at login: an entry of the desktop on Linux, a value of the user's own Run key on Windows. Nothing of it
//! needs an administrator.

#[cfg(not(windows))]
mod desktop;
#[cfg(windows)]
mod registry;

#[cfg(not(windows))]
use desktop as system;
#[cfg(windows)]
use registry as system;

use std::io;
use std::path::{Path, PathBuf};

/// What is started at login, for which data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Autostart {
    program: PathBuf,
    root: PathBuf,
}

impl Autostart {
    /// # Errors
    /// The program does not know where it lies.
    pub fn of(root: &Path) -> io::Result<Self> {
        Ok(Self { program: std::env::current_exe()?, root: std::path::absolute(root)? })
    }

    /// Whether this very screen is started at login; one of another folder is not.
    ///
    /// # Errors
    /// A folder or a registry that cannot be read.
    pub fn is_on(&self) -> io::Result<bool> {
        system::is_on(self)
    }

    /// # Errors
    /// A folder or a registry that cannot be written.
    pub fn set(&self, on: bool) -> io::Result<()> {
        system::set(self, on)
    }
}
