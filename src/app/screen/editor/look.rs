//! 版式: paper, theme, and what stands on each page.

use iced::widget::{Column, Row, column, container, row, scrollable, text};
use iced::{Center, Element, Length};

use super::{Message, State, Tab};
use crate::domain::election::candidates::{self, CandidateOrder};
use crate::domain::notice::{Content, Look, MoneyUnit, Paper, Theme};
use crate::domain::table::Class;
use crate::ui::theme;
use crate::ui::widget::{button, field};
use crate::ui::words::{Word, Words};

const UNDO_PLACE: u64 = 100;
/// A custom sheet in mm: from a card to A0 and a little more.
const SIDES: std::ops::RangeInclusive<f32> = 90.0..=1300.0;
const SIZES: [Option<f32>; 7] = [None, Some(9.0), Some(10.5), Some(12.0), Some(14.0), Some(16.0), Some(22.0)];

/// What was chosen beyond paper and theme.
#[derive(Debug, Clone, Copy)]
pub enum Change {
    Letter(bool),
    Seal(bool),
    Money(MoneyUnit),
    Capitals(bool),
}

/// What is typed for a sheet of one's own.
#[derive(Debug)]
pub(super) struct Measures {
    width: String,
    height: String,
    /// How the rows stand by their names; kept, since looking through 20,000 of them takes longer than a frame.
    standing: CandidateOrder,
}

impl Measures {
    pub(super) fn new(paper: Paper) -> Self {
        let (width, height) = paper.size();
        let standing = CandidateOrder::Listed;
        Self { width: format!("{width:.0}"), height: format!("{height:.0}"), standing }
    }

    pub(super) fn show(&mut self, paper: Paper) {
        *self = Self { standing: self.standing, ..Self::new(paper) };
    }

    fn paper(&self) -> Option<Paper> {
        let side = |typed: &str| typed.trim().parse().ok().filter(|side| SIDES.contains(side));
        Some(Paper::Custom { width: side(&self.width)?, height: side(&self.height)? })
    }
}

/// Something is on the page that a clean one leaves out.
pub(super) fn is_dressed(look: &Look) -> bool {
    look.theme != Theme::Plain || look.letter || look.seal
}

impl State {
    pub(super) fn look_chosen(&mut self, message: Message) {
        match message {
            Message::Paper(paper) => {
                self.look.show(paper);
                self.set_look(|look| look.paper = paper);
            }
            Message::CustomWidth(typed) => {
                self.look.width = typed;
                self.custom_typed();
            }
            Message::CustomHeight(typed) => {
                self.look.height = typed;
                self.custom_typed();
            }
            Message::Theme(theme) => self.set_look(|look| look.theme = theme),
            Message::PageSubtotals(on) => self.set_look(|look| look.page_subtotals = on),
            Message::RunningTotals(on) => self.set_look(|look| look.running_totals = on),
            Message::GroupHeadings(on) => self.set_look(|look| look.group_headings = on),
            Message::Front(on) => self.set_look(|look| look.front = on),
            Message::Look(change) => self.set_look(|look| match change {
                Change::Letter(on) => look.letter = on,
                Change::Seal(on) => look.seal = on,
                Change::Money(unit) => look.money = unit,
                Change::Capitals(on) => look.capitals = on,
            }),
            Message::TextSize(size) => self.set_look(|look| look.text_size = size),
            Message::NameGrid(on) => self.set_look(|look| look.name_grid = on),
            Message::NameOrder(order) => self.order_names(order),
            _ => {}
        }
    }

    /// The rows themselves are put in order: what is typed below them later stays where it is typed. Where the text tells
    /// the order, it tells this one.
    fn order_names(&mut self, order: CandidateOrder) {
        let rows = candidates::arranged(&self.content.table, order).map(super::Change::Table);
        let text = candidates::saying(&self.content.intro, order)
            .map(|intro| super::Change::Fields(Box::new(Content { intro, ..self.fields_only() })));
        let changes: Vec<super::Change> = rows.into_iter().chain(text).collect();
        if !changes.is_empty() {
            let inverse = self.apply(super::Change::All(changes));
            self.history.record(inverse);
        }
    }

    /// The order that the names stand in is told in 版式 only.
    pub(super) fn see_order(&mut self) {
        if self.tab == Tab::Look {
            self.look.standing = candidates::standing(&self.content.table);
        }
    }

    fn custom_typed(&mut self) {
        if let Some(paper) = self.look.paper() {
            self.set_look(|look| look.paper = paper);
        }
    }

    fn set_look(&mut self, set: impl FnOnce(&mut Look)) {
        self.change_fields(UNDO_PLACE, |content| set(&mut content.look));
        self.history.settle();
    }
}

pub(super) fn paper_word(paper: Paper) -> Word {
    match paper {
        Paper::A4 => Word::PaperA4,
        Paper::A4Across => Word::PaperA4Across,
        Paper::A3 => Word::PaperA3,
        Paper::A3Across => Word::PaperA3Across,
        Paper::Screen => Word::PaperScreen,
        Paper::ScreenPart { .. } => Word::PaperScreen,
        Paper::ScreenPortrait => Word::PaperScreenPortrait,
        Paper::Custom { .. } => Word::PaperCustom,
    }
}

pub(super) fn view<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let look = &state.content.look;
    let themes = [
        (Theme::Plain, Word::ThemePlain),
        (Theme::RedHead, Word::ThemeRedHead),
        (Theme::RedPaper, Word::ThemeRedPaper),
    ];
    let may = |message: Message| (!state.is_read_only()).then_some(message);
    let themes = themes.map(|(theme, word)| {
        button::choice(words.get(word), look.theme == theme).on_press_maybe(may(Message::Theme(theme))).into()
    });
    let check = |word: Word, on: bool, message: fn(bool) -> Message| {
        field::check(words.get(word), on).on_press_maybe(may(message(!on)))
    };
    let sizes = SIZES.map(|size| {
        let label = size.map_or_else(|| words.get(Word::SizeByPaper).to_owned(), |size| format!("{size} pt"));
        button::choice(label, look.text_size == size).on_press_maybe(may(Message::TextSize(size))).into()
    });
    let all = column![
        caption(words.get(Word::LookPaper)),
        papers(state, words),
        caption(words.get(Word::LookTheme)),
        Row::with_children(themes).spacing(theme::TIGHT),
        seal(state, words),
        caption(words.get(Word::LookList)),
        check(Word::LookPageSubtotals, look.page_subtotals, Message::PageSubtotals),
        check(Word::LookRunningTotals, look.running_totals, Message::RunningTotals),
        check(Word::LookGroupHeadings, look.group_headings, Message::GroupHeadings),
        check(Word::LookFront, look.front, Message::Front),
        caption(words.get(Word::LookMoney)),
        money(state, words),
        caption(words.get(Word::LookTextSize)),
        Row::with_children(sizes).spacing(theme::TIGHT).wrap(),
    ];
    let all = if state.content.table.column_of(Class::Name).is_some() { all.push(names(state, words)) } else { all };
    let all = container(all.spacing(theme::INSIDE + theme::TIGHT)).padding(theme::BETWEEN).width(Length::Fill);
    scrollable(all).style(theme::scroll).height(Length::Fill).into()
}

/// Whether names stand alone, and the order they stand in: a list of voters, of candidates, of anybody.
fn names<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let look = &state.content.look;
    let may = |message: Message| (!state.is_read_only()).then_some(message);
    let grid = field::check(words.get(Word::LookNameGrid), look.name_grid)
        .on_press_maybe(may(Message::NameGrid(!look.name_grid)));
    let orders = [
        (CandidateOrder::SurnameStrokes, Word::LookOrderStroke),
        (CandidateOrder::NameStrokes, Word::LookOrderStrokeName),
        (CandidateOrder::Pinyin, Word::LookOrderPinyin),
        (CandidateOrder::Votes, Word::LookOrderVotes),
    ];
    let standing = state.look.standing;
    let orders = orders.into_iter().filter(|(order, _)| candidates::applies(&state.content.table, *order));
    let choices = orders.map(|(order, word)| {
        let is_so = standing == order;
        button::choice(words.get(word), is_so).on_press_maybe(may(Message::NameOrder(order))).into()
    });
    let listed = standing == CandidateOrder::Listed;
    let as_it_is = button::choice(words.get(Word::LookOrderListed), listed)
        .on_press_maybe(may(Message::NameOrder(CandidateOrder::Listed)));
    let choices = Row::with_children(choices).push(as_it_is);
    column![
        caption(words.get(Word::LookNames)),
        grid,
        caption(words.get(Word::LookOrder)),
        choices.spacing(theme::TIGHT).wrap(),
    ]
    .spacing(theme::INSIDE + theme::TIGHT)
    .into()
}

fn caption(label: &str) -> Element<'_, Message> {
    text(label).size(theme::SMALL).style(theme::quiet).into()
}

fn papers<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let chosen = state.content.look.paper;
    let is_custom = matches!(chosen, Paper::Custom { .. });
    let (width, height) = chosen.size();
    let custom =
        if is_custom { chosen } else { Paper::Custom { width: width.min(1300.0), height: height.min(1300.0) } };
    let papers = [Paper::A4, Paper::A4Across, Paper::A3, Paper::A3Across, Paper::Screen, Paper::ScreenPortrait, custom];
    let papers = papers.map(|paper| {
        let is_chosen = if matches!(paper, Paper::Custom { .. }) { is_custom } else { paper == chosen };
        let message = (!state.is_read_only()).then_some(Message::Paper(paper));
        button::choice(words.get(paper_word(paper)), is_chosen).on_press_maybe(message).into()
    });
    let mut all = column![Row::with_children(papers).spacing(theme::TIGHT).wrap()].spacing(theme::INSIDE);
    if is_custom {
        let side = |typed: &str, on: fn(String) -> Message| {
            field::input("", typed).on_input_maybe((!state.is_read_only()).then_some(on)).width(110)
        };
        let sides = row![
            side(&state.look.width, Message::CustomWidth),
            text("×"),
            side(&state.look.height, Message::CustomHeight),
            text(words.get(Word::Millimetres)),
        ];
        all = all.push(sides.spacing(theme::INSIDE).align_y(Center));
        if state.look.paper().is_none() {
            all = all.push(text(words.get(Word::PaperWrong)).size(theme::SMALL).style(theme::due));
        }
    }
    all.into()
}

fn switch(label: &str, is_on: bool, change: Option<Change>) -> Element<'_, Message> {
    field::check(label, is_on).on_press_maybe(change.map(Message::Look)).into()
}

/// 信函格式 where there is no table, and the seal.
fn seal<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let look = &state.content.look;
    let may = |change: Change| (!state.is_read_only()).then_some(change);
    let is_letter_paper = look.paper == Paper::A4 && look.theme != Theme::RedPaper;
    let letter = (state.content.table.columns.is_empty() && is_letter_paper)
        .then(|| switch(words.get(Word::LookLetter), look.letter, may(Change::Letter(!look.letter))));
    let seal = switch(words.get(Word::LookSeal), look.seal, may(Change::Seal(!look.seal)));
    let none = (look.seal && state.office.seal.is_none())
        .then(|| text(words.get(Word::LookSealNone)).size(theme::SMALL).style(theme::due));
    Column::new().push(letter).push(seal).push(none).spacing(theme::TIGHT).into()
}

/// 元 and 万元, and the total in capitals.
fn money<'a>(state: &'a State, words: &'a Words) -> Element<'a, Message> {
    let look = &state.content.look;
    let may = |change: Change| (!state.is_read_only()).then_some(Message::Look(change));
    let units = [
        (MoneyUnit::AsTyped, Word::MoneyAsTyped),
        (MoneyUnit::Yuan, Word::MoneyYuan),
        (MoneyUnit::Wan, Word::MoneyWan),
    ];
    let units = units.map(|(unit, word)| {
        button::choice(words.get(word), look.money == unit).on_press_maybe(may(Change::Money(unit))).into()
    });
    let capitals = field::check(words.get(Word::LookCapitals), look.capitals)
        .on_press_maybe(may(Change::Capitals(!look.capitals)));
    column![Row::with_children(units).spacing(theme::TIGHT).wrap(), capitals].spacing(theme::TIGHT).into()
}
