use super::*;
use crate::domain::printer::Calibration;
use crate::export::{PdfOptions, pdf, pixels, printer_pdf, sample};
use crate::layout::Document;

const DPI: f64 = 254.0;

/// Columns and rows with a dark pixel on a line of their own, in mm from the left and from the top.
fn ink(document: &Document) -> (Vec<f64>, Vec<f64>) {
    let picture = pixels(document, 0, DPI / 72.0).unwrap();
    let (width, height) = (picture.width as usize, picture.height as usize);
    let dark = |x: usize, y: usize| picture.rgba[(y * width + x) * 4] < 128;
    let columns = (0..width).filter(|x| (0..height).any(|y| dark(*x, y)));
    let rows = (0..height).filter(|y| (0..width).any(|x| dark(x, *y)));
    (columns.map(|x| x as f64 / 10.0).collect(), rows.map(|y| y as f64 / 10.0).collect())
}

/// From the first end tick of the ruler across to its last, found along the row just above the ruler.
fn ruler_length(document: &crate::layout::Document, row: f64) -> f64 {
    let picture = pixels(document, 0, DPI / 72.0).unwrap();
    let width = picture.width as usize;
    let row = (row * 10.0) as usize;
    let dark: Vec<usize> = (0..width).filter(|x| *x > 350 && picture.rgba[(row * width + x) * 4] < 128).collect();
    (dark[dark.len() - 1] - dark[0]) as f64 / 10.0
}

fn options() -> PdfOptions {
    PdfOptions { title: None, made: "2026-11-23T08:00:00Z".parse().unwrap() }
}

#[test]
fn the_rulers_are_as_long_as_they_say() {
    let page = ruler();
    let row = 60.0 - 5.0;
    assert!((ruler_length(&page, row) - Calibration::ACROSS).abs() < 0.3, "{}", ruler_length(&page, row));
}

#[test]
fn a_corrected_page_is_larger_by_what_the_printer_lacks() {
    let measured = Calibration::measured(148.5, 240.0).unwrap();
    let resized = resize(&ruler(), measured);
    let size = resized.paged.pages()[0].frame.size();
    assert!((size.x.to_mm() - 210.0).abs() < 0.01, "the sheet stays as it is");
    let length = ruler_length(&resized, 60.0 - 5.0);
    assert!((length * 148.5 / 150.0 - 150.0).abs() < 0.3, "{length} mm drawn");
}

#[test]
fn on_pages_that_lie_across_the_factors_change_places() {
    let measured = Calibration { across: 1.0, along: 1.02 };
    let (before, _) = ink(&sample::document(1, 297.0, 210.0));
    let (after, _) = ink(&resize(&sample::document(1, 297.0, 210.0), measured));
    let long = |columns: &[f64]| columns[columns.len() - 1] - columns[0];
    assert!((long(&after) / long(&before) - 1.02).abs() < 0.005, "{} {}", long(&before), long(&after));
}

#[test]
fn a_pdf_read_again_has_the_same_pages_at_the_same_size() {
    let pages = sample::document(2, 420.0, 297.0);
    let bytes = pdf(&pages, &options()).unwrap();
    let again = stored(bytes).unwrap();
    assert_eq!(again.paged.pages().len(), 2);
    let size = again.paged.pages()[0].frame.size();
    assert!((size.x.to_mm() - 420.0).abs() < 0.05 && (size.y.to_mm() - 297.0).abs() < 0.05, "{size:?}");
    let (before, after) = (ink(&pages), ink(&again));
    assert!((before.0[0] - after.0[0]).abs() < 0.3 && (before.1[0] - after.1[0]).abs() < 0.3, "{before:?} {after:?}");
    let resized = resize(&again, Calibration { across: 1.01, along: 1.01 });
    assert!(printer_pdf(&resized, &options()).unwrap().starts_with(b"%PDF"));
}

#[test]
fn what_is_no_pdf_is_refused() {
    let broken = stored(b"%PDF-1.7 and nothing more".to_vec());
    assert!(matches!(broken, Err(crate::export::ExportError::NotPdf)));
}

#[test]
fn ink_that_the_printer_does_not_reach_is_told_by_its_page() {
    let pages = sample::document(2, 210.0, 297.0);
    let told = |document: &Document, margins: Margins| -> Vec<usize> {
        beyond_reach(document, margins).unwrap().iter().map(|beyond| beyond.page).collect()
    };
    assert_eq!(told(&pages, Margins::even(5.0)), Vec::<usize>::new());
    assert_eq!(told(&pages, Margins::even(32.0)), [1, 2]);
    assert_eq!(told(&ruler(), Margins::even(4.0)), [1]);
    let coloured = sample::table(297.0, 420.0);
    assert_eq!(told(&coloured, Margins::even(4.0)), Vec::<usize>::new(), "its ground alone lies in the edge");
    assert_eq!(told(&coloured, Margins::even(32.0)), [1]);
}

#[test]
fn each_edge_has_its_own_margin_and_a_page_across_those_of_its_sheet_turned() {
    let upright = sample::document(1, 210.0, 297.0);
    let edges = |document: &Document, margins: Margins| -> Vec<Edge> {
        beyond_reach(document, margins).unwrap().into_iter().flat_map(|beyond| beyond.edges).collect()
    };
    let none = Margins::even(0.0);
    assert_eq!(edges(&upright, Margins { top: 60.0, ..none }), [Edge::Top]);
    assert_eq!(edges(&upright, Margins { left: 60.0, ..none }), [Edge::Left]);
    let across = sample::document(1, 297.0, 210.0);
    assert_eq!(edges(&across, Margins { left: 60.0, ..none }).first(), Some(&Edge::Top));
    assert_eq!(in_ranges(&[1, 2, 3, 5, 7, 8]), "1-3,5,7-8");
}

#[test]
fn one_job_goes_on_one_size_of_paper() {
    assert_eq!(common_paper(&[(210.0, 297.0), (297.0, 210.0)]).unwrap(), (210.0, 297.0));
    assert!(common_paper(&[(210.0, 297.0), (297.0, 420.0)]).is_err());
}
