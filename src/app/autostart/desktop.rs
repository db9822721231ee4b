//! An entry in the desktop's autostart folder.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::Autostart;

const FILE: &str = "gongshi-screen.desktop";

pub(super) fn is_on(of: &Autostart) -> io::Result<bool> {
    match fs::read_to_string(entry_path()?) {
        Ok(found) => Ok(found == entry(of)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

pub(super) fn set(of: &Autostart, on: bool) -> io::Result<()> {
    set_at(of, &entry_path()?, on)
}

fn set_at(of: &Autostart, path: &Path, on: bool) -> io::Result<()> {
    if on {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        return fs::write(path, entry(of));
    }
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// As the Desktop Entry and the Autostart specifications of freedesktop.org want it.
fn entry(of: &Autostart) -> String {
    format!(
        "[Desktop Entry]\nType=Application\nName=公示栏大屏\nComment=登录后在大屏上播放公示\n\
         Exec={} screen --data {}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n",
        quoted(&of.program),
        quoted(&of.root)
    )
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
        set_at(&ours, &path, false)?;
        set_at(&ours, &path, true)?;
        let written = fs::read_to_string(&path)?;
        assert!(written.contains("Exec=\"/opt/gongshi\" screen --data \"/data/one\"\n"), "{written}");
        assert_ne!(written, entry(&Autostart { root: "/data/two".into(), ..ours.clone() }));
        set_at(&ours, &path, false)?;
        assert!(!path.exists());
        Ok(())
    }
}
