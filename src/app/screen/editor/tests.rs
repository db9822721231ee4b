//! The editor, message by message.

use super::*;
use crate::domain::block::Spot;
use crate::domain::finding::{Finding, FindingKind, Severity};
use crate::domain::notice::MoneyUnit;
use crate::domain::table::{Cell, Class, Column, Role, Table};
use crate::store::Handle;
use crate::ui::widget::grid::Onward;
use jiff::civil::date;

fn editor() -> State {
    let mut table = Table::new(vec![Column::new("户主", Class::Name), Column::new("补贴金额", Class::Amount)]);
    for (name, amount) in [("甲一", "1"), ("乙二", "2")] {
        table.push(Role::Data, vec![Cell::text(name), Cell::parse(amount, Class::Amount)], None);
    }
    let kind = crate::domain::kind::KindId::new("gengdi-dili");
    let store = Handle::in_memory().unwrap();
    let content = Content { title: "公示".to_owned(), table, ..Content::default() };
    let notice = store
        .run_blocking(move |store| {
            let id = store.create(&kind, &content)?.id;
            store.load(id)
        })
        .unwrap();
    State::open(notice, &Desk::new(store, "/nowhere".into(), date(2026, 4, 8))).0
}

fn send(editor: &mut State, messages: impl IntoIterator<Item = Message>) {
    for message in messages {
        editor.update(message, date(2026, 4, 8));
    }
}

/// Writes what is dirty and reads it back.
fn stored(editor: &mut State) -> Content {
    let reply = editor.save().expect("something to write");
    let id = editor.id;
    let notice = editor.store.run_blocking(move |store| store.load(id)).unwrap();
    drop(reply);
    notice.content
}

fn type_into(editor: &mut State, text: &str) {
    let typed = [grid::Action::Draft(text.to_owned()), grid::Action::Commit(Onward::Stay)];
    send(editor, typed.map(Message::Grid));
}

#[test]
fn what_is_typed_into_a_cell_is_written_and_undone() {
    let mut editor = editor();
    type_into(&mut editor, "丙三");
    assert!(editor.is_dirty());
    assert_eq!(stored(&mut editor).table.rows[0].cells[0], Cell::text("丙三"));
    assert!(!editor.is_dirty());
    send(&mut editor, [Message::Undo]);
    assert_eq!(stored(&mut editor).table.rows[0].cells[0], Cell::text("甲一"));
}

#[test]
fn undo_walks_through_fields_and_cells_in_the_order_they_were_typed() {
    let mut editor = editor();
    send(&mut editor, ["公示甲", "公示甲乙"].map(|title| Message::Title(title.to_owned())));
    type_into(&mut editor, "丙三");
    send(&mut editor, [Message::Undo]);
    assert_eq!((editor.title(), editor.content.table.rows[0].cells[0].typed()), ("公示甲乙", "甲一".to_owned()));
    send(&mut editor, [Message::Undo]);
    assert_eq!(editor.title(), "公示");
    send(&mut editor, [Message::Redo, Message::Redo]);
    assert_eq!((editor.title(), editor.content.table.rows[0].cells[0].typed()), ("公示甲乙", "丙三".to_owned()));
}

#[test]
fn an_id_number_is_on_the_disk_neither_from_a_cell_nor_from_a_field() {
    let mut editor = editor();
    type_into(&mut editor, "11010519491231002X");
    assert_eq!(editor.told, Some(Told::Masked(1)));
    send(&mut editor, [Message::Issuer("甲 11010519491231002X".to_owned())]);
    let written = format!("{:?}", stored(&mut editor));
    assert!(!written.contains("19491231"), "{written}");
}

#[test]
fn a_row_added_is_there_after_loading() {
    let mut editor = editor();
    send(&mut editor, [Message::Grid(grid::Action::InsertRow)]);
    assert_eq!(stored(&mut editor).table.rows.len(), 3);
}

#[test]
fn a_tool_above_the_table_gives_the_keyboard_back_to_the_cells() {
    let mut editor = editor();
    for action in [
        Message::Grid(grid::Action::InsertRow),
        Message::Grid(grid::Action::MoveRows { down: true }),
        Message::Columns(columns::Message::Compute),
    ] {
        assert!(matches!(editor.update(action, date(2026, 4, 8)), Action::Run(_)));
    }
    let name = Message::Columns(columns::Message::Name("姓名".into()));
    assert!(matches!(editor.update(name, date(2026, 4, 8)), Action::None), "a field keeps it");
}

#[test]
fn a_failed_write_is_tried_again() {
    let mut editor = editor();
    type_into(&mut editor, "丙三");
    drop(editor.save());
    send(&mut editor, [Message::Written(Err(Arc::new(StoreError::Closed)))]);
    assert!(editor.is_dirty());
    assert_eq!(stored(&mut editor).table.rows[0].cells[0], Cell::text("丙三"));
}

#[test]
fn escape_closes_what_is_open_before_it_leaves() {
    let mut editor = editor();
    send(&mut editor, [Message::Export]);
    let escape = || {
        Message::Key(keyboard::Event::KeyPressed {
            key: keyboard::Key::Named(keyboard::key::Named::Escape),
            modified_key: keyboard::Key::Named(keyboard::key::Named::Escape),
            physical_key: keyboard::key::Physical::Code(keyboard::key::Code::Escape),
            location: keyboard::Location::Standard,
            modifiers: keyboard::Modifiers::empty(),
            text: None,
            repeat: false,
        })
    };
    assert!(matches!(editor.update(escape(), date(2026, 4, 8)), Action::None));
    assert!(matches!(editor.update(escape(), date(2026, 4, 8)), Action::Leave));
}

#[test]
fn what_hangs_is_walked_through_and_every_change_is_refused() {
    let mut editor = editor();
    editor.stage = notice::State::Posted;
    let mut answer = |message| editor.update(message, date(2026, 4, 8));
    let refused = [
        Message::Title("乙".to_owned()),
        Message::Grid(grid::Action::Draft("丙".to_owned())),
        Message::Grid(grid::Action::RemoveRows),
        Message::Paper(Paper::A3),
        Message::Undo,
    ];
    for message in refused {
        assert!(matches!(answer(message), Action::Refused));
    }
    assert!(matches!(answer(Message::Grid(grid::Action::Commit(Onward::Down))), Action::None));
    assert_eq!(editor.selected(), (1, 0));
    assert!(!editor.is_dirty());
}

#[test]
fn the_last_day_and_the_text_follow_the_first_day_until_the_last_is_chosen() {
    let first = |day: &str| Message::First(date::Message::Typed(day.to_owned()));
    let last = |day: &str| Message::Last(date::Message::Typed(day.to_owned()));
    let period = |editor: &State| editor.content.period;
    let by_rule = |editor: &State, day| editor.rules.last_day(&editor.kind, editor.office.level, day);
    let mut editor = editor();
    send(&mut editor, [first("2026-04-08")]);
    let end = by_rule(&editor, date(2026, 4, 8)).expect("a kind with an end");
    send(&mut editor, [last(&end.to_string())]);
    let stated = format!("公示期：2026年4月8日至{}。", crate::domain::period::chinese(end));
    editor.content.intro.clone_from(&stated);
    // On the way to another day nothing is a date for a while.
    send(&mut editor, ["2026-04-", "2026-04-2", "2026-04-20"].map(first));
    let end = by_rule(&editor, date(2026, 4, 20)).expect("a kind with an end");
    assert_eq!(period(&editor), notice::Period { first: Some(date(2026, 4, 20)), last: Some(end) });
    let moved = format!("公示期：2026年4月20日至{}。", crate::domain::period::chinese(end));
    assert_eq!(editor.content.intro, moved);
    assert_eq!(crate::ui::widget::field::typed(&editor.fields.intro), moved);
    send(&mut editor, [last("2026-06-30"), first("2026-04-21")]);
    assert_eq!(period(&editor).last, Some(date(2026, 6, 30)), "a chosen day stays");
    assert_eq!(stored(&mut editor).intro, "公示期：2026年4月21日至2026年6月30日。");
}

#[test]
fn header_cells_are_merged_worded_and_split_from_the_keyboard_and_taken_back() {
    let mut editor = editor();
    let names = |editor: &State| editor.content.table.columns.iter().map(Column::name).collect::<Vec<_>>();
    let both = [grid::Action::Columns { to: 0, extend: false }, grid::Action::Columns { to: 1, extend: true }];
    send(&mut editor, both.map(Message::Grid));
    send(&mut editor, [Message::Grid(grid::Action::Header { split: false })]);
    send(&mut editor, [Message::Columns(columns::Message::Over("农户".to_owned()))]);
    assert_eq!(names(&editor), ["农户/户主", "农户/补贴金额"]);
    assert_eq!(stored(&mut editor).table.columns[1].header, ["农户", "补贴金额"]);
    send(&mut editor, [Message::Grid(grid::Action::Header { split: true })]);
    assert_eq!(names(&editor), ["户主", "补贴金额"]);
    send(&mut editor, [Message::Undo]);
    assert_eq!(names(&editor), ["农户/户主", "农户/补贴金额"]);
    send(&mut editor, [Message::Undo, Message::Undo]);
    assert_eq!(names(&editor), ["户主", "补贴金额"]);
}

#[test]
fn what_the_look_says_is_kept_and_taken_back() {
    let mut editor = editor();
    let chosen = [look::Change::Seal(true), look::Change::Capitals(true), look::Change::Money(MoneyUnit::Wan)];
    send(&mut editor, chosen.map(Message::Look));
    let kept = stored(&mut editor).look;
    assert!(kept.seal && kept.capitals && kept.money == MoneyUnit::Wan);
    send(&mut editor, [Message::Undo]);
    assert_eq!(stored(&mut editor).look.money, MoneyUnit::AsTyped);
}

fn block(message: blocks::Message) -> Message {
    Message::Blocks(message)
}

fn typed(text: &str) -> Message {
    let paste = iced::widget::text_editor::Edit::Paste(std::sync::Arc::new(text.to_owned()));
    block(blocks::Message::Edited { second: false, action: iced::widget::text_editor::Action::Edit(paste) })
}

#[test]
fn a_block_is_added_typed_into_written_and_taken_back() {
    let mut editor = editor();
    send(&mut editor, [block(blocks::Message::Add(blocks::New::Heading)), typed("收支情况")]);
    let written = stored(&mut editor);
    assert_eq!(written.blocks.len(), 1);
    assert_eq!(written.blocks[0].texts(), ["收支情况"]);
    send(&mut editor, [Message::Undo, Message::Undo]);
    assert!(stored(&mut editor).blocks.is_empty());
    send(&mut editor, [Message::Redo, Message::Redo]);
    assert_eq!(stored(&mut editor).blocks[0].texts(), ["收支情况"]);
}

#[test]
fn blocks_move_and_go_and_what_goes_comes_back() {
    let mut editor = editor();
    let add = |new| block(blocks::Message::Add(new));
    send(&mut editor, [add(blocks::New::Paragraph), add(blocks::New::Code), add(blocks::New::Chart)]);
    let keys = |editor: &State| editor.content.blocks.iter().map(|block| block.key).collect::<Vec<_>>();
    let [text, code, chart] = keys(&editor)[..] else { panic!("three blocks") };
    send(&mut editor, [block(blocks::Message::Move { key: chart, up: true })]);
    assert_eq!(keys(&editor), [text, chart, code]);
    send(&mut editor, [block(blocks::Message::Remove(text))]);
    assert_eq!(keys(&editor), [chart, code]);
    send(&mut editor, [Message::Undo, Message::Undo]);
    assert_eq!(keys(&editor), [text, code, chart]);
}

#[test]
fn no_number_of_a_person_typed_into_a_block_reaches_the_disk() {
    let id = "11010519491231002X";
    let mut editor = editor();
    send(&mut editor, [block(blocks::Message::Add(blocks::New::Notice)), typed(&format!("身份证 {id}"))]);
    send(&mut editor, [block(blocks::Message::Add(blocks::New::Table))]);
    let cell = [grid::Action::Draft(id.to_owned()), grid::Action::Commit(Onward::Stay)];
    send(&mut editor, cell.map(|action| block(blocks::Message::Grid(action))));
    let written = serde_json::to_string(&stored(&mut editor)).unwrap();
    assert!(written.contains("notice") && written.contains("table"));
    assert!(!written.contains("19491231"), "{written}");
}

#[test]
fn a_further_table_takes_the_main_one_s_place_and_gives_it_back() {
    let mut editor = editor();
    send(&mut editor, [block(blocks::Message::Add(blocks::New::Table))]);
    send(&mut editor, [block(blocks::Message::Swap)]);
    assert_eq!(editor.content.table.columns[0].name(), "项目");
    assert_eq!(editor.content.blocks[0].further().unwrap().table.columns[0].name(), "户主");
    send(&mut editor, [Message::Undo]);
    assert_eq!(editor.content.table.columns[0].name(), "户主");
}

#[test]
fn the_names_of_a_further_table_s_columns_are_typed_in_one_line() {
    let mut editor = editor();
    send(&mut editor, [block(blocks::Message::Add(blocks::New::Table))]);
    send(&mut editor, [block(blocks::Message::Names("科目、上年数（万元）、本年数（万元）、说明".into()))]);
    let table = &editor.content.blocks[0].further().unwrap().table;
    let columns: Vec<(String, Class)> = table.columns.iter().map(|column| (column.name(), column.class)).collect();
    assert_eq!(columns.len(), 4);
    assert_eq!((columns[1].0.as_str(), columns[1].1), ("上年数（万元）", Class::Amount));
}

#[test]
fn what_is_found_in_a_further_table_leads_to_its_cell_and_its_person_is_known() {
    let mut editor = editor();
    send(&mut editor, [block(blocks::Message::Add(blocks::New::Table))]);
    send(&mut editor, [block(blocks::Message::Names("姓名、金额（元）".into()))]);
    let key = editor.content.blocks[0].key;
    let further = editor.content.blocks[0].further().unwrap().table.clone();
    let row = further.rows[1].key;
    let finding = Finding {
        severity: Severity::Warning,
        kind: FindingKind::NotANumber,
        key: Some(row),
        block: Some(key),
        source: None,
        column: Some("金额（元）".into()),
        text: "不是数字".into(),
    };
    let places = press::Places::from([(Some(key), std::iter::once((row, Some(1))).collect())]);
    let checked = press::Checked { findings: vec![finding], count: 1, places, ..press::Checked::default() };
    send(&mut editor, [block(blocks::Message::Show(false)), Message::Tab(Tab::Check)]);
    editor.heard(News::Checked(checked));
    assert_eq!(editor.finding_rows, [Some(1)]);
    send(&mut editor, [Message::GoTo(0)]);
    assert!(editor.tab == Tab::Content && editor.blocks.shown);
    assert_eq!(editor.selected_beside(), Some((1, 1)));
    let typed = [grid::Action::Draft("张明".to_owned()), grid::Action::Commit(Onward::Stay)];
    drop(editor.seek(Spot { block: Some(key), row, column: 0 }));
    send(&mut editor, typed.map(|action| block(blocks::Message::Grid(action))));
    assert_eq!(editor.person(), Some("张明"));
}
