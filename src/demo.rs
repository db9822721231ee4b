//! Invented notices: the sample village of the first start, and a township's year. No person in them exists; there is not
//! one ID number.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use crate::domain::notice::{NoticeId, State};
use crate::store::{Clock, Result, Store};

mod chance;
mod names;
mod table;
mod village;
mod year;

pub use village::village;
pub use year::year;

/// A notice's life so far: where it comes to stand, and when.
type Steps = Vec<(DateTime, State)>;

/// Everything in the samples happens by Beijing time.
fn clock_at(at: DateTime) -> Clock {
    let zone = TimeZone::fixed(Offset::constant(8));
    zone.to_ambiguous_zoned_datetime(at).compatible().map_or(Clock::System, Clock::Fixed)
}

/// 经办 three days before posting, 审核 two, 批准 one; up at nine, taken down the morning after the last day, filed three
/// days later.
fn life(first: Date, last: Option<Date>) -> Steps {
    let mut steps = vec![
        (after(first, -2).at(10, 20, 0, 0), State::InReview),
        (after(first, -1).at(11, 5, 0, 0), State::Approved),
        (first.at(9, 0, 0, 0), State::Posted),
    ];
    if let Some(last) = last {
        steps.extend([
            (after(last, 1).at(0, 0, 5, 0), State::Expired),
            (after(last, 1).at(9, 30, 0, 0), State::Withdrawn),
            (after(last, 4).at(15, 0, 0, 0), State::Archived),
        ]);
    }
    steps
}

fn step(store: &mut Store, notice: NoticeId, (at, state): (DateTime, State)) -> Result<()> {
    store.set_clock(clock_at(at));
    store.set_state(notice, state).map(drop)
}

/// Runs an invention as one change; afterwards the clock is the system's and there is nothing to undo.
fn invent<T>(store: &mut Store, work: impl FnOnce(&mut Store) -> Result<T>) -> Result<T> {
    let outcome = store.batch(|store| {
        let value = work(store)?;
        store.forget_undo()?;
        Ok(value)
    });
    store.set_clock(Clock::System);
    outcome
}

/// The day so many days later, or earlier; the day itself at the end of the calendar.
fn after(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}
