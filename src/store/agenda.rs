//! What today's page and the calendar are made of.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use rusqlite::{Row, named_params};

use crate::domain::agenda::{self, Agenda, Entry, Hung};
use crate::domain::disclosure::{self, Duty, Made, Plan};
use crate::domain::kind::KindId;
use crate::domain::notice::NoticeId;
use crate::store::notice::{StoredSummary, read_state};
use crate::store::{Filter, Result, Store, StoreError, encode, lived};

/// What was due longer ago than this is history.
const BEHIND: i32 = 400;
/// What is due in so many days is told already.
const AHEAD: i32 = 30;

impl Store {
    /// Everything to do on a day, in the order of urgency.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn agenda(&self, today: Date) -> Result<Agenda> {
        let notices = self.list(&Filter::default())?;
        let objections = self.waiting_objections()?;
        Ok(Agenda::of(&notices, &objections, &self.duties(today)?, today, self.now().time_zone()))
    }

    /// What the plan asks for now: late, due within a month, and begun on an event.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn duties(&self, today: Date) -> Result<Vec<Duty>> {
        self.duties_between(shifted(today, -BEHIND), shifted(today, AHEAD), today)
    }

    /// What the plan asks for between two days, with what was done of it.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn duties_between(&self, from: Date, to: Date, today: Date) -> Result<Vec<Duty>> {
        let plan = self.disclosure()?;
        if plan.chosen.is_empty() {
            return Ok(Vec::new());
        }
        let (made, calendar) = (self.made(&plan)?, self.rulebook()?.calendar);
        let mut duties = disclosure::duties(&plan, &made, from, to, today, &calendar);
        let of_events = disclosure::event_duties(&plan, &made, today, &calendar);
        duties.extend(of_events.into_iter().filter(|duty| (from..=to).contains(&duty.due)));
        Ok(duties)
    }

    /// What falls on the days between two days, both counted.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn days_between(&self, first: Date, last: Date, today: Date) -> Result<BTreeMap<Date, Vec<Entry>>> {
        let objections = self.waiting_objections()?;
        let duties = self.duties_between(first, last, today)?;
        Ok(agenda::days_of(&self.hung_between(first, last)?, &objections, &duties, first, last))
    }

    /// Every notice of the plan's kinds, the oldest first.
    fn made(&self, plan: &Plan) -> Result<Vec<Made>> {
        let kinds: Vec<&KindId> = plan.chosen.keys().collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT notice.id AS id, kind, title, state, created, posted, posted_offset
             FROM notice LEFT JOIN posting ON posting.notice = notice.id
             WHERE removed IS NULL AND kind IN (SELECT value FROM json_each(:kinds)) ORDER BY notice.id",
        )?;
        let zone = self.now().time_zone().clone();
        let rows = statement.query_map(named_params! { ":kinds": encode(&kinds)? }, |row| {
            Ok((one_made(row)?, row.get::<_, String>("state")?, row.get::<_, String>("created")?))
        })?;
        rows.map(|row| {
            let (mut made, state, created) = row?;
            let damaged = StoreError::Damaged { notice: made.notice, part: "the time it was made" };
            made.state = read_state(made.notice, &state)?;
            made.created = created.parse::<Timestamp>().map_err(|_| damaged)?.to_zoned_datetime(zone.clone()).date();
            Ok(made)
        })
        .collect()
    }

    /// What went up or down on these days, or is meant to; what waits for an answer is among it.
    fn hung_between(&self, first: Date, last: Date) -> Result<Vec<Hung>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, kind, state, title, notice.first_day AS first_day, notice.last_day AS last_day, row_count, updated,
                    posted, posted_offset, withdrawn, withdrawn_offset
             FROM notice LEFT JOIN posting ON posting.notice = notice.id
             WHERE removed IS NULL AND (
                 notice.first_day BETWEEN :first AND :last OR notice.last_day BETWEEN :first AND :last
                 OR substr(posted, 1, 10) BETWEEN :before AND :after OR substr(withdrawn, 1, 10) BETWEEN :before AND :after
                 OR EXISTS (SELECT 1 FROM objection WHERE objection.notice = notice.id AND answered IS NULL))
             ORDER BY id",
        )?;
        // Instants are kept in UTC: a day more on either side finds them wherever the office lies.
        let rows = statement.query_map(
            named_params! {
                ":first": first.to_string(),
                ":last": last.to_string(),
                ":before": shifted(first, -1).to_string(),
                ":after": shifted(last, 1).to_string(),
            },
            |row| {
                let day = |at: &str, offset: &str| day_of(row, at, offset);
                let days = (day("posted", "posted_offset")?, day("withdrawn", "withdrawn_offset")?);
                Ok((StoredSummary::read(row)?, days))
            },
        )?;
        rows.map(|row| {
            let (stored, (up, down)) = row?;
            Ok(Hung { summary: stored.into_summary()?, up, down })
        })
        .collect()
    }
}

/// The state and the day it was made are read by whoever calls, who can say what is damaged.
fn one_made(row: &Row<'_>) -> rusqlite::Result<Made> {
    Ok(Made {
        notice: NoticeId::from_stored(row.get("id")?),
        kind: KindId::new(row.get::<_, String>("kind")?),
        title: row.get("title")?,
        state: Default::default(),
        created: Date::default(),
        posted: day_of(row, "posted", "posted_offset")?,
    })
}

/// The civil day of an instant as it was lived; none where there is no instant.
fn day_of(row: &Row<'_>, at: &str, offset: &str) -> rusqlite::Result<Option<Date>> {
    let (at, offset) = (row.get::<_, Option<String>>(at)?, row.get::<_, Option<i32>>(offset)?);
    Ok(at.zip(offset).and_then(|(at, offset)| lived(&at, offset)).map(|at| at.date()))
}

fn shifted(day: Date, days: i32) -> Date {
    day.checked_add(Span::new().days(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::{TimeZone, offset};

    use super::*;
    use crate::domain::agenda::{Errand, Fall};
    use crate::domain::approval::Means;
    use crate::domain::disclosure::{Choice, Cycle, Due, Every};
    use crate::domain::notice::{Content, Period};
    use crate::store::{Clock, PostingOrder};

    type TestResult = std::result::Result<(), Box<dyn std::error::Error>>;

    fn clock(day: Date) -> Clock {
        let at = day.at(23, 30, 0, 0).to_zoned_datetime(TimeZone::fixed(offset(8)));
        Clock::Fixed(at.expect("a fixed zone has no gaps"))
    }

    fn post(store: &mut Store, notice: NoticeId, until: Date) -> Result<()> {
        store.submit(notice, "李会计")?;
        let digest = store.digest(notice)?;
        store.sign(notice, &["负责人".into()], "王主任", Means::Alone, "", &digest)?;
        let (by, reason) = ("李会计".to_owned(), String::new());
        let period = Period { first: Some(store.now().date()), last: Some(until) };
        let order = PostingOrder { by, places: Vec::new(), period, reason, digest, editions: Vec::new() };
        store.post(notice, &order).map(drop)
    }

    #[test]
    fn a_quarter_is_due_until_its_notice_hangs_and_the_calendar_shows_both() -> TestResult {
        let mut store = Store::in_memory()?;
        store.set_clock(clock(date(2026, 10, 9)));
        let kind = KindId::new("village-finance");
        let due = Due::After { months: 1, day: 15 };
        let choice = Choice { every: Every::Quarter, due, since: date(2026, 9, 1) };
        store.set_disclosure(&Plan { chosen: [(kind.clone(), choice)].into() })?;
        let today = store.now().date();
        let first = store.agenda(today)?;
        assert_eq!(first.items.len(), 1);
        assert_eq!((first.items[0].errand, first.items[0].cycle), (Errand::Publish, Some(Cycle::Quarter(2026, 3))));
        let content = Content { title: "石桥村2026年第三季度财务公开".into(), ..Content::default() };
        let notice = store.create(&kind, &content)?.id;
        let begun = store.agenda(today)?;
        assert_eq!(begun.of_errand(Errand::Publish).next().and_then(|item| item.notice), Some(notice));
        post(&mut store, notice, date(2026, 10, 23))?;
        assert_eq!(store.agenda(today)?.of_errand(Errand::Publish).count(), 0);
        let days = store.days_between(date(2026, 10, 1), date(2026, 10, 31), today)?;
        let falls = |day: Date| -> Vec<(Fall, bool)> {
            days.get(&day).into_iter().flatten().map(|entry| (entry.fall, entry.is_done)).collect()
        };
        assert_eq!(falls(date(2026, 10, 9)), [(Fall::Up, true)]);
        assert_eq!(falls(date(2026, 10, 15)), [(Fall::Due, true)]);
        assert_eq!(falls(date(2026, 10, 23)), [(Fall::Down, false)]);
        Ok(())
    }
}
