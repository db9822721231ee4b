//! Printers through CUPS.

use std::collections::BTreeMap;
use std::io::ErrorKind;

use ipp::model::{DelimiterTag, Operation};
use ipp::parser::IppParseError;
use ipp::request::IppRequestResponse;
use ipp::value::IppValue;

use super::message::{Facts, Question, facts, read};
use super::wire::{Address, post};
use super::{Fault, Job, Margins, Phase, PrintError, Printer, Progress, Sides, Spooler, upright};

/// What a printer is asked for.
const WANTED: [&str; 13] = [
    "printer-name",
    "printer-info",
    "printer-is-accepting-jobs",
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "media-supported",
    "media-source-supported",
    "sides-supported",
    "media-left-margin-supported",
    "media-right-margin-supported",
    "media-top-margin-supported",
    "media-bottom-margin-supported",
];

/// printer-state and job-state of RFC 8011.
const PRINTER_STOPPED: i32 = 5;
const NOT_FOUND: i16 = 0x0406;
const NOT_POSSIBLE: i16 = 0x0404;

/// Words in which CUPS says that a printer is not there, in English and Chinese.
const SILENT: [&str; 4] = ["unavailable", "not responding", "不可用", "没有响应"];

/// What a job's name may hold, in bytes.
const LONGEST_TITLE: usize = 255;

/// The CUPS of this computer.
pub(super) struct Cups {
    address: Address,
}

impl Cups {
    /// # Errors
    /// Nobody answers.
    pub(super) fn local() -> Result<Self, PrintError> {
        Ok(Self::at(Address::local()))
    }

    pub(super) fn at(address: Address) -> Self {
        Self { address }
    }

    fn ask(
        &self,
        path: &str,
        question: Result<Question, IppParseError>,
        document: &[u8],
    ) -> Result<Answer, PrintError> {
        let question = question.map_err(|error| PrintError::Refused(error.to_string()))?;
        let answer = post(&self.address, path, &question.bytes(), document).map_err(|error| match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::InvalidData => PrintError::Refused(error.to_string()),
            _ => PrintError::NoService(error),
        })?;
        read(answer).map(Answer).map_err(|error| PrintError::Refused(error.to_string()))
    }

    fn default_name(&self) -> Option<String> {
        let question = question(Operation::CupsGetDefault)
            .and_then(|ask| ask.with("requested-attributes", keyword("printer-name")?));
        let answer = self.ask("/", question, &[]).ok()?;
        facts(&answer.0, DelimiterTag::PrinterAttributes).first()?.text("printer-name")
    }

    fn facts_of(&self, name: &str) -> Result<Answer, PrintError> {
        let question =
            about(Operation::GetPrinterAttributes, name).and_then(|ask| ask.with("requested-attributes", wanted()?));
        self.ask(&path_of(name), question, &[])?.or_missing(name)
    }
}

/// What CUPS answered.
struct Answer(IppRequestResponse);

impl Answer {
    fn or_missing(self, printer: &str) -> Result<Self, PrintError> {
        let header = self.0.header();
        match header.operation_or_status {
            NOT_FOUND => Err(PrintError::NoPrinter(printer.to_owned())),
            status if (0..0x0100).contains(&status) => Ok(self),
            status => {
                let words = facts(&self.0, DelimiterTag::OperationAttributes);
                let said = words.first().and_then(|facts| facts.text("status-message")).unwrap_or_default();
                Err(PrintError::Refused(format!("{status:#06x} {said}")))
            }
        }
    }
}

impl Spooler for Cups {
    fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        let question = question(Operation::CupsGetPrinters).and_then(|ask| ask.with("requested-attributes", wanted()?));
        let answer = self.ask("/", question, &[])?;
        // Without a single queue CUPS answers that nothing was found.
        if answer.0.header().operation_or_status == NOT_FOUND {
            return Ok(Vec::new());
        }
        let answer = answer.or_missing("")?;
        let default = self.default_name();
        let found = facts(&answer.0, DelimiterTag::PrinterAttributes);
        let printers = found.iter().filter_map(|facts| {
            let printer = printer(facts)?;
            Some(Printer { default: default.as_ref() == Some(&printer.name), ..printer })
        });
        Ok(printers.collect())
    }

    fn send(&self, name: &str, job: &Job) -> Result<i32, PrintError> {
        let answer = self.ask(&path_of(name), print_job(name, job), &job.pdf)?.or_missing(name)?;
        let jobs = facts(&answer.0, DelimiterTag::JobAttributes);
        let number = jobs.first().and_then(|facts| facts.number("job-id"));
        number.ok_or_else(|| PrintError::Refused("no job number".to_owned()))
    }

    fn progress(&self, name: &str, job: i32) -> Result<Progress, PrintError> {
        let question =
            about(Operation::GetJobAttributes, name).and_then(|ask| ask.with("job-id", IppValue::Integer(job)));
        let answer = self.ask(&path_of(name), question, &[])?.or_missing(name)?;
        let jobs = facts(&answer.0, DelimiterTag::JobAttributes);
        let first = jobs.first().ok_or_else(|| PrintError::Refused("no such job".to_owned()))?;
        let phase = phase(first.number("job-state").unwrap_or_default());
        let mut faults = faults(&first.texts("job-state-reasons"));
        if !phase.is_over() {
            let printer = self.facts_of(name)?;
            faults.extend(facts(&printer.0, DelimiterTag::PrinterAttributes).iter().flat_map(trouble));
        }
        faults.sort_unstable();
        faults.dedup();
        let done = first.number("job-media-sheets-completed").and_then(|count| u32::try_from(count).ok());
        Ok(Progress { phase, done, faults })
    }

    fn cancel(&self, name: &str, job: i32) -> Result<(), PrintError> {
        let question = about(Operation::CancelJob, name).and_then(|ask| ask.with("job-id", IppValue::Integer(job)));
        let answer = self.ask(&path_of(name), question, &[])?;
        // It is over already, and the service knows it no more or no longer takes it back.
        if matches!(answer.0.header().operation_or_status, NOT_FOUND | NOT_POSSIBLE) {
            return Ok(());
        }
        answer.or_missing(name).map(drop)
    }
}

fn question(operation: Operation) -> Result<Question, IppParseError> {
    // CUPS lets nobody print without a name; the login name says no more than the system's own log does.
    let user = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let user = IppValue::new_name_without_language(user.unwrap_or_else(|| "gongshi".to_owned()))?;
    Question::new(operation)?.with("requesting-user-name", user)
}

fn about(operation: Operation, printer: &str) -> Result<Question, IppParseError> {
    // The printer's address comes before the user's name in every message.
    let user = question(operation)?;
    user.with("printer-uri", IppValue::new_uri(format!("ipp://localhost{}", path_of(printer)))?)
}

fn print_job(printer: &str, job: &Job) -> Result<Question, IppParseError> {
    let collated = "separate-documents-collated-copies";
    let mut ask = about(Operation::PrintJob, printer)?
        .with("job-name", IppValue::new_name_without_language(shortened(&job.title))?)?
        .with("document-format", IppValue::new_mime_media_type("application/pdf")?)?
        .job("print-scaling", keyword("none")?)?
        .job("copies", IppValue::Integer(job.copies.into()))?
        .job("multiple-document-handling", keyword(collated)?)?
        .job("sides", keyword(sides(job.sides))?)?;
    ask = match &job.tray {
        None => ask.job("media", keyword(&media_name(job.paper))?)?,
        Some(tray) => ask.job("media-col", media(job.paper, tray)?)?,
    };
    if !job.pages.is_empty() {
        let number = |page: u32| i32::try_from(page).unwrap_or(i32::MAX);
        let range = |range: &std::ops::RangeInclusive<u32>| {
            IppValue::new_range_of_integer(number(*range.start()), number(*range.end()))
        };
        ask = ask.job("page-ranges", IppValue::Array(job.pages.iter().map(range).collect()))?;
    }
    Ok(ask)
}

/// A sheet of this size from this tray, in hundredths of a millimetre.
fn media(paper: (f64, f64), tray: &str) -> Result<IppValue, IppParseError> {
    let (short, long) = upright(paper);
    let hundredths = |length: f64| IppValue::Integer((length * 100.0).round() as i32);
    let size = [("x-dimension".try_into()?, hundredths(short)), ("y-dimension".try_into()?, hundredths(long))];
    let parts = [
        ("media-size".try_into()?, IppValue::Collection(BTreeMap::from(size))),
        ("media-source".try_into()?, keyword(tray)?),
    ];
    Ok(IppValue::Collection(BTreeMap::from(parts)))
}

/// The name of PWG 5101.1.
fn media_name(paper: (f64, f64)) -> String {
    const NAMED: [(&str, f64, f64); 6] = [
        ("iso_a5_148x210mm", 148.0, 210.0),
        ("iso_a4_210x297mm", 210.0, 297.0),
        ("iso_a3_297x420mm", 297.0, 420.0),
        ("iso_a2_420x594mm", 420.0, 594.0),
        ("iso_a1_594x841mm", 594.0, 841.0),
        ("iso_a0_841x1189mm", 841.0, 1189.0),
    ];
    let (short, long) = upright(paper);
    let alike = |(_, width, height): &&(&str, f64, f64)| {
        (width - short).abs() <= super::TOLERANCE && (height - long).abs() <= super::TOLERANCE
    };
    match NAMED.iter().find(alike) {
        Some((name, ..)) => (*name).to_owned(),
        None => format!("custom_{short:.0}x{long:.0}mm_{short:.0}x{long:.0}mm"),
    }
}

fn printer(facts: &Facts<'_>) -> Option<Printer> {
    let name = facts.text("printer-name")?;
    // A printer that can print to the edge does so only on paper of its own: the widest margin is the one to count on.
    let widest = |side: &str| facts.numbers(&format!("media-{side}-margin-supported")).into_iter().max();
    let [left, right, top, bottom] = ["left", "right", "top", "bottom"].map(widest);
    let known = [left, right, top, bottom].iter().any(Option::is_some);
    let mm = |hundredths: Option<i32>| f64::from(hundredths.unwrap_or_default()) / 100.0;
    let margins = Margins { left: mm(left), right: mm(right), top: mm(top), bottom: mm(bottom) };
    Some(Printer {
        about: facts.text("printer-info").filter(|about| !about.is_empty()).unwrap_or_else(|| name.clone()),
        name,
        default: false,
        accepting: facts.truth("printer-is-accepting-jobs").unwrap_or(true),
        faults: trouble(facts),
        papers: facts.texts("media-supported").iter().filter_map(|name| size_of(name)).collect(),
        custom: custom(&facts.texts("media-supported")),
        trays: facts.texts("media-source-supported"),
        duplex: facts.texts("sides-supported").iter().any(|sides| sides.starts_with("two-sided")),
        margins: known.then_some(margins),
    })
}

/// What the printer says is wrong, and whether somebody stopped it.
fn trouble(facts: &Facts<'_>) -> Vec<Fault> {
    let mut found = faults(&facts.texts("printer-state-reasons"));
    if found.is_empty() && facts.number("printer-state") == Some(PRINTER_STOPPED) {
        found.push(Fault::Paused);
    }
    // Of a printer that is switched off CUPS says so in words only.
    let message = facts.text("printer-state-message").unwrap_or_default();
    if found.is_empty() && SILENT.iter().any(|words| message.contains(words)) {
        found.push(Fault::Gone);
    }
    found
}

fn faults(reasons: &[String]) -> Vec<Fault> {
    let fault = |reason: &String| {
        // What is only reported or warned of does not stop the printer, save that nobody is there.
        let (bare, grave) = match reason.rsplit_once('-') {
            Some((bare, "error")) => (bare, true),
            Some((bare, "warning" | "report")) => (bare, false),
            _ => (reason.as_str(), true),
        };
        match bare {
            "media-empty" | "media-needed" => Some(Fault::NoPaper),
            "media-jam" if grave => Some(Fault::Jam),
            "toner-empty" | "marker-supply-empty" if grave => Some(Fault::NoToner),
            "door-open" | "cover-open" | "interlock-open" => Some(Fault::CoverOpen),
            "offline" | "connecting-to-device" | "timed-out" | "shutdown" => Some(Fault::Gone),
            "paused" | "printer-stopped" | "moving-to-paused" => Some(Fault::Paused),
            _ => None,
        }
    };
    let mut found: Vec<Fault> = reasons.iter().filter_map(fault).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn phase(state: i32) -> Phase {
    match state {
        5 => Phase::Printing,
        6 => Phase::Stopped,
        7 => Phase::Cancelled,
        8 => Phase::Failed,
        9 => Phase::Done,
        _ => Phase::Waiting,
    }
}

/// `iso_a4_210x297mm`, `na_letter_8.5x11in`: width and height in mm. `None` for the limits of sizes of one's own.
fn size_of(media: &str) -> Option<(f64, f64)> {
    if media.starts_with("custom_min") || media.starts_with("custom_max") {
        return None;
    }
    let size = media.rsplit('_').next()?;
    let (numbers, unit) =
        size.strip_suffix("mm").map(|numbers| (numbers, 1.0)).or_else(|| Some((size.strip_suffix("in")?, 25.4)))?;
    let (width, height) = numbers.split_once('x')?;
    Some((width.parse::<f64>().ok()? * unit, height.parse::<f64>().ok()? * unit))
}

/// The limits of sizes of one's own: `custom_min_99x148mm`, `custom_max_610x1200mm`.
fn custom(media: &[String]) -> Option<[(f64, f64); 2]> {
    let limit = |which: &str| {
        let numbers = |name: &String| name.strip_prefix(which).and_then(|size| size_of(size.trim_start_matches('_')));
        media.iter().find_map(numbers)
    };
    Some([limit("custom_min")?, limit("custom_max")?])
}

fn sides(sides: Sides) -> &'static str {
    match sides {
        Sides::One => "one-sided",
        Sides::LongEdge => "two-sided-long-edge",
        Sides::ShortEdge => "two-sided-short-edge",
    }
}

fn keyword(word: &str) -> Result<IppValue, IppParseError> {
    IppValue::new_keyword(word)
}

fn wanted() -> Result<IppValue, IppParseError> {
    WANTED.iter().map(|name| keyword(name)).collect::<Result<Vec<_>, _>>().map(IppValue::Array)
}

fn shortened(title: &str) -> String {
    let fits = |at: &usize| title.is_char_boundary(*at);
    let end = (0..=LONGEST_TITLE.min(title.len())).rev().find(fits).unwrap_or_default();
    title[..end].to_owned()
}

/// A printer's name may be Chinese.
fn path_of(printer: &str) -> String {
    let mut path = String::from("/printers/");
    for byte in printer.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_bears_the_name_that_printers_know() {
        assert_eq!(media_name((210.0, 297.0)), "iso_a4_210x297mm");
        assert_eq!(media_name((420.0, 297.0)), "iso_a3_297x420mm");
        assert_eq!(media_name((600.0, 900.0)), "custom_600x900mm_600x900mm");
        assert_eq!(size_of("na_letter_8.5x11in"), Some((8.5 * 25.4, 11.0 * 25.4)));
        assert_eq!((size_of("custom_max_297x420mm"), size_of("auto")), (None, None));
    }

    #[test]
    fn what_somebody_must_see_to_is_told_from_what_is_only_reported() {
        let of = |reason: &str| faults(&[reason.to_owned()]);
        for (reason, fault) in [
            ("media-empty-error", Fault::NoPaper),
            ("media-needed", Fault::NoPaper),
            ("offline-report", Fault::Gone),
            ("connecting-to-device", Fault::Gone),
            ("cover-open", Fault::CoverOpen),
            ("paused", Fault::Paused),
        ] {
            assert_eq!(of(reason), [fault], "{reason}");
        }
        for harmless in ["none", "toner-low-warning", "media-jam-report", "cups-waiting-for-job-completed"] {
            assert_eq!(of(harmless), [], "{harmless}");
        }
    }

    #[test]
    fn a_plotter_takes_sizes_of_ones_own() {
        let media = ["iso_a1_594x841mm", "custom_min_99x148mm", "custom_max_610x1200mm"].map(str::to_owned);
        assert_eq!(custom(&media), Some([(99.0, 148.0), (610.0, 1200.0)]));
        assert_eq!(custom(&media[..2]), None);
    }

    #[test]
    fn a_long_title_is_cut_between_characters() {
        assert_eq!(shortened(&"公".repeat(100)).chars().count(), 85);
    }

    #[test]
    fn a_chinese_printer_name_goes_into_the_address() {
        assert_eq!(path_of("办 1"), "/printers/%E5%8A%9E%201");
    }
}
