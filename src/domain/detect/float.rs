//! Numbers that a spreadsheet took for quantities and cut: 4.33124E+17.

use super::digits::value;
use super::{Hit, HitKind};

/// A notice holds no quantity of 15 digits: what is written so was an ID, a card or, at E+10, a telephone.
pub(super) fn find(text: &str) -> Vec<Hit> {
    if !text.contains(['E', 'e', 'Ｅ', 'ｅ']) {
        return Vec::new();
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut hits = Vec::new();
    for at in 0..chars.len() {
        if matches!(chars[at].1, 'E' | 'e' | 'Ｅ' | 'ｅ')
            && let Some((from, to, kind)) = around(&chars, at)
        {
            let end = chars.get(to).map_or(text.len(), |(start, _)| *start);
            hits.push(Hit { span: chars[from].0..end, kind });
        }
    }
    hits
}

/// The mantissa before and the exponent behind the letter, as indices of characters.
fn around(chars: &[(usize, char)], at: usize) -> Option<(usize, usize, HitKind)> {
    let mantissa = |c: char| value(c).is_some() || matches!(c, '.' | '．');
    let from = (0..at).rev().take_while(|i| mantissa(chars[*i].1)).last()?;
    let head: Vec<u8> = chars[from..at].iter().filter_map(|(_, c)| value(*c)).take(2).collect();
    let sign = chars.get(at + 1).is_some_and(|(_, c)| matches!(c, '+' | '＋'));
    let start = at + 1 + usize::from(sign);
    let exponent: Vec<u8> = chars[start..].iter().map_while(|(_, c)| value(*c)).take(3).collect();
    let power = exponent.iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit));
    let kind = match (power, head.as_slice()) {
        (14 | 17, [1..=9, ..]) => HitKind::FloatId,
        (15 | 16 | 18, [1..=9, ..]) => HitKind::BankCard,
        (10, [1, 3..=9]) => HitKind::Phone,
        _ => return None,
    };
    Some((from, start + exponent.len(), kind))
}
