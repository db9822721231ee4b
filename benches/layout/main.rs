//! How long a list takes: composed, written as PDF, and, as the measure of both, the same glyphs written by krilla alone.
//!
//! `cargo bench --bench layout` ends with the ratios the program is held to.

#![expect(clippy::print_stdout, reason = "the figures are what a bench is for")]

mod list;
mod peer;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput};
use gongshi::domain::bulletin::Bulletin;
use gongshi::export::{self, PdfOptions};
use gongshi::layout::{self, Composer, Document, Fonts};

const SIZES: [usize; 5] = [1_000, 5_000, 10_000, 20_000, 50_000];
/// How often each is timed for the ratios; of the times the fastest counts, being the least disturbed.
const ROUNDS: usize = 7;

fn options() -> PdfOptions {
    PdfOptions { title: None, made: jiff::Timestamp::UNIX_EPOCH }
}

fn compose(bulletin: &Bulletin) -> Document {
    layout::compose(bulletin, &Fonts::bundled())
}

fn pdf(document: &Document) -> Vec<u8> {
    export::pdf(document, &options()).expect("a list that can be written")
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("list");
    group.sample_size(10);
    for rows in SIZES {
        group.throughput(Throughput::Elements(rows as u64));
        let bulletin = list::bulletin(rows);
        let document = compose(&bulletin);
        let pages = peer::take_apart(&document.paged);
        group.bench_function(BenchmarkId::new("compose", rows), |bencher| bencher.iter(|| compose(&bulletin)));
        group.bench_function(BenchmarkId::new("pdf", rows), |bencher| bencher.iter(|| pdf(&document)));
        group.bench_function(BenchmarkId::new("krilla", rows), |bencher| bencher.iter(|| peer::write(&pages)));
    }
    group.finish();
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn median(mut ratios: [f64; ROUNDS]) -> f64 {
    ratios.sort_by(f64::total_cmp);
    ratios[ROUNDS / 2]
}

/// Cost a row against the smallest list (1.00 is linear growth), and compose + PDF against krilla.
fn ratios() {
    println!(
        "{:>7} {:>12} {:>12} {:>12} {:>14} {:>10}",
        "rows", "compose", "pdf", "krilla", "a row, growth", "vs krilla"
    );
    let mut first = None;
    for rows in SIZES {
        let bulletin = list::bulletin(rows);
        let document = compose(&bulletin);
        let pages = peer::take_apart(&document.paged);
        // In turn, so that a busy moment of the machine hits all three.
        let rounds: [[Duration; 3]; ROUNDS] = std::array::from_fn(|_| {
            [timed(|| compose(&bulletin)), timed(|| pdf(&document)), timed(|| peer::write(&pages))]
        });
        let [composing, writing, alone] =
            [0, 1, 2].map(|at| rounds.iter().map(|round| round[at]).min().unwrap_or_default());
        let ours = composing + writing;
        let a_row = ours.as_secs_f64() / rows as f64;
        let growth = a_row / *first.get_or_insert(a_row);
        // Of one round each, because two minima may come from a busy and a quiet moment.
        let against = median(rounds.map(|[compose, pdf, krilla]| (compose + pdf).as_secs_f64() / krilla.as_secs_f64()));
        println!("{rows:>7} {composing:>12.1?} {writing:>12.1?} {alone:>12.1?} {growth:>14.2} {against:>10.2}");
    }
}

/// From one changed cell to the new pages, as the editor lays out while someone types: a name as long as the one before,
/// and one so long that all columns move. Before it the list goes through the gate; after it the old one is let go.
fn edits() {
    println!("{:>7} {:>12} {:>12} {:>12} {:>12} {:>12}", "rows", "gate", "let go", "first", "one cell", "widths too");
    for rows in [45, 20_000] {
        let content = list::content(rows);
        let gate = (0..8).map(|_| timed(|| list::passed(&content))).min().unwrap_or_default();
        let before = list::bulletin(rows);
        let gone = list::bulletin(rows);
        let gone = timed(|| drop(gone));
        let mut composer = Composer::new(Fonts::bundled());
        let first = timed(|| composer.compose(&before));
        let [same, wider] = ["司马光", "司马相如"].map(|name| {
            let after = list::edited(rows, name);
            let turns = (0..8).map(|at| timed(|| composer.compose(if at % 2 == 0 { &after } else { &before })));
            turns.min().unwrap_or_default()
        });
        println!("{rows:>7} {gate:>12.1?} {gone:>12.1?} {first:>12.1?} {same:>12.1?} {wider:>12.1?}");
    }
}

fn main() {
    // `cargo test --benches` and `--list` only want to know that it starts.
    let mut criterion = Criterion::default().configure_from_args();
    benches(&mut criterion);
    let asked: Vec<String> = std::env::args().skip(1).collect();
    if asked.iter().any(|argument| argument == "--bench") {
        // `cargo bench --bench layout -- edits` asks for these alone.
        if !asked.iter().any(|argument| argument == "edits") {
            ratios();
        }
        edits();
    }
    criterion.final_summary();
}
