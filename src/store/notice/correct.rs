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

/// What a notice is to the one that hung before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// 更正: something in it was wrong.
    Correction,
    /// 重新公示: the whole matter is put up once more, as an objection that was upheld may ask.
    Renewal,
}

impl Relation {
    fn word(self) -> &'static str {
        match self {
            Self::Correction => "更正",
            Self::Renewal => "重新公示",
        }
    }

    /// What the new notice says of the old one.
    fn note(self, title: &str, serial: Option<&str>) -> String {
        let serial = serial.map(|serial| format!("（{serial}）")).unwrap_or_default();
        match self {
            Self::Correction => format!("本公示更正《{title}》{serial}，内容以本公示为准。"),
            Self::Renewal => format!("本公示是对《{title}》{serial}的重新公示，内容以本公示为准。"),
        }
    }
}

impl Store {
    /// A draft with everything the posted notice says, but its dates: it corrects that notice, or is put up in its place
    /// once more. It says under its table which notice it is about.
    ///
    /// # Errors
    /// [`StoreError::NotAllowed`] where the notice never hung: then it is edited itself.
    pub fn correct(&mut self, wrong: NoticeId, by: &str, relation: Relation) -> Result<Summary> {
        self.transact_by(by, |operation| {
            let state = operation.summary(wrong)?.state;
            if !state.has_hung() {
                return Err(StoreError::NotAllowed { notice: wrong, state, step: Step::Reopen });
            }
            let old = operation.load_to_copy(wrong)?;
            let serial = crate::store::posting::read(operation.connection, wrong)?.map(|posting| posting.serial());
            let note = relation.note(&old.content.title, serial.as_deref());
            let title = format!("{}（{}）", old.content.title, relation.word());
            let notes = if old.content.notes.is_empty() { note } else { format!("{note}\n{}", old.content.notes) };
            let content = Content { title, notes, date: None, period: Period::default(), ..old.content };
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
        assert!(matches!(store.correct(wrong, "李会计", Relation::Correction), Err(StoreError::NotAllowed { .. })));
        store.set_state(wrong, State::Posted).expect("posted");
        let made = store.correct(wrong, "李会计", Relation::Correction).expect("a correction");
        assert_eq!((made.title.as_str(), made.state), ("甲（更正）", State::Draft));
        assert_eq!(store.corrections(made.id).expect("links").corrects.map(|summary| summary.id), Some(wrong));
        assert_eq!(
            store.corrections(wrong).expect("links").corrected_by.first().map(|summary| summary.id),
            Some(made.id)
        );
        let notes = store.load(made.id).expect("the correction").content.notes;
        assert_eq!(notes, "本公示更正《甲》，内容以本公示为准。");
        let again = store.correct(wrong, "李会计", Relation::Renewal).expect("a renewal");
        assert_eq!(
            (again.title.as_str(), store.corrections(wrong).expect("links").corrected_by.len()),
            ("甲（重新公示）", 2)
        );
    }
}
