//! What the office laid down over the bundled rules: years of days off, kinds, and what it has to publish.

use std::collections::BTreeMap;

use super::{Result, Store, StoreError, setting};
use crate::domain::disclosure::Plan;
use crate::domain::kind::{Catalogue, KindId};
use crate::domain::period::{ListFault, YearList};
use crate::domain::rulebook::{Amendment, Rulebook};

const YEARS: &str = "holidays";
const KINDS: &str = "rules";
const PLAN: &str = "disclosure";

impl Store {
    /// The bundled rules with the office's own over them.
    ///
    /// # Errors
    /// A file that cannot be read; [`StoreError::DamagedSetting`].
    pub fn rulebook(&self) -> Result<Rulebook> {
        Ok(Rulebook::new(&self.own_years()?, self.amendments()?))
    }

    /// The years of days off that the office entered itself.
    ///
    /// # Errors
    /// As [`Store::rulebook`].
    pub fn own_years(&self) -> Result<Vec<YearList>> {
        Ok(setting::read(&self.connection, YEARS)?.unwrap_or_default())
    }

    /// Enters a year of days off in place of what was known of it.
    ///
    /// # Errors
    /// [`StoreError::BadYear`]; a file that cannot be written.
    pub fn set_year(&mut self, list: &YearList) -> Result<()> {
        list.check().map_err(StoreError::BadYear)?;
        let mut years = self.own_years()?;
        years.retain(|known| known.year != list.year);
        years.push(list.clone());
        years.sort_by_key(|list| list.year);
        self.transact(|operation| operation.set(YEARS, &years))
    }

    /// Takes the office's own list of a year away: the bundled one holds again, where there is one.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn forget_year(&mut self, year: i16) -> Result<()> {
        let mut years = self.own_years()?;
        years.retain(|known| known.year != year);
        self.transact(|operation| operation.set(YEARS, &years))
    }

    /// Lays a rule of the office's own over a kind; one that changes nothing takes the old one away.
    ///
    /// # Errors
    /// [`StoreError::NeedsReason`] where it asks less than the bundled rule; a file that cannot be written.
    pub fn amend(&mut self, kind: &KindId, amendment: &Amendment) -> Result<()> {
        amendment.check(&Catalogue::bundled().of(kind)).map_err(|_| StoreError::NeedsReason)?;
        let mut all = self.amendments()?;
        if amendment.is_empty() {
            all.remove(kind);
        } else {
            all.insert(kind.clone(), amendment.clone());
        }
        self.transact(|operation| operation.set(KINDS, &all))
    }

    /// What the office has to publish and when.
    ///
    /// # Errors
    /// As [`Store::rulebook`].
    pub fn disclosure(&self) -> Result<Plan> {
        Ok(setting::read(&self.connection, PLAN)?.unwrap_or_default())
    }

    /// # Errors
    /// A file that cannot be written.
    pub fn set_disclosure(&mut self, plan: &Plan) -> Result<()> {
        self.transact(|operation| operation.set(PLAN, plan))
    }

    fn amendments(&self) -> Result<BTreeMap<KindId, Amendment>> {
        Ok(setting::read(&self.connection, KINDS)?.unwrap_or_default())
    }
}

/// The sentence's facts, for the error's own text.
pub(super) fn fault_text(fault: &ListFault) -> String {
    match fault {
        ListFault::Empty => "no holiday is given".to_owned(),
        ListFault::Backwards(name) => format!("{name} ends before it begins or lasts more than a month"),
        ListFault::OtherYear(day) => format!("{day} is of another year"),
        ListFault::NoWeekend(day) => format!("{day} is no Saturday or Sunday"),
        ListFault::Both(day) => format!("{day} is off and worked"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::kind::{Confidence, PeriodUnit, PostingRule};
    use crate::domain::period::Holiday;
    use crate::store::EventFilter;

    type TestResult = std::result::Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn a_year_and_a_rule_of_the_offices_own_are_kept_logged_and_taken_back() -> TestResult {
        let mut store = Store::in_memory()?;
        let spring = Holiday { name: "春节".into(), from: date(2027, 2, 5), to: date(2027, 2, 11) };
        let list = YearList {
            year: 2027,
            source: "通知".into(),
            confidence: Confidence::Copy,
            off: vec![spring],
            worked: vec![date(2027, 2, 13)],
        };
        store.set_year(&list)?;
        let wrong = YearList { worked: vec![date(2027, 2, 15)], ..list };
        assert!(matches!(store.set_year(&wrong), Err(StoreError::BadYear(_))));
        assert!(!store.rulebook()?.calendar.is_workday(date(2027, 2, 8)));
        let kind = KindId::new("dibao-initial");
        let days = |days| Some(PostingRule { days: Some(days), unit: PeriodUnit::Day, confidence: None });
        let short = Amendment { period: days(3), ..Amendment::default() };
        assert!(matches!(store.amend(&kind, &short), Err(StoreError::NeedsReason)));
        store.amend(&kind, &Amendment { reason: "县里要求".into(), ..short })?;
        assert_eq!(store.rulebook()?.kind(&kind).period.days, Some(3));
        let logged: Vec<String> = store.events(EventFilter::default())?.into_iter().map(|one| one.operation).collect();
        assert_eq!(logged, ["rules", "holidays"]);
        store.amend(&kind, &Amendment::default())?;
        store.forget_year(2027)?;
        assert_eq!(store.rulebook()?.kind(&kind).period.days, Some(7));
        assert_eq!(store.own_years()?, []);
        Ok(())
    }
}
