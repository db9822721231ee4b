//! Where a notice stands.

use crate::domain::notice::{NoticeId, State, Summary};
use crate::store::notice::state_code;
use crate::store::undo::Before;
use crate::store::{Result, Store};

impl Store {
    /// Moves a notice to another state. Which steps are allowed is the domain's to say; the store keeps the record.
    ///
    /// # Errors
    /// [`crate::store::StoreError::NoSuchNotice`].
    pub fn set_state(&mut self, notice: NoticeId, state: State) -> Result<Summary> {
        self.transact(|operation| {
            let before = operation.summary(notice)?.state;
            if before == state {
                return operation.summary(notice);
            }
            operation.write_state(notice, state)?;
            operation.remember("state", Some(notice), &Before::State(before))?;
            let summary = format!("{} > {}", state_code(before), state_code(state));
            operation.log("state", Some(notice), &summary)?;
            operation.touch(notice)
        })
    }
}
