//! `gongshi print`: a notice or a PDF file to a printer, at its true size.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::Serialize;

use super::arguments::{Print, Sheets, Source};
use super::outcome::{Refusal, json};
use crate::domain::gate;
use crate::domain::gate::PublicText;
use crate::domain::kind::Catalogue;
use crate::domain::notice::{NoticeId, Paper};
use crate::domain::printer::Calibration;
use crate::export::printing::{self, Job, Phase, PrintError, Printer, Progress, Spooler};
use crate::export::{self, ExportError, PdfOptions, Tiles};
use crate::folder::Folder;
use crate::layout::{self, Document, Fonts};
use crate::store::{EditionName, Store, StoreError};
use crate::ui::error::{Trouble, phase};
use crate::ui::words::{Language, Word, Words};

/// How often the printer is asked how far it is.
const PAUSE: Duration = Duration::from_millis(400);

/// What scripts read; its fields are stable.
#[derive(Serialize)]
struct Printed {
    printer: String,
    /// `None`: only looked at.
    job: Option<i32>,
    /// Of paper, for one copy.
    sheets: usize,
    copies: u16,
    #[serde(flatten)]
    progress: Option<Progress>,
    /// Pages with something that the printer does not reach.
    beyond_reach: Vec<usize>,
    /// What the pages are drawn larger by, across and along.
    calibration: Calibration,
}

/// Pages on their way to a printer.
pub(super) struct Pages {
    pub(super) title: String,
    pub(super) document: Document,
    /// The file itself, which is sent untouched where nothing on its pages changes.
    file: Option<Vec<u8>>,
}

pub(super) fn run(request: &Print) -> Result<String, Refusal> {
    let words = Words::new(Language::Chinese);
    let spooler = printing::spooler().map_err(|error| refuse(&error))?;
    let printer = choose(spooler.as_ref(), request.printer.as_deref()).map_err(|error| refuse(&error))?;
    let pages = match &request.source {
        Source::File(path) => of_file(path)?,
        Source::Notice { id, paper } => of_notice(request.data.as_deref(), *id, *paper)?,
    };
    let pages = laid(request, &printer, pages);
    let calibration = calibration(request.data.as_deref(), &printer.name)?;
    let sheets = check_pages(request, pages.document.paged.pages().len())?;
    let margin = printer.margin.unwrap_or_default();
    let mut beyond_reach = printing::beyond_reach(&pages.document, margin).map_err(|error| export_refused(&error))?;
    beyond_reach.retain(|page| is_printed(request, *page));
    let job = job(request, pages, calibration).map_err(|error| match error {
        Fault::Print(error) => refuse(&error),
        Fault::Export(error) => export_refused(&error),
    })?;
    let wait = Duration::from_secs(request.wait.into());
    let sent = match request.dry_run {
        true => check(&printer, &job).map(|()| None),
        false => send(spooler.as_ref(), &printer, &job, wait).map(Some),
    };
    let (number, progress) = sent.map_err(|error| refuse(&error))?.unzip();
    let copies = request.copies;
    let printed = Printed { printer: printer.name, job: number, sheets, copies, progress, beyond_reach, calibration };
    if request.json { json(&printed) } else { Ok(told(&printed, margin, &words)) }
}

enum Fault {
    Print(PrintError),
    Export(ExportError),
}

/// Hands the job over and watches it for `wait` at most, or until the printer waits for somebody.
pub(super) fn send(
    spooler: &dyn Spooler,
    printer: &Printer,
    job: &Job,
    wait: Duration,
) -> Result<(i32, Progress), PrintError> {
    check(printer, job)?;
    let number = spooler.send(&printer.name, job)?;
    let end = Instant::now() + wait;
    loop {
        // The job is on its way: that it cannot be watched is no reason to say that it was not printed.
        let progress = spooler.progress(&printer.name, number).unwrap_or_else(|error| {
            tracing::warn!(error = &error as &dyn std::error::Error, "the job cannot be watched");
            Progress { phase: Phase::Waiting, done: None, faults: Vec::new() }
        });
        if progress.phase.is_over() || !progress.faults.is_empty() || Instant::now() >= end {
            return Ok((number, progress));
        }
        thread::sleep(PAUSE);
    }
}

/// What is known before anything is sent.
fn check(printer: &Printer, job: &Job) -> Result<(), PrintError> {
    if !printer.accepting {
        return Err(PrintError::NotAccepting);
    }
    if !printer.takes(job.paper) {
        return Err(PrintError::NoSuchPaper(job.paper.0.round() as u32, job.paper.1.round() as u32));
    }
    Ok(())
}

/// The printer of that name, or the system's default, or the only one.
pub(super) fn choose(spooler: &dyn Spooler, named: Option<&str>) -> Result<Printer, PrintError> {
    let mut printers = spooler.printers()?;
    let found = match named {
        Some(named) => printers.iter().position(|printer| printer.name == named || printer.about == named),
        None => printers.iter().position(|printer| printer.default).or((printers.len() == 1).then_some(0)),
    };
    match (found, named) {
        (Some(at), _) => Ok(printers.swap_remove(at)),
        (None, Some(named)) => Err(PrintError::NoPrinter(named.to_owned())),
        (None, None) => Err(PrintError::NoPrinters),
    }
}

pub(super) fn refuse(error: &PrintError) -> Refusal {
    tracing::warn!(error = error as &dyn std::error::Error, "not printed");
    Refusal::wrong(Trouble::of_print(error, &Words::new(Language::Chinese)).line())
}

pub(super) fn export_refused(error: &ExportError) -> Refusal {
    Refusal::wrong(Trouble::of_export(error, &Words::new(Language::Chinese)).line())
}

pub(super) fn store_refused(error: &StoreError) -> Refusal {
    Refusal::wrong(Trouble::of_store(error, &Words::new(Language::Chinese)).line())
}

/// The data folder's store, beside the window that may own it; `None` where there is none yet.
pub(super) fn store(data: Option<&Path>) -> Result<Option<Store>, Refusal> {
    let folder = Folder::choose(data.map(Path::to_owned))
        .map_err(|error| Refusal::wrong(Trouble::of_folder(&error, &Words::new(Language::Chinese)).line()))?;
    if data.is_none() && !folder.db().exists() {
        return Ok(None);
    }
    Store::open_beside(&folder.db()).map(Some).map_err(|error| store_refused(&error))
}

fn calibration(data: Option<&Path>, printer: &str) -> Result<Calibration, Refusal> {
    let Some(store) = store(data)? else { return Ok(Calibration::default()) };
    let all = store.calibrations().map_err(|error| store_refused(&error))?;
    Ok(all.get(printer).copied().unwrap_or_default())
}

fn of_file(path: &Path) -> Result<Pages, Refusal> {
    let unread = |_| Refusal::wrong(format!("“{}”读不出来。请看看文件还在不在。", path.display()));
    let bytes = fs::read(path).map_err(unread)?;
    let title = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    of_pdf(title, bytes)
}

fn of_pdf(title: String, bytes: Vec<u8>) -> Result<Pages, Refusal> {
    let document = printing::stored(bytes.clone()).map_err(|error| export_refused(&error))?;
    Ok(Pages { title, document, file: Some(bytes) })
}

/// What was posted is printed as it was posted; anything else as it stands now.
fn of_notice(data: Option<&Path>, id: NoticeId, paper: Option<Paper>) -> Result<Pages, Refusal> {
    let mut store = store(data)?.ok_or_else(|| Refusal::wrong("还没有公示件。请用 --data 写明数据文件夹。"))?;
    let mut notice = store.load(id).map_err(|error| store_refused(&error))?;
    let wall = posted(&store, id).map_err(|error| store_refused(&error))?;
    if let (None, Some(wall)) = (paper, wall) {
        return of_pdf(notice.content.title, wall);
    }
    let office = store.office().map_err(|error| store_refused(&error))?;
    let kind = Catalogue::bundled().get(&notice.kind);
    let kind = kind.ok_or_else(|| Refusal::wrong("这份公示的种类，这个版本的程序不认识。请更新程序。"))?;
    if let Some(paper) = paper {
        notice.content.look.paper = paper;
    }
    let (bulletin, _) = gate::bulletin(&notice.content, kind, &office);
    let document = layout::compose(&bulletin, &Fonts::installed());
    Ok(Pages { title: bulletin.title.as_str().to_owned(), document, file: None })
}

/// The wall's edition of a posted notice.
fn posted(store: &Store, id: NoticeId) -> Result<Option<Vec<u8>>, StoreError> {
    let editions = store.editions(id)?;
    let wall = editions.iter().find(|edition| edition.name == EditionName::Wall);
    wall.map(|edition| store.edition_pdf(edition.id)).transpose()
}

/// On the sheets that were asked for.
fn laid(request: &Print, printer: &Printer, pages: Pages) -> Pages {
    let document = match request.sheets {
        None => return pages,
        Some(Sheets::TwoUp) => export::two_up(&pages.document),
        Some(Sheets::Tiles(tiles)) => {
            let margin = printer.margin.filter(|_| !request.margin_named).unwrap_or(tiles.margin);
            export::poster(&pages.document, &Tiles { margin, ..tiles })
        }
    };
    Pages { document, file: None, ..pages }
}

/// How many of the sheets are printed.
fn check_pages(request: &Print, sheets: usize) -> Result<usize, Refusal> {
    if request.pages.is_empty() {
        return Ok(sheets);
    }
    let last = request.pages.last().map_or(0, |range| *range.end()) as usize;
    if last > sheets {
        return Err(Refusal::wrong(format!("没有第 {last} 页，一共 {sheets} 页。请改 --pages。")));
    }
    Ok(request.pages.iter().map(|range| (range.end() - range.start() + 1) as usize).sum())
}

/// `page` is counted from 1.
fn is_printed(request: &Print, page: usize) -> bool {
    let page = u32::try_from(page).unwrap_or(u32::MAX);
    request.pages.is_empty() || request.pages.iter().any(|range| range.contains(&page))
}

fn job(request: &Print, pages: Pages, measured: Calibration) -> Result<Job, Fault> {
    let sizes: Vec<(f64, f64)> = pages
        .document
        .paged
        .pages()
        .iter()
        .zip(1..)
        .filter(|(_, number)| is_printed(request, *number))
        .map(|(page, _)| (page.frame.width().to_mm(), page.frame.height().to_mm()))
        .collect();
    let paper = printing::common_paper(&sizes).map_err(Fault::Print)?;
    let pdf = match pages.file {
        Some(file) if measured == Calibration::default() => file,
        _ => pdf(&pages.document, measured).map_err(Fault::Export)?,
    };
    Ok(Job {
        title: pages.title,
        pdf,
        paper,
        copies: request.copies,
        pages: request.pages.clone(),
        tray: request.tray.clone(),
        sides: request.sides,
    })
}

/// The pages for a printer so measured.
pub(super) fn pdf(document: &Document, measured: Calibration) -> Result<Vec<u8>, ExportError> {
    let options = PdfOptions { title: None::<PublicText>, made: Timestamp::now() };
    if measured == Calibration::default() {
        return export::printer_pdf(document, &options);
    }
    export::printer_pdf(&printing::resize(document, measured), &options)
}

fn told(printed: &Printed, margin: f64, words: &Words) -> String {
    let state = printed.progress.as_ref().map_or(Word::PhaseNotSent, |progress| phase(progress.phase));
    let number = printed.job.map(|number| format!("（任务 {number}）")).unwrap_or_default();
    let mut text = format!(
        "“{}”{}：{} 张 × {} 份，实际大小，不缩放{number}。\n",
        printed.printer,
        words.get(state),
        printed.sheets,
        printed.copies,
    );
    for fault in printed.progress.iter().flat_map(|progress| &progress.faults) {
        text += &format!("{}\n", Trouble::of_fault(*fault, words).line());
    }
    if !printed.beyond_reach.is_empty() {
        let pages: Vec<String> = printed.beyond_reach.iter().map(ToString::to_string).collect();
        text += &format!("· 提示：第 {} 页有内容离纸边不到 {margin:.1} 毫米，这台打印机印不到。\n", pages.join("、"));
    }
    text
}
