//! A township's year.

use jiff::civil::{Date, DateTime};

use super::chance::Chance;
use super::{after, clock_at, invent, life, names, places, step, table};
use crate::domain::board::Size;
use crate::domain::draft;
use crate::domain::kind::{Catalogue, Kind, KindId, KindLevel, PeriodUnit};
use crate::domain::notice::{Content, NoticeId, State};
use crate::domain::office::{Level, Office};
use crate::domain::period::{self, Calendar, Counting};
use crate::store::{Result, Store};

/// Kinds a township posts in a year, as often as it posts them.
const KINDS: [(&str, u8); 18] = [
    ("village-finance", 12),
    ("linshi-jiuzhu", 12),
    ("dibao-initial", 10),
    ("gaoling-jintie", 8),
    ("canji-butie", 8),
    ("zhaijidi", 8),
    ("tongzhi", 7),
    ("tingdian", 6),
    ("gengdi-dili", 5),
    ("zhongliang", 4),
    ("tekun-initial", 4),
    ("village-asset", 4),
    ("village-works-award", 3),
    ("weifang", 3),
    ("xianjie-zijin", 3),
    ("tuigeng", 2),
    ("nongji", 2),
    ("sangong", 1),
];

/// What is done to one notice at one time.
struct Task {
    at: DateTime,
    notice: usize,
    /// `None`: it is begun.
    state: Option<State>,
}

struct Plan<'a> {
    kind: &'a Kind,
    office: Office,
    first: Date,
    last: Option<Date>,
    seed: u64,
}

/// Up to so many notices are signed, frozen and sealed one by one; a longer year, for trying out how much the program
/// bears, has no pages and no seals, and counts as samples.
const LIVED: usize = 1_000;

/// Fills the store with a year of notices that ends today: most are filed, some hang, the newest are drafts. The same
/// seed makes the same year. An office that has no name yet becomes 石桥镇人民政府.
///
/// # Errors
/// A file that cannot be written; then nothing was made.
pub fn year(store: &mut Store, today: Date, notices: usize, seed: u64) -> Result<Vec<NoticeId>> {
    let mut chance = Chance::new(seed);
    let plans: Vec<Plan<'_>> = (0..notices).filter_map(|index| plan(index, notices, today, &mut chance)).collect();
    let mut tasks: Vec<Task> = plans.iter().enumerate().flat_map(|(index, plan)| plan.tasks(index)).collect();
    let now = today.at(12, 0, 0, 0);
    tasks.retain(|task| task.at <= now || task.state.is_none());
    tasks.sort_by_key(|task| (task.at, task.notice));
    invent(store, |store| {
        if store.office()?.name.is_empty() {
            store.set_office(&township())?;
        }
        places(store, Size { width: 1200, height: 1200 })?;
        let mut made: Vec<Option<NoticeId>> = plans.iter().map(|_| None).collect();
        for task in tasks {
            let at = task.at.min(now);
            match (task.state, made[task.notice]) {
                (None, _) => {
                    let plan = &plans[task.notice];
                    store.set_clock(clock_at(at));
                    let id = store.create(&plan.kind.id, &plan.content())?.id;
                    if notices > LIVED {
                        store.mark_sample(id)?;
                    }
                    made[task.notice] = Some(id);
                }
                (Some(state), Some(id)) if notices <= LIVED => step(store, id, (at, state))?,
                (Some(state), Some(id)) => {
                    store.set_clock(clock_at(at));
                    store.set_state(id, state)?;
                }
                (Some(_), None) => {}
            }
        }
        Ok(made.into_iter().flatten().collect())
    })
}

fn township() -> Office {
    Office {
        name: "石桥镇人民政府".to_owned(),
        level: Level::Township,
        telephones: vec!["0500-8800100".to_owned()],
        ..Office::default()
    }
}

fn plan(index: usize, of: usize, today: Date, chance: &mut Chance) -> Option<Plan<'static>> {
    let kind = Catalogue::bundled().get(&KindId::new(pick_kind(chance)))?;
    // Spread over the year, and a few days ahead: what is being prepared.
    let behind = 365 - (index * 371).checked_div(of).unwrap_or(0) as i64;
    let first = after(today, -behind);
    let office = match kind.level {
        KindLevel::Village => Office {
            name: format!("{}村民委员会", chance.pick(&names::VILLAGES)),
            level: Level::Village,
            telephones: vec![format!("0500-88{:05}", chance.between(200, 999))],
            ..Office::default()
        },
        KindLevel::Township | KindLevel::Both => township(),
    };
    let last = last_day(kind, first, &office, chance);
    Some(Plan { kind, office, first, last, seed: chance.between(0, i64::MAX - 1).unsigned_abs() })
}

fn pick_kind(chance: &mut Chance) -> &'static str {
    let mut left = chance.between(0, KINDS.iter().map(|(_, often)| i64::from(*often)).sum::<i64>() - 1);
    for (kind, often) in KINDS {
        left -= i64::from(often);
        if left < 0 {
            return kind;
        }
    }
    "tongzhi"
}

fn last_day(kind: &Kind, first: Date, office: &Office, chance: &mut Chance) -> Option<Date> {
    let floor = Catalogue::bundled().village_floor_days;
    let rule = period::posting(&kind.period, office.level, first, floor, Counting::default(), Calendar::bundled());
    match kind.period.unit {
        PeriodUnit::UntilEvent | PeriodUnit::UntilLifted => Some(after(first, chance.between(7, 9))),
        PeriodUnit::Day | PeriodUnit::Workday | PeriodUnit::Standing => rule.period.last,
    }
}

impl Plan<'_> {
    fn tasks(&self, notice: usize) -> impl Iterator<Item = Task> + use<> {
        let begun = after(self.first, -3).at(9, 15, 0, 0);
        let begin = Task { at: begun, notice, state: None };
        std::iter::once(begin).chain(life(self.first, self.last).into_iter().map(move |(at, state)| Task {
            at,
            notice,
            state: Some(state),
        }))
    }

    fn content(&self) -> Content {
        let mut chance = Chance::new(self.seed);
        let rows = match chance.between(0, 19) {
            0 => chance.between(80, 160),
            1..=4 => chance.between(20, 60),
            _ => chance.between(2, 14),
        };
        let mut content = draft::content(self.kind, &self.office, self.first, self.last);
        content.table = table::fill(self.kind, usize::try_from(rows).unwrap_or(1), self.first, &mut chance);
        content
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::store::Filter;

    type TestResult = std::result::Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn the_same_seed_makes_the_same_year() -> TestResult {
        let make = |seed| -> Result<_> {
            let mut store = Store::in_memory()?;
            let ids = year(&mut store, date(2026, 7, 18), 20, seed)?;
            ids.into_iter().map(|id| store.load(id)).collect::<Result<Vec<_>>>()
        };
        let first = make(7)?;
        assert_eq!(first.len(), 20);
        assert_eq!(first, make(7)?);
        assert_ne!(first, make(8)?);
        Ok(())
    }

    #[test]
    fn a_year_has_notices_in_every_state_and_most_are_filed() -> TestResult {
        let mut store = Store::in_memory()?;
        year(&mut store, date(2026, 7, 18), 365, 1)?;
        let count = |state| store.list(&Filter { state: Some(state), ..Filter::default() }).map(|list| list.len());
        for state in [State::Draft, State::InReview, State::Approved, State::Posted, State::Withdrawn] {
            assert!(count(state)? > 0, "{state:?}");
        }
        assert!(count(State::Archived)? > 250);
        assert_eq!(store.undo_last()?, None);
        assert_eq!(store.verify_events()?.first_difference, None);
        assert!(
            store.list(&Filter::default())?.iter().all(|notice| notice.rows > 0 || notice.kind.as_str() == "tongzhi")
        );
        Ok(())
    }

    #[test]
    #[ignore = "takes seconds; run by hand to measure"]
    #[expect(clippy::print_stderr, reason = "a measurement is printed, not asserted")]
    fn a_year_of_twenty_thousand_notices() -> TestResult {
        let folder = tempfile::tempdir()?;
        let mut store = Store::open(&folder.path().join("gongshi.db"))?;
        let clock = std::time::Instant::now();
        year(&mut store, date(2026, 7, 18), 20_000, 1)?;
        eprintln!("20,000 notices made in {:?}", clock.elapsed());
        let clock = std::time::Instant::now();
        let all = store.list(&Filter::default())?.len();
        eprintln!("{all} listed in {:?}", clock.elapsed());
        let clock = std::time::Instant::now();
        let events = store.verify_events()?.events;
        eprintln!("{events} events verified in {:?}", clock.elapsed());
        Ok(())
    }
}
