//! Choosing a sheet, taking it in hand, carrying it and letting go, by pointer and by keyboard.

use iced::keyboard::key::Named;

use super::{Action, State, Step, Trouble};
use crate::app::desk::Desk;
use crate::app::write::Write;
use crate::domain::board::{At, Corner, Sheet, SheetId, Wall};
use crate::store::Placing;
use crate::ui::widget::wall::{self, Hand};

/// An arrow carries a sheet so far, in mm; with Shift so little.
const STRIDE: i32 = 50;
const NUDGE: i32 = 5;

impl State {
    pub(super) fn on_wall(&mut self, action: wall::Action, desk: &Desk) -> Action {
        match action {
            wall::Action::Choose(sheet) => self.choose(sheet, desk),
            wall::Action::Open(sheet) => Action::Life(sheet.notice),
            wall::Action::Carry(sheet, at) => {
                self.by_keys = false;
                self.carry(sheet, at);
                Action::None
            }
            wall::Action::Drop => self.let_go(),
            wall::Action::Cancel => {
                self.hand = None;
                self.trouble = None;
                Action::None
            }
            wall::Action::Key(key, shift) => self.key(key, shift, desk),
            wall::Action::Scale(scale) => {
                self.scale = scale;
                self.draw(desk)
            }
        }
    }

    fn choose(&mut self, sheet: SheetId, desk: &Desk) -> Action {
        if self.chosen == Some(sheet) {
            return Action::None;
        }
        self.chosen = Some(sheet);
        self.draw(desk)
    }

    fn key(&mut self, key: Named, shift: bool, desk: &Desk) -> Action {
        match (key, self.hand) {
            (Named::Enter, Some(_)) => self.let_go(),
            (Named::Enter, None) => self.lift(),
            (Named::Delete, _) => self.take_off(),
            (_, Some(hand)) => {
                self.step(key, shift, hand);
                Action::None
            }
            (_, None) => {
                let next = self
                    .wall()
                    .and_then(|wall| self.chosen.map_or_else(|| first(wall), |from| beside(wall, from, key)));
                next.map_or(Action::None, |sheet| self.choose(sheet, desk))
            }
        }
    }

    /// Takes the chosen sheet in hand; one that is not placed yet comes to where there is room for it.
    fn lift(&mut self) -> Action {
        let Some((sheet, at)) = self.wall().and_then(|wall| {
            let sheet = wall.sheet(self.chosen?)?;
            let room = || wall.find_room(&[sheet.size]).into_iter().next().flatten();
            let any = || {
                let panel = wall.location.panels.first()?;
                Some(At { panel: panel.id, corner: panel.inside(sheet.size, 0, 0)? })
            };
            Some((sheet.id, sheet.at.or_else(room).or_else(any)))
        }) else {
            return Action::None;
        };
        self.by_keys = true;
        self.carry(sheet, at);
        Action::None
    }

    fn carry(&mut self, sheet: SheetId, at: Option<At>) {
        let Some(wall) = self.wall() else { return };
        let Some(held) = wall.sheet(sheet) else { return };
        let misfit = at.and_then(|at| wall.admits(sheet, held.size, at).err());
        self.trouble = misfit.map(Trouble::Misfit);
        self.chosen = Some(sheet);
        self.hand = Some(Hand { sheet, at, misfit });
    }

    fn step(&mut self, key: Named, shift: bool, hand: Hand) {
        let moved = self.wall().and_then(|wall| {
            let size = wall.sheet(hand.sheet)?.size;
            let Some(at) = hand.at else {
                let panel = wall.location.panels.first()?;
                return Some(At { panel: panel.id, corner: panel.inside(size, 0, 0)? });
            };
            moved(wall, size, at, key, if shift { NUDGE } else { STRIDE })
        });
        if let Some(at) = moved {
            self.carry(hand.sheet, Some(at));
        }
    }

    /// Lets go of what is in hand: on the wall where it may hang, under the wall off the picture.
    fn let_go(&mut self) -> Action {
        let Some(hand) = self.hand else { return Action::None };
        if hand.misfit.is_some() {
            // The pointer is gone, and with it the sheet; the keyboard carries on.
            self.hand = self.hand.filter(|_| self.by_keys);
            return Action::None;
        }
        self.hand = None;
        let Some((was, size)) = self.wall().and_then(|wall| wall.sheet(hand.sheet)).map(|sheet| (sheet.at, sheet.size))
        else {
            return Action::None;
        };
        match hand.at {
            at if at == was => Action::None,
            Some(at) => self.put(vec![Placing { sheet: hand.sheet, size, at }]),
            None => self.take_off(),
        }
    }

    /// Takes the chosen sheet off the picture.
    pub(super) fn take_off(&mut self) -> Action {
        self.hand = None;
        let Some(sheet) = self.chosen else { return Action::None };
        self.place(vec![(sheet, None)])
    }

    /// Puts sheets up: the picture shows it at once, the file follows.
    pub(super) fn put(&mut self, pins: Vec<Placing>) -> Action {
        self.place(pins.into_iter().map(|pin| (pin.sheet, Some(pin.at))).collect())
    }

    /// Puts each sheet where it says, or off the picture.
    pub(super) fn place(&mut self, to: Vec<(SheetId, Option<At>)>) -> Action {
        let at = self.at;
        let super::Stage::Ready(boards) = &mut self.stage else { return Action::None };
        let Some(wall) = boards.get_mut(at).map(|board| &mut board.wall) else { return Action::None };
        let (mut before, mut pins, mut off) = (Vec::new(), Vec::new(), Vec::new());
        for (id, place) in to {
            let Some(sheet) = wall.sheets.iter_mut().find(|sheet| sheet.id == id && sheet.at != place) else {
                continue;
            };
            before.push((id, sheet.at));
            match place {
                Some(at) => pins.push(Placing { sheet: id, size: sheet.size, at }),
                None => off.push(id),
            }
            sheet.at = place;
        }
        if before.is_empty() {
            return Action::None;
        }
        self.trouble = self.trouble.filter(|trouble| matches!(trouble, Trouble::Left(_)));
        let id = wall.location.id;
        self.before.push(Step { wall: at, sheets: before });
        Action::Write(Write::Wall { wall: id, pins, off })
    }
}

fn first(wall: &Wall) -> Option<SheetId> {
    wall.sheets.first().map(|sheet| sheet.id)
}

/// Where a sheet is carried from `at`; past the edge of a panel it comes to the next one.
fn moved(wall: &Wall, size: crate::domain::board::Size, at: At, key: Named, by: i32) -> Option<At> {
    let panels = &wall.location.panels;
    let here = panels.iter().position(|panel| panel.id == at.panel)?;
    let Corner { x, y } = at.corner;
    let (x, y) = (x as i32, y as i32);
    let inside = |panel: usize, x: i32, y: i32| {
        let panel = panels.get(panel)?;
        Some(At { panel: panel.id, corner: panel.inside(size, x, y)? })
    };
    let stay = |x: i32, y: i32| inside(here, x, y).filter(|there| *there != at);
    let before = || (0..here).rev().find_map(|panel| inside(panel, i32::MAX, y));
    let after = || (here + 1..panels.len()).find_map(|panel| inside(panel, 0, y));
    match key {
        Named::ArrowLeft => stay(x - by, y).or_else(before),
        Named::ArrowRight => stay(x + by, y).or_else(after),
        Named::ArrowUp => stay(x, y - by),
        Named::ArrowDown => stay(x, y + by),
        Named::Home => stay(0, y),
        Named::End => stay(i32::MAX, y),
        Named::PageUp => before(),
        Named::PageDown => after(),
        _ => None,
    }
}

/// The sheet next to one in the direction of an arrow. What is not placed lies under the wall, in its order.
fn beside(wall: &Wall, from: SheetId, key: Named) -> Option<SheetId> {
    let below = wall.location.extent().height as i32 + 1000;
    let waiting: Vec<SheetId> = wall.unplaced().map(|sheet| sheet.id).collect();
    let middle = |sheet: &Sheet| match sheet.at {
        Some(at) => {
            let origin = wall.location.origin(at.panel);
            let (x, y) = (origin.x + at.corner.x + sheet.size.width / 2, at.corner.y + sheet.size.height / 2);
            (x as i32, y as i32)
        }
        None => (waiting.iter().position(|id| *id == sheet.id).map_or(0, |at| at as i32 * 300), below),
    };
    let (x, y) = middle(wall.sheet(from)?);
    let along = |sheet: &Sheet| {
        let (across, down) = (middle(sheet).0 - x, middle(sheet).1 - y);
        // How far on, and how far aside.
        match key {
            Named::ArrowLeft => (-across, down.abs()),
            Named::ArrowRight => (across, down.abs()),
            Named::ArrowUp => (-down, across.abs()),
            _ => (down, across.abs()),
        }
    };
    let ahead = wall.sheets.iter().filter(|sheet| sheet.id != from).map(|sheet| (sheet.id, along(sheet)));
    let ahead = ahead.filter(|(_, (on, aside))| *on > 0 && *aside <= 3 * *on);
    ahead.min_by_key(|(_, (on, aside))| on + 2 * aside).map(|(id, _)| id)
}
