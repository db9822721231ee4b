//! The office's own pictures on the lobby screen: added by somebody who is named, shown in turn with the notices, and taken off.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use gongshi::archive::{self, ArchiveError, PictureFile, Pictures, Stand};
use gongshi::demo;
use gongshi::domain::lobby::{Item, Plan, Settings};
use gongshi::export::PictureError;
use gongshi::store::{EventFilter, Store};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jiff::{ToSpan, ZonedDateTime};

use super::lobby::{answer, gongshi};

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn village(folder: &Path) -> Result<Store, Box<dyn std::error::Error>> {
    let mut store = Store::open(&folder.join("gongshi.db"))?;
    demo::village(&mut store, ZonedDateTime::now().date())?;
    Ok(store)
}

/// One colour all over.
fn picture(colour: [u8; 3], format: ImageFormat) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_pixel(1600, 900, Rgb(colour))).write_to(&mut bytes, format)?;
    Ok(bytes.into_inner())
}

fn file(name: &str, caption: &str, bytes: Vec<u8>) -> PictureFile {
    PictureFile { name: name.into(), caption: caption.into(), bytes }
}

/// Whether the pixel in the middle has that colour, as near as a JPEG keeps it.
fn shows(picture: &Path, colour: [u8; 3]) -> Result<bool, image::ImageError> {
    let read = image::open(picture)?.to_rgb8();
    let middle = read.get_pixel(read.width() / 2, read.height() / 3).0;
    Ok(middle.iter().zip(colour).all(|(one, other)| one.abs_diff(other) < 12))
}

#[test]
fn pictures_take_turns_with_the_notices_each_for_its_set_time_until_their_last_day() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = village(folder.path())?;
    let today = ZonedDateTime::now().date();
    let notices = store.screen_pages(today)?.len();
    let files = vec![
        file("一.jpg", "汛期不下河", picture([200, 30, 30], ImageFormat::Jpeg)?),
        file("二.webp", "", picture([30, 30, 200], ImageFormat::WebP)?),
    ];
    let set = Pictures { title: "防溺水".into(), last: Some(today), seconds: 7, by: "李会计".into(), files };
    let id = archive::add_pictures(&mut store, set)?;
    let pages = store.screen_pages(today)?;
    assert_eq!(pages.len(), notices + 2);
    assert!(pages[notices..].iter().all(|page| page.at.of == Item::Pictures(id)));
    let plan = Plan::new(&pages, &Settings::default());
    assert_eq!(plan.turns.last().map(|turn| turn.millis), Some(7000));
    assert_eq!(store.screen_pages(today.checked_add(1.day())?)?.len(), notices, "its last day is over");
    let logged: Vec<_> = store.events(EventFilter::default())?;
    let added = logged.iter().find(|event| event.operation == "pictures-added").ok_or("it is logged")?;
    assert!(added.summary.contains("防溺水") && added.actor == "李会计");
    assert!(store.remove_pictures(id, "王主任")? && !store.remove_pictures(id, "王主任")?);
    assert_eq!(store.screen_pages(today)?.len(), notices);
    assert_eq!(store.verify_events()?.first_difference, None);
    Ok(())
}

#[test]
fn nothing_of_the_camera_and_no_number_in_a_caption_reaches_the_screen() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = village(folder.path())?;
    let mut photograph = picture([90, 140, 90], ImageFormat::Jpeg)?;
    let mut exif = vec![0xff, 0xe1, 0, 40];
    exif.extend(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0 OWNER-OF-THE-CAMERA");
    exif.resize(42, b' ');
    photograph.splice(2..2, exif);
    let caption = "联系人手机13800000000";
    let set = Pictures {
        title: "活动".into(),
        last: None,
        seconds: 10,
        by: "李会计".into(),
        files: vec![file("a.jpg", caption, photograph)],
    };
    let id = archive::add_pictures(&mut store, set)?;
    let pdf = store.picture_pages(id)?;
    assert!(!pdf.windows(5).any(|five| five == b"OWNER"));
    assert_eq!(store.picture_sets()?[0].captions, ["联系人手机138****0000"]);
    Ok(())
}

#[test]
fn whoever_adds_them_is_named_and_a_file_that_is_no_picture_is_named_too() -> TestResult {
    let folder = tempfile::tempdir()?;
    let mut store = village(folder.path())?;
    let set = |by: &str, bytes: Vec<u8>| Pictures {
        title: "活动".into(),
        last: None,
        seconds: 10,
        by: by.into(),
        files: vec![file("a.jpg", "", bytes)],
    };
    let good = picture([9, 9, 9], ImageFormat::Png)?;
    assert!(matches!(archive::add_pictures(&mut store, set(" ", good)), Err(ArchiveError::NobodyNamed)));
    let bad = archive::add_pictures(&mut store, set("李会计", b"no picture".to_vec()));
    assert!(matches!(bad, Err(ArchiveError::Picture(name, PictureError::Unknown)) if name == "a.jpg"));
    assert_eq!(store.picture_sets()?, []);
    Ok(())
}

#[test]
fn by_command_pictures_are_added_listed_exported_and_taken_off_while_the_window_is_open() -> TestResult {
    let folder = tempfile::tempdir()?;
    let data = folder.path();
    let store = village(data)?;
    let today = ZonedDateTime::now().date();
    let notices = store.screen_pages(today)?.len();
    let files: Vec<PathBuf> = ["a.png", "b.jpg"].iter().map(|name| data.join(name)).collect();
    std::fs::write(&files[0], picture([200, 30, 30], ImageFormat::Png)?)?;
    std::fs::write(&files[1], picture([30, 30, 200], ImageFormat::Jpeg)?)?;
    let (first, second) = (files[0].to_str().ok_or("a path")?, files[1].to_str().ok_or("a path")?);
    let add =
        ["screen", "pictures", "add", first, second, "--title", "防火", "--by", "李会计", "--caption", "上山不带火"];
    let made = answer(&gongshi(&[&add[..], &["--json"]].concat(), data))?;
    assert_eq!(made["pictures"].as_u64(), Some(2));
    let sets = answer(&gongshi(&["screen", "pictures", "list", "--json"], data))?;
    assert_eq!((sets[0]["title"].as_str(), sets[0]["by"].as_str()), (Some("防火"), Some("李会计")));
    let out = data.join("U盘");
    let mut beside = Store::open_beside(&data.join("gongshi.db"))?;
    let stick = archive::stick(&mut beside, &out, Stand::Across, &mut |_, _| true)?;
    assert_eq!(stick.pictures, notices + 2);
    assert!(shows(&out.join(format!("GONGSHI/{:04}.jpg", notices + 1)), [200, 30, 30])?);
    assert!(shows(&out.join(format!("GONGSHI/{:04}.jpg", notices + 2)), [30, 30, 200])?);
    let number = made["set"].to_string();
    let gone = gongshi(&["screen", "pictures", "remove", &number, "--by", "李会计"], data);
    assert!(gone.status.success());
    assert_eq!(gongshi(&["screen", "pictures", "remove", &number, "--by", "李会计"], data).status.code(), Some(1));
    assert_eq!(store.picture_sets()?, []);
    Ok(())
}
