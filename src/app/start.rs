//! What the window reads when it opens, and what it has to tell.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::demo;
use crate::domain::office::Office;
use crate::domain::rulebook::Rulebook;
use crate::store::{Filter, Handle, Interrupted, Preferences, Store, StoreError};
use crate::ui::words::{Language, Word, Words};

/// What the window reads when it opens.
#[derive(Debug, Clone)]
pub struct Start {
    pub office: Office,
    pub rules: Arc<Rulebook>,
    pub preferences: Preferences,
    /// When the last backup was made; `None` where there is none.
    pub backup: Option<Timestamp>,
    /// The backup failed: the work can go on, but not silently.
    pub backup_error: Option<Arc<StoreError>>,
    pub interrupted: Option<Interrupted>,
    pub samples: usize,
}

/// Reads the office and the preferences, and makes the day's first backup. A store that was never used gets the sample
/// village, so that nothing is empty.
pub fn start(
    store: &Handle,
    folder: &Path,
    today: Date,
) -> impl Future<Output = Result<Start, Arc<StoreError>>> + use<> {
    let backups = folder.join("backups");
    let reply = store.run(move |store| {
        if is_unused(store)? {
            demo::village(store, today)?;
        }
        store.expire(today)?;
        store.conceal_due(today)?;
        let backup_error = store.backup_daily().err().map(Arc::new);
        Ok(Start {
            office: store.office()?,
            rules: Arc::new(store.rulebook()?),
            preferences: store.preferences()?,
            backup: last_backup(&backups),
            backup_error,
            interrupted: store.last_session().cloned(),
            samples: store.samples()?,
        })
    });
    async move { reply.await.map_err(Arc::new) }
}

/// The newest copy in the folder of backups. A folder that is missing or closed holds none that could be used.
fn last_backup(folder: &Path) -> Option<Timestamp> {
    let copies = std::fs::read_dir(folder).ok()?.filter_map(Result::ok);
    let copies = copies.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "db"));
    let newest = copies.filter_map(|entry| entry.metadata().and_then(|data| data.modified()).ok()).max()?;
    Timestamp::try_from(newest).ok()
}

/// No office named and no notice, not even in the recycle bin: 清除示例 leaves the office, and the village stays away.
fn is_unused(store: &Store) -> Result<bool, StoreError> {
    let removed = Filter { removed: true, ..Filter::default() };
    Ok(store.office()? == Office::default()
        && store.list(&Filter::default())?.is_empty()
        && store.list(&removed)?.is_empty())
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
        news
    }
}
