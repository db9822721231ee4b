//! 异议登记: who objects to what, until when it is answered, and the answer.

use iced::widget::{Column, column, row, space, text};
use iced::{Center, Element, Length};

use super::view::{choices, line, part};
use super::{Held, MEANS, Message, State};
use crate::app::desk::Desk;
use crate::app::screen::notices::short_day;
use crate::domain::notice::State as NoticeState;
use crate::domain::objection::{Objection, Outcome, doubts};
use crate::store::Relation;
use crate::ui::theme;
use crate::ui::widget::{button, field};
use crate::ui::words::{Word, Words};

pub(super) const MATTER: &str = "life-matter";
pub(super) const REPLY: &str = "life-reply";
/// The last objection's answer.
pub(super) const ANSWER: &str = "life-answer";
/// What follows from an objection that was upheld.
pub(super) const UPHELD: &str = "life-upheld";

pub(super) fn view<'a>(state: &'a State, held: &'a Held, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let mut content = Column::new();
    if state.objection.is_open {
        content = content.push(register(state, held, desk)).push(line());
    }
    if held.objections.is_empty() {
        content = content.push(text(words.get(Word::LifeObjectionsNone)).style(theme::quiet));
    }
    for objection in &held.objections {
        content = content.push(one(state, objection, held, desk));
    }
    let can_register = held.state != NoticeState::Archived;
    let new = can_register
        .then(|| button::quiet(words.get(Word::LifeObjectionNew), "").on_press(Message::OpenObjection).into());
    part(words.get(Word::LifeObjections), new, content)
}

fn register<'a>(state: &'a State, held: &'a Held, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let typed = &state.objection;
    let matter = field::input("", &typed.matter).id(MATTER).on_input(Message::Matter).on_submit(Message::Register);
    let person = field::input("", &typed.person).on_input(Message::Objector).on_submit(Message::Register);
    let means = MEANS.iter().enumerate().map(|(at, (_, word))| (at, words.get(*word)));
    let due = column![
        text(words.get(Word::LifeObjectionDue)).size(theme::SMALL).style(theme::quiet),
        typed.due.view("life-due", words, desk.today).map(Message::Due)
    ];
    let doubts = doubts(&held.kind, desk.today, &desk.rules.calendar).into_iter();
    let due = due.extend(doubts.map(|doubt| text(doubt.text).size(theme::SMALL).style(theme::soon).into()));
    column![
        field::labelled(words.get(Word::LifeObjectionMatter), matter),
        field::labelled(words.get(Word::LifeObjectionPerson), person).max_width(320),
        field::labelled(
            words.get(Word::LifeObjectionMeans),
            choices(means.collect::<Vec<_>>(), Some(typed.means), Message::ObjectionMeans)
        ),
        due.spacing(theme::TIGHT).max_width(480),
        button::primary(words.get(Word::LifeObjectionNew), "Enter").on_press(Message::Register),
    ]
    .spacing(theme::BETWEEN)
    .into()
}

/// What follows from an objection that was upheld: another notice, which is offered until there is one.
fn upheld<'a>(state: &'a State, objection: &Objection, held: &Held, words: &'a Words) -> Element<'a, Message> {
    let answered = objection.answer.as_ref().map(|answer| answer.at.timestamp());
    let is_followed = held.corrections.corrected_by.iter().any(|made| Some(made.updated) >= answered);
    if is_followed {
        return text(words.get(Word::LifeUpheldDone)).size(theme::SMALL).style(theme::fine).into();
    }
    let make = |word, relation| {
        button::quiet(words.get(word), "").on_press_maybe((!state.is_busy).then_some(Message::Correct(relation)))
    };
    let ways = row![make(Word::LifeCorrect, Relation::Correction).id(UPHELD), make(Word::LifeRenew, Relation::Renewal)];
    column![text(words.get(Word::LifeUpheldWhy)).size(theme::SMALL).style(theme::due), ways.spacing(theme::INSIDE)]
        .spacing(theme::TIGHT)
        .into()
}

fn one<'a>(state: &'a State, objection: &'a Objection, held: &'a Held, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let person = if objection.person.is_empty() { words.get(Word::LifeObjectionNameless) } else { &objection.person };
    let number = words.with(Word::LifeObjectionNumber, &[("n", objection.number.into())]);
    let received = short_day(objection.received.date(), desk.today, words);
    let head = text(format!("{number} · {received} · {person} · {}", objection.means)).size(theme::SMALL);
    let mut whole =
        column![row![head.style(theme::quiet), space().width(Length::Fill), due(objection, desk)].align_y(Center)]
            .push(text(&objection.matter))
            .spacing(theme::TIGHT);
    match &objection.answer {
        Some(answer) => {
            let told = format!("{} · {}", words.get(outcome_word(answer.outcome)), answer.reply);
            whole = whole.push(text(told).font(theme::BOLD));
            let by = format!("{} · {}", answer.by, short_day(answer.at.date(), desk.today, words));
            whole = whole.push(text(by).size(theme::SMALL).style(theme::quiet));
            if answer.outcome == Outcome::Upheld {
                whole = whole.push(upheld(state, objection, held, words));
            }
        }
        None if state.answer.number == Some(objection.number) => whole = whole.push(reply(state, words)),
        None => {
            let answer = button::quiet(words.get(Word::LifeAnswer), "").on_press(Message::Answering(objection.number));
            let is_last = held.objections.last().is_some_and(|last| last.number == objection.number);
            whole = whole.push(if is_last { answer.id(ANSWER) } else { answer });
        }
    }
    whole.into()
}

fn due<'a>(objection: &Objection, desk: &'a Desk) -> Option<Element<'a, Message>> {
    if objection.answer.is_some() {
        return None;
    }
    let words = &desk.words;
    let Some(day) = objection.due else {
        return Some(text(words.get(Word::LifeObjectionNoDue)).size(theme::SMALL).style(theme::quiet).into());
    };
    let told = words.with(Word::LifeObjectionDueOn, &[("day", short_day(day, desk.today, words).into())]);
    let style = if day <= desk.today { theme::due } else { theme::soon };
    Some(text(told).size(theme::SMALL).style(style).wrapping(text::Wrapping::None).into())
}

fn reply<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let typed = &state.answer;
    let reply = field::input("", &typed.reply).id(REPLY).on_input(Message::Reply).on_submit(Message::Answer);
    let by = field::input("", &state.form.person).on_input(Message::Person).on_submit(Message::Answer);
    let outcomes = [Outcome::Rejected, Outcome::Upheld, Outcome::Withdrawn];
    let outcomes = outcomes.map(|outcome| (outcome, words.get(outcome_word(outcome))));
    let chosen = Some(typed.outcome.unwrap_or(Outcome::Rejected));
    column![
        field::labelled(words.get(Word::LifeAnswerReply), reply),
        field::labelled(words.get(Word::LifeAnswerOutcome), choices(outcomes, chosen, Message::Outcome)),
        field::check(words.get(Word::LifeAnswerChanged), typed.changed).on_press(Message::Changed),
        field::labelled(words.get(Word::LifePerson), by).max_width(320),
        button::primary(words.get(Word::LifeAnswer), "Enter").on_press(Message::Answer),
    ]
    .spacing(theme::BETWEEN)
    .into()
}

fn outcome_word(outcome: Outcome) -> Word {
    match outcome {
        Outcome::Upheld => Word::LifeOutcomeUpheld,
        Outcome::Rejected => Word::LifeOutcomeRejected,
        Outcome::Withdrawn => Word::LifeOutcomeWithdrawn,
    }
}
