//! 销毁: a record whose term is over goes, by two persons; the seal's line, the line of the register and an entry of who
//! destroyed it stay, so that the chains are whole and the register has no gap.

use std::fs;
use std::path::PathBuf;

use rusqlite::named_params;
use sha2::{Digest, Sha256};

use super::{Destroyed, sealed};
use crate::domain::notice::{Content, NoticeId};
use crate::domain::retention::{Deed, KeepingFault};
use crate::store::approval::hex;
use crate::store::seal::digest;
use crate::store::transact::Operation;
use crate::store::{Result, Store, StoreError, encode};

/// Someone who agrees to a destruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    pub name: String,
    /// `None`: signed on paper.
    pub pin: Option<String>,
}

/// What two persons agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destruction {
    pub first: Witness,
    pub second: Witness,
    pub reason: String,
}

/// What of a notice is destroyed; `posting` and `hanging` are the register and stay.
const DESTROYED: [&str; 6] = ["row", "approval", "objection", "attachment", "edition", "undo"];

impl Store {
    /// Destroys the record for good: its pages, content, signatures, objections and photographs. Backups made before have
    /// it still.
    ///
    /// # Errors
    /// [`StoreError::Keeping`] where its term runs, it is held, or the two are one person; [`StoreError::WrongPin`];
    /// [`StoreError::File`] for a photograph that could not be removed from the folder (the record is destroyed by then).
    pub fn destroy(&mut self, notice: NoticeId, how: &Destruction) -> Result<()> {
        let (first, second) = (how.first.name.trim(), how.second.name.trim());
        if first.is_empty() || second.is_empty() || first == second {
            return Err(StoreError::Keeping { notice, fault: KeepingFault::OnePerson });
        }
        for witness in [&how.first, &how.second] {
            if let Some(pin) = &witness.pin {
                self.check_pin(witness.name.trim(), pin)?;
            }
        }
        let kept = self.keeping()?;
        // What is deleted is overwritten in the file, too.
        self.connection.pragma_update(None, "secure_delete", true)?;
        let destroyed = self.transact_by(first, |operation| operation.destroy(notice, how, &kept));
        self.connection.pragma_update(None, "secure_delete", false)?;
        // Earlier states of the deleted pages may still lie in the write-ahead log; where the lobby screen is reading just
        // now, they go with the next checkpoint.
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        for sha256 in destroyed? {
            remove(self.file(&sha256))?;
        }
        Ok(())
    }
}

impl Operation<'_> {
    /// Returns the files that nobody names any more.
    fn destroy(
        &self,
        notice: NoticeId,
        how: &Destruction,
        keeping: &crate::domain::retention::Keeping,
    ) -> Result<Vec<String>> {
        let refuse = |fault| StoreError::Keeping { notice, fault };
        if how.reason.trim().is_empty() {
            return Err(refuse(KeepingFault::NoReason));
        }
        self.may(notice, Deed::Destroy)?;
        let (manifest, at) = sealed(self.connection, notice)?.ok_or_else(|| refuse(KeepingFault::NotSealed))?;
        let summary = self.summary(notice)?;
        let kept = keeping.of(&summary.kind);
        let over = kept.term.over(at.date());
        let over = over.filter(|over| *over <= self.now.date()).ok_or_else(|| refuse(KeepingFault::Running(over)))?;
        let files = self.own_files(notice)?;
        for table in DESTROYED {
            self.connection.execute(
                &format!("DELETE FROM \"{table}\" WHERE notice = :notice"),
                named_params! { ":notice": notice.get() },
            )?;
        }
        let left = Content { title: summary.title, period: summary.period, ..Content::default() };
        self.connection.execute(
            "UPDATE notice SET fields = :fields, columns = '[]', row_count = 0 WHERE id = :notice",
            named_params! { ":fields": encode(&left)?, ":notice": notice.get() },
        )?;
        self.drop_text(notice)?;
        let means = |witness: &super::Witness| if witness.pin.is_some() { "pin" } else { "paper" }.to_owned();
        let entry = Destroyed {
            means: means(&how.first),
            second: how.second.name.trim().to_owned(),
            second_means: means(&how.second),
            term: kept.term.word(),
            over,
            manifest: hex(&Sha256::digest(manifest.as_bytes())),
            rows: digest::of(self.connection, notice)?,
        };
        self.enter(notice, Deed::Destroy, &how.first.name, &how.reason, Some(&entry))?;
        // Allowed from here on: the destruction is entered.
        self.connection.execute(
            "DELETE FROM sealed_part WHERE seal = (SELECT number FROM seal WHERE notice = :notice)",
            named_params! { ":notice": notice.get() },
        )?;
        Ok(files)
    }

    /// Files that no other notice has: the same bytes are kept once.
    fn own_files(&self, notice: NoticeId) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT sha256 FROM attachment WHERE notice = :notice
             AND sha256 NOT IN (SELECT sha256 FROM attachment WHERE notice <> :notice)
             UNION
             -- Every picture that was ever kept for it, those of before a crop too.
             SELECT DISTINCT summary AS sha256 FROM event WHERE notice = :notice AND operation = 'picture'
             AND NOT EXISTS (SELECT 1 FROM notice WHERE id <> :notice AND instr(fields, summary) > 0)",
        )?;
        let files = statement.query_map(named_params! { ":notice": notice.get() }, |row| row.get("sha256"))?;
        Ok(files.collect::<rusqlite::Result<_>>()?)
    }
}

fn remove(path: PathBuf) -> Result<()> {
    match fs::remove_file(&path) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::File { path, operation: "remove", source })
        }
        _ => Ok(()),
    }
}
