//! Which days are worked: the State Council's days off and the weekends worked in return (调休), by year. The office
//! enters a year when its list appears.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::next;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::kind::Confidence;

/// The years that are known. In any other, Monday to Friday are worked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
}

/// One year's list as it is written down, with where it was read and how sure we are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearList {
    pub year: i16,
    /// 国务院办公厅关于2026年部分节假日安排的通知
    pub source: String,
    pub confidence: Confidence,
    pub off: Vec<Holiday>,
    /// Saturdays and Sundays that are worked in return.
    pub worked: Vec<Date>,
}

/// Days off under one name, both ends counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    pub name: String,
    pub from: Date,
    pub to: Date,
}

/// A list that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListFault {
    Empty,
    /// A holiday that ends before it begins, or lasts longer than a month.
    Backwards(String),
    /// A day that is not of the list's year.
    OtherYear(Date),
    /// A day worked in return that is no Saturday or Sunday.
    NoWeekend(Date),
    /// Off and worked at once.
    Both(Date),
}

#[derive(Debug, Clone, PartialEq)]
struct Year {
    list: YearList,
    off: BTreeMap<Date, usize>,
    worked: BTreeSet<Date>,
}

#[derive(Deserialize)]
struct CalendarFile {
    year: Vec<YearList>,
}

#[derive(Debug, thiserror::Error)]
#[error("the list of holidays cannot be read")]
pub struct CalendarError(#[from] toml::de::Error);

static BUNDLED: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse(include_str!("../../../assets/rules/holidays.toml")).expect("a test reads the bundled list")
});

impl Calendar {
    /// The years that ship with the program.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// # Errors
    /// Text that is not TOML, or a year without one of its fields.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let file: CalendarFile = toml::from_str(text)?;
        Ok(Self::default().with(&file.year))
    }

    /// The calendar with further years; a year that is there already is replaced.
    #[must_use]
    pub fn with(mut self, lists: &[YearList]) -> Self {
        self.years.extend(lists.iter().map(|list| (list.year, Year::from(list.clone()))));
        self
    }

    /// The known years, the oldest first.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = &YearList> {
        self.years.values().map(|year| &year.list)
    }

    pub fn year(&self, year: i16) -> Option<&YearList> {
        self.years.get(&year).map(|year| &year.list)
    }

    /// 春节, on each day off under that name.
    pub fn holiday(&self, date: Date) -> Option<&str> {
        let year = self.years.get(&date.year())?;
        year.off.get(&date).map(|at| year.list.off[*at].name.as_str())
    }

    /// A day off by the year's list; an ordinary weekend is none.
    pub fn is_holiday(&self, date: Date) -> bool {
        self.holiday(date).is_some()
    }

    /// A Saturday or Sunday that is worked (调休).
    pub fn is_worked_in_return(&self, date: Date) -> bool {
        self.years.get(&date.year()).is_some_and(|year| year.worked.contains(&date))
    }

    /// By the year's list; in a year without one, Monday to Friday.
    pub fn is_workday(&self, date: Date) -> bool {
        match self.years.get(&date.year()) {
            Some(year) => year.worked.contains(&date) || (!is_weekend(date) && !year.off.contains_key(&date)),
            None => !is_weekend(date),
        }
    }

    /// Working days from the first to the last, both counted if they are working days.
    pub fn workdays(&self, first: Date, last: Date) -> usize {
        let mut date = first;
        let mut count = 0;
        while date <= last {
            count += usize::from(self.is_workday(date));
            if date == Date::MAX {
                break;
            }
            date = next(date);
        }
        count
    }

    /// The day on which the `days`th working day falls, `first` counted if it is one.
    pub fn after(&self, first: Date, days: u16) -> Date {
        let mut date = first;
        let mut left = days;
        loop {
            left = left.saturating_sub(u16::from(self.is_workday(date)));
            if left == 0 || date == Date::MAX {
                return date;
            }
            date = next(date);
        }
    }

    /// A warning for each year between the two without a list.
    pub fn unknown(&self, first: Date, last: Date) -> Vec<Finding> {
        let missing = (first.year()..=last.year()).filter(|year| !self.years.contains_key(year));
        let finding = |year| {
            Finding::whole(
                Severity::Warning,
                FindingKind::Period,
                format!(
                    "还没有{year}年的放假安排，工作日只按周一至周五计算，请在“设置”的“放假安排”里补上后再核对公示期。"
                ),
            )
        };
        missing.map(finding).collect()
    }
}

impl YearList {
    /// What is wrong with the list as typed; a list without a fault can be counted by.
    ///
    /// # Errors
    /// The first [`ListFault`].
    pub fn check(&self) -> Result<(), ListFault> {
        const LONGEST: i32 = 31;
        if self.off.is_empty() {
            return Err(ListFault::Empty);
        }
        for holiday in &self.off {
            if holiday.to < holiday.from || (holiday.to - holiday.from).get_days() >= LONGEST {
                return Err(ListFault::Backwards(holiday.name.clone()));
            }
        }
        let days = self.off.iter().flat_map(|holiday| [holiday.from, holiday.to]);
        if let Some(other) = days.chain(self.worked.iter().copied()).find(|day| day.year() != self.year) {
            return Err(ListFault::OtherYear(other));
        }
        if let Some(day) = self.worked.iter().find(|day| !is_weekend(**day)) {
            return Err(ListFault::NoWeekend(*day));
        }
        let is_off = |day: &&Date| self.off.iter().any(|holiday| (holiday.from..=holiday.to).contains(*day));
        self.worked.iter().find(is_off).map_or(Ok(()), |day| Err(ListFault::Both(*day)))
    }
}

impl From<YearList> for Year {
    fn from(list: YearList) -> Self {
        let mut off = BTreeMap::new();
        for (at, holiday) in list.off.iter().enumerate() {
            let mut date = holiday.from;
            while date <= holiday.to && off.insert(date, at).is_none() {
                date = next(date);
            }
        }
        Self { off, worked: list.worked.iter().copied().collect(), list }
    }
}

pub(super) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn list() -> YearList {
        YearList {
            year: 2027,
            source: "通知".into(),
            confidence: Confidence::Copy,
            off: vec![Holiday { name: "春节".into(), from: date(2027, 2, 5), to: date(2027, 2, 11) }],
            worked: vec![date(2027, 2, 13)],
        }
    }

    #[test]
    fn a_year_the_office_enters_is_counted_by_and_replaces_the_bundled_one() {
        let calendar = Calendar::bundled().clone().with(&[list()]);
        assert!(!calendar.is_workday(date(2027, 2, 8)) && calendar.is_workday(date(2027, 2, 13)));
        assert_eq!(calendar.holiday(date(2027, 2, 11)), Some("春节"));
        assert!(calendar.is_worked_in_return(date(2027, 2, 13)));
        assert_eq!(calendar.unknown(date(2026, 12, 1), date(2027, 3, 1)), []);
        let changed = YearList { year: 2026, off: Vec::new(), worked: Vec::new(), ..list() };
        assert!(calendar.with(&[changed]).is_workday(date(2026, 10, 1)));
    }

    #[test]
    fn a_list_that_cannot_be_meant_is_refused_with_the_day() {
        assert_eq!(list().check(), Ok(()));
        let with = |change: fn(&mut YearList)| {
            let mut changed = list();
            change(&mut changed);
            changed.check()
        };
        assert_eq!(with(|list| list.off.clear()), Err(ListFault::Empty));
        assert_eq!(with(|list| list.off[0].to = date(2027, 2, 1)), Err(ListFault::Backwards("春节".into())));
        assert_eq!(with(|list| list.off[0].to = date(2027, 5, 1)), Err(ListFault::Backwards("春节".into())));
        assert_eq!(with(|list| list.worked[0] = date(2026, 2, 14)), Err(ListFault::OtherYear(date(2026, 2, 14))));
        assert_eq!(with(|list| list.worked[0] = date(2027, 2, 15)), Err(ListFault::NoWeekend(date(2027, 2, 15))));
        assert_eq!(with(|list| list.worked[0] = date(2027, 2, 6)), Err(ListFault::Both(date(2027, 2, 6))));
    }

    #[test]
    fn the_bundled_lists_are_sound() {
        assert!(Calendar::bundled().years().all(|list| list.check().is_ok()));
    }
}
