//! What the check found: a line each, that leads to its cell.

use std::collections::HashMap;

use iced::widget::operation::focus;
use iced::widget::{Column, column, container, row, scrollable, text};
use iced::{Center, Element, Length};

use super::press::{Checked, News};
use super::{Action, GRID, Message, State, Tab};
use crate::domain::block::Spot;
use crate::domain::finding::{Finding, Severity};
use crate::domain::table::RowKey;
use crate::ui::theme;
use crate::ui::widget::grid::{Place, Selection};
use crate::ui::widget::press;
use crate::ui::words::{Word, Words};

impl State {
    pub(super) fn heard(&mut self, news: News) {
        match news {
            News::Composed(composed, first) => {
                self.preview.composed_anew(composed);
                first.into_iter().for_each(|drawn| self.preview.drawn(drawn));
                self.press.show(self.preview.wanted());
            }
            News::Drawn(drawn) => self.preview.drawn(drawn),
            News::Checked(checked) => self.checked_anew(checked),
            News::Delivered(outcome) => self.delivered(outcome),
        }
    }

    fn checked_anew(&mut self, mut checked: Checked) {
        self.marks = checked.places.remove(&None).unwrap_or_default();
        let rows = self.content.table.rows.iter().enumerate().map(|(at, row)| (row.key, at));
        let rows: HashMap<RowKey, usize> = rows.collect();
        let row_of = |finding: &Finding| match finding.block {
            None => rows.get(&finding.key?).copied(),
            further => self.table_of(further)?.position(finding.key?),
        };
        self.finding_rows = checked.findings.iter().map(row_of).collect();
        self.blocks.mark(std::mem::take(&mut checked.places));
        self.checked = checked;
    }

    /// Selects the cell a finding is about.
    pub(super) fn go_to(&mut self, finding: usize) -> Action {
        let Some(finding) = self.checked.findings.get(finding) else { return Action::None };
        let block = finding.block;
        let named = finding.column.as_ref().zip(self.table_of(block));
        let column = named.and_then(|(name, table)| table.columns.iter().position(|column| column.name() == *name));
        let column = column.unwrap_or(0);
        finding.key.map_or(Action::None, |row| self.seek(Spot { block, row, column }))
    }

    /// Shows and selects a cell.
    pub fn seek(&mut self, spot: Spot) -> Action {
        let Spot { block, row, column } = spot;
        if let Some(block) = block {
            return self.seek_further(block, row, column);
        }
        let Some(row) = self.content.table.position(row) else { return Action::None };
        self.grid.select(Selection::at(Place { row, column }));
        self.tab = Tab::Content;
        self.fields.foot = false;
        self.blocks.shown = false;
        self.follow();
        Action::Run(focus(GRID))
    }

    /// Turns the preview to the page of the selected row.
    pub(super) fn follow(&mut self) {
        if self.preview.follow(self.grid.selection().head.row) {
            self.press.show(self.preview.wanted());
        }
    }
}

/// 已去掉 3 列：身份证号、一卡通账号、联系电话: as the table was read, and whatever the gate leaves out besides.
pub(super) fn dropped(state: &State, words: &Words) -> Option<String> {
    let also = state.checked.dropped.iter().filter(|name| !state.dropped.contains(name));
    let names: Vec<&str> = state.dropped.iter().chain(also).map(String::as_str).collect();
    let values = [("n", names.len().into()), ("names", names.join("、").into())];
    (!names.is_empty()).then(|| words.with(Word::EditorDropped, &values))
}

pub(super) fn view<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let checked = &state.checked;
    let mut all = Column::new().spacing(theme::INSIDE);
    if let Some(told) = dropped(state, words) {
        all = all.push(text(told).size(theme::BODY));
    }
    if checked.masked_cells > 0 {
        let told = words.with(Word::EditorMaskedCells, &[("n", checked.masked_cells.into())]);
        all = all.push(text(told).size(theme::BODY));
    }
    if checked.findings.is_empty() {
        all = all.push(text(words.get(Word::EditorNothingFound)).size(theme::BODY).style(theme::fine));
    }
    let lines = checked.findings.iter().enumerate();
    all =
        all.extend(lines.map(|(at, finding)| line(at, finding, state.finding_rows.get(at).copied().flatten(), words)));
    let hidden = checked.count - checked.findings.len();
    if hidden > 0 {
        let more = words.with(Word::EditorMoreFindings, &[("n", hidden.into())]);
        all = all.push(text(more).size(theme::SMALL).style(theme::quiet));
    }
    scrollable(container(all).padding([theme::INSIDE, theme::BETWEEN]).width(Length::Fill))
        .style(theme::scroll)
        .height(Length::Fill)
        .into()
}

fn line<'a>(at: usize, finding: &'a Finding, row_at: Option<usize>, words: &'a Words) -> Element<'a, Message> {
    let (word, style): (_, fn(&iced::Theme) -> text::Style) = match finding.severity {
        Severity::Blocking => (Word::EditorBlocking, theme::due),
        Severity::Warning => (Word::EditorWarning, theme::soon),
        Severity::Note => (Word::EditorNote, theme::quiet),
    };
    let mut what = column![text(&finding.text).size(theme::BODY)];
    if let Some(at) = row_at {
        // The row as the grid numbers it: the file's own number is in the sentence.
        let place = words.with(Word::EditorInRow, &[("n", (at + 1).into())]);
        what = what.push(text(place).size(theme::SMALL).style(theme::quiet));
    }
    let content = row![text(words.get(word)).size(theme::SMALL).style(style).width(48), what]
        .spacing(theme::INSIDE)
        .align_y(Center);
    let leads = finding.key.is_some().then_some(Message::GoTo(at));
    let content = container(content).padding([theme::INSIDE, 0.0]).width(Length::Fill);
    if leads.is_none() {
        return container(content).padding([0.0, theme::INSIDE]).into();
    }
    press(content)
        .look(crate::ui::widget::Look::Bare)
        .width(Length::Fill)
        .height(Length::Shrink)
        .padding([0.0, theme::INSIDE])
        .on_press_maybe(leads)
        .into()
}
