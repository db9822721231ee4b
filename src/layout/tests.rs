use std::time::Instant;

use super::samples::subsidy;
use super::*;

/// Writes pages as pictures where someone wants to look at them.
fn picture(name: &str, document: &Document) {
    let Some(folder) = std::env::var_os("GONGSHI_PICTURES") else { return };
    let dots = if document.paged.pages()[0].frame.width().to_pt() > 1500.0 { 40.0 } else { 100.0 };
    let options = typst_render::RenderOptions { pixel_per_pt: (dots / 72.0_f64).into(), ..Default::default() };
    for (at, page) in document.paged.pages().iter().enumerate().take(6) {
        let pixels = typst_render::render(page, &options);
        let path = std::path::Path::new(&folder).join(format!("{name}-{}.png", at + 1));
        std::fs::write(path, pixels.encode_png().expect("png")).expect("written");
    }
    let last = document.paged.pages().last().expect("a page");
    let path = std::path::Path::new(&folder).join(format!("{name}-last.png"));
    std::fs::write(path, typst_render::render(last, &options).encode_png().expect("png")).expect("written");
}

#[test]
fn a_list_has_its_title_its_rows_and_its_tail() {
    let document = compose(&subsidy(320), &Fonts::bundled());
    picture("subsidy", &document);
    let words = dump(&document);
    assert!(words.contains("石桥镇2026年耕地地力保护补贴发放公示"), "{words}");
    assert_eq!(document.pages.last().map(|page| page.rows.end), Some(321));
    assert!(document.warnings.is_empty(), "{:?}", document.warnings);
}

#[test]
fn a_long_list_is_laid_out_before_the_clerk_looks_up() {
    let mut bulletin = subsidy(20_000);
    let mut composer = Composer::new(Fonts::bundled());
    let start = Instant::now();
    let document = composer.compose(&bulletin);
    let whole = start.elapsed();
    bulletin.title = samples::text("石桥镇2026年耕地地力保护补贴公示");
    let start = Instant::now();
    let again = composer.compose(&bulletin);
    let edit = start.elapsed();
    assert_eq!(document.pages.len(), again.pages.len());
    eprintln!("{} pages in {whole:?}, again in {edit:?}", document.pages.len());
}
