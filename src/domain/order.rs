//! Orders of rows: by number, by group, by pinyin, by strokes (姓氏笔画).

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;
use pinyin::ToPinyin;

use super::mask::surname;
use super::table::Cell;

/// How rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    /// Numbers, dates, and 一组 < 二组 < 十组 in texts.
    Natural,
    Pinyin,
    /// 姓氏笔画; two-character names by one of two customs.
    Stroke(Custom),
}

/// Where a two-character name stands among its surname's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Custom {
    /// The surname, then a blank: 田富 before 田大利.
    BySurname,
    /// Character by character: 田大利 before 田富, since 大 has fewer strokes.
    ByFullName,
}

struct Reading {
    /// A character that is always read as the surname is.
    sorts_as: &'static str,
    latin: &'static str,
}

static READINGS: LazyLock<HashMap<&str, Reading>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/rules/surname-readings.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?, Reading { sorts_as: words.next()?, latin: words.next()? }))
        })
        .collect()
});

/// Stroke orders (笔顺) by character: 横竖撇点折 as 1 to 5.
static STROKES: LazyLock<HashMap<char, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/rules/strokes.txt").lines();
    lines.filter_map(|line| line.chars().next().map(|first| (first, &line[first.len_utf8()..]))).collect()
});

static PINYIN: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| collator(locale!("zh-u-co-pinyin").into()));
static STROKE: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| collator(locale!("zh-u-co-stroke").into()));

fn collator(preferences: CollatorPreferences) -> CollatorBorrowed<'static> {
    CollatorBorrowed::try_new(preferences, CollatorOptions::default()).expect("the collation data is compiled in")
}

/// Blanks last, numbers before dates before texts.
pub fn compare(order: Order, a: &Cell, b: &Cell) -> Ordering {
    match (a, b) {
        (Cell::Text(a), Cell::Text(b)) => compare_text(order, a.trim(), b.trim()),
        (Cell::Number(a), Cell::Number(b)) => a.cmp(b),
        (Cell::Date(a), Cell::Date(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)),
    }
}

fn rank(cell: &Cell) -> u8 {
    match cell {
        cell if cell.is_blank() => 3,
        Cell::Number(_) => 0,
        Cell::Date(_) => 1,
        Cell::Text(_) | Cell::Blank => 2,
    }
}

pub fn compare_text(order: Order, a: &str, b: &str) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    match order {
        Order::Natural => natural(a, b),
        Order::Pinyin => PINYIN.compare(&read(a), &read(b)).then_with(|| a.cmp(b)),
        Order::Stroke(Custom::ByFullName) => strokes(a, b),
        Order::Stroke(Custom::BySurname) => strokes(&parted(a), &parted(b)),
    }
}

/// The name with its surname written as it is read: 单明 as 善明.
fn read(name: &str) -> String {
    let surname = surname(name);
    let sorts_as = READINGS.get(surname).map_or(surname, |reading| reading.sorts_as);
    format!("{sorts_as}{}", &name[surname.len()..])
}

/// Character by character: fewer strokes first, then by the types of the strokes from the first on.
fn strokes(a: &str, b: &str) -> Ordering {
    let differs = a.chars().zip(b.chars()).find(|(a, b)| a != b);
    differs.map_or_else(|| a.len().cmp(&b.len()), |(a, b)| stroke(a, b))
}

/// Blanks and letters stand before characters, characters that the standard's table lacks behind those it has.
fn stroke(a: char, b: char) -> Ordering {
    let order = |c: char| STROKES.get(&c).map(|types| (types.len(), *types));
    match (order(a), order(b)) {
        (Some(one), Some(other)) => one.cmp(&other).then(a.cmp(&b)),
        (None, None) => STROKE.compare(a.encode_utf8(&mut [0; 4]), b.encode_utf8(&mut [0; 4])).then(a.cmp(&b)),
        (Some(_), None) if is_letter(b) => Ordering::Greater,
        (None, Some(_)) if !is_letter(a) => Ordering::Greater,
        _ => Ordering::Less,
    }
}

fn is_letter(c: char) -> bool {
    c < '\u{2e80}'
}

/// A blank stands where a one-character given name lacks its first.
fn parted(name: &str) -> String {
    let surname = surname(name);
    let given = name[surname.len()..].trim();
    if given.chars().count() == 1 { format!("{surname} {given}") } else { format!("{surname}{given}") }
}

/// Numbers inside texts count as numbers, in Arabic or Chinese digits; the rest goes by pinyin.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (Pieces(a), Pieces(b));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(Piece::Number(a)), Some(Piece::Number(b))) => a.cmp(&b),
            (Some(Piece::Number(_)), Some(Piece::Text(_))) => Ordering::Less,
            (Some(Piece::Text(_)), Some(Piece::Number(_))) => Ordering::Greater,
            (Some(Piece::Text(a)), Some(Piece::Text(b))) => PINYIN.compare(a, b),
        };
        if order.is_ne() {
            return order;
        }
    }
}

enum Piece<'a> {
    Number(u64),
    Text(&'a str),
}

struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let first = self.0.chars().next()?;
        let numeric = is_numeric(first);
        let end = self.0.find(|c| is_numeric(c) != numeric).unwrap_or(self.0.len());
        let (piece, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(if numeric { Piece::Number(number(piece)) } else { Piece::Text(piece) })
    }
}

fn digit(c: char) -> Option<u64> {
    match c {
        '0'..='9' => Some(u64::from(c as u32 - '0' as u32)),
        '０'..='９' => Some(u64::from(c as u32 - '０' as u32)),
        c => "〇一二三四五六七八九".chars().position(|other| other == c).map(|at| at as u64),
    }
}

fn is_numeric(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '百')
}

/// 十一 is 11, 二十 is 20, 一百零五 never stands here whole and is not needed.
fn number(text: &str) -> u64 {
    let (mut total, mut current, mut seen) = (0_u64, 0_u64, false);
    for c in text.chars() {
        match digit(c) {
            Some(value) => {
                current = current.saturating_mul(10).saturating_add(value);
                seen = true;
            }
            None => {
                let unit = if c == '十' { 10 } else { 100 };
                total = total.saturating_add(if seen { current } else { 1 }.saturating_mul(unit));
                current = 0;
                seen = false;
            }
        }
    }
    total.saturating_add(current)
}

/// The first letters of the pinyin, for searching by them: 单建国 → sjg. Other letters and digits stay, lower-case.
pub fn initials(text: &str) -> String {
    let surname = surname(text);
    let known = READINGS.get(surname).map(|reading| reading.latin);
    let mut initials = String::new();
    for (at, c) in text.char_indices() {
        let letter = match (at, known) {
            (0, Some(latin)) => latin.chars().next().map(|c| if c == 'ō' { 'o' } else { c }),
            _ => c.to_pinyin().and_then(|pinyin| pinyin.first_letter().chars().next()),
        };
        match letter {
            Some(letter) => initials.push(letter),
            None if c.is_alphanumeric() => initials.extend(c.to_lowercase()),
            None => {}
        }
    }
    initials
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(order: Order, mut names: Vec<&str>) -> Vec<&str> {
        names.sort_by(|a, b| compare_text(order, a, b));
        names
    }

    #[test]
    fn groups_go_by_their_number() {
        assert_eq!(sorted(Order::Natural, vec!["十一组", "二组", "十组", "一组"]), ["一组", "二组", "十组", "十一组"]);
        assert_eq!(sorted(Order::Natural, vec!["10组", "2组", "1组"]), ["1组", "2组", "10组"]);
        assert_eq!(
            sorted(Order::Natural, vec!["石桥村二十一组", "石桥村二十组", "柳湾村三组", "石桥村3组"]),
            ["柳湾村三组", "石桥村3组", "石桥村二十组", "石桥村二十一组"]
        );
    }

    #[test]
    fn surnames_are_sorted_as_they_are_read() {
        assert_eq!(
            sorted(
                Order::Pinyin,
                vec!["张明", "单明", "欧明", "区明", "查明", "丁明", "仇明", "尉迟明", "万俟明", "王明", "曾明"]
            ),
            ["丁明", "万俟明", "区明", "欧明", "仇明", "单明", "王明", "尉迟明", "曾明", "查明", "张明"]
        );
    }

    #[test]
    fn two_customs_place_two_character_names() {
        assert_eq!(sorted(Order::Stroke(Custom::BySurname), vec!["田大利", "田富"]), ["田富", "田大利"]);
        assert_eq!(sorted(Order::Stroke(Custom::ByFullName), vec!["田富", "田大利"]), ["田大利", "田富"]);
    }

    #[test]
    fn fewer_strokes_come_first() {
        let names = vec!["魏强", "王强", "丁强", "欧阳强", "陈强", "石强", "邓强", "郑强"];
        for custom in [Custom::BySurname, Custom::ByFullName] {
            assert_eq!(
                sorted(Order::Stroke(custom), names.clone()),
                ["丁强", "王强", "邓强", "石强", "陈强", "欧阳强", "郑强", "魏强"]
            );
        }
    }

    #[test]
    fn as_many_strokes_go_by_their_types_from_the_first_on() {
        // 六画 and 七画 of the usual surnames, as a list of names prints them.
        let names = vec!["沈", "陈", "何", "张", "杨", "李", "邹", "宋", "吴", "苏", "严", "余"];
        let wanted = ["严", "苏", "李", "杨", "吴", "何", "余", "邹", "沈", "宋", "张", "陈"];
        assert_eq!(sorted(Order::Stroke(Custom::BySurname), names), wanted);
        let second = vec!["王强", "王玉", "王平", "王大", "王", "王 大"];
        assert_eq!(sorted(Order::Stroke(Custom::ByFullName), second), ["王", "王 大", "王大", "王玉", "王平", "王强"]);
    }

    #[test]
    fn a_character_outside_the_standards_table_stands_behind() {
        assert_eq!(sorted(Order::Stroke(Custom::BySurname), vec!["㐂强", "魏强", "王强"]), ["王强", "魏强", "㐂强"]);
    }

    #[test]
    fn blanks_stand_last_and_numbers_by_value() {
        let mut cells = [Cell::Blank, Cell::Number(10.into()), Cell::text("二"), Cell::Number(9.into())];
        cells.sort_by(|a, b| compare(Order::Natural, a, b));
        assert_eq!(cells, [Cell::Number(9.into()), Cell::Number(10.into()), Cell::text("二"), Cell::Blank]);
    }

    #[test]
    fn initials_know_the_surnames_reading() {
        assert_eq!(initials("单建国"), "sjg");
        assert_eq!(initials("区大山"), "ods");
        assert_eq!(initials("石桥村2026年A"), "sqc2026na");
    }
}
