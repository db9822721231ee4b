//! Paperwork (文书): the papers an office writes around its postings, filled in from what is known of them. Every value and
//! every paragraph may be changed before it is printed; all of it passes [`super::gate::paperwork`] on its way to a page.

mod broadcast;
mod posting;
mod today;
mod wall;
mod year;

pub use broadcast::broadcast;
pub use posting::{Dossier, Pages, approval_form, certificate, outcome, reply};
pub use today::today;
pub use wall::{days, plan, where_it_hangs};
pub use year::{Destroyed, Handover, Line, Open, Sealed, handover, month, register};

use jiff::ZonedDateTime;
use jiff::civil::Date;
use serde::Serialize;

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// 公示审批单
    Approval,
    /// 公示证明
    Certificate,
    /// 公示结果说明
    Outcome,
    /// 异议答复
    Reply,
    /// 公示台账, a year's
    Register,
    /// 交接清单, when the clerk changes
    Handover,
    /// 月度封存单
    Month,
    /// 公开栏张贴图
    Board,
    /// 广播稿
    Broadcast,
    /// 今天要办的事
    Today,
}

/// A paper before it is set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paperwork {
    pub title: String,
    /// 公示〔2026〕12号; empty where the paper has none.
    pub number: String,
    pub blocks: Vec<Block>,
    pub issuer: String,
    /// The civil day it is signed on.
    pub date: String,
    /// A4 laid across.
    pub across: bool,
    /// Read aloud from a desk, standing: large type, wide apart.
    pub large: bool,
}

/// A part of a paper, from the top.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", content = "of", rename_all = "kebab-case")]
pub enum Block {
    /// Captions and what stands beside them, ruled.
    Fields(Vec<Field>),
    /// Paragraphs, one a line.
    Text(String),
    Table(Grid),
    /// A box for each who has to say yes.
    Opinions(Vec<Opinion>),
    Photographs(Vec<Photograph>),
    /// Captions with a line to sign on.
    Signatures(Vec<String>),
    Wall(Picture),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    pub caption: String,
    pub value: String,
}

/// A ruled table with a heading over it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grid {
    pub heading: String,
    /// Names, and each column's share of the width.
    pub columns: Vec<(String, f32)>,
    pub rows: Vec<Vec<String>>,
    /// Said where there are no rows.
    pub empty: String,
}

/// A wall to scale. Its lengths are mm of the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    pub heading: String,
    pub width: u32,
    pub height: u32,
    pub panels: Vec<PicturePanel>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PicturePanel {
    pub name: String,
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
    /// Counted from the panel's corner.
    pub sheets: Vec<PictureSheet>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PictureSheet {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
    /// 12号 2/3
    pub number: String,
    pub title: String,
    pub days: String,
    /// It comes down today, or should have.
    pub due: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opinion {
    pub step: String,
    pub remark: String,
    /// Empty: to be signed by hand.
    pub signed: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Photograph {
    /// Of the file as it was attached: names it, and proves it.
    pub sha256: String,
    pub caption: String,
}

impl Form {
    pub const ALL: [Self; 10] = [
        Self::Approval,
        Self::Certificate,
        Self::Outcome,
        Self::Reply,
        Self::Register,
        Self::Handover,
        Self::Month,
        Self::Board,
        Self::Broadcast,
        Self::Today,
    ];

    /// As a command line names it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Certificate => "certificate",
            Self::Outcome => "outcome",
            Self::Reply => "reply",
            Self::Register => "register",
            Self::Handover => "handover",
            Self::Month => "month",
            Self::Board => "board",
            Self::Broadcast => "broadcast",
            Self::Today => "today",
        }
    }

    /// The paper's own name, which is also its file's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approval => "公示审批单",
            Self::Certificate => "公示证明",
            Self::Outcome => "公示结果说明",
            Self::Reply => "异议答复",
            Self::Register => "公示台账",
            Self::Handover => "公示工作交接清单",
            Self::Month => "月度封存单",
            Self::Board => "公开栏张贴图",
            Self::Broadcast => "广播稿",
            Self::Today => "今天要办的事",
        }
    }
}

impl Paperwork {
    /// Every text of the paper, so that it can be masked or set plainly. Names of photographs are none.
    pub(super) fn texts(&mut self) -> Vec<&mut String> {
        let mut texts = vec![&mut self.title, &mut self.number];
        for block in &mut self.blocks {
            match block {
                Block::Fields(fields) => {
                    texts.extend(fields.iter_mut().flat_map(|field| [&mut field.caption, &mut field.value]));
                }
                Block::Text(text) => texts.push(text),
                Block::Table(grid) => {
                    texts.extend([&mut grid.heading, &mut grid.empty]);
                    texts.extend(grid.columns.iter_mut().map(|(name, _)| name));
                    texts.extend(grid.rows.iter_mut().flatten());
                }
                Block::Opinions(opinions) => {
                    texts.extend(opinions.iter_mut().flat_map(|one| [&mut one.step, &mut one.remark, &mut one.signed]));
                }
                Block::Photographs(photographs) => {
                    texts.extend(photographs.iter_mut().map(|photograph| &mut photograph.caption));
                }
                Block::Signatures(captions) => texts.extend(captions),
                Block::Wall(picture) => {
                    texts.push(&mut picture.heading);
                    for panel in &mut picture.panels {
                        texts.push(&mut panel.name);
                        texts.extend(panel.sheets.iter_mut().flat_map(|one| [&mut one.number, &mut one.title]));
                    }
                }
            }
        }
        texts.extend([&mut self.issuer, &mut self.date]);
        texts
    }
}

fn field(caption: &str, value: impl Into<String>) -> Field {
    Field { caption: caption.to_owned(), value: value.into() }
}

fn columns<const N: usize>(columns: [(&str, f32); N]) -> Vec<(String, f32)> {
    columns.map(|(name, share)| (name.to_owned(), share)).into()
}

/// 2026年7月18日 9:30, by the computer's clock.
fn instant(at: &ZonedDateTime) -> String {
    format!("{} {}", super::period::chinese(at.date()), at.strftime("%-H:%M"))
}

/// 2026-07-18, for a narrow cell.
fn short(date: Date) -> String {
    date.to_string()
}

fn day(date: Date) -> String {
    super::period::chinese(date)
}
