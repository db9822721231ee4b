//! The thread that writes down what stood. The window's loop is not woken for it: a still page costs nothing.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use iced::futures::channel::mpsc::UnboundedSender;
use iced::futures::channel::oneshot;
use jiff::Timestamp;

use super::ledger::Ledger;
use crate::domain::lobby::PageRef;
use crate::store::Handle;

/// The least between two looks whether it is time to write.
const LOOK: Duration = Duration::from_secs(1);

#[derive(Debug)]
enum Word {
    Open(Handle),
    Stands(Vec<PageRef>, Timestamp),
    End(oneshot::Sender<()>),
}

/// Whether what was shown can be written down; told when that changes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written(pub(super) bool);

#[derive(Debug)]
pub(super) struct Scribe {
    words: Sender<Word>,
}

impl Scribe {
    pub(super) fn start(tell: UnboundedSender<Written>) -> std::io::Result<Self> {
        let (words, heard) = mpsc::channel();
        let desk = Desk { ledger: Ledger::new(Instant::now()), writer: None, was_good: true, tell };
        thread::Builder::new().name("scribe".into()).spawn(move || desk.work(&heard))?;
        Ok(Self { words })
    }

    /// Where it is written.
    pub(super) fn open(&self, writer: Handle) {
        self.send(Word::Open(writer));
    }

    /// From now on these pages stand, and no others.
    pub(super) fn stands(&self, pages: &[PageRef], now: Timestamp) {
        self.send(Word::Stands(pages.to_vec(), now));
    }

    /// Nothing stands any more and all of it is to be written; the receiver hears when it is.
    pub(super) fn end(&self) -> oneshot::Receiver<()> {
        let (done, ended) = oneshot::channel();
        self.send(Word::Stands(Vec::new(), Timestamp::now()));
        self.send(Word::End(done));
        ended
    }

    fn send(&self, word: Word) {
        // After the end nobody listens any more.
        if self.words.send(word).is_err() {
            tracing::debug!("the scribe has ended");
        }
    }
}

struct Desk {
    ledger: Ledger,
    writer: Option<Handle>,
    was_good: bool,
    tell: UnboundedSender<Written>,
}

impl Desk {
    fn work(mut self, words: &Receiver<Word>) {
        loop {
            match words.recv_timeout(self.ledger.rest(Instant::now()).max(LOOK)) {
                Ok(Word::Open(writer)) => self.writer = Some(writer),
                Ok(Word::Stands(pages, now)) => self.ledger.stands(&pages, now),
                Ok(Word::End(done)) => {
                    self.write(Ledger::take_all);
                    return drop(done);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            self.write(Ledger::take);
        }
    }

    fn write(&mut self, take: fn(&mut Ledger, Instant, Timestamp) -> Option<Vec<crate::domain::lobby::Shown>>) {
        let Some(writer) = &self.writer else { return };
        let Some(shown) = take(&mut self.ledger, Instant::now(), Timestamp::now()) else { return };
        let written = writer.run_blocking(move |store| store.log_shown(&shown));
        if let Err(error) = &written {
            tracing::warn!(error = error as &dyn std::error::Error, "what was shown is not written down");
        }
        self.ledger.wrote(written.is_ok());
        if std::mem::replace(&mut self.was_good, written.is_ok()) != written.is_ok()
            && self.tell.unbounded_send(Written(written.is_ok())).is_err()
        {
            tracing::debug!("the window is gone");
        }
    }
}
