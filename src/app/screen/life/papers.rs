//! Photographs and scans of a notice.

use iced::widget::{Column, Text, column, row, text};
use iced::{Center, Element};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::view::{choices, part};
use super::{Held, Message, State, Use};
use crate::domain::notice::State as NoticeState;
use crate::store::{Attachment, AttachmentRole};
use crate::ui::theme;
use crate::ui::widget::{area, button, ellipsis, field};
use crate::ui::words::{Word, Words};

const ROLES: [AttachmentRole; 5] =
    [AttachmentRole::Up, AttachmentRole::Midway, AttachmentRole::Down, AttachmentRole::Approval, AttachmentRole::Other];

pub(super) fn view<'a>(state: &'a State, held: &'a Held, words: &'a Words) -> Element<'a, Message> {
    let mut content = Column::new();
    if held.attachments.is_empty() {
        content = content.push(text(words.get(Word::LifePhotographsNone)).style(theme::quiet));
    }
    content = content.extend(held.attachments.iter().map(|file| one(file, words)));
    // A sealed record takes nothing more.
    if !matches!(held.state, NoticeState::Archived | NoticeState::Void) {
        content = content.push(add(state, words));
    }
    part(words.get(Word::LifePhotographs), None, content)
}

fn one<'a>(file: &'a Attachment, words: &'a Words) -> Element<'a, Message> {
    let facts = format!("{} · {}", words.get(role_word(file.role)), size(file.bytes));
    let taken = file.taken.map(|at| taken(file, at, words));
    let hash = words.with(Word::LifeHash, &[("hash", file.sha256.as_str().into())]);
    column![
        row![
            ellipsis::line(&file.name),
            text(facts).size(theme::SMALL).style(theme::quiet).wrapping(text::Wrapping::None)
        ]
        .spacing(theme::BETWEEN)
        .align_y(Center),
        ellipsis::line(hash).size(theme::SMALL).style(theme::quiet),
    ]
    .push(taken)
    .into()
}

/// The camera's time, and how far it is from the day the file was attached: a clock that is wrong is seen at once.
fn taken<'a>(file: &Attachment, at: DateTime, words: &Words) -> Text<'a> {
    let added = file.added.to_zoned_datetime(TimeZone::system()).date();
    let days = at.date().until(added).map_or(0, |span| span.get_days());
    let at = at.strftime("%Y-%m-%d %H:%M").to_string();
    let told = match days {
        0 => words.with(Word::LifeTaken, &[("at", at.into())]),
        1.. => words.with(Word::LifeTakenBefore, &[("at", at.into()), ("n", days.into())]),
        _ => words.with(Word::LifeTakenAfter, &[("at", at.into()), ("n", (-days).into())]),
    };
    text(told).size(theme::SMALL).style(if days == 0 { theme::quiet } else { theme::soon })
}

fn add<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let path = field::input(words.get(Word::LifePhotographFile), &state.paper.path);
    let path = path.on_input(Message::PaperPath).on_submit(Message::Attach);
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
