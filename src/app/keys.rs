//! The keys that mean the same everywhere.

use iced::event::Status;
use iced::keyboard::key::{Key, Named};
use iced::keyboard::{self, Modifiers};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    New,
    Find,
    /// Ctrl+L: the life of the notice.
    Life,
    /// Ctrl+P
    Print,
    /// Ctrl+Enter: the main action of the screen, even from within a field.
    Do,
    /// Ctrl+S: answered with 已自动保存.
    Save,
    /// Alt+1…8, counted from 0.
    Rail(usize),
    Help,
    Back,
    /// Esc in a field, which lets go of the keyboard by itself.
    LeaveField,
    /// Ctrl+F: the screen's own search field.
    Filter,
    NextFocus,
    PreviousFocus,
    /// A key for the screen's list.
    List(ListKey),
    Undo,
}

/// The keys of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKey {
    Up,
    Down,
    /// Across, in a calendar.
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Remove,
}

/// Keys with Ctrl or Alt count even while a field has the focus; the others only where no widget took them.
pub fn shortcut(event: &keyboard::Event, status: Status) -> Option<Shortcut> {
    let keyboard::Event::KeyPressed { key, physical_key, modifiers, .. } = event else {
        return None;
    };
    if *modifiers == Modifiers::CTRL {
        if *key == Key::Named(Named::Enter) {
            return Some(Shortcut::Do);
        }
        return match key.to_latin(*physical_key)? {
            'n' => Some(Shortcut::New),
            'k' => Some(Shortcut::Find),
            'l' => Some(Shortcut::Life),
            'p' => Some(Shortcut::Print),
            'f' => Some(Shortcut::Filter),
            's' => Some(Shortcut::Save),
            'z' if status == Status::Ignored => Some(Shortcut::Undo),
            _ => None,
        };
    }
    if *modifiers == Modifiers::ALT {
        let digit = key.to_latin(*physical_key)?.to_digit(10)?;
        return (1..=8).contains(&digit).then(|| Shortcut::Rail(digit as usize - 1));
    }
    if status == Status::Captured {
        return (*key == Key::Named(Named::Escape)).then_some(Shortcut::LeaveField);
    }
    plain(key, *modifiers)
}

fn plain(key: &Key, modifiers: Modifiers) -> Option<Shortcut> {
    let Key::Named(named) = key else {
        return None;
    };
    if modifiers == Modifiers::SHIFT && matches!(named, Named::Tab | Named::F6) {
        return Some(Shortcut::PreviousFocus);
    }
    if !modifiers.is_empty() {
        return None;
    }
    match named {
        // In a table Tab goes from cell to cell: F6 leaves it.
        Named::Tab | Named::F6 => Some(Shortcut::NextFocus),
        Named::F1 => Some(Shortcut::Help),
        Named::Escape => Some(Shortcut::Back),
        Named::ArrowUp => Some(Shortcut::List(ListKey::Up)),
        Named::ArrowDown => Some(Shortcut::List(ListKey::Down)),
        Named::ArrowLeft => Some(Shortcut::List(ListKey::Left)),
        Named::ArrowRight => Some(Shortcut::List(ListKey::Right)),
        Named::PageUp => Some(Shortcut::List(ListKey::PageUp)),
        Named::PageDown => Some(Shortcut::List(ListKey::PageDown)),
        Named::Home => Some(Shortcut::List(ListKey::First)),
        Named::End => Some(Shortcut::List(ListKey::Last)),
        Named::Enter => Some(Shortcut::List(ListKey::Open)),
        Named::Delete => Some(Shortcut::List(ListKey::Remove)),
        _ => None,
    }
}

impl ListKey {
    /// Where the choice goes in a list of `count`, a screen of which holds `page`; `None` where the key does not move it.
    pub fn moved(self, chosen: Option<usize>, count: usize, page: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        let at = match (self, chosen) {
            (Self::Open | Self::Remove | Self::Left | Self::Right, _) => return None,
            (Self::First, _) | (Self::Down | Self::PageDown | Self::Up | Self::PageUp, None) => 0,
            (Self::Last, _) => last,
            (Self::Up, Some(at)) => at.saturating_sub(1),
            (Self::Down, Some(at)) => at + 1,
            (Self::PageUp, Some(at)) => at.saturating_sub(page),
            (Self::PageDown, Some(at)) => at + page,
        };
        Some(at.min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_walk_a_list_and_stop_at_its_ends() {
        assert_eq!(ListKey::Down.moved(None, 3, 10), Some(0));
        assert_eq!(ListKey::Down.moved(Some(2), 3, 10), Some(2));
        assert_eq!(ListKey::PageDown.moved(Some(0), 300, 10), Some(10));
        assert_eq!(ListKey::Up.moved(Some(0), 3, 10), Some(0));
        assert_eq!(ListKey::Last.moved(None, 0, 10), None);
    }
}
