//! What stands around every screen: the rail, the status line, toasts, a question.

use iced::widget::{column, container, keyed_column, row, space};
use iced::{Center, Element, Length};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use super::desk::Desk;
use super::screen::{help, notices, printing};
use super::{App, Message, Screen, rail};
use crate::ui::error::phase;
use crate::ui::theme;
use crate::ui::widget::{ellipsis, modal, toast};
use crate::ui::words::{Word, Words};

pub(super) fn view(app: &App) -> Element<'_, Message> {
    let screen: Element<'_, Message> = match &app.screen {
        Screen::Today(state) => state.view(&app.desk).map(Message::Today),
        Screen::Notices(state) => state.view(&app.desk).map(Message::Notices),
        Screen::Board(state) => state.view(&app.desk).map(Message::Board),
        Screen::New(state) => state.view(&app.desk).map(Message::NewNotice),
        Screen::Editor(state) => {
            let id = state.id();
            let editor = state.view(&app.desk).map(move |message| Message::Editor(id, message));
            // Another notice is another editor: nothing of what its widgets remember is taken over.
            keyed_column([(id, editor)]).width(Length::Fill).height(Length::Fill).into()
        }
        Screen::Life(state) => {
            let id = state.id();
            let life = state.view(&app.desk).map(move |message| Message::Life(id, message));
            keyed_column([(id, life)]).width(Length::Fill).height(Length::Fill).into()
        }
        Screen::Archive(state) => state.view(&app.desk).map(Message::Archive),
        Screen::Lobby(state) => state.view(&app.desk).map(Message::Lobby),
        Screen::Settings(state) => state.view(&app.desk).map(Message::Settings),
        Screen::Help(topic) => help::view(&app.desk, *topic),
    };
    // Where the screen's own sheets lie, and as high: it takes the place of the paper that is printed.
    let screen = match &app.printing {
        Some(sheet) => printing::over(screen, sheet, &app.desk, Message::Printing),
        None => modal::bare(screen),
    };
    let main = column![
        container(screen).width(Length::Fill).height(Length::Fill),
        container(space()).width(Length::Fill).height(1).style(theme::hairline),
        status(app),
    ];
    let window = row![rail::view(&app.desk, app.here()).map(Message::Go), main];
    let window = container(window).width(Length::Fill).height(Length::Fill);
    let window = toast::over(window, &app.toasts, &app.desk.words, app.desk.toasts_above(), Message::PressToast);
    match (&app.question, &app.palette, &app.alarm) {
        (Some(question), ..) => modal::over(window, question, &app.desk.words),
        (None, Some(palette), _) => palette.over(window, &app.desk.words),
        (None, None, Some(alarm)) => alarm.over(window, &app.desk),
        (None, None, None) => modal::bare(window),
    }
}

fn status(app: &App) -> Element<'_, Message> {
    let Desk { words, saved, backup, prints, .. } = &app.desk;
    let saved = match saved {
        _ if app.writing > 0 => words.get(Word::Saving).to_owned(),
        Some(at) => words.with(Word::SavedAt, &[("time", clock(*at).into())]),
        None => words.get(Word::SavedAlways).to_owned(),
    };
    let backup = match backup {
        Some(at) => words.with(Word::BackupAt, &[("time", day_and_clock(*at, app, words).into())]),
        None => words.get(Word::BackupNever).to_owned(),
    };
    let printing = prints.under_way().map(|print| {
        let state = words.get(print.phase().map_or(Word::PrintingSending, phase));
        words.with(Word::PrintingUnderWay, &[("state", state.into())]) + " · "
    });
    let printing = printing.unwrap_or_default();
    let lobby = words.with(Word::LobbyLine, &[("how", app.desk.lobby.told(words).into())]);
    // What passes comes first: what is always told may be cut off.
    let line = ellipsis::line(format!("{printing}{saved} · {backup} · {lobby}")).size(theme::SMALL).style(theme::quiet);
    row![line].height(32).padding([0.0, theme::AROUND]).align_y(Center).into()
}

fn local(at: Timestamp) -> ZonedDateTime {
    at.to_zoned_datetime(TimeZone::system())
}

fn clock(at: Timestamp) -> String {
    local(at).strftime("%H:%M").to_string()
}

fn day_and_clock(at: Timestamp, app: &App, words: &Words) -> String {
    let time = clock(at);
    let day = local(at).date();
    if day == app.desk.today {
        words.with(Word::AtToday, &[("time", time.into())])
    } else {
        format!("{} {time}", notices::short_day(day, app.desk.today, words))
    }
}
