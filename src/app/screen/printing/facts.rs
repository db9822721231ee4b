//! What the sheet says before it prints, and while the printer works.

use iced::Theme;
use iced::widget::text;

use super::paper::Size;
use super::{Failure, Pieces, Printers, Printing, RangeError};
use crate::app::print::{Print, Stage};
use crate::domain::printer::Calibration;
use crate::export::printing::{Beyond, OrderError, Phase, Printer, Sides};
use crate::ui::error::{Trouble, beyond_reach, phase};
use crate::ui::theme;
use crate::ui::words::{Word, Words};

pub(in crate::app::screen) type Style = fn(&Theme) -> text::Style;
pub(in crate::app::screen) type Line = (String, Style);

impl Printing {
    /// How many sheets it will take, and of what.
    pub(super) fn takes(&self, words: &Words) -> Option<String> {
        if self.is_stale {
            return None;
        }
        let (laid, order) = (self.laid.as_ref()?, self.order()?);
        let paper = order.paper(laid.sheets).ok()?;
        let each = order.count(laid.sheets).ok()?;
        let name = paper_name(laid.sheet, words);
        let values = [("paper", name.into()), ("n", paper.into())];
        let total = words.with(Word::PrintingTakes, &values);
        let copies = order.copies;
        Some(match (order.sides, copies) {
            (Sides::One, 1) => total,
            (Sides::One, _) => {
                let values = [("each", each.into()), ("copies", copies.into())];
                format!("{total}{}", words.with(Word::PrintingTakesCopies, &values))
            }
            _ => {
                let values = [("each", each.into()), ("copies", copies.into())];
                format!("{total}{}", words.with(Word::PrintingTakesBoth, &values))
            }
        })
    }

    /// What the sheets become: how a poster is pieced, how a page is paired.
    pub(super) fn becomes(&self, words: &Words) -> Option<String> {
        let laid = self.laid.as_ref().filter(|_| !self.is_stale)?;
        let (width, height) = laid.page;
        let size = format!("{width:.0}×{height:.0}");
        match (self.onto, laid.tiles) {
            (Pieces::A4 | Pieces::A3, Some((rows, columns))) => {
                let values = [("size", size.into()), ("rows", rows.into()), ("columns", columns.into())];
                let pieced = words.with(Word::PrintingPieced, &values);
                let many = match laid.pages {
                    1 => String::new(),
                    pages => words.with(Word::PrintingPosters, &[("n", pages.into())]),
                };
                let guide = if self.guide { words.get(Word::PrintingWithGuide) } else { "" };
                Some(format!("{pieced}{guide}{many}"))
            }
            (Pieces::Pairs, _) => Some(words.with(Word::PrintingPaired, &[("n", laid.pages.into())])),
            _ => None,
        }
    }

    /// What she should look at before the paper is spoilt.
    pub(super) fn warnings(&self, words: &Words) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut due = |text: String| lines.push((text, theme::due));
        if self.number_of_copies().is_none() {
            due(words.get(Word::PrintingCopiesWrong).to_owned());
        }
        match self.pages_wrong() {
            Some(RangeError::Unreadable) => due(words.get(Word::PrintingPagesWrong).to_owned()),
            Some(RangeError::Twice) => due(words.get(Word::PrintingPagesTwice).to_owned()),
            None => {}
        }
        if self.page().is_none() {
            due(words.get(Word::PrintingSizeWrong).to_owned());
        }
        if self.tiles().is_some() && !self.has_margin() {
            due(words.get(Word::PrintingMarginWrong).to_owned());
        }
        if let (Some(laid), Some(order)) = (&self.laid, self.order())
            && let Err(OrderError::NoSuchPage { page, pages }) = order.count(laid.sheets)
        {
            due(words.with(Word::PrintingNoPage, &[("page", page.into()), ("pages", pages.into())]));
        }
        if let Some(failure) = &self.failed {
            due(trouble(failure, words));
        }
        lines.extend(self.unreached(words));
        lines
    }

    /// The edge that the printer leaves white, where something would stand in it.
    fn unreached(&self, words: &Words) -> Option<Line> {
        let order = self.order()?;
        let beyond: Vec<&Beyond> = self.beyond_reach.iter().filter(|beyond| order.prints(beyond.page)).collect();
        let what = beyond_reach(&beyond, words)?;
        let next = words.get(self.within_reach());
        Some((Trouble { what, next: next.to_owned() }.line(), theme::soon))
    }

    /// What brings all of it onto paper: pieces keep to what the printer reaches, and a larger page has wider margins.
    fn within_reach(&self) -> Word {
        let is_pieces = |pieces: &Pieces| matches!(pieces, Pieces::A4 | Pieces::A3);
        let takes_larger = self.chosen().is_some_and(|printer| printer.takes((297.0, 420.0)));
        match self.size {
            _ if self.choices().iter().any(is_pieces) => Word::PrintingBeyondPieces,
            Size::A4 if takes_larger && self.given.is_none() => Word::PrintingBeyondLarger,
            _ => Word::PrintingBeyondOther,
        }
    }

    /// Of the chosen printer: what is wrong with it, or that it is ready, and how it is corrected.
    pub(super) fn printer_told(&self, words: &Words) -> Vec<Line> {
        match &self.printers {
            Printers::Waiting => vec![(words.get(Word::PrintingLooking).to_owned(), theme::quiet)],
            Printers::Failed(error) => vec![(Trouble::of_print(error, words).line(), theme::due)],
            Printers::Found(found) if found.is_empty() => {
                let (what, next) = (words.get(Word::PrintNoPrinters), words.get(Word::PrintNoPrintersNext));
                vec![(Trouble { what: what.to_owned(), next: next.to_owned() }.line(), theme::due)]
            }
            Printers::Found(_) => self.chosen().map_or_else(Vec::new, |printer| {
                let measured = self.calibrations.get(&printer.name).copied();
                let mut lines = standing(printer, words);
                lines.extend(measured.map(|measured| (corrected(measured, words), theme::quiet as Style)));
                lines
            }),
        }
    }
}

/// What is wrong with a printer; empty where nothing is.
pub(in crate::app::screen) fn standing(printer: &Printer, words: &Words) -> Vec<Line> {
    let mut lines: Vec<Line> =
        printer.faults.iter().map(|fault| (Trouble::of_fault(*fault, words).line(), theme::due as Style)).collect();
    if !printer.accepting {
        let (what, next) = (words.get(Word::PrintNotAccepting), words.get(Word::PrintNotAcceptingNext));
        lines.push((Trouble { what: what.to_owned(), next: next.to_owned() }.line(), theme::due));
    }
    lines
}

/// 横向 100.33%，纵向 99.90%
pub(in crate::app::screen) fn corrected(measured: Calibration, words: &Words) -> String {
    let percent = |factor: f64| format!("{:.2}", factor * 100.0);
    let values = [("across", percent(measured.across).into()), ("along", percent(measured.along).into())];
    words.with(Word::PrintingCorrected, &values)
}

/// How far a job is.
pub(in crate::app::screen) fn progress(print: &Print, words: &Words) -> Vec<Line> {
    match &print.stage {
        Stage::Sending => vec![(words.get(Word::PrintingSending).to_owned(), theme::quiet)],
        Stage::Refused(error) => vec![(Trouble::of_print(error, words).line(), theme::due)],
        Stage::Sent(now) => {
            let state = words.get(phase(now.phase));
            // The service counts what it was sent, once for all copies: of a printer that stands still, or is done, that
            // is not what came out.
            let is_moving = now.phase == Phase::Printing && now.faults.is_empty();
            let done = now.done.filter(|done| *done > 0 && is_moving);
            let done = done.map(|done| words.with(Word::PrintingDone, &[("n", done.into())]));
            let values = [("printer", print.printer().into()), ("state", state.into())];
            let told = words.with(Word::PrintingState, &values) + &done.unwrap_or_default();
            let style: Style = match now.phase {
                Phase::Done => theme::fine,
                Phase::Stopped | Phase::Cancelled | Phase::Failed => theme::due,
                Phase::Waiting | Phase::Printing => theme::ink,
            };
            let faults = now.faults.iter().map(|fault| (Trouble::of_fault(*fault, words).line(), theme::due as Style));
            std::iter::once((told, style)).chain(faults).collect()
        }
    }
}

fn trouble(failure: &Failure, words: &Words) -> String {
    match failure {
        Failure::Export(error) => Trouble::of_export(error, words).line(),
        Failure::Store(error) => Trouble::of_store(error, words).line(),
        Failure::Paper(error) => Trouble::of_archive(error, words).line(),
        Failure::Order(error) => match &**error {
            OrderError::Print(error) => Trouble::of_print(error, words).line(),
            OrderError::Export(error) => Trouble::of_export(error, words).line(),
            OrderError::NoSuchPage { page, pages } => {
                words.with(Word::PrintingNoPage, &[("page", (*page).into()), ("pages", (*pages).into())])
            }
        },
    }
}

/// A4, A3, or 600×900 毫米
pub(super) fn paper_name((width, height): (f64, f64), words: &Words) -> String {
    const NAMED: [(&str, f64, f64); 5] =
        [("A4", 210.0, 297.0), ("A3", 297.0, 420.0), ("A2", 420.0, 594.0), ("A1", 594.0, 841.0), ("A0", 841.0, 1189.0)];
    let (short, long) = (width.min(height), width.max(height));
    let alike = |(_, width, height): &&(&str, f64, f64)| (width - short).abs() <= 1.0 && (height - long).abs() <= 1.0;
    match NAMED.iter().find(alike) {
        Some((name, ..)) => (*name).to_owned(),
        None => format!("{width:.0}×{height:.0} {}", words.get(Word::Millimetres)),
    }
}
