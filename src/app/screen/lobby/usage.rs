//! Starting and leaving, passers-by, and the television that only takes a stick.

use iced::widget::{Column, column, progress_bar, row, text};
use iced::{Center, Element};

use super::look::check;
use super::{Message, Part, State, choices, section};
use crate::app::desk::Desk;
use crate::app::screen::life::Pin;
use crate::archive::Stand;
use crate::ui::theme;
use crate::ui::widget::{button, field};
use crate::ui::words::Word;

pub(super) fn view<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    column![
        section(words.get(Word::LobbyKeep), running(state, desk)),
        section(words.get(Word::LobbyPin), pin(state, desk)),
        section(words.get(Word::LobbyStick), stick(state, desk)),
    ]
    .spacing(theme::AROUND)
    .max_width(880)
    .into()
}

fn running<'a>(state: &'a State, desk: &'a Desk) -> Column<'a, Message> {
    let (words, settings) = (&desk.words, &desk.lobby.settings);
    let is_on = state.autostart.unwrap_or(false);
    let login = field::check(words.get(Word::LobbyAutostart), is_on);
    let mut all = column![login.on_press_maybe(state.autostart.map(|is_on| Message::Autostart(!is_on)))];
    if let Some(reason) = &state.trouble {
        let told = words.with(Word::LobbyAutostartFailed, &[("reason", reason.as_str().into())]);
        all = all.push(text(told).style(theme::due));
    }
    all.push(check(words, Word::LobbyEndsWithWindow, Part::EndsWithWindow, settings.ends_with_window)).push(check(
        words,
        Word::LobbyTouch,
        Part::Touch,
        settings.touch,
    ))
}

fn pin<'a>(state: &'a State, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let has_pin = desk.lobby.settings.pin.is_some();
    let told = text(words.get(if has_pin { Word::LobbyPinHas } else { Word::LobbyPinNone }));
    let input = field::input("", &state.pin.0).secure(true).on_input(|pin| Message::Pin(Pin(pin))).width(240);
    let is_full = !state.pin.0.is_empty();
    let input = input.on_submit_maybe(is_full.then_some(Message::KeepPin));
    let keep =
        button::quiet(words.get(Word::LobbyPinKeep), "Enter").on_press_maybe(is_full.then_some(Message::KeepPin));
    let mut line = row![input, keep].spacing(theme::INSIDE).align_y(Center);
    if has_pin {
        line = line.push(button::quiet(words.get(Word::LobbyPinDrop), "").on_press(Message::DropPin));
    }
    column![told, field::labelled(words.get(Word::LobbyPinNew), line.wrap())]
}

fn stick<'a>(state: &'a State, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let why = text(words.get(Word::LobbyStickWhy)).style(theme::quiet);
    if let Some(export) = &desk.lobby.export {
        let at = words.with(Word::LobbyStickAt, &[("done", export.done.into()), ("of", export.of.into())]);
        let bar = progress_bar(0.0..=export.of.max(1) as f32, export.done as f32).girth(theme::INSIDE);
        let cancel = button::quiet(words.get(Word::Cancel), "").on_press(Message::CancelExport);
        return column![why, text(at), bar.style(theme::progress), cancel];
    }
    let stand =
        |word, stand| button::choice(words.get(word), state.stand == stand).on_press(Message::Stand(stand)).into();
    let stands = [stand(Word::LobbyStickAcross, Stand::Across), stand(Word::LobbyStickUpright, Stand::Upright)];
    let path = field::input("", &state.stick).on_input(Message::Stick).on_submit(Message::Export);
    let browse = button::quiet(words.get(Word::LobbyStickBrowse), "").on_press(Message::BrowseStick);
    let has_pages = desk.lobby.held.pages > 0;
    let can = !state.stick.trim().is_empty() && has_pages;
    let write = button::quiet(words.get(Word::LobbyStickWrite), "").on_press_maybe(can.then_some(Message::Export));
    let path = row![path, browse].spacing(theme::INSIDE);
    let mut all = column![why, field::labelled(words.get(Word::LobbyStickFolder), path)];
    all = all.push(choices(words.get(Word::LobbyLayout), stands));
    if !has_pages {
        all = all.push(text(words.get(Word::StickNothing)).style(theme::quiet));
    }
    all.push(write)
}
