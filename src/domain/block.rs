//! Blocks (版块): what stands above or below the main table, in the order in which it is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::table::{RowKey, Table};

/// One block of a notice, raw: it reaches a page only through [`super::gate`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    pub key: BlockKey,
    #[serde(default)]
    pub place: Place,
    pub matter: Matter,
}

/// Names a block for as long as its notice lives, wherever it is moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockKey(u32);

/// On which side of the main table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    Above,
    #[default]
    Below,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    Text(Text),
    List(List),
    Columns(Columns),
    Notice(Framed),
    Picture(Picture),
    Code(Code),
    Table(Further),
    Chart(Chart),
}

/// A paragraph or a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    pub level: Level,
    pub text: String,
}

/// 结构层次序数 of GB/T 9704-2012, 7.3.3: 一、（一） 1. （1）.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    #[default]
    Body,
    First,
    Second,
    Third,
    Fourth,
}

/// One entry a line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct List {
    pub numbered: bool,
    pub entries: String,
}

/// Two columns beside each other, paragraphs one a line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Columns {
    pub left: String,
    pub right: String,
}

/// A box: 监督电话, 办理时间.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Framed {
    pub heading: String,
    /// One a line.
    pub text: String,
}

/// A picture; its bytes lie among the notice's [`Pictures`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picture {
    /// SHA-256 of the picture as it is shown: upright, cropped, without metadata.
    pub file: String,
    /// The same of the whole picture, from which it is cropped anew.
    pub whole: String,
    /// Of `file`, in pixels.
    pub width: u32,
    pub height: u32,
    pub crop: Crop,
    pub caption: String,
    /// Of the text's width, in percent; 0: by the picture's own shape.
    pub share: u8,
}

/// What is cut away at each side, in percent of the whole picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Crop {
    pub left: u8,
    pub top: u8,
    pub right: u8,
    pub bottom: u8,
}

/// A QR code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Code {
    /// An address, or a text.
    pub says: String,
    pub caption: String,
}

/// A further table (叠放的表). Its rows are stored with the block and written whole: it is as long as a page or two, at most
/// [`Further::MOST_ROWS`]; a longer list is a main table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Further {
    pub heading: String,
    /// 元, 万元: said above the table.
    pub unit: String,
    pub table: Table,
    /// What is said below the table where it has no rows: 本单位无此项支出.
    pub nothing: String,
}

/// A cell of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The further table it stands in; `None`: the main one.
    pub block: Option<BlockKey>,
    pub row: RowKey,
    /// Counted from 0.
    pub column: usize,
}

/// A chart of the figures of one of the notice's tables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Chart {
    pub title: String,
    /// The further table it is drawn from; `None`: the main table.
    pub of: Option<BlockKey>,
    pub form: Form,
    /// Names of columns, levels joined by "/"; empty: all that hold money, or else quantities.
    pub figures: Vec<String>,
    /// One bar for the sum of each column (收入、支出), not one for each row.
    pub sums: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    #[default]
    Bars,
    /// Shares of a whole, of the first column of figures.
    Ring,
}

/// The bytes of a notice's pictures by their SHA-256: loaded with the notice, never part of its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pictures(BTreeMap<String, Arc<[u8]>>);

impl BlockKey {
    /// For the store and tests: the key a block was saved under.
    pub fn from_stored(key: u32) -> Self {
        Self(key)
    }

    pub fn get(self) -> u32 {
        self.0
    }

    /// A key that none of the blocks has, nor any chart speaks of.
    pub fn fresh(blocks: &[Block]) -> Self {
        let named = blocks.iter().flat_map(|block| match &block.matter {
            Matter::Chart(Chart { of: Some(of), .. }) => [block.key.0, of.0],
            _ => [block.key.0; 2],
        });
        Self(named.max().map_or(0, |key| key.saturating_add(1)))
    }
}

impl Block {
    pub fn below(key: BlockKey, matter: Matter) -> Self {
        Self { key, place: Place::Below, matter }
    }

    /// The further table in it.
    pub fn further(&self) -> Option<&Further> {
        if let Matter::Table(further) = &self.matter { Some(further) } else { None }
    }

    /// Every text in it but the cells of a table.
    pub fn texts(&self) -> Vec<&str> {
        match &self.matter {
            Matter::Text(text) => vec![&text.text],
            Matter::List(list) => vec![&list.entries],
            Matter::Columns(columns) => vec![&columns.left, &columns.right],
            Matter::Notice(framed) => vec![&framed.heading, &framed.text],
            Matter::Picture(picture) => vec![&picture.caption],
            Matter::Code(code) => vec![&code.says, &code.caption],
            Matter::Table(further) => vec![&further.heading, &further.unit, &further.nothing],
            Matter::Chart(chart) => vec![&chart.title],
        }
    }

    /// The same, to be changed.
    pub fn texts_mut(&mut self) -> Vec<&mut String> {
        match &mut self.matter {
            Matter::Text(text) => vec![&mut text.text],
            Matter::List(list) => vec![&mut list.entries],
            Matter::Columns(columns) => vec![&mut columns.left, &mut columns.right],
            Matter::Notice(framed) => vec![&mut framed.heading, &mut framed.text],
            Matter::Picture(picture) => vec![&mut picture.caption],
            Matter::Code(code) => vec![&mut code.says, &mut code.caption],
            Matter::Table(further) => vec![&mut further.heading, &mut further.unit, &mut further.nothing],
            Matter::Chart(chart) => vec![&mut chart.title],
        }
    }
}

impl Further {
    /// More rows are no table beside another, and would be slow to write whole.
    pub const MOST_ROWS: usize = 500;
}

impl Crop {
    /// At least a tenth of the picture is left each way.
    #[must_use]
    pub fn kept_sound(self) -> Self {
        let pair = |first: u8, second: u8| {
            let first = first.min(90);
            (first, second.min(90 - first))
        };
        let ((left, right), (top, bottom)) = (pair(self.left, self.right), pair(self.top, self.bottom));
        Self { left, top, right, bottom }
    }

    pub fn is_whole(self) -> bool {
        self == Self::default()
    }
}

impl Pictures {
    pub fn get(&self, sha256: &str) -> Option<&Arc<[u8]>> {
        self.0.get(sha256)
    }

    pub fn insert(&mut self, sha256: String, bytes: Arc<[u8]>) {
        self.0.insert(sha256, bytes);
    }
}

/// The blocks as they are read: those above the table, then those below.
pub fn in_order(blocks: &mut [Block]) {
    blocks.sort_by_key(|block| block.place == Place::Below);
}

/// Puts a block in behind another, or at the end, and returns its key.
pub fn insert(blocks: &mut Vec<Block>, behind: Option<BlockKey>, matter: Matter) -> BlockKey {
    in_order(blocks);
    let key = BlockKey::fresh(blocks);
    let at = behind.and_then(|behind| blocks.iter().position(|block| block.key == behind));
    let place = at.map_or(Place::Below, |at| blocks[at].place);
    blocks.insert(at.map_or(blocks.len(), |at| at + 1), Block { key, place, matter });
    key
}

/// Moves a block one place up or down; the main table is a place too.
pub fn shift(blocks: &mut [Block], key: BlockKey, up: bool) {
    in_order(blocks);
    let Some(at) = blocks.iter().position(|block| block.key == key) else { return };
    let neighbour = if up { at.checked_sub(1) } else { Some(at + 1) }.filter(|at| *at < blocks.len());
    match neighbour.filter(|neighbour| blocks[*neighbour].place == blocks[at].place) {
        Some(neighbour) => blocks.swap(at, neighbour),
        None => blocks[at].place = if up { Place::Above } else { Place::Below },
    }
}

/// 一、（一） 1. （1） for each block that is a heading, counted within the heading above it; nothing for other blocks, and
/// for a heading whose number was typed with it.
pub fn labels(blocks: &[&Block]) -> Vec<String> {
    let mut counts = [0_usize; 4];
    let label = |block: &&Block| {
        let Matter::Text(text) = &block.matter else { return String::new() };
        let Some(depth) = text.level.depth() else { return String::new() };
        counts[depth] += 1;
        counts[depth + 1..].fill(0);
        if is_numbered(text.text.trim()) { String::new() } else { text.level.label(counts[depth]) }
    };
    blocks.iter().map(label).collect()
}

impl Level {
    fn depth(self) -> Option<usize> {
        match self {
            Self::Body => None,
            Self::First => Some(0),
            Self::Second => Some(1),
            Self::Third => Some(2),
            Self::Fourth => Some(3),
        }
    }

    fn label(self, number: usize) -> String {
        match self {
            Self::Body => String::new(),
            Self::First => format!("{}、", numeral(number)),
            Self::Second => format!("（{}）", numeral(number)),
            Self::Third => format!("{number}."),
            Self::Fourth => format!("（{number}）"),
        }
    }
}

/// Does the text begin with a number of its own?
fn is_numbered(text: &str) -> bool {
    let numeral = |c: char| c.is_ascii_digit() || NUMERALS.contains(c) || c == '百';
    let counted = |text: &str, close: &[char]| {
        let rest = text.trim_start_matches(numeral);
        rest.len() < text.len() && rest.starts_with(close)
    };
    let part = text.starts_with('第') && text.chars().take(8).collect::<String>().contains("部分");
    part || text.strip_prefix('（').is_some_and(|inner| counted(inner, &['）'])) || counted(text, &['、', '.', '．'])
}

const NUMERALS: &str = "一二三四五六七八九十";

/// 一 … 九十九; beyond that in digits.
pub fn numeral(number: usize) -> String {
    let digit = |at: usize| NUMERALS.chars().nth(at.saturating_sub(1)).map(String::from).unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens @ 2..=9, 0) => format!("{}十", digit(tens)),
        (tens @ 2..=9, ones) => format!("{}十{}", digit(tens), digit(ones)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(level: Level, text: &str) -> Block {
        Block::below(BlockKey(0), Matter::Text(Text { level, text: text.into() }))
    }

    #[test]
    fn headings_are_counted_within_the_heading_above_them() {
        let blocks = [
            heading(Level::First, "部门概况"),
            heading(Level::Second, "主要职能"),
            heading(Level::Second, "机构设置"),
            heading(Level::Body, "本镇设六个办公室。"),
            heading(Level::First, "收支情况"),
            heading(Level::Second, "收入"),
            heading(Level::Third, "财政拨款"),
            heading(Level::Fourth, "一般公共预算"),
        ];
        let labels = labels(&blocks.iter().collect::<Vec<_>>());
        assert_eq!(labels, ["一、", "（一）", "（二）", "", "二、", "（一）", "1.", "（1）"]);
    }

    #[test]
    fn a_number_typed_with_a_heading_stays_and_is_not_doubled() {
        for (level, text) in [
            (Level::First, "三、收支"),
            (Level::Second, "（二）支出"),
            (Level::Third, "1.本级"),
            (Level::Fourth, "（3）其他"),
        ] {
            assert_eq!(labels(&[&heading(level, text)]), [""], "{text}");
        }
        assert_eq!(labels(&[&heading(Level::First, "一般公共预算收入")]), ["一、"]);
    }

    #[test]
    fn numbers_are_written_as_documents_write_them() {
        let written = [1, 10, 11, 20, 21, 99, 100].map(numeral);
        assert_eq!(written, ["一", "十", "十一", "二十", "二十一", "九十九", "100"]);
    }

    #[test]
    fn a_block_moves_past_the_table_as_past_any_other() {
        let mut blocks = Vec::new();
        let [one, two] = ["甲", "乙"]
            .map(|text| insert(&mut blocks, None, Matter::Text(Text { level: Level::Body, text: text.into() })));
        let stand = |blocks: &[Block]| blocks.iter().map(|block| (block.key, block.place)).collect::<Vec<_>>();
        shift(&mut blocks, two, true);
        assert_eq!(stand(&blocks), [(two, Place::Below), (one, Place::Below)]);
        shift(&mut blocks, two, true);
        assert_eq!(stand(&blocks), [(two, Place::Above), (one, Place::Below)]);
        shift(&mut blocks, two, true);
        assert_eq!(stand(&blocks), [(two, Place::Above), (one, Place::Below)]);
        shift(&mut blocks, two, false);
        assert_eq!(stand(&blocks), [(two, Place::Below), (one, Place::Below)]);
        let three = insert(&mut blocks, Some(two), Matter::Code(Code::default()));
        assert_eq!(blocks.iter().map(|block| block.key).collect::<Vec<_>>(), [two, three, one]);
    }

    #[test]
    fn a_crop_always_leaves_something_to_see() {
        let crop = Crop { left: 80, right: 80, top: 100, bottom: 100 }.kept_sound();
        assert_eq!((crop.left, crop.right, crop.top, crop.bottom), (80, 10, 90, 0));
    }

    #[test]
    fn a_new_block_never_gets_the_key_a_chart_speaks_of() {
        let chart = Chart { of: Some(BlockKey(7)), ..Chart::default() };
        assert_eq!(BlockKey::fresh(&[Block::below(BlockKey(1), Matter::Chart(chart))]), BlockKey(8));
        assert_eq!(BlockKey::fresh(&[]), BlockKey(0));
    }
}
