//! What the screen costs while nothing moves on it.

use std::time::Duration;

use gongshi::domain::lobby::{Layout, Settings};

use crate::lobby::Pc;
use crate::office::Desk;
use crate::{START, is_playing};

/// Of ten milliseconds each. A sign of life a second and a look at the data five times in two seconds come to one or two; the
/// glass drawn anew once a second, or a thread that does not wait, to far more.
const MOST: u64 = 8;
const TIME: Duration = Duration::from_secs(40);

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
    let before = pc.ticks();
    std::thread::sleep(TIME);
    let spent = pc.ticks() - before;
    assert!(spent <= MOST, "{spent} ticks in {TIME:?}");
}
