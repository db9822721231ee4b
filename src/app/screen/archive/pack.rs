//! The inspection package: which years and kinds, a folder or one file, and where.

use std::path::PathBuf;

use iced::widget::{Column, Row, column, container, row, scrollable, space, text};
use iced::{Center, Element, Length, Task};

use super::list_view::job_line;
use super::{Held, Told};
use crate::app::desk::Desk;
use crate::app::screen::suggested;
use crate::archive::Choice;
use crate::domain::kind::KindId;
use crate::ui::theme;
use crate::ui::widget::{area, button, field};
use crate::ui::words::Word;

/// Three kinds beside each other.
const KIND: f32 = 216.0;

pub(super) const PATH: &str = "pack-path";

#[derive(Debug)]
pub(super) struct State {
    years: Vec<i16>,
    kinds: Vec<KindId>,
    path: String,
    told: Option<Told>,
    trouble: Option<Word>,
}

#[derive(Debug, Clone)]
pub enum Message {
    /// Chosen, or chosen no longer.
    Year(i16),
    Kind(KindId),
    Zip(bool),
    Path(String),
    Browse,
    Browsed(Option<PathBuf>),
    Go,
    Stop,
    Close,
}

pub(super) enum Action {
    None,
    Run(Task<Message>),
    Go(Choice, PathBuf),
    Stop,
}

impl State {
    pub(super) fn new(desk: &Desk) -> Self {
        let name = format!("{} {}", desk.words.get(Word::ArchivePackName), desk.today);
        Self { years: Vec::new(), kinds: Vec::new(), path: suggested(&name, ""), told: None, trouble: None }
    }

    pub(super) fn update(&mut self, message: Message) -> Action {
        self.trouble = None;
        match message {
            Message::Year(year) => toggle(&mut self.years, year),
            Message::Kind(kind) => toggle(&mut self.kinds, kind),
            Message::Zip(is_zip) => self.end_with_zip(is_zip),
            Message::Path(path) => self.path = path,
            Message::Browse => return Action::Run(self.browse()),
            Message::Browsed(Some(folder)) => {
                let name = PathBuf::from(&self.path).file_name().map(PathBuf::from).unwrap_or_default();
                self.path = folder.join(name).to_string_lossy().into_owned();
            }
            Message::Browsed(None) | Message::Close => {}
            Message::Go => return self.go(),
            Message::Stop => return Action::Stop,
        }
        Action::None
    }

    fn is_zip(&self) -> bool {
        self.path.trim().to_ascii_lowercase().ends_with(".zip")
    }

    fn end_with_zip(&mut self, is_zip: bool) {
        match (self.is_zip(), is_zip) {
            (false, true) => self.path = format!("{}.zip", self.path.trim()),
            (true, false) => {
                let path = self.path.trim();
                self.path = path[..path.len() - 4].to_owned();
            }
            _ => {}
        }
    }

    fn go(&mut self) -> Action {
        self.told = None;
        let path = self.path.trim();
        if path.is_empty() {
            self.trouble = Some(Word::DeliverPathEmpty);
            return Action::None;
        }
        let choice = Choice { years: self.years.clone(), kinds: self.kinds.clone(), ..Choice::default() };
        Action::Go(choice, PathBuf::from(path))
    }

    fn browse(&self) -> Task<Message> {
        let mut dialog = rfd::AsyncFileDialog::new();
        if let Some(folder) = PathBuf::from(&self.path).parent() {
            dialog = dialog.set_directory(folder);
        }
        Task::perform(dialog.pick_folder(), |folder| Message::Browsed(folder.map(|folder| folder.path().to_owned())))
    }

    pub(super) fn ended(&mut self, told: Told) {
        self.told = Some(told);
    }

    pub(super) fn view<'a>(&'a self, held: &'a Held, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let years = held.years.iter().map(|year| {
            let label = words.with(Word::ArchiveYear, &[("year", year.to_string().into())]);
            field::check(label, self.years.contains(year)).on_press(Message::Year(*year)).into()
        });
        let kinds = held.kinds.iter().map(|(id, name)| {
            let check = field::check(name.as_str(), self.kinds.contains(id)).on_press(Message::Kind(id.clone()));
            container(check).width(KIND).clip(true).into()
        });
        let caption = |word| text(words.get(word)).size(theme::SMALL).style(theme::quiet);
        let chosen = column![
            caption(Word::ArchivePackYears),
            Row::with_children(years).spacing(theme::BETWEEN).wrap(),
            caption(Word::ArchivePackKinds),
            Row::with_children(kinds).spacing(theme::BETWEEN).wrap(),
        ];
        let chosen = chosen.spacing(theme::INSIDE).width(Length::Fill);
        let form = row![
            button::choice(words.get(Word::ArchivePackFolder), !self.is_zip()).on_press(Message::Zip(false)),
            button::choice(words.get(Word::ArchivePackZip), self.is_zip()).on_press(Message::Zip(true)),
        ];
        let path = field::input(words.get(Word::DeliverPathHint), &self.path).id(PATH);
        let path = path.on_input(Message::Path).on_submit(Message::Go);
        let browse = button::quiet(words.get(Word::DeliverBrowse), "").on_press(Message::Browse);
        let path = row![area(path), browse].spacing(theme::INSIDE);
        let trouble = self.trouble.map(|word| text(words.get(word)).style(theme::due));
        let can_go = desk.job.is_none();
        let head = column![
            text(words.get(Word::ArchivePack)).size(theme::PANE).font(theme::BOLD),
            text(words.get(Word::ArchivePackWhy)).size(theme::SMALL).style(theme::quiet),
        ];
        let path = field::labelled(words.get(Word::ArchivePackWhere), path);
        let (head, form) = (head.spacing(theme::BETWEEN), form.spacing(theme::TIGHT));
        let scrolled = |content| scrollable(content).style(theme::scroll).height(Length::Fill);
        // With large text all but the buttons is scrolled, where it is written to first.
        let upper = if desk.is_large_text() {
            let all = column![head, path, form, chosen].spacing(theme::BETWEEN);
            column![scrolled(all.padding(iced::Padding::ZERO.right(theme::BETWEEN)))]
        } else {
            column![head, scrolled(chosen), form, path].spacing(theme::BETWEEN)
        };
        Column::new()
            .push(upper.height(Length::Fill))
            .push(trouble)
            .push(job_line(self.told.as_ref(), desk, Message::Stop))
            .push(
                row![
                    space().width(Length::Fill),
                    button::quiet(words.get(Word::Close), "Esc").on_press(Message::Close),
                    button::primary(words.get(Word::ArchivePackGo), "Ctrl+Enter")
                        .on_press_maybe(can_go.then_some(Message::Go)),
                ]
                .spacing(theme::INSIDE)
                .align_y(Center),
            )
            .spacing(theme::BETWEEN)
            .into()
    }
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|known| *known == value) {
        Some(at) => drop(list.remove(at)),
        None => list.push(value),
    }
}
