//! The farmers' calendar (农历) of the years 2000 to 2100, for the clock of the lobby screen.

use jiff::civil::Date;

/// A day of the farmers' calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LunarDay {
    /// 1 to 12
    pub month: u8,
    /// 闰月: the month of that number a second time.
    pub is_leap: bool,
    /// 1 to 30
    pub day: u8,
}

const FIRST: i16 = 2000;

/// One year each, from 2000: from bit 17 on the days from 1 January to 正月初一; four bits for the number of the month that
/// has a leap month after it (0: none); thirteen bits for the months in their order, the first lowest, 1 where it has 30 days.
/// Computed astronomically (GB/T 33661—2017); two independent calendars agree on every day of it.
const YEARS: [u32; 101] = [
    0x460693, 0x2E952B, 0x54052B, 0x3E0A5B, 0x2A555A, 0x4E056A, 0x38FB55, 0x600BA4, 0x4A0B49, 0x32BA93, 0x580A95,
    0x42052D, 0x2C8AAD, 0x500AB5, 0x3D35AA, 0x6205D2, 0x4C0DA5, 0x36DD4A, 0x5C0D4A, 0x460C95, 0x30952E, 0x540556,
    0x3E0AB5, 0x2A55B2, 0x5006D2, 0x38CEA5, 0x5E0725, 0x48064B, 0x32AC97, 0x560CAB, 0x42055A, 0x2C6AD6, 0x520B69,
    0x3D7752, 0x620B52, 0x4C0B25, 0x36DA4B, 0x5A0A4B, 0x4404AB, 0x2EA55B, 0x5405AD, 0x3E0B6A, 0x2A5B52, 0x500D92,
    0x3AFD25, 0x5E0D25, 0x480A55, 0x32B4AD, 0x5804B6, 0x4005B5, 0x2C6DAA, 0x520EC9, 0x3F1E92, 0x620E92, 0x4C0D26,
    0x36CA56, 0x5A0A57, 0x440556, 0x2E86D5, 0x540755, 0x400749, 0x286E93, 0x4E0693, 0x38F52B, 0x5E052B, 0x460A5B,
    0x32B55A, 0x58056A, 0x420B65, 0x2C974A, 0x520B4A, 0x3D1A95, 0x620A95, 0x4A052D, 0x34CAAD, 0x5A0AB5, 0x4605AA,
    0x2E8BA5, 0x540DA5, 0x400D4A, 0x2A7C95, 0x4E0C96, 0x38F94E, 0x5E0556, 0x480AB5, 0x32B5B2, 0x5806D2, 0x420EA5,
    0x2E8E4A, 0x50068B, 0x3B0C97, 0x6004AB, 0x4A055B, 0x34CAD6, 0x5A0B6A, 0x460752, 0x309725, 0x540B45, 0x3E0A8B,
    0x28549B, 0x4E04AB,
];

const MONTHS: [&str; 12] = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"];
const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The farmers' day of a civil day; `None` outside the years of the table.
pub fn lunar(day: Date) -> Option<LunarDay> {
    // Before its new year a day belongs to the year before.
    let (since, year) = [day.year(), day.year() - 1].into_iter().find_map(|number| {
        let year = *YEARS.get(usize::try_from(number - FIRST).ok()?)?;
        let begins = Date::new(number, 1, 1).ok()?.checked_add(jiff::Span::new().days(i64::from(year >> 17))).ok()?;
        let since = day.duration_since(begins).as_hours() / 24;
        (since >= 0).then_some((since, year))
    })?;
    let leap = u8::try_from(year >> 13 & 0xF).ok()?;
    let mut left = since;
    for place in 0..13_u8 {
        let length = 29 + i64::from(year >> place & 1);
        if left < length {
            // After the leap month the numbers lag one behind the places.
            let is_leap = leap > 0 && place == leap;
            let month = if leap > 0 && place >= leap { place } else { place + 1 };
            return (month <= 12).then_some(LunarDay { month, is_leap, day: u8::try_from(left + 1).ok()? });
        }
        left -= length;
    }
    None
}

/// 闰六月廿三
impl std::fmt::Display for LunarDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tens = match self.day {
            1..=10 => "初",
            11..=19 => "十",
            20 => "二",
            21..=29 => "廿",
            _ => "三",
        };
        let leap = if self.is_leap { "闰" } else { "" };
        let month = MONTHS[usize::from(self.month - 1)];
        write!(f, "{leap}{month}月{tens}{}", DIGITS[usize::from((self.day - 1) % 10)])
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn told(day: Date) -> String {
        lunar(day).map(|day| day.to_string()).unwrap_or_default()
    }

    #[test]
    fn the_feasts_fall_on_their_days() {
        assert_eq!(told(date(2024, 2, 9)), "腊月三十");
        assert_eq!(told(date(2024, 2, 10)), "正月初一");
        assert_eq!(told(date(2026, 2, 17)), "正月初一");
        assert_eq!(told(date(2026, 6, 19)), "五月初五");
        assert_eq!(told(date(2026, 9, 25)), "八月十五");
        assert_eq!(told(date(2033, 12, 22)), "闰冬月初一");
        assert_eq!(told(date(2000, 2, 5)), "正月初一");
    }

    #[test]
    fn a_leap_month_has_the_number_of_the_one_before_it() {
        assert_eq!(told(date(2025, 7, 24)), "六月三十");
        assert_eq!(told(date(2025, 7, 25)), "闰六月初一");
        assert_eq!(told(date(2025, 8, 23)), "七月初一");
        assert_eq!(told(date(2023, 4, 19)), "闰二月廿九");
    }

    #[test]
    fn days_of_a_century_follow_one_another_without_a_gap() {
        let mut day = date(2000, 2, 5);
        let mut before = lunar(day).unwrap();
        while day < date(2100, 12, 31) {
            day = day.tomorrow().unwrap();
            let now = lunar(day).unwrap();
            let follows = now.month == before.month && now.is_leap == before.is_leap && now.day == before.day + 1;
            let begins = now.day == 1 && before.day >= 29 && (now.is_leap || now.month == before.month % 12 + 1);
            assert!(follows || begins, "{day}: {before} and then {now}");
            before = now;
        }
    }

    #[test]
    fn outside_the_table_nothing_is_said() {
        assert_eq!([date(2000, 2, 4), date(2101, 2, 12), date(2102, 1, 1)].map(lunar), [None; 3]);
    }
}
