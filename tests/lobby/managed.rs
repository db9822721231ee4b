//! Under a window manager, as on every real desktop: nothing covers the screen, and it is left with its PIN alone.

use std::time::Duration;

use crate::lobby::{FIRST, Pc, SECOND};
use crate::office::Desk;
use crate::{START, is_playing};

const GREEN: u32 = 0x00_20_A0_20;

fn is_green(pixels: &[u8]) -> bool {
    pixels[..3] == [0x20, 0xA0, 0x20]
}

#[test]
fn another_full_screen_window_does_not_cover_the_pages_and_the_pointer_is_hidden() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.store().set_lobby_pin(Some("2468")).expect("a PIN");
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 12);
    let mut pc = Pc::new(data.path());
    pc.manage();
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    std::thread::sleep(Duration::from_secs(3));
    assert!(pc.ink(SECOND) > 5_000 && pc.ink(FIRST) == 0, "the window manager leaves it on the second monitor");
    let page = pc.pixels(SECOND);
    assert!(pc.hides_the_pointer(SECOND));

    pc.fill(FIRST, GREEN);
    pc.within(Duration::from_secs(3), "the clerk's own program fills her monitor", |pc| is_green(&pc.pixels(FIRST)));
    assert!(pc.pixels(SECOND) == page);
    pc.fill(SECOND, GREEN);
    std::thread::sleep(Duration::from_secs(3));
    assert!(pc.pixels(SECOND) == page, "the page stands over it");
    assert!(pc.is_running());
}

#[test]
fn neither_the_window_managers_close_nor_a_key_takes_the_pages_away_without_the_pin() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.store().set_lobby_pin(Some("2468")).expect("a PIN");
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 12);
    let mut pc = Pc::new(data.path());
    pc.manage();
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    std::thread::sleep(Duration::from_secs(3));
    let page = pc.pixels(SECOND);
    pc.keys(&["alt+F4"]);
    pc.within(Duration::from_secs(3), "the PIN is asked for", |pc| pc.pixels(SECOND) != page);
    pc.keys(&["1", "3", "5", "7", "Return", "alt+F4"]);
    std::thread::sleep(Duration::from_secs(2));
    assert!(pc.is_running(), "a wrong PIN leaves nothing, and asking twice neither");
    pc.keys(&["Escape"]);
    pc.within(Duration::from_secs(3), "the page stands again", |pc| pc.pixels(SECOND) == page);
    pc.close_politely();
    pc.within(Duration::from_secs(3), "the PIN is asked for", |pc| pc.pixels(SECOND) != page);
    pc.keys(&["2", "4", "6", "8", "Return"]);
    pc.ends_within(Duration::from_secs(3));
    assert_eq!(pc.status(), None, "it takes its sign of life away");
}
