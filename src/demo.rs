//! Invented notices: the sample village of the first start, and a township's year. No person in them exists; there is not
//! one ID number.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use crate::archive::{self, ArchiveError, Request};
use crate::domain::approval::{self, Means};
use crate::domain::board::{PanelDraft, Size};
use crate::domain::notice::{NoticeId, State};
use crate::domain::posting::{Form, Place};
use crate::store::{Clock, Result, Store, StoreError};

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

const CLERK: &str = "李会计";

/// The wall of the samples: three boards of that size, and what else the office posts at.
fn places(store: &mut Store, size: Size) -> Result<()> {
    let panel = |name: &str| PanelDraft { id: None, name: name.into(), size };
    let wall = Place { form: Form::Wall, name: WALL.into() };
    if store.places()?.contains(&wall) {
        return Ok(());
    }
    store.add_place(&wall, &["党务公开", "村（政）务公开", "财务公开"].map(panel))?;
    store.add_place(&Place { form: Form::Screen, name: SCREEN.into() }, &[])?;
    store.add_place(&Place { form: Form::Broadcast, name: "大喇叭".into() }, &[]).map(drop)
}

const WALL: &str = "公开栏";
const SCREEN: &str = "大厅电视";

/// Takes a notice to its next state as the office would: signed, frozen, taken down, sealed.
fn step(store: &mut Store, notice: NoticeId, (at, state): (DateTime, State)) -> Result<()> {
    store.set_clock(clock_at(at));
    match state {
        State::InReview => store.submit(notice, CLERK).map(drop),
        State::Approved => sign(store, notice),
        State::Posted => {
            let place = |form, name: &str| Place { form, name: name.to_owned() };
            let request = Request {
                by: CLERK.to_owned(),
                places: vec![place(Form::Wall, WALL), place(Form::Screen, SCREEN)],
                last: None,
                // The sample village also hangs what the township sends it, for as long as the township's rule asks.
                reason: "按镇级公示期张贴".to_owned(),
            };
            archive::post(store, notice, &request).map(drop).map_err(of_sample)
        }
        State::Expired => store.expire(at.date()).map(drop),
        State::Withdrawn => store.withdraw(notice, CLERK, "期满").map(drop),
        State::Archived => archive::seal(store, notice, CLERK).map(drop).map_err(of_sample),
        State::Draft | State::Void => store.set_state(notice, state).map(drop),
    }
}

fn sign(store: &mut Store, notice: NoticeId) -> Result<()> {
    let kind = store.load(notice)?.kind;
    let steps = approval::steps(&store.rulebook()?.kind(&kind));
    let digest = store.digest(notice)?;
    for (step, person) in steps.iter().zip(["李会计", "王主任", "陈书记", "周镇长"].into_iter().cycle()) {
        store.sign(notice, &steps, person, Means::Paper, &format!("{step}同意"), &digest)?;
    }
    Ok(())
}

/// What the rules forbid of a sample is the sample's own fault.
fn of_sample(error: ArchiveError) -> StoreError {
    match error {
        ArchiveError::Store(error) => error,
        other => {
            tracing::error!(error = &other as &dyn std::error::Error, "a sample breaks the rules");
            StoreError::DamagedSetting { part: "sample" }
        }
    }
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
