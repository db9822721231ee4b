//! 插播: put up, taken down, kept.

use rusqlite::{OptionalExtension, named_params};

use crate::domain::lobby::Alert;
use crate::store::{Result, Store, StoreError, encode, stored_instant};

impl Store {
    /// Puts it up in place of the one before.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn raise_alert(&mut self, alert: &Alert) -> Result<()> {
        self.transact_by(&alert.by, |operation| {
            let now = stored_instant(operation.now.timestamp());
            operation.connection.execute(
                "UPDATE alert SET cleared = :now, cleared_by = '' WHERE cleared IS NULL AND until > :now",
                named_params! { ":now": now },
            )?;
            operation.connection.execute(
                "INSERT INTO alert (alert, until) VALUES (:alert, :until)",
                named_params! { ":alert": encode(alert)?, ":until": stored_instant(alert.until) },
            )?;
            operation.log("alert", None, &format!("{} {}", alert.level.code(), alert.text))
        })
    }

    /// Takes down what stands; says whether anything did.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn clear_alert(&mut self, by: &str) -> Result<bool> {
        self.transact_by(by, |operation| {
            let now = stored_instant(operation.now.timestamp());
            let cleared = operation.connection.execute(
                "UPDATE alert SET cleared = :now, cleared_by = :by WHERE cleared IS NULL AND until > :now",
                named_params! { ":now": now, ":by": by },
            )?;
            if cleared > 0 {
                operation.log("alert-cleared", None, "")?;
            }
            Ok(cleared > 0)
        })
    }

    /// What stands now; it goes by itself at its end.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn alert(&self) -> Result<Option<Alert>> {
        let now = self.now().timestamp();
        let stored: Option<String> = self
            .connection
            .prepare_cached("SELECT alert FROM alert WHERE cleared IS NULL AND until > :now ORDER BY id DESC LIMIT 1")?
            .query_row(named_params! { ":now": stored_instant(now) }, |row| row.get("alert"))
            .optional()?;
        let damaged = |_| StoreError::DamagedSetting { part: "alert" };
        let alert: Option<Alert> = stored.map(|stored| serde_json::from_str(&stored).map_err(damaged)).transpose()?;
        Ok(alert.filter(|alert| alert.is_up(now)))
    }
}
