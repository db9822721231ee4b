//! 版式: paper, theme, and what stands on each page.

use iced::widget::{Row, column, container, row, scrollable, text};
use iced::{Center, Element, Length};

use super::{Message, State};
use crate::domain::notice::{Look, Paper, Theme};
use crate::ui::theme;
use crate::ui::widget::{button, field};
use crate::ui::words::{Word, Words};

const UNDO_PLACE: u64 = 100;
/// A custom sheet in mm: from a card to A0 and a little more.
const SIDES: std::ops::RangeInclusive<f32> = 90.0..=1300.0;
const SIZES: [Option<f32>; 7] = [None, Some(9.0), Some(10.5), Some(12.0), Some(14.0), Some(16.0), Some(22.0)];

/// What is typed for a sheet of one's own.
#[derive(Debug)]
pub(super) struct Measures {
    width: String,
    height: String,
}

impl Measures {
    pub(super) fn new(paper: Paper) -> Self {
        let (width, height) = paper.size();
        Self { width: format!("{width:.0}"), height: format!("{height:.0}") }
    }

    pub(super) fn show(&mut self, paper: Paper) {
        *self = Self::new(paper);
    }

    fn paper(&self) -> Option<Paper> {
        let side = |typed: &str| typed.trim().parse().ok().filter(|side| SIDES.contains(side));
        Some(Paper::Custom { width: side(&self.width)?, height: side(&self.height)? })
    }
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
            Message::TextSize(size) => self.set_look(|look| look.text_size = size),
            _ => {}
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
        caption(words.get(Word::LookList)),
        check(Word::LookPageSubtotals, look.page_subtotals, Message::PageSubtotals),
        check(Word::LookRunningTotals, look.running_totals, Message::RunningTotals),
        check(Word::LookGroupHeadings, look.group_headings, Message::GroupHeadings),
        caption(words.get(Word::LookTextSize)),
        Row::with_children(sizes).spacing(theme::TIGHT).wrap(),
    ];
    let all = container(all.spacing(theme::INSIDE + theme::TIGHT)).padding(theme::BETWEEN).width(Length::Fill);
    scrollable(all).style(theme::scroll).height(Length::Fill).into()
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
