//! The office's own pictures: which sets are on the screen, and a new one.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::{Column, Row, column, container, row, text};
use iced::{Center, Element, Length, Task};

use super::{Message as Outer, numbers_of, section};
use crate::app::desk::Desk;
use crate::app::screen::editor::blocks::is_picture;
use crate::archive::{self, ArchiveError, PictureFile, Pictures};
use crate::domain::lobby::{PictureSet, PictureSetId};
use crate::export;
use crate::store::{Store, StoreError};
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::{button, date, ellipsis, field};
use crate::ui::words::Word;

/// The field a file's place is typed into.
pub const PATH: &str = "lobby-picture";
/// A set that is being made.
#[derive(Debug)]
pub struct Form {
    title: String,
    by: String,
    last: date::Picker,
    seconds: u32,
    /// As typed, until it is taken.
    path: String,
    /// Files, and what stands under each.
    files: Vec<(PathBuf, String)>,
    is_working: bool,
    trouble: Option<Trouble>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Title(String),
    By(String),
    Last(date::Message),
    Seconds(u32),
    Path(String),
    Take,
    Browse,
    Files(Vec<PathBuf>),
    Caption(usize, String),
    Drop(usize),
    Go,
    Added(Result<PictureSetId, Arc<ArchiveError>>),
    Remove(PictureSetId),
    Removed(Result<bool, Arc<StoreError>>),
}

/// What comes of it.
#[derive(Debug)]
pub enum Action {
    None,
    Run(Task<Message>),
    /// Something else takes part in the loop.
    Changed,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            title: String::new(),
            by: String::new(),
            last: date::Picker::new(None),
            seconds: 10,
            path: String::new(),
            files: Vec::new(),
            is_working: false,
            trouble: None,
        }
    }
}

impl Form {
    pub fn update(&mut self, message: Message, desk: &Desk) -> Action {
        match message {
            Message::Title(title) => self.title = title,
            Message::By(by) => self.by = by,
            Message::Last(message) => drop(self.last.update(message, desk.today)),
            Message::Seconds(seconds) => self.seconds = seconds,
            Message::Path(path) => self.path = path,
            Message::Take => self.take_typed(),
            Message::Browse => return browse(),
            Message::Files(files) => self.take(files),
            Message::Caption(at, caption) => self.write_under(at, caption),
            Message::Drop(at) => drop(self.files.remove(at)),
            Message::Go => return self.go(desk),
            Message::Added(added) => return self.added(added, desk),
            Message::Remove(set) => return self.remove(set, desk),
            Message::Removed(removed) => return self.removed(removed, desk),
        }
        Action::None
    }

    /// Pictures chosen or dropped; what by its name is none is passed over.
    pub fn take(&mut self, files: Vec<PathBuf>) {
        let pictures = files.into_iter().filter(|file| is_picture(file));
        self.files.extend(pictures.map(|file| (file, String::new())));
        self.files.truncate(PictureSet::MOST);
    }

    fn take_typed(&mut self) {
        let path = std::mem::take(&mut self.path);
        let path = path.trim().trim_matches('"');
        if !path.is_empty() {
            self.files.push((path.into(), String::new()));
        }
    }

    fn write_under(&mut self, at: usize, caption: String) {
        if let Some((_, under)) = self.files.get_mut(at) {
            *under = caption;
        }
    }

    fn is_ready(&self) -> bool {
        let is_said = !self.title.trim().is_empty() && !self.by.trim().is_empty();
        is_said && !self.files.is_empty() && !self.is_working && !self.last.is_wrong()
    }

    /// On a thread of its own, over the file itself: decoding takes its time, and the window's store has other work.
    fn go(&mut self, desk: &Desk) -> Action {
        if !self.is_ready() {
            return Action::None;
        }
        (self.is_working, self.trouble) = (true, None);
        let files = self.files.clone();
        let (title, by, last, seconds) = (self.title.clone(), self.by.clone(), self.last.date(), self.seconds);
        let db = desk.folder.join("gongshi.db");
        let work = move || {
            let files = files.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
            let mut store = Store::open_beside(&db)?;
            archive::add_pictures(&mut store, Pictures { title, last, seconds, by, files })
        };
        let (tell, told) = iced::futures::channel::oneshot::channel();
        let started = std::thread::Builder::new().name("pictures".into()).spawn(move || {
            if tell.send(work().map_err(Arc::new)).is_err() {
                tracing::debug!("the screen that asked is gone");
            }
        });
        if let Err(error) = started {
            tracing::error!(%error, "no thread for the pictures");
            self.is_working = false;
            return Action::None;
        }
        let stopped = || Err(Arc::new(ArchiveError::Cancelled));
        Action::Run(Task::perform(told, move |added| Message::Added(added.unwrap_or_else(|_| stopped()))))
    }

    fn added(&mut self, added: Result<PictureSetId, Arc<ArchiveError>>, desk: &Desk) -> Action {
        self.is_working = false;
        match added {
            Ok(_) => {
                *self = Self { by: std::mem::take(&mut self.by), ..Self::default() };
                Action::Changed
            }
            Err(error) => {
                tracing::warn!(%error, "pictures were not put on the screen");
                self.trouble = Some(Trouble::of_archive(&error, &desk.words));
                Action::None
            }
        }
    }

    /// Who takes it off is named as who adds is; where nobody is, the log has the account.
    fn remove(&self, set: PictureSetId, desk: &Desk) -> Action {
        let by = self.by.trim().to_owned();
        let removed = desk.store.run(move |store| store.remove_pictures(set, &by));
        Action::Run(Task::perform(removed, |removed| Message::Removed(removed.map_err(Arc::new))))
    }

    fn removed(&mut self, removed: Result<bool, Arc<StoreError>>, desk: &Desk) -> Action {
        match removed {
            Ok(_) => Action::Changed,
            Err(error) => {
                self.trouble = Some(Trouble::of_store(&error, &desk.words));
                Action::None
            }
        }
    }
}

fn read((path, caption): (PathBuf, String)) -> Result<PictureFile, ArchiveError> {
    let name = path.display().to_string();
    match export::picture_file(&path) {
        Ok(bytes) => Ok(PictureFile { name, caption, bytes }),
        Err(error) => Err(ArchiveError::Picture(name, error)),
    }
}

fn browse() -> Action {
    let dialog = rfd::AsyncFileDialog::new().add_filter("JPEG, PNG, WebP", &["jpg", "jpeg", "png", "webp"]);
    Action::Run(Task::perform(dialog.pick_files(), |files| {
        Message::Files(files.unwrap_or_default().into_iter().map(|file| file.path().to_owned()).collect())
    }))
}

pub(super) fn view<'a>(form: &'a Form, desk: &'a Desk) -> Element<'a, Outer> {
    let words = &desk.words;
    let sets = &desk.lobby.held.pictures;
    let shown: Column<'a, Message> = if sets.is_empty() {
        column![text(words.get(Word::PicturesEmpty)).style(theme::quiet)]
    } else {
        Column::with_children(sets.iter().map(|set| line(set, desk)))
    };
    let mut fresh = column![text(words.get(Word::PicturesWhy)).size(theme::SMALL).style(theme::quiet)];
    fresh = fresh.push(files(form, desk)).push(facts(form, desk));
    if let Some(trouble) = &form.trouble {
        fresh = fresh.push(text(trouble.line()).style(theme::due));
    }
    let word = if form.is_working { Word::PicturesWorking } else { Word::PicturesGo };
    fresh = fresh.push(button::quiet(words.get(word), "").on_press_maybe(form.is_ready().then_some(Message::Go)));
    let all = column![
        section(words.get(Word::PicturesOn), shown).map(Outer::Pictures),
        section(words.get(Word::PicturesNew), fresh).map(Outer::Pictures),
    ];
    all.spacing(theme::AROUND).max_width(880).into()
}

/// A set on the screen, and the way off it.
fn line<'a>(set: &'a PictureSet, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let until = match set.last {
        Some(last) if last < desk.today => words.get(Word::PicturesOver).to_owned(),
        Some(last) => words.with(Word::PicturesUntil, &[("day", date::spoken(last, words).into())]),
        None => words.get(Word::PicturesStanding).to_owned(),
    };
    let values = [("n", set.pages().into()), ("seconds", set.seconds.into()), ("by", set.by.as_str().into())];
    let said = format!("{} · {until}", words.with(Word::PicturesLine, &values));
    let told = column![
        ellipsis::line(set.title.as_str()).font(theme::BOLD),
        text(said).size(theme::SMALL).style(theme::quiet)
    ];
    let off = button::quiet(words.get(Word::PicturesRemove), "").on_press(Message::Remove(set.id));
    row![told.width(Length::Fill), off].spacing(theme::BETWEEN).align_y(Center).into()
}

/// The files in their order, and the way to more.
fn files<'a>(form: &'a Form, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let chosen = form.files.iter().enumerate().map(|(at, (file, caption))| {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let under = field::input(words.get(Word::PicturesCaption), caption);
        row![
            container(ellipsis::title(format!("{}. {name}", at + 1))).width(Length::FillPortion(2)),
            under.on_input(move |caption| Message::Caption(at, caption)).width(Length::FillPortion(3)),
            button::quiet(words.get(Word::PicturesDrop), "").on_press(Message::Drop(at)),
        ]
        .spacing(theme::INSIDE)
        .align_y(Center)
        .into()
    });
    let path = field::input(words.get(Word::PicturesPathHint), &form.path).id(PATH);
    let more = row![
        path.on_input(Message::Path).on_submit(Message::Take),
        button::quiet(words.get(Word::PicturesBrowse), "").on_press(Message::Browse),
    ];
    Column::with_children(chosen).push(more.spacing(theme::INSIDE)).spacing(theme::INSIDE).into()
}

fn facts<'a>(form: &'a Form, desk: &'a Desk) -> Element<'a, Message> {
    let words = &desk.words;
    let title = field::input(words.get(Word::PicturesTitleHint), &form.title).on_input(Message::Title);
    let by = field::input("", &form.by).on_input(Message::By);
    let told = |seconds: u32| words.with(Word::LobbySeconds, &[("n", seconds.into())]);
    let seconds = numbers_of(&[5, 10, 15, 30], form.seconds, told, Message::Seconds);
    let seconds = Row::with_children(seconds).spacing(theme::TIGHT).wrap();
    let last = form.last.view("lobby-pictures-last", words, desk.today).map(Message::Last);
    column![
        field::labelled(words.get(Word::PicturesTitle), title),
        field::labelled(words.get(Word::PicturesBy), by),
        field::labelled(words.get(Word::PicturesSeconds), seconds),
        field::labelled(words.get(Word::PicturesLast), last),
    ]
    .spacing(theme::BETWEEN)
    .into()
}
