//! 更正公示: what hung is never edited; another notice says what was wrong, and each names the other.

use rusqlite::named_params;

use crate::domain::life::Step;
use crate::domain::notice::{Content, NoticeId, Period, Summary};
use crate::store::notice::{SUMMARY_COLUMNS, StoredSummary};
use crate::store::{Result, Store, StoreError};

/// How a notice stands to others of its matter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Corrections {
    /// What it corrects.
    pub corrects: Option<Summary>,
    /// What corrects it, the oldest first.
    pub corrected_by: Vec<Summary>,
}

impl Store {
    /// A draft with everything the posted notice says, but its dates: it corrects that notice.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`] where the notice never hung: then it is edited itself.
    pub fn correct(&mut self, wrong: NoticeId) -> Result<Summary> {
        self.transact(|operation| {
            let state = operation.summary(wrong)?.state;
            if !state.has_hung() {
                return Err(StoreError::NotAllowed { notice: wrong, state, step: Step::Reopen });
            }
            let old = operation.load(wrong)?;
            let title = format!("{}（更正）", old.content.title);
            let content = Content { title, date: None, period: Period::default(), ..old.content };
            let made = operation.create(&old.kind, &content, None)?;
            operation.connection.execute(
                "UPDATE notice SET corrects = :wrong WHERE id = :id",
                named_params! { ":wrong": wrong.get(), ":id": made.id.get() },
            )?;
            operation.log("correct", Some(wrong), &content.title)?;
            Ok(made)
        })
    }

    /// # Errors
    /// A file that cannot be read.
    pub fn corrections(&self, notice: NoticeId) -> Result<Corrections> {
        let linked = |condition: &str| -> Result<Vec<Summary>> {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT {SUMMARY_COLUMNS} FROM notice WHERE removed IS NULL AND {condition} ORDER BY id"
            ))?;
            let found = statement.query_map(named_params! { ":notice": notice.get() }, StoredSummary::read)?;
            found.map(|summary| summary?.into_summary()).collect()
        };
        Ok(Corrections {
            corrects: linked("id = (SELECT corrects FROM notice WHERE id = :notice)")?.pop(),
            corrected_by: linked("corrects = :notice")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::KindId;
    use crate::domain::notice::State;

    #[test]
    fn a_correction_is_another_draft_and_each_names_the_other() {
        let mut store = Store::in_memory().expect("a store");
        let content = Content { title: "甲".into(), ..Content::default() };
        let wrong = store.create(&KindId::new("gengdi-dili"), &content).expect("a notice").id;
        assert!(matches!(store.correct(wrong), Err(StoreError::NotAllowed { .. })));
        store.set_state(wrong, State::Posted).expect("posted");
        let made = store.correct(wrong).expect("a correction");
        assert_eq!((made.title.as_str(), made.state), ("甲（更正）", State::Draft));
        let of = |id| store.corrections(id).expect("links");
        assert_eq!(of(made.id).corrects.map(|summary| summary.id), Some(wrong));
        assert_eq!(of(wrong).corrected_by.first().map(|summary| summary.id), Some(made.id));
    }
}
