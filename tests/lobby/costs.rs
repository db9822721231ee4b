//! What the screen costs while nothing moves on it.

use std::time::Duration;

use gongshi::domain::lobby::{Layout, Settings};

use crate::lobby::Pc;
use crate::office::Desk;
use crate::{START, is_playing};

const SECONDS: u64 = 40;
/// Of ten milliseconds each; a quiet PC counts two or three.
const MOST_TICKS: u64 = 10;
/// The window answers once a second that it is alive. Drawn anew once a second it would wake twice.
const MOST_WAKES: u64 = SECONDS * 3 / 2;
/// A sign of life a second, a look at the data five times in two seconds, and those who pass the word on: nine a second.
const MOST_OF_ALL: u64 = SECONDS * 15;

#[test]
fn a_still_page_costs_next_to_nothing() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    let still = Settings { page_seconds: 3600, chars_per_second: 1_000_000, ..Settings::default() };
    desk.set(&Settings { layout: Layout::SideList, clock: true, ..still });
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 120);
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    std::thread::sleep(Duration::from_secs(6));
    let (ticks, (window, all)) = (pc.ticks(), pc.wakes());
    std::thread::sleep(Duration::from_secs(SECONDS));
    let (spent, now) = (pc.ticks() - ticks, pc.wakes());
    let (window, all) = (now.0 - window, now.1 - all);
    assert!(spent <= MOST_TICKS, "{spent} ticks");
    assert!(window <= MOST_WAKES, "the window woke {window} times");
    assert!(all <= MOST_OF_ALL, "{all} wakes");
}
