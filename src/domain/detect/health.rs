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
            if !word.harmless && !is_duty(text, at, word.text) {
                hits.push(Hit { span: at..from, kind: HitKind::Health });
            }
        }
    }
    hits
}

/// Is it the group that an office serves and no one in it: 分管民政、残疾人、老龄工作 says what a leader does, 残疾人张三 who is ill?
/// The verb of a duty stands before, and behind the group its work, the next group or the end.
fn is_duty(text: &str, at: usize, word: &str) -> bool {
    const LEADS: [&str; 6] = ["分管", "主管", "协管", "主抓", "协助抓", "牵头"];
    const WORK: [&str; 11] = ["工作", "事务", "事业", "服务", "就业", "康复", "权益", "保障", "救助", "帮扶", "联合会"];
    let Some(behind) = text[at..].strip_prefix("残疾人").filter(|_| word == "残疾") else { return false };
    let before = &text[..at];
    let clause = before.rsplit(['。', '；', ';', '\n']).next().unwrap_or(before);
    let is_work = WORK.iter().any(|work| behind.starts_with(work));
    let is_listed = behind.starts_with(['、', '，', '和', '与', '及', '等', '。', '；']) || behind.trim().is_empty();
    // Of what anyone may look after (负责照料残疾人), only work that is named so is a duty.
    let serves = || ["负责", "承担", "主持", "联系"].iter().any(|verb| clause.contains(verb));
    let leads = LEADS.iter().any(|verb| clause.contains(verb));
    (leads && (is_work || is_listed)) || (serves() && is_work)
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
