//! The screen's sign of life, its picture, and the request to stop: small files beside the database, in the folder `lobby`.
//!
//! Not in the database: a sign a second would wait for the disk each time, and must come through while the database is
//! locked or the disk is full, or the main window would kill a screen that is well.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::domain::lobby::Status;

/// The files of one data folder's screen.
#[derive(Debug, Clone)]
pub struct Pulse {
    folder: PathBuf,
}

impl Pulse {
    /// `root` is the data folder. Nothing is created yet.
    pub fn in_folder(root: &Path) -> Self {
        Self { folder: root.join("lobby") }
    }

    /// Tells the others how the screen is; to be called every second.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn beat(&self, status: &Status) -> io::Result<()> {
        let text = serde_json::to_vec(status)?;
        // In place: blocks the file has already can be written on a full disk, too. Whoever reads half of it reads again.
        let open = || File::options().create(true).truncate(false).write(true).open(self.status_path());
        let mut file = match open() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.create()?;
                open()?
            }
            opened => opened?,
        };
        file.write_all(&text)?;
        let length = text.len() as u64;
        // Most signs differ in the instant alone.
        if file.metadata()?.len() == length { Ok(()) } else { file.set_len(length) }
    }

    /// The last sign; `None`: there was none, or it was being written that moment.
    pub fn status(&self) -> Option<Status> {
        serde_json::from_slice(&fs::read(self.status_path()).ok()?).ok()
    }

    /// One that died leaves no sign of life for the next; what stood last is kept for it.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn set_aside(&self) -> io::Result<()> {
        forget(&self.picture_path())?;
        match fs::rename(self.status_path(), self.before_path()) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// How the screen was when it was killed or the power went; `None` after it ended in good order.
    pub fn before(&self) -> Option<Status> {
        self.status().or_else(|| serde_json::from_slice(&fs::read(self.before_path()).ok()?).ok())
    }

    /// A small PNG of what stands, for the main window.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn show(&self, png: &[u8]) -> io::Result<()> {
        self.create()?;
        let fresh = self.folder.join("now.png.new");
        fs::write(&fresh, png)?;
        fs::rename(fresh, self.picture_path())
    }

    /// The last picture, where there is one.
    pub fn picture(&self) -> Option<Vec<u8>> {
        fs::read(self.picture_path()).ok()
    }

    /// Asks the screen to end; it looks for that every second.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn ask_to_stop(&self) -> io::Result<()> {
        self.create()?;
        fs::write(self.stop_path(), [])
    }

    /// Whether the screen was asked to end.
    pub fn is_asked_to_stop(&self) -> bool {
        self.stop_path().exists()
    }

    /// A screen that begins has not been asked yet.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn begin(&self) -> io::Result<()> {
        forget(&self.stop_path())
    }

    /// A screen that ends takes its sign of life away: nobody waits for the next.
    ///
    /// # Errors
    /// A folder that cannot be written.
    pub fn end(&self) -> io::Result<()> {
        forget(&self.stop_path())?;
        forget(&self.picture_path())?;
        forget(&self.before_path())?;
        forget(&self.status_path())
    }

    fn create(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)
    }

    fn status_path(&self) -> PathBuf {
        self.folder.join("status.json")
    }

    fn before_path(&self) -> PathBuf {
        self.folder.join("before.json")
    }

    fn picture_path(&self) -> PathBuf {
        self.folder.join("now.png")
    }

    fn stop_path(&self) -> PathBuf {
        self.folder.join("stop")
    }
}

fn forget(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        done => done,
    }
}
