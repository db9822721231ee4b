//! The monitors of the PC: their names and places, which of them is the lobby's, and word when one comes or goes.

#[cfg(windows)]
mod windows;
#[cfg(target_os = "linux")]
mod x11;

#[cfg(windows)]
pub use windows::{list, watch};
#[cfg(target_os = "linux")]
pub use x11::{list, watch};

use crate::domain::lobby::Monitor;

/// A monitor that is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub monitor: Monitor,
    /// Where the desktop has its panel: the clerk's own.
    pub is_primary: bool,
}

/// What the system says of its monitors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desktop {
    /// In the system's order.
    pub monitors: Vec<Found>,
    /// A window manager is at work.
    pub is_managed: bool,
}

/// Which monitor was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The one beside the clerk's; where there is one alone, that one.
    Any,
    Named(String),
    /// As the list counts them, from 1.
    Number(usize),
    /// The one that was chosen before.
    Known(Monitor),
}

#[derive(Debug, thiserror::Error)]
pub enum MonitorError {
    #[error("the system does not say which monitors there are")]
    NotTold(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Wayland alone: the window is dragged over, and F11 makes it fill the monitor it is on.
    #[error("on this system the program cannot ask for the list of monitors")]
    Unsupported,
}

impl Wanted {
    /// `--monitor NAME|N`
    pub fn read(text: &str) -> Self {
        match text.parse() {
            Ok(number) if number > 0 => Self::Number(number),
            _ => Self::Named(text.to_owned()),
        }
    }
}

/// The monitor that was asked for; `None` while it is not there.
pub fn choose<'a>(found: &'a [Found], wanted: &Wanted) -> Option<&'a Found> {
    match wanted {
        Wanted::Any => found.iter().find(|found| !found.is_primary).or(found.first()),
        Wanted::Named(name) => found.iter().find(|found| found.monitor.name == *name),
        Wanted::Number(number) => found.get(number.checked_sub(1)?),
        Wanted::Known(known) => {
            let by_name = |found: &&Found| found.monitor.name == known.name;
            // A plug in another socket has another name and stands in the same place; the clerk's own is never taken for it.
            let by_place = |found: &&Found| !found.is_primary && known.likeness(&found.monitor) > 0;
            found.iter().find(by_name).or_else(|| found.iter().find(by_place))
        }
    }
}

/// # Errors
/// [`MonitorError::Unsupported`], always.
#[cfg(not(any(target_os = "linux", windows)))]
pub fn list() -> Result<Desktop, MonitorError> {
    Err(MonitorError::Unsupported)
}

/// # Errors
/// [`MonitorError::Unsupported`], always.
#[cfg(not(any(target_os = "linux", windows)))]
pub fn watch(_tell: impl FnMut(Desktop) -> bool) -> Result<(), MonitorError> {
    Err(MonitorError::Unsupported)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, x: i32, is_primary: bool) -> Found {
        Found { monitor: Monitor { name: name.into(), x, y: 0, width: 1920, height: 1080 }, is_primary }
    }

    #[test]
    fn without_a_choice_the_lobby_has_the_monitor_that_is_not_the_clerks() {
        let both = [found("eDP-1", 0, true), found("HDMI-1", 1920, false)];
        assert_eq!(choose(&both, &Wanted::Any), Some(&both[1]));
        assert_eq!(choose(&both[..1], &Wanted::Any), Some(&both[0]));
        assert_eq!(choose(&[], &Wanted::Any), None);
    }

    #[test]
    fn a_monitor_is_named_or_counted_from_one() {
        let both = [found("eDP-1", 0, true), found("HDMI-1", 1920, false)];
        assert_eq!(choose(&both, &Wanted::read("HDMI-1")), Some(&both[1]));
        assert_eq!(choose(&both, &Wanted::read("1")), Some(&both[0]));
        for absent in ["3", "0", "VGA-1"] {
            assert_eq!(choose(&both, &Wanted::read(absent)), None);
        }
    }

    #[test]
    fn the_monitor_of_before_is_known_by_its_name_and_else_by_its_place() {
        let known = Wanted::Known(found("HDMI-1", 1920, false).monitor);
        let mut other_mode = found("HDMI-1", 1366, false);
        other_mode.monitor.width = 1280;
        assert_eq!(choose(std::slice::from_ref(&other_mode), &known), Some(&other_mode));
        let other_plug = found("HDMI-2", 1920, false);
        assert_eq!(choose(std::slice::from_ref(&other_plug), &known), Some(&other_plug));
        assert_eq!(choose(&[found("eDP-1", 0, true)], &known), None);
        assert_eq!(choose(&[found("eDP-1", 1920, true)], &known), None);
    }
}
