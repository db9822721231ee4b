//! 打印机: what each one can, and how much its millimetre is off.

use std::collections::BTreeMap;
use std::sync::Arc;

use iced::widget::{Row, column, row, text};
use iced::{Center, Element, Length, Task};

use crate::app::desk::Desk;
use crate::app::print::{Errand, PrintId, Reach, ask};
use crate::app::screen::printing::{Line, corrected, job_told, printer_name, standing};
use crate::app::write::Write;
use crate::domain::printer::Calibration;
use crate::export::ExportError;
use crate::export::printing::{self, PrintError, Printer};
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::{button, field, focus};
use crate::ui::words::{Word, Words};

/// The first ruler's length, which is typed once the page is printed.
const ACROSS: &str = "calibrate-across";

#[derive(Debug, Clone)]
pub(super) struct State {
    found: Found,
    calibrations: BTreeMap<String, Calibration>,
    /// The printer that is being measured.
    open: Option<String>,
    across: String,
    along: String,
    /// What was measured is further off than a printer can be.
    is_too_far: bool,
    /// The ruler page on its way.
    sent: Option<PrintId>,
    failed: Option<Arc<ExportError>>,
}

#[derive(Debug, Clone)]
enum Found {
    Waiting,
    Printers(Vec<Printer>),
    Failed(Arc<PrintError>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Found(Result<Vec<Printer>, Arc<PrintError>>),
    Refresh,
    /// 校准 this printer, or no longer.
    Open(String),
    Ruler,
    Drawn(Result<Errand, Arc<ExportError>>),
    Across(String),
    Along(String),
    Keep,
    Forget,
}

/// What only the settings can ask for.
pub(super) enum Action {
    None,
    Run(Task<Message>),
    Print(Errand),
    Write(Write),
}

impl State {
    pub(super) fn new(desk: &Desk) -> (Self, Task<Message>) {
        let state = Self {
            found: Found::Waiting,
            calibrations: BTreeMap::new(),
            open: None,
            across: String::new(),
            along: String::new(),
            is_too_far: false,
            sent: None,
            failed: None,
        };
        (state, look(desk.printers))
    }

    /// What the store keeps.
    pub(super) fn take(&mut self, calibrations: BTreeMap<String, Calibration>) {
        self.calibrations = calibrations;
    }

    pub(super) fn sent(&mut self, print: PrintId) {
        self.sent = Some(print);
    }

    pub(super) fn shows(&self, print: PrintId) -> bool {
        self.sent == Some(print)
    }

    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Found(Ok(found)) => self.found = Found::Printers(found),
            Message::Found(Err(error)) => self.found = Found::Failed(error),
            Message::Refresh => {
                self.found = Found::Waiting;
                return Action::Run(look(desk.printers));
            }
            Message::Open(name) => {
                let is_open = self.open.as_ref() == Some(&name);
                *self = Self {
                    open: (!is_open).then_some(name),
                    across: String::new(),
                    along: String::new(),
                    is_too_far: false,
                    sent: None,
                    failed: None,
                    ..self.clone()
                };
                if !is_open {
                    return Action::Run(focus::at(ACROSS));
                }
            }
            Message::Ruler => return self.ruler(&desk.words),
            Message::Drawn(Ok(errand)) => return Action::Print(errand),
            Message::Drawn(Err(error)) => self.failed = Some(error),
            Message::Across(typed) => self.across = typed,
            Message::Along(typed) => self.along = typed,
            Message::Keep => return self.keep(),
            Message::Forget => {
                let Some(name) = self.open.take() else { return Action::None };
                return Action::Write(Write::Calibrate(name, None));
            }
        }
        Action::None
    }

    fn printers(&self) -> &[Printer] {
        match &self.found {
            Found::Printers(found) => found,
            Found::Waiting | Found::Failed(_) => &[],
        }
    }

    fn ruler(&mut self, words: &Words) -> Action {
        let open = self.printers().iter().find(|printer| Some(&printer.name) == self.open.as_ref());
        let Some(printer) = open.cloned() else { return Action::None };
        let title = words.get(Word::CalibrateTitle).to_owned();
        let drawn = ask(move || {
            let job = printing::ruler_job(&title).map_err(Arc::new)?;
            Ok(Errand { printer, job: Arc::new(job) })
        });
        let drawn = Task::future(drawn).and_then(|drawn| Task::done(Message::Drawn(drawn)));
        Action::Run(Task::batch([drawn, focus::at(ACROSS)]))
    }

    /// Both rulers as typed, in mm.
    fn measured(&self) -> Option<(f64, f64)> {
        let length = |typed: &str| typed.trim().replace('，', ".").parse().ok();
        Some((length(&self.across)?, length(&self.along)?))
    }

    fn keep(&mut self) -> Action {
        let (Some(name), Some((across, along))) = (self.open.clone(), self.measured()) else { return Action::None };
        let Some(measured) = Calibration::measured(across, along) else {
            self.is_too_far = true;
            return Action::None;
        };
        self.open = None;
        Action::Write(Write::Calibrate(name, Some(measured)))
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let refresh = button::quiet(words.get(Word::PrintingRefresh), "").on_press(Message::Refresh);
        let told: Option<Line> = match &self.found {
            Found::Waiting => Some((words.get(Word::PrintingLooking).to_owned(), theme::quiet)),
            Found::Failed(error) => Some((Trouble::of_print(error, words).line(), theme::due)),
            Found::Printers(found) if found.is_empty() => {
                Some((Trouble::of_print(&PrintError::NoPrinters, words).line(), theme::quiet))
            }
            Found::Printers(_) => None,
        };
        let why = told.unwrap_or_else(|| (words.get(Word::CalibrateWhy).to_owned(), theme::quiet));
        let head = row![text(why.0).style(why.1).width(Length::Fill), refresh].spacing(theme::BETWEEN).align_y(Center);
        let printers = self.printers().iter().map(|printer| self.printer(printer, desk));
        column![head].extend(printers).spacing(theme::BETWEEN).into()
    }

    fn printer<'a>(&'a self, printer: &'a Printer, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let is_open = self.open.as_ref() == Some(&printer.name);
        let word = if is_open { Word::Close } else { Word::Calibrate };
        let open = button::quiet(words.get(word), "").on_press(Message::Open(printer.name.clone()));
        let name = text(printer_name(printer, words)).font(theme::BOLD).width(Length::Fill);
        let mut all = column![row![name, open].spacing(theme::BETWEEN).align_y(Center)].spacing(theme::TIGHT);
        all = all.push(text(facts(printer, words)).size(theme::SMALL).style(theme::quiet));
        let standing = standing(printer, words);
        all = all.extend(standing.into_iter().map(|(told, style)| text(told).style(style).into()));
        let measured = self.calibrations.get(&printer.name);
        all = all.push(measured.map(|measured| text(corrected(*measured, words)).size(theme::SMALL)));
        if is_open {
            all = all.push(self.measuring(measured.is_some(), desk));
        }
        all.into()
    }

    /// The three steps: print, measure, keep.
    fn measuring<'a>(&'a self, is_measured: bool, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let ruler = button::quiet(words.get(Word::CalibratePrint), "").on_press(Message::Ruler);
        let job = self.sent.and_then(|id| desk.prints.get(id)).map(|print| job_told(print, words));
        let job = job.into_iter().flatten().map(|(told, style)| text(told).style(style).into());
        let input = |id: &'static str, typed: &str, on: fn(String) -> Message| {
            field::input("", typed).id(id).on_input(on).on_submit(Message::Keep)
        };
        let across = input(ACROSS, &self.across, Message::Across);
        let along = input("calibrate-along", &self.along, Message::Along);
        let label = |word: Word, length: f64| words.with(word, &[("length", format!("{length:.0}").into())]);
        let fields = row![
            field::labelled(label(Word::CalibrateAcross, Calibration::ACROSS), across),
            field::labelled(label(Word::CalibrateAlong, Calibration::ALONG), along),
        ];
        let keep = button::quiet(words.get(Word::CalibrateKeep), "Enter")
            .on_press_maybe(self.measured().map(|_| Message::Keep));
        let forget = is_measured.then(|| button::bare(words.get(Word::CalibrateForget)).on_press(Message::Forget));
        let mut all = column![
            row![text(words.get(Word::CalibrateStepPrint)).width(Length::Fill), ruler]
                .spacing(theme::BETWEEN)
                .align_y(Center)
        ];
        all = all.extend(job);
        all =
            all.push(self.failed.as_ref().map(|error| text(Trouble::of_export(error, words).line()).style(theme::due)));
        all = all.push(text(words.get(Word::CalibrateStepMeasure))).push(fields.spacing(theme::BETWEEN));
        all = all.push(self.is_too_far.then(|| text(words.get(Word::CalibrateTooFar)).style(theme::due)));
        all.push(Row::new().push(keep).push(forget).spacing(theme::INSIDE).align_y(Center))
            .spacing(theme::INSIDE)
            .into()
    }
}

/// A4、A3，双面，纸边最宽有 4.2 毫米印不到
fn facts(printer: &Printer, words: &Words) -> String {
    let papers = [("A4", (210.0, 297.0)), ("A3", (297.0, 420.0))];
    let papers = papers.iter().filter(|(_, size)| printer.takes(*size)).map(|(name, _)| *name);
    let mut facts = vec![papers.collect::<Vec<_>>().join(" ")];
    if printer.duplex {
        facts.push(words.get(Word::CalibrateDuplex).to_owned());
    }
    if let Some(margins) = printer.margins {
        facts.push(words.with(Word::CalibrateMargin, &[("margin", format!("{:.1}", margins.widest()).into())]));
    }
    facts.retain(|fact| !fact.is_empty());
    facts.join(" · ")
}

fn look(reach: Reach) -> Task<Message> {
    let found = ask(move || reach().and_then(|spooler| spooler.printers()).map_err(Arc::new));
    Task::future(found).and_then(|found| Task::done(Message::Found(found)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::store::Handle;

    fn state() -> (State, Desk) {
        let desk = Desk::new(Handle::in_memory().expect("a store"), "/nowhere".into(), date(2026, 4, 8));
        let (mut state, _) = State::new(&desk);
        drop(state.update(Message::Open("办公室".into()), &desk));
        (state, desk)
    }

    #[test]
    fn what_was_measured_is_kept_for_its_printer() {
        let (mut state, desk) = state();
        drop(state.update(Message::Across("149.5".into()), &desk));
        assert!(matches!(state.update(Message::Keep, &desk), Action::None));
        drop(state.update(Message::Along("240".into()), &desk));
        let Action::Write(Write::Calibrate(name, Some(kept))) = state.update(Message::Keep, &desk) else {
            panic!("nothing was kept")
        };
        assert_eq!((name.as_str(), kept), ("办公室", Calibration::measured(149.5, 240.0).expect("a measure")));
    }

    #[test]
    fn a_page_that_was_scaled_is_no_measure() {
        let (mut state, desk) = state();
        drop(state.update(Message::Across("141".into()), &desk));
        drop(state.update(Message::Along("226".into()), &desk));
        assert!(matches!(state.update(Message::Keep, &desk), Action::None));
        assert!(state.is_too_far && state.open.is_some());
    }
}
