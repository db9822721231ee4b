//! `gongshi print` through a real CUPS server to an IPP printer that keeps what it gets. `tests/run` starts both
//! (`tests/printers/start`) and names their folder in `GONGSHI_PRINTERS`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

struct Printers {
    folder: PathBuf,
    server: String,
}

/// What the printer got.
struct Sheet {
    /// Lines NAME=VALUE.
    attributes: String,
    document: PathBuf,
}

impl Printers {
    fn started() -> Self {
        let folder = PathBuf::from(std::env::var_os("GONGSHI_PRINTERS").expect("tests/run starts printers"));
        let server = fs::read_to_string(folder.join("server")).expect("a running server");
        Self { folder, server: server.trim().to_owned() }
    }

    fn gongshi(&self, arguments: &[&str]) -> String {
        self.answer(arguments).0
    }

    /// What it says, and what it says beside that.
    fn answer(&self, arguments: &[&str]) -> (String, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gongshi"));
        let output = program.args(arguments).env("CUPS_SERVER", &self.server).output().expect("the program starts");
        let [said, beside] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert!(output.status.success(), "{beside}");
        (said, beside)
    }

    fn jobs(&self) -> BTreeSet<PathBuf> {
        let entries = fs::read_dir(self.folder.join("jobs")).expect("the printer's folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths.filter(|path| path.extension().is_none()).collect()
    }

    /// Prints, and waits for the printer.
    fn print(&self, arguments: &[&str]) -> Sheet {
        let before = self.jobs();
        self.gongshi(&[&["print", "--wait", "60"], arguments].concat());
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            if let Some(job) = self.jobs().difference(&before).next() {
                let attributes = fs::read_to_string(job.join("attributes")).expect("what was asked for");
                return Sheet { attributes, document: job.join("document") };
            }
            assert!(Instant::now() < end, "nothing was printed");
            thread::sleep(Duration::from_millis(200));
        }
    }
}

impl Sheet {
    /// Pages, and the first one's width and height in mm.
    fn size(&self) -> (usize, f64, f64) {
        let info = Command::new("pdfinfo").arg(&self.document).output().expect("tests/run installs poppler");
        let info = String::from_utf8_lossy(&info.stdout).into_owned();
        let numbers = |start: &str| -> Vec<f64> {
            let line = info.lines().find(|line| line.starts_with(start)).unwrap_or_default();
            line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
        };
        let size = numbers("Page size:");
        (numbers("Pages:")[0] as usize, size[0] / 72.0 * 25.4, size[1] / 72.0 * 25.4)
    }

    /// The first page at ten pixels to the millimetre.
    fn picture(&self, folder: &Path) -> image::GrayImage {
        let stem = folder.join("sheet");
        let mut drawing = Command::new("pdftoppm");
        drawing.args(["-gray", "-png", "-r", "254", "-singlefile"]).args([&self.document, &stem]);
        assert!(drawing.status().expect("tests/run installs poppler").success());
        image::open(stem.with_extension("png")).expect("a picture").to_luma8()
    }
}

/// In mm, from the first dark pixel to the last.
fn span(dark: impl Iterator<Item = bool>) -> f64 {
    let places: Vec<usize> = dark.enumerate().filter_map(|(at, dark)| dark.then_some(at)).collect();
    (places[places.len() - 1] - places[0]) as f64 / 10.0
}

/// One after the other: they share the printer.
#[test]
#[ignore = "needs a CUPS server and a printer: tests/run starts them"]
fn what_the_printer_gets_is_as_large_as_it_was_designed() {
    let printers = Printers::started();
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let data = data.to_str().expect("a UTF-8 path");
    printers.gongshi(&["demo", "--notices", "3", "--data", data]);
    assert!(printers.gongshi(&["printers"]).contains("办公室打印机"));
    rulers_keep_their_length(&printers, folder.path(), data);
    a_landscape_notice_fills_a3(&printers, data);
    a_poster_comes_on_its_sheets(&printers, data);
    the_white_edge_of_another_printer_is_warned_of(&printers, data);
}

fn rulers_keep_their_length(printers: &Printers, folder: &Path, data: &str) {
    let rulers = folder.join("rulers.pdf");
    let rulers = rulers.to_str().expect("a UTF-8 path");
    printers.gongshi(&["calibrate", "--out", rulers]);
    let sheet = printers.print(&[rulers, "--data", data]);
    let (pages, width, height) = sheet.size();
    assert!(pages == 1 && (width - 210.0).abs() < 0.5 && (height - 297.0).abs() < 0.5, "{width} × {height}");
    let picture = sheet.picture(folder);
    let across = span((350..picture.width()).map(|x| picture.get_pixel(x, 550).0[0] < 160));
    assert!((across - 150.0).abs() < 0.5, "{across} mm across");
    // A column that only the end lines of the ruler downwards cross.
    let along = span((250..2800).map(|y| picture.get_pixel(230, y).0[0] < 160));
    assert!((along - 240.0).abs() < 0.5, "{along} mm along");
}

fn a_landscape_notice_fills_a3(printers: &Printers, data: &str) {
    let sheet = printers.print(&[
        "1", "--data", data, "--paper", "a3", "--across", "--duplex", "short", "--tray", "manual", "--copies", "2",
    ]);
    let (_, width, height) = sheet.size();
    let (short, long) = (width.min(height), width.max(height));
    assert!((short - 297.0).abs() < 0.5 && (long - 420.0).abs() < 0.5, "{width} × {height}");
    for asked in ["IPP_SIDES=two-sided-short-edge", "IPP_COPIES=2", "x-dimension=29700", "media-source=manual"] {
        assert!(sheet.attributes.contains(asked), "{asked} in {}", sheet.attributes);
    }
}

fn a_poster_comes_on_its_sheets(printers: &Printers, data: &str) {
    let sheet = printers.print(&["1", "--data", data, "--paper", "a1", "--tiles", "a4", "--pages", "2,5"]);
    let (pages, width, height) = sheet.size();
    assert!(pages == 2 && (width.min(height) - 210.0).abs() < 0.5, "{pages} pages of {width} × {height}");
}

/// The page's foot stands in it, its head and its sides do not.
fn the_white_edge_of_another_printer_is_warned_of(printers: &Printers, data: &str) {
    let asked = |printer| ["print", "2", "--data", data, "--dry-run", "--json", "--printer", printer];
    let (said, beside) = printers.answer(&asked("wide"));
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(said["beyond_reach"][0]["edges"], serde_json::json!(["bottom"]), "{said}");
    assert!(beside.contains("下边") && beside.contains("印不到"), "{beside}");
    let (said, beside) = printers.answer(&asked("office"));
    assert!(said.contains("\"beyond_reach\": []") || said.contains("\"beyond_reach\":[]"), "{said}");
    assert_eq!(beside, "");
}
