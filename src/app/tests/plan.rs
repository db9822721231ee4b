//! The office plans what it publishes, and today's page and calendar hold it to that.

use super::*;
use crate::domain::disclosure::{Choice, Cycle, Due, Every};
use crate::domain::period::Counting;
use settings::{Tab, plan, rules, years};

const FINANCE: &str = "village-finance";

/// The first quarter of 2026 is over and due on 15 April.
fn planned() -> App {
    let mut app = app(0);
    let choice = Choice { every: Every::Quarter, due: Due::After { months: 1, day: 15 }, since: date(2026, 1, 20) };
    let chosen = crate::domain::disclosure::Plan { chosen: [(KindId::new(FINANCE), choice)].into() };
    app.desk.store.run_blocking(move |store| store.set_disclosure(&chosen)).expect("a plan");
    read(&mut app);
    app
}

fn send(app: &mut App, message: settings::Message) {
    let task = app.update(Message::Settings(message));
    run(app, task);
}

fn today(app: &mut App, message: today::Message) {
    let task = app.update(Message::Today(message));
    run(app, task);
}

#[test]
fn what_is_due_is_begun_from_today_with_its_quarter_in_the_title() {
    let mut app = planned();
    press(&mut app, Shortcut::Rail(0));
    assert!(shows(&app, "公开计划：该张贴的") && shows(&app, "村级财务收支公开 · 2026年第一季度"));
    // The editor that opens on it works on for as long as it is open: nobody waits for it here.
    let make = today::Message::Make(KindId::new(FINANCE), Some(Cycle::Quarter(2026, 1)));
    drop(app.update(Message::Today(make)));
    read(&mut app);
    let made = app.desk.shelf.entries[0].summary.clone();
    assert!(made.title.ends_with("2026年第一季度村级财务收支公开"), "{}", made.title);
    let item = app.desk.shelf.agenda.items.iter().find(|item| item.cycle.is_some()).expect("still due");
    assert_eq!(item.notice, Some(made.id));
}

#[test]
fn without_a_plan_today_asks_for_one_and_leads_to_it() {
    let mut app = app(0);
    press(&mut app, Shortcut::Rail(0));
    assert!(shows(&app, "还没有选定本单位定期要公开的事项。选好以后，到期没贴的会在这里提醒。"));
    today(&mut app, today::Message::Plan);
    assert!(shows(&app, "勾选常见的几项"));
    send(&mut app, settings::Message::Plan(plan::Message::Usual));
    read(&mut app);
    assert!(app.desk.shelf.has_plan && !shows(&app, "勾选常见的几项"));
}

#[test]
fn the_calendar_is_walked_by_keyboard_and_esc_leads_back_to_the_list() {
    let mut app = planned();
    press(&mut app, Shortcut::Rail(0));
    today(&mut app, today::Message::Show(today::Shown::Month));
    assert!(shows(&app, "2026年4月") && shows(&app, "2026年4月8日（周三）"));
    for key in [ListKey::Down, ListKey::Left, ListKey::Right] {
        press(&mut app, Shortcut::List(key));
    }
    assert!(shows(&app, "2026年4月15日（周三）") && shows(&app, "应公开") && shows(&app, "新建"));
    let task = app.update(Message::Key(Shortcut::List(ListKey::PageUp)));
    run(&mut app, task);
    assert!(shows(&app, "2026年3月15日（周日）"));
    let task = app.update(Message::Key(Shortcut::List(ListKey::PageUp)));
    run(&mut app, task);
    assert!(shows(&app, "春节，放假"));
    press(&mut app, Shortcut::Back);
    assert!(shows(&app, "公开计划：该张贴的"));
}

#[test]
fn the_list_is_a_paper_as_well() {
    let mut app = planned();
    press(&mut app, Shortcut::Rail(0));
    let task = app.update(Message::Key(Shortcut::Print));
    run(&mut app, task);
    assert!(shows(&app, "今天要办的事"));
    press(&mut app, Shortcut::Back);
    assert!(shows(&app, "打印清单"));
}

#[test]
fn a_year_of_days_off_is_typed_in_and_counted_by_at_once() {
    let mut app = app(0);
    drop(app.go(Place::Settings));
    send(&mut app, settings::Message::Tab(Tab::Years));
    assert!(shows(&app, "2026"));
    send(&mut app, settings::Message::Years(years::Message::Begin));
    send(&mut app, settings::Message::Years(years::Message::Worked("2月14日".into())));
    let paste = iced::widget::text_editor::Edit::Paste(Arc::new("春节 2月5日至2月11日".into()));
    send(&mut app, settings::Message::Years(years::Message::Off(iced::widget::text_editor::Action::Edit(paste))));
    send(&mut app, settings::Message::Years(years::Message::Keep));
    assert!(!app.desk.rules.calendar.is_workday(date(2027, 2, 8)));
    assert!(shows(&app, "本单位录入"));
}

#[test]
fn a_shorter_rule_is_kept_only_with_its_reason_and_new_notices_follow_it() {
    let mut app = app(0);
    drop(app.go(Place::Settings));
    send(&mut app, settings::Message::Tab(Tab::Rules));
    for message in [
        rules::Message::Choose(KindId::new("tuigeng")),
        rules::Message::Days("5".into()),
        rules::Message::Steps("经办人、村务监督委员会、负责人".into()),
        rules::Message::Keep,
    ] {
        send(&mut app, settings::Message::Rules(message));
    }
    assert!(shows(&app, "请写原因。"));
    assert_eq!(app.desk.rules.kind(&KindId::new("tuigeng")).period.days, Some(15));
    send(&mut app, settings::Message::Rules(rules::Message::Reason("县里要求".into())));
    send(&mut app, settings::Message::Rules(rules::Message::Keep));
    let kind = app.desk.rules.kind(&KindId::new("tuigeng"));
    assert_eq!((kind.period.days, kind.approvers.len()), (Some(5), 3));
    send(&mut app, settings::Message::Rules(rules::Message::Back));
    assert!(app.desk.rules.amendment(&kind.id).is_none());
}

#[test]
fn the_office_counts_from_the_next_day_where_it_chose_to() {
    let mut app = app(0);
    drop(app.go(Place::Settings));
    send(&mut app, settings::Message::Tab(Tab::Rules));
    send(&mut app, settings::Message::Counting(Counting::NextDay));
    assert_eq!(app.desk.office.counting, Counting::NextDay);
    let Write::Create(_, content) = new::blank_for(&KindId::new("tuigeng"), None, &app.desk) else { panic!("a draft") };
    assert_eq!((content.period.first, content.date), (Some(date(2026, 4, 9)), Some(TODAY)));
    assert_eq!(content.period.last, Some(date(2026, 4, 23)));
}

#[test]
fn who_left_the_office_is_named_with_the_day() {
    let mut app = app(0);
    app.desk.store.run_blocking(|store| store.set_worker("王主任", "负责人", Some("2468"))).expect("a person");
    drop(app.go(Place::Settings));
    send(&mut app, settings::Message::People(settings::people::Message::Remove("王主任".into())));
    let gone = app.desk.store.run_blocking(|store| store.gone_workers()).expect("the persons");
    assert_eq!(gone.len(), 1);
    assert!(shows(&app, "王主任"));
}
