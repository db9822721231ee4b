//! Printers through the Windows spooler. Pages are drawn by the program itself, at the printer's own resolution, and put
//! on the paper by GDI: no PDF viewer is needed, and nobody fits anything to anything.

mod device;
mod mode;
mod text;

use std::io;
use std::ptr::{null, null_mut};

use windows_sys::Win32::Foundation::{
    ERROR_INVALID_PARAMETER, ERROR_INVALID_PRINTER_NAME, ERROR_SERVICE_NOT_ACTIVE, GetLastError,
};
use windows_sys::Win32::Graphics::Printing::{
    ClosePrinter, EnumPrintersW, GetDefaultPrinterW, GetJobW, JOB_CONTROL_DELETE, JOB_INFO_1W, JOB_STATUS_BLOCKED_DEVQ,
    JOB_STATUS_COMPLETE, JOB_STATUS_DELETED, JOB_STATUS_DELETING, JOB_STATUS_ERROR, JOB_STATUS_OFFLINE,
    JOB_STATUS_PAPEROUT, JOB_STATUS_PAUSED, JOB_STATUS_PRINTED, JOB_STATUS_PRINTING, JOB_STATUS_USER_INTERVENTION,
    OpenPrinterW, PRINTER_ATTRIBUTE_WORK_OFFLINE, PRINTER_ENUM_CONNECTIONS, PRINTER_ENUM_LOCAL, PRINTER_HANDLE,
    PRINTER_INFO_2W, PRINTER_STATUS_DOOR_OPEN, PRINTER_STATUS_NO_TONER, PRINTER_STATUS_NOT_AVAILABLE,
    PRINTER_STATUS_OFFLINE, PRINTER_STATUS_PAPER_JAM, PRINTER_STATUS_PAPER_OUT, PRINTER_STATUS_PAPER_PROBLEM,
    PRINTER_STATUS_PAUSED, PRINTER_STATUS_SERVER_OFFLINE, PRINTER_STATUS_SERVER_UNKNOWN, SetJobW,
};

use super::{Fault, Job, Phase, PrintError, Printer, Progress, Spooler};
use device::Device;
use mode::Mode;
use text::{read, wide};

/// The spooler of this computer.
pub(super) struct Gdi;

/// A printer, open until this is dropped.
struct Open {
    handle: PRINTER_HANDLE,
    /// Its name, ending in 0.
    name: Vec<u16>,
}

/// A list that Windows writes: structures, and the texts they point to behind them.
struct Answer(Vec<u64>);

impl Answer {
    fn bytes(&mut self) -> *mut u8 {
        self.0.as_mut_ptr().cast()
    }

    fn length(&self) -> u32 {
        u32::try_from(self.0.len() * 8).unwrap_or(u32::MAX)
    }

    /// Room for so many bytes, aligned for any structure.
    fn of(bytes: u32) -> Self {
        Self(vec![0; (bytes as usize).div_ceil(8)])
    }
}

impl Open {
    fn named(printer: &str) -> Result<Self, PrintError> {
        let name = wide(printer);
        let mut handle = PRINTER_HANDLE::default();
        // SAFETY: the name ends in 0, and the handle outlives the call.
        let opened = unsafe { OpenPrinterW(name.as_ptr(), &mut handle, null()) };
        if opened != 0 {
            return Ok(Self { handle, name });
        }
        // SAFETY: it only reads the thread's last error.
        match unsafe { GetLastError() } {
            ERROR_INVALID_PRINTER_NAME => Err(PrintError::NoPrinter(printer.to_owned())),
            code => Err(failed(code)),
        }
    }

    /// The job as the spooler has it; `None`: it knows it no more.
    fn job(&self, number: u32) -> Result<Option<(u32, u32)>, PrintError> {
        let mut needed = 0;
        // SAFETY: with no room at all it only says how much is needed.
        unsafe { GetJobW(self.handle, number, 1, null_mut(), 0, &mut needed) };
        if needed == 0 {
            // SAFETY: it only reads the thread's last error.
            return match unsafe { GetLastError() } {
                ERROR_INVALID_PARAMETER => Ok(None),
                code => Err(failed(code)),
            };
        }
        let mut answer = Answer::of(needed);
        // SAFETY: the answer has the room that was asked for, aligned for the structure.
        let told = unsafe { GetJobW(self.handle, number, 1, answer.bytes(), answer.length(), &mut needed) };
        if told == 0 {
            return Ok(None);
        }
        // SAFETY: the spooler has just written this structure there.
        let info = unsafe { &*answer.bytes().cast::<JOB_INFO_1W>() };
        Ok(Some((info.Status, info.PagesPrinted)))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // SAFETY: the handle is open and is not used any more.
        if unsafe { ClosePrinter(self.handle) } == 0 {
            tracing::warn!("a printer could not be closed");
        }
    }
}

impl Spooler for Gdi {
    fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        let default = default_name();
        let flags = PRINTER_ENUM_LOCAL | PRINTER_ENUM_CONNECTIONS;
        let (mut needed, mut count) = (0, 0);
        // SAFETY: with no room at all it only says how much is needed.
        let asked = unsafe { EnumPrintersW(flags, null(), 2, null_mut(), 0, &mut needed, &mut count) };
        if needed == 0 {
            // SAFETY: it only reads the thread's last error.
            return if asked != 0 { Ok(Vec::new()) } else { Err(failed(unsafe { GetLastError() })) };
        }
        let mut answer = Answer::of(needed);
        let length = answer.length();
        // SAFETY: the answer has the room that was asked for.
        let told = unsafe { EnumPrintersW(flags, null(), 2, answer.bytes(), length, &mut needed, &mut count) };
        if told == 0 {
            // SAFETY: it only reads the thread's last error.
            return Err(failed(unsafe { GetLastError() }));
        }
        // SAFETY: the spooler has just written so many structures there; they live as long as the answer.
        let infos = unsafe { std::slice::from_raw_parts(answer.bytes().cast::<PRINTER_INFO_2W>(), count as usize) };
        Ok(infos.iter().map(|info| printer(info, default.as_deref())).collect())
    }

    fn send(&self, printer: &str, job: &Job) -> Result<i32, PrintError> {
        let open = Open::named(printer)?;
        let mode = Mode::of(&open, job)?;
        Device::open(&open.name, &mode)?.print(job, mode.by_hand())
    }

    fn progress(&self, printer: &str, job: i32) -> Result<Progress, PrintError> {
        let open = Open::named(printer)?;
        // What has left the queue is printed: the spooler keeps no memory of it.
        let Some((status, pages)) = open.job(job.unsigned_abs())? else {
            return Ok(Progress { phase: Phase::Done, done: None, faults: Vec::new() });
        };
        let phase = phase(status);
        let mut faults = if phase.is_over() { Vec::new() } else { faults_of_job(status) };
        if !phase.is_over() {
            let found = self.printers()?.into_iter().find(|found| found.name == printer);
            faults.extend(found.into_iter().flat_map(|printer| printer.faults));
        }
        faults.sort_unstable();
        faults.dedup();
        Ok(Progress { phase, done: (pages > 0).then_some(pages), faults })
    }

    fn cancel(&self, printer: &str, job: i32) -> Result<(), PrintError> {
        let open = Open::named(printer)?;
        // SAFETY: no structure is handed over, only a command.
        let done = unsafe { SetJobW(open.handle, job.unsigned_abs(), 0, null(), JOB_CONTROL_DELETE) };
        // SAFETY: it only reads the thread's last error.
        match if done != 0 { 0 } else { unsafe { GetLastError() } } {
            // It is over, and the spooler knows it no more.
            0 | ERROR_INVALID_PARAMETER => Ok(()),
            code => Err(failed(code)),
        }
    }
}

/// Nobody answers, or what was asked for is not done: only the first says that the spooler is gone.
fn failed(code: u32) -> PrintError {
    // RPC_S_UNKNOWN_IF, RPC_S_SERVER_UNAVAILABLE, RPC_S_CALL_FAILED, EPT_S_NOT_REGISTERED.
    const NOBODY: [u32; 5] = [ERROR_SERVICE_NOT_ACTIVE, 1717, 1722, 1726, 1753];
    let error = io::Error::from_raw_os_error(code.cast_signed());
    if NOBODY.contains(&code) { PrintError::NoService(error) } else { PrintError::Refused(error.to_string()) }
}

/// What Windows says of itself, for the log.
fn refused(what: &str) -> PrintError {
    // SAFETY: it only reads the thread's last error.
    let error = io::Error::from_raw_os_error(unsafe { GetLastError() }.cast_signed());
    PrintError::Refused(format!("{what}: {error}"))
}

fn default_name() -> Option<String> {
    let mut length = 0;
    // SAFETY: with no room at all it only says how much is needed.
    unsafe { GetDefaultPrinterW(null_mut(), &mut length) };
    let mut name = vec![0_u16; length as usize];
    // SAFETY: the name has the room that was asked for.
    let told = unsafe { GetDefaultPrinterW(name.as_mut_ptr(), &mut length) };
    (told != 0).then(|| text::until_zero(&name))
}

fn printer(info: &PRINTER_INFO_2W, default: Option<&str>) -> Printer {
    // SAFETY: the spooler's texts end in 0 and live as long as its answer.
    let (name, port) = unsafe { (read(info.pPrinterName), read(info.pPortName)) };
    let able = mode::Abilities::of(&name, &port);
    let mut faults = faults_of_printer(info.Status);
    if info.Attributes & PRINTER_ATTRIBUTE_WORK_OFFLINE != 0 && !faults.contains(&Fault::Gone) {
        faults.push(Fault::Gone);
    }
    faults.sort_unstable();
    Printer {
        about: name.clone(),
        default: default == Some(name.as_str()),
        // A printer that is paused still takes jobs.
        accepting: true,
        faults,
        papers: able.papers,
        custom: able.custom,
        trays: able.trays.into_iter().map(|(_, tray)| tray).collect(),
        duplex: able.duplex,
        margins: device::margins(&name),
        name,
    }
}

fn faults_of_printer(status: u32) -> Vec<Fault> {
    const GONE: u32 = PRINTER_STATUS_OFFLINE
        | PRINTER_STATUS_NOT_AVAILABLE
        | PRINTER_STATUS_SERVER_OFFLINE
        | PRINTER_STATUS_SERVER_UNKNOWN;
    let known = [
        (PRINTER_STATUS_PAPER_OUT | PRINTER_STATUS_PAPER_PROBLEM, Fault::NoPaper),
        (PRINTER_STATUS_PAPER_JAM, Fault::Jam),
        (PRINTER_STATUS_NO_TONER, Fault::NoToner),
        (PRINTER_STATUS_DOOR_OPEN, Fault::CoverOpen),
        (GONE, Fault::Gone),
        (PRINTER_STATUS_PAUSED, Fault::Paused),
    ];
    known.into_iter().filter(|(bits, _)| status & bits != 0).map(|(_, fault)| fault).collect()
}

fn faults_of_job(status: u32) -> Vec<Fault> {
    let known = [
        (JOB_STATUS_PAPEROUT, Fault::NoPaper),
        (JOB_STATUS_OFFLINE | JOB_STATUS_BLOCKED_DEVQ, Fault::Gone),
        (JOB_STATUS_PAUSED, Fault::Paused),
    ];
    known.into_iter().filter(|(bits, _)| status & bits != 0).map(|(_, fault)| fault).collect()
}

fn phase(status: u32) -> Phase {
    if status & (JOB_STATUS_PRINTED | JOB_STATUS_COMPLETE) != 0 {
        Phase::Done
    } else if status & (JOB_STATUS_DELETED | JOB_STATUS_DELETING) != 0 {
        Phase::Cancelled
    } else if status & (JOB_STATUS_ERROR | JOB_STATUS_PAUSED | JOB_STATUS_USER_INTERVENTION) != 0 {
        // Windows tries again by itself once somebody has seen to it.
        Phase::Stopped
    } else if status & JOB_STATUS_PRINTING != 0 {
        Phase::Printing
    } else {
        Phase::Waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_spooler_says_is_told_in_our_words() {
        assert_eq!(phase(JOB_STATUS_PRINTING | JOB_STATUS_PAPEROUT), Phase::Printing);
        assert_eq!(phase(JOB_STATUS_PRINTED | JOB_STATUS_DELETING), Phase::Done);
        assert_eq!(phase(JOB_STATUS_ERROR), Phase::Stopped);
        assert_eq!(phase(0), Phase::Waiting);
        assert_eq!(faults_of_job(JOB_STATUS_PAPEROUT), [Fault::NoPaper]);
        assert_eq!(faults_of_printer(PRINTER_STATUS_OFFLINE | PRINTER_STATUS_PAUSED), [Fault::Gone, Fault::Paused]);
    }
}
