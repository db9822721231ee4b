//! Named values of the data folder.

use rusqlite::{Connection, OptionalExtension, named_params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::transact::Operation;
use super::undo::Before;
use super::{Result, StoreError, encode};

/// A value under its name; `None` where it was never set.
pub(super) fn read<T: DeserializeOwned>(connection: &Connection, name: &'static str) -> Result<Option<T>> {
    read_raw(connection, name)?
        .map(|value| serde_json::from_str(&value).map_err(|_| StoreError::DamagedSetting { part: name }))
        .transpose()
}

fn read_raw(connection: &Connection, name: &str) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT value FROM setting WHERE name = :name")?
        .query_row(named_params! { ":name": name }, |row| row.get("value"))
        .optional()?)
}

impl Operation<'_> {
    /// Sets a value as an operation of the setting's name.
    pub(super) fn set<T: Serialize>(&self, name: &'static str, value: &T) -> Result<()> {
        let value = encode(value)?;
        let before = read_raw(self.connection, name)?;
        if before.as_ref() == Some(&value) {
            return Ok(());
        }
        self.put_setting(name, Some(&value))?;
        self.remember(name, None, &Before::Setting(name.to_owned(), before))?;
        self.log(name, None, "")
    }

    pub(super) fn put_setting(&self, name: &str, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => self.connection.execute(
                "INSERT OR REPLACE INTO setting (name, value) VALUES (:name, :value)",
                named_params! { ":name": name, ":value": value },
            )?,
            None => {
                self.connection.execute("DELETE FROM setting WHERE name = :name", named_params! { ":name": name })?
            }
        };
        Ok(())
    }
}
