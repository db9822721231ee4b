//! Lists of notices.

use pinyin::ToPinyinMulti;
use rusqlite::named_params;

use crate::domain::kind::KindId;
use crate::domain::notice::{State, Summary};
use crate::store::notice::{SUMMARY_COLUMNS, StoredSummary, state_code};
use crate::store::{Result, Store};

/// Which notices, last changed first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub state: Option<State>,
    pub kind: Option<KindId>,
    /// Words of the title, separated by spaces: as written, or in pinyin, whole or by initials (`dbgs`, `dibao`).
    pub text: String,
    /// The recycle bin instead of the notices.
    pub removed: bool,
}

impl Store {
    /// # Errors
    /// A file that cannot be read; [`crate::store::StoreError::Damaged`].
    pub fn list(&self, filter: &Filter) -> Result<Vec<Summary>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {SUMMARY_COLUMNS} FROM notice
             WHERE (removed IS NOT NULL) = :removed
               AND (:state IS NULL OR state = :state)
               AND (:kind IS NULL OR kind = :kind)
             ORDER BY updated DESC, id DESC"
        ))?;
        let stored = statement.query_map(
            named_params! {
                ":removed": filter.removed,
                ":state": filter.state.map(state_code),
                ":kind": filter.kind.as_ref().map(KindId::as_str),
            },
            StoredSummary::read,
        )?;
        let words: Vec<String> = filter.text.split_whitespace().map(str::to_lowercase).collect();
        let mut found = Vec::new();
        for summary in stored {
            let summary = summary?;
            if words.iter().all(|word| title_has(&summary.title, word)) {
                found.push(summary.into_summary()?);
            }
        }
        Ok(found)
    }
}

/// Whether a title has a lower-case word, from any of its characters on.
fn title_has(title: &str, word: &str) -> bool {
    let title = title.to_lowercase();
    title.contains(word) || word.is_ascii() && title.char_indices().any(|(start, _)| starts_with(&title[start..], word))
}

/// Whether the title starts with the word, where each Chinese character may be written as its reading or the reading's
/// first letter.
fn starts_with(title: &str, word: &str) -> bool {
    if word.is_empty() {
        return true;
    }
    let Some(character) = title.chars().next() else {
        return false;
    };
    let rest = &title[character.len_utf8()..];
    if let Some(word) = word.strip_prefix(character) {
        return starts_with(rest, word);
    }
    character.to_pinyin_multi().is_some_and(|readings| {
        readings.into_iter().any(|reading| {
            [reading.plain(), reading.first_letter()]
                .into_iter()
                .any(|written| word.strip_prefix(written).is_some_and(|word| starts_with(rest, word)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::title_has;

    #[test]
    fn a_title_is_found_by_its_characters_its_pinyin_and_its_initials() {
        let title = "石桥村2026年低保初审公示";
        for word in ["低保", "dibao", "dbcs", "shiqiaocun", "sqc2026n", "db", "chushen", "2026年低"] {
            assert!(title_has(title, word), "{word}");
        }
        for word in ["高保", "gaobao", "dbgs", "shiqiaox"] {
            assert!(!title_has(title, word), "{word}");
        }
    }

    #[test]
    fn a_character_with_two_readings_is_found_by_both() {
        assert!(title_has("长沟村", "cgc") && title_has("长沟村", "zgc"));
    }
}
