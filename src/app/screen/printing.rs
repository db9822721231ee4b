//! 打印: printer, size, sheets and copies; what it will take is told before anything is printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use iced::Task;
use iced::futures::channel::mpsc::UnboundedReceiver;
use iced::widget::operation::{focus, select_all};

use crate::app::print::{Errand, PrintId, Reach};
use crate::archive::ArchiveError;
use crate::domain::printer::Calibration;
use crate::export::printing::{self, Beyond, Onto, Order, OrderError, PrintError, Printer, RangeError, Sides};
use crate::export::{ExportError, Tiles};
use crate::store::{Handle, StoreError};

mod facts;
mod paper;
mod view;
mod work;

pub(super) use facts::{Line, corrected, progress as job_told, standing};
pub use paper::{Pieces, Size};
pub(super) use view::name as printer_name;
pub(in crate::app) use view::over;
pub use work::{Draft, News, Notice, Source};

use work::{Laid, Room, Wanted};

const COPIES: &str = "printing-copies";
const MOST_COPIES: u16 = 999;
/// The sheet; open while it is `Some`.
#[derive(Debug)]
pub(in crate::app) struct Printing {
    room: Room,
    /// A paper of the office: it has one size and one look, and is saved from under this sheet.
    is_paper: bool,
    printers: Printers,
    printer: Option<String>,
    calibrations: BTreeMap<String, Calibration>,
    /// The pages come as they are, of this width and height: what was posted, or a paper.
    given: Option<(f64, f64)>,
    size: Size,
    across: bool,
    width: String,
    height: String,
    onto: Pieces,
    margin: String,
    /// The clerk typed it: no printer's own edge takes its place.
    margin_typed: bool,
    guide: bool,
    /// 净版; `None`: there is nothing to be left out.
    clean: Option<bool>,
    copies: String,
    pages: String,
    tray: Option<String>,
    sides: Sides,
    /// The last question; older answers are dropped.
    asked: u64,
    laid: Option<Laid>,
    /// The answer to the last question is still to come: what is shown is not what would be printed.
    is_stale: bool,
    beyond_reach: Vec<Beyond>,
    failed: Option<Failure>,
    /// The job is being written.
    is_writing: bool,
    sent: Option<PrintId>,
}

#[derive(Debug)]
enum Printers {
    Waiting,
    Found(Vec<Printer>),
    Failed(Arc<PrintError>),
}

#[derive(Debug)]
enum Failure {
    Export(Arc<ExportError>),
    Order(Arc<OrderError>),
    Store(Arc<StoreError>),
    Paper(Arc<ArchiveError>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Printer(String),
    Refresh,
    Size(Size),
    Across(bool),
    Width(String),
    Height(String),
    Onto(Pieces),
    Margin(String),
    Guide(bool),
    Clean(bool),
    Copies(String),
    Pages(String),
    /// `None`: the printer chooses.
    Tray(Option<String>),
    Sides(Sides),
    Heard(News),
    Go,
    Again,
    Cancel,
    /// 存成文件, in place of this sheet.
    Save,
    Close,
}

impl Printing {
    /// Copies are what is changed most: the number has the focus and is typed over; Enter prints.
    pub(in crate::app) fn open<Told: Send + 'static>(
        source: Source,
        store: Handle,
        reach: Reach,
        on_message: fn(Message) -> Told,
    ) -> (Self, Task<Told>) {
        let (sheet, heard) = Self::new(source, store, reach);
        let heard = Task::run(heard, move |news| on_message(Message::Heard(news)));
        (sheet, Task::batch([heard, focus(COPIES), select_all(COPIES)]))
    }

    fn new(source: Source, store: Handle, reach: Reach) -> (Self, UnboundedReceiver<News>) {
        let paper = source.paper();
        let is_paper = matches!(source, Source::Paper { .. });
        let clean = source.is_dressed().then_some(false);
        let (size, across) = Size::of(paper);
        let (width, height) = paper.size();
        let (room, heard) = Room::open(source, store, reach);
        let mut sheet = Self {
            room,
            is_paper,
            printers: Printers::Waiting,
            printer: None,
            calibrations: BTreeMap::new(),
            given: None,
            size,
            across,
            width: format!("{width:.0}"),
            height: format!("{height:.0}"),
            onto: Pieces::Whole,
            margin: format!("{:.0}", Tiles::MARGIN),
            margin_typed: false,
            guide: true,
            clean,
            copies: "1".to_owned(),
            pages: String::new(),
            tray: None,
            sides: Sides::One,
            asked: 0,
            laid: None,
            is_stale: true,
            beyond_reach: Vec::new(),
            failed: None,
            is_writing: false,
            sent: None,
        };
        sheet.resize();
        (sheet, heard)
    }

    pub(in crate::app) fn update(&mut self, message: Message) -> Option<Asked> {
        match message {
            Message::Printer(name) => self.choose(name),
            Message::Refresh => {
                self.printers = Printers::Waiting;
                self.room.printers();
            }
            message @ (Message::Size(_)
            | Message::Across(_)
            | Message::Width(_)
            | Message::Height(_)
            | Message::Onto(_)
            | Message::Margin(_)
            | Message::Guide(_)
            | Message::Clean(_)) => self.set(message),
            Message::Copies(copies) => self.copies = copies,
            Message::Pages(pages) => self.pages = pages,
            Message::Tray(tray) => self.tray = tray,
            Message::Sides(sides) => self.sides = sides,
            Message::Heard(news) => return self.hear(news).map(|errand| Asked::Print(Box::new(errand))),
            Message::Go => self.go(),
            Message::Again => return self.sent.map(Asked::Again),
            Message::Cancel => return self.sent.map(Asked::Cancel),
            Message::Save => return Some(Asked::Save),
            Message::Close => return Some(Asked::Close),
        }
        None
    }

    /// Another size, or other sheets: the pages are laid out anew.
    fn set(&mut self, message: Message) {
        let is_size = matches!(message, Message::Size(_) | Message::Width(_) | Message::Height(_));
        match message {
            Message::Size(size) => self.size = size,
            Message::Width(width) => self.width = width,
            Message::Height(height) => self.height = height,
            Message::Across(across) => self.across = across,
            Message::Onto(onto) => self.onto = onto,
            Message::Margin(margin) => {
                self.margin = margin;
                self.margin_typed = true;
            }
            Message::Guide(guide) => self.guide = guide,
            Message::Clean(clean) => self.clean = Some(clean),
            _ => return,
        }
        if is_size { self.resize() } else { self.lay() }
    }

    fn hear(&mut self, news: News) -> Option<Errand> {
        match news {
            News::Printers(Ok(found)) => self.found(found),
            News::Printers(Err(error)) => self.printers = Printers::Failed(error),
            News::Calibrations(calibrations) => self.calibrations = calibrations,
            News::Given(size) => {
                self.given = Some(size);
                self.resize();
            }
            News::Laid(number, outcome) if number == self.asked || number == 0 => {
                self.is_stale = false;
                match outcome {
                    Ok(laid) => {
                        self.laid = Some(laid);
                        self.failed = None;
                    }
                    Err(error) => self.failed = Some(Failure::Export(error)),
                }
            }
            News::Reach(number, pages) if number == self.asked => self.beyond_reach = pages,
            News::Laid(..) | News::Reach(..) => {}
            News::Written(Ok(errand)) => {
                self.is_writing = false;
                return Some(errand);
            }
            News::Written(Err(error)) => {
                self.is_writing = false;
                self.failed = Some(Failure::Order(error));
            }
            News::Unread(error) => self.failed = Some(Failure::Store(error)),
            News::Unwritten(error) => self.failed = Some(Failure::Paper(error)),
        }
        None
    }

    fn found(&mut self, found: Vec<Printer>) {
        let still = self.printer.take().filter(|name| found.iter().any(|printer| printer.name == *name));
        // Where none is the usual one, the first is shown: printing must not fail for want of a choice.
        let usual = printing::usual(&found).unwrap_or(0);
        let name = still.or_else(|| found.get(usual).map(|printer| printer.name.clone()));
        self.printers = Printers::Found(found);
        match name {
            Some(name) => self.choose(name),
            None => self.lay(),
        }
    }

    fn choose(&mut self, name: String) {
        self.printer = Some(name);
        let Some(printer) = self.chosen() else { return };
        let (margins, trays, duplex) = (printer.margins, printer.trays.clone(), printer.duplex);
        if let Some(margins) = margins.filter(|_| !self.margin_typed) {
            self.margin = format!("{:.1}", margins.widest());
        }
        self.tray = self.tray.take().filter(|tray| trays.contains(tray));
        if !duplex {
            self.sides = Sides::One;
        }
        self.resize();
    }

    fn chosen(&self) -> Option<&Printer> {
        let Printers::Found(found) = &self.printers else { return None };
        found.iter().find(|printer| Some(&printer.name) == self.printer.as_ref())
    }

    fn wanted(&self) -> Option<Wanted> {
        let onto = match (self.onto, self.tiles()) {
            (_, Some(tiles)) => Onto::Tiles(tiles),
            (Pieces::Pairs, None) => Onto::Pairs,
            _ => Onto::Sheets,
        };
        let margins = self.chosen().and_then(|printer| printer.margins);
        Some(Wanted { number: self.asked, paper: self.paper()?, clean: self.clean == Some(true), onto, margins })
    }

    fn lay(&mut self) {
        self.asked += 1;
        self.is_stale = true;
        self.beyond_reach.clear();
        match self.wanted() {
            Some(wanted) => self.room.lay(wanted),
            None => self.laid = None,
        }
    }

    fn number_of_copies(&self) -> Option<u16> {
        self.copies.trim().parse().ok().filter(|copies| (1..=MOST_COPIES).contains(copies))
    }

    /// `None` where what is typed is no order.
    fn order(&self) -> Option<Order> {
        let sides = if self.tiles().is_some() { Sides::One } else { self.sides };
        let pages = printing::ranges(&self.pages).ok()?;
        Some(Order { copies: self.number_of_copies()?, pages, tray: self.tray.clone(), sides })
    }

    fn pages_wrong(&self) -> Option<RangeError> {
        printing::ranges(&self.pages).err()
    }

    /// All is said that a printer needs to know.
    fn can_go(&self) -> bool {
        let sheets = self.laid.as_ref().map_or(0, |laid| laid.sheets);
        let order = self.order().is_some_and(|order| order.count(sheets).is_ok());
        self.chosen().is_some() && order && !self.is_stale && !self.is_writing && self.has_margin()
    }

    /// What was asked for is on its way.
    pub(in crate::app) fn sent(&mut self, id: PrintId) {
        self.sent = Some(id);
    }

    /// The sheet itself tells what becomes of it.
    pub(in crate::app) fn shows(&self, id: PrintId) -> bool {
        self.sent == Some(id)
    }

    fn go(&mut self) {
        if !self.can_go() {
            return;
        }
        let Some(((wanted, printer), order)) = self.wanted().zip(self.chosen().cloned()).zip(self.order()) else {
            return;
        };
        self.failed = None;
        self.sent = None;
        self.is_writing = true;
        self.room.write(wanted, printer, order);
    }
}

/// What the sheet wants done.
pub(in crate::app) enum Asked {
    Print(Box<Errand>),
    Again(PrintId),
    Cancel(PrintId),
    Save,
    Close,
}

#[cfg(test)]
mod tests;
