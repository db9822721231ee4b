//! All the interface's text, Chinese and English, from `assets/words`.

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// A value put into a text: a number or a piece of text.
pub type Value<'a> = FluentValue<'a>;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

impl Language {
    /// As preferences name it: `zh-CN` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// Chinese for every code that is not known.
    pub fn of_code(code: &str) -> Self {
        if code == Self::English.code() { Self::English } else { Self::Chinese }
    }
}

/// The texts of one language. Texts without variables are formatted once, since a view asks for dozens of them a frame.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    plain: Vec<String>,
}

impl Words {
    pub fn new(language: Language) -> Self {
        let (id, sources): (LanguageIdentifier, _) = match language {
            Language::Chinese => (langid!("zh-CN"), CHINESE),
            Language::English => (langid!("en"), ENGLISH),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The marks that isolate right-to-left text are boxes in a face that has no glyph for them.
        bundle.set_use_isolating(false);
        for source in sources {
            // A file with a mistake still gives its sound messages; a test reads every one of them.
            let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*source).to_owned());
            bundle.add_resource_overriding(resource);
        }
        let mut words = Self { language, bundle, plain: Vec::new() };
        words.plain = Word::ALL.iter().map(|word| words.format(*word, &[])).collect();
        words
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a word that has no variables.
    pub fn get(&self, word: Word) -> &str {
        debug_assert!(word.variables().is_empty(), "{word:?} has variables");
        &self.plain[word as usize]
    }

    /// The text of a word with its variables filled in.
    pub fn with(&self, word: Word, values: &[(&'static str, Value<'_>)]) -> String {
        debug_assert!(
            word.variables().iter().all(|name| values.iter().any(|(given, _)| given == name)),
            "{word:?} needs {:?}",
            word.variables()
        );
        self.format(word, values)
    }

    fn format(&self, word: Word, values: &[(&'static str, Value<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(word.key()).and_then(|message| message.value()) else {
            return word.key().to_owned();
        };
        let arguments: FluentArgs<'_> = values.iter().map(|(name, value)| (Cow::from(*name), value.clone())).collect();
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned()
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(sources: &[&str]) -> Vec<String> {
        let of_line =
            |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned()).filter(|key| !key.contains(' '));
        let mut keys: Vec<String> = sources.iter().flat_map(|source| source.lines()).filter_map(of_line).collect();
        keys.sort();
        keys
    }

    #[test]
    fn english_and_chinese_have_the_same_words_each_once() {
        let chinese = keys(CHINESE);
        let mut unique = chinese.clone();
        unique.dedup();
        assert_eq!(chinese, unique);
        assert_eq!(chinese, keys(ENGLISH));
    }

    #[test]
    fn every_word_formats_in_both_languages_with_exactly_its_variables() {
        for language in [Language::Chinese, Language::English] {
            let words = Words::new(language);
            for word in Word::ALL {
                let message = words.bundle.get_message(word.key()).expect("the word");
                let mut arguments = FluentArgs::new();
                for name in word.variables() {
                    arguments.set(*name, "⟦x⟧");
                }
                let mut errors = Vec::new();
                let pattern = message.value().expect("a text");
                let text = words.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
                assert!(errors.is_empty(), "{language:?} {word:?}: {errors:?}");
                assert_eq!(text.contains("⟦x⟧"), !word.variables().is_empty(), "{language:?} {word:?}: {text}");
            }
        }
    }

    #[test]
    fn no_isolation_marks_stand_around_a_number() {
        let words = Words::new(Language::Chinese);
        assert_eq!(words.with(Word::Rows, &[("n", 320.into())]), "320 行");
    }
}
