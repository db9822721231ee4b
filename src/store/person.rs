//! Who works in the office, and the PIN each signs with.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Argon2, password_hash};
use jiff::civil::Date;
use rusqlite::{OptionalExtension, named_params};

use crate::store::{Result, Store, StoreError};

/// Someone who signs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Worker {
    pub name: String,
    /// 经办人, 村务监督委员会主任 …
    pub duty: String,
    /// Whether the person can sign at this PC.
    pub has_pin: bool,
}

impl Store {
    /// Those who are in the office, by name.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn workers(&self) -> Result<Vec<Worker>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, duty, pin IS NOT NULL AS has_pin FROM person WHERE gone IS NULL ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Worker { name: row.get("name")?, duty: row.get("duty")?, has_pin: row.get("has_pin")? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Those who left the office, with the day, the last first.
    ///
    /// # Errors
    /// A file that cannot be read; [`StoreError::DamagedSetting`].
    pub fn gone_workers(&self) -> Result<Vec<(Worker, Date)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, duty, gone FROM person WHERE gone IS NOT NULL ORDER BY gone DESC, id DESC")?;
        let rows = statement.query_map([], |row| {
            let worker = Worker { name: row.get("name")?, duty: row.get("duty")?, has_pin: false };
            Ok((worker, row.get::<_, String>("gone")?))
        })?;
        rows.map(|row| {
            let (worker, gone) = row?;
            let gone = gone.parse().map_err(|_| StoreError::DamagedSetting { part: "person" })?;
            Ok((worker, gone))
        })
        .collect()
    }

    /// Adds a person, or changes the duty and, where one is given, the PIN of one who is there.
    ///
    /// # Errors
    /// [`StoreError::BadPin`]; a file that cannot be written.
    pub fn set_worker(&mut self, name: &str, duty: &str, pin: Option<&str>) -> Result<()> {
        let pin = pin.map(hash).transpose()?;
        self.transact(|operation| {
            operation.connection.execute(
                "INSERT INTO person (name, duty, pin) VALUES (:name, :duty, :pin)
                 ON CONFLICT (name) DO UPDATE SET duty = excluded.duty, pin = coalesce(excluded.pin, pin), gone = NULL",
                named_params! { ":name": name, ":duty": duty, ":pin": pin },
            )?;
            operation.log("person", None, "set")
        })
    }

    /// The person left the office; what was signed keeps the name.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn remove_worker(&mut self, name: &str) -> Result<()> {
        self.transact(|operation| {
            operation.connection.execute(
                "UPDATE person SET gone = :today, pin = NULL WHERE name = :name",
                named_params! { ":name": name, ":today": operation.now.date().to_string() },
            )?;
            operation.log("person", None, "gone")
        })
    }

    /// # Errors
    /// [`StoreError::WrongPin`].
    pub fn check_pin(&self, name: &str, pin: &str) -> Result<()> {
        let stored: Option<Option<String>> = self
            .connection
            .query_row(
                "SELECT pin FROM person WHERE name = :name AND gone IS NULL",
                named_params! { ":name": name },
                |row| row.get("pin"),
            )
            .optional()?;
        matches(&stored.flatten().ok_or(StoreError::WrongPin)?, pin)
    }
}

/// Whether the PIN is the one that was hashed.
pub(super) fn matches(hash: &str, pin: &str) -> Result<()> {
    let parsed = PasswordHash::new(hash).map_err(|_| StoreError::DamagedSetting { part: "PIN" })?;
    Argon2::default().verify_password(pin.as_bytes(), &parsed).map_err(|_| StoreError::WrongPin)
}

pub(super) fn hash(pin: &str) -> Result<String> {
    if !(4..=12).contains(&pin.len()) || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(StoreError::BadPin);
    }
    let salt = SaltString::generate(&mut password_hash::rand_core::OsRng);
    let hashed = Argon2::default().hash_password(pin.as_bytes(), &salt);
    hashed.map(|hash| hash.to_string()).map_err(|_| StoreError::Encode)
}
