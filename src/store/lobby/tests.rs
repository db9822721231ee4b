use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::lobby::{Alert, AlertLevel, PageRef, Phase, Settings, Shown, Status, Transition};
use crate::domain::notice::{Content, NoticeId};
use crate::store::{Clock, StoreError};

type TestResult = std::result::Result<(), Box<dyn std::error::Error>>;

fn store() -> Result<Store> {
    let mut store = Store::in_memory()?;
    let at =
        TimeZone::fixed(jiff::tz::offset(8)).to_zoned_datetime(date(2026, 7, 18).at(8, 0, 0, 0)).expect("an instant");
    store.set_clock(Clock::Fixed(at));
    Ok(store)
}

fn notice(store: &mut Store) -> Result<NoticeId> {
    let kind = crate::domain::kind::KindId::new("tongzhi");
    Ok(store.create(&kind, &Content::default())?.id)
}

fn shown(notice: NoticeId, page: u32, from: Timestamp, seconds: i64) -> Shown {
    Shown { page: PageRef::notice(notice, page), from, to: from + SignedDuration::from_secs(seconds) }
}

#[test]
fn a_page_that_still_stands_is_told_again_and_counted_once() -> TestResult {
    let mut store = store()?;
    let notice = notice(&mut store)?;
    let from = store.now().timestamp();
    let later = from + SignedDuration::from_secs(300);
    store.log_shown(&[shown(notice, 0, from, 10)])?;
    store.log_shown(&[shown(notice, 0, from, 18), shown(notice, 1, from, 5)])?;
    store.log_shown(&[shown(notice, 0, later, 10)])?;
    store.log_shown(&[shown(notice, 0, later, 12)])?;
    let summary = store.screen_log_summary(notice)?;
    assert_eq!((summary.times, summary.millis, summary.days, summary.pages_shown), (3, 35_000, 1, 2));
    assert_eq!(
        store.screen_log(notice)?,
        [shown(notice, 0, from, 18), shown(notice, 0, later, 12), shown(notice, 1, from, 5)]
    );
    Ok(())
}

#[test]
fn a_week_of_showings_is_summed_up_by_days() -> TestResult {
    let mut store = store()?;
    let notice = notice(&mut store)?;
    let first = store.now().timestamp();
    for day in 0..7 {
        let turns = (0..50).map(|turn| shown(notice, 0, first + SignedDuration::from_mins(day * 1440 + turn * 5), 20));
        store.log_shown(&turns.collect::<Vec<_>>())?;
    }
    let summary = store.screen_log_summary(notice)?;
    assert_eq!((summary.times, summary.millis, summary.days), (350, 7_000_000, 7));
    assert_eq!((summary.first, summary.last), (Some(date(2026, 7, 18)), Some(date(2026, 7, 24))));
    Ok(())
}

#[test]
fn what_is_shown_of_a_notice_that_is_gone_is_passed_over() -> TestResult {
    let mut store = store()?;
    let from = store.now().timestamp();
    store.log_shown(&[shown(NoticeId::from_stored(99), 0, from, 10)])?;
    assert_eq!(store.screen_log_summary(NoticeId::from_stored(99))?.times, 0);
    Ok(())
}

#[test]
fn an_alert_stands_until_its_end_or_until_it_is_taken_down() -> TestResult {
    let mut store = store()?;
    let now = store.now();
    let alert = |text| Alert::new(text, AlertLevel::Red, 30, "石桥镇人民政府", now.timestamp());
    store.raise_alert(&alert("河水上涨")?)?;
    store.raise_alert(&alert("请到高处")?)?;
    assert_eq!(store.alert()?.map(|alert| alert.text).as_deref(), Some("请到高处"));
    assert!(store.clear_alert("张三")?);
    assert!(!store.clear_alert("张三")?);
    assert_eq!(store.alert()?, None);
    store.raise_alert(&alert("停水")?)?;
    store.set_clock(Clock::Fixed(now.checked_add(SignedDuration::from_mins(30))?));
    assert_eq!(store.alert()?, None);
    let operations: Vec<String> =
        store.events(crate::store::EventFilter::default())?.into_iter().map(|event| event.operation).collect();
    assert_eq!(operations.iter().filter(|operation| operation.starts_with("alert")).count(), 4);
    Ok(())
}

#[test]
fn the_pin_is_kept_as_a_hash_and_outlives_other_changes() -> TestResult {
    let mut store = store()?;
    assert!(store.check_lobby_pin("").is_ok());
    store.set_lobby_pin(Some("2468"))?;
    store.set_lobby(&Settings { transition: Transition::Fade, ..Settings::default() })?;
    let settings = store.lobby_settings()?;
    assert_eq!(settings.transition, Transition::Fade);
    assert!(!format!("{settings:?}").contains("argon2") && !crate::store::encode(&settings)?.contains("2468"));
    assert!(store.check_lobby_pin("2468").is_ok());
    assert!(matches!(store.check_lobby_pin("1357"), Err(StoreError::WrongPin)));
    assert!(matches!(store.set_lobby_pin(Some("12")), Err(StoreError::BadPin)));
    store.set_lobby_pin(None)?;
    assert!(store.check_lobby_pin("1357").is_ok());
    Ok(())
}

#[test]
fn the_mark_changes_when_another_process_writes_and_only_then() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("gongshi.db");
    let mut window = Store::open(&path)?;
    let screen = Store::open_beside(&path)?;
    let before = screen.change_mark()?;
    assert_eq!(screen.change_mark()?, before);
    window.set_lobby(&Settings { ticker: true, ..Settings::default() })?;
    assert_ne!(screen.change_mark()?, before);
    assert!(screen.lobby_settings()?.ticker);
    let notice = notice(&mut window)?;
    let (before, now) = (screen.change_mark()?, window.now().timestamp());
    window.log_shown(&[shown(notice, 0, now, 8)])?;
    assert_eq!(screen.change_mark()?, before, "what the screen notes of itself is no change");
    Ok(())
}

#[test]
fn a_sign_of_life_is_read_by_the_other_process_and_gone_with_the_screen() -> TestResult {
    let folder = tempfile::tempdir()?;
    let pulse = Pulse::in_folder(folder.path());
    assert_eq!(pulse.status(), None);
    let at: Timestamp = "2026-07-18T08:00:00Z".parse()?;
    let mut status = Status {
        process: 7,
        started: at,
        beat: at,
        phase: Phase::Playing,
        showing: Vec::new(),
        turn: 10,
        turns: 12,
        round_millis: 120_000,
        refusal: None,
        monitor: None,
        monitors: Vec::new(),
        warnings: Vec::new(),
    };
    pulse.beat(&status)?;
    // Shorter than the one before: nothing of it may be left behind.
    status.turn = 1;
    pulse.beat(&status)?;
    assert_eq!(pulse.status(), Some(status.clone()));
    assert!(status.answers(at + SignedDuration::from_secs(3)) && !status.answers(at + SignedDuration::from_secs(4)));
    pulse.ask_to_stop()?;
    assert!(pulse.is_asked_to_stop());
    pulse.begin()?;
    assert!(!pulse.is_asked_to_stop());
    pulse.end()?;
    assert_eq!(pulse.status(), None);
    Ok(())
}
