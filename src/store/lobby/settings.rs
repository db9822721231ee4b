//! How the screen is set, and the PIN that leaves it.

use crate::domain::lobby::{PinHash, Settings};
use crate::store::{Result, Store, person, setting};

const NAME: &str = "lobby";

impl Store {
    /// As it was set last; before that, as it comes.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn lobby_settings(&self) -> Result<Settings> {
        Ok(setting::read(&self.connection, NAME)?.unwrap_or_default())
    }

    /// All but the PIN, which stays as it is.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn set_lobby(&mut self, settings: &Settings) -> Result<()> {
        let pin = self.lobby_settings()?.pin;
        let settings = Settings { pin, ..settings.clone() };
        self.transact(|operation| operation.set(NAME, &settings))
    }

    /// `None`: it is left without one.
    ///
    /// # Errors
    /// [`crate::store::StoreError::BadPin`]; a file that cannot be written.
    pub fn set_lobby_pin(&mut self, pin: Option<&str>) -> Result<()> {
        let pin = pin.map(person::hash).transpose()?.map(PinHash);
        let settings = Settings { pin, ..self.lobby_settings()? };
        self.transact(|operation| operation.set(NAME, &settings))
    }

    /// Whether the PIN leaves the screen; where none is set, any does.
    ///
    /// # Errors
    /// [`crate::store::StoreError::WrongPin`].
    pub fn check_lobby_pin(&self, pin: &str) -> Result<()> {
        match self.lobby_settings()?.pin {
            Some(PinHash(hash)) => person::matches(&hash, pin),
            None => Ok(()),
        }
    }
}
