//! The answer to a queued job, awaited by any executor.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::{Result, StoreError};

/// What a job returned. Dropping it does not stop the job: a write never dies with the screen that asked for it.
#[derive(Debug)]
pub struct Reply<T> {
    shared: Arc<Shared<T>>,
}

/// The job's end. Dropped without an answer, the reply is [`StoreError::Closed`].
#[derive(Debug)]
pub(super) struct Answer<T> {
    shared: Arc<Shared<T>>,
}

#[derive(Debug)]
struct Shared<T> {
    slot: Mutex<Slot<T>>,
    ready: Condvar,
}

#[derive(Debug)]
struct Slot<T> {
    value: Option<Result<T>>,
    waker: Option<Waker>,
}

pub(super) fn pair<T>() -> (Answer<T>, Reply<T>) {
    let shared = Arc::new(Shared { slot: Mutex::new(Slot { value: None, waker: None }), ready: Condvar::new() });
    (Answer { shared: Arc::clone(&shared) }, Reply { shared })
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, Slot<T>> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fill(&self, value: Result<T>) {
        let mut slot = self.lock();
        slot.value.get_or_insert(value);
        let waker = slot.waker.take();
        drop(slot);
        self.ready.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Answer<T> {
    pub(super) fn send(self, value: Result<T>) {
        self.shared.fill(value);
    }
}

impl<T> Drop for Answer<T> {
    fn drop(&mut self) {
        self.shared.fill(Err(StoreError::Closed));
    }
}

impl<T> Reply<T> {
    /// Waits on this thread.
    pub(super) fn wait(self) -> Result<T> {
        let mut slot = self.shared.lock();
        loop {
            if let Some(value) = slot.value.take() {
                return value;
            }
            slot = self.shared.ready.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<T> Future for Reply<T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut slot = self.shared.lock();
        match slot.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                slot.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
