//! Opening a file: pragmas, migrations, and the backup before them.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{Error as MigrationError, M, MigrationDefinitionError, Migrations, SchemaVersion};

use super::{Clock, Result, Store, StoreError, backup};

/// Append only: what was released is history, and every file walks all of it.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../assets/migrations/0001-notices.sql")),
    M::up(include_str!("../../assets/migrations/0002-next-key.sql")),
    M::up(include_str!("../../assets/migrations/0003-life.sql")),
    M::up(include_str!("../../assets/migrations/0004-elections.sql")),
    M::up(include_str!("../../assets/migrations/0005-search.sql")),
    M::up(include_str!("../../assets/migrations/0006-lobby.sql")),
    M::up(include_str!("../../assets/migrations/0007-places.sql")),
    M::up(include_str!("../../assets/migrations/0008-archive.sql")),
    M::up(include_str!("../../assets/migrations/0009-photographs.sql")),
    M::up(include_str!("../../assets/migrations/0010-pictures.sql")),
    M::up(include_str!("../../assets/migrations/0011-search-further.sql")),
];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

const CACHE_KIB: i64 = 16 * 1024;

/// How long an operation waits for another process (the lobby screen) to finish its own.
const BUSY: Duration = Duration::from_secs(5);

impl Store {
    /// Opens or creates the file, brings it to the current schema (after a backup) and starts a session.
    ///
    /// # Errors
    /// A file that is no database, was written by a newer version, or cannot be written.
    pub fn open(path: &Path) -> Result<Self> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|source| StoreError::File {
                path: parent.to_owned(),
                operation: "create",
                source,
            })?;
        }
        let connection = connect(path, OpenFlags::default())?;
        Self::begin(connection, Some(path))
    }

    /// Opens an existing file beside the window that owns it (the lobby screen, a command): migrates nothing, starts no
    /// session.
    ///
    /// # Errors
    /// As [`Store::open`], and [`StoreError::Older`] where the file still has to be migrated.
    pub fn open_beside(path: &Path) -> Result<Self> {
        let connection = connect(path, OpenFlags::default() - OpenFlags::SQLITE_OPEN_CREATE)?;
        match pending(&connection, path)? {
            0 => Ok(Self::with(connection, Some(path))),
            _ => Err(StoreError::Older { path: path.to_owned() }),
        }
    }

    /// A store that is gone when it is dropped, for tests and trials.
    ///
    /// # Errors
    /// No memory.
    pub fn in_memory() -> Result<Self> {
        let connection = Connection::open_in_memory()?;
        set_pragmas(&connection)?;
        Self::begin(connection, None)
    }

    fn begin(mut connection: Connection, path: Option<&Path>) -> Result<Self> {
        let shown = path.unwrap_or(Path::new(":memory:"));
        let outstanding = pending(&connection, shown)?;
        let has_content = matches!(schema_version(&connection, shown)?, SchemaVersion::Inside(_));
        if let (true, true, Some(path)) = (outstanding > 0, has_content, path) {
            backup::before_migration(&connection, path)?;
        }
        MIGRATIONS
            .to_latest(&mut connection)
            .map_err(|source| StoreError::Migrate { path: shown.to_owned(), source })?;
        let mut store = Self::with(connection, path);
        store.begin_session()?;
        Ok(store)
    }

    fn with(connection: Connection, path: Option<&Path>) -> Self {
        connection.set_prepared_statement_cache_capacity(64);
        Self { connection, path: path.map(Path::to_owned), session: None, interrupted: None, clock: Clock::System }
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let open = || {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY)?;
        set_pragmas(&connection)?;
        Ok(connection)
    };
    open().map_err(|source| StoreError::Open { path: path.to_owned(), source })
}

fn set_pragmas(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    // Large changes (an import, a year of samples) stay out of the file system until they are committed.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)
}

fn schema_version(connection: &Connection, path: &Path) -> Result<SchemaVersion> {
    MIGRATIONS.current_version(connection).map_err(|source| StoreError::Migrate { path: path.to_owned(), source })
}

fn pending(connection: &Connection, path: &Path) -> Result<i32> {
    let pending = MIGRATIONS.pending_migrations(connection).map_err(|source| match source {
        MigrationError::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => {
            StoreError::Newer { path: path.to_owned() }
        }
        source => StoreError::Migrate { path: path.to_owned(), source },
    })?;
    if pending < 0 { Err(StoreError::Newer { path: path.to_owned() }) } else { Ok(pending) }
}
