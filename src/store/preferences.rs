//! How the window looks to the person before it.

use serde::{Deserialize, Serialize};

use super::{Result, Store, setting};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// `zh-CN` or `en`
    pub language: String,
    /// Text size in percent, 100 to 200.
    pub text_scale: u16,
    pub dark: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { language: "zh-CN".to_owned(), text_scale: 100, dark: false }
    }
}

impl Store {
    /// # Errors
    /// A file that cannot be read.
    pub fn preferences(&self) -> Result<Preferences> {
        Ok(setting::read(&self.connection, "preferences")?.unwrap_or_default())
    }

    /// # Errors
    /// A file that cannot be written.
    pub fn set_preferences(&mut self, preferences: &Preferences) -> Result<()> {
        self.transact(|operation| operation.set("preferences", preferences))
    }
}
