//! What the print sheet asks for, done away from the window: laying out, counting, drawing, writing the job.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use iced::futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use iced::widget::image;

use crate::app::print::{Errand, Reach, aside};
use crate::domain::gate;
use crate::domain::kind::Kind;
use crate::domain::notice::{Content, NoticeId, Paper};
use crate::domain::office::Office;
use crate::domain::printer::Calibration;
use crate::export::printing::{Onto, Order, OrderError, Pages, PrintError, Printer};
use crate::export::{self, ExportError};
use crate::layout::{self, Document, Fonts};
use crate::store::{EditionName, Handle, StoreError};

/// The longer side of the picture, in pixels: twice what is seen, for screens of high density.
const PICTURE: f64 = 640.0;

/// The room behind the sheet; it closes with the sheet.
#[derive(Debug)]
pub(super) struct Room {
    asks: mpsc::Sender<Ask>,
}

/// What is printed.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) notice: NoticeId,
    pub(super) content: Content,
    pub(super) kind: Kind,
    pub(super) office: Office,
    /// What hangs or hung: the pages as they were posted, where they are kept.
    pub(super) was_posted: bool,
}

#[derive(Debug)]
enum Ask {
    Printers,
    Lay(Wanted),
    Write(Box<(Wanted, Printer, Order)>),
}

/// Which pages, on which sheets.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wanted {
    /// Answers to an older question are dropped.
    pub(super) number: u64,
    /// What the notice is laid out for; what was posted keeps its own.
    pub(super) paper: Paper,
    /// Without red head, seal and printed red ground; what was posted is laid out anew for it.
    pub(super) clean: bool,
    pub(super) onto: Onto,
    /// What the printer does not reach.
    pub(super) margin: Option<f64>,
}

#[derive(Debug, Clone)]
pub enum News {
    Printers(Result<Vec<Printer>, Arc<PrintError>>),
    Calibrations(BTreeMap<String, Calibration>),
    /// The pages are those that were posted: their width and height in mm.
    Posted((f64, f64)),
    Laid(u64, Result<Laid, Arc<ExportError>>),
    /// Sheets with something that the printer does not reach.
    Reach(u64, Vec<usize>),
    Written(Result<Errand, Arc<OrderError>>),
    Unread(Arc<StoreError>),
}

/// The sheets, as the clerk sees them before she prints.
#[derive(Debug, Clone)]
pub struct Laid {
    /// Sheets, not counting copies.
    pub(super) sheets: usize,
    /// Pages before they were pieced or paired.
    pub(super) pages: usize,
    /// The first sheet's width and height in mm.
    pub(super) sheet: (f64, f64),
    /// The first page's.
    pub(super) page: (f64, f64),
    /// Rows and columns of the first page, where it is pieced together.
    pub(super) tiles: Option<(usize, usize)>,
    pub(super) picture: Option<image::Handle>,
}

impl Room {
    pub(super) fn open(source: Source, store: Handle, printers: Reach) -> (Self, UnboundedReceiver<News>) {
        let (asks, queue) = mpsc::channel();
        let (news, heard) = unbounded();
        aside(move || Worker::new(source, store, printers).run(&queue, &news));
        let room = Self { asks };
        room.printers();
        (room, heard)
    }

    pub(super) fn printers(&self) {
        self.ask(Ask::Printers);
    }

    pub(super) fn lay(&self, wanted: Wanted) {
        self.ask(Ask::Lay(wanted));
    }

    pub(super) fn write(&self, wanted: Wanted, printer: Printer, order: Order) {
        self.ask(Ask::Write(Box::new((wanted, printer, order))));
    }

    fn ask(&self, ask: Ask) {
        if self.asks.send(ask).is_err() {
            tracing::error!("the room behind the print sheet is closed");
        }
    }
}

struct Worker {
    source: Source,
    store: Handle,
    reach: Reach,
    /// As it was posted.
    posted: Option<Pages>,
    /// The notice laid out last, for which paper, and whether clean.
    composed: Option<((Paper, bool), Pages)>,
    /// On the sheets that were asked for last.
    laid: Option<(Wanted, Pages)>,
    calibrations: BTreeMap<String, Calibration>,
}

impl Worker {
    fn new(source: Source, store: Handle, reach: Reach) -> Self {
        Self { source, store, reach, posted: None, composed: None, laid: None, calibrations: BTreeMap::new() }
    }

    /// Until the sheet closes.
    fn run(mut self, queue: &Receiver<Ask>, news: &UnboundedSender<News>) {
        let say = |told: News| news.unbounded_send(told).is_ok();
        if !self.read().into_iter().all(say) {
            return;
        }
        while let Ok(first) = queue.recv() {
            let mut asks: Vec<Ask> = std::iter::once(first).chain(queue.try_iter()).collect();
            // Of several layouts only the last is still wanted.
            let last = asks.iter().rposition(|ask| matches!(ask, Ask::Lay(_)));
            let mut at = 0;
            asks.retain(|ask| {
                at += 1;
                !matches!(ask, Ask::Lay(_)) || Some(at - 1) == last
            });
            for ask in asks {
                if !self.answer(ask).all(say) {
                    return;
                }
            }
        }
    }

    /// What the store knows: the corrections, and what was posted.
    fn read(&mut self) -> Vec<News> {
        let (id, was_posted) = (self.source.notice, self.source.was_posted);
        let read = self.store.run_blocking(move |store| {
            let calibrations = store.calibrations()?;
            let editions = if was_posted { store.editions(id)? } else { Vec::new() };
            let wall = editions.iter().find(|edition| edition.name == EditionName::Wall);
            let wall = wall.map(|edition| store.edition_pdf(edition.id)).transpose()?;
            Ok((calibrations, wall))
        });
        let (calibrations, wall) = match read {
            Ok(read) => read,
            Err(error) => return vec![News::Unread(Arc::new(error))],
        };
        self.calibrations.clone_from(&calibrations);
        let mut news = vec![News::Calibrations(calibrations)];
        if let Some(wall) = wall {
            match Pages::of_pdf(self.source.content.title.clone(), wall) {
                Ok(pages) => {
                    news.extend(pages.sizes().first().map(|size| News::Posted(*size)));
                    self.posted = Some(pages);
                }
                Err(error) => news.push(News::Laid(0, Err(Arc::new(error)))),
            }
        }
        news
    }

    fn answer(&mut self, ask: Ask) -> impl Iterator<Item = News> + use<> {
        let news = match ask {
            Ask::Printers => {
                let found = (self.reach)().and_then(|spooler| spooler.printers());
                vec![News::Printers(found.map_err(Arc::new))]
            }
            Ask::Lay(wanted) => self.lay(wanted),
            Ask::Write(asked) => {
                let (wanted, printer, order) = *asked;
                vec![News::Written(self.write(wanted, printer, &order).map_err(Arc::new))]
            }
        };
        news.into_iter()
    }

    fn lay(&mut self, wanted: Wanted) -> Vec<News> {
        let (number, margin) = (wanted.number, wanted.margin);
        let laid = self.sight(&wanted);
        let mut news = vec![News::Laid(number, laid.map_err(Arc::new))];
        self.onto(&wanted);
        if let (Some(margin), Some((_, pages))) = (margin, &self.laid) {
            match pages.beyond_reach(&Order::default(), margin) {
                Ok(found) => news.push(News::Reach(number, found)),
                Err(error) => tracing::warn!(%error, "what the printer does not reach is not known"),
            }
        }
        news
    }

    /// The notice on the paper that is wanted, or as it was posted.
    fn pages(&mut self, wanted: &Wanted) -> Pages {
        let (paper, clean) = (wanted.paper, wanted.clean);
        if let Some(posted) = self.posted.as_ref().filter(|_| !clean) {
            return posted.clone();
        }
        if let Some((_, pages)) = self.composed.as_ref().filter(|(laid, _)| *laid == (paper, clean)) {
            return pages.clone();
        }
        self.source.content.look.paper = paper;
        let (bulletin, _) = gate::bulletin(&self.source.content, &self.source.kind, &self.source.office);
        let bulletin = if clean { bulletin.clean() } else { bulletin };
        let document = layout::compose(&bulletin, &Fonts::installed());
        let pages = Pages::of_document(bulletin.title.as_str().to_owned(), document);
        self.composed = Some(((paper, clean), pages.clone()));
        pages
    }

    fn onto(&mut self, wanted: &Wanted) -> Pages {
        let same = |laid: &Wanted| laid.paper == wanted.paper && laid.clean == wanted.clean && laid.onto == wanted.onto;
        if let Some((_, pages)) = self.laid.as_ref().filter(|(laid, _)| same(laid)) {
            return pages.clone();
        }
        let pages = self.pages(wanted).onto(wanted.onto);
        self.laid = Some((wanted.clone(), pages.clone()));
        pages
    }

    fn sight(&mut self, wanted: &Wanted) -> Result<Laid, ExportError> {
        let before = self.pages(wanted);
        let pages = self.onto(wanted);
        let page = before.sizes().first().copied().ok_or(ExportError::NoPages)?;
        let sheet = pages.sizes().first().copied().ok_or(ExportError::NoPages)?;
        let assembly = match &wanted.onto {
            Onto::Tiles(tiles) => export::assembly(&before.document, tiles, 0),
            Onto::Sheets | Onto::Pairs => None,
        };
        let shown = assembly.as_ref().map_or(&pages.document, |assembly| &assembly.picture);
        Ok(Laid {
            sheets: pages.count(),
            pages: before.count(),
            sheet,
            page,
            tiles: assembly.as_ref().map(|assembly| (assembly.rows, assembly.columns)),
            picture: Some(picture(shown)?),
        })
    }

    fn write(&mut self, wanted: Wanted, printer: Printer, order: &Order) -> Result<Errand, OrderError> {
        let measured = self.calibrations.get(&printer.name).copied().unwrap_or_default();
        let job = self.onto(&wanted).job(order, measured)?;
        Ok(Errand { printer, job: Arc::new(job) })
    }
}

/// The first page.
fn picture(document: &Document) -> Result<image::Handle, ExportError> {
    let size = document.paged.pages().first().ok_or(ExportError::NoPages)?.frame.size();
    let pixels = export::pixels(document, 0, PICTURE / size.x.to_pt().max(size.y.to_pt()))?;
    Ok(image::Handle::from_rgba(pixels.width, pixels.height, pixels.rgba))
}
