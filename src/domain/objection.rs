//! Objections (异议): what a villager says against a posted notice, and what became of it.

use jiff::ZonedDateTime;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::finding::Finding;
use super::kind::Kind;
use super::office::Level;
use super::period::{Calendar, Counting, posting};

/// One objection, from its receipt to its answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Objection {
    /// 1, 2, 3 … within the notice.
    pub number: u32,
    pub received: ZonedDateTime,
    /// Empty: the name was withheld.
    pub person: String,
    /// 当面, 电话, 书面 …
    pub means: String,
    pub matter: String,
    pub due: Option<Date>,
    pub answer: Option<Answer>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    pub at: ZonedDateTime,
    pub by: String,
    pub reply: String,
    pub outcome: Outcome,
    /// Whether the list was changed by it: the correction is another notice.
    pub list_changed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 成立
    Upheld,
    /// 不成立
    Rejected,
    /// 撤回
    Withdrawn,
}

/// The last day to answer an objection received on `received`; `None` where the kind's rule names no term.
pub fn due(kind: &Kind, received: Date, calendar: &Calendar) -> Option<Date> {
    let term = kind.objection_days?;
    posting(&term, Level::Township, received, 0, Counting::NextDay, calendar).period.last
}

/// What the day is not sure of: a term of working days over a year whose days off nobody entered.
pub fn doubts(kind: &Kind, received: Date, calendar: &Calendar) -> Vec<Finding> {
    kind.objection_days
        .map(|term| posting(&term, Level::Township, received, 0, Counting::NextDay, calendar).findings)
        .unwrap_or_default()
}

impl Outcome {
    /// As the 公示结果说明 says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Upheld => "成立",
            Self::Rejected => "不成立",
            Self::Withdrawn => "已撤回",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::kind::Catalogue;

    #[test]
    fn an_objection_is_due_by_its_kinds_rule() {
        let kind = Catalogue::bundled().find("tekun-initial").expect("a bundled kind");
        // 15 working days after Monday 2026-07-20.
        assert_eq!(due(kind, date(2026, 7, 20), Calendar::bundled()), Some(date(2026, 8, 10)));
        assert_eq!(doubts(kind, date(2026, 7, 20), Calendar::bundled()), []);
        assert_eq!(doubts(kind, date(2026, 12, 20), Calendar::bundled()).len(), 1);
        let none = Catalogue::bundled().find("gengdi-dili").expect("a bundled kind");
        assert_eq!(due(none, date(2026, 7, 20), Calendar::bundled()), None);
    }
}
