//! What a key means in the grid.

use iced::keyboard::key::{Named, Physical};
use iced::keyboard::{Key, Modifiers};

use super::{Action, Onward, Place, State};
use crate::domain::table::Table;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meant {
    Do(Action),
    Copy,
    Cut,
    Paste,
    /// Kept from the field and left to the screen.
    Pass,
}

/// `None`: the key is the field's or somebody else's. `page` is how many rows a page has.
pub(super) fn meaning(
    key: &Key,
    physical: Physical,
    modifiers: Modifiers,
    is_editing: bool,
    state: &State,
    table: &Table,
    page: usize,
) -> Option<Meant> {
    if is_editing {
        return while_editing(key, modifiers, state.is_typed_over()).map(Meant::Do);
    }
    // The field would give the focus away on Esc, and take the digit of Alt+1 for text.
    if *key == Key::Named(Named::Escape) || modifiers.alt() && matches!(key, Key::Character(_)) {
        return Some(Meant::Pass);
    }
    if table.rows.is_empty() || table.columns.is_empty() {
        return on_nothing(key, physical, modifiers);
    }
    if let Key::Named(named) = key
        && let Some(meant) = named_key(*named, modifiers, state, table, page)
    {
        return Some(meant);
    }
    if modifiers.command() { key.to_latin(physical).and_then(|c| with_control(c, modifiers)) } else { None }
}

fn while_editing(key: &Key, modifiers: Modifiers, typed_over: bool) -> Option<Action> {
    let Key::Named(named) = key else { return None };
    let onward = match (named, modifiers.shift()) {
        (Named::Escape, _) => return Some(Action::Cancel),
        (Named::Enter, false) | (Named::ArrowDown, _) => Onward::Down,
        (Named::Enter, true) | (Named::ArrowUp, _) => Onward::Up,
        (Named::F6, _) => Onward::Stay,
        (Named::Tab, false) => Onward::Right,
        (Named::Tab, true) => Onward::Left,
        (Named::ArrowLeft, false) if typed_over => Onward::Left,
        (Named::ArrowRight, false) if typed_over => Onward::Right,
        _ => return None,
    };
    Some(Action::Commit(onward))
}

/// In an empty table a row can be added and a block pasted.
fn on_nothing(key: &Key, physical: Physical, modifiers: Modifiers) -> Option<Meant> {
    match key.to_latin(physical) {
        Some('v') if modifiers.command() => Some(Meant::Paste),
        Some('=' | '+') if modifiers.command() => Some(Meant::Do(Action::InsertRow)),
        Some('z') if modifiers.command() => Some(Meant::Do(Action::Undo)),
        Some('y') if modifiers.command() => Some(Meant::Do(Action::Redo)),
        _ => None,
    }
}

fn with_control(c: char, modifiers: Modifiers) -> Option<Meant> {
    Some(match c {
        'c' => Meant::Copy,
        'x' => Meant::Cut,
        'v' => Meant::Paste,
        'z' if modifiers.shift() => Meant::Do(Action::Redo),
        'z' => Meant::Do(Action::Undo),
        'y' => Meant::Do(Action::Redo),
        'a' => Meant::Do(Action::SelectAll),
        '=' | '+' => Meant::Do(Action::InsertRow),
        '-' => Meant::Do(Action::RemoveRows),
        'm' => Meant::Do(Action::Header { split: modifiers.shift() }),
        _ => return None,
    })
}

fn named_key(named: Named, modifiers: Modifiers, state: &State, table: &Table, page: usize) -> Option<Meant> {
    let action = match named {
        Named::ArrowUp | Named::ArrowDown if modifiers.alt() => Action::MoveRows { down: named == Named::ArrowDown },
        Named::ArrowLeft | Named::ArrowRight if modifiers.alt() => {
            Action::MoveColumn { right: named == Named::ArrowRight }
        }
        Named::Space if modifiers.command() => {
            Action::Columns { to: state.selection().head.column, extend: modifiers.shift() }
        }
        Named::Space if modifiers.shift() => Action::Rows { to: state.selection().head.row, extend: false },
        Named::F2 => Action::Begin,
        Named::Delete | Named::Backspace => Action::Clear,
        Named::Enter => Action::Commit(if modifiers.shift() { Onward::Up } else { Onward::Down }),
        Named::Tab => return tab(modifiers.shift(), state.selection().head, table),
        _ => return travel(named, modifiers, state.selection().head, table, page).map(Meant::Do),
    };
    Some(Meant::Do(action))
}

/// Past the first and the last cell Tab leaves the grid.
fn tab(back: bool, head: Place, table: &Table) -> Option<Meant> {
    let last = Place { row: table.rows.len() - 1, column: table.columns.len() - 1 };
    let leaves = if back { head == Place::default() } else { head == last };
    (!leaves).then_some(Meant::Do(Action::Commit(if back { Onward::Left } else { Onward::Right })))
}

fn travel(named: Named, modifiers: Modifiers, head: Place, table: &Table, page: usize) -> Option<Action> {
    let last = Place { row: table.rows.len() - 1, column: table.columns.len() - 1 };
    let Place { row, column } = head;
    let far = modifiers.command();
    let to = match named {
        Named::ArrowUp => Place { row: if far { edge(table, head, false) } else { row.saturating_sub(1) }, column },
        Named::ArrowDown => Place { row: if far { edge(table, head, true) } else { (row + 1).min(last.row) }, column },
        Named::ArrowLeft => Place { row, column: if far { 0 } else { column.saturating_sub(1) } },
        Named::ArrowRight => Place { row, column: if far { last.column } else { (column + 1).min(last.column) } },
        Named::Home => Place { row: if far { 0 } else { row }, column: 0 },
        Named::End => Place { row: if far { last.row } else { row }, column: last.column },
        Named::PageUp => Place { row: row.saturating_sub(page), column },
        Named::PageDown => Place { row: (row + page).min(last.row), column },
        _ => return None,
    };
    Some(Action::Go { to, extend: modifiers.shift() })
}

/// Where Ctrl and an arrow lead in a column: to the end of a run of filled cells, or over a gap to the next one.
fn edge(table: &Table, head: Place, down: bool) -> usize {
    let filled = |row: usize| !table.rows[row].cells[head.column].is_blank();
    let last = table.rows.len() - 1;
    let step = |row: usize| if down { (row < last).then(|| row + 1) } else { row.checked_sub(1) };
    let Some(mut row) = step(head.row) else { return head.row };
    let runs = filled(head.row) && filled(row);
    while let Some(next) = step(row) {
        if runs && !filled(next) || !runs && filled(row) {
            break;
        }
        row = next;
    }
    row
}
