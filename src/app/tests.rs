use iced_test::Simulator;
use iced_test::core::Settings;
use jiff::civil::date;

use super::keys::ListKey;
use super::*;
use crate::domain::agenda::Agenda;
use crate::domain::kind::KindId;
use crate::domain::notice::{Content, Period, State, Summary};
use crate::store::Store;

mod board;
mod filed;
mod flow;
mod lobby;
mod plan;
mod print;

const TODAY: Date = date(2026, 4, 8);

fn app(notices: usize) -> App {
    let store = Handle::in_memory().expect("a store in memory");
    // An office with a name is no first start: the sample village stays away.
    let office = crate::domain::office::Office { name: "石桥村".into(), ..Default::default() };
    store.run_blocking(move |store| store.set_office(&office)).expect("an office");
    let (mut app, _) = App::new(PathBuf::from("no-such-folder"), store, TODAY);
    fill(&mut app, notices);
    app
}

fn fill(app: &mut App, notices: usize) {
    app.desk
        .store
        .run_blocking(move |store: &mut Store| {
            for at in 0..notices {
                let content = Content {
                    title: format!("石桥村第{at}号公示"),
                    period: Period { first: Some(date(2026, 4, 1)), last: Some(date(2026, 4, 11)) },
                    ..Content::default()
                };
                store.create(&KindId::new("gengdi-dili"), &content)?;
            }
            Ok(())
        })
        .expect("notices");
    read(app);
}

/// As the executor would: asks for the shelf and hands over the answer.
fn read(app: &mut App) {
    let answer = block_on(app.desk.shelf.read(&app.desk.store, app.desk.today));
    drop(app.update(Message::Shelf(answer)));
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    iced::futures::executor::block_on(future)
}

fn ui(app: &App) -> Simulator<'_, Message> {
    let settings = Settings {
        fonts: vec![crate::face::HEI.into(), crate::face::HEI_BOLD.into()],
        default_font: theme::FACE,
        ..Settings::default()
    };
    Simulator::with_size(settings, (1366.0, 768.0), app.view())
}

fn shows(app: &App, text: &str) -> bool {
    ui(app).find(text).is_ok()
}

fn press(app: &mut App, shortcut: Shortcut) {
    drop(app.update(Message::Key(shortcut)));
}

#[test]
fn an_empty_list_says_what_to_do_first() {
    let app = app(0);
    assert!(shows(&app, "还没有公示件"));
    assert!(shows(&app, "新建公示"));
}

#[test]
fn a_list_of_one_shows_its_title_and_how_many_there_are() {
    let app = app(1);
    assert!(shows(&app, "石桥村第0号公示"));
    assert!(shows(&app, "共 1 件"));
}

/// As the executor would: carries a task out, and what follows from it.
fn run(app: &mut App, task: Task<Message>) {
    use iced::futures::StreamExt;
    let Some(mut stream) = iced_test::runtime::task::into_stream(task) else { return };
    while let Some(action) = block_on(stream.next()) {
        if let iced_test::runtime::Action::Output(message) = action {
            let next = app.update(message);
            run(app, next);
        }
    }
}

fn search(app: &mut App, typed: &str) {
    let task = app.update(Message::Notices(notices::Message::Search(typed.into())));
    run(app, task);
}

#[test]
fn a_search_that_finds_nothing_says_so_and_esc_shows_all_again() {
    let mut app = app(3);
    search(&mut app, "没有这个");
    assert!(shows(&app, "没有找到。换个词试试，或者按 Esc 看全部。"));
    press(&mut app, Shortcut::Back);
    assert!(shows(&app, "共 3 件"));
}

#[test]
fn a_read_that_takes_long_says_so_and_one_that_fails_says_what_to_do() {
    let mut app = app(0);
    app.desk.shelf.stage = shelf::Stage::Waiting;
    assert!(!shows(&app, "正在读取……"));
    drop(app.update(Message::Slow));
    assert!(shows(&app, "正在读取……"));
    app.desk.shelf.stage = shelf::Stage::Failed(Arc::new(StoreError::Closed));
    assert!(shows(&app, "请关掉程序重新打开。"));
    assert!(shows(&app, "重试"));
}

#[test]
fn the_list_is_walked_and_a_draft_put_in_the_bin_and_back_by_keyboard() {
    let mut app = app(3);
    press(&mut app, Shortcut::List(ListKey::Down));
    press(&mut app, Shortcut::List(ListKey::Remove));
    assert_eq!(app.writing, 1);
    let id = app.desk.shelf.entries[0].summary.id;
    read(&mut app);
    assert_eq!(app.desk.shelf.entries.len(), 2);
    drop(app.update(Message::Written(Ok(Written::Removed { id, title: "甲".into() }))));
    assert!(app.toasts.texts().any(|text| text.contains("回收站")));
    press(&mut app, Shortcut::Undo);
    read(&mut app);
    assert_eq!(app.desk.shelf.entries.len(), 3);
}

#[test]
fn every_place_of_the_rail_opens_by_its_number() {
    let mut app = app(1);
    for (at, place) in Place::ALL.into_iter().enumerate() {
        press(&mut app, Shortcut::Rail(at));
        assert_eq!(app.here(), Some(place));
    }
    press(&mut app, Shortcut::Rail(0));
    assert!(shows(&app, "没做完的草稿"));
}

#[test]
fn a_kind_is_found_by_its_initials_and_shows_its_clause_and_period() {
    let mut app = app(0);
    press(&mut app, Shortcut::New);
    drop(app.update(Message::NewNotice(new::Message::Search("gddl".into()))));
    assert!(shows(&app, "空白新建"));
    assert!(shows(&app, "耕地地力保护补贴公示"));
}

#[test]
fn what_hangs_past_its_last_day_is_counted_in_the_rail() {
    let summary = Summary {
        id: NoticeId::from_stored(1),
        kind: KindId::new("gengdi-dili"),
        title: "甲".into(),
        state: State::Posted,
        rows: 0,
        period: Period { first: Some(date(2026, 4, 1)), last: Some(TODAY) },
        updated: Timestamp::UNIX_EPOCH,
    };
    let entry = shelf::Entry::new(summary);
    assert_eq!(entry.days_left(TODAY), Some(0));
    let urgent =
        |today| Agenda::of(std::slice::from_ref(&entry.summary), &[], &[], today, &jiff::tz::TimeZone::UTC).urgent();
    assert_eq!((urgent(TODAY), urgent(date(2026, 4, 7))), (1, 0));
}

#[test]
fn the_first_start_shows_the_sample_village_and_clearing_it_is_asked_first() {
    let store = Handle::in_memory().expect("a store in memory");
    let (mut app, _) = App::new(PathBuf::from("data"), store, TODAY);
    let started = block_on(start::start(&app.desk.store, &app.desk.folder, TODAY)).expect("a start");
    assert_eq!(started.samples, 6);
    drop(app.update(Message::Started(Ok(Box::new(started)))));
    assert!(app.toasts.texts().any(|text| text.contains("清除示例")));
    drop(app.go(Place::Settings));
    drop(app.update(Message::Settings(settings::Message::ClearSamples)));
    assert!(shows(&app, "清除示例？"));
    press(&mut app, Shortcut::Back);
    assert!(!shows(&app, "清除示例？"));
}

#[test]
fn english_and_twice_the_size_change_at_once() {
    let mut app = app(1);
    let preferences = crate::store::Preferences { language: "en".into(), text_scale: 200, dark: true };
    drop(app.update(Message::Write(Write::Preferences(preferences))));
    assert!(shows(&app, "New notice"));
    assert!((app.scale() - 2.0).abs() < f32::EPSILON);
}

#[test]
fn a_dropped_file_begins_a_notice_of_the_kind_it_looks_like() {
    let mut app = app(0);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples/耕地地力保护补贴公示表.xlsx");
    drop(app.update(Message::FileDropped(file.clone())));
    assert!(shows(&app, "正在看这张表是哪一项公示……"));
    let guess = new::guess(&file).map_err(Arc::new);
    drop(app.update(Message::Guessed(file.clone(), guess)));
    assert!(shows(&app, "读入表格并新建"));
    press(&mut app, Shortcut::List(ListKey::Open));
    assert_eq!((app.writing, app.import.as_ref().map(|(file, _)| file)), (1, Some(&file)));
    read(&mut app);
    let id = app.desk.shelf.entries[0].summary.id;
    let notice = app.desk.store.run_blocking(move |store| store.load(id)).expect("the notice");
    assert_eq!(notice.kind, KindId::new("gengdi-dili"));
    drop(app.update(Message::Loaded(Ok(Box::new(notice)))));
    assert!(shows(&app, "读入表格"));
    assert!(app.import.is_none());
}

#[test]
fn a_kind_that_was_chosen_stays_when_a_file_looks_like_another() {
    let mut app = app(0);
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples/耕地地力保护补贴公示表.xlsx");
    press(&mut app, Shortcut::New);
    let chosen = new::Message::Choose(KindId::new("zhongliang"));
    drop(app.update(Message::NewNotice(chosen)));
    drop(app.update(Message::FileDropped(file.clone())));
    let guess = new::guess(&file).map_err(Arc::new);
    drop(app.update(Message::Guessed(file, guess)));
    assert!(shows(&app, "改选这一项"));
    press(&mut app, Shortcut::List(ListKey::Open));
    read(&mut app);
    assert_eq!(&app.desk.shelf.entries[0].summary.kind, &KindId::new("zhongliang"));
}

#[test]
fn a_dropped_file_that_is_no_table_is_said_where_it_was_dropped() {
    let mut app = app(0);
    let file = PathBuf::from("没有这份.xlsx");
    drop(app.update(Message::FileDropped(file.clone())));
    let guess = new::guess(&file).map_err(Arc::new);
    drop(app.update(Message::Guessed(file, guess)));
    let Screen::New(_) = &app.screen else { panic!("another screen") };
    assert!(shows(&app, "从文件新建") && !shows(&app, "文件：没有这份.xlsx"));
}

fn type_into_palette(app: &mut App, query: &str) {
    press(app, Shortcut::Find);
    drop(app.update(Message::Palette(palette::Message::Type(query.into()))));
}

#[test]
fn the_palette_finds_a_notice_by_its_initials_and_enter_opens_it() {
    let mut app = app(3);
    type_into_palette(&mut app, "sqcd1hgs");
    assert!(shows(&app, "石桥村第1号公示"));
    press(&mut app, Shortcut::List(ListKey::Open));
    assert!(app.palette.is_none());
}

#[test]
fn a_command_named_by_all_its_initials_comes_before_notices_with_the_same_letters_in_their_titles() {
    let mut app = app(0);
    let content = Content { title: "石桥村大屏采购公示".into(), ..Content::default() };
    let create = move |store: &mut Store| store.create(&KindId::new("gengdi-dili"), &content);
    app.desk.store.run_blocking(create).expect("a notice");
    read(&mut app);
    type_into_palette(&mut app, "dp");
    press(&mut app, Shortcut::List(ListKey::Open));
    assert!(matches!(app.screen, Screen::Lobby(_)));
}

#[test]
fn the_palette_changes_a_setting_and_makes_a_notice_of_a_kind() {
    let mut app = app(1);
    type_into_palette(&mut app, "颜色 深色");
    press(&mut app, Shortcut::List(ListKey::Open));
    assert!(app.desk.preferences.dark && app.palette.is_none());
    type_into_palette(&mut app, "xj gddl");
    assert!(shows(&app, "新建 耕地地力保护补贴公示"));
    press(&mut app, Shortcut::List(ListKey::Open));
    read(&mut app);
    assert_eq!(app.desk.shelf.entries.len(), 2);
}

/// One notice with two persons in it.
fn app_with_people() -> App {
    use crate::domain::table::{Cell, Class, Column, Role, Table};
    let mut app = app(0);
    let mut table = Table::new(vec![Column::new("序号", Class::Serial), Column::new("户主", Class::Name)]);
    for name in ["甲一明", "乙二芳"] {
        table.push(Role::Data, vec![Cell::Blank, Cell::text(name)], None);
    }
    let content = Content { title: "补贴".into(), table, ..Content::default() };
    let kind = KindId::new("gengdi-dili");
    app.desk.store.run_blocking(move |store| store.create(&kind, &content)).expect("a notice");
    read(&mut app);
    app
}

#[test]
fn a_row_is_found_by_initials_and_the_notice_opens_on_it_by_keyboard() {
    let mut app = app_with_people();
    search(&mut app, "yef");
    assert!(shows(&app, "第 2 行") && shows(&app, "找到 1 件"));
    for key in [ListKey::Down, ListKey::Down] {
        press(&mut app, Shortcut::List(key));
    }
    let task = app.update(Message::Key(Shortcut::List(ListKey::Open)));
    let opened = iced_test::runtime::task::into_stream(task).and_then(|mut stream| {
        use iced::futures::StreamExt;
        block_on(stream.next())
    });
    let Some(iced_test::runtime::Action::Output(message)) = opened else { panic!("nothing was read") };
    drop(app.update(message));
    let Screen::Editor(state) = &app.screen else { panic!("another screen") };
    assert_eq!((state.selected(), state.person()), ((1, 1), Some("乙二芳")));
}

#[test]
fn an_answer_to_an_earlier_question_is_dropped() {
    let mut app = app_with_people();
    let early = app.update(Message::Notices(notices::Message::Search("一明".into())));
    search(&mut app, "二芳");
    assert!(shows(&app, "第 2 行") && !shows(&app, "第 1 行"));
    run(&mut app, early);
    assert!(shows(&app, "第 2 行") && !shows(&app, "第 1 行"));
    press(&mut app, Shortcut::Back);
    assert!(shows(&app, "共 1 件"));
}

#[test]
fn a_persons_history_opens_from_the_palette() {
    let mut app = app_with_people();
    press(&mut app, Shortcut::Find);
    let task = app.update(Message::Palette(palette::Message::Type("乙二芳".into())));
    run(&mut app, task);
    assert!(shows(&app, "乙二芳 的全部公示记录"));
    let task = app.update(Message::Key(Shortcut::List(ListKey::Open)));
    run(&mut app, task);
    assert!(app.palette.is_none() && shows(&app, "第 2 行") && shows(&app, "找到 1 件"));
}

#[test]
fn the_palette_finds_a_person_and_the_notice_opens_on_her_row() {
    let mut app = app_with_people();
    type_into_palette(&mut app, "二芳");
    let found = app.desk.store.run_blocking(|store| store.find_people("二芳", 9)).expect("a search");
    drop(app.update(Message::Palette(palette::Message::Found(1, Ok(found)))));
    assert!(shows(&app, "乙二芳"));
    press(&mut app, Shortcut::List(ListKey::Open));
    let id = app.desk.shelf.entries[0].summary.id;
    let notice = app.desk.store.run_blocking(move |store| store.load(id)).expect("the notice");
    drop(app.update(Message::Loaded(Ok(Box::new(notice)))));
    let Screen::Editor(state) = &app.screen else { panic!("another screen") };
    assert_eq!(state.selected(), (1, 1));
}

#[test]
fn esc_in_the_field_of_the_palette_closes_it_at_once() {
    let mut app = app(1);
    press(&mut app, Shortcut::Find);
    assert!(shows(&app, "↑ ↓ 选择 · Enter 打开 · Esc 关闭"));
    press(&mut app, Shortcut::LeaveField);
    assert!(app.palette.is_none());
}
