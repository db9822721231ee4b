//! What is wrong with a printer.

use super::Trouble;
use crate::export::printing::{Fault, Phase, PrintError};
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
