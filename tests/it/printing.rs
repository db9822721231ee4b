//! `gongshi printers`, `print` and `calibrate` against a printing service that keeps what it gets.

mod service;

use std::path::Path;
use std::process::{Command, Output};

use gongshi::domain::notice::NoticeId;
use gongshi::folder::Folder;
use gongshi::store::{EditionName, Store};
use serde_json::Value;
use service::{Received, Service};

fn gongshi(server: &str, arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_gongshi")).args(arguments).env("CUPS_SERVER", server).output();
    program.expect("the program starts")
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&said(output)).expect("JSON")
}

fn only(service: &Service) -> Received {
    let mut jobs = service.take();
    assert_eq!(jobs.len(), 1);
    jobs.remove(0)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

/// A data folder with a village's sample notices.
fn village(folder: &Path) -> String {
    let data = folder.join("数据");
    said(&gongshi("127.0.0.1:1", &["demo", "--notices", "3", "--data", text(&data)]));
    text(&data).to_owned()
}

/// Width and height of the first page in mm, and how many pages there are.
fn first_page(pdf: &Path) -> (f64, f64, usize) {
    let info = Command::new("pdfinfo").arg(pdf).output().expect("tests/run installs poppler");
    let info = String::from_utf8_lossy(&info.stdout).into_owned();
    let line = |start: &str| info.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
    let numbers = |line: String| -> Vec<f64> { line.split_whitespace().filter_map(|word| word.parse().ok()).collect() };
    let size = numbers(line("Page size:"));
    (size[0] / 72.0 * 25.4, size[1] / 72.0 * 25.4, numbers(line("Pages:"))[0] as usize)
}

/// From the first to the last dark pixel of a row of the first page, in mm, left of `from` not counted.
fn span(pdf: &Path, row: f64, from: f64) -> f64 {
    let stem = pdf.with_extension("");
    let drawn =
        Command::new("pdftoppm").args(["-gray", "-png", "-r", "254", "-singlefile"]).args([pdf, &stem]).status();
    assert!(drawn.expect("tests/run installs poppler").success());
    let picture = image::open(pdf.with_extension("png")).expect("a picture").to_luma8();
    let row = (row * 10.0) as u32;
    let dark: Vec<u32> =
        ((from * 10.0) as u32..picture.width()).filter(|x| picture.get_pixel(*x, row).0[0] < 160).collect();
    f64::from(dark[dark.len() - 1] - dark[0]) / 10.0
}

#[test]
fn the_printers_are_listed_with_what_they_take() {
    let service = Service::start("none");
    let told = said(&gongshi(&service.server, &["printers"]));
    assert_eq!(told, "office  办公室打印机  默认  双面  A4  A3  纸边最宽有 4.2 毫米印不到  纸盒 main、by-pass-tray\n");
    let listed = json(&gongshi(&service.server, &["printers", "--json"]));
    assert_eq!(listed[0]["name"], "office");
    assert_eq!(listed[0]["margins"]["bottom"], 4.23);
}

#[test]
fn a_notice_is_printed_at_its_true_size_with_what_was_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = village(folder.path());
    let service = Service::start("none");
    let asked = [
        "print",
        "1",
        "--data",
        &data,
        "--printer",
        "office",
        "--copies",
        "3",
        "--pages",
        "1",
        "--paper",
        "a3",
        "--across",
        "--duplex",
        "short",
        "--json",
    ];
    let printed = json(&gongshi(&service.server, &asked));
    assert_eq!((&printed["phase"], &printed["copies"]), (&Value::from("done"), &Value::from(3)));
    let job = only(&service);
    for (name, value) in [
        ("print-scaling", "none"),
        ("copies", "3"),
        ("media", "iso_a3_297x420mm"),
        ("sides", "two-sided-short-edge"),
        ("page-ranges", "1..1"),
        ("document-format", "application/pdf"),
    ] {
        assert_eq!(job.attribute(name), Some(value), "{name} of {:?}", job.attributes);
    }
    let pdf = folder.path().join("收到.pdf");
    std::fs::write(&pdf, &job.document).expect("a file");
    let (width, height, _) = first_page(&pdf);
    assert!((width - 420.0).abs() < 0.1 && (height - 297.0).abs() < 0.1, "{width} × {height}");
}

#[test]
fn every_job_says_that_nothing_is_scaled() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = village(folder.path());
    let service = Service::start("none");
    for more in [&[][..], &["--two-up"], &["--paper", "a1", "--tiles", "a4"], &["--tray", "by-pass-tray"]] {
        said(&gongshi(&service.server, &[&["print", "1", "--data", &data], more].concat()));
        assert_eq!(only(&service).attribute("print-scaling"), Some("none"), "{more:?}");
    }
    said(&gongshi(&service.server, &["calibrate", "--printer", "office"]));
    assert_eq!(only(&service).attribute("print-scaling"), Some("none"));
}

#[test]
fn one_spoiled_sheet_of_a_poster_is_printed_again_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = village(folder.path());
    let service = Service::start("none");
    let asked = ["print", "1", "--data", &data, "--paper", "a1", "--tiles", "a3", "--pages", "5", "--json"];
    let printed = json(&gongshi(&service.server, &asked));
    assert_eq!(printed["sheets"], 1);
    assert_eq!(only(&service).attribute("page-ranges"), Some("5..5"));
    let beyond = gongshi(&service.server, &["print", "1", "--data", &data, "--pages", "999"]);
    assert_eq!(beyond.status.code(), Some(2));
    assert!(service.take().is_empty());
}

#[test]
fn how_many_sheets_and_what_the_printer_does_not_reach_is_told_before_printing() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = village(folder.path());
    let rulers = folder.path().join("rulers.pdf");
    said(&gongshi("127.0.0.1:1", &["calibrate", "--out", text(&rulers)]));
    let service = Service::start("none");
    let poster = ["print", "1", "--data", &data, "--paper", "a1", "--tiles", "a4", "--dry-run", "--json"];
    let looked = json(&gongshi(&service.server, &poster));
    assert_eq!((&looked["sheets"], &looked["beyond_reach"]), (&Value::from(12), &Value::Array(Vec::new())));
    let told = gongshi(&service.server, &["print", text(&rulers), "--data", &data, "--dry-run"]);
    assert!(said(&told).contains("没有打印"), "{}", said(&told));
    let beside = String::from_utf8_lossy(&told.stderr);
    assert!(beside.contains("4.2 毫米") && beside.contains("左边、右边、上边、下边"), "{beside}");
    assert!(service.take().is_empty());
}

#[test]
fn a_tray_comes_with_the_size_of_its_paper() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = village(folder.path());
    let service = Service::start("none");
    said(&gongshi(&service.server, &["print", "1", "--data", &data, "--tray", "by-pass-tray"]));
    let job = only(&service);
    let media = job.attribute("media-col").expect("a collection");
    assert!(media.contains("by-pass-tray") && media.contains("21000") && media.contains("29700"), "{media}");
    assert_eq!(job.attribute("media"), None);
}

#[test]
fn a_pdf_file_goes_to_the_printer_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let rulers = folder.path().join("校准.pdf");
    said(&gongshi("127.0.0.1:1", &["calibrate", "--out", text(&rulers)]));
    let service = Service::start("none");
    let data = village(folder.path());
    said(&gongshi(&service.server, &["print", text(&rulers), "--data", &data]));
    let job = only(&service);
    assert_eq!(job.document, std::fs::read(&rulers).expect("the file"));
    assert_eq!((job.attribute("job-name"), job.attribute("media")), (Some("校准"), Some("iso_a4_210x297mm")));
}

#[test]
fn what_was_posted_is_printed_as_it_was_posted() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("数据");
    said(&gongshi("127.0.0.1:1", &["demo", "--notices", "12", "--data", text(&data)]));
    let store = Store::open_beside(&Folder::choose(Some(data.clone()))?.db())?;
    let mut wall = None;
    for id in 1..=12 {
        let editions = store.editions(NoticeId::from_stored(id))?;
        if let Some(edition) = editions.iter().find(|edition| edition.name == EditionName::Wall) {
            wall = Some((id.to_string(), store.edition_pdf(edition.id)?));
        }
    }
    let (id, pdf) = wall.ok_or("a posted notice among the samples")?;
    let service = Service::start("none");
    said(&gongshi(&service.server, &["print", &id, "--data", text(&data)]));
    assert_eq!(only(&service).document, pdf);
    Ok(())
}

#[test]
fn the_rulers_are_true_and_what_they_measured_corrects_what_is_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = village(folder.path());
    let service = Service::start("none");
    let rulers = folder.path().join("rulers.pdf");
    said(&gongshi(&service.server, &["calibrate", "--out", text(&rulers)]));
    let length = span(&rulers, 55.0, 35.0);
    assert!((length - 150.0).abs() < 0.5, "{length} mm");

    let measured = ["calibrate", "--printer", "office", "--measured", "148.5x240", "--data", &data];
    said(&gongshi(&service.server, &measured));
    said(&gongshi(&service.server, &["print", text(&rulers), "--data", &data]));
    let pdf = folder.path().join("corrected.pdf");
    std::fs::write(&pdf, only(&service).document).expect("a file");
    // The printer makes 148.5 mm of 150: of what it is sent now it makes 150.
    let on_paper = span(&pdf, 55.0, 35.0) * 148.5 / 150.0;
    assert!((on_paper - 150.0).abs() < 0.5, "{on_paper} mm");

    said(&gongshi(&service.server, &["calibrate", "--printer", "office", "--reset", "--data", &data]));
    said(&gongshi(&service.server, &["print", text(&rulers), "--data", &data]));
    assert_eq!(only(&service).document, std::fs::read(&rulers).expect("the file"));
}

#[test]
fn a_printer_out_of_paper_is_said_to_be_and_the_job_waits() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = village(folder.path());
    let service = Service::start("media-empty-error");
    let told = said(&gongshi(&service.server, &["print", "1", "--data", &data]));
    assert!(told.contains("缺纸") && told.contains("放入纸张"), "{told}");
    assert!(said(&gongshi(&service.server, &["printers"])).contains("缺纸"));
}

#[test]
fn what_cannot_be_printed_is_refused_in_one_sentence_with_a_way_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = village(folder.path());
    let service = Service::start("none");
    let no_pdf = folder.path().join("假.pdf");
    std::fs::write(&no_pdf, "not a PDF").expect("a file");
    for (arguments, word) in [
        (vec!["print", "1", "--data", &data, "--printer", "nowhere"], "nowhere"),
        (vec!["print", "1", "--data", &data, "--paper", "a1"], "--tiles"),
        (vec!["print", "99999", "--data", &data], "公示"),
        (vec!["print", text(&no_pdf), "--data", &data], "PDF"),
    ] {
        let output = gongshi(&service.server, &arguments);
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(error.trim_end().lines().count() == 1 && error.contains(word), "{error}");
        assert!(service.take().is_empty(), "{arguments:?}");
    }
    let gone = gongshi("127.0.0.1:1", &["printers"]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&gone.stderr).contains("打印服务"));
}
