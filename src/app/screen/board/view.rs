//! The board as it is seen: the wall at the left, and beside it the chosen sheet, what comes down and what waits.

use iced::widget::scrollable::{Direction, Scrollbar};
use iced::widget::{Column, Row, column, container, image, responsive, row, scrollable, space, text};
use iced::{Center, Element, Length, Size};

use super::{Message, PREVIEW, Stage, State, Trouble, WALL, key, places, plan};
use crate::app::desk::Desk;
use crate::app::screen::{notices, titled};
use crate::app::thumbs::width_for;
use crate::archive::Board;
use crate::domain::board::{self, Due, Hung, Misfit, Sheet, Wall};
use crate::domain::notice::State as NoticeState;
use crate::ui::error::Trouble as ErrorTrouble;
use crate::ui::theme;
use crate::ui::widget::wall::{self, Labels, Measures};
use crate::ui::widget::{Look, button, ellipsis, message, modal, press};
use crate::ui::words::{Word, Words};

/// Below this width what stands beside the wall stands under it.
const NARROW: f32 = 760.0;
const BESIDE: f32 = 280.0;
/// Height of the line that says what the last try came to.
const TOLD: f32 = 20.0;
/// In the lists beside the wall.
const LINES: usize = 6;

pub(super) fn view<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let whole = whole(state, desk);
    match &state.plan {
        Some(plan) => plan.over(whole, &desk.words),
        None => modal::bare(whole),
    }
}

fn whole<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    if let Some(places) = &state.places {
        return titled(desk, words.get(Word::BoardPlaces), None, places.view(desk));
    }
    let content: Element<'_, Message> = match &state.stage {
        Stage::Waiting => message::centred(words.get(Word::Loading), "", None),
        Stage::Failed(error) => {
            let ErrorTrouble { what, next } = ErrorTrouble::of_archive(error, words);
            message::failed(what, next, words.get(Word::Retry), Message::Retry)
        }
        Stage::Ready(boards) => match boards.get(state.at) {
            Some(board) => shown(state, boards, board, desk),
            None => no_wall(words),
        },
    };
    titled(desk, words.get(Word::RailBoard), Some(tools(state, words)), content)
}

fn tools<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let places = button::quiet(words.get(Word::BoardPlaces), "").on_press(Message::Places(places::Message::Open));
    let plan = button::quiet(words.get(Word::BoardPlan), "Ctrl+P");
    let plan = state.wall().map(|_| plan.on_press(Message::Plan(plan::Message::Open)));
    Row::new().push(places).push(plan).spacing(theme::INSIDE).align_y(Center).into()
}

fn no_wall(words: &Words) -> Element<'_, Message> {
    let add = button::primary(words.get(Word::BoardUsual), "").on_press(Message::Places(places::Message::OpenUsual));
    message::centred(words.get(Word::BoardNone), words.get(Word::BoardNoneWhy), Some(add.into()))
}

fn shown<'a>(state: &'a State, boards: &'a [Board], board: &'a Board, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let walls = (boards.len() > 1).then(|| {
        let walls = boards.iter().enumerate().map(|(at, board)| {
            let name = board.wall.location.place.name.as_str();
            button::choice(name, at == state.at).on_press(Message::Show(at)).into()
        });
        Row::with_children(walls).spacing(theme::TIGHT).wrap()
    });
    let head = Column::new().push(walls).push(summary(state, &board.wall, desk)).spacing(theme::INSIDE);
    if board.wall.location.panels.is_empty() {
        let add =
            button::primary(words.get(Word::BoardUsual), "").on_press(Message::Places(places::Message::OpenUsual));
        let empty = message::centred(words.get(Word::BoardNoPanels), words.get(Word::BoardNoneWhy), Some(add.into()));
        return column![head, empty].into();
    }
    let body = responsive(move |size| {
        if size.width < NARROW {
            // It scrolls with what stands under it: only its width is bound.
            let room = Size::new(size.width - theme::BETWEEN, size.width);
            let whole = column![picture(state, board, desk, room, true), beside(state, board, desk)];
            scrollable(whole.spacing(theme::BETWEEN))
                .style(theme::scroll)
                .width(Length::Fill)
                .height(Length::Fill)
                .into()
        } else {
            let room = Size::new(size.width - BESIDE - theme::AROUND, size.height);
            let side = container(scrollable(beside(state, board, desk)).style(theme::scroll)).width(BESIDE);
            row![picture(state, board, desk, room, false), side].spacing(theme::AROUND).into()
        }
    });
    column![head, body].spacing(theme::INSIDE).width(Length::Fill).height(Length::Fill).into()
}

/// One line: how many hang, what comes down, how much room there is; and what to do about it.
fn summary<'a>(state: &'a State, wall: &'a Wall, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let count = |test: &dyn Fn(Due) -> bool| wall.hung.iter().filter(|hung| test(hung.due(desk.today))).count();
    let (now, soon) = (count(&Due::is_now), count(&|due| matches!(due, Due::Soon(_))));
    let room: usize = wall.location.panels.iter().map(|panel| wall.room_for(panel, board::Size::A4)).sum();
    let hanging = [("n", wall.hung.len().into()), ("sheets", wall.sheets.len().into())];
    let mut line = Row::new().spacing(theme::BETWEEN).align_y(Center);
    line = line.push(text(words.with(Word::BoardHanging, &hanging)));
    if now > 0 {
        line =
            line.push(text(words.with(Word::BoardDownNow, &[("n", now.into())])).font(theme::BOLD).style(theme::due));
    }
    if soon > 0 {
        line = line.push(text(words.with(Word::BoardDownSoon, &[("n", soon.into())])).style(theme::soon));
    }
    if !wall.location.panels.is_empty() {
        line = line.push(text(words.with(Word::BoardRoom, &[("n", room.into())])).style(theme::fine));
        let waiting = wall.unplaced().count();
        if waiting > 0 {
            let label = words.with(Word::BoardArrange, &[("n", waiting.into())]);
            line = line.push(button::primary(label, "").on_press(Message::Arrange));
        }
        let zoom = |sign, closer| button::quiet(sign, "").padding([0.0, 12.0]).on_press(Message::Zoom(closer));
        line = line.push(row![zoom("－", false), zoom("＋", true)].spacing(theme::TIGHT));
    }
    // The line under it is always there: the wall stays where it is while a sheet is carried over it.
    let told = container(trouble(state, wall, words).unwrap_or_else(|| space().into())).height(TOLD).clip(true);
    Column::new().push(line.wrap()).push(told).spacing(theme::TIGHT).into()
}

fn trouble<'a>(state: &'a State, wall: &'a Wall, words: &'a Words) -> Option<Element<'a, Message>> {
    let told = match state.trouble {
        Some(Trouble::Misfit(Misfit::Outside)) => words.get(Word::BoardOutside).to_owned(),
        Some(Trouble::Misfit(Misfit::Over(sheet))) => {
            let title = wall.notice(sheet.notice).map(|hung| hung.title.clone()).unwrap_or_default();
            words.with(Word::BoardOver, &[("title", title.into())])
        }
        Some(Trouble::Left(n)) => words.with(Word::BoardLeft, &[("n", n.into())]),
        Some(Trouble::Undone) => {
            return Some(text(words.get(Word::Undone)).size(theme::SMALL).style(theme::quiet).into());
        }
        None if state.hand.is_some() && state.by_keys => {
            return Some(text(words.get(Word::BoardCarrying)).size(theme::SMALL).style(theme::quiet).into());
        }
        None => return None,
    };
    Some(text(told).size(theme::SMALL).style(theme::due).wrapping(text::Wrapping::None).into())
}

fn picture<'a>(
    state: &'a State,
    board: &'a Board,
    desk: &'a Desk,
    room: Size,
    is_narrow: bool,
) -> Element<'a, Message> {
    let words = &desk.words;
    let wall = &board.wall;
    // The bars of the pane lie over its edge.
    let room = Size::new(room.width - theme::BETWEEN, room.height - theme::BETWEEN);
    let measures = Measures::new(wall, room, f32::from(state.zoom), desk.text_scale());
    let scale = measures.scale();
    let labels = Labels {
        due: Box::new(move |due| short(due, words)),
        panel: Box::new(move |panel| {
            let board::Size { width, height } = panel.size;
            let room = wall.room_for(panel, board::Size::A4);
            words.with(
                Word::BoardPanelRoom,
                &[("w", width.to_string().into()), ("h", height.to_string().into()), ("n", room.into())],
            )
        }),
        tray: tray(wall, words),
    };
    let thumb = move |sheet| {
        let width = wall.sheet(sheet).map_or(0.0, |sheet| sheet.size.width as f32 * scale * desk.density());
        desk.thumbs.any(&key(board, sheet, width_for(width))?)
    };
    let picture = wall::Wall::new(WALL, wall, measures, labels, thumb, Message::Wall, desk.today);
    let picture = picture.chosen(state.chosen).hand(state.hand);
    if is_narrow && state.zoom == 1 {
        return picture.into();
    }
    let bar = || Scrollbar::default();
    let pane =
        scrollable(picture).direction(Direction::Both { vertical: bar(), horizontal: bar() }).style(theme::scroll);
    pane.width(Length::Fill).height(if is_narrow { Length::Fixed(room.height) } else { Length::Fill }).into()
}

fn tray(wall: &Wall, words: &Words) -> String {
    let waiting = wall.unplaced().count();
    let misfits = wall.unplaced().filter(|sheet| !wall.could_take(sheet.size)).count();
    if wall.sheets.is_empty() {
        words.get(Word::BoardEmpty).to_owned()
    } else if waiting == 0 {
        words.get(Word::BoardAllPlaced).to_owned()
    } else if misfits > 0 {
        words.with(Word::BoardTrayMisfits, &[("n", waiting.into()), ("large", misfits.into())])
    } else {
        words.with(Word::BoardTray, &[("n", waiting.into())])
    }
}

/// On a sheet there is room for four characters.
fn short(due: Due, words: &Words) -> String {
    match due {
        Due::Over(days) => words.with(Word::BoardShortOver, &[("n", days.into())]),
        Due::Today => words.get(Word::BoardShortToday).to_owned(),
        Due::Soon(days) | Due::Later(days) => words.with(Word::BoardShortLeft, &[("n", days.into())]),
        Due::Standing => words.get(Word::PeriodStanding).to_owned(),
    }
}

fn beside<'a>(state: &'a State, board: &'a Board, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let wall = &board.wall;
    let chosen = state.chosen.and_then(|id| Some((wall.sheet(id)?, wall.notice(id.notice)?)));
    let mut down: Vec<&Hung> = wall.hung.iter().filter(|hung| hung.due(desk.today).is_now()).collect();
    down.sort_by_key(|hung| hung.last);
    let down = list(Word::TodayDown, down.iter().map(|hung| (hung.notice, hung.title.as_str())).collect(), words);
    let waiting = desk.shelf.entries.iter().filter(|entry| entry.summary.state == NoticeState::Approved);
    let waiting = waiting.map(|entry| (entry.summary.id, entry.summary.title.as_str())).collect();
    let waiting = list(Word::TodayApproved, waiting, words);
    Column::new()
        .push(chosen.map(|(sheet, hung)| one(board, sheet, hung, desk)))
        .push(down)
        .push(waiting)
        .spacing(theme::BETWEEN)
        .padding(iced::Padding::ZERO.right(theme::BETWEEN))
        .width(Length::Fill)
        .into()
}

/// The chosen sheet: its page, what it is, how long it hangs, what can be done with it.
fn one<'a>(board: &'a Board, sheet: &'a Sheet, hung: &'a Hung, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let page = key(board, sheet.id, PREVIEW).and_then(|key| desk.thumbs.any(&key));
    let page = page.map(|handle| {
        let page = image(handle).height(200).content_fit(iced::ContentFit::Contain);
        container(container(page).style(theme::frame).padding(1)).center_x(Length::Fill)
    });
    let place = match sheet.at {
        Some(at) => board.wall.location.panel(at.panel).map_or("", |panel| panel.name.as_str()),
        None if board.wall.could_take(sheet.size) => words.get(Word::BoardUnplaced),
        None => words.get(Word::BoardTooLarge),
    };
    let serial = format!("公示〔{}〕{}", hung.year, hung.label());
    let number = [("n", sheet.id.number.into()), ("of", hung.sheets.into()), ("size", sheet.size.name().into())];
    let quiet = |told: String| text(told).size(theme::SMALL).style(theme::quiet);
    let open = button::quiet(words.get(Word::BoardOpen), "Ctrl+Enter").on_press(Message::OpenChosen);
    let off = sheet.at.map(|_| button::quiet(words.get(Word::BoardTakeOff), "Delete").on_press(Message::Take));
    let content = Column::new()
        .push(page)
        .push(text(&hung.title).font(theme::BOLD).wrapping(text::Wrapping::WordOrGlyph))
        .push(due_text(hung.due(desk.today), words))
        .push(quiet(format!("{serial} · {}", words.with(Word::BoardSheet, &number))))
        .push(quiet(place.to_owned()))
        .push(Row::new().push(open).push(off).spacing(theme::INSIDE).wrap())
        .push(quiet(words.get(Word::BoardKeys).to_owned()))
        .spacing(theme::TIGHT);
    container(content).padding(theme::BETWEEN).width(Length::Fill).style(theme::pane).into()
}

fn due_text<'a>(due: Due, words: &'a Words) -> Element<'a, Message> {
    match due {
        Due::Over(days) => notices::days_left(-days, words).into(),
        Due::Today => notices::days_left(0, words).into(),
        Due::Soon(days) | Due::Later(days) => notices::days_left(days, words).into(),
        Due::Standing => text(words.get(Word::PeriodStanding)).size(theme::SMALL).style(theme::fine).into(),
    }
}

/// Titles that lead to the life of their notice; nothing where there are none.
fn list<'a>(
    title: Word,
    lines: Vec<(crate::domain::notice::NoticeId, &'a str)>,
    words: &'a Words,
) -> Option<Element<'a, Message>> {
    if lines.is_empty() {
        return None;
    }
    let more = lines.len().saturating_sub(LINES);
    let lines = lines.into_iter().take(LINES).map(|(id, title)| {
        let title = if title.is_empty() { words.get(Word::Untitled) } else { title };
        press(ellipsis::title(title))
            .look(Look::Bare)
            .padding([0.0, theme::INSIDE])
            .width(Length::Fill)
            .height(theme::ROW_HEIGHT)
            .on_press(Message::Open(id))
            .into()
    });
    let more = (more > 0)
        .then(|| text(words.with(Word::BoardMore, &[("n", more.into())])).size(theme::SMALL).style(theme::quiet));
    let rows = Column::with_children(lines).push(more).width(Length::Fill);
    Some(
        column![
            text(words.get(title)).font(theme::BOLD),
            container(rows).padding(theme::TIGHT).width(Length::Fill).style(theme::pane),
            space().height(0),
        ]
        .spacing(theme::TIGHT)
        .into(),
    )
}
