//! Journeys of a clerk in the real window, with a real X server and keyboard.

#[allow(dead_code, reason = "benches/window asks more of the desk")]
mod desk;
mod election;
mod glass;
mod print;
#[path = "../it/printing/service.rs"]
mod service;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use desk::Desk;
use glass::Area;
use rusqlite::{Connection, OpenFlags};

const SCREEN: (u32, u32) = (1366, 768);

/// One value out of the database, read beside the running program.
fn ask(data: &Path, question: &str) -> Option<String> {
    let db = Connection::open_with_flags(data.join("gongshi.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    db.query_row(question, [], |row| row.get::<_, String>(0)).ok()
}

/// Whether the sample village of a first start is written to its last notice.
fn has_six_notices(desk: &Desk) -> bool {
    ask(&desk.data, "SELECT CAST(COUNT(*) AS TEXT) FROM notice").as_deref() == Some("6")
}

/// Opens the sample village's draft, found by the initials of 耕地, and puts the cursor into its title.
fn open_the_draft(desk: &Desk) {
    desk.until("the village is there", has_six_notices);
    desk.keys(&["ctrl+k"]);
    desk.types("gddl");
    desk.keys(&["Return"]);
    desk.pause(Duration::from_millis(1500));
    desk.click(500, 150);
    desk.keys(&["End"]);
}

const DRAFT_TITLE: &str = "SELECT title FROM notice WHERE state = 'draft'";

#[test]
fn a_first_start_shows_a_village_with_six_notices() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.start();
    desk.until("the village is there", has_six_notices);
    assert!(desk.is_running());
}

#[test]
fn a_second_window_on_the_same_folder_says_so_and_leaves_the_first_alone() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.start();
    let mut second = Command::new(env!("CARGO_BIN_EXE_gongshi"));
    second.arg("--data").arg(data.path()).env("DISPLAY", desk.display()).stderr(Stdio::piped());
    let second = second.spawn().expect("a start");
    desk.turn_to_the_second();
    desk.keys(&["Escape"]);
    let second = second.wait_with_output().expect("its end");
    assert_eq!(second.status.code(), Some(2));
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(said.contains("正在被另一个公示栏窗口使用"), "{said}");
    assert!(desk.is_running());
}

#[test]
fn what_was_typed_a_second_before_the_power_went_is_there_after_it() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.start();
    open_the_draft(&desk);
    desk.types("abcdefgh");
    desk.pause(Duration::from_secs(1));
    desk.kill();
    let title = ask(data.path(), DRAFT_TITLE).expect("the draft");
    assert!(title.ends_with("abcdefgh"), "saved: {title}");
    desk.start();
    assert!(ask(data.path(), DRAFT_TITLE).is_some_and(|title| title.ends_with("abcdefgh")));
}

/// Where the field for a file's place stands on the screen 新建公示, in a window of 1366 × 768.
const FILE_FIELD: (i32, i32) = (950, 206);

#[test]
fn from_the_spreadsheet_to_the_pdf_a_clerk_needs_two_paths_and_a_few_keys() {
    let data = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/samples/耕地地力保护补贴公示表.xlsx");
    let (sheet, page) = (data.path().join("list.xlsx"), data.path().join("page.pdf"));
    std::fs::copy(sample, &sheet).expect("a copy");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.start();
    desk.keys(&["ctrl+n"]);
    desk.pause(Duration::from_secs(1));
    desk.click(FILE_FIELD.0, FILE_FIELD.1);
    desk.types(sheet.to_str().expect("a UTF-8 path"));
    desk.keys(&["Return"]);
    desk.pause(Duration::from_secs(2));
    desk.keys(&["Return"]);
    let drafts = "SELECT CAST(COUNT(*) AS TEXT) FROM notice WHERE state = 'draft'";
    desk.until("the notice is made", |desk| ask(&desk.data, drafts).as_deref() == Some("2"));
    desk.pause(Duration::from_secs(3));
    desk.keys(&["Return"]);
    let title = "SELECT title FROM notice WHERE title = '石桥村2026年耕地地力保护补贴发放公示表'";
    desk.until("the table is taken in under the file's title", |desk| ask(&desk.data, title).is_some());
    desk.pause(Duration::from_secs(1));
    desk.keys(&["ctrl+e"]);
    desk.pause(Duration::from_secs(1));
    desk.types(page.to_str().expect("a UTF-8 path"));
    desk.keys(&["Return"]);
    desk.until("the PDF is there", |_| page.exists());
    let text = Command::new("pdftotext").arg(&page).arg("-").output().expect("tests/run installs poppler");
    let text = String::from_utf8_lossy(&text.stdout);
    assert!(text.contains("245,459.31") && text.contains("户主姓名"), "{text}");
    let longest = text.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
    assert!(longest < Some(11) && !text.contains("一卡通账号"), "a personal column reached the page");
}

/// The cells of the draft's first row, as they lie in the file.
const FIRST_ROW: &str = "SELECT cells FROM row JOIN notice ON notice.id = row.notice
                         WHERE notice.state = 'draft' ORDER BY row.position LIMIT 1";

#[test]
fn a_clerk_without_a_mouse_opens_edits_undoes_and_exports() {
    let data = tempfile::tempdir().expect("a folder");
    let page = data.path().join("page.pdf");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.start();
    desk.keys(&["ctrl+k"]);
    desk.types("gddl");
    desk.keys(&["Return"]);
    desk.pause(Duration::from_millis(1500));
    // The keyboard stands in the first cell: two to the right is the head of the household.
    desk.keys(&["Right", "Right"]);
    desk.types("abc");
    desk.keys(&["Return"]);
    let has_typed = |desk: &Desk| ask(&desk.data, FIRST_ROW).is_some_and(|cells| cells.contains("\"abc\""));
    desk.until("the cell is written", has_typed);
    desk.keys(&["ctrl+z"]);
    desk.until("the cell is as it was", |desk| !has_typed(desk));
    desk.keys(&["ctrl+k"]);
    desk.pause(Duration::from_millis(500));
    desk.types("dc");
    desk.keys(&["Return"]);
    desk.pause(Duration::from_millis(500));
    desk.types(page.to_str().expect("a UTF-8 path"));
    desk.keys(&["Return"]);
    desk.until("the PDF is there", |_| page.exists());
    assert!(desk.is_running());
}

#[test]
fn what_hangs_on_the_board_cannot_be_typed_over() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.start();
    let rows = "SELECT group_concat(cells) FROM row JOIN notice ON notice.id = row.notice WHERE state = 'posted'";
    // The window shows itself before the village is written.
    desk.until("the village is there", has_six_notices);
    let before = ask(data.path(), rows);
    desk.keys(&["ctrl+k"]);
    desk.types("zdshbz");
    desk.keys(&["Return"]);
    desk.pause(Duration::from_millis(1500));
    desk.types("abc");
    desk.keys(&["Return", "Delete", "ctrl+minus", "ctrl+z"]);
    desk.pause(Duration::from_secs(1));
    assert!(before.is_some() && ask(data.path(), rows) == before);
    assert!(desk.is_running());
}

/// Rows of the table in the editor above the one that is worked on, in a window of 1366 × 768.
const ROWS: Area = Area { x: 210, y: 440, width: 590, height: 210 };

#[test]
fn a_table_that_was_scrolled_looks_as_if_it_were_drawn_anew() {
    let data = tempfile::tempdir().expect("a folder");
    let mut desk = Desk::new(SCREEN, data.path());
    desk.start();
    desk.until("the village is there", has_six_notices);
    desk.keys(&["ctrl+k"]);
    desk.types("gddl");
    desk.keys(&["Return"]);
    desk.pause(Duration::from_millis(1500));
    let top = desk.glass().pixels(ROWS);
    desk.keys(&["Down"; 25]);
    desk.pause(Duration::from_millis(500));
    let scrolled = desk.glass().pixels(ROWS);
    // A sheet over the whole window, and away again: all of it is drawn anew.
    desk.keys(&["ctrl+k"]);
    desk.pause(Duration::from_millis(500));
    desk.keys(&["Escape"]);
    desk.pause(Duration::from_millis(500));
    assert!(top != scrolled && scrolled == desk.glass().pixels(ROWS));
}
