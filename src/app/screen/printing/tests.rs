//! The print sheet without a window: what it asks of its room, and what it says.

use std::sync::Mutex;

use iced::futures::StreamExt;
use iced::futures::channel::mpsc::UnboundedReceiver;
use iced::futures::executor::block_on;
use jiff::civil::date;

use super::*;
use crate::domain::kind::{Catalogue, KindId};
use crate::domain::notice::{Content, Look, NoticeId, Paper};
use crate::domain::paperwork::{Block, Paperwork};
use crate::export::printing::{Job, Margins, Phase, Progress, Spooler};
use crate::export::{Pixels, draw_stored};
use crate::store::Handle;
use crate::ui::words::{Language, Words};

/// Two printers: an office's, and a plotter that is out of paper.
struct Fake;

static TAKEN: Mutex<Vec<(String, Job)>> = Mutex::new(Vec::new());

fn printer(name: &str, papers: &[(f64, f64)]) -> Printer {
    Printer {
        name: name.to_owned(),
        about: format!("{name}的打印机"),
        default: name == "办公室",
        accepting: true,
        faults: Vec::new(),
        papers: papers.to_vec(),
        custom: None,
        trays: vec!["main".to_owned(), "tray-2".to_owned()],
        duplex: true,
        margins: Some(Margins::even(4.2)),
    }
}

impl Spooler for Fake {
    fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        let office = printer("办公室", &[(210.0, 297.0), (297.0, 420.0)]);
        let plotter = printer("大堂", &[(594.0, 841.0)]);
        let wide =
            |printer: Printer| Printer { margins: Some(Margins { bottom: 30.0, ..Margins::even(4.2) }), ..printer };
        let old = wide(printer("旧机器", &[(210.0, 297.0)]));
        let wide = wide(printer("宽边", &[(210.0, 297.0), (297.0, 420.0)]));
        Ok(vec![plotter, office, old, wide])
    }

    fn send(&self, printer: &str, job: &Job) -> Result<i32, PrintError> {
        TAKEN.lock().expect("no test fails in here").push((printer.to_owned(), job.clone()));
        Ok(1)
    }

    fn progress(&self, _: &str, _: i32) -> Result<Progress, PrintError> {
        Ok(Progress { phase: Phase::Done, done: Some(1), faults: Vec::new() })
    }

    fn cancel(&self, _: &str, _: i32) -> Result<(), PrintError> {
        Ok(())
    }
}

fn fake() -> Result<Box<dyn Spooler>, PrintError> {
    Ok(Box::new(Fake))
}

fn nobody() -> Result<Box<dyn Spooler>, PrintError> {
    Err(PrintError::NoService(std::io::ErrorKind::ConnectionRefused.into()))
}

struct Open {
    sheet: Printing,
    heard: UnboundedReceiver<News>,
    words: Words,
}

impl Open {
    fn new(paper: Paper, reach: Reach) -> Self {
        Self::of(paper, reach, 1)
    }

    /// So many paragraphs: a page holds some twenty.
    fn of(paper: Paper, reach: Reach, paragraphs: usize) -> Self {
        let store = Handle::in_memory().expect("a store in memory");
        let kind = Catalogue::bundled().get(&KindId::new("gengdi-dili")).expect("a kind").clone();
        let content = Content {
            title: "石桥村公示".into(),
            intro: vec!["现公示如下。"; paragraphs].join("\n"),
            date: Some(date(2026, 4, 8)),
            look: Look { paper, ..Look::default() },
            ..Content::default()
        };
        let id = NoticeId::from_stored(1);
        let office = Default::default();
        let source =
            Source::Notice(Box::new(Notice { id, content, kind, office, is_dressed: false, was_posted: false }));
        Self::over(source, store, reach)
    }

    fn over(source: Source, store: Handle, reach: Reach) -> Self {
        let (sheet, heard) = Printing::new(source, store, reach);
        let mut open = Self { sheet, heard, words: Words::new(Language::Chinese) };
        open.hear_until(|sheet| !matches!(sheet.printers, Printers::Waiting));
        open.settle();
        open
    }

    fn hear_until(&mut self, come_true: impl Fn(&Printing) -> bool) -> Option<Errand> {
        loop {
            let news = block_on(self.heard.next()).expect("the room is open");
            let errand = self.sheet.hear(news);
            if errand.is_some() || come_true(&self.sheet) {
                return errand;
            }
        }
    }

    /// Until the last question is answered.
    fn settle(&mut self) {
        loop {
            let news = block_on(self.heard.next()).expect("the room is open");
            let is_last = matches!(&news, News::Laid(number, _) if *number == self.sheet.asked);
            assert!(self.sheet.hear(news).is_none());
            if is_last {
                return;
            }
        }
    }

    fn tell(&mut self, message: Message) {
        assert!(self.sheet.update(message).is_none());
    }

    fn choose(&mut self, message: Message) {
        self.tell(message);
        self.settle();
    }

    fn takes(&self) -> String {
        self.sheet.takes(&self.words).expect("a count of sheets")
    }

    fn warned(&self) -> Vec<String> {
        self.sheet.warnings(&self.words).into_iter().map(|(told, _)| told).collect()
    }
}

#[test]
fn the_usual_printer_is_chosen_and_the_sheets_are_counted_before_anything_is_printed() {
    let mut open = Open::new(Paper::A4, fake);
    assert_eq!(open.sheet.chosen().map(|printer| printer.name.as_str()), Some("办公室"));
    assert_eq!(open.takes(), "要用 A4 纸 1 张");
    open.tell(Message::Copies("12".into()));
    assert_eq!(open.takes(), "要用 A4 纸 12 张（每份 1 张，12 份）");
    open.tell(Message::Copies("0".into()));
    assert!(!open.sheet.can_go() && open.warned()[0].contains("份数"));
}

#[test]
fn a_poster_is_pieced_from_a4_with_its_sheets_counted_and_shown() {
    let mut open = Open::new(Paper::A4, fake);
    open.choose(Message::Size(Size::A1));
    assert_eq!(open.sheet.onto, Pieces::A4);
    assert_eq!(open.takes(), "要用 A4 纸 13 张");
    assert_eq!(open.sheet.becomes(&open.words).as_deref(), Some("拼成 594×841 毫米：3 行 × 4 列，另有拼装图"));
    assert!(open.sheet.laid.as_ref().is_some_and(|laid| laid.picture.is_some()));
    open.choose(Message::Guide(false));
    open.choose(Message::Onto(Pieces::A3));
    assert_eq!(open.takes(), "要用 A3 纸 6 张");
    // The printer's own edge is what stays white, until the clerk says otherwise.
    assert_eq!(open.sheet.tiles().map(|tiles| tiles.margin), Some(4.2));
    open.choose(Message::Margin("10".into()));
    open.choose(Message::Printer("大堂".into()));
    assert_eq!((open.sheet.onto, open.sheet.margin.as_str()), (Pieces::Whole, "10"));
}

#[test]
fn what_stands_in_the_edge_that_the_printer_leaves_white_is_told_with_what_helps() {
    let mut open = Open::new(Paper::A4, fake);
    let mut told = |messages: Vec<Message>| {
        for message in messages {
            open.choose(message);
        }
        open.hear_until(|sheet| !sheet.beyond_reach.is_empty());
        open.warned().concat()
    };
    let warned = told(vec![Message::Printer("旧机器".into())]);
    assert!(
        warned.contains("第 1 张")
            && warned.contains("下边")
            && warned.contains("30.0 毫米")
            && warned.contains("请换一台打印机"),
        "{warned}"
    );
    let warned = told(vec![Message::Printer("宽边".into())]);
    assert!(warned.contains("“成品大小”换成 A3"), "{warned}");
    let warned = told(vec![Message::Size(Size::A3)]);
    assert!(warned.contains("选拼的办法"), "{warned}");
    open.choose(Message::Onto(Pieces::A4));
    assert_eq!(open.warned(), Vec::<String>::new());
}

#[test]
fn two_a4_pages_go_on_one_a3_sheet() {
    assert_eq!(Open::new(Paper::A4, fake).sheet.choices(), [Pieces::Whole]);
    let mut open = Open::of(Paper::A4, fake, 40);
    assert_eq!(open.takes(), "要用 A4 纸 2 张");
    assert_eq!(open.sheet.choices(), [Pieces::Whole, Pieces::Pairs]);
    open.choose(Message::Onto(Pieces::Pairs));
    assert_eq!(open.takes(), "要用 A3 纸 1 张");
    open.tell(Message::Sides(Sides::LongEdge));
    assert!(open.takes().contains("每份 1 面"), "{}", open.takes());
}

#[test]
fn nothing_is_counted_or_printed_while_the_pages_are_being_laid_out() {
    let mut open = Open::new(Paper::A4, fake);
    open.tell(Message::Size(Size::A3));
    assert!(open.sheet.takes(&open.words).is_none() && !open.sheet.can_go());
    open.settle();
    assert_eq!(open.takes(), "要用 A3 纸 1 张");
}

#[test]
fn the_job_is_what_was_chosen() {
    let mut open = Open::new(Paper::A4, fake);
    open.choose(Message::Across(true));
    for message in [
        Message::Copies("2".into()),
        Message::Pages("1".into()),
        Message::Tray(Some("tray-2".into())),
        Message::Sides(Sides::ShortEdge),
        Message::Go,
    ] {
        open.tell(message);
    }
    let errand = open.hear_until(|sheet| !sheet.is_writing).expect("something to print");
    let job = &errand.job;
    assert_eq!((errand.printer.name.as_str(), job.copies, job.sides), ("办公室", 2, Sides::ShortEdge));
    assert_eq!((job.pages.as_slice(), job.tray.as_deref()), ([1..=1].as_slice(), Some("tray-2")));
    assert!((job.paper.0 - 297.0).abs() < 0.1 && job.pdf.starts_with(b"%PDF"));
}

#[test]
fn a_paper_of_the_office_is_printed_as_it_was_typed() {
    let store = Handle::in_memory().expect("a store in memory");
    let asked = crate::archive::Asked::Handover;
    let drafted = store.run_blocking(move |store| Ok(crate::archive::draft(store, asked)));
    let plain = drafted.expect("the store answers").expect("a paper");
    let mut paper = plain.clone();
    paper.blocks.push(Block::Text("钥匙两把，一并移交。".into()));
    let saved = |paper: Paperwork| {
        let pdf = store.run_blocking(move |store| Ok(crate::archive::paper_pdf(store, paper)));
        pdf.expect("the store answers").expect("a PDF").0
    };
    let (plain, typed) = (seen(saved(plain)), seen(saved(paper.clone())));
    let draft = Box::new(Draft::Written(paper));
    let mut open = Open::over(Source::Paper { draft, title: "交接清单".into() }, store, fake);
    assert_eq!(open.takes(), "要用 A4 纸 1 张");
    assert!(open.sheet.clean.is_none() && open.warned().is_empty(), "{:?}", open.warned());
    open.tell(Message::Copies("2".into()));
    open.tell(Message::Go);
    let errand = open.hear_until(|sheet| !sheet.is_writing).expect("something to print");
    assert_eq!((errand.job.title.as_str(), errand.job.copies), ("交接清单", 2));
    // What is printed looks as what is saved.
    let printed = seen(errand.job.pdf.clone());
    assert!(printed == typed && printed != plain);
}

fn seen(pdf: Vec<u8>) -> Pixels {
    draw_stored(pdf, 0, 400).expect("a page")
}

#[test]
fn a_paper_that_cannot_be_made_is_said_and_nothing_else_is_printed_in_its_place() {
    let store = Handle::in_memory().expect("a store in memory");
    let asked = crate::archive::Asked::Certificate(NoticeId::from_stored(1));
    let source = Source::Paper { draft: Box::new(Draft::Asked(asked)), title: "公示证明".into() };
    let (sheet, heard) = Printing::new(source, store, fake);
    let mut open = Open { sheet, heard, words: Words::new(Language::Chinese) };
    open.hear_until(|sheet| sheet.failed.is_some());
    open.hear_until(|sheet| !matches!(sheet.printers, Printers::Waiting));
    assert!(!open.sheet.can_go());
    assert_eq!(open.warned().len(), 1, "{:?}", open.warned());
}

#[test]
fn no_page_that_is_not_there_is_printed() {
    let mut open = Open::new(Paper::A4, fake);
    open.tell(Message::Pages("2".into()));
    assert!(!open.sheet.can_go());
    assert_eq!(open.warned(), ["没有第 2 张，一共 1 张。"]);
    open.tell(Message::Pages("x".into()));
    assert_eq!(open.warned(), ["页码请写成 1-3,5 这样。"]);
}

#[test]
fn without_a_printing_service_that_is_said_and_nothing_can_be_printed() {
    let open = Open::new(Paper::A4, nobody);
    assert!(!open.sheet.can_go());
    let told = open.sheet.printer_told(&open.words);
    assert!(told[0].0.contains("打印服务没有回应"), "{told:?}", told = told[0].0);
    assert_eq!(open.takes(), "要用 A4 纸 1 张");
}
