//! The steps of a notice's life.

use rusqlite::named_params;

use crate::domain::life::Step;
use crate::domain::notice::{NoticeId, State, Summary};
use crate::store::transact::Operation;
use crate::store::{Result, Store, StoreError, stored_instant};

impl Store {
    /// 送审: from now on it is signed, not edited.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`], [`StoreError::NoSuchNotice`].
    pub fn submit(&mut self, notice: NoticeId, by: &str) -> Result<Summary> {
        self.transact_by(by, |operation| operation.take_step(notice, Step::Submit, ""))
    }

    /// 退回: back to a draft; the signatures so far no longer count.
    ///
    /// # Errors
    /// As [`Store::submit`].
    pub fn send_back(&mut self, notice: NoticeId, by: &str, reason: &str) -> Result<Summary> {
        self.transact_by(by, |operation| {
            operation.void_approvals(notice, reason)?;
            operation.take_step(notice, Step::SendBack, reason)
        })
    }

    /// 作废
    ///
    /// # Errors
    /// As [`Store::submit`].
    pub fn void(&mut self, notice: NoticeId, by: &str, reason: &str) -> Result<Summary> {
        self.transact_by(by, |operation| {
            operation.void_approvals(notice, reason)?;
            operation.take_step(notice, Step::Void, reason)
        })
    }
}

impl Operation<'_> {
    /// Takes the step where the life of a notice allows it, and notes it with its reason.
    pub(super) fn take_step(&self, notice: NoticeId, step: Step, reason: &str) -> Result<Summary> {
        let state = self.summary(notice)?.state;
        let to = state.after(step).ok_or(StoreError::NotAllowed { notice, state, step })?;
        self.write_state(notice, to)?;
        let named = super::notice::state_code(to);
        let told = if reason.is_empty() { named.to_owned() } else { format!("{named}: {reason}") };
        self.log("life", Some(notice), &told)?;
        self.touch(notice)
    }

    /// Whoever changes what was submitted or approved has a draft again; nobody's signature covers the change.
    pub(super) fn reopen(&self, summary: &Summary) -> Result<()> {
        if summary.state == State::Draft {
            return Ok(());
        }
        self.void_approvals(summary.id, "内容已修改")?;
        self.take_step(summary.id, Step::Reopen, "内容已修改").map(drop)
    }

    fn void_approvals(&self, notice: NoticeId, reason: &str) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE approval SET voided = :now, void_reason = :reason WHERE notice = :notice AND voided IS NULL",
            )?
            .execute(named_params! {
                ":notice": notice.get(),
                ":now": stored_instant(self.now.timestamp()),
                ":reason": reason,
            })?;
        Ok(())
    }
}
