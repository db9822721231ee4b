//! Printing from the window, to a printing service that keeps what it gets.

use std::cell::RefCell;
use std::time::Duration;

use super::desk::Desk;
use super::service::{Received, Service};
use super::{SCREEN, has_six_notices};

/// Opens the notice whose initials these are, and its print sheet.
fn open_the_sheet(desk: &Desk, initials: &str) {
    desk.until("the village is there", has_six_notices);
    desk.keys(&["ctrl+k"]);
    desk.types(initials);
    desk.keys(&["Return"]);
    desk.pause(Duration::from_millis(1500));
    desk.keys(&["ctrl+p"]);
    desk.pause(Duration::from_millis(1500));
}

/// The one job that the service got.
fn job(desk: &Desk, service: &Service) -> Received {
    let got = RefCell::new(Vec::new());
    desk.until("the printer has a job", |_| {
        got.borrow_mut().extend(service.take());
        !got.borrow().is_empty()
    });
    let mut got = got.into_inner();
    assert_eq!(got.len(), 1);
    got.remove(0)
}

#[test]
fn a_clerk_prints_three_copies_with_two_keys_and_a_number() {
    let data = tempfile::tempdir().expect("a folder");
    let service = Service::start("none");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.printers.clone_from(&service.server);
    desk.start();
    open_the_sheet(&desk, "gddl");
    desk.types("3");
    desk.keys(&["Return"]);
    let job = job(&desk, &service);
    for (name, value) in [("copies", "3"), ("print-scaling", "none"), ("media", "iso_a4_210x297mm")] {
        assert_eq!(job.attribute(name), Some(value), "{name} of {:?}", job.attributes);
    }
    assert!(job.document.starts_with(b"%PDF"));
    assert!(desk.is_running());
}

#[test]
fn the_list_of_today_is_printed_from_its_sheet() {
    let data = tempfile::tempdir().expect("a folder");
    let service = Service::start("none");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.printers.clone_from(&service.server);
    desk.start();
    desk.until("the village is there", has_six_notices);
    for keys in ["alt+1", "ctrl+p", "ctrl+p"] {
        desk.keys(&[keys]);
        desk.pause(Duration::from_millis(1500));
    }
    desk.types("2");
    desk.keys(&["Return"]);
    let job = job(&desk, &service);
    for (name, value) in [("copies", "2"), ("print-scaling", "none"), ("media", "iso_a4_210x297mm")] {
        assert_eq!(job.attribute(name), Some(value), "{name} of {:?}", job.attributes);
    }
    assert!(job.attribute("job-name").is_some_and(|name| name.starts_with("今天要办的事")), "{:?}", job.attributes);
    assert!(job.document.starts_with(b"%PDF"));
    assert!(desk.is_running());
}

#[test]
fn a_printer_out_of_paper_is_waited_for_and_the_job_can_be_sent_again() {
    let data = tempfile::tempdir().expect("a folder");
    let service = Service::start("media-empty-error");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.printers.clone_from(&service.server);
    desk.start();
    open_the_sheet(&desk, "gddl");
    desk.keys(&["Return"]);
    let first = job(&desk, &service);
    desk.pause(Duration::from_secs(1));
    desk.click(AGAIN.0, AGAIN.1);
    let second = job(&desk, &service);
    assert_eq!(first.document.len(), second.document.len());
    assert_eq!(first.attribute("job-name"), second.attribute("job-name"));
}

/// Where 再打一次 stands in the print sheet while a job is under way, in a window of 1366 × 768.
const AGAIN: (i32, i32) = (1146, 598);

#[test]
fn without_a_printer_the_sheet_opens_all_the_same_and_the_file_can_be_saved() {
    let data = tempfile::tempdir().expect("a folder");
    let page = data.path().join("page.pdf");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.start();
    open_the_sheet(&desk, "gddl");
    desk.keys(&["Return", "ctrl+e"]);
    desk.pause(Duration::from_secs(1));
    desk.types(page.to_str().expect("a UTF-8 path"));
    desk.keys(&["Return"]);
    desk.until("the PDF is there", |_| page.exists());
    assert!(desk.is_running());
}
