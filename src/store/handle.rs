//! The thread that owns the connection, and the queue to it.

use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use super::{Reply, Result, Store, StoreError, reply};

type Job = Box<dyn FnOnce(&mut Store) + Send>;

/// A way to the store that never makes the caller wait for the disk. Clones share one thread; when the last of them is
/// dropped, what is queued is still done and the session is closed.
#[derive(Debug, Clone)]
pub struct Handle {
    thread: Arc<StoreThread>,
}

struct StoreThread {
    queue: Option<Sender<Job>>,
    join: Option<JoinHandle<()>>,
}

impl Handle {
    /// Opens the file as [`Store::open`] does.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open(path: &Path) -> Result<Self> {
        let path = path.to_owned();
        Self::start(move || Store::open(&path))
    }

    /// Opens the file as [`Store::open_beside`] does.
    ///
    /// # Errors
    /// As [`Store::open_beside`].
    pub fn open_beside(path: &Path) -> Result<Self> {
        let path = path.to_owned();
        Self::start(move || Store::open_beside(&path))
    }

    /// A handle to a store in memory, for tests and trials.
    ///
    /// # Errors
    /// As [`Store::in_memory`].
    pub fn in_memory() -> Result<Self> {
        Self::start(Store::in_memory)
    }

    fn start(open: impl FnOnce() -> Result<Store> + Send + 'static) -> Result<Self> {
        let (queue, jobs) = mpsc::channel();
        let (opened, opening) = reply::pair();
        let join = thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || match open() {
                Ok(store) => {
                    opened.send(Ok(()));
                    serve(store, &jobs);
                }
                Err(error) => opened.send(Err(error)),
            })
            .map_err(|source| StoreError::File { path: PathBuf::new(), operation: "start a thread for", source })?;
        opening.wait()?;
        Ok(Self { thread: Arc::new(StoreThread { queue: Some(queue), join: Some(join) }) })
    }

    /// Queues a job at once; it is done whether or not the reply is awaited.
    ///
    /// # Errors
    /// (of the reply) What the job returned; [`StoreError::Panicked`] where it panicked, its transaction taken back.
    pub fn run<T: Send + 'static>(&self, job: impl FnOnce(&mut Store) -> Result<T> + Send + 'static) -> Reply<T> {
        let (answer, reply) = reply::pair();
        let job: Job = Box::new(move |store| {
            let outcome = panic::catch_unwind(AssertUnwindSafe(|| job(store)));
            store.abandon();
            answer.send(outcome.unwrap_or(Err(StoreError::Panicked)));
        });
        if let Some(queue) = &self.thread.queue
            && let Err(refused) = queue.send(job)
        {
            // Dropping the job drops its answer, and the reply says the store is closed.
            drop(refused);
        }
        reply
    }

    /// As [`Handle::run`], waiting for the answer on this thread: for commands and tests, never for a window.
    ///
    /// # Errors
    /// As [`Handle::run`].
    pub fn run_blocking<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Store) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.run(job).wait()
    }
}

fn serve(mut store: Store, jobs: &Receiver<Job>) {
    while let Ok(job) = jobs.recv() {
        job(&mut store);
    }
    if let Err(error) = store.end_session() {
        tracing::error!(%error, "the session could not be closed");
    }
}

impl Drop for StoreThread {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(join) = self.join.take()
            && join.thread().id() != thread::current().id()
            && join.join().is_err()
        {
            tracing::error!("the store's thread had panicked");
        }
    }
}

impl fmt::Debug for StoreThread {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("StoreThread").finish_non_exhaustive()
    }
}
