//! The lobby screen at login: an entry of the desktop on Linux, a value of the user's own Run key on Windows. Nothing of it
//! needs an administrator.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

#[cfg(windows)]
mod registry;

const FILE: &str = "gongshi-screen.desktop";

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
    #[cfg(not(windows))]
    pub fn is_on(&self) -> io::Result<bool> {
        match fs::read_to_string(entry_path()?) {
            Ok(entry) => Ok(entry == self.entry()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    #[cfg(windows)]
    pub fn is_on(&self) -> io::Result<bool> {
        Ok(registry::value()? == Some(self.windows_line()))
    }

    /// # Errors
    /// A folder or a registry that cannot be written.
    #[cfg(not(windows))]
    pub fn set(&self, on: bool) -> io::Result<()> {
        self.set_at(&entry_path()?, on)
    }

    #[cfg(windows)]
    pub fn set(&self, on: bool) -> io::Result<()> {
        if on { registry::set(&self.windows_line()) } else { registry::remove() }
    }

    #[cfg(any(test, not(windows)))]
    fn set_at(&self, path: &Path, on: bool) -> io::Result<()> {
        if on {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            return fs::write(path, self.entry());
        }
        match fs::remove_file(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    #[cfg(any(test, not(windows)))]
    /// The desktop entry, as the Desktop Entry and the Autostart specifications of freedesktop.org want it.
    fn entry(&self) -> String {
        format!(
            "[Desktop Entry]\nType=Application\nName=公示栏大屏\nComment=登录后在大屏上播放公示\n\
             Exec={} screen --data {}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
            quoted(&self.program),
            quoted(&self.root)
        )
    }

    #[cfg(windows)]
    fn windows_line(&self) -> String {
        format!("\"{}\" screen --data \"{}\"", self.program.display(), self.root.display())
    }
}

/// An argument of an Exec line: within double quotes `"`, `` ` ``, `$` and `\` are escaped by a backslash; a percent sign is
/// doubled; and in a value of the file every backslash is written twice.
fn quoted(path: &Path) -> String {
    let mut quoted = String::from("\"");
    for character in path.to_string_lossy().chars() {
        match character {
            '"' | '`' | '$' => quoted.extend(['\\', '\\', character]),
            '\\' => quoted.push_str("\\\\\\\\"),
            '%' => quoted.push_str("%%"),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn entry_path() -> io::Result<PathBuf> {
    let base = directories::BaseDirs::new().ok_or_else(|| io::Error::other("the system names no home"))?;
    Ok(base.config_dir().join("autostart").join(FILE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_blanks_and_signs_comes_back_whole_from_the_exec_line() {
        let strange = Path::new(r#"/home/李 四/公示 100% "$A`\b"#);
        let line = quoted(strange);
        assert_eq!(line, r#""/home/李 四/公示 100%% \\"\\$A\\`\\\\b""#);
        // As a desktop reads it: the value's backslashes, then the quoting, then the percent signs.
        let value = line.replace(r"\\", r"\");
        let mut read = String::new();
        let mut characters = value[1..value.len() - 1].chars();
        while let Some(character) = characters.next() {
            read.extend(if character == '\\' { characters.next() } else { Some(character) });
        }
        assert_eq!(read.replace("%%", "%"), strange.to_string_lossy());
    }

    #[test]
    fn it_is_switched_on_and_off_and_another_folder_s_is_not_ours() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("autostart").join(FILE);
        let ours = Autostart { program: "/opt/gongshi".into(), root: "/data/one".into() };
        ours.set_at(&path, false)?;
        ours.set_at(&path, true)?;
        let written = fs::read_to_string(&path)?;
        assert!(written.contains("Exec=\"/opt/gongshi\" screen --data \"/data/one\"\n"), "{written}");
        assert_ne!(written, Autostart { root: "/data/two".into(), ..ours.clone() }.entry());
        ours.set_at(&path, false)?;
        assert!(!path.exists());
        Ok(())
    }
}
