//! When the screen is on (播放时段).

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};
use serde::{Deserialize, Serialize};

use super::settings::Settings;
use crate::domain::period::Calendar;

/// From when to when, on which days of the week. A stretch over midnight belongs to the day it begins on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Monday first.
    pub days: [bool; 7],
    pub from: Time,
    /// Not on any more at this instant; the same as `from`: the whole day.
    pub to: Time,
}

/// What a public holiday changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holidays {
    /// Nothing: it is a day of the week as others.
    #[default]
    Ignored,
    /// Off on days off; a weekend that is worked in return (调休) counts as a Monday.
    Off,
    /// As a Sunday; a weekend that is worked in return counts as a Monday.
    AsSunday,
}

/// What stands outside the hours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outside {
    /// A black picture.
    #[default]
    Black,
    /// The monitor is sent to sleep.
    Standby,
    /// The office's idle page.
    Idle,
}

impl Hours {
    /// Monday to Friday, 8:00 to 18:00.
    pub fn office() -> Self {
        Self {
            days: [true, true, true, true, true, false, false],
            from: Time::constant(8, 0, 0, 0),
            to: Time::constant(18, 0, 0, 0),
        }
    }

    fn begins_on(&self, day: Weekday) -> bool {
        self.days[usize::from(day.to_monday_zero_offset().unsigned_abs())]
    }

    fn over_midnight(&self) -> bool {
        self.to <= self.from
    }
}

impl Settings {
    /// Whether the screen is on at that instant of the office's own time.
    pub fn is_on(&self, at: DateTime, calendar: &Calendar) -> bool {
        let (today, time) = (at.date(), at.time());
        let today_kind = self.day(today, calendar);
        if self.hours.is_empty() {
            return today_kind.is_some();
        }
        let yesterday = today.yesterday().ok().and_then(|day| self.day(day, calendar));
        self.hours.iter().any(|hours| {
            let since_today = today_kind.is_some_and(|day| hours.begins_on(day))
                && hours.from <= time
                && (hours.over_midnight() || time < hours.to);
            let since_yesterday =
                yesterday.is_some_and(|day| hours.begins_on(day)) && hours.over_midnight() && time < hours.to;
            since_today || since_yesterday
        })
    }

    /// When that changes next; `None`: not within two weeks.
    pub fn changes_after(&self, at: DateTime, calendar: &Calendar) -> Option<DateTime> {
        let now = self.is_on(at, calendar);
        let mut times = vec![Time::midnight()];
        times.extend(self.hours.iter().flat_map(|hours| [hours.from, hours.to]));
        times.sort_unstable();
        let days = std::iter::successors(Some(at.date()), |day| day.checked_add(1.day()).ok()).take(15);
        days.flat_map(|day| times.iter().map(move |time| day.to_datetime(*time)))
            .find(|moment| *moment > at && self.is_on(*moment, calendar) != now)
    }

    /// Which day of the week it counts as; `None`: the screen is off that day.
    fn day(&self, date: Date, calendar: &Calendar) -> Option<Weekday> {
        let weekday = date.weekday();
        let weekend = matches!(weekday, Weekday::Saturday | Weekday::Sunday);
        match self.holidays {
            Holidays::Ignored => Some(weekday),
            _ if weekend && calendar.is_workday(date) => Some(Weekday::Monday),
            Holidays::Off if calendar.is_holiday(date) => None,
            Holidays::AsSunday if calendar.is_holiday(date) => Some(Weekday::Sunday),
            Holidays::Off | Holidays::AsSunday => Some(weekday),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn on(settings: &Settings, at: DateTime) -> bool {
        settings.is_on(at, Calendar::bundled())
    }

    #[test]
    fn without_hours_it_is_always_on() {
        assert!(on(&Settings::default(), date(2026, 10, 1).at(3, 0, 0, 0)));
        assert_eq!(Settings::default().changes_after(date(2026, 10, 1).at(3, 0, 0, 0), Calendar::bundled()), None);
    }

    #[test]
    fn office_hours_begin_on_the_minute_and_end_on_the_minute() {
        let settings = Settings { hours: vec![Hours::office()], ..Settings::default() };
        let friday = date(2026, 4, 10);
        assert!(!on(&settings, friday.at(7, 59, 59, 0)));
        assert!(on(&settings, friday.at(8, 0, 0, 0)));
        assert!(on(&settings, friday.at(17, 59, 59, 0)));
        assert!(!on(&settings, friday.at(18, 0, 0, 0)));
        assert!(!on(&settings, date(2026, 4, 11).at(9, 0, 0, 0)));
        let next = settings.changes_after(friday.at(18, 0, 0, 0), Calendar::bundled());
        assert_eq!(next, Some(date(2026, 4, 13).at(8, 0, 0, 0)));
    }

    #[test]
    fn a_stretch_over_midnight_belongs_to_the_day_it_begins_on() {
        let night = Hours { days: [false, false, false, false, true, false, false], from: hour(20), to: hour(6) };
        let settings = Settings { hours: vec![night], ..Settings::default() };
        assert!(on(&settings, date(2026, 4, 10).at(23, 0, 0, 0)));
        assert!(on(&settings, date(2026, 4, 11).at(5, 59, 0, 0)));
        assert!(!on(&settings, date(2026, 4, 11).at(6, 0, 0, 0)));
        assert!(!on(&settings, date(2026, 4, 10).at(5, 0, 0, 0)));
    }

    #[test]
    fn holidays_are_off_and_the_weekends_worked_for_them_are_not() {
        let office = Settings { hours: vec![Hours::office()], holidays: Holidays::Off, ..Settings::default() };
        // 国庆 is a Thursday; 10 October is a Saturday that is worked for it.
        assert!(!on(&office, date(2026, 10, 1).at(9, 0, 0, 0)));
        assert!(on(&office, date(2026, 10, 10).at(9, 0, 0, 0)));
        assert!(!on(&office, date(2026, 10, 11).at(9, 0, 0, 0)));
        let mut sundays = Hours::office();
        sundays.days = [true; 7];
        sundays.days[5] = false;
        let as_sunday = Settings { hours: vec![sundays], holidays: Holidays::AsSunday, ..Settings::default() };
        assert!(on(&as_sunday, date(2026, 10, 3).at(9, 0, 0, 0)));
        assert!(!on(&as_sunday, date(2026, 11, 7).at(9, 0, 0, 0)));
    }

    fn hour(hour: i8) -> Time {
        Time::constant(hour, 0, 0, 0)
    }
}
