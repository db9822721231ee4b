//! The lobby screen on a PC with two monitors, with real windows and a real keyboard.

mod costs;
mod keeper;
mod lobby;
mod managed;
mod office;

use std::time::Duration;

use gongshi::domain::lobby::{Alert, AlertLevel, Item, Phase, Settings, Transition, Warning};
use jiff::Timestamp;
use lobby::{Area, FIRST, Pc, SECOND};
use office::Desk;

/// Starting, reading and drawing the first page, on a PC that does other things as well.
const START: Duration = Duration::from_secs(20);

fn is_playing(pc: &Pc) -> bool {
    pc.status().is_some_and(|status| status.phase == Phase::Playing)
}

#[test]
fn the_pages_stand_on_the_second_monitor_and_come_back_to_it() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 12);
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    pc.within(Duration::from_secs(2), "it stands on the second monitor", |pc| pc.ink(SECOND) > 5_000);
    assert_eq!(pc.ink(FIRST), 0, "nothing stands on the clerk's monitor");
    let page = pc.pixels(SECOND);

    pc.unplug();
    let gone = |pc: &Pc| pc.status().is_some_and(|status| status.phase == Phase::NoMonitor);
    pc.within(Duration::from_secs(3), "it waits for its monitor and says so", gone);
    assert_eq!(pc.ink(FIRST), 0, "it does not go over to the clerk's monitor");
    pc.plug();
    let back = pc.within(Duration::from_secs(3), "the same page stands where it stood", |pc| pc.pixels(SECOND) == page);
    assert!(back < Duration::from_secs(3) && pc.is_running());
}

#[test]
fn a_notice_is_gone_within_a_second_of_being_withdrawn_even_the_only_one() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    let notice = desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 12);
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    pc.within(Duration::from_secs(2), "it is seen", |pc| pc.ink(SECOND) > 5_000);
    let page = pc.pixels(SECOND);
    desk.withdraw(notice);
    pc.within(Duration::from_secs(1), "it is gone", |pc| pc.pixels(SECOND) != page);
    pc.within(Duration::from_secs(2), "the idle page stands", |pc| {
        pc.status().is_some_and(|status| status.phase == Phase::Idle) && pc.ink(SECOND) > 5_000
    });
}

#[test]
fn the_offices_own_pictures_take_turns_with_the_notices_and_go_at_once_when_taken_off() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.set(&Settings { page_seconds: 2, chars_per_second: 1000, ..Settings::default() });
    let notice = desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 3);
    let set = desk.show_picture([20, 160, 20], "上山不带火");
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    let shows = |pc: &Pc, item| {
        pc.status().is_some_and(|status| status.showing.first().is_some_and(|showing| showing.page.of == item))
    };
    pc.within(START, "the notice stands", |pc| shows(pc, Item::Notice(notice)));
    pc.within(START, "the picture stands", |pc| shows(pc, Item::Pictures(set)));
    let is_green = |pc: &Pc| {
        let pixels = pc.pixels(SECOND);
        let middle = (400 * 1920 + 960) * 4;
        pixels[middle + 1].abs_diff(160) < 12 && pixels[middle].abs_diff(20) < 12
    };
    pc.within(Duration::from_secs(20), "it is seen", is_green);
    desk.store().remove_pictures(set, "李会计").expect("a set");
    pc.within(Duration::from_secs(1), "it is gone", |pc| !is_green(pc));
    std::thread::sleep(Duration::from_secs(3));
    assert!(shows(&pc, Item::Notice(notice)) && !is_green(&pc));
}

#[test]
fn what_was_shown_is_written_down_however_the_program_ends() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.set(&Settings { page_seconds: 2, chars_per_second: 1000, ..Settings::default() });
    let notice = desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 40);
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    std::thread::sleep(Duration::from_secs(11));
    pc.kill();
    let before = desk.store().screen_log_summary(notice).expect("a log");
    assert!(before.times >= 3 && before.millis >= 5_000, "{before:?}");
    pc.start(&[]);
    pc.within(START, "it plays again", |pc| {
        pc.status().is_some_and(|status| status.phase == Phase::Playing && status.answers(Timestamp::now()))
    });
    std::thread::sleep(Duration::from_secs(11));
    let after = desk.store().screen_log_summary(notice).expect("a log");
    assert!(after.times > before.times && after.millis >= before.millis + 5_000, "{before:?}, then {after:?}");
}

#[test]
fn a_warning_comes_over_everything_and_goes_by_itself() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.set(&Settings { transition: Transition::Fade, ..Settings::default() });
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 12);
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    pc.within(Duration::from_secs(2), "it is seen", |pc| pc.ink(SECOND) > 5_000);
    let page = pc.pixels(SECOND);
    let now = Timestamp::now();
    let mut alert = Alert::new("今晚八点起停水", AlertLevel::Red, 1, "石桥镇人民政府", now).expect("an alert");
    alert.until = now + jiff::SignedDuration::from_secs(6);
    desk.store().raise_alert(&alert).expect("an alert");
    let is_red =
        |pc: &Pc| pc.pixels(SECOND)[..4] == [0x1E, 0x26, 0xB3, 0xFF] || pc.pixels(SECOND)[..3] == [0x1E, 0x26, 0xB3];
    pc.within(Duration::from_secs(2), "the glass is red", is_red);
    pc.within(Duration::from_secs(8), "the page stands again", |pc| pc.pixels(SECOND) == page);
}

/// `GONGSHI_OFFICE=DIR cargo test --test lobby an_office -- --ignored`: an office to look at by hand.
#[test]
#[ignore = "makes a folder to look at"]
fn an_office_to_look_at() {
    let folder = std::env::var_os("GONGSHI_OFFICE").expect("GONGSHI_OFFICE names a folder");
    let mut desk = Desk::new(std::path::Path::new(&folder));
    if let Ok(layout) = std::env::var("GONGSHI_LAYOUT") {
        let layout = serde_json::from_value(layout.into()).expect("side-list, list-board, two-pages, portrait");
        desk.set(&Settings { layout, ..Settings::default() });
    }
    let rows: usize = std::env::var("GONGSHI_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(30);
    for (kind, title) in [
        ("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表"),
        ("dibao-initial", "石桥镇2026年第三季度农村最低生活保障对象公示"),
        ("sangong", "石桥镇2026年上半年“三公”经费支出公示"),
        ("gaoling-jintie", "石桥镇2026年8月高龄津贴发放公示"),
        ("canji-butie", "石桥镇2026年8月困难残疾人生活补贴和重度残疾人护理补贴发放公示"),
        ("zhongliang", "双河村2026年种粮农民补贴面积公示"),
    ] {
        desk.hang(kind, title, rows);
    }
}

#[test]
fn another_resolution_is_filled_within_three_seconds() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 12);
    let mut pc = Pc::new(data.path());
    pc.start(&["--monitor", "DUMMY1"]);
    pc.within(START, "a page stands", is_playing);
    pc.within(Duration::from_secs(2), "it is seen", |pc| pc.ink(SECOND) > 5_000);
    pc.set_second(1280, 720);
    let right = Area { x: 1920 + 1180, y: 0, width: 100, height: 720 };
    pc.within(Duration::from_secs(3), "the page is as wide as the monitor now", |pc| {
        let status = pc.status();
        status.and_then(|status| status.monitor).is_some_and(|monitor| monitor.width == 1280) && pc.ink(right) > 100
    });
    let beyond = Area { x: 1920 + 1280, y: 0, width: 640, height: 1080 };
    pc.within(Duration::from_secs(1), "nothing stands beyond it", |pc| pc.ink(beyond) == 0);
}

#[test]
fn the_screen_is_left_with_its_pin_alone() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.store().set_lobby_pin(Some("2468")).expect("a PIN");
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 12);
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    std::thread::sleep(Duration::from_secs(1));
    pc.keys(&["Escape", "1", "3", "5", "7", "Return"]);
    std::thread::sleep(Duration::from_secs(2));
    assert!(pc.is_running(), "a wrong PIN leaves nothing");
    pc.keys(&["2", "4", "6", "8", "Return"]);
    pc.ends_within(Duration::from_secs(3));
    assert_eq!(pc.status(), None, "it takes its sign of life away");
}

#[test]
fn a_passer_by_stops_the_loop_and_it_goes_on_by_itself_only_where_that_is_allowed() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 40);
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    std::thread::sleep(Duration::from_secs(1));
    let page = |pc: &Pc| pc.status().and_then(|status| Some((status.phase, status.showing.first()?.page.page)));
    pc.keys(&["Right"]);
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(page(&pc), Some((Phase::Playing, 0)), "off by default");
    desk.set(&Settings { touch: true, ..Settings::default() });
    std::thread::sleep(Duration::from_secs(1));
    pc.keys(&["Right"]);
    pc.within(Duration::from_secs(3), "the next page stands", |pc| page(pc) == Some((Phase::Reading, 1)));
    pc.keys(&["Left", "Escape"]);
    pc.within(Duration::from_secs(3), "the loop goes on", |pc| page(pc) == Some((Phase::Playing, 0)));
}

#[test]
fn a_broken_page_is_passed_over_and_named_and_the_others_play_on() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.set(&Settings { page_seconds: 2, chars_per_second: 1000, ..Settings::default() });
    let broken = desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 3);
    let sound = desk.hang("gengdi-dili", "双河村2026年耕地地力保护补贴公示表", 3);
    let db = rusqlite::Connection::open(data.path().join("gongshi.db")).expect("the database");
    db.execute_batch("DROP TRIGGER edition_is_never_changed").expect("a damaged file");
    db.execute("UPDATE edition SET pdf = x'00' WHERE notice = ?1", [broken.get()]).expect("a damaged page");
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    pc.within(START, "the sound notice stands", |pc| {
        let showing = pc.status().map(|status| status.showing).unwrap_or_default();
        showing.iter().any(|showing| showing.page.of == Item::Notice(sound))
    });
    let is_named = |warning: &Warning| matches!(warning, Warning::PageBroken(page) if page.of == Item::Notice(broken));
    let warned = |pc: &Pc| pc.status().is_some_and(|status| status.warnings.iter().any(is_named));
    pc.within(Duration::from_secs(5), "the broken page is named", warned);
    for _ in 0..20 {
        std::thread::sleep(Duration::from_millis(200));
        assert!(pc.ink(SECOND) > 5_000, "never a black screen");
    }
}

#[test]
fn while_the_database_is_locked_the_pages_play_on() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(data.path());
    desk.set(&Settings { page_seconds: 2, chars_per_second: 1000, ..Settings::default() });
    desk.hang("gengdi-dili", "石桥村2026年耕地地力保护补贴公示表", 40);
    let mut pc = Pc::new(data.path());
    pc.start(&[]);
    pc.within(START, "a page stands", is_playing);
    let db = rusqlite::Connection::open(data.path().join("gongshi.db")).expect("the database");
    db.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let warned = |pc: &Pc| pc.status().is_some_and(|status| status.warnings.contains(&Warning::LogNotWritten));
    pc.within(Duration::from_secs(25), "it says that nothing can be written down", warned);
    let turn = |pc: &Pc| pc.status().map(|status| status.turn);
    let before = turn(&pc);
    pc.within(Duration::from_secs(5), "pages turn all the same", |pc| turn(pc) != before);
    assert!(pc.status().is_some_and(|status| status.answers(Timestamp::now())));
    drop(db);
    pc.within(Duration::from_secs(20), "what was shown meanwhile is written down", |pc| !warned(pc));
}
