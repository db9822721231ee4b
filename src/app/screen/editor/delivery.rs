//! 导出: what, how fine, and where to.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::operation::{focus, select_all};
use iced::widget::{Row, column, container, row, space, text};
use iced::{Center, Element, Length, Task};

use super::press::{ExportError, Format};
use super::{Action, Message as Told, State};
use crate::app::screen::suggested;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::reach::at_once;
use crate::ui::widget::{button, field, modal};
use crate::ui::words::{Word, Words};

/// The sheet that asks; open while it is `Some`.
#[derive(Debug)]
pub(super) struct Delivery {
    what: What,
    dpi: u16,
    /// 净版
    clean: bool,
    path: String,
    outcome: Outcome,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Pdf,
    Png,
    Pngs,
    Xlsx,
}

#[derive(Debug)]
enum Outcome {
    None,
    NoPath,
    Working,
    Done(PathBuf),
    Failed(Arc<ExportError>),
}

#[derive(Debug, Clone)]
pub enum Message {
    What(What),
    Dpi(u16),
    Clean(bool),
    Path(String),
    Browse,
    Browsed(Option<PathBuf>),
    Go,
    Close,
}

const DPIS: [u16; 3] = [96, 150, 300];
pub(super) const PATH: &str = "editor-delivery-path";

impl What {
    fn ending(self) -> &'static str {
        match self {
            Self::Pdf => ".pdf",
            Self::Png => ".png",
            Self::Pngs => "",
            Self::Xlsx => ".xlsx",
        }
    }
}

impl State {
    /// Where it goes is the one thing to type: the place has the focus and is typed over.
    pub(super) fn ask_delivery(&mut self) -> Action {
        self.printing = None;
        let path = suggested(&self.content.title, What::Pdf.ending());
        self.delivery = Some(Delivery { what: What::Pdf, dpi: 150, clean: false, path, outcome: Outcome::None });
        Action::Run(Task::batch([focus(PATH), select_all(PATH)]))
    }

    pub(super) fn delivery_asked(&mut self, message: Message) -> Action {
        let Some(delivery) = &mut self.delivery else { return Action::None };
        match message {
            Message::What(what) => delivery.choose(what),
            Message::Dpi(dpi) => delivery.dpi = dpi,
            Message::Clean(clean) => delivery.clean = clean,
            Message::Path(path) => delivery.path = path,
            Message::Browse => return Action::Run(delivery.browse()),
            Message::Browsed(path) => {
                if let Some(path) = path {
                    delivery.path = path.to_string_lossy().into_owned();
                }
            }
            Message::Go => self.deliver(),
            Message::Close => self.delivery = None,
        }
        Action::None
    }

    fn deliver(&mut self) {
        let Some(delivery) = &mut self.delivery else { return };
        if delivery.path.trim().is_empty() {
            delivery.outcome = Outcome::NoPath;
            return;
        }
        delivery.outcome = Outcome::Working;
        let format = match delivery.what {
            What::Pdf => Format::Pdf,
            What::Png => Format::Png { page: self.preview.current(), dpi: delivery.dpi },
            What::Pngs => Format::Pngs { dpi: delivery.dpi },
            What::Xlsx => Format::Xlsx,
        };
        self.press.deliver(PathBuf::from(delivery.path.trim()), format, delivery.clean);
    }

    pub(super) fn delivered(&mut self, outcome: Result<PathBuf, Arc<ExportError>>) {
        let Some(delivery) = &mut self.delivery else { return };
        delivery.outcome = match outcome {
            Ok(path) => Outcome::Done(path),
            Err(error) => {
                tracing::error!(%error, "an export failed");
                Outcome::Failed(error)
            }
        };
    }
}

impl Delivery {
    fn choose(&mut self, what: What) {
        let bare = self.path.strip_suffix(self.what.ending()).unwrap_or(&self.path);
        self.path = format!("{bare}{}", what.ending());
        self.what = what;
        self.outcome = Outcome::None;
    }

    fn browse(&self) -> Task<Told> {
        let path = PathBuf::from(&self.path);
        let mut dialog = rfd::AsyncFileDialog::new();
        if let Some(folder) = path.parent() {
            dialog = dialog.set_directory(folder);
        }
        if let Some(name) = path.file_name() {
            dialog = dialog.set_file_name(name.to_string_lossy());
        }
        Task::perform(dialog.save_file(), |file| {
            Told::Delivery(Message::Browsed(file.map(|file| file.path().to_owned())))
        })
    }
}

/// `is_dressed`: there is a red head, a seal or red paper to be left out.
pub(super) fn over<'a>(
    base: Element<'a, Told>,
    delivery: &'a Delivery,
    is_dressed: bool,
    words: &'a Words,
) -> Element<'a, Told> {
    let kinds = [
        (What::Pdf, Word::DeliverPdf),
        (What::Png, Word::DeliverPng),
        (What::Pngs, Word::DeliverPngs),
        (What::Xlsx, Word::DeliverXlsx),
    ];
    let kinds = kinds.map(|(what, word)| {
        button::choice(words.get(word), delivery.what == what).on_press(Told::Delivery(Message::What(what))).into()
    });
    let mut sheet = column![
        text(words.get(Word::DeliverTitle)).size(theme::PANE).font(theme::BOLD),
        Row::with_children(kinds).spacing(theme::TIGHT).wrap(),
    ]
    .spacing(theme::BETWEEN);
    if matches!(delivery.what, What::Png | What::Pngs) {
        let dpis = DPIS.map(|dpi| {
            let label = words.with(Word::DeliverDpiOf, &[("n", dpi.into())]);
            button::choice(label, delivery.dpi == dpi).on_press(Told::Delivery(Message::Dpi(dpi))).into()
        });
        sheet =
            sheet.push(field::labelled(words.get(Word::DeliverDpi), Row::with_children(dpis).spacing(theme::TIGHT)));
    }
    if is_dressed && delivery.what != What::Xlsx {
        let clean = field::check(words.get(Word::DeliverClean), delivery.clean);
        sheet = sheet.push(clean.on_press(Told::Delivery(Message::Clean(!delivery.clean))));
    }
    let path = field::input(words.get(Word::DeliverPathHint), &delivery.path)
        .id(PATH)
        .on_input(|path| Told::Delivery(Message::Path(path)))
        .on_submit(Told::Delivery(Message::Go));
    let browse = button::quiet(words.get(Word::DeliverBrowse), "").on_press(Told::Delivery(Message::Browse));
    sheet =
        sheet.push(field::labelled(words.get(Word::DeliverPath), row![at_once(path), browse].spacing(theme::INSIDE)));
    if let Some((told, style)) = told(&delivery.outcome, words) {
        sheet = sheet.push(text(told).size(theme::BODY).style(style));
    }
    let go = button::primary(words.get(Word::DeliverGo), "Enter").on_press(Told::Delivery(Message::Go));
    let close = button::quiet(words.get(Word::Close), "Esc").on_press(Told::Delivery(Message::Close));
    sheet = sheet.push(row![space().width(Length::Fill), close, go].spacing(theme::INSIDE).align_y(Center));
    let sheet = container(sheet).padding(theme::AROUND).max_width(640).style(theme::raised);
    modal::panel(base, sheet, Told::Delivery(Message::Close))
}

type Style = fn(&iced::Theme) -> text::Style;

fn told(outcome: &Outcome, words: &Words) -> Option<(String, Style)> {
    match outcome {
        Outcome::None => None,
        Outcome::NoPath => Some((words.get(Word::DeliverPathEmpty).to_owned(), theme::due)),
        Outcome::Working => Some((words.get(Word::DeliverWorking).to_owned(), theme::quiet)),
        Outcome::Failed(error) => Some((Trouble::of_export(error, words).line(), theme::due)),
        Outcome::Done(path) => {
            let path = path.to_string_lossy().into_owned();
            Some((words.with(Word::DeliverDone, &[("path", path.into())]), theme::fine))
        }
    }
}
