//! All notices as the lists show them, read once and read again after every change.

use std::sync::Arc;

use jiff::civil::Date;
use pinyin::ToPinyin;

use crate::domain::agenda::Agenda;
use crate::domain::kind::{Catalogue, KindId};
use crate::domain::notice::{NoticeId, State, Summary};
use crate::store::{Filter, Handle, StoreError};

/// A notice on the shelf, with what a search looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub summary: Summary,
    /// The kind's name as the catalogue has it; its id where the catalogue no longer knows it.
    pub kind: String,
    /// Title and kind, and the pinyin initials of both, in lower case.
    key: String,
}

/// Where a read stands.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Asked; too short a time ago to say so.
    Waiting,
    /// Asked more than 150 ms ago.
    Slow,
    Ready,
    Failed(Arc<StoreError>),
}

/// The notices, last changed first.
#[derive(Debug, Clone)]
pub struct Shelf {
    pub stage: Stage,
    pub entries: Vec<Entry>,
    /// What is to be done.
    pub agenda: Agenda,
    /// The office has said what it publishes regularly.
    pub has_plan: bool,
    /// Names the last question asked; an answer to an earlier one is dropped.
    question: u64,
}

type Lists = (Vec<Entry>, Agenda, bool);

/// What has been asked, with its answer.
#[derive(Debug, Clone)]
pub struct Answer {
    question: u64,
    read: Result<Lists, Arc<StoreError>>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { stage: Stage::Waiting, entries: Vec::new(), agenda: Agenda::default(), has_plan: true, question: 0 }
    }
}

impl Shelf {
    /// Asks for the notices; what is shown stays until the answer is there.
    pub fn read(&mut self, store: &Handle, today: Date) -> impl Future<Output = Answer> + use<> {
        self.question += 1;
        if !matches!(self.stage, Stage::Ready) {
            self.stage = Stage::Waiting;
        }
        let question = self.question;
        let reply = store.run(move |store| {
            let summaries = store.list(&Filter::default())?;
            // Twenty thousand titles take a moment to spell: here, on the store's thread, and not on the window's.
            let (objections, duties) = (store.waiting_objections()?, store.duties(today)?);
            let agenda = Agenda::of(&summaries, &objections, &duties, today, store.now().time_zone());
            let has_plan = !store.disclosure()?.chosen.is_empty();
            Ok((summaries.into_iter().map(Entry::new).collect(), agenda, has_plan))
        });
        async move { Answer { question, read: reply.await.map_err(Arc::new) } }
    }

    pub fn take(&mut self, answer: Answer) {
        if answer.question != self.question {
            return;
        }
        match answer.read {
            Ok((entries, agenda, has_plan)) => {
                self.entries = entries;
                self.agenda = agenda;
                self.has_plan = has_plan;
                self.stage = Stage::Ready;
            }
            Err(error) => self.stage = Stage::Failed(error),
        }
    }

    /// 150 ms have passed.
    pub fn slow_down(&mut self) {
        if matches!(self.stage, Stage::Waiting) {
            self.stage = Stage::Slow;
        }
    }

    pub fn get(&self, id: NoticeId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.summary.id == id)
    }

    /// The last notice of a kind: what 照上期新建 starts from.
    pub fn last_of(&self, kind: &KindId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.summary.kind == *kind)
    }

    pub fn count(&self, state: State) -> usize {
        self.entries.iter().filter(|entry| entry.summary.state == state).count()
    }
}

impl Entry {
    pub fn new(summary: Summary) -> Self {
        let kind = Catalogue::bundled().get(&summary.kind);
        let kind = kind.map_or_else(|| summary.kind.as_str().to_owned(), |kind| kind.name.clone());
        let key = search_key(&[&summary.title, &kind]);
        Self { summary, kind, key }
    }

    /// Days until the last day of what hangs; 0 on the last day itself, negative after it.
    pub fn days_left(&self, today: Date) -> Option<i32> {
        if !matches!(self.summary.state, State::Posted | State::Expired) {
            return None;
        }
        let last = self.summary.period.last?;
        Some(today.until(last).ok()?.get_days())
    }

    /// Whether every word of the query is found.
    pub fn matches(&self, query: &str) -> bool {
        matches(&self.key, query)
    }
}

/// What a search looks at: the texts and the initials of their pinyin.
pub fn search_key(texts: &[&str]) -> String {
    let mut key = texts.join(" ").to_lowercase();
    for text in texts {
        key.push(' ');
        for (character, pinyin) in text.chars().zip(text.to_pinyin()) {
            match pinyin {
                Some(pinyin) => key.push_str(pinyin.first_letter()),
                None => key.extend(character.to_lowercase()),
            }
        }
    }
    key
}

pub fn matches(key: &str, query: &str) -> bool {
    query.to_lowercase().split_whitespace().all(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_by_a_word_of_it_and_by_its_initials() {
        let key = search_key(&["石桥村2026年耕地地力保护补贴公示表"]);
        for query in ["耕地", "2026", "gddl", "GDDLBH", "石桥 补贴", "sqc2026n"] {
            assert!(matches(&key, query), "{query}");
        }
        assert!(!matches(&key, "低保"));
    }
}
