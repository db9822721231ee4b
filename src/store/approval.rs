//! Signatures under a notice.

use rusqlite::{Connection, Row, named_params};
use sha2::{Digest, Sha256};

use crate::domain::approval::{Approval, Means, next};
use crate::domain::life::Step;
use crate::domain::notice::{Notice, NoticeId, State, Summary};
use crate::store::transact::Operation;
use crate::store::{Result, Store, StoreError, encode, lived, stored_instant};

impl Store {
    /// Signs the next of `steps` in the name of `person`; the last of them approves the notice. `digest` is of what the
    /// person saw ([`Store::digest`]).
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`] outside review; [`StoreError::Changed`] where the content is not what was seen.
    pub fn sign(
        &mut self,
        notice: NoticeId,
        steps: &[String],
        person: &str,
        means: Means,
        remark: &str,
        digest: &str,
    ) -> Result<Summary> {
        self.transact_by(person, |operation| {
            let state = operation.summary(notice)?.state;
            let refused = StoreError::NotAllowed { notice, state, step: Step::Approve };
            let signed = read(operation.connection, notice)?;
            let step = match next(steps, &signed) {
                Some(step) if state == State::InReview => step.to_owned(),
                _ => return Err(refused),
            };
            if content_digest(&operation.load(notice)?)? != digest {
                return Err(StoreError::Changed(notice));
            }
            operation.write_approval(notice, &step, person, means, remark, digest)?;
            let signed = read(operation.connection, notice)?;
            if next(steps, &signed).is_none() {
                operation.take_step(notice, Step::Approve, "")
            } else {
                operation.touch(notice)
            }
        })
    }

    /// All signatures of a notice, the oldest first; those that no longer count too.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn approvals(&self, notice: NoticeId) -> Result<Vec<Approval>> {
        read(&self.connection, notice)
    }

    /// SHA-256 of everything typed into the notice, as hexadecimal digits: what a signature covers.
    ///
    /// # Errors
    /// As [`Store::load`].
    pub fn digest(&mut self, notice: NoticeId) -> Result<String> {
        content_digest(&self.load(notice)?)
    }
}

impl Operation<'_> {
    fn write_approval(
        &self,
        notice: NoticeId,
        step: &str,
        person: &str,
        means: Means,
        remark: &str,
        digest: &str,
    ) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO approval (notice, step, person, means, remark, at, at_offset, digest)
                 VALUES (:notice, :step, :person, :means, :remark, :at, :offset, :digest)",
            )?
            .execute(named_params! {
                ":notice": notice.get(),
                ":step": step,
                ":person": person,
                ":means": means_code(means),
                ":remark": remark,
                ":at": stored_instant(self.now.timestamp()),
                ":offset": self.now.offset().seconds(),
                ":digest": digest,
            })?;
        self.log("approve", Some(notice), &format!("{step} {}", means_code(means)))
    }
}

/// Fields, columns and rows in their stored form, one after the other.
pub(super) fn content_digest(notice: &Notice) -> Result<String> {
    let mut hasher = Sha256::new();
    hasher.update(notice.kind.as_str());
    hasher.update(encode(&notice.content)?);
    hasher.update(encode(&notice.content.table.columns)?);
    for row in &notice.content.table.rows {
        hasher.update(encode(row)?);
    }
    Ok(hex(&hasher.finalize()))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn read(connection: &Connection, notice: NoticeId) -> Result<Vec<Approval>> {
    let mut statement = connection.prepare_cached(
        "SELECT step, person, means, remark, at, at_offset, digest, void_reason, voided FROM approval
         WHERE notice = :notice ORDER BY id",
    )?;
    let rows = statement.query_map(named_params! { ":notice": notice.get() }, one)?;
    rows.map(|read| read?.ok_or(StoreError::Damaged { notice, part: "a signature" })).collect()
}

fn one(row: &Row<'_>) -> rusqlite::Result<Option<Approval>> {
    let (at, offset) = (row.get::<_, String>("at")?, row.get("at_offset")?);
    let means = match row.get_ref("means")?.as_str()? {
        "pin" => Means::Pin,
        "paper" => Means::Paper,
        "alone" => Means::Alone,
        _ => return Ok(None),
    };
    let Some(at) = lived(&at, offset) else { return Ok(None) };
    let voided = row.get::<_, Option<String>>("voided")?.is_some();
    Ok(Some(Approval {
        step: row.get("step")?,
        person: row.get("person")?,
        means,
        remark: row.get("remark")?,
        at,
        digest: row.get("digest")?,
        voided: row.get::<_, Option<String>>("void_reason")?.filter(|_| voided),
    }))
}

fn means_code(means: Means) -> &'static str {
    match means {
        Means::Pin => "pin",
        Means::Paper => "paper",
        Means::Alone => "alone",
    }
}
