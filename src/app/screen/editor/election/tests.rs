//! The sheet of the figures, message by message.

use iced::futures::StreamExt;
use jiff::civil::date;

use super::super::press::{News, Press};
use super::*;
use crate::app::desk::Desk;
use crate::domain::election::Plan;
use crate::domain::office::Office;
use crate::domain::table::Role;

/// The notice of a kind from a series whose candidates, voters and proxies are listed already.
fn notice(kind: &'static str) -> (Notice, Desk) {
    let store = Handle::in_memory().expect("a store in memory");
    let plan =
        Plan { day: date(2026, 12, 20), village: "石桥村".into(), place: "村委会".into(), ..Plan::default() };
    let rows = [
        ("election-voters", vec!["1,一组,王明,男", "2,一组,李芳,女"]),
        ("election-candidates", vec!["王大山,男,1980年1月,中共党员,高中,主任", "赵海,男,1985年2月,群众,大专,委员"]),
        (PROXIES, vec!["王明,李芳", "李芳,赵　海"]),
    ];
    let notice = store.run_blocking(move |store| {
        let series = store.create_election(&plan, &Office::default())?;
        for (kind, rows) in rows {
            let notice = series.of_kind(kind).expect("a notice of the series");
            let mut table = store.load(notice)?.content.table;
            let classes: Vec<Class> = table.columns.iter().map(|column| column.class).collect();
            for row in rows {
                let cells = row.split(',').zip(&classes).map(|(text, class)| Cell::parse(text, *class));
                table.push(Role::Data, cells.collect(), None);
            }
            store.save_table(notice, &table)?;
        }
        store.load(series.of_kind(kind).expect("a notice of the series"))
    });
    (notice.expect("a series"), Desk::new(store, "/nowhere".into(), date(2026, 12, 20)))
}

fn editor() -> State {
    let (notice, desk) = notice(KIND);
    State::open(notice, &desk).0
}

fn send(editor: &mut State, message: Message) {
    editor.update(Told::Counting(message), date(2026, 12, 20));
}

fn open(editor: &mut State) {
    editor.update(Told::Count, date(2026, 12, 20));
    let known = iced::futures::executor::block_on(known(editor.store.clone(), editor.id));
    send(editor, Message::Known(known));
}

fn type_all(editor: &mut State) {
    let figures = [
        (Figure::Registered, "1200"),
        (Figure::Issued, "1100"),
        (Figure::Returned, "1080"),
        (Figure::Valid, "1060"),
        (Figure::Invalid, "20"),
    ];
    for (figure, typed) in figures {
        send(editor, Message::Figure(figure, typed.into()));
    }
    send(editor, Message::Votes(0, 0, "640".into()));
    send(editor, Message::Seats(1, "1".into()));
    send(editor, Message::Votes(1, 0, "500".into()));
}

fn sheet(editor: &State) -> &Counting {
    editor.counting.as_ref().expect("an open sheet")
}

#[test]
fn what_the_series_knows_need_not_be_typed_again() {
    let mut editor = editor();
    open(&mut editor);
    let sheet = sheet(&editor);
    assert_eq!(sheet.figures[0], "2");
    let posts: Vec<_> = sheet.posts.iter().map(|post| (post.name.as_str(), post.candidates[0][0].as_str())).collect();
    assert_eq!(posts, [("主任", "王大山"), ("委员", "赵海")]);
    assert!(matches!(sheet.count(), Count::Open));
}

#[test]
fn validity_and_majority_follow_from_what_is_typed_and_fill_the_notice() {
    let mut editor = editor();
    open(&mut editor);
    type_all(&mut editor);
    let Count::Counted(counted) = sheet(&editor).count() else { panic!("not counted") };
    assert!(counted.1.valid && counted.1.majority == 541);
    assert_eq!(counted.1.vacant, [("委员".to_owned(), 1)]);
    send(&mut editor, Message::Take);
    assert!(editor.counting.is_none() && editor.is_dirty());
    assert!(editor.content.intro.contains("收回选票1080张") && editor.content.intro.contains("541票以上"));
    let verdicts: Vec<String> = editor.content.table.rows.iter().map(|row| row.cells[3].typed()).collect();
    assert_eq!(verdicts, ["当选", "未当选"]);
    // They are there when the sheet is opened again, and one undo takes them out of the notice.
    open(&mut editor);
    assert_eq!(sheet(&editor).figures[..2], ["1200", "1100"]);
    editor.update(Told::Undo, date(2026, 12, 20));
    assert!(editor.content.table.rows.is_empty() && !editor.content.intro.contains("收回选票"));
}

#[test]
fn a_contradiction_is_refused_with_its_reason_and_nothing_is_written() {
    let mut editor = editor();
    open(&mut editor);
    type_all(&mut editor);
    send(&mut editor, Message::Figure(Figure::Issued, "1079".into()));
    let Count::Refused(found) = sheet(&editor).count() else { panic!("not refused") };
    assert!(found[0].text.contains("收回选票1080张，多于发出选票1079张"), "{}", found[0].text);
    send(&mut editor, Message::Take);
    assert!(editor.counting.is_some() && editor.content.table.rows.is_empty());
}

#[test]
fn ballots_that_contradict_each_other_are_told_before_any_vote_is_typed() {
    let mut editor = editor();
    open(&mut editor);
    for (figure, typed) in Figure::ALL.into_iter().zip(["500", "480", "470", "460", "10"]) {
        send(&mut editor, Message::Figure(figure, typed.into()));
    }
    assert!(matches!(sheet(&editor).count(), Count::Open));
    send(&mut editor, Message::Figure(Figure::Valid, "461".into()));
    let Count::Refused(found) = sheet(&editor).count() else { panic!("not refused") };
    assert_eq!(found.len(), 1);
    assert!(found[0].text.contains("不等于收回选票470张"), "{}", found[0].text);
}

#[test]
fn what_was_typed_is_not_overwritten_by_what_comes_late() {
    let mut editor = editor();
    editor.update(Told::Count, date(2026, 12, 20));
    send(&mut editor, Message::Figure(Figure::Registered, "7".into()));
    send(&mut editor, Message::Known(Ok(Known { registered: Some(2), candidates: Vec::new() })));
    assert_eq!(sheet(&editor).figures[0], "7");
}

#[test]
fn only_the_result_has_figures() {
    let mut editor = editor();
    assert!(editor.has_figures());
    editor.stage = crate::domain::notice::State::Posted;
    editor.update(Told::Count, date(2026, 12, 20));
    assert!(editor.counting.is_none());
}

#[test]
fn a_candidate_among_the_proxies_is_found_by_the_lists_own_check() {
    let (notice, desk) = notice(PROXIES);
    let id = notice.id;
    let standing = desk.store.run_blocking(move |store| store.standing_beside(id)).expect("the candidates");
    let kind = desk.rules.kind(&notice.kind);
    let (press, mut news) = Press::start(notice.content, kind, Office::default(), Arc::clone(&desk.rules));
    press.standing(standing);
    let checked = iced::futures::executor::block_on(async {
        loop {
            match news.next().await {
                Some(News::Checked(checked)) => return checked,
                Some(_) => {}
                None => panic!("the press stopped"),
            }
        }
    });
    let found: Vec<&Finding> =
        checked.findings.iter().filter(|finding| finding.text.contains("候选人不得接受委托")).collect();
    assert!(found.len() == 1 && found[0].text.starts_with("第 2 条") && found[0].key.is_some(), "{found:?}");
}

#[test]
fn a_list_of_proxies_that_hangs_is_opened_without_a_word() {
    let (notice, desk) = notice(PROXIES);
    let mut editor = State::open(notice, &desk).0;
    editor.stage = crate::domain::notice::State::Posted;
    let read = Told::Standing(Ok(vec!["赵海".into()]));
    assert!(matches!(editor.update(read, date(2026, 12, 20)), Action::None));
}

#[test]
fn only_the_list_of_proxies_is_held_against_the_candidates() {
    let (notice, desk) = notice(KIND);
    let id = notice.id;
    assert_eq!(
        desk.store.run_blocking(move |store| store.standing_beside(id)).expect("a series"),
        Vec::<String>::new()
    );
}
