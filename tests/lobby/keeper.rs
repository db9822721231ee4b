//! The main window keeps the screen: it starts it, starts it again, and what is done in it is seen at once.

use std::time::{Duration, Instant};

use gongshi::domain::lobby::{Phase, Settings};

use crate::lobby::{FIRST, Pc, SECOND};
use crate::office::Desk;
use crate::{START, is_playing};

/// The window stands and takes keys.
fn open(pc: &mut Pc) {
    pc.open_window();
    pc.within(START, "the window stands", |pc| pc.ink(FIRST) > 2_000);
    std::thread::sleep(Duration::from_secs(2));
}

/// Which page of its notice stands.
fn page(pc: &Pc) -> Option<u32> {
    Some(pc.status()?.showing.first()?.page.page)
}

/// Another process answers in the place of that one.
fn is_replaced(pc: &Pc, process: u32) -> bool {
    pc.answering().is_some_and(|answering| answering != process)
}

#[test]
fn the_window_starts_the_screen_and_starts_it_again_when_it_dies_or_hangs() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.set(&Settings { page_seconds: 2, chars_per_second: 1000, ..Settings::default() });
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 200);
    let mut pc = Pc::new(data.path());
    open(&mut pc);
    assert_eq!(pc.status(), None, "nothing is started before it is wanted");
    pc.keys(&["alt+4", "ctrl+Return"]);
    pc.within(START, "a page stands", is_playing);
    pc.within(Duration::from_secs(2), "it stands on the second monitor", |pc| pc.ink(SECOND) > 5_000);

    pc.within(Duration::from_secs(20), "the loop has come to its fourth page", |pc| page(pc) >= Some(3));
    let (first, stood) = (pc.answering().expect("a screen that answers"), page(&pc));
    pc.signal("-KILL", first);
    pc.within(Duration::from_secs(5), "killed, it answers again", |pc| is_replaced(pc, first));
    pc.within(START, "a page stands again", is_playing);
    assert!(page(&pc) >= stood, "it goes on where it was and does not begin anew");

    let second = pc.answering().expect("a screen that answers");
    pc.signal("-STOP", second);
    pc.within(Duration::from_secs(5), "hung, it is replaced by one that answers", |pc| is_replaced(pc, second));
    pc.within(START, "a page stands again", is_playing);
    pc.within(Duration::from_secs(2), "it is seen", |pc| pc.ink(SECOND) > 5_000);
}

#[test]
fn what_is_withdrawn_or_put_in_between_while_the_window_is_open_is_seen_within_a_second() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    let notice = desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 12);
    let mut pc = Pc::new(data.path());
    open(&mut pc);
    pc.keys(&["alt+4", "ctrl+Return"]);
    pc.within(START, "a page stands", is_playing);
    pc.within(Duration::from_secs(2), "it is seen", |pc| pc.ink(SECOND) > 5_000);
    let page = pc.pixels(SECOND);

    let raised = Instant::now();
    pc.command(&["alert", "今晚八点起停水", "--level", "red", "--minutes", "1"]);
    let is_red = |pc: &Pc| pc.pixels(SECOND)[..3] == [0x1E, 0x26, 0xB3];
    pc.within(Duration::from_secs(1), "the glass is red", is_red);
    // It stands its minute and goes by itself.
    std::thread::sleep(Duration::from_secs(55).saturating_sub(raised.elapsed()));
    assert!(is_red(&pc));
    pc.within(Duration::from_secs(8), "the page stands again", |pc| pc.pixels(SECOND) == page);
    assert!(raised.elapsed() >= Duration::from_secs(59));

    desk.withdraw(notice);
    pc.within(Duration::from_secs(1), "what was withdrawn is gone", |pc| pc.pixels(SECOND) != page);
    pc.within(Duration::from_secs(2), "the idle page stands", |pc| {
        pc.status().is_some_and(|status| status.phase == Phase::Idle)
    });
}
