//! Copies of the database that were read back, in `backups/` beside it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use jiff::ZonedDateTime;
use jiff::civil::Date;
use rusqlite::{Connection, OpenFlags, named_params};

use super::{Result, Store, StoreError};

/// How many backups are kept; those made before a migration are kept for good.
const KEPT: usize = 14;
const PREFIX: &str = "gongshi-";

impl Store {
    /// Copies the database, reads the copy back, and lets go of the oldest copies.
    ///
    /// # Errors
    /// A folder that cannot be written, a full disk, a copy that does not read back ([`StoreError::BadBackup`]).
    pub fn backup_now(&mut self) -> Result<PathBuf> {
        let now = self.now();
        let Some(database) = self.path.as_deref() else {
            return Err(StoreError::Closed);
        };
        let folder = folder_of(database);
        let name = format!("{PREFIX}{}.db", now.strftime("%Y%m%d-%H%M%S"));
        let copy = write_copy(&self.connection, &folder, &name)?;
        let_go_of_oldest(&folder)?;
        self.transact(|operation| operation.log("backup", None, &name))?;
        Ok(copy)
    }

    /// The day's first start makes a backup; `None` where there is one of today.
    ///
    /// # Errors
    /// As [`Store::backup_now`].
    pub fn backup_daily(&mut self) -> Result<Option<PathBuf>> {
        let today: Date = self.now().date();
        let Some(database) = self.path.as_deref() else {
            return Ok(None);
        };
        let made_today = format!("{PREFIX}{}", today.strftime("%Y%m%d"));
        let names = backup_names(&folder_of(database))?;
        if names.iter().any(|name| name.starts_with(&made_today)) {
            return Ok(None);
        }
        self.backup_now().map(Some)
    }
}

/// A copy of a file about to be migrated.
pub(super) fn before_migration(connection: &Connection, database: &Path) -> Result<PathBuf> {
    let name = format!("before-migration-{}.db", ZonedDateTime::now().strftime("%Y%m%d-%H%M%S"));
    write_copy(connection, &folder_of(database), &name)
}

fn folder_of(database: &Path) -> PathBuf {
    database.with_file_name("backups")
}

/// Written under another name first: a file that ends in `.db` was read back whole.
fn write_copy(connection: &Connection, folder: &Path, name: &str) -> Result<PathBuf> {
    let file_error = |path: &Path, operation| {
        let path = path.to_owned();
        move |source| StoreError::File { path, operation, source }
    };
    fs::create_dir_all(folder).map_err(file_error(folder, "create"))?;
    let part = folder.join(format!("{name}.part"));
    if part.exists() {
        fs::remove_file(&part).map_err(file_error(&part, "remove"))?;
    }
    connection.execute("VACUUM INTO :copy", named_params! { ":copy": part.to_string_lossy() })?;
    if !reads_back(&part) {
        return Err(StoreError::BadBackup { path: part });
    }
    File::options().write(true).open(&part).and_then(|file| file.sync_all()).map_err(file_error(&part, "write"))?;
    let copy = folder.join(name);
    fs::rename(&part, &copy).map_err(file_error(&copy, "write"))?;
    Ok(copy)
}

fn reads_back(copy: &Path) -> bool {
    let check = || -> rusqlite::Result<String> {
        let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.query_row("PRAGMA integrity_check", [], |row| row.get("integrity_check"))
    };
    check().is_ok_and(|verdict| verdict == "ok")
}

/// The names of the regular backups, oldest first.
fn backup_names(folder: &Path) -> Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |source| StoreError::File { path: folder.to_owned(), operation: "read", source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
        if name.starts_with(PREFIX) && name.ends_with(".db") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn let_go_of_oldest(folder: &Path) -> Result<()> {
    let names = backup_names(folder)?;
    for name in names.iter().rev().skip(KEPT) {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|source| StoreError::File { path, operation: "remove", source })?;
    }
    Ok(())
}
