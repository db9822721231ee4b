//! What a check found: a line with its row and column that the clerk can go to.

use serde::Serialize;

use super::block::BlockKey;
use super::table::RowKey;

/// One thing found in a table or a text. Where the row came from a file, `source` is its row there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    pub severity: Severity,
    pub kind: FindingKind,
    #[serde(skip)]
    pub key: Option<RowKey>,
    /// The further table that `key` and `column` are of; `None`: the main one.
    #[serde(skip)]
    pub block: Option<BlockKey>,
    /// The 1-based row of the file.
    #[serde(rename = "row")]
    pub source: Option<u32>,
    /// The column's name, levels joined by "/".
    pub column: Option<String>,
    /// One Chinese sentence for the clerk. Never holds the personal value itself.
    pub text: String,
}

impl Finding {
    /// About the notice as a whole: no row, no column.
    pub fn whole(severity: Severity, kind: FindingKind, text: impl Into<String>) -> Self {
        Self { severity, kind, key: None, block: None, source: None, column: None, text: text.into() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    Note,
    Warning,
    /// The notice cannot be posted before this is settled.
    Blocking,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The 合计 or 小计 row differs from the sum of its rows.
    Sum,
    /// A formula of the kind does not hold in a row (面积 × 标准 = 金额).
    Formula,
    /// 期初 + 收入 − 支出 ≠ 期末
    Balance,
    Duplicate,
    SerialGap,
    MissingColumn,
    /// An ID number, card, private phone, address or health word.
    Personal,
    /// Looks like an ID number, but its check digit is wrong.
    SuspiciousId,
    HiddenInFile,
    NotANumber,
    MissingGlyph,
    Overfull,
    Period,
    /// A day or a figure of an election at odds with the law.
    Election,
    EmptyTable,
    LeftOut,
    /// A seal that cannot stand where it should.
    Seal,
    /// A picture or a QR code that is missing, blurred or cannot be made.
    Picture,
    /// A chart without figures, or of figures it cannot show.
    Chart,
    /// A template of the program failed; the texts were set plainly.
    Template,
}
