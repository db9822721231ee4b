use iced::keyboard::key::Named;
use iced::mouse::{self, Button};
use iced::{Event, Point};

use super::*;
use crate::app::screen::board::{self, places};
use crate::domain::approval::Means;
use crate::domain::board::{At, PanelDraft, Size};
use crate::domain::posting::{Form, Place as PostingPlace};
use crate::store::{EditionName, Frozen, PostingOrder};
use crate::ui::widget::wall;

/// The office's wall: two panels of 600 × 400 mm.
fn wall_place() -> PostingPlace {
    PostingPlace { form: Form::Wall, name: "公开栏".into() }
}

fn panels() -> Vec<PanelDraft> {
    let size = Size { width: 600, height: 400 };
    ["村务公开", "财务公开"].map(|name| PanelDraft { id: None, name: name.into(), size }).into()
}

/// An office with that wall, and so many notices of so many pages on it; the last days go on from today.
fn hung(pages: &[u32]) -> App {
    let mut app = app(0);
    let pages = pages.to_vec();
    let posted = app.desk.store.run_blocking(move |store: &mut Store| {
        store.add_place(&wall_place(), &panels())?;
        for (pages, at) in pages.into_iter().zip(0..) {
            let content = Content { title: format!("第{at}件公示"), ..Content::default() };
            let id = store.create(&KindId::new("tongzhi"), &content)?.id;
            store.submit(id, "李会计")?;
            let digest = store.digest(id)?;
            store.sign(id, &["负责人".into()], "王主任", Means::Alone, "", &digest)?;
            let last = TODAY.checked_add(jiff::Span::new().days(at)).unwrap_or(TODAY);
            let edition =
                Frozen { name: EditionName::Wall, pages, sha256: at.to_string(), pdf: vec![0], texts: Vec::new() };
            let order = PostingOrder {
                by: "李会计".into(),
                places: vec![wall_place()],
                period: Period { first: Some(TODAY), last: Some(last) },
                reason: String::new(),
                digest,
                editions: vec![edition],
            };
            store.post(id, &order)?;
        }
        Ok(())
    });
    posted.expect("posted notices");
    read(&mut app);
    open(&mut app);
    app
}

fn open(app: &mut App) {
    let task = app.go(Place::Board);
    run(app, task);
}

fn send(app: &mut App, message: board::Message) {
    let task = app.update(Message::Board(message));
    run(app, task);
}

fn key(app: &mut App, key: Named) {
    send(app, board::Message::Wall(wall::Action::Key(key, false)));
}

/// Where every sheet hangs, as the file has it: panel by panel name, x, y.
fn placed(app: &App) -> Vec<(String, u32, u32)> {
    let read = app.desk.store.run_blocking(|store: &mut Store| {
        let wall = store.walls()?.remove(0);
        let name = |at: At| wall.location.panel(at.panel).map(|panel| panel.name.clone()).unwrap_or_default();
        Ok(wall.placed().map(|(_, at)| (name(at), at.corner.x, at.corner.y)).collect())
    });
    read.expect("a wall")
}

#[test]
fn without_a_wall_the_board_says_what_to_enter_and_offers_the_usual_panels() {
    let mut app = app(0);
    open(&mut app);
    assert!(shows(&app, "还没有登记墙面公开栏"));
    send(&mut app, board::Message::Places(places::Message::OpenUsual));
    assert!(shows(&app, "张贴地点"));
    send(&mut app, board::Message::Places(places::Message::Keep));
    let walls = app.desk.store.run_blocking(|store: &mut Store| store.walls()).expect("walls");
    assert_eq!(walls.len(), 1);
    assert_eq!(walls[0].location.panels.len(), 4);
    assert!(shows(&app, "贴着 0 件 0 张"));
}

#[test]
fn a_sheet_is_picked_up_carried_and_put_down_by_keyboard_and_taken_back() {
    let mut app = hung(&[1]);
    assert!(shows(&app, "今天该撤下 1 件"));
    key(&mut app, Named::Enter);
    for _ in 0..3 {
        key(&mut app, Named::ArrowRight);
    }
    assert_eq!(placed(&app), []);
    key(&mut app, Named::Enter);
    assert_eq!(placed(&app), [("村务公开".to_owned(), 180, 30)]);
    // Past the edge of a panel it comes to the next one.
    key(&mut app, Named::Enter);
    key(&mut app, Named::PageDown);
    key(&mut app, Named::Enter);
    assert_eq!(placed(&app), [("财务公开".to_owned(), 0, 30)]);
    press(&mut app, Shortcut::Undo);
    run_pending(&mut app);
    assert_eq!(placed(&app), [("村务公开".to_owned(), 180, 30)]);
    key(&mut app, Named::Delete);
    assert_eq!(placed(&app), []);
}

/// What a shortcut wrote is read again.
fn run_pending(app: &mut App) {
    let task = app.read_board();
    run(app, task);
}

#[test]
fn over_another_sheet_it_is_not_put_down_and_the_window_says_which_it_would_cover() {
    let mut app = hung(&[1, 1]);
    send(&mut app, board::Message::Arrange);
    let before = placed(&app);
    assert_eq!(before, [("村务公开".to_owned(), 30, 30), ("村务公开".to_owned(), 260, 30)]);
    key(&mut app, Named::Enter);
    key(&mut app, Named::ArrowRight);
    key(&mut app, Named::Enter);
    assert!(shows(&app, "放不下：会盖住“第1件公示”。请换个空的地方。"));
    assert_eq!(placed(&app), before);
    // Esc puts it back to where it hung.
    press(&mut app, Shortcut::Back);
    assert!(app.here() == Some(Place::Board));
    assert_eq!(placed(&app), before);
    press(&mut app, Shortcut::Back);
    assert!(app.here() == Some(Place::Notices));
}

#[test]
fn what_finds_no_room_is_said_and_stays_listed_under_the_wall() {
    let mut app = hung(&[3, 3]);
    send(&mut app, board::Message::Arrange);
    assert_eq!(placed(&app).len(), 4);
    assert!(shows(&app, "还有 2 张没有空位。先撤下到期的，或者换一面墙。"));
    assert!(shows(&app, "还能贴 0 张 A4"));
    assert!(shows(&app, "把 2 张摆到空位"));
}

#[test]
fn a_press_on_a_sheet_opens_the_life_of_its_notice_and_esc_leads_back_to_the_board() {
    let mut app = hung(&[1]);
    send(&mut app, board::Message::Arrange);
    let messages = pointer(
        &app,
        &[
            Event::Mouse(mouse::Event::ButtonPressed(Button::Left)),
            Event::Mouse(mouse::Event::ButtonReleased(Button::Left)),
        ],
        &[],
    );
    assert!(
        messages.iter().any(|message| matches!(message, Message::Board(board::Message::Wall(wall::Action::Open(_))))),
        "{messages:?}"
    );
    for message in messages {
        let task = app.update(message);
        run(&mut app, task);
    }
    assert!(matches!(app.screen, Screen::Life(_)));
    press(&mut app, Shortcut::Back);
    assert!(app.here() == Some(Place::Board));
}

#[test]
fn a_sheet_is_dragged_with_the_pointer() {
    let mut app = hung(&[1]);
    send(&mut app, board::Message::Arrange);
    let messages =
        pointer(&app, &[Event::Mouse(mouse::Event::ButtonPressed(Button::Left))], &[(160.0, 0.0), (200.0, 10.0)]);
    for message in messages {
        let task = app.update(message);
        run(&mut app, task);
    }
    send(&mut app, board::Message::Wall(wall::Action::Drop));
    let now = placed(&app);
    assert_eq!(now.len(), 1);
    assert!(now[0].1 > 100 && now[0].1.is_multiple_of(10), "{now:?}");
}

/// Events at the middle of the first sheet, and then at points so far from it.
fn pointer(app: &App, at_sheet: &[Event], then: &[(f32, f32)]) -> Vec<Message> {
    let mut ui = ui(app);
    // The first panel's caption leads to its corner; the sheet hangs 30 mm in.
    let point = sheet_point(app);
    ui.point_at(point);
    ui.simulate([Event::Mouse(mouse::Event::CursorMoved { position: point })]);
    ui.simulate(at_sheet.iter().cloned());
    for (x, y) in then {
        let position = Point::new(point.x + x, point.y + y);
        ui.point_at(position);
        ui.simulate([Event::Mouse(mouse::Event::CursorMoved { position })]);
    }
    ui.into_messages().collect()
}

/// Looks for the sheet with the pointer, as a person would.
fn sheet_point(app: &App) -> Point {
    for y in (120..700).step_by(12) {
        for x in (200..700).step_by(12) {
            let position = Point::new(x as f32, y as f32);
            let mut ui = ui(app);
            ui.point_at(position);
            ui.simulate([Event::Mouse(mouse::Event::CursorMoved { position })]);
            let is_there =
                |message: &Message| matches!(message, Message::Board(board::Message::Wall(wall::Action::Choose(_))));
            if ui.into_messages().any(|message| is_there(&message)) {
                return Point::new(position.x + 8.0, position.y + 8.0);
            }
        }
    }
    panic!("no sheet under the pointer");
}

#[test]
fn places_are_typed_checked_and_kept() {
    let mut app = hung(&[1]);
    send(&mut app, board::Message::Arrange);
    send(&mut app, board::Message::Places(places::Message::Open));
    assert!(shows(&app, "张贴地点"));
    send(&mut app, board::Message::Places(places::Message::Width(0, 0, "二百".into())));
    send(&mut app, board::Message::Places(places::Message::Keep));
    assert!(shows(&app, "版面的宽和高要写毫米数，210 到 20000 之间。"));
    send(&mut app, board::Message::Places(places::Message::Width(0, 0, "220".into())));
    send(&mut app, board::Message::Places(places::Message::Add(Form::Broadcast)));
    send(&mut app, board::Message::Places(places::Message::Name(1, "大喇叭".into())));
    send(&mut app, board::Message::Places(places::Message::Keep));
    let locations = app.desk.store.run_blocking(|store: &mut Store| store.locations()).expect("places");
    assert_eq!(locations.len(), 2);
    assert_eq!(locations[0].panels[0].size.width, 220);
    // The sheet hung 30 mm in and no longer fits; the notice hangs on.
    assert_eq!(placed(&app), []);
    assert!(shows(&app, "贴着 1 件 1 张"));
    // A place where something hangs is not removed; that is said, and what is typed stays.
    send(&mut app, board::Message::Places(places::Message::Open));
    send(&mut app, board::Message::Places(places::Message::Remove(0)));
    send(&mut app, board::Message::Places(places::Message::Keep));
    assert!(shows(&app, "这个地点还贴着公示，不能去掉。请先撤下那里的公示。"));
}

#[test]
fn the_wall_of_sixty_notices_and_the_empty_one_are_shown() {
    let app = hung(&[2; 60]);
    assert!(shows(&app, "贴着 60 件 120 张"));
    let app = hung(&[]);
    assert!(shows(&app, "贴着 0 件 0 张"));
}
