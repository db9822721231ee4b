//! 公开计划 (disclosure calendar): what the office has to publish again and again, for which cycle, and until when.

mod cycle;
mod standing;

pub use cycle::{Cycle, Every};
pub use standing::{Duty, Made, Standing, duties, event_duties};

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::kind::{Confidence, KindId, KindLevel};
use super::office::Level;
use super::period::Calendar;

/// What is published regularly, as the bundled data suggests it.
#[derive(Debug, Clone, Deserialize)]
pub struct Item {
    pub kind: KindId,
    pub level: KindLevel,
    pub every: Every,
    pub due: Due,
    /// The clause it rests on.
    pub basis: String,
    pub confidence: Confidence,
    /// What names the day, where it is less sure than the frequency.
    #[serde(default)]
    pub term: String,
    #[serde(default)]
    pub term_confidence: Option<Confidence>,
    /// Most offices of the level publish it.
    #[serde(default)]
    pub usual: bool,
}

/// Until when a cycle's notice hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Due {
    /// By that day of the `months`th month after the cycle's end; the last of the month where it is shorter.
    After { months: u8, day: i8 },
    /// By that date of the year itself: plans and budgets.
    Within { month: i8, day: i8 },
    /// Within so many working days after the cycle's end, or after the event.
    Workdays { workdays: u16 },
}

/// What the office itself decided of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub every: Every,
    pub due: Due,
    /// The day it was taken into the plan: what was due before is not held against the office.
    pub since: Date,
}

/// The office's plan: the kinds it publishes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plan {
    pub chosen: BTreeMap<KindId, Choice>,
}

#[derive(Deserialize)]
struct DisclosureFile {
    item: Vec<Item>,
}

static BUNDLED: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let text = include_str!("../../assets/rules/disclosure.toml");
    toml::from_str::<DisclosureFile>(text).expect("a test reads the bundled plan").item
});

/// What the bundled data knows of, of both levels.
pub fn bundled() -> &'static [Item] {
    &BUNDLED
}

/// Those of an office's level, and what the bundled data says of a kind.
pub fn of_level(level: Level) -> impl Iterator<Item = &'static Item> {
    bundled().iter().filter(move |item| match item.level {
        KindLevel::Both => true,
        KindLevel::Township => level == Level::Township,
        KindLevel::Village => level == Level::Village,
    })
}

impl Item {
    /// Below the law's own text: 待核实.
    pub fn is_unsure(&self) -> bool {
        self.confidence != Confidence::Law || self.term_confidence.is_some_and(|term| term != Confidence::Law)
    }

    pub fn choice(&self, since: Date) -> Choice {
        Choice { every: self.every, due: self.due, since }
    }
}

impl Due {
    /// The last day for a cycle.
    pub fn of(self, cycle: Cycle, calendar: &Calendar) -> Date {
        match self {
            Self::After { months, day } => {
                let month = cycle.last().first_of_month();
                let month = month.checked_add(jiff::Span::new().months(i64::from(months.max(1)))).unwrap_or(month);
                day_of(month, day)
            }
            Self::Within { month, day } => {
                let month = Date::new(cycle.first().year(), month.clamp(1, 12), 1).unwrap_or(cycle.first());
                day_of(month, day)
            }
            Self::Workdays { workdays } => after_workdays(cycle.last(), workdays, calendar),
        }
    }
}

/// The `workdays`th working day after `day`, which does not count itself.
pub fn after_workdays(day: Date, workdays: u16, calendar: &Calendar) -> Date {
    day.tomorrow().map_or(day, |next| calendar.after(next, workdays))
}

/// That day of a month, or its last where it is shorter.
fn day_of(month: Date, day: i8) -> Date {
    let day = day.clamp(1, month.days_in_month());
    Date::new(month.year(), month.month(), day).unwrap_or(month)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::kind::Catalogue;

    #[test]
    fn the_bundled_plan_is_read_and_names_kinds_that_exist_each_once() {
        let mut seen = std::collections::BTreeSet::new();
        for item in bundled() {
            assert!(Catalogue::bundled().get(&item.kind).is_some(), "{:?}", item.kind);
            assert!(seen.insert(item.kind.clone()), "{:?} twice", item.kind);
            assert!(!item.basis.is_empty());
            assert!((item.every == Every::Event) <= matches!(item.due, Due::Workdays { .. }), "{:?}", item.kind);
            let within = matches!(item.due, Due::Within { .. });
            assert!(!within || item.every == Every::Year, "{:?}", item.kind);
        }
        assert!(of_level(Level::Village).any(|item| item.kind.as_str() == "village-finance" && item.usual));
    }

    #[test]
    fn the_last_day_is_in_the_next_month_in_the_year_itself_or_so_many_working_days_on() {
        let calendar = Calendar::bundled();
        let due = |due: Due, cycle| due.of(cycle, calendar);
        let third = Cycle::Quarter(2026, 3);
        assert_eq!(due(Due::After { months: 1, day: 15 }, third), date(2026, 10, 15));
        assert_eq!(due(Due::After { months: 1, day: 31 }, Cycle::Month(2026, 1)), date(2026, 2, 28));
        assert_eq!(due(Due::After { months: 9, day: 30 }, Cycle::Year(2025)), date(2026, 9, 30));
        assert_eq!(due(Due::Within { month: 3, day: 31 }, Cycle::Year(2026)), date(2026, 3, 31));
        // October 2026: the 1st to the 7th off, Saturday the 10th worked; the 8th is the first working day.
        assert_eq!(due(Due::Workdays { workdays: 3 }, third), date(2026, 10, 10));
        // 条例 art. 26: 20 working days after 2 February 2026 (Monday), over Spring Festival:
        // 3–6 four, 9–14 six (Saturday worked), 24–27 four, Saturday 28 one = 15; 2–6 March five = 20.
        assert_eq!(after_workdays(date(2026, 2, 2), 20, calendar), date(2026, 3, 6));
    }
}
