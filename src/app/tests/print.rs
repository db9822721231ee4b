//! What becomes of a job, whatever the window shows by then.

use std::sync::Mutex;

use super::*;
use crate::app::print::{Errand, News, PrintId};
use crate::export::printing::{Fault, Job, Phase, PrintError, Printer, Progress, Sides, Spooler};

/// A printer without paper: it takes a job, and lets it be taken back.
struct Empty;

static DEEDS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn note(deed: String) {
    DEEDS.lock().expect("no test fails in here").push(deed);
}

impl Spooler for Empty {
    fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        Ok(Vec::new())
    }

    fn send(&self, printer: &str, job: &Job) -> Result<i32, PrintError> {
        note(format!("{printer} {}", job.title));
        Ok(7)
    }

    fn progress(&self, _: &str, _: i32) -> Result<Progress, PrintError> {
        // It is over at once, so that the test does not wait for paper.
        Ok(Progress { phase: Phase::Done, done: Some(1), faults: Vec::new() })
    }

    fn cancel(&self, _: &str, job: i32) -> Result<(), PrintError> {
        note(format!("cancel {job}"));
        Ok(())
    }
}

fn errand(accepting: bool) -> Errand {
    let printer = Printer {
        name: "office".into(),
        about: "办公室打印机".into(),
        default: true,
        accepting,
        faults: Vec::new(),
        papers: Vec::new(),
        custom: None,
        trays: Vec::new(),
        duplex: false,
        margins: None,
    };
    let job = Job {
        title: "低保公示".into(),
        pdf: Vec::new(),
        paper: (210.0, 297.0),
        copies: 1,
        pages: Vec::new(),
        tray: None,
        sides: Sides::One,
    };
    Errand { printer, job: Arc::new(job) }
}

fn window() -> App {
    let mut app = app(0);
    app.desk.printers = || Ok(Box::new(Empty));
    app
}

fn begin(app: &mut App, accepting: bool) -> PrintId {
    let (id, heard) = app.print(errand(accepting));
    run(app, heard);
    id
}

fn toasts(app: &App) -> Vec<String> {
    app.toasts.texts().map(str::to_owned).collect()
}

#[test]
fn a_job_that_is_done_after_its_sheet_was_closed_is_told() {
    let mut app = window();
    let id = begin(&mut app, true);
    assert!(app.desk.prints.get(id).is_some_and(crate::app::print::Print::is_over));
    assert_eq!(toasts(&app), ["《低保公示》在办公室打印机上打印完了。"]);
}

#[test]
fn a_printer_that_waits_for_somebody_is_told_once_and_the_job_sent_again_takes_the_first_back() {
    let mut app = window();
    let (id, _unheard) = app.print(errand(true));
    let waits = |faults| News::Progress(Progress { phase: Phase::Printing, done: None, faults });
    for news in [News::Sent(7), waits(vec![Fault::NoPaper]), waits(vec![Fault::NoPaper]), waits(vec![Fault::Gone])] {
        drop(app.update(Message::Print(id, news)));
    }
    let told = toasts(&app);
    assert_eq!(told.len(), 2);
    assert!(told[0].contains("缺纸") && told[1].contains("没有回应"), "{told:?}");
    assert!(app.desk.prints.under_way().is_some());
    let (again, heard) = app.print_again(id).expect("what was sent");
    run(&mut app, heard);
    assert!(again != id && app.desk.prints.get(again).is_some());
    let until = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let was_cancelled = || DEEDS.lock().expect("no test fails in here").iter().any(|deed| deed == "cancel 7");
    while !was_cancelled() && std::time::Instant::now() < until {
        std::thread::yield_now();
    }
    assert!(was_cancelled());
}

#[test]
fn two_jobs_that_wait_at_one_printer_are_told_of_once() {
    let mut app = window();
    let (first, _unheard) = app.print(errand(true));
    let (second, _unheard) = app.print(errand(true));
    for id in [first, second, first] {
        let faults = vec![Fault::NoPaper];
        let waits = News::Progress(Progress { phase: Phase::Waiting, done: None, faults });
        drop(app.update(Message::Print(id, waits)));
    }
    assert_eq!(toasts(&app).len(), 1, "{:?}", toasts(&app));
}

#[test]
fn a_printer_that_takes_no_jobs_is_refused_in_a_sentence() {
    let mut app = window();
    begin(&mut app, false);
    assert!(toasts(&app)[0].contains("打印机现在不接收任务"), "{:?}", toasts(&app));
}

/// Carries a task out until something is said that `is_last`; a sheet's room says nothing more until it is asked.
fn run_until(app: &mut App, task: Task<Message>, is_last: impl Fn(&App) -> bool) {
    use iced::futures::StreamExt;
    let mut stream = iced_test::runtime::task::into_stream(task).expect("something to do");
    while !is_last(app) {
        if let iced_test::runtime::Action::Output(message) = block_on(stream.next()).expect("an answer") {
            drop(app.update(message));
        }
    }
}

#[test]
fn the_list_of_today_goes_to_a_printer_with_two_keys_and_esc_leaves_one_sheet_at_a_time() {
    let mut app = window();
    press(&mut app, Shortcut::Rail(0));
    let drafted = app.update(Message::Key(Shortcut::Print));
    run(&mut app, drafted);
    assert!(shows(&app, "导出") && app.printing.is_none());
    let opened = app.update(Message::Key(Shortcut::Print));
    run_until(&mut app, opened, |app| shows(app, "要用 A4 纸 1 张"));
    // Keys of the screen below do nothing while a sheet lies over it.
    press(&mut app, Shortcut::New);
    assert!(app.printing.is_some());
    press(&mut app, Shortcut::LeaveField);
    assert!(app.printing.is_none() && shows(&app, "导出"));
    press(&mut app, Shortcut::LeaveField);
    assert!(!shows(&app, "导出"));
}
