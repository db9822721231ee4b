//! `alert`, `screen status` and `screen usb`: what is done with the lobby screen from outside.

use std::path::PathBuf;

use super::{Command, Given, Shape, UsageError};
use crate::archive::Stand;
use crate::domain::lobby::AlertLevel;

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Alert {
    pub(in crate::cli) data: Option<PathBuf>,
    pub(in crate::cli) json: bool,
    /// `None`: what stands is taken down.
    pub(in crate::cli) raise: Option<Raise>,
    pub(in crate::cli) by: String,
}

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Raise {
    pub(in crate::cli) text: String,
    pub(in crate::cli) level: AlertLevel,
    pub(in crate::cli) minutes: i64,
    pub(in crate::cli) category: String,
    pub(in crate::cli) area: String,
    pub(in crate::cli) measures: String,
}

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Stick {
    pub(in crate::cli) data: Option<PathBuf>,
    pub(in crate::cli) json: bool,
    pub(in crate::cli) out: PathBuf,
    pub(in crate::cli) stand: Stand,
}

/// `screen status`, `screen usb` and `screen pictures` are commands of their own.
pub(super) fn joined(name: &str, next: Option<&str>) -> Option<&'static str> {
    match (name, next) {
        ("screen", Some("status")) => Some("screen status"),
        ("screen", Some("usb")) => Some("screen usb"),
        ("screen", Some("pictures")) => Some("screen pictures"),
        _ => None,
    }
}

/// Options, flags and words of a command, for the check that nothing else is there.
pub(super) fn shape(name: &str, words: usize) -> Option<Shape> {
    Some(match name {
        // `--clear` needs no text.
        "alert" => {
            (&["data", "level", "minutes", "by", "category", "area", "measures"], &["json", "clear"], words.min(1))
        }
        "screen status" => (&["data"], &["json"], 0),
        "screen usb" => (&["data"], &["json", "portrait"], 1),
        "screen pictures" => (&super::pictures::OPTIONS, &["json"], words),
        _ => return None,
    })
}

impl Given {
    pub(super) fn lobby(mut self, name: &str) -> Result<Command, UsageError> {
        let (data, json) = (self.path("data"), self.json);
        match name {
            "alert" => self.alert().map(Command::Alert),
            "screen pictures" => self.pictures(),
            "screen usb" => {
                let stand = if self.has("portrait") { Stand::Upright } else { Stand::Across };
                Ok(Command::Stick(Stick { data, json, out: self.words.remove(0).into(), stand }))
            }
            _ => Ok(Command::ScreenStatus { data, json }),
        }
    }

    fn alert(&self) -> Result<Alert, UsageError> {
        let text = self.words.first().map(|word| word.to_string_lossy().into_owned());
        let raise = match (text, self.has("clear")) {
            (None, true) => None,
            (Some(text), false) => Some(self.raise(text)?),
            (Some(_), true) => return Err(UsageError("--clear 是撤下插播，后面不写文字。".into())),
            (None, false) => return Err(UsageError("要写明插播什么，例如 gongshi alert 今晚八点停水。".into())),
        };
        let by = self.text("by")?.unwrap_or_default();
        Ok(Alert { data: self.path("data"), json: self.json, raise, by })
    }

    fn raise(&self, text: String) -> Result<Raise, UsageError> {
        let level = match self.text("level")? {
            None => AlertLevel::default(),
            Some(named) => AlertLevel::named(&named)
                .ok_or_else(|| UsageError("--level 要写 red、orange、yellow 或 blue（红、橙、黄、蓝）。".into()))?,
        };
        let minutes = match self.text("minutes")? {
            None => 30,
            Some(text) => {
                text.parse().map_err(|_| UsageError(format!("--minutes 要写播多少分钟，不能是“{text}”。")))?
            }
        };
        let said = |option| Ok(self.text(option)?.unwrap_or_default());
        let (category, area, measures) = (said("category")?, said("area")?, said("measures")?);
        Ok(Raise { text, level, minutes, category, area, measures })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Command, UsageError> {
        super::super::parse(line.split_whitespace().map(Into::into))
    }

    #[test]
    fn an_alert_has_a_text_a_level_and_its_minutes_or_is_taken_down() {
        let Ok(Command::Alert(alert)) = read("alert 今晚停水 --level red --minutes 45 --data d --area 东组")
        else {
            panic!("an alert")
        };
        let raise = alert.raise.expect("it is put up");
        assert_eq!((raise.text.as_str(), raise.level, raise.minutes), ("今晚停水", AlertLevel::Red, 45));
        assert_eq!(raise.area, "东组");
        let Ok(Command::Alert(Alert { raise: None, .. })) = read("alert --clear") else { panic!("taken down") };
        for wrong in ["alert", "alert 甲 乙", "alert 甲 --clear", "alert 甲 --level purple", "alert 甲 --minutes x"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn status_and_usb_are_commands_of_the_screen() {
        assert_eq!(
            read("screen status --json --data d"),
            Ok(Command::ScreenStatus { data: Some("d".into()), json: true })
        );
        let Ok(Command::Stick(stick)) = read("screen usb U --portrait") else { panic!("a stick") };
        assert_eq!((stick.out, stick.stand), (PathBuf::from("U"), Stand::Upright));
        assert!(read("screen usb").is_err());
        assert!(read("screen status --portrait").is_err());
    }
}
