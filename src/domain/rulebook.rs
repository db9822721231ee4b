//! What holds in this office (本单位规则): the bundled rules, and what the office laid down over them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::finding::Finding;
use super::kind::{Catalogue, Kind, KindId, PeriodUnit, PostingRule};
use super::notice::Period;
use super::office::{Level, Office};
use super::period::{self, Calendar, Counting, Posting, YearList};

/// The kinds as the office has them, and the days it counts by.
#[derive(Debug, Clone)]
pub struct Rulebook {
    catalogue: Catalogue,
    pub calendar: Calendar,
    amendments: BTreeMap<KindId, Amendment>,
}

/// What the office changed of one kind; `None`: as the law or the bundled rule has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Amendment {
    pub period: Option<PostingRule>,
    /// Until when an objection is answered, the day after its receipt counted first.
    pub objection_days: Option<PostingRule>,
    /// 经办人, 村务监督委员会, 负责人 …: who signs, in their order.
    pub approvers: Option<Vec<String>>,
    /// Why it asks less than the bundled rule; kept in the register of everything posted by it.
    pub reason: String,
}

/// Less than the bundled rule asks, and no reason for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedsReason;

static BUNDLED: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::new(&[], BTreeMap::new()));

impl Rulebook {
    /// Nothing of the office's own.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    pub fn new(years: &[YearList], amendments: BTreeMap<KindId, Amendment>) -> Self {
        let mut catalogue = Catalogue::bundled().clone();
        for (id, amendment) in &amendments {
            if let Some(kind) = catalogue.get_mut(id) {
                amendment.apply(kind);
            }
        }
        Self { catalogue, calendar: Calendar::bundled().clone().with(years), amendments }
    }

    /// The kinds as the office has them.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The kind as the office has it; one nobody knows any more has no rule.
    pub fn kind(&self, id: &KindId) -> Kind {
        self.catalogue.of(id)
    }

    /// What the office changed of a kind.
    pub fn amendment(&self, id: &KindId) -> Option<&Amendment> {
        self.amendments.get(id)
    }

    /// What is wrong with the days a page names, or not sure of them.
    pub fn check(&self, says: Period, kind: &Kind, level: Level) -> Vec<Finding> {
        period::check(says, &kind.period, level, self.catalogue.village_floor_days, &self.calendar)
    }

    /// The last day that the rule of the kind asks of a notice whose first is `first`; `None` where it has no end.
    pub fn last_day(&self, kind: &Kind, level: Level, first: Date) -> Option<Date> {
        let floor = self.catalogue.village_floor_days;
        period::posting(&kind.period, level, first, floor, Counting::PostingDay, &self.calendar).period.last
    }

    /// The years without a list of days off that a notice put up today is counted over.
    pub fn doubts(&self, kind: &Kind, office: &Office, today: Date) -> Vec<Finding> {
        self.posting(kind, office, today).findings
    }

    /// The period of a notice that is put up today.
    pub fn posting(&self, kind: &Kind, office: &Office, today: Date) -> Posting {
        let floor = self.catalogue.village_floor_days;
        period::posting(&kind.period, office.level, today, floor, office.counting, &self.calendar)
    }

    /// Why everything of the kind hangs shorter than the bundled rule asks; empty where it does not.
    pub fn short_reason(&self, id: &KindId) -> &str {
        let amendment = self.amendments.get(id).zip(Catalogue::bundled().get(id));
        let short =
            amendment.filter(|(amendment, kind)| amendment.period.is_some_and(|own| is_less(&own, &kind.period)));
        short.map_or("", |(amendment, _)| amendment.reason.as_str())
    }
}

impl Amendment {
    /// Nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.period.is_none() && self.objection_days.is_none() && self.approvers.is_none()
    }

    /// Whether the change may stand: a shorter period or a longer term to answer wants its reason.
    ///
    /// # Errors
    /// [`NeedsReason`].
    pub fn check(&self, kind: &Kind) -> Result<(), NeedsReason> {
        if self.asks_less(kind) && self.reason.trim().is_empty() { Err(NeedsReason) } else { Ok(()) }
    }

    /// A shorter period than the bundled kind's, or a longer term to answer an objection.
    pub fn asks_less(&self, kind: &Kind) -> bool {
        let shorter = self.period.is_some_and(|own| is_less(&own, &kind.period));
        let later = self.objection_days.zip(kind.objection_days).is_some_and(|(own, bundled)| is_less(&bundled, &own));
        shorter || later
    }

    fn apply(&self, kind: &mut Kind) {
        if let Some(period) = self.period {
            kind.period = period;
        }
        if let Some(term) = self.objection_days {
            kind.objection_days = Some(term);
        }
        if let Some(approvers) = &self.approvers {
            kind.approvers.clone_from(approvers);
        }
    }
}

/// Whether `own` may end before `other`, whatever the day it begins on: where it depends on the calendar, it may.
pub fn is_less(own: &PostingRule, other: &PostingRule) -> bool {
    match (span(own), span(other)) {
        (Some((_, least_own)), Some((_, least))) if own.unit == other.unit => least_own < least,
        // Of different units: the shortest that the one can be against the longest of the other.
        (Some((own_days, _)), Some((_, _))) => own_days < longest(other),
        // What has no end of its own is not cut short by a rule that has none either.
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// The fewest calendar days the rule can come to, and its own number; `None` without an end.
fn span(rule: &PostingRule) -> Option<(u32, u32)> {
    let days = u32::from(rule.days?);
    matches!(rule.unit, PeriodUnit::Day | PeriodUnit::Workday).then_some((days, days))
}

/// The most calendar days the rule usually comes to: five working days are a week, and a long holiday lies before them.
fn longest(rule: &PostingRule) -> u32 {
    const HOLIDAY: u32 = 9;
    let days = u32::from(rule.days.unwrap_or_default());
    if rule.unit == PeriodUnit::Workday { days.div_ceil(5) * 7 + HOLIDAY } else { days }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(days: u16, unit: PeriodUnit) -> PostingRule {
        PostingRule { days: Some(days), unit, confidence: None }
    }

    fn book(amendment: Amendment) -> Rulebook {
        Rulebook::new(&[], BTreeMap::from([(KindId::new("dibao-initial"), amendment)]))
    }

    #[test]
    fn what_the_office_laid_down_goes_before_the_bundled_rule_and_leaves_the_rest() {
        let own = Amendment {
            period: Some(rule(10, PeriodUnit::Day)),
            approvers: Some(vec!["经办人".into(), "民主理财小组".into()]),
            ..Amendment::default()
        };
        let book = book(own);
        let kind = book.kind(&KindId::new("dibao-initial"));
        assert_eq!((kind.period.days, kind.approvers.len()), (Some(10), 2));
        assert_eq!(kind.basis, Catalogue::bundled().of(&kind.id).basis);
        assert_eq!(book.kind(&KindId::new("gengdi-dili")).period.days, Some(7));
        assert_eq!(book.kind(&KindId::new("none")).name, "none");
    }

    #[test]
    fn a_shorter_period_and_a_later_answer_want_a_reason_and_more_does_not() {
        let kind = Catalogue::bundled().of(&KindId::new("tekun-initial"));
        let asks = |period, term| Amendment { period, objection_days: term, ..Amendment::default() };
        let check = |amendment: Amendment| amendment.check(&kind).is_ok();
        assert!(check(asks(Some(rule(7, PeriodUnit::Day)), None)));
        assert!(check(asks(Some(rule(10, PeriodUnit::Day)), None)));
        assert!(check(asks(Some(rule(7, PeriodUnit::Workday)), None)));
        assert!(!check(asks(Some(rule(5, PeriodUnit::Day)), None)));
        assert!(!check(asks(Some(rule(6, PeriodUnit::Workday)), None)));
        assert!(!check(asks(None, Some(rule(20, PeriodUnit::Workday)))));
        assert!(check(asks(None, Some(rule(10, PeriodUnit::Workday)))));
        let reasoned = Amendment { reason: "县里要求".into(), ..asks(Some(rule(5, PeriodUnit::Day)), None) };
        assert!(check(reasoned.clone()));
        let book = Rulebook::new(&[], BTreeMap::from([(kind.id.clone(), reasoned)]));
        assert_eq!(book.short_reason(&kind.id), "县里要求");
        assert_eq!(book.short_reason(&KindId::new("gengdi-dili")), "");
    }

    #[test]
    fn a_standing_notice_cut_to_days_and_working_days_cut_to_calendar_days_ask_less() {
        let standing = PostingRule { days: None, unit: PeriodUnit::Standing, confidence: None };
        assert!(is_less(&rule(30, PeriodUnit::Day), &standing) && !is_less(&standing, &rule(30, PeriodUnit::Day)));
        assert!(is_less(&rule(7, PeriodUnit::Day), &rule(5, PeriodUnit::Workday)));
        assert!(!is_less(&rule(16, PeriodUnit::Day), &rule(5, PeriodUnit::Workday)));
        assert!(!is_less(&rule(5, PeriodUnit::Workday), &rule(5, PeriodUnit::Day)));
    }
}
