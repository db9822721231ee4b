//! Finds personal data (个人信息) in a text: ID numbers, bank cards, mobile telephones, addresses, health words.
//!
//! An organisation's credit code (GB 32100), a landline and the office's own telephone are not personal.

use std::ops::Range;

use super::office::Office;
use super::table::Cell;

mod address;
mod digits;
mod float;
mod health;
pub mod number;

use digits::Run;

/// One piece of personal data and where it stands, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub span: Range<usize>,
    pub kind: HitKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HitKind {
    /// 18 digits, the check digit right.
    Id,
    /// 15 digits, issued before 1999; they carry no check digit.
    OldId,
    /// The shape and the birth date of an ID number, but the check digit fails.
    SuspiciousId,
    /// What a spreadsheet made of an ID or card number it took for a quantity (4.33124E+17).
    FloatId,
    BankCard,
    /// A private mobile telephone.
    Phone,
    Address,
    /// 病情、残疾、致困原因
    Health,
}

/// A detector that knows which telephones are the office's own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Detector {
    own: Vec<String>,
}

/// Fewer digits than a mobile telephone has are never personal.
const FEWEST_DIGITS: usize = 11;

impl HitKind {
    pub fn is_id(self) -> bool {
        matches!(self, Self::Id | Self::OldId | Self::SuspiciousId | Self::FloatId)
    }

    /// An ID, a card or a telephone: what `personal_cells` counts.
    pub fn is_number(self) -> bool {
        self.is_id() || matches!(self, Self::BankCard | Self::Phone)
    }

    /// The word for it in a finding.
    pub fn word(self) -> &'static str {
        match self {
            Self::Id | Self::OldId | Self::FloatId => "身份证号",
            Self::SuspiciousId => "疑似身份证号",
            Self::BankCard => "银行卡号",
            Self::Phone => "手机号",
            Self::Address => "住址",
            Self::Health => "健康或困难原因",
        }
    }
}

/// The digits and check letters of a text alone, ASCII and upper-case: how two numbers are compared.
pub fn plain(text: &str) -> String {
    digits::runs(text)
        .iter()
        .flat_map(|run| &run.digits)
        .map(|digit| match digit.value {
            digits::X => 'X',
            value => char::from(b'0' + value),
        })
        .collect()
}

/// Whether the digits and check letter are one ID number, its check digit right.
pub fn is_id_number(text: &str) -> bool {
    digits::runs(text)
        .iter()
        .any(|run| run.digits.len() == 18 && number::find(run).iter().any(|hit| hit.kind == HitKind::Id))
}

impl Detector {
    pub fn new(office: &Office) -> Self {
        let mut detector = Self::default();
        for telephone in &office.telephones {
            detector.own(telephone);
        }
        detector
    }

    /// Takes one more telephone, or several in one text, for the office's own.
    pub fn own(&mut self, telephones: &str) {
        for run in digits::runs(telephones) {
            let mobiles = number::find(&run).into_iter().filter(|hit| hit.kind == HitKind::Phone);
            self.own.extend(mobiles.map(|hit| digits::plain(&telephones[hit.span])));
        }
        let parts = telephones.split(['、', '/', '；', ';', '，', ',', '\n']).map(digits::plain);
        self.own.extend(parts.filter(|part| part.len() >= 7));
    }

    /// Whether the text is one of the office's own telephones, landlines included.
    pub fn is_own(&self, text: &str) -> bool {
        self.own.contains(&digits::plain(text))
    }

    /// All personal data of the text, in order, without overlaps.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = self.numbers(text);
        if !text.is_ascii() {
            let words = address::find(text).into_iter().chain(health::find(text));
            for hit in words {
                if hits.iter().all(|other| other.span.end <= hit.span.start || hit.span.end <= other.span.start) {
                    hits.push(hit);
                }
            }
            hits.sort_by_key(|hit| hit.span.start);
        }
        hits
    }

    /// Only IDs, cards and private telephones: what is counted, and cheap enough for every keystroke.
    pub fn numbers(&self, text: &str) -> Vec<Hit> {
        let count = digits::count(text);
        let mut hits = Vec::new();
        if count >= FEWEST_DIGITS {
            for run in digits::runs(text).iter().filter(|run| run.digits.len() >= FEWEST_DIGITS) {
                self.judge(text, run, &mut hits);
            }
        }
        if hits.is_empty() && count >= 3 {
            hits = float::find(text);
        }
        hits
    }

    /// What a cell holds; a number is read as the digits it shows. Amounts with a fraction are amounts.
    pub fn cell(&self, cell: &Cell) -> Vec<Hit> {
        match cell {
            Cell::Blank | Cell::Date(_) => Vec::new(),
            Cell::Text(text) => self.find(text),
            Cell::Number(number) => {
                if number.mantissa().unsigned_abs() < 10_000_000_000 || !number.fract().is_zero() {
                    return Vec::new();
                }
                self.numbers(&number.normalize().to_string())
            }
        }
    }

    fn judge(&self, text: &str, run: &Run, hits: &mut Vec<Hit>) {
        for mut hit in number::find(run) {
            if hit.kind == HitKind::Phone && text[..hit.span.start].ends_with('+') {
                hit.span.start -= 1;
            }
            let own = hit.kind == HitKind::Phone && self.is_own(&text[hit.span.clone()]);
            if !own {
                hits.push(hit);
            }
        }
    }
}

#[cfg(test)]
mod tests;
