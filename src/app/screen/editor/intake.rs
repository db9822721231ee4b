//! 读入表格: a file is read, what was found is shown and corrected, and what may be stored of it is put into the notice.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use iced::widget::operation::focus;
use iced::{Subscription, Task};

use super::{Action, Message as Told, State, grid};
use crate::domain::block::{self, Further, Matter};
use crate::domain::budget;
use crate::domain::draft::{self, Received};
use crate::domain::gate::{self, Policy, Treatment};
use crate::domain::kind::Kind;
use crate::domain::office::Office;
use crate::domain::table::{Class, Column, Table};
use crate::intake::IntakeError;
use crate::intake::inspect::{Found, inspect};
use crate::intake::read::paste;
use crate::intake::shape::Correction;
use crate::intake::sheet::Book;

mod sight;
mod view;

use sight::{Desk, Sighted, Source, Whole};

pub(super) use view::over;

const PATH: &str = "editor-intake-path";
/// Readings are numbered for the whole life of the window, so that no answer is ever taken for another panel's.
static ASKED: AtomicU64 = AtomicU64::new(1);

#[derive(Debug)]
pub(super) struct Panel {
    path: String,
    /// Rows to leave out, as typed: 12、15-18
    rows: String,
    stage: Stage,
    correction: Correction,
    /// What it becomes.
    to: To,
    /// Other tables of the book that are read as further ones.
    also: BTreeSet<usize>,
    cancel: Arc<AtomicBool>,
    /// Which reading is awaited: the answer of an older one is dropped.
    asked: u64,
}

/// What a table that is read becomes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum To {
    #[default]
    Main,
    /// A table beside the main one.
    Further,
    /// The whole book, as the kind's set of tables.
    Set,
}

#[derive(Debug)]
enum Stage {
    Asking,
    /// `slow`: for more than 150 ms.
    Reading {
        slow: bool,
    },
    Failed(Failure),
    Found(Box<Sighted>),
}

/// Why there is nothing to show.
#[derive(Debug, Clone)]
pub enum Failure {
    File(Arc<IntakeError>),
    /// The clipboard holds no table.
    Clipboard,
}

#[derive(Debug, Clone)]
pub enum Message {
    Path(String),
    Browse,
    Browsed(Option<PathBuf>),
    Read,
    /// Asks the clipboard for a block.
    Paste,
    Pasted(Option<String>),
    /// 150 ms of reading have passed.
    Slow,
    /// 停止
    Stop,
    Sighted(u64, Result<Box<Sighted>, Failure>),
    /// The header begins this many rows lower.
    Header(i32),
    /// The header has this many lines more.
    Depth(i32),
    /// Another table of the book.
    Other(usize),
    /// As the main table, a further one, or the whole book as a set.
    To(To),
    /// Another table of the book besides, or not.
    Also(usize),
    LeaveOut(usize),
    Class(usize, Class),
    /// The column is this one of the kind's; with an empty name none of them.
    Match(usize, String),
    /// The mobile at this place of the list is the office's, or is not.
    Telephone(usize, bool),
    /// Rows to leave out, as they are typed.
    Rows(String),
    LeaveOutRows,
    /// A single row, by its number in the file.
    LeaveOutRow(u32),
    /// Everything as the program found it by itself.
    Uncorrected,
    Treat(usize, Treatment),
    Take,
    /// For the reading it was asked of.
    Cleansed(u64, Box<Taken>),
    Close,
}

/// What may be stored of what was found.
#[derive(Debug, Clone)]
pub struct Taken {
    table: Table,
    dropped: Vec<String>,
    /// Without the table.
    received: Received,
    /// Read besides, each a table of its own.
    also: Vec<Further>,
    sheet: Option<String>,
}

impl State {
    pub(super) fn ask_intake(&mut self) -> Action {
        if self.is_read_only() {
            return Action::None;
        }
        if let Some(panel) = &mut self.intake {
            panel.stop();
        }
        self.intake = Some(Panel {
            path: String::new(),
            rows: String::new(),
            stage: Stage::Asking,
            correction: Correction::default(),
            to: To::Main,
            also: BTreeSet::new(),
            cancel: Arc::default(),
            asked: 0,
        });
        Action::Run(focus(PATH))
    }

    /// Asks for a table that is to stand beside the main one.
    pub(super) fn ask_further(&mut self) -> Action {
        let action = self.ask_intake();
        if let Some(panel) = &mut self.intake {
            panel.to = To::Further;
        }
        action
    }

    /// A file dropped on the editor is read at once, in place of one that is being looked at; a book that was read before
    /// is not read again.
    pub fn take_file(&mut self, file: &Path, book: Option<Arc<Book>>) -> Action {
        // The focus is of no use while the file is read.
        drop(self.ask_intake());
        let Some(panel) = &mut self.intake else { return Action::None };
        panel.path = file.to_string_lossy().into_owned();
        self.read(book.map_or_else(|| Source::File(file.to_owned()), |book| Source::Read(file.to_owned(), book)))
    }

    /// A block from the clipboard for a notice without rows: with a header it is looked at like a file; rows alone go into
    /// the columns that are there.
    pub(super) fn take_block(&mut self, block: String) -> Action {
        let Table { columns, rows, .. } = &self.content.table;
        if rows.is_empty() && !columns.is_empty() && !block.trim().is_empty() && !brings_header(&block, columns) {
            self.grid_acted(grid::Action::Paste(block));
            return Action::None;
        }
        drop(self.ask_intake());
        if self.intake.is_some() { self.read(Source::Block(block)) } else { Action::None }
    }

    pub(super) fn intake_asked(&mut self, message: Message) -> Action {
        if matches!(message, Message::Paste) {
            return Action::Run(iced::clipboard::read().map(|block| Told::Intake(Message::Pasted(block))));
        }
        if let (None, Message::Pasted(block)) = (&self.intake, &message) {
            return self.take_block(block.clone().unwrap_or_default());
        }
        let Some(panel) = &mut self.intake else { return Action::None };
        match message {
            Message::Path(path) => panel.path = path,
            Message::Rows(rows) => panel.rows = rows,
            Message::Browse => return Action::Run(browse()),
            Message::Browsed(Some(path)) => {
                panel.path = path.to_string_lossy().into_owned();
                return self.read(Source::File(path));
            }
            Message::Read if panel.path.trim().is_empty() => {}
            Message::Read => {
                let path = PathBuf::from(panel.path.trim().trim_matches('"'));
                return self.read(Source::File(path));
            }
            Message::Pasted(block) => return self.read(Source::Block(block.unwrap_or_default())),
            Message::Slow => panel.slow_down(),
            Message::Stop => panel.stop(),
            Message::Sighted(asked, outcome) => panel.sighted(asked, outcome),
            Message::Treat(at, treatment) => panel.treat(at, treatment),
            Message::Take => return self.take(),
            Message::Cleansed(asked, taken) if asked == panel.asked => self.cleansed(*taken),
            Message::Telephone(at, own) => panel.name_telephone(at, own),
            Message::To(to) => panel.to = to,
            Message::Also(at) => {
                if !panel.also.remove(&at) {
                    panel.also.insert(at);
                }
            }
            Message::Close => {
                panel.stop();
                self.intake = None;
            }
            Message::Browsed(None) | Message::Paste | Message::Cleansed(..) => {}
            correction => return self.correct(&correction),
        }
        Action::None
    }

    fn desk(&self) -> Desk {
        Desk { kind: self.kind.clone(), office: self.office.clone(), store: self.store.clone() }
    }

    fn read(&mut self, source: Source) -> Action {
        let desk = self.desk();
        let Some(panel) = &mut self.intake else { return Action::None };
        panel.stop();
        panel.correction = Correction::default();
        panel.rows.clear();
        panel.cancel = Arc::default();
        let cancel = Arc::clone(&panel.cancel);
        panel.await_answer(sight::first(source, desk, cancel))
    }

    /// Looks at the same book again, as the clerk corrected it.
    fn correct(&mut self, message: &Message) -> Action {
        let desk = self.desk();
        let Some(panel) = &mut self.intake else { return Action::None };
        let Stage::Found(sighted) = &panel.stage else { return Action::None };
        let mut correction = panel.correction.clone();
        correct(&mut correction, message, &sighted.found, &panel.rows);
        if correction == panel.correction {
            return Action::None;
        }
        panel.correction = correction.clone();
        // The others are counted anew.
        panel.also.clear();
        let before = sighted.clone();
        panel.await_answer(async move { before.again(correction, &desk).map(Box::new) })
    }

    /// Only what may be stored leaves the panel: cleansed off the window's thread.
    fn take(&mut self) -> Action {
        let whole = self.intake.as_ref().and_then(Panel::whole).map(Arc::clone);
        if let Some(whole) = whole {
            self.take_whole(&whole);
            return Action::None;
        }
        let Some(work) = self.taking() else { return Action::None };
        Action::Run(Task::future(async move { Told::Intake(work()) }))
    }

    fn taking(&self) -> Option<impl FnOnce() -> Message + Send + use<>> {
        let panel = self.intake.as_ref()?;
        let Stage::Found(sighted) = &panel.stage else { return None };
        let policy = Policy { treatments: sighted.choices.iter().map(|(_, chosen)| *chosen).collect() };
        let (found, mut office, asked) = (Arc::clone(&sighted.found), self.office.clone(), panel.asked);
        office.telephones.push(self.content.telephone.clone());
        office.telephones.extend(sighted.own_telephones());
        let (besides, kind) = (sighted.besides(&panel.also), self.kind.clone());
        Some(move || {
            let (table, report) = gate::cleanse(&found.table, &policy, &office);
            let received = found.received(Table::default()).cleansed(&office);
            let also = besides.into_iter().map(|found| further_of(&found, &kind, &office)).collect();
            let sheet = found.sheet.clone();
            Message::Cleansed(asked, Box::new(Taken { table, dropped: report.dropped, received, also, sheet }))
        })
    }

    /// The whole book takes the place of the notice's tables; what it says replaces what was said before them.
    fn take_whole(&mut self, whole: &Whole) {
        self.intake = None;
        self.dropped.clone_from(&whole.dropped);
        let fields = budget::content(self.fields_only(), &self.kind, whole.sheets.clone());
        self.history.settle();
        self.replace_all(Table::default(), fields);
        self.history.settle();
        self.blocks.shown = true;
    }

    fn cleansed(&mut self, taken: Taken) {
        let Some(panel) = self.intake.take() else { return };
        let Stage::Found(sighted) = panel.stage else { return };
        if panel.to == To::Further && taken.table.rows.len() <= Further::MOST_ROWS {
            let heading = taken.received.title.or(taken.sheet).unwrap_or_default();
            let unit = taken.received.unit.unwrap_or_default();
            let own = Further { heading, unit, table: taken.table, ..Further::default() };
            self.put_further(std::iter::once(own).chain(taken.also).collect());
            self.remember_shape(&sighted.found, &panel.correction);
            return;
        }
        self.dropped = taken.dropped;
        let first = self.content.period.first.or(self.content.date).unwrap_or_default();
        let drafted = draft::content(&self.kind, &self.office, first, self.content.period.last);
        let received = taken.received.beside(&self.content, &drafted);
        let mut fields = draft::fill(self.fields_only(), received);
        for telephone in sighted.own_telephones() {
            let before = if fields.telephone.is_empty() { String::new() } else { format!("{}、", fields.telephone) };
            fields.telephone = before + &telephone;
        }
        for further in taken.also {
            block::insert(&mut fields.blocks, None, Matter::Table(further));
        }
        self.history.settle();
        self.replace_all(taken.table, fields);
        self.remember_shape(&sighted.found, &panel.correction);
    }

    /// The correction is found again for the next file of the shape; one that was taken back is forgotten.
    fn remember_shape(&self, found: &Found, correction: &Correction) {
        let remembered = correction.remembered(found.own_header_row);
        let signature = found.signature.as_str().to_owned();
        if remembered == Correction::default() {
            drop(self.store.run(move |store| store.forget_shape(&signature)));
            return;
        }
        match serde_json::to_string(&remembered) {
            // The answer is not waited for: a shape that is not remembered costs the clerk one correction.
            Ok(text) => drop(self.store.run(move |store| store.remember_shape(&signature, &text))),
            Err(error) => tracing::error!(%error, "a correction could not be written"),
        }
    }
}

impl Panel {
    pub(super) fn subscription(&self) -> Subscription<Told> {
        match self.stage {
            Stage::Reading { slow: false } => {
                iced::time::every(Duration::from_millis(150)).map(|_| Told::Intake(Message::Slow))
            }
            _ => Subscription::none(),
        }
    }

    fn await_answer(&mut self, work: impl Future<Output = Result<Box<Sighted>, Failure>> + Send + 'static) -> Action {
        self.asked = ASKED.fetch_add(1, Ordering::Relaxed);
        self.stage = Stage::Reading { slow: false };
        let asked = self.asked;
        Action::Run(Task::future(async move { Told::Intake(Message::Sighted(asked, work.await)) }))
    }

    fn slow_down(&mut self) {
        if let Stage::Reading { slow } = &mut self.stage {
            *slow = true;
        }
    }

    /// Ends the reading; an answer that is already on its way is dropped.
    fn stop(&mut self) {
        if matches!(self.stage, Stage::Reading { .. }) {
            self.cancel.store(true, Ordering::Relaxed);
            self.asked = 0;
            self.stage = Stage::Asking;
        }
    }

    fn sighted(&mut self, asked: u64, outcome: Result<Box<Sighted>, Failure>) {
        if asked != self.asked {
            return;
        }
        self.stage = match outcome {
            Ok(sighted) => {
                self.correction = sighted.correction.clone();
                // Nobody who brings a budget's workbook wants one sheet of it.
                if sighted.whole.is_some() && self.to == To::Main && self.correction == Correction::default() {
                    self.to = To::Set;
                }
                Stage::Found(sighted)
            }
            Err(failure) => Stage::Failed(failure),
        };
    }

    /// The whole book, where it is what is to be taken.
    fn whole(&self) -> Option<&Arc<Whole>> {
        match &self.stage {
            Stage::Found(sighted) if self.to == To::Set => sighted.whole.as_ref(),
            _ => None,
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

    fn name_telephone(&mut self, at: usize, own: bool) {
        if let Stage::Found(sighted) = &mut self.stage
            && let Some(telephone) = sighted.telephones.get_mut(at)
        {
            telephone.own = own;
        }
    }
}

fn correct(correction: &mut Correction, message: &Message, found: &Found, rows: &str) {
    let name = |at: &usize| found.names.get(*at).cloned();
    match message {
        Message::Header(by) => correction.header_row = Some(found.header_row.saturating_add_signed(*by).max(1)),
        Message::Depth(by) => correction.header_depth = Some(found.header_depth.saturating_add_signed(*by).min(4)),
        Message::Other(at) => {
            if let Some(other) = found.others.get(*at) {
                let sheet = other.sheet.clone();
                *correction = Correction { sheet, header_row: Some(other.header_row), ..Correction::default() };
            }
        }
        Message::LeaveOut(at) => correction.left_out_columns.extend(name(at)),
        Message::Class(at, class) => correction.classes.extend(name(at).map(|name| (name, *class))),
        Message::Match(at, to) => {
            correction.matches.retain(|_, other| other != to || to.is_empty());
            correction.matches.extend(name(at).map(|name| (name, to.clone())));
        }
        Message::LeaveOutRow(row) => drop(correction.left_out_rows.insert(*row)),
        Message::LeaveOutRows => correction.left_out_rows.extend(numbers(rows)),
        Message::Uncorrected => *correction = Correction::default(),
        _ => {}
    }
}

/// A further table as it may be stored: nobody is asked about its columns.
fn further_of(found: &Found, kind: &Kind, office: &Office) -> Further {
    let policy = Policy::strictest(&found.table, kind, office);
    let (table, _) = gate::cleanse(&found.table, &policy, office);
    let received = found.received(Table::default()).cleansed(office);
    let heading = received.title.or_else(|| found.sheet.clone()).unwrap_or_default();
    Further { heading, unit: received.unit.unwrap_or_default(), table, ..Further::default() }
}

/// Does a block from the clipboard name its columns itself? Where nothing in it is a figure, any first line could be a
/// header: then it is one only if it speaks of the columns that are there, or as no row of them would.
fn brings_header(block: &str, columns: &[Column]) -> bool {
    let Some(found) = paste(block).ok().and_then(|book| inspect(&book, None).ok()) else { return false };
    let is_known = |name: &String| {
        columns.iter().map(Column::name).any(|column| column.contains(name.as_str()) || name.contains(&column))
    };
    let speaks = found.title.is_some()
        || found.table.columns.len() != columns.len()
        || found.table.columns.iter().any(|column| column.class != Class::Text)
        || found.names.iter().any(is_known);
    found.header_depth > 0 && speaks
}

/// The rows of 12、15-18; what is no number is passed over. A span is at most a sheet long.
fn numbers(typed: &str) -> BTreeSet<u32> {
    let pieces = typed.split(['、', '，', ',', ' ', '；', ';']);
    let span = |piece: &str| {
        let mut ends = piece.split(['-', '–', '—', '~', '～', '到', '至']).map(|end| end.trim().parse::<u32>().ok());
        let first = ends.next()??;
        let last = ends.next().flatten().unwrap_or(first);
        Some(first..=last.min(first.saturating_add(1_048_576)))
    };
    pieces.filter_map(span).flatten().collect()
}

fn browse() -> Task<Told> {
    let dialog = rfd::AsyncFileDialog::new().add_filter(
        "Excel, WPS, CSV",
        &["xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv", "tsv", "txt", "html", "htm"],
    );
    Task::perform(dialog.pick_file(), |file| Told::Intake(Message::Browsed(file.map(|file| file.path().to_owned()))))
}

#[cfg(test)]
mod tests;
