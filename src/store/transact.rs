//! One change: a transaction, its instant, and what it leaves in the log.

use jiff::ZonedDateTime;
use rusqlite::{Connection, TransactionBehavior};

use super::{Result, Store};

/// A change under way. Dropped without an `Ok`, it never happened.
pub(super) struct Operation<'a> {
    pub(super) connection: &'a Connection,
    pub(super) now: ZonedDateTime,
    /// `None`: made beside the window, outside any session.
    pub(super) session: Option<i64>,
    /// Who is written into the log; empty: the office.
    pub(super) actor: &'a str,
}

impl Store {
    /// Runs one named change in one immediate transaction; inside [`Store::batch`], in a savepoint of it.
    pub(super) fn transact<T>(&mut self, change: impl FnOnce(&Operation<'_>) -> Result<T>) -> Result<T> {
        self.transact_by("", change)
    }

    /// As [`Store::transact`], by a person: the log names them.
    pub(super) fn transact_by<T>(
        &mut self,
        person: &str,
        change: impl FnOnce(&Operation<'_>) -> Result<T>,
    ) -> Result<T> {
        let now = self.now();
        let (session, actor) = (self.session, person.trim());
        if self.connection.is_autocommit() {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = change(&Operation { connection: &transaction, now, session, actor })?;
            transaction.commit()?;
            Ok(value)
        } else {
            let savepoint = self.connection.savepoint()?;
            let value = change(&Operation { connection: &savepoint, now, session, actor })?;
            savepoint.commit()?;
            Ok(value)
        }
    }

    /// Many operations as one: all of them happen or none, and the disk is waited for once.
    ///
    /// # Errors
    /// What `work` returned, or a commit that failed; then nothing of it happened.
    pub fn batch<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let outcome = work(self).and_then(|value| {
            self.connection.execute_batch("COMMIT")?;
            Ok(value)
        });
        if outcome.is_err() {
            self.abandon();
        }
        outcome
    }

    /// Reads everything as it is at one instant, whatever is written beside it meanwhile.
    ///
    /// # Errors
    /// What `work` returned; a file that cannot be read.
    pub fn snapshot<T, E: From<super::StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let begun = self.connection.is_autocommit();
        if begun {
            self.connection.execute_batch("BEGIN").map_err(super::StoreError::from)?;
        }
        let outcome = work(self);
        if begun {
            self.abandon();
        }
        outcome
    }

    /// Takes back a transaction that a failure or a panic left open: later changes would vanish in it.
    pub(super) fn abandon(&mut self) {
        if !self.connection.is_autocommit()
            && let Err(error) = self.connection.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a transaction could not be rolled back");
        }
    }
}
