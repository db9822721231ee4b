//! 读入表格: a file is read, what was found is shown and corrected, and what may be stored of it is put into the notice.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use iced::Task;
use iced::widget::operation::focus;

use super::{Action, Message as Told, State};
use crate::domain::edit::Edit;
use crate::domain::gate::{self, Policy, Treatment};
use crate::domain::kind::Kind;
use crate::domain::notice::Content;
use crate::domain::office::Office;
use crate::domain::table::Table;
use crate::intake::IntakeError;
use crate::intake::inspect::{Found, inspect};
use crate::intake::read::{ReadOptions, read_with};
use crate::intake::shape::Correction;
use crate::intake::sheet::Book;
use crate::ui::words::Word;

mod view;

pub(super) use view::over;

const PATH: &str = "editor-intake-path";
const FIELD: u64 = 200;

#[derive(Debug)]
pub(super) struct Panel {
    path: String,
    stage: Stage,
    correction: Correction,
    cancel: Arc<AtomicBool>,
    /// Which reading is awaited: the answer of an older one is dropped.
    asked: u64,
}

#[derive(Debug)]
enum Stage {
    Asking,
    Reading,
    Failed(Word),
    Found(Box<Sighted>),
}

/// What was found, and what the clerk chose for each of its columns.
#[derive(Debug, Clone)]
pub struct Sighted {
    book: Arc<Book>,
    found: Arc<Found>,
    /// For each column what may be chosen, and what is.
    choices: Vec<(Vec<Treatment>, Treatment)>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Path(String),
    Browse,
    Browsed(Option<PathBuf>),
    Read,
    Sighted(u64, Result<Box<Sighted>, Word>),
    /// The header begins this many rows lower.
    Header(i32),
    /// The header has this many lines more.
    Depth(i32),
    /// Another table of the book.
    Other(usize),
    LeaveOut(usize),
    Treat(usize, Treatment),
    Take,
    Cleansed(Box<Table>),
    Close,
}

impl State {
    pub(super) fn ask_intake(&mut self) -> Action {
        let cancel = Arc::new(AtomicBool::new(false));
        let panel =
            Panel { path: String::new(), stage: Stage::Asking, correction: Correction::default(), cancel, asked: 0 };
        self.intake = Some(panel);
        Action::Run(focus(PATH))
    }

    /// A file dropped on the editor is read at once.
    pub fn take_file(&mut self, file: &Path) -> Action {
        // The focus is of no use while the file is read.
        drop(self.ask_intake());
        self.intake_asked(Message::Browsed(Some(file.to_owned())))
    }

    pub(super) fn intake_asked(&mut self, message: Message) -> Action {
        let Some(panel) = &mut self.intake else { return Action::None };
        match message {
            Message::Path(path) => panel.path = path,
            Message::Browse => return Action::Run(browse()),
            Message::Browsed(None) => {}
            Message::Browsed(Some(path)) => {
                panel.path = path.to_string_lossy().into_owned();
                return self.read();
            }
            Message::Read => return self.read(),
            Message::Sighted(asked, outcome) => panel.sighted(asked, outcome),
            Message::Header(by) => {
                return self.correct(|correction, found| {
                    correction.header_row = Some(found.header_row.saturating_add_signed(by).max(1));
                });
            }
            Message::Depth(by) => {
                return self.correct(|correction, found| {
                    correction.header_depth = Some(found.header_depth.saturating_add_signed(by).min(4));
                });
            }
            Message::Other(at) => {
                return self.correct(|correction, found| {
                    if let Some(other) = found.others.get(at) {
                        let sheet = other.sheet.clone();
                        *correction = Correction { sheet, header_row: Some(other.header_row), ..Correction::default() };
                    }
                });
            }
            Message::LeaveOut(at) => {
                return self.correct(|correction, found| {
                    if let Some(column) = found.table.columns.get(at) {
                        correction.left_out_columns.insert(column.name());
                    }
                });
            }
            Message::Treat(at, treatment) => panel.treat(at, treatment),
            Message::Take => return self.take(),
            Message::Cleansed(table) => self.cleansed(*table),
            Message::Close => {
                panel.cancel.store(true, Ordering::Relaxed);
                self.intake = None;
            }
        }
        Action::None
    }

    fn read(&mut self) -> Action {
        let (kind, office) = (self.kind.clone(), self.office.clone());
        let Some(panel) = &mut self.intake else { return Action::None };
        let path = PathBuf::from(panel.path.trim());
        let cancel = Arc::clone(&panel.cancel);
        panel.correction = Correction::default();
        panel.await_answer(move || {
            let options = ReadOptions { sheet: None, cancel: Some(&cancel) };
            let book = read_with(&path, options).map_err(|error| {
                tracing::warn!(%error, "a file could not be read");
                word_of(&error)
            })?;
            sight(Arc::new(book), &kind, &office, &Correction::default())
        })
    }

    /// Looks at the same book again, as the clerk corrected it.
    fn correct(&mut self, correct: impl FnOnce(&mut Correction, &Found)) -> Action {
        let (kind, office) = (self.kind.clone(), self.office.clone());
        let Some(panel) = &mut self.intake else { return Action::None };
        let Stage::Found(sighted) = &panel.stage else { return Action::None };
        correct(&mut panel.correction, &sighted.found);
        let (book, correction) = (Arc::clone(&sighted.book), panel.correction.clone());
        panel.await_answer(move || sight(book, &kind, &office, &correction))
    }

    /// Only what may be stored leaves the panel: cleansed off the window's thread.
    fn take(&mut self) -> Action {
        let Some(panel) = &self.intake else { return Action::None };
        let Stage::Found(sighted) = &panel.stage else { return Action::None };
        let policy = Policy { treatments: sighted.choices.iter().map(|(_, chosen)| *chosen).collect() };
        let (found, office) = (Arc::clone(&sighted.found), self.office.clone());
        Action::Run(Task::future(async move {
            let (table, _) = gate::cleanse(&found.table, &policy, &office);
            Told::Intake(Message::Cleansed(Box::new(table)))
        }))
    }

    fn cleansed(&mut self, table: Table) {
        let Some(panel) = self.intake.take() else { return };
        let Stage::Found(sighted) = panel.stage else { return };
        self.edit(Edit::Replace(Box::new(table)));
        let found = &sighted.found;
        let before = &self.content;
        let title = found.title.clone().filter(|_| before.title.trim().is_empty());
        let notes = Some(found.notes.join("\n")).filter(|_| before.notes.trim().is_empty());
        let signatures = Some(found.signatures.clone()).filter(|_| before.signatures.is_empty());
        let unit = found.unit.clone().unwrap_or_default();
        self.change_fields(FIELD, |content: &mut Content| {
            content.unit = unit;
            content.title = title.unwrap_or_else(|| std::mem::take(&mut content.title));
            content.notes = notes.unwrap_or_else(|| std::mem::take(&mut content.notes));
            content.signatures = signatures.unwrap_or_else(|| std::mem::take(&mut content.signatures));
        });
        self.history.settle();
        self.fields.show(&self.content);
        self.remember_shape(found, &panel.correction);
    }

    /// The correction is found again for the next file of the shape.
    fn remember_shape(&self, found: &Found, correction: &Correction) {
        let remembered = correction.remembered(found.own_header_row);
        if remembered == Correction::default() {
            return;
        }
        let signature = found.signature.as_str().to_owned();
        match serde_json::to_string(&remembered) {
            // The answer is not waited for: a shape that is not remembered costs the clerk one correction.
            Ok(text) => drop(self.store.run(move |store| store.remember_shape(&signature, &text))),
            Err(error) => tracing::error!(%error, "a correction could not be written"),
        }
    }
}

impl Panel {
    fn await_answer(&mut self, work: impl FnOnce() -> Result<Box<Sighted>, Word> + Send + 'static) -> Action {
        self.asked += 1;
        self.stage = Stage::Reading;
        let asked = self.asked;
        Action::Run(Task::future(async move { Told::Intake(Message::Sighted(asked, work())) }))
    }

    fn sighted(&mut self, asked: u64, outcome: Result<Box<Sighted>, Word>) {
        if asked == self.asked {
            self.stage = outcome.map_or_else(Stage::Failed, Stage::Found);
        }
    }

    fn treat(&mut self, at: usize, treatment: Treatment) {
        if let Stage::Found(sighted) = &mut self.stage
            && let Some((allowed, chosen)) = sighted.choices.get_mut(at)
            && allowed.contains(&treatment)
        {
            *chosen = treatment;
        }
    }
}

fn browse() -> Task<Told> {
    let dialog = rfd::AsyncFileDialog::new()
        .add_filter("表格", &["xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv", "tsv", "txt", "html", "htm"]);
    Task::perform(dialog.pick_file(), |file| Told::Intake(Message::Browsed(file.map(|file| file.path().to_owned()))))
}

fn sight(book: Arc<Book>, kind: &Kind, office: &Office, correction: &Correction) -> Result<Box<Sighted>, Word> {
    let found = inspect(&book, Some(kind), Some(correction)).map_err(|error| {
        tracing::warn!(%error, "no table was found");
        Word::ReadNoTable
    })?;
    let choice = |at: usize| {
        let allowed = Policy::allowed(&found.table, at, kind, office);
        let chosen = allowed.first().copied().unwrap_or(Treatment::Drop);
        (allowed, chosen)
    };
    let choices = (0..found.table.columns.len()).map(choice).collect();
    Ok(Box::new(Sighted { book, found: Arc::new(found), choices }))
}

fn word_of(error: &IntakeError) -> Word {
    match error {
        IntakeError::Empty { .. } => Word::ReadEmpty,
        IntakeError::Encrypted { .. } => Word::ReadEncrypted,
        IntakeError::Broken { .. } => Word::ReadBroken,
        IntakeError::NotASpreadsheet { .. } => Word::ReadForeign,
        IntakeError::TooLarge { .. } => Word::ReadTooLarge,
        IntakeError::NoTable { .. } | IntakeError::NoSuchSheet { .. } => Word::ReadNoTable,
        IntakeError::Cancelled { .. } => Word::ReadCancelled,
        IntakeError::Unreadable { .. } => Word::ReadUnreadable,
    }
}
