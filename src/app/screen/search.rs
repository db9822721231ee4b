//! What the search field found: asked on the store's thread, shown as lines under the notices' titles.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use iced::widget::text::Span;
use iced::widget::{container, rich_text, row, span, text};
use iced::{Center, Element, Length, Task};

use crate::app::desk::Desk;
use crate::app::shelf::Entry;
use crate::domain::block::Spot;
use crate::domain::notice::NoticeId;
use crate::domain::search::{Hit, Place, Query};
use crate::store::{Ask, StoreError};
use crate::ui::theme;
use crate::ui::words::{Word, Words};

/// Notices asked for at once, and rows of each.
const PAGE: usize = 50;
const ROWS: usize = 5;
/// A person's history shows all of it.
const ROWS_OF_PERSON: usize = 200;

/// The answer so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Search {
    /// Names the last question asked; one that is no longer the last breaks off.
    question: Arc<AtomicU64>,
    stage: Stage,
    query: Query,
    /// `None`: among all notices.
    within: Option<Arc<HashSet<NoticeId>>>,
    found: Vec<Found>,
    lines: Vec<Line>,
    next: Option<usize>,
    unindexed: usize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    /// Nothing is searched for.
    #[default]
    Idle,
    /// Nothing of the answer is there yet.
    Asked,
    /// More of it is on its way.
    AskedOn,
    Answered,
}

#[derive(Debug, Clone)]
pub(super) struct Found {
    entry: Entry,
    hits: Vec<Hit>,
    more: bool,
}

/// A part of an answer, on its way to the window.
#[derive(Debug, Clone)]
pub struct Answer {
    question: u64,
    found: Result<(Vec<Found>, Option<usize>, usize), Arc<StoreError>>,
}

/// What a line leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Notice(NoticeId),
    /// Row and column of its table.
    Cell(NoticeId, Spot),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Notice(usize),
    Hit(usize, usize),
    /// There are more rows in this notice.
    More(usize),
}

impl Search {
    /// Forgets what was found and asks anew; an empty field asks nothing.
    pub(super) fn ask(&mut self, query: Query, desk: &Desk) -> Task<Answer> {
        self.ask_within(query, None, desk)
    }

    /// As [`Search::ask`], among these notices alone.
    pub(super) fn ask_within(
        &mut self,
        query: Query,
        within: Option<Arc<HashSet<NoticeId>>>,
        desk: &Desk,
    ) -> Task<Answer> {
        (self.query, self.within) = (query, within);
        self.found.clear();
        self.lines.clear();
        self.next = None;
        if self.query.words.is_empty() {
            self.question.fetch_add(1, Ordering::Relaxed);
            self.stage = Stage::Idle;
            return Task::none();
        }
        self.stage = Stage::Asked;
        self.send(0, desk)
    }

    /// The end of the list is seen: asks for what follows.
    pub(super) fn ask_on(&mut self, desk: &Desk) -> Task<Answer> {
        match (self.stage, self.next) {
            (Stage::Answered, Some(next)) => {
                self.stage = Stage::AskedOn;
                self.send(next, desk)
            }
            _ => Task::none(),
        }
    }

    fn send(&self, from: usize, desk: &Desk) -> Task<Answer> {
        let question = self.question.fetch_add(1, Ordering::Relaxed) + 1;
        let (last, query, within) = (Arc::clone(&self.question), self.query.clone(), self.within.clone());
        let rows = if query.is_history() { ROWS_OF_PERSON } else { ROWS };
        let reply = desk.store.run(move |store| {
            let is_wanted = || last.load(Ordering::Relaxed) == question;
            let results = store.search(&query, Ask { from, notices: PAGE, rows }, &is_wanted)?;
            let is_within = |notice| within.as_ref().is_none_or(|within| within.contains(&notice));
            let found = results.found.into_iter().filter(|found| is_within(found.notice.id));
            let found =
                found.map(|found| Found { entry: Entry::new(found.notice), hits: found.hits, more: found.more });
            Ok((found.collect(), results.next, results.unindexed))
        });
        Task::perform(reply, move |found| Answer { question, found: found.map_err(Arc::new) })
    }

    /// Takes an answer that is still wanted; asks on where it found too little to fill a window.
    pub(super) fn take(&mut self, answer: Answer, desk: &Desk) -> Task<Answer> {
        if answer.question != self.question.load(Ordering::Relaxed) {
            return Task::none();
        }
        self.stage = Stage::Answered;
        match answer.found {
            Ok((found, next, unindexed)) => {
                self.found.extend(found);
                (self.next, self.unindexed) = (next, unindexed);
                self.lay();
            }
            Err(error) => {
                tracing::error!(%error, "a search failed");
                self.next = None;
            }
        }
        if self.found.len() < PAGE { self.ask_on(desk) } else { Task::none() }
    }

    /// The shelf has changed: what is no longer on it is no longer found.
    pub(super) fn keep(&mut self, desk: &Desk) {
        if self.found.is_empty() {
            return;
        }
        let there: HashSet<NoticeId> = desk.shelf.entries.iter().map(|entry| entry.summary.id).collect();
        self.found.retain(|found| there.contains(&found.entry.summary.id));
        self.lay();
    }

    fn lay(&mut self) {
        self.lines.clear();
        for (at, found) in self.found.iter().enumerate() {
            self.lines.push(Line::Notice(at));
            let hits = found.hits.iter().enumerate().filter(|(_, hit)| hit.place != Place::Title);
            self.lines.extend(hits.map(|(hit, _)| Line::Hit(at, hit)));
            self.lines.extend(found.more.then_some(Line::More(at)));
        }
    }

    /// Whether its lines are shown in place of the list.
    pub(super) fn is_shown(&self) -> bool {
        !self.lines.is_empty() || self.stage == Stage::Answered
    }

    pub(super) fn is_asked(&self) -> bool {
        matches!(self.stage, Stage::Asked | Stage::AskedOn)
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub(super) fn entry(&self, line: Line) -> &Entry {
        let (Line::Notice(at) | Line::Hit(at, _) | Line::More(at)) = line;
        &self.found[at].entry
    }

    /// What a line leads to: a row's line to its cell.
    pub(super) fn target(&self, line: Line) -> Target {
        let id = self.entry(line).summary.id;
        let Line::Hit(at, hit) = line else { return Target::Notice(id) };
        match self.found[at].hits[hit].place {
            Place::Row { key, column, .. } => Target::Cell(id, Spot { block: None, row: key, column }),
            Place::Further { spot, .. } => Target::Cell(id, spot),
            Place::Title | Place::Kind | Place::Period | Place::Body => Target::Notice(id),
        }
    }

    /// 找到 12 件
    pub(super) fn told(&self, words: &Words) -> String {
        let count = [("n", self.found.len().into())];
        let mut told = match (self.is_asked(), self.next) {
            (true, _) => words.with(Word::NoticesSearching, &count),
            (false, Some(_)) => words.with(Word::NoticesFoundMore, &count),
            (false, None) => words.with(Word::NoticesFound, &count),
        };
        if self.unindexed > 0 {
            told.push_str(&words.with(Word::NoticesUnindexed, &[("n", self.unindexed.into())]));
        }
        told
    }

    /// The title with the found words marked.
    pub(super) fn title<'a, Message: Clone + 'a>(&'a self, line: Line, desk: &'a Desk) -> Option<Element<'a, Message>> {
        let Line::Notice(at) = line else { return None };
        let hit = self.found[at].hits.iter().find(|hit| hit.place == Place::Title)?;
        Some(marked(hit, theme::BODY, desk))
    }

    /// Where a word was found: 第 12 行　张石芳 · 石桥村一组 · 27.50
    pub(super) fn hit<'a, Message: Clone + 'a>(&'a self, line: Line, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let quiet = |told: String| text(told).size(theme::SMALL).style(theme::quiet).wrapping(text::Wrapping::None);
        let Line::Hit(at, hit) = line else { return quiet(words.get(Word::HitMore).to_owned()).into() };
        let hit = &self.found[at].hits[hit];
        let place = match &hit.place {
            Place::Title => String::new(),
            Place::Kind => words.get(Word::ColumnKind).to_owned(),
            Place::Period => words.get(Word::ColumnPeriod).to_owned(),
            Place::Body => words.get(Word::HitBody).to_owned(),
            Place::Further { .. } => words.get(Word::HitFurther).to_owned(),
            Place::Row { position, .. } => words.with(Word::HitRow, &[("n", (position + 1).into())]),
        };
        let place = quiet(place).width(PLACE).align_x(iced::Right);
        row![place, marked(hit, theme::SMALL, desk)].spacing(theme::BETWEEN).align_y(Center).into()
    }
}

/// As wide as 状态: what was found stands under the title.
const PLACE: f32 = 80.0;

/// One line of text with its marks on a ground of their own, cut where its room ends.
fn marked<'a, Message: Clone + 'a>(hit: &'a Hit, size: f32, desk: &Desk) -> Element<'a, Message> {
    let ground = theme::tones(&desk.theme()).soon.scale_alpha(0.25);
    let mut spans: Vec<Span<'a>> = Vec::with_capacity(hit.marks.len() * 2 + 1);
    let mut at = 0;
    for mark in &hit.marks {
        spans.push(span(&hit.text[at..mark.start]));
        spans.push(span(&hit.text[mark.clone()]).font(theme::BOLD).background(ground));
        at = mark.end;
    }
    spans.push(span(&hit.text[at..]));
    let line = rich_text(spans).size(size).wrapping(text::Wrapping::None);
    container(line).width(Length::Fill).clip(true).into()
}
