//! 整套选举公告: made from one day, one place and the committee, seen as a calendar first, and moved together.

use std::sync::Arc;

use iced::widget::{Column, column, row, text};
use iced::{Element, Length, Task};
use jiff::civil::Date;

use crate::app::desk::Desk;
use crate::app::write::Write;
use crate::domain::election::{self, Days, Entry, Plan};
use crate::domain::finding::{Finding, Severity};
use crate::domain::period::chinese;
use crate::store::{Election, StoreError};
use crate::ui::theme;
use crate::ui::widget::{button, field};
use crate::ui::words::{Word, Words};

/// What is typed of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Day,
    Hours,
    Place,
    Village,
    Term,
    Province,
    Committee,
}

const FIELDS: usize = 7;

#[derive(Debug, Clone)]
pub(super) struct State {
    typed: [String; FIELDS],
    /// The last series; read when a kind of it is first chosen.
    made: Option<Election>,
    /// What the lists of that series have against each other.
    proxies: Vec<Finding>,
    was_read: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Option<(Election, Vec<Finding>)>, Arc<StoreError>>),
    Typed(Field, String),
    Make,
    Move,
}

impl State {
    pub(super) fn new(desk: &Desk) -> Self {
        let village = election::village_of(&desk.office.name).to_owned();
        let mut state = Self { typed: Default::default(), made: None, proxies: Vec::new(), was_read: false };
        state.show(&Plan { village, ..Plan::default() });
        state.typed[Field::Day as usize].clear();
        state
    }

    /// Asks for the last series, once.
    pub(super) fn read(&mut self, desk: &Desk) -> Task<Message> {
        if std::mem::replace(&mut self.was_read, true) {
            return Task::none();
        }
        let reply = desk.store.run(|store| {
            let Some(last) = store.last_election()? else { return Ok(None) };
            let proxies = store.proxies(&last)?;
            Ok(Some((last, proxies)))
        });
        Task::perform(reply, |read| Message::Read(read.map_err(Arc::new)))
    }

    pub(super) fn update(&mut self, message: Message) -> Option<Write> {
        match message {
            Message::Read(Ok(Some((last, proxies)))) => {
                self.show(&last.plan);
                self.made = Some(last);
                self.proxies = proxies;
                None
            }
            // Without the last series a new one can still be made; whatever the store refused it refuses again then.
            Message::Read(Ok(None) | Err(_)) => None,
            Message::Typed(field, text) => {
                self.typed[field as usize] = text;
                None
            }
            Message::Make => self.plan().map(|plan| Write::Series(Box::new(plan))),
            Message::Move => {
                let last = self.made.as_ref()?.id;
                self.plan().map(|plan| Write::MoveSeries(last, Box::new(plan)))
            }
        }
    }

    fn show(&mut self, plan: &Plan) {
        let member = |member: &election::Member| format!("{}:{}:{}", member.name, member.sex, member.post);
        let committee: Vec<String> = plan.committee.iter().map(member).collect();
        self.typed = [
            chinese(plan.day),
            plan.hours.clone(),
            plan.place.clone(),
            plan.village.clone(),
            plan.term.clone(),
            plan.province.clone(),
            committee.join("，"),
        ];
    }

    fn text(&self, field: Field) -> String {
        self.typed[field as usize].trim().to_owned()
    }

    fn day(&self) -> Option<Date> {
        let numbers = self.typed[Field::Day as usize].split(|c: char| !c.is_ascii_digit());
        let numbers: Vec<i16> = numbers.filter_map(|number| number.parse().ok()).collect();
        let [year, month, day] = numbers[..] else { return None };
        let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(day).filter(|day| (1990..=2200).contains(&day.year()))
    }

    /// `None` where the day, the place or the village is still missing.
    fn plan(&self) -> Option<Plan> {
        let plan = Plan {
            day: self.day()?,
            hours: self.text(Field::Hours),
            place: self.text(Field::Place),
            village: self.text(Field::Village),
            term: self.text(Field::Term),
            province: self.text(Field::Province),
            committee: election::committee(&self.typed[Field::Committee as usize]),
        };
        (!plan.place.is_empty() && !plan.village.is_empty()).then_some(plan)
    }

    /// The plan's days; what hangs keeps its own. Where nothing would move, the days as the notices have them: the clerk
    /// may have given one another.
    fn days(&self, plan: &Plan) -> Days {
        if let Some(made) = self.made.as_ref().filter(|made| made.plan == *plan) {
            return made.days();
        }
        let mut days = plan.days();
        let fixed = self.made.iter().flat_map(|made| &made.notices).filter(|one| one.is_fixed());
        days.extend(fixed.filter_map(|one| Some((one.number, one.day?))));
        days
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let line = |field: Field, word: Word, id: &'static str| {
            let input = field::input("", &self.typed[field as usize]).id(id);
            field::labelled(words.get(word), input.on_input(move |text| Message::Typed(field, text)))
        };
        let all = column![
            text(words.get(Word::SeriesTitle)).size(theme::PANE).font(theme::BOLD),
            text(words.get(Word::SeriesWhat)).size(theme::SMALL).style(theme::quiet),
            row![
                line(Field::Day, Word::SeriesDay, "series-day"),
                line(Field::Hours, Word::SeriesHours, "series-hours"),
            ]
            .spacing(theme::INSIDE),
            text(words.get(Word::SeriesDayHint)).size(theme::SMALL).style(theme::quiet),
            line(Field::Place, Word::SeriesPlace, "series-place"),
            row![
                line(Field::Village, Word::SeriesVillage, "series-village"),
                line(Field::Term, Word::SeriesTerm, "series-term"),
                line(Field::Province, Word::SeriesProvince, "series-province"),
            ]
            .spacing(theme::INSIDE),
            line(Field::Committee, Word::SeriesCommittee, "series-committee"),
            text(words.get(Word::SeriesCommitteeHint)).size(theme::SMALL).style(theme::quiet),
        ];
        let all = match self.plan() {
            Some(plan) => all.push(self.calendar(&plan, desk)),
            None => all,
        };
        all.push(self.deeds(words)).spacing(theme::INSIDE).into()
    }

    /// Conflicts with the law first, then every notice with its day.
    fn calendar<'a>(&self, plan: &Plan, desk: &'a Desk) -> Element<'a, Message> {
        let days = self.days(plan);
        let mut findings = election::conflicts(plan, &days);
        findings.extend(election::misgivings(plan, &days, desk.today));
        findings.extend(self.proxies.iter().cloned());
        let mut all = Column::new().spacing(theme::TIGHT);
        for finding in findings {
            let style: fn(&iced::Theme) -> text::Style = match finding.severity {
                Severity::Blocking => theme::due,
                Severity::Warning => theme::soon,
                Severity::Note => theme::quiet,
            };
            all = all.push(text(finding.text).style(style));
        }
        let entry = |entry: Entry| -> Element<'a, Message> {
            let name = entry.title.split_once('　').map_or(entry.title.as_str(), |(_, name)| name);
            let told = match entry.deadline {
                Some(day) => desk.words.with(Word::SeriesUntil, &[("name", name.into()), ("day", chinese(day).into())]),
                None => name.to_owned(),
            };
            let number = desk.words.with(Word::SeriesNumber, &[("n", u64::from(entry.number).into())]);
            row![
                text(chinese(entry.day)).size(theme::SMALL).width(Length::FillPortion(3)),
                text(number).size(theme::SMALL).width(Length::FillPortion(2)),
                text(told).size(theme::SMALL).width(Length::FillPortion(8)),
            ]
            .spacing(theme::INSIDE)
            .into()
        };
        all.extend(election::series(plan, &days).into_iter().map(entry)).into()
    }

    fn deeds<'a>(&self, words: &'a Words) -> Element<'a, Message> {
        let is_whole = self.plan().is_some();
        let may = |message: Message| is_whole.then_some(message);
        let make = button::quiet(words.get(Word::SeriesMake), "").on_press_maybe(may(Message::Make));
        let mut deeds = row![].spacing(theme::INSIDE);
        if self.made.is_some() {
            deeds = deeds.push(button::quiet(words.get(Word::SeriesMove), "").on_press_maybe(may(Message::Move)));
        }
        deeds.push(make).into()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::store::Handle;

    fn state() -> State {
        let store = Handle::in_memory().expect("a store in memory");
        State::new(&Desk::new(store, "/nowhere".into(), date(2026, 11, 1)))
    }

    fn typed(state: &mut State, field: Field, text: &str) {
        assert_eq!(state.update(Message::Typed(field, text.into())), None);
    }

    #[test]
    fn a_series_is_made_once_day_place_and_village_are_said() {
        let mut state = state();
        typed(&mut state, Field::Place, "村委会");
        typed(&mut state, Field::Village, "石桥村");
        assert_eq!(state.update(Message::Make), None);
        for written in ["2026年12月20日", "2026-12-20", "2026.12.20"] {
            typed(&mut state, Field::Day, written);
            let Some(Write::Series(plan)) = state.update(Message::Make) else { panic!("{written} is no day") };
            assert_eq!(plan.day, date(2026, 12, 20));
        }
        assert_eq!(state.update(Message::Move), None);
    }

    #[test]
    fn the_last_series_is_shown_to_be_moved() {
        let store = Handle::in_memory().expect("a store in memory");
        let plan = Plan {
            day: date(2026, 12, 20),
            village: "石桥村".into(),
            place: "村委会".into(),
            committee: election::committee("王大山:男:主任"),
            ..Plan::default()
        };
        let stored = plan.clone();
        let made = store.run_blocking(move |store| store.create_election(&stored, &Default::default()));
        let mut made = made.expect("a series");
        let id = made.id;
        // The clerk has put the voter list off.
        made.notices[3].day = Some(date(2026, 12, 5));
        let mut state = state();
        assert_eq!(state.update(Message::Read(Ok(Some((made, Vec::new()))))), None);
        assert_eq!(state.plan().as_ref(), Some(&plan));
        let found = election::conflicts(&plan, &state.days(&plan));
        assert!(found[0].text.contains("20日前公布") && found[0].severity == Severity::Blocking, "{found:?}");
        typed(&mut state, Field::Day, "2026-12-27");
        let moved = Plan { day: date(2026, 12, 27), ..plan };
        assert_eq!(election::conflicts(&moved, &state.days(&moved)), []);
        assert_eq!(state.update(Message::Move), Some(Write::MoveSeries(id, Box::new(moved))));
    }
}
