//! The lobby screen from outside: what is posted gets its reading times, what was shown is proved, an alert and a stick are
//! made by command.

use std::path::Path;
use std::process::{Command, Output};

use gongshi::archive::{self, ArchiveError, Asked, Stand};
use gongshi::demo;
use gongshi::domain::lobby::{AlertLevel, Item, PageRef, Plan, Settings, Shown};
use gongshi::domain::notice::NoticeId;
use gongshi::store::Store;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};
use serde_json::Value;

type TestResult = Result<(), Box<dyn std::error::Error>>;

/// The sample village, with the one notice of it that hangs on the screen.
fn village(folder: &Path) -> Result<(Store, NoticeId), Box<dyn std::error::Error>> {
    let mut store = Store::open(&folder.join("gongshi.db"))?;
    let today = ZonedDateTime::now().date();
    demo::village(&mut store, today)?;
    let hangs = store.on_screen(today)?;
    assert_eq!(hangs.len(), 1);
    Ok((store, hangs[0].notice))
}

pub(super) fn gongshi(arguments: &[&str], data: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
    command.args(arguments).arg("--data").arg(data).output().expect("the program starts")
}

pub(super) fn answer(output: &Output) -> Result<Value, Box<dyn std::error::Error>> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

#[test]
fn every_page_that_is_posted_to_the_screen_knows_how_long_it_takes_to_read() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (mut store, notice) = village(folder.path())?;
    let today = ZonedDateTime::now().date();
    let pages = store.screen_pages(today)?;
    let hangs = store.on_screen(today)?;
    assert_eq!(pages.len(), hangs[0].pages as usize);
    assert!(pages.iter().all(|page| page.reading.chars > 20), "{pages:?}");
    assert!(pages.iter().any(|page| page.reading.is_list));
    let plan = Plan::new(&pages, &Settings::default());
    assert_eq!(plan.refusal, None);
    let name = store.load(notice)?.content.table.rows[7].cells[1].typed();
    let found = store.look_up_on_screen(&name, today)?;
    assert!(found.iter().all(|hit| hit.page.of == Item::Notice(notice)) && !found.is_empty(), "{name}: {found:?}");
    assert_eq!(store.look_up_on_screen("查无此人", today)?, []);
    Ok(())
}

#[test]
fn what_the_screen_showed_is_in_the_certificate_and_in_the_sealed_record() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (mut store, notice) = village(folder.path())?;
    let from = Timestamp::now() - SignedDuration::from_hours(1);
    let turns = (0..90).map(|turn| {
        let from = from + SignedDuration::from_secs(turn * 30);
        Shown { page: PageRef::notice(notice, 0), from, to: from + SignedDuration::from_secs(10) }
    });
    store.log_shown(&turns.collect::<Vec<_>>())?;
    let paper = archive::draft(&mut store, Asked::Certificate(notice))?;
    let told = format!("{paper:?}");
    assert!(told.contains("播放90次，累计15分钟"), "{told}");
    store.withdraw(notice, "李会计", "期满")?;
    let seal = archive::seal(&mut store, notice, "李会计")?;
    let parts = store.sealed_parts(seal.number)?;
    let log = parts.iter().find(|part| part.name == "screen-log.json").ok_or("the log is sealed")?;
    let log: Value = serde_json::from_slice(&log.body)?;
    assert_eq!((log["summary"]["times"].as_i64(), log["days"][0]["page"].as_i64()), (Some(90), Some(1)));
    assert_eq!(archive::verify(&mut store)?.first_difference, None);
    let bag = folder.path().join("检查包");
    archive::package(&mut store, &archive::Choice::default(), &bag, &archive::Progress::default())?;
    let one = std::fs::read_dir(bag.join("data"))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.join("数据/大屏播放.json").is_file())
        .ok_or("the package carries the screen's log")?;
    assert!(std::fs::read_to_string(one.join("情况.txt"))?.contains("大屏："));
    Ok(())
}

#[test]
fn the_loop_goes_onto_a_stick_as_numbered_pictures_with_a_sheet() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (store, _) = village(folder.path())?;
    let pages = store.screen_pages(ZonedDateTime::now().date())?.len();
    let out = folder.path().join("U盘");
    let usb = ["screen", "usb", out.to_str().ok_or("a path")?, "--json"];
    // The window that holds the folder is open meanwhile.
    let made = answer(&gongshi(&usb, folder.path()))?;
    assert_eq!(made["pictures"].as_u64(), Some(pages as u64));
    for number in 1..=pages {
        let picture = image::open(out.join(format!("GONGSHI/{number:04}.jpg")))?;
        assert_eq!((picture.width(), picture.height()), (1920, 1080));
    }
    let sheet = Command::new("pdftotext").arg(out.join("怎样设置电视.pdf")).arg("-").output()?;
    let said = String::from_utf8_lossy(&sheet.stdout).replace(['\n', ' '], "");
    assert!(said.contains("全部循环") && said.contains(&format!("共{pages}张")), "{said}");
    // A longer export of before leaves nothing behind.
    std::fs::copy(out.join("GONGSHI/0001.jpg"), out.join("GONGSHI/0099.jpg"))?;
    answer(&gongshi(&[&usb[..], &["--portrait"]].concat(), folder.path()))?;
    assert_eq!(std::fs::read_dir(out.join("GONGSHI"))?.count(), pages);
    let picture = image::open(out.join("GONGSHI/0001.jpg"))?;
    assert_eq!((picture.width(), picture.height()), (1080, 1920));
    Ok(())
}

#[test]
fn an_export_to_a_stick_that_is_given_up_leaves_the_stick_as_it_was() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (mut store, notice) = village(folder.path())?;
    let out = folder.path().join("stick");
    archive::stick(&mut store, &out, Stand::Across, &mut |_, _| true)?;
    let before = std::fs::read(out.join("GONGSHI/0001.jpg"))?;
    let given_up = archive::stick(&mut store, &out, Stand::Upright, &mut |done, _| done < 1);
    assert!(matches!(given_up, Err(ArchiveError::Cancelled)));
    assert_eq!(std::fs::read(out.join("GONGSHI/0001.jpg"))?, before);
    assert!(!out.join("GONGSHI.new").exists());
    store.withdraw(notice, "李会计", "期满")?;
    let nothing = archive::stick(&mut store, &out, Stand::Across, &mut |_, _| true);
    assert!(matches!(nothing, Err(ArchiveError::NothingOnScreen)));
    Ok(())
}

#[test]
fn an_alert_is_put_up_beside_the_open_window_and_taken_down_again() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (store, _) = village(folder.path())?;
    let raised = ["alert", "今晚八点起全村停水", "--level", "red", "--minutes", "30", "--by", "李会计", "--json"];
    answer(&gongshi(&raised, folder.path()))?;
    let alert = store.alert()?.ok_or("it stands")?;
    assert_eq!(
        (alert.text.as_str(), alert.level, alert.by.as_str()),
        ("今晚八点起全村停水", AlertLevel::Red, "李会计")
    );
    assert_eq!(alert.issuer, "石桥村村民委员会");
    let long = "雨".repeat(61);
    let refused = gongshi(&["alert", &long], folder.path());
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("最多 60 个字，这里有 61 个"));
    assert_eq!(answer(&gongshi(&["alert", "--clear", "--json"], folder.path()))?["cleared"].as_bool(), Some(true));
    assert_eq!(store.alert()?, None);
    Ok(())
}

#[test]
fn a_screen_that_does_not_run_says_so() -> TestResult {
    let folder = tempfile::tempdir()?;
    let status = answer(&gongshi(&["screen", "status", "--json"], folder.path()))?;
    assert_eq!(status["running"].as_bool(), Some(false));
    Ok(())
}
