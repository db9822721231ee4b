//! Photographs and scans of a notice.

use iced::widget::{Column, Row, Text, column, container, image, row, text};
use iced::{Center, ContentFit, Element, Length};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::view::{choices, part};
use super::{FIRST, Held, Message, State, Use};
use crate::domain::notice::State as NoticeState;
use crate::store::{Attachment, AttachmentRole};
use crate::ui::theme;
use crate::ui::widget::{area, button, ellipsis, field};
use crate::ui::words::{Word, Words};

/// Width of a picture in the panel.
const PICTURE: f32 = 128.0;

/// Minutes by which a camera's clock may be ahead of the computer's before it is said.
const CLOCKS: i64 = 5;

const ROLES: [AttachmentRole; 5] =
    [AttachmentRole::Up, AttachmentRole::Midway, AttachmentRole::Down, AttachmentRole::Approval, AttachmentRole::Other];

pub(super) fn view<'a>(state: &'a State, held: &'a Held, words: &'a Words) -> Element<'a, Message> {
    let mut content = Column::new();
    if held.attachments.is_empty() {
        content = content.push(text(words.get(Word::LifePhotographsNone)).style(theme::quiet));
    }
    content = content.extend(held.attachments.iter().map(|file| one(state, file, words)));
    // A sealed record takes nothing more.
    if !matches!(held.state, NoticeState::Archived | NoticeState::Void) {
        content = content.push(add(state, words));
    }
    part(words.get(Word::LifePhotographs), None, content)
}

/// The picture with its facts beside it: what it shows, by whom and when it was added, what the camera's clock says.
fn one<'a>(state: &'a State, file: &'a Attachment, words: &'a Words) -> Element<'a, Message> {
    let added = file.added.to_zoned_datetime(TimeZone::system()).datetime();
    let by = if file.by.is_empty() { String::new() } else { format!(" {}", file.by) };
    let at = added.strftime("%Y-%m-%d %H:%M").to_string();
    let facts = words.with(Word::LifeAdded, &[("at", at.into()), ("by", by.into())]);
    let taken = file.taken.map(|at| taken(at, added, words));
    let hash = words.with(Word::LifeHash, &[("hash", file.sha256.as_str().into())]);
    let quiet = |told: String| text(told).size(theme::SMALL).style(theme::quiet);
    let facts = column![
        row![text(words.get(role_word(file.role))).font(theme::BOLD), quiet(size(file.bytes))]
            .spacing(theme::INSIDE)
            .align_y(Center),
        ellipsis::title(&file.name),
        quiet(facts),
    ]
    .push(taken)
    .push(ellipsis::line(hash).size(theme::SMALL).style(theme::quiet));
    let picture: Option<Element<'_, Message>> = state.pictures.get(&file.sha256).map(|handle| {
        let picture = image(handle.clone()).width(PICTURE).height(PICTURE * 0.75).content_fit(ContentFit::Contain);
        container(picture).center_x(PICTURE).into()
    });
    Row::new().push(picture).push(facts.width(Length::Fill)).spacing(theme::BETWEEN).into()
}

/// The camera's time against the computer's when the file was added: a clock that is wrong is seen at once.
fn taken<'a>(at: DateTime, added: DateTime, words: &Words) -> Text<'a> {
    let said = at.strftime("%Y-%m-%d %H:%M").to_string();
    let days = at.date().until(added.date()).map_or(0, |span| span.get_days());
    let ahead = added.duration_until(at).as_mins();
    let told = match days {
        // Two clocks of one office are a few minutes apart.
        0 if ahead > CLOCKS => {
            let (hours, minutes) = (ahead / 60, ahead % 60);
            words.with(Word::LifeTakenAhead, &[("at", said.into()), ("h", hours.into()), ("m", minutes.into())])
        }
        0 => words.with(Word::LifeTaken, &[("at", said.into())]),
        1.. => words.with(Word::LifeTakenBefore, &[("at", said.into()), ("n", days.into())]),
        _ => words.with(Word::LifeTakenAfter, &[("at", said.into()), ("n", (-days).into())]),
    };
    let is_well = days == 0 && ahead <= CLOCKS;
    text(told).size(theme::SMALL).style(if is_well { theme::quiet } else { theme::soon })
}

fn add<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let path = field::input(words.get(Word::LifePhotographFile), &state.paper.path);
    let path = path.on_input(Message::PaperPath).on_submit(Message::Attach);
    // After taking down, the picture of the bare wall is what is asked for first.
    let is_down = state.held().is_some_and(|held| held.state == NoticeState::Withdrawn);
    let path = if is_down { path.id(FIRST) } else { path };
    let browse = button::quiet(words.get(Word::NewFileBrowse), "").on_press(Message::Browse(Use::Paper));
    let can = !state.is_busy && !state.paper.path.trim().is_empty();
    let attach = button::quiet(words.get(Word::LifeAttach), "").on_press_maybe(can.then_some(Message::Attach));
    column![
        choices(ROLES.map(|role| (role, words.get(role_word(role)))), Some(state.paper.role), Message::Role),
        row![area(path), browse, attach].spacing(theme::INSIDE).align_y(Center),
    ]
    .spacing(theme::INSIDE)
    .into()
}

fn role_word(role: AttachmentRole) -> Word {
    match role {
        AttachmentRole::Up => Word::LifeRoleUp,
        AttachmentRole::Midway => Word::LifeRoleMidway,
        AttachmentRole::Down => Word::LifeRoleDown,
        AttachmentRole::Approval => Word::LifeRoleApproval,
        AttachmentRole::Other => Word::LifeRoleOther,
    }
}

/// 2.4 MB, 180 KB
fn size(bytes: u64) -> String {
    if bytes >= 1_000_000 { format!("{:.1} MB", bytes as f64 / 1e6) } else { format!("{} KB", bytes.div_ceil(1000)) }
}
