//! What was done with a notice so far: signatures, places, corrections, every event.

use iced::widget::{Column, column, row, space, text};
use iced::{Center, Element, Length};
use jiff::ZonedDateTime;

use super::view::part;
use super::{Held, Message, step};
use crate::app::desk::Desk;
use crate::app::screen::notices::{self, short_day};
use crate::domain::approval::Means;
use crate::domain::notice::Summary;
use crate::domain::posting::Posting;
use crate::store::Event;
use crate::ui::theme;
use crate::ui::widget::{Look, ellipsis, press};
use crate::ui::words::{Word, Words};

pub(super) fn view<'a>(held: &'a Held, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let mut all = Column::new().spacing(theme::AROUND);
    all = all.push(part(words.get(Word::LifeSignatures), None, signatures(held, desk)));
    if let Some(posting) = &held.posting {
        all = all.push(part(words.get(Word::LifePosting), None, posted(posting, desk)));
    }
    let links = &held.corrections;
    if let Some(wrong) = &links.corrects {
        all = all.push(part(words.get(Word::LifeCorrects), None, column![link(wrong, words)]));
    }
    if !links.corrected_by.is_empty() {
        let by = Column::with_children(links.corrected_by.iter().map(|summary| link(summary, words)));
        all = all.push(part(words.get(Word::LifeCorrectedBy), None, by));
    }
    let events = held.events.iter().filter_map(|event| told(event, desk));
    all.push(part(words.get(Word::LifeEvents), None, Column::with_children(events))).into()
}

fn signatures<'a>(held: &'a Held, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let mut lines = Column::new();
    for approval in &held.approvals {
        let means = words.get(match approval.means {
            Means::Pin => Word::LifeSignedPin,
            Means::Paper => Word::LifeSignedPaper,
            Means::Alone => Word::LifeSignedAlone,
        });
        let at = instant(&approval.at, desk);
        let mut line = column![
            text(format!("{} · {}", approval.step, approval.person)),
            text(format!("{at} · {means}")).size(theme::SMALL).style(theme::quiet),
        ];
        if !approval.remark.is_empty() {
            line = line.push(text(&approval.remark).size(theme::SMALL));
        }
        if let Some(reason) = &approval.voided {
            let told = words.with(Word::LifeSignedVoid, &[("reason", reason.as_str().into())]);
            line = line.push(text(told).size(theme::SMALL).style(theme::due));
        }
        lines = lines.push(line);
    }
    if held.approvals.is_empty() {
        lines = lines.push(text(words.get(Word::LifeSignaturesNone)).style(theme::quiet));
    }
    let signed = |step: &&String| !held.approvals.iter().any(|one| one.voided.is_none() && one.step == **step);
    if !held.state.is_final() {
        lines = lines.extend(held.steps.iter().filter(signed).map(|step| {
            row![text(step), space().width(Length::Fill), text(words.get(Word::LifeWaiting)).size(theme::SMALL)]
                .align_y(Center)
                .into()
        }));
    }
    lines
}

fn posted<'a>(posting: &'a Posting, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let day = |day| short_day(day, desk.today, words);
    let days = posting.days(desk.today);
    let serial = words.with(Word::LifeSerial, &[("serial", posting.serial().into()), ("days", days.into())]);
    let first = posting.period.first.map(day).unwrap_or_default();
    let planned = match posting.period.last {
        Some(last) => words.with(Word::LifePlanned, &[("first", first.into()), ("last", day(last).into())]),
        None => words.with(Word::LifePlannedStanding, &[("first", first.into())]),
    };
    let mut lines = column![text(serial).font(theme::BOLD), text(planned)];
    if !posting.reason.is_empty() {
        lines = lines.push(text(&posting.reason).size(theme::SMALL).style(theme::quiet));
    }
    for hanging in &posting.hangings {
        let until = match &hanging.down {
            Some(at) => words.with(Word::LifeHangingDown, &[("at", instant(at, desk).into())]),
            None => words.get(Word::LifeHangs).to_owned(),
        };
        let when = format!("{} {} · {until}", instant(&hanging.up, desk), hanging.up_by);
        lines = lines.push(column![
            text(step::place_line(&hanging.place, words)),
            text(when).size(theme::SMALL).style(theme::quiet)
        ]);
    }
    let down = posting.withdrawn.as_ref().map(|down| {
        let values = [("reason", down.reason.as_str().into()), ("by", down.by.as_str().into())];
        text(words.with(Word::LifeWithdrawn, &values))
    });
    lines.push(down)
}

fn link<'a>(summary: &'a Summary, words: &'a Words) -> Element<'a, Message> {
    let line = row![ellipsis::title(&summary.title), notices::state_text(summary.state, words)];
    press(line.spacing(theme::BETWEEN).align_y(Center))
        .look(Look::Bare)
        .width(Length::Fill)
        .height(theme::ROW_HEIGHT)
        .on_press(Message::Open(summary.id))
        .into()
}

fn instant(at: &ZonedDateTime, desk: &Desk) -> String {
    format!("{} {}", short_day(at.date(), desk.today, &desk.words), at.strftime("%H:%M"))
}

/// One step of the way; typing and undo are no steps.
fn told<'a>(event: &'a Event, desk: &'a Desk) -> Option<Element<'a, Message>> {
    let words = &desk.words;
    let (code, reason) = event.summary.split_once(": ").unwrap_or((&event.summary, ""));
    let what = match event.operation.as_str() {
        "create" => Word::NewTitle,
        "approve" => Word::LifeSign,
        "attach" => Word::LifeAttach,
        "object" => Word::LifeObjectionNew,
        "answer" => Word::LifeAnswer,
        "correct" => Word::LifeCorrect,
        "life" => match code {
            "draft" => Word::StateDraft,
            "in-review" => Word::StateInReview,
            "approved" => Word::StateApproved,
            "posted" => Word::StatePosted,
            "expired" => Word::StateExpired,
            "withdrawn" => Word::StateWithdrawn,
            "archived" => Word::StateArchived,
            "void" => Word::StateVoid,
            _ => return None,
        },
        _ => return None,
    };
    let detail = match event.operation.as_str() {
        "life" => reason,
        "approve" => event.summary.rsplit_once(' ').map_or("", |(step, _)| step),
        _ => "",
    };
    let what = if detail.is_empty() { words.get(what).to_owned() } else { format!("{} · {detail}", words.get(what)) };
    let who = if event.actor.is_empty() { String::new() } else { format!(" {}", event.actor) };
    let when = text(format!("{}{who}", instant(&event.at, desk))).size(theme::SMALL).style(theme::quiet);
    Some(column![text(what), when].into())
}
