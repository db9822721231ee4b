//! Headings of columns: what one is called in the rules, and what it holds by its words. The one list of these words,
//! for drafts, checks and the intake: `assets/rules/columns.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::table::Class;

mod matching;

pub use matching::{best, matches, similarity};

#[derive(Debug, Deserialize)]
struct Words {
    units: HashSet<String>,
    /// Names of one and the same column; the first is the one the rules use.
    same: Vec<Vec<String>>,
    class: Vec<ClassWords>,
    #[serde(skip)]
    canonical: HashMap<String, usize>,
    #[serde(skip)]
    known: HashSet<String>,
}

#[derive(Debug, Deserialize)]
struct ClassWords {
    class: Class,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    contains: Vec<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::parse(include_str!("../../assets/rules/columns.toml")).expect("a test reads the bundled words")
});

impl Words {
    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut read: Self = toml::from_str(text)?;
        for (at, group) in read.same.iter().enumerate() {
            read.canonical.extend(group.iter().map(|word| (word.clone(), at)));
        }
        let words = read.same.iter().flatten().chain(read.class.iter().flat_map(|words| &words.exact));
        read.known = words.cloned().collect();
        Ok(read)
    }
}

/// Is the text the name of a unit: 元, 亩?
pub fn is_unit_name(text: &str) -> bool {
    WORDS.units.contains(text)
}

/// The class a bare name speaks of. Rules earlier in the file win: 补贴标准 is a rate although 补贴 is an amount.
pub fn class_of_bare(bare: &str) -> Option<Class> {
    let exact = WORDS.class.iter().find(|words| words.exact.iter().any(|word| word == bare));
    let by_part = || {
        WORDS.class.iter().find(|words| {
            words.ends.iter().any(|word| bare.ends_with(word.as_str()))
                || words.contains.iter().any(|word| bare.contains(word.as_str()))
        })
    };
    exact.or_else(by_part).map(|words| words.class)
}

/// Do both bare names stand in one group of synonyms?
pub fn are_same(one: &str, other: &str) -> bool {
    WORDS.canonical.get(one).is_some_and(|group| WORDS.canonical.get(other) == Some(group))
}

/// Is this a bare word that heads columns?
pub fn is_known(bare: &str) -> bool {
    WORDS.known.contains(bare)
        || (bare.chars().count() <= 14
            && WORDS.class.iter().any(|words| words.ends.iter().any(|word| bare.ends_with(word.as_str()))))
}

/// A header as words are compared: without spaces, without units and remarks in brackets, without a leading year.
pub fn bare(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    let mut depth = 0u32;
    for c in header.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 && !matches!(c, '：' | ':' | '*' | '＊') => out.push(c),
            _ => {}
        }
    }
    match out.split_once('年') {
        Some((year, rest)) if year.len() == 4 && !rest.is_empty() && year.chars().all(|c| c.is_ascii_digit()) => {
            rest.trim_start_matches('度').to_owned()
        }
        _ => out,
    }
}

/// The unit a header carries in brackets: 元 of 补贴金额（元）.
pub fn unit_in(header: &str) -> Option<&str> {
    let open = header.rfind(['（', '('])?;
    let inner = header[open..].trim_start_matches(['（', '(']).trim_end_matches(['）', ')', ' ']);
    let inner = inner.trim_start_matches("单位：").trim_start_matches("单位:");
    WORDS.units.contains(inner).then_some(inner)
}

/// Is the text nothing but a unit or a rate: （元）, 亩, 250元/生?
pub fn is_unit(text: &str) -> bool {
    let inner = text.trim_matches(['（', '）', '(', ')']);
    let unit = inner.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    WORDS.units.contains(unit) || (unit.len() < inner.len() && unit.starts_with('元'))
}

/// The class that a header's levels name, from the lowest up; `unit` is the table's own (单位：万元).
pub fn class_of(levels: &[String], unit: Option<&str>) -> Option<Class> {
    for level in levels.iter().rev() {
        if is_unit(level) {
            continue;
        }
        let bare = bare(level);
        let class = class_of_bare(&bare);
        let own_unit = unit_in(level);
        let is_money = own_unit.or(unit).is_some_and(|unit| unit.ends_with('元'));
        let per = own_unit.is_some_and(|unit| unit.contains('/') && unit.contains('元'));
        return match class {
            Some(Class::Quantity) if own_unit == Some("元") || own_unit == Some("万元") => Some(Class::Amount),
            Some(Class::Amount) if per => Some(Class::Rate),
            // 合计 over numbers of persons, 补助 in 亩.
            Some(Class::Amount) if own_unit.is_some_and(|unit| !unit.contains('元')) => Some(Class::Quantity),
            Some(class) => Some(class),
            None if per => Some(Class::Rate),
            None if own_unit.is_some() && is_money => Some(Class::Amount),
            None if own_unit.is_some() => Some(Class::Quantity),
            None => continue,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_words_are_read_and_no_word_stands_in_two_groups() {
        let words = Words::parse(include_str!("../../assets/rules/columns.toml")).expect("valid data");
        assert_eq!(words.canonical.len(), words.same.iter().map(Vec::len).sum::<usize>());
        assert!(are_same("户主姓名", "户主"));
    }
}
