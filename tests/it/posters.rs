//! `gongshi make` on sheets of paper other than the page's own.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn make(out: &Path, more: &[&str]) -> Value {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples/三公经费.xlsx");
    let output = Command::new(env!("CARGO_BIN_EXE_gongshi"))
        .args(["make", sample.to_str().expect("a UTF-8 path"), "--kind", "sangong", "--json", "--out"])
        .arg(out)
        .args(more)
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Each page's width and height in mm, as poppler reads them.
fn page_sizes(pdf: &Path) -> Vec<(f64, f64)> {
    let output = Command::new("pdfinfo").args(["-f", "1", "-l", "999"]).arg(pdf).output();
    let output = output.expect("tests/run installs poppler");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let sizes = text.lines().filter(|line| line.starts_with("Page") && line.contains(" size:")).map(|line| {
        let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [.., width, height] = numbers[..] else { panic!("{line}") };
        (width / 72.0 * 25.4, height / 72.0 * 25.4)
    });
    sizes.collect()
}

fn assert_size(found: (f64, f64), wanted: (f64, f64)) {
    assert!((found.0 - wanted.0).abs() < 0.1 && (found.1 - wanted.1).abs() < 0.1, "{found:?} for {wanted:?}");
}

#[test]
fn an_a1_poster_is_twelve_a4_or_six_a3_sheets() {
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = folder.path().join("海报.pdf");
    for (tiles, count, size) in [("a4", 12, (210.0, 297.0)), ("a3", 6, (420.0, 297.0))] {
        let report = make(&pdf, &["--paper", "a1", "--tiles", tiles]);
        assert_eq!(report["sheets"].as_u64(), report["pages"].as_u64().map(|pages| pages * count), "{report}");
        let sizes = page_sizes(&pdf);
        assert_eq!(Some(sizes.len() as u64), report["sheets"].as_u64());
        sizes.iter().for_each(|found| assert_size(*found, size));
    }
}

#[test]
fn two_a4_pages_stand_on_one_a3_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = folder.path().join("二合一.pdf");
    for (more, size) in [(["--two-up"].as_slice(), (420.0, 297.0)), (&["--two-up", "--across"], (297.0, 420.0))] {
        let report = make(&pdf, more);
        assert_eq!(report["sheets"].as_u64(), report["pages"].as_u64().map(|pages| pages.div_ceil(2)), "{report}");
        page_sizes(&pdf).iter().for_each(|found| assert_size(*found, size));
    }
}

/// Where upright lines stand on a sheet in mm from its left edge, looked for between 6 and 8 mm from its top.
fn upright_lines(pdf: &Path, sheet: usize) -> Vec<f64> {
    let number = sheet.to_string();
    let picture = pdf.with_file_name("sheet.png");
    let stem = picture.with_extension("");
    let drawn = Command::new("pdftoppm")
        .args(["-gray", "-png", "-r", "254", "-singlefile", "-f", &number, "-l", &number])
        .args([pdf, &stem])
        .status();
    assert!(drawn.expect("tests/run installs poppler").success());
    let picture = image::open(&picture).expect("a picture").to_luma8();
    let is_line = |x: &u32| (60..80).all(|y| picture.get_pixel(*x, y).0[0] < 235);
    let found: Vec<u32> = (0..picture.width()).filter(is_line).collect();
    let single = found.chunk_by(|left, right| left + 1 == *right);
    single.map(|run| (f64::from(run[0]) + run.len() as f64 / 2.0) / 10.0).collect()
}

#[test]
fn the_marks_on_the_printed_sheets_add_up_to_the_width_of_the_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = folder.path().join("海报.pdf");
    for (tiles, columns) in [("a4", 4), ("a3", 2)] {
        make(&pdf, &["--paper", "a1", "--tiles", tiles]);
        let mut width = 0.0;
        for sheet in 1..=columns {
            let lines = upright_lines(&pdf, sheet);
            let (first, last) = (lines[0], lines[lines.len() - 1]);
            assert!(lines.len() == 2 && (first - 5.3).abs() < 0.5, "sheet {sheet}: {lines:?}");
            // Either line stands 0.2 mm outside of what it marks.
            width += last - first - 0.4;
        }
        assert!((width - 594.0).abs() < 0.5, "{width} mm on {tiles}");
    }
}
