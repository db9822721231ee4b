//! 张贴图: where the plan of the walls is saved to, open over the picture.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::operation::{focus, select_all};
use iced::widget::{column, container, row, space, text};
use iced::{Center, Element, Length, Task};

use super::{Action, Message as Told, State as Screen};
use crate::app::desk::Desk;
use crate::app::screen::printing::{Draft, Source};
use crate::app::screen::suggested;
use crate::archive::{self, ArchiveError, Asked};
use crate::export;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::reach::at_once;
use crate::ui::widget::{button, field, modal};
use crate::ui::words::{Word, Words};

const PATH: &str = "board-plan-path";

#[derive(Debug)]
pub struct State {
    path: String,
    outcome: Outcome,
}

#[derive(Debug)]
enum Outcome {
    None,
    NoPath,
    Working,
    Done(PathBuf),
    Failed(Arc<ArchiveError>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Open,
    Path(String),
    Browse,
    Browsed(Option<PathBuf>),
    Print,
    Go,
    Written(Result<PathBuf, Arc<ArchiveError>>),
    Close,
}

type Style = fn(&iced::Theme) -> text::Style;

impl Screen {
    pub(super) fn on_plan(&mut self, message: Message, desk: &Desk) -> Action {
        if let Message::Open = message {
            if self.boards().is_empty() {
                return Action::None;
            }
            let path = suggested(desk.words.get(Word::BoardPlan), ".pdf");
            self.plan = Some(State { path, outcome: Outcome::None });
            return Action::Run(Task::batch([focus(PATH), select_all(PATH)]));
        }
        let Some(plan) = &mut self.plan else { return Action::None };
        match message {
            Message::Path(path) => plan.path = path,
            Message::Browse => return Action::Run(browse(&plan.path)),
            Message::Browsed(Some(path)) => plan.path = path.to_string_lossy().into_owned(),
            Message::Print => {
                let title = desk.words.get(Word::BoardPlan).to_owned();
                return Action::Print(Source::Paper { draft: Box::new(Draft::Asked(Asked::Board)), title });
            }
            Message::Go => return plan.go(desk),
            Message::Written(written) => plan.outcome = written.map_or_else(Outcome::Failed, Outcome::Done),
            Message::Close => self.plan = None,
            Message::Open | Message::Browsed(None) => {}
        }
        Action::None
    }
}

impl State {
    fn go(&mut self, desk: &Desk) -> Action {
        let path = PathBuf::from(self.path.trim());
        if path.as_os_str().is_empty() {
            self.outcome = Outcome::NoPath;
            return Action::None;
        }
        self.outcome = Outcome::Working;
        let write = move |store: &mut crate::store::Store| {
            let paper = archive::draft(store, Asked::Board)?;
            let (pdf, _) = archive::paper_pdf(store, paper)?;
            export::write(&path, &pdf)?;
            Ok::<_, ArchiveError>(path)
        };
        let written = desk.store.run(move |store| Ok(write(store)));
        Action::Run(Task::perform(written, |written| {
            let written = written.unwrap_or_else(|error| Err(error.into()));
            Told::Plan(Message::Written(written.map_err(Arc::new)))
        }))
    }

    pub(super) fn over<'a>(&'a self, base: Element<'a, Told>, words: &'a Words) -> Element<'a, Told> {
        let told = |message| Told::Plan(message);
        let path = field::input(words.get(Word::DeliverPathHint), &self.path).id(PATH);
        let path = path.on_input(move |path| told(Message::Path(path))).on_submit(told(Message::Go));
        let browse = button::quiet(words.get(Word::DeliverBrowse), "").on_press(told(Message::Browse));
        let path = field::labelled(words.get(Word::DeliverPath), row![at_once(path), browse].spacing(theme::INSIDE));
        let outcome = self.told(words).map(|(told, style)| text(told).style(style));
        let go = button::primary(words.get(Word::DeliverGo), "Enter").on_press(told(Message::Go));
        let close = button::quiet(words.get(Word::Close), "Esc").on_press(told(Message::Close));
        let print = button::quiet(words.get(Word::PaperPrint), "Ctrl+P").on_press(told(Message::Print));
        let sheet = column![
            text(words.get(Word::BoardPlan)).size(theme::PANE).font(theme::BOLD),
            text(words.get(Word::BoardPlanWhy)).style(theme::quiet),
            path,
        ];
        let sheet = sheet
            .push(outcome)
            .push(row![space().width(Length::Fill), close, print, go].spacing(theme::INSIDE).align_y(Center))
            .spacing(theme::BETWEEN);
        let sheet = container(sheet).padding(theme::AROUND).max_width(640).style(theme::raised);
        modal::panel(base, sheet, told(Message::Close))
    }

    fn told(&self, words: &Words) -> Option<(String, Style)> {
        match &self.outcome {
            Outcome::None => None,
            Outcome::NoPath => Some((words.get(Word::DeliverPathEmpty).to_owned(), theme::due)),
            Outcome::Working => Some((words.get(Word::DeliverWorking).to_owned(), theme::quiet)),
            Outcome::Failed(error) => Some((Trouble::of_archive(error, words).line(), theme::due)),
            Outcome::Done(path) => {
                let path = path.to_string_lossy().into_owned();
                Some((words.with(Word::DeliverDone, &[("path", path.into())]), theme::fine))
            }
        }
    }
}

fn browse(path: &str) -> Task<Told> {
    let path = PathBuf::from(path);
    let mut dialog = rfd::AsyncFileDialog::new();
    if let Some(folder) = path.parent() {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = path.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    Task::perform(dialog.save_file(), |file| Told::Plan(Message::Browsed(file.map(|file| file.path().to_owned()))))
}
