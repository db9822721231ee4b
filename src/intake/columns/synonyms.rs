//! The words of tables as data: `assets/rules/synonyms.toml`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::domain::table::Class;

/// Words for headers, labels and kinds.
#[derive(Debug, Deserialize)]
pub(in crate::intake) struct Synonyms {
    class: Vec<ClassWords>,
    /// Names of one and the same column; the first is the one the rules use.
    same: Vec<Vec<String>>,
    pub(in crate::intake) labels: Labels,
    pub(in crate::intake) units: HashSet<String>,
    pub(in crate::intake) surnames: String,
    /// Words in a title that name a kind, by the kind's id.
    pub(in crate::intake) kinds: HashMap<String, Vec<String>>,
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

#[derive(Debug, Deserialize)]
pub(in crate::intake) struct Labels {
    pub(in crate::intake) total: Vec<String>,
    /// What may stand before 合计 without making it a group's: 全村, 全镇.
    pub(in crate::intake) whole: Vec<String>,
    pub(in crate::intake) subtotal: Vec<String>,
    pub(in crate::intake) page: Vec<String>,
    pub(in crate::intake) opening: Vec<String>,
    pub(in crate::intake) closing: Vec<String>,
    pub(in crate::intake) note: Vec<String>,
    pub(in crate::intake) signature: Vec<String>,
    /// Sheets that explain and hold no table: 封面, 填表说明.
    pub(in crate::intake) cover: Vec<String>,
}

static BUNDLED: LazyLock<Synonyms> = LazyLock::new(|| {
    Synonyms::parse(include_str!("../../../assets/rules/synonyms.toml")).expect("a test reads the bundled synonyms")
});

impl Synonyms {
    pub(in crate::intake) fn bundled() -> &'static Synonyms {
        &BUNDLED
    }

    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut read: Self = toml::from_str(text)?;
        for (at, group) in read.same.iter().enumerate() {
            read.canonical.extend(group.iter().map(|word| (word.clone(), at)));
        }
        let words = read.same.iter().flatten().chain(read.class.iter().flat_map(|words| &words.exact));
        read.known = words.cloned().collect();
        Ok(read)
    }

    /// The class a bare header (no unit, no spaces) names. Rules earlier in the file win: 补贴标准 is a rate although
    /// 补贴 is an amount.
    pub(in crate::intake) fn class_of(&self, bare: &str) -> Option<Class> {
        let exact = self.class.iter().find(|words| words.exact.iter().any(|word| word == bare));
        let by_part = || {
            self.class.iter().find(|words| {
                words.ends.iter().any(|word| bare.ends_with(word.as_str()))
                    || words.contains.iter().any(|word| bare.contains(word.as_str()))
            })
        };
        exact.or_else(by_part).map(|words| words.class)
    }

    /// Do both names stand in one group of synonyms?
    pub(in crate::intake) fn are_same(&self, one: &str, other: &str) -> bool {
        self.canonical.get(one).is_some_and(|group| self.canonical.get(other) == Some(group))
    }

    /// Is this a word that heads columns?
    pub(in crate::intake) fn is_header(&self, bare: &str) -> bool {
        self.known.contains(bare)
            || (bare.chars().count() <= 14
                && self.class.iter().any(|words| words.ends.iter().any(|word| bare.ends_with(word.as_str()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_synonyms_are_read_and_no_word_stands_in_two_groups() {
        let synonyms = Synonyms::parse(include_str!("../../../assets/rules/synonyms.toml")).expect("valid data");
        let words = synonyms.same.iter().map(Vec::len).sum::<usize>();
        assert_eq!(synonyms.canonical.len(), words);
        assert!(synonyms.are_same("户主姓名", "户主"));
    }
}
