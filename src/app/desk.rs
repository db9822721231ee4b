//! What every screen may look at.

use std::path::PathBuf;
use std::sync::Arc;

use iced::Theme;
use jiff::Timestamp;
use jiff::civil::Date;

use super::print::{Prints, Reach};
use super::shelf::Shelf;
use crate::archive::Progress;
use crate::domain::office::Office;
use crate::domain::rulebook::Rulebook;
use crate::export::printing;
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
    /// What holds in the office: the bundled rules and its own.
    pub rules: Arc<Rulebook>,
    pub preferences: Preferences,
    pub words: Words,
    pub today: Date,
    pub shelf: Shelf,
    /// A long job over the archive that is under way.
    pub job: Option<Arc<Progress>>,
    /// When something was last written.
    pub saved: Option<Timestamp>,
    pub backup: Option<Timestamp>,
    /// Pixels of the screen to a pixel of the window, before the size of the text is counted.
    pub screen_scale: f32,
    /// How this computer's printers are reached.
    pub printers: Reach,
    pub prints: Prints,
}

impl Desk {
    pub fn new(store: Handle, folder: PathBuf, today: Date) -> Self {
        Self {
            store,
            folder,
            office: Office::default(),
            rules: Arc::new(Rulebook::bundled().clone()),
            preferences: Preferences::default(),
            words: Words::new(Language::Chinese),
            today,
            shelf: Shelf::default(),
            job: None,
            saved: None,
            backup: None,
            screen_scale: 1.0,
            printers: printing::spooler,
            prints: Prints::default(),
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

    /// How much larger than usual everything is.
    pub fn text_scale(&self) -> f32 {
        f32::from(self.preferences.text_scale.clamp(100, 200)) / 100.0
    }

    /// Pixels of the screen to a pixel as the widgets count.
    pub fn density(&self) -> f32 {
        self.screen_scale * self.text_scale()
    }

    /// On an office's screen a line of many parts has no room any more.
    pub fn is_large_text(&self) -> bool {
        self.text_scale() > 1.4
    }

    /// With large text the room is for the text, not for the space around it.
    fn is_tight(&self) -> bool {
        self.text_scale() > 1.6
    }

    /// Around a page.
    pub fn margin(&self) -> f32 {
        if self.is_tight() { theme::INSIDE + theme::TIGHT } else { theme::AROUND }
    }

    /// Between a page's head and what it shows.
    pub fn gap(&self) -> f32 {
        if self.is_tight() { theme::INSIDE } else { theme::BETWEEN }
    }

    /// How far above the window's edge toasts lie: clear of the status line, and of the buttons above it where there is
    /// room.
    pub fn toasts_above(&self) -> f32 {
        if self.is_tight() { theme::INSIDE } else { 2.0 * theme::CONTROL_HEIGHT + theme::BETWEEN }
    }

    pub fn rail_width(&self) -> f32 {
        if self.is_tight() { theme::RAIL_NARROW } else { theme::RAIL_WIDTH }
    }

    pub fn theme(&self) -> Theme {
        theme::theme(self.preferences.dark)
    }
}
