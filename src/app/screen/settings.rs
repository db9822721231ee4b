//! Settings: the office, the window, the data; its rules, its plan, the days off.

pub mod people;
pub mod plan;
pub mod rules;
pub mod years;

mod printers;

use iced::widget::{Column, Row, column, container, row, scrollable, text};
use iced::{Center, Element, Length, Task};

use super::page;
use crate::app::desk::Desk;
use crate::app::keys::ListKey;
use crate::app::print::{Errand, PrintId};
use crate::app::write::Write;
use crate::domain::disclosure::{Duty, Plan};
use crate::domain::notice::{NoticeId, Summary};
use crate::domain::office::{Level, Office};
use crate::domain::period::Counting;
use crate::domain::printer::Calibration;
use crate::store::{Filter, Preferences, StoreError, Worker};
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::{button, field};
use crate::ui::words::{Language, Word};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

pub mod seal;

pub(in crate::app) const SCALES: [u16; 5] = [100, 125, 150, 175, 200];
/// The plan shows what was due so many days ago, and will be.
const AROUND: i32 = 100;
/// More of the recycle bin than these would push everything else off the page.
const BIN: usize = 20;

/// The pages of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    Office,
    /// 公示规则
    Rules,
    /// 公开计划
    Plan,
    /// 放假安排
    Years,
}

#[derive(Debug)]
pub struct State {
    tab: Tab,
    rules: rules::State,
    plan: plan::State,
    years: years::State,
    /// The years of days off that the office entered itself.
    own_years: Vec<i16>,
    name: String,
    level: Level,
    counting: Counting,
    telephones: String,
    bin: Vec<Summary>,
    samples: usize,
    people: people::State,
    printers: printers::State,
    seal: seal::Field,
    trouble: Option<Arc<StoreError>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Tab(Tab),
    Counting(Counting),
    Rules(rules::Message),
    Plan(plan::Message),
    Years(years::Message),
    Name(String),
    Telephones(String),
    Level(Level),
    /// A field was left or Enter pressed in it.
    Keep,
    Seal(seal::Message),
    Scale(u16),
    Language(Language),
    Dark(bool),
    Restore(NoticeId),
    ClearSamples,
    People(people::Message),
    Printers(printers::Message),
    Read(Result<Held, Arc<StoreError>>),
}

/// What the settings show of the data.
#[derive(Debug, Clone)]
pub struct Held {
    bin: Vec<Summary>,
    samples: usize,
    workers: Vec<Worker>,
    calibrations: BTreeMap<String, Calibration>,
    gone: Vec<(Worker, Date)>,
    own_years: Vec<i16>,
    plan: Plan,
    /// Of the plan, around today.
    duties: Vec<Duty>,
    seal: Option<iced::widget::image::Handle>,
}

#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    Print(Errand),
    Write(Write),
    /// 清除示例: so many notices; asked first, since it cannot be undone.
    AskClearSamples(usize),
}

/// What a page of the settings wants done.
#[derive(Debug)]
enum RoomAction<M> {
    None,
    Run(Task<M>),
    Write(Write),
}

impl State {
    pub fn new(desk: &Desk) -> (Self, Task<Message>) {
        let office = &desk.office;
        let (printers, looked) = printers::State::new(desk);
        let state = Self {
            tab: Tab::Office,
            rules: rules::State::new(desk),
            plan: plan::State::default(),
            years: years::State::default(),
            own_years: Vec::new(),
            name: office.name.clone(),
            level: office.level,
            counting: office.counting,
            telephones: office.telephones.join(" "),
            bin: Vec::new(),
            samples: 0,
            people: people::State::default(),
            printers,
            seal: seal::Field::default(),
            trouble: None,
        };
        (state, Task::batch([read(desk), looked.map(Message::Printers)]))
    }

    pub fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Tab(tab) => {
                self.tab = tab;
                Action::None
            }
            Message::Counting(counting) => {
                self.counting = counting;
                self.keep(desk)
            }
            Message::Rules(message) => of_room(self.rules.update(message, desk), Message::Rules),
            Message::Plan(message) => of_room(self.plan.update(message, desk), Message::Plan),
            Message::Years(message) => of_room(self.years.update(message, desk), Message::Years),
            Message::Name(name) => {
                self.name = name;
                self.keep(desk)
            }
            Message::Telephones(telephones) => {
                self.telephones = telephones;
                self.keep(desk)
            }
            Message::Level(level) => {
                self.level = level;
                self.keep(desk)
            }
            Message::Keep => self.keep(desk),
            Message::Seal(message) => self.seal_asked(message, desk),
            Message::Scale(text_scale) => prefer(Preferences { text_scale, ..desk.preferences.clone() }),
            Message::Language(language) => {
                prefer(Preferences { language: language.code().to_owned(), ..desk.preferences.clone() })
            }
            Message::Dark(dark) => prefer(Preferences { dark, ..desk.preferences.clone() }),
            Message::Restore(id) => Action::Write(Write::Restore(id)),
            Message::ClearSamples => Action::AskClearSamples(self.samples),
            Message::People(message) => of_room(self.people.update(message), Message::People),
            Message::Printers(message) => match self.printers.update(message, desk) {
                printers::Action::None => Action::None,
                printers::Action::Run(task) => Action::Run(task.map(Message::Printers)),
                printers::Action::Print(errand) => Action::Print(errand),
                printers::Action::Write(write) => Action::Write(write),
            },
            Message::Read(read) => self.take(read, desk),
        }
    }

    /// Nothing has to be saved by hand: every change is written as it is made.
    fn keep(&self, desk: &Desk) -> Action {
        let telephones = self.telephones.split([' ', ',', '，', '、', '；', ';']).map(str::trim);
        let telephones = telephones.filter(|number| !number.is_empty()).map(str::to_owned).collect();
        let (counting, seal) = (self.counting, desk.office.seal.clone());
        let office = Office { name: self.name.trim().to_owned(), level: self.level, telephones, counting, seal };
        if office == desk.office { Action::None } else { Action::Write(Write::Office(office)) }
    }

    fn seal_asked(&mut self, message: seal::Message, desk: &Desk) -> Action {
        match self.seal.update(message, desk) {
            seal::Asked::Nothing => Action::None,
            seal::Asked::Run(task) => Action::Run(task.map(Message::Seal)),
            seal::Asked::Keep(seal) => Action::Write(Write::Office(Office { seal, ..desk.office.clone() })),
        }
    }

    /// The arrows walk the list of the page.
    pub fn key(&mut self, key: ListKey, desk: &Desk) -> Action {
        match self.tab {
            Tab::Rules => of_room(self.rules.key(key, desk), Message::Rules),
            Tab::Office | Tab::Plan | Tab::Years => Action::None,
        }
    }

    fn take(&mut self, read: Result<Held, Arc<StoreError>>, desk: &Desk) -> Action {
        match read {
            Ok(Held { bin, samples, workers, calibrations, gone, own_years, plan, duties, seal }) => {
                self.people.take(workers, gone);
                self.own_years = own_years;
                self.plan.take(plan, duties);
                self.rules.refresh(desk);
                self.printers.take(calibrations);
                self.seal.show(seal);
                self.bin = bin;
                self.samples = samples;
                self.trouble = None;
            }
            Err(error) => self.trouble = Some(error),
        }
        Action::None
    }

    /// The calibration page is on its way.
    pub fn sent(&mut self, print: PrintId) {
        self.printers.sent(print);
    }

    /// The settings tell by themselves what becomes of it.
    pub fn shows_print(&self, print: PrintId) -> bool {
        self.printers.shows(print)
    }

    pub fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let content: Element<'_, Message> = match self.tab {
            Tab::Office => self.office_page(desk),
            Tab::Rules => self.rules_page(desk),
            Tab::Plan => self.plan.view(desk).map(Message::Plan),
            Tab::Years => self.years.view(&self.own_years, desk).map(Message::Years),
        };
        let tools = move || {
            let tabs = [
                (Tab::Office, Word::SettingsTabOffice),
                (Tab::Rules, Word::SettingsTabRules),
                (Tab::Plan, Word::SettingsTabPlan),
                (Tab::Years, Word::SettingsTabYears),
            ];
            let tabs = tabs
                .map(|(tab, word)| button::choice(words.get(word), self.tab == tab).on_press(Message::Tab(tab)).into());
            Row::with_children(tabs).spacing(theme::TIGHT).into()
        };
        page(desk, words.get(Word::SettingsTitle), tools, content)
    }

    /// From which day is counted, and each kind's own rule.
    fn rules_page<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let choice = |word, counting| {
            button::choice(words.get(word), self.counting == counting).on_press(Message::Counting(counting)).into()
        };
        let counting =
            [choice(Word::RulesCountingDay, Counting::PostingDay), choice(Word::RulesCountingNext, Counting::NextDay)];
        let caption = words.get(Word::RulesCounting);
        let counting = row![text(caption)].extend(counting).spacing(theme::INSIDE).align_y(Center).wrap();
        let floor = desk.rules.catalogue().village_floor_days;
        let floor = (self.level == Level::Village)
            .then(|| text(words.with(Word::RulesCountingVillage, &[("n", floor.into())])).size(theme::SMALL));
        let hint = text(words.get(Word::RulesCountingHint)).size(theme::SMALL).style(theme::quiet);
        let head = column![counting, hint].push(floor.map(|floor| floor.style(theme::quiet))).spacing(theme::TIGHT);
        column![head, self.rules.view(desk).map(Message::Rules)].spacing(theme::BETWEEN).into()
    }

    fn office_page<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let sections = column![
            section(words.get(Word::SettingsOffice), self.office(desk)),
            section(words.get(Word::SettingsPeople), column![self.people.view(desk).map(Message::People)]),
            section(words.get(Word::SettingsPrinters), column![self.printers.view(desk).map(Message::Printers)]),
            section(words.get(Word::SettingsWindow), window(desk)),
            section(words.get(Word::SettingsData), self.data(desk)),
        ];
        let sections = sections.spacing(theme::AROUND).max_width(720);
        // What stands last can be scrolled clear of a toast.
        let room = desk.toasts_above() + theme::CONTROL_HEIGHT;
        scrollable(sections.padding(iced::Padding::ZERO.right(theme::BETWEEN).bottom(room)))
            .style(theme::scroll)
            .width(Length::Fill)
            .height(Length::Fill)
            .into()
    }

    fn office<'a>(&'a self, desk: &'a Desk) -> Column<'a, Message> {
        let words = &desk.words;
        let name = field::input("", &self.name).id("office-name").on_input(Message::Name).on_submit(Message::Keep);
        let telephones =
            field::input("", &self.telephones).id("telephones").on_input(Message::Telephones).on_submit(Message::Keep);
        let level =
            |word, level| button::choice(words.get(word), self.level == level).on_press(Message::Level(level)).into();
        let levels = [level(Word::LevelTownship, Level::Township), level(Word::LevelVillage, Level::Village)];
        column![
            field::explained(words.get(Word::SettingsOfficeName), name, words.get(Word::SettingsOfficeHint), false),
            choices(words.get(Word::SettingsLevel), levels),
            field::explained(
                words.get(Word::SettingsTelephones),
                telephones,
                words.get(Word::SettingsTelephonesHint),
                false
            ),
            Element::from(self.seal.view(desk)).map(Message::Seal),
        ]
    }

    fn data<'a>(&'a self, desk: &'a Desk) -> Column<'a, Message> {
        let words = &desk.words;
        let folder = words.with(Word::SettingsFolder, &[("folder", desk.folder.display().to_string().into())]);
        let mut data = column![text(folder).style(theme::quiet)];
        if let Some(error) = &self.trouble {
            data = data.push(text(Trouble::of_store(error, words).line()).style(theme::due));
        }
        if self.samples > 0 {
            let told = text(words.with(Word::SettingsSample, &[("n", self.samples.into())])).width(Length::Fill);
            let clear = button::quiet(words.get(Word::SettingsSampleClear), "").on_press(Message::ClearSamples);
            data = data.push(row![told, clear].spacing(theme::BETWEEN).align_y(Center));
        }
        let told = if self.bin.is_empty() {
            words.get(Word::SettingsBinEmpty).to_owned()
        } else {
            words.with(Word::SettingsBin, &[("n", self.bin.len().into())])
        };
        data = data.push(text(told).style(theme::quiet));
        data.extend(self.bin.iter().take(BIN).map(|summary| {
            let title = if summary.title.is_empty() { words.get(Word::Untitled) } else { &summary.title };
            let back = button::quiet(words.get(Word::SettingsRestore), "").on_press(Message::Restore(summary.id));
            row![text(title).width(Length::Fill), back].spacing(theme::BETWEEN).align_y(Center).into()
        }))
    }
}

/// Reads what the settings show of the data.
pub fn read(desk: &Desk) -> Task<Message> {
    let today = desk.today;
    let reply = desk.store.run(move |store| {
        let bin = store.list(&Filter { removed: true, ..Filter::default() })?;
        let own_years = store.own_years()?.iter().map(|list| list.year).collect();
        let (samples, workers, plan) = (store.samples()?, store.workers()?, store.disclosure()?);
        let gone = store.gone_workers()?;
        let duties = store.duties_between(around(today, -AROUND), around(today, AROUND), today)?;
        let calibrations = store.calibrations()?;
        let seal = seal::of(&store.office()?);
        Ok(Held { bin, samples, workers, calibrations, gone, own_years, plan, duties, seal })
    });
    Task::perform(reply, |read| Message::Read(read.map_err(Arc::new)))
}

/// What a page of its own wants done.
fn of_room<M: Send + 'static>(action: RoomAction<M>, on_message: fn(M) -> Message) -> Action {
    match action {
        RoomAction::None => Action::None,
        RoomAction::Run(task) => Action::Run(task.map(on_message)),
        RoomAction::Write(write) => Action::Write(write),
    }
}

fn around(day: Date, days: i32) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}

fn prefer(preferences: Preferences) -> Action {
    Action::Write(Write::Preferences(preferences))
}

fn window(desk: &Desk) -> Column<'_, Message> {
    let words = &desk.words;
    let scale = desk.preferences.text_scale;
    let scales = SCALES.map(|percent| {
        button::choice(format!("{percent}%"), scale == percent).on_press(Message::Scale(percent)).into()
    });
    let language = |word, language| {
        let is_chosen = words.language() == language;
        button::choice(words.get(word), is_chosen).on_press(Message::Language(language)).into()
    };
    let dark = |word, dark| {
        button::choice(words.get(word), desk.preferences.dark == dark).on_press(Message::Dark(dark)).into()
    };
    let languages = [
        language(Word::SettingsLanguageChinese, Language::Chinese),
        language(Word::SettingsLanguageEnglish, Language::English),
    ];
    column![
        choices(words.get(Word::SettingsTextSize), scales),
        choices(words.get(Word::SettingsLanguage), languages),
        choices(words.get(Word::SettingsColours), [dark(Word::SettingsLight, false), dark(Word::SettingsDark, true)]),
    ]
}

fn choices<'a, const N: usize>(caption: &'a str, choices: [Element<'a, Message>; N]) -> Element<'a, Message> {
    field::labelled(caption, Row::with_children(choices).spacing(theme::TIGHT).wrap()).into()
}

fn section<'a>(title: &'a str, content: Column<'a, Message>) -> Element<'a, Message> {
    let content = content.spacing(theme::BETWEEN).width(Length::Fill);
    column![
        text(title).size(theme::PANE).font(theme::BOLD),
        container(content).padding(theme::BETWEEN).style(theme::pane)
    ]
    .spacing(theme::INSIDE)
    .into()
}
