//! What is done to a notice from its panel. Each is carried out on the store's thread.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::app::screen::writing;
use crate::archive::{self, ArchiveError, Request};
use crate::domain::approval::Means;
use crate::domain::notice::{NoticeId, State};
use crate::domain::objection::Outcome;
use crate::domain::paperwork::Paperwork;
use crate::export;
use crate::store::{AttachmentRole, Handle, Relation, Store, StoreError};

/// A PIN on its way to the store: it is never written into a log.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pin(pub String);

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin")
    }
}

#[derive(Debug, Clone)]
pub enum Deed {
    Submit {
        by: String,
    },
    SendBack {
        by: String,
        reason: String,
    },
    Void {
        by: String,
        reason: String,
    },
    Sign {
        steps: Vec<String>,
        person: String,
        means: Means,
        pin: Pin,
        scan: Option<PathBuf>,
        remark: String,
        digest: String,
    },
    Post(Request),
    Withdraw {
        by: String,
        reason: String,
    },
    Seal {
        by: String,
    },
    Object {
        person: String,
        means: String,
        matter: String,
        due: Option<Date>,
        by: String,
    },
    Answer {
        number: u32,
        by: String,
        reply: String,
        outcome: Outcome,
        changed: bool,
    },
    Attach {
        role: AttachmentRole,
        files: Vec<PathBuf>,
        by: String,
    },
    /// Another notice in its place.
    Correct {
        by: String,
        relation: Relation,
    },
    /// A paper at the path: as plain text where that ends in .txt, else as a PDF.
    Write(Box<Paperwork>, PathBuf),
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    Submitted,
    SentBack,
    Voided,
    Signed,
    Approved,
    /// Under which serial.
    Posted(String),
    Withdrawn,
    Sealed,
    Registered(u32),
    Answered(Outcome),
    Attached(String),
    /// The correction, to be opened.
    Corrected(NoticeId),
    Wrote(PathBuf),
}

impl Deed {
    /// Queues the deed at once; the future is only its answer.
    pub fn perform(
        self,
        notice: NoticeId,
        store: &Handle,
    ) -> impl Future<Output = Result<Done, Arc<ArchiveError>>> + use<> {
        let reply = store.run(move |store| Ok(self.carry_out(notice, store)));
        async move { reply.await.unwrap_or_else(|error| Err(error.into())).map_err(Arc::new) }
    }

    fn carry_out(self, notice: NoticeId, store: &mut Store) -> archive::Result<Done> {
        match self {
            Self::Submit { by } => store.submit(notice, &by).map(|_| Done::Submitted).map_err(Into::into),
            Self::SendBack { by, reason } => {
                store.send_back(notice, &by, &reason).map(|_| Done::SentBack).map_err(Into::into)
            }
            Self::Void { by, reason } => store.void(notice, &by, &reason).map(|_| Done::Voided).map_err(Into::into),
            Self::Sign { steps, person, means, pin, scan, remark, digest } => {
                if means == Means::Pin {
                    store.check_pin(&person, &pin.0)?;
                }
                if let Some(scan) = &scan {
                    attach(store, notice, AttachmentRole::Approval, scan, &person)?;
                }
                let approved = sign(store, notice, &steps, (&person, means), &remark, &digest)?;
                Ok(if approved { Done::Approved } else { Done::Signed })
            }
            Self::Post(request) => Ok(Done::Posted(archive::post(store, notice, &request)?.serial())),
            Self::Withdraw { by, reason } => {
                store.withdraw(notice, &by, &reason).map(|_| Done::Withdrawn).map_err(Into::into)
            }
            Self::Seal { by } => archive::seal(store, notice, &by).map(|_| Done::Sealed),
            Self::Object { person, means, matter, due, by } => {
                Ok(Done::Registered(store.object(notice, &person, &means, &matter, due, &by)?))
            }
            Self::Answer { number, by, reply, outcome, changed } => {
                store.answer(notice, number, &by, &reply, outcome, changed)?;
                Ok(Done::Answered(outcome))
            }
            Self::Attach { role, files, by } => {
                let mut name = String::new();
                for file in &files {
                    name = attach(store, notice, role, file, &by)?;
                }
                Ok(Done::Attached(name))
            }
            Self::Write(paper, path) => {
                writing::save(store, *paper, &path)?;
                Ok(Done::Wrote(path))
            }
            Self::Correct { by, relation } => Ok(Done::Corrected(store.correct(notice, &by, relation)?.id)),
        }
    }
}

/// Signs the next step, and alone every step that is left: each is recorded as signed by one person alone. Whether the
/// notice is approved by it.
fn sign(
    store: &mut Store,
    notice: NoticeId,
    steps: &[String],
    (person, means): (&str, Means),
    remark: &str,
    digest: &str,
) -> archive::Result<bool> {
    let approved = store.batch(|store| {
        loop {
            let is_approved = store.sign(notice, steps, person, means, remark, digest)?.state == State::Approved;
            if is_approved || means != Means::Alone {
                return Ok(is_approved);
            }
        }
    });
    Ok(approved?)
}

fn attach(store: &mut Store, notice: NoticeId, role: AttachmentRole, file: &Path, by: &str) -> archive::Result<String> {
    let failed = |source| StoreError::File { path: file.to_owned(), operation: "read", source };
    let bytes = std::fs::read(file).map_err(failed)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    store.attach(notice, role, &name, &bytes, export::taken(&bytes), by)?;
    Ok(name)
}
