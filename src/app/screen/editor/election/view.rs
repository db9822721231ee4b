//! The sheet of the figures: what is typed at the left, what it means at the right.

use iced::widget::{Column, column, container, row, scrollable, space, text};
use iced::{Center, Element, Length};

use super::{Count, Counting, FIRST, Figure, Message, Typed};
use crate::app::desk::Desk;
use crate::app::screen::editor::Message as Told;
use crate::domain::election::result::{Figures, Outcome};
use crate::ui::theme;
use crate::ui::widget::reach::at_once;
use crate::ui::widget::{area, button, field, modal};
use crate::ui::words::{Word, Words};

const WIDE: f32 = 960.0;
const HIGH: f32 = 720.0;
const MEANING: f32 = 320.0;
const NUMBER: f32 = 96.0;

/// The line in the editor that leads to the sheet.
pub(in crate::app::screen::editor) fn offer(words: &Words) -> Element<'_, Told> {
    let told = text(words.get(Word::CountingWhy)).width(Length::Fill);
    let open = button::quiet(words.get(Word::CountingOpen), "Ctrl+R").on_press(Told::Count);
    row![told, open].spacing(theme::INSIDE).align_y(Center).into()
}

pub(in crate::app::screen::editor) fn over<'a>(
    base: Element<'a, Told>,
    sheet: &'a Counting,
    desk: &'a Desk,
) -> Element<'a, Told> {
    let words = &desk.words;
    let is_narrow = desk.is_large_text();
    let count = sheet.count();
    let typed = column![figures(sheet, is_narrow, words), posts(sheet, words)].spacing(theme::BETWEEN);
    let meaning = meaning(&count, words);
    // What the figures mean stays in sight while the clerk goes down the candidates.
    let body = if is_narrow {
        row![pane(column![typed, meaning].spacing(theme::BETWEEN))]
    } else {
        row![pane(typed), container(pane(meaning)).width(MEANING)].spacing(theme::BETWEEN)
    };
    let take = matches!(count, Count::Counted(_)).then_some(Message::Take);
    let keys = |keys| if is_narrow { "" } else { keys };
    let answers = row![
        space().width(Length::Fill),
        button::quiet(words.get(Word::Cancel), keys("Esc")).on_press(Message::Close),
        button::primary(words.get(Word::CountingTake), keys("Ctrl+Enter")).on_press_maybe(take),
    ];
    let whole = column![
        text(words.get(Word::CountingTitle)).size(theme::PANE).font(theme::BOLD),
        body.height(Length::Fill),
        answers.spacing(theme::INSIDE),
    ];
    let whole: Element<'a, Message> = whole.spacing(theme::BETWEEN).into();
    let padding = if is_narrow { theme::BETWEEN } else { theme::AROUND };
    let whole = container(whole.map(Told::Counting)).padding(padding).max_width(WIDE).max_height(HIGH);
    modal::dialog(base, whole.style(theme::raised), Told::Counting(Message::Close))
}

fn pane<'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    let content = container(content).padding(iced::Padding::ZERO.right(theme::BETWEEN));
    scrollable(content).style(theme::scroll).width(Length::Fill).height(Length::Fill).into()
}

fn figures<'a>(sheet: &'a Counting, is_narrow: bool, words: &'a Words) -> Column<'a, Message> {
    let word = |figure: Figure| match figure {
        Figure::Registered => Word::CountingRegistered,
        Figure::Issued => Word::CountingIssued,
        Figure::Returned => Word::CountingReturned,
        Figure::Valid => Word::CountingValid,
        Figure::Invalid => Word::CountingInvalid,
        Figure::Voters => Word::CountingVoters,
    };
    let one = |figure: Figure| -> Element<'a, Message> {
        let hint = if figure == Figure::Voters { words.get(Word::CountingVotersHint) } else { "" };
        let input = field::input(hint, &sheet.figures[figure as usize])
            .on_input(move |typed| Message::Figure(figure, typed))
            .on_submit(Message::Next);
        // The first figure has the keyboard from the first moment.
        let input: Element<'a, Message> =
            if figure == Figure::Registered { at_once(input.id(FIRST)).into() } else { input.into() };
        field::labelled(words.get(word(figure)), input).into()
    };
    let lines = Figure::ALL.chunks(if is_narrow { 2 } else { 3 });
    let lines = lines.map(|line| iced::widget::Row::with_children(line.iter().map(|figure| one(*figure))));
    Column::with_children(lines.map(|line| line.spacing(theme::BETWEEN).into())).spacing(theme::INSIDE)
}

fn posts<'a>(sheet: &'a Counting, words: &'a Words) -> Column<'a, Message> {
    let posts = sheet.posts.iter().enumerate().map(|(at, typed)| post(at, typed, words));
    let add = button::bare(words.get(Word::CountingAddPost)).on_press(Message::AddPost);
    Column::with_children(posts).push(add).spacing(theme::BETWEEN)
}

fn post<'a>(at: usize, typed: &'a Typed, words: &'a Words) -> Element<'a, Message> {
    let input = |value: &str| field::input("", value).on_submit(Message::Next);
    let name = input(&typed.name).on_input(move |typed| Message::Post(at, typed));
    let seats = input(&typed.seats).on_input(move |typed| Message::Seats(at, typed)).width(NUMBER);
    let remove = button::bare(words.get(Word::CountingRemove)).on_press(Message::RemovePost(at));
    let head = row![
        text(words.get(Word::CountingPost)).style(theme::quiet),
        area(name),
        text(words.get(Word::CountingSeats)).style(theme::quiet),
        area(seats),
        remove,
    ];
    let mut all = column![head.spacing(theme::INSIDE).align_y(Center)].spacing(theme::TIGHT);
    for (one, [name, votes]) in typed.candidates.iter().enumerate() {
        let name = field::input(words.get(Word::CountingName), name).on_submit(Message::Next);
        let votes = field::input(words.get(Word::CountingVotes), votes).on_submit(Message::Next);
        let line = row![
            space().width(theme::AROUND),
            area(name.on_input(move |typed| Message::Name(at, one, typed))),
            area(votes.on_input(move |typed| Message::Votes(at, one, typed)).width(NUMBER)),
            button::bare(words.get(Word::CountingRemove)).on_press(Message::RemoveCandidate(at, one)),
        ];
        all = all.push(line.spacing(theme::INSIDE).align_y(Center));
    }
    let add = button::bare(words.get(Word::CountingAddCandidate)).on_press(Message::AddCandidate(at));
    all.push(row![space().width(theme::AROUND), add]).into()
}

/// Valid or not, the majority, and who is elected; or why the figures cannot be.
fn meaning<'a>(count: &Count, words: &'a Words) -> Column<'a, Message> {
    let all = Column::new().spacing(theme::INSIDE).width(Length::Fill);
    match count {
        Count::Open => all.push(text(words.get(Word::CountingMissing)).style(theme::quiet)),
        Count::Refused(found) => {
            let head = text(words.get(Word::CountingRefused)).font(theme::BOLD).style(theme::due);
            all.push(head).extend(found.iter().map(|one| text(one.text.clone()).style(theme::due).into()))
        }
        Count::Counted(counted) => all.extend(counted_lines(counted, words)),
    }
}

fn counted_lines<'a>((figures, outcome): &(Figures, Outcome), words: &'a Words) -> Vec<Element<'a, Message>> {
    let mut lines: Vec<Element<'a, Message>> = Vec::new();
    let turnout = [("voters", outcome.voters.into()), ("registered", figures.registered.into())];
    if outcome.valid {
        lines.push(text(words.get(Word::CountingValidElection)).font(theme::BOLD).style(theme::fine).into());
        lines.push(text(words.with(Word::CountingTurnout, &turnout)).into());
        lines.push(text(words.with(Word::CountingMajority, &[("n", outcome.majority.into())])).into());
    } else {
        lines.push(text(words.get(Word::CountingInvalidElection)).font(theme::BOLD).style(theme::due).into());
        lines.push(text(words.with(Word::CountingNoTurnout, &turnout)).into());
    }
    let mut post = "";
    for one in &outcome.candidates {
        if one.post != post {
            post = &one.post;
            lines.push(text(one.post.clone()).size(theme::SMALL).style(theme::quiet).into());
        }
        let (word, style): (Word, fn(&iced::Theme) -> text::Style) =
            if one.elected { (Word::CountingElected, theme::fine) } else { (Word::CountingNotElected, theme::quiet) };
        let votes = words.with(Word::CountingVotesOf, &[("n", one.votes.into())]);
        let line = row![
            text(one.name.clone()).width(Length::Fill),
            text(votes),
            text(words.get(word)).style(style).width(72),
        ];
        lines.push(line.spacing(theme::BETWEEN).into());
    }
    for (post, seats) in &outcome.vacant {
        let values = [("post", post.as_str().into()), ("n", (*seats).into())];
        lines.push(text(words.with(Word::CountingVacant, &values)).style(theme::soon).into());
    }
    lines
}
