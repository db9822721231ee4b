//! What is written behind `print` and `calibrate`.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use super::paper::paper;
use super::{Given, Sheets, UsageError};
use crate::domain::notice::{NoticeId, Paper};
use crate::domain::printer::Calibration;
use crate::export::printing::{RangeError, Sides, ranges};

pub(super) const PRINT: [&str; 10] =
    ["printer", "copies", "pages", "paper", "tiles", "margin", "tray", "duplex", "wait", "data"];

/// How long is waited for the printer unless something else is asked for, in seconds.
const DEFAULT_WAIT: u32 = 10;

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Print {
    pub source: Source,
    /// `None`: the system's default.
    pub printer: Option<String>,
    pub copies: u16,
    /// Sheets counted from 1; empty: all.
    pub pages: Vec<RangeInclusive<u32>>,
    pub sheets: Option<Sheets>,
    /// The printer's own edge goes before a guess, but not before what was asked for.
    pub margin_named: bool,
    pub tray: Option<String>,
    pub sides: Sides,
    /// Tell what would be printed, and print nothing.
    pub dry_run: bool,
    /// In seconds.
    pub wait: u32,
    pub data: Option<PathBuf>,
    pub json: bool,
}

/// What is printed.
#[derive(Debug, PartialEq)]
pub(in crate::cli) enum Source {
    File(PathBuf),
    /// `paper`: other paper than the notice was laid out for.
    Notice {
        id: NoticeId,
        paper: Option<Paper>,
        /// Without red head, seal and printed red ground.
        clean: bool,
    },
}

#[derive(Debug, PartialEq)]
pub(in crate::cli) struct Calibrate {
    pub printer: Option<String>,
    pub what: Measure,
    pub data: Option<PathBuf>,
}

#[derive(Debug, PartialEq)]
pub(in crate::cli) enum Measure {
    /// Print the rulers.
    Print,
    /// Write the rulers into a file.
    Write(PathBuf),
    Keep(Calibration),
    Forget,
}

impl Given {
    pub(super) fn print(mut self) -> Result<Print, UsageError> {
        let word = self.words.remove(0);
        let named_paper = self.text("paper")?;
        let notice = word.to_str().and_then(|word| word.parse::<i64>().ok()).filter(|id| *id > 0);
        let source = match notice {
            Some(id) => {
                let named = named_paper.map(|named| paper(&named.to_ascii_lowercase(), self.across)).transpose()?;
                Source::Notice { id: NoticeId::from_stored(id), paper: named, clean: self.has("clean") }
            }
            None if named_paper.is_some() || self.across => {
                return Err(UsageError("PDF 文件已经定好了纸张，不用写 --paper 和 --across。".into()));
            }
            None if self.has("clean") => {
                return Err(UsageError("PDF 文件里的红头和公章去不掉，--clean 要和公示编号一起用。".into()));
            }
            None => Source::File(word.into()),
        };
        Ok(Print {
            source,
            printer: self.text("printer")?,
            copies: self.number("copies", 1, 1, 999)?,
            pages: self.pages()?,
            sheets: self.sheets()?,
            margin_named: self.last("margin").is_some(),
            tray: self.text("tray")?,
            sides: self.sides()?,
            dry_run: self.has("dry-run"),
            wait: self.number("wait", DEFAULT_WAIT, 0, 3600)?,
            data: self.path("data"),
            json: self.json,
        })
    }

    pub(super) fn calibrate(self) -> Result<Calibrate, UsageError> {
        let printer = self.text("printer")?;
        let (out, measured) = (self.path("out"), self.text("measured")?);
        if usize::from(out.is_some()) + usize::from(measured.is_some()) + usize::from(self.has("reset")) > 1 {
            return Err(UsageError("--out、--measured、--reset 一次只能写一个。".into()));
        }
        let what = match (out, measured) {
            (Some(out), _) => Measure::Write(out),
            (None, Some(text)) => Measure::Keep(measure(&text)?),
            (None, None) if self.has("reset") => Measure::Forget,
            (None, None) => Measure::Print,
        };
        if printer.is_none() && !matches!(what, Measure::Write(_)) {
            return Err(UsageError("要用 --printer 写明是哪台打印机，或用 --out 把校准页存成文件。".into()));
        }
        Ok(Calibrate { printer, what, data: self.path("data") })
    }

    fn sides(&self) -> Result<Sides, UsageError> {
        match self.text("duplex")?.as_deref() {
            None => Ok(Sides::One),
            Some("long") => Ok(Sides::LongEdge),
            Some("short") => Ok(Sides::ShortEdge),
            Some(other) => {
                Err(UsageError(format!("--duplex 要写 long（长边翻页）或 short（短边翻页），不能是“{other}”。")))
            }
        }
    }

    fn pages(&self) -> Result<Vec<RangeInclusive<u32>>, UsageError> {
        let Some(text) = self.text("pages")? else { return Ok(Vec::new()) };
        ranges(&text).map_err(|error| match error {
            RangeError::Unreadable => UsageError(format!("--pages 要写页码，例如 1-3,5，不能是“{text}”。")),
            RangeError::Twice => UsageError(format!("--pages 里有的页写了两次：“{text}”。")),
        })
    }

    fn number<T>(&self, option: &str, otherwise: T, least: T, most: T) -> Result<T, UsageError>
    where
        T: std::str::FromStr + PartialOrd + std::fmt::Display,
    {
        let Some(text) = self.text(option)? else { return Ok(otherwise) };
        let number = text.parse().ok().filter(|number| (&least..=&most).contains(&number));
        number.ok_or_else(|| UsageError(format!("--{option} 要写 {least} 到 {most} 之间的整数，不能是“{text}”。")))
    }
}

/// `149.6x239.5`, in mm.
fn measure(text: &str) -> Result<Calibration, UsageError> {
    let found = text.split_once(['x', 'X', '×']).and_then(|(across, along)| {
        let (across, along) = (across.trim().parse().ok()?, along.trim().trim_end_matches("mm").parse().ok()?);
        Calibration::measured(across, along)
    });
    found.ok_or_else(|| {
        UsageError(format!(
            "--measured 要写横尺和竖尺量得的毫米数，例如 149.6x239.5，不能是“{text}”；差得太多说明打印时被缩放了，请先关掉打印机的缩放。"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Command, parse};
    use super::*;

    fn print(line: &str) -> Print {
        let words = line.split_whitespace().map(std::ffi::OsString::from);
        let Ok(Command::Print(print)) = parse(words) else { panic!("{line}") };
        print
    }

    #[test]
    fn a_number_is_a_notice_and_anything_else_a_file() {
        assert_eq!(
            print("print 12").source,
            Source::Notice { id: NoticeId::from_stored(12), paper: None, clean: false }
        );
        assert_eq!(print("print 公示.pdf").source, Source::File("公示.pdf".into()));
    }

    #[test]
    fn pages_are_put_in_order() {
        assert_eq!(print("print 1 --pages 5,1-3").pages, [1..=3, 5..=5]);
        assert_eq!(print("print 1").pages, []);
    }

    #[test]
    fn a_measure_is_two_lengths() {
        assert_eq!(measure("150.0x240.0"), Ok(Calibration::default()));
        assert!(measure("150").is_err() && measure("axb").is_err());
    }
}
