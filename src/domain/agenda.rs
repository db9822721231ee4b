//! What is to be done today (今天), in the order of urgency, and what falls on the days of a month.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::disclosure::{Cycle, Duty, Standing};
use super::kind::KindId;
use super::notice::{NoticeId, State, Summary};
use super::objection::Objection;

/// What is to be done, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Errand {
    /// It hangs, and its last day is today or over.
    TakeDown,
    /// 公开计划: due for a cycle, and not posted.
    Publish,
    /// Approved, and not up yet.
    Post,
    /// It waits for a signature.
    Sign,
    /// An objection without its answer.
    Answer,
    /// A draft that is not finished.
    Draft,
    /// Taken down, and not in the archive.
    Seal,
    /// It hangs, with days left.
    Hang,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    pub errand: Errand,
    /// Of the notice; empty for what is not written yet.
    pub title: String,
    pub kind: KindId,
    pub notice: Option<NoticeId>,
    /// What a notice that is due is about.
    pub cycle: Option<Cycle>,
    /// Of the objection.
    pub number: Option<u32>,
    /// Until when.
    pub day: Option<Date>,
    /// Days from today until then; negative: so many days over.
    pub days: Option<i32>,
    /// Days since it was last touched.
    pub lain: i32,
}

/// Everything to do on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    pub items: Vec<Item>,
}

/// From so many days on a draft lies about.
pub const LYING: i32 = 7;

impl Agenda {
    /// `duties` are those of the plan that are late or due; `zone` is where the office lies.
    pub fn of(
        notices: &[Summary],
        objections: &[(NoticeId, Objection)],
        duties: &[Duty],
        today: Date,
        zone: &TimeZone,
    ) -> Self {
        let mut items: Vec<Item> = notices.iter().filter_map(|summary| of_notice(summary, today, zone)).collect();
        let by_id: BTreeMap<NoticeId, &Summary> = notices.iter().map(|summary| (summary.id, summary)).collect();
        items.extend(duties.iter().filter_map(|duty| of_duty(duty, &by_id, today)));
        items.extend(objections.iter().filter_map(|(id, objection)| {
            let summary = by_id.get(id)?;
            let days = objection.due.map(|due| days(today, due));
            let (number, day) = (Some(objection.number), objection.due);
            Some(Item { number, day, days, ..item(Errand::Answer, summary, today, zone) })
        }));
        // The soonest first, those without a day at the end; drafts as they were last touched.
        items.sort_by_key(|item| (item.errand, item.days.unwrap_or(i32::MAX), item.lain));
        Self { items }
    }

    pub fn of_errand(&self, errand: Errand) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.errand == errand)
    }

    /// How many things cannot wait until tomorrow.
    pub fn urgent(&self) -> usize {
        self.items.iter().filter(|item| item.is_urgent()).count()
    }
}

impl Item {
    pub fn is_urgent(&self) -> bool {
        let is_bound = matches!(self.errand, Errand::TakeDown | Errand::Publish | Errand::Answer);
        is_bound && self.days.is_some_and(|days| days <= 0)
    }
}

fn of_notice(summary: &Summary, today: Date, zone: &TimeZone) -> Option<Item> {
    let errand = match summary.state {
        State::Draft => Errand::Draft,
        State::InReview => Errand::Sign,
        State::Approved => Errand::Post,
        State::Withdrawn => Errand::Seal,
        State::Posted | State::Expired => {
            let left = summary.period.last.map(|last| days(today, last));
            let errand = if left.is_some_and(|left| left <= 0) { Errand::TakeDown } else { Errand::Hang };
            return Some(Item { day: summary.period.last, days: left, ..item(errand, summary, today, zone) });
        }
        State::Archived | State::Void => return None,
    };
    Some(item(errand, summary, today, zone))
}

fn of_duty(duty: &Duty, notices: &BTreeMap<NoticeId, &Summary>, today: Date) -> Option<Item> {
    if !matches!(duty.standing, Standing::Late | Standing::Due) {
        return None;
    }
    let title = duty.notice.and_then(|id| notices.get(&id)).map(|summary| summary.title.clone());
    Some(Item {
        errand: Errand::Publish,
        title: title.unwrap_or_default(),
        kind: duty.kind.clone(),
        notice: duty.notice,
        cycle: duty.cycle,
        number: None,
        day: Some(duty.due),
        days: Some(days(today, duty.due)),
        lain: 0,
    })
}

fn item(errand: Errand, summary: &Summary, today: Date, zone: &TimeZone) -> Item {
    let touched = summary.updated.to_zoned_datetime(zone.clone()).date();
    Item {
        errand,
        title: summary.title.clone(),
        kind: summary.kind.clone(),
        notice: Some(summary.id),
        cycle: None,
        number: None,
        day: None,
        days: None,
        lain: days(touched, today).max(0),
    }
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// What falls on a day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fall {
    /// It is taken down, or was.
    Down,
    /// Due by the plan.
    Due,
    /// An objection is to be answered.
    Answer,
    /// It is put up, or was.
    Up,
}

/// One entry of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub fall: Fall,
    pub title: String,
    pub kind: KindId,
    pub notice: Option<NoticeId>,
    pub cycle: Option<Cycle>,
    /// It has happened, or was done.
    pub is_done: bool,
}

/// When a notice hung, or is meant to.
#[derive(Debug, Clone, PartialEq)]
pub struct Hung {
    pub summary: Summary,
    /// The day it was put up, by the register.
    pub up: Option<Date>,
    /// The day it was taken down.
    pub down: Option<Date>,
}

/// The entries of the days from `first` to `last`, each day's in the order of urgency.
pub fn days_of(
    hung: &[Hung],
    objections: &[(NoticeId, Objection)],
    duties: &[Duty],
    first: Date,
    last: Date,
) -> BTreeMap<Date, Vec<Entry>> {
    let mut all: BTreeMap<Date, Vec<Entry>> = BTreeMap::new();
    let mut put = |day: Option<Date>, entry: Entry| {
        if let Some(day) = day.filter(|day| (first..=last).contains(day)) {
            all.entry(day).or_default().push(entry);
        }
    };
    for one in hung {
        let of = |fall, is_done| Entry {
            fall,
            title: one.summary.title.clone(),
            kind: one.summary.kind.clone(),
            notice: Some(one.summary.id),
            cycle: None,
            is_done,
        };
        // A draft's first day is a plan; what was given up never hangs.
        if one.up.is_some() || one.summary.state != State::Void {
            put(one.up.or(one.summary.period.first), of(Fall::Up, one.up.is_some()));
        }
        if one.up.is_some() {
            put(one.down.or(one.summary.period.last), of(Fall::Down, one.down.is_some()));
        }
    }
    for (id, objection) in objections {
        let Some(one) = hung.iter().find(|one| one.summary.id == *id) else { continue };
        let (title, kind) = (one.summary.title.clone(), one.summary.kind.clone());
        let entry = Entry { fall: Fall::Answer, title, kind, notice: Some(*id), cycle: None, is_done: false };
        put(objection.due, entry);
    }
    for duty in duties {
        let is_done = matches!(duty.standing, Standing::Done { .. });
        let (kind, notice) = (duty.kind.clone(), duty.notice);
        put(Some(duty.due), Entry { fall: Fall::Due, title: String::new(), kind, notice, cycle: duty.cycle, is_done });
    }
    all.values_mut().for_each(|entries| entries.sort_by_key(|entry| (entry.is_done, entry.fall)));
    all
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::notice::Period;

    const TODAY: Date = date(2026, 10, 16);

    fn summary(id: i64, state: State, last: Option<Date>, touched: &str) -> Summary {
        Summary {
            id: NoticeId::from_stored(id),
            kind: KindId::new("tongzhi"),
            title: format!("第{id}件"),
            state,
            rows: 0,
            period: Period { first: Some(date(2026, 10, 1)), last },
            updated: touched.parse().expect("an instant"),
        }
    }

    fn objection(due: Option<Date>) -> Objection {
        Objection {
            number: 1,
            received: jiff::ZonedDateTime::default(),
            person: String::new(),
            means: "当面".into(),
            matter: "面积".into(),
            due,
            answer: None,
        }
    }

    #[test]
    fn what_is_to_be_taken_down_comes_first_then_what_is_due_signatures_answers_and_drafts() {
        let at = "2026-10-01T04:00:00Z";
        let notices = [
            summary(1, State::Draft, None, at),
            summary(2, State::InReview, None, at),
            summary(3, State::Posted, Some(TODAY), at),
            summary(4, State::Expired, Some(date(2026, 10, 10)), at),
            summary(5, State::Posted, Some(date(2026, 11, 1)), at),
            summary(6, State::Archived, Some(date(2026, 9, 1)), at),
        ];
        let objections = [(NoticeId::from_stored(3), objection(Some(date(2026, 10, 20))))];
        let duty = |standing| Duty {
            kind: KindId::new("village-finance"),
            cycle: Some(Cycle::Quarter(2026, 3)),
            due: date(2026, 10, 15),
            standing,
            notice: None,
        };
        let duties = [duty(Standing::Late), duty(Standing::Coming)];
        let agenda = Agenda::of(&notices, &objections, &duties, TODAY, &TimeZone::UTC);
        let told: Vec<(Errand, Option<i64>, Option<i32>)> =
            agenda.items.iter().map(|item| (item.errand, item.notice.map(NoticeId::get), item.days)).collect();
        assert_eq!(
            told,
            [
                (Errand::TakeDown, Some(4), Some(-6)),
                (Errand::TakeDown, Some(3), Some(0)),
                (Errand::Publish, None, Some(-1)),
                (Errand::Sign, Some(2), None),
                (Errand::Answer, Some(3), Some(4)),
                (Errand::Draft, Some(1), None),
                (Errand::Hang, Some(5), Some(16)),
            ]
        );
        assert_eq!((agenda.urgent(), agenda.of_errand(Errand::Draft).next().map(|item| item.lain)), (3, Some(15)));
    }

    #[test]
    fn a_month_shows_what_went_up_and_down_what_is_due_and_what_is_to_be_answered() {
        let mut posted = summary(1, State::Posted, Some(date(2026, 10, 20)), "2026-10-01T04:00:00Z");
        posted.period.first = Some(date(2026, 10, 6));
        let hung = [
            Hung { summary: posted, up: Some(date(2026, 10, 6)), down: None },
            Hung { summary: summary(2, State::Draft, None, "2026-10-01T04:00:00Z"), up: None, down: None },
            Hung { summary: summary(3, State::Void, None, "2026-10-01T04:00:00Z"), up: None, down: None },
        ];
        let objections = [(NoticeId::from_stored(1), objection(Some(date(2026, 10, 20))))];
        let days = days_of(&hung, &objections, &[], date(2026, 10, 1), date(2026, 10, 31));
        let told = |day: Date| -> Vec<(Fall, bool)> {
            days.get(&day).into_iter().flatten().map(|entry| (entry.fall, entry.is_done)).collect()
        };
        assert_eq!(told(date(2026, 10, 1)), [(Fall::Up, false)]);
        assert_eq!(told(date(2026, 10, 6)), [(Fall::Up, true)]);
        assert_eq!(told(date(2026, 10, 20)), [(Fall::Down, false), (Fall::Answer, false)]);
        assert_eq!(days.len(), 3);
    }
}
