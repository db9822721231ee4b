//! The pages of a record, drawn from the bytes that were kept, and its photographs.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::operation::{AbsoluteOffset, scroll_to};
use iced::widget::scrollable::{Direction, Scrollbar};
use iced::widget::{Row, column, container, image, row, scrollable, sensor, space, text};
use iced::{Center, Element, Length, Size, Task};

use crate::app::desk::Desk;
use crate::app::job::apart;
use crate::app::screen::suggested;
use crate::export::{self, Pixels, StoredPages};
use crate::store::{EditionId, EditionName, StoreError};
use crate::ui::theme;
use crate::ui::widget::{area, button, message};
use crate::ui::words::{Word, Words};

const PAGES: &str = "record-pages";
/// Between the page and the edge of its pane.
const GAP: f32 = 16.0;

/// Something of the record that can be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sight {
    pub name: String,
    pub source: Source,
}

/// Where its bytes lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    Edition(EditionId, EditionName),
    /// In the folder of files, by its SHA-256.
    File(String),
}

#[derive(Debug, Default)]
pub(super) struct Viewer {
    sights: Vec<Sight>,
    chosen: usize,
    page: usize,
    /// How many pages what is chosen has; 0: not known yet.
    pages: usize,
    shot: Shot,
    pane: Size,
    /// Pixels of the screen to one of the window.
    density: f32,
    /// How far the page is scrolled.
    offset: f32,
    /// Names the last picture asked for.
    question: u64,
    saved: Option<Result<PathBuf, ()>>,
}

#[derive(Debug, Default)]
enum Shot {
    #[default]
    Waiting,
    Drawn(image::Handle, Size),
    /// Nothing this program can draw.
    Foreign,
    Broken,
}

/// A page that was drawn, and how many there are.
#[derive(Debug, Clone)]
pub enum Picture {
    Page(Arc<Pixels>, usize),
    Foreign,
    Broken,
}

#[derive(Debug, Clone)]
pub enum Message {
    Pane(Size, f32),
    Choose(usize),
    Turn(isize),
    /// PageDown and PageUp: on through the page, then to the next one.
    Leaf(bool),
    Scrolled(f32),
    Drawn(u64, Picture),
    Save,
    Saved(Result<PathBuf, ()>),
}

impl Viewer {
    /// Shows these; the same ones stay as they are shown.
    pub(super) fn show(&mut self, sights: Vec<Sight>, desk: &Desk) -> Task<Message> {
        if sights == self.sights {
            return Task::none();
        }
        self.sights = sights;
        self.choose(0, desk)
    }

    pub(super) fn update(&mut self, message: Message, desk: &Desk) -> Task<Message> {
        match message {
            Message::Pane(pane, density) => {
                let is_wider = (pane.width, density) != (self.pane.width, self.density);
                (self.pane, self.density) = (pane, density);
                if is_wider { self.draw(desk) } else { Task::none() }
            }
            Message::Choose(at) => self.choose(at, desk),
            Message::Turn(by) => self.turn(by, desk),
            Message::Leaf(down) => self.leaf(down, desk),
            Message::Scrolled(offset) => {
                self.offset = offset;
                Task::none()
            }
            Message::Drawn(question, picture) => {
                if question == self.question {
                    self.take(picture);
                }
                Task::none()
            }
            Message::Save => self.save(desk),
            Message::Saved(saved) => {
                self.saved = Some(saved);
                Task::none()
            }
        }
    }

    fn choose(&mut self, at: usize, desk: &Desk) -> Task<Message> {
        (self.chosen, self.page, self.pages, self.shot) = (at, 0, 0, Shot::Waiting);
        self.saved = None;
        self.draw(desk)
    }

    /// To another page; past the last one to what stands next.
    fn turn(&mut self, by: isize, desk: &Desk) -> Task<Message> {
        let to = self.page.saturating_add_signed(by);
        if to == self.page || to >= self.pages {
            return Task::none();
        }
        self.page = to;
        Task::batch([self.scroll(0.0), self.draw(desk)])
    }

    fn leaf(&mut self, down: bool, desk: &Desk) -> Task<Message> {
        let height = match &self.shot {
            Shot::Drawn(_, size) => size.height / self.density.max(0.1) + 2.0 * GAP,
            _ => 0.0,
        };
        let (step, end) = (self.pane.height * 0.9, (height - self.pane.height).max(0.0));
        if down && self.offset < end - 1.0 {
            return self.scroll((self.offset + step).min(end));
        }
        if !down && self.offset > 1.0 {
            return self.scroll((self.offset - step).max(0.0));
        }
        self.turn(if down { 1 } else { -1 }, desk)
    }

    fn scroll(&mut self, offset: f32) -> Task<Message> {
        self.offset = offset;
        scroll_to(PAGES, AbsoluteOffset { x: None, y: Some(offset) })
    }

    fn take(&mut self, picture: Picture) {
        self.shot = match picture {
            Picture::Page(pixels, pages) => {
                self.pages = pages;
                let size = Size::new(pixels.width as f32, pixels.height as f32);
                Shot::Drawn(image::Handle::from_rgba(pixels.width, pixels.height, pixels.rgba.clone()), size)
            }
            Picture::Foreign => Shot::Foreign,
            Picture::Broken => Shot::Broken,
        };
    }

    /// Reads the bytes on the store's thread and draws them on one of its own.
    fn draw(&mut self, desk: &Desk) -> Task<Message> {
        let Some(sight) = self.sights.get(self.chosen) else { return Task::none() };
        if self.pane.width <= 0.0 {
            return Task::none();
        }
        self.question += 1;
        let (question, page) = (self.question, self.page);
        let width = ((self.pane.width - 2.0 * GAP - 12.0).max(120.0) * self.density.max(0.1)).round() as u32;
        let source = sight.source.clone();
        let bytes = desk.store.run(move |store| match source {
            Source::Edition(id, _) => store.edition_pdf(id),
            Source::File(sha256) => {
                let path = store.file(&sha256);
                std::fs::read(&path).map_err(|source| StoreError::File { path, operation: "read", source })
            }
        });
        let picture = async move {
            let Ok(bytes) = bytes.await else { return Picture::Broken };
            apart(move || drawn(bytes, page, width)).await.unwrap_or(Picture::Broken)
        };
        Task::perform(picture, move |picture| Message::Drawn(question, picture))
    }

    fn save(&self, desk: &Desk) -> Task<Message> {
        let Some(sight) = self.sights.get(self.chosen) else { return Task::none() };
        let (name, source) = (sight.name.clone(), sight.source.clone());
        let name = if matches!(source, Source::Edition(..)) { format!("{name}.pdf") } else { name };
        let bytes = desk.store.run(move |store| match source {
            Source::Edition(id, _) => store.edition_pdf(id),
            Source::File(sha256) => {
                let path = store.file(&sha256);
                std::fs::read(&path).map_err(|source| StoreError::File { path, operation: "read", source })
            }
        });
        // Where the clerk finds it, without a question: it is a copy.
        let path = free(PathBuf::from(suggested(&name, "")));
        let chosen = async move {
            let bytes = bytes.await.map_err(drop)?;
            apart(move || export::write(&path, &bytes).map(|()| path).map_err(drop)).await.unwrap_or(Err(()))
        };
        Task::perform(chosen, Message::Saved)
    }

    pub(super) fn view<'a>(&'a self, desk: &'a Desk) -> Element<'a, Message> {
        let words = &desk.words;
        let density = desk.density();
        let measured = move |size| Message::Pane(size, density);
        let pane = sensor(self.pane(words)).key(density.to_bits()).on_show(measured).on_resize(measured);
        let tabs = self.sights.iter().enumerate().map(|(at, sight)| {
            let name = match &sight.source {
                Source::Edition(_, EditionName::Wall) => words.get(Word::RecordPages),
                Source::Edition(_, EditionName::Screen) => words.get(Word::RecordScreen),
                Source::File(_) => &sight.name,
            };
            button::choice(short(name), self.chosen == at).on_press(Message::Choose(at)).into()
        });
        let tabs = scrollable(Row::with_children(tabs).spacing(theme::TIGHT))
            .direction(Direction::Horizontal(Scrollbar::hidden()))
            .width(Length::Fill);
        let bar = |content| container(content).padding([theme::TIGHT, theme::BETWEEN]).width(Length::Fill);
        column![
            bar(Element::from(tabs)).style(theme::sheet),
            container(Element::from(pane)).width(Length::Fill).height(Length::Fill),
            bar(self.bar(words)).style(theme::sheet),
        ]
        .into()
    }

    fn pane<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let said = |word: Word| container(text(words.get(word)).style(theme::quiet)).center(Length::Fill);
        let shown: Element<'a, Message> = match &self.shot {
            _ if self.sights.is_empty() => said(Word::RecordFilesNone).into(),
            Shot::Waiting => said(Word::RecordDrawing).into(),
            Shot::Foreign => {
                let save = button::quiet(words.get(Word::RecordSave), "").on_press(Message::Save).into();
                message::centred("", words.get(Word::RecordNoPicture), Some(save))
            }
            Shot::Broken => message::centred("", words.get(Word::RecordBroken), None),
            Shot::Drawn(picture, size) => {
                let density = self.density.max(0.1);
                let picture = image(picture.clone()).width(size.width / density).height(size.height / density);
                let page = container(picture).center_x(Length::Fill).padding(GAP);
                let pane = scrollable(page).id(PAGES).style(theme::scroll).width(Length::Fill).height(Length::Fill);
                area(pane.on_scroll(|view| Message::Scrolled(view.absolute_offset().y))).into()
            }
        };
        container(shown).width(Length::Fill).height(Length::Fill).style(theme::ground).into()
    }

    fn bar<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let of = words.with(
            Word::RecordPage,
            &[("page", (self.page + 1).to_string().into()), ("pages", self.pages.max(1).to_string().into())],
        );
        let can_save = !self.sights.is_empty();
        let turn = |label, by: isize, can: bool| button::bare(label).on_press_maybe(can.then_some(Message::Turn(by)));
        let told = match &self.saved {
            Some(Ok(path)) => words.with(Word::RecordSaved, &[("path", path.display().to_string().into())]),
            Some(Err(())) => words.get(Word::ExportFailed).to_owned(),
            None => String::new(),
        };
        row![
            turn("‹", -1, self.page > 0),
            text(of).size(theme::SMALL),
            turn("›", 1, self.page + 1 < self.pages),
            space().width(Length::Fill),
            text(told).size(theme::SMALL).style(theme::quiet),
            button::bare(words.get(Word::RecordSave)).on_press_maybe(can_save.then_some(Message::Save)),
        ]
        .spacing(theme::INSIDE)
        .align_y(Center)
        .into()
    }
}

/// A name that leaves room for others.
fn short(name: &str) -> String {
    const MOST: usize = 14;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    name.chars().take(MOST - 1).chain(['…']).collect()
}

/// The path itself, or one beside it that nothing lies at.
fn free(path: PathBuf) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let others = (2..1000).map(|n| path.with_file_name(format!("{stem} ({n}){ending}")));
    std::iter::once(path.clone()).chain(others).find(|path| !path.exists()).unwrap_or(path)
}

/// A page of a PDF, or a photograph: by what the bytes are, not by what the name says.
fn drawn(bytes: Vec<u8>, page: usize, width: u32) -> Picture {
    if bytes.starts_with(b"%PDF") {
        let drawn = StoredPages::open(bytes).and_then(|pages| Ok((pages.draw(page, width)?, pages.count())));
        return match drawn {
            Ok((pixels, count)) => Picture::Page(Arc::new(pixels), count),
            Err(error) => {
                tracing::warn!(%error, "a page of a record cannot be drawn");
                Picture::Broken
            }
        };
    }
    export::upright(&bytes, width).map_or(Picture::Foreign, |pixels| Picture::Page(Arc::new(pixels), 1))
}
