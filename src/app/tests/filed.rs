//! The archive in the window.

use super::*;
use crate::domain::approval::{self, Means};
use crate::domain::kind::Catalogue;
use crate::domain::posting::{Form, Place as Spot};
use crate::domain::retention::Deed;
use crate::store::Clock;
use screen::archive::{self, Held, Which, keep};

/// A notice that was posted, taken down and sealed.
fn filed() -> (App, NoticeId) {
    let mut app = app(0);
    let made = app.desk.store.run_blocking(|store| {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
        let at =
            |day: Date| Clock::Fixed(zone.to_ambiguous_zoned_datetime(day.at(12, 0, 0, 0)).compatible().expect("noon"));
        store.set_clock(at(date(2025, 11, 3)));
        let kind = Catalogue::bundled().find("tongzhi").expect("a bundled kind");
        let content =
            Content { title: "石桥村停水通知".into(), intro: "明天停水。".into(), ..Content::default() };
        let id = store.create(&kind.id, &content)?.id;
        store.submit(id, "李会计")?;
        let (steps, digest) = (approval::steps(kind), store.digest(id)?);
        for step in &steps {
            store.sign(id, &steps, step, Means::Alone, "", &digest)?;
        }
        let places = vec![Spot { form: Form::Wall, name: "公开栏".into() }];
        let request =
            crate::archive::Request { by: "甲".into(), places, last: None, reason: "按会议决定".into() };
        crate::archive::post(store, id, &request).expect("posted");
        store.set_clock(at(date(2025, 12, 3)));
        store.withdraw(id, "甲", "期满")?;
        crate::archive::seal(store, id, "李会计").expect("sealed");
        Ok(id)
    });
    let id = made.expect("a sealed notice");
    read(&mut app);
    drop(app.update(Message::Go(Place::Archive)));
    listed(&mut app);
    (app, id)
}

/// As the executor would: hands over the archive.
fn listed(app: &mut App) {
    let held = app.desk.store.run_blocking(Held::read).expect("the archive");
    let Screen::Archive(state) = &app.screen else { panic!("the archive") };
    let message = archive::Message::Read(state.question(), Ok(Box::new(held)));
    drop(app.update(Message::Archive(message)));
}

fn archive(app: &mut App, message: archive::Message) {
    drop(app.update(Message::Archive(message)));
}

#[test]
fn an_empty_archive_says_what_comes_here() {
    let mut app = app(0);
    drop(app.update(Message::Go(Place::Archive)));
    listed(&mut app);
    assert!(shows(&app, "档案还是空的") && shows(&app, "补录旧档案"));
}

#[test]
fn what_was_sealed_is_listed_with_its_number_and_found_by_its_standing() {
    let (mut app, _) = filed();
    assert!(shows(&app, "石桥村停水通知") && shows(&app, "公示〔2025〕1号") && shows(&app, "封存 1 号"));
    archive(&mut app, archive::Message::Which(Which::Destroyed));
    assert!(!shows(&app, "石桥村停水通知"));
    press(&mut app, Shortcut::Back);
    assert!(shows(&app, "石桥村停水通知"));
    archive(&mut app, archive::Message::Year(Some(2024)));
    assert!(!shows(&app, "石桥村停水通知"));
}

#[test]
fn the_keyboard_opens_a_record_and_comes_back() {
    let (mut app, _) = filed();
    press(&mut app, Shortcut::List(ListKey::Down));
    press(&mut app, Shortcut::List(ListKey::Open));
    assert!(shows(&app, "‹ 档案"));
    press(&mut app, Shortcut::Back);
    assert!(shows(&app, "全部核对"));
}

#[test]
fn a_hold_is_asked_a_reason_and_then_stands_in_the_list() {
    let (mut app, id) = filed();
    let order = keep::Order::Plain { deed: Deed::Hold, person: "甲".into(), reason: "行政复议".into() };
    let written = block_on(Write::Keep(id, Box::new(order)).perform(&app.desk.store));
    drop(app.update(Message::Written(written)));
    listed(&mut app);
    assert!(shows(&app, "冻结"));
    let again = keep::Order::Plain { deed: Deed::Hold, person: "甲".into(), reason: "行政复议".into() };
    let refused = block_on(Write::Keep(id, Box::new(again)).perform(&app.desk.store));
    drop(app.update(Message::Written(refused)));
    assert!(ui(&app).find("它现在就是这样，不用再办一次。请看看档案页上的保管记录。").is_ok());
}
