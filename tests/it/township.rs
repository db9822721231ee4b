//! A year of a township in a minute: from drafts of many kinds to the package on an inspector's stick, and long after.

use std::path::{Path, PathBuf};
use std::process::Command;

use gongshi::archive::{self, Asked, Choice, Progress, Request};
use gongshi::domain::approval::{self, Means};
use gongshi::domain::kind::{Catalogue, Kind, KindLevel};
use gongshi::domain::notice::{NoticeId, State};
use gongshi::domain::objection::Outcome;
use gongshi::domain::posting::{Form, Place};
use gongshi::domain::retention::{Keeping, Term};
use gongshi::store::{AttachmentRole, Relation, Store};
use jiff::civil::{Date, date};

use super::keeping::{import, two};
use super::life::{TestResult, at, drafted, office, screen, wall};

type Failed = Box<dyn std::error::Error>;

/// What the year came to.
struct Year {
    store: Store,
    posted: usize,
    imported: usize,
    corrected: NoticeId,
}

/// Kinds whose bundled draft needs nothing but rows, one after the other.
fn kinds() -> Vec<&'static Kind> {
    let catalogue = Catalogue::bundled().kinds().iter();
    let of_township = catalogue.filter(|kind| kind.level != KindLevel::Village && kind.group != "选举");
    of_township.filter(|kind| kind.rows.is_empty()).take(18).collect()
}

/// A photograph with nothing on it but its number.
fn photograph(number: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(64, 48, image::Rgb([number, 120, 90]));
    let mut jpeg = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, image::ImageFormat::Jpeg).expect("a picture is written to memory");
    jpeg.into_inner()
}

/// With a PIN, on paper with its scan, or alone, in turn.
fn review(store: &mut Store, notice: NoticeId, turn: usize) -> TestResult {
    let kind = store.load(notice)?.kind;
    let steps = approval::steps(Catalogue::bundled().get(&kind).ok_or("a bundled kind")?);
    store.submit(notice, "李会计")?;
    if turn % 5 == 4 {
        store.send_back(notice, "陈书记", "合计要重算")?;
        store.submit(notice, "李会计")?;
    }
    let digest = store.digest(notice)?;
    let means = [Means::Pin, Means::Paper, Means::Alone][turn % 3];
    for step in &steps {
        match means {
            Means::Pin => store.check_pin("王镇长", "482916")?,
            Means::Paper => {
                store.attach(
                    notice,
                    AttachmentRole::Approval,
                    "审批单扫描.jpg",
                    &photograph(turn as u8),
                    None,
                    "李会计",
                )?;
            }
            Means::Alone => {}
        }
        store.sign(notice, &steps, "王镇长", means, "同意", &digest)?;
        if store.load(notice)?.state == State::Approved {
            break;
        }
        assert!(approval::next(&steps, &store.approvals(notice)?).is_some_and(|next| next != step));
    }
    Ok(())
}

fn places(turn: usize) -> Vec<Place> {
    let village = Place { form: Form::Wall, name: format!("第{}村公开栏", turn % 4 + 1) };
    let radio = Place { form: Form::Broadcast, name: "镇广播站".into() };
    match turn % 4 {
        0 => vec![wall()],
        1 => vec![wall(), screen()],
        2 => vec![wall(), village, screen()],
        _ => vec![village, radio],
    }
}

/// Drafted, reviewed, hung for its period, photographed, objected to, taken down and sealed.
fn live(store: &mut Store, kind: &Kind, day: Date, turn: usize) -> Result<NoticeId, Failed> {
    store.set_clock(at(day, 8));
    let notice = drafted(store, kind.id.as_str(), day)?;
    review(store, notice, turn)?;
    hang(store, notice, day, turn)?;
    Ok(notice)
}

fn hang(store: &mut Store, notice: NoticeId, day: Date, turn: usize) -> TestResult {
    store.set_clock(at(day, 9));
    let reason = "按会议决定的日子张贴".to_owned();
    let request = Request { by: "李会计".into(), places: places(turn), last: None, reason };
    let posting = archive::post(store, notice, &request)?;
    store.attach(notice, AttachmentRole::Up, "张贴.jpg", &photograph(turn as u8), None, "李会计")?;
    let last = posting.period.last.unwrap_or(day.checked_add(jiff::Span::new().days(30))?);
    if turn.is_multiple_of(3) {
        store.set_clock(at(day.tomorrow()?, 10));
        let number = store.object(
            notice,
            if turn.is_multiple_of(2) { "张石芳" } else { "" },
            "电话",
            "面积不对",
            None,
            "李会计",
        )?;
        store.attach(notice, AttachmentRole::Midway, "期间.jpg", &photograph(turn as u8 + 100), None, "李会计")?;
        store.answer(notice, number, "李会计", "已核对，面积无误。", Outcome::Rejected, false)?;
    }
    let down = if turn == 7 { day.tomorrow()? } else { last.tomorrow()? };
    store.set_clock(at(down, 9));
    store.expire(down)?;
    store.withdraw(notice, "李会计", if turn == 7 { "名单有误，提前撤下" } else { "期满" })?;
    store.attach(notice, AttachmentRole::Down, "撤下.jpg", &photograph(turn as u8 + 50), None, "李会计")?;
    archive::seal(store, notice, "李会计")?;
    Ok(())
}

fn township(folder: &Path) -> Result<Year, Failed> {
    let mut store = Store::open(&folder.join("gongshi.db"))?;
    store.set_office(&office())?;
    store.set_worker("王镇长", "负责人", Some("482916"))?;
    store.set_worker("李会计", "经办人", Some("135790"))?;
    let imported = import(&mut store, folder, &["2019-03-04 低保公示.pdf", "2017年财务公开.docx"])?.len();
    let kinds = kinds();
    let mut lived = Vec::new();
    for (turn, kind) in kinds.iter().enumerate() {
        let day = date(2026, i8::try_from(turn * 10 / 18 + 1)?, i8::try_from(turn * 7 % 25 + 1)?);
        lived.push(live(&mut store, kind, day, turn)?);
    }
    // An objection that is right makes the correction, and each names the other.
    store.set_clock(at(date(2026, 11, 2), 9));
    let wrong = lived[7];
    let corrected = store.correct(wrong, "李会计", Relation::Correction)?.id;
    review(&mut store, corrected, 1)?;
    hang(&mut store, corrected, date(2026, 11, 3), 1)?;
    Ok(Year { store, posted: lived.len() + 1, imported, corrected })
}

fn packed(store: &mut Store, out: &Path) -> Result<archive::Packed, Failed> {
    let is_zip = out.extension().is_some();
    let pack = if is_zip { archive::package_zip } else { archive::package };
    Ok(pack(store, &Choice::default(), out, &Progress::default())?)
}

/// As `sha256sum -c` does it: every line of the manifest, and no file beside it.
fn sums_hold(bag: &Path) -> Result<usize, Failed> {
    let manifest = std::fs::read_to_string(bag.join("manifest-sha256.txt"))?;
    for line in manifest.lines() {
        let (sum, name) = line.split_once("  ").ok_or("two spaces")?;
        assert_eq!(gongshi::export::sha256(&std::fs::read(bag.join(name))?), sum, "{name}");
    }
    Ok(manifest.lines().count())
}

#[test]
fn a_year_of_a_township_goes_from_drafts_to_the_package_and_is_whole() -> TestResult {
    let folder = tempfile::tempdir()?;
    let Year { mut store, posted, imported, corrected } = township(folder.path())?;
    let numbers: Vec<u32> = store.register(2026)?.iter().map(|(_, posting)| posting.number).collect();
    assert_eq!(numbers, (1..=u32::try_from(posted)?).collect::<Vec<_>>(), "the register has no gap");
    assert!(store.corrections(corrected)?.corrects.is_some());
    for asked in [Asked::Register(2026), Asked::Month(2026, 11), Asked::Handover] {
        let paper = archive::draft(&mut store, asked)?;
        assert!(archive::paper_pdf(&mut store, paper)?.0.starts_with(b"%PDF"), "{asked:?}");
    }
    let verdict = archive::verify(&mut store)?;
    assert_eq!((verdict.first_difference, verdict.seals), (None, u64::try_from(posted + imported)?));
    let bag = folder.path().join("检查材料");
    let first = packed(&mut store, &bag)?;
    assert_eq!((first.notices, first.files), (posted + imported, sums_hold(&bag)?));
    let zip = folder.path().join("检查材料2.zip");
    let second = packed(&mut store, &zip)?;
    assert_eq!(second.zip, Some(gongshi::export::sha256(&std::fs::read(&zip)?)));
    assert_eq!(second.files, first.files);
    Ok(())
}

#[test]
fn long_after_the_year_what_is_over_goes_and_all_that_is_left_is_whole() -> TestResult {
    let folder = tempfile::tempdir()?;
    let Year { mut store, posted, imported, .. } = township(folder.path())?;
    let mut keeping = Keeping { conceal_after: Some(365), ..Keeping::default() };
    for kind in kinds().iter().step_by(3) {
        keeping.set(&kind.id, Term::Years(10));
    }
    store.set_keeping(&keeping)?;
    let later = date(2028, 1, 10);
    store.set_clock(at(later, 9));
    assert_eq!(store.conceal_due(later)?.len(), posted);
    store.set_clock(at(date(2037, 1, 4), 9));
    let over: Vec<NoticeId> = store
        .records()?
        .into_iter()
        .filter(|record| keeping.of(&record.kind).term == Term::Years(10))
        .map(|record| record.notice)
        .collect();
    assert!(over.len() > 2, "{over:?}");
    store.hold(over[0], "李会计", "正在复议")?;
    for (at, notice) in over.iter().enumerate() {
        assert_eq!(store.destroy(*notice, &two("保管期满")).is_ok(), at > 0);
    }
    let verdict = archive::verify(&mut store)?;
    assert_eq!((verdict.first_difference, verdict.seals), (None, u64::try_from(posted + imported)?));
    assert_eq!(store.register(2026)?.len(), posted);
    let bag = folder.path().join("检查材料");
    assert_eq!(packed(&mut store, &bag)?.notices, posted + imported);
    sums_hold(&bag)?;
    Ok(())
}

/// With the BagIt validator of others: `tests/run` installs it and names its folder.
#[test]
#[ignore = "tests/run installs the validator and runs this"]
fn the_validator_of_others_takes_the_package_and_finds_a_changed_byte() -> TestResult {
    let validator = std::env::var("GONGSHI_BAGIT")?;
    let folder = tempfile::tempdir()?;
    let mut year = township(folder.path())?;
    let bag = folder.path().join("检查材料");
    packed(&mut year.store, &bag)?;
    let zip = folder.path().join("一个文件.zip");
    packed(&mut year.store, &zip)?;
    let unpack = "import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])";
    let paths = [zip.as_os_str(), folder.path().as_os_str()];
    assert!(Command::new("/usr/bin/python3").args(["-c", unpack]).args(paths).status()?.success());
    let is_valid = |bag: &PathBuf| -> Result<bool, Failed> {
        let script = "import sys, bagit; bagit.Bag(sys.argv[1]).validate(processes=1)";
        let said =
            Command::new("/usr/bin/python3").args(["-c", script]).arg(bag).env("PYTHONPATH", &validator).output()?;
        let told = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(said.status.success() || told.contains("bagit.Bag"), "{told}");
        Ok(said.status.success())
    };
    assert!(is_valid(&bag)? && is_valid(&folder.path().join("一个文件"))?);
    let index = bag.join("data/公示目录.pdf");
    let mut bytes = std::fs::read(&index)?;
    bytes[100] ^= 1;
    std::fs::write(&index, bytes)?;
    assert!(!is_valid(&bag)?, "a changed byte is not seen");
    Ok(())
}
