//! The panel as it is seen: the way of a notice above, what is to be done at the left, what was done at the right.

use iced::widget::{Column, Row, column, container, responsive, row, rule, scrollable, space, text};
use iced::{Center, Element, Length};

use super::{Held, Message, Origin, Stage, State, objections, papers, past, step};
use crate::app::desk::Desk;
use crate::app::screen::{notices, writing};
use crate::archive::Asked;
use crate::domain::notice::State as NoticeState;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::{area, button, ellipsis, message, modal};
use crate::ui::words::{Word, Words};

/// Below this width the past stands under what is to be done.
const NARROW: f32 = 820.0;

/// The straight way; a notice past its last day still hangs.
const WAY: [NoticeState; 6] = [
    NoticeState::Draft,
    NoticeState::InReview,
    NoticeState::Approved,
    NoticeState::Posted,
    NoticeState::Withdrawn,
    NoticeState::Archived,
];

pub(super) fn view<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let whole = whole(state, desk);
    match &state.writing {
        Some(writing) => writing.over(whole, &desk.words, Message::Writing),
        None => modal::bare(whole),
    }
}

fn whole<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    match &state.stage {
        Stage::Waiting => {
            column![head(state, None, words), message::centred(words.get(Word::Loading), "", None)].into()
        }
        Stage::Failed(error) => {
            let Trouble { what, next } = Trouble::of_store(error, words);
            let failed = message::failed(what, next, words.get(Word::Retry), Message::Retry);
            column![head(state, None, words), failed].into()
        }
        Stage::Ready(held) => {
            let body = responsive(move |size| body(state, held, desk, size.width < NARROW));
            let way = container(way(held.state, words)).padding([theme::INSIDE, desk.margin()]);
            column![head(state, Some(held), words), line(), way, line(), body].into()
        }
    }
}

pub(super) fn line<'a>() -> Element<'a, Message> {
    rule::horizontal(1)
        .style(|theme| rule::Style {
            color: theme::tones(theme).hairline,
            radius: 0.into(),
            fill_mode: rule::FillMode::Full,
            snap: true,
        })
        .into()
}

fn head<'a>(state: &'a State, held: Option<&'a Held>, words: &'a Words) -> Element<'a, Message> {
    let back = words.get(match state.origin {
        Origin::Editor => Word::Back,
        Origin::Notices => Word::RailNotices,
        Origin::Today => Word::RailToday,
        Origin::Archive => Word::RailArchive,
        Origin::Board => Word::RailBoard,
    });
    let title = held.map_or("", |held| if held.title.is_empty() { words.get(Word::Untitled) } else { &held.title });
    let edit =
        (state.origin != Origin::Editor).then(|| button::quiet(words.get(Word::Open), "").on_press(Message::Edit));
    let bar = Row::new()
        .push(button::bare(format!("‹ {back}")).on_press(Message::Back))
        .push(ellipsis::title(title).size(theme::PANE).font(theme::BOLD))
        .push(button::quiet(words.get(Word::PrintingGo), "Ctrl+P").on_press(Message::Print))
        .push(edit)
        .spacing(theme::INSIDE)
        .align_y(Center)
        .height(56);
    area(container(bar).padding([0.0, theme::BETWEEN])).ground(|tones| tones.pane).into()
}

/// 草稿 → 待审 → 已批准 → 公示中 → 已撤下 → 已归档
fn way(state: NoticeState, words: &Words) -> Element<'_, Message> {
    if state == NoticeState::Void {
        return text(words.get(Word::StateVoid)).font(theme::BOLD).into();
    }
    let here = if state == NoticeState::Expired { NoticeState::Posted } else { state };
    let mut way = Row::new().spacing(theme::INSIDE).align_y(Center);
    for (at, stop) in WAY.into_iter().enumerate() {
        if at > 0 {
            way = way.push(text("→").style(theme::quiet));
        }
        let is_here = stop == here;
        let name = words.get(notices::name(if is_here { state } else { stop }));
        way = way.push(if is_here {
            text(name).font(theme::BOLD).style(if state == NoticeState::Expired { theme::due } else { theme::ink })
        } else {
            text(name).style(theme::quiet)
        });
    }
    way.wrap().into()
}

fn body<'a>(state: &'a State, held: &'a Held, desk: &'a Desk, is_narrow: bool) -> Element<'a, Message> {
    let words = &desk.words;
    let mut left = Column::new().spacing(theme::AROUND).push(step::view(state, held, desk));
    if held.state.has_hung() {
        left = left.push(objections::view(state, held, desk));
    }
    left = left
        .push(papers::view(state, held, words))
        .push(paperwork(state, held, words))
        .push(step::others(state, held, words));
    let right = past::view(held, desk);
    let both: Element<'_, Message> = if is_narrow {
        left.push(right).into()
    } else {
        let left = left.width(Length::FillPortion(3));
        row![left, container(right).width(Length::FillPortion(2))].spacing(theme::AROUND).into()
    };
    scrollable(container(both).padding([desk.gap(), desk.margin()]).max_width(1280))
        .style(theme::scroll)
        .width(Length::Fill)
        .height(Length::Fill)
        .into()
}

/// 文书: what can be written of the notice as it stands.
fn paperwork<'a>(state: &'a State, held: &'a Held, words: &'a Words) -> Element<'a, Message> {
    let mut asked = vec![Asked::Approval(state.id), Asked::Broadcast(state.id)];
    if held.posting.is_some() {
        asked.extend([Asked::Certificate(state.id), Asked::Outcome(state.id)]);
        asked.extend(held.objections.iter().map(|objection| Asked::Reply(state.id, objection.number)));
    }
    let buttons = asked.into_iter().map(|asked| {
        let (word, _) = writing::names(asked);
        let name = match asked {
            Asked::Reply(_, number) => format!("{} {number}", words.get(word)),
            _ => words.get(word).to_owned(),
        };
        button::quiet(name, "").on_press(Message::Paper(asked)).into()
    });
    let why = text(words.get(Word::LifePapersWhy)).size(theme::SMALL).style(theme::quiet);
    part(words.get(Word::LifePapers), None, column![why, Row::with_children(buttons).spacing(theme::INSIDE).wrap()])
}

/// A part of the page under its name, with what stands at the right of the name.
pub(super) fn part<'a>(
    title: &'a str,
    tool: Option<Element<'a, Message>>,
    content: Column<'a, Message>,
) -> Element<'a, Message> {
    let head = row![text(title).size(theme::PANE).font(theme::BOLD), space().width(Length::Fill)];
    let content = content.spacing(theme::BETWEEN).width(Length::Fill);
    column![
        head.push(tool).align_y(Center).height(theme::CONTROL_HEIGHT),
        container(content).padding(theme::BETWEEN).width(Length::Fill).style(theme::pane)
    ]
    .spacing(theme::TIGHT)
    .into()
}

/// One of several, in a line that breaks where it is full.
pub(super) fn choices<'a, T: PartialEq + Copy + 'a>(
    options: impl IntoIterator<Item = (T, &'a str)>,
    chosen: Option<T>,
    on_choose: impl Fn(T) -> Message + 'a,
) -> Element<'a, Message> {
    let options = options
        .into_iter()
        .map(|(option, name)| button::choice(name, chosen == Some(option)).on_press(on_choose(option)).into());
    Row::with_children(options).spacing(theme::TIGHT).wrap().into()
}
