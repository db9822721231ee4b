//! `screen`: where the pages are to be seen.

use std::path::PathBuf;

use super::{Command, Given, UsageError};
use crate::lobby::monitor::Wanted;

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Screen {
    pub data: Option<PathBuf>,
    pub monitor: Option<Wanted>,
    pub windowed: Option<(u32, u32)>,
    pub speed: f64,
}

pub(super) const OPTIONS: [&str; 4] = ["data", "monitor", "windowed", "speed"];

/// A window smaller or larger than this was mistyped. In pixels.
const SIDE: std::ops::RangeInclusive<u32> = 160..=8192;

impl Given {
    pub(super) fn screen(self) -> Result<Command, UsageError> {
        let windowed = self.text("windowed")?.map(|text| size(&text)).transpose()?;
        let speed = match self.text("speed")? {
            None => 1.0,
            Some(text) => text
                .parse()
                .ok()
                .filter(|speed| (0.1..=100_000.0).contains(speed))
                .ok_or_else(|| UsageError(format!("--speed 要写 0.1 到 100000 之间的倍数，不能是“{text}”。")))?,
        };
        let monitor = self.text("monitor")?.map(|text| Wanted::read(&text));
        Ok(Command::Screen(Screen { data: self.path("data"), monitor, windowed, speed }))
    }
}

fn size(text: &str) -> Result<(u32, u32), UsageError> {
    let sides = text.split_once(['x', 'X', '×']);
    let sides = sides.and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)));
    sides
        .filter(|(width, height)| SIDE.contains(width) && SIDE.contains(height))
        .ok_or_else(|| UsageError(format!("--windowed 要写宽x高的像素数，例如 1280x720，不能是“{text}”。")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_is_told_its_monitor_its_window_and_its_speed() {
        let words = "screen --data d --monitor HDMI-1 --windowed 1280x720 --speed 60".split(' ').map(Into::into);
        let wanted = Screen {
            data: Some("d".into()),
            monitor: Some(Wanted::Named("HDMI-1".into())),
            windowed: Some((1280, 720)),
            speed: 60.0,
        };
        assert_eq!(super::super::parse(words), Ok(Command::Screen(wanted)));
        for wrong in ["screen --windowed 10x10", "screen --windowed big", "screen --speed 0", "screen --copies 2"] {
            assert!(super::super::parse(wrong.split(' ').map(Into::into)).is_err(), "{wrong}");
        }
    }
}
