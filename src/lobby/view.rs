//! What stands on the glass: the layouts around the stage, the idle page, black, 插播. All lengths are for a glass whose
//! shorter side has 1080 pixels and grow with it, so that it reads the same from three metres on every television.

mod alert;
mod compose;
mod fit;
mod idle;
mod list;
mod pin;
mod reading;
mod ticker;

use iced::widget::{Space, column, container, mouse_area, row, space, stack, text};
use iced::{Center, Color, Element, Fill, Length, Size, mouse};
use jiff::civil::Date;

use super::alarm::Alarm;
use super::artist::Room;
use super::cover::Cover;
use super::program::{Lobby, Message};
use super::stage::Stage;
use crate::domain::lobby::{Item, Layout, Outside, PageRef, Phase, Settings, Transition};
use crate::ui::theme;
use crate::ui::widget::ellipsis;
use crate::ui::words::Word;

/// The side that lengths are given for.
const SIDE: f32 = 1080.0;

const TICKER: f32 = 92.0;
const HEAD: f32 = 112.0;
/// The title of the page that stands, under it.
const CAPTION: f32 = 132.0;
const MARGIN: f32 = 32.0;
/// The list beside the page.
const LIST: f32 = 480.0;
/// The board, which is read by itself.
const BOARD: f32 = 820.0;

/// Text of the lists: the smallest on the glass.
const TEXT: f32 = 38.0;
const TITLE: f32 = 46.0;
const OFFICE: f32 = 54.0;
const CLOCK: f32 = 72.0;

/// The measures of one glass.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Measure {
    glass: Size,
    unit: f32,
}

impl Measure {
    fn of(glass: Size) -> Self {
        Self { glass, unit: (glass.width.min(glass.height) / SIDE).max(0.1) }
    }

    /// What is left over the bar of a reader.
    fn over_bar(self) -> Self {
        Self { glass: Size::new(self.glass.width, self.glass.height - self.px(reading::BAR)), ..self }
    }

    /// A length on this glass, on whole pixels.
    fn px(self, length: f32) -> f32 {
        (length * self.unit).round()
    }

    fn is_upright(self) -> bool {
        self.glass.height > self.glass.width
    }
}

/// What is really laid out: an upright glass has no room beside a page.
fn layout(settings: &Settings, measure: Measure) -> Layout {
    match settings.layout {
        Layout::SideList | Layout::ListBoard if measure.is_upright() => Layout::Portrait,
        Layout::Portrait if !measure.is_upright() => Layout::FullPage,
        other => other,
    }
}

/// How large the stage is.
fn stage(settings: &Settings, measure: Measure) -> Size {
    let Size { width, height } = measure.glass;
    let ticker = if settings.ticker { measure.px(TICKER) } else { 0.0 };
    let (head, caption, margin) = (measure.px(HEAD), measure.px(CAPTION), measure.px(MARGIN));
    match layout(settings, measure) {
        Layout::FullPage => Size::new(width, height - ticker),
        Layout::SideList => {
            Size::new(width - measure.px(LIST) - 3.0 * margin, height - head - caption - ticker - margin)
        }
        Layout::ListBoard => {
            Size::new(width - measure.px(BOARD) - 3.0 * margin, height - head - caption - ticker - margin)
        }
        Layout::Portrait => Size::new(width, height - head - caption - ticker),
        Layout::TwoPages => Size::new(width - 2.0 * margin, height - head - caption - ticker),
    }
}

/// The room one page is drawn for; while somebody reads, over the bar.
pub(super) fn room(settings: &Settings, glass: Size, is_reading: bool) -> Room {
    let measure = Measure::of(glass);
    room_in(settings, if is_reading { measure.over_bar() } else { measure })
}

fn room_in(settings: &Settings, measure: Measure) -> Room {
    let stage = stage(settings, measure);
    let two = settings.layout == Layout::TwoPages;
    let gap = if two { measure.px(MARGIN) } else { 0.0 };
    let cell = match (two, measure.is_upright()) {
        (false, _) => stage,
        (true, false) => Size::new((stage.width / 2.0).floor() - gap, stage.height),
        (true, true) => Size::new(stage.width, (stage.height / 2.0).floor() - gap),
    };
    Room {
        width: cell.width.max(1.0) as u32,
        height: cell.height.max(1.0) as u32,
        as_tape: settings.transition == Transition::SlowScroll && !two,
    }
}

pub(super) fn view(lobby: &Lobby) -> Element<'_, Message> {
    let measure = Measure::of(lobby.glass.size());
    let whole = match lobby.phase {
        Phase::Alert => alert::view(lobby, measure),
        Phase::Off if lobby.news.settings.outside != Outside::Idle => black(),
        Phase::Off | Phase::Idle | Phase::NoMonitor | Phase::Preparing => idle::view(lobby, measure),
        Phase::Playing => playing(lobby, measure),
        Phase::Reading => playing(lobby, measure.over_bar()),
    };
    let due = if lobby.phase == Phase::Playing { lobby.play.due() } else { None };
    let cover: Option<Element<'_, Message>> = match &lobby.cover {
        Cover::None => None,
        Cover::Pin(state) => Some(pin::view(lobby, state, state.purpose(), measure)),
        Cover::Compose(state) => Some(compose::view(lobby, state, measure)),
        Cover::Reading(state) if lobby.phase == Phase::Reading => Some(reading::view(lobby, state, measure)),
        Cover::Reading(_) => None,
    };
    let shows_pointer = cover.is_some();
    let glass = stack![whole, Alarm::new(due, Message::Due)].push(cover).width(Fill).height(Fill);
    if lobby.glass.is_windowed() || shows_pointer {
        return glass.into();
    }
    mouse_area(glass).interaction(mouse::Interaction::Hidden).into()
}

fn black<'a>() -> Element<'a, Message> {
    let style = |_: &iced::Theme| container::Style { background: Some(Color::BLACK.into()), ..Default::default() };
    container(space()).width(Fill).height(Fill).style(style).into()
}

fn playing(lobby: &Lobby, measure: Measure) -> Element<'_, Message> {
    let settings = &lobby.news.settings;
    let body: Element<'_, Message> = match layout(settings, measure) {
        Layout::FullPage => stage_of(lobby).into(),
        Layout::SideList => beside(lobby, measure, false),
        Layout::ListBoard => beside(lobby, measure, true),
        Layout::Portrait => upright(lobby, measure),
        Layout::TwoPages => two(lobby, measure),
    };
    let mut whole = column![container(body).width(Fill).height(Fill)];
    if settings.ticker {
        whole = whole.push(ticker::view(lobby, measure));
    }
    container(whole).width(Fill).height(measure.glass.height).style(theme::ground).into()
}

fn stage_of(lobby: &Lobby) -> Stage {
    let play = &lobby.play;
    let is_held = lobby.phase != Phase::Playing;
    Stage::new(play.scene().clone(), play.motion().clone(), play.since(), is_held)
}

/// The office, the day and the time across the top.
fn head(lobby: &Lobby, measure: Measure) -> Element<'_, Message> {
    let settings = &lobby.news.settings;
    let clock = &lobby.clock;
    let office = if settings.office_name { lobby.news.office.name.as_str() } else { "" };
    let mut day = column![].spacing(measure.px(2.0)).align_x(iced::Right);
    for said in [&clock.date, &clock.lunar].into_iter().filter(|said| !said.is_empty()) {
        let size = if clock.lunar.is_empty() { TEXT } else { 32.0 };
        day = day.push(text(said).size(measure.px(size)).style(theme::quiet).wrapping(text::Wrapping::None));
    }
    let mut line = row![ellipsis::line(office).size(measure.px(OFFICE)).font(theme::BOLD).style(theme::ink), day,];
    if !clock.time.is_empty() {
        line = line.push(text(&clock.time).size(measure.px(CLOCK)).font(theme::BOLD).wrapping(text::Wrapping::None));
    }
    line.spacing(measure.px(36.0)).align_y(Center).height(measure.px(HEAD)).padding([0.0, measure.px(MARGIN)]).into()
}

/// The stage as high as what stands on it, so that the caption follows the page; and that height.
fn fitted(lobby: &Lobby, measure: Measure) -> (Element<'_, Message>, f32) {
    let settings = &lobby.news.settings;
    let size = stage(settings, measure);
    let tallest = lobby.play.scene().pictures.iter().map(|picture| picture.height as f32).fold(0.0, f32::max);
    let rows = if settings.layout == Layout::TwoPages && measure.is_upright() { 2.0 } else { 1.0 };
    let tallest = tallest * rows + (rows - 1.0) * measure.px(MARGIN);
    let is_tape = room_in(settings, measure).as_tape;
    let height = if is_tape || tallest <= 0.0 { size.height } else { tallest.min(size.height) };
    (container(stage_of(lobby)).width(size.width).height(height).into(), height)
}

/// The page and a list beside it.
fn beside(lobby: &Lobby, measure: Measure, is_board: bool) -> Element<'_, Message> {
    let margin = measure.px(MARGIN);
    let size = stage(&lobby.news.settings, measure);
    let (page, _) = fitted(lobby, measure);
    let page = column![page, captions(lobby, measure).height(measure.px(CAPTION))].width(size.width);
    let room = size.height + measure.px(CAPTION) - margin;
    let list = if is_board { list::board(lobby, measure, room) } else { list::side(lobby, measure, room) };
    let list = container(list).width(measure.px(if is_board { BOARD } else { LIST })).height(Length::Fixed(room));
    let both = if is_board { row![list, page] } else { row![page, list] };
    column![head(lobby, measure), both.spacing(margin).padding([0.0, margin])].into()
}

/// One page on a glass that stands upright; under a page that lies across it, what else hangs.
fn upright(lobby: &Lobby, measure: Measure) -> Element<'_, Message> {
    let margin = measure.px(MARGIN);
    let (page, height) = fitted(lobby, measure);
    let caption = container(captions(lobby, measure)).height(measure.px(CAPTION)).padding([0.0, margin]);
    let mut column = column![head(lobby, measure), page, caption];
    let left = stage(&lobby.news.settings, measure).height - height - margin;
    if left > measure.px(4.0 * list::BOARD_ROW) {
        column = column.push(container(list::board(lobby, measure, left)).height(left).padding([0.0, margin]));
    }
    column.into()
}

/// Two pages side by side, each over its caption, in the middle of what the head leaves.
fn two(lobby: &Lobby, measure: Measure) -> Element<'_, Message> {
    let margin = measure.px(MARGIN);
    let (pages, _) = fitted(lobby, measure);
    let captions = container(captions(lobby, measure)).height(measure.px(CAPTION)).padding([0.0, margin / 2.0]);
    let pages = column![pages, captions].width(stage(&lobby.news.settings, measure).width);
    column![head(lobby, measure), container(pages).center(Fill)].into()
}

/// What stands: its title, which page of how many, how long it still hangs.
fn captions(lobby: &Lobby, measure: Measure) -> iced::widget::Row<'_, Message> {
    // Two pages of one notice have one caption.
    let notices = lobby.play.standing().chunk_by(|one, other| one.of == other.of);
    let captions = notices.filter_map(|pages| caption(lobby, measure, pages));
    row(captions).spacing(measure.px(MARGIN)).align_y(Center)
}

fn caption<'a>(lobby: &'a Lobby, measure: Measure, pages: &[PageRef]) -> Option<Element<'a, Message>> {
    let entry = lobby.news.entry(pages[0].of)?;
    let mut said = Vec::new();
    if entry.pages > 1 {
        let numbers: Vec<String> = pages.iter().map(|page| (page.page + 1).to_string()).collect();
        let values = [("n", numbers.join("、").into()), ("of", entry.pages.into())];
        said.push(lobby.words.with(Word::GlassPage, &values));
    }
    if matches!(pages[0].of, Item::Notice(_)) {
        said.push(days_left(lobby, entry.last).0);
    }
    let said = text(said.join(" · ")).size(measure.px(TEXT)).style(theme::quiet).wrapping(text::Wrapping::None);
    let title = ellipsis::title(entry.title).size(measure.px(TITLE)).font(theme::BOLD).style(theme::ink);
    Some(column![title, said].spacing(measure.px(4.0)).width(Fill).into())
}

/// 还剩 3 天, and whether that is soon.
fn days_left(lobby: &Lobby, last: Option<Date>) -> (String, bool) {
    let words = &lobby.words;
    let today = lobby.today();
    match last {
        None => (words.get(Word::GlassStanding).to_owned(), false),
        Some(last) => match (last - today).get_days() {
            0 => (words.get(Word::GlassLastDay).to_owned(), true),
            days => (words.with(Word::DaysLeft, &[("n", days.into())]), days <= 2),
        },
    }
}

/// A gap that gives way.
fn gap() -> Space {
    space().width(Fill).height(Fill)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_page_is_drawn_pixel_for_pixel_on_the_glass_it_was_made_for() {
        let settings = Settings::default();
        let whole = room(&settings, Size::new(1920.0, 1080.0), false);
        assert_eq!(whole, Room { width: 1920, height: 1080, as_tape: false });
        let scroll = Settings { transition: Transition::SlowScroll, ..settings };
        assert!(room(&scroll, Size::new(1920.0, 1080.0), false).as_tape);
        let read = room(&scroll, Size::new(1920.0, 1080.0), true);
        assert_eq!(read.height, 1080 - reading::BAR as u32, "the bar hides nothing of the page");
    }

    #[test]
    fn type_is_as_large_on_a_part_of_the_glass_as_on_the_whole() {
        let glass = Size::new(1920.0, 1080.0);
        for layout in [Layout::FullPage, Layout::SideList, Layout::ListBoard, Layout::TwoPages] {
            let room = room(&Settings { layout, ..Settings::default() }, glass, false);
            let (width, height) = layout.paper().size();
            let a_mm = (room.width as f32 / width).min(room.height as f32 / height);
            assert!((1.72..1.76).contains(&a_mm), "{layout:?}: {a_mm} pixels to a mm");
        }
        let settings = Settings { layout: Layout::Portrait, ..Settings::default() };
        let room = room(&settings, Size::new(1080.0, 1920.0), false);
        let (width, height) = Layout::Portrait.paper().size();
        let (a_mm, down) = (room.width as f32 / width, room.height as f32 / height);
        assert!((1.73..1.76).contains(&a_mm) && (a_mm..a_mm + 0.01).contains(&down), "upright the page fills its room");
    }

    #[test]
    fn beside_a_list_the_page_keeps_seven_tenths_of_the_width() {
        let side = Settings { layout: Layout::SideList, ..Settings::default() };
        let room = room(&side, Size::new(1920.0, 1080.0), false);
        assert!(room.width >= 1344 && room.height * 16 >= room.width * 8, "{room:?}");
    }

    #[test]
    fn on_an_upright_glass_the_list_goes_under_the_page() {
        let side = Settings { layout: Layout::SideList, ..Settings::default() };
        assert_eq!(room(&side, Size::new(1080.0, 1920.0), false).width, 1080);
        let measure = Measure::of(Size::new(1080.0, 1920.0));
        assert_eq!(layout(&side, measure), Layout::Portrait);
    }
}
