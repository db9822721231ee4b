//! What the print sheet asks for, done away from the window: laying out, counting, drawing, writing the job.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use iced::futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use iced::widget::image;

use crate::app::print::{Errand, Reach, aside};
use crate::archive::{self, ArchiveError, Asked};
use crate::domain::gate;
use crate::domain::kind::Kind;
use crate::domain::notice::{Content, NoticeId, Paper};
use crate::domain::office::Office;
use crate::domain::paperwork::Paperwork;
use crate::domain::printer::Calibration;
use crate::export::printing::{Beyond, Margins, Onto, Order, OrderError, Pages, PrintError, Printer};
use crate::export::{self, ExportError};
use crate::layout::{Composer, Document, Fonts};
use crate::store::{EditionName, Handle, Store, StoreError};

/// The longer side of the picture, in pixels: twice what is seen, for screens of high density.
const PICTURE: f64 = 640.0;

/// The room behind the sheet; it closes with the sheet.
#[derive(Debug)]
pub(super) struct Room {
    asks: mpsc::Sender<Ask>,
}

/// What is printed.
#[derive(Debug)]
pub enum Source {
    Notice(Box<Notice>),
    /// A paper of the office, under this title.
    Paper {
        draft: Box<Draft>,
        title: String,
    },
}

#[derive(Debug)]
pub struct Notice {
    pub id: NoticeId,
    pub content: Content,
    pub kind: Kind,
    pub office: Office,
    /// It has a red head, a seal or a printed red ground that can be left out.
    pub is_dressed: bool,
    /// What hangs or hung: the pages as they were posted, where they are kept.
    pub was_posted: bool,
}

/// A paper, as it stands in the window or as the program would write it now.
#[derive(Debug, Clone)]
pub enum Draft {
    Written(Paperwork),
    Asked(Asked),
}

impl Source {
    /// What it is laid out for at first.
    pub(super) fn paper(&self) -> Paper {
        match self {
            Self::Notice(notice) => notice.content.look.paper,
            Self::Paper { .. } => Paper::A4,
        }
    }

    pub(super) fn is_dressed(&self) -> bool {
        matches!(self, Self::Notice(notice) if notice.is_dressed)
    }
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
    pub(super) margins: Option<Margins>,
}

#[derive(Debug, Clone)]
pub enum News {
    Printers(Result<Vec<Printer>, Arc<PrintError>>),
    Calibrations(BTreeMap<String, Calibration>),
    /// The pages come as they are: their width and height in mm.
    Given((f64, f64)),
    Laid(u64, Result<Laid, Arc<ExportError>>),
    /// Sheets with something that the printer does not reach.
    Reach(u64, Vec<Beyond>),
    Written(Result<Errand, Arc<OrderError>>),
    Unread(Arc<StoreError>),
    /// The paper could not be made.
    Unwritten(Arc<ArchiveError>),
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
    /// As it was posted, or the paper.
    given: Option<Pages>,
    /// What is kept could not be read, or the paper not made: nothing else is printed in its place.
    is_refused: bool,
    /// Made when it is first needed: it looks through the fonts of the system.
    composer: Option<Composer>,
    /// The notice laid out last, for which paper, and whether clean.
    composed: Option<((Paper, bool), Pages)>,
    /// On the sheets that were asked for last.
    laid: Option<(Wanted, Pages)>,
    calibrations: BTreeMap<String, Calibration>,
}

impl Worker {
    fn new(source: Source, store: Handle, reach: Reach) -> Self {
        Self {
            source,
            store,
            reach,
            given: None,
            is_refused: false,
            composer: None,
            composed: None,
            laid: None,
            calibrations: BTreeMap::new(),
        }
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

    /// What the store knows: the corrections, and the pages that come as they are.
    fn read(&mut self) -> Vec<News> {
        let calibrations = match self.store.run_blocking(|store| store.calibrations()) {
            Ok(calibrations) => calibrations,
            Err(error) => return self.refuse(News::Unread(Arc::new(error))),
        };
        self.calibrations.clone_from(&calibrations);
        let given = match self.given() {
            Ok(given) => given,
            Err(refused) => return self.refuse(*refused),
        };
        let mut news = vec![News::Calibrations(calibrations)];
        if let Some((title, pdf)) = given {
            match Pages::of_pdf(title, pdf) {
                Ok(pages) => {
                    news.extend(pages.sizes().first().map(|size| News::Given(*size)));
                    self.given = Some(pages);
                }
                Err(error) => news.extend(self.refuse(News::Laid(0, Err(Arc::new(error))))),
            }
        }
        news
    }

    fn refuse(&mut self, news: News) -> Vec<News> {
        self.is_refused = true;
        vec![news]
    }

    /// Title and PDF of what is printed as it is; `None`: it is laid out anew.
    fn given(&self) -> Result<Option<(String, Vec<u8>)>, Box<News>> {
        let unread = |error| Box::new(News::Unread(Arc::new(error)));
        match &self.source {
            Source::Notice(notice) if notice.was_posted => {
                let id = notice.id;
                let wall = self.store.run_blocking(move |store| {
                    let editions = store.editions(id)?;
                    let wall = editions.iter().find(|edition| edition.name == EditionName::Wall);
                    wall.map(|edition| store.edition_pdf(edition.id)).transpose()
                });
                Ok(wall.map_err(unread)?.map(|pdf| (notice.content.title.clone(), pdf)))
            }
            Source::Notice(_) => Ok(None),
            Source::Paper { draft, title } => {
                let draft = Draft::clone(draft);
                let written = self.store.run_blocking(move |store| Ok(written(store, draft)));
                let pdf = written.map_err(unread)?.map_err(|error| Box::new(News::Unwritten(Arc::new(error))))?;
                Ok(Some((title.clone(), pdf)))
            }
        }
    }

    fn answer(&mut self, ask: Ask) -> impl Iterator<Item = News> + use<> {
        let news = match ask {
            Ask::Printers => {
                let found = (self.reach)().and_then(|spooler| spooler.printers());
                vec![News::Printers(found.map_err(Arc::new))]
            }
            Ask::Lay(_) | Ask::Write(_) if self.is_refused => Vec::new(),
            Ask::Lay(wanted) => self.lay(wanted),
            Ask::Write(asked) => {
                let (wanted, printer, order) = *asked;
                vec![News::Written(self.write(wanted, printer, &order).map_err(Arc::new))]
            }
        };
        news.into_iter()
    }

    fn lay(&mut self, wanted: Wanted) -> Vec<News> {
        let (number, margins) = (wanted.number, wanted.margins);
        let laid = self.sight(&wanted);
        let mut news = vec![News::Laid(number, laid.map_err(Arc::new))];
        // A poster's sheets leave their edge white by themselves.
        let is_white =
            |margins: &Margins| matches!(wanted.onto, Onto::Tiles(tiles) if tiles.margin >= margins.widest());
        if let (Some(margins), Some((_, pages))) = (margins.filter(|margins| !is_white(margins)), &self.laid) {
            match pages.beyond_reach(&Order::default(), margins) {
                Ok(found) => news.push(News::Reach(number, found)),
                Err(error) => tracing::warn!(%error, "what the printer does not reach is not known"),
            }
        }
        news
    }

    /// The notice on the paper that is wanted, or as it was posted.
    fn pages(&mut self, wanted: &Wanted) -> Result<Pages, ExportError> {
        let (paper, clean) = (wanted.paper, wanted.clean);
        if let Some(given) = self.given.as_ref().filter(|_| !clean) {
            return Ok(given.clone());
        }
        if let Some((_, pages)) = self.composed.as_ref().filter(|(laid, _)| *laid == (paper, clean)) {
            return Ok(pages.clone());
        }
        let Source::Notice(notice) = &mut self.source else { return Err(ExportError::NoPages) };
        notice.content.look.paper = paper;
        let (bulletin, _) = gate::bulletin(&notice.content, &notice.kind, &notice.office);
        let bulletin = if clean { bulletin.clean() } else { bulletin };
        let composer = self.composer.get_or_insert_with(|| Composer::new(Fonts::installed()));
        let document = composer.compose(&bulletin);
        let pages = Pages::of_document(bulletin.title.as_str().to_owned(), document);
        self.composed = Some(((paper, clean), pages.clone()));
        Ok(pages)
    }

    fn onto(&mut self, wanted: &Wanted) -> Result<Pages, ExportError> {
        let same = |laid: &Wanted| laid.paper == wanted.paper && laid.clean == wanted.clean && laid.onto == wanted.onto;
        if let Some((_, pages)) = self.laid.as_ref().filter(|(laid, _)| same(laid)) {
            return Ok(pages.clone());
        }
        let pages = self.pages(wanted)?.onto(wanted.onto);
        self.laid = Some((wanted.clone(), pages.clone()));
        Ok(pages)
    }

    fn sight(&mut self, wanted: &Wanted) -> Result<Laid, ExportError> {
        let before = self.pages(wanted)?;
        let pages = self.onto(wanted)?;
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
        let job = self.onto(&wanted)?.job(order, measured)?;
        Ok(Errand { printer, job: Arc::new(job) })
    }
}

fn written(store: &mut Store, draft: Draft) -> archive::Result<Vec<u8>> {
    let paper = match draft {
        Draft::Written(paper) => paper,
        Draft::Asked(asked) => archive::draft(store, asked)?,
    };
    archive::paper_pdf(store, paper).map(|(pdf, _)| pdf)
}

/// The first page.
fn picture(document: &Document) -> Result<image::Handle, ExportError> {
    let size = document.paged.pages().first().ok_or(ExportError::NoPages)?.frame.size();
    let pixels = export::pixels(document, 0, PICTURE / size.x.to_pt().max(size.y.to_pt()))?;
    Ok(image::Handle::from_rgba(pixels.width, pixels.height, pixels.rgba))
}
