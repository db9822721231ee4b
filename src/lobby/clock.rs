//! What the clock on the glass says; another text only when the minute is another one.

use jiff::civil::{DateTime, Weekday};

use crate::domain::lobby::Settings;
use crate::domain::lunar;

/// The present in words; what is not wanted is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Clock {
    /// 15:02
    pub(super) time: String,
    /// 2026年4月8日 周三
    pub(super) date: String,
    /// 农历二月廿一
    pub(super) lunar: String,
}

impl Clock {
    pub(super) fn new(at: DateTime, settings: &Settings) -> Self {
        let when = |wanted: bool, text: String| if wanted { text } else { String::new() };
        let lunar = lunar::lunar(at.date()).map(|day| format!("农历{day}")).unwrap_or_default();
        let weekday = weekday(at.weekday());
        Self {
            time: when(settings.clock, format!("{:02}:{:02}", at.hour(), at.minute())),
            date: when(settings.date, format!("{}年{}月{}日 {weekday}", at.year(), at.month(), at.day())),
            lunar: when(settings.lunar, lunar),
        }
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_clock_says_what_is_wanted() {
        let at = date(2026, 4, 8).at(9, 5, 59, 0);
        let all = Settings { clock: true, date: true, lunar: true, ..Settings::default() };
        let said = Clock::new(at, &all);
        let said = (said.time.as_str(), said.date.as_str(), said.lunar.as_str());
        assert_eq!(said, ("09:05", "2026年4月8日 周三", "农历二月廿一"));
        let none = Settings { clock: false, date: false, lunar: false, ..all };
        assert_eq!(Clock::new(at, &none), Clock::default());
    }
}
