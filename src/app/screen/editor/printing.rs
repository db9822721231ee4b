//! 打印: printer, size, sheets and copies; what it will take is told before anything is printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use iced::Task;
use iced::futures::channel::mpsc::UnboundedReceiver;
use iced::widget::operation::{focus, select_all};

use super::{Action, Message as Told, State, look};
use crate::app::print::{Errand, PrintId, Reach};
use crate::domain::notice::Paper;
use crate::domain::printer::Calibration;
use crate::export::printing::{self, Onto, Order, OrderError, PrintError, Printer, RangeError, Sides};
use crate::export::{ExportError, Sheet, Tiles};
use crate::store::{Handle, StoreError};

mod facts;
mod view;
mod work;

pub(in crate::app::screen) use facts::{Line, corrected, progress as job_told, standing};
pub(in crate::app::screen) use view::name as printer_name;
pub(super) use view::over;
pub use work::News;

use work::{Laid, Room, Source, Wanted};

pub(super) const COPIES: &str = "printing-copies";
const MOST_COPIES: u16 = 999;
/// Of a poster's edge, in mm.
const MARGINS: std::ops::RangeInclusive<f64> = 0.0..=30.0;
/// Of a sheet of one's own, in mm.
const SIDES: std::ops::RangeInclusive<f32> = 90.0..=2500.0;

/// The sheet; open while it is `Some`.
#[derive(Debug)]
pub(super) struct Printing {
    room: Room,
    printers: Printers,
    printer: Option<String>,
    calibrations: BTreeMap<String, Calibration>,
    /// The pages are those that were posted, of this width and height.
    posted: Option<(f64, f64)>,
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
    beyond_reach: Vec<usize>,
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
}

/// 成品大小
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    A4,
    A3,
    A2,
    A1,
    A0,
    Custom,
}

/// What a page goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pieces {
    Whole,
    Pairs,
    A4,
    A3,
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

impl Size {
    pub(super) const ALL: [Self; 6] = [Self::A4, Self::A3, Self::A2, Self::A1, Self::A0, Self::Custom];

    /// Upright, in mm.
    fn sides(self) -> Option<(f32, f32)> {
        Some(match self {
            Self::A4 => (210.0, 297.0),
            Self::A3 => (297.0, 420.0),
            Self::A2 => (420.0, 594.0),
            Self::A1 => (594.0, 841.0),
            Self::A0 => (841.0, 1189.0),
            Self::Custom => return None,
        })
    }

    /// A screen's page is printed on A4.
    fn of(paper: Paper) -> (Self, bool) {
        let (width, height) = paper.size();
        let across = width > height;
        if paper.is_screen() {
            return (Self::A4, across);
        }
        let (short, long) = (width.min(height), width.max(height));
        let alike = |size: &Self| {
            size.sides().is_some_and(|sides| (sides.0 - short).abs() <= 1.0 && (sides.1 - long).abs() <= 1.0)
        };
        (Self::ALL.into_iter().find(alike).unwrap_or(Self::Custom), across)
    }
}

impl Printing {
    fn new(source: Source, store: Handle, reach: Reach) -> (Self, UnboundedReceiver<News>) {
        let paper = source.content.look.paper;
        let clean = look::is_dressed(&source.content.look).then_some(false);
        let (size, across) = Size::of(paper);
        let (width, height) = paper.size();
        let (room, heard) = Room::open(source, store, reach);
        let mut sheet = Self {
            room,
            printers: Printers::Waiting,
            printer: None,
            calibrations: BTreeMap::new(),
            posted: None,
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
            beyond_reach: Vec::new(),
            failed: None,
            is_writing: false,
            sent: None,
        };
        sheet.resize();
        (sheet, heard)
    }

    fn update(&mut self, message: Message) -> Option<Asked> {
        match message {
            Message::Printer(name) => self.choose(name),
            Message::Refresh => {
                self.printers = Printers::Waiting;
                self.room.printers();
            }
            Message::Size(size) => {
                self.size = size;
                self.resize();
            }
            Message::Across(across) => {
                self.across = across;
                self.lay();
            }
            Message::Width(width) => {
                self.width = width;
                self.resize();
            }
            Message::Height(height) => {
                self.height = height;
                self.resize();
            }
            Message::Onto(onto) => {
                self.onto = onto;
                self.lay();
            }
            Message::Margin(margin) => {
                self.margin = margin;
                self.margin_typed = true;
                self.lay();
            }
            Message::Guide(guide) => {
                self.guide = guide;
                self.lay();
            }
            Message::Clean(clean) => {
                self.clean = Some(clean);
                self.lay();
            }
            Message::Copies(copies) => self.copies = copies,
            Message::Pages(pages) => self.pages = pages,
            Message::Tray(tray) => self.tray = tray,
            Message::Sides(sides) => self.sides = sides,
            Message::Heard(news) => return self.hear(news).map(Asked::Print),
            Message::Go => self.go(),
            Message::Again => return self.sent.map(Asked::Again),
            Message::Cancel => return self.sent.map(Asked::Cancel),
            Message::Save => return Some(Asked::Save),
            Message::Close => return Some(Asked::Close),
        }
        None
    }

    fn hear(&mut self, news: News) -> Option<Errand> {
        match news {
            News::Printers(Ok(found)) => self.found(found),
            News::Printers(Err(error)) => self.printers = Printers::Failed(error),
            News::Calibrations(calibrations) => self.calibrations = calibrations,
            News::Posted(size) => {
                self.posted = Some(size);
                self.resize();
            }
            News::Laid(number, outcome) if number == self.asked || number == 0 => match outcome {
                Ok(laid) => {
                    self.laid = Some(laid);
                    self.failed = None;
                }
                Err(error) => self.failed = Some(Failure::Export(error)),
            },
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
        let (margin, trays, duplex) = (printer.margin, printer.trays.clone(), printer.duplex);
        if let Some(margin) = margin.filter(|_| !self.margin_typed) {
            self.margin = format!("{margin:.1}");
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

    /// The page's width and height; `None` where none is typed that could be.
    fn page(&self) -> Option<(f32, f32)> {
        if let Some((width, height)) = self.posted {
            return Some((width as f32, height as f32));
        }
        let typed = |typed: &str| typed.trim().parse().ok().filter(|side| SIDES.contains(side));
        match self.size.sides() {
            Some((short, long)) if self.across => Some((long, short)),
            Some(upright) => Some(upright),
            None => Some((typed(&self.width)?, typed(&self.height)?)),
        }
    }

    fn paper(&self) -> Option<Paper> {
        Some(match (self.page()?, self.size) {
            (_, Size::A4) if self.across => Paper::A4Across,
            (_, Size::A4) => Paper::A4,
            (_, Size::A3) if self.across => Paper::A3Across,
            (_, Size::A3) => Paper::A3,
            ((width, height), _) => Paper::Custom { width, height },
        })
    }

    /// What a page of this size can go on.
    fn choices(&self) -> Vec<Pieces> {
        let Some((width, height)) = self.page() else { return vec![Pieces::Whole] };
        let page = (f64::from(width), f64::from(height));
        let takes = |size| self.chosen().is_none_or(|printer| printer.takes(size));
        let double = (page.0.min(page.1) * 2.0, page.0.max(page.1));
        let parts = |sheet| Tiles::of(sheet).parts(page);
        let mut choices = Vec::new();
        if takes(page) {
            choices.push(Pieces::Whole);
        }
        // One page alone has none to go with.
        let is_single = self.onto != Pieces::Pairs && self.laid.as_ref().is_some_and(|laid| laid.pages == 1);
        if takes(double) && double.0 <= 421.0 && !is_single {
            choices.push(Pieces::Pairs);
        }
        if parts(Sheet::A4) {
            choices.push(Pieces::A4);
        }
        if parts(Sheet::A3) && takes((297.0, 420.0)) {
            choices.push(Pieces::A3);
        }
        // A page that goes on nothing is refused with its reason when it is sent.
        if choices.is_empty() { vec![Pieces::Whole] } else { choices }
    }

    /// Another size or another printer: the page goes on what there is for it.
    fn resize(&mut self) {
        let choices = self.choices();
        // Larger than A3 is pieced together even where a printer does not say what it takes.
        let is_large = self.page().is_some_and(|(width, height)| width.min(height) > 300.0);
        let says = self.chosen().is_some_and(|printer| !printer.papers.is_empty());
        let was_whole = matches!(self.onto, Pieces::Whole | Pieces::Pairs);
        if is_large && !says && was_whole {
            self.onto = Pieces::A4;
        } else if !choices.contains(&self.onto) {
            self.onto = choices[0];
        }
        self.lay();
    }

    fn tiles(&self) -> Option<Tiles> {
        let sheet = match self.onto {
            Pieces::A4 => Sheet::A4,
            Pieces::A3 => Sheet::A3,
            Pieces::Whole | Pieces::Pairs => return None,
        };
        let margin = self.margin.trim().parse().ok().filter(|margin| MARGINS.contains(margin));
        Some(Tiles { sheet, margin: margin.unwrap_or(Tiles::MARGIN), guide: self.guide })
    }

    fn has_margin(&self) -> bool {
        self.margin.trim().parse().is_ok_and(|margin: f64| MARGINS.contains(&margin))
    }

    fn wanted(&self) -> Option<Wanted> {
        let onto = match (self.onto, self.tiles()) {
            (_, Some(tiles)) => Onto::Tiles(tiles),
            (Pieces::Pairs, None) => Onto::Pairs,
            _ => Onto::Sheets,
        };
        let margin = self.chosen().and_then(|printer| printer.margin);
        Some(Wanted { number: self.asked, paper: self.paper()?, clean: self.clean == Some(true), onto, margin })
    }

    fn lay(&mut self) {
        self.asked += 1;
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
        self.chosen().is_some() && order && !self.is_writing && self.has_margin()
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

/// What the sheet wants of the editor.
enum Asked {
    Print(Errand),
    Again(PrintId),
    Cancel(PrintId),
    Save,
    Close,
}

impl State {
    /// Copies are what is changed most: the number has the focus and is typed over; Enter prints.
    pub(super) fn ask_printing(&mut self) -> Action {
        let source = Source {
            notice: self.id,
            content: self.content.clone(),
            kind: self.kind.clone(),
            office: self.office.clone(),
            was_posted: self.is_read_only(),
        };
        self.delivery = None;
        let (sheet, heard) = Printing::new(source, self.store.clone(), self.printers);
        self.printing = Some(sheet);
        let heard = Task::run(heard, |news| Told::Printing(Message::Heard(news)));
        Action::Run(Task::batch([heard, focus(COPIES), select_all(COPIES)]))
    }

    pub(super) fn printing_asked(&mut self, message: Message) -> Action {
        let Some(sheet) = &mut self.printing else { return Action::None };
        match sheet.update(message) {
            None => Action::None,
            Some(Asked::Print(errand)) => Action::Print(errand),
            Some(Asked::Again(id)) => Action::PrintAgain(id),
            Some(Asked::Cancel(id)) => Action::CancelPrint(id),
            Some(Asked::Save) => {
                self.printing = None;
                self.ask_delivery()
            }
            Some(Asked::Close) => {
                self.printing = None;
                Action::None
            }
        }
    }

    /// What was asked for is on its way.
    pub fn sent(&mut self, id: PrintId) {
        if let Some(sheet) = &mut self.printing {
            sheet.sent = Some(id);
        }
    }

    /// The sheet that is open tells what becomes of it.
    pub fn shows_print(&self, id: PrintId) -> bool {
        self.printing.as_ref().is_some_and(|sheet| sheet.sent == Some(id))
    }
}

#[cfg(test)]
mod tests;
