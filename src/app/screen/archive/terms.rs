//! 保管期限 by kind, and when personal data are concealed by themselves.

use iced::widget::{Column, Row, column, container, row, scrollable, space, text};
use iced::{Center, Element, Length};

use super::list_view::Choice;
use crate::domain::kind::{Catalogue, Confidence, KindId};
use crate::domain::retention::{Keeping, TERMS, Term};
use crate::ui::theme;
use crate::ui::widget::choose::choose;
use crate::ui::widget::{button, ellipsis};
use crate::ui::words::{Word, Words};

#[derive(Debug)]
pub(super) struct State {
    keeping: Keeping,
    /// Those in the archive first, then the others.
    kinds: Vec<(KindId, String)>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Term(KindId, Term),
    ConcealAfter(Option<u16>),
    Close,
}

/// Days that are offered.
const DAYS: [Option<u16>; 4] = [None, Some(30), Some(180), Some(365)];

impl State {
    pub(super) fn new(keeping: Keeping, here: &[(KindId, String)]) -> Self {
        let others = Catalogue::bundled().kinds().iter().map(|kind| (kind.id.clone(), kind.name.clone()));
        let others = others.filter(|(id, _)| !here.iter().any(|(known, _)| known == id));
        Self { keeping, kinds: here.iter().cloned().chain(others).collect() }
    }

    /// What the office settled, to be written.
    pub(super) fn update(&mut self, message: Message) -> Option<Keeping> {
        match message {
            Message::Term(kind, term) => self.keeping.set(&kind, term),
            Message::ConcealAfter(days) => self.keeping.conceal_after = days,
            Message::Close => return None,
        }
        Some(self.keeping.clone())
    }

    pub(super) fn view<'a>(&'a self, words: &'a Words, is_large: bool) -> Element<'a, Message> {
        let lines = self.kinds.iter().map(|(kind, name)| self.line(kind, name, words));
        let lines = Column::with_children(lines).spacing(theme::TIGHT).width(Length::Fill);
        let lines = lines.padding(iced::Padding::ZERO.right(theme::BETWEEN));
        let days = DAYS.into_iter().map(|days| {
            let label = match days {
                None => words.get(Word::ArchiveConcealNever).to_owned(),
                Some(days) => words.with(Word::ArchiveConcealDays, &[("n", days.into())]),
            };
            button::choice(label, self.keeping.conceal_after == days).on_press(Message::ConcealAfter(days)).into()
        });
        let head = column![
            text(words.get(Word::ArchiveTerms)).size(theme::PANE).font(theme::BOLD),
            text(words.get(Word::ArchiveTermsWhy)).size(theme::SMALL).style(theme::quiet),
        ];
        let conceal = column![
            text(words.get(Word::ArchiveConcealAfter)),
            Row::with_children(days).spacing(theme::TIGHT).wrap(),
            text(words.get(Word::ArchiveConcealAfterWhy)).size(theme::SMALL).style(theme::quiet),
        ];
        let (head, conceal) = (head.spacing(theme::INSIDE), conceal.spacing(theme::INSIDE));
        // With large text all but the button is scrolled.
        let upper = if is_large {
            column![scrolled(column![head, conceal, lines].spacing(theme::BETWEEN))]
        } else {
            column![head, scrolled(lines), conceal].spacing(theme::INSIDE)
        };
        let close = button::quiet(words.get(Word::Close), "Esc").on_press(Message::Close);
        column![upper.height(Length::Fill), row![space().width(Length::Fill), close]].spacing(theme::INSIDE).into()
    }

    fn line<'a>(&'a self, kind: &'a KindId, name: &'a str, words: &'a Words) -> Element<'a, Message> {
        let kept = self.keeping.of(kind);
        let choice = |term: Term| Choice {
            value: term,
            label: match term {
                Term::Permanent => words.get(Word::ArchiveKeptForEver).to_owned(),
                Term::Years(_) => term.word(),
            },
        };
        let id = kind.clone();
        let terms = choose(
            TERMS.map(choice).to_vec(),
            Some(choice(kept.term)),
            theme::BODY,
            112,
            move |chosen: Choice<Term>| Message::Term(id.clone(), chosen.value),
        );
        let basis = [("basis", kept.basis.as_str().into())];
        let basis = match kept.confidence {
            None => words.get(Word::ArchiveTermsOwn).to_owned(),
            Some(Confidence::Law) => words.with(Word::ArchiveTermsLaw, &basis),
            Some(Confidence::Copy | Confidence::Local | Confidence::Memory) => {
                words.with(Word::ArchiveTermsRest, &basis)
            }
        };
        let basis = ellipsis::line(basis).size(theme::SMALL).style(theme::quiet);
        row![container(ellipsis::line(name)).width(220), basis, terms]
            .spacing(theme::BETWEEN)
            .align_y(Center)
            .height(theme::CONTROL_HEIGHT)
            .into()
    }
}

fn scrolled<'a>(content: Column<'a, Message>) -> Element<'a, Message> {
    scrollable(content).style(theme::scroll).height(Length::Fill).into()
}
