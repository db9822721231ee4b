//! What is wrong with a printer.

use std::collections::BTreeSet;

use super::Trouble;
use crate::export::printing::{Beyond, Edge, Fault, Phase, PrintError, in_ranges};
use crate::ui::words::{Word, Words};

impl Trouble {
    pub fn of_print(error: &PrintError, words: &Words) -> Self {
        let plain = |what, next| Self { what: words.get(what).to_owned(), next: words.get(next).to_owned() };
        match error {
            PrintError::NoService(_) => plain(Word::PrintNoService, Word::PrintNoServiceNext),
            PrintError::NoPrinter(printer) => Self {
                what: words.with(Word::PrintNoPrinter, &[("printer", printer.as_str().into())]),
                next: words.get(Word::PrintNoPrinterNext).to_owned(),
            },
            PrintError::NoPrinters => plain(Word::PrintNoPrinters, Word::PrintNoPrintersNext),
            PrintError::NotAccepting => plain(Word::PrintNotAccepting, Word::PrintNotAcceptingNext),
            PrintError::NoSuchPaper(width, height) => Self {
                what: words.with(Word::PrintNoPaperSize, &[("size", format!("{width}×{height}").into())]),
                next: words.get(Word::PrintNoPaperSizeNext).to_owned(),
            },
            PrintError::NoTray(tray) => Self {
                what: words.with(Word::PrintNoTray, &[("tray", tray.as_str().into())]),
                next: words.get(Word::PrintNoTrayNext).to_owned(),
            },
            PrintError::OneSided => plain(Word::PrintOneSided, Word::PrintOneSidedNext),
            PrintError::SeveralPapers => plain(Word::PrintSeveralPapers, Word::PrintSeveralPapersNext),
            PrintError::Refused(_) => plain(Word::PrintRefused, Word::PrintRefusedNext),
        }
    }

    pub fn of_fault(fault: Fault, words: &Words) -> Self {
        let (what, next) = match fault {
            Fault::NoPaper => (Word::FaultNoPaper, Word::FaultNoPaperNext),
            Fault::Jam => (Word::FaultJam, Word::FaultJamNext),
            Fault::NoToner => (Word::FaultNoToner, Word::FaultNoTonerNext),
            Fault::CoverOpen => (Word::FaultCoverOpen, Word::FaultCoverOpenNext),
            Fault::Gone => (Word::FaultGone, Word::FaultGoneNext),
            Fault::Paused => (Word::FaultPaused, Word::FaultPausedNext),
        };
        Self { what: words.get(what).to_owned(), next: words.get(next).to_owned() }
    }
}

/// How far a job is, as one sentence.
pub fn phase(phase: Phase) -> Word {
    match phase {
        Phase::Waiting => Word::PhaseWaiting,
        Phase::Printing => Word::PhasePrinting,
        Phase::Stopped => Word::PhaseStopped,
        Phase::Done => Word::PhaseDone,
        Phase::Cancelled => Word::PhaseCancelled,
        Phase::Failed => Word::PhaseFailed,
    }
}

/// What stands where the printer leaves the paper white, as one sentence; `None` where nothing does.
pub fn beyond_reach(found: &[&Beyond], words: &Words) -> Option<String> {
    let pages: Vec<usize> = found.iter().map(|beyond| beyond.page).collect();
    let margin = found.iter().fold(0.0_f64, |widest, beyond| widest.max(beyond.margin));
    let edges: BTreeSet<Edge> = found.iter().flat_map(|beyond| beyond.edges.iter().copied()).collect();
    let edges: Vec<&str> = edges.into_iter().map(|edge| words.get(edge_word(edge))).collect();
    let values = [
        ("pages", in_ranges(&pages).into()),
        ("edges", edges.join(words.get(Word::PrintingEdgesBetween)).into()),
        ("margin", format!("{margin:.1}").into()),
    ];
    (!found.is_empty()).then(|| words.with(Word::PrintingBeyondReach, &values))
}

fn edge_word(edge: Edge) -> Word {
    match edge {
        Edge::Left => Word::PrintingEdgeLeft,
        Edge::Right => Word::PrintingEdgeRight,
        Edge::Top => Word::PrintingEdgeTop,
        Edge::Bottom => Word::PrintingEdgeBottom,
    }
}
