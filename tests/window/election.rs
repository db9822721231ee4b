//! The result of an election, from the counted ballots to the notice.

use std::process::Command;
use std::time::Duration;

use super::desk::Desk;
use super::{SCREEN, ask};

#[test]
fn the_counts_are_entered_once_and_the_notice_says_who_is_elected() {
    let data = tempfile::tempdir().expect("a folder");
    let folder = data.path().to_str().expect("a UTF-8 path");
    let made = Command::new(env!("CARGO_BIN_EXE_gongshi"))
        .args([
            "election",
            "new",
            "--day",
            "2026-12-20",
            "--place",
            "村委会大院",
            "--village",
            "石桥村",
            "--data",
            folder,
        ])
        .output()
        .expect("the program starts");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut desk = Desk::new(SCREEN, data.path());
    desk.start();
    desk.pause(Duration::from_secs(2));
    desk.keys(&["ctrl+k"]);
    desk.types("xjjggg");
    desk.keys(&["Return"]);
    desk.pause(Duration::from_millis(1500));
    desk.keys(&["ctrl+r"]);
    desk.pause(Duration::from_secs(1));
    // Enter goes from field to field, past the buttons: the five counts, the sixth left empty, then 主任, its seat, a name
    // and its votes.
    for typed in ["1200", "1100", "1080", "1060", "20", ""] {
        desk.types(typed);
        desk.keys(&["Return"]);
    }
    desk.keys(&["Return", "Return"]);
    desk.types("Wang");
    desk.keys(&["Return"]);
    desk.types("640");
    desk.pause(Duration::from_millis(500));
    desk.keys(&["ctrl+Return"]);
    let filled = "SELECT fields FROM notice WHERE fields LIKE '%1080%541%'";
    desk.until("the notice is filled", |desk| ask(&desk.data, filled).is_some());
    let row = "SELECT cells FROM row JOIN notice ON notice.id = row.notice WHERE fields LIKE '%1080%541%'";
    assert!(ask(data.path(), row).is_some_and(|cells| cells.contains("Wang") && cells.contains("当选")));
    assert!(desk.is_running());
}
