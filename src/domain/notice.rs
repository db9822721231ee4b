//! A notice (公示件) and its content.

use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use super::block::{Block, Pictures};
use super::kind::KindId;
use super::table::Table;

/// Names a notice in one data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NoticeId(i64);

/// Where a notice stands in its life (草稿 → 待审 → 已批准 → 公示中 → 已到期 → 已撤下 → 已归档).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    #[default]
    Draft,
    InReview,
    Approved,
    Posted,
    Expired,
    Withdrawn,
    Archived,
    /// 作废: given up before it was posted, kept with its reason.
    Void,
}

/// A notice without its content: what a list shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    pub id: NoticeId,
    pub kind: KindId,
    pub title: String,
    pub state: State,
    pub rows: usize,
    pub period: Period,
    pub updated: Timestamp,
}

/// A notice with all that is edited in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    pub id: NoticeId,
    pub kind: KindId,
    pub state: State,
    /// The notice this one was made from (照上期新建).
    pub previous: Option<NoticeId>,
    pub content: Content,
    pub updated: Timestamp,
}

/// All that is typed into a notice, raw: it reaches a page only through [`super::gate`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    pub title: String,
    /// 引言: paragraphs, one a line.
    pub intro: String,
    #[serde(skip)]
    pub table: Table,
    /// The unit of the table's money, said above it: 元, 万元. Empty: the columns say it themselves.
    pub unit: String,
    /// What stands above and below the table, in the order in which it is read.
    // Left out where there are none: what was signed before there were blocks keeps its digest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// The bytes of the pictures among the blocks.
    #[serde(skip)]
    pub pictures: Pictures,
    /// 注: one a line.
    pub notes: String,
    /// 制表人、审核人、负责人 …: the captions of the lines to sign on.
    pub signatures: Vec<String>,
    /// The telephone for objections (监督电话); the office's own, shown whole.
    pub telephone: String,
    /// 落款
    pub issuer: String,
    pub date: Option<civil::Date>,
    pub period: Period,
    pub look: Look,
}

/// 公示期, first and last day, both counted. A standing notice has no last day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Period {
    pub first: Option<civil::Date>,
    pub last: Option<civil::Date>,
}

/// How the bulletin is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    pub paper: Paper,
    pub theme: Theme,
    /// 本页小计
    pub page_subtotals: bool,
    /// 累计
    pub running_totals: bool,
    /// A heading row before each 村民小组, and the column itself left out.
    pub group_headings: bool,
    /// A cover and a list of contents before the first page.
    // Left out where there is none: what was signed before keeps its digest.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub front: bool,
    /// Names alone, several a row, by 村民小组 (选民名单).
    pub name_grid: bool,
    /// The size of the table's text in pt; `None`: by paper.
    pub text_size: Option<f32>,
    /// 信函格式 (GB/T 9704-2012, 10.1) for a notice of prose on A4.
    #[serde(skip_serializing_if = "is_default")]
    pub letter: bool,
    /// The office's seal stands over issuer and date.
    #[serde(skip_serializing_if = "is_default")]
    pub seal: bool,
    #[serde(skip_serializing_if = "is_default")]
    pub money: MoneyUnit,
    /// 合计（大写） below the table.
    #[serde(skip_serializing_if = "is_default")]
    pub capitals: bool,
}

/// What was added later is not written while nobody chose it: a notice signed before keeps its digest.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The unit money is shown in; what is typed stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoneyUnit {
    #[default]
    AsTyped,
    Yuan,
    /// 万元, rounded to two decimals.
    Wan,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    #[default]
    A4,
    A4Across,
    A3,
    A3Across,
    /// 1920 × 1080 pixels
    Screen,
    /// 1080 × 1920 pixels
    ScreenPortrait,
    /// A part of a screen that lies: beside a list, or one of two. In mm of that screen.
    ScreenPart {
        width: f32,
        height: f32,
    },
    /// Width and height in mm.
    Custom {
        width: f32,
        height: f32,
    },
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    #[default]
    Plain,
    /// 红头
    RedHead,
    /// 红纸
    RedPaper,
}

impl NoticeId {
    /// For the store alone.
    pub fn from_stored(id: i64) -> Self {
        Self(id)
    }

    pub fn get(self) -> i64 {
        self.0
    }
}

impl Default for Look {
    fn default() -> Self {
        Self {
            paper: Paper::A4,
            theme: Theme::Plain,
            page_subtotals: false,
            running_totals: false,
            group_headings: false,
            front: false,
            name_grid: false,
            text_size: None,
            letter: false,
            seal: false,
            money: MoneyUnit::AsTyped,
            capitals: false,
        }
    }
}

impl Paper {
    /// Width and height in mm. A screen is counted as a television of 1.1 m (50 inch) seen from the lobby.
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::A4Across => (297.0, 210.0),
            Self::A3 => (297.0, 420.0),
            Self::A3Across => (420.0, 297.0),
            Self::Screen => (1106.0, 622.125),
            Self::ScreenPortrait => (622.125, 1106.0),
            Self::ScreenPart { width, height } | Self::Custom { width, height } => (width, height),
        }
    }

    pub fn is_screen(self) -> bool {
        matches!(self, Self::Screen | Self::ScreenPortrait | Self::ScreenPart { .. })
    }

    /// A3, and posters of at least a quarter more: what hangs there alone fills it.
    pub fn is_large(self) -> bool {
        const POSTER: f32 = 1.25 * 297.0 * 420.0;
        let (width, height) = self.size();
        match self {
            Self::A3 | Self::A3Across => true,
            Self::Custom { .. } => width * height > POSTER,
            Self::A4 | Self::A4Across | Self::Screen | Self::ScreenPortrait | Self::ScreenPart { .. } => false,
        }
    }
}
