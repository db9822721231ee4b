//! What every screen may look at.

use std::path::PathBuf;

use iced::Theme;
use jiff::Timestamp;
use jiff::civil::Date;

use super::shelf::Shelf;
use crate::domain::office::Office;
use crate::store::{Handle, Preferences};
use crate::ui::theme;
use crate::ui::words::{Language, Words};

/// The office's desk: its data, its words, its day.
#[derive(Debug)]
pub struct Desk {
    pub store: Handle,
    /// Where the data lies.
    pub folder: PathBuf,
    pub office: Office,
    pub preferences: Preferences,
    pub words: Words,
    pub today: Date,
    pub shelf: Shelf,
    /// When something was last written.
    pub saved: Option<Timestamp>,
    pub backup: Option<Timestamp>,
}

impl Desk {
    pub fn new(store: Handle, folder: PathBuf, today: Date) -> Self {
        Self {
            store,
            folder,
            office: Office::default(),
            preferences: Preferences::default(),
            words: Words::new(Language::Chinese),
            today,
            shelf: Shelf::default(),
            saved: None,
            backup: None,
        }
    }

    /// Takes on preferences: the words follow the language.
    pub fn prefer(&mut self, preferences: Preferences) {
        let language = Language::of_code(&preferences.language);
        if language != self.words.language() {
            self.words = Words::new(language);
        }
        self.preferences = preferences;
    }

    pub fn theme(&self) -> Theme {
        theme::theme(self.preferences.dark)
    }
}
