//! How the office stands to its plan: what is late, due, under way and done.

use jiff::civil::Date;
use serde::Serialize;

use super::{Choice, Cycle, Due, Every, Plan, after_workdays};
use crate::domain::kind::KindId;
use crate::domain::notice::{NoticeId, State};
use crate::domain::period::Calendar;

/// One notice of the office, as far as the plan asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub notice: NoticeId,
    pub kind: KindId,
    pub title: String,
    pub state: State,
    /// The day it was first written down.
    pub created: Date,
    /// The day it was put up, by the register.
    pub posted: Option<Date>,
}

/// What is to be published for one cycle, or of one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    pub kind: KindId,
    /// `None`: on an event.
    pub cycle: Option<Cycle>,
    pub due: Date,
    pub standing: Standing,
    /// The notice that answers it, or is to.
    pub notice: Option<NoticeId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Standing {
    /// Posted on that day; how many days after the last.
    Done { on: Date, late: i32 },
    /// The last day is past.
    Late,
    /// The cycle is over, or begun for what is published within it.
    Due,
    /// The cycle is not over yet.
    Coming,
}

/// Cycles looked ahead for a calendar, at most.
const AHEAD: usize = 36;

/// Every cycle of the plan whose last day lies between the two, in the order of the days. What was due before the office
/// took the kind into its plan is left out.
pub fn duties(plan: &Plan, made: &[Made], from: Date, to: Date, today: Date, calendar: &Calendar) -> Vec<Duty> {
    let mut all = Vec::new();
    for (kind, choice) in &plan.chosen {
        let of_kind: Vec<&Made> = made.iter().filter(|one| one.kind == *kind && one.state != State::Void).collect();
        let start = from.max(choice.since);
        let Some(mut cycle) = first_cycle(choice, start, calendar) else { continue };
        for _ in 0..AHEAD {
            let due = choice.due.of(cycle, calendar);
            if due > to {
                break;
            }
            if due >= start {
                all.push(duty(kind, choice, cycle, due, &of_kind, today));
            }
            cycle = cycle.next();
        }
    }
    all.sort_by(|a, b| (a.due, &a.kind).cmp(&(b.due, &b.kind)));
    all
}

/// Notices of kinds published on an event that are written and do not hang yet: each is due so many working days after
/// it was begun, since the program knows no earlier day of the event.
pub fn event_duties(plan: &Plan, made: &[Made], today: Date, calendar: &Calendar) -> Vec<Duty> {
    let open = made.iter().filter(|one| matches!(one.state, State::Draft | State::InReview | State::Approved));
    let duty = |one: &Made| {
        let choice = plan.chosen.get(&one.kind).filter(|choice| choice.every == Every::Event)?;
        let Due::Workdays { workdays } = choice.due else { return None };
        let due = after_workdays(one.created, workdays, calendar);
        let standing = if due < today { Standing::Late } else { Standing::Due };
        Some(Duty { kind: one.kind.clone(), cycle: None, due, standing, notice: Some(one.notice) })
    };
    let mut all: Vec<Duty> = open.filter_map(duty).collect();
    all.sort_by_key(|duty| duty.due);
    all
}

/// The earliest cycle that can be due on `start` or later.
fn first_cycle(choice: &Choice, start: Date, calendar: &Calendar) -> Option<Cycle> {
    let mut cycle = Cycle::around(start, choice.every)?;
    while choice.due.of(cycle.before(), calendar) >= start {
        cycle = cycle.before();
    }
    Some(cycle)
}

fn duty(kind: &KindId, choice: &Choice, cycle: Cycle, due: Date, made: &[&Made], today: Date) -> Duty {
    let of_cycle = || made.iter().filter(|one| cycle_of(one, choice) == Some(cycle));
    let posted = of_cycle().filter_map(|one| Some((one.posted?, one.notice))).min();
    if let Some((on, notice)) = posted {
        let late = (on - due).get_days().max(0);
        let (kind, notice) = (kind.clone(), Some(notice));
        return Duty { kind, cycle: Some(cycle), due, standing: Standing::Done { on, late }, notice };
    }
    let under_way = of_cycle().find(|one| one.posted.is_none()).map(|one| one.notice);
    let begins = if matches!(choice.due, Due::Within { .. }) { cycle.first() } else { next(cycle.last()) };
    let standing = if due < today {
        Standing::Late
    } else if begins <= today {
        Standing::Due
    } else {
        Standing::Coming
    };
    Duty { kind: kind.clone(), cycle: Some(cycle), due, standing, notice: under_way }
}

/// Which cycle a notice is about: the one its title names; without one, the last that was over when it was put up or
/// written, or the year itself for what is published within it.
fn cycle_of(one: &Made, choice: &Choice) -> Option<Cycle> {
    let by_title = Cycle::of_title(&one.title, choice.every);
    by_title.or_else(|| {
        let around = Cycle::around(one.posted.unwrap_or(one.created), choice.every)?;
        Some(if matches!(choice.due, Due::Within { .. }) { around } else { around.before() })
    })
}

fn next(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const FINANCE: &str = "village-finance";

    fn plan(every: Every, due: Due, since: Date) -> Plan {
        Plan { chosen: [(KindId::new(FINANCE), Choice { every, due, since })].into() }
    }

    fn quarterly() -> Plan {
        plan(Every::Quarter, Due::After { months: 1, day: 15 }, date(2026, 1, 1))
    }

    fn made(id: i64, title: &str, posted: Option<Date>) -> Made {
        Made {
            notice: NoticeId::from_stored(id),
            kind: KindId::new(FINANCE),
            title: title.into(),
            state: if posted.is_some() { State::Posted } else { State::Draft },
            created: posted.unwrap_or(date(2026, 10, 3)),
            posted,
        }
    }

    fn standings(plan: &Plan, made: &[Made], today: Date) -> Vec<(String, Standing)> {
        let all = duties(plan, made, date(2026, 1, 1), date(2027, 1, 31), today, Calendar::bundled());
        all.into_iter().map(|duty| (duty.cycle.expect("a cycle").name(), duty.standing)).collect()
    }

    #[test]
    fn the_register_says_which_quarters_were_posted_which_late_and_which_are_due() {
        let made = [
            made(1, "石桥村2025年第四季度财务公开", Some(date(2026, 1, 12))),
            made(2, "石桥村2026年第一季度财务公开", Some(date(2026, 4, 20))),
            // No quarter in the title: posted in July, it is the second's.
            made(3, "财务收支公开", Some(date(2026, 7, 9))),
        ];
        let done = |on, late| Standing::Done { on, late };
        assert_eq!(
            standings(&quarterly(), &made, date(2026, 10, 9)),
            [
                ("2025年第四季度".into(), done(date(2026, 1, 12), 0)),
                ("2026年第一季度".into(), done(date(2026, 4, 20), 5)),
                ("2026年第二季度".into(), done(date(2026, 7, 9), 0)),
                ("2026年第三季度".into(), Standing::Due),
                ("2026年第四季度".into(), Standing::Coming),
            ]
        );
        assert_eq!(standings(&quarterly(), &made, date(2026, 10, 16))[3].1, Standing::Late);
    }

    #[test]
    fn a_draft_of_the_cycle_is_named_and_does_not_make_it_done() {
        let made = [made(7, "石桥村2026年第三季度财务公开", None)];
        let all =
            duties(&quarterly(), &made, date(2026, 10, 1), date(2026, 10, 31), date(2026, 10, 20), Calendar::bundled());
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].standing, all[0].notice), (Standing::Late, Some(NoticeId::from_stored(7))));
    }

    #[test]
    fn what_was_due_before_the_office_planned_it_is_not_held_against_it() {
        let plan = plan(Every::Quarter, Due::After { months: 1, day: 15 }, date(2026, 9, 1));
        let names: Vec<String> = standings(&plan, &[], date(2026, 11, 1)).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["2026年第三季度", "2026年第四季度"]);
    }

    #[test]
    fn a_budget_is_due_within_its_own_year() {
        let plan = plan(Every::Year, Due::Within { month: 3, day: 31 }, date(2026, 1, 1));
        let of = |today| standings(&plan, &[], today)[0].clone();
        assert_eq!(of(date(2026, 2, 1)), ("2026年".into(), Standing::Due));
        assert_eq!(of(date(2026, 4, 1)), ("2026年".into(), Standing::Late));
        let posted = [made(1, "石桥镇预算公开", Some(date(2026, 3, 20)))];
        assert_eq!(standings(&plan, &posted, date(2026, 4, 1))[0].1, Standing::Done { on: date(2026, 3, 20), late: 0 });
    }

    #[test]
    fn what_is_published_on_an_event_is_due_so_many_working_days_after_it_was_begun() {
        let plan = plan(Every::Event, Due::Workdays { workdays: 20 }, date(2026, 1, 1));
        let open = [made(1, "分工", None), made(2, "分工", Some(date(2026, 10, 9)))];
        // Begun on Saturday 3 October: the 8th to the 10th are three, the 12th to the 30th fifteen, then Monday and Tuesday.
        let all = event_duties(&plan, &open, date(2026, 10, 20), Calendar::bundled());
        assert_eq!(
            all.iter().map(|duty| (duty.due, duty.standing)).collect::<Vec<_>>(),
            [(date(2026, 11, 3), Standing::Due)]
        );
        assert!(
            duties(&plan, &open, date(2026, 1, 1), date(2027, 1, 1), date(2026, 10, 20), Calendar::bundled())
                .is_empty()
        );
    }
}
