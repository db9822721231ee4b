//! What was found in a file, as the clerk sees and corrects it.

use iced::widget::{Column, column, container, pick_list, row, scrollable, space, text};
use iced::{Center, Element, Length};

use super::super::Message as Told;
use super::{Message, PATH, Panel, Sighted, Stage};
use crate::domain::gate::{Mask, Treatment};
use crate::ui::theme;
use crate::ui::widget::{button, field, modal};
use crate::ui::words::{Word, Words};

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

pub(in crate::app::screen::editor) fn over<'a>(
    base: Element<'a, Told>,
    panel: &'a Panel,
    words: &'a Words,
) -> Element<'a, Told> {
    let path = field::input(words.get(Word::ReadPathHint), &panel.path)
        .id(PATH)
        .on_input(|path| Told::Intake(Message::Path(path)))
        .on_submit(Told::Intake(Message::Read));
    let browse = button::quiet(words.get(Word::NewFileBrowse), "").on_press(Told::Intake(Message::Browse));
    let read = button::quiet(words.get(Word::ReadGo), "Enter").on_press(Told::Intake(Message::Read));
    let mut sheet = column![
        text(words.get(Word::ReadTitle)).size(theme::PANE).font(theme::BOLD),
        row![path, browse, read].spacing(theme::INSIDE)
    ]
    .spacing(theme::BETWEEN);
    sheet = match &panel.stage {
        Stage::Asking => sheet.push(text(words.get(Word::NewFileHint)).size(theme::SMALL).style(theme::quiet)),
        Stage::Reading => sheet.push(text(words.get(Word::Loading)).style(theme::quiet)),
        Stage::Failed(word) => sheet.push(text(words.get(*word)).style(theme::due)),
        Stage::Found(sighted) => sheet.push(found(sighted, words)),
    };
    let take = matches!(panel.stage, Stage::Found(_)).then_some(Told::Intake(Message::Take));
    let answers = row![
        space().width(Length::Fill),
        button::quiet(words.get(Word::Cancel), "Esc").on_press(Told::Intake(Message::Close)),
        button::primary(words.get(Word::ReadTake), "").on_press_maybe(take),
    ];
    sheet = sheet.push(answers.spacing(theme::INSIDE));
    let sheet = container(sheet).padding(theme::AROUND).max_width(820).style(theme::raised);
    modal::dialog(base, sheet, Told::Intake(Message::Close))
}

fn found<'a>(sighted: &'a Sighted, words: &'a Words) -> Element<'a, Told> {
    let found = &sighted.found;
    let sheet = found.sheet.clone().unwrap_or_default();
    let facts = [
        ("sheet", sheet.into()),
        ("rows", found.rows().into()),
        ("columns", found.table.columns.len().into()),
        ("header", found.header_row.into()),
        ("depth", found.header_depth.into()),
    ];
    let mut all = Column::new().spacing(theme::INSIDE);
    if let Some(title) = &found.title {
        all = all.push(text(title).font(theme::BOLD));
    }
    all = all.push(text(words.with(Word::ReadFound, &facts)));
    let tool = |word: Word, message: Message| button::bare(words.get(word)).on_press(Told::Intake(message));
    let tools = row![
        tool(Word::ReadHeaderUp, Message::Header(-1)),
        tool(Word::ReadHeaderDown, Message::Header(1)),
        tool(Word::ReadHeaderLess, Message::Depth(-1)),
        tool(Word::ReadHeaderMore, Message::Depth(1)),
    ];
    all = all.push(tools.spacing(theme::TIGHT).wrap());
    for (at, other) in found.others.iter().enumerate() {
        let name = other.title.clone().or_else(|| other.sheet.clone()).unwrap_or_default();
        let label = words.with(Word::ReadOther, &[("name", name.into()), ("rows", other.rows.into())]);
        all = all.push(button::bare(label).on_press(Told::Intake(Message::Other(at))));
    }
    let columns = (0..found.table.columns.len()).map(|at| column_line(sighted, at, words));
    let columns = Column::with_children(columns).spacing(theme::TIGHT);
    let findings = found.findings.iter().take(20).map(|finding| text(&finding.text).size(theme::SMALL).into());
    let findings = Column::with_children(findings).spacing(theme::TIGHT);
    let lists = container(column![columns, findings].spacing(theme::BETWEEN)).padding([0.0, theme::BETWEEN]);
    all.push(container(scrollable(lists).style(theme::scroll)).max_height(320)).into()
}

fn column_line<'a>(sighted: &'a Sighted, at: usize, words: &'a Words) -> Element<'a, Told> {
    let column = &sighted.found.table.columns[at];
    let (allowed, chosen) = &sighted.choices[at];
    let named =
        |treatment: &Treatment| Named { treatment: *treatment, name: words.get(word_of(*treatment)).to_owned() };
    let treatment: Element<'a, Told> = if allowed.len() > 1 {
        let names: Vec<Named> = allowed.iter().map(named).collect();
        pick_list(names, Some(named(chosen)), move |named| Told::Intake(Message::Treat(at, named.treatment)))
            .text_size(theme::BODY)
            .style(theme::choice)
            .menu_style(theme::choices)
            .into()
    } else {
        let style = if *chosen == Treatment::Show { theme::quiet } else { theme::soon };
        text(words.get(word_of(*chosen))).style(style).into()
    };
    row![
        text(column.name()).width(Length::Fill),
        treatment,
        button::bare(words.get(Word::ReadLeaveOut)).on_press(Told::Intake(Message::LeaveOut(at))),
    ]
    .spacing(theme::BETWEEN)
    .align_y(Center)
    .into()
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
