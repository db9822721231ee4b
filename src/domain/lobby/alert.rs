//! 插播: a few words over everything else, for a while.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// More than this cannot be read from the door.
pub const ALERT_CHARS: usize = 60;

/// Longer than a day it is a notice, not something put in between.
const MOST_MINUTES: i64 = 24 * 60;

/// 红橙黄蓝, the four levels of a warning (突发事件应对法（2024）第六十三条).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertLevel {
    #[default]
    Blue,
    Yellow,
    Orange,
    Red,
}

/// What is put in between, with what 突发事件应对法（2024）第六十四条 wants a warning to say: 类别、级别、起始时间、可能影响的
/// 范围、警示事项、应当采取的措施、发布单位和发布时间. Only the text, the level and the office are always there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// 警示事项
    pub text: String,
    pub level: AlertLevel,
    /// 暴雨, 停水 …
    #[serde(default)]
    pub category: String,
    /// 可能影响范围
    #[serde(default)]
    pub area: String,
    /// 应采取的措施
    #[serde(default)]
    pub measures: String,
    /// 发布单位
    pub issuer: String,
    /// Who pressed the button.
    #[serde(default)]
    pub by: String,
    /// 发布时间
    pub issued: Timestamp,
    /// 起始时间
    pub from: Timestamp,
    pub until: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AlertFault {
    #[error("there is nothing to say")]
    Empty,
    /// So many characters.
    #[error("{0} characters are too many")]
    TooLong(usize),
    #[error("it cannot stand {0} minutes")]
    Minutes(i64),
}

impl Alert {
    /// Words that stand from now on for so many minutes.
    ///
    /// # Errors
    /// [`AlertFault`].
    pub fn new(text: &str, level: AlertLevel, minutes: i64, issuer: &str, now: Timestamp) -> Result<Self, AlertFault> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let length = text.chars().count();
        if length == 0 {
            return Err(AlertFault::Empty);
        }
        if length > ALERT_CHARS {
            return Err(AlertFault::TooLong(length));
        }
        if !(1..=MOST_MINUTES).contains(&minutes) {
            return Err(AlertFault::Minutes(minutes));
        }
        let until =
            now.checked_add(jiff::SignedDuration::from_mins(minutes)).map_err(|_| AlertFault::Minutes(minutes))?;
        Ok(Self {
            text,
            level,
            category: String::new(),
            area: String::new(),
            measures: String::new(),
            issuer: issuer.to_owned(),
            by: String::new(),
            issued: now,
            from: now,
            until,
        })
    }

    /// Whether it stands at that instant.
    pub fn is_up(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }

    /// 暴雨红色预警, or the level alone: 红色.
    pub fn heading(&self) -> String {
        if self.category.is_empty() {
            self.level.word().to_owned()
        } else {
            format!("{}{}预警", self.category, self.level.word())
        }
    }

    /// What stands small under the text, captions and values, in the order of the law; what was not said is left out.
    /// `zone` is the office's own.
    pub fn fields(&self, zone: &jiff::tz::TimeZone) -> Vec<(&'static str, String)> {
        let at = |instant: Timestamp| instant.to_zoned_datetime(zone.clone()).strftime("%-m月%-d日 %H:%M").to_string();
        let until = format!("{} 至 {}", at(self.from), at(self.until));
        let all = [
            ("时间", until),
            ("影响范围", self.area.clone()),
            ("应对措施", self.measures.clone()),
            ("发布单位", self.issuer.clone()),
            ("发布时间", at(self.issued)),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// What the law asks of a warning and nobody said yet.
    pub fn unsaid(&self) -> Vec<&'static str> {
        let asked = [("类别", &self.category), ("可能影响范围", &self.area), ("应采取的措施", &self.measures)];
        let asked = asked.into_iter().chain([("发布单位", &self.issuer)]);
        asked.filter(|(_, value)| value.trim().is_empty()).map(|(caption, _)| caption).collect()
    }
}

impl AlertLevel {
    pub const ALL: [Self; 4] = [Self::Red, Self::Orange, Self::Yellow, Self::Blue];

    /// 红色 …
    pub fn word(self) -> &'static str {
        match self {
            Self::Red => "红色",
            Self::Orange => "橙色",
            Self::Yellow => "黄色",
            Self::Blue => "蓝色",
        }
    }

    /// As commands and the log name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Orange => "orange",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
        }
    }

    /// By either name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == name || level.word().trim_end_matches('色') == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-07-18T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn it_stands_for_its_minutes_and_not_longer() {
        let alert = Alert::new("暴雨", AlertLevel::Red, 30, "石桥镇人民政府", now()).unwrap();
        let after = |seconds| now() + jiff::SignedDuration::from_secs(seconds);
        assert!(alert.is_up(now()) && alert.is_up(after(1799)));
        assert!(!alert.is_up(after(1800)) && !alert.is_up(after(-1)));
    }

    #[test]
    fn sixty_characters_are_taken_and_one_more_is_not() {
        let new = |text: &str, minutes| Alert::new(text, AlertLevel::Red, minutes, "石桥镇人民政府", now());
        assert!(new(&"雨".repeat(60), 1).is_ok());
        assert_eq!(new(&"雨".repeat(61), 1).unwrap_err(), AlertFault::TooLong(61));
        assert_eq!(new(" \n", 1).unwrap_err(), AlertFault::Empty);
        assert_eq!(new("雨", 0).unwrap_err(), AlertFault::Minutes(0));
        assert_eq!(new("雨", 1441).unwrap_err(), AlertFault::Minutes(1441));
    }

    #[test]
    fn it_says_who_and_when_and_names_what_the_law_wants_besides() {
        let mut alert = Alert::new("河水上涨", AlertLevel::Orange, 60, "石桥镇人民政府", now()).unwrap();
        assert_eq!(alert.heading(), "橙色");
        assert_eq!(alert.unsaid(), ["类别", "可能影响范围", "应采取的措施"]);
        alert.category = "暴雨".into();
        alert.area = "石桥村沿河各组".into();
        alert.measures = "请到村委会二楼".into();
        assert_eq!(alert.heading(), "暴雨橙色预警");
        assert_eq!(alert.unsaid(), Vec::<&str>::new());
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
        let fields = alert.fields(&zone);
        assert_eq!(fields[0], ("时间", "7月18日 16:00 至 7月18日 17:00".to_owned()));
        assert_eq!(fields[3], ("发布单位", "石桥镇人民政府".to_owned()));
        assert_eq!(fields[4], ("发布时间", "7月18日 16:00".to_owned()));
    }
}
