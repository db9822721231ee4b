//! Keys that no field took.

use iced::keyboard::key::Named;
use iced::keyboard::{Event, Key};

use super::{Action, State, intake, preview};
use crate::app::screen::printing;

impl State {
    pub(super) fn key(&mut self, event: Event) -> Action {
        let Event::KeyPressed { key, physical_key, modifiers, .. } = event else { return Action::None };
        match key {
            Key::Named(Named::F5) => self.preview_asked(preview::Message::Large(true)),
            Key::Named(arrow @ (Named::ArrowUp | Named::ArrowDown)) if modifiers.alt() && !self.is_read_only() => {
                return self.move_open(arrow == Named::ArrowUp);
            }
            Key::Named(Named::PageDown) if self.preview.is_large() => return self.leafed(true),
            Key::Named(Named::PageUp) if self.preview.is_large() => return self.leafed(false),
            Key::Named(Named::Escape) if self.has_sheet() => return self.close_sheet(),
            Key::Named(Named::Enter) if self.intake.is_some() => return self.intake_asked(intake::Message::Take),
            Key::Named(Named::Enter) if self.printing.is_some() => return self.printing_asked(printing::Message::Go),
            Key::Named(Named::Escape) if self.preview.is_large() => self.preview_asked(preview::Message::Large(false)),
            Key::Named(Named::Escape) if !(self.blocks.close() || self.fields.close()) => return self.leave(),
            _ if modifiers.command() => match key.to_latin(physical_key) {
                Some('p') => return self.ask_printing(),
                Some('r') if self.has_figures() => return self.ask_counting(),
                Some('e') => return self.ask_delivery(),
                Some('o' | 'v' | 'z' | 'y') if self.is_read_only() => return Action::Refused,
                Some('o') => return self.ask_intake(),
                Some('v') if self.intake.is_none() && self.content.table.rows.is_empty() => {
                    return self.intake_asked(intake::Message::Paste);
                }
                Some('z') if modifiers.shift() => self.redo(),
                Some('z') => self.undo(),
                Some('y') => self.redo(),
                _ => {}
            },
            _ => {}
        }
        Action::None
    }

    /// Something lies over the notice.
    pub fn has_sheet(&self) -> bool {
        self.intake.is_some() || self.delivery.is_some() || self.printing.is_some() || self.counting.is_some()
    }

    /// Esc in a field of the sheet that lies over the notice.
    pub fn close_sheet(&mut self) -> Action {
        if self.intake.is_some() {
            return self.intake_asked(intake::Message::Close);
        }
        self.delivery = None;
        self.printing = None;
        self.counting = None;
        Action::None
    }
}
