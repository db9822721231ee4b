use std::sync::atomic::AtomicBool;

use iced::futures::channel::mpsc;

use super::*;
use crate::lobby::Options;
use crate::lobby::hand::Hand;
use crate::lobby::program::Tools;
use crate::lobby::scribe::Scribe;
use crate::lobby::vitals::Vitals;
use crate::store::Pulse;

fn lobby(root: &std::path::Path) -> std::io::Result<Lobby> {
    let (stop, ask, written) = (mpsc::unbounded().0, mpsc::unbounded().0, mpsc::unbounded().0);
    let tools = Tools {
        vitals: Vitals::start(Pulse::in_folder(root), stop, ask)?,
        scribe: Scribe::start(written)?,
        hand: Hand::new(),
        may_sleep: Arc::new(AtomicBool::new(true)),
        resume: None,
    };
    let options =
        Options { db: root.join("gongshi.db"), root: root.to_owned(), monitor: None, windowed: None, speed: 1.0 };
    Ok(Lobby::new(&options, tools).0)
}

#[test]
fn a_reader_who_went_away_is_waited_for_sixty_seconds_and_then_the_loop_goes_on() -> std::io::Result<()> {
    let root = tempfile::tempdir()?;
    let mut lobby = lobby(root.path())?;
    let touched = Instant::now();
    lobby.cover = Cover::Reading(reading::State::default());
    lobby.touched = touched;
    lobby.age_cover(touched + Duration::from_millis(59_999));
    assert!(matches!(lobby.cover, Cover::Reading(_)));
    // A hand on the glass meanwhile begins the minute anew.
    let again = touched + Duration::from_secs(59);
    lobby.touched = again;
    lobby.age_cover(touched + Duration::from_secs(60));
    assert!(matches!(lobby.cover, Cover::Reading(_)));
    lobby.age_cover(again + Duration::from_secs(60));
    assert!(matches!(lobby.cover, Cover::None));
    Ok(())
}

#[test]
fn a_pad_that_nobody_touches_goes_away_before_the_page_is_missed() -> std::io::Result<()> {
    let root = tempfile::tempdir()?;
    let mut lobby = lobby(root.path())?;
    let touched = Instant::now();
    lobby.cover = Cover::Pin(pin::State::new(Purpose::Leave));
    lobby.touched = touched;
    lobby.age_cover(touched + Duration::from_secs(44));
    assert!(matches!(lobby.cover, Cover::Pin(_)));
    lobby.age_cover(touched + Duration::from_secs(45));
    assert!(matches!(lobby.cover, Cover::None));
    Ok(())
}
