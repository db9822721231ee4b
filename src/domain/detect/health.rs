//! Health and hardship words, from a list the office can read.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Hit, HitKind};

struct Words {
    /// One bit a character of the basic plane: does any word or phrase begin with it.
    first: Vec<u64>,
    by_first: HashMap<char, Vec<Word>>,
    whole: Vec<&'static str>,
}

struct Word {
    text: &'static str,
    harmless: bool,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::parse(include_str!("../../../assets/rules/health-words.txt")));

pub(super) fn find(text: &str) -> Vec<Hit> {
    let words = &*WORDS;
    if words.whole.contains(&text.trim()) {
        return vec![Hit { span: 0..text.len(), kind: HitKind::Health }];
    }
    let mut hits = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if at < from || !words.begins(c) {
            continue;
        }
        let rest = &text[at..];
        let longest = words.by_first.get(&c).and_then(|list| {
            list.iter().filter(|word| rest.starts_with(word.text)).max_by_key(|word| (word.text.len(), word.harmless))
        });
        if let Some(word) = longest {
            from = at + word.text.len();
            if !word.harmless {
                hits.push(Hit { span: at..from, kind: HitKind::Health });
            }
        }
    }
    hits
}

impl Words {
    fn parse(list: &'static str) -> Self {
        let mut words = Self { first: vec![0; 1024], by_first: HashMap::new(), whole: Vec::new() };
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(whole) = line.strip_prefix('=') {
                words.whole.push(whole);
                continue;
            }
            let harmless = line.starts_with('!');
            let text = line.trim_start_matches('!');
            if let Some(c) = text.chars().next() {
                if let Some(bits) = words.first.get_mut(c as usize / 64) {
                    *bits |= 1 << (c as usize % 64);
                }
                words.by_first.entry(c).or_default().push(Word { text, harmless });
            }
        }
        words
    }

    fn begins(&self, c: char) -> bool {
        self.first.get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
    }
}
