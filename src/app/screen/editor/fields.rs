//! The fields around the table.

use iced::widget::{column, row, text_editor};
use iced::{Element, Length};
use jiff::civil::Date;

use super::{Message, State};
use crate::domain::notice::{Content, Period};
use crate::domain::stated;
use crate::ui::theme;
use crate::ui::widget::date::{Picker, spoken};
use crate::ui::widget::field;
use crate::ui::words::{Word, Words};

/// Lines of a paragraph field.
const LINES: f32 = 3.0;

/// What the fields remember while they are typed into.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) intro: text_editor::Content,
    pub(super) notes: text_editor::Content,
    signatures: String,
    date: Picker,
    first: Picker,
    /// The last first day that was one, while another is being typed.
    first_before: Option<Date>,
    last: Picker,
    /// The fields below the table are shown in its place.
    pub(super) foot: bool,
}

/// Places for undo: what is typed into one field in one go is one step.
#[derive(Debug, Clone, Copy)]
#[repr(u64)]
enum Spot {
    Title,
    Intro,
    Notes,
    Signatures,
    Telephone,
    Issuer,
    Unit,
    Date,
    First,
    Last,
}

impl Fields {
    pub(super) fn new(content: &Content) -> Self {
        Self {
            intro: text_editor::Content::with_text(&content.intro),
            notes: text_editor::Content::with_text(&content.notes),
            signatures: content.signatures.join("、"),
            date: Picker::new(content.date),
            first: Picker::new(content.period.first),
            first_before: content.period.first,
            last: Picker::new(content.period.last),
            foot: false,
        }
    }

    /// After undo: the fields show what the content holds.
    pub(super) fn show(&mut self, content: &Content) {
        *self = Self { foot: self.foot, ..Self::new(content) };
    }

    /// Esc: an open calendar goes first; then the table is shown again. False where it is shown already.
    pub(super) fn close(&mut self) -> bool {
        let open = [&mut self.first, &mut self.last, &mut self.date].into_iter().map(Picker::close);
        let was_open = open.fold(false, |any, this| any | this);
        was_open || std::mem::take(&mut self.foot)
    }
}

impl State {
    pub(super) fn field_typed(&mut self, message: Message, today: Date) {
        match message {
            Message::Title(title) => self.change_fields(Spot::Title as u64, |content| content.title = title),
            Message::Intro(action) => {
                self.fields.intro.perform(action);
                let intro = field::typed(&self.fields.intro);
                self.change_fields(Spot::Intro as u64, |content| content.intro = intro);
            }
            Message::Notes(action) => {
                self.fields.notes.perform(action);
                let notes = field::typed(&self.fields.notes);
                self.change_fields(Spot::Notes as u64, |content| content.notes = notes);
            }
            Message::Signatures(typed) => {
                let captions = typed.split(['、', '，', ',']).map(str::trim).filter(|caption| !caption.is_empty());
                let captions = captions.map(str::to_owned).collect();
                self.fields.signatures = typed;
                self.change_fields(Spot::Signatures as u64, |content| content.signatures = captions);
            }
            Message::Telephone(number) => {
                self.change_fields(Spot::Telephone as u64, |content| content.telephone = number);
            }
            Message::Issuer(issuer) => self.change_fields(Spot::Issuer as u64, |content| content.issuer = issuer),
            Message::Unit(unit) => self.change_fields(Spot::Unit as u64, |content| content.unit = unit),
            Message::Date(message) if self.fields.date.update(message.clone(), today) => {
                let date = self.fields.date.date();
                self.change_fields(Spot::Date as u64, |content| content.date = date);
            }
            Message::First(message) if self.fields.first.update(message.clone(), today) => {
                self.period_typed(Spot::First);
            }
            Message::Last(message) if self.fields.last.update(message.clone(), today) => {
                self.period_typed(Spot::Last);
            }
            _ => {}
        }
    }

    /// The last day follows the first for as long as it is the rule's, and what the 引言 says of them follows both.
    fn period_typed(&mut self, spot: Spot) {
        let by_rule = |first: Date| self.rules.last_day(&self.kind, self.office.level, first);
        if let (Spot::First, Some(first)) = (spot, self.fields.first.date()) {
            if self.fields.first_before.is_some_and(|before| by_rule(before) == self.fields.last.date()) {
                self.fields.last = Picker::new(by_rule(first));
            }
            self.fields.first_before = Some(first);
        }
        let period = Period { first: self.fields.first.date(), last: self.fields.last.date() };
        let restated = stated::moved(&self.content.intro, period);
        if let Some(intro) = &restated {
            self.fields.intro = text_editor::Content::with_text(intro);
        }
        self.change_fields(spot as u64, |content| {
            content.period = period;
            content.intro = restated.unwrap_or_else(|| std::mem::take(&mut content.intro));
        });
    }
}

/// Title and 引言: above the table.
pub(super) fn head<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let title = field::input(words.get(Word::EditorTitleHint), &state.content.title)
        .id("editor-title")
        .on_input_maybe(editable(state, Message::Title));
    let intro = field::paragraphs(
        &state.fields.intro,
        words.get(Word::EditorIntroHint),
        LINES,
        editable(state, Message::Intro),
    );
    column![field::labelled(words.get(Word::EditorTitle), title), field::labelled(words.get(Word::EditorIntro), intro),]
        .spacing(theme::INSIDE)
        .into()
}

/// What stands below the table.
pub(super) fn foot<'a>(state: &'a State, words: &'a Words, today: Date) -> Element<'a, Message> {
    let Content { telephone, issuer, .. } = &state.content;
    let line = |value: &str, id: &'static str, on: fn(String) -> Message| {
        field::input("", value).id(id).on_input_maybe(editable(state, on))
    };
    let notes = field::paragraphs(
        &state.fields.notes,
        words.get(Word::EditorNotesHint),
        LINES,
        editable(state, Message::Notes),
    );
    let signatures = field::input(words.get(Word::EditorSignaturesHint), &state.fields.signatures)
        .id("editor-signatures")
        .on_input_maybe(editable(state, Message::Signatures));
    let picker = |picker: &'a Picker, id, on: fn(crate::ui::widget::date::Message) -> Message| {
        if !state.is_read_only() {
            return picker.view(id, words, today).map(on);
        }
        let date = picker.date().map(|date| spoken(date, words)).unwrap_or_default();
        field::input("", &date).into()
    };
    let first = picker(&state.fields.first, "editor-first", Message::First);
    let last = picker(&state.fields.last, "editor-last", Message::Last);
    let issuer = line(issuer, "editor-issuer", Message::Issuer);
    let telephone = line(telephone, "editor-telephone", Message::Telephone);
    let date = picker(&state.fields.date, "editor-date", Message::Date);
    // The period first: it is another one each time, and its calendar has room to open.
    column![
        row![
            field::labelled(words.get(Word::EditorPeriodFirst), first),
            field::labelled(words.get(Word::EditorPeriodLast), last),
        ]
        .spacing(theme::BETWEEN),
        row![
            field::labelled(words.get(Word::EditorDate), date),
            field::labelled(words.get(Word::EditorIssuer), issuer),
        ]
        .spacing(theme::BETWEEN),
        row![
            field::labelled(words.get(Word::EditorSignatures), signatures),
            field::labelled(words.get(Word::EditorTelephone), telephone),
        ]
        .spacing(theme::BETWEEN),
        field::labelled(words.get(Word::EditorNotes), notes),
    ]
    .spacing(theme::BETWEEN)
    .width(Length::Fill)
    .into()
}

/// Fields of a notice that hangs are shown and not typed into.
fn editable<T>(state: &State, on: fn(T) -> Message) -> Option<fn(T) -> Message> {
    (!state.is_read_only()).then_some(on)
}
