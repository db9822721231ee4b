//! What is to be done now: what it asks for, and the one button that does it.

use iced::widget::{Column, Row, column, row, text};
use iced::{Center, Element, Length};
use jiff::civil::Date;

use super::view::{choices, part};
use super::{FIRST, Held, Message, PIN, Pin, State, Use, room};
use crate::app::desk::Desk;
use crate::domain::approval::Means;
use crate::domain::notice::State as NoticeState;
use crate::domain::posting::{Form, Place};
use crate::store::Relation;
use crate::ui::theme;
use crate::ui::widget::date::spoken;
use crate::ui::widget::{Look, area, button, field, press};
use crate::ui::words::{Word, Words};

/// Findings named under the button; the editor names all.
const FINDINGS: usize = 5;

pub(super) fn view<'a>(state: &'a State, held: &'a Held, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let content = match held.state {
        NoticeState::Draft => submit(state, held, words),
        NoticeState::InReview => sign(state, held, words),
        NoticeState::Approved => post(state, held, desk),
        NoticeState::Posted | NoticeState::Expired => withdraw(state, held, desk),
        NoticeState::Withdrawn => seal(state, held, words),
        NoticeState::Archived => {
            let told = held.seal.map(|number| words.with(Word::LifeArchived, &[("n", number.into())]));
            column![text(told.unwrap_or_else(|| words.get(Word::StateArchived).to_owned())).style(theme::fine)]
        }
        NoticeState::Void => column![text(words.get(Word::LifeVoidTold)).style(theme::quiet)],
    };
    let trouble = state.trouble.as_ref().map(|told| text(told).style(theme::due));
    part(words.get(Word::LifeNow), None, content.push(trouble).push(main_action(state, held, words)))
}

/// The biggest thing on the page.
fn main_action<'a>(state: &State, held: &Held, words: &'a Words) -> Option<Element<'a, Message>> {
    let (word, is_ready) = match held.state {
        NoticeState::Draft => (Word::LifeSubmit, true),
        NoticeState::InReview => (Word::LifeSign, true),
        NoticeState::Approved => (Word::LifePost, held.blocking.is_empty()),
        NoticeState::Posted | NoticeState::Expired => (Word::LifeWithdraw, true),
        NoticeState::Withdrawn => (Word::LifeSeal, held.unanswered() == 0),
        NoticeState::Archived | NoticeState::Void => return None,
    };
    let label = if state.is_busy { words.get(Word::Saving) } else { words.get(word) };
    let label = row![
        text(label).size(theme::PANE).font(theme::BOLD).wrapping(text::Wrapping::None),
        text("Ctrl+Enter").size(theme::SMALL).wrapping(text::Wrapping::None)
    ];
    let button = press(label.spacing(theme::BETWEEN).align_y(Center)).look(Look::Primary).padding([0.0, theme::AROUND]);
    Some(button.height(52).on_press_maybe((is_ready && !state.is_busy).then_some(Message::Go)).into())
}

fn submit<'a>(state: &'a State, held: &'a Held, words: &'a Words) -> Column<'a, Message> {
    let steps = held.steps.join(" → ");
    column![text(words.with(Word::LifeSubmitWhy, &[("steps", steps.into())])), person(state, held, words, false)]
        .push(blocked(held, words))
}

fn sign<'a>(state: &'a State, held: &'a Held, words: &'a Words) -> Column<'a, Message> {
    let form = &state.form;
    let step = held.turn().unwrap_or_default();
    let means = [(Means::Pin, Word::LifePin), (Means::Paper, Word::LifePaper), (Means::Alone, Word::LifeAlone)];
    let mut content = column![
        text(words.with(Word::LifeSignStep, &[("step", step.into())])).font(theme::BOLD),
        text(words.get(Word::LifeSignWhy)).size(theme::SMALL).style(theme::quiet),
        choices(means.map(|(means, word)| (means, words.get(word))), form.means, Message::Means),
        person(state, held, words, form.means == Some(Means::Pin)),
    ];
    content = match form.means {
        Some(Means::Pin) if !held.workers.iter().any(|worker| worker.has_pin) => {
            content.push(text(words.get(Word::LifePinNone)).style(theme::soon))
        }
        Some(Means::Pin) => {
            let pin = field::input("", &form.pin.0).id(PIN).secure(true);
            let pin = pin.on_input(|pin| Message::Pin(Pin(pin))).on_submit(Message::Go);
            content.push(field::labelled(words.get(Word::LifePinField), pin).max_width(320))
        }
        Some(Means::Alone) => content.push(text(words.get(Word::LifeAloneWhy)).size(theme::SMALL).style(theme::quiet)),
        Some(Means::Paper) | None => content.push(scan(state, held, words)),
    };
    let remark = field::input("", &form.remark).on_input(Message::Remark).on_submit(Message::Go);
    content.push(field::labelled(words.get(Word::LifeRemark), remark)).push(blocked(held, words))
}

fn scan<'a>(state: &'a State, held: &'a Held, words: &'a Words) -> Element<'a, Message> {
    let there = held.scan().map(|scan| words.with(Word::LifeScanThere, &[("name", scan.name.as_str().into())]));
    let path = field::input(words.get(Word::LifePhotographFile), &state.form.scan);
    let path = path.on_input(Message::Scan).on_submit(Message::Go);
    let line = row![area(path), button::quiet(words.get(Word::NewFileBrowse), "").on_press(Message::Browse(Use::Scan))];
    column![
        text(words.get(Word::LifeScan)).size(theme::SMALL).style(theme::quiet),
        line.spacing(theme::INSIDE).align_y(Center)
    ]
    .push(there.map(|told| text(told).size(theme::SMALL).style(theme::fine)))
    .spacing(theme::TIGHT)
    .into()
}

/// The name, typed or taken from those who work in the office.
fn person<'a>(state: &'a State, held: &'a Held, words: &'a Words, with_pin: bool) -> Element<'a, Message> {
    let name = field::input("", &state.form.person).id(FIRST).on_input(Message::Person).on_submit(Message::Go);
    let known = held.workers.iter().filter(|worker| worker.has_pin || !with_pin).map(|worker| {
        let label =
            if worker.duty.is_empty() { worker.name.clone() } else { format!("{}（{}）", worker.name, worker.duty) };
        let is_chosen = worker.name == state.form.person.trim();
        button::choice(label, is_chosen).on_press(Message::Person(worker.name.clone())).into()
    });
    let known = Row::with_children(known).spacing(theme::TIGHT).wrap();
    column![field::labelled(words.get(Word::LifePerson), name).max_width(320), known].spacing(theme::TIGHT).into()
}

fn post<'a>(state: &'a State, held: &'a Held, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let form = &state.form;
    let rule = match held.rule.last {
        Some(least) => words.with(Word::LifeRule, &[("day", spoken(least, words).into())]),
        None => words.get(Word::LifeRuleStanding).to_owned(),
    };
    let last = column![
        text(words.get(Word::LifeLast)).size(theme::SMALL).style(theme::quiet),
        form.last.view("life-last", words, desk.today).map(Message::Last),
        text(rule).size(theme::SMALL).style(theme::quiet),
    ];
    let mut content = column![
        text(words.get(Word::LifePostWhy)),
        places(state, held, desk),
        last.spacing(theme::TIGHT).max_width(480),
    ];
    content = content.extend(doubts(held));
    if form.needs_reason(held) {
        content = content.push(reason(state, words, why_reason(state, held, words)));
    }
    content.push(person(state, held, words, false)).push(blocked(held, words))
}

/// What the days are not sure of.
fn doubts<'a>(held: &'a Held) -> impl Iterator<Item = Element<'a, Message>> {
    held.doubts.iter().map(|doubt| text(&doubt.text).size(theme::SMALL).style(theme::soon).into())
}

/// Names what does not fit: the page against today, or the days against the rule.
fn why_reason(state: &State, held: &Held, words: &Words) -> String {
    let day = |day: Option<Date>| day.map(|day| spoken(day, words)).unwrap_or_default();
    if state.form.is_other(held) {
        let said = [("first", day(held.says.first).into()), ("last", day(held.says.last).into())];
        return words.with(Word::LifeReasonOther, &said);
    }
    words.get(Word::LifeReasonShort).to_owned()
}

fn places<'a>(state: &'a State, held: &'a Held, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let form = &state.form;
    let added = form.places.iter().filter(|place| !held.places.contains(place));
    let known = held.places.iter().chain(added).map(|place| {
        let label = format!("{} · {}", place.name, words.get(form_word(place.form)));
        let is_chosen = form.places.contains(place);
        let room = if is_chosen { room::view(state, held, place, desk) } else { None };
        column![field::check(label, is_chosen).on_press(Message::Place(place.clone()))].push(room).into()
    });
    let new = field::input(words.get(Word::LifePlaceNew), &form.new_place);
    let new = new.on_input(Message::NewPlace).on_submit(Message::AddPlace);
    let can_add = !form.new_place.trim().is_empty();
    let add = button::quiet(words.get(Word::LifePlaceAdd), "").on_press_maybe(can_add.then_some(Message::AddPlace));
    let forms = [Form::Wall, Form::Screen, Form::Broadcast, Form::Other];
    column![
        text(words.get(Word::LifePlaces)).size(theme::SMALL).style(theme::quiet),
        Column::with_children(known),
        row![area(new), add].spacing(theme::INSIDE).align_y(Center),
    ]
    .push(
        can_add.then(|| {
            choices(forms.map(|form| (form, words.get(form_word(form)))), Some(form.new_form), Message::NewForm)
        }),
    )
    .spacing(theme::TIGHT)
    .into()
}

pub(super) fn form_word(form: Form) -> Word {
    match form {
        Form::Wall => Word::LifeFormWall,
        Form::Screen => Word::LifeFormScreen,
        Form::Broadcast => Word::LifeFormBroadcast,
        Form::Other => Word::LifeFormOther,
    }
}

/// Where a notice hangs, as one line of the past names it.
pub(super) fn place_line(place: &Place, words: &Words) -> String {
    format!("{} · {}", place.name, words.get(form_word(place.form)))
}

fn reason<'a>(state: &'a State, words: &'a Words, why: impl text::IntoFragment<'a>) -> Element<'a, Message> {
    let reason = field::input("", &state.form.reason).on_input(Message::Reason).on_submit(Message::Go);
    field::explained(words.get(Word::LifeReason), reason, why, false).into()
}

fn withdraw<'a>(state: &'a State, held: &'a Held, desk: &'a Desk) -> Column<'a, Message> {
    let words = &desk.words;
    let last = held.posting.as_ref().and_then(|posting| posting.period.last);
    let early = last.filter(|last| *last > desk.today);
    let told = match early {
        Some(last) => {
            text(words.with(Word::LifeWithdrawEarly, &[("day", spoken(last, words).into())])).style(theme::soon)
        }
        None => text(words.get(Word::LifeWithdrawWhy)),
    };
    column![told, person(state, held, words, false), reason(state, words, "")]
}

fn seal<'a>(state: &'a State, held: &'a Held, words: &'a Words) -> Column<'a, Message> {
    let open = held.unanswered();
    let open = (open > 0)
        .then(|| text(words.with(Word::LifeSealOpen, &[("n", open.into())])).style(theme::due).width(Length::Fill));
    // Sealing cannot be undone: Enter in this field does not do it, and the keyboard does not begin here.
    let name = field::input("", &state.form.person).on_input(Message::Person);
    let name = field::labelled(words.get(Word::LifePerson), name).max_width(320);
    column![text(words.get(Word::LifeSealWhy)), name].push(open)
}

/// What has to be settled before the notice may hang.
fn blocked<'a>(held: &'a Held, words: &'a Words) -> Option<Element<'a, Message>> {
    let count = held.blocking.len();
    if count == 0 {
        return None;
    }
    let told = text(words.with(Word::LifeBlocked, &[("n", count.into())])).style(theme::due);
    let lines = held.blocking.iter().take(FINDINGS).map(|finding| text(format!("· {}", finding.text)).into());
    let edit = button::quiet(words.get(Word::LifeToEditor), "").on_press(Message::Edit);
    Some(column![told].extend(lines).push(edit).spacing(theme::TIGHT).into())
}

/// What else can be done: rarer than the main action, and never in its way.
pub(super) fn others<'a>(state: &'a State, held: &'a Held, words: &'a Words) -> Option<Element<'a, Message>> {
    let can = |message| (!state.is_busy).then_some(message);
    let content = match held.state {
        NoticeState::Draft | NoticeState::InReview | NoticeState::Approved => {
            let reason = field::input("", &state.form.other_reason).on_input(Message::OtherReason);
            let back = (held.state != NoticeState::Draft)
                .then(|| button::quiet(words.get(Word::LifeSendBack), "").on_press_maybe(can(Message::SendBack)));
            let void = button::quiet(words.get(Word::LifeVoid), "").on_press_maybe(can(Message::Void));
            column![
                field::labelled(words.get(Word::LifeReason), reason),
                Row::new().push(back).push(void).spacing(theme::INSIDE)
            ]
        }
        NoticeState::Posted | NoticeState::Expired | NoticeState::Withdrawn | NoticeState::Archived => column![
            text(words.get(Word::LifeCorrectWhy)).size(theme::SMALL).style(theme::quiet),
            button::quiet(words.get(Word::LifeCorrect), "").on_press_maybe(can(Message::Correct(Relation::Correction))),
        ],
        NoticeState::Void => return None,
    };
    Some(part(words.get(Word::LifeOther), None, content))
}
