//! The words of titles and rows as data: `assets/rules/synonyms.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Words for labels, names and kinds.
#[derive(Debug, Deserialize)]
pub(in crate::intake) struct Synonyms {
    pub(in crate::intake) labels: Labels,
    pub(in crate::intake) surnames: String,
    /// Words in a title that name a kind, by the kind's id.
    pub(in crate::intake) kinds: HashMap<String, Vec<String>>,
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
    toml::from_str(include_str!("../../../assets/rules/synonyms.toml")).expect("a test reads the bundled synonyms")
});

impl Synonyms {
    pub(in crate::intake) fn bundled() -> &'static Synonyms {
        &BUNDLED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_labels_are_read() {
        assert!(Synonyms::bundled().labels.total.contains(&"合计".to_owned()));
    }
}
