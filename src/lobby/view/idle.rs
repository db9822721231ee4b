//! The page that stands while nothing hangs: the office, the time, and that nothing hangs.

use iced::widget::{column, container, text};
use iced::{Center, Element, Fill};

use super::{Measure, TITLE};
use crate::domain::lobby::Phase;
use crate::lobby::program::{Lobby, Message};
use crate::ui::theme;
use crate::ui::words::Word;

pub(super) fn view(lobby: &Lobby, measure: Measure) -> Element<'_, Message> {
    let settings = &lobby.news.settings;
    let clock = &lobby.clock;
    let mut page = column![].align_x(Center).spacing(measure.px(28.0));
    if !lobby.news.office.name.is_empty() {
        let name = text(&lobby.news.office.name).size(measure.px(96.0)).font(theme::BOLD).style(theme::ink);
        page = page.push(name.align_x(Center).wrapping(text::Wrapping::WordOrGlyph));
    }
    if !clock.time.is_empty() {
        page = page.push(text(&clock.time).size(measure.px(220.0)).font(theme::BOLD).line_height(1.1));
    }
    let day = [clock.date.as_str(), clock.lunar.as_str()].into_iter().filter(|said| !said.is_empty());
    let day = day.collect::<Vec<_>>().join("  ");
    if !day.is_empty() {
        page = page.push(text(day).size(measure.px(56.0)).style(theme::quiet));
    }
    let said = match lobby.phase {
        // Before the first page is drawn nothing is said of what hangs.
        Phase::Preparing => "",
        Phase::Idle if settings.idle.is_empty() => lobby.words.get(Word::GlassIdle),
        _ => settings.idle.as_str(),
    };
    if !said.is_empty() {
        page = page.push(text(said).size(measure.px(TITLE)).style(theme::quiet).align_x(Center));
    }
    container(page).center(Fill).padding(measure.px(64.0)).style(theme::ground).into()
}
