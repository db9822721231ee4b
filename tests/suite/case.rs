//! A case as it is written down: a notice in the office's words and a table in plain lines.

use std::collections::BTreeMap;

use gongshi::domain::block::{BlockKey, Matter};
use gongshi::domain::bulletin::Bulletin;
use gongshi::domain::gate;
use gongshi::domain::kind::Catalogue;
use gongshi::domain::notice::Content;
use std::path::Path;

use gongshi::domain::office::{Office, Seal};
use gongshi::domain::table::{Cell, Class, Column, Role, Table};
use gongshi::export;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// By id or by name.
    kind: String,
    notice: Content,
    /// "小学 / 人数: quantity": the header's levels, then the class; "标准: rate merged" merges its equal cells.
    #[serde(default)]
    columns: Vec<String>,
    /// "1 | 王大山 | 3.50"; a row of another role begins with it: "合计> | 合计 | 3.50"
    #[serde(default)]
    rows: Vec<String>,
    /// After `rows`: many rows made from one.
    list: Option<List>,
    /// After `list`.
    #[serde(default)]
    closing: Vec<String>,
    /// Without red head, seal and printed red ground.
    #[serde(default)]
    clean: bool,
    /// Pieced from A4, in the gallery.
    #[serde(default)]
    pub(crate) tiles: bool,
    /// Further tables, each in place of the empty one with its key among the notice's blocks.
    #[serde(default)]
    tables: Vec<Further>,
    /// Pictures by the name the blocks give them: so many pixels wide and high, grey from left to right.
    #[serde(default)]
    pictures: BTreeMap<String, (u32, u32)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Further {
    key: u32,
    columns: Vec<String>,
    #[serde(default)]
    rows: Vec<String>,
    list: Option<List>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    count: usize,
    /// `{n}` counts from 1, `{name}` and `{group}` are invented, `{area}` has two decimals, `{amount}` is 80 times that.
    row: String,
}

impl Case {
    /// Through the gate, as everything that is laid out.
    pub(crate) fn bulletin(&self) -> Bulletin {
        let kind = Catalogue::bundled().find(&self.kind).unwrap_or_else(|| panic!("no kind {}", self.kind));
        let seal = Some(seal(&self.notice.issuer));
        let office = Office { name: "石桥村村民委员会".into(), seal, ..Office::default() };
        let mut content = Content { table: self.table(), ..self.notice.clone() };
        for further in &self.tables {
            let key = BlockKey::from_stored(further.key);
            let block = content.blocks.iter_mut().find(|block| block.key == key).expect("a block with the key");
            let Matter::Table(placed) = &mut block.matter else { panic!("block {key:?} is no table") };
            placed.table = rows_of(&further.columns, &further.rows, further.list.as_ref(), &[]);
        }
        for (name, (width, height)) in &self.pictures {
            content.pictures.insert(name.clone(), picture(*width, *height).into());
        }
        let bulletin = gate::bulletin(&content, kind, &office).0;
        if self.clean { bulletin.clean() } else { bulletin }
    }

    fn table(&self) -> Table {
        rows_of(&self.columns, &self.rows, self.list.as_ref(), &self.closing)
    }
}

/// The invented seal of a village or of a town.
fn seal(issuer: &str) -> Seal {
    let name = if issuer.contains('村') { "seal-village.png" } else { "seal-town.png" };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gallery").join(name);
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let picture = export::seal(&bytes).expect("a picture of a seal");
    Seal { sha256: export::sha256(&picture), picture: picture.into() }
}

fn rows_of(columns: &[String], rows: &[String], list: Option<&List>, closing: &[String]) -> Table {
    let mut table = Table::new(columns.iter().map(|line| column(line)).collect());
    let made = list.into_iter().flat_map(|list| (1..=list.count).map(|n| fill(&list.row, n)));
    for line in rows.iter().cloned().chain(made).chain(closing.iter().cloned()) {
        push(&mut table, &line);
    }
    table
}

fn picture(width: u32, height: u32) -> Vec<u8> {
    let grey = |x: u32, _| image::Luma([u8::try_from(x * 255 / width).unwrap_or(255)]);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::from_fn(width, height, grey).write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

fn column(line: &str) -> Column {
    let (header, class) = line.split_once(": ").expect("a header and a class");
    let (class, merged) = class.strip_suffix(" merged").map_or((class, false), |class| (class, true));
    let class: Class = serde_json::from_value(class.into()).expect("a class");
    Column { header: header.split(" / ").map(str::to_owned).collect(), merged, ..Column::new("", class) }
}

fn push(table: &mut Table, line: &str) {
    let (role, cells) = line.split_once('>').map_or((Role::Data, line), |(role, cells)| (role_of(role), cells));
    let cells = cells.split('|').zip(&table.columns).map(|(cell, column)| Cell::parse(cell, column.class)).collect();
    table.push(role, cells, None);
}

fn role_of(word: &str) -> Role {
    match word {
        "合计" => Role::Total,
        "小计" => Role::Subtotal,
        "其中" => Role::Part,
        "期初" => Role::Opening,
        "期末" => Role::Closing,
        other => panic!("no role {other}"),
    }
}

fn fill(row: &str, n: usize) -> String {
    const SURNAMES: [&str; 8] = ["王", "李", "张", "刘", "陈", "欧阳", "赵", "周"];
    const GIVEN: [&str; 9] = ["大山", "秀兰", "建国", "芳", "玉梅", "志强", "桂英", "海", "春生"];
    let hundredths = 150 + n * 37 % 900;
    let area = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let fen = hundredths * 80;
    row.replace("{n}", &n.to_string())
        .replace("{name}", &format!("{}{}", SURNAMES[n % 8], GIVEN[n % 9]))
        .replace("{group}", &format!("第{}组", 1 + (n - 1) / 11))
        .replace("{area}", &area)
        .replace("{amount}", &format!("{}.{:02}", fen / 100, fen % 100))
}
