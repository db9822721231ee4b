//! A paper of the office, open over a screen: every value and paragraph may be changed before it becomes a PDF.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iced::widget::{Column, container, responsive, row, scrollable, space, text, text_editor};
use iced::{Center, Element, Length, Task};

use super::printing::{Draft, Source};
use super::suggested;
use crate::archive::{self, ArchiveError, Asked};
use crate::domain::gate;
use crate::domain::office::Office;
use crate::domain::paperwork::{Block, Form, Paperwork};
use crate::export;
use crate::store::Store;
use crate::ui::error::Trouble;
use crate::ui::theme;
use crate::ui::widget::{area, button, field, modal};
use crate::ui::words::{Word, Words};

/// Where the keyboard stands: the paper is mostly right as it is.
pub(super) const PATH: &str = "paper-path";

/// Below this height of the sheet its fields need all of it.
const SHORT: f32 = 420.0;

/// Below this width the buttons leave their keys unsaid.
const NARROW: f32 = 560.0;

/// Wide enough for every caption of the papers.
const CAPTION: f32 = 112.0;

#[derive(Debug)]
pub(super) struct Writing {
    name: Word,
    office: Office,
    paper: Paperwork,
    /// What it is called at the printer.
    title: String,
    /// Of the paper's paragraphs, by block.
    texts: Vec<Option<text_editor::Content>>,
    path: String,
    outcome: Outcome,
}

#[derive(Debug)]
enum Outcome {
    None,
    NoPath,
    Copied,
    Working,
    Done(PathBuf),
    Failed(Arc<ArchiveError>),
}

#[derive(Debug, Clone)]
pub enum Message {
    /// Block, field, what is typed.
    Field(usize, usize, String),
    Text(usize, text_editor::Action),
    Path(String),
    Browse,
    Browsed(Option<PathBuf>),
    /// What is to be read aloud goes to wherever it is needed.
    Copy,
    Print,
    Go,
    Close,
}

/// What the screen has to do about it.
pub(super) enum Action {
    None,
    Run(Task<Message>),
    Write(Box<Paperwork>, PathBuf),
    Print(Source),
    Close,
}

/// The paper's name, in the window and on the file.
pub(super) fn names(asked: Asked) -> (Word, String) {
    let (word, form) = match asked {
        Asked::Approval(_) => (Word::PaperApproval, Form::Approval),
        Asked::Certificate(_) => (Word::PaperCertificate, Form::Certificate),
        Asked::Outcome(_) => (Word::PaperOutcome, Form::Outcome),
        Asked::Reply(..) => (Word::PaperReply, Form::Reply),
        Asked::Register(_) => (Word::PaperRegister, Form::Register),
        Asked::Handover => (Word::PaperHandover, Form::Handover),
        Asked::Month(..) => (Word::PaperMonth, Form::Month),
        Asked::Board => (Word::BoardPlan, Form::Board),
        Asked::Broadcast(_) => (Word::PaperBroadcast, Form::Broadcast),
        Asked::Today(_) => (Word::PaperToday, Form::Today),
    };
    let name = match asked {
        Asked::Reply(_, number) => format!("{} {number}", form.name()),
        _ => form.name().to_owned(),
    };
    (word, name)
}

/// The paper as a file at the path (as plain text where that ends in .txt, else as a PDF), on the store's thread.
///
/// # Errors
/// A page that cannot be made, a file that cannot be written.
pub(super) fn save(store: &mut Store, paper: Paperwork, path: &Path) -> archive::Result<()> {
    let is_text = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    let bytes =
        if is_text { archive::paper_text(store, paper)?.into_bytes() } else { archive::paper_pdf(store, paper)?.0 };
    Ok(export::write(path, &bytes)?)
}

type Style = fn(&iced::Theme) -> text::Style;

impl Writing {
    /// The paper that was asked for of a notice with that title.
    pub(super) fn new(asked: Asked, paper: Paperwork, title: &str, office: Office) -> Self {
        let (name, file) = names(asked);
        let texts = paper.blocks.iter().map(|block| match block {
            Block::Text(text) => Some(text_editor::Content::with_text(text)),
            _ => None,
        });
        let texts = texts.collect();
        let ending = if matches!(asked, Asked::Broadcast(_)) { ".txt" } else { ".pdf" };
        let title = format!("{file} {title}").trim().to_owned();
        let path = suggested(&title, ending);
        Self { name, office, texts, paper, title, path, outcome: Outcome::None }
    }

    pub(super) fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Field(block, at, value) => {
                if let Some(Block::Fields(fields)) = self.paper.blocks.get_mut(block) {
                    fields[at].value = value;
                }
                self.outcome = Outcome::None;
            }
            Message::Text(block, action) => self.edit(block, action),
            Message::Path(path) => self.path = path,
            Message::Browse => return Action::Run(self.browse()),
            Message::Browsed(Some(path)) => self.path = path.to_string_lossy().into_owned(),
            Message::Browsed(None) => {}
            Message::Copy => {
                self.outcome = Outcome::Copied;
                return Action::Run(iced::clipboard::write(self.read_aloud()));
            }
            Message::Print => return Action::Print(self.source()),
            Message::Go => return self.go(),
            Message::Close => return Action::Close,
        }
        Action::None
    }

    fn edit(&mut self, block: usize, action: text_editor::Action) {
        let Some(Some(content)) = self.texts.get_mut(block) else { return };
        content.perform(action);
        if let Some(Block::Text(text)) = self.paper.blocks.get_mut(block) {
            *text = field::typed(content);
        }
        self.outcome = Outcome::None;
    }

    fn go(&mut self) -> Action {
        let path = self.path.trim();
        if path.is_empty() {
            self.outcome = Outcome::NoPath;
            return Action::None;
        }
        let path = PathBuf::from(path);
        self.outcome = Outcome::Working;
        Action::Write(Box::new(self.paper.clone()), path)
    }

    /// The paper with what was typed into it.
    fn source(&self) -> Source {
        Source::Paper { draft: Box::new(Draft::Written(self.paper.clone())), title: self.title.clone() }
    }

    /// What was typed since passes the gate too.
    fn read_aloud(&self) -> String {
        let text = |block: &Block| if let Block::Text(text) = block { Some(text.clone()) } else { None };
        let typed = self.paper.blocks.iter().filter_map(text).collect::<Vec<_>>().join("\n");
        let public = typed.lines().map(|line| gate::text(line, &self.office).0.as_str().to_owned());
        public.collect::<Vec<_>>().join("\n")
    }

    fn browse(&self) -> Task<Message> {
        let path = PathBuf::from(&self.path);
        let mut dialog = rfd::AsyncFileDialog::new();
        if let Some(folder) = path.parent() {
            dialog = dialog.set_directory(folder);
        }
        if let Some(name) = path.file_name() {
            dialog = dialog.set_file_name(name.to_string_lossy());
        }
        Task::perform(dialog.save_file(), |file| Message::Browsed(file.map(|file| file.path().to_owned())))
    }

    /// The paper lies at `path`, or could not be written.
    pub(super) fn written(&mut self, outcome: Result<PathBuf, Arc<ArchiveError>>) {
        self.outcome = outcome.map_or_else(Outcome::Failed, Outcome::Done);
    }

    pub(super) fn over<'a, Told: Clone + 'a>(
        &'a self,
        base: Element<'a, Told>,
        words: &'a Words,
        on_message: fn(Message) -> Told,
    ) -> Element<'a, Told> {
        let sheet = responsive(move |size| self.sheet(words, size.height < SHORT, size.width < NARROW));
        let sheet = container(sheet).padding(theme::AROUND).max_width(760).max_height(720).style(theme::raised);
        modal::panel(base, Element::from(sheet).map(on_message), on_message(Message::Close))
    }

    /// In a short window all but the buttons is scrolled.
    fn sheet<'a>(&'a self, words: &'a Words, is_short: bool, is_narrow: bool) -> Element<'a, Message> {
        let blocks = self.paper.blocks.iter().enumerate().filter_map(|(at, block)| self.block(at, block));
        let path = field::input(words.get(Word::DeliverPathHint), &self.path).id(PATH);
        let path = path.on_input(Message::Path).on_submit(Message::Go);
        let browse = button::quiet(words.get(Word::DeliverBrowse), "").on_press(Message::Browse);
        let path = field::labelled(words.get(Word::DeliverPath), row![area(path), browse].spacing(theme::INSIDE));
        let hint = text(words.get(Word::PaperHint)).size(theme::SMALL).style(theme::quiet);
        let (above, below) = if is_short { (Some(path), None) } else { (None, Some(path)) };
        let blocks = Column::new().push(above).push(hint).extend(blocks).spacing(theme::BETWEEN);
        let blocks = scrollable(blocks.padding(iced::Padding::ZERO.right(theme::BETWEEN))).style(theme::scroll);
        let told = self.told(words).map(|(told, style)| text(told).style(style));
        let keys = |keys| if is_narrow { "" } else { keys };
        let go = button::primary(words.get(Word::DeliverGo), keys("Ctrl+Enter")).on_press(Message::Go);
        let close = button::quiet(words.get(Word::Close), keys("Esc")).on_press(Message::Close);
        let copy = (self.name == Word::PaperBroadcast)
            .then(|| button::quiet(words.get(Word::PaperCopy), "").on_press(Message::Copy));
        let print = button::quiet(words.get(Word::PaperPrint), keys("Ctrl+P")).on_press(Message::Print);
        Column::new()
            .push(text(words.get(self.name)).size(theme::PANE).font(theme::BOLD))
            .push(blocks.width(Length::Fill).height(Length::Fill))
            .push(below)
            .push(told)
            .push(
                row![space().width(Length::Fill)]
                    .push(copy)
                    .push(close)
                    .push(print)
                    .push(go)
                    .spacing(theme::INSIDE)
                    .align_y(Center),
            )
            .spacing(theme::BETWEEN)
            .into()
    }

    /// What can be changed of a block; what was recorded cannot.
    fn block<'a>(&'a self, at: usize, block: &'a Block) -> Option<Element<'a, Message>> {
        match block {
            Block::Fields(fields) => {
                let lines = fields.iter().enumerate().map(|(line, one)| {
                    let value = field::input("", &one.value).on_input(move |value| Message::Field(at, line, value));
                    let caption = text(&one.caption).size(theme::SMALL).style(theme::quiet).width(CAPTION);
                    row![caption, area(value)].align_y(Center).into()
                });
                Some(Column::with_children(lines).spacing(theme::TIGHT).into())
            }
            Block::Text(_) => {
                let content = self.texts.get(at)?.as_ref()?;
                // A letter is all text: it has the sheet to itself.
                let is_letter = self.paper.blocks.len() == 1;
                let lines = if is_letter { 12.0 } else { content.line_count().clamp(2, 6) as f32 };
                Some(field::paragraphs(content, "", lines, Some(move |action| Message::Text(at, action))))
            }
            Block::Table(_) | Block::Opinions(_) | Block::Photographs(_) | Block::Signatures(_) | Block::Wall(_) => {
                None
            }
        }
    }

    fn told(&self, words: &Words) -> Option<(String, Style)> {
        match &self.outcome {
            Outcome::None => None,
            Outcome::NoPath => Some((words.get(Word::DeliverPathEmpty).to_owned(), theme::due)),
            Outcome::Copied => Some((words.get(Word::PaperCopied).to_owned(), theme::fine)),
            Outcome::Working => Some((words.get(Word::DeliverWorking).to_owned(), theme::quiet)),
            Outcome::Failed(error) => Some((Trouble::of_archive(error, words).line(), theme::due)),
            Outcome::Done(path) => {
                let path = path.to_string_lossy().into_owned();
                Some((words.with(Word::DeliverDone, &[("path", path.into())]), theme::fine))
            }
        }
    }
}
