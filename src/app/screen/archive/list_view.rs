//! The archive as it is seen: the list with its filters, a record, a sheet over them, or the list of old files.

use std::fmt;

use iced::widget::{Row, column, container, responsive, row, space, text};
use iced::{Center, Element, Length, Size};

use super::{LIST, Line, Message, Sheet, Stage, State, Told, Which, facts};
use crate::app::desk::Desk;
use crate::app::job;
use crate::app::screen::notices::short_day;
use crate::app::screen::{SEARCH, page, search};
use crate::domain::retention::Term;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::choose::choose;
use crate::ui::widget::{Look, button, ellipsis, field, list, message, modal, press};
use crate::ui::words::{Word, Words};

/// Below this width the list shows only what a row cannot do without.
const NARROW: f32 = 760.0;

/// The widths of 编号, 事项, 结束, 保管到, 情况; the title takes what is left.
const SERIAL: f32 = 152.0;
const KIND: f32 = 176.0;
const ENDED: f32 = 120.0;
const KEPT: f32 = 92.0;
const STANDING: f32 = 104.0;

pub(super) fn view<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    if let Some(past) = &state.past {
        return past.view(desk).map(Message::Past);
    }
    if let Some(open) = &state.open {
        let id = open.id();
        return facts::view(open, desk).map(move |message| Message::Record(id, message));
    }
    let whole = whole(state, desk);
    match &state.sheet {
        None => modal::bare(whole),
        Some(Sheet::Writing(writing)) => writing.over(whole, words, Message::Writing),
        Some(Sheet::Pack(pack)) => over(whole, pack.view(&state.held, desk).map(Message::Pack)),
        Some(Sheet::Papers(papers)) => over(whole, papers.view(&state.held, words).map(Message::Papers)),
        Some(Sheet::Terms(terms)) => over(whole, terms.view(words, desk.is_large_text()).map(Message::Terms)),
    }
}

fn over<'a>(whole: Element<'a, Message>, sheet: Element<'a, Message>) -> Element<'a, Message> {
    let sheet = container(sheet).padding(theme::AROUND).max_width(760).max_height(720).style(theme::raised);
    modal::panel(whole, sheet, Message::CloseSheet)
}

fn whole<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let tools = move || {
        let search = field::input(words.get(Word::ArchiveSearch), &state.query).id(SEARCH).on_input(Message::Search);
        let pack = button::primary(words.get(Word::ArchivePack), "").on_press(Message::OpenPack);
        row![search, pack].spacing(theme::BETWEEN).align_y(Center).into()
    };
    let content: Element<'a, Message> = match &state.stage {
        Stage::Waiting => message::centred(words.get(Word::Loading), "", None),
        Stage::Failed(error) => {
            let Trouble { what, next } = Trouble::of_store(error, words);
            message::failed(what, next, words.get(Word::Retry), Message::Retry)
        }
        Stage::Ready if state.held.lines.is_empty() => {
            let way_on = button::quiet(words.get(Word::ArchiveImport), "").on_press(Message::OpenPast).into();
            message::centred(words.get(Word::ArchiveEmptyTitle), words.get(Word::ArchiveEmptyText), Some(way_on))
        }
        Stage::Ready => responsive(move |size| table(state, desk, size)).into(),
    };
    page(desk, words.get(Word::RailArchive), tools, content)
}

fn table<'a>(state: &'a State, desk: &'a Desk, size: Size) -> Element<'a, Message> {
    let words = &desk.words;
    let is_narrow = size.width < NARROW;
    let count = state.count();
    let rows = if count == 0 && state.search.is_asked() {
        message::centred(words.get(Word::NoticesLooking), "", None)
    } else if count == 0 {
        message::centred(words.get(Word::NoticesNoneFound), "", None)
    } else {
        rows(state, desk, is_narrow)
    };
    column![bar(state, desk), container(rows).style(theme::pane).padding(1), foot(state, desk)]
        .spacing(theme::INSIDE)
        .into()
}

/// The filters, and what is done with the archive as a whole.
fn bar<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let menu = |options: Vec<Choice<Option<i16>>>, chosen| {
        choose(options, chosen, theme::BODY, Length::Shrink, |choice: Choice<Option<i16>>| Message::Year(choice.value))
    };
    let year = |year: Option<i16>| Choice {
        value: year,
        label: match year {
            None => words.get(Word::ArchiveAllYears).to_owned(),
            Some(year) => words.with(Word::ArchiveYear, &[("year", year.to_string().into())]),
        },
    };
    let years = std::iter::once(None).chain(state.held.years.iter().copied().map(Some)).map(year).collect();
    let kind = |kind: Option<&(crate::domain::kind::KindId, String)>| Choice {
        value: kind.map(|(id, _)| id.clone()),
        label: kind.map_or_else(|| words.get(Word::ArchiveAllKinds).to_owned(), |(_, name)| name.clone()),
    };
    let kinds: Vec<_> = std::iter::once(None).chain(state.held.kinds.iter().map(Some)).map(kind).collect();
    let chosen_kind = kinds.iter().find(|choice| choice.value == state.filter.kind).cloned();
    let kinds = choose(kinds, chosen_kind, theme::BODY, Length::Shrink, |choice| Message::Kind(choice.value));
    let which = |which: Which| {
        let count = state.held.lines.iter().filter(|line| which.has(line, desk.today)).count();
        (count > 0 || which == state.filter.which || which == Which::All)
            .then(|| Choice { value: which, label: format!("{} {count}", words.get(which.word())) })
    };
    let standings: Vec<_> = Which::ALL.into_iter().filter_map(which).collect();
    let chosen = standings.iter().find(|choice| choice.value == state.filter.which).cloned();
    let standings = choose(standings, chosen, theme::BODY, Length::Shrink, |choice| Message::Which(choice.value));
    let quiet = |word, message| button::quiet(words.get(word), "").on_press(message);
    let filters = row![menu(years, Some(year(state.filter.year))), kinds, standings].spacing(theme::INSIDE);
    let whole = row![
        quiet(Word::ArchivePapers, Message::OpenPapers),
        quiet(Word::ArchiveImport, Message::OpenPast),
        quiet(Word::ArchiveTerms, Message::OpenTerms),
        quiet(Word::ArchiveVerify, Message::Verify),
    ];
    let line = Row::new().push(filters.align_y(Center)).push(whole.spacing(theme::INSIDE).align_y(Center));
    line.spacing(theme::BETWEEN).align_y(Center).wrap().vertical_spacing(theme::INSIDE).into()
}

fn rows<'a>(state: &'a State, desk: &'a Desk, is_narrow: bool) -> Element<'a, Message> {
    let framed = |content: Element<'a, Message>, is_chosen: bool, message: Message| {
        let line = press(content).look(Look::Row(is_chosen)).skip_tab().padding([0.0, theme::BETWEEN]);
        line.width(Length::Fill).height(theme::ROW_HEIGHT).on_press(message).into()
    };
    let line = move |at: usize| {
        if let Some(found) = state.search.lines().get(at).filter(|_| state.search.is_shown()) {
            let id = state.search.entry(*found).summary.id;
            let content = match (found, state.places.get(&id).map(|at| &state.held.lines[*at])) {
                (search::Line::Notice(_), Some(line)) => cells(line, state.search.title(*found, desk), desk, is_narrow),
                _ => state.search.hit(*found, desk),
            };
            return framed(content, state.chosen.is_some() && state.chosen_line == at, Message::PressLine(at));
        }
        let line = &state.held.lines[state.shown[at]];
        let is_chosen = state.chosen == Some(line.record.notice);
        framed(cells(line, None, desk, is_narrow), is_chosen, Message::Press(line.record.notice))
    };
    let head = container(head(&desk.words, is_narrow)).padding([0.0, theme::BETWEEN]).style(theme::table_head);
    let line_below = container(space()).width(Length::Fill).height(1).style(theme::hairline);
    let list = list::list(LIST, state.window, state.count(), line, Message::Scrolled);
    column![head.width(Length::Fill).center_y(theme::ROW_HEIGHT), line_below, list].into()
}

fn head(words: &Words, is_narrow: bool) -> Element<'_, Message> {
    let caption = |word| text(words.get(word)).size(theme::SMALL).style(theme::quiet);
    let mut line = Row::new();
    if !is_narrow {
        line = line.push(caption(Word::ArchiveColumnSerial).width(SERIAL));
    }
    line = line.push(caption(Word::ColumnTitle).width(Length::Fill));
    if !is_narrow {
        line = line.push(caption(Word::ColumnKind).width(KIND));
    }
    line = line.push(caption(Word::ArchiveColumnEnded).width(ENDED));
    if !is_narrow {
        line = line.push(caption(Word::ArchiveColumnKept).width(KEPT));
    }
    line.push(caption(Word::ArchiveColumnStanding).width(STANDING)).spacing(theme::BETWEEN).align_y(Center).into()
}

/// `title`: drawn with marks in it.
fn cells<'a>(
    line: &'a Line,
    title: Option<Element<'a, Message>>,
    desk: &'a Desk,
    is_narrow: bool,
) -> Element<'a, Message> {
    let words = &desk.words;
    let record = &line.record;
    let small = |told: String| text(told).size(theme::SMALL).style(theme::quiet).wrapping(text::Wrapping::None);
    let plain = if record.title.is_empty() { words.get(Word::Untitled) } else { &record.title };
    let title = title.unwrap_or_else(|| ellipsis::title(plain).into());
    let mut cells = Row::new();
    if !is_narrow {
        let serial = record.serial.map(|serial| serial.to_string()).unwrap_or_default();
        let serial = if record.is_imported { words.get(Word::ArchiveImported).to_owned() } else { serial };
        cells = cells.push(small(serial).width(SERIAL));
    }
    cells = cells.push(title);
    if !is_narrow {
        let kind = ellipsis::line(&line.kind).size(theme::SMALL).style(theme::quiet);
        cells = cells.push(container(kind).width(KIND));
    }
    cells = cells.push(small(short_day(record.ended, desk.today, words)).width(ENDED));
    if !is_narrow {
        let kept = match (line.over, line.term) {
            _ if record.seal.is_none() || record.is_destroyed => String::new(),
            (Some(over), _) => words.with(Word::ArchiveKeptUntil, &[("year", (over.year() - 1).to_string().into())]),
            (None, Term::Permanent) => words.get(Word::ArchiveKeptForEver).to_owned(),
            (None, Term::Years(_)) => String::new(),
        };
        cells = cells.push(small(kept).width(KEPT));
    }
    cells.push(standing(line, desk).width(STANDING)).spacing(theme::BETWEEN).align_y(Center).into()
}

/// What is to be known of a record first.
fn standing<'a>(line: &Line, desk: &'a Desk) -> iced::widget::Text<'a> {
    let words = &desk.words;
    let record = &line.record;
    let (told, style): (String, fn(&iced::Theme) -> text::Style) = match record.seal {
        _ if record.is_destroyed => (words.get(Word::ArchiveDestroyed).to_owned(), theme::quiet),
        None if record.is_sample => (words.get(Word::ArchiveSample).to_owned(), theme::quiet),
        None => (words.get(Word::ArchiveOpen).to_owned(), theme::soon),
        _ if record.is_held => (words.get(Word::ArchiveHeld).to_owned(), theme::due),
        _ if line.is_over(desk.today) => (words.get(Word::ArchiveOver).to_owned(), theme::soon),
        _ if record.is_concealed => (words.get(Word::ArchiveConcealed).to_owned(), theme::quiet),
        Some((number, _)) => (words.with(Word::ArchiveSeal, &[("n", number.to_string().into())]), theme::fine),
    };
    text(told).size(theme::SMALL).style(style).wrapping(text::Wrapping::None)
}

fn foot<'a>(state: &'a State, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let counted = if state.search.is_shown() || state.search.is_asked() {
        state.search.told(words)
    } else {
        words.with(Word::ArchiveCount, &[("n", state.shown.len().into())])
    };
    let count = text(counted).size(theme::SMALL).style(theme::quiet).wrapping(text::Wrapping::None);
    let open = state.chosen.map(Message::Open);
    let open = button::quiet(words.get(Word::Open), "Enter").on_press_maybe(open);
    // An open sheet says itself how far its job is.
    let job = if state.sheet.is_some() { None } else { job_line(state.told.as_ref(), desk, Message::Stop) };
    row![count, container(job).width(Length::Fill), open].spacing(theme::BETWEEN).align_y(Center).into()
}

/// How far the job is, with a way to stop it; else what the last one came to.
pub(super) fn job_line<'a, Told_: Clone + 'a>(
    told: Option<&'a Told>,
    desk: &'a Desk,
    on_stop: Told_,
) -> Option<Element<'a, Told_>> {
    let words = &desk.words;
    if let Some(progress) = &desk.job {
        let told = text(job::told(progress, words)).size(theme::SMALL);
        let stop = button::quiet(words.get(Word::ArchiveStop), "").on_press(on_stop);
        return Some(row![told, stop].spacing(theme::BETWEEN).align_y(Center).into());
    }
    let told = told?;
    let style = if told.is_well { theme::fine } else { theme::due };
    Some(text(&told.text).size(theme::SMALL).style(style).into())
}

/// A value as a menu shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice<T> {
    pub(super) value: T,
    pub(super) label: String,
}

impl<T> fmt::Display for Choice<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label)
    }
}
