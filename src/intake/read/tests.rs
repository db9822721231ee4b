//! The promises to whoever drops a file: what an office sends is read, what is no table is refused at once.

mod hostile;
mod nasty;
mod samples;

use super::*;
use crate::domain::table::Cell;
use crate::intake::sheet::Sheet;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples").join(name)).unwrap()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn number(text: &str) -> Cell {
    Cell::Number(text.parse().unwrap())
}

fn only_sheet(name: &str, bytes: Vec<u8>) -> Sheet {
    let mut book = read_bytes(name, bytes).unwrap();
    assert_eq!(book.sheets.len(), 1);
    book.sheets.remove(0)
}
