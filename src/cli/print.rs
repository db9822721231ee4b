//! `gongshi print`: a notice or a PDF file to a printer, at its true size.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use super::arguments::{Print, Sheets, Source};
use super::outcome::{Refusal, json, store_line};
use crate::domain::gate;
use crate::domain::kind::Catalogue;
use crate::domain::notice::{NoticeId, Paper};
use crate::domain::printer::Calibration;
use crate::export::printing::{self, Beyond, Margins, Onto, Order, OrderError, Pages, PrintError, Printer, Progress};
use crate::export::{ExportError, Tiles};
use crate::folder::Folder;
use crate::layout::{self, Fonts};
use crate::store::{EditionName, Store, StoreError};
use crate::ui::error::{Trouble, beyond_reach, phase};
use crate::ui::words::{Language, Word, Words};

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
    beyond_reach: Vec<Beyond>,
    /// What the pages are drawn larger by, across and along.
    calibration: Calibration,
}

pub(super) fn run(request: &Print) -> Result<String, Refusal> {
    let words = Words::new(Language::Chinese);
    let spooler = printing::spooler().map_err(|error| refuse(&error))?;
    let printer = printing::choose(spooler.as_ref(), request.printer.as_deref()).map_err(|error| refuse(&error))?;
    let pages = match &request.source {
        Source::File(path) => of_file(path)?,
        Source::Notice { id, paper, clean } => of_notice(request.data.as_deref(), *id, *paper, *clean)?,
    };
    let pages = pages.onto(onto(request, &printer));
    let calibration = calibration(request.data.as_deref(), &printer.name)?;
    let order = order(request);
    let sheets = order.count(pages.count()).map_err(|error| order_refused(&error))?;
    let beyond_reach = match printer.margins {
        Some(margins) => pages.beyond_reach(&order, margins).map_err(|error| export_refused(&error))?,
        None => Vec::new(),
    };
    warn(&beyond_reach, &words)?;
    let job = pages.job(&order, calibration).map_err(|error| order_refused(&error))?;
    let wait = Duration::from_secs(request.wait.into());
    let sent = match request.dry_run {
        true => printing::check(&printer, &job).map(|()| None),
        false => printing::send(spooler.as_ref(), &printer, &job, wait).map(Some),
    };
    let (number, progress) = sent.map_err(|error| refuse(&error))?.unzip();
    let copies = request.copies;
    let printed = Printed { printer: printer.name, job: number, sheets, copies, progress, beyond_reach, calibration };
    if request.json { json(&printed) } else { Ok(told(&printed, &words)) }
}

pub(super) fn refuse(error: &PrintError) -> Refusal {
    tracing::warn!(error = error as &dyn std::error::Error, "not printed");
    let option = match error {
        PrintError::NoPrinter(_) => "用 gongshi printers 可以看有哪些打印机。",
        PrintError::NoSuchPaper(..) => "命令里写 --tiles a4。",
        PrintError::SeveralPapers => "命令里写 --pages。",
        PrintError::NoTray(_) => "用 gongshi printers 可以看有哪些纸盒。",
        PrintError::OneSided => "命令里去掉 --duplex。",
        _ => "",
    };
    Refusal::wrong(Trouble::of_print(error, &Words::new(Language::Chinese)).line() + option)
}

fn order_refused(error: &OrderError) -> Refusal {
    match error {
        OrderError::Print(error) => refuse(error),
        OrderError::Export(error) => export_refused(error),
        OrderError::NoSuchPage { page, pages } => {
            Refusal::wrong(format!("没有第 {page} 页，一共 {pages} 页。请改 --pages。"))
        }
    }
}

pub(super) fn export_refused(error: &ExportError) -> Refusal {
    Refusal::wrong(Trouble::of_export(error, &Words::new(Language::Chinese)).line())
}

pub(super) fn store_refused(error: &StoreError) -> Refusal {
    Refusal::wrong(store_line(error))
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
    Pages::of_pdf(title, bytes).map_err(|error| export_refused(&error))
}

/// What was posted is printed as it was posted; anything else as it stands now.
fn of_notice(data: Option<&Path>, id: NoticeId, paper: Option<Paper>, clean: bool) -> Result<Pages, Refusal> {
    let mut store = store(data)?.ok_or_else(|| Refusal::wrong("还没有公示件。请用 --data 写明数据文件夹。"))?;
    let mut notice = store.load(id).map_err(|error| store_refused(&error))?;
    let wall = posted(&store, id).map_err(|error| store_refused(&error))?;
    if let (None, false, Some(wall)) = (paper, clean, wall) {
        return of_pdf(notice.content.title, wall);
    }
    let office = store.office().map_err(|error| store_refused(&error))?;
    let kind = Catalogue::bundled().get(&notice.kind);
    let kind = kind.ok_or_else(|| Refusal::wrong("这份公示的种类，这个版本的程序不认识。请更新程序。"))?;
    if let Some(paper) = paper {
        notice.content.look.paper = paper;
    }
    let (bulletin, _) = gate::bulletin(&notice.content, kind, &office);
    let bulletin = if clean { bulletin.clean() } else { bulletin };
    let document = layout::compose(&bulletin, &Fonts::installed());
    Ok(Pages::of_document(bulletin.title.as_str().to_owned(), document))
}

/// The wall's edition of a posted notice.
fn posted(store: &Store, id: NoticeId) -> Result<Option<Vec<u8>>, StoreError> {
    let editions = store.editions(id)?;
    let wall = editions.iter().find(|edition| edition.name == EditionName::Wall);
    wall.map(|edition| store.edition_pdf(edition.id)).transpose()
}

/// The sheets that were asked for; of a poster's, the printer's own edge is left blank.
fn onto(request: &Print, printer: &Printer) -> Onto {
    match request.sheets {
        None => Onto::Sheets,
        Some(Sheets::TwoUp) => Onto::Pairs,
        Some(Sheets::Tiles(tiles)) => {
            let own = printer.margins.filter(|_| !request.margin_named);
            let margin = own.map_or(tiles.margin, Margins::widest);
            Onto::Tiles(Tiles { margin, ..tiles })
        }
    }
}

fn order(request: &Print) -> Order {
    let (tray, pages) = (request.tray.clone(), request.pages.clone());
    Order { copies: request.copies, pages, tray, sides: request.sides }
}

/// Before anything is sent: on the error stream, which is no answer that a script reads.
fn warn(found: &[Beyond], words: &Words) -> Result<(), Refusal> {
    let Some(what) = beyond_reach(&found.iter().collect::<Vec<_>>(), words) else { return Ok(()) };
    let next = "请换大一号的纸（--paper）、拼着印（--tiles），或者换一台打印机。";
    let told = writeln!(std::io::stderr(), "提示：{what}{next}");
    told.map_err(|error| Refusal::wrong(format!("提示写不出去（{error}），没有打印。{what}")))
}

fn told(printed: &Printed, words: &Words) -> String {
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
    text
}
