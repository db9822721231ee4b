//! What the window reads when it opens, and what it has to tell.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::office::Office;
use crate::store::{Handle, Interrupted, Preferences, StoreError};
use crate::ui::words::{Language, Word, Words};

/// What the window reads when it opens.
#[derive(Debug, Clone)]
pub struct Start {
    pub office: Office,
    pub preferences: Preferences,
    /// When the day's backup was made; `None` where today's was there already, or none could be made.
    pub backup: Option<Timestamp>,
    /// The backup failed: the work can go on, but not silently.
    pub backup_error: Option<Arc<StoreError>>,
    pub interrupted: Option<Interrupted>,
    pub samples: usize,
}

/// Reads the office and the preferences, and makes the day's first backup.
pub fn start(store: &Handle) -> impl Future<Output = Result<Start, Arc<StoreError>>> + use<> {
    let reply = store.run(|store| {
        let (backup, backup_error) = match store.backup_daily() {
            Ok(made) => (made.map(|_| Timestamp::now()), None),
            Err(error) => (None, Some(Arc::new(error))),
        };
        Ok(Start {
            office: store.office()?,
            preferences: store.preferences()?,
            backup,
            backup_error,
            interrupted: store.last_session().cloned(),
            samples: store.samples()?,
        })
    });
    async move { reply.await.map_err(Arc::new) }
}

impl Start {
    /// What the clerk has to know before she goes on.
    pub fn news(&self) -> Vec<String> {
        let words = Words::new(Language::of_code(&self.preferences.language));
        let mut news = Vec::new();
        if self.samples > 0 {
            news.push(words.get(Word::SampleTold).to_owned());
        }
        if let Some(last) = self.interrupted.as_ref().and_then(|interrupted| interrupted.notices.first()) {
            let at = last.saved.to_zoned_datetime(TimeZone::system()).strftime("%H:%M").to_string();
            news.push(words.with(Word::Recovered, &[("time", at.into())]));
        }
        if let Some(error) = &self.backup_error {
            news.push(super::error::Trouble::of_store(error, &words).line());
        }
        news
    }
}
