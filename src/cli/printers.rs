//! `gongshi printers`: which there are; `gongshi calibrate`: what they make of a millimetre.

use std::time::Duration;

use super::arguments::{Calibrate, Measure};
use super::outcome::{Refusal, json};
use super::print::{export_refused, refuse, store, store_refused};
use crate::domain::printer::Calibration;
use crate::export;
use crate::export::printing::{self, Printer};
use crate::ui::error::Trouble;
use crate::ui::words::{Language, Words};

/// Long enough for one page.
const WAIT: Duration = Duration::from_secs(10);

pub(super) fn list(as_json: bool) -> Result<String, Refusal> {
    let printers = printing::spooler().and_then(|spooler| spooler.printers()).map_err(|error| refuse(&error))?;
    if as_json {
        return json(&printers);
    }
    if printers.is_empty() {
        return Ok("这台电脑还没有装打印机。请先在系统的“打印机”设置里添加。\n".to_owned());
    }
    let words = Words::new(Language::Chinese);
    Ok(printers.iter().map(|printer| line(printer, &words)).collect())
}

fn line(printer: &Printer, words: &Words) -> String {
    let mut text = format!("{}  {}", printer.name, printer.about);
    let facts = [(printer.default, "默认"), (printer.duplex, "双面"), (!printer.accepting, "停用")];
    for (_, fact) in facts.iter().filter(|(holds, _)| *holds) {
        text += &format!("  {fact}");
    }
    let papers = [("A4", (210.0, 297.0)), ("A3", (297.0, 420.0))];
    for (name, _) in papers.iter().filter(|(_, size)| !printer.papers.is_empty() && printer.takes(*size)) {
        text += &format!("  {name}");
    }
    if let Some(margins) = printer.margins {
        text += &format!("  纸边最宽有 {:.1} 毫米印不到", margins.widest());
    }
    if !printer.trays.is_empty() {
        text += &format!("  纸盒 {}", printer.trays.join("、"));
    }
    for fault in &printer.faults {
        text += &format!("  {}", Trouble::of_fault(*fault, words).what);
    }
    text + "\n"
}

pub(super) fn calibrate(request: &Calibrate) -> Result<String, Refusal> {
    match &request.what {
        Measure::Write(out) => {
            let bytes =
                printing::pdf(&printing::ruler(), Calibration::default()).map_err(|error| export_refused(&error))?;
            export::write(out, &bytes).map_err(|error| export_refused(&error))?;
            Ok(format!("校准页存好了：{}。请按实际大小打印。\n", out.display()))
        }
        Measure::Print => print(request.printer.as_deref()),
        Measure::Keep(measured) => keep(request, Some(*measured)),
        Measure::Forget => keep(request, None),
    }
}

/// Uncorrected: what is measured is the printer, not the correction.
fn print(named: Option<&str>) -> Result<String, Refusal> {
    let spooler = printing::spooler().map_err(|error| refuse(&error))?;
    let printer = printing::choose(spooler.as_ref(), named).map_err(|error| refuse(&error))?;
    let job = printing::ruler_job("打印机校准页").map_err(|error| export_refused(&error))?;
    let words = Words::new(Language::Chinese);
    let (_, progress) = printing::send(spooler.as_ref(), &printer, &job, WAIT).map_err(|error| refuse(&error))?;
    let faults: String = progress.faults.iter().map(|fault| Trouble::of_fault(*fault, &words).line() + "\n").collect();
    Ok(format!(
        "校准页已交给“{name}”。量好以后写：gongshi calibrate --printer {name} --measured 横尺x竖尺\n{faults}",
        name = printer.name
    ))
}

fn keep(request: &Calibrate, measured: Option<Calibration>) -> Result<String, Refusal> {
    let printer = request.printer.as_deref().unwrap_or_default();
    let mut store = store(request.data.as_deref())?
        .ok_or_else(|| Refusal::wrong("还没有数据文件夹。请先打开一次公示栏，或用 --data 写明文件夹。"))?;
    store.calibrate(printer, measured).map_err(|error| store_refused(&error))?;
    Ok(match measured {
        None => format!("“{printer}”不再修正大小。\n"),
        Some(measured) => format!(
            "记下了：“{printer}”打印时横向按 {:.2}%、纵向按 {:.2}% 修正。\n",
            measured.across * 100.0,
            measured.along * 100.0
        ),
    })
}
