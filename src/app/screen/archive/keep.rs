//! Hold, release, conceal, show again, destroy: who does it and why.

use iced::widget::{Column, column, container, operation, row, space, text};
use iced::{Center, Element, Length, Task};

use super::record::Held;
use crate::app::screen::life::Pin;
use crate::domain::retention::Deed;
use crate::store::{Destruction, Witness};
use crate::ui::theme;
use crate::ui::widget::{area, button, field};
use crate::ui::words::{Word, Words};

const REASON: &str = "keep-reason";
const PERSON: &str = "keep-person";

#[derive(Debug)]
pub struct State {
    deed: Deed,
    persons: [Person; 2],
    reason: String,
    trouble: Option<Word>,
}

/// Someone who agrees.
#[derive(Debug, Default)]
struct Person {
    name: String,
    on_paper: bool,
    pin: Pin,
}

#[derive(Debug, Clone)]
pub enum Message {
    Name(usize, String),
    OnPaper(usize, bool),
    Pin(usize, Pin),
    Reason(String),
    Go,
    Close,
}

/// What the store is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    Plain { deed: Deed, person: String, reason: String },
    Destroy(DestroyOrder),
}

/// A destruction on its way to the store: its PINs are never written into a log.
#[derive(Clone, PartialEq)]
pub struct DestroyOrder(pub Destruction);

impl std::fmt::Debug for DestroyOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DestroyOrder")
    }
}

#[derive(Debug)]
pub enum Action {
    None,
    Keep(Order),
    Close,
}

impl State {
    pub(super) fn new(deed: Deed, held: &Held) -> (Self, Task<Message>) {
        let has_pins = held.workers.iter().filter(|worker| worker.has_pin).count() > 1;
        let person = |at: usize| Person {
            name: held.workers.get(at).map(|worker| worker.name.clone()).unwrap_or_default(),
            on_paper: !has_pins,
            pin: Pin::default(),
        };
        let persons = [person(0), person(1)];
        let field = if persons[0].name.is_empty() { PERSON } else { REASON };
        (Self { deed, persons, reason: String::new(), trouble: None }, operation::focus(field))
    }

    pub(super) fn update(&mut self, message: Message, _words: &Words) -> Action {
        self.trouble = None;
        match message {
            Message::Name(at, name) => self.persons[at].name = name,
            Message::OnPaper(at, on_paper) => self.persons[at].on_paper = on_paper,
            Message::Pin(at, pin) => self.persons[at].pin = pin,
            Message::Reason(reason) => self.reason = reason,
            Message::Go => return self.go(),
            Message::Close => return Action::Close,
        }
        Action::None
    }

    fn go(&mut self) -> Action {
        let [first, second] = &self.persons;
        let is_destruction = self.deed == Deed::Destroy;
        self.trouble = if first.name.trim().is_empty() {
            Some(Word::LifeNeedPerson)
        } else if self.reason.trim().is_empty() {
            Some(Word::LifeNeedReason)
        } else if is_destruction && (second.name.trim().is_empty() || first.name.trim() == second.name.trim()) {
            Some(Word::KeepOnePerson)
        } else {
            None
        };
        if self.trouble.is_some() {
            return Action::None;
        }
        let (person, reason) = (first.name.trim().to_owned(), self.reason.trim().to_owned());
        if !is_destruction {
            return Action::Keep(Order::Plain { deed: self.deed, person, reason });
        }
        let witness = |person: &Person| Witness {
            name: person.name.trim().to_owned(),
            pin: (!person.on_paper).then(|| person.pin.0.clone()),
        };
        let destruction = Destruction { first: witness(first), second: witness(second), reason };
        Action::Keep(Order::Destroy(DestroyOrder(destruction)))
    }

    pub(super) fn view<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let is_destruction = self.deed == Deed::Destroy;
        let mut fields = Column::new().push(self.person(0, words)).spacing(theme::BETWEEN);
        if is_destruction {
            fields = fields.push(self.person(1, words));
        }
        let reason = field::input("", &self.reason).id(REASON).on_input(Message::Reason);
        let trouble = self.trouble.map(|word| text(words.get(word)).style(theme::due));
        let go = if is_destruction { Word::RecordDestroyGo } else { name(self.deed) };
        column![
            text(words.get(name(self.deed))).size(theme::PANE).font(theme::BOLD),
            text(words.get(why(self.deed))),
            fields,
            field::labelled(words.get(Word::RecordReason), reason),
        ]
        .push(trouble)
        .push(
            row![
                space().width(Length::Fill),
                button::quiet(words.get(Word::Cancel), "Esc").on_press(Message::Close),
                button::primary(words.get(go), "Ctrl+Enter").on_press(Message::Go),
            ]
            .spacing(theme::INSIDE)
            .align_y(Center),
        )
        .spacing(theme::BETWEEN)
        .into()
    }

    fn person<'a>(&'a self, at: usize, words: &'a Words) -> Element<'a, Message> {
        let person = &self.persons[at];
        let caption = words.get(if at == 0 { Word::RecordPerson } else { Word::RecordSecond });
        let name = field::input("", &person.name).on_input(move |name| Message::Name(at, name));
        let name = if at == 0 { name.id(PERSON) } else { name };
        let name = field::labelled(caption, name);
        if self.deed != Deed::Destroy {
            return name.into();
        }
        let choice = |word, on_paper| {
            button::choice(words.get(word), person.on_paper == on_paper).on_press(Message::OnPaper(at, on_paper))
        };
        let pin = field::input(words.get(Word::RecordPin), &person.pin.0).secure(true);
        let pin = pin.on_input(move |pin| Message::Pin(at, Pin(pin)));
        let pin = (!person.on_paper).then(|| container(area(pin)).width(160));
        let means = row![choice(Word::RecordByPin, false), choice(Word::RecordByPaper, true)].push(pin);
        let means = means.spacing(theme::INSIDE).align_y(Center).height(theme::CONTROL_HEIGHT);
        column![name, means].spacing(theme::TIGHT).into()
    }
}

pub(super) fn name(deed: Deed) -> Word {
    match deed {
        Deed::Hold => Word::RecordHold,
        Deed::Release => Word::RecordRelease,
        Deed::Conceal => Word::RecordConceal,
        Deed::Reveal => Word::RecordReveal,
        Deed::Destroy => Word::RecordDestroy,
    }
}

fn why(deed: Deed) -> Word {
    match deed {
        Deed::Hold => Word::RecordHoldWhy,
        Deed::Release => Word::RecordReleaseWhy,
        Deed::Conceal => Word::RecordConcealWhy,
        Deed::Reveal => Word::RecordRevealWhy,
        Deed::Destroy => Word::RecordDestroyWhy,
    }
}

pub(super) fn done(deed: Deed) -> Word {
    match deed {
        Deed::Hold => Word::RecordDoneHold,
        Deed::Release => Word::RecordDoneRelease,
        Deed::Conceal => Word::RecordDoneConceal,
        Deed::Reveal => Word::RecordDoneReveal,
        Deed::Destroy => Word::RecordDoneDestroy,
    }
}
