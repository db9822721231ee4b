//! The lobby screen in the window: how it stands is told wherever the clerk looks, and 插播 takes two actions.

use super::super::keeper::{News, Standing};
use super::super::{alarm, lobby_screen as screen};
use super::*;
use crate::domain::lobby::{
    Item, Layout, Monitor, PageRef, Phase, Refusal, Remedy, Settings, Showing, Status, Transition, Warning,
};

/// The sample village: one of its notices hangs on the screen.
fn village() -> App {
    let store = Handle::in_memory().expect("a store in memory");
    store.run_blocking(|store| crate::demo::village(store, TODAY)).expect("the village");
    let (mut app, _) = App::new(PathBuf::from("no-such-folder"), store, TODAY);
    read(&mut app);
    let task = app.read_lobby();
    run(&mut app, task);
    assert_eq!(app.desk.lobby.held.notices.len(), 1);
    app
}

fn status(app: &App, phase: Phase) -> Status {
    let shown = &app.desk.lobby.held.notices[0].0;
    let at = Timestamp::UNIX_EPOCH;
    let page = PageRef::notice(shown.notice, 1);
    let television = Monitor { name: "HDMI-1".into(), x: 1366, y: 0, width: 1920, height: 1080 };
    Status {
        process: 1,
        started: at,
        beat: at,
        phase,
        showing: vec![Showing { page, of: 4, title: shown.title.clone() }],
        turn: 3,
        turns: 12,
        round_millis: 120_000,
        refusal: None,
        monitor: Some(television.clone()),
        monitors: vec![television],
        warnings: Vec::new(),
    }
}

fn stands(app: &mut App, standing: Standing, status: Option<Status>) {
    drop(app.update(Message::Keeper(News::Standing(standing, status.map(Box::new)))));
}

fn act(app: &mut App, message: screen::Message) {
    let task = app.update(Message::Lobby(message));
    run(app, task);
}

fn stored(app: &App) -> Settings {
    app.desk.store.run_blocking(|store| store.lobby_settings()).expect("settings")
}

#[test]
fn a_screen_that_is_off_while_something_hangs_on_it_is_told_today_and_in_the_status_line() {
    let mut app = village();
    drop(app.update(Message::Go(Place::Today)));
    assert!(shows(&app, "有 1 件公示要在大屏上播放，但大屏没有开。"));
    assert!(shows(&app, "内容随时自动保存 · 还没有备份 · 大屏 没有开"));
    let running = status(&app, Phase::Playing);
    stands(&mut app, Standing::Running, Some(running));
    assert!(!shows(&app, "有 1 件公示要在大屏上播放，但大屏没有开。"));
    assert!(shows(&app, "内容随时自动保存 · 还没有备份 · 大屏 正在播放 3/12"));
}

#[test]
fn the_place_of_the_screen_says_how_it_stands_and_what_to_do() {
    let mut app = village();
    drop(app.update(Message::Go(Place::Lobby)));
    assert!(shows(&app, "启动大屏") && shows(&app, "大屏没有开，大厅里看不到公示。"));
    let playing = status(&app, Phase::Playing);
    stands(&mut app, Standing::Running, Some(playing));
    assert!(shows(&app, "停止") && shows(&app, "第 2/4 页") && shows(&app, "在 HDMI-1（1920 × 1080）"));
    let broken = Status { warnings: vec![Warning::LogNotWritten], ..status(&app, Phase::NoMonitor) };
    stands(&mut app, Standing::Running, Some(broken));
    assert!(shows(&app, "找不到显示器"));
    assert!(shows(&app, "播放记录写不进去，磁盘可能满了。请清理磁盘。"));
    stands(&mut app, Standing::Again, None);
    assert!(shows(&app, "大屏的程序断了，正在自动重新启动，不用管它。"));
    stands(&mut app, Standing::Left, None);
    assert!(shows(&app, "有人在大屏上输密码退出了。要接着播，请按“启动大屏”。"));
}

#[test]
fn a_promise_that_cannot_be_kept_offers_what_keeps_it_and_a_press_does_it() {
    let mut app = village();
    drop(app.update(Message::Go(Place::Lobby)));
    assert!(app.desk.lobby.held.refusal.is_none());
    let notice = app.desk.lobby.held.notices[0].0.notice;
    let remedies = vec![
        Remedy::LargerPages { minutes: 31 },
        Remedy::SlowScroll { minutes: 20 },
        Remedy::FewerNotices { notices: vec![Item::Notice(notice)], minutes: 29 },
        Remedy::LargerPromise { minutes: 37 },
    ];
    let refusal = Refusal { promise_minutes: 30, needed_minutes: 37, pages: 90, notices: 9, remedies };
    app.desk.lobby.held.pages = 90;
    app.desk.lobby.held.round_millis = 37 * 60_000 - 1;
    app.desk.lobby.held.refusal = Some(refusal);
    assert!(shows(&app, "90 页播一轮要 37 分钟，超过了定好的 30 分钟。每一页仍然都会轮到，只是等得久。"));
    assert!(shows(&app, "改用慢速滚动（一轮 20 分钟）"));
    assert!(shows(&app, "一次放两页（一轮 31 分钟），还不够"));
    let title = app.desk.lobby.held.notices[0].0.title.clone();
    assert!(shows(&app, &format!("或者把最长的 1 件从大屏撤下（一轮 29 分钟）：《{title}》")));
    act(&mut app, screen::Message::Remedy(Remedy::LargerPages { minutes: 31 }));
    assert_eq!(stored(&app).layout, Layout::TwoPages);
    act(&mut app, screen::Message::Remedy(Remedy::SlowScroll { minutes: 20 }));
    assert_eq!(stored(&app).transition, Transition::SlowScroll);
    act(&mut app, screen::Message::Remedy(Remedy::LargerPromise { minutes: 37 }));
    assert_eq!(stored(&app).promise_minutes, 37);
}

#[test]
fn what_is_chosen_is_kept_at_once_and_hours_only_once_they_can_be_read() {
    let mut app = village();
    drop(app.update(Message::Go(Place::Lobby)));
    act(&mut app, screen::Message::Layout(Layout::TwoPages));
    act(&mut app, screen::Message::AddHours);
    act(&mut app, screen::Message::From(0, "9".into()));
    act(&mut app, screen::Message::To(0, "十七点".into()));
    let settings = stored(&app);
    assert_eq!(settings.layout, Layout::TwoPages);
    let hours = settings.hours[0];
    assert_eq!((hours.from.hour(), hours.to.hour()), (9, 18));
    act(&mut app, screen::Message::Tab(screen::Tab::Times));
    assert!(shows(&app, "时间请写成 8:00 的样子。"));
    act(&mut app, screen::Message::To(0, "17:00".into()));
    assert_eq!(stored(&app).hours[0].to.hour(), 17);
}

#[test]
fn the_screen_is_wanted_until_it_is_stopped() {
    let mut app = village();
    drop(app.update(Message::Go(Place::Lobby)));
    act(&mut app, screen::Message::Start);
    assert!(stored(&app).on && shows(&app, "停止"));
    act(&mut app, screen::Message::Stop);
    assert!(!stored(&app).on && shows(&app, "启动大屏"));
}

#[test]
fn an_alert_takes_ctrl_k_and_enter_and_goes_by_one_press() {
    let mut app = village();
    press(&mut app, Shortcut::Find);
    let task = app.update(Message::Palette(palette::Message::Type("插播".into())));
    run(&mut app, task);
    let task = app.update(Message::Key(Shortcut::List(ListKey::Open)));
    run(&mut app, task);
    assert!(shows(&app, "立刻插播"));
    drop(app.update(Message::Alarm(alarm::Message::Text("雨".repeat(61)))));
    assert!(shows(&app, "超过 60 个字了，请缩短。"));
    drop(app.update(Message::Alarm(alarm::Message::Go)));
    assert!(app.alarm.is_some());
    drop(app.update(Message::Alarm(alarm::Message::Text("今晚八点停水".into()))));
    let task = app.update(Message::Alarm(alarm::Message::Go));
    run(&mut app, task);
    let alert = app.desk.store.run_blocking(|store| store.alert()).expect("a read").expect("an alert");
    assert_eq!((alert.text.as_str(), alert.issuer.as_str()), ("今晚八点停水", app.desk.office.name.as_str()));
    // The screen is off: that is said, and not that all is well.
    assert!(app.toasts.texts().any(|text| text.contains("大屏没有开")));
    drop(app.update(Message::Go(Place::Lobby)));
    assert!(shows(&app, "正在插播：今晚八点停水"));
    act(&mut app, screen::Message::ClearAlert);
    assert_eq!(app.desk.store.run_blocking(|store| store.alert()).expect("a read"), None);
    assert!(!shows(&app, "正在插播：今晚八点停水"));
}

#[test]
fn with_one_monitor_the_screen_asks_before_it_covers_the_window() {
    let mut app = village();
    drop(app.update(Message::Go(Place::Lobby)));
    let own = Monitor { name: "eDP-1".into(), x: 0, y: 0, width: 1366, height: 768 };
    act(&mut app, screen::Message::Monitors(vec![own.clone()]));
    act(&mut app, screen::Message::Start);
    assert!(shows(&app, "只接了一台显示器") && !stored(&app).on);
    press(&mut app, Shortcut::Back);
    let television = Monitor { name: "HDMI-1".into(), x: 1366, ..own };
    act(&mut app, screen::Message::Monitors(vec![television.clone(), television]));
    act(&mut app, screen::Message::Start);
    assert!(stored(&app).on);
}

#[test]
fn ctrl_enter_starts_the_screen_and_never_stops_it() {
    let mut app = village();
    drop(app.update(Message::Go(Place::Lobby)));
    let task = app.update(Message::Key(Shortcut::Do));
    run(&mut app, task);
    assert!(stored(&app).on);
    let task = app.update(Message::Key(Shortcut::Do));
    run(&mut app, task);
    assert!(stored(&app).on);
}

#[test]
fn pictures_go_onto_the_screen_only_once_they_have_a_name_and_somebody_who_adds_them() {
    use screen::pictures::Message as Of;
    let mut app = village();
    drop(app.update(Message::Go(Place::Lobby)));
    drop(app.update(Message::FileDropped(PathBuf::from("/somewhere/防火.jpg"))));
    assert!(shows(&app, "1. 防火.jpg") && shows(&app, "大屏上还没有单位自己的图片。"));
    act(&mut app, screen::Message::Pictures(Of::Go));
    assert!(!shows(&app, "正在处理图片"), "it has no name yet");
    act(&mut app, screen::Message::Pictures(Of::Title("护林防火".into())));
    act(&mut app, screen::Message::Pictures(Of::By("李会计".into())));
    drop(app.update(Message::Lobby(screen::Message::Pictures(Of::Go))));
    assert!(shows(&app, "正在处理图片"));
    let error = crate::archive::ArchiveError::Picture("防火.jpg".into(), crate::export::PictureError::Broken);
    act(&mut app, screen::Message::Pictures(Of::Added(Err(Arc::new(error)))));
    assert!(shows(&app, "“防火.jpg”坏了，或者没有拷完。请从原来的地方重新拷一次。") && shows(&app, "放上大屏"));
    let fresh = crate::store::FreshPictures {
        title: "护林防火".into(),
        first: None,
        last: None,
        seconds: 10,
        captions: vec![String::new(); 3],
        by: "李会计".into(),
        pdf: Vec::new(),
        sha256: String::new(),
    };
    let id = app.desk.store.run_blocking(move |store| store.add_pictures(&fresh)).expect("a set");
    act(&mut app, screen::Message::Pictures(Of::Added(Ok(id))));
    assert!(shows(&app, "3 张，每张 10 秒 · 李会计 放的 · 一直放，直到去掉") && !shows(&app, "1. 防火.jpg"));
    act(&mut app, screen::Message::Pictures(Of::Remove(id)));
    assert!(shows(&app, "大屏上还没有单位自己的图片。"));
}
