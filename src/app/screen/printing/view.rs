//! The print sheet as it is seen: what is chosen at the left, what comes of it at the right.

use iced::widget::{Column, Row, column, container, image, row, scrollable, text};
use iced::{Center, Element, Length};

use super::facts::{Line, paper_name, progress};
use super::{COPIES, Message, Pieces, Printers, Printing, Size};
use crate::app::desk::Desk;
use crate::app::print::Print;
use crate::export::printing::{Printer, Sides};
use crate::ui::theme;
use crate::ui::widget::choose::choose;
use crate::ui::widget::reach::at_once;
use crate::ui::widget::{area, button, field, modal};
use crate::ui::words::{Word, Words};

/// The picture's room.
const PICTURE: f32 = 300.0;
const TRAY: f32 = 184.0;
const WIDE: f32 = 920.0;
/// The lines of the sheet at their most, the poster's among them.
const HIGH: f32 = 720.0;

/// Something with a name, for a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named<T> {
    what: T,
    name: String,
}

impl<T> std::fmt::Display for Named<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

pub(in crate::app) fn over<'a, Told: Clone + 'a>(
    base: Element<'a, Told>,
    sheet: &'a Printing,
    desk: &'a Desk,
    on_message: fn(Message) -> Told,
) -> Element<'a, Told> {
    let words = &desk.words;
    let is_narrow = desk.is_large_text();
    let form = form(sheet, words);
    let result = result(sheet, is_narrow, words);
    let body: Element<'a, Message> = if is_narrow {
        column![form, result].spacing(theme::BETWEEN).into()
    } else {
        row![form.width(Length::Fill), container(result).width(PICTURE)].spacing(theme::AROUND).into()
    };
    let body = container(body).padding(iced::Padding::ZERO.right(theme::BETWEEN));
    let print = sheet.sent.and_then(|id| desk.prints.get(id));
    // With large text the form needs the room: the button says what the sheet is for.
    let title = (!is_narrow).then(|| text(words.get(Word::PrintingTitle)).size(theme::PANE).font(theme::BOLD));
    let whole = Column::new().push(title).push(scrollable(body).style(theme::scroll).height(Length::Fill));
    // However far the sheet is scrolled, what is to be looked at first stands above the button that prints.
    let size = if is_narrow { theme::SMALL } else { theme::BODY };
    let warning = |(told, style): Line| -> Element<'a, Message> { text(told).size(size).style(style).into() };
    let warnings: Vec<Element<'a, Message>> = sheet.warnings(words).into_iter().map(warning).collect();
    let warnings = (!warnings.is_empty()).then(|| Column::with_children(warnings).spacing(theme::TIGHT));
    let whole =
        whole.push(warnings).push(print.map(|print| state(print, words))).push(answers(sheet, print, is_narrow, words));
    let whole: Element<'a, Message> = whole.spacing(theme::BETWEEN).into();
    let padding = if is_narrow { theme::BETWEEN } else { theme::AROUND };
    let whole = container(whole.map(on_message)).padding(padding).max_width(WIDE).max_height(HIGH);
    modal::panel(base, whole.style(theme::raised), on_message(Message::Close))
}

fn form<'a>(sheet: &'a Printing, words: &'a Words) -> Column<'a, Message> {
    let mut form = column![printer(sheet, words)].spacing(theme::BETWEEN);
    form = form.push(row![copies(sheet, words), pages(sheet, words)].spacing(theme::BETWEEN));
    form = form.push(size(sheet, words)).push(onto(sheet, words));
    form.push(row![].push(tray(sheet, words)).push(sides(sheet, words)).spacing(theme::BETWEEN))
}

fn printer<'a>(sheet: &'a Printing, words: &'a Words) -> Element<'a, Message> {
    let refresh = button::quiet(words.get(Word::PrintingRefresh), "").on_press(Message::Refresh);
    let menu: Option<Element<'a, Message>> = match &sheet.printers {
        Printers::Found(found) if !found.is_empty() => {
            let named = |printer: &Printer| Named { what: printer.name.clone(), name: name(printer, words) };
            let options: Vec<_> = found.iter().map(named).collect();
            let chosen = sheet.chosen().map(named);
            let menu = choose(options, chosen, theme::BODY, Length::Fill, |named| Message::Printer(named.what));
            Some(menu.into())
        }
        _ => None,
    };
    let told = |(told, style): Line| text(told).size(theme::SMALL).style(style).width(Length::Fill).into();
    let lines = Column::with_children(sheet.printer_told(words).into_iter().map(told)).spacing(theme::TIGHT);
    match menu {
        Some(menu) => {
            let line = row![container(menu).width(Length::Fill), refresh].spacing(theme::INSIDE).align_y(Center);
            field::labelled(words.get(Word::PrintingPrinter), line).push(lines).into()
        }
        None => {
            let line = row![lines.width(Length::Fill), refresh].spacing(theme::INSIDE).align_y(Center);
            field::labelled(words.get(Word::PrintingPrinter), line).into()
        }
    }
}

/// 办公室打印机（默认）
pub(in crate::app::screen) fn name(printer: &Printer, words: &Words) -> String {
    if printer.default {
        words.with(Word::PrintingDefault, &[("name", printer.about.as_str().into())])
    } else {
        printer.about.clone()
    }
}

fn copies<'a>(sheet: &'a Printing, words: &'a Words) -> Element<'a, Message> {
    let input = field::input("", &sheet.copies).id(COPIES).on_input(Message::Copies).on_submit(Message::Go);
    container(field::labelled(words.get(Word::PrintingCopies), at_once(input))).width(96).into()
}

fn pages<'a>(sheet: &'a Printing, words: &'a Words) -> Element<'a, Message> {
    let input = field::input(words.get(Word::PrintingPagesHint), &sheet.pages);
    let input = input.on_input(Message::Pages).on_submit(Message::Go);
    field::labelled(words.get(Word::PrintingPages), input).into()
}

fn size<'a>(sheet: &'a Printing, words: &'a Words) -> Element<'a, Message> {
    if sheet.is_paper {
        let size = sheet.given.map(|size| paper_name(size, words)).unwrap_or_default();
        return field::labelled(words.get(Word::PrintingSize), text(size)).into();
    }
    if let Some(size) = sheet.given {
        let told = words.with(Word::PrintingAsPosted, &[("paper", paper_name(size, words).into())]);
        return field::labelled(words.get(Word::PrintingSize), text(told)).into();
    }
    let named = |size: Size| match size {
        Size::Custom => words.get(Word::PaperCustom).to_owned(),
        size => format!("{size:?}"),
    };
    let sizes =
        Size::ALL.map(|size| button::choice(named(size), sheet.size == size).on_press(Message::Size(size)).into());
    let mut all =
        field::labelled(words.get(Word::PrintingSize), Row::with_children(sizes).spacing(theme::TIGHT).wrap());
    if sheet.size == Size::Custom {
        let side = |typed: &str, on: fn(String) -> Message| field::input("", typed).on_input(on).width(96);
        let sides = row![
            side(&sheet.width, Message::Width),
            text("×"),
            side(&sheet.height, Message::Height),
            text(words.get(Word::Millimetres)),
        ];
        all = all.push(area(sides.spacing(theme::INSIDE).align_y(Center)));
    } else {
        let way = |word: Word, across: bool| {
            button::choice(words.get(word), sheet.across == across).on_press(Message::Across(across))
        };
        let ways = row![way(Word::PrintingUpright, false), way(Word::PrintingAcross, true)];
        all = all.push(ways.spacing(theme::TIGHT));
    }
    all.into()
}

fn onto<'a>(sheet: &'a Printing, words: &'a Words) -> Element<'a, Message> {
    let word = |pieces: Pieces| match pieces {
        Pieces::Whole => Word::PrintingWhole,
        Pieces::Pairs => Word::PrintingPairs,
        Pieces::A4 => Word::PrintingTilesA4,
        Pieces::A3 => Word::PrintingTilesA3,
    };
    let choices = sheet.choices().into_iter().map(|pieces| {
        button::choice(words.get(word(pieces)), sheet.onto == pieces).on_press(Message::Onto(pieces)).into()
    });
    let choices = Row::with_children(choices).spacing(theme::TIGHT).wrap();
    let mut all = field::labelled(words.get(Word::PrintingOnto), choices);
    if sheet.tiles().is_some() {
        let margin = field::input("", &sheet.margin).on_input(Message::Margin).width(72);
        let guide = field::check(words.get(Word::PrintingGuide), sheet.guide).on_press(Message::Guide(!sheet.guide));
        let line =
            row![text(words.get(Word::PrintingMargin)), area(margin), text(words.get(Word::Millimetres)), guide,];
        all = all.push(line.spacing(theme::INSIDE).align_y(Center).wrap());
    }
    let clean =
        sheet.clean.map(|clean| field::check(words.get(Word::DeliverClean), clean).on_press(Message::Clean(!clean)));
    all.push(clean).into()
}

/// The trays a printer names; with one there is nothing to choose.
fn tray<'a>(sheet: &'a Printing, words: &'a Words) -> Option<Element<'a, Message>> {
    let trays = sheet.chosen().map(|printer| printer.trays.as_slice()).unwrap_or_default();
    if trays.len() < 2 {
        return None;
    }
    let automatic = Named { what: None, name: words.get(Word::PrintingTrayAuto).to_owned() };
    let own = trays.iter().filter(|tray| *tray != "auto");
    let own = own.map(|tray| Named { what: Some(tray.clone()), name: tray_name(tray, words) });
    let options: Vec<_> = std::iter::once(automatic).chain(own).collect();
    let chosen = options.iter().find(|named| named.what == sheet.tray).cloned();
    let menu = choose(options, chosen, theme::BODY, Length::Fill, |named| Message::Tray(named.what));
    Some(container(field::labelled(words.get(Word::PrintingTray), menu)).width(TRAY).into())
}

/// PWG 5101.1 names trays in English; a driver's own names stay.
fn tray_name(tray: &str, words: &Words) -> String {
    let number = tray.strip_prefix("tray-").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    match (tray, number) {
        ("main", _) => words.get(Word::PrintingTrayMain).to_owned(),
        ("manual" | "by-pass-tray", _) => words.get(Word::PrintingTrayManual).to_owned(),
        (_, Some(number)) => words.with(Word::PrintingTrayNumber, &[("n", number.into())]),
        _ => tray.to_owned(),
    }
}

fn sides<'a>(sheet: &'a Printing, words: &'a Words) -> Option<Element<'a, Message>> {
    // A poster's sheets are pasted: there is nothing behind them.
    if sheet.tiles().is_some() || !sheet.chosen().is_some_and(|printer| printer.duplex) {
        return None;
    }
    let sides = [
        (Sides::One, Word::PrintingOneSide),
        (Sides::LongEdge, Word::PrintingLongEdge),
        (Sides::ShortEdge, Word::PrintingShortEdge),
    ];
    let sides = sides.map(|(sides, word)| {
        button::choice(words.get(word), sheet.sides == sides).on_press(Message::Sides(sides)).into()
    });
    let row = Row::with_children(sides).spacing(theme::TIGHT).wrap();
    Some(field::labelled(words.get(Word::PrintingSides), row).into())
}

/// The picture, and how much paper it takes.
fn result<'a>(sheet: &'a Printing, is_narrow: bool, words: &'a Words) -> Element<'a, Message> {
    let laid = sheet.laid.as_ref();
    let picture = laid.and_then(|laid| {
        let picture = laid.picture.as_ref()?;
        // White paper on a white sheet: its edge is drawn.
        let (width, height) = if laid.tiles.is_some() { laid.page } else { laid.sheet };
        let scale = PICTURE / width.max(height) as f32;
        let picture = image(picture).width(width as f32 * scale).height(height as f32 * scale);
        Some(container(container(picture).padding(1).style(theme::frame)).center_x(Length::Fill))
    });
    let is_waiting = sheet.is_stale && sheet.page().is_some() && sheet.failed.is_none();
    let waiting = is_waiting.then(|| text(words.get(Word::EditorSetting)).style(theme::quiet));
    let takes = sheet.takes(words).map(|takes| text(takes).font(theme::BOLD));
    let becomes = sheet.becomes(words).map(text);
    let scale = takes.is_some().then(|| text(words.get(Word::PrintingTrueSize)).size(theme::SMALL).style(theme::quiet));
    let mut all = Column::new().spacing(theme::INSIDE).width(Length::Fill);
    if !is_narrow {
        all = all.push(picture);
        all = all.push(waiting).push(takes).push(becomes).push(scale);
    } else {
        // With large text the numbers come first: the picture is for those who scroll.
        all = all.push(waiting).push(takes).push(becomes).push(scale).push(picture);
    }
    all.into()
}

fn state<'a>(print: &'a Print, words: &'a Words) -> Element<'a, Message> {
    let lines = progress(print, words).into_iter().map(|(told, style)| text(told).style(style).into());
    let mut line = row![Column::with_children(lines).spacing(theme::TIGHT).width(Length::Fill)];
    if !print.is_over() {
        line = line.push(button::quiet(words.get(Word::PrintingCancel), "").on_press(Message::Cancel));
    }
    let again = button::quiet(words.get(Word::PrintingAgain), "").on_press(Message::Again);
    let line = line.push(again).spacing(theme::INSIDE).align_y(Center);
    container(line).padding([theme::INSIDE, theme::INSIDE + theme::TIGHT]).width(Length::Fill).style(theme::band).into()
}

fn answers<'a>(
    sheet: &'a Printing,
    print: Option<&'a Print>,
    is_narrow: bool,
    words: &'a Words,
) -> Element<'a, Message> {
    // What waits for somebody may be printed elsewhere meanwhile.
    let is_free = |print: &Print| print.is_over() || !print.faults().is_empty();
    let can = sheet.can_go() && print.is_none_or(is_free);
    let keys = |keys| if is_narrow { "" } else { keys };
    let working = sheet.is_writing.then(|| text(words.get(Word::PrintingWriting)).style(theme::quiet));
    let save = button::quiet(words.get(Word::PrintingSave), keys("Ctrl+E")).on_press(Message::Save);
    let answers = row![].push((!sheet.is_paper).then_some(save));
    // However far the sheet is scrolled, how much paper it takes stands beside the button that takes it.
    let takes = sheet.takes(words).filter(|_| is_narrow).unwrap_or_default();
    let answers = answers.push(text(takes).size(theme::SMALL).width(Length::Fill)).push(working);
    let answers = answers.push(button::quiet(words.get(Word::Close), keys("Esc")).on_press(Message::Close));
    let go = button::primary(words.get(Word::PrintingGo), keys("Enter")).on_press_maybe(can.then_some(Message::Go));
    answers.push(go).spacing(theme::INSIDE).align_y(Center).into()
}
