//! Long jobs over the whole archive: beside the window, on a thread and a connection of their own, watched and stopped.

use std::path::PathBuf;
use std::sync::Arc;

use iced::futures::channel::oneshot;

use super::desk::Desk;
use crate::archive::{self, ArchiveError, Choice, Document, Packed, Progress, Stage, TakenIn, Verdict};
use crate::folder::Folder;
use crate::store::{Store, StoreError};
use crate::ui::words::{Word, Words};

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Order {
    /// 全部核对
    Verify,
    /// 检查材料, as a folder or, where the path ends with `.zip`, as one file.
    Pack(Choice, PathBuf),
    /// 补录, by that person.
    TakeIn(Vec<Document>, String),
}

/// What it came to.
#[derive(Debug, Clone)]
pub enum Outcome {
    Verified(Result<Verdict, Arc<ArchiveError>>),
    Packed(PathBuf, Result<Packed, Arc<ArchiveError>>),
    TakenIn(Result<TakenIn, Arc<ArchiveError>>),
}

type Done<T> = Result<T, Arc<ArchiveError>>;

impl Order {
    /// Begins at once; the future is only its answer.
    pub fn perform(self, desk: &Desk, progress: Arc<Progress>) -> impl Future<Output = Outcome> + use<> {
        let folder = desk.folder.clone();
        let store = desk.store.clone();
        async move {
            match self {
                Self::Verify => {
                    Outcome::Verified(aside(folder, move |store| archive::verify_watched(store, &progress)).await)
                }
                Self::Pack(choice, out) => {
                    let place = out.clone();
                    let pack = move |store: &mut Store| {
                        let is_zip = place.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
                        let pack = if is_zip { archive::package_zip } else { archive::package };
                        pack(store, &choice, &place, &progress)
                    };
                    Outcome::Packed(out, aside(folder, pack).await)
                }
                Self::TakeIn(documents, person) => {
                    let kept = aside(folder, move |store| archive::keep(store, &documents, &progress)).await;
                    Outcome::TakenIn(match kept {
                        Ok((kept, known)) => {
                            let taken = store.run(move |store| Ok(archive::take_in(store, &kept, &person))).await;
                            let taken = taken.unwrap_or_else(|error| Err(error.into())).map_err(Arc::new);
                            taken.map(|notices| TakenIn { notices, known })
                        }
                        Err(error) => Err(error),
                    })
                }
            }
        }
    }
}

impl Outcome {
    /// It was stopped; that is no failure.
    pub fn is_cancelled(&self) -> bool {
        let error = match self {
            Self::Verified(done) => done.as_ref().err(),
            Self::Packed(_, done) => done.as_ref().err(),
            Self::TakenIn(done) => done.as_ref().err(),
        };
        error.is_some_and(|error| matches!(**error, ArchiveError::Cancelled))
    }
}

/// Works on a connection of its own, so that the window's own questions do not wait behind it.
async fn aside<T: Send + 'static>(
    folder: PathBuf,
    work: impl FnOnce(&mut Store) -> archive::Result<T> + Send + 'static,
) -> Done<T> {
    let done = apart(move || {
        let folder = Folder::choose(Some(folder)).map_err(|_| StoreError::Closed)?;
        work(&mut Store::open_beside(&folder.db())?)
    });
    done.await.unwrap_or_else(|| Err(StoreError::Panicked.into())).map_err(Arc::new)
}

/// What a thread of its own comes to; `None` where it broke off.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (answer, waiting) = oneshot::channel();
    let begun = std::thread::Builder::new().name("aside".to_owned()).spawn(move || {
        if answer.send(work()).is_err() {
            tracing::debug!("no one waits for it any more");
        }
    });
    if let Err(error) = begun {
        tracing::error!(%error, "no thread is to be had");
    }
    waiting.await.ok()
}

/// How far a job is, in words.
pub fn told(progress: &Progress, words: &Words) -> String {
    let (stage, done, total) = progress.read();
    let count = [("done", done.to_string().into()), ("total", total.to_string().into())];
    match stage {
        Stage::Beginning => words.get(Word::ArchiveBegun).to_owned(),
        Stage::Packing => words.with(Word::ArchivePacking, &count),
        Stage::Checking => words.with(Word::ArchiveChecking, &count),
        Stage::Zipping => words.with(Word::ArchiveZipping, &count),
        Stage::Verifying => words.with(Word::ArchiveVerifying, &count),
        Stage::Keeping => words.with(Word::ArchiveKeeping, &count),
    }
}
