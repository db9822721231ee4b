//! A kind's rule as it is shown before a notice of it is begun, and the blank notice itself.

use iced::Element;
use iced::widget::{column, text};

use super::Message;
use crate::app::desk::Desk;
use crate::app::write::Write;
use crate::domain::disclosure::Cycle;
use crate::domain::draft;
use crate::domain::kind::{Catalogue, Confidence, Kind, KindId, KindLevel, PeriodUnit};
use crate::domain::notice::Content;
use crate::domain::office::Level;
use crate::ui::theme;
use crate::ui::words::{Word, Words};

/// The name, the clause, the period and the columns of a kind.
pub(super) fn rule_of<'a>(kind: &'a Kind, desk: &Desk, words: &'a Words) -> Element<'a, Message> {
    let basis = if kind.basis.is_empty() { words.get(Word::NewNoBasis) } else { kind.basis.as_str() };
    let level = words.get(match kind.level {
        KindLevel::Township => Word::LevelTownship,
        KindLevel::Village => Word::LevelVillage,
        KindLevel::Both => Word::LevelBoth,
    });
    let mut lines = column![
        text(&kind.name).size(theme::PANE).font(theme::BOLD),
        text(format!("{} · {level}", kind.group)).size(theme::SMALL).style(theme::quiet),
        text(period(kind, desk.office.level, words)),
        text(basis).size(theme::SMALL).style(theme::quiet),
    ];
    if is_unsure(kind) {
        let told = format!("{}：{}", words.get(Word::NewUnsure), words.get(Word::NewUnsureWhy));
        lines = lines.push(text(told).size(theme::SMALL).style(theme::soon));
    }
    let columns = kind.expected_columns();
    if !columns.is_empty() {
        let told = words.with(Word::NewColumns, &[("names", columns.join("、").into())]);
        lines = lines.push(text(told).size(theme::SMALL));
    }
    lines.spacing(theme::INSIDE).into()
}

/// How long the notice hangs; in a village never less than the law's floor.
fn period(kind: &Kind, level: Level, words: &Words) -> String {
    let least = if level == Level::Village { Catalogue::bundled().village_floor_days } else { 0 };
    let asked = kind.period.days.unwrap_or_default();
    let days = |word| words.with(word, &[("n", asked.into())]);
    match kind.period.unit {
        PeriodUnit::Day | PeriodUnit::Workday if asked < least => {
            words.with(Word::NewPeriodDays, &[("n", least.into())])
        }
        PeriodUnit::Day => days(Word::NewPeriodDays),
        PeriodUnit::Workday => days(Word::NewPeriodWorkdays),
        PeriodUnit::Standing => words.get(Word::NewPeriodStanding).to_owned(),
        PeriodUnit::UntilEvent | PeriodUnit::UntilLifted => words.get(Word::NewPeriodUntil).to_owned(),
    }
}

/// Everything below the law's own text is shown as 待核实.
pub(super) fn is_unsure(kind: &Kind) -> bool {
    kind.confidence != Confidence::Law || kind.period.confidence.is_some_and(|period| period != Confidence::Law)
}

/// A new notice of a kind, posted from today.
pub fn blank_of(kind: &Kind, desk: &Desk) -> Write {
    let kind = &desk.rules.kind(&kind.id);
    let (content, _) = draft::posted_on(kind, &desk.office, desk.today, &desk.rules.calendar);
    Write::Create(kind.id.clone(), Box::new(content))
}

/// A new notice of a kind that is due, about a cycle.
pub fn blank_for(kind: &KindId, cycle: Option<Cycle>, desk: &Desk) -> Write {
    let kind = desk.rules.kind(kind);
    let (content, _) = draft::posted_on(&kind, &desk.office, desk.today, &desk.rules.calendar);
    let title = cycle.map_or_else(|| content.title.clone(), |cycle| cycle.into_title(&content.title));
    Write::Create(kind.id, Box::new(Content { title, ..content }))
}
