//! A job handed over, and what becomes of it.

use std::thread;
use std::time::{Duration, Instant};

use super::order::check;
use super::{Fault, Job, Phase, PrintError, Printer, Progress, Spooler};

/// How often the printer is asked how far it is: while somebody looks on, and later.
const PAUSE: Duration = Duration::from_millis(400);
const REST: Duration = Duration::from_secs(2);
const FRESH: Duration = Duration::from_secs(30);

/// The printer of that name, or the system's default, or the only one.
///
/// # Errors
/// [`PrintError::NoPrinter`], [`PrintError::NoPrinters`], and as [`Spooler::printers`].
pub fn choose(spooler: &dyn Spooler, named: Option<&str>) -> Result<Printer, PrintError> {
    let mut printers = spooler.printers()?;
    let found = match named {
        Some(named) => printers.iter().position(|printer| printer.name == named || printer.about == named),
        None => usual(&printers),
    };
    match (found, named) {
        (Some(at), _) => Ok(printers.swap_remove(at)),
        (None, Some(named)) => Err(PrintError::NoPrinter(named.to_owned())),
        (None, None) => Err(PrintError::NoPrinters),
    }
}

/// The printer that is meant where nobody names one.
pub fn usual(printers: &[Printer]) -> Option<usize> {
    printers.iter().position(|printer| printer.default).or((printers.len() == 1).then_some(0))
}

/// Hands the job over and watches it for `wait` at most, or until the printer waits for somebody.
///
/// # Errors
/// As [`check`] and [`Spooler::send`].
pub fn send(
    spooler: &dyn Spooler,
    printer: &Printer,
    job: &Job,
    wait: Duration,
) -> Result<(i32, Progress), PrintError> {
    check(printer, job)?;
    let number = spooler.send(&printer.name, job)?;
    let end = Instant::now() + wait;
    loop {
        let progress = progress(spooler, &printer.name, number);
        if progress.phase.is_over() || !progress.faults.is_empty() || Instant::now() >= end {
            return Ok((number, progress));
        }
        thread::sleep(PAUSE);
    }
}

/// Tells every change of a job until it is over, or until `heard` says that nobody listens any more.
pub fn watch(spooler: &dyn Spooler, printer: &str, job: i32, mut heard: impl FnMut(&Progress) -> bool) {
    let begun = Instant::now();
    let mut last = None;
    loop {
        let now = progress(spooler, printer, job);
        if last.as_ref() != Some(&now) {
            if !heard(&now) || now.phase.is_over() {
                return;
            }
            last = Some(now);
        }
        thread::sleep(if begun.elapsed() < FRESH { PAUSE } else { REST });
    }
}

/// The job is on its way: that it cannot be watched is no reason to say that it was not printed.
fn progress(spooler: &dyn Spooler, printer: &str, job: i32) -> Progress {
    spooler.progress(printer, job).unwrap_or_else(|error| {
        tracing::warn!(error = &error as &dyn std::error::Error, "the job cannot be watched");
        let faults = if matches!(error, PrintError::Refused(_)) { Vec::new() } else { vec![Fault::Gone] };
        Progress { phase: Phase::Waiting, done: None, faults }
    })
}
