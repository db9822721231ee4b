//! Posting (张贴): where a notice hangs, from when to when, under which number of the year's register (公示台账).

use jiff::ZonedDateTime;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::kind::{Catalogue, Kind};
use super::notice::Period;
use super::office::Office;
use super::period::{self, Calendar};

/// What a notice hangs on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// 墙面公开栏
    #[default]
    Wall,
    /// 大屏
    Screen,
    /// 广播
    Broadcast,
    Other,
}

/// A place where a notice is put up (张贴地点).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub form: Form,
    /// 村委会公开栏
    pub name: String,
}

/// One place with the instants it hung there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hanging {
    pub place: Place,
    pub up: ZonedDateTime,
    pub up_by: String,
    pub down: Option<ZonedDateTime>,
    pub down_by: Option<String>,
}

/// One line of the register.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Posting {
    pub year: i16,
    /// 1, 2, 3 … within the year, without a gap.
    pub number: u32,
    pub posted: ZonedDateTime,
    pub posted_by: String,
    /// Planned, both days counted.
    pub period: Period,
    /// Why the period is shorter than the rule's; empty where it is not.
    pub reason: String,
    pub withdrawn: Option<Withdrawal>,
    pub hangings: Vec<Hanging>,
}

/// 公示〔2026〕12号
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Serial {
    pub year: i16,
    pub number: u32,
}

/// 撤下
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Withdrawal {
    pub at: ZonedDateTime,
    pub by: String,
    /// 期满 or another reason.
    pub reason: String,
}

/// The planned period cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFault {
    /// The last day is before the first.
    Backwards,
    /// Shorter than the rule asks, and no reason is given. The rule's last day.
    TooShort(Date),
}

impl Form {
    /// As certificates and registers name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wall => "墙面公开栏",
            Self::Screen => "大屏",
            Self::Broadcast => "广播",
            Self::Other => "其他",
        }
    }
}

impl std::fmt::Display for Serial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "公示〔{}〕{}号", self.year, self.number)
    }
}

impl Posting {
    /// 公示〔2026〕12号
    pub fn serial(&self) -> String {
        Serial { year: self.year, number: self.number }.to_string()
    }

    /// Calendar days it really hung, the first and the last counted, up to `today` while it still hangs.
    pub fn days(&self, today: Date) -> u32 {
        let last = self.withdrawn.as_ref().map_or(today, |withdrawal| withdrawal.at.date());
        period::days(Period { first: Some(self.posted.date()), last: Some(last) }).unwrap_or(0)
    }
}

/// The period of a notice that is put up on `today`: as long as the rule asks, or longer to `last`; shorter only with a
/// reason, which is kept.
///
/// # Errors
/// [`PlanFault`].
pub fn plan(
    kind: &Kind,
    office: &Office,
    today: Date,
    last: Option<Date>,
    reason: &str,
    calendar: &Calendar,
) -> Result<Period, PlanFault> {
    let floor = Catalogue::bundled().village_floor_days;
    let rule = period::posting(&kind.period, office.level, today, floor, office.counting, calendar);
    let Some(asked) = last else { return Ok(rule.period) };
    if rule.period.first.is_some_and(|first| asked < first) {
        return Err(PlanFault::Backwards);
    }
    match rule.period.last {
        Some(least) if asked < least && reason.trim().is_empty() => Err(PlanFault::TooShort(least)),
        _ => Ok(Period { last: Some(asked), ..rule.period }),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::office::Level;

    fn office(level: Level) -> Office {
        Office { level, ..Office::default() }
    }

    fn dibao() -> &'static Kind {
        Catalogue::bundled().find("dibao-initial").expect("a bundled kind")
    }

    #[test]
    fn a_period_is_longer_than_the_rule_at_will_and_shorter_only_with_a_reason() {
        let today = date(2026, 7, 18);
        let township = office(Level::Township);
        let plan = |last, reason| plan(dibao(), &township, today, last, reason, Calendar::bundled());
        let until = |last| Ok(Period { first: Some(today), last: Some(last) });
        assert_eq!(plan(None, ""), until(date(2026, 7, 24)));
        assert_eq!(plan(Some(date(2026, 8, 1)), ""), until(date(2026, 8, 1)));
        assert_eq!(plan(Some(date(2026, 7, 20)), " "), Err(PlanFault::TooShort(date(2026, 7, 24))));
        assert_eq!(plan(Some(date(2026, 7, 20)), "紧急撤换"), until(date(2026, 7, 20)));
        assert_eq!(plan(Some(date(2026, 7, 17)), "紧急撤换"), Err(PlanFault::Backwards));
    }

    #[test]
    fn where_the_next_day_is_the_first_the_period_begins_and_ends_a_day_later() {
        let next = Office { counting: period::Counting::NextDay, ..office(Level::Township) };
        let made = plan(dibao(), &next, date(2026, 7, 18), None, "", Calendar::bundled());
        assert_eq!(made, Ok(Period { first: Some(date(2026, 7, 19)), last: Some(date(2026, 7, 25)) }));
    }

    #[test]
    fn a_village_posts_for_fifteen_days() {
        let made = plan(dibao(), &office(Level::Village), date(2026, 7, 18), None, "", Calendar::bundled());
        assert_eq!(made.map(|period| period.last), Ok(Some(date(2026, 8, 1))));
    }
}
