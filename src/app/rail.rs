//! The rail at the left: the places of the program, and a number where something is due.

use iced::widget::{Column, column, container, row, space, text};
use iced::{Center, Element, Length};

use super::desk::Desk;
use crate::ui::theme;
use crate::ui::widget::{Look, area, press};
use crate::ui::words::{Word, Words};

/// A place in the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Today,
    Notices,
    Archive,
    Settings,
    Help,
}

impl Place {
    /// From the top: Alt+1 goes to the first.
    pub const ALL: [Self; 5] = [Self::Today, Self::Notices, Self::Archive, Self::Settings, Self::Help];

    pub fn name(self, words: &Words) -> &str {
        words.get(match self {
            Self::Today => Word::RailToday,
            Self::Notices => Word::RailNotices,
            Self::Archive => Word::RailArchive,
            Self::Settings => Word::RailSettings,
            Self::Help => Word::RailHelp,
        })
    }
}

pub fn view(desk: &Desk, here: Option<Place>) -> Element<'_, Place> {
    let office = if desk.office.name.is_empty() { desk.words.get(Word::NoOffice) } else { desk.office.name.as_str() };
    let wide = desk.rail_width() - 2.0 * theme::BETWEEN;
    // A long name is set smaller before it takes a third line.
    let is_long = office.chars().count() as f32 * theme::BODY > 2.0 * wide;
    let size = if is_long { theme::SMALL } else { theme::BODY };
    let name = text(office).size(size).font(theme::BOLD).wrapping(text::Wrapping::WordOrGlyph);
    let head = container(name).padding(theme::BETWEEN).max_height(4.0 * 1.3 * theme::SMALL + 2.0 * theme::BETWEEN);
    let head = head.clip(true);
    let item = |place: Place| item(desk, place, here == Some(place));
    let upper = column![item(Place::Today), item(Place::Notices), item(Place::Archive)].spacing(theme::TIGHT);
    let lower = column![item(Place::Settings), item(Place::Help)].spacing(theme::TIGHT);
    let items = column![upper, space().height(Length::Fill), lower].padding([0.0, theme::INSIDE]);
    let rail = Column::new().push(head).push(items.height(Length::Fill)).push(space().height(theme::BETWEEN));
    row![
        area(container(rail).width(desk.rail_width() - 1.0).height(Length::Fill)).ground(|tones| tones.pane),
        container(space()).width(1).height(Length::Fill).style(theme::hairline),
    ]
    .into()
}

fn item(desk: &Desk, place: Place, is_here: bool) -> Element<'_, Place> {
    let face = if is_here { theme::BOLD } else { theme::FACE };
    let mut line = row![text(place.name(&desk.words)).size(theme::BODY).font(face), space().width(Length::Fill)]
        .align_y(Center)
        .width(Length::Fill);
    let due = if place == Place::Today { desk.shelf.agenda.urgent() } else { 0 };
    if due > 0 {
        let number = container(text(due.to_string()).size(theme::SMALL).font(theme::BOLD));
        line = line.push(number.padding([0.0, theme::INSIDE]).style(theme::badge));
    }
    if place == Place::Help {
        line = line.push(text("F1").size(theme::SMALL).style(theme::quiet));
    }
    press(line).look(Look::Choice(is_here)).padding([0.0, theme::INSIDE]).width(Length::Fill).on_press(place).into()
}
