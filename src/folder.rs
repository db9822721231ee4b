//! Where an office's data lies, and that one window at a time uses it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The folder of one office's data: the database, its backups, the log of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    root: PathBuf,
}

/// The folder is this process's until it is dropped. The operating system lets go of it when the process is killed.
#[derive(Debug)]
pub struct Lock {
    _held: File,
}

#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("another window uses {path}", path = .0.display())]
    InUse(PathBuf),
    #[error("{path} is a file, not a folder", path = .0.display())]
    NotAFolder(PathBuf),
    #[error("{path} cannot be created", path = path.display())]
    Create { path: PathBuf, source: io::Error },
    #[error("{path} cannot be written", path = path.display())]
    NotWritable { path: PathBuf, source: io::Error },
    /// The system says of no place for a user's data; `--data DIR` names one.
    #[error("the system names no place for the data")]
    NoHome,
}

impl Folder {
    /// `flag` (`--data DIR`); without it `data/` beside the program where that exists (a USB stick); without that the
    /// place the system gives a user's data. Nothing is created yet.
    ///
    /// # Errors
    /// [`FolderError::NotAFolder`], [`FolderError::NoHome`].
    pub fn choose(flag: Option<PathBuf>) -> Result<Self, FolderError> {
        let beside = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.join("data")));
        let home = directories::ProjectDirs::from("", "", "gongshi").map(|dirs| dirs.data_local_dir().to_owned());
        Self::choose_from(flag, beside, home)
    }

    fn choose_from(flag: Option<PathBuf>, beside: Option<PathBuf>, home: Option<PathBuf>) -> Result<Self, FolderError> {
        let root = flag.or_else(|| beside.filter(|data| data.is_dir())).or(home).ok_or(FolderError::NoHome)?;
        if root.exists() && !root.is_dir() {
            return Err(FolderError::NotAFolder(root));
        }
        Ok(Self { root })
    }

    /// Creates the folder where it is missing and takes it for this process. A second process is told so and changes
    /// nothing.
    ///
    /// # Errors
    /// [`FolderError::InUse`], [`FolderError::Create`], [`FolderError::NotWritable`].
    pub fn lock(&self) -> Result<Lock, FolderError> {
        self.take("gongshi.lock", File::try_lock)
    }

    fn take(&self, name: &str, lock: fn(&File) -> Result<(), TryLockError>) -> Result<Lock, FolderError> {
        fs::create_dir_all(&self.root).map_err(|source| FolderError::Create { path: self.root.clone(), source })?;
        let path = self.root.join(name);
        let not_writable = |source| FolderError::NotWritable { path: self.root.clone(), source };
        let file =
            File::options().create(true).truncate(false).read(true).write(true).open(path).map_err(not_writable)?;
        match lock(&file) {
            Ok(()) => Ok(Lock { _held: file }),
            Err(TryLockError::WouldBlock) => Err(FolderError::InUse(self.root.clone())),
            Err(TryLockError::Error(source)) => Err(not_writable(source)),
        }
    }

    /// One lobby screen at a time plays what lies in the folder. A screen that was just killed may hold it for a moment.
    ///
    /// # Errors
    /// As [`Folder::lock`].
    pub fn lock_screen(&self) -> Result<Lock, FolderError> {
        const TRIES: u32 = 20;
        for _ in 0..TRIES {
            match self.take("screen.lock", File::try_lock) {
                Err(FolderError::InUse(_)) => std::thread::sleep(Duration::from_millis(50)),
                done => return done,
            }
        }
        Err(FolderError::InUse(self.root.clone()))
    }

    /// Whether a lobby screen holds the folder, whoever started it.
    ///
    /// # Errors
    /// As [`Folder::lock`].
    pub fn has_screen(&self) -> Result<bool, FolderError> {
        match self.take("screen.lock", File::try_lock_shared) {
            Ok(_) => Ok(false),
            Err(FolderError::InUse(_)) => Ok(true),
            Err(error) => Err(error),
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn db(&self) -> PathBuf {
        self.root.join("gongshi.db")
    }

    /// The program's own log, which holds no personal data.
    pub fn log(&self) -> PathBuf {
        self.root.join("gongshi.log")
    }

    /// As [`Folder::log`], of the lobby screen: two programs do not write into one file.
    pub fn screen_log(&self) -> PathBuf {
        self.root.join("screen.log")
    }

    /// Where [`crate::store::Store::backup_now`] puts its copies.
    pub fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type TestResult = Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn the_flag_goes_before_the_stick_and_the_stick_before_the_system() -> TestResult {
        let place = tempfile::tempdir()?;
        let [flag, beside, home] = ["flag", "beside", "home"].map(|name| Some(place.path().join(name)));
        let root = |flag, beside| Folder::choose_from(flag, beside, home.clone()).map(|folder| folder.root);
        assert_eq!(root(flag, beside.clone())?, place.path().join("flag"));
        assert_eq!(root(None, beside.clone())?, place.path().join("home"));
        fs::create_dir(place.path().join("beside"))?;
        assert_eq!(root(None, beside)?, place.path().join("beside"));
        assert!(matches!(Folder::choose_from(None, None, None), Err(FolderError::NoHome)));
        Ok(())
    }

    #[test]
    fn a_second_window_is_refused_until_the_first_is_gone() -> TestResult {
        let place = tempfile::tempdir()?;
        let folder = Folder::choose(Some(place.path().join("石桥/数据")))?;
        let first = folder.lock()?;
        assert!(matches!(folder.lock(), Err(FolderError::InUse(path)) if path == folder.root));
        drop(first);
        folder.lock()?;
        Ok(())
    }

    #[test]
    fn a_file_in_the_way_is_named() -> TestResult {
        let place = tempfile::tempdir()?;
        let file = place.path().join("文件");
        fs::write(&file, "")?;
        assert!(matches!(Folder::choose(Some(file.clone())), Err(FolderError::NotAFolder(path)) if path == file));
        let below = Folder::choose(Some(file.join("数据")))?;
        assert!(matches!(below.lock(), Err(FolderError::Create { path, .. }) if path == file.join("数据")));
        Ok(())
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_cannot_be_written_is_named() -> TestResult {
        // Not even root writes there.
        let error = Folder::choose(Some("/proc".into()))?.lock().expect_err("no writing in /proc");
        assert!(matches!(&error, FolderError::NotWritable { path, .. } if path == Path::new("/proc")), "{error:?}");
        Ok(())
    }
}
