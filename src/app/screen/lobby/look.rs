//! Which monitor, which layout, how pages turn, what is shown besides.

use iced::widget::{Row, column, container, row, space, text};
use iced::{Center, Element, Length};

use super::{Message, Part, State, choices, section};
use crate::app::desk::Desk;
use crate::domain::lobby::{Layout, Monitor, Transition};
use crate::ui::theme;
use crate::ui::widget::{Look, button, field, press};
use crate::ui::words::{Word, Words};

/// A small picture of the glass.
const WIDE: f32 = 112.0;
const HIGH: f32 = 63.0;

/// Pixels of a monitor to one of its small picture.
const SCALE: f32 = 24.0;

pub(super) fn view<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let settings = &desk.lobby.settings;
    let layouts = Layout::ALL.map(|layout| {
        let told = text(words.get(layout_word(layout))).size(theme::SMALL);
        card(picture(layout), told.into(), settings.layout == layout, Message::Layout(layout))
    });
    let mut layout = column![Row::with_children(layouts).spacing(theme::INSIDE).wrap()];
    if settings.layout == Layout::Portrait {
        layout = layout.push(text(words.get(Word::LobbyLayoutPortraitWhy)).size(theme::SMALL).style(theme::quiet));
    } else {
        layout = layout.push(text(words.get(Word::LobbyLayoutWhy)).size(theme::SMALL).style(theme::quiet));
    }
    let transition = |word, transition| {
        let choice = button::choice(words.get(word), settings.transition == transition);
        choice.on_press(Message::Transition(transition)).into()
    };
    let transitions = [
        transition(Word::LobbyCut, Transition::Cut),
        transition(Word::LobbyFade, Transition::Fade),
        transition(Word::LobbyScroll, Transition::SlowScroll),
    ];
    layout = layout.push(choices(words.get(Word::LobbyTransition), transitions));
    column![
        section(words.get(Word::LobbyMonitor), column![monitors(state, desk)]),
        section(words.get(Word::LobbyLayout), layout),
        section(words.get(Word::LobbyAlso), column![parts(desk), idle(desk)]),
    ]
    .spacing(theme::AROUND)
    .max_width(880)
    .into()
}

fn monitors<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let wanted = desk.lobby.settings.monitor.as_ref();
    let told = desk.lobby.status.as_ref().map_or(&[][..], |status| &status.monitors);
    let found = if told.is_empty() { &state.monitors[..] } else { told };
    let is_wanted = |monitor: &Monitor| wanted.is_some_and(|wanted| wanted.likeness(monitor) >= 3);
    let size = |monitor: &Monitor| text(format!("{} × {}", monitor.width, monitor.height)).size(theme::SMALL);
    let mut cards: Vec<Element<'a, Message>> = vec![card(
        glass(WIDE * 0.7, HIGH * 0.7, theme::pane),
        text(words.get(Word::LobbyMonitorAny)).size(theme::SMALL).into(),
        wanted.is_none(),
        Message::Monitor(None),
    )];
    for monitor in found {
        let told = column![text(monitor.name.as_str()).size(theme::SMALL), size(monitor).style(theme::quiet)];
        let shape = glass(monitor.width as f32 / SCALE, monitor.height as f32 / SCALE, theme::pane);
        let choose = Message::Monitor(Some(monitor.clone()));
        cards.push(card(shape, told.align_x(Center).into(), is_wanted(monitor), choose));
    }
    if let Some(wanted) = wanted.filter(|_| !found.iter().any(is_wanted)) {
        let gone = words.with(Word::LobbyMonitorGone, &[("name", wanted.name.as_str().into())]);
        let told = column![text(gone).size(theme::SMALL), size(wanted).style(theme::quiet)];
        let shape = glass(wanted.width as f32 / SCALE, wanted.height as f32 / SCALE, theme::band);
        let choose = Message::Monitor(Some(wanted.clone()));
        cards.push(card(shape, told.align_x(Center).into(), true, choose));
    }
    let hint = if found.is_empty() { Word::LobbyMonitorStart } else { Word::LobbyMonitorHint };
    let hint = text(words.get(hint)).size(theme::SMALL).style(theme::quiet);
    column![Row::with_children(cards).spacing(theme::INSIDE).wrap(), hint].spacing(theme::INSIDE).into()
}

/// Something to choose by its picture.
fn card<'a>(
    picture: Element<'a, Message>,
    told: Element<'a, Message>,
    is_chosen: bool,
    message: Message,
) -> Element<'a, Message> {
    let picture = container(picture).center_y(HIGH + theme::INSIDE);
    press(column![picture, told].spacing(theme::TIGHT).align_x(Center))
        .look(Look::Choice(is_chosen))
        .height(Length::Shrink)
        .padding([theme::INSIDE, theme::BETWEEN])
        .on_press(message)
        .into()
}

fn glass<'a>(width: f32, height: f32, style: fn(&iced::Theme) -> container::Style) -> Element<'a, Message> {
    container(space()).width(width).height(height).style(style).into()
}

fn layout_word(layout: Layout) -> Word {
    match layout {
        Layout::FullPage => Word::LobbyLayoutFull,
        Layout::SideList => Word::LobbyLayoutSide,
        Layout::ListBoard => Word::LobbyLayoutBoard,
        Layout::Portrait => Word::LobbyLayoutPortrait,
        Layout::TwoPages => Word::LobbyLayoutTwo,
    }
}

/// The glass with its parts: pages white with lines, lists darker.
fn picture<'a>(layout: Layout) -> Element<'a, Message> {
    let inner = |width: f32| width - 2.0 * theme::TIGHT;
    let (wide, high) = if layout == Layout::Portrait { (HIGH * HIGH / WIDE, HIGH) } else { (WIDE, HIGH) };
    let high_inside = inner(high);
    let parts: Element<'a, Message> = match layout {
        Layout::FullPage | Layout::Portrait => page(inner(wide), high_inside),
        Layout::SideList => {
            row![page(inner(wide) * 0.7, high_inside), list(inner(wide) * 0.3 - theme::TIGHT, high_inside)]
                .spacing(theme::TIGHT)
                .into()
        }
        Layout::ListBoard => {
            row![list(inner(wide) * 0.5, high_inside), page(inner(wide) * 0.5 - theme::TIGHT, high_inside)]
                .spacing(theme::TIGHT)
                .into()
        }
        Layout::TwoPages => {
            let half = (inner(wide) - theme::TIGHT) / 2.0;
            row![page(half, high_inside), page(half, high_inside)].spacing(theme::TIGHT).into()
        }
    };
    container(parts).width(wide).height(high).padding(theme::TIGHT).style(theme::hairline).into()
}

fn page<'a>(width: f32, height: f32) -> Element<'a, Message> {
    lines(width, height, theme::pane, theme::hairline, 4)
}

fn list<'a>(width: f32, height: f32) -> Element<'a, Message> {
    lines(width, height, theme::band, theme::edge, 3)
}

fn lines<'a>(
    width: f32,
    height: f32,
    ground: fn(&iced::Theme) -> container::Style,
    ink: fn(&iced::Theme) -> container::Style,
    count: usize,
) -> Element<'a, Message> {
    let line = || container(space()).width(Length::Fill).height(2).style(ink).into();
    let lines = iced::widget::Column::with_children((0..count).map(|_| line())).spacing(theme::TIGHT + 2.0);
    container(lines).width(width).height(height).padding(theme::TIGHT + 2.0).style(ground).into()
}

fn parts(desk: &Desk) -> Element<'_, Message> {
    let settings = &desk.lobby.settings;
    let parts = [
        (Word::LobbyOfficeName, Part::OfficeName, settings.office_name),
        (Word::LobbyClock, Part::Clock, settings.clock),
        (Word::LobbyDate, Part::Date, settings.date),
        (Word::LobbyLunar, Part::Lunar, settings.lunar),
        (Word::LobbyTicker, Part::Ticker, settings.ticker),
    ];
    let parts = parts.map(|(word, part, is_on)| check(&desk.words, word, part, is_on));
    Row::with_children(parts).spacing(theme::BETWEEN).wrap().into()
}

pub(super) fn check(words: &Words, word: Word, part: Part, is_on: bool) -> Element<'_, Message> {
    field::check(words.get(word), is_on).on_press(Message::Toggle(part, !is_on)).into()
}

fn idle(desk: &Desk) -> Element<'_, Message> {
    let words = &desk.words;
    let input = field::input(words.get(Word::LobbyIdleHint), &desk.lobby.settings.idle).on_input(Message::Idle);
    field::labelled(words.get(Word::LobbyIdleText), input).into()
}
