//! Masks (脱敏): what is put in place of a personal value. Masking a masked value changes nothing.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::detect::{Detector, Hit, HitKind};
use super::gate::Mask;

/// What stands where nothing of a value may be shown.
pub const HIDDEN: &str = "[已隐去]";

static COMPOUND: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../assets/rules/compound-surnames.txt").split_whitespace().collect());

/// The surname of a Chinese name: two characters of a compound surname (欧阳), otherwise one.
pub fn surname(name: &str) -> &str {
    let end = |count: usize| name.char_indices().nth(count).map_or(name.len(), |(at, _)| at);
    let two = &name[..end(2)];
    if COMPOUND.contains(two) { two } else { &name[..end(1)] }
}

/// The text with the mask put on: names and addresses as a whole, numbers only where they stand in the text.
pub fn apply(mask: Mask, text: &str, detector: &Detector) -> String {
    match mask {
        Mask::Surname | Mask::Middle => names(text, mask),
        Mask::Village => village(text),
        Mask::SixAndFour | Mask::ThreeAndFour | Mask::LastFour | Mask::Phone => number(mask, text, detector),
    }
}

/// The strictest reading of a free text: telephones masked, everything else that is personal hidden. Health words stay,
/// since a sentence without them can be wrong: see [`super::gate`] for what becomes of the cell.
pub fn hide(text: &str, hits: &[Hit]) -> String {
    replace(text, hits, |hit, value| match hit.kind {
        HitKind::Health => value.to_owned(),
        HitKind::Phone if digits(value).len() >= 11 => keep(value, 3, 4),
        _ => HIDDEN.to_owned(),
    })
}

fn number(mask: Mask, text: &str, detector: &Detector) -> String {
    let hits = detector.numbers(text);
    if hits.is_empty() {
        // A number of the column that no rule knows, such as an account of 12 digits; not one that came masked.
        let unknown = digits(text).len() >= 7 && (mask == Mask::LastFour || !text.contains("****"));
        let own = mask == Mask::Phone && detector.is_own(text);
        return if unknown && !own { shape(mask, text) } else { text.to_owned() };
    }
    replace(text, &hits, |hit, value| match (mask, hit.kind) {
        (Mask::LastFour, HitKind::Phone) => shape(mask, value),
        (_, HitKind::Phone) if digits(value).len() >= 11 => keep(value, 3, 4),
        (Mask::Phone, _) | (_, HitKind::FloatId | HitKind::Phone) => HIDDEN.to_owned(),
        (Mask::LastFour, _) => shape(mask, value),
        (_, HitKind::BankCard) => HIDDEN.to_owned(),
        _ => shape(mask, value),
    })
}

fn shape(mask: Mask, value: &str) -> String {
    match mask {
        // An old number ends in the three digits of the sequence; the fourth from the end is still the birth date.
        Mask::SixAndFour if digits(value).len() <= 15 => keep(value, 6, 3),
        Mask::SixAndFour => keep(value, 6, 4),
        Mask::ThreeAndFour if digits(value).len() <= 15 => keep(value, 3, 3),
        Mask::ThreeAndFour | Mask::Phone => keep(value, 3, 4),
        _ => keep(value, 0, 4),
    }
}

/// The first and the last characters of a number with stars between; separators go. Too short to keep both: all stars.
fn keep(value: &str, head: usize, tail: usize) -> String {
    let digits = digits(value);
    let country = if digits.len() > 11 && head == 3 && tail == 4 && digits.len() <= 13 { digits.len() - 11 } else { 0 };
    let digits = &digits[country..];
    let hidden = digits.len().saturating_sub(head + tail);
    let (head, tail) = if hidden < 4 { (0, digits.len().min(2)) } else { (head, tail) };
    let stars = digits.len() - head - tail;
    digits[..head]
        .iter()
        .copied()
        .chain(std::iter::repeat_n('*', stars))
        .chain(digits[digits.len() - tail..].iter().copied())
        .collect()
}

/// The characters of a number: ASCII and full-width digits as ASCII, the check letter, stars of an earlier mask.
fn digits(value: &str) -> Vec<char> {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        'ｘ' | 'Ｘ' | 'x' => 'X',
        c => c,
    };
    value.chars().map(narrow).filter(|c| c.is_alphanumeric() || *c == '*').collect()
}

fn replace(text: &str, hits: &[Hit], with: impl Fn(&Hit, &str) -> String) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for hit in hits {
        masked.push_str(&text[from..hit.span.start]);
        masked.push_str(&with(hit, &text[hit.span.clone()]));
        from = hit.span.end;
    }
    masked.push_str(&text[from..]);
    masked
}

/// Masks every name of a cell: 张三、李四; a remark in brackets stays.
fn names(text: &str, mask: Mask) -> String {
    let separator = |c: char| matches!(c, '、' | '，' | ',' | ';' | '；' | '/' | '（' | '(' | '\n');
    let mut masked = String::with_capacity(text.len());
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(separator).unwrap_or(rest.len());
        masked.push_str(&name(&rest[..end], mask));
        let Some(c) = rest[end..].chars().next() else { break };
        if matches!(c, '（' | '(') {
            let close = rest[end..].find(['）', ')']).map_or(rest.len(), |at| end + at);
            let close = rest[close..].chars().next().map_or(close, |c| close + c.len_utf8());
            masked.push_str(&rest[end..close]);
            rest = &rest[close..];
        } else {
            masked.push(c);
            rest = &rest[end + c.len_utf8()..];
        }
    }
    masked
}

/// One name. Two-character names are often padded with a space to the width of three.
fn name(text: &str, mask: Mask) -> String {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() {
        return plain;
    }
    let surname = surname(&plain);
    let given = &plain[surname.len()..];
    let last = given.chars().next_back().filter(|_| mask == Mask::Middle && given.chars().count() > 1);
    let last = last.map_or(String::new(), |c| if c == '*' { String::new() } else { c.to_string() });
    format!("{surname}*{last}")
}

/// 村 and 组 of an address; nothing where it names no village.
fn village(text: &str) -> String {
    let end = match (text.find('村'), text.rfind('组')) {
        (_, Some(group)) => group + '组'.len_utf8(),
        (Some(village), None) => village + '村'.len_utf8(),
        (None, None) => return String::new(),
    };
    let text = &text[..end];
    let village = text.find('村').unwrap_or(end);
    let above = text[..village].rfind(['镇', '乡', '县', '市', '区', '省', '道', '州', ' ', '：', '，']);
    let from = above.and_then(|at| text[at..].chars().next().map(|c| at + c.len_utf8())).unwrap_or(0);
    text[from..].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(mask: Mask, text: &str) -> String {
        apply(mask, text, &Detector::default())
    }

    #[test]
    fn numbers_keep_only_what_the_mask_names() {
        assert_eq!(masked(Mask::SixAndFour, "11010519491231002X"), "110105********002X");
        assert_eq!(masked(Mask::ThreeAndFour, "11010519491231002x"), "110***********002X");
        assert_eq!(masked(Mask::LastFour, "6228 4867 4320 7525 311"), "***************5311");
        assert_eq!(masked(Mask::Phone, "13812341234"), "138****1234");
        assert_eq!(masked(Mask::Phone, "代领人138-1234-1234，长子"), "代领人138****1234，长子");
        assert_eq!(masked(Mask::SixAndFour, "433124601020570"), "433124******570");
    }

    #[test]
    fn compound_surnames_keep_both_characters() {
        for (name, surname, middle) in [
            ("张明", "张*", "张*"),
            ("张建明", "张*", "张*明"),
            ("欧阳娜", "欧阳*", "欧阳*"),
            ("尉迟建明", "尉迟*", "尉迟*明"),
            ("张　三、李大四", "张*、李*", "张*、李*四"),
            ("王五（代）", "王*（代）", "王*（代）"),
        ] {
            assert_eq!(masked(Mask::Surname, name), surname);
            assert_eq!(masked(Mask::Middle, name), middle);
        }
    }

    #[test]
    fn an_address_keeps_its_village_and_group() {
        assert_eq!(masked(Mask::Village, "凤凰县石桥镇石桥村三组12号"), "石桥村三组");
        assert_eq!(masked(Mask::Village, "石桥村12号"), "石桥村");
        assert_eq!(masked(Mask::Village, "人民路12号"), "");
    }

    #[test]
    fn masking_twice_is_masking_once() {
        let masks = [
            Mask::SixAndFour,
            Mask::ThreeAndFour,
            Mask::LastFour,
            Mask::Phone,
            Mask::Surname,
            Mask::Middle,
            Mask::Village,
        ];
        let texts =
            ["11010519491231002X", "433124601020570", "+86 138 1234 1234", "欧阳建明", "石桥村三组5号", "1234567890"];
        for mask in masks {
            for text in texts {
                let once = masked(mask, text);
                assert_eq!(masked(mask, &once), once, "{mask:?} {text}");
            }
        }
    }
}
