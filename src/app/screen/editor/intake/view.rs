//! What was found in a file, as the clerk sees and corrects it.

use iced::widget::{Column, Row, column, container, row, scrollable, space, text};
use iced::{Center, Element, Length};

use super::super::Message as Told;
use super::super::columns::ClassName;
use super::{Failure, Message, PATH, Panel, Sighted, Stage, To, Whole};
use crate::domain::block::Further;
use crate::domain::finding::{Finding, Severity};
use crate::domain::gate::{self, Mask, Treatment};
use crate::domain::kind::Kind;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::choose::choose;
use crate::ui::widget::{button, field, modal};
use crate::ui::words::{Word, Words};

/// Findings that are shown; all of them stand in the checks afterwards.
const MOST: usize = 40;

/// The widths of what a column holds, and of the button that leaves it out.
const CLASS: f32 = 112.0;
const LEAVE: f32 = 96.0;

/// A treatment with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    treatment: Treatment,
    name: String,
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// What stands above and below the list in the sheet, and what one of its lines takes.
const AROUND_LIST: f32 = 360.0;
const AROUND_SET: f32 = 272.0;
const LINE: f32 = theme::ROW_HEIGHT + theme::TIGHT;

/// `is_narrow`: with large text a column takes two lines.
pub(in crate::app::screen::editor) fn over<'a>(
    base: Element<'a, Told>,
    panel: &'a Panel,
    kind: &'a Kind,
    is_narrow: bool,
    words: &'a Words,
) -> Element<'a, Told> {
    let title = text(words.get(Word::ReadTitle)).size(theme::PANE).font(theme::BOLD);
    let body = column![title, source(panel, is_narrow, words)].spacing(theme::BETWEEN);
    let (body, height): (Element<'a, Told>, _) = match &panel.stage {
        Stage::Asking => {
            let hint = text(words.get(Word::NewFileHint)).size(theme::SMALL).style(theme::quiet);
            (body.push(hint).into(), f32::INFINITY)
        }
        Stage::Reading { slow } => (body.push(reading(*slow, words)).into(), f32::INFINITY),
        Stage::Failed(failure) => (body.push(text(trouble(failure, words)).style(theme::due)).into(), f32::INFINITY),
        Stage::Found(sighted) => {
            let body = body.push(match panel.whole() {
                Some(whole) => set(sighted, whole, panel, words),
                None => found(sighted, panel, kind, is_narrow, words),
            });
            let body = container(body).padding(iced::Padding::ZERO.right(theme::BETWEEN));
            // The answers stand below the list however low the window is.
            (scrollable(body).style(theme::scroll).height(Length::Fill).into(), height(sighted, panel, is_narrow))
        }
    };
    let take = matches!(panel.stage, Stage::Found(_)).then_some(Told::Intake(Message::Take));
    let answers = row![
        space().width(Length::Fill),
        button::quiet(words.get(Word::Cancel), "Esc").on_press(Told::Intake(Message::Close)),
        button::primary(words.get(Word::ReadTake), "Enter").on_press_maybe(take),
    ];
    let sheet = column![body, answers.spacing(theme::INSIDE)].spacing(theme::BETWEEN);
    let padding = if is_narrow { theme::BETWEEN } else { theme::AROUND };
    let sheet = container(sheet).padding(padding).max_width(960).max_height(height).style(theme::raised);
    modal::dialog(base, sheet, Told::Intake(Message::Close))
}

/// As high as what was found needs, near enough.
fn height(sighted: &Sighted, panel: &Panel, is_narrow: bool) -> f32 {
    if let Some(whole) = panel.whole() {
        let (tables, findings) = (whole.tables.len() as f32, whole.findings.len().min(MOST) as f32);
        return AROUND_SET + theme::ROW_HEIGHT * tables + LINE * findings;
    }
    let columns = sighted.found.table.columns.len() * if is_narrow { 2 } else { 1 };
    let lines = columns + sighted.telephones.len() + sighted.findings.len().min(MOST) + sighted.found.others.len();
    AROUND_LIST + LINE * lines as f32
}

/// Where the table comes from: a file, or the clipboard.
fn source<'a>(panel: &'a Panel, is_narrow: bool, words: &'a Words) -> Element<'a, Told> {
    let path = field::input(words.get(Word::ReadPathHint), &panel.path)
        .id(PATH)
        .on_input(|path| Told::Intake(Message::Path(path)))
        .on_submit(Told::Intake(Message::Read));
    let browse = button::quiet(words.get(Word::NewFileBrowse), "").on_press(Told::Intake(Message::Browse));
    let read = button::quiet(words.get(Word::ReadGo), "Enter").on_press(Told::Intake(Message::Read));
    let paste = button::quiet(words.get(Word::ReadPaste), "").on_press(Told::Intake(Message::Paste));
    let buttons = row![browse, read, paste].spacing(theme::INSIDE);
    if is_narrow {
        return column![path, buttons.wrap()].spacing(theme::INSIDE).into();
    }
    row![path, buttons].spacing(theme::INSIDE).into()
}

/// Nothing for 150 ms, so that what is quick does not flicker.
fn reading<'a>(slow: bool, words: &'a Words) -> Element<'a, Told> {
    if !slow {
        return space().height(theme::CONTROL_HEIGHT).into();
    }
    row![
        text(words.get(Word::Loading)).style(theme::quiet).width(Length::Fill),
        button::quiet(words.get(Word::ReadStop), "").on_press(Told::Intake(Message::Stop)),
    ]
    .align_y(Center)
    .into()
}

pub(super) fn trouble(failure: &Failure, words: &Words) -> String {
    match failure {
        Failure::File(error) => Trouble::of_intake(error, words).line(),
        Failure::Clipboard => words.get(Word::ReadNoBlock).to_owned(),
    }
}

fn found<'a>(
    sighted: &'a Sighted,
    panel: &'a Panel,
    kind: &'a Kind,
    is_narrow: bool,
    words: &'a Words,
) -> Element<'a, Told> {
    let found = &sighted.found;
    let mut all = Column::new().spacing(theme::INSIDE);
    if let Some(title) = &found.title {
        all = all.push(text(title).font(theme::BOLD));
    }
    all = all.push(text(facts(sighted, words)));
    all = all.push(destination(sighted, panel, words));
    if sighted.remembered {
        let told = text(words.get(Word::ReadRemembered)).size(theme::SMALL).style(theme::fine).width(Length::Fill);
        let undo = button::bare(words.get(Word::ReadUncorrected)).on_press(Told::Intake(Message::Uncorrected));
        all = all.push(row![told, undo].align_y(Center));
    }
    if sighted.unfit {
        all = all.push(text(words.get(Word::ReadUnfit)).size(theme::SMALL).style(theme::soon));
    }
    let mut lists = Column::new().spacing(theme::TIGHT);
    lists = lists.extend((0..sighted.telephones.len()).map(|at| telephone_line(sighted, at, words)));
    lists = lists.push((!is_narrow).then(|| column_head(kind, words)));
    lists = lists.extend((0..found.table.columns.len()).map(|at| column_line(sighted, at, kind, is_narrow, words)));
    lists = lists.push(text(words.get(Word::ReadNotRight)).size(theme::SMALL).style(theme::quiet));
    lists = lists.push(tools(panel, words));
    for (at, other) in found.others.iter().enumerate() {
        let name = other.title.clone().or_else(|| other.sheet.clone()).unwrap_or_default();
        let label = words.with(Word::ReadOther, &[("name", name.into()), ("rows", other.rows.into())]);
        let choose = button::bare(label).on_press(Told::Intake(Message::Other(at)));
        let fits = other.rows <= Further::MOST_ROWS;
        let also = field::check(words.get(Word::ReadAlso), panel.also.contains(&at));
        let also = also.on_press_maybe(fits.then_some(Told::Intake(Message::Also(at))));
        lists = lists.push(row![choose, also].spacing(theme::INSIDE).align_y(Center).wrap());
    }
    lists = lists.extend(sighted.findings.iter().take(MOST).map(|finding| finding_line(finding, words)));
    if sighted.findings.len() > MOST {
        let more = words.with(Word::ReadMoreFindings, &[("n", (sighted.findings.len() - MOST).into())]);
        lists = lists.push(text(more).size(theme::SMALL).style(theme::quiet));
    }
    all.push(lists).into()
}

/// A workbook as a set: what it says, and its tables as they will be numbered.
fn set<'a>(sighted: &'a Sighted, whole: &'a Whole, panel: &'a Panel, words: &'a Words) -> Element<'a, Told> {
    let empty = whole.tables.iter().filter(|table| table.rows.is_none()).count();
    let facts = words.with(
        Word::ReadSetFound,
        &[("tables", whole.tables.len().into()), ("empty", empty.into()), ("lines", whole.paragraphs.into())],
    );
    let mut all = column![text(facts), destination(sighted, panel, words)].spacing(theme::INSIDE);
    if !whole.dropped.is_empty() {
        let told = words.with(Word::ReadSetDropped, &[("columns", whole.dropped.join("、").into())]);
        all = all.push(text(told).size(theme::SMALL).style(theme::soon));
    }
    let lines = whole.tables.iter().map(|table| {
        let (told, style): (_, fn(&iced::Theme) -> text::Style) = match table.rows {
            Some(rows) => (words.with(Word::Rows, &[("n", rows.into())]), theme::ink),
            None if table.is_absent => (words.get(Word::ReadSetAbsent).to_owned(), theme::soon),
            None => (words.get(Word::ReadSetEmpty).to_owned(), theme::quiet),
        };
        let line = row![text(&table.heading).width(Length::Fill), text(told).size(theme::SMALL).style(style)];
        let line = line.spacing(theme::BETWEEN).align_y(Center).height(theme::ROW_HEIGHT);
        container(line).padding([0.0, theme::INSIDE]).into()
    });
    all = all.push(Column::with_children(lines).width(Length::Fill));
    all = all.extend(whole.findings.iter().take(MOST).map(|finding| finding_line(finding, words)));
    if whole.findings.len() > MOST {
        let more = words.with(Word::ReadMoreFindings, &[("n", (whole.findings.len() - MOST).into())]);
        all = all.push(text(more).size(theme::SMALL).style(theme::quiet));
    }
    all.into()
}

/// Which table of the notice it becomes; the whole set, where the notice is one.
fn destination<'a>(sighted: &'a Sighted, panel: &'a Panel, words: &'a Words) -> Element<'a, Told> {
    let fits = sighted.found.table.rows.len() <= Further::MOST_ROWS;
    let to = if panel.to == To::Further && !fits { To::Main } else { panel.to };
    let choice = |word: Word, choice: To| {
        let message = (fits || choice != To::Further).then_some(Told::Intake(Message::To(choice)));
        button::choice(words.get(word), to == choice).on_press_maybe(message)
    };
    let too_long = || {
        let told = words.with(Word::ReadTooLong, &[("most", Further::MOST_ROWS.into())]);
        text(told).size(theme::SMALL).style(theme::quiet)
    };
    let whole = sighted.whole.is_some().then(|| choice(Word::ReadWholeSet, To::Set));
    Row::new()
        .push(whole)
        .push(choice(Word::ReadIntoMain, To::Main))
        .push(choice(Word::ReadIntoFurther, To::Further))
        .push((!fits && panel.to == To::Further).then(too_long))
        .spacing(theme::TIGHT)
        .align_y(Center)
        .wrap()
        .into()
}

fn facts(sighted: &Sighted, words: &Words) -> String {
    let found = &sighted.found;
    let mut facts = vec![
        ("rows", found.rows().into()),
        ("columns", found.table.columns.len().into()),
        ("header", found.header_row.into()),
        ("depth", found.header_depth.into()),
    ];
    match &found.sheet {
        Some(sheet) => {
            facts.push(("sheet", sheet.as_str().into()));
            words.with(Word::ReadFound, &facts)
        }
        None => words.with(Word::ReadFoundBare, &facts),
    }
}

/// Where the header stands, and rows to leave out.
fn tools<'a>(panel: &'a Panel, words: &'a Words) -> Element<'a, Told> {
    let tool = |word: Word, message: Message| button::bare(words.get(word)).on_press(Told::Intake(message));
    let headers = row![
        tool(Word::ReadHeaderUp, Message::Header(-1)),
        tool(Word::ReadHeaderDown, Message::Header(1)),
        tool(Word::ReadHeaderLess, Message::Depth(-1)),
        tool(Word::ReadHeaderMore, Message::Depth(1)),
    ];
    let rows = field::input(words.get(Word::ReadRowsHint), &panel.rows)
        .id("editor-intake-rows")
        .on_input(|rows| Told::Intake(Message::Rows(rows)))
        .on_submit(Told::Intake(Message::LeaveOutRows));
    let leave = button::quiet(words.get(Word::ReadLeaveOutRows), "").on_press(Told::Intake(Message::LeaveOutRows));
    column![headers.spacing(theme::TIGHT).wrap(), row![rows, leave].spacing(theme::INSIDE)]
        .spacing(theme::INSIDE)
        .into()
}

fn finding_line<'a>(finding: &'a Finding, words: &'a Words) -> Element<'a, Told> {
    let style: fn(&iced::Theme) -> text::Style = match finding.severity {
        Severity::Blocking => theme::due,
        Severity::Warning => theme::soon,
        Severity::Note => theme::quiet,
    };
    let mut line = row![text(&finding.text).size(theme::SMALL).style(style).width(Length::Fill)].align_y(Center);
    if let Some(row) = finding.source.filter(|_| finding.key.is_some()) {
        let label = words.with(Word::ReadLeaveOutRow, &[("n", row.into())]);
        line = line.push(button::bare(label).on_press(Told::Intake(Message::LeaveOutRow(row))));
    }
    line.spacing(theme::INSIDE).into()
}

/// Name, class, what becomes of it, its sum.
fn column_line<'a>(
    sighted: &'a Sighted,
    at: usize,
    kind: &'a Kind,
    is_narrow: bool,
    words: &'a Words,
) -> Element<'a, Told> {
    let column = &sighted.found.table.columns[at];
    let (allowed, chosen) = &sighted.choices[at];
    let class = ClassName::new(column.class, words);
    let class = choose(ClassName::all(words), class, theme::SMALL, CLASS, move |name| {
        Told::Intake(Message::Class(at, name.class()))
    });
    let named =
        |treatment: &Treatment| Named { treatment: *treatment, name: words.get(word_of(*treatment)).to_owned() };
    let treatment: Element<'a, Told> = if allowed.len() > 1 {
        let names: Vec<Named> = allowed.iter().map(named).collect();
        let treat = move |named: Named| Told::Intake(Message::Treat(at, named.treatment));
        choose(names, Some(named(chosen)), theme::SMALL, Length::Fill, treat).into()
    } else {
        let style = if *chosen == Treatment::Show { theme::quiet } else { theme::soon };
        text(words.get(word_of(*chosen))).size(theme::SMALL).style(style).into()
    };
    let matched = match_of(sighted, at, kind, words);
    let leave = button::bare(words.get(Word::ReadLeaveOut)).width(LEAVE).on_press(Told::Intake(Message::LeaveOut(at)));
    let cell = |content| container(content).width(Length::FillPortion(3));
    let name = text(column.name()).width(Length::FillPortion(3));
    let sum = cell(total(sighted, at, words));
    let line = |cells: Row<'a, Told>| cells.spacing(theme::INSIDE).align_y(Center);
    if is_narrow {
        let chosen = row![cell(matched), class, cell(treatment)];
        return column![line(row![name, sum, leave]), line(chosen)].into();
    }
    line(row![name, cell(matched), class, cell(treatment), sum, leave]).into()
}

/// What the columns below are.
fn column_head<'a>(kind: &'a Kind, words: &'a Words) -> Element<'a, Told> {
    let caption = |word: Word| text(words.get(word)).size(theme::SMALL).style(theme::quiet);
    let matched = if kind.expected_columns().is_empty() { None } else { Some(caption(Word::ReadHeadMatch)) };
    row![
        caption(Word::ReadHeadName).width(Length::FillPortion(3)),
        container(matched).width(Length::FillPortion(3)),
        caption(Word::ReadHeadClass).width(CLASS),
        caption(Word::ReadHeadTreat).width(Length::FillPortion(3)),
        caption(Word::ReadHeadSum).width(Length::FillPortion(3)),
        space().width(LEAVE),
    ]
    .spacing(theme::INSIDE)
    .align_y(Center)
    .into()
}

/// Which of the kind's columns it is. A private column is none of them, whatever anyone says.
fn match_of<'a>(sighted: &'a Sighted, at: usize, kind: &'a Kind, words: &'a Words) -> Element<'a, Told> {
    if kind.expected_columns().is_empty() || gate::is_private(&sighted.found.table.columns[at]) {
        return space().into();
    }
    let none = || words.get(Word::ReadNoMatch).to_owned();
    let names: Vec<String> = std::iter::once(none()).chain(kind.expected_columns().iter().cloned()).collect();
    let chosen = sighted.matched[at].clone().unwrap_or_else(none);
    let picked = move |name: String| {
        let name = if name == words.get(Word::ReadNoMatch) { String::new() } else { name };
        Told::Intake(Message::Match(at, name))
    };
    choose(names, Some(chosen), theme::SMALL, Length::Fill, picked).into()
}

/// Whose number it is, only a person can say.
fn telephone_line<'a>(sighted: &'a Sighted, at: usize, words: &'a Words) -> Element<'a, Told> {
    let telephone = &sighted.telephones[at];
    let told = words.with(Word::ReadTelephone, &[("row", telephone.row.into())]);
    let choice = |word, own| {
        button::choice(words.get(word), telephone.own == own).on_press(Told::Intake(Message::Telephone(at, own)))
    };
    row![
        text(told).size(theme::SMALL).style(theme::soon).width(Length::Fill),
        choice(Word::ReadTelephoneOffice, true),
        choice(Word::ReadTelephonePrivate, false),
    ]
    .spacing(theme::INSIDE)
    .align_y(Center)
    .into()
}

fn total<'a>(sighted: &'a Sighted, at: usize, words: &'a Words) -> Element<'a, Told> {
    let Some((sum, written)) = sighted.totals[at] else { return space().into() };
    let sum_text = sum.to_string();
    let (told, style): (_, fn(&iced::Theme) -> text::Style) = match written {
        Some(written) if written == sum => (words.with(Word::ReadSumSame, &[("sum", sum_text.into())]), theme::fine),
        Some(written) => {
            let values = [("sum", sum_text.into()), ("written", written.to_string().into())];
            (words.with(Word::ReadSumOther, &values), theme::due)
        }
        None => (words.with(Word::ReadSum, &[("sum", sum_text.into())]), theme::quiet),
    };
    text(told).size(theme::SMALL).style(style).into()
}

fn word_of(treatment: Treatment) -> Word {
    match treatment {
        Treatment::Show => Word::TreatShow,
        Treatment::Drop => Word::TreatDrop,
        Treatment::Empty => Word::TreatEmpty,
        Treatment::Mask(Mask::SixAndFour) => Word::TreatSixAndFour,
        Treatment::Mask(Mask::ThreeAndFour) => Word::TreatThreeAndFour,
        Treatment::Mask(Mask::LastFour) => Word::TreatLastFour,
        Treatment::Mask(Mask::Phone) => Word::TreatPhone,
        Treatment::Mask(Mask::Surname) => Word::TreatSurname,
        Treatment::Mask(Mask::Middle) => Word::TreatMiddle,
        Treatment::Mask(Mask::Village) => Word::TreatVillage,
    }
}
