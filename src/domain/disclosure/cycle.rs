//! 所属期: the month, quarter or year that a notice is about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How often a kind is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    Month,
    Quarter,
    Year,
    /// When something happened: no cycle.
    Event,
}

/// One month (1–12), quarter (1–4) or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cycle {
    Month(i16, i8),
    Quarter(i16, i8),
    Year(i16),
}

const QUARTERS: [&str; 4] = ["一", "二", "三", "四"];

impl Cycle {
    /// The cycle a day lies in; `None` for what has none.
    pub fn around(day: Date, every: Every) -> Option<Self> {
        match every {
            Every::Month => Some(Self::Month(day.year(), day.month())),
            Every::Quarter => Some(Self::Quarter(day.year(), (day.month() - 1) / 3 + 1)),
            Every::Year => Some(Self::Year(day.year())),
            Every::Event => None,
        }
    }

    pub fn every(self) -> Every {
        match self {
            Self::Month(..) => Every::Month,
            Self::Quarter(..) => Every::Quarter,
            Self::Year(_) => Every::Year,
        }
    }

    pub fn first(self) -> Date {
        let (year, month) = match self {
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, quarter * 3 - 2),
            Self::Year(year) => (year, 1),
        };
        Date::new(year, month.clamp(1, 12), 1).unwrap_or(Date::MIN)
    }

    pub fn last(self) -> Date {
        let (year, month) = match self {
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, quarter * 3),
            Self::Year(year) => (year, 12),
        };
        Date::new(year, month.clamp(1, 12), 1).map_or(Date::MAX, Date::last_of_month)
    }

    pub fn next(self) -> Self {
        match self {
            Self::Month(year, 12) => Self::Month(year + 1, 1),
            Self::Month(year, month) => Self::Month(year, month + 1),
            Self::Quarter(year, 4) => Self::Quarter(year + 1, 1),
            Self::Quarter(year, quarter) => Self::Quarter(year, quarter + 1),
            Self::Year(year) => Self::Year(year + 1),
        }
    }

    pub fn before(self) -> Self {
        match self {
            Self::Month(year, 1) => Self::Month(year - 1, 12),
            Self::Month(year, month) => Self::Month(year, month - 1),
            Self::Quarter(year, 1) => Self::Quarter(year - 1, 4),
            Self::Quarter(year, quarter) => Self::Quarter(year, quarter - 1),
            Self::Year(year) => Self::Year(year - 1),
        }
    }

    /// 2026年10月, 2026年第三季度, 2026年: as a title has it.
    pub fn name(self) -> String {
        match self {
            Self::Month(year, month) => format!("{year}年{month}月"),
            Self::Quarter(year, quarter) => {
                let at = usize::try_from(quarter.clamp(1, 4) - 1).unwrap_or_default();
                format!("{year}年第{}季度", QUARTERS[at])
            }
            Self::Year(year) => format!("{year}年"),
        }
    }

    /// The cycle that a title names; `None` where it names none of that frequency.
    pub fn of_title(title: &str, every: Every) -> Option<Self> {
        let year = year_of(title)?;
        match every {
            Every::Month => Some(Self::Month(year, month_of(title)?)),
            Every::Quarter => Some(Self::Quarter(year, quarter_of(title)?)),
            Every::Year => Some(Self::Year(year)),
            Every::Event => None,
        }
    }

    /// A title that names the year alone, or none, names the cycle; one that names another cycle names this one.
    pub fn into_title(self, title: &str) -> String {
        let own = self.name();
        if title.contains(&own) {
            return title.to_owned();
        }
        if let Some(named) = Self::of_title(title, self.every()) {
            let known = [named.name(), named.name().replace('第', "")];
            if let Some(known) = known.iter().find(|known| title.contains(known.as_str())) {
                return title.replacen(known.as_str(), &own, 1);
            }
        }
        match year_of(title) {
            Some(year) => title.replacen(&format!("{year}年"), &own, 1),
            None => format!("{own}{title}"),
        }
    }
}

/// The last year of four digits before 年.
fn year_of(title: &str) -> Option<i16> {
    title.match_indices('年').rev().find_map(|(at, _)| {
        let digits = title.get(at.checked_sub(4)?..at)?;
        let year: i16 = digits.parse().ok()?;
        (1990..2100).contains(&year).then_some(year)
    })
}

fn quarter_of(title: &str) -> Option<i8> {
    let before = &title[..title.find("季度")?];
    let mark = before.chars().next_back()?;
    let digit = ["一二三四", "1234"].iter().find_map(|digits| digits.chars().position(|digit| digit == mark))?;
    i8::try_from(digit + 1).ok()
}

/// 10月, or the last of 10—12月; never the month of a day.
fn month_of(title: &str) -> Option<i8> {
    let at = title.rfind('月')?;
    let after = title[at + '月'.len_utf8()..].chars().next();
    if after.is_some_and(|next| next.is_ascii_digit()) {
        return None;
    }
    let digits: String = title[..at].chars().rev().take_while(char::is_ascii_digit).collect();
    let month: i8 = digits.chars().rev().collect::<String>().parse().ok()?;
    (1..=12).contains(&month).then_some(month)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_says_which_cycle_it_is_about() {
        let of = Cycle::of_title;
        assert_eq!(of("石桥村2026年第三季度村级财务收支公开", Every::Quarter), Some(Cycle::Quarter(2026, 3)));
        assert_eq!(of("石桥村2026年3季度财务公开", Every::Quarter), Some(Cycle::Quarter(2026, 3)));
        assert_eq!(of("石桥镇2026年10月临时救助公示", Every::Month), Some(Cycle::Month(2026, 10)));
        assert_eq!(of("2026年7—9月公开", Every::Month), Some(Cycle::Month(2026, 9)));
        assert_eq!(of("石桥镇2026年部门预算公开", Every::Year), Some(Cycle::Year(2026)));
        assert_eq!(of("石桥村2026年财务收支公开", Every::Quarter), None);
        assert_eq!(of("临时救助公示", Every::Month), None);
        assert_eq!(of("2026年4月8日的通知", Every::Month), None);
    }

    #[test]
    fn a_drafted_title_takes_the_cycle_in() {
        let third = Cycle::Quarter(2026, 3);
        assert_eq!(third.into_title("石桥村2026年村级财务收支公开"), "石桥村2026年第三季度村级财务收支公开");
        assert_eq!(third.into_title("石桥村2026年第二季度财务公开"), "石桥村2026年第三季度财务公开");
        assert_eq!(third.into_title("石桥村2026年第三季度财务公开"), "石桥村2026年第三季度财务公开");
        assert_eq!(third.into_title("财务公开"), "2026年第三季度财务公开");
        assert_eq!(Cycle::Year(2025).into_title("石桥镇2026年决算公开"), "石桥镇2025年决算公开");
        assert_eq!(Cycle::Month(2026, 1).into_title("石桥镇2025年12月救助公示"), "石桥镇2026年1月救助公示");
    }

    proptest! {
        #[test]
        fn cycles_follow_each_other_without_a_gap_and_their_own_title_leads_back(offset in 0_i64..9000, which in 0..3) {
            let every = [Every::Month, Every::Quarter, Every::Year][which as usize];
            let day = date(2010, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let cycle = Cycle::around(day, every).unwrap();
            prop_assert!(cycle.first() <= day && day <= cycle.last());
            prop_assert_eq!(cycle.last().tomorrow().unwrap(), cycle.next().first());
            prop_assert_eq!(cycle.next().before(), cycle);
            prop_assert_eq!(Cycle::of_title(&format!("石桥村{}公开", cycle.name()), every), Some(cycle));
        }
    }
}
