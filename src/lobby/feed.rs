//! The thread that watches the office's data: what hangs, how the screen is set, and what is put in between. It looks five
//! times in two seconds whether another process changed anything, so that what is withdrawn is gone within one.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use iced::futures::channel::mpsc::UnboundedSender;
use jiff::ZonedDateTime;

use super::artist::Print;
use crate::domain::lobby::{Alert, Item, PictureSet, Plan, Settings};
use crate::domain::office::Office;
use crate::domain::period::Calendar;
use crate::store::{ChangeMark, Handle, OnScreen, Store, StoreError};

const LOOK: Duration = Duration::from_millis(400);
/// After something went wrong.
const PATIENCE: Duration = Duration::from_secs(1);
/// Two writes within a tick of the file system's clock leave one time: what was written less than this ago may be written again
/// without a sign. FAT keeps whole seconds, two by two.
const TICK: Duration = Duration::from_millis(100);
const TICK_OF_FAT: Duration = Duration::from_secs(3);
/// Without any change: the day may be another one, a warning may have run out.
const ANYWAY: Duration = Duration::from_secs(30);

/// All that the screen shows comes from this.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct News {
    pub(super) office: Office,
    pub(super) settings: Settings,
    /// The days off and the days worked in return, with the office's own years.
    pub(super) calendar: Calendar,
    pub(super) shown: Vec<OnScreen>,
    pub(super) pictures: Vec<PictureSet>,
    pub(super) plan: Plan,
    pub(super) alert: Option<Alert>,
}

/// One that takes part in the loop.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) title: &'a str,
    pub(super) pages: u32,
    /// `None`: it stands on.
    pub(super) last: Option<jiff::civil::Date>,
    pub(super) print: Print,
}

impl News {
    pub(super) fn entry(&self, item: Item) -> Option<Entry<'_>> {
        match item {
            Item::Notice(notice) => self.shown.iter().find(|shown| shown.notice == notice).map(|shown| Entry {
                title: &shown.title,
                pages: shown.pages,
                last: shown.period.last,
                print: Print::Edition(shown.edition),
            }),
            Item::Pictures(id) => self.pictures.iter().find(|set| set.id == id).map(|set| Entry {
                title: &set.title,
                pages: set.pages(),
                last: set.last,
                print: Print::Pictures(set.id),
            }),
        }
    }
}

#[derive(Debug, Clone)]
pub(super) enum Told {
    /// The database can be read (first) and written (second).
    Open(Handle, Handle),
    News(Box<News>),
    /// It does not answer; what was told last still holds as far as anyone knows.
    Unreadable,
}

/// Watches until nobody listens any more.
pub(super) fn watch(db: PathBuf, tell: UnboundedSender<Told>) -> std::io::Result<()> {
    let work = move || {
        let Some(store) = open(&db, &tell) else { return };
        follow(&store, &db, &tell);
    };
    thread::Builder::new().name("feed".into()).spawn(work).map(drop)
}

/// Waits for a database that can be opened: the main window may have to make it, or to bring it up to date, first.
fn open(db: &Path, tell: &UnboundedSender<Told>) -> Option<Handle> {
    let mut last = String::new();
    loop {
        let opened = Handle::open_beside(db).and_then(|read| Ok((read, Handle::open_beside(db)?)));
        match opened {
            Ok((read, write)) => {
                tell.unbounded_send(Told::Open(read.clone(), write)).ok()?;
                return Some(read);
            }
            Err(error) => {
                let now = error.to_string();
                if now != last {
                    tracing::warn!(error = &error as &dyn std::error::Error, "the database does not open yet");
                    last = now;
                }
                tell.unbounded_send(Told::Unreadable).ok()?;
                thread::sleep(PATIENCE);
            }
        }
    }
}

fn follow(store: &Handle, db: &Path, tell: &UnboundedSender<Told>) {
    let mut watcher = Watcher::default();
    loop {
        let (told, wait) = match watcher.look(store, db) {
            Ok(news) => (news.map(|news| Told::News(Box::new(news))), LOOK),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "the database does not answer");
                watcher = Watcher::default();
                (Some(Told::Unreadable), PATIENCE)
            }
        };
        let listened = told.map_or(Ok(()), |told| tell.unbounded_send(told));
        if listened.is_err() || tell.is_closed() {
            return;
        }
        thread::sleep(wait);
    }
}

#[derive(Default)]
struct Watcher {
    /// When the database's log was written, at the last look after which no other writing could have had that time.
    settled: Option<SystemTime>,
    /// When everything was read last, and what the file's mark was then.
    read: Option<(Instant, ChangeMark, jiff::civil::Date)>,
    told: Option<News>,
}

impl Watcher {
    /// What is new, if anything is.
    fn look(&mut self, store: &Handle, db: &Path) -> Result<Option<News>, StoreError> {
        let today = ZonedDateTime::now().date();
        let is_fresh = |(at, _, day): &(Instant, ChangeMark, _)| *day == today && at.elapsed() < ANYWAY;
        let is_fresh = self.read.as_ref().is_some_and(is_fresh);
        let written = written(db);
        if is_fresh && written.is_some() && written == self.settled {
            return Ok(None);
        }
        self.settled = written.filter(|at| is_settled(*at, SystemTime::now()));
        let mark = store.run_blocking(|store| store.change_mark())?;
        if is_fresh && self.read.as_ref().is_some_and(|(_, known, _)| *known == mark) {
            return Ok(None);
        }
        let news = store.run_blocking(move |store| read(store, today))?;
        self.read = Some((Instant::now(), mark, today));
        if self.told.as_ref() == Some(&news) {
            return Ok(None);
        }
        self.told = Some(news.clone());
        Ok(Some(news))
    }
}

/// When the database's log was written last: asking the system costs a hundredth of asking the database. `None`: there is
/// none, or the system tells the time of an open file late.
fn written(db: &Path) -> Option<SystemTime> {
    if cfg!(windows) {
        return None;
    }
    let mut log = db.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).and_then(|log| log.modified()).ok()
}

/// Whether any later writing would have another time. Not after the clock was set back: then the file is asked each time.
fn is_settled(written: SystemTime, now: SystemTime) -> bool {
    let is_whole = written.duration_since(SystemTime::UNIX_EPOCH).is_ok_and(|since| since.subsec_nanos() == 0);
    let tick = if is_whole { TICK_OF_FAT } else { TICK };
    now.duration_since(written).is_ok_and(|age| age > tick)
}

fn read(store: &Store, today: jiff::civil::Date) -> Result<News, StoreError> {
    let settings = store.lobby_settings()?;
    let pages = store.screen_pages(today)?;
    Ok(News {
        office: store.office()?,
        calendar: store.rulebook()?.calendar,
        plan: Plan::new(&pages, &settings),
        shown: store.on_screen(today)?,
        pictures: store.pictures_on(today)?,
        alert: store.alert()?,
        settings,
    })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::kind::KindId;
    use crate::domain::lobby::{AlertLevel, PageRef, Shown};
    use crate::domain::notice::Content;

    #[test]
    fn what_was_just_written_may_be_written_again_without_a_sign() {
        let at = |millis: u64| SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_000 + millis);
        assert!(!is_settled(at(4), at(50)) && is_settled(at(4), at(200)));
        assert!(!is_settled(at(0), at(2_500)), "a file system that knows whole seconds alone");
        assert!(is_settled(at(0), at(3_500)));
        assert!(!is_settled(at(9_000), at(4)), "the clock was set back");
    }

    #[test]
    fn of_two_changes_in_one_moment_neither_is_missed_and_what_the_screen_writes_is_no_news() {
        let folder = tempfile::tempdir().expect("a folder");
        let db = folder.path().join("gongshi.db");
        let mut office = Store::open(&db).expect("a file");
        let notice = office.create(&KindId::new("tongzhi"), &Content::default()).expect("a draft").id;
        let reader = Handle::open_beside(&db).expect("a reader");
        let mut watcher = Watcher::default();
        assert!(watcher.look(&reader, &db).expect("a file").is_some(), "all is new");
        for text in ["停水", "停电", "防汛"] {
            let alert = Alert::new(text, AlertLevel::Red, 30, "石桥镇", Timestamp::now()).expect("an alert");
            office.raise_alert(&alert).expect("an alert");
            let news = watcher.look(&reader, &db).expect("a file").expect("news");
            assert_eq!(news.alert.map(|alert| alert.text).as_deref(), Some(text));
        }
        let now = Timestamp::now();
        let page = PageRef::notice(notice, 0);
        office.log_shown(&[Shown { page, from: now, to: now }]).expect("a log");
        let read = watcher.read.as_ref().map(|(at, ..)| *at);
        assert_eq!(watcher.look(&reader, &db).expect("a file"), None);
        assert_eq!(watcher.read.as_ref().map(|(at, ..)| *at), read, "it is not even read");
    }
}
