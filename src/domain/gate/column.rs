//! What a column really holds, and what may be done with it.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::scan::Scan;
use super::{Mask, Treatment};
use crate::domain::detect::{Hit, HitKind};
use crate::domain::kind::Kind;
use crate::domain::table::{Cell, Class, Column, Role, Table};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct HeaderWords {
    id_number: Vec<String>,
    bank_card: Vec<String>,
    phone: Vec<String>,
    office_phone: Vec<String>,
    address: Vec<String>,
    office_address: Vec<String>,
    health: Vec<String>,
    birth: Vec<String>,
    crime: Vec<String>,
    protected_name: Vec<String>,
    same: HashMap<String, Vec<String>>,
}

static WORDS: LazyLock<HeaderWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../assets/rules/private-columns.toml")).expect("a test reads the bundled words")
});

/// What a header or a rule's name speaks of, as far as privacy goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    IdNumber,
    BankCard,
    Phone,
    /// A telephone of the office
    OfficePhone,
    Address,
    Health,
    Birth,
    Crime,
    /// A minor's or a victim's name
    ProtectedName,
    Other,
}

fn any(words: &[String], name: &str) -> bool {
    words.iter().any(|word| name.contains(word.as_str()))
}

/// By the words of a name alone.
fn named(name: &str) -> Matter {
    let words = &*WORDS;
    if any(&words.id_number, name) {
        Matter::IdNumber
    } else if any(&words.phone, name) {
        if any(&words.office_phone, name) { Matter::OfficePhone } else { Matter::Phone }
    } else if any(&words.bank_card, name) {
        Matter::BankCard
    } else if any(&words.health, name) {
        Matter::Health
    } else if any(&words.address, name) && !any(&words.office_address, name) {
        Matter::Address
    } else if any(&words.birth, name) {
        Matter::Birth
    } else if any(&words.crime, name) {
        Matter::Crime
    } else if any(&words.protected_name, name) {
        Matter::ProtectedName
    } else {
        Matter::Other
    }
}

/// By header, and by the class the intake or the clerk gave it; the more private of the two holds.
pub(super) fn matter(column: &Column) -> Matter {
    match (named(&column.name()), column.class) {
        // Words inside a name column's header speak of the person (残疾人姓名), not of the column.
        (Matter::ProtectedName, Class::Name) => Matter::ProtectedName,
        (Matter::Health | Matter::ProtectedName | Matter::Address, Class::Name | Class::Group) => Matter::Other,
        // 残疾人补贴金额（元）, 学生人数 and 困难残疾人生活补贴 are figures.
        (Matter::Health | Matter::ProtectedName, Class::Amount | Class::Quantity | Class::Rate) => Matter::Other,
        (Matter::ProtectedName, _) => Matter::Other,
        (matter @ (Matter::Other | Matter::Birth | Matter::Crime), class) => match class {
            Class::IdNumber => Matter::IdNumber,
            Class::BankCard => Matter::BankCard,
            Class::Phone => Matter::Phone,
            Class::Address => Matter::Address,
            Class::Health => Matter::Health,
            _ => matter,
        },
        (matter, _) => matter,
    }
}

/// The share of a column's filled data cells, in percent, from which its content decides what it is.
const SHARE: usize = 30;

/// Rows that are looked at for numbers in pieces; a column that holds pieces holds them from the start.
const SAMPLE: usize = 200;

/// Whether the words before 电话 speak of the office's.
pub(super) fn is_of_office(caption: &str) -> bool {
    caption.ends_with("联系") || WORDS.office_phone.iter().any(|word| caption.ends_with(word.as_str()))
}

/// As [`matter`], and where the header is silent, by what stands in the cells of data rows.
pub(super) fn matter_of(table: &Table, at: usize, scan: &Scan) -> Matter {
    let known = matter(&table.columns[at]);
    if !matches!(known, Matter::Other | Matter::Birth) {
        return known;
    }
    let rows = || table.rows.iter().zip(scan.rows()).filter(|(row, _)| row.role == Role::Data);
    let split = rows().take(SAMPLE).filter(|(_, found)| found.pieces.contains(&at)).count();
    if split * 100 > rows().take(SAMPLE).count() * SHARE {
        return Matter::IdNumber;
    }
    let (mut ids, mut cards, mut phones) = (0, 0, 0);
    for (row, found) in rows() {
        match row.cells.get(at).and_then(|cell| alone(cell, found.hits(at))) {
            Some(HitKind::BankCard) => cards += 1,
            Some(HitKind::Phone) => phones += 1,
            Some(_) => ids += 1,
            None => {}
        }
    }
    let most = ids.max(cards).max(phones);
    let filled = || rows().filter_map(|(row, _)| row.cells.get(at)).filter(|cell| !cell.is_blank()).count();
    if most == 0 || most * 100 < filled() * SHARE {
        known
    } else if most == ids {
        Matter::IdNumber
    } else if most == cards {
        Matter::BankCard
    } else {
        Matter::Phone
    }
}

/// What number the cell is; a number inside a sentence says nothing about its column.
fn alone(cell: &Cell, hits: &[Hit]) -> Option<HitKind> {
    let most = |hit: &&Hit| match cell {
        Cell::Text(text) => hit.span.len() * 2 >= text.trim().len(),
        Cell::Blank | Cell::Number(_) | Cell::Date(_) => true,
    };
    hits.iter().find(|hit| hit.kind.is_number() && most(hit)).map(|hit| hit.kind)
}

/// Whether a private column came masked: by the clerk's choice before it was stored, or by whoever sent the file.
pub(super) fn masked(table: &Table, at: usize, matter: Matter, scan: &Scan) -> bool {
    if !matches!(matter, Matter::IdNumber | Matter::BankCard | Matter::Address) {
        return false;
    }
    let cells = table.rows.iter().zip(scan.rows()).filter_map(|(row, found)| Some((row.cells.get(at)?, found)));
    let mut filled = cells.filter(|(cell, _)| !cell.is_blank()).peekable();
    filled.peek().is_some()
        && filled.all(|(cell, found)| match cell {
            Cell::Text(text) if matter == Matter::Address => text.ends_with(['村', '组']),
            Cell::Text(text) => text.contains("****") && found.hits(at).is_empty(),
            Cell::Blank | Cell::Number(_) | Cell::Date(_) => false,
        })
}

/// Whether the kind forbids the column: by the matter both speak of, or by the very words.
fn forbidden(kind: &Kind, column: &Column, matter: Matter) -> bool {
    let name = column.name();
    kind.never_show.iter().any(|never| {
        let speaks = named(never);
        name.contains(never.as_str())
            || (speaks == matter && !matches!(matter, Matter::Other | Matter::ProtectedName | Matter::OfficePhone))
            || (speaks == Matter::ProtectedName && matter == Matter::ProtectedName)
    })
}

/// Whether a kind that allows exactly its columns has none like this one. 序号 is always allowed.
fn beyond(kind: &Kind, column: &Column) -> bool {
    if kind.columns_exact.is_empty() || column.class == Class::Serial {
        return false;
    }
    let name = column.name();
    let fits =
        |exact: &String| name.contains(exact.as_str()) || WORDS.same.get(exact).is_some_and(|same| any(same, &name));
    name != "序号" && !kind.columns_exact.iter().any(fits)
}

/// What may be done with a column, the strictest default first.
pub(super) fn allowed(kind: &Kind, table: &Table, at: usize, scan: &Scan) -> Vec<Treatment> {
    let column = &table.columns[at];
    let matter = matter_of(table, at, scan);
    if forbidden(kind, column, matter) || beyond(kind, column) {
        return vec![Treatment::Drop];
    }
    let mut allowed = by_matter(matter, column.class);
    if masked(table, at, matter, scan) {
        allowed.insert(0, Treatment::Show);
    }
    allowed
}

fn by_matter(matter: Matter, class: Class) -> Vec<Treatment> {
    match matter {
        Matter::IdNumber => vec![
            Treatment::Drop,
            Treatment::Mask(Mask::SixAndFour),
            Treatment::Mask(Mask::ThreeAndFour),
            Treatment::Mask(Mask::LastFour),
        ],
        Matter::BankCard => vec![Treatment::Drop, Treatment::Mask(Mask::LastFour)],
        Matter::Phone => vec![Treatment::Mask(Mask::Phone), Treatment::Drop],
        Matter::Address => vec![Treatment::Drop, Treatment::Mask(Mask::Village)],
        Matter::Health | Matter::Crime => vec![Treatment::Drop],
        Matter::ProtectedName => {
            vec![Treatment::Mask(Mask::Surname), Treatment::Mask(Mask::Middle), Treatment::Drop]
        }
        Matter::Other if class == Class::Name => {
            vec![Treatment::Show, Treatment::Mask(Mask::Middle), Treatment::Mask(Mask::Surname), Treatment::Drop]
        }
        Matter::OfficePhone | Matter::Birth | Matter::Other => vec![Treatment::Show, Treatment::Empty, Treatment::Drop],
    }
}

/// A policy cannot loosen what the matter itself forbids: what is not allowed becomes the strictest.
pub(super) fn clamp(treatment: Treatment, matter: Matter) -> Treatment {
    let loose = matches!(treatment, Treatment::Show | Treatment::Empty);
    match matter {
        Matter::Health | Matter::Crime => Treatment::Drop,
        Matter::IdNumber | Matter::BankCard | Matter::Address if loose => Treatment::Drop,
        Matter::Phone if loose => Treatment::Mask(Mask::Phone),
        Matter::ProtectedName if loose => Treatment::Mask(Mask::Surname),
        _ => treatment,
    }
}

/// The word for a matter in a finding.
pub(super) fn word(matter: Matter) -> &'static str {
    match matter {
        Matter::IdNumber => "身份证号",
        Matter::BankCard => "银行卡号",
        Matter::Phone | Matter::OfficePhone => "电话",
        Matter::Address => "住址",
        Matter::Health => "健康或困难原因",
        Matter::Birth => "出生日期",
        Matter::Crime => "犯罪记录",
        Matter::ProtectedName => "受保护的姓名",
        Matter::Other => "本类公示不应公开的内容",
    }
}
