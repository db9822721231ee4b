//! 公示规则: from which day is counted, and by kind how long a notice hangs, who signs it, and until when an objection is
//! answered; over the bundled rule, whose clause stays in sight.

use iced::widget::scrollable::Viewport;
use iced::widget::{Column, column, container, operation, responsive, row, rule, scrollable, text};
use iced::{Center, Element, Length, Size};

use super::RoomAction;
use crate::app::desk::Desk;
use crate::app::keys::ListKey;
use crate::app::shelf::{matches, search_key};
use crate::app::write::Write;
use crate::domain::approval;
use crate::domain::kind::{Catalogue, Confidence, Kind, KindId, KindLevel, PeriodUnit, PostingRule};
use crate::domain::office::Level;
use crate::domain::rulebook::Amendment;
use crate::ui::theme;
use crate::ui::widget::{Look, button, ellipsis, field, list, press};
use crate::ui::words::{Word, Words};

const KINDS: &str = "rule-kinds";
const DAYS: &str = "rule-days";
const NARROW: f32 = 760.0;

#[derive(Debug, Default)]
pub(super) struct State {
    query: String,
    shown: Vec<KindId>,
    window: list::Window,
    chosen: Option<KindId>,
    form: Form,
    trouble: Option<Word>,
}

/// A kind's rule as typed.
#[derive(Debug, Clone, Default)]
struct Form {
    days: String,
    unit: Option<PeriodUnit>,
    term: String,
    term_unit: Option<PeriodUnit>,
    /// The steps, parted by 、
    steps: String,
    reason: String,
}

type Next = RoomAction<Message>;

#[derive(Debug, Clone)]
pub enum Message {
    Search(String),
    Scrolled(Viewport),
    Choose(KindId),
    /// All kinds again, where the window has no room for both.
    All,
    Days(String),
    Unit(PeriodUnit),
    Term(String),
    TermUnit(PeriodUnit),
    Steps(String),
    Reason(String),
    Keep,
    /// The bundled rule holds again.
    Back,
}

impl State {
    pub(super) fn new(desk: &Desk) -> Self {
        let mut state = Self::default();
        state.refresh(desk);
        state
    }

    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Next {
        self.trouble = None;
        match message {
            Message::Search(query) => {
                self.query = query;
                self.refresh(desk);
            }
            Message::Scrolled(viewport) => self.window.scrolled(viewport),
            Message::Choose(kind) => return self.choose(kind, desk),
            Message::All => self.chosen = None,
            Message::Days(days) => self.form.days = days,
            Message::Unit(unit) => self.form.unit = Some(unit),
            Message::Term(term) => self.form.term = term,
            Message::TermUnit(unit) => self.form.term_unit = Some(unit),
            Message::Steps(steps) => self.form.steps = steps,
            Message::Reason(reason) => self.form.reason = reason,
            Message::Keep => return self.keep(),
            Message::Back => return self.back(),
        }
        Next::None
    }

    /// The arrows walk the kinds.
    pub(super) fn key(&mut self, key: ListKey, desk: &Desk) -> Next {
        let at = self.shown.iter().position(|kind| Some(kind) == self.chosen.as_ref());
        let Some(at) = key.moved(at, self.shown.len(), self.window.page()) else { return Next::None };
        let reveal = self.window.reveal(KINDS, at);
        self.take(self.shown[at].clone(), desk);
        Next::Run(reveal)
    }

    /// The rules have changed: the form shows what is kept.
    pub(super) fn refresh(&mut self, desk: &Desk) {
        let is_shown = |kind: &&Kind| {
            let is_of_level = match kind.level {
                KindLevel::Both => true,
                KindLevel::Township => desk.office.level == Level::Township,
                KindLevel::Village => desk.office.level == Level::Village,
            };
            if self.query.is_empty() {
                is_of_level
            } else {
                matches(&search_key(&[&kind.name, &kind.group]), &self.query)
            }
        };
        self.shown = Catalogue::bundled().kinds().iter().filter(is_shown).map(|kind| kind.id.clone()).collect();
        if let Some(kind) = self.chosen.clone() {
            self.take(kind, desk);
        }
    }

    fn choose(&mut self, kind: KindId, desk: &Desk) -> Next {
        self.take(kind, desk);
        Next::Run(operation::focus(DAYS))
    }

    fn take(&mut self, kind: KindId, desk: &Desk) {
        let own = desk.rules.kind(&kind);
        let number = |rule: Option<PostingRule>| rule.and_then(|rule| rule.days).map(|days| days.to_string());
        self.form = Form {
            days: number(Some(own.period)).unwrap_or_default(),
            unit: Some(own.period.unit),
            term: number(own.objection_days).unwrap_or_default(),
            term_unit: own.objection_days.map(|term| term.unit),
            steps: approval::steps(&own).join("、"),
            reason: desk.rules.amendment(&kind).map(|own| own.reason.clone()).unwrap_or_default(),
        };
        self.chosen = Some(kind);
    }

    /// What is typed, as far as it is another rule than the bundled one.
    ///
    /// # Errors
    /// What cannot be read.
    fn amendment(&self, bundled: &Kind) -> Result<Amendment, Word> {
        let unit = self.form.unit.unwrap_or(bundled.period.unit);
        let period = typed(&self.form.days, unit).ok_or(Word::RulesDaysWrong)?;
        let term = match self.form.term.trim() {
            "" => None,
            days => Some(typed(days, self.form.term_unit.unwrap_or(PeriodUnit::Workday)).ok_or(Word::RulesDaysWrong)?),
        };
        let steps: Vec<String> =
            self.form.steps.split(['、', '，', ',', '→', ' ', ';', '；']).map(str::trim).map(str::to_owned).collect();
        let steps: Vec<String> = steps.into_iter().filter(|step| !step.is_empty()).collect();
        if steps.is_empty() {
            return Err(Word::RulesStepsNone);
        }
        let is_same = |own: PostingRule, bundled: PostingRule| (own.days, own.unit) == (bundled.days, bundled.unit);
        Ok(Amendment {
            period: (!is_same(period, bundled.period)).then_some(period),
            objection_days: term.filter(|term| bundled.objection_days.is_none_or(|bundled| !is_same(*term, bundled))),
            approvers: (steps != approval::steps(bundled)).then_some(steps),
            reason: self.form.reason.trim().to_owned(),
        })
    }

    fn keep(&mut self) -> Next {
        let Some(kind) = self.chosen.clone() else { return Next::None };
        let bundled = Catalogue::bundled().of(&kind);
        match self.amendment(&bundled) {
            Ok(amendment) if amendment.check(&bundled).is_err() => self.refuse(Word::RulesNeedReason),
            Ok(amendment) => Next::Write(Write::Amend(kind, Box::new(amendment))),
            Err(word) => self.refuse(word),
        }
    }

    fn refuse(&mut self, word: Word) -> Next {
        self.trouble = Some(word);
        Next::None
    }

    fn back(&self) -> Next {
        let kind = self.chosen.clone();
        kind.map_or(Next::None, |kind| Next::Write(Write::Amend(kind, Box::default())))
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        responsive(move |size: Size| {
            let kinds = container(self.list(desk)).style(theme::pane).padding(theme::TIGHT);
            let form = container(self.detail(desk)).style(theme::pane).width(Length::Fill).height(Length::Fill);
            if size.width < NARROW {
                if self.chosen.is_none() {
                    return kinds.height(Length::Fill).into();
                }
                let all = button::bare(format!("‹ {}", desk.words.get(Word::RulesAll))).on_press(Message::All);
                return column![all, form].spacing(theme::TIGHT).into();
            }
            let (kinds, form) = (kinds.width(Length::FillPortion(2)), form.width(Length::FillPortion(3)));
            row![kinds, form].spacing(theme::BETWEEN).into()
        })
        .into()
    }

    fn list<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let search = field::input(words.get(Word::NewSearch), &self.query).id(super::super::SEARCH);
        let line = move |at: usize| {
            let id = &self.shown[at];
            let name = Catalogue::bundled().get(id).map_or(id.as_str(), |kind| kind.name.as_str());
            let own = desk.rules.amendment(id).map(|_| {
                text(words.get(Word::RulesChanged)).size(theme::SMALL).style(theme::fine).wrapping(text::Wrapping::None)
            });
            press(row![ellipsis::line(name)].push(own).spacing(theme::INSIDE).align_y(Center))
                .look(Look::Row(self.chosen.as_ref() == Some(id)))
                .skip_tab()
                .padding([0.0, theme::BETWEEN])
                .width(Length::Fill)
                .height(theme::ROW_HEIGHT)
                .on_press(Message::Choose(id.clone()))
                .into()
        };
        let kinds = list::list(KINDS, self.window, self.shown.len(), line, Message::Scrolled);
        column![search.on_input(Message::Search), kinds].spacing(theme::TIGHT).into()
    }

    fn detail<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let Some(kind) = self.chosen.as_ref().and_then(|id| Catalogue::bundled().get(id)) else {
            let told = text(words.get(Word::RulesPick)).style(theme::quiet);
            return container(told).padding(desk.margin()).into();
        };
        let all = Column::new().push(clause(kind, words)).push(rule::horizontal(1)).push(self.form(kind, desk));
        scrollable(all.spacing(theme::BETWEEN).padding(desk.margin()).width(Length::Fill)).style(theme::scroll).into()
    }

    fn form<'a>(&'a self, kind: &'a Kind, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let input = |value: &str| field::input("", value).on_submit(Message::Keep);
        let units = [PeriodUnit::Day, PeriodUnit::Workday, PeriodUnit::Standing, PeriodUnit::UntilEvent];
        let has_days = matches!(self.form.unit, Some(PeriodUnit::Day | PeriodUnit::Workday));
        let days = input(&self.form.days).id(DAYS).width(96);
        let days = if has_days { days.on_input(Message::Days) } else { days };
        let units = units.map(|unit| unit_choice(unit, self.form.unit, words, Message::Unit));
        let term_units = [PeriodUnit::Day, PeriodUnit::Workday];
        let term_units = term_units.map(|unit| {
            unit_choice(unit, Some(self.form.term_unit.unwrap_or(PeriodUnit::Workday)), words, Message::TermUnit)
        });
        let term = row![input(&self.form.term).width(96).on_input(Message::Term)].extend(term_units);
        let mut form = column![
            field::labelled(
                words.get(Word::RulesPeriod),
                row![days].extend(units).spacing(theme::TIGHT).align_y(Center).wrap()
            ),
            field::explained(
                words.get(Word::RulesTerm),
                term.spacing(theme::TIGHT).align_y(Center),
                words.get(Word::RulesTermHint),
                false
            ),
            field::explained(
                words.get(Word::RulesSteps),
                input(&self.form.steps).on_input(Message::Steps),
                words.get(Word::RulesStepsHint),
                false
            ),
        ];
        let asks_less = self.amendment(kind).is_ok_and(|own| own.asks_less(kind));
        if asks_less || !self.form.reason.is_empty() {
            let reason = input(&self.form.reason).on_input(Message::Reason);
            form =
                form.push(field::explained(words.get(Word::LifeReason), reason, words.get(Word::RulesLess), asks_less));
        }
        let is_own = desk.rules.amendment(&kind.id).is_some();
        let back = is_own.then(|| button::quiet(words.get(Word::RulesBack), "").on_press(Message::Back));
        let keep = button::primary(words.get(Word::RulesKeep), "Enter").on_press(Message::Keep);
        form.push(self.trouble.map(|word| text(words.get(word)).style(theme::due)))
            .push(row![keep].push(back).spacing(theme::INSIDE))
            .spacing(theme::BETWEEN)
            .into()
    }
}

/// The bundled rule with its clause, and how sure we are of it.
fn clause<'a>(kind: &'a Kind, words: &'a Words) -> Column<'a, Message> {
    let basis = if kind.basis.is_empty() { words.get(Word::NewNoBasis) } else { kind.basis.as_str() };
    let bundled = words.with(Word::RulesBundled, &[("rule", said(&kind.period, words).into())]);
    let unsure = kind.confidence != Confidence::Law
        || kind.period.confidence.is_some_and(|confidence| confidence != Confidence::Law);
    let unsure = unsure.then(|| {
        let told = format!("{}：{}", words.get(Word::NewUnsure), words.get(Word::NewUnsureWhy));
        text(told).size(theme::SMALL).style(theme::soon)
    });
    column![
        text(&kind.name).size(theme::PANE).font(theme::BOLD),
        text(bundled),
        text(basis).size(theme::SMALL).style(theme::quiet)
    ]
    .push(unsure)
    .spacing(theme::INSIDE)
}

/// 公示 7 天
fn said(rule: &PostingRule, words: &Words) -> String {
    let days = |word| words.with(word, &[("n", rule.days.unwrap_or_default().into())]);
    match rule.unit {
        PeriodUnit::Day => days(Word::NewPeriodDays),
        PeriodUnit::Workday => days(Word::NewPeriodWorkdays),
        PeriodUnit::Standing => words.get(Word::NewPeriodStanding).to_owned(),
        PeriodUnit::UntilEvent | PeriodUnit::UntilLifted => words.get(Word::NewPeriodUntil).to_owned(),
    }
}

fn unit_choice<'a>(
    unit: PeriodUnit,
    chosen: Option<PeriodUnit>,
    words: &'a Words,
    on_choose: fn(PeriodUnit) -> Message,
) -> Element<'a, Message> {
    let word = match unit {
        PeriodUnit::Day => Word::RulesUnitDay,
        PeriodUnit::Workday => Word::RulesUnitWorkday,
        PeriodUnit::Standing => Word::RulesUnitStanding,
        PeriodUnit::UntilEvent | PeriodUnit::UntilLifted => Word::RulesUnitUntil,
    };
    button::choice(words.get(word), chosen == Some(unit)).on_press(on_choose(unit)).into()
}

/// A rule as typed; days are from 1 to a thousand, where the unit has any.
fn typed(days: &str, unit: PeriodUnit) -> Option<PostingRule> {
    let rule = |days| PostingRule { days, unit, confidence: None };
    match unit {
        PeriodUnit::Day | PeriodUnit::Workday => {
            let days = days.trim().parse().ok().filter(|days| (1..=1000).contains(days))?;
            Some(rule(Some(days)))
        }
        PeriodUnit::Standing | PeriodUnit::UntilEvent | PeriodUnit::UntilLifted => Some(rule(None)),
    }
}
