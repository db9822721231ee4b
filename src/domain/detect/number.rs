//! What a run of digits is: an ID number (GB 11643), a bank card, a telephone, a credit code (GB 32100).

use jiff::civil;

use super::digits::{Gap, Run, X};
use super::{Hit, HitKind};

const ID_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECK: [u8; 11] = [1, 0, X, 9, 8, 7, 6, 5, 4, 3, 2];
const CREDIT_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether the text is a unified social credit code (统一社会信用代码) with its right check character: an organisation's,
/// public, never personal.
pub fn is_credit_code(text: &str) -> bool {
    let values: Option<Vec<u32>> = text
        .chars()
        .map(|c| CREDIT_ALPHABET.find(c.to_ascii_uppercase()).and_then(|at| u32::try_from(at).ok()))
        .collect();
    values.is_some_and(|values| credit_check(&values))
}

fn credit_check(values: &[u32]) -> bool {
    if values.len() != 18 {
        return false;
    }
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31 == values[17]
}

/// Everything personal in the run, in order.
pub(super) fn find(run: &Run) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut covered = 0;
    let length = run.digits.len();
    let mut at = 0;
    while at + 18 <= length {
        if is_id(run, at) {
            segments(run, covered, at, &mut hits);
            hits.push(Hit { span: run.span(at, at + 18), kind: HitKind::Id });
            at += 18;
            covered = at;
        } else {
            at += 1;
        }
    }
    segments(run, covered, length, &mut hits);
    hits
}

/// Judges whole segments between two digits of the run, the longest sequence first: a card in groups of four is one
/// number.
fn segments(run: &Run, from: usize, to: usize, hits: &mut Vec<Hit>) {
    let list: Vec<_> = run.segments.iter().filter(|segment| from <= segment.from && segment.to <= to).collect();
    let mut first = 0;
    while first < list.len() {
        let start = list[first].from;
        let mut found = None;
        for last in (first..list.len()).rev() {
            let total = list[last].to - start;
            if total > 19 {
                continue;
            }
            let gaps = list[first + 1..=last].iter().map(|segment| segment.gap).max().unwrap_or(Gap::None);
            match judge(run, start, list[last].to, gaps, list.get(last + 1).map(|next| (next.gap, next.to - next.from)))
            {
                Verdict::Unknown => {}
                verdict => {
                    found = Some((last, verdict));
                    break;
                }
            }
        }
        match found {
            Some((last, verdict)) => {
                if let Verdict::Personal(kind) = verdict {
                    hits.push(Hit { span: run.span(start, list[last].to), kind });
                }
                first = last + 1;
            }
            None => {
                embedded_cards(run, start, list[first].to, hits);
                first += 1;
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Verdict {
    Unknown,
    /// Known, and an organisation's.
    Public,
    Personal(HitKind),
}

/// `next`: what follows the last segment, its gap and its length.
fn judge(run: &Run, from: usize, to: usize, gaps: Gap, next: Option<(Gap, usize)>) -> Verdict {
    let length = to - from;
    let simple = gaps <= Gap::Simple;
    let amount = matches!(next, Some((Gap::Point, digits)) if digits >= 2);
    let kind = match length {
        18 if is_public_code(run, from) => return Verdict::Public,
        17 | 18 if simple && is_person_at(run, from) => Some(HitKind::SuspiciousId),
        15 if simple && !amount && is_old_id(run, from) => Some(HitKind::OldId),
        16..=19 if simple && !amount && is_card(run, from, to, gaps) => Some(HitKind::BankCard),
        11..=15 if gaps <= Gap::Point && !amount && is_phone(run, from, to) => Some(HitKind::Phone),
        _ => None,
    };
    kind.map_or(Verdict::Unknown, Verdict::Personal)
}

fn is_id(run: &Run, from: usize) -> bool {
    if !is_person_at(run, from) {
        return false;
    }
    let mut values = run.values(from, from + 18);
    let sum: u32 = values.by_ref().zip(ID_WEIGHTS).map(|(value, weight)| u32::from(value) * weight).sum();
    run.digits[from + 17].value == ID_CHECK[(sum % 11) as usize]
}

/// A province and a birth date where an 18-digit number has them.
fn is_person_at(run: &Run, from: usize) -> bool {
    let number = |at: usize, count: usize| number(run, from + at, count);
    (1900..2100).contains(&number(6, 4))
        && is_date(number(6, 4), number(10, 2), number(12, 2))
        && is_province(number(0, 2))
}

fn is_old_id(run: &Run, from: usize) -> bool {
    let number = |at: usize, count: usize| number(run, from + at, count);
    is_province(number(0, 2)) && is_date(1900 + number(6, 2), number(8, 2), number(10, 2)) && no_x(run, from, from + 15)
}

fn number(run: &Run, from: usize, count: usize) -> u32 {
    run.values(from, from + count).fold(0, |sum, value| sum * 10 + u32::from(value))
}

fn no_x(run: &Run, from: usize, to: usize) -> bool {
    run.values(from, to).all(|value| value < X)
}

fn is_province(code: u32) -> bool {
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91)
}

fn is_date(year: u32, month: u32, day: u32) -> bool {
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
        return false;
    };
    civil::Date::new(year, month, day).is_ok()
}

fn is_public_code(run: &Run, from: usize) -> bool {
    let values: Vec<u32> = run.values(from, from + 18).map(u32::from).collect();
    no_x(run, from, from + 18) && matches!(values[0], 1 | 5 | 9) && !is_person_at(run, from) && credit_check(&values)
}

/// Luhn. Numbers that begin with a year (contracts, vouchers) are no cards; a card in groups has no tiny groups inside.
fn is_card(run: &Run, from: usize, to: usize, gaps: Gap) -> bool {
    if !no_x(run, from, to) || matches!(number(run, from, 2), 0..=9 | 19 | 20) {
        return false;
    }
    let groups = run.groups(from, to);
    let inside = groups.split_last().map_or(&[][..], |(_, inside)| inside);
    if gaps > Gap::Script && inside.iter().any(|digits| matches!(digits, 2 | 3)) {
        return false;
    }
    luhn(run, from, to)
}

fn luhn(run: &Run, from: usize, to: usize) -> bool {
    let sum: u32 = run
        .values(from, to)
        .rev()
        .enumerate()
        .map(|(at, value)| {
            let value = u32::from(value);
            match at % 2 {
                0 => value,
                _ if value > 4 => value * 2 - 9,
                _ => value * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A card and what was typed right behind it: only with the prefix of Chinese cards, or one long number in ten alarms.
fn embedded_cards(run: &Run, from: usize, to: usize, hits: &mut Vec<Hit>) {
    if to - from <= 19 {
        return;
    }
    let mut at = from;
    while at + 16 <= to {
        let length = [19, 18, 17, 16].into_iter().find(|length| {
            at + length <= to && number(run, at, 2) == 62 && no_x(run, at, at + length) && luhn(run, at, at + length)
        });
        if let Some(length) = length {
            hits.push(Hit { span: run.span(at, at + length), kind: HitKind::BankCard });
        }
        at += length.unwrap_or(1);
    }
}

/// 1[3-9] and nine more, alone, behind 0 or 86, and in the groups people write telephones in.
fn is_phone(run: &Run, from: usize, to: usize) -> bool {
    let prefix = to - from - 11;
    let known = match prefix {
        0 => true,
        1 => number(run, from, 1) == 0,
        2 => number(run, from, 2) == 86,
        4 => number(run, from, 4) == 86,
        _ => false,
    };
    let start = from + prefix;
    if !known || !no_x(run, from, to) || !matches!(number(run, start, 2), 13..=19) {
        return false;
    }
    let groups = run.groups(start, to);
    matches!(groups.as_slice(), [11] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [5, 6] | [1, ..])
}

#[cfg(test)]
mod tests {
    use super::is_credit_code;

    #[test]
    fn a_credit_code_is_known_by_its_check_character() {
        assert!(is_credit_code("91350100M000100Y43"));
        assert!(!is_credit_code("91350100M000100Y44"));
        assert!(!is_credit_code("91350100M000100I43"));
    }
}
