//! From a file or a block to the table in the notice.

use std::path::PathBuf;

use iced::futures::executor::block_on;

use super::*;
use crate::domain::finding::{Finding, FindingKind};
use crate::domain::kind::{Catalogue, KindId};
use crate::domain::notice::Notice;
use crate::domain::office::Office;
use crate::store::Handle;
use crate::ui::words::{Language, Words};
use jiff::civil::date;

fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples").join(name)
}

/// A draft of 耕地地力保护补贴公示 as New makes it.
fn draft_of(store: &Handle) -> Notice {
    let kind = Catalogue::bundled().find("gengdi-dili").unwrap();
    let content = draft::content(kind, &Office::default(), date(2026, 4, 8), Some(date(2026, 4, 14)));
    store
        .run_blocking(move |store| {
            let id = store.create(&KindId::new("gengdi-dili"), &content)?.id;
            store.load(id)
        })
        .unwrap()
}

fn editor(store: &Handle) -> State {
    State::open(draft_of(store), &crate::app::desk::Desk::new(store.clone(), "/nowhere".into(), date(2026, 4, 8))).0
}

/// As the executor would: reads, and hands over the answer.
fn read(editor: &mut State, source: Source) {
    drop(editor.read(source.clone()));
    let answer = block_on(sight::first(source, editor.desk(), Arc::default()));
    let asked = editor.intake.as_ref().unwrap().asked;
    editor.intake_asked(Message::Sighted(asked, answer));
}

fn sighted(editor: &State) -> &Sighted {
    match &editor.intake.as_ref().unwrap().stage {
        Stage::Found(sighted) => sighted,
        other => panic!("nothing found: {other:?}"),
    }
}

/// As the executor would: what may be stored is handed over.
fn take(editor: &mut State) {
    let work = editor.taking().expect("something to take");
    editor.intake_asked(work());
}

/// Corrects by a message, and waits for the answer.
fn correct_by(editor: &mut State, message: &Message) {
    let before = sighted(editor).clone();
    let mut correction = editor.intake.as_ref().unwrap().correction.clone();
    let rows = editor.intake.as_ref().unwrap().rows.clone();
    correct(&mut correction, message, &before.found, &rows);
    drop(editor.correct(message));
    let asked = editor.intake.as_ref().unwrap().asked;
    let again = before.again(correction, &editor.desk()).map(Box::new);
    editor.intake_asked(Message::Sighted(asked, again));
}

fn block(editor: &mut State, lines: &[&str]) {
    drop(editor.ask_intake());
    read(editor, Source::Block(lines.join("\n").replace('|', "\t")));
}

fn open(editor: &mut State, name: &str) {
    drop(editor.ask_intake());
    read(editor, Source::File(sample(name)));
}

#[test]
fn a_file_becomes_the_table_without_its_id_numbers_and_its_title_replaces_the_drafted_one() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    open(&mut editor, "耕地地力保护补贴公示表.xlsx");
    let title = sighted(&editor).found.title.clone().unwrap();
    take(&mut editor);
    assert!(editor.intake.is_none());
    assert!(editor.content.table.data_rows().count() > 10);
    assert!(editor.content.table.columns.iter().all(|column| column.class != Class::IdNumber));
    assert_eq!(editor.content.title, title);
    let told = super::super::checks::dropped(&editor, &Words::new(Language::Chinese)).unwrap();
    assert!(told.contains("身份证"), "{told}");
}

#[test]
fn what_the_clerk_typed_as_title_stays() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    editor.update(Told::Title("我的标题".to_owned()), date(2026, 4, 8));
    open(&mut editor, "耕地地力保护补贴公示表.xlsx");
    take(&mut editor);
    assert_eq!(editor.content.title, "我的标题");
}

#[test]
fn a_correction_is_applied_to_the_next_file_of_the_same_shape_until_it_is_taken_back() {
    let store = Handle::in_memory().unwrap();
    let mut first = editor(&store);
    open(&mut first, "耕地地力保护补贴公示表.xlsx");
    let name = sighted(&first).found.table.columns[1].name();
    let before = sighted(&first).clone();
    let correction = Correction { left_out_columns: [name.clone()].into(), ..Correction::default() };
    let corrected = before.again(correction, &first.desk()).unwrap();
    let asked = first.intake.as_ref().unwrap().asked;
    first.intake_asked(Message::Sighted(asked, Ok(Box::new(corrected))));
    take(&mut first);
    let mut second = editor(&store);
    open(&mut second, "耕地地力保护补贴公示表.xlsx");
    assert!(sighted(&second).remembered);
    assert!(sighted(&second).found.table.columns.iter().all(|column| column.name() != name));
    second.intake_asked(Message::Uncorrected);
    assert_eq!(second.intake.as_ref().unwrap().correction, Correction::default());
}

#[test]
fn a_reading_that_was_stopped_is_cancelled_and_its_late_answer_is_dropped() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    drop(editor.take_file(&sample("耕地地力保护补贴公示表.xlsx"), None));
    let panel = editor.intake.as_ref().unwrap();
    let (asked, cancel) = (panel.asked, Arc::clone(&panel.cancel));
    editor.intake_asked(Message::Slow);
    assert!(matches!(editor.intake.as_ref().unwrap().stage, Stage::Reading { slow: true }));
    editor.intake_asked(Message::Stop);
    assert!(cancel.load(Ordering::Relaxed));
    editor.intake_asked(Message::Sighted(asked, Err(Failure::Clipboard)));
    assert!(matches!(editor.intake.as_ref().unwrap().stage, Stage::Asking));
}

#[test]
fn a_file_that_is_not_there_is_said_with_its_name_and_nothing_changes() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    let before = editor.content.clone();
    open(&mut editor, "没有这份.xlsx");
    let Stage::Failed(failure) = &editor.intake.as_ref().unwrap().stage else { panic!("it was read") };
    let told = view::trouble(failure, &Words::new(Language::Chinese));
    assert!(told.contains("没有这份.xlsx"), "{told}");
    assert_eq!(editor.content, before);
}

#[test]
fn a_block_pasted_into_an_empty_notice_is_read_like_a_file() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    editor.content.table.rows.clear();
    let block = "序号\t户主姓名\t身份证号\t补贴金额\n1\t甲一\t11010519491231002X\t10.50\n2\t乙二\t\t20\n";
    let action = editor.update(Told::Grid(super::super::grid::Action::Paste(block.to_owned())), date(2026, 4, 8));
    assert!(matches!(action, Action::Run(_)));
    read(&mut editor, Source::Block(block.to_owned()));
    take(&mut editor);
    assert_eq!(editor.content.table.data_rows().count(), 2);
    assert!(!format!("{:?}", editor.content.table).contains("19491231"));
}

#[test]
fn rows_to_leave_out_are_typed_one_by_one_or_as_a_span() {
    assert_eq!(numbers("12、15-17，x 3"), [3, 12, 15, 16, 17].into());
}

#[test]
fn a_posted_notice_is_not_changed() {
    let store = Handle::in_memory().unwrap();
    let notice = Notice { state: crate::domain::notice::State::Posted, ..draft_of(&store) };
    let mut editor = State::open(notice, &crate::app::desk::Desk::new(store, "/nowhere".into(), date(2026, 4, 8))).0;
    let before = editor.content.clone();
    editor.update(Told::Title("别的".to_owned()), date(2026, 4, 8));
    editor.update(Told::Import, date(2026, 4, 8));
    assert_eq!(editor.content, before);
    assert!(editor.intake.is_none());
    assert!(matches!(editor.update(Told::Again, date(2026, 4, 8)), Action::Again));
}

#[test]
fn an_import_is_taken_back_by_one_undo() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    let before = editor.content.clone();
    open(&mut editor, "耕地地力保护补贴公示表.xlsx");
    take(&mut editor);
    let after = editor.content.clone();
    assert_ne!((&before.title, before.table.rows.len()), (&after.title, after.table.rows.len()));
    editor.undo();
    assert_eq!((&editor.content.title, &editor.content.table.rows), (&before.title, &before.table.rows));
    assert!(!editor.history.can_undo());
    editor.redo();
    assert_eq!(editor.content, after);
}

#[test]
fn a_column_matched_by_hand_is_the_kinds_and_is_matched_again_in_the_next_file() {
    let store = Handle::in_memory().unwrap();
    let mut first = editor(&store);
    let lines = ["序号|户主|计补|标准（元/亩）|实到", "1|张三|10|86.5|865", "2|李四|20|86.5|1730"];
    block(&mut first, &lines);
    let lacks = |editor: &State, name: &str| {
        let lacking = |finding: &&Finding| finding.kind == FindingKind::MissingColumn;
        sighted(editor).findings.iter().filter(lacking).any(|finding| finding.column.as_deref() == Some(name))
    };
    assert!(lacks(&first, "补贴金额（元）"));
    correct_by(&mut first, &Message::Match(4, "补贴金额（元）".into()));
    assert!(!lacks(&first, "补贴金额（元）"));
    assert_eq!(sighted(&first).matched[4].as_deref(), Some("补贴金额（元）"));
    correct_by(&mut first, &Message::Match(1, String::new()));
    assert!(lacks(&first, "户主") || sighted(&first).matched[1].is_none());
    take(&mut first);
    assert_eq!(first.content.table.columns[4].name(), "补贴金额（元）");
    let mut second = editor(&store);
    block(&mut second, &lines);
    assert!(sighted(&second).remembered);
    assert_eq!(sighted(&second).matched[4].as_deref(), Some("补贴金额（元）"));
}

#[test]
fn a_class_rows_and_sums_are_corrected_in_the_panel() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    block(&mut editor, &["序号|户主|补贴金额（元）", "1|张三|10", "2|李四|20.5", "3|王五|30", "合计||60.5"]);
    let total = |editor: &State| sighted(editor).totals[2].map(|(sum, written)| (sum.to_string(), written.is_some()));
    assert_eq!(total(&editor), Some(("60.5".into(), true)));
    editor.intake_asked(Message::Rows("3".into()));
    correct_by(&mut editor, &Message::LeaveOutRows);
    assert_eq!(total(&editor), Some(("40".into(), true)));
    correct_by(&mut editor, &Message::Class(2, Class::Text));
    assert_eq!(total(&editor), None);
    take(&mut editor);
    assert_eq!(editor.content.table.data_rows().count(), 2);
}

#[test]
fn a_remembered_correction_that_fits_no_more_says_so() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    let lines = ["序号|户主|补贴金额（元）", "1|张三|10"];
    block(&mut editor, &lines);
    let signature = sighted(&editor).found.signature.as_str().to_owned();
    let gone = Correction { sheet: Some("2025年".into()), ..Correction::default() };
    let text = serde_json::to_string(&gone).unwrap();
    store.run_blocking(move |store| store.remember_shape(&signature, &text)).unwrap();
    block(&mut editor, &lines);
    assert!(sighted(&editor).unfit && !sighted(&editor).remembered);
}

#[test]
fn a_second_file_takes_the_place_of_the_first_and_no_answer_of_the_first_comes_through() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    drop(editor.take_file(&sample("耕地地力保护补贴公示表.xlsx"), None));
    let panel = editor.intake.as_ref().unwrap();
    let (first, cancel) = (panel.asked, Arc::clone(&panel.cancel));
    drop(editor.take_file(&sample("没有这份.xlsx"), None));
    assert!(cancel.load(Ordering::Relaxed));
    editor.intake_asked(Message::Sighted(first, Err(Failure::Clipboard)));
    assert!(matches!(editor.intake.as_ref().unwrap().stage, Stage::Reading { .. }));
    block(&mut editor, &["序号|户主|补贴金额（元）", "1|张三|10"]);
    let late = editor.taking().unwrap();
    block(&mut editor, &["序号|户主|补贴金额（元）", "1|李四|20"]);
    let before = editor.content.clone();
    editor.intake_asked(late());
    assert!(editor.intake.is_some());
    assert_eq!(editor.content, before);
}

#[test]
fn a_mobile_given_as_the_offices_is_hidden_unless_the_clerk_says_it_is() {
    let lines = ["序号|户主|补贴金额（元）", "1|张三|10", "2|李四|20", "监督电话：13812341234"];
    let store = Handle::in_memory().unwrap();
    let taken = |own: bool| {
        let mut editor = editor(&store);
        block(&mut editor, &lines);
        assert_eq!(sighted(&editor).telephones[0].row, 4);
        editor.intake_asked(Message::Telephone(0, own));
        take(&mut editor);
        editor.content
    };
    let (private, office) = (taken(false), taken(true));
    assert!(!format!("{private:?}").contains("13812341234"));
    assert!(office.telephone.ends_with("13812341234"));
    assert!(office.notes.contains("监督电话：13812341234"));
}

#[test]
fn a_file_that_was_read_to_guess_its_kind_is_not_read_again() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    let book = Arc::new(crate::intake::read::read(&sample("耕地地力保护补贴公示表.xlsx")).unwrap());
    drop(editor.ask_intake());
    read(&mut editor, Source::Read(PathBuf::from("不在了.xlsx"), book));
    assert!(sighted(&editor).found.rows() > 10);
}

#[test]
fn rows_pasted_without_a_header_go_into_the_columns_of_the_empty_notice() {
    let store = Handle::in_memory().unwrap();
    let mut editor = editor(&store);
    editor.content.table.rows.clear();
    let columns = editor.content.table.columns.clone();
    let block = "1\t张三\t10\t86.5\t865\n2\t李四\t11010519491231002X\t86.5\t1730\n";
    editor.update(Told::Grid(super::super::grid::Action::Paste(block.to_owned())), date(2026, 4, 8));
    assert!(editor.intake.is_none());
    assert_eq!(editor.content.table.columns, columns);
    assert_eq!(editor.content.table.data_rows().count(), 2);
    assert!(!format!("{:?}", editor.content.table).contains("19491231"));
}

#[test]
fn rows_of_words_alone_are_not_taken_for_a_header_wherever_the_keyboard_is() {
    let store = Handle::in_memory().unwrap();
    let rows = "曾一\t男\t群众\t高中\t主任\n单二\t女\t群众\t大专\t委员\n";
    for (block, has_header) in
        [(rows.to_owned(), false), (format!("姓名\t性别\t政治面貌\t文化程度\t职务\n{rows}"), true)]
    {
        let mut editor = editor(&store);
        let names = ["姓名", "性别", "政治面貌", "文化程度", "候选职务"];
        editor.content.table = Table::new(names.iter().map(|name| Column::new(*name, Class::Text)).collect());
        drop(editor.intake_asked(Message::Pasted(Some(block))));
        assert_eq!(editor.intake.is_some(), has_header);
        assert_eq!(editor.content.table.rows.len(), if has_header { 0 } else { 2 });
    }
}

/// A workbook of a budget: each sheet a title, a header and rows.
fn budget_book(sheets: &[(&str, &[&str])]) -> Book {
    use crate::domain::table::Cell;
    use crate::intake::sheet::{Sheet, SheetRow};
    let cell = |text: &str| text.parse().map_or_else(|_| Cell::text(text), crate::domain::table::Cell::Number);
    let row = |(at, line): (usize, &&str)| SheetRow {
        number: u32::try_from(at).unwrap() + 1,
        cells: line.split('|').map(|text| if text.is_empty() { Cell::Blank } else { cell(text) }).collect(),
        ..SheetRow::default()
    };
    let sheet = |(name, lines): &(&str, &[&str])| Sheet {
        name: Some((*name).to_owned()),
        rows: lines.iter().enumerate().map(row).collect(),
        ..Sheet::default()
    };
    Book { sheets: sheets.iter().map(sheet).collect(), encoding: None }
}

#[test]
fn a_workbook_read_into_a_budget_becomes_the_whole_set_and_one_step_takes_it_back() {
    let store = Handle::in_memory().unwrap();
    let kind = Catalogue::bundled().find("budget").unwrap();
    let content = draft::content(kind, &Office::default(), date(2026, 4, 8), None);
    let notice = store
        .run_blocking(move |store| {
            let id = store.create(&KindId::new("budget"), &content)?.id;
            store.load(id)
        })
        .unwrap();
    let desk = crate::app::desk::Desk::new(store, "/nowhere".into(), date(2026, 4, 8));
    let mut editor = State::open(notice, &desk).0;
    let before = editor.content.blocks.clone();
    let book = budget_book(&[
        ("说明", &["第一部分　部门概况", "本镇设六个办公室。"]),
        (
            "1",
            &[
                "2026年部门收支总表",
                "收入项目|预算数|支出项目|预算数",
                "一般公共预算|1286.4|农林水|1286.4",
                "收入总计|1286.4|支出总计|1286.4",
            ],
        ),
        (
            "遗属",
            &[
                "遗属补助发放表",
                "姓名|身份证号|金额（元）",
                "张明|11010519491231002X|1200",
                "李四|433124196010205701|1200",
            ],
        ),
    ]);
    drop(editor.ask_intake());
    read(&mut editor, Source::Read("budget.xlsx".into(), Arc::new(book)));
    assert_eq!(editor.intake.as_ref().unwrap().to, To::Set);
    editor.intake_asked(Message::Take);
    assert!(editor.intake.is_none());
    let tables: Vec<&Further> = editor.content.blocks.iter().filter_map(|block| block.further()).collect();
    assert_eq!(tables.len(), kind.tables.len() + 1);
    assert_eq!(tables[0].table.rows.len(), 2);
    assert!(editor.content.blocks.iter().any(|block| block.texts().contains(&"本镇设六个办公室。")));
    // What may not be stored of it is not.
    let own = tables.last().unwrap();
    assert_eq!(own.heading, "表11　遗属补助发放表");
    assert!(own.table.columns.iter().all(|column| column.name() != "身份证号"), "{own:?}");
    assert_eq!(editor.dropped, ["身份证号"]);
    editor.undo();
    assert_eq!(editor.content.blocks, before);
}
