//! A table as the office works with it: columns with their headers, rows with their cells.

use jiff::civil;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use cells::{Cells, Known};

mod cells;

/// A table whose cells may still hold personal data. Layout never sees one: see [`crate::domain::gate`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// The next key to hand out; keys are never used twice within a table.
    next_key: u32,
}

/// Names a row for as long as the table lives, wherever it is moved or sorted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RowKey(u32);

/// A column: its header, one entry a level from the top ("小学", "走读", "250元/生"), and how it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Header levels from the top, one to four; equal neighbours on the same level are one merged cell.
    pub header: Vec<String>,
    pub class: Class,
    /// `None`: by class (numbers right, names and serials centred, text left).
    pub align: Option<Align>,
    /// Hidden by the office: kept in the notice, left out of every page.
    pub hidden: bool,
    /// Equal cells under each other are one cell (a rate over all its rows). Left unwritten where it is not so, as in notices
    /// of before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub merged: bool,
}

/// What a column holds, as far as the rules care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// 序号
    Serial,
    /// 姓名、户主、申请人: a person
    Name,
    /// 村组、村民小组
    Group,
    /// 金额 in 元 or 万元, by the header's unit
    Amount,
    /// 面积, 数量, 人数 and every other number
    Quantity,
    /// 标准、单价: what a quantity is multiplied by
    Rate,
    Date,
    /// 身份证号
    IdNumber,
    /// 银行卡号、一卡通账号
    BankCard,
    /// 电话、手机
    Phone,
    /// 住址
    Address,
    /// 病情、残疾类别、致困原因
    Health,
    /// 备注 and other free text
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    Left,
    Centre,
    Right,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub key: RowKey,
    pub role: Role,
    /// As many as the table has columns.
    pub cells: Cells,
    /// The 1-based row of the file this row came from; `None` for a row typed by hand.
    pub source: Option<u32>,
}

/// What a row is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Data,
    /// 其中： part of the row above; never counted in a sum.
    Part,
    /// 期初余额
    Opening,
    /// 期末余额
    Closing,
    /// 小计
    Subtotal,
    /// 合计, first or last
    Total,
}

/// Blank is not zero, and a long number is text to the digit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    #[default]
    Blank,
    Text(String),
    /// Exact; the scale is the one it was written with.
    Number(Decimal),
    Date(civil::Date),
}

impl Table {
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new(), next_key: 0 }
    }

    /// A new row of this table, not yet in it; short rows are filled with blanks, long ones cut.
    pub fn make_row(&mut self, role: Role, mut cells: Vec<Cell>, source: Option<u32>) -> Row {
        cells.resize(self.columns.len(), Cell::Blank);
        let key = RowKey(self.next_key);
        self.next_key += 1;
        Row { key, role, cells: cells.into(), source }
    }

    /// Appends a row and returns its key.
    pub fn push(&mut self, role: Role, cells: Vec<Cell>, source: Option<u32>) -> RowKey {
        let row = self.make_row(role, cells, source);
        let key = row.key;
        self.rows.push(row);
        key
    }

    /// Puts back a row that was stored, with the key it had.
    pub fn restore(&mut self, row: Row) {
        self.reserve_key(row.key);
        self.rows.push(row);
    }

    /// For the store alone: no new row gets a key below this one.
    pub fn reserve_keys(&mut self, next: u32) {
        self.next_key = self.next_key.max(next);
    }

    /// No new row gets a key up to this one.
    pub(super) fn reserve_key(&mut self, key: RowKey) {
        self.next_key = self.next_key.max(key.0 + 1);
    }

    /// The same table with other contents: keys already handed out stay taken.
    pub fn with(&self, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self { columns, rows, next_key: self.next_key }
    }

    pub fn position(&self, key: RowKey) -> Option<usize> {
        self.rows.iter().position(|row| row.key == key)
    }

    /// The first column of the class.
    pub fn column_of(&self, class: Class) -> Option<usize> {
        self.columns.iter().position(|column| column.class == class)
    }

    pub fn data_rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.role == Role::Data)
    }
}

impl RowKey {
    /// For the store alone: the key a row was saved under.
    pub fn from_stored(key: u32) -> Self {
        Self(key)
    }

    pub fn get(self) -> u32 {
        self.0
    }
}

impl Column {
    pub fn new(header: impl Into<String>, class: Class) -> Self {
        Self { header: vec![header.into()], class, align: None, hidden: false, merged: false }
    }

    /// The levels joined by "/", as reports and scripts name a column.
    pub fn name(&self) -> String {
        self.header.join("/")
    }

    pub fn alignment(&self) -> Align {
        self.align.unwrap_or(match self.class {
            Class::Amount | Class::Quantity | Class::Rate => Align::Right,
            Class::Serial | Class::Name | Class::Group | Class::Date | Class::IdNumber | Class::Phone => Align::Centre,
            Class::BankCard | Class::Address | Class::Health | Class::Text => Align::Left,
        })
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_) | Self::Date(_) => false,
        }
    }

    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Blank | Self::Text(_) | Self::Date(_) => None,
        }
    }

    /// What a clerk typed into a cell of this class. Digits become a number only where the column holds numbers and the
    /// number is short enough to be one (15 significant digits): a card number typed into 备注 stays text.
    pub fn parse(typed: &str, class: Class) -> Self {
        let typed = typed.trim();
        if typed.is_empty() {
            return Self::Blank;
        }
        match class {
            Class::Amount | Class::Quantity | Class::Rate | Class::Serial => {
                let plain: String = typed.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
                if plain.chars().filter(char::is_ascii_digit).count() <= 15
                    && let Ok(number) = plain.parse()
                {
                    return Self::Number(number);
                }
                Self::text(typed)
            }
            Class::Date => typed.parse().map_or_else(|_| Self::text(typed), Self::Date),
            _ => Self::text(typed),
        }
    }

    /// As a person types it: numbers without thousands marks, dates as 2026-04-08.
    pub fn typed(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }
}
