//! The press: a thread that keeps its own copy of the notice, lays it out, draws the pages in sight and checks it. Only
//! the newest content is worked on; the window never waits.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use iced::futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};

use crate::domain::edit::Edit;
use crate::domain::kind::Kind;
use crate::domain::notice::Content;
use crate::domain::office::Office;
use crate::domain::rulebook::Rulebook;

pub mod deliver;
pub mod work;

pub use deliver::{ExportError, Format, Order};
pub use work::{Checked, Composed, Drawn, News, Places, Wanted};

use work::Worker;

/// How long the content rests before it is checked.
const RESTS: Duration = Duration::from_millis(250);

/// The window's end.
#[derive(Debug)]
pub(super) struct Press {
    jobs: mpsc::Sender<Job>,
}

#[derive(Debug)]
pub(super) enum Job {
    /// The fields; the table stays.
    Fields(Box<Content>),
    Edit(Edit),
    /// Who stands for election, beside a list of proxies.
    Standing(Vec<String>),
    /// The pages in sight.
    Show(Wanted),
    Deliver(Order),
}

impl Press {
    /// Starts the thread, which ends with the last sender of jobs.
    pub(super) fn start(
        content: Content,
        kind: Kind,
        office: Office,
        rules: Arc<Rulebook>,
    ) -> (Self, UnboundedReceiver<News>) {
        let (jobs, queue) = mpsc::channel();
        let (news, heard) = unbounded();
        let worker = Worker::new(content, kind, office, rules);
        let started = thread::Builder::new().name("press".to_owned()).spawn(move || run(worker, &queue, &news));
        if let Err(error) = started {
            tracing::error!(%error, "the press could not be started");
        }
        (Self { jobs }, heard)
    }

    pub(super) fn fields(&self, content: Content) {
        self.send(Job::Fields(Box::new(content)));
    }

    pub(super) fn edit(&self, edit: Edit) {
        self.send(Job::Edit(edit));
    }

    pub(super) fn standing(&self, names: Vec<String>) {
        self.send(Job::Standing(names));
    }

    pub(super) fn show(&self, wanted: Wanted) {
        self.send(Job::Show(wanted));
    }

    pub(super) fn deliver(&self, path: PathBuf, format: Format, clean: bool) {
        self.send(Job::Deliver(Order { path, format, clean }));
    }

    fn send(&self, job: Job) {
        if self.jobs.send(job).is_err() {
            tracing::error!("the press has stopped");
        }
    }
}

fn run(mut worker: Worker, queue: &Receiver<Job>, news: &UnboundedSender<News>) {
    loop {
        // Everything that is waiting is taken before any of it is laid out.
        let first = if worker.has_new_content() {
            queue.try_recv().ok()
        } else {
            match if worker.is_unchecked() { queue.recv_timeout(RESTS) } else { queue.recv().map_err(Into::into) } {
                Ok(job) => Some(job),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        };
        let waited = first.is_none();
        first.into_iter().chain(queue.try_iter()).for_each(|job| worker.take(job));
        let mut say = |told: News| news.unbounded_send(told).is_ok();
        let heard = if worker.has_new_content() {
            worker.compose(&mut say)
        } else if waited && worker.is_unchecked() {
            worker.check(&mut say)
        } else {
            worker.draw_next(&mut say) && worker.deliver(&mut say)
        };
        // Pages in sight are drawn one by one, so that a keystroke never waits for more than one.
        while heard && worker.is_behind() && !worker.has_new_content() {
            queue.try_iter().for_each(|job| worker.take(job));
            if worker.has_new_content() || !worker.draw_next(&mut say) {
                break;
            }
        }
        if !heard {
            return;
        }
    }
}
