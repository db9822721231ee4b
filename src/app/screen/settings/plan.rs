//! 公开计划: which kinds the office publishes regularly, how often, and until when.

use iced::widget::{Column, Row, column, container, row, scrollable, text};
use iced::{Center, Element, Length};
use jiff::civil::Date;

use super::RoomAction;
use crate::app::desk::Desk;
use crate::app::screen::notices::short_day;
use crate::app::shelf::{matches, search_key};
use crate::app::write::Write;
use crate::domain::disclosure::{self, Choice, Due, Duty, Every, Item, Plan, Standing};
use crate::domain::kind::{Catalogue, Kind, KindId};
use crate::ui::theme;
use crate::ui::widget::{area, button, field};
use crate::ui::words::{Word, Words};

/// Kinds offered for a search, at most.
const OFFERED: usize = 6;
/// Of each kind the last cycles that were due are told, and the next that will be.
const LAST: usize = 2;
/// Wide enough for 待核实 and for 改日期, and for what English says of them.
const UNSURE: f32 = 88.0;
const CHANGE: f32 = 80.0;

#[derive(Debug, Default)]
pub(super) struct State {
    plan: Plan,
    /// How the office stands to it, the last cycles and the next.
    duties: Vec<Duty>,
    /// The kind whose day is being changed.
    form: Option<Form>,
    query: String,
    trouble: bool,
}

#[derive(Debug, Clone)]
struct Form {
    kind: KindId,
    every: Every,
    by: By,
    /// Months after, or the month of the year.
    month: String,
    day: String,
    workdays: String,
}

/// How the last day is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    After,
    Within,
    Workdays,
}

type Next = RoomAction<Message>;

#[derive(Debug, Clone)]
pub enum Message {
    /// Takes a kind into the plan, or out of it.
    Toggle(KindId),
    /// Everything most offices of the level publish.
    Usual,
    Change(KindId),
    Every(Every),
    By(By),
    Month(String),
    Day(String),
    Workdays(String),
    Keep,
    Leave,
    Search(String),
}

impl State {
    pub(super) fn take(&mut self, plan: Plan, duties: Vec<Duty>) {
        self.plan = plan;
        self.duties = duties;
    }

    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Next {
        self.trouble = false;
        match message {
            Message::Toggle(kind) => return self.toggle(kind, desk.today),
            Message::Usual => return self.usual(desk),
            Message::Change(kind) => self.form = self.plan.chosen.get(&kind).map(|choice| Form::of(kind, choice)),
            Message::Keep => return self.keep(),
            Message::Leave => self.form = None,
            Message::Search(query) => self.query = query,
            other => self.typed(other),
        }
        Next::None
    }

    fn typed(&mut self, message: Message) {
        let Some(form) = &mut self.form else { return };
        match message {
            Message::Every(every) => form.turn(every),
            Message::By(by) => form.by = by,
            Message::Month(month) => form.month = month,
            Message::Day(day) => form.day = day,
            Message::Workdays(workdays) => form.workdays = workdays,
            _ => {}
        }
    }

    fn toggle(&mut self, kind: KindId, today: Date) -> Next {
        if self.plan.chosen.remove(&kind).is_none() {
            let bundled = disclosure::bundled().iter().find(|item| item.kind == kind);
            let usual = Choice { every: Every::Quarter, due: Due::After { months: 1, day: 10 }, since: today };
            self.plan.chosen.insert(kind, bundled.map_or(usual, |item| item.choice(today)));
        }
        self.form = None;
        self.query.clear();
        self.write()
    }

    fn usual(&mut self, desk: &Desk) -> Next {
        for item in disclosure::of_level(desk.office.level).filter(|item| item.usual) {
            self.plan.chosen.entry(item.kind.clone()).or_insert_with(|| item.choice(desk.today));
        }
        self.write()
    }

    fn keep(&mut self) -> Next {
        let Some(form) = &self.form else { return Next::None };
        let since = self.plan.chosen.get(&form.kind).map(|choice| choice.since);
        match (form.due(), since) {
            (Some(due), Some(since)) => {
                self.plan.chosen.insert(form.kind.clone(), Choice { every: form.every, due, since });
                self.form = None;
                self.write()
            }
            _ => {
                self.trouble = true;
                Next::None
            }
        }
    }

    fn write(&self) -> Next {
        Next::Write(Write::Disclosure(self.plan.clone()))
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let mut content = column![text(words.get(Word::PlanWhy)).style(theme::quiet)];
        if self.plan.chosen.is_empty() {
            content = content.push(button::primary(words.get(Word::PlanUsual), "").on_press(Message::Usual));
        }
        let items: Vec<&'static Item> = disclosure::of_level(desk.office.level).collect();
        let more = self.plan.chosen.keys().filter(|kind| !items.iter().any(|item| item.kind == **kind));
        let lines = items.iter().map(|item| self.line(&item.kind, Some(item), desk));
        let lines = lines.chain(more.map(|kind| self.line(kind, None, desk)));
        let lines = Column::with_children(lines).spacing(theme::INSIDE);
        content = content
            .push(container(lines).style(theme::pane).padding(theme::INSIDE).width(Length::Fill))
            .push(self.others(&items, words))
            .spacing(theme::BETWEEN)
            .max_width(840);
        scrollable(content.padding(iced::Padding::ZERO.right(theme::BETWEEN).bottom(desk.toasts_above())))
            .style(theme::scroll)
            .width(Length::Fill)
            .height(Length::Fill)
            .into()
    }

    /// A kind with its tick; where it is chosen, how often and until when.
    fn line<'a>(&'a self, kind: &KindId, item: Option<&'static Item>, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let choice = self.plan.chosen.get(kind);
        let name = Catalogue::bundled().get(kind).map_or(kind.as_str(), |kind| kind.name.as_str()).to_owned();
        let tick = field::check(name, choice.is_some()).on_press(Message::Toggle(kind.clone()));
        let told = choice.map(|choice| (choice.every, choice.due)).or(item.map(|item| (item.every, item.due)));
        let told = told.map(|(every, due)| said(every, due, words)).unwrap_or_default();
        let is_open = self.form.as_ref().is_some_and(|form| form.kind == *kind);
        let change = (choice.is_some() && !is_open)
            .then(|| button::bare(words.get(Word::PlanChange)).on_press(Message::Change(kind.clone())));
        let style: fn(&iced::Theme) -> text::Style = if choice.is_some() { theme::ink } else { theme::quiet };
        let told = text(told).size(theme::SMALL).style(style).width(Length::Fill);
        let head = row![container(tick).width(Length::FillPortion(2)), container(told).width(Length::FillPortion(3))];
        let unsure = item.filter(|item| item.is_unsure()).map(|_| {
            text(words.get(Word::NewUnsure)).size(theme::SMALL).style(theme::soon).wrapping(text::Wrapping::None)
        });
        // The same room on every line, so that the days stand under each other.
        let tail =
            row![container(Row::new().push(unsure)).width(UNSURE), container(Row::new().push(change)).width(CHANGE)];
        let head = head.push(tail).spacing(theme::INSIDE).align_y(Center);
        let basis = item.map(|item| {
            let basis =
                if item.term.is_empty() { item.basis.clone() } else { format!("{}；{}", item.basis, item.term) };
            let basis = text(basis).size(theme::SMALL).style(theme::quiet);
            container(basis).padding(iced::Padding::ZERO.left(28.0 + theme::TIGHT))
        });
        let form = self.form.as_ref().filter(|_| is_open).map(|form| self.form(form, words));
        column![head].push(basis).push(self.standing(kind, desk)).push(form).spacing(theme::TIGHT).into()
    }

    /// 2026年第三季度：10月9日已张贴
    fn standing<'a>(&self, kind: &KindId, desk: &'a Desk) -> Option<Element<'a, Message>> {
        let words = &desk.words;
        let of_kind = self.duties.iter().filter(|duty| duty.kind == *kind && self.plan.chosen.contains_key(kind));
        let (coming, over): (Vec<&Duty>, Vec<&Duty>) = of_kind.partition(|duty| duty.standing == Standing::Coming);
        let shown = over.iter().skip(over.len().saturating_sub(LAST)).chain(coming.first());
        let told = |duty: &&Duty| {
            let day = |day: Date| short_day(day, desk.today, words).into();
            let cycle = duty.cycle?.name();
            let (word, day, style): (_, _, fn(&iced::Theme) -> text::Style) = match duty.standing {
                Standing::Done { on, .. } => (Word::PlanDone, day(on), theme::fine),
                Standing::Late => (Word::PlanLate, day(duty.due), theme::due),
                Standing::Due => (Word::PlanDue, day(duty.due), theme::soon),
                Standing::Coming => (Word::PlanDue, day(duty.due), theme::quiet),
            };
            let told = words.with(word, &[("cycle", cycle.into()), ("day", day)]);
            Some(text(told).size(theme::SMALL).style(style).into())
        };
        let lines: Vec<Element<'_, Message>> = shown.filter_map(told).collect();
        if lines.is_empty() {
            return None;
        }
        let lines = Row::with_children(lines).spacing(theme::BETWEEN).wrap();
        Some(container(lines).padding(iced::Padding::ZERO.left(28.0 + theme::TIGHT)).into())
    }

    fn form<'a>(&'a self, form: &'a Form, words: &'a Words) -> Element<'a, Message> {
        let every = [Every::Month, Every::Quarter, Every::Year, Every::Event];
        let every = every.map(|every| {
            button::choice(words.get(every_word(every)), form.every == every).on_press(Message::Every(every)).into()
        });
        let by = form
            .ways()
            .iter()
            .map(|by| button::choice(words.get(by_word(*by)), form.by == *by).on_press(Message::By(*by)).into());
        let input = |value: &str| field::input("", value).on_submit(Message::Keep).width(72);
        let small = |word| text(words.get(word)).size(theme::SMALL);
        let number: Row<'_, Message> = match form.by {
            By::After => row![
                small(Word::PlanAfterBefore),
                input(&form.month).on_input(Message::Month),
                small(Word::PlanAfterMonth),
                input(&form.day).on_input(Message::Day),
                small(Word::PlanDay),
            ],
            By::Within => row![
                input(&form.month).on_input(Message::Month),
                small(Word::PlanMonth),
                input(&form.day).on_input(Message::Day),
                small(Word::PlanDay),
            ],
            By::Workdays => row![input(&form.workdays).on_input(Message::Workdays), small(Word::PlanWorkdays)],
        };
        let keep = button::primary(words.get(Word::RulesKeep), "Enter").on_press(Message::Keep);
        let leave = button::quiet(words.get(Word::Cancel), "").on_press(Message::Leave);
        let content = column![
            Row::with_children(every).spacing(theme::TIGHT).wrap(),
            Row::with_children(by).spacing(theme::TIGHT).wrap(),
            number.spacing(theme::INSIDE).align_y(Center),
        ]
        .push(self.trouble.then(|| text(words.get(Word::PlanWrong)).style(theme::due)))
        .push(row![keep, leave].spacing(theme::INSIDE));
        container(content.spacing(theme::INSIDE)).padding(theme::BETWEEN).style(theme::frame).width(Length::Fill).into()
    }

    /// Any other kind of the catalogue.
    fn others<'a>(&'a self, items: &[&'static Item], words: &'a Words) -> Element<'a, Message> {
        let search = field::input(words.get(Word::NewSearch), &self.query).on_input(Message::Search);
        let is_offered = |kind: &&Kind| {
            !self.query.trim().is_empty()
                && !items.iter().any(|item| item.kind == kind.id)
                && !self.plan.chosen.contains_key(&kind.id)
                && matches(&search_key(&[&kind.name, &kind.group]), &self.query)
        };
        let offered = Catalogue::bundled().kinds().iter().filter(is_offered).take(OFFERED);
        let offered =
            offered.map(|kind| button::quiet(kind.name.as_str(), "").on_press(Message::Toggle(kind.id.clone())).into());
        column![
            field::labelled(words.get(Word::PlanOther), area(search)).max_width(480),
            Row::with_children(offered).spacing(theme::INSIDE).wrap()
        ]
        .spacing(theme::INSIDE)
        .into()
    }
}

impl Form {
    fn of(kind: KindId, choice: &Choice) -> Self {
        let form = Self {
            kind,
            every: choice.every,
            by: By::After,
            month: "1".into(),
            day: "10".into(),
            workdays: "20".into(),
        };
        match choice.due {
            Due::After { months, day } => Self { month: months.to_string(), day: day.to_string(), ..form },
            Due::Within { month, day } => {
                Self { by: By::Within, month: month.to_string(), day: day.to_string(), ..form }
            }
            Due::Workdays { workdays } => Self { by: By::Workdays, workdays: workdays.to_string(), ..form },
        }
    }

    /// What the frequency allows: nothing but a year has dates of its own, and an event only days after it.
    fn ways(&self) -> &'static [By] {
        match self.every {
            Every::Month | Every::Quarter => &[By::After, By::Workdays],
            Every::Year => &[By::After, By::Within, By::Workdays],
            Every::Event => &[By::Workdays],
        }
    }

    fn turn(&mut self, every: Every) {
        self.every = every;
        if !self.ways().contains(&self.by) {
            self.by = self.ways()[0];
        }
    }

    /// `None`: what is typed is no day.
    fn due(&self) -> Option<Due> {
        let day = self.day.trim().parse().ok().filter(|day| (1..=31).contains(day));
        match self.by {
            By::After => {
                let months = self.month.trim().parse().ok().filter(|months| (1..=12).contains(months))?;
                Some(Due::After { months, day: day? })
            }
            By::Within => {
                let month = self.month.trim().parse().ok().filter(|month| (1..=12).contains(month))?;
                Some(Due::Within { month, day: day? })
            }
            By::Workdays => {
                let workdays = self.workdays.trim().parse().ok().filter(|days| (1..=250).contains(days))?;
                Some(Due::Workdays { workdays })
            }
        }
    }
}

/// 每季度 · 季后第 1 个月 15 日前
fn said(every: Every, due: Due, words: &Words) -> String {
    let until = match due {
        Due::After { months: 1, day } => words.with(Word::PlanNextMonth, &[("day", day.into())]),
        Due::After { months, day } => words.with(Word::PlanAfter, &[("months", months.into()), ("day", day.into())]),
        Due::Within { month, day } => words.with(Word::PlanWithin, &[("month", month.into()), ("day", day.into())]),
        Due::Workdays { workdays } => words.with(Word::PlanIn, &[("n", workdays.into())]),
    };
    format!("{} · {until}", words.get(every_word(every)))
}

fn every_word(every: Every) -> Word {
    match every {
        Every::Month => Word::PlanEveryMonth,
        Every::Quarter => Word::PlanEveryQuarter,
        Every::Year => Word::PlanEveryYear,
        Every::Event => Word::PlanEveryEvent,
    }
}

fn by_word(by: By) -> Word {
    match by {
        By::After => Word::PlanByAfter,
        By::Within => Word::PlanByWithin,
        By::Workdays => Word::PlanByWorkdays,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(due: Due) -> Form {
        let choice = Choice { every: Every::Year, due, since: Date::default() };
        Form::of(KindId::new("budget"), &choice)
    }

    #[test]
    fn what_is_shown_of_a_day_is_what_is_kept_of_it() {
        for due in
            [Due::After { months: 9, day: 30 }, Due::Within { month: 3, day: 31 }, Due::Workdays { workdays: 20 }]
        {
            assert_eq!(form(due).due(), Some(due));
        }
    }

    #[test]
    fn a_month_has_no_date_of_the_year_and_a_day_that_is_none_is_refused() {
        let mut typed = form(Due::Within { month: 3, day: 31 });
        typed.turn(Every::Month);
        assert_eq!(typed.by, By::After);
        typed.day = "32".into();
        assert_eq!(typed.due(), None);
    }
}
