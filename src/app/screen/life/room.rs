//! Where on the wall a notice that is to be put up finds room, and who makes room where there is none.

use iced::widget::{container, text};
use iced::{Element, Task};

use super::{Held, Message, State};
use crate::app::desk::Desk;
use crate::archive;
use crate::domain::board::{At, Size, Wall};
use crate::domain::posting::{Form, Place};
use crate::ui::theme;
use crate::ui::widget::date::spoken;
use crate::ui::words::{Word, Words};

/// Lays the pages out beside the window, to know which sheets they are.
pub(super) fn make_sheets(question: u64, held: &Held) -> Task<Message> {
    let (Some(to_post), kind) = (held.to_post.clone(), held.kind.clone()) else { return Task::none() };
    Task::future(async move {
        let (content, office) = *to_post;
        Message::Sheets(question, archive::sheets(&content, &kind, &office).ok())
    })
}

impl State {
    pub(super) fn take_sheets(&mut self, question: u64, sheets: Option<Vec<Size>>) {
        if question == self.question {
            self.sheets = sheets;
        }
    }
}

/// Said under the place where it is chosen; nothing before the sheets are known.
pub(super) fn view<'a>(
    state: &'a State,
    held: &'a Held,
    place: &Place,
    desk: &'a Desk,
) -> Option<Element<'a, Message>> {
    if place.form == Form::Broadcast {
        return Some(said(desk.words.get(Word::LifeBroadcastHint).to_owned(), true));
    }
    let wall = held.walls.iter().find(|wall| wall.location.place == *place)?;
    let sheets = state.sheets.as_ref()?;
    let (told, is_well) = suggestion(wall, sheets, &desk.words);
    Some(said(told, is_well))
}

fn said<'a>(told: String, is_well: bool) -> Element<'a, Message> {
    let told = text(told).size(theme::SMALL).style(if is_well { theme::fine } else { theme::soon });
    container(told).padding(iced::Padding::ZERO.left(32).bottom(theme::INSIDE)).into()
}

/// Where the sheets go, and whether all of them find room.
pub(super) fn suggestion(wall: &Wall, sheets: &[Size], words: &Words) -> (String, bool) {
    let sizes = || {
        let first = sheets.first().map(|size| size.name()).unwrap_or_default();
        let is_one = sheets.iter().all(|size| Some(size) == sheets.first());
        if is_one { first } else { words.with(Word::LifeRoomMixed, &[("size", first.into())]) }
    };
    let all = [("n", sheets.len().into()), ("size", sizes().into())];
    if wall.location.panels.is_empty() {
        return (words.get(Word::LifeRoomNoPanels).to_owned(), false);
    }
    if let Some(size) = sheets.iter().find(|size| !wall.could_take(**size)) {
        return (words.with(Word::LifeRoomTooLarge, &[("size", size.name().into())]), false);
    }
    let found = wall.find_room(sheets);
    let places: Vec<At> = found.iter().copied().flatten().collect();
    if places.len() == sheets.len() {
        let told = words.with(Word::LifeRoom, &all);
        return (format!("{told}{}", where_to(wall, &places, words)), true);
    }
    let left = sheets.len() - places.len();
    let told = words.with(Word::LifeRoomFull, &[("n", sheets.len().into()), ("left", left.into())]);
    let next = match wall.makes_room(sheets) {
        Some(hung) => {
            let day = hung.last.map(|day| spoken(day, words)).unwrap_or_default();
            words.with(Word::LifeRoomNext, &[("day", day.into()), ("title", hung.title.as_str().into())])
        }
        None => words.get(Word::LifeRoomNever).to_owned(),
    };
    (format!("{told}{next}"), false)
}

/// “村务公开”离左边 3 厘米、离上边 35 厘米；“财务公开”…
fn where_to(wall: &Wall, places: &[At], words: &Words) -> String {
    let mut told: Vec<String> = Vec::new();
    let mut seen = Vec::new();
    for at in places {
        if seen.contains(&at.panel) {
            continue;
        }
        seen.push(at.panel);
        let panel = wall.location.panel(at.panel).map_or("", |panel| panel.name.as_str());
        let cm = |mm: u32| f64::from(mm) / 10.0;
        let values = [("panel", panel.into()), ("x", cm(at.corner.x).into()), ("y", cm(at.corner.y).into())];
        told.push(words.with(Word::LifeRoomAt, &values));
    }
    told.join(words.get(Word::LifeRoomAnd)) + words.get(Word::LifeRoomEnd)
}
