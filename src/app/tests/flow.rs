//! A notice is taken through its life by the window alone.

use super::*;
use crate::archive::ArchiveError;
use crate::domain::agenda::Errand;
use crate::domain::approval::Means;
use crate::domain::objection::Outcome;
use crate::domain::table::{Cell, Class, Column, Role, Table};
use crate::store::Clock;
use crate::store::{AttachmentRole, Relation};
use life::{Done, Held, Pin};
use screen::writing;

fn office() -> (App, NoticeId) {
    let mut app = app(0);
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    let noon = zone.to_ambiguous_zoned_datetime(TODAY.at(12, 0, 0, 0)).compatible().expect("noon");
    let mut table = Table::new(vec![Column::new("户主", Class::Name), Column::new("面积", Class::Quantity)]);
    table.push(Role::Data, vec![Cell::text("甲一明"), Cell::text("2")], None);
    let content = Content { title: "石桥村公示".into(), table, ..Content::default() };
    let made = app.desk.store.run_blocking(move |store| {
        store.set_clock(Clock::Fixed(noon));
        store.set_worker("王主任", "负责人", Some("2468"))?;
        store.create(&KindId::new("no-such-kind"), &content)
    });
    let id = made.expect("a notice").id;
    read(&mut app);
    drop(app.live(id, life::Origin::Today));
    look(&mut app, id);
    (app, id)
}

/// As the executor would: hands over what the panel asked for.
fn look(app: &mut App, id: NoticeId) {
    let Screen::Life(state) = &app.screen else { panic!("another screen") };
    let question = state.question();
    let held = app.desk.store.run_blocking(move |store| Held::read(store, id).map(Box::new)).expect("the notice");
    drop(app.update(Message::Life(id, life::Message::Read(question, Ok(held)))));
}

fn tell(app: &mut App, id: NoticeId, messages: impl IntoIterator<Item = life::Message>) {
    for message in messages {
        drop(app.update(Message::Life(id, message)));
    }
}

/// The step was queued by the panel; its answer comes.
fn done(app: &mut App, id: NoticeId, done: Done) {
    assert_eq!(app.writing, 1, "nothing was queued for {done:?}");
    drop(app.update(Message::Done(id, Ok(done))));
    look(app, id);
    read(app);
}

fn state_of(app: &App, id: NoticeId) -> State {
    app.desk.shelf.get(id).expect("the notice").summary.state
}

fn approve(app: &mut App, id: NoticeId) {
    press(app, Shortcut::Do);
    done(app, id, Done::Submitted);
    for signed in [Done::Signed, Done::Approved] {
        tell(app, id, [life::Message::Person("王主任".into()), life::Message::Pin(Pin("2468".into()))]);
        press(app, Shortcut::Do);
        done(app, id, signed);
    }
    assert_eq!(state_of(app, id), State::Approved);
}

#[test]
fn a_notice_lives_from_draft_to_archive_in_the_window() {
    let (mut app, id) = office();
    assert!(shows(&app, "现在要办") && shows(&app, "送审"));
    approve(&mut app, id);
    assert!(shows(&app, "贴在哪里"));
    press(&mut app, Shortcut::Do);
    assert!(shows(&app, "请选或写一个地点。"));
    tell(&mut app, id, [life::Message::NewPlace("村委会公开栏".into()), life::Message::AddPlace]);
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Posted("公示〔2026〕1号".into()));
    assert_eq!(state_of(&app, id), State::Posted);
    assert!(shows(&app, "公示〔2026〕1号 · 1 天"));

    tell(&mut app, id, [life::Message::OpenObjection, life::Message::Register]);
    assert!(shows(&app, "请写异议的内容。"));
    tell(&mut app, id, [life::Message::Matter("面积不对".into()), life::Message::Register]);
    done(&mut app, id, Done::Registered(1));
    assert_eq!(app.desk.shelf.agenda.of_errand(Errand::Answer).count(), 1);
    assert!(shows(&app, "不具名") || shows(&app, "面积不对"));

    tell(&mut app, id, [life::Message::Reason("期满".into())]);
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Withdrawn);
    assert!(shows(&app, "还有 1 件异议没有答复，请先答复再归档。"));
    press(&mut app, Shortcut::Do);
    assert_eq!(app.writing, 0);
    let reply = life::Message::Reply("已实地核实".into());
    tell(&mut app, id, [life::Message::Answering(1), reply, life::Message::Outcome(Outcome::Rejected)]);
    tell(&mut app, id, [life::Message::Answer]);
    done(&mut app, id, Done::Answered(Outcome::Rejected));
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Sealed);
    assert_eq!(state_of(&app, id), State::Archived);
    assert!(shows(&app, "已经归档，第 1 号封存记录。"));

    tell(&mut app, id, [life::Message::Correct(Relation::Correction)]);
    read(&mut app);
    assert!(app.desk.shelf.entries.iter().any(|entry| entry.summary.title == "石桥村公示（更正）"));
}

#[test]
fn nothing_is_sent_to_review_by_nobody_and_the_name_is_asked_for_once() {
    let mut app = app(2);
    let ids: Vec<NoticeId> = app.desk.shelf.entries.iter().map(|entry| entry.summary.id).collect();
    drop(app.live(ids[0], life::Origin::Notices));
    look(&mut app, ids[0]);
    press(&mut app, Shortcut::Do);
    assert!(shows(&app, "请写姓名。") && app.writing == 0);
    tell(&mut app, ids[0], [life::Message::Person("李会计".into())]);
    press(&mut app, Shortcut::Do);
    done(&mut app, ids[0], Done::Submitted);
    drop(app.live(ids[1], life::Origin::Notices));
    look(&mut app, ids[1]);
    press(&mut app, Shortcut::Do);
    done(&mut app, ids[1], Done::Submitted);
    let events = app.desk.store.run_blocking(|store| store.events(crate::store::EventFilter::default()));
    let moved = events.expect("the log").into_iter().filter(|event| event.operation == "life");
    assert_eq!(moved.map(|event| event.actor).collect::<Vec<_>>(), ["李会计", "李会计"]);
}

#[test]
fn back_from_a_notice_the_list_stands_as_it_was_left_with_that_notice_chosen() {
    let mut app = app(60);
    drop(app.update(Message::Notices(notices::Message::Filter(Some(State::Draft)))));
    let id = app.desk.shelf.entries[40].summary.id;
    drop(app.live(id, life::Origin::Notices));
    look(&mut app, id);
    press(&mut app, Shortcut::Back);
    let Screen::Notices(state) = &app.screen else { panic!("another screen") };
    assert_eq!(state.chosen(), Some(id));
    press(&mut app, Shortcut::Life);
    press(&mut app, Shortcut::Back);
    let Screen::Notices(state) = &mut app.screen else { panic!("another screen") };
    assert_eq!(state.chosen(), Some(id));
    assert!(state.clear(&app.desk), "drafts alone are shown, as before");
}

#[test]
fn who_is_alone_signs_every_step_at_once_and_each_is_recorded_as_such() {
    let (mut app, id) = office();
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Submitted);
    tell(&mut app, id, [life::Message::Means(Means::Alone), life::Message::Person("李四".into())]);
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Approved);
    let held = app.desk.store.run_blocking(move |store| Held::read(store, id)).expect("the notice");
    assert_eq!(held.approvals.len(), held.steps.len());
    assert!(held.approvals.iter().all(|one| one.means == Means::Alone && one.person == "李四"));
}

#[test]
fn an_objection_that_is_upheld_offers_another_notice_at_once() {
    let (mut app, id) = office();
    approve(&mut app, id);
    tell(&mut app, id, [life::Message::NewPlace("公开栏".into()), life::Message::Person("李四".into())]);
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Posted(String::new()));
    tell(&mut app, id, [life::Message::OpenObjection, life::Message::Matter("面积不对".into())]);
    tell(&mut app, id, [life::Message::Register]);
    done(&mut app, id, Done::Registered(1));
    let reply = life::Message::Reply("少记了 0.5 亩".into());
    tell(&mut app, id, [life::Message::Answering(1), reply, life::Message::Outcome(Outcome::Upheld)]);
    tell(&mut app, id, [life::Message::Answer]);
    done(&mut app, id, Done::Answered(Outcome::Upheld));
    assert!(shows(&app, "异议成立：请更正，或者改好以后重新公示。") && shows(&app, "重新公示"));
    tell(&mut app, id, [life::Message::Correct(Relation::Renewal)]);
    look(&mut app, id);
    assert!(shows(&app, "已另出公示，见“后来另出的公示”。") && shows(&app, "石桥村公示（重新公示）"));
}

#[test]
fn a_wrong_pin_signs_nothing_and_is_said_at_the_button() {
    let (mut app, id) = office();
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Submitted);
    tell(&mut app, id, [life::Message::Person("王主任".into()), life::Message::Pin(Pin("1111".into()))]);
    press(&mut app, Shortcut::Do);
    let held = app.desk.store.run_blocking(move |store| Held::read(store, id)).expect("the notice");
    assert!(held.approvals.is_empty());
    let refused = Arc::new(ArchiveError::Store(StoreError::WrongPin));
    drop(app.update(Message::Done(id, Err(refused))));
    look(&mut app, id);
    assert!(shows(&app, "密码不对，或者这个人没有设密码。请再输一次；忘记密码可以在设置里重设，或者用纸质审批单。"));
}

#[test]
fn a_signature_on_paper_asks_for_its_scan_and_keeps_it() {
    let (mut app, id) = office();
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Submitted);
    tell(&mut app, id, [life::Message::Means(Means::Paper)]);
    tell(&mut app, id, [life::Message::Person("李四".into())]);
    press(&mut app, Shortcut::Do);
    assert!(shows(&app, "请附上签好的审批单扫描件。"));
    let scan = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    drop(app.update(Message::FileDropped(scan)));
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Signed);
    let held = app.desk.store.run_blocking(move |store| Held::read(store, id)).expect("the notice");
    assert_eq!(held.approvals.len(), 1);
    assert_eq!(held.attachments.first().map(|file| file.role), Some(AttachmentRole::Approval));
}

#[test]
fn a_change_after_approval_voids_it_and_says_so() {
    let (mut app, id) = office();
    approve(&mut app, id);
    let notice = app.desk.store.run_blocking(move |store| store.load(id)).expect("the notice");
    drop(app.update(Message::Loaded(Ok(Box::new(notice)))));
    assert!(shows(&app, "已经批准：改动内容，批准就作废，要重新送审。"));
    app.desk.store.run_blocking(move |store| store.rename(id, "改过的公示").map(drop)).expect("a change");
    read(&mut app);
    assert!(app.toasts.texts().any(|text| text.contains("原来的签字作废")));
    assert!(!shows(&app, "已经批准：改动内容，批准就作废，要重新送审。"));
}

#[test]
fn a_dropped_photograph_is_kept_with_the_notice() {
    let (mut app, id) = office();
    drop(app.update(Message::FileDropped(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md"))));
    done(&mut app, id, Done::Attached("README.md".into()));
    assert!(shows(&app, "README.md"));
}

#[test]
fn what_is_past_its_last_day_is_marked_when_the_day_turns() {
    let (mut app, id) = office();
    approve(&mut app, id);
    tell(&mut app, id, [life::Message::NewPlace("公开栏".into()), life::Message::Person("李四".into())]);
    let last = date(2026, 4, 10);
    tell(&mut app, id, [life::Message::Last(crate::ui::widget::date::Message::Take(last))]);
    tell(&mut app, id, [life::Message::Reason("示例".into())]);
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Posted(String::new()));
    drop(app.turn_to(date(2026, 4, 11)));
    read(&mut app);
    assert_eq!(state_of(&app, id), State::Expired);
    press(&mut app, Shortcut::Rail(0));
    assert!(shows(&app, "该撤下的") && shows(&app, "撤下"));
}

#[test]
fn today_leads_to_what_waits_for_a_signature_and_esc_back() {
    let (mut app, id) = office();
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Submitted);
    press(&mut app, Shortcut::Back);
    assert!(matches!(app.screen, Screen::Today(_)));
    read(&mut app);
    assert!(shows(&app, "等签字"));
    drop(app.update(Message::Today(today::Message::Life(id))));
    assert!(matches!(app.screen, Screen::Life(_)));
}

#[test]
fn a_person_with_a_pin_is_kept_from_the_settings() {
    let mut app = app(0);
    drop(app.go(Place::Settings));
    let typed = [
        settings::people::Message::Name("王主任".into()),
        settings::people::Message::Duty("负责人".into()),
        settings::people::Message::Pin(Pin("2468".into())),
        settings::people::Message::Keep,
    ];
    for message in typed {
        drop(app.update(Message::Settings(settings::Message::People(message))));
    }
    app.desk.store.run_blocking(|store| store.check_pin("王主任", "2468")).expect("the PIN");
    assert!(!format!("{:?}", Pin("2468".into())).contains("2468"));
}

#[test]
fn a_paper_is_filled_in_changed_and_saved_over_the_panel() -> Result<(), Box<dyn std::error::Error>> {
    let (mut app, id) = office();
    let asked = crate::archive::Asked::Approval(id);
    let draft = app.desk.store.run_blocking(move |store| Ok(crate::archive::draft(store, asked)))??;
    tell(&mut app, id, [life::Message::Drafted(asked, Ok(Box::new(draft)))]);
    assert!(shows(&app, "公示审批单") && shows(&app, "写好的内容可以直接改；表格和签字照记录打印，不在这里改。"));
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("审批单.pdf");
    let typed = writing::Message::Field(0, 4, "村口小卖部墙上".into());
    let to = writing::Message::Path(path.to_string_lossy().into_owned());
    tell(&mut app, id, [life::Message::Writing(typed), life::Message::Writing(to)]);
    press(&mut app, Shortcut::Do);
    done(&mut app, id, Done::Wrote(path.clone()));
    assert!(shows(&app, &format!("已导出到 {}", path.display())));
    assert!(std::fs::read(&path)?.starts_with(b"%PDF"));
    press(&mut app, Shortcut::Back);
    assert!(matches!(app.screen, Screen::Life(_)) && !shows(&app, "存到"));
    Ok(())
}

#[test]
fn the_cameras_time_is_kept_with_a_photograph_and_compared() -> Result<(), Box<dyn std::error::Error>> {
    let (mut app, id) = office();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("墙.jpg");
    let before = TODAY.yesterday()?.strftime("%Y:%m:%d 08:30:00").to_string();
    std::fs::write(&file, crate::export::sideways(6, &before))?;
    drop(app.update(Message::FileDropped(file)));
    done(&mut app, id, Done::Attached("墙.jpg".into()));
    let held = app.desk.store.run_blocking(move |store| Held::read(store, id))?;
    assert_eq!(held.attachments[0].taken, Some(TODAY.yesterday()?.at(8, 30, 0, 0)));
    let at = TODAY.yesterday()?;
    let told = format!("相机时间 {at} 08:30，是附上前 1 天，请核对是不是这次的照片，或者相机的时钟不准。");
    assert!(shows(&app, &told));
    Ok(())
}
