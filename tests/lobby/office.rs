//! An office with notices on its screen. Every name and number is invented.

use std::io::Cursor;
use std::path::Path;

use gongshi::archive::{self, PictureFile, Pictures, Request};
use gongshi::domain::approval::{self, Means};
use gongshi::domain::draft;
use gongshi::domain::kind::{Catalogue, KindId};
use gongshi::domain::lobby::{PictureSetId, Settings};
use gongshi::domain::notice::NoticeId;
use gongshi::domain::office::{Level, Office};
use gongshi::domain::period::Calendar;
use gongshi::domain::posting::{Form, Place};
use gongshi::domain::table::{Cell, Role};
use gongshi::store::Store;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jiff::ZonedDateTime;

const SURNAMES: [&str; 12] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "石", "龙"];
const GIVEN: [&str; 10] = ["建国", "秀英", "桂兰", "志强", "小梅", "德福", "玉珍", "大勇", "春花", "长明"];

/// The office's store, as the main window has it open.
pub(crate) struct Desk {
    store: Store,
}

impl Desk {
    pub(crate) fn new(data: &Path) -> Self {
        let mut store = Store::open(&data.join("gongshi.db")).expect("a folder that can be written");
        let office = Office {
            name: "石桥镇人民政府".into(),
            level: Level::Township,
            telephones: vec!["0500-8800100".into()],
            ..Office::default()
        };
        store.set_office(&office).expect("an office");
        Self { store }
    }

    pub(crate) fn set(&mut self, settings: &Settings) {
        self.store.set_lobby(settings).expect("settings");
    }

    pub(crate) fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// Puts a notice of that kind with so many rows onto the screen.
    pub(crate) fn hang(&mut self, kind: &str, title: &str, rows: usize) -> NoticeId {
        let kind = Catalogue::bundled().get(&KindId::new(kind)).expect("a bundled kind");
        let office = self.store.office().expect("an office");
        let (mut content, _) = draft::posted_on(kind, &office, ZonedDateTime::now().date(), Calendar::bundled());
        content.title = title.to_owned();
        for row in 0..rows {
            let name = format!("{}{}", SURNAMES[row % 12], GIVEN[row / 12 % 10]);
            let headers: Vec<String> = content.table.columns.iter().map(|column| column.header.join("")).collect();
            let cells = headers.iter().map(|header| Cell::text(cell(header, &name, row))).collect();
            content.table.push(Role::Data, cells, None);
        }
        let notice = self.store.create(&kind.id, &content).expect("a draft").id;
        self.post(notice);
        notice
    }

    fn post(&mut self, notice: NoticeId) {
        let store = &mut self.store;
        let kind = store.load(notice).expect("the draft").kind;
        let steps = approval::steps(Catalogue::bundled().get(&kind).expect("a bundled kind"));
        store.submit(notice, "李会计").expect("a draft can be submitted");
        let digest = store.digest(notice).expect("a digest");
        for step in &steps {
            store.sign(notice, &steps, &format!("{step}甲"), Means::Paper, "同意", &digest).expect("a signature");
        }
        let places = vec![Place { form: Form::Screen, name: "大厅电视".into() }];
        let request = Request { by: "李会计".into(), places, last: None, reason: "张贴日期改变".into() };
        archive::post(store, notice, &request).expect("a posting");
    }

    /// Puts a picture of one colour onto the screen.
    pub(crate) fn show_picture(&mut self, colour: [u8; 3], caption: &str) -> PictureSetId {
        let mut bytes = Cursor::new(Vec::new());
        let picture = DynamicImage::from(RgbImage::from_pixel(1600, 900, Rgb(colour)));
        picture.write_to(&mut bytes, ImageFormat::Png).expect("a picture");
        let file = PictureFile { name: "a.png".into(), caption: caption.into(), bytes: bytes.into_inner() };
        let (title, by) = ("护林防火".into(), "李会计".into());
        let pictures = Pictures { title, last: None, seconds: 4, by, files: vec![file] };
        archive::add_pictures(&mut self.store, pictures).expect("a set")
    }

    pub(crate) fn withdraw(&mut self, notice: NoticeId) {
        self.store.withdraw(notice, "李会计", "撤下").expect("a notice that hangs");
    }
}

fn cell(header: &str, name: &str, row: usize) -> String {
    match header {
        header if header.contains("序号") => (row + 1).to_string(),
        header if header.contains("姓名") || header.contains("户主") => name.to_owned(),
        header if header.contains("组") => format!("{}组", row % 9 + 1),
        header if header.contains("面积") => format!("{}.{}", row % 7 + 2, row % 10),
        header if header.contains("标准") => "86.50".to_owned(),
        header if header.contains("金额") => format!("{}.50", 120 + row * 7 % 400),
        header if header.contains("人") => (row % 4 + 1).to_string(),
        _ => String::new(),
    }
}
